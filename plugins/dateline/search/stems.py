"""Words to terms: stemming by the article's language. The browser has no stemmer; the index tells it (see docs)."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Protocol

import snowballstemmer

from dateline.search.tokens import cut, fold, pieces, plain

LONGEST = 32  # characters of a piece that is remembered


class Stemmer(Protocol):
    """What the classes of snowballstemmer offer."""

    def stemWord(self, word: str) -> str:  # noqa: N802
        """The stem of one word in lower case."""


@cache
def _algorithms() -> dict[str, str]:
    text = (files("dateline") / "data" / "search" / "stemmers.json").read_text("utf-8")
    return dict(json.loads(text)["stemmers"])


def _stemmer(language: str) -> Stemmer | None:
    """The Snowball stemmer of a BCP 47 tag, or None. In C where PyStemmer is there; both give the same stems."""
    name = _algorithms().get(language.lower().replace("_", "-").split("-")[0])
    if name is None or name not in snowballstemmer.algorithms():
        return None
    made: Stemmer = snowballstemmer.stemmer(name)
    return made


def _cut(piece: str) -> list[str]:
    return [piece] if piece.isascii() and piece.isalnum() else cut(piece)


class _Known(dict[str, tuple[str, ...]]):
    """Pieces of text to their terms; a piece that is not there yet is worked out."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser

    def __missing__(self, piece: str) -> tuple[str, ...]:
        terms = tuple(self._analyser.run(_cut(piece)))
        if len(piece) <= LONGEST:
            self[piece] = terms
        return terms


class Analyser:
    """Raw words of one language to (surface, term), each word worked out once.

    The surface is the folded word and does not depend on the language; the term is the folded stem and does.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._stemmer = _stemmer(language)
        self.terms: dict[str, str] = {}
        self.surfaces: dict[str, str] = {}
        self.pieces = _Known(self)
        self._values: dict[str, tuple[list[str], tuple[str, ...]]] = {}

    def learn(self, raw: str) -> str:
        """Work out ``raw``; its term afterwards stands in ``terms``, its surface in ``surfaces``."""
        word = plain(raw)
        stem = self._stemmer.stemWord(word) if self._stemmer is not None else word
        if word.isascii():  # nothing to fold, and one string for what is the same word: the quickest to look up
            surface = raw if raw == word else word
            term = surface if stem == word else stem
        else:
            surface = fold(word)
            term = fold(stem) or surface
        self.surfaces[raw] = surface
        self.terms[raw] = term = sys.intern(term)
        return term

    def run(self, raws: list[str]) -> list[str]:
        """The terms of raw words, in order."""
        terms = self.terms
        return [terms[raw] if raw in terms else self.learn(raw) for raw in raws]

    def value(self, text: str) -> tuple[list[str], tuple[str, ...]]:
        """The pieces and the terms of a short text that may come again: a headline, a label."""
        known = self._values.get(text)
        if known is None:
            found = pieces(text)
            known = found, tuple(chain.from_iterable(map(self.pieces.__getitem__, found)))
            if len(text) <= LONGEST:
                self._values[text] = known
        return known

    def forms(self, counted: Mapping[str, int]) -> Counter[tuple[str, str]]:
        """How often each (term, surface) comes in pieces that come so often."""
        found: Counter[tuple[str, str]] = Counter()
        for piece, times in counted.items():
            for raw in _cut(piece):
                term = self.terms[raw] if raw in self.terms else self.learn(raw)
                found[term, self.surfaces[raw]] += times
        return found


class Analysers(dict[str, Analyser]):
    """An analyser per language, made when first needed."""

    def __missing__(self, language: str) -> Analyser:
        found = self[language] = Analyser(language)
        return found
