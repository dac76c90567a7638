"""All terms of an index in columns: a build that changes little copies nearly all and looks at few."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from typing import TypeAlias

import msgspec

from dateline.search import shards
from dateline.search.rows import Brief

Numbers: TypeAlias = "array[int]"
ORDER = sys.byteorder  # of the numbers that are kept


class Kept(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A table as it is kept from one build to the next."""

    names: str = ""  # apart by a space
    forms: str = ""  # of each term, apart by "|"
    told: str = ""  # the same
    counts: bytes = b""
    sizes: bytes = b""
    widths: bytes = b""
    uses: bytes = b""
    fitness: bytes = b""


class Table:
    """The terms in the order of the shards, and what is known of each beside its articles (``rows.Brief``).

    ``told`` is each as it stands in a shard behind the one before it (``shards.told``), ``fitness`` how well a shard
    begins with it (``shards.fitness``): what depends on two terms is worked out again only where one of them is new.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.forms: list[str] = []  # of each term, sorted, apart by a space
        self.told: list[str] = []
        self.counts: Numbers = array("I")
        self.sizes: Numbers = array("I")  # characters in the shard
        self.fitness: Numbers = array("Q")
        self._widths: Numbers = array("I")  # how many forms each term has
        self._uses: Numbers = array("Q")  # for each form of each term the key of an article that has it
        self._places: dict[str, int] = {}
        self._starts: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self._index()

    def get(self, name: str) -> Brief | None:
        """What is known of a term, None where there is no such term."""
        at = self._index().get(name)
        if at is None:
            return None
        starts, forms = self._offsets(), self.forms[at]
        older = self.sizes[at] - len(name) - len(forms) // 2
        return Brief(self.counts[at], older, forms, tuple(self._uses[starts[at] : starts[at + 1]]))

    def changed(self, rows: Mapping[str, Brief | None]) -> Table:
        """This table with some rows put in, put in the place of others, or (None) taken out."""
        index = self._index()
        base, other = self._recounted(rows)
        if not other:
            return base
        out, starts, at = Table(), self._offsets(), 0
        moved: list[int] = []  # the places at which, or before which, another term stands, or one with other forms
        for name in shards.ordered(other):
            row, there = rows[name], name in index
            place = index[name] if there else bisect_left(self.names, shards.order(name), key=shards.order)
            out._copy(base, at, place, starts)
            at = place + there
            moved += range(len(out.names), len(out.names) + (1 if row is None else 2))
            if row is not None:
                out._add(name, row)
        out._copy(base, at, len(self.names), starts)
        for place in moved:
            if place < len(out.names):
                out._relate(place)
        return out

    def _recounted(self, rows: Mapping[str, Brief | None]) -> tuple[Table, list[str]]:
        """The table with the rows that leave a term its forms, and the names of the others."""
        out, starts = Table(), self._offsets()
        out.names, out.forms, out.told, out.fitness, out._widths = (
            self.names,
            self.forms,
            self.told,
            self.fitness,
            self._widths,
        )
        out.counts, out.sizes, out._uses = self.counts[:], self.sizes[:], self._uses[:]
        other = []
        for name, row in rows.items():
            at = self._places.get(name)
            if row is None or at is None or row.forms != self.forms[at]:
                other.append(name)
                continue
            out.counts[at] = row.count
            out.sizes[at] = _size(name, row)
            out._uses[starts[at] : starts[at + 1]] = array("Q", row.uses)
        return out, other

    def _relate(self, place: int) -> None:
        before = self.names[place - 1] if place else ""
        self.told[place] = shards.told(before, self.names[place], self.forms[place])
        self.fitness[place] = shards.fitness(self.names, place)

    def _copy(self, source: Table, start: int, end: int, starts: Sequence[int]) -> None:
        self.names += source.names[start:end]
        self.forms += source.forms[start:end]
        self.told += source.told[start:end]
        self.counts += source.counts[start:end]
        self.fitness += source.fitness[start:end]
        self.sizes += source.sizes[start:end]
        self._widths += source._widths[start:end]
        self._uses += source._uses[starts[start] : starts[end]]

    def _add(self, name: str, row: Brief) -> None:
        self.names.append(name)
        self.forms.append(row.forms)
        self.told.append("")  # (``_relate`` puts it and the fitness in)
        self.counts.append(row.count)
        self.fitness.append(0)
        self.sizes.append(_size(name, row))
        self._widths.append(len(row.uses))
        self._uses.extend(row.uses)

    def _offsets(self) -> Sequence[int]:
        if not self._starts:
            self._starts = [*accumulate(self._widths, initial=0)]
        return self._starts

    def _index(self) -> dict[str, int]:
        if len(self._places) != len(self.names):
            self._places = dict(zip(self.names, range(len(self.names)), strict=True))
        return self._places

    def kept(self) -> Kept:
        """The form that ``restored`` reads."""
        return Kept(
            " ".join(self.names),
            "|".join(self.forms),
            "|".join(self.told),
            *(column.tobytes() for column in self._columns()),
        )

    def _columns(self) -> tuple[Numbers, ...]:
        return self.counts, self.sizes, self._widths, self._uses, self.fitness


def _size(name: str, row: Brief) -> int:
    return len(name) + row.older + len(row.forms) // 2


def made(briefs: Mapping[str, Brief]) -> Table:
    """The table of these terms."""
    out = Table()
    out.names = shards.ordered(briefs)
    rows = [briefs[name] for name in out.names]
    out.forms = [row.forms for row in rows]
    out.counts.extend([row.count for row in rows])
    out.sizes.extend(map(_size, out.names, rows))
    out._widths.extend([len(row.uses) for row in rows])
    out._uses.extend(chain.from_iterable([row.uses for row in rows]))
    out.told = [*map(shards.told, ["", *out.names], out.names, out.forms)]
    out.fitness.extend([shards.fitness(out.names, place) for place in range(len(rows))])
    return out


def restored(found: Kept) -> Table:
    """The table that was kept. Raises ValueError where its columns do not fit one another."""
    out = Table()
    out.names = found.names.split(" ") if found.names else []
    out.forms = found.forms.split("|") if found.names else []
    out.told = found.told.split("|") if found.names else []
    numbers = (found.counts, found.sizes, found.widths, found.uses, found.fitness)
    for column, data in zip(out._columns(), numbers, strict=True):
        column.frombytes(data)
    columns = (out.forms, out.told, out.counts, out.sizes, out._widths, out.fitness)
    if any(len(column) != len(out.names) for column in columns) or sum(out._widths) != len(out._uses):
        raise ValueError("columns of different lengths")
    return out
