"""The spellings of places that find one another: Shusha, Shushi, Şuşa, Шуша."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from hashlib import blake2b

from dateline.model import Place
from dateline.search.stems import Analyser
from dateline.search.tokens import raw_words

Spelling = tuple[str, ...]
MAX_WORDS = 5  # a longer name is an official style that nobody searches by


def of(place: Place, analyser: Callable[[str], Analyser]) -> list[tuple[Spelling, Spelling]]:
    """The spellings of one place, sorted: each as terms and as surface forms.

    A name is found as it stands in a text of its own language and as it stands in an English one. Names of one or two
    ASCII letters (country codes) are left out.
    """
    found: set[tuple[Spelling, Spelling]] = set()
    for text, language in dict.fromkeys([(place.name, "en"), *((name.text, name.lang) for name in place.names)]):
        words = raw_words(text)
        if 0 < len(words) <= MAX_WORDS and not (text.isascii() and len(text) < 3):
            for tongue in dict.fromkeys((language, "en")):
                known = analyser(tongue)
                terms = tuple(known.run(words))
                found.add((terms, tuple(known.surfaces[word] for word in words)))
    return sorted(found)


def groups(
    spellings: Iterable[Iterable[tuple[Spelling, Spelling]]], known: Container[str]
) -> list[tuple[Spelling, ...]]:
    """For each spelling that a reader may type, itself and then the place's spellings that occur in the index.

    A spelling occurs where every one of its terms is in ``known``. What no article has is typed as surface forms.
    """
    found: set[tuple[Spelling, ...]] = set()
    for place in spellings:
        pairs = list(place)
        there = sorted({terms for terms, _ in pairs if all(term in known for term in terms)})
        typed = {tuple(t if t in known else s for t, s in zip(terms, forms, strict=True)) for terms, forms in pairs}
        typed.update(forms for _, forms in pairs)
        found.update((key, *there) for key in typed if there and there != [key])
    return sorted(found)


def digest(place: Place) -> str:
    """A fingerprint of what ``of`` depends on."""
    return blake2b(repr((place.name, place.names)).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def coded(group: tuple[Spelling, ...]) -> str:
    """A group as it stands in a shard: spellings apart by ";", their terms by a space."""
    return ";".join(" ".join(spelling) for spelling in group)
