"""The conflicts authority: what ships, extended and corrected by the curator's ``conflicts.yaml``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.catalogue import authority
from dateline.catalogue.language.tables import DATA, rows
from dateline.catalogue.places import Places
from dateline.messages import Message
from dateline.model import Conflict, Name, Party, Phase

FOLDER = DATA / "conflicts"
KINDS = ("interstate", "intrastate", "extrasystemic", "non-state", "one-sided")

FIELDS: dict[str, authority.Check] = {
    "name": authority.text,
    "kind": authority.one_of(*KINDS),
    "start": authority.date,
    "end": authority.date,
    "ucdp_id": authority.whole(),
    "names": authority.names,
    "parties": authority.texts,
    "countries": authority.keys,
    "places": authority.texts,
    "terms": authority.texts,
    "agreements": authority.texts,
    "people": authority.texts,
    "bodies": authority.texts,
    "summary": authority.text,
    "merge": authority.keys,
}
NEVER = "never tag"
OWN = "own"  # the source of what nobody looked up; see sources.tsv
WORDS = ("terms", "agreements", "people", "bodies")


@dataclass(frozen=True, slots=True)
class Entry:
    """One conflict as the scorer uses it. ``iso`` and ``also`` are ISO 3166-1 alpha-2 codes of today's states."""

    conflict: Conflict
    iso: tuple[str, ...]
    also: tuple[str, ...]
    places: tuple[PlaceName, ...]
    parts: tuple[PartOf, ...]
    terms: tuple[str, ...]
    agreements: tuple[str, ...]  # and talks, by the names that the news uses
    people: tuple[str, ...]  # leaders of parties and others whom the news names for this conflict before all else
    bodies: tuple[str, ...]  # missions, courts, camps
    years: Mapping[int, int]  # year to UCDP intensity: 1 minor (25 deaths or more), 2 war (1,000 or more)
    episodes: tuple[tuple[str, str], ...]
    party_years: Mapping[str, tuple[int, int]]  # name of a party to the first and last year in which UCDP saw it fight
    over: str = ""  # "government" or "territory", what the sides fight over


@dataclass(frozen=True, slots=True)
class PlaceName:
    """The name of a place of a conflict; weak where other conflicts share it.

    ``first`` and ``last`` are ISO 8601 of any precision, between which it was one; "" where open.
    """

    name: str
    lang: str = ""
    weak: bool = False
    first: str = ""
    last: str = ""
    source: str = ""  # a code of ``sources.tsv``, "" where the curator's file says it
    key: str = ""  # of the places authority, "" where it does not know the place
    lat: float = 0.0
    lon: float = 0.0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PartOf:
    """A part of a place where the conflict is fought, such as the east of a country; see ``directions.tsv``."""

    part: str
    key: str  # of the places authority
    weak: bool
    first: str
    last: str
    source: str


@dataclass(frozen=True)
class Conflicts(Mapping[str, Conflict]):
    """Key to row. ``never`` are words that the curator does not want to count as evidence."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    never: frozenset[str] = frozenset()
    gazetteer: Places | None = None

    def __getitem__(self, key: str) -> Conflict:
        return self.entries[key].conflict

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other


def load(path: Path | None, places: Places, problems: list[Message]) -> Conflicts:
    """The authority that ships, extended by the curator's file at ``path``; every problem is appended."""
    shipped = _shipped()
    if path is None:
        return Conflicts(shipped, gazetteer=places)
    read = authority.read(path, FIELDS, problems, lists=(NEVER,))
    entries = dict(shipped)
    for row in read.rows.values():
        known = entries.get(row.key)
        if known is None and "name" not in row.values:
            text = f"{row.key!r} is no conflict that ships, so it needs a name."
            problems.append(Message("DL302", text, row.path, row.line, "name"))
            continue
        entry = _extended(row, known or _blank(row.key), places, problems)
        merged = row.values.get("merge", ())
        assert isinstance(merged, tuple)
        for key in merged:
            if key == row.key or key not in entries:
                text = f"{row.key!r} merges {key!r}, which is no other conflict."
                problems.append(Message("DL304", text, row.path, row.lines["merge"], "merge"))
                continue
            entry = _merged(entry, entries.pop(key))
        entries[row.key] = entry
    _clashes(entries, shipped, read, problems)
    return Conflicts(dict(sorted(entries.items())), frozenset(word for word, _ in read.lists.get(NEVER, [])), places)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Entry]:
    """What ships, read once in a process; never changed."""
    keys = dict(rows(FOLDER / "states.tsv", 2))
    table: list[dict[str, Any]] = json.loads(gzip.decompress((FOLDER / "conflicts.json.gz").read_bytes()))
    return {row["key"]: _entry(row, keys) for row in table}


def _entry(row: dict[str, Any], keys: Mapping[str, str]) -> Entry:
    conflict = Conflict(
        key=row["key"],
        name=row["name"],
        kind=row["kind"],
        start=row["start"],
        end=row["end"],
        ucdp_id=row["ucdp"],
        names=tuple(Name(text, lang) for text, lang in row["names"]),
        parties=tuple(Party(name, tuple(other), number) for name, number, other, _, _ in row["parties"]),
        countries=tuple(keys[iso] for iso in row["iso"] + row["also"] if iso in keys),
        places=tuple(dict.fromkeys(place[6] for place in row["places"] if len(place) > 6)),
        phases=tuple(Phase(*phase) for phase in row["phases"]),
        summary=row["summary"],
        origin=row["origin"],
    )
    return Entry(
        conflict,
        tuple(row["iso"]),
        tuple(row["also"]),
        tuple(sorted(map(_place, row["places"]), key=lambda place: place.source == OWN)),
        tuple(PartOf(part, key, bool(weak), *times) for part, key, weak, *times in row["parts"]),
        tuple(row["terms"]),
        tuple(row["agreements"]),
        tuple(row["people"]),
        tuple(row["bodies"]),
        {int(year): level for year, level in row["years"].items()},
        tuple((start, end) for start, end in row["episodes"]),
        {name: (first, last) for name, _, _, first, last in row["parties"] if first},
        row["over"],
    )


def _place(cells: list[Any]) -> PlaceName:
    name, lang, weak, *others = cells
    return PlaceName(name, lang, bool(weak), *others)


@lru_cache(maxsize=1)
def documents() -> Mapping[str, str]:
    """What each code of ``sources.tsv`` stands for, in words for a reader; "" is the curator's own file."""
    return {"": "conflicts.yaml", **{cells[0]: cells[1] for cells in rows(FOLDER / "sources.tsv", 6)}}


def _blank(key: str) -> Entry:
    return Entry(Conflict(key, "", "intrastate", ""), (), (), (), (), (), (), (), (), {}, (), {})


def _extended(row: authority.Row, entry: Entry, places: Places, problems: list[Message]) -> Entry:
    """The entry with the curator's values: single values replace, lists are added to."""
    values: Mapping[str, Any] = row.values
    known = entry.conflict
    countries = values.get("countries", ())
    iso = []
    for key in countries:
        if key in places and places[key].country:
            iso.append(places[key].country)
        else:
            text = f"{row.key!r} names the country {key!r}, which the places do not know."
            problems.append(Message("DL304", text, row.path, row.lines["countries"], "countries"))
    single = {f: values[f] for f in ("name", "kind", "start", "end", "ucdp_id", "summary") if f in values}
    names = known.names
    if "name" in values and known.name and values["name"] != known.name:
        names = (Name(known.name, "en"), *names)
    conflict = replace(
        known,
        **single,
        names=names + tuple(n for n in values.get("names", ()) if n not in names),
        parties=known.parties + tuple(Party(name) for name in values.get("parties", ())),
        countries=known.countries + tuple(key for key in countries if key not in known.countries),
        origin=known.origin or row.origin,
        chosen="name" in values,
    )
    if conflict.start and conflict.end and conflict.end < conflict.start[: len(conflict.end)]:
        text = f"{row.key!r} ends ({conflict.end}) before it starts ({conflict.start})."
        problems.append(Message("DL302", text, row.path, row.lines.get("end", row.line), "end"))
    episodes = entry.episodes
    if "start" in values or "end" in values:
        episodes = ((conflict.start, conflict.end),)
    return replace(
        entry,
        conflict=conflict,
        iso=entry.iso + tuple(code for code in iso if code not in entry.iso),
        places=entry.places + tuple(PlaceName(name) for name in values.get("places", ())),
        **{field: getattr(entry, field) + tuple(values.get(field, ())) for field in WORDS},
        episodes=episodes,
    )


def _merged(entry: Entry, other: Entry) -> Entry:
    """``entry`` with the names and evidence of ``other``, whose key goes."""
    one, two = entry.conflict, other.conflict
    conflict = replace(
        one,
        names=(*one.names, Name(two.name), *(n for n in two.names if n not in one.names)),
        parties=one.parties + tuple(p for p in two.parties if p not in one.parties),
        countries=one.countries + tuple(key for key in two.countries if key not in one.countries),
        phases=one.phases + two.phases,
    )
    return replace(
        entry,
        conflict=conflict,
        iso=entry.iso + tuple(code for code in other.iso if code not in entry.iso),
        also=entry.also + tuple(code for code in other.also if code not in entry.also),
        places=entry.places + other.places,
        parts=entry.parts + other.parts,
        **{field: getattr(entry, field) + getattr(other, field) for field in WORDS},
        years={**other.years, **entry.years},
        episodes=tuple(sorted({*entry.episodes, *other.episodes})),
        party_years={**other.party_years, **entry.party_years},
    )


def _clashes(
    entries: Mapping[str, Entry], shipped: Mapping[str, Entry], read: authority.Authority, problems: list[Message]
) -> None:
    """A name that the curator gives to one conflict and that another has already."""
    owners: dict[str, str] = {}
    for key, entry in sorted(entries.items(), key=lambda item: item[0] in read.rows):
        for text in (entry.conflict.name, *(name.text for name in entry.conflict.names)):
            owner = owners.setdefault(text.casefold(), key)
            if owner != key and key in read.rows and not (key in shipped and _has(shipped[key], text)):
                row = read.rows[key]
                said = f"{key!r} has the name {text!r}, which {owner!r} has too."
                line = row.lines.get("names", row.lines.get("name", row.line))
                problems.append(Message("DL303", said, row.path, line, "names"))


def _has(entry: Entry, text: str) -> bool:
    return text == entry.conflict.name or any(name.text == text for name in entry.conflict.names)
