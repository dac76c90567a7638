"""Lists to take along: all articles and those of each conflict as CSV, JSON, GeoJSON, BibTeX and RIS.

Only what the site shows is in them, and never an article's text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping

from dateline.site import addresses, cite
from dateline.site.archive import Archive, Entry
from dateline.site.edition import Edition
from dateline.site.files import Output
from dateline.site.pages.views import digest

COLUMNS = (
    *("title", "date", "date_precision", "modified", "source", "credit", "authors", "language"),
    *("conflicts", "places", "topics", "standfirst", "url", "original", "archived", "warning"),
)
MANY = "; "  # between several values in one cell
SIGNS = (
    "=+-@\uff1d\uff0b\uff0d\uff20"  # what makes a formula of a cell that begins so, also as East Asian full-width signs
)
FORMULA = (*SIGNS, "\t", "\r", "\n")
# A spreadsheet whose language parts cells by semicolons, or one that is told to part them by tabs, begins a cell there.
_INNER = re.compile(rf'([;\t\r\n])([;\s"]*+)([{re.escape(SIGNS)}]?)')


def outputs(edition: Edition) -> Iterator[Output]:
    """The downloads of everything and of each conflict."""
    archive = edition.archive
    yield from _outputs(edition, "data/all", archive.entries)
    for key, members in archive.by_conflict.items():
        yield from _outputs(edition, f"data/conflicts/{key}", members)


def _outputs(edition: Edition, stem: str, members: tuple[Entry, ...]) -> Iterator[Output]:
    for suffix in addresses.DOWNLOADS.values():
        yield Output(
            f"{stem}.{suffix}",
            _Content(edition, members, WRITERS[suffix]),
            lambda: (digest(edition.site.address), *(entry.card for entry in members)),
        )


class _Content:
    """The bytes of one download, made when asked for."""

    def __init__(self, edition: Edition, members: tuple[Entry, ...], write: Callable[..., str]) -> None:
        self.edition, self.members, self.write = edition, members, write

    def __call__(self) -> bytes:
        return self.write(self.edition.archive, self.members, self.edition.site.address).encode()


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
        "warning": entry.warning,
    }


def as_csv(archive: Archive, members: tuple[Entry, ...], _: str) -> str:
    """RFC 4180. What a spreadsheet would run as a formula, however it parts cells, has an apostrophe before it."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for entry in members:
        values = row(archive, entry)
        writer.writerow(_cell(values[name]) for name in COLUMNS)
    return written.getvalue()


def as_json(archive: Archive, members: tuple[Entry, ...], _: str) -> str:
    """An array with one object in each line; what is not known of an article is left out."""
    rows = (_dumped({name: value for name, value in row(archive, entry).items() if value}) for entry in members)
    return "[\n" + ",\n".join(rows) + "\n]\n"


def as_geojson(archive: Archive, members: tuple[Entry, ...], _: str) -> str:
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


def as_bibtex(_: Archive, members: tuple[Entry, ...], site: str) -> str:
    """BibLaTeX entries."""
    return "\n".join(cite.bibtex(entry, site) for entry in members)


def as_ris(_: Archive, members: tuple[Entry, ...], site: str) -> str:
    """RIS records."""
    return "".join(cite.ris(entry, site) for entry in members)


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


WRITERS: Mapping[str, Callable[[Archive, tuple[Entry, ...], str], str]] = {
    "csv": as_csv,
    "json": as_json,
    "geojson": as_geojson,
    "bib": as_bibtex,
    "ris": as_ris,
}
