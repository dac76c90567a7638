"""The page of a conflict: what it is, who, when and where, how it was covered, and every article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dateline.model import Name, Party, Phase, Statement
from dateline.site import addresses
from dateline.site.addresses import download_links
from dateline.site.archive import Entry
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.maps import Map
from dateline.site.pages import listing
from dateline.site.pages.listing import Stand, Subject, most
from dateline.site.pages.locator import locator
from dateline.site.pages.views import Item, Link, Page, by_month, item

WIDE_MAP = (720, 400)  # size of the map, in units of the drawing
PLACES = 48  # listed beside the map
MAPPED = 200  # places on the map at most; those named most
GAP_DAYS = 92  # a silence of three months is stated
GAPS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time without an article."""

    after: str  # ISO days of the articles on its two sides
    before: str
    days: int

    @property
    def months(self) -> int:
        """Its length in months, as short ones are told."""
        return round(self.days / 30.44)

    @property
    def years(self) -> int:
        """Its length in years, as long ones are told."""
        return round(self.days / 365.25)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who covered it, in which languages, and when nobody did."""

    sources: tuple[Link, ...]
    languages: tuple[tuple[str, int], ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that a curator noted, and the article that it was noted in."""

    statement: Statement
    item: Item


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What a conflict's page shows. On numbered pages only the list stands."""

    subject: Subject
    names: tuple[Name, ...]  # one for each language
    summary: str
    start: str
    end: str
    ucdp_id: int | None
    parties: tuple[Party, ...]
    phases: tuple[Phase, ...]
    places: tuple[Link, ...]
    topics: tuple[Link, ...]
    map: Map | None
    chart: Chart | None
    coverage: Coverage | None
    claims: tuple[Claimed, ...]  # oldest first
    downloads: tuple[Link, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all conflicts that have articles."""
    yield from listing.pages(edition, "conflicts", "conflict", lambda stand: view(edition, stand))


def view(edition: Edition, stand: Stand) -> ConflictView:
    """What one page of the conflict's list shows."""
    archive, first = edition.archive, stand.first_page
    row, members = archive.conflicts[stand.key], stand.members if first else ()
    weights = dict(Counter(key for entry in members for key in entry.places).most_common(MAPPED))
    return ConflictView(
        subject=listing.subject(archive, "conflicts", stand, by_month(stand.part.members, archive)),
        names=tuple({name.lang: name for name in reversed(row.names) if name.text != row.name}.values())[::-1],
        summary=row.summary,
        start=row.start,
        end=row.end,
        ucdp_id=row.ucdp_id,
        parties=row.parties,
        phases=row.phases,
        places=most(archive, "places", members, PLACES),
        topics=most(archive, "topics", members),
        map=locator(edition, weights, *WIDE_MAP, weights),
        chart=_chart(stand, row.phases) if first else None,
        coverage=coverage(members) if first else None,
        claims=_claims(members),
        downloads=download_links(f"data/conflicts/{row.key}"),
    )


def _claims(members: tuple[Entry, ...]) -> tuple[Claimed, ...]:
    found = [(statement.date or entry.date, entry, statement) for entry in members for statement in entry.claims]
    found.sort(key=lambda claim: (claim[0], claim[1].order))
    return tuple(Claimed(statement, item(entry)) for _, entry, statement in found)


def _chart(stand: Stand, phases: tuple[Phase, ...]) -> Chart | None:
    where: dict[str, str] = {}
    for share in stand.parts:  # newest first, so a month that runs over two pages is found where it begins to be read
        for entry in share.members:
            where.setdefault(entry.month or entry.year, f"{share.path}#m{entry.month or entry.year}")
            where.setdefault(entry.year, where[entry.month or entry.year])
    spans = tuple((phase.name, phase.start, phase.end) for phase in phases)
    return chart((entry.date for entry in stand.texts), lambda iso: where.get(iso, ""), spans)


def coverage(members: tuple[Entry, ...]) -> Coverage:
    """Sources, languages and silences of ``members`` (oldest first)."""
    sources = Counter(entry.source for entry in members)
    ranked = sorted(sources.items(), key=lambda pair: (-pair[1], pair[0].key))
    languages = Counter(entry.lang for entry in members)
    return Coverage(
        tuple(Link(facet.label, addresses.listing("sources", facet.key), count) for facet, count in ranked),
        tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        gaps(members),
    )


def gaps(members: tuple[Entry, ...]) -> tuple[Gap, ...]:
    """The longest stretches of at least GAP_DAYS without an article, in order of time."""
    days = [entry.day for entry in members if entry.day]
    found = []
    for before, after in pairwise(days):
        length = (date.fromisoformat(after) - date.fromisoformat(before)).days
        if length >= GAP_DAYS:
            found.append((length, Gap(before, after, length)))
    longest = sorted(found, key=lambda pair: (-pair[0], pair[1].after))[:GAPS]
    return tuple(sorted((gap for _, gap in longest), key=lambda gap: gap.after))
