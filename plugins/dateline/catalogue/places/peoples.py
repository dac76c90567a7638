"""Adjectives and names of peoples in texts that are not English: "армянские", "l'armée malienne", "الجيش السوداني".

In these languages most of them stand in small letters, so that no recogniser of names sees them. English ones are names
of the gazetteer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dateline.catalogue.language.tables import items, rows
from dateline.catalogue.language.terms import Phrases, longest, words
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Candidate, Places
from dateline.catalogue.places.inflection import script_of
from dateline.catalogue.places.mentions import Mention
from dateline.catalogue.places.rules import LATIN
from dateline.catalogue.places.tokens import Token

TABLE = Path(__file__).parents[2] / "data" / "places" / "peoples.tsv"
LANGUAGES = ("ru", "uk", "fr", "es", "de", "ar", "hy")
SURE = 0.8  # as the rules are of a name


def peoples(text: str, tokens: Sequence[Token], places: Places, language: str) -> list[Mention]:
    """The mentions of countries by adjective or people, left to right.

    ``language`` is BCP 47; a language without a column in the table has none. Where it is not known ("") the script
    says enough: the table's stems mean the same in all languages that share one.
    """
    phrases = _phrases().get(language[:2].lower() or _by_script(text))
    if phrases is None:
        return []
    found = words(text)
    starts = [token.start for token in tokens]
    added: dict[int, Mention] = {}
    for hit in longest(phrases.find(found)):
        start, end = found[hit.first].start, found[hit.after - 1].end
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        candidate = _country(places, hit.payload)
        name = fold(text[start:end])
        if candidate is not None and first < last and name not in places.overlay.never:
            added[first] = Mention(start, end, first, last, f"{name} {hit.payload}", (candidate,), True, SURE)
    return list(added.values())


def joined(mentions: list[Mention], people: list[Mention]) -> list[Mention]:
    """Both, left to right, none overlapping: a name that stands in a longer one, or that all know, stays a name."""
    for one in people:
        others = [mention for mention in mentions if mention.first < one.last and one.first < mention.last]
        if not any(_stays(other, one.first, one.last) for other in others):
            mentions = [*(mention for mention in mentions if mention not in others), one]
    return sorted(mentions, key=lambda mention: mention.start)


def _stays(mention: Mention, first: int, last: int) -> bool:
    """Whether a mention is better than a people's name in its stead: a longer one, or of a place that all know."""
    return mention.first < first or mention.last > last or any(c.noted for c in mention.candidates)


def _by_script(text: str) -> str:
    """A language of the table for a text of an unknown one, "" where its letters tell none."""
    first = next((character for character in text if character > LATIN and character.isalpha()), "")
    return {"cyrillic": "ru", "arabic": "ar"}.get(script_of(first), "") if first else ""


@lru_cache(maxsize=1)
def _phrases() -> dict[str, Phrases[str]]:
    """By language, the words of the table with the code of the state; read once in a process."""
    built: dict[str, Phrases[str]] = {language: Phrases() for language in LANGUAGES}
    for iso, *cells in rows(TABLE, 1 + len(LANGUAGES)):
        for language, cell in zip(LANGUAGES, cells, strict=True):
            for term in items(cell):
                built[language].add(term, iso)
    return built


@lru_cache(maxsize=1024)
def _country(places: Places, iso: str) -> Candidate | None:
    """The country of a code as what its people's name means; None where the curator took it away."""
    label = _labels(places).get(iso)
    found = places.candidates(fold(label)) if label else ()
    return next((c._replace(demonym=True) for c in found if c.kind == "country" and c.country == iso), None)


@lru_cache(maxsize=4)
def _labels(places: Places) -> dict[str, str]:
    """The labels of the countries that ship by their codes."""
    store = places.store
    return {store.country(at): store.label(at) for at in range(store.count) if not store.kinds[at]}
