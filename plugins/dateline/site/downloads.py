"""Lists to take along: all articles and those of each conflict as CSV, JSON, GeoJSON, BibTeX and RIS.

Only what the site shows is in them, and never an article's text.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import SimpleNamespace
from typing import NamedTuple

from dateline.site import addresses, cite
from dateline.site.archive import Archive, Entry
from dateline.site.cite import Holding
from dateline.site.edition import Edition
from dateline.site.files import Output
from dateline.site.pages.views import digest

COLUMNS = (
    *("title", "date", "date_precision", "modified", "source", "credit", "authors", "language"),
    *("conflicts", "places", "topics", "standfirst", "url", "original", "archived", "retrieved", "id", "warning"),
)
MANY = "; "  # between several values in one cell
SIGNS = (
    "=+-@\uff1d\uff0b\uff0d\uff20"  # what makes a formula of a cell that begins so, also as East Asian full-width signs
)
FORMULA = (*SIGNS, "\t", "\r", "\n")
# A spreadsheet whose language parts cells by semicolons, or one that is told to part them by tabs, begins a cell there.
_INNER = re.compile(rf'([;\t\r\n])([;\s"]*+)([{re.escape(SIGNS)}]?)')


def outputs(edition: Edition) -> Iterator[Output]:
    """The downloads of everything and of each conflict, one format after the other."""
    archive = edition.archive
    lists = (
        ("data/all", archive.entries),
        *((f"data/conflicts/{k}", found) for k, found in archive.by_conflict.items()),
    )
    for suffix in addresses.DOWNLOADS.values():
        # an article stands in the list of everything and in those of its conflicts: what is said of it is made once
        known: dict[str, bytes] = {}
        for stem, members in lists:
            yield Output(f"{stem}.{suffix}", _Content(edition, members, suffix, known), _Depends(edition, members))


class _Depends:
    """The digests of what a list says."""

    def __init__(self, edition: Edition, members: tuple[Entry, ...]) -> None:
        self.edition, self.members = edition, members

    def __call__(self) -> Iterator[str]:
        yield digest((self.edition.site.name, self.edition.site.address))
        for entry in self.members:
            yield entry.card


class _Content:
    """The bytes of one download, made when asked for."""

    def __init__(self, edition: Edition, members: tuple[Entry, ...], suffix: str, known: dict[str, bytes]) -> None:
        self.edition, self.members, self.suffix, self.known = edition, members, suffix, known

    def __call__(self) -> bytes:
        archive, held = self.edition.archive, Holding(self.edition.site.name, self.edition.site.address)
        if self.suffix not in FORMATS:
            return as_geojson(archive, self.members).encode()
        form, known = FORMATS[self.suffix], self.known
        pieces = []
        for entry in self.members:
            piece = known.get(entry.url)
            if piece is None:
                piece = known[entry.url] = form.piece(archive, entry, held).encode()
            pieces.append(piece)
        return b"".join((form.head, form.between.join(pieces), form.tail))


def row(archive: Archive, entry: Entry) -> dict[str, str | list[str]]:
    """What a download says of one article, under the names of COLUMNS."""
    return {
        "title": entry.title,
        "date": entry.date,
        "date_precision": entry.precision,
        "modified": entry.modified,
        "source": entry.source.label,
        "credit": entry.credit,
        "authors": list(entry.authors),
        "language": entry.lang,
        "conflicts": [archive.conflicts[key].name for key in entry.conflicts],
        "places": [archive.places[key].name for key in entry.places],
        "topics": [archive.topics[key].name for key in entry.topics],
        "standfirst": entry.standfirst,
        "url": entry.url,
        "original": entry.original,
        "archived": entry.archived,
        "retrieved": entry.retrieved,
        "id": entry.id if entry.record else "",
        "warning": entry.warning,
    }


def _csv_row(values: Iterable[str]) -> str:
    """RFC 4180."""
    written: list[str] = []
    csv.writer(SimpleNamespace(write=written.append)).writerow(values)
    return "".join(written)


def as_csv(archive: Archive, entry: Entry, _: Holding) -> str:
    """A row. What a spreadsheet would run as a formula, however it parts cells, has an apostrophe before it."""
    return _csv_row(map(_cell, row(archive, entry).values()))


def as_json(archive: Archive, entry: Entry, _: Holding) -> str:
    """An object; what is not known of an article is left out."""
    return _dumped({name: value for name, value in row(archive, entry).items() if value})


def as_geojson(archive: Archive, members: tuple[Entry, ...]) -> str:
    """RFC 7946: one point for each place whose position is known, with the number of articles that name it and when."""
    named: dict[str, list[Entry]] = {}
    for entry in members:
        for key in entry.places:
            named.setdefault(key, []).append(entry)
    features = []
    for key, entries in sorted(named.items()):
        place = archive.places[key]
        if place.lat is None or place.lon is None:
            continue
        features.append(
            {
                "type": "Feature",
                "id": key,
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                "properties": {
                    "name": place.name,
                    "kind": place.kind,
                    "page": addresses.listing("places", key),
                    "articles": len(entries),
                    "first": entries[0].date[:10],
                    "last": entries[-1].date[:10],
                },
            }
        )
    rows = map(_dumped, features)
    return '{"type": "FeatureCollection", "features": [\n' + ",\n".join(rows) + "\n]}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cell(value: str | list[str]) -> str:
    text = MANY.join(value) if isinstance(value, list) else value
    if ";" in text or "\t" in text or "\n" in text or "\r" in text:
        text = _INNER.sub(_inert, text)
    return f"'{text}" if text.lstrip(' "\u00a0').startswith(FORMULA) else text


def _inert(found: re.Match[str]) -> str:
    begin, between, sign = found.groups()
    if not sign:
        return found[0]
    run = begin + between
    at = max(run.rfind(separator) for separator in ";\t\r\n") + 1
    return f"{run[:at]}'{run[at:]}{sign}"


class _Format(NamedTuple):
    """How a list is put together: what is written of each article, and what stands around that."""

    piece: Callable[[Archive, Entry, Holding], str]
    head: bytes = b""
    between: bytes = b""
    tail: bytes = b""


FORMATS: Mapping[str, _Format] = {
    "csv": _Format(as_csv, head=_csv_row(COLUMNS).encode()),
    "json": _Format(as_json, b"[\n", b",\n", b"\n]\n"),  # an array with one object in each line
    "bib": _Format(lambda _, entry, held: cite.bibtex(entry, held), between=b"\n"),
    "ris": _Format(lambda _, entry, held: cite.ris(entry, held)),
}
