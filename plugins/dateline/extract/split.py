"""Several articles in one text file: where one ends and the next begins.

Only what a curator or a program puts between texts splits a dump: a line of dashes, stars or equals signs, a page
break, "Document 3 of 12", or a block of hints that is repeated. Guessing would tear stories apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.bylines import has_opening
from dateline.extract.dates import find_dates
from dateline.extract.text import ends_sentence
from dateline.extract.units import Unit

_RULE = re.compile(r"^\s*([-=_*#~+–—─═])(?:\s?\1){4,}\s*$")
_NUMBERED = re.compile(
    r"^(?:document|article|item|doc|dokument|artículo|статья|документ)\s+\d+\s+(?:of|von|de|из|/)\s+\d+$"
)
_HINT = re.compile(r"^(?:source|url|date|retrieved|title)\s?:\s?\S")
_LONG = 120  # characters of a paragraph, which no headline has
_BOX = 12  # units of a box
_HEAD = 4  # units at an article's top, of which one tells its date or its author
_SHORT = 150  # characters of sentences of a short article
_LEAST = 350  # characters of running text that an article of its own has


def edges(units: Sequence[Unit], inside: Sequence[bool]) -> list[int]:
    """The first unit of each article, then the number of units."""
    marks = [i for i, unit in enumerate(units) if i and _mark(units, i)]
    marks = [mark for n, mark in enumerate(marks) if not _box(units, inside, marks, n)]
    out = [0]
    for mark in marks:
        before = sum(len(units[k].text) for k in range(out[-1], mark) if inside[k])
        after = sum(len(units[k].text) for k in range(mark, len(units)) if inside[k])
        if before >= _LEAST and (after >= _LEAST or _again(units, out, mark)):
            out.append(mark)
    out.append(len(units))
    # A mark that leaves too little behind it until the next one belongs to the article before.
    kept = [0]
    for start, stop in pairwise(out[1:]):
        own = sum(len(units[k].text) for k in range(start, stop) if inside[k])
        if own >= _LEAST or _again(units, out[: out.index(start)], start):
            kept.append(start)
    return [*kept, len(units)]


def _again(units: Sequence[Unit], edges: Sequence[int], mark: int) -> bool:
    """Whether a mark is drawn as one before that parts two articles, and what it opens is a short one with a head.

    What the model makes of the last lines of a long dump does not count here: the same line parted articles before.
    """
    if not any(units[edge].text == units[mark].text for edge in edges[1:]):
        return False
    stop = next((k for k in range(mark + 1, len(units)) if units[k].text == units[mark].text), len(units))
    head = units[mark + 1 : min(stop, mark + 1 + _HEAD)]
    headed = any(len(unit.text) < _LONG and (find_dates(unit.text) or has_opening(unit.text)) for unit in head[1:])
    told = sum(len(unit.text) for unit in units[mark + 1 : stop] if ends_sentence(unit.text))
    return headed and told >= _SHORT


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
    if _RULE.match(units[i].text) or _NUMBERED.match(text) or units[i].text == "\f":
        return True
    if not _HINT.match(text) or (i and _HINT.match(units[i - 1].folded)):
        return False
    run = 0
    while i + run < len(units) and _HINT.match(units[i + run].folded):
        run += 1
    return run >= 2
