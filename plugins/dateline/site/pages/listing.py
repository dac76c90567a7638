"""What the pages of conflicts, places, topics and sources share: a row of an authority, and the articles under it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from itertools import chain

from dateline.model import Conflict, Outlet, Place, Topic
from dateline.site import addresses
from dateline.site.archive import Archive, Entry
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.pages.views import Group, Link, Page, Pager, Part, by_year, digest, linked, parts

MOST = 6  # links to other rows in one block


@dataclass(frozen=True, slots=True)
class Subject:
    """What every page of a row says of it. ``first_page`` is false on numbered pages, where only the list stands.

    What is counted there are the articles on that page: a new article elsewhere in the list makes it no other page.
    """

    kind: str  # the plural that stands in the address
    key: str
    name: str
    origin: str  # where the authority has the row from
    count: int
    texts: int  # of the articles, without other outlets' copies of the same report
    first: str  # ISO days of the oldest and the newest article
    last: str
    feed: str
    groups: tuple[Group, ...]
    pager: Pager
    first_page: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """One page of a row's list: the row, its articles (oldest first), the pages of the list, and which it is."""

    key: str
    members: tuple[Entry, ...]
    texts: tuple[Entry, ...]  # the members without other outlets' copies of the same report: what is listed
    parts: tuple[Part, ...]
    part: Part

    @property
    def first_page(self) -> bool:
        """Whether this is the page of the row itself, not one of the numbered ones behind it."""
        return not self.part.pager.number

    def address(self, share: Part, group: str) -> str:
        """A link to the group of articles that ``share`` lists under ``group``, from this page."""
        return f"#{group}" if share.path == self.part.path else f"{share.path}#{group}"


def pages(
    edition: Edition,
    kind: str,
    template: str,
    view: Callable[[Stand], object],
    also: Callable[[str], Hashable] = lambda _: None,
) -> Iterator[Page]:
    """The pages of all rows of one kind that have articles.

    ``also`` gives what the page of a key depends on beside its row and the articles it lists.
    """
    archive, size = edition.archive, edition.settings.page_size
    for key, members in archive.index(kind).items():
        texts = archive.leading(members)
        shares = parts(addresses.listing(kind, key), texts, size)
        for part in shares:
            stand = Stand(key, members, texts, shares, part)
            yield _page(archive, template, view, also, archive.rows(kind)[key], stand)


def _page(
    archive: Archive,
    template: str,
    view: Callable[[Stand], object],
    also: Callable[[str], Hashable],
    row: Conflict | Place | Topic | Outlet,
    stand: Stand,
) -> Page:
    shown = stand.members if stand.first_page else stand.part.members
    return Page(
        stand.part.path,
        template,
        lambda: view(stand),
        lambda: (
            digest(row, stand.part.pager, also(stand.key)),
            linked(archive, shown),
            *(entry.card for entry in shown),
        ),
    )


def subject(archive: Archive, kind: str, stand: Stand, groups: tuple[Group, ...] | None = None) -> Subject:
    """What the page says of its row; the list stands under its years where ``groups`` gives no other order."""
    row = archive.rows(kind)[stand.key]
    newest_first = stand.part.members
    members, texts = (stand.members, stand.texts) if stand.first_page else (newest_first[::-1], newest_first)
    return Subject(
        kind=kind,
        key=stand.key,
        name=row.name,
        origin=row.origin,
        count=len(members),
        texts=len(texts),
        first=members[0].date[:10],
        last=members[-1].date[:10],
        feed=addresses.feed_address(kind, stand.key),
        groups=by_year(stand.part.members, archive) if groups is None else groups,
        pager=stand.part.pager,
        first_page=stand.first_page,
    )


def chart_of_years(stand: Stand) -> Chart | None:
    """The chart of the articles by year, its bars linked to where the year begins to be read in the list."""
    where: dict[str, str] = {}
    for share in stand.parts:  # newest first
        for entry in share.members:
            where.setdefault(entry.year, stand.address(share, f"y{entry.year}"))
    return chart((entry.date for entry in stand.texts), where.__getitem__, by_year=True)


def most(
    archive: Archive, kind: str, members: tuple[Entry, ...], number: int = MOST, but: str = ""
) -> tuple[Link, ...]:
    """The ``number`` conflicts, places, topics or sources that ``members`` have most often, with counts."""
    if kind == "sources":
        labels = {entry.source.key: entry.source.label for entry in members}
        counts = Counter(entry.source.key for entry in members)
    else:
        rows = archive.rows(kind)
        counts = Counter(chain.from_iterable(getattr(entry, kind) for entry in members))
        counts.pop(but, None)
        labels = {}
    # Each page of a thousand tags of one article counts the others: so counting and sorting are the interpreter's own
    best = sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:number]
    if kind != "sources":
        labels = {key: rows[key].name for key in best}
    return tuple(Link(labels[key], addresses.listing(kind, key), counts[key]) for key in best)
