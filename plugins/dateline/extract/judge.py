"""Judging: from units to the decisions about each article in a dump."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract import rules
from dateline.extract.memory import Memory
from dateline.extract.reading import Reading
from dateline.extract.units import Unit
from dateline.model import Dump


def read(dump: Dump, units: Sequence[Unit], memory: Memory | None) -> tuple[Reading, ...]:
    """One reading per article; together they cover all units, in order."""
    return (rules.read(units, 0, len(units)),)
