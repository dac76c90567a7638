"""The front page: what the archive is, its span in numbers, ways in, what is new and what was corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.model import Correction, Standing
from dateline.site import addresses
from dateline.site.archive import Archive
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.maps import Map
from dateline.site.pages.anniversary import by_day
from dateline.site.pages.conflict import Claimed, claims
from dateline.site.pages.locator import locator
from dateline.site.pages.views import Item, Link, Page, digest, item, period_url

LATEST = 8
CARDS = 12
CORRECTIONS = 5
DISPUTED = 3
PLACES = 60  # on the map; those named most
MAP = (720, 360)  # in units of the drawing: the proportions of the whole world
SLOT, BAR, TALL = 4, 3, 24  # of a sparkline: distance, width and height of its bars
FEWEST = 12  # years that a sparkline has room for at least: one year is a bar, not a block


@dataclass(frozen=True, slots=True)
class Card:
    """A conflict on the front page, with a sparkline of its articles over the years of the archive's span."""

    link: Link
    first: str
    last: str
    width: int  # of the sparkline, in its own units
    path: str
    newest: Item


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction and the article it is of."""

    item: Item
    correction: Correction


@dataclass(frozen=True, slots=True)
class FrontView:
    """What the front page shows."""

    articles: int
    recorded: bool  # whether each of them came from a dump
    conflicts: int
    places: int
    sources: int
    languages: int
    first: str
    last: str
    map: Map | None
    chart: Chart | None
    cards: tuple[Card, ...]
    latest: tuple[Item, ...]
    days: str  # days of the year that have articles, as "MM-DD", parted by spaces
    corrections: tuple[Corrected, ...]
    disputed: tuple[Claimed, ...]  # newest first


def pages(edition: Edition) -> Iterator[Page]:
    """The front page."""

    def depends() -> tuple[str, ...]:
        rows = edition.archive.places
        spots = [(key, count, rows[key].name, rows[key].lat, rows[key].lon) for key, count in _weights(edition).items()]
        return (digest(facts(edition), spots),)  # what the map is drawn from, not the drawing

    yield Page("index.html", "index", lambda: view(edition), depends)


def view(edition: Edition) -> FrontView:
    """What the front page shows."""
    weights = _weights(edition)
    return replace(facts(edition), map=locator(edition, weights, *MAP, weights))


def _weights(edition: Edition) -> dict[str, int]:
    """The places that most articles name, with the number of those articles."""
    return dict(Counter({key: len(members) for key, members in edition.archive.by_place.items()}).most_common(PLACES))


def facts(edition: Edition) -> FrontView:
    """What the front page shows, without the map."""
    archive = edition.archive
    years = _years(archive)
    largest = sorted(archive.by_conflict.items(), key=lambda pair: (-len(pair[1]), pair[0]))[:CARDS]
    cards = []
    for key, members in largest:
        counts = Counter(entry.year for entry in members)
        cards.append(
            Card(
                Link(archive.conflicts[key].name, addresses.listing("conflicts", key), len(members)),
                members[0].date[:10],
                members[-1].date[:10],
                max(len(years), FEWEST) * SLOT,
                _sparkline([counts[year] for year in years]),
                item(members[-1]),
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
        recorded=all(entry.record for entry in archive.entries),
        conflicts=len(archive.by_conflict),
        places=len(archive.by_place),
        sources=len(archive.by_source),
        languages=len({entry.lang for entry in archive.entries}),
        first=archive.entries[0].date[:10] if archive.entries else "",
        last=archive.entries[-1].date[:10] if archive.entries else "",
        map=None,
        chart=chart((entry.date for entry in archive.entries), lambda iso: period_url(iso, archive)),
        cards=tuple(cards),
        latest=tuple(item(entry, archive) for entry in archive.leading(archive.entries)[: -LATEST - 1 : -1]),
        days=" ".join(by_day(edition)),
        corrections=tuple(Corrected(item(entry), note) for _, _, entry, note in corrected[:CORRECTIONS]),
        disputed=tuple(
            claim for claim in claims(archive.entries)[::-1] if claim.statement.standing is Standing.DISPUTED
        )[:DISPUTED],
    )


def _sparkline(counts: list[int]) -> str:
    """The bars of ``counts`` as one path."""
    most = max(counts)
    return "".join(
        f"M{at * SLOT} {TALL}v-{TALL * count / most:.3g}h{BAR}V{TALL}z" for at, count in enumerate(counts) if count
    )


def _years(archive: Archive) -> tuple[str, ...]:
    """Every year of the archive's span, also those without an article."""
    if not archive.entries:
        return ()
    first, last = int(archive.entries[0].year), int(archive.entries[-1].year)
    return tuple(f"{year:04}" for year in range(first, last + 1))
