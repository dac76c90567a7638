"""Words to terms: stemming by the article's language. The browser has no stemmer; the index tells it (see docs)."""

from __future__ import annotations

import json
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
        """Work out ``raw``; its term afterwards stands in ``terms``, its surface in ``surfaces``."""
        word = plain(raw)
        self.surfaces[raw] = surface = fold(word)
        stem = self._stemmer.stemWord(word) if self._stemmer is not None else word
        self.terms[raw] = term = fold(stem) or surface
        return term

    def run(self, raws: list[str]) -> list[str]:
        """The terms of raw words, in order."""
        terms = self.terms
        try:
            return [terms[raw] for raw in raws]
        except KeyError:
            for raw in raws:
                if raw not in terms:
                    self.learn(raw)
            return [terms[raw] for raw in raws]
