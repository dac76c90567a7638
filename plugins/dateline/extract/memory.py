"""The memory of an outlet: how many of its dumps hold a line. Counts, so that the order of arrival changes nothing."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.extract.text import fold, words
from dateline.extract.units import Unit
from dateline.model import Line

_ENOUGH = 3  # dumps of one outlet from which its memory counts
_LIKELY = 0.5
_COPY = 0.5  # from this share of a story on that stands in other dumps it is a copy, not an outlet's furniture
_WEIGHT = 4.0  # what stands in a quarter of the other dumps is surely no story


def fingerprint(text: str) -> int:
    """A number that stands for a line's words; digits are taken as alike, so that counters and years match."""
    folded = " ".join("0" if w.isdigit() else w for w in words(fold(text)))
    return zlib.crc32(folded.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Memory:
    """How many dumps of one outlet were seen, and in how many of them each line stood."""

    dumps: int = 0
    counts: tuple[tuple[int, int], ...] = ()  # (fingerprint, number of dumps), sorted

    @staticmethod
    def of(dumps: Iterable[Iterable[Line]]) -> Memory:
        """The memory of some dumps of one outlet."""
        total = 0
        counts: Counter[int] = Counter()
        for lines in dumps:
            total += 1
            counts.update({fingerprint(line.text) for line in lines if line.text})
        return Memory(total, tuple(sorted((key, n) for key, n in counts.items() if n > 1)))

    def table(self) -> dict[int, int]:
        """The counts by fingerprint."""
        return dict(self.counts)

    def adjusted(self, units: Sequence[Unit], scores: Sequence[float]) -> list[float]:
        """The scores with what repeats across the outlet's dumps made unlikely: it is not the story."""
        if self.dumps < _ENOUGH:
            return list(scores)
        table = self.table()
        shares = [(table.get(fingerprint(unit.text), 1) - 1) / (self.dumps - 1) for unit in units]
        story = sum(len(u.text) for u, score in zip(units, scores, strict=True) if score > _LIKELY)
        known = sum(
            len(u.text) for u, score, share in zip(units, scores, shares, strict=True) if score > _LIKELY and share > 0
        )
        if known > _COPY * story:
            return list(scores)  # another copy of the same article is in the memory
        return [score * (1.0 - min(1.0, share * _WEIGHT)) for score, share in zip(scores, shares, strict=True)]
