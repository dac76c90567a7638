"""The page of a conflict: what it is, who, when and where, how it was covered, and every article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dateline.model import Conflict, Name, Party, Phase, Statement
from dateline.site import addresses
from dateline.site.addresses import download_links, feed_address
from dateline.site.archive import Archive, Entry
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.maps import Map
from dateline.site.pages.locator import locator
from dateline.site.pages.views import (
    Group,
    Item,
    Link,
    Page,
    Pager,
    Part,
    by_month,
    digest,
    item,
    linked,
    parts,
    period_url,
)

WIDE_MAP = (720, 400)  # size of the map, in units of the drawing
GAP_DAYS = 92  # a silence of three months is stated
GAPS = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time without an article."""

    after: str  # ISO days of the articles on its two sides
    before: str
    months: int


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

    key: str
    name: str
    names: tuple[Name, ...]  # one for each language
    summary: str
    kind: str
    start: str
    end: str
    ucdp_id: int | None
    parties: tuple[Party, ...]
    phases: tuple[Phase, ...]
    origin: str
    count: int
    texts: int  # of the articles, without other outlets' copies of the same report
    first: str
    last: str
    places: tuple[Link, ...]
    topics: tuple[Link, ...]
    map: Map | None
    chart: Chart | None
    coverage: Coverage | None
    claims: tuple[Claimed, ...]  # oldest first
    feed: str
    downloads: tuple[Link, ...]
    groups: tuple[Group, ...]
    pager: Pager


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all conflicts that have articles."""
    archive, size = edition.archive, edition.settings.page_size
    for key, members in archive.by_conflict.items():
        row = archive.conflicts[key]
        shares = parts(addresses.listing("conflicts", key), archive.leading(members), size)
        for part in shares:
            yield _page(edition, row, members, shares, part)


def _page(edition: Edition, row: Conflict, members: tuple[Entry, ...], shares: tuple[Part, ...], part: Part) -> Page:
    shown = part.members if part.pager.number else members
    return Page(
        part.path,
        "conflict",
        lambda: view(edition, row, members, shares, part),
        lambda: (digest(row, part.pager), linked(edition.archive, shown), *(entry.digest for entry in shown)),
    )


def view(
    edition: Edition, row: Conflict, members: tuple[Entry, ...], shares: tuple[Part, ...], part: Part
) -> ConflictView:
    """What the page of ``part`` of the conflict's list shows."""
    archive = edition.archive
    first = not part.pager.number
    weights = Counter(key for entry in members for key in entry.places) if first else Counter[str]()
    return ConflictView(
        key=row.key,
        name=row.name,
        names=tuple({name.lang: name for name in reversed(row.names) if name.text != row.name}.values())[::-1],
        summary=row.summary,
        kind=row.kind,
        start=row.start,
        end=row.end,
        ucdp_id=row.ucdp_id,
        parties=row.parties,
        phases=row.phases,
        origin=row.origin,
        count=len(members),
        texts=len(archive.leading(members)),
        first=members[0].date[:10],
        last=members[-1].date[:10],
        places=most(archive, "places", members) if first else (),
        topics=most(archive, "topics", members) if first else (),
        map=locator(edition, weights, *WIDE_MAP, weights) if first else None,
        chart=_chart(members, shares, row) if first else None,
        coverage=coverage(members) if first else None,
        claims=_claims(members) if first else (),
        downloads=download_links(f"data/conflicts/{row.key}") if first else (),
        feed=feed_address("conflicts", row.key) if first else "",
        groups=by_month(part.members, archive),
        pager=part.pager,
    )


def _claims(members: tuple[Entry, ...]) -> tuple[Claimed, ...]:
    found = [(statement.date or entry.date, entry, statement) for entry in members for statement in entry.claims]
    found.sort(key=lambda claim: (claim[0], claim[1].order))
    return tuple(Claimed(statement, item(entry)) for _, entry, statement in found)


def _chart(members: tuple[Entry, ...], shares: tuple[Part, ...], row: Conflict) -> Chart | None:
    where: dict[str, str] = {}
    for share in shares:  # newest first, so a month that runs over two pages is found where it begins to be read
        for entry in share.members:
            where.setdefault(entry.month or entry.year, f"{share.path}#m{entry.month or entry.year}")
            where.setdefault(entry.year, where[entry.month or entry.year])
    phases = tuple((phase.name, phase.start, phase.end) for phase in row.phases)
    return chart((entry.date for entry in members), lambda iso: where.get(iso, ""), phases)


def most(archive: Archive, kind: str, members: tuple[Entry, ...], number: int = 24, but: str = "") -> tuple[Link, ...]:
    """The ``number`` conflicts, places, topics or sources that ``members`` have most often, with counts."""
    if kind == "sources":
        labels = {entry.source.key: entry.source.label for entry in members}
        counts = Counter(entry.source.key for entry in members)
    else:
        rows = archive.rows(kind)
        counts = Counter(key for entry in members for key in getattr(entry, kind) if key != but)
        labels = {key: rows[key].name for key in counts}
    best = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:number]
    return tuple(Link(labels[key], addresses.listing(kind, key), count) for key, count in best)


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
            found.append((length, Gap(before, after, round(length / 30.44))))
    longest = sorted(found, key=lambda pair: (-pair[0], pair[1].after))[:GAPS]
    return tuple(sorted((gap for _, gap in longest), key=lambda gap: gap.after))


def month_links(members: tuple[Entry, ...], archive: Archive) -> tuple[Link, ...]:
    """The months of ``members`` with their counts, oldest first."""
    counts = Counter(entry.month or entry.year for entry in members)
    return tuple(Link(iso, period_url(iso, archive), count) for iso, count in sorted(counts.items()))
