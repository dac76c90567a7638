"""The page of a place: its names by side and language, where it lies, what happened there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model import Name, Place
from dateline.site import addresses
from dateline.site.addresses import feed_address
from dateline.site.archive import Entry
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.maps import Map
from dateline.site.pages.conflict import most
from dateline.site.pages.locator import locator
from dateline.site.pages.views import Group, Link, Page, Pager, Part, by_month, digest, linked, links, parts, period_url

SIZE = (420, 280)  # size of the map, in units of the drawing


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What a place's page shows. On numbered pages only the list stands."""

    key: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    note: str
    names: tuple[Name, ...]
    parents: tuple[Link, ...]
    children: tuple[Link, ...]
    origin: str
    count: int
    first: str
    last: str
    conflicts: tuple[Link, ...]
    beside: tuple[Link, ...]  # places named in the same articles
    sources: tuple[Link, ...]
    map: Map | None
    chart: Chart | None
    feed: str
    groups: tuple[Group, ...]
    pager: Pager


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all places that have articles."""
    archive, size = edition.archive, edition.settings.page_size
    children: dict[str, list[str]] = {}
    for key in archive.by_place:
        for parent in archive.places[key].parents[:1]:
            children.setdefault(parent, []).append(key)
    for key, members in archive.by_place.items():
        for part in parts(addresses.listing("places", key), archive.leading(members), size):
            yield _page(edition, archive.places[key], members, tuple(children.get(key, ())), part)


def _page(edition: Edition, row: Place, members: tuple[Entry, ...], children: tuple[str, ...], part: Part) -> Page:
    shown = part.members if part.pager.number else members
    return Page(
        part.path,
        "place",
        lambda: view(edition, row, members, children, part),
        lambda: (
            digest(row, part.pager, [_near(edition, key) for key in (*children, *row.parents)]),
            linked(edition.archive, shown),
            *(entry.digest for entry in shown),
        ),
    )


def _near(edition: Edition, key: str) -> tuple[str, str, int]:
    row = edition.archive.places.get(key)
    return key, row.name if row else "", len(edition.archive.by_place.get(key, ()))


def view(edition: Edition, row: Place, members: tuple[Entry, ...], children: tuple[str, ...], part: Part) -> PlaceView:
    """What the page of ``part`` of the place's list shows."""
    archive = edition.archive
    first = not part.pager.number
    known = tuple(key for key in row.parents if key in archive.places)
    return PlaceView(
        key=row.key,
        name=row.name,
        kind=row.kind,
        lat=row.lat,
        lon=row.lon,
        note=row.note,
        names=tuple(name for name in row.names if name.text != row.name or name.by) if first else (),
        parents=links("places", known, archive),
        children=tuple(
            Link(archive.places[key].name, addresses.listing("places", key), len(archive.by_place[key]))
            for key in children
        )
        if first
        else (),
        origin=row.origin,
        count=len(members),
        first=members[0].date[:10],
        last=members[-1].date[:10],
        conflicts=most(archive, "conflicts", members) if first else (),
        beside=most(archive, "places", members, but=row.key) if first else (),
        sources=most(archive, "sources", members) if first else (),
        map=locator(edition, (row.key,), *SIZE) if first else None,
        chart=chart((entry.date for entry in members), lambda iso: period_url(iso, archive)) if first else None,
        feed=feed_address("places", row.key) if first else "",
        groups=by_month(part.members, archive),
        pager=part.pager,
    )
