"""The inverted index in memory: terms with their articles, and the forms that lead to them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.model import Facet, SearchDocument
from dateline.search import facets
from dateline.search.codec import encode_keys
from dateline.search.facets import FacetRow
from dateline.search.fields import Analysis, analyse
from dateline.search.rows import Row, row
from dateline.search.stems import Analyser

Postings = tuple[list[int], list[str], list[str]]
"""One term's articles: rising keys, and beside each its level and its hits."""


@dataclass(slots=True)
class Index:
    """Everything that the shards are written from."""

    average: float  # mean body length in characters, rounded to a coarse grid
    terms: dict[str, Postings] = field(default_factory=dict)
    facets: dict[tuple[str, Facet], list[int]] = field(default_factory=dict)
    lengths: dict[int, tuple[int, ...]] = field(default_factory=dict)
    analysers: dict[str, Analyser] = field(default_factory=dict)
    forms: dict[str, Counter[str]] = field(default_factory=dict)  # language: raw word: number of articles

    def analyser(self, language: str) -> Analyser:
        """The analyser of a language; made once."""
        found = self.analysers.get(language)
        if found is None:
            found = self.analysers[language] = Analyser(language)
        return found

    def add(self, key: int, document: SearchDocument) -> Analysis:
        """Take up one document. Documents must come in the order of their keys."""
        analysis = analyse(document, self.analyser(document.language), self.average)
        known = self.terms
        for term, level, hit in zip(analysis.terms, analysis.levels, analysis.hits, strict=True):
            try:
                keys, levels, hits = known[term]
            except KeyError:
                known[term] = [key], [level], [hit]
            else:
                keys.append(key)
                levels.append(level)
                hits.append(hit)
        self.lengths[key] = analysis.lengths
        self.forms.setdefault(document.language, Counter()).update(analysis.raws)
        for pair in facets.of(document):
            self.facets.setdefault(pair, []).append(key)
        return analysis

    def rows(self, base: int, cut: int) -> dict[str, Row]:
        """All terms' rows."""
        return {term: row(*found, base, cut) for term, found in self.terms.items()}

    def facet_rows(self, kind: str, base: int) -> list[FacetRow]:
        """All values of a filter."""
        return [
            FacetRow(facet.key, facet.label, encode_keys(keys, base), len(keys), keys[-1])
            for (of, facet), keys in self.facets.items()
            if of == kind
        ]

    def surfaces(self) -> dict[str, set[str]]:
        """The surface forms of each term."""
        out: dict[str, set[str]] = {}
        for language, forms in self.forms.items():
            analyser = self.analyser(language)
            for raw in forms:
                out.setdefault(analyser.terms[raw], set()).add(analyser.surfaces[raw])
        return out


GRID = 1.05


def coarse(value: float) -> float:
    """``value`` rounded to the nearest of steps of a twentieth, so that one more article changes no weight."""
    return round(GRID ** round(math.log(value, GRID)), 3) if value > 1 else 1.0


def mean(values: Iterable[int]) -> float:
    """The arithmetic mean, 0 for none."""
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
