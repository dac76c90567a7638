"""What the authority's phrases and places say, ready to be looked up; built once for each authority."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.catalogue.conflicts.authority import FOLDER, Conflicts, Entry
from dateline.catalogue.conflicts.romanised import Skeleton, enough, skeleton, states
from dateline.catalogue.language.tables import items, rows
from dateline.catalogue.language.terms import Phrases, fold, words

NAME, PARTY, TERM, REGION, PROVINCE, WEAK, STATE = "name", "party", "term", "region", "province", "weak", "state"
INSIDE, NEAR, AGREEMENT, PERSON = "inside", "near", "agreement", "person"
PART = "part"  # of a place: the east of a country
FORMER = "former"  # a party at a time when it does not fight
COUNTED = (NAME, AGREEMENT, PARTY, PERSON, FORMER, TERM, REGION, PROVINCE, WEAK, INSIDE, PART)
NAMING = (
    NAME,
    AGREEMENT,
    PARTY,
    PERSON,
    FORMER,
)  # what names a conflict by itself, whether or not the text tells of fighting
BEFORE, AFTER = 2, 2  # years around those in which UCDP counts a party: below 25 deaths it does not
LAST_YEAR = 2024  # the last year for which UCDP gives an intensity
STANDING = ("disputed",)  # kinds of places whose very name is a conflict's


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase says: the key of a conflict (or the country of a state's forces), how, and when."""

    key: str
    kind: str
    first: str = ""  # ISO 8601 of any precision
    last: str = ""
    naming: bool = False  # the phrase names the conflict by itself
    source: str = field(default="", compare=False)  # of a place: a code of ``sources.tsv``


@dataclass(frozen=True, slots=True)
class Points:
    """The conflicts' regions and parts of places by key of the places authority, other places by cells of a degree."""

    regions: dict[str, list[Sense]]
    cells: dict[tuple[int, int], list[tuple[float, float, Sense]]]
    parts: dict[tuple[str, str], list[Sense]]


@lru_cache(maxsize=4)
def senses_of(conflicts: Conflicts) -> Phrases[tuple[Sense, ...]]:
    """All phrases of an authority with what they say; built once for each authority."""
    table: dict[str, dict[Sense, None]] = defaultdict(dict)
    for key, entry in conflicts.entries.items():
        conflict = entry.conflict
        for text in (conflict.name, *(name.text for name in conflict.names)):
            table[text][Sense(key, NAME, naming=True)] = None
        for text in (*entry.agreements, *entry.bodies):
            table[text][Sense(key, AGREEMENT, naming=True)] = None
        for text in entry.people:
            table[text][Sense(key, PERSON, naming=True)] = None
        for party in conflict.parties:
            if party.name.startswith("Government of") or party.name.startswith("Military faction"):
                continue
            first, last = _fighting(entry, party.name)
            for text in (party.name, *party.aliases):
                table[text][Sense(key, PARTY, first, last, naming=True)] = None
        for text in entry.terms:
            if not any(sense.key == key for sense in table[text]):
                table[text][Sense(key, TERM, naming=_is_name(text))] = None
        for place in entry.places:
            kind, naming = (WEAK, False) if place.weak else (REGION, place.kind in STANDING)
            table[place.name][Sense(key, kind, place.first, place.last, naming, place.source)] = None
    for iso, cell in rows(FOLDER / "governments.tsv", 2):
        for text in items(cell):
            table[text][Sense(iso, STATE)] = None
    built: Phrases[tuple[Sense, ...]] = Phrases()
    for phrase, senses in table.items():
        built.add(phrase, tuple(senses))
    return built


@lru_cache(maxsize=4)
def romanised_of(conflicts: Conflicts) -> dict[Skeleton, tuple[Sense, ...]]:
    """What the names of places out of the Arabic script say, by their consonants; built once for each authority."""
    table: dict[Skeleton, dict[Sense, None]] = defaultdict(dict)
    for key, entry in conflicts.entries.items():
        if states().isdisjoint((*entry.iso, *entry.also)):
            continue
        for place in entry.places:
            if place.lang or not place.name[:1].isascii():
                continue
            bones = skeleton(word.plain for word in words(place.name))
            if enough(bones):
                kind = WEAK if place.weak else REGION
                table[bones][Sense(key, kind, place.first, place.last, source=place.source)] = None
    return {bones: tuple(senses) for bones, senses in table.items()}


def _is_name(term: str) -> bool:
    """Whether a term is a name of two words or more ("Charles Taylor"); single ones are peoples' names too often."""
    parts = term.split()
    return len(parts) > 1 and all(part[:1].isupper() for part in parts)


def _fighting(entry: Entry, party: str) -> tuple[str, str]:
    """The years in which a party may be named as one that fights, "" where open."""
    first, last = entry.party_years.get(party, (0, 0))
    if not first:
        return "", ""
    return str(first - BEFORE), "" if last >= LAST_YEAR else str(last + AFTER)


@lru_cache(maxsize=4)
def points_of(conflicts: Conflicts) -> Points:
    """Where the conflicts are; built once for each authority."""
    index = Points(defaultdict(list), defaultdict(list), defaultdict(list))
    for key, entry in conflicts.entries.items():
        for part in entry.parts:
            kind = WEAK if part.weak else PART
            index.parts[part.part, part.key].append(Sense(key, kind, part.first, part.last, source=part.source))
        for place in entry.places:
            if not place.key or place.weak:
                continue
            sense = Sense(key, INSIDE, place.first, place.last, source=place.source)
            if place.kind in ("settlement", "feature"):
                index.cells[math.floor(place.lat), math.floor(place.lon)].append((place.lat, place.lon, sense))
            elif sense not in index.regions[place.key]:
                index.regions[place.key].append(sense)
    return index


@lru_cache(maxsize=4)
def by_country(conflicts: Conflicts) -> dict[str, tuple[str, ...]]:
    """The keys of the conflicts of each country (ISO 3166-1 alpha-2) that its name alone may speak for.

    Those of UCDP and the curator's own; what ships beside UCDP's is known by names, places and parties.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for key, entry in conflicts.entries.items():
        beside = entry.conflict.ucdp_id is None and entry.years  # the curator gives no years
        if entry.conflict.kind not in ("one-sided", "non-state") and entry.episodes and not beside:
            for iso in entry.iso:
                found[iso].append(key)
    return {iso: tuple(keys) for iso, keys in found.items()}


@lru_cache(maxsize=4096)
def parents(conflicts: Conflicts, key: str) -> tuple[str, ...]:
    """The regions that a place of the gazetteer lies in; none where it is not known."""
    if conflicts.gazetteer is None or key not in conflicts.gazetteer:
        return ()
    return conflicts.gazetteer[key].parents


@lru_cache(maxsize=4)
def provinces_of(conflicts: Conflicts) -> dict[str, tuple[Sense, ...]]:
    """What is said of provinces, by their names without such a word as "Governorate"; built once for each authority."""
    table: dict[str, dict[Sense, None]] = defaultdict(dict)
    for key, entry in conflicts.entries.items():
        for place in entry.places:
            *name, last = [word.form for word in words(place.name)]
            if name and last in province_words():
                kind = WEAK if place.weak else REGION
                table[" ".join(name)][Sense(key, kind, place.first, place.last, source=place.source)] = None
    return {name: tuple(senses) for name, senses in table.items()}


def province_words() -> frozenset[str]:
    """The words that make a name one of a province."""
    return _generic("province")


def rural_words() -> frozenset[str]:
    """The words that make the name of a town one of the land around it, which is its province's."""
    return _generic("rural")


@lru_cache(maxsize=2)
def _generic(kind: str) -> frozenset[str]:
    """The words of a row of ``generic.tsv``, read once in a process."""
    return frozenset(
        fold(word) for row, cell in rows(FOLDER / "generic.tsv", 2) if row == kind for word in cell.split()
    )
