"""What a language says of names of places: words that are names too, small words before a place, titles, articles."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from dateline.catalogue.places.fold import fold

_AS_WRITTEN = frozenset(("home", "endings"))
TONGUES = Path(__file__).parents[2] / "data" / "places" / "tongues.json"


@dataclass(frozen=True, slots=True)
class Tongue:
    """Word lists of one language, folded; all empty where nothing is known of it."""

    home: frozenset[str] = frozenset()  # countries where it is spoken, ISO 3166-1 alpha-2: its texts need not name them
    locatives: frozenset[str] = frozenset()  # stand before a place, beside the prepositions of every language
    kinds: frozenset[str] = frozenset()  # say what the place is that they stand before (town, north …)
    completing: frozenset[str] = frozenset()  # make a name of such a word before them: "المدينة المنورة", Medina
    articles: frozenset[str] = frozenset()  # no town has one before it: a ship, a club or a person has
    titles: frozenset[str] = frozenset()  # stand before a person's name, or a newspaper's or ship's
    endings: frozenset[str] = frozenset()  # written behind an apostrophe, as they are
    persons: frozenset[str] = frozenset()  # names of countries elsewhere that are only persons' here
    words: frozenset[str] = frozenset()  # ordinary words that are names of well-known places too


@lru_cache(maxsize=1)
def _tables() -> dict[str, Tongue]:
    table = json.loads(TONGUES.read_text(encoding="utf-8"))
    return {
        language: Tongue(
            **{
                field.name: frozenset(map(str if field.name in _AS_WRITTEN else fold, lists.get(field.name, ())))
                for field in fields(Tongue)
            }
        )
        for language, lists in table.items()
        if isinstance(lists, dict)
    }


def tongue(language: str) -> Tongue:
    """The lists of a language (BCP 47); empty ones where it is not in the table."""
    return _tables().get(language[:2].lower(), Tongue())


@lru_cache(maxsize=16)
def listed(name: str) -> frozenset[str]:
    """A list that belongs to a script and not to a language, as written. Raises KeyError where there is none."""
    return frozenset(json.loads(TONGUES.read_text(encoding="utf-8"))[name])
