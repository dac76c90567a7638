"""The pages of years, months and days."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.site import addresses
from dateline.site.archive import Archive, Entry, Index
from dateline.site.edition import Edition
from dateline.site.pages.listing import most
from dateline.site.pages.views import Item, Link, Page, Pager, Part, digest, item, linked, parts


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in a month's calendar; number 0 stands for a day of another month."""

    number: int
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class PeriodView:
    """What the page of a year, month or day shows. On numbered pages only the list stands, and is counted."""

    iso: str
    unit: str  # "year" | "month" | "day"
    above: tuple[Link, ...]  # the year, and the month of a day
    before: Link | None  # the nearest earlier one that has articles
    after: Link | None
    count: int
    months: tuple[Link, ...]  # of a year: all twelve, url "" where empty
    weeks: tuple[tuple[Cell, ...], ...]  # of a month, Monday first
    conflicts: tuple[Link, ...]
    items: tuple[Item, ...]
    pager: Pager


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all years, months and days that have articles."""
    archive, size = edition.archive, edition.settings.page_size
    for unit, index in (("year", archive.by_year), ("month", archive.by_month), ("day", archive.by_day)):
        order = list(index)
        for iso, members in index.items():
            for part in parts(addresses.period(iso), archive.leading(members), size):
                yield _page(archive, unit, iso, members, order, part)


def _page(archive: Archive, unit: str, iso: str, members: tuple[Entry, ...], order: list[str], part: Part) -> Page:
    shown = part.members if part.pager.number else members
    return Page(
        part.path,
        "period",
        lambda: view(archive, unit, iso, members, order, part),
        lambda: (
            digest(iso, part.pager, _around(iso, order)),
            linked(archive, shown),
            *(entry.card for entry in shown),
        ),
    )


def view(archive: Archive, unit: str, iso: str, members: tuple[Entry, ...], order: list[str], part: Part) -> PeriodView:
    """What the page of ``part`` of the period's list shows. ``order``: all periods of its kind that have articles."""
    first = not part.pager.number
    before, after = _around(iso, order)
    return PeriodView(
        iso=iso,
        unit=unit,
        above=tuple(Link(iso[:cut], addresses.period(iso[:cut])) for cut in (4, 7) if cut < len(iso)),
        before=Link(before, addresses.period(before)) if before else None,
        after=Link(after, addresses.period(after)) if after else None,
        count=len(members if first else part.members),
        months=_months(iso, archive.by_month) if unit == "year" and first else (),
        weeks=_weeks(iso, archive.by_day) if unit == "month" and first else (),
        conflicts=most(archive, "conflicts", members, 12) if first else (),
        items=tuple(item(entry, archive) for entry in part.members),
        pager=part.pager,
    )


def _around(iso: str, order: list[str]) -> tuple[str, str]:
    at = bisect_left(order, iso)
    return order[at - 1] if at else "", order[at + 1] if at + 1 < len(order) else ""


def _months(year: str, index: Index) -> tuple[Link, ...]:
    names = [f"{year}-{month:02}" for month in range(1, 13)]
    return tuple(
        Link(name, addresses.period(name) if name in index else "", len(index.get(name, ()))) for name in names
    )


def _weeks(month: str, index: Index) -> tuple[tuple[Cell, ...], ...]:
    year, number = map(int, month.split("-"))
    weeks = calendar.Calendar().monthdayscalendar(year, number)
    return tuple(tuple(_cell(month, day, index) for day in week) for week in weeks)


def _cell(month: str, day: int, index: Index) -> Cell:
    iso = f"{month}-{day:02}"
    members = index.get(iso, ()) if day else ()
    return Cell(day, addresses.period(iso) if members else "", len(members))
