"""The spellings of places that find one another: Shusha, Shushi, Şuşa, Шуша."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from hashlib import blake2b

from dateline.model import Place
from dateline.search.stems import Analyser
from dateline.search.tokens import raw_words

Spelling = tuple[str, ...]
MAX_WORDS = 5  # a longer name is an official style that nobody searches by


def of(place: Place, analyser: Callable[[str], Analyser]) -> list[Spelling]:
    """The spellings of one place as terms, sorted.

    A name is found as it stands in a text of its own language and as it stands in an English one. Names of one or two
    ASCII letters (country codes) are left out.
    """
    found: set[Spelling] = set()
    for text, language in dict.fromkeys([(place.name, "en"), *((name.text, name.lang) for name in place.names)]):
        words = raw_words(text)
        if 0 < len(words) <= MAX_WORDS and not (text.isascii() and len(text) < 3):
            found.update(tuple(analyser(tongue).run(words)) for tongue in dict.fromkeys((language, "en")))
    return sorted(found)


def groups(spellings: Iterable[Iterable[Spelling]], known: Container[str]) -> list[tuple[Spelling, ...]]:
    """For each place its spellings of which every term is in ``known``, where there are at least two."""
    found: set[tuple[Spelling, ...]] = set()
    for place in spellings:
        usable = tuple(spelling for spelling in place if all(term in known for term in spelling))
        if len(usable) > 1:
            found.add(usable)
    return sorted(found)


def digest(place: Place) -> str:
    """A fingerprint of what ``of`` depends on."""
    return blake2b(repr((place.name, place.names)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def coded(group: tuple[Spelling, ...]) -> str:
    """A group as it stands in a shard: spellings apart by ";", their terms by a space."""
    return ";".join(" ".join(spelling) for spelling in group)
