"""The inverted index of a block of articles, and what else is gathered from them on the way."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.model import Facet, SearchDocument
from dateline.search import facets
from dateline.search.fields import Gathered, analyse
from dateline.search.rows import Piece, pieces
from dateline.search.stems import Analysers


@dataclass(slots=True)
class Block:
    """What some articles, in the order of their keys, add to the index."""

    pieces: dict[str, Piece]  # by term
    forms: Counter[tuple[str, str]]  # how often each (term, surface) comes
    facets: dict[tuple[str, Facet], list[int]]  # the keys that have each value
    lengths: list[tuple[int, ...]]  # words per field of each article


def block(found: Sequence[tuple[int, SearchDocument]], analysers: Analysers, average: float) -> Block:
    """Take up documents with their keys, which must rise."""
    gathered: Gathered = defaultdict(list)
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    values: defaultdict[tuple[str, Facet], list[int]] = defaultdict(list)
    lengths = []
    for number, (key, document) in enumerate(found):
        of, parts = analyse(document, analysers[document.language], average, number, gathered)
        counted[document.language].update(parts)
        lengths.append(of)
        for pair in facets.of(document):
            values[pair].append(key)
    forms: Counter[tuple[str, str]] = Counter()
    for language, counts in counted.items():
        forms.update(analysers[language].forms(counts))
    return Block(pieces(gathered, [key for key, _ in found]), forms, dict(values), lengths)


GRID = 1.05


def coarse(value: float) -> float:
    """``value`` rounded to the nearest of steps of a twentieth, so that one more article changes no weight."""
    return round(GRID ** round(math.log(value, GRID)), 3) if value > 1 else 1.0


def mean(values: Iterable[int]) -> float:
    """The arithmetic mean, 0 for none."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
