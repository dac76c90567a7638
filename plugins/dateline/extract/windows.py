"""Dumps of more lines than any page has: judged in windows, so that memory does not grow with what is measured.

A unit is measured by some hundred numbers. Those of a whole page are kept until its head is settled; those of a
million lines would take gigabytes, and only a few dozen lines near each story's beginning and end are asked for again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from dateline.extract.features import Row
from dateline.extract.units import Unit

UNITS = 8192  # of a window; a page with more is rare, and judged in pieces of this size

Measure = Callable[[Sequence[Unit]], list[Row]]


def windows(count: int) -> Iterator[slice]:
    """``count`` units in windows of at most ``UNITS``, in order."""
    return (slice(start, min(start + UNITS, count)) for start in range(0, count, UNITS))


class Rows(Sequence[Row]):
    """The rows of all units; those of one window are in memory, the others are measured again when asked for."""

    def __init__(self, units: Sequence[Unit], measure: Measure) -> None:
        self._units = units
        self._measure = measure
        self._window = -1
        self._rows: list[Row] = []

    def __len__(self) -> int:
        return len(self._units)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        window, place = divmod(range(len(self))[at], UNITS)
        if window != self._window:
            self._rows = self._measure(self._units[window * UNITS : (window + 1) * UNITS])
            self._window = window
        return self._rows[place]
