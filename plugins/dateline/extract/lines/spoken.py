"""The words of some units as numbers: what is known of a word is looked up once, however often the dump says it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import Flags, Whole, numpy, running
from dateline.extract.words.language import common_words
from dateline.extract.words.met import Met, Told, met
from dateline.extract.words.text import words

DIGITS, COMMON, YEAR, TELLING, PARTED, SAYING = 1, 2, 4, 8, 16, 32
"""Kinds of words: numbers, the commonest of some language, years, those that are long enough to say something.

``PARTED`` are those of scripts that write no spaces, whose pairs of characters count. ``SAYING`` are these, and all
others that say more than next to nothing.
"""

BRIEF, SHORT = 2, 3  # letters of a word that says next to nothing, and of one that says little
UNSPACED = "\u2e80"  # from this character on scripts write no spaces between words


def _kinds_of(words: Sequence[str]) -> Iterator[int]:
    common = common_words()
    for word in words:
        kinds = COMMON if word in common else 0
        if len(word) > SHORT:
            kinds |= TELLING
        if word > UNSPACED:
            kinds |= PARTED | SAYING
        elif len(word) > BRIEF:
            kinds |= SAYING
        if word.isdigit():
            year = len(word) == 4 and word.isascii() and word[:2] in ("19", "20")
            kinds |= DIGITS | YEAR if year else DIGITS
        yield kinds


_kinds = Told(_kinds_of)


@dataclass(frozen=True)
class Spoken:
    """Which words stand in which unit, in their order."""

    vocabulary: Mapping[str, int]  # the numbers of the different words, in order
    ids: Whole  # (words,) those of all that is said
    edges: Whole  # (units + 1,) where the words of each unit begin
    said: Sequence[Sequence[str]]  # the words of each unit
    table: Met  # in which the words of the vocabulary have their numbers
    numbers: Whole  # (vocabulary,) these

    @staticmethod
    def of(units: Sequence[Unit]) -> Spoken:
        """The words of the units' folded texts, as ``text.words`` parts them."""
        np = numpy()
        said = [words(unit.folded) for unit in units]
        flat = [*chain.from_iterable(said)]
        vocabulary = dict(zip(dict.fromkeys(flat), count(), strict=False))
        ids = np.fromiter(map(vocabulary.__getitem__, flat), dtype=np.int64, count=len(flat))
        counts = np.fromiter(map(len, said), dtype=np.int64, count=len(said))
        return Spoken(vocabulary, ids, running(counts), said, *met(vocabulary))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The different words by their numbers."""
        return tuple(self.vocabulary)

    @cached_property
    def counts(self) -> Whole:
        """How many words each unit has."""
        out: Whole = self.edges[1:] - self.edges[:-1]
        return out

    @cached_property
    def owners(self) -> Whole:
        """The unit of each word."""
        np = numpy()
        out: Whole = np.repeat(np.arange(len(self.said)), self.counts)
        return out

    @cached_property
    def _kinds(self) -> Whole:
        return _kinds.words(self.words, self.table, self.numbers)

    def told(self, told: Told) -> Whole:
        """What is told of the word at each place."""
        out: Whole = told.words(self.words, self.table, self.numbers).take(self.ids)
        return out

    def are(self, kind: int) -> Flags:
        """Whether the word at each place is of a kind."""
        out: Flags = ((self._kinds & kind) != 0).take(self.ids)
        return out

    def any(self, kind: int) -> bool:
        """Whether any word is of a kind."""
        return bool((self._kinds & kind).any())

    def how_many(self, kind: int) -> Whole:
        """How many of its words of each unit are of a kind."""
        before = running(self.are(kind))[self.edges]
        out: Whole = before[1:] - before[:-1]
        return out


def vocabulary(units: Iterable[Unit]) -> set[str]:
    """The different words of some units, without keeping what each says: of a dump of a million lines too."""
    out: set[str] = set()
    for unit in units:
        out.update(words(unit.folded))
    return out
