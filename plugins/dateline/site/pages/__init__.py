"""All pages of the archive, one module per kind. The enumeration is the site map; nothing is rendered here."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.site.archive import Entry
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

__all__ = ["Page", "article", "of_article", "others", "pages"]


LISTS = (front, anniversary, conflict, place, topic, source, period, indexes, search)
"""What these show of articles is on their cards (``archive.Entry.card``)."""


def pages(edition: Edition) -> Iterator[Page]:
    """Every page but those of the articles themselves, which go with their text (``article.pages``)."""
    for kind in LISTS:
        yield from kind.pages(edition)
    yield from record.pages(edition)
    yield from others(edition)


def others(edition: Edition) -> Iterator[Page]:
    """The pages that are no lists and stand for no single article."""
    for kind in (changes, document, review):
        yield from kind.pages(edition)


def of_article(edition: Edition, entry: Entry) -> Iterator[Page]:
    """The pages that show the text of one article: its own and its record's."""
    yield article.page(edition, entry)
    if entry.record:
        yield record.page(edition, entry)
