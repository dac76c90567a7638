"""The places authority: what ships, extended, corrected and overridden by the curator's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from dateline.catalogue import authority
from dateline.catalogue.authority import Row
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.store import KINDS, Store, shipped
from dateline.messages import Message
from dateline.model import Name, Place

FIELDS: dict[str, authority.Check] = {
    "name": authority.text,
    "kind": authority.one_of(*KINDS),
    "lat": authority.number(-90, 90),
    "lon": authority.number(-180, 180),
    "country": authority.country,
    "parents": authority.keys,
    "names": authority.names,
    "demonyms": authority.texts,
    "without": authority.texts,
    "same as": authority.keys,
    "population": authority.whole(),
    "note": authority.text,
}
NEVER = "never tag"
_REMEMBERED = 20_000


class Candidate(NamedTuple):
    """A place that a name may mean, with what settling needs."""

    id: int  # shipped: its number; the curator's: negative
    lat: float
    lon: float
    country: str
    kind: str
    population: int
    parents: tuple[int, ...]  # nearest first
    label: bool  # the name is the place's label, not one of its other names
    noted: bool  # the row was written or corrected by hand: the news names it, whatever its population
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Overlay:
    """The curator's rows: places by key, what their names mean, and what is taken away."""

    rows: dict[str, Place] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)  # keys of new places to negative numbers
    keys: dict[int, str] = field(default_factory=dict)  # the way back
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # folded name to keys
    people: dict[str, tuple[str, ...]] = field(default_factory=dict)  # folded demonym to keys
    merged: dict[int, str] = field(default_factory=dict)  # number of a shipped place to the key it is shown under
    without: dict[str, frozenset[str]] = field(default_factory=dict)  # folded name to keys that gave it up
    never: frozenset[str] = frozenset()  # folded words that are never tagged, and labels of places that are not


class Places(Mapping[str, Place]):
    """Key to row. Rows that ship are decoded when asked for; iteration goes over all of them."""

    def __init__(self, store: Store, overlay: Overlay | None = None) -> None:
        self.store = store
        self.overlay = overlay or Overlay()
        self._candidates: dict[str, tuple[Candidate, ...]] = {}

    def __getitem__(self, key: str) -> Place:
        row = self.overlay.rows.get(key)
        if row is not None:
            return row
        number = self.store.by_key(key)
        if number is None or number in self.overlay.merged:
            raise KeyError(key)
        return self.store.place(number)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __iter__(self) -> Iterator[str]:
        yield from self.overlay.numbers
        for number in range(self.store.count):
            if number not in self.overlay.merged:
                yield self.store.key(number)

    def __len__(self) -> int:
        return self.store.count - len(self.overlay.merged) + len(self.overlay.numbers)

    def named(self, name: str) -> tuple[Place, ...]:
        """All places with this name in any spelling, the most important first."""
        found = sorted(
            self.candidates(fold(name)),
            key=lambda c: (c.kind != "country", not c.noted, c.kind == "region", -c.population, c.id),
        )
        return tuple(self[self.key(c.id)] for c in found if not c.demonym)

    def candidates(self, folded: str) -> tuple[Candidate, ...]:
        """The places that a folded name may mean; remembered, since names come again and again."""
        known = self._candidates.get(folded)
        if known is None:
            if len(self._candidates) >= _REMEMBERED:
                self._candidates.clear()
            known = self._candidates[folded] = self._find(folded)
        return known

    def spellings(self, candidate: Candidate) -> tuple[str, ...]:
        """All names of a candidate, or the words for its people, as written."""
        number = candidate.id
        row = self.overlay.rows.get(self.key(number)) if self.overlay.rows else None
        if candidate.demonym:
            return row.demonyms if row is not None else tuple(self.store.demonyms(number))
        if row is not None:
            return (row.name, *(name.text for name in row.names))
        return tuple(self.store.texts(number))

    def shown(self, candidate: Candidate) -> Place:
        """The row of a candidate without its names and parents, which cost more to decode than all else."""
        key = self.key(candidate.id)
        row = self.overlay.rows.get(key)
        if row is not None:
            return row
        label, point = self.store.label(candidate.id), (round(candidate.lat, 3), round(candidate.lon, 3))
        return Place(key, label, candidate.kind, *point, candidate.country)

    def key(self, number: int) -> str:
        """The key under which a place is shown (merged places: that of the row they were merged into)."""
        if number < 0:
            return self.overlay.keys[number]
        return self.overlay.merged.get(number) or self.store.key(number)

    def _find(self, folded: str) -> tuple[Candidate, ...]:
        if not folded or folded in self.overlay.never:
            return ()
        named, people = self.store.find(folded)
        found = {(number, False): self._shipped(number, folded, False) for number in named}
        found |= {(number, True): self._shipped(number, folded, True) for number in people}
        if self.overlay.rows:
            for demonym, index in ((False, self.overlay.names), (True, self.overlay.people)):
                for key in index.get(folded, ()):
                    candidate = self._curated(key, folded, demonym)
                    found[candidate.id, demonym] = candidate
            gone = self.overlay.without.get(folded)
            if gone:
                found = {at: c for at, c in found.items() if self.key(c.id) not in gone}
        if self.overlay.never:
            found = {at: c for at, c in found.items() if fold(self.shown(c).name) not in self.overlay.never}
        return tuple(found.values())

    def _shipped(self, number: int, folded: str, demonym: bool) -> Candidate:
        store, overlay = self.store, self.overlay
        shown = overlay.merged.get(number)
        row = overlay.rows.get(shown or store.key(number)) if overlay.rows else None
        if row is not None:
            if shown and shown in overlay.numbers:
                number = overlay.numbers[shown]
            return self._of_row(row, number, folded, demonym)
        lat, lon = store.point(number)
        return Candidate(
            number,
            lat,
            lon,
            store.country(number),
            store.kind(number),
            store.populations[number],
            tuple(store.ancestors(number)),
            _is_label(store.label(number), folded, noted=store.noted(number)),
            store.noted(number),
            demonym,
        )

    def _curated(self, key: str, folded: str, demonym: bool) -> Candidate:
        number = self.overlay.numbers.get(key)
        if number is None:
            number = self.store.by_key(key)
        assert number is not None, "an overlay row is new or overrides a shipped one"
        return self._of_row(self.overlay.rows[key], number, folded, demonym)

    def _of_row(self, row: Place, number: int, folded: str, demonym: bool) -> Candidate:
        parents = tuple(
            at for key in row.parents if (at := self.overlay.numbers.get(key, self.store.by_key(key))) is not None
        )
        lat, lon = row.lat or 0.0, row.lon or 0.0
        own = _is_label(row.name, folded, noted=True)
        return Candidate(number, lat, lon, row.country, row.kind, row.population, parents, own, True, demonym)


def _is_label(label: str, folded: str, *, noted: bool) -> bool:
    """Whether a name is the label, or what a well-known one begins with ("Washington, D.C.", "New York City")."""
    whole = fold(label)
    if whole == folded or not noted:
        return whole == folded
    return whole == f"{folded} city" or ("," in label and fold(label.partition(",")[0]) == folded)


def load(path: Path | None, problems: list[Message]) -> Places:
    """The places that ship, extended by the curator's file at ``path``; problems are appended."""
    store = shipped()
    if path is None:
        return Places(store)
    return Places(store, _overlay(authority.read(path, FIELDS, problems, lists=(NEVER,)), store, problems))


def _overlay(file: authority.Authority, store: Store, problems: list[Message]) -> Overlay:
    rows: dict[str, Place] = {}
    numbers: dict[str, int] = {}
    names: dict[str, list[str]] = {}
    people: dict[str, list[str]] = {}
    merged: dict[int, str] = {}
    without: dict[str, set[str]] = {}
    for key, row in file.rows.items():
        number = store.by_key(key)
        if number is None:
            missing = [name for name in ("name", "lat", "lon") if name not in row.values]
            if missing:
                text = f"{key!r} is no place that ships, so it needs {', '.join(missing)}."
                problems.append(Message("DL302", text, row.path, row.line))
                continue
            numbers[key] = -1 - len(numbers)
            base = Place(key, "", "settlement", None, None, origin="curator")
        else:
            base = store.place(number)
        rows[key] = place = _override(base, row)
        for other in _keys(row, "same as"):
            merge = store.by_key(other)
            if merge is None:
                problems.append(Message("DL304", f"No place has the key {other!r}.", row.path, row.lines["same as"]))
            elif merge != number:
                merged[merge] = key
                extra = (Name(store.label(merge)), *store.names(merge))
                rows[key] = place = replace(place, names=_joined(place.names, extra))
        for text in _texts(row, "without"):
            without.setdefault(fold(text), set()).add(key)
        for text in (place.name, *(name.text for name in place.names)):
            names.setdefault(fold(text), []).append(key)
        for text in place.demonyms:
            people.setdefault(fold(text), []).append(key)
    for key, row in file.rows.items():
        number = store.by_key(key)
        into = None if number is None else merged.get(number)
        if into is not None and "same as" in row.values:
            text = f"{key!r} is itself merged into {into!r}: name there what it is to take in."
            problems.append(Message("DL302", text, row.path, row.lines["same as"], "same as"))
        for parent in _keys(row, "parents"):
            if parent not in numbers and store.by_key(parent) is None:
                problems.append(Message("DL304", f"No place has the key {parent!r}.", row.path, row.lines["parents"]))
    _clashes(file, store, problems)
    return Overlay(
        rows,
        numbers,
        {number: key for key, number in numbers.items()},
        {name: tuple(dict.fromkeys(keys)) for name, keys in names.items()},
        {name: tuple(dict.fromkeys(keys)) for name, keys in people.items()},
        merged,
        {name: frozenset(keys) for name, keys in without.items()},
        frozenset(fold(word) for word, _ in file.lists.get(NEVER, ())),
    )


def _override(base: Place, row: Row) -> Place:
    changes = {name: value for name, value in row.values.items() if name not in ("names", "without", "same as")}
    changed: Place = replace(base, **changes, chosen="name" in changes)  # type: ignore[arg-type]  # every value has passed its field's check
    gone = {fold(text) for text in _texts(row, "without")}
    given = row.values.get("names", ())
    assert isinstance(given, tuple)
    names = tuple(name for name in _joined(given, base.names) if fold(name.text) not in gone)
    if base.name and base.name != changed.name and fold(base.name) not in gone:
        names = _joined((Name(base.name),), names)
    return replace(changed, names=tuple(name for name in names if name.text != changed.name or name.by))


def _joined(first: tuple[Name, ...], second: tuple[Name, ...]) -> tuple[Name, ...]:
    """Both, without repeating a text; what comes first wins."""
    known = {name.text for name in first}
    return first + tuple(name for name in second if name.text not in known)


def _texts(row: Row, name: str) -> tuple[str, ...]:
    value = row.values.get(name, ())
    return value if isinstance(value, tuple) else ()


_keys = _texts


def _clashes(file: authority.Authority, store: Store, problems: list[Message]) -> None:
    """One name for two places: legal, since context decides, but worth knowing.

    Told are two of the curator's rows, and a row beside a place that ships and that everybody knows (a country, a
    capital, a region of dispute); that a village shares its name with another is no news.
    """
    owners: dict[str, Row] = {}
    for row in file.rows.values():
        given = row.values.get("names", ())
        own = [str(row.values["name"])] if "name" in row.values else []
        own += [name.text for name in given] if isinstance(given, tuple) else []
        line = row.lines.get("names", row.line)
        for text in dict.fromkeys(own):
            folded = fold(text)
            first = owners.setdefault(folded, row)
            if first is not row:
                known = f"{text!r} names {row.key!r} and also {first.key!r} (line {first.line})."
                problems.append(Message("DL303", known, row.path, line))
            for other in _known_beside(folded, row, file, store):
                known = f"{text!r} names {row.key!r} and also {other!r}, which ships."
                problems.append(Message("DL303", known, row.path, line))


def _known_beside(folded: str, row: Row, file: authority.Authority, store: Store) -> list[str]:
    """The keys of well-known places that ship and have a name too, unless the curator settled it.

    It is settled where the row is that place or is merged with it, and where that place gave up the name (``without``).
    """
    named, _ = store.find(folded)
    found = []
    for key in (store.key(number) for number in named if store.noted(number)):
        given_up = key in file.rows and folded in map(fold, _texts(file.rows[key], "without"))
        if key not in (row.key, *_keys(row, "same as")) and not given_up:
            found.append(key)
    return found
