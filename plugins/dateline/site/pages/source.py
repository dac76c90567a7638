"""The page of a source: what kind of outlet it is, its span, what it covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Outlet
from dateline.site import addresses
from dateline.site.addresses import feed_address
from dateline.site.archive import Archive, Entry
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.pages.conflict import most
from dateline.site.pages.views import Group, Link, Page, Pager, Part, by_month, digest, linked, parts, period_url


@dataclass(frozen=True, slots=True)
class SourceView:
    """What a source's page shows. On numbered pages only the list stands."""

    key: str
    name: str
    country: str
    lang: str
    agency: bool
    domains: tuple[str, ...]
    origin: str
    count: int
    first: str
    last: str
    languages: tuple[tuple[str, int], ...]
    conflicts: tuple[Link, ...]
    places: tuple[Link, ...]
    chart: Chart | None
    feed: str
    groups: tuple[Group, ...]
    pager: Pager


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all sources."""
    archive, size = edition.archive, edition.settings.page_size
    for key, members in archive.by_source.items():
        for part in parts(addresses.listing("sources", key), archive.leading(members), size):
            yield _page(archive, archive.outlets[key], members, part)


def _page(archive: Archive, row: Outlet, members: tuple[Entry, ...], part: Part) -> Page:
    shown = part.members if part.pager.number else members
    return Page(
        part.path,
        "source",
        lambda: view(archive, row, members, part),
        lambda: (digest(row, part.pager), linked(archive, shown), *(entry.digest for entry in shown)),
    )


def view(archive: Archive, row: Outlet, members: tuple[Entry, ...], part: Part) -> SourceView:
    """What the page of ``part`` of the source's list shows."""
    first = not part.pager.number
    languages = Counter(entry.lang for entry in members) if first else Counter[str]()
    return SourceView(
        key=row.key,
        name=row.name,
        country=row.country,
        lang=row.lang,
        agency=row.agency,
        domains=row.domains,
        origin=row.origin,
        count=len(members),
        first=members[0].date[:10],
        last=members[-1].date[:10],
        languages=tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        conflicts=most(archive, "conflicts", members) if first else (),
        places=most(archive, "places", members) if first else (),
        chart=chart((entry.date for entry in members), lambda iso: period_url(iso, archive)) if first else None,
        feed=feed_address("sources", row.key) if first else "",
        groups=by_month(part.members, archive),
        pager=part.pager,
    )
