"""Articles of an encyclopaedia that readers write: their headings, which offer to be edited, and their apparatus.

In a copy the heading is a line, and what edits its section the next. The sections at the end list what the article
goes by and where else to read; they are no text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold

_HEADING = 90  # characters of a heading at most


def headings(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The headings of sections some text of which is inside."""
    bounds = [*_sections(units), len(units)]
    return frozenset(i for i, stop in pairwise(bounds) if any(flags[i + 2 : stop]) and not _apparatus(units[i]))


def sources(units: Sequence[Unit], flags: Sequence[bool]) -> range:
    """The first of the sections behind the text that list sources, and all that follows it."""
    first = next((i for i in _sections(units) if _apparatus(units[i]) and any(flags[:i])), len(units))
    return range(first, len(units))


def _sections(units: Sequence[Unit]) -> list[int]:
    """The headings that a line below them offers to edit."""
    edited, _ = _words()
    return [
        i
        for i in range(len(units) - 1)
        if units[i + 1].folded in edited and units[i].markup is None and len(units[i].text) <= _HEADING
    ]


def _apparatus(unit: Unit) -> bool:
    return unit.folded in _words()[1]


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table = load_table("wiki")
    sections = (name for some in table["sources"].values() for name in some)
    return frozenset(map(fold, table["edit"])), frozenset(map(fold, sections))
