"""Where a long story goes on behind a box of links, a form or an advert, by what its own sections look like.

Behind "Read more" the model wants more of a part than the last section of a report has. But a report keeps to its
custom: numbered questions go on counting, a chronology names the next day, each person's account stands below a name
and a calling, and a dash opens each turn of an interview. And paragraphs right behind the last known one, that only
what closes an article follows, are its last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.extract.body import about, signposts
from dateline.extract.recognisers.bylines import looks_like_names
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.body.interviews import ASKS
from dateline.extract.words.phrases import bare, phrases
from dateline.extract.words.text import ends_sentence
from dateline.extract.lines.units import Unit

_HEADING = 90  # characters at most
_CUSTOM = 2  # sections of a kind that tell a custom
_TURNS = 4  # turns of direct speech that do
_SENTENCE = 20  # characters of a paragraph behind the first of a section
_REACH = 60  # units behind the story that are looked at
_NUMBERED = re.compile(r"\W{0,2}(\d{1,2})\s?[.):–-]\s?(?=\W?[^\W\d])")
_SPEECH = re.compile(r"([–—―])\s?(?=[^\W\d_]|[¿¡«\"“„])")
_FIRST = re.compile(r"[^\W\d_]{3,}(?=\s(?:\d{1,2}|[IVX]{1,4})\b)")  # "Chapter 2", "Глава IV"
_COUNTED = re.compile(r"\d{1,2}|[IVX]{1,4}")
_PAIRED = 60  # characters of the second line of a heading
_SURE = frozenset(("person", "counted"))  # kinds of which one that is known will do where there are many
_MANY = 3
_PERSON = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
_AGED = re.compile(r"[^\W\d_][^\d,;:|]*,\s(?:[^\d\s]+\s)?[1-9]\d\b[^\d]{0,12}$")  # "teacher, 34", "teacher, aged 34 years"
_BOX = 9  # units of a box at most
_NAMES = 3  # words of a name at most
_LONGER = 1.5  # times as long as another heading of the story
_ALIKE = 0.15  # least score of a heading between two paragraphs
_LIKELY = 0.1  # least score of a last paragraph that no box parts from the story
_END = 3  # units behind it in which the article ends


def sections(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """The sections outside the story whose headings are of a kind that heads several sections of it."""
    story = [i for i, flag in enumerate(flags) if flag]
    if not story or units[0].markup is not None:
        return frozenset()
    reach = range(story[0], min(len(units), story[-1] + _REACH))
    reach = range(reach.start, next((i for i in reach if i > story[-1] and signposts.closes(units, i)), reach.stop))
    kinds = {i: some for i in reach if (some := _headings(units, i))}
    times = Counter(kind for some in kinds.values() for kind in some)
    inside = Counter(
        kind for i, some in kinds.items() for kind, lines in some.items() if flags[i] or flags[i + lines]
    )
    known = {kind for kind in times if inside[kind] >= (_CUSTOM if kind not in _SURE else 1 if times[kind] >= _MANY else _CUSTOM)}
    if _counts_on(units, list(kinds)):
        known.add("number")
    found: set[int] = set()
    for i in reach if known else ():
        lines = next((lines for kind, lines in kinds.get(i, {}).items() if kind in known), 0)
        if lines:
            first = i + lines
            stop = first
            if flags[i] and (flags[first] or signposts.sentences(units[first].text) < _CUSTOM):
                continue  # what stands below a heading of the story may be a picture's description
            while stop < len(units) and (lines > 1 or scores[stop] >= _LIKELY / (1 + (stop > first))) and _told(units, stop, _SENTENCE if stop > first else signposts.PARAGRAPH):
                stop += 1
            if stop > first:
                found.update(range(i, stop))
    return frozenset(i for i in found if not flags[i])


def turns(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The turns of direct speech behind the story's last known one, of which it has many: each opens with a dash."""
    story = [i for i, flag in enumerate(flags) if flag]
    if not story or units[0].markup is not None:
        return frozenset()
    signs = Counter(match[1] for i in story if (match := _SPEECH.match(units[i].text)))
    often = {sign for sign, times in signs.items() if times >= _TURNS}
    found: set[int] = set()
    for i in range(story[0], min(len(units), story[-1] + _REACH)) if often else ():
        if i > story[-1] and signposts.closes(units, i):
            break
        match = _SPEECH.match(units[i].text)
        if match and match[1] in often and ends_sentence(units[i].text):
            found.add(i)
    return frozenset(i for i in found if not flags[i])


def last(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """The last paragraphs of a story, right behind it or behind one box, that what closes an article follows."""
    if not any(flags) or units[0].markup is not None:
        return frozenset()
    end = len(flags) - flags[::-1].index(True)
    for first in (end, _behind_box(units, end)):
        stop, told = first, 0
        while stop < len(units):
            if scores[stop] >= (_LIKELY if not told else _LIKELY / 2) and _told(units, stop, signposts.PARAGRAPH if not told else _SENTENCE):
                told += 1
            elif told + 1 < len(units) and not (
                signposts.subheading(units, stop) and stop + 1 < len(units) and scores[stop + 1] >= _LIKELY and _told(units, stop + 1, signposts.PARAGRAPH)
            ):
                break
            stop += 1
        headed = first == end and end > 1 and told and signposts.subheading(units, end - 1) and not ends_sentence(units[end - 1].text)
        closed = any(signposts.ends(units, k) or _points(units, k) for k in range(stop, min(len(units), stop + _END)))
        if headed or (told >= 2 and closed):
            return frozenset(range(first, stop))
    return frozenset()


def subheadings(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """The sub-headings right above paragraphs of a story that has others which stand apart as they do."""
    if not units or units[0].markup is not None:
        return frozenset()
    heads = [i for i in range(len(units) - 1) if flags[i + 1] and signposts.subheading(units, i)]
    own = [units[i] for i in heads if flags[i]]
    if len(own) < _CUSTOM:
        return frozenset()
    longest = _LONGER * max(len(unit.text) for unit in own)
    apart = {(unit.blank_before > 0, unit.blank_after > 0) for unit in own}
    return frozenset(
        i
        for i in heads
        if not flags[i]
        and i > 0
        and len(units[i].text) <= longest
        and (units[i].blank_before > 0, units[i].blank_after > 0) in apart
        and not any(map(str.isdigit, units[i].text))
        and _parts(units, scores, flags, i)
    )


def _parts(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool], i: int) -> bool:
    """Whether what stands above a heading is the end of a paragraph or an advert, and no picture whose caption it is."""
    if signposts.says(units[i - 1], "advert"):
        return True
    return flags[i - 1] and ends_sentence(units[i - 1].text) and scores[i] >= _ALIKE and not (len(units[i].text.split()) <= _NAMES and looks_like_names(units[i].text))


def _points(units: Sequence[Unit], i: int) -> bool:
    found = phrases().match(bare(units[i].folded))
    return signposts.heads_box(units[i]) or found.get("section", 0.0) >= 0.9


def _behind_box(units: Sequence[Unit], start: int) -> int:
    """The unit behind the box that begins at ``start``, or ``start``."""
    stop, marked = start, False
    while stop < min(len(units), start + _BOX) and not signposts.closes(units, stop) and not signposts.paragraph(units[stop]):
        marked = marked or signposts.heads_box(units[stop]) or signposts.appeals(units[stop]) or signposts.says(units[stop], "advert")
        stop += 1
    return stop if marked else len(units)


def _counts_on(units: Sequence[Unit], headings: Sequence[int]) -> bool:
    """Whether numbered headings count on from one, each with a paragraph below it."""
    numbers = [int(match[1]) for i in headings if (match := _NUMBERED.match(units[i].text))]
    return len(numbers) >= _MANY and numbers == list(range(1, len(numbers) + 1))


def _told(units: Sequence[Unit], i: int, least: int) -> bool:
    return signposts.paragraph(units[i], least) and not signposts.on_author(units, i) and not about.speaks(units[i])


def _headings(units: Sequence[Unit], i: int) -> dict[str, int]:
    """The kinds of a heading that stands at ``i``, and its lines."""
    unit = units[i]
    if len(unit.text) > _HEADING or i + 1 >= len(units):
        return {}
    if not signposts.paragraph(units[i + 1], _SENTENCE):
        below = units[i + 1]
        if i + 2 == len(units) or len(below.text) > _PAIRED or not signposts.paragraph(units[i + 2]):
            return {}
        if _PERSON.fullmatch(unit.text) and not unit.text.islower() and _AGED.match(below.text):
            return {"person": 2}
        counted = _COUNTED.fullmatch(unit.text) and not ends_sentence(below.text) and below.text[:1].isalpha()
        return {"counted": 2} if counted and not phrases().match(bare(below.folded)) else {}
    if phrases().match(bare(unit.folded)) or not signposts.paragraph(units[i + 1]):
        return {}
    out: dict[str, int] = {}
    if _NUMBERED.match(unit.text):
        out["number"] = 1
    if unit.text.endswith(ASKS):
        out["question"] = 1
    elif not ends_sentence(unit.text) and len(unit.text) <= 48:
        for find in find_dates(unit.text):
            if find.day and not find.year and 2 * (find.end - find.start) >= len(unit.text):
                out["day"] = 1
    if match := _FIRST.match(unit.text):
        out[match[0].casefold()] = 1
    return out
