"""Dumps of more lines than any page has: judged in windows, so that memory does not grow with what is measured.

A unit is measured by some hundred numbers; those of a million lines would take gigabytes.
"""

from __future__ import annotations

from collections.abc import Iterator

UNITS = 8192  # of a window; a page with more is rare, and judged in pieces of this size


def windows(count: int) -> Iterator[slice]:
    """``count`` units in windows of at most ``UNITS``, in order."""
    return (slice(start, min(start + UNITS, count)) for start in range(0, count, UNITS))
