"""The words of some units as numbers: what is known of a word is looked up once, however often the dump says it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from dateline.extract.arrays import Flags, Whole, numpy, running
from dateline.extract.language import common_words
from dateline.extract.text import words
from dateline.extract.units import Unit

DIGITS, COMMON, YEAR, TELLING = 1, 2, 4, 8
"""Kinds of words: numbers, the commonest of some language, years, and those that are long enough to say something."""

SHORT = 3  # letters of a word that says little
_REMEMBERED = 1 << 16  # words whose kinds are kept


class _Kinds(dict[str, int]):
    """The kinds of words; filled as they are met."""

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        number = word.isdigit()
        year = number and len(word) == 4 and word.isascii() and word[:2] in ("19", "20")
        kinds = DIGITS * number | COMMON * (word in common_words()) | YEAR * year | TELLING * (len(word) > SHORT)
        self[word] = kinds
        return kinds


_kinds = _Kinds()


@dataclass(frozen=True, slots=True)
class Spoken:
    """Which words stand in which unit, in their order."""

    vocabulary: tuple[str, ...]  # the different words
    ids: Whole  # (words,) of all that is said the numbers among these
    edges: Whole  # (units + 1,) where the words of each unit begin
    said: Sequence[Sequence[str]]  # the words of each unit
    kinds: Whole  # (words,) the kinds of the word at each place

    @staticmethod
    def of(units: Sequence[Unit]) -> Spoken:
        """The words of the units' folded texts, as ``text.words`` parts them."""
        np = numpy()
        said = [words(unit.folded) for unit in units]
        flat = [*chain.from_iterable(said)]
        numbers = {word: number for number, word in enumerate(dict.fromkeys(flat))}
        ids = np.fromiter(map(numbers.__getitem__, flat), dtype=np.int64, count=len(flat))
        counts = np.fromiter(map(len, said), dtype=np.int64, count=len(said))
        kinds = np.fromiter(map(_kinds.__getitem__, numbers), dtype=np.int64, count=len(numbers))
        return Spoken(tuple(numbers), ids, running(counts), said, kinds[ids])

    @property
    def counts(self) -> Whole:
        """How many words each unit has."""
        out: Whole = numpy().diff(self.edges)
        return out

    @property
    def owners(self) -> Whole:
        """The unit of each word."""
        np = numpy()
        out: Whole = np.repeat(np.arange(len(self.said)), self.counts)
        return out

    def told(self, of: Callable[[str], int], kind: Any = int) -> Any:
        """What ``of`` tells of the word at each place."""
        np = numpy()
        return np.fromiter(map(of, self.vocabulary), dtype=kind, count=len(self.vocabulary))[self.ids]

    def are(self, kind: int) -> Flags:
        """Whether the word at each place is of a kind."""
        out: Flags = (self.kinds & kind) != 0
        return out

    def how_many(self, kind: int) -> Whole:
        """How many of its words of each unit are of a kind."""
        np = numpy()
        out: Whole = np.diff(running(self.are(kind))[self.edges])
        return out


def vocabulary(units: Iterable[Unit]) -> set[str]:
    """The different words of some units, without keeping what each says: of a dump of a million lines too."""
    out: set[str] = set()
    for unit in units:
        out.update(words(unit.folded))
    return out
