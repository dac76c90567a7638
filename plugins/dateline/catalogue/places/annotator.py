"""A text to its places: recognise mentions, then settle each of them."""

from __future__ import annotations

from dateline.catalogue.found import Found
from dateline.catalogue.places.gazetteer import Places
from dateline.model import PlaceTag


def annotate(places: Places, text: str, *, title: str = "", language: str = "") -> Found[PlaceTag]:
    """The places that the text names, in the order of their first mention."""
    return Found()
