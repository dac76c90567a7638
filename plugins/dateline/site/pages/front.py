"""The front page: what the archive is, its span in numbers, ways in, what is new and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Correction
from dateline.site import addresses
from dateline.site.archive import Archive
from dateline.site.edition import Edition
from dateline.site.pages.anniversary import by_day
from dateline.site.pages.views import Item, Link, Page, digest, item

LATEST = 8
CARDS = 12
CORRECTIONS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """A conflict on the front page, with the number of articles in each year of the archive's span."""

    link: Link
    summary: str
    first: str
    last: str
    years: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and the article it is of."""

    item: Item
    correction: Correction


@dataclass(frozen=True, slots=True)
class FrontView:
    """What the front page shows."""

    articles: int
    conflicts: int
    places: int
    sources: int
    languages: int
    first: str
    last: str
    cards: tuple[Card, ...]
    latest: tuple[Item, ...]
    days: str  # days of the year that have articles, as "MM-DD", parted by spaces
    corrections: tuple[Corrected, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """The front page."""
    yield Page("index.html", "index", lambda: view(edition), lambda: (digest(view(edition)),))


def view(edition: Edition) -> FrontView:
    """What the front page shows."""
    archive = edition.archive
    years = _years(archive)
    largest = sorted(archive.by_conflict.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:CARDS]
    cards = []
    for key, members in largest:
        counts = dict.fromkeys(years, 0)
        for entry in members:
            counts[entry.year] += 1
        row = archive.conflicts[key]
        cards.append(
            Card(
                Link(row.name, addresses.listing("conflicts", key), len(members)),
                row.summary,
                members[0].date[:10],
                members[-1].date[:10],
                tuple(counts.items()),
            )
        )
    corrected = sorted(
        (
            (correction.date, entry.url, entry, correction)
            for entry in archive.entries
            for correction in entry.corrections
        ),
        key=lambda found: found[:2],
        reverse=True,
    )
    return FrontView(
        articles=len(archive.entries),
        conflicts=len(archive.by_conflict),
        places=len(archive.by_place),
        sources=len(archive.by_source),
        languages=len({entry.lang for entry in archive.entries}),
        first=archive.entries[0].date[:10] if archive.entries else "",
        last=archive.entries[-1].date[:10] if archive.entries else "",
        cards=tuple(cards),
        latest=tuple(item(entry, archive) for entry in archive.leading(archive.entries)[: -LATEST - 1 : -1]),
        days=" ".join(by_day(edition)),
        corrections=tuple(Corrected(item(entry), note) for _, _, entry, note in corrected[:CORRECTIONS]),
    )


def _years(archive: Archive) -> tuple[str, ...]:
    """Every year of the archive's span, also those without an article."""
    if not archive.entries:
        return ()
    first, last = int(archive.entries[0].year), int(archive.entries[-1].year)
    return tuple(f"{year:04}" for year in range(first, last + 1))
