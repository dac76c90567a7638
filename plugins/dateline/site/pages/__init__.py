"""All pages of the archive, one module per kind. The enumeration is the site map; nothing is rendered here."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.site.edition import Edition
from dateline.site.pages import (
    anniversary,
    article,
    changes,
    conflict,
    document,
    front,
    indexes,
    period,
    place,
    record,
    review,
    search,
    source,
    topic,
)
from dateline.site.pages.views import Page

__all__ = ["Page", "article", "pages"]


KINDS = (front, anniversary, conflict, place, topic, source, period, indexes, record, changes, document, review, search)


def pages(edition: Edition) -> Iterator[Page]:
    """Every page but those of the articles themselves, which go with their text (``article.pages``)."""
    for kind in KINDS:
        yield from kind.pages(edition)
