"""The inverted index of a block of articles, and what else is gathered from them on the way."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model import Facet, SearchDocument
from dateline.search import facets
from dateline.search.fields import body_of, gather, other_fields
from dateline.search.rows import Piece, pieces
from dateline.search.stems import Analyser, Analysers
from dateline.search.tokens import cut
from dateline.search.tokens import pieces as pieces_of

ODD = -1  # stands for a piece of a text that is not exactly one word
SHORT = 60  # characters of a text that is remembered: a label comes again

Form = tuple[str, str]
"""A term and a surface form of it."""


@dataclass(slots=True)
class Block:
    """What some articles, in the order of their keys, add to the index."""

    pieces: dict[str, Piece]  # by term
    forms: dict[Form, int]  # with the key of the first article that has each
    facets: dict[tuple[str, Facet], list[int]]  # the keys that have each value
    lengths: list[tuple[int, ...]]  # words per field of each article


def block(found: Sequence[tuple[int, SearchDocument]], analysers: Analysers, average: float) -> Block:
    """Take up documents with their keys, which must rise. ``average`` is the mean body length in characters."""
    gathering = Gathering(analysers)
    values: defaultdict[tuple[str, Facet], list[int]] = defaultdict(list)
    lengths = []
    for number, (key, document) in enumerate(found):
        gathering.now = number
        tongue = gathering.tongue(document.language)
        body = body_of(document)
        terms = tongue.terms(pieces_of(body))
        others = [[tongue.read(text) for text in texts] for texts in other_fields(document)]
        lengths.append(gather(document.title, len(body), terms, others, average, number, gathering.parts))
        for pair in facets.of(document):
            values[pair].append(key)
    keys = [key for key, _ in found]
    forms: dict[Form, int] = {}
    for form, first in gathering.forms():
        forms[form] = min(forms.get(form, first), first)
    first_keys = {form: keys[first] for form, first in forms.items()}
    return Block(pieces(gathering.numbers, gathering.parts, keys), first_keys, dict(values), lengths)


def forms(document: SearchDocument, analysers: Analysers) -> set[Form]:
    """The forms that a document has in any field."""
    gathering = Gathering(analysers)
    tongue = gathering.tongue(document.language)
    for texts in ((body_of(document),), *other_fields(document)):
        for text in texts:
            tongue.read(text)
    return {form for form, _ in gathering.forms()}


class Gathering:
    """The terms of a block by number, what articles add to each, and the block's languages."""

    def __init__(self, analysers: Analysers) -> None:
        self.numbers: dict[str, int] = {}
        self.parts: list[list[str]] = []
        self.now = 0  # the number of the article at hand
        self._tongues: dict[str, Tongue] = {}
        self._analysers = analysers

    def tongue(self, language: str) -> Tongue:
        """The pieces of texts of a language."""
        if language not in self._tongues:
            self._tongues[language] = Tongue(self._analysers[language], self)
        return self._tongues[language]

    def number(self, term: str) -> int:
        """The number of a term."""
        found = self.numbers.setdefault(term, len(self.parts))
        if found == len(self.parts):
            self.parts.append([])
        return found

    def forms(self) -> Iterator[tuple[Form, int]]:
        """The forms of all pieces seen, each with the number of an article that has it."""
        for tongue in self._tongues.values():
            terms, surfaces = tongue.analyser.terms, tongue.analyser.surfaces
            for piece, first in tongue.first.items():
                for word in _words(piece):
                    yield (terms[word], surfaces[word]), first


class Tongue(dict[str, int]):
    """The pieces of texts of one language that the block has seen, each with the number of its term."""

    def __init__(self, analyser: Analyser, gathering: Gathering) -> None:
        super().__init__()
        self.analyser = analyser
        self.first: dict[str, int] = {}  # by piece the number of the first article that has it
        self._gathering = gathering
        self._odd: dict[str, list[int]] = {}
        self._texts: dict[str, list[int]] = {}

    def __missing__(self, piece: str) -> int:
        self.first[piece] = self._gathering.now
        if piece.isascii() and piece.isalnum():  # nearly all are: one word, which needs no cutting
            known = self.analyser.terms
            found = self[piece] = self._gathering.number(known[piece] if piece in known else self.analyser.learn(piece))
            return found
        numbers = [*map(self._gathering.number, self.analyser.run(cut(piece)))]
        if len(numbers) == 1:
            found = self[piece] = numbers[0]
            return found
        self[piece] = ODD
        self._odd[piece] = numbers
        return ODD

    def terms(self, found: list[str]) -> list[int]:
        """The numbers of the terms of some pieces, in order."""
        numbers = [*map(self.__getitem__, found)]
        if ODD not in numbers:
            return numbers
        out: list[int] = []
        start = 0
        for _ in range(numbers.count(ODD)):
            at = numbers.index(ODD, start)
            out += numbers[start:at]
            out += self._odd[found[at]]
            start = at + 1
        return out + numbers[start:]

    def read(self, text: str) -> list[int]:
        """The numbers of the terms of a text that may come again."""
        known = self._texts.get(text)
        if known is None:
            known = self.terms(pieces_of(text))
            if len(text) <= SHORT:
                self._texts[text] = known
        return known


def _words(piece: str) -> list[str]:
    return [piece] if piece.isascii() and piece.isalnum() else cut(piece)


GRID = 1.05


def coarse(value: float) -> float:
    """``value`` rounded to the nearest of steps of a twentieth, so that one more article changes no weight."""
    return round(GRID ** round(math.log(value, GRID)), 3) if value > 1 else 1.0


def mean(values: Sequence[int]) -> float:
    """The arithmetic mean, 0 for none."""
    return sum(values) / len(values) if values else 0.0
