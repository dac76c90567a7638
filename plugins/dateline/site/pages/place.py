"""The page of a place: its names by side and language, where it lies, what happened there."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from dateline.model import Name
from dateline.site import addresses
from dateline.site.charts import Chart
from dateline.site.edition import Edition
from dateline.site.maps import Map
from dateline.site.pages import listing
from dateline.site.pages.listing import Stand, Subject, chart_of_years, most
from dateline.site.pages.locator import locator
from dateline.site.pages.views import Link, Page, links

SIZE = (420, 280)  # size of the map, in units of the drawing


@dataclass(frozen=True, slots=True)
class PlaceView:
    """What a place's page shows. On numbered pages only the list stands."""

    subject: Subject
    place_kind: str
    lat: float | None
    lon: float | None
    note: str
    names: tuple[Name, ...]  # of a language or a side
    spellings: tuple[str, ...]  # other names, of no language in particular
    parents: tuple[Link, ...]
    children: tuple[Link, ...]
    conflicts: tuple[Link, ...]
    beside: tuple[Link, ...]  # places named in the same articles
    sources: tuple[Link, ...]
    map: Map | None
    chart: Chart | None


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all places that have articles."""
    archive = edition.archive
    children: dict[str, list[str]] = {}
    for key in archive.by_place:
        for parent in archive.places[key].parents[:1]:
            children.setdefault(parent, []).append(key)

    def also(key: str) -> Hashable:
        return tuple(_near(edition, near) for near in (*children.get(key, ()), *archive.places[key].parents))

    yield from listing.pages(
        edition, "places", "place", lambda stand: view(edition, stand, tuple(children.get(stand.key, ()))), also
    )


def _near(edition: Edition, key: str) -> tuple[str, str, int]:
    row = edition.archive.places.get(key)
    return key, row.name if row else "", len(edition.archive.by_place.get(key, ()))


def view(edition: Edition, stand: Stand, children: tuple[str, ...]) -> PlaceView:
    """What one page of the place's list shows."""
    archive, first = edition.archive, stand.first_page
    row, members = archive.places[stand.key], stand.members if first else ()
    other = [name for name in row.names if name.text != row.name or name.by] if first else []
    return PlaceView(
        subject=listing.subject(archive, "places", stand),
        place_kind=row.kind,
        lat=row.lat,
        lon=row.lon,
        note=row.note,
        names=tuple(sorted((name for name in other if name.lang or name.by), key=lambda name: not name.by)),
        spellings=tuple(dict.fromkeys(name.text for name in other if not (name.lang or name.by))),
        parents=links("places", (key for key in row.parents if key in archive.places), archive),
        children=tuple(
            Link(archive.places[key].name, addresses.listing("places", key), len(archive.by_place[key]))
            for key in children
            if first
        ),
        conflicts=most(archive, "conflicts", members),
        beside=most(archive, "places", members, but=row.key),
        sources=most(archive, "sources", members),
        map=locator(edition, (row.key,), *SIZE, here=row.key) if first else None,
        chart=chart_of_years(stand) if stand.first_page else None,
    )
