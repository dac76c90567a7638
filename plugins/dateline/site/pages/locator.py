"""Maps of an archive's places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.site import addresses
from dateline.site.edition import Edition
from dateline.site.maps import Map, Spot

WIDE = frozenset({"country", "region", "area", "disputed"})  # kinds that a dot would place too exactly


def locator(
    edition: Edition,
    keys: Iterable[str],
    width: int,
    height: int,
    weights: Mapping[str, int] | None = None,
    here: str = "",
) -> Map | None:
    """A map of those of the places ``keys`` whose position is known, sized by ``weights`` where given.

    Each links to its page, but for ``here``, whose page it is.
    """
    archive = edition.archive
    spots = []
    for key in keys:
        row = archive.places[key]
        if row.lat is not None and row.lon is not None:
            url = addresses.listing("places", key) if key in archive.by_place and key != here else ""
            weight = weights.get(key, 0) if weights else 0
            spots.append(Spot(row.name, url, row.lat, row.lon, row.kind in WIDE, weight))
    return edition.atlas.map(spots, width, height)
