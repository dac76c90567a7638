"""Menus and boxes whose lines a program numbered: "1. Home", "2. News", "3. Sign in".

A story's own points are told by their numbers (``body.counted``); those of a list in which lines say what menus say are
none of it, and are judged without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import structs

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import fold

_POINT = re.compile(r"(\d{1,3})[.)] (?=\S)")
_SEVERAL = 3  # lines of such a list at least,
_SAYS, _SHARE = 2, 0.2  # and of them lines that open as those of menus do


def bare(units: Sequence[Unit]) -> Sequence[Unit]:
    """The units without the numbers of such lists; the same ones where there is none."""
    out: list[Unit] | None = None
    for run in _runs(units):
        found = [_without(units[i]) for i in run]
        if _is_menu(found):
            out = list(units) if out is None else out
            out[run.start : run.stop] = found
    return units if out is None else tuple(out)


def _runs(units: Sequence[Unit]) -> Iterator[range]:
    """The lines right below each other that count from one."""
    count = 0
    for i, unit in enumerate(units):
        match = _POINT.match(unit.text) if unit.text[:1].isdigit() else None
        number = int(match[1]) if match else 0
        if count and number == count + 1 and not unit.blank_before:
            count += 1
            continue
        if count >= _SEVERAL:
            yield range(i - count, i)
        count = int(number == 1)
    if count >= _SEVERAL:
        yield range(len(units) - count, len(units))


def _without(unit: Unit) -> Unit:
    text = _POINT.sub("", unit.text, count=1)
    return structs.replace(unit, text=text, folded=fold(text))


def _is_menu(run: Sequence[Unit]) -> bool:
    said = sum(bool(phrases().match(unit.folded)) for unit in run)
    return said >= max(_SAYS, _SHARE * len(run))
