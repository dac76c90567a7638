"""The page of a topic: its definition, its coverage by year, its neighbours, its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site.archive import Archive
from dateline.site.charts import Chart
from dateline.site.edition import Edition
from dateline.site.pages import listing
from dateline.site.pages.listing import Stand, Subject, chart_of_years, most
from dateline.site.pages.views import Link, Page, links


@dataclass(frozen=True, slots=True)
class TopicView:
    """What a topic's page shows. On numbered pages only the list stands."""

    subject: Subject
    definition: str
    iptc: str
    parents: tuple[Link, ...]
    beside: tuple[Link, ...]
    conflicts: tuple[Link, ...]
    places: tuple[Link, ...]
    chart: Chart | None


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all topics that have articles."""
    archive = edition.archive
    yield from listing.pages(
        edition, "topics", "topic", lambda stand: view(archive, stand), lambda key: _parents(archive, key)
    )


def _parents(archive: Archive, key: str) -> tuple[Link, ...]:
    parent = archive.topics[key].parent
    return links("topics", (parent,), archive) if parent in archive.topics else ()


def view(archive: Archive, stand: Stand) -> TopicView:
    """What one page of the topic's list shows."""
    row, members = archive.topics[stand.key], stand.members if stand.first_page else ()
    return TopicView(
        subject=listing.subject(archive, "topics", stand),
        definition=row.definition,
        iptc=row.iptc,
        parents=_parents(archive, row.key),
        beside=most(archive, "topics", members, but=row.key),
        conflicts=most(archive, "conflicts", members),
        places=most(archive, "places", members),
        chart=chart_of_years(stand) if stand.first_page else None,
    )
