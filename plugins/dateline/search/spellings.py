"""The spellings of places that find one another: Shusha, Shushi, Şuşa, Шуша."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from dateline.model import Place
from dateline.search.stems import Analyser
from dateline.search.tokens import raw_words

Spelling = tuple[str, ...]
MAX_WORDS = 5  # a longer name is an official style that nobody searches by


def groups(
    keys: Iterable[str],
    places: Mapping[str, Place],
    analyser: Callable[[str], Analyser],
    known: Container[str],
) -> list[tuple[Spelling, ...]]:
    """For each place of ``keys`` its spellings as terms, where at least two of them occur in the index.

    A spelling occurs when every one of its terms is in ``known``. A name in the language of the interface and the
    same name in another language are one spelling. Names of one or two ASCII letters (country codes) are left out.
    """
    found: set[tuple[Spelling, ...]] = set()
    for key in keys:
        place = places.get(key)
        if place is None:
            continue
        spellings: set[Spelling] = set()
        for text, language in [(place.name, "en"), *((name.text, name.lang) for name in place.names)]:
            words = raw_words(text)
            if not 0 < len(words) <= MAX_WORDS or (text.isascii() and len(text) < 3):
                continue
            # A name is found as it stands in a text of its own language and as it stands in an English one.
            for tongue in dict.fromkeys((language, "en")):
                terms = tuple(analyser(tongue).run(words))
                if all(term in known for term in terms):
                    spellings.add(terms)
        if len(spellings) > 1:
            found.add(tuple(sorted(spellings)))
    return sorted(found)


def coded(group: tuple[Spelling, ...]) -> str:
    """A group as it stands in a shard: spellings apart by ";", their terms by a space."""
    return ";".join(" ".join(spelling) for spelling in group)
