"""The archive in memory: one light entry per article and its indexes. No article's text is held.

Entries are ordered oldest first everywhere, so that one new article moves none that is older.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import msgspec

from dateline.library import slugs
from dateline.model import (
    Conflict,
    Correction,
    Facet,
    Outlet,
    Place,
    Publish,
    Statement,
    Status,
    Topic,
    Withdrawal,
)
from dateline.site.addresses import Link
from dateline.site.families import families, parted


class Entry(msgspec.Struct, frozen=True):
    """What lists, indexes, feeds and neighbours need of one article."""

    source_path: str  # of its Markdown file, relative to the content folder
    url: str  # of its page, relative to the site's root
    title: str
    date: str  # ISO 8601 as far as it is known
    precision: str
    modified: str
    source: Facet
    credit: str
    authors: tuple[str, ...]
    standfirst: str
    lang: str
    conflicts: tuple[str, ...]  # keys
    places: tuple[str, ...]  # keys
    topics: tuple[str, ...]  # keys
    original: str  # address of the original page
    archived: str  # address of a copy in a web archive
    status: Status
    publish: Publish
    warning: str
    corrections: tuple[Correction, ...]
    claims: tuple[Statement, ...]
    withdrawn: Withdrawal | None
    version_of: str  # slug
    translation_of: str  # slug
    not_same_as: tuple[str, ...]  # slugs
    id: str
    retrieved: str  # ISO day, or month or year, on which the copy was taken, "" where nothing tells
    record: str  # path of its provenance file relative to the content folder, "" for a hand-written article
    lines_shown: bool  # whether the record's page may show the text of its lines
    captioned: bool  # whether the record holds captions that may be shown
    duplicates: tuple[str, ...]  # ids
    card: str  # digest of all of the above: equal cards, and lists, feeds and downloads say the same
    digest: str  # of the card and of the Markdown file's and the record's bytes: equal digests, equal article
    accession: int  # which ingest brought it, as its record says; UNTOLD for an article without one

    @property
    def slug(self) -> str:
        """The last part of its address, without ``.html``."""
        return self.url.rpartition("/")[2].removesuffix(".html")

    @property
    def order(self) -> tuple[str, str]:
        """Oldest first; within an instant by address."""
        return self.date, self.url

    @property
    def day(self) -> str:
        """The ISO day, "" where only a month or year is known."""
        return self.date[:10] if len(self.date) >= 10 else ""

    @property
    def month(self) -> str:
        """The ISO month, "" where only a year is known."""
        return self.date[:7] if len(self.date) >= 7 else ""

    @property
    def year(self) -> str:
        """The year."""
        return self.date[:4]


Index = Mapping[str, tuple[Entry, ...]]
"""Key to the articles under it, oldest first."""


class Numbers:
    """The listed articles by their numbers in the order of time: neighbours are found and counted as small numbers."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}  # by address
        self.days: list[int] = []
        self.under: dict[tuple[str, str], list[int]] = {}  # by kind and key


@dataclass(frozen=True, slots=True)
class Archive:
    """All entries and the ways to them. Rows stand for the keys that articles use, and for places above those."""

    entries: tuple[Entry, ...]  # published and listed
    hidden: tuple[Entry, ...]  # published, but in no list: hidden by the curator, or an earlier version of another
    withdrawn: tuple[Entry, ...]
    conflicts: Mapping[str, Conflict]
    places: Mapping[str, Place]
    topics: Mapping[str, Topic]
    outlets: Mapping[str, Outlet]
    by_conflict: Index = field(default_factory=dict)
    by_place: Index = field(default_factory=dict)
    by_topic: Index = field(default_factory=dict)
    by_source: Index = field(default_factory=dict)
    by_year: Index = field(default_factory=dict)
    by_month: Index = field(default_factory=dict)
    by_day: Index = field(default_factory=dict)
    by_id: Mapping[str, Entry] = field(default_factory=dict)
    versions: Index = field(default_factory=dict)  # address of an article to all versions of it, the newest last
    linked: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # see ``pages.views.linked``
    items: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # see ``pages.views.item``
    links: dict[tuple[str, str], Link] = field(default_factory=dict, repr=False, compare=False)  # ``pages.views.links``
    numbers: Numbers = field(default_factory=Numbers, repr=False, compare=False)  # made when asked for
    translations: Index = field(default_factory=dict)  # address to one text in all its languages, the original first
    copies: Index = field(default_factory=dict)  # address to all outlets' copies of the report, the leading one first

    def rows(
        self, kind: str
    ) -> Mapping[str, Conflict] | Mapping[str, Place] | Mapping[str, Topic] | Mapping[str, Outlet]:
        """The rows of one kind: conflicts, places, topics or sources."""
        if kind == "conflicts":
            return self.conflicts
        if kind == "places":
            return self.places
        return self.topics if kind == "topics" else self.outlets

    def index(self, kind: str) -> Index:
        """The articles under each key of one kind: conflicts, places, topics or sources."""
        if kind == "conflicts":
            return self.by_conflict
        if kind == "places":
            return self.by_place
        return self.by_topic if kind == "topics" else self.by_source

    def nearest(self, kind: str, keys: Iterable[str], entry: Entry, reach: int) -> Iterator[list[int]]:
        """For each of ``keys`` what ``around`` gives, both sides in one list of numbers of articles in ``entries``."""
        of, under = self._numbered().of, self.numbers.under
        index = self.index(kind)
        here = of.get(entry.url, -1)
        listed = here >= 0
        at = here if listed else bisect_left(self.entries, entry.order, key=_order)
        for key in keys:
            members = under.get((kind, key))
            if members is None:
                members = under[kind, key] = [of[member.url] for member in index.get(key, ())]
            begin = bisect_left(members, at)
            end = begin + 1 if listed and begin < len(members) and members[begin] == at else begin
            yield members[max(0, begin - reach) : begin] + members[end : end + reach]

    def _numbered(self) -> Numbers:
        numbers = self.numbers
        if not numbers.of:
            numbers.of.update((entry.url, number) for number, entry in enumerate(self.entries))
            numbers.days += [days(entry.date) for entry in self.entries]
        return numbers

    def leading(self, members: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """``members`` with one article for each report: of several copies the one that leads, of those among them."""
        if not any(entry.url in self.copies for entry in members):
            return members
        there = {entry.url for entry in members}
        return tuple(entry for entry in members if self._leader(entry, there) == entry.url)

    def _leader(self, entry: Entry, there: set[str]) -> str:
        copies = self.copies.get(entry.url, ())
        return next((copy.url for copy in copies if copy.url in there and not parted(entry, copy)), entry.url)

    def carried(self, entry: Entry) -> tuple[Entry, ...]:
        """The copies of the report by other outlets, unless a curator parts them from this one."""
        copies = self.copies.get(entry.url, ())
        return tuple(copy for copy in copies if copy.url != entry.url and not parted(entry, copy))

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        conflicts: Mapping[str, Conflict],
        places: Mapping[str, Place],
        topics: Mapping[str, Topic],
        outlets: Mapping[str, Outlet],
    ) -> Archive:
        """Order and index ``entries``; drafts and the inbox are left out."""
        ordered = sorted(entries, key=lambda entry: entry.order)
        found = families([entry for entry in ordered if entry.status is Status.PUBLISHED], outlets)
        earlier = found.earlier
        listed = tuple(entry for entry in ordered if entry.status is Status.PUBLISHED and entry.url not in earlier)
        return cls(
            entries=listed,
            hidden=tuple(entry for entry in ordered if entry.status is Status.HIDDEN or entry.url in earlier),
            withdrawn=tuple(entry for entry in ordered if entry.status is Status.WITHDRAWN),
            conflicts=conflicts,
            places=places,
            topics=topics,
            outlets=outlets,
            by_conflict=_index((key, entry) for entry in listed for key in entry.conflicts),
            by_place=_index((key, entry) for entry in listed for key in entry.places),
            by_topic=_index((key, entry) for entry in listed for key in entry.topics),
            by_source=_index((entry.source.key, entry) for entry in listed),
            by_year=_index((entry.year, entry) for entry in listed),
            by_month=_index((entry.month, entry) for entry in listed if entry.month),
            by_day=_index((entry.day, entry) for entry in listed if entry.day),
            by_id={entry.id: entry for entry in listed if entry.id},
            versions=found.versions,
            translations=_translations(listed),
            copies=found.copies,
        )


def _translations(listed: tuple[Entry, ...]) -> Index:
    """Texts in several languages, as ``translation_of`` says; a translation of a translation stands by the original."""
    by_slug = {slugs.fold(entry.slug): entry for entry in listed}
    said = {entry.url: by_slug.get(slugs.fold(entry.translation_of)) for entry in listed if entry.translation_of}
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in listed:
        first, seen = entry, {entry.url}
        while (of := said.get(first.url)) is not None and of.url not in seen:
            first = of
            seen.add(of.url)
        if first is not entry and (of is None or of.url != entry.url):
            groups[first.url].append(entry)
    by_url = {entry.url: entry for entry in listed}
    return {
        entry.url: group
        for url, others in groups.items()
        for group in [(by_url[url], *sorted(others, key=lambda other: (other.lang, *other.order)))]
        for entry in group
    }


def around(members: tuple[Entry, ...], entry: Entry, reach: int = 1) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The at most ``reach`` members before and after ``entry``, nearest last and first; O(log n)."""
    at = bisect_left(members, entry.order, key=_order)
    after = at + 1 if at < len(members) and members[at].url == entry.url else at
    return members[max(0, at - reach) : at], members[after : after + reach]


def days(iso: str) -> int:
    """Roughly the day's number, of an ISO date of any precision: enough to order neighbours by."""
    return int(iso[:4]) * 372 + int(iso[5:7] or 1) * 31 + int(iso[8:10] or 1)


_order = attrgetter("date", "url")  # ``Entry.order`` at the speed of C: it is asked for millions of times


def _index(pairs: Iterable[tuple[str, Entry]]) -> Index:
    found: dict[str, list[Entry]] = defaultdict(list)
    for key, entry in pairs:
        found[key].append(entry)
    return {key: tuple(members) for key, members in sorted(found.items())}
