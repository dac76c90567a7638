"""All pages of the archive, one module per kind. The enumeration is the site map; nothing is rendered here."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.settings import Settings
from dateline.site.archive import Archive
from dateline.site.loading import Document
from dateline.site.pages import (
    article,
    conflict,
    document,
    front,
    indexes,
    period,
    place,
    record,
    search,
    source,
    topic,
)
from dateline.site.pages.views import Page

__all__ = ["Page", "pages"]


def pages(archive: Archive, documents: tuple[Document, ...], settings: Settings) -> Iterator[Page]:
    """Every page but those of the articles themselves, which go with their text (``article.pages``)."""
    size = settings.page_size
    yield from front.pages(archive)
    yield from conflict.pages(archive, size)
    yield from place.pages(archive, size)
    yield from topic.pages(archive, size)
    yield from source.pages(archive, size)
    yield from period.pages(archive, size)
    yield from indexes.pages(archive)
    yield from record.pages(archive, settings)
    yield from document.pages(archive, documents, settings.content)
    yield from search.pages(archive)


def article_pages(archive: Archive) -> Iterator[Page]:
    """The pages of all articles that are shown, listed or not."""
    return article.pages(archive)
