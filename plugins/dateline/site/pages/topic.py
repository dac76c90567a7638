"""The page of a topic: its definition, its coverage by year, its neighbours, its articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Topic
from dateline.site import addresses
from dateline.site.addresses import feed_address
from dateline.site.archive import Archive, Entry
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.pages.conflict import most
from dateline.site.pages.views import Group, Link, Page, Pager, Part, by_month, digest, linked, links, parts, period_url


@dataclass(frozen=True, slots=True)
class TopicView:
    """What a topic's page shows. On numbered pages only the list stands."""

    key: str
    name: str
    definition: str
    iptc: str
    parents: tuple[Link, ...]
    origin: str
    count: int
    first: str
    last: str
    beside: tuple[Link, ...]
    conflicts: tuple[Link, ...]
    chart: Chart | None
    feed: str
    groups: tuple[Group, ...]
    pager: Pager


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all topics that have articles."""
    archive, size = edition.archive, edition.settings.page_size
    for key, members in archive.by_topic.items():
        for part in parts(addresses.listing("topics", key), archive.leading(members), size):
            yield _page(archive, archive.topics[key], members, part)


def _page(archive: Archive, row: Topic, members: tuple[Entry, ...], part: Part) -> Page:
    shown = part.members if part.pager.number else members
    return Page(
        part.path,
        "topic",
        lambda: view(archive, row, members, part),
        lambda: (digest(row, part.pager), linked(archive, shown), *(entry.digest for entry in shown)),
    )


def view(archive: Archive, row: Topic, members: tuple[Entry, ...], part: Part) -> TopicView:
    """What the page of ``part`` of the topic's list shows."""
    first = not part.pager.number
    return TopicView(
        key=row.key,
        name=row.name,
        definition=row.definition,
        iptc=row.iptc,
        parents=links("topics", (row.parent,), archive) if row.parent in archive.topics else (),
        origin=row.origin,
        count=len(members),
        first=members[0].date[:10],
        last=members[-1].date[:10],
        beside=most(archive, "topics", members, but=row.key) if first else (),
        conflicts=most(archive, "conflicts", members) if first else (),
        chart=chart((entry.date for entry in members), lambda iso: period_url(iso, archive)) if first else None,
        feed=feed_address("topics", row.key) if first else "",
        groups=by_month(part.members, archive),
        pager=part.pager,
    )
