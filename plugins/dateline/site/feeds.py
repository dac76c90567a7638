"""The feeds: of everything, and of each conflict, place, topic and source."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.site import addresses, legible
from dateline.site.archive import Entry
from dateline.site.edition import Edition
from dateline.site.files import Output
from dateline.site.pages.views import digest

ENTRIES = 30  # of everything, and of a conflict: what people follow
FEWER = 8  # of a place, topic or source: there are many, and most of their feeds are read once
ALL = "feeds/all.xml"


def outputs(edition: Edition) -> Iterator[Output]:
    """Every feed."""
    archive = edition.archive
    yield _output(edition, ALL, edition.site.name, addresses.FRONT, archive.entries)
    for kind in ("conflicts", "places", "topics", "sources"):
        rows = archive.rows(kind)
        for key, members in archive.index(kind).items():
            title = legible.line(f"{rows[key].name} · {edition.site.name}")
            yield _output(edition, addresses.feed_address(kind, key), title, addresses.listing(kind, key), members)
    edition.feed_entries.clear()  # no other feed will ask for them


def _output(edition: Edition, path: str, title: str, page: str, members: tuple[Entry, ...]) -> Output:
    entries = ENTRIES if path == ALL or path.startswith("feeds/conflicts/") else FEWER
    newest = edition.archive.leading(members)[: -entries - 1 : -1]

    def content() -> bytes:
        from dateline.site import atom  # its library brings half an internet along

        return atom.feed(edition, path, title, page, newest)

    return Output(
        path,
        content,
        lambda: (digest(edition.site, title), *(entry.card for entry in newest)),
    )
