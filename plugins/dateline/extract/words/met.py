"""Words that were met by their numbers: what is known of a word stands in arrays at its number.

A dump says some hundred different words, of which a table of all that were met tells the numbers. To look one up in a
large table costs more than most of what is then done with it, so that it is done once for all who want to know
something of the word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import count

from dateline.extract.words.arrays import Whole, numpy

_MOST = 1 << 16  # words that are remembered
_SPARE = 1 << 10  # numbers that threads may take for words that another one meets at the same time
_UNKNOWN = -(1 << 31)


class Met(dict[str, int]):
    """The numbers of words, below ``size``."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self._next = count()

    def numbers(self, words: Collection[str]) -> list[int]:
        """The numbers of some words; those that are not known get the next ones, all at once."""
        found = [*map(self.get, words)]
        if None in found:
            new = [word for word, number in zip(words, found, strict=True) if number is None]
            self.update(zip(dict.fromkeys(new), self._next, strict=False))
            return [*map(self.__getitem__, words)]
        return [number for number in found if number is not None]


class _Tables:
    """The table in use: it makes place for an empty one when it is full."""

    def __init__(self) -> None:
        self._met = Met(_MOST)

    def room(self, words: int) -> Met:
        met = self._met
        if len(met) + words > met.size - _SPARE:
            met = self._met = Met(max(_MOST, words + _SPARE))
        return met


_tables = _Tables()


def met(words: Collection[str]) -> tuple[Met, Whole]:
    """A table that knows ``words``, and their numbers in it."""
    table = _tables.room(len(words))
    numbers: Whole = numpy().array(table.numbers(words), dtype=numpy().int64)
    return table, numbers


class Told:
    """What ``of`` tells of words, each of which it is asked once for as long as the table remembers it."""

    def __init__(self, of: Callable[[Sequence[str]], Iterable[int]]) -> None:
        self._of = of
        self._kept: tuple[Met, Whole] | None = None

    def words(self, words: Sequence[str], table: Met, numbers: Whole) -> Whole:
        """What is told of each of some words, whose ``numbers`` a table knows."""
        np = numpy()
        kept = self._kept
        if kept is None or kept[0] is not table:
            kept = self._kept = table, np.full(table.size, _UNKNOWN, dtype=np.int32)
        told = kept[1]
        found: Whole = told[numbers].astype(np.int64)
        new = np.flatnonzero(found == _UNKNOWN)
        if len(new):
            some = [*map(words.__getitem__, new.tolist())]
            found[new] = np.fromiter(self._of(some), dtype=np.int64, count=len(some))
            told[numbers[new]] = found[new]
        return found
