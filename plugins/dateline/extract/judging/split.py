"""Several articles in one text file: where one ends and the next begins.

Only what a curator or a program puts between texts splits a dump: a line of dashes, stars or equals signs, a page
break, "Document 3 of 12", or a block of hints that is repeated; and the tops of articles, where a file opens with one
and has others written alike (``tops``). Guessing would tear stories apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from dateline.extract.judging.tops import tops
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import CLAIMS, ends_sentence

_RULE = re.compile(r"^\s*([-=_*#~+–—─═])(?:\s?\1){4,}\s*$")
_NUMBERED = re.compile(
    r"^(?:document|article|item|doc|dokument|artículo|статья|документ)\s+\d+\s+(?:of|von|de|из|/)\s+\d+$"
)
_COUNTED = re.compile(r"^[-=_*#~+–—─═]{2,}\s*(?:[^\W\d_]{1,12}\.?\s*)?(\d{1,3})\s*[-=_*#~+–—─═.:)]*$")  # "=== 2 ==="
_COUNTS = 40  # characters of such a line
_HINT = re.compile(r"^(?:source|url|date|retrieved|title)\s?:\s?\S")
_DRAWN = frozenset("-=_*#~+–—─═\f")  # of which one opens a mark that is drawn
_KEY = 11  # characters of a hint up to its colon
_LONG = 120  # characters of a paragraph, which no headline has
_ABOUT = 2  # characters that a heading and the line below it differ in
_BOX = 12  # units of a box
_HEAD = 4  # units at an article's top, of which one tells its date or its author
_TOP = 3  # lines at the top of a page by which its outlet's next one is known
_SENTENCE, _TOLD = 60, 250  # characters of a paragraph, and of all in such a copy
_SAYS = 0.4  # of a line that a phrase on rights covers
_SEVERAL = 2  # paragraphs
_SHORT = 150  # characters of sentences of a short article
_LEAST = 350  # characters of running text that an article of its own has


class Marks:
    """The lines of a dump that may part articles: looked for once, whatever is then taken for the story."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units

    @cached_property
    def _counted(self) -> list[int]:
        return _counted(self._units)

    @cached_property
    def _drawn(self) -> tuple[list[int], Counter[str]]:
        """The lines that are drawn or open a block of hints, and how often each text is one of them."""
        units = self._units
        drawn = [
            i
            for i, unit in enumerate(units)
            if ((text := unit.folded)[:1] in _DRAWN or text[-1:].isdigit() or ":" in text[:_KEY])
            and i
            and _mark(units, i)
        ]
        times = Counter(units[i].text for i in drawn)
        return [i for i in drawn if times[units[i].text] > 1 or not _underlines(units, i)], times

    @cached_property
    def _copies(self) -> list[int]:
        return _copies(self._units)

    @cached_property
    def _tops(self) -> list[int]:
        return tops(self._units)

    def edges(self, inside: Sequence[bool]) -> list[int]:
        """The first unit of each article, then the number of units. ``inside`` tells which are running text."""
        units = self._units
        if self._counted:
            return [0, *self._counted, len(units)]
        drawn, times = self._drawn
        marks = [mark for n, mark in enumerate(drawn) if not _box(units, inside, drawn, n)]
        marks = _between_articles(units, inside, marks)
        if not marks and self._copies:
            return [0, *self._copies, len(units)]
        if not marks:
            found = self._tops
            if found and all(_signed(units, mark) for mark in (0, *found)):
                return _of_signed(units, found)
            marks = found
        if not marks:
            return [0, len(units)]
        return _parted(units, inside, drawn, times, marks)


def _parted(
    units: Sequence[Unit], inside: Sequence[bool], drawn: Sequence[int], times: Counter[str], marks: Sequence[int]
) -> list[int]:
    """The edges of the articles at those of ``marks`` that have enough of a story on both sides."""
    # How much of the story stands before each unit: asked for at every mark, counted once.
    story = [0, *accumulate(len(unit.text) * flag for unit, flag in zip(units, inside, strict=True))]
    again = _Again(units, drawn)
    out = [0]
    for mark in marks:
        enough = story[mark] - story[out[-1]] >= _LEAST or again.opens(out[-1])
        if enough and (story[-1] - story[mark] >= _LEAST or again.opens(mark)):
            out.append(mark)
            again.parted(mark)
    out.append(len(units))
    # A mark that leaves too little behind it until the next one belongs to the article before.
    again = _Again(units, drawn)
    kept = [0]
    for start, stop in pairwise(out[1:]):
        if times[units[start].text] > 1:  # the first of several short articles, too
            again.parted(start)
        if story[stop] - story[start] >= _LEAST or again.opens(start):
            kept.append(start)
        again.parted(start)
    return [*kept, len(units)]


def _counted(units: Sequence[Unit]) -> list[int]:
    """Where lines that count the articles of a file part them: "=== 2 ===", "--- Article 3 ---".

    Each of them counts one more than the one before, and has sentences behind it.
    """
    found = [
        (i, int(match[1]))
        for i, unit in enumerate(units)
        if unit.text[:1] in _DRAWN
        and unit.markup is None
        and len(unit.text) <= _COUNTS
        and (match := _COUNTED.match(unit.text))
    ]
    first = found[0][1] if found else 0
    if len(found) < _SEVERAL or first > _SEVERAL or [n for _, n in found] != [*range(first, first + len(found))]:
        return []
    places = [i for i, _ in found]
    whole = (
        sum(len(unit.text) for unit in units[start:stop] if ends_sentence(unit.text)) >= _SENTENCE
        for start, stop in pairwise((*places, len(units)))
    )
    return [i for i in places if i] if all(whole) else []


def _between_articles(units: Sequence[Unit], inside: Sequence[bool], marks: Sequence[int]) -> list[int]:
    """``marks`` without the lines of signs that part one article: what is above has a head, what is below has none."""
    out: list[int] = []
    headed = None
    for mark, stop in pairwise((*marks, len(units))):
        if headed is None:
            headed = _headed(units, inside, 0, mark)
        below = _headed(units, inside, mark + 1, stop)
        if not headed or below or not _RULE.match(units[mark].text):
            out.append(mark)
            headed = below
    return out


def _headed(units: Sequence[Unit], inside: Sequence[bool], start: int, stop: int) -> bool:
    """Whether a date, a byline or hints stand above the first paragraph of some units."""
    for i in range(start, stop):
        text = units[i].text
        if len(text) < _LONG and (has_opening(text) or find_dates(text) or _HINT.match(units[i].folded)):
            return True
        if inside[i] and len(text) >= _LONG:
            return False
    return False


def _copies(units: Sequence[Unit]) -> list[int]:
    """Where the copies of further pages of one outlet begin: with the lines that the file begins with, as its menu has.

    Each has a date or a byline and text; a menu that is printed again below the story has neither behind it.
    """
    top = [unit.folded for unit in units[:_TOP]]
    if len(set(top)) < _TOP or units[0].markup is not None:
        return []
    found = [
        i
        for i in range(_TOP, len(units) - _TOP)
        if units[i].folded == top[0] and [unit.folded for unit in units[i : i + _TOP]] == top
    ]
    if not found:
        return []
    whole = all(_whole(units[start:stop]) for start, stop in pairwise((0, *found, len(units))))
    return found if whole else []


def _whole(units: Sequence[Unit]) -> bool:
    """Whether some units hold an article: sentences below a short line with a date or a byline."""
    told, headed = 0, False
    for unit in units:
        short = len(unit.text) < _LONG
        headed = headed or (short and bool(has_opening(unit.text) or find_dates(unit.text)))
        told += len(unit.text) if headed and len(unit.text) >= _SENTENCE and ends_sentence(unit.text) else 0
    return told >= _TOLD


def another(units: Sequence[Unit], inside: Sequence[bool]) -> int | None:
    """The head of what may be another article: a date or a byline with text, behind what ends the page of the first.

    Several pages that are copied into one file without a mark between them are told by nothing else.
    """
    last = max((i for i, flag in enumerate(inside) if flag), default=len(units))
    ended, head, told, count = False, None, 0, 0
    for i in range(last + 1, len(units)):
        unit = units[i]
        found = phrases().match(unit.folded)
        owned = unit.folded.startswith(CLAIMS) or found.get("legal", 0.0) >= _SAYS
        ended = ended or owned
        if not ended or unit.markup is not None:
            continue
        if not owned and len(unit.text) < _LONG and (has_opening(unit.text) or find_dates(unit.text)):
            head, told, count = i, 0, 0
        elif head is not None and len(unit.text) >= _SENTENCE and ends_sentence(unit.text) and not found:
            told, count = told + len(unit.text), count + 1
            if told >= _TOLD and count >= _SEVERAL:
                return head
    return None


def _signed(units: Sequence[Unit], mark: int) -> bool:
    """Whether a byline stands right below the headline, as below no teaser."""
    return mark + 1 < len(units) and has_opening(units[mark + 1].text)


def _of_signed(units: Sequence[Unit], marks: Sequence[int]) -> list[int]:
    """The edges of articles that each have a headline, a byline and a date: a short text is enough of each.

    What the model makes of their lines does not count: of a very long dump it flags fewer.
    """
    out = [0]
    for start, stop in pairwise((*marks, len(units))):
        if sum(len(unit.text) for unit in units[start:stop] if ends_sentence(unit.text)) >= _SHORT:
            out.append(start)
    return [*out, len(units)]


class _Again:
    """Marks that are drawn as one before them that parted two articles.

    What the model makes of the last lines of a long dump does not count here: the same line parted articles before.
    """

    def __init__(self, units: Sequence[Unit], drawn: Sequence[int]) -> None:
        self._units = units
        self._before: set[str] = set()
        self._stops: dict[int, int] = {}  # by mark, where the next one is drawn alike
        below: dict[str, int] = {}
        for mark in reversed(drawn):
            self._stops[mark] = below.get(units[mark].text, len(units))
            below[units[mark].text] = mark

    def parted(self, mark: int) -> None:
        """Remember a mark that parts two articles."""
        self._before.add(self._units[mark].text)

    def opens(self, mark: int) -> bool:
        """Whether a mark is drawn as one before it, and what it opens is a short article with a head.

        A headline, where articles stand below each other without a mark, is none that is drawn.
        """
        stop = self._stops.get(mark)
        if stop is None or self._units[mark].text not in self._before:
            return False
        head = self._units[mark + 1 : min(stop, mark + 1 + _HEAD)]
        if not any(len(unit.text) < _LONG and (find_dates(unit.text) or has_opening(unit.text)) for unit in head[1:]):
            return False
        told = 0
        for i in range(mark + 1, stop):
            told += len(self._units[i].text) if ends_sentence(self._units[i].text) else 0
            if told >= _SHORT:
                return True
        return False


def _underlines(units: Sequence[Unit], i: int) -> bool:
    """Whether a line of signs is drawn right below a line as long as itself, which is a heading then."""
    above = units[i - 1].text
    close = not units[i].blank_before and abs(len(above) - len(units[i].text)) <= _ABOUT
    return close and bool(_RULE.match(units[i].text)) and not (_RULE.match(above) or ends_sentence(above))


def _box(units: Sequence[Unit], inside: Sequence[bool], marks: Sequence[int], n: int) -> bool:
    """Whether the mark is one of two lines of dashes or stars around a box, with the story going on behind it."""
    for first, last in pairwise(marks[max(0, n - 1) : n + 2]):
        ruled = _RULE.match(units[first].text) and _RULE.match(units[last].text)
        little = sum(len(units[k].text) for k in range(first, last) if inside[k]) < _LEAST
        after = last + 1
        goes_on = after < len(units) and inside[after] and len(units[after].text) >= _LONG
        if ruled and little and last - first <= _BOX and goes_on:
            return True
    return False


def _mark(units: Sequence[Unit], i: int) -> bool:
    text = units[i].folded
    if text[:1] in _DRAWN and (_RULE.match(units[i].text) or units[i].text == "\f"):
        return True
    if text[-1:].isdigit() and _NUMBERED.match(text):
        return True
    if ":" not in text[:_KEY] or not _HINT.match(text) or (i and _HINT.match(units[i - 1].folded)):
        return False
    run = 0
    while i + run < len(units) and _HINT.match(units[i + run].folded):
        run += 1
    return run >= 2
