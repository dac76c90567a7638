"""Lines that a page says of its pictures alone: descriptions for those who hear it, bare credits, boxes of networks.

A browser copies what a picture is described as among the paragraphs. Such a description has no verb of its own, so
that its first words tell it from a sentence of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dateline.extract.captions import stock
from dateline.extract.phrases import load_table
from dateline.extract.text import ends_sentence, fold, words

REASON = "a picture's description"
FRAME = "stands in the box of an embedded post"
_LONGEST = 240  # characters of a description
_LEAST = 5  # words of one that begins with who is seen
_PAST = "ed"  # a word that ends so may be a verb


def frames_post(text: str, folded: str) -> bool:
    """Whether a line stands in a network's box in place of a post: "View this post on …"."""
    return len(text) <= _LONGEST and bool(_openings()[1].match(folded))


def pictured(text: str, folded: str) -> bool:
    """Whether a line describes a picture, or is its bare credit."""
    if len(text) > _LONGEST:
        return False
    openings, _, figures = _openings()
    if openings.match(folded) and not text.endswith(("?", "؟", ":")):
        return True
    if figures.match(folded):
        return _seen(text, folded)
    return stock(text) and not ends_sentence(text)


def _seen(text: str, folded: str) -> bool:
    """Whether what begins with who or what is seen ends as no sentence, or has no verb."""
    found = words(folded)
    if len(found) < _LEAST or text.endswith(("?", ":")):
        return False
    return not ends_sentence(text) or not any(word in _verbs() or word.endswith(_PAST) for word in found)


@cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = load_table("pictured")
    openings = (phrase for some in table["openings"].values() for phrase in some)
    figures = []
    for some in table["figures"].values():
        articles, persons, doing, pictures, of = (
            _any(some[kind]) for kind in ("articles", "persons", "doing", "pictures", "of")
        )
        led = rf"(?:{articles})\s(?:\w+\s){{0,2}}?"
        figures += [rf"(?:{led})?(?:{persons})\s(?:\w+\s)?(?:{doing})(?!\w)", rf"{led}(?:{pictures})\s(?:{of})(?!\w)"]
    return (
        re.compile(rf"(?:{_any(openings)})(?!\w)"),
        re.compile(rf"(?:{_any(table['posts'])})(?!\w)"),
        re.compile("|".join(figures)),
    )


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for some in load_table("pictured")["figures"].values() for word in some["verbs"])


def _any(phrases: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(fold(phrase)) for phrase in phrases), key=len, reverse=True))
