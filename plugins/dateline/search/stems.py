"""Words to terms: stemming by the article's language. The browser has no stemmer; the index tells it (see docs)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Protocol

import snowballstemmer

from dateline.search.tokens import fold, plain


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
    if hasattr(made, "maxCacheSize"):
        made.maxCacheSize = 0  # ``Analyser`` remembers; PyStemmer's own memory costs three times the stemming
    return made


class Analyser:
    """Raw words of one language to (surface, term), each word worked out once.

    The surface is the folded word and does not depend on the language; the term is the folded stem and does.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._stemmer = _stemmer(language)
        self.terms: dict[str, str] = {}
        self.surfaces: dict[str, str] = {}

    def learn(self, raw: str) -> str:
        """Work out a raw word: its term, which afterwards stands in ``terms``, and in ``surfaces`` its surface."""
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

    def run(self, raws: Iterable[str]) -> list[str]:
        """The terms of raw words, in order."""
        terms = self.terms
        return [terms[raw] if raw in terms else self.learn(raw) for raw in raws]


class Analysers(dict[str, Analyser]):
    """An analyser per language, made when first needed."""

    def __missing__(self, language: str) -> Analyser:
        found = self[language] = Analyser(language)
        return found
