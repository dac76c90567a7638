"""Atom. No clock: a feed is as new as its articles.

A feed in a folder has no absolute address; its links are then relative to the feed, which readers of files resolve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote

from feedgenerator import Atom1Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from dateline.site import addresses, legible
from dateline.site.archive import Entry
from dateline.site.edition import Edition
from dateline.site.identity import Site

NAMESPACE = "tag:dateline,2026:"


class _Feed(Atom1Feed):  # type: ignore[misc]
    """Atom whose date is that of its newest entry, so that the same archive gives the same bytes.

    Its entries are XML already: an article stands in the feeds of all its conflicts, places and topics.
    """

    def __init__(self, entries: list[Written], **values: object) -> None:
        super().__init__(**values)
        self.entries = entries

    def latest_post_date(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=datetime(1970, 1, 1, tzinfo=UTC))

    def write_items(self, handler: Any) -> None:
        handler.ignorableWhitespace("".join(entry.xml for entry in self.entries))


@dataclass(frozen=True, slots=True)
class Written:
    """An article as an entry of a feed."""

    updated: datetime
    xml: str


def feed(edition: Edition, path: str, title: str, page: str, entries: tuple[Entry, ...]) -> bytes:
    """The feed at ``path`` of what the page at ``page`` lists."""
    site = edition.site
    root = f"{site.address}/" if site.address else addresses.root(path)
    made = _Feed(
        [_written(edition, entry, root) for entry in entries],
        title=title,
        link=root + page,
        description=edition.site.subtitle if page == addresses.FRONT else None,  # of the archive, not of one place
        language=edition.site.language,
        author_name=edition.site.holder or edition.site.name,
        feed_url=root + path,
        feed_guid=_lasting(site, path),
    )
    written = BytesIO()
    made.write(written, "utf-8")
    return written.getvalue()


def _lasting(site: Site, path: str) -> str:
    """The id of what stands at ``path``: the address that stays, or for an archive in a folder one with its name.

    No other archive has it, so that a reader who follows two of them takes neither for the other.
    """
    return addresses.href(f"{site.address}/" if site.address else f"{NAMESPACE}{quote(site.name, safe='')}/", path)


def _written(edition: Edition, entry: Entry, root: str) -> Written:
    """``entry`` in a feed from which ``root`` leads to the site's root."""
    known = edition.feed_entries.get((entry.url, root))
    if known is None:
        known = edition.feed_entries[entry.url, root] = _entry(edition, entry, root)
    return known


def _entry(edition: Edition, entry: Entry, root: str) -> Written:
    published = _moment(entry.date)
    updated = max([published, *map(_moment, _changed(entry))])
    alone = Atom1Feed("", "", "")
    alone.add_item(
        title=entry.title,
        link=addresses.href(root, entry.url),
        unique_id=_lasting(edition.site, entry.url),
        description=_description(edition, entry),
        author_name=", ".join(entry.authors) or legible.line(entry.source.label),
        categories=[legible.line(edition.archive.conflicts[key].name) for key in entry.conflicts],
        pubdate=published if published != updated else None,  # the format asks for the latter alone
        updateddate=updated,
    )
    written = StringIO()
    alone.write_items(SimplerXMLGenerator(written, "utf-8", short_empty_elements=True))
    return Written(updated, written.getvalue())


def _description(edition: Edition, entry: Entry) -> str:
    """The standfirst and every correction, as HTML: who reads only the feed learns of them too."""
    said = [entry.standfirst] if entry.standfirst else []
    for correction in entry.corrections:
        lead = edition.language.text("Correction, %(date)s:", date=edition.language.date(correction.date))
        said.append(f"{lead} {correction.note}")
    return escape(said[0]) if len(said) == 1 else "".join(f"<p>{escape(text)}</p>" for text in said)


def _changed(entry: Entry) -> tuple[str, ...]:
    """The days on which the article was updated or corrected."""
    return (*filter(None, [entry.modified]), *(correction.date for correction in entry.corrections))


def _moment(iso: str) -> datetime:
    """The first instant of what an ISO date of any precision covers; in UTC where it has no zone."""
    padded = iso if len(iso) >= 10 else f"{iso}-01-01"[:10] if len(iso) == 4 else f"{iso}-01"
    value = datetime.fromisoformat(padded)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
