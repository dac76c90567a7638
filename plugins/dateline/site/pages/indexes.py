"""A to Z of conflicts, places, topics and sources, the list of years, and what the archive covers and does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dateline.site import addresses
from dateline.site.archive import Archive, Entry, Index
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.filing import filed
from dateline.site.pages.conflict import Coverage, coverage
from dateline.site.pages.views import Link, Page, digest, period_url

SMALL, PER_LETTER = 60, 3


@dataclass(frozen=True, slots=True)
class Filed:
    """A name in an index, with the number of its articles and, for conflicts and sources, the years that they span."""

    label: str
    url: str
    count: int
    years: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries of an index under one letter."""

    letter: str
    anchor: str
    links: tuple[Filed, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index from A to Z. ``kind`` is the plural that stands in the addresses."""

    kind: str
    count: int
    plain: bool  # so few that headings of letters would only part them
    letters: tuple[Letter, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A cell of the coverage table."""

    iso: str
    url: str
    count: int
    level: int  # 0 to 4, for the depth of the cell's shade


@dataclass(frozen=True, slots=True)
class YearRow:
    """A row of the coverage table."""

    year: Link
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """What the archive covers, and its gaps."""

    count: int
    first: str
    last: str
    rows: tuple[YearRow, ...]  # newest first; also years without an article
    chart: Chart | None
    coverage: Coverage | None
    without_place: int
    without_conflict: int
    excerpts: int
    downloads: tuple[Link, ...]
    feed: str


def pages(edition: Edition) -> Iterator[Page]:
    """The indexes and the coverage page."""
    archive = edition.archive
    for kind, index, labels in (
        ("conflicts", archive.by_conflict, {key: row.name for key, row in archive.conflicts.items()}),
        ("places", archive.by_place, {key: row.name for key, row in archive.places.items()}),
        ("topics", archive.by_topic, {key: row.name for key, row in archive.topics.items()}),
        ("sources", archive.by_source, {key: row.name for key, row in archive.outlets.items()}),
    ):
        yield _index_page(kind, index, labels)
    yield Page("coverage.html", "coverage", lambda: covered(archive), lambda: (digest(covered(archive)),))


def _index_page(kind: str, index: Index, labels: Mapping[str, str]) -> Page:
    return Page(
        f"{kind}/index.html",
        "atoz",
        lambda: view(kind, index, labels),
        lambda: (digest(kind, [(key, *_shown(kind, labels[key], found)) for key, found in index.items()]),),
    )


def view(kind: str, index: Index, labels: Mapping[str, str]) -> IndexView:
    """The index of one kind; letters in the order of the folded names."""
    letters: dict[str, list[Filed]] = {}
    filing = {key: filed(labels[key], _languages(kind, found)) for key, found in index.items()}
    for key in sorted(index, key=lambda key: (filing[key], labels[key], key)):
        letter = filing[key][:1].upper()
        one = Filed(labels[key], addresses.listing(kind, key), len(index[key]), _years(kind, index[key]))
        letters.setdefault(letter if letter.isalpha() else "#", []).append(one)
    return IndexView(
        kind,
        len(index),
        len(index) <= SMALL and len(index) < PER_LETTER * len(letters),
        tuple(Letter(letter, f"l{ord(letter):x}", tuple(found)) for letter, found in letters.items()),
    )


def _shown(kind: str, label: str, found: tuple[Entry, ...]) -> tuple[object, ...]:
    """All that the index says of one name, and files it by."""
    return label, len(found), _languages(kind, found), _years(kind, found)


def _years(kind: str, found: tuple[Entry, ...]) -> str:
    if kind not in ("conflicts", "sources") or not found:
        return ""
    first, last = found[0].year, found[-1].year
    return first if first == last else f"{first} – {last}"


def _languages(kind: str, found: tuple[Entry, ...]) -> tuple[str, ...]:
    """The languages whose articles do not count where a name is filed: an outlet writes its name in its own."""
    return tuple(sorted({entry.lang for entry in found})) if kind == "sources" else ("en",)


def covered(archive: Archive) -> CoverageView:
    """Coverage by month, source and language."""
    entries = archive.entries
    counts = Counter(entry.month for entry in entries if entry.month)
    most = max(counts.values(), default=1)
    rows = []
    if entries:
        for year in range(int(entries[-1].year), int(entries[0].year) - 1, -1):
            name = f"{year:04}"
            months = tuple(_month(f"{name}-{month:02}", counts, most, archive) for month in range(1, 13))
            rows.append(YearRow(Link(name, period_url(name, archive), len(archive.by_year.get(name, ()))), months))
    return CoverageView(
        count=len(entries),
        first=entries[0].date[:10] if entries else "",
        last=entries[-1].date[:10] if entries else "",
        rows=tuple(rows),
        chart=chart((entry.date for entry in entries), lambda iso: period_url(iso, archive)),
        coverage=coverage(entries) if entries else None,
        without_place=sum(not entry.places for entry in entries),
        without_conflict=sum(not entry.conflicts for entry in entries),
        excerpts=sum(entry.publish.value != "full" for entry in entries),
        downloads=addresses.download_links("data/all"),
        feed="feeds/all.xml",
    )


def _month(iso: str, counts: Counter[str], most: int, archive: Archive) -> Month:
    count = counts[iso]
    return Month(iso, period_url(iso, archive), count, -(-count * 4 // most))
