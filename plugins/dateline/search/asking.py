"""Words of questions and auxiliary verbs: what they ask for stands in other words of the query."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files

from dateline.search.stems import Analyser
from dateline.search.tokens import raw_words

SHARE = 0.2  # of the articles that a language must have: a word of a rarer one is rather another language's own


@cache
def _words() -> dict[str, str]:
    text = (files("dateline") / "data" / "search" / "asking.json").read_text("utf-8")
    return dict(json.loads(text)["words"])


def terms(languages: Iterable[str], analyser: Callable[[str], Analyser]) -> set[str]:
    """The terms of such words in the archive's languages; ``languages`` has that of every article."""
    counted = Counter(languages)
    found: set[str] = set()
    for language, count in counted.items():
        words = _words().get(language.lower().replace("_", "-").split("-")[0])
        if words and count >= SHARE * counted.total():
            found.update(analyser(language).run(raw_words(words)))
    return found
