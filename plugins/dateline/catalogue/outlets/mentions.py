"""Outlets named in a text: candidates for the source of a dump."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.language.terms import Phrases, longest, plain, words
from dateline.catalogue.outlets.authority import Outlets

# (what comes before is looked at, so that a run of a million letters is tried once and not from each of them)
_ADDRESS = re.compile(
    r"(?:https?://)?(?<![a-z0-9.-])(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}(?=[/\s\"'<>),;:]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OutletMention:
    """An outlet named in ``text[start:end]``, by its name or by its address."""

    key: str
    start: int
    end: int
    how: str  # "name" or "domain"


def mentions(outlets: Outlets, text: str) -> tuple[OutletMention, ...]:
    """Every mention of a known outlet, in the order of the text."""
    found = []
    taken: list[tuple[int, int]] = []
    for match in _ADDRESS.finditer(text):
        outlet = outlets.at(match[0])
        if outlet:
            found.append(OutletMention(outlet.key, match.start(), match.end(), "domain"))
            taken.append(match.span())
    split = words(text)
    for hit in longest(_names(outlets).find(split)):
        start, end = split[hit.first].start, split[hit.after - 1].end
        first = next(filter(str.isalpha, text[start:end]), text[start])  # "delayed by 20 minutes" names no "20 Minutes"
        if end - start == 1:
            continue  # the name of one letter that a newspaper has is a word of many languages
        if hit.after - hit.first == 1 and _written(text[start:end]) not in _alone(outlets):
            continue  # "Dana" is no form of "Danas", nor "news" in Arabic one of "The News"
        if (first.isupper() or not (first.islower())) and not any(a < end and start < b for a, b in taken):
            found.append(OutletMention(hit.payload, start, end, "name"))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.key)))


@lru_cache(maxsize=4)
def _alone(outlets: Outlets) -> frozenset[tuple[str, bool]]:
    """The names of one word, as ``_written`` tells them apart."""
    names = (name for outlet in outlets.values() for name in (outlet.name, *outlet.aliases))
    return frozenset(_written(name) for name in names if len(words(name)) == 1)


def _written(word: str) -> tuple[str, bool]:
    """A word with its ending, and whether it has the article of Arabic."""
    return plain(word), word.startswith("ال")


@lru_cache(maxsize=4)
def _names(outlets: Outlets) -> Phrases[str]:
    built: Phrases[str] = Phrases()
    for outlet in outlets.values():
        for name in dict.fromkeys((outlet.name, *outlet.aliases)):
            if words(name):
                built.add(name, outlet.key)
    return built
