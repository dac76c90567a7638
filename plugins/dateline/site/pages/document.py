"""The curator's own pages (``content/pages/*.md``), the page that was not found, and tombstones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.site import loading, markdown
from dateline.site.archive import Entry
from dateline.site.edition import Edition
from dateline.site.pages.views import Link, Page, digest

ABOUT = "about"


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A page of the curator's; ``source`` is where its text stands, "" for the about page that the program writes."""

    title: str
    slug: str
    source: str
    body: str  # HTML
    others: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """What is left of a withdrawn article."""

    url: str
    title: str
    date: str
    withdrawn: str
    reason: str


@dataclass(frozen=True, slots=True)
class MissingView:
    """The page that a server shows where there is none."""


def pages(edition: Edition) -> Iterator[Page]:
    """The curator's pages (one called ``about`` always exists), 404 and the tombstones."""
    documents = edition.documents
    if not any(document.slug == ABOUT for document in documents):
        documents = (loading.Document(ABOUT, "", "", ""), *documents)
    links = tuple(Link(document.title, f"{document.slug}.html") for document in documents if document.title)
    for document in documents:
        yield _document(document, links, edition.settings.content)
    yield Page("404.html", "404", MissingView, lambda: ())
    for entry in edition.archive.withdrawn:
        yield _tombstone(entry)


def _document(document: loading.Document, links: tuple[Link, ...], content: Path) -> Page:
    others = tuple(link for link in links if link.url != f"{document.slug}.html")

    def view() -> DocumentView:
        body = loading.document_body(document, content) if document.path else ""
        return DocumentView(document.title, document.slug, document.path, markdown.render(body), others)

    return Page(f"{document.slug}.html", "document", view, lambda: (document.digest, digest(document, others)))


def _tombstone(entry: Entry) -> Page:
    gone = entry.withdrawn
    view = TombstoneView(entry.url, entry.title, entry.date, gone.date if gone else "", gone.reason if gone else "")
    return Page(entry.url, "tombstone", lambda: view, lambda: (digest(view),))
