"""Bags: the words of content of each unit as numbers, so that what units share is counted for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.extract.features.alone import parts_of
from dateline.extract.lines.spoken import PARTED, TELLING, Spoken
from dateline.extract.words.arrays import Flags, Floats, Whole, numpy, running


@dataclass(frozen=True, slots=True)
class Bags:
    """Every word of every unit once, in the order of the units."""

    ids: Whole  # the number of each word
    owner: Whole  # the unit that has it
    begins: Whole  # where the words of each unit begin, and, at the end, how many there are
    vocabulary: int  # different words

    @staticmethod
    def of(spoken: Spoken) -> Bags:
        """The words of content of some units, as ``features.content`` tells them."""
        np = numpy()
        if spoken.any(PARTED):
            owners, words, size = _parted(spoken)
        else:
            telling = spoken.are(TELLING)
            owners, words, size = spoken.owners[telling], spoken.ids[telling], max(1, len(spoken.vocabulary))
        ordered = np.sort(owners * size + words)
        once = ordered[np.diff(ordered, prepend=-1) != 0]
        owner = once // size
        return Bags(once - owner * size, owner, np.searchsorted(owner, np.arange(len(spoken.said) + 1)), size)

    def counts(self, units: Flags) -> Whole:
        """Of each word how many of the flagged units have it."""
        np = numpy()
        out: Whole = np.bincount(self.ids[units[self.owner]], minlength=self.vocabulary)
        return out

    def shares(self, words: Flags) -> Floats:
        """The share of each unit's words that are flagged, -1 for a unit without any."""
        np = numpy()
        sizes = np.diff(self.begins)
        flagged = np.bincount(self.owner[words], minlength=len(sizes))
        out: Floats = np.where(sizes > 0, flagged / np.maximum(sizes, 1), -1.0)
        return out

    def near(self, likely: Flags, reach: int) -> tuple[Floats, Floats]:
        """The share of each unit's words that a likely unit within ``reach`` before it has, and behind it."""
        np = numpy()
        order = np.argsort(self.ids, kind="stable")
        words, owners = self.ids[order], self.owner[order]
        before = np.empty(len(order), dtype=bool)
        after = np.empty(len(order), dtype=bool)
        before[order] = _lately(words, owners, likely[owners], reach)
        words, owners = words[::-1], owners[::-1]
        mirrored = _lately(self.vocabulary - 1 - words, len(likely) - 1 - owners, likely[owners], reach)
        after[order] = mirrored[::-1]
        return self.shares(before), self.shares(after)


def _parted(spoken: Spoken) -> tuple[Whole, Whole, int]:
    """The unit of each word of content, its number, and how many numbers there are, where a word may have several."""
    np = numpy()
    numbers: dict[str, int] = {}
    parts: list[int] = []
    many = []
    for word in spoken.vocabulary:
        some = parts_of(word)
        parts += [numbers.setdefault(part, len(numbers)) for part in some]
        many.append(len(some))
    counts = np.array(many, dtype=np.int64)
    first, count = running(counts)[:-1][spoken.ids], counts[spoken.ids]
    behind = running(count)
    places = np.repeat(first - behind[:-1], count) + np.arange(behind[-1])
    return np.repeat(spoken.owners, count), np.array(parts, dtype=np.int64)[places], len(numbers)


def _lately(words: Whole, owners: Whole, likely: Flags, reach: int) -> Flags:
    """Whether the same word stood in a likely unit at most ``reach`` units earlier; by words, then units, in order."""
    np = numpy()
    if not len(words):
        none: Flags = np.zeros(0, dtype=bool)
        return none
    base = words * (owners.max() + 2)  # parts the words, so that one running maximum serves all
    last = np.maximum.accumulate(base + np.where(likely, owners + 1, 0))
    found = np.concatenate([[0], last[:-1]]) - base - 1
    out: Flags = (found >= 0) & (found >= owners - reach)
    return out
