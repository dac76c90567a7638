"""The search page. What is on it is the search room's; here it gets its place among the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site.edition import Edition
from dateline.site.pages.views import Page, digest


@dataclass(frozen=True, slots=True)
class SearchView:
    """What the search page says without scripts: how much there is, and from when to when."""

    count: int
    first: str
    last: str


def pages(edition: Edition) -> Iterator[Page]:
    """The search page."""
    entries = edition.archive.entries
    view = SearchView(len(entries), entries[0].date[:10] if entries else "", entries[-1].date[:10] if entries else "")
    yield Page("search.html", "search", lambda: view, lambda: (digest(view),))
