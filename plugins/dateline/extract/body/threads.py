"""Threads: what one account of a social network posts below each other, of which the model has a post at most.

A copy prints name, handle and time above each post. The posts of the account that opens the thread and goes on with
it are the text; who answers is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import fold, words

_HANDLE = re.compile(r"@[\w.-]+(?:@[\w.-]+)?")
_COUNT = re.compile(r"[\d.,]+\s?[KMkm]?")
_SIGNS = re.compile(r"\W*")
_POSTS = 3  # of an account whose thread it is, at least
_WORDS = 3  # of a line of a post, at least
_STAMP = 40  # characters of a line that tells when it was posted
_LONGEST = 40  # units of a post


def posts(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The lines of the posts of the account that opens a thread, if some line of the page is the text already."""
    marked = [i for i, unit in enumerate(units) if unit.text[:1] == "@" and unit.markup is None]
    handles = [i for i in marked if _HANDLE.fullmatch(units[i].text)]
    if not handles or not any(flags):
        return frozenset()
    times = Counter(units[i].folded for i in handles)
    first = units[handles[0]].folded
    if times[first] < _POSTS:
        return frozenset()
    bounds = [*handles, len(units) + 1]
    own = ((i, bounds[k + 1] - 1) for k, i in enumerate(handles) if units[i].folded == first)  # a name above a handle
    return frozenset(i for start, stop in own for i in _lines(units, start + 1, stop))


def _lines(units: Sequence[Unit], start: int, stop: int) -> list[int]:
    """The lines of the post that begins at ``start`` or below what tells when it was posted."""
    out: list[int] = []
    for i in range(start, min(stop, start + _LONGEST, len(units))):
        unit = units[i]
        if _stamped(unit) or _SIGNS.fullmatch(unit.text) or _COUNT.fullmatch(unit.text):
            if out:
                break  # the time and the numbers below a post
            continue
        if phrases().match(unit.folded) or len(words(fold(unit.text))) < _WORDS:
            break
        out.append(i)
    return out


def _stamped(unit: Unit) -> bool:
    return len(unit.text) <= _STAMP and any(date.day for date in find_dates(unit.text))
