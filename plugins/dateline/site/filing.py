"""Where a name stands in an index: by its letters alone, and by the word behind its article, as catalogues file it."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Iterable, Mapping
from importlib.resources import files


def filed(name: str, languages: Iterable[str]) -> str:
    """The name as it is sorted: "The Halyard Post" under "halyard post". ``languages`` are those it may be in."""
    text = _folded(name)
    for language in languages:
        for article in _articles().get(language.partition("-")[0], ()):
            rest = text.removeprefix(article).lstrip()
            if rest and rest != text:
                return rest
    return text


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lstrip("'‘ʿʾ\"“«(")


@functools.cache
def _articles() -> Mapping[str, tuple[str, ...]]:
    text = (files("dateline") / "data" / "language" / "articles.json").read_text("utf-8")
    return {language: tuple(map(_folded, articles)) for language, articles in json.loads(text).items()}
