"""Several articles in one text file: where one ends and the next begins.

Only what a curator or a program puts between texts splits a dump: a line of dashes, stars or equals signs, a page
break, "Document 3 of 12", or a block of hints that is repeated. Guessing would tear stories apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.units import Unit

_RULE = re.compile(r"^\s*([-=_*#~+–—─═])(?:\s?\1){4,}\s*$")
_NUMBERED = re.compile(
    r"^(?:document|article|item|doc|dokument|artículo|статья|документ)\s+\d+\s+(?:of|von|de|из|/)\s+\d+$"
)
_HINT = re.compile(r"^(?:source|url|date|retrieved|title)\s?:\s?\S")
_LONG = 120  # characters of a paragraph, which no headline has
_BOX = 12  # units of a box
_LEAST = 350  # characters of running text that an article of its own has


def edges(units: Sequence[Unit], inside: Sequence[bool]) -> list[int]:
    """The first unit of each article, then the number of units."""
    marks = [i for i, unit in enumerate(units) if i and _mark(units, i)]
    marks = [mark for n, mark in enumerate(marks) if not _box(units, inside, marks, n)]
    out = [0]
    for mark in marks:
        before = sum(len(units[k].text) for k in range(out[-1], mark) if inside[k])
        after = sum(len(units[k].text) for k in range(mark, len(units)) if inside[k])
        if before >= _LEAST and after >= _LEAST:
            out.append(mark)
    out.append(len(units))
    # A mark that leaves too little behind it until the next one belongs to the article before.
    kept = [0]
    for start, stop in pairwise(out[1:]):
        if sum(len(units[k].text) for k in range(start, stop) if inside[k]) >= _LEAST:
            kept.append(start)
    return [*kept, len(units)]


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
