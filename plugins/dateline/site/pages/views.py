"""The small data classes that templates read. Addresses are relative to the site's root; templates add the way there.

What a template gets is always ``site`` (the archive's identity), ``page`` (where it stands) and ``view`` (one of
the classes here or in the module of the page's kind). Nothing else, so that any engine can render it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import msgspec

from dateline.model import Conflict, Outlet, Topic
from dateline.model import Place as PlaceRow
from dateline.site import addresses
from dateline.site.addresses import Link
from dateline.site.archive import Archive, Entry
from dateline.site.language import direction


class Page(msgspec.Struct, frozen=True):
    """One page: where it stands, its template, what it shows and what it depends on.

    ``view`` is computed when asked for. ``depends`` gives digests: while they and the theme, the settings and the
    program stay the same, so do the page's bytes.
    """

    path: str
    template: str
    view: Callable[[], object]
    depends: Callable[[], Iterable[str]]

    @property
    def root(self) -> str:
        """What leads from here to the site's root."""
        return addresses.root(self.path)


class Place(msgspec.Struct, frozen=True):
    """A page as its own template sees it."""

    path: str
    root: str

    @property
    def url(self) -> str:
        """Its address, under the name that Pelican's pages have for it: plugins ask for it."""
        return self.path


class Item(msgspec.Struct, frozen=True):
    """An article in a list."""

    url: str
    title: str
    date: str
    source: str
    source_url: str
    standfirst: str
    warning: str
    lang: str
    dir: str
    also: tuple[Link, ...] = ()  # other outlets' copies of the report: the outlet, and the copy's page


class Group(msgspec.Struct, frozen=True):
    """The articles of one stretch of a list, under a heading."""

    heading: str  # ISO month or day
    url: str
    items: tuple[Item, ...]


class Pager(msgspec.Struct, frozen=True):
    """Where a page stands in its list. Pages are numbered from the oldest; the first page shows the newest."""

    newer: str = ""
    older: str = ""
    number: int = 0  # 0 for the first page, the newest
    total: int = 0  # how many numbered pages lie behind the first


__all__ = [
    "Group",
    "Item",
    "Link",
    "Page",
    "Pager",
    "Part",
    "Place",
    "by_month",
    "by_year",
    "digest",
    "item",
    "linked",
    "links",
    "parts",
]

KINDS = ("conflicts", "places", "topics")  # the fields of an entry that hold keys


_encode = msgspec.msgpack.Encoder(enc_hook=repr).encode


def digest(*values: object) -> str:
    """A digest of plain values, and of data classes, tuples and mappings of them: of all that they hold."""
    return hashlib.blake2b(_encode(values), digest_size=12).hexdigest()


def linked(archive: Archive, members: Iterable[Entry]) -> str:
    """A digest of the rows that pages listing ``members`` link to: names, positions, and whether they have a page."""
    known = archive.linked
    found = []
    for entry in members:
        if entry.url not in known:
            known[entry.url] = digest(_rows(archive, entry), item(entry, archive).also)
        found.append(known[entry.url])
    return digest(found)


def _rows(archive: Archive, entry: Entry) -> list[tuple[object, ...]]:
    return [
        (kind, key, _shown(archive.rows(kind)[key]), key in archive.index(kind))
        for kind in KINDS
        for key in getattr(entry, kind)
    ]


def _shown(row: Conflict | PlaceRow | Topic | Outlet) -> tuple[object, ...]:
    return (row.name, row.kind, row.lat, row.lon) if isinstance(row, PlaceRow) else (row.name,)


def item(entry: Entry, archive: Archive | None = None) -> Item:
    """The list item of an article. What may not be shown of its text is not in it.

    With ``archive``, the item stands for all copies of the report, and names the others. Each is made once: an article
    stands in some twenty lists.
    """
    if archive is None:
        return _item(entry, ())
    found = archive.items.get(entry.url)
    if found is None:
        also = tuple(Link(copy.source.label, copy.url) for copy in archive.carried(entry))
        found = archive.items[entry.url] = _item(entry, also)
    return found


def alone(entry: Entry, archive: Archive) -> Item:
    """The list item of an article that stands for itself alone."""
    return _item(entry, ()) if entry.url in archive.copies else item(entry, archive)


def _item(entry: Entry, also: tuple[Link, ...]) -> Item:
    return Item(
        url=entry.url,
        title=entry.title,
        date=entry.date,
        source=entry.source.label,
        source_url=addresses.listing("sources", entry.source.key),
        standfirst=entry.standfirst,
        warning=entry.warning,
        lang=entry.lang,
        dir=direction(entry.lang) if entry.lang else "",
        also=also,
    )


def by_month(members: Iterable[Entry], archive: Archive) -> tuple[Group, ...]:
    """``members`` under their months (or years, where no month is known), in the order they come in."""
    return _grouped(members, archive, lambda entry: entry.month or entry.year)


def by_year(members: Iterable[Entry], archive: Archive) -> tuple[Group, ...]:
    """``members`` under their years, in the order they come in."""
    return _grouped(members, archive, lambda entry: entry.year)


def _grouped(members: Iterable[Entry], archive: Archive, name: Callable[[Entry], str]) -> tuple[Group, ...]:
    groups: list[tuple[str, list[Item]]] = []
    for entry in members:
        heading = name(entry)
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append(item(entry, archive))
    return tuple(Group(heading, period_url(heading, archive), tuple(items)) for heading, items in groups)


def period_url(iso: str, archive: Archive) -> str:
    """The page of a year, month or day, "" where no listed article gives it one."""
    known = {4: archive.by_year, 7: archive.by_month, 10: archive.by_day}[len(iso)]
    return addresses.period(iso) if iso in known else ""


def links(kind: str, keys: Iterable[str], archive: Archive) -> tuple[Link, ...]:
    """Links to the pages of conflicts, places or topics, without counts."""
    return tuple([_link(kind, key, archive) for key in keys])


def _link(kind: str, key: str, archive: Archive) -> Link:
    found = archive.links.get((kind, key))
    if found is None:
        url = addresses.listing(kind, key) if key in archive.index(kind) else ""
        found = archive.links[kind, key] = Link(archive.rows(kind)[key].name, url)
    return found


class Part(msgspec.Struct, frozen=True):
    """One page's share of a long list: its address, its members newest first, and its pager."""

    path: str
    members: tuple[Entry, ...]
    pager: Pager


def parts(first: str, members: tuple[Entry, ...], size: int) -> tuple[Part, ...]:
    """``members`` (oldest first) in pages of ``size``, the first page holding the newest ``size`` to 2 ``size`` - 1.

    Full pages are numbered from the oldest and never change when a newer article is added.
    """
    full = max(0, len(members) // size - 1)
    numbered = [addresses.numbered(first, number) for number in range(1, full + 1)]
    found = [
        Part(first, members[: full * size - 1 if full else None : -1], Pager("", numbered[-1] if full else "", 0, full))
    ]
    for number in range(full, 0, -1):
        newer = numbered[number] if number < full else first
        older = numbered[number - 2] if number > 1 else ""
        share = members[(number - 1) * size : number * size][::-1]
        found.append(Part(numbered[number - 1], share, Pager(newer, older, number, full)))
    return tuple(found)
