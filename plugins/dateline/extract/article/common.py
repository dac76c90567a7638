"""What a dump tells of all its articles alike: looked for once, however many articles it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import outlets
from dateline.extract.recognisers.dates import numeric_orders
from dateline.extract.recognisers.outlets import FoundOutlet
from dateline.model import Dump

OWN = 0.7  # score of an outlet that an article names itself, which then counts whatever the dump names besides
DOUBTED = 0.6  # of the dump's outlet, at most, where it names several
DATED = 220  # characters of a unit whose dates are looked at


class Common:
    """A dump and its units, with what tells something of each of its articles."""

    def __init__(self, dump: Dump, units: Sequence[Unit]) -> None:
        self.dump = dump
        self.units = units

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the dump's lines by position."""
        return tuple(line.number for line in self.dump.lines)

    @cached_property
    def orders(self) -> frozenset[str]:
        """ "DMY" and "MDY", as far as numeric dates with a day above 12 show that the dump writes its dates so."""
        short = (unit.folded for unit in self.units if len(unit.text) <= DATED)
        return frozenset(order for text in short for order in numeric_orders(text))

    @cached_property
    def _outlets(self) -> tuple[FoundOutlet, ...]:
        return outlets.find(self.dump, self.units)

    def outlets(self, own: Sequence[Unit], *, alone: bool) -> tuple[FoundOutlet, ...]:
        """The outlets that an article's ``own`` units point to, the likeliest first, then those of the dump.

        An article of several tells its own outlet. Where it does not, that of the dump is its outlet; it is doubted
        where the dump names several.
        """
        if alone:
            return self._outlets
        found = outlets.find(self.dump, own)
        known = {item.name for item in found}
        others = tuple(item for item in self._outlets if item.name not in known)
        if found and found[0].score >= OWN:
            return (*found, *others)
        if sum(item.score >= OWN for item in self._outlets) > 1:
            others = tuple(replace(item, score=min(item.score, DOUBTED)) for item in others)
        return tuple(sorted((*found, *others), key=lambda item: -item.score))
