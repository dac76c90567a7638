"""Boxes in the midst of a story whose two ends the page names for screen readers ("list of 4 items", "end of list").

What stands between two such lines is never the story, and the story goes on behind it. So the dump is judged without
its boxes: the paragraphs around one then stand side by side, as a reader of the page sees them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import fold, words

REASON = "in a box whose two ends the page names"
_LINE = 120  # characters of a line that names an end, at most
_LONGEST = 40  # units of a box
_MOST = 2_000  # characters of a box: what is longer may hold the story
_HEADING = 0.4  # of the line above a box, from which on it is the box's heading
_WILD = {r"\*": r"\S+(?: \S+){0,7}", r"\#": r"\d{1,3}"}


@cache
def _ends() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((_pattern(first), _pattern(last)) for first, last in load_table("boxes")["pairs"])


@cache
def _first() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{first.pattern})" for first, _ in _ends()))


@cache
def _telling() -> frozenset[str]:
    """The longest word of each first line."""
    return frozenset(max(words(fold(first)), key=len) for first, _ in load_table("boxes")["pairs"])


def _opens(unit: Unit) -> bool:
    if len(unit.text) > _LINE or _telling().isdisjoint(words(unit.folded)):
        return False
    return bool(_first().fullmatch(unit.folded))


def _pattern(line: str) -> re.Pattern[str]:
    escaped = re.escape(fold(line)).replace(r"\ ", " ")
    for mark, wild in _WILD.items():
        escaped = escaped.replace(mark, wild)
    return re.compile(escaped)


def boxed(units: Sequence[Unit], vocabulary: Collection[str]) -> frozenset[int]:
    """The numbers of the units of ``units`` that stand in such a box, its ends and its heading with them.

    On saved pages also those in the bar that a web archive sets on top of a page.
    ``vocabulary`` are the words that the units say.
    """
    marks = ((i, unit.markup) for i, unit in enumerate(units)) if units and units[0].markup is not None else ()
    out = {i for i, mark in marks if mark is not None and not _elements().isdisjoint(mark.names)}
    if _telling().isdisjoint(vocabulary):
        return frozenset(out)
    i = 0
    while i < len(units):
        last = _last(units, i) if _opens(units[i]) else i
        if last > i:
            out.update(range(i, last + 1))
            if i and _heads(units[i - 1]):
                out.add(i - 1)
        i = last + 1
    return frozenset(out)


def _last(units: Sequence[Unit], first: int) -> int:
    """The unit that closes the box which ``first`` may open; ``first`` itself where none does."""
    closing = [last for opens, last in _ends() if opens.fullmatch(units[first].folded)]
    size = 0
    for i in range(first + 1, min(len(units), first + _LONGEST)):
        if len(units[i].text) <= _LINE and any(last.fullmatch(units[i].folded) for last in closing):
            return i
        size += len(units[i].text)
        if size > _MOST:
            break
    return first


@cache
def _elements() -> frozenset[str]:
    return frozenset(load_table("boxes")["elements"])


def _heads(unit: Unit) -> bool:
    found = phrases().match(unit.folded)
    return max(found.get("promo", 0.0), found.get("most_read", 0.0)) >= _HEADING
