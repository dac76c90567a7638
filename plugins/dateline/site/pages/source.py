"""The page of a source: what kind of outlet it is, its span, what it covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site.archive import Archive
from dateline.site.charts import Chart
from dateline.site.edition import Edition
from dateline.site.pages import listing
from dateline.site.pages.listing import Stand, Subject, chart_of_years, most
from dateline.site.pages.views import Link, Page


@dataclass(frozen=True, slots=True)
class SourceView:
    """What a source's page shows. On numbered pages only the list stands."""

    subject: Subject
    country: str
    agency: bool
    domains: tuple[str, ...]
    languages: tuple[tuple[str, int], ...]
    conflicts: tuple[Link, ...]
    places: tuple[Link, ...]
    topics: tuple[Link, ...]
    chart: Chart | None


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all sources."""
    yield from listing.pages(edition, "sources", "source", lambda stand: view(edition.archive, stand))


def view(archive: Archive, stand: Stand) -> SourceView:
    """What one page of the source's list shows."""
    row, members = archive.outlets[stand.key], stand.members if stand.first_page else ()
    languages = Counter(entry.lang for entry in members)
    return SourceView(
        subject=listing.subject(archive, "sources", stand),
        country=row.country,
        agency=row.agency,
        domains=row.domains,
        languages=tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        conflicts=most(archive, "conflicts", members),
        places=most(archive, "places", members),
        topics=most(archive, "topics", members),
        chart=chart_of_years(stand) if stand.first_page else None,
    )
