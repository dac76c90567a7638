"""Atom feeds: of everything, and of each conflict, place, topic and source. No clock: a feed is as new as its articles.

A feed in a folder has no absolute address; its links are then relative to the feed, which readers of files resolve.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from io import BytesIO

from feedgenerator import Atom1Feed

from dateline.site import addresses, legible
from dateline.site.archive import Entry
from dateline.site.edition import Edition
from dateline.site.files import Output
from dateline.site.pages.views import digest
from dateline.site.reader import moment

ENTRIES = 30
NAMESPACE = "tag:dateline,2026:"


def outputs(edition: Edition) -> Iterator[Output]:
    """Every feed."""
    archive = edition.archive
    yield _output(edition, "feeds/all.xml", edition.site.name, "index.html", archive.entries)
    for kind in ("conflicts", "places", "topics", "sources"):
        rows = archive.rows(kind)
        for key, members in archive.index(kind).items():
            title = legible.line(f"{rows[key].name} · {edition.site.name}")
            yield _output(edition, addresses.feed_address(kind, key), title, addresses.listing(kind, key), members)


def _output(edition: Edition, path: str, title: str, page: str, members: tuple[Entry, ...]) -> Output:
    newest = edition.archive.leading(members)[: -ENTRIES - 1 : -1]
    return Output(
        path,
        lambda: _feed(edition, path, title, page, newest),
        lambda: (digest(edition.site, title), *(entry.digest for entry in newest)),
    )


class _Feed(Atom1Feed):  # type: ignore[misc]
    """Atom whose date is that of its newest entry, so that the same archive gives the same bytes."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=datetime(1970, 1, 1, tzinfo=UTC))


def _feed(edition: Edition, path: str, title: str, page: str, entries: tuple[Entry, ...]) -> bytes:
    root = f"{edition.site.address}/" if edition.site.address else addresses.root(path)
    feed = _Feed(
        title=title,
        link=root + page,
        description=edition.site.subtitle,
        language=edition.site.language,
        author_name=edition.site.holder or edition.site.name,
        feed_url=root + path,
        feed_guid=NAMESPACE + path,
    )
    for entry in entries:
        published = _aware(moment(entry.date))
        feed.add_item(
            title=entry.title,
            link=addresses.href(root, entry.url),
            unique_id=NAMESPACE + entry.url,
            description=_description(edition, entry),
            author_name=", ".join(entry.authors) or legible.line(entry.source.label),
            categories=[legible.line(edition.archive.conflicts[key].name) for key in entry.conflicts],
            pubdate=published,
            updateddate=max([published, *(_aware(moment(iso)) for iso in _changed(entry))]),
        )
    written = BytesIO()
    feed.write(written, "utf-8")
    return written.getvalue()


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


def _aware(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)
