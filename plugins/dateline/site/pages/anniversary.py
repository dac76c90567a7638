"""On this day: for each day of the year, what the archive has of it in any year. The reader's clock picks the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site.archive import Archive, Entry
from dateline.site.edition import Edition
from dateline.site.pages.period import Cell
from dateline.site.pages.views import Item, Page, digest, item, linked

FOLDER = "days"
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MOST = 200  # articles on one page; the newest


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of any year: its days, each with the number of articles."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class AnniversaryView:
    """One day of the year over all years, or, without a day, the table of them all."""

    day: str  # "MM-DD", "" for the table
    count: int
    items: tuple[Item, ...]
    months: tuple[MonthRow, ...]


def by_day(edition: Edition) -> dict[str, list[Entry]]:
    """The articles of each day of the year that has any, oldest first; days in order."""
    found: dict[str, list[Entry]] = {}
    for entry in edition.archive.entries:
        if entry.day:
            found.setdefault(entry.day[5:], []).append(entry)
    return dict(sorted(found.items()))


def address(day: str) -> str:
    """The page of a day of the year (``MM-DD``)."""
    return f"{FOLDER}/{day}.html"


def pages(edition: Edition) -> Iterator[Page]:
    """The table of all days, and a page for each that has articles."""
    days = by_day(edition)
    counts = {day: len(members) for day, members in days.items()}
    months = tuple(
        MonthRow(
            number,
            tuple(
                Cell(day, address(name) if name in counts else "", counts.get(name, 0))
                for day in range(1, length + 1)
                for name in (f"{number:02}-{day:02}",)
            ),
        )
        for number, length in enumerate(LENGTHS, 1)
    )
    table = AnniversaryView("", len(edition.archive.entries), (), months)
    yield Page(f"{FOLDER}/index.html", "anniversary", lambda: table, lambda: (digest(counts),))
    for day, members in days.items():
        yield _page(edition.archive, day, tuple(members))


def _page(archive: Archive, day: str, members: tuple[Entry, ...]) -> Page:
    newest = archive.leading(members)[: -MOST - 1 : -1]
    return Page(
        address(day),
        "anniversary",
        lambda: AnniversaryView(day, len(members), tuple(item(entry, archive) for entry in newest), ()),
        lambda: (digest(day, len(members)), linked(archive, newest), *(entry.card for entry in newest)),
    )
