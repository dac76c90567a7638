"""The page of a conflict: what it is, who, when and where, how it was covered, and every article."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dateline.model import Name, Party, Phase, Statement
from dateline.site import addresses
from dateline.site.addresses import download_links
from dateline.site.archive import Entry
from dateline.site.charts import Chart, chart
from dateline.site.edition import Edition
from dateline.site.maps import Map
from dateline.site.pages import listing
from dateline.site.pages.listing import Stand, Subject, most
from dateline.site.pages.locator import locator
from dateline.site.pages.views import Item, Link, Page, by_month, item

WIDE_MAP = (720, 400)  # size of the map, in units of the drawing
PLACES = 48  # listed beside the map
MAPPED = 200  # places on the map at most; those named most
GAP_DAYS, SHORT_GAP_DAYS = 92, 14  # a silence of three months is stated; of two weeks where the coverage is
BRIEF = 2 * 366  # days long at most
GAPS = 5
SHARE, YEAR = 5, 365  # a gap of less than a year is no news beside one that is so many times as long
DOTS = 24  # of a phase's small map: the places named most
NAMED = 3  # places that stand below it
SMALLEST, LARGEST = 13.0, 30.0  # radius of such a dot, in units of the large map: it is shown much smaller


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time without an article."""

    after: str  # ISO days of the articles on its two sides
    before: str
    days: int

    @property
    def weeks(self) -> int:
        """Its length in weeks, as the shortest are told."""
        return round(self.days / 7)

    @property
    def months(self) -> int:
        """Its length in months, as short ones are told."""
        return round(self.days / 30.44)

    @property
    def years(self) -> int:
        """Its length in years, as long ones are told."""
        return round(self.days / 365.25)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who covered it, in which languages, and when nobody did."""

    sources: tuple[Link, ...]
    languages: tuple[tuple[str, int], ...]
    gaps: tuple[Gap, ...]
    brief: bool  # so short a time that gaps of weeks are stated


class Dot(NamedTuple):
    """A place on a phase's small map, in units of the large one."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Stage:
    """A phase of the conflict and what the archive has of it."""

    phase: Phase
    count: int
    url: str  # where its articles begin to be read
    dots: tuple[Dot, ...]
    places: tuple[str, ...]  # named most


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that a curator noted, and the article that it was noted in."""

    statement: Statement
    item: Item


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What a conflict's page shows. On numbered pages only the list stands."""

    subject: Subject
    names: tuple[Name, ...]  # one for each language
    summary: str
    start: str
    end: str
    ucdp_id: int | None
    parties: tuple[Party, ...]
    stages: tuple[Stage, ...]
    places: tuple[Link, ...]
    topics: tuple[Link, ...]
    map: Map | None
    chart: Chart | None
    coverage: Coverage | None
    claims: tuple[Claimed, ...]  # oldest first
    downloads: tuple[Link, ...]

    @property
    def mapped(self) -> bool:
        """Whether the phases have small maps: those without an article then stay empty."""
        return any(stage.dots for stage in self.stages)


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all conflicts that have articles."""
    yield from listing.pages(edition, "conflicts", "conflict", lambda stand: view(edition, stand))


def view(edition: Edition, stand: Stand) -> ConflictView:
    """What one page of the conflict's list shows."""
    archive, first = edition.archive, stand.first_page
    row, members = archive.conflicts[stand.key], stand.members if first else ()
    weights = dict(Counter(key for entry in members for key in entry.places).most_common(MAPPED))
    drawn = locator(edition, weights, *WIDE_MAP, weights)
    return ConflictView(
        subject=listing.subject(archive, "conflicts", stand, by_month(stand.part.members, archive)),
        names=tuple({name.lang: name for name in reversed(row.names) if name.text != row.name}.values())[::-1],
        summary=row.summary,
        start=row.start,
        end=row.end,
        ucdp_id=row.ucdp_id,
        parties=row.parties,
        stages=_stages(edition, stand, row.phases, drawn) if first else (),
        places=most(archive, "places", members, PLACES),
        topics=most(archive, "topics", members),
        map=drawn,
        chart=_chart(stand, row.phases) if first else None,
        coverage=coverage(members) if first else None,
        claims=claims(members),
        downloads=download_links(f"data/conflicts/{row.key}"),
    )


def claims(members: Iterable[Entry]) -> tuple[Claimed, ...]:
    """The claims noted in ``members``, oldest first."""
    found = [(statement.date or entry.date, entry, statement) for entry in members for statement in entry.claims]
    found.sort(key=lambda claim: (claim[0], claim[1].order))
    return tuple(Claimed(statement, item(entry)) for _, entry, statement in found)


def _where(stand: Stand) -> dict[str, str]:
    """Where each month, and each year, of the list begins to be read."""
    where: dict[str, str] = {}
    for share in stand.parts:  # newest first, so a month that runs over two pages is found where it begins to be read
        for entry in share.members:
            where.setdefault(entry.month or entry.year, stand.address(share, f"m{entry.month or entry.year}"))
            where.setdefault(entry.year, where[entry.month or entry.year])
    return where


def _chart(stand: Stand, phases: tuple[Phase, ...]) -> Chart | None:
    where = _where(stand)
    spans = tuple((phase.name, phase.start, phase.end) for phase in phases)
    return chart((entry.date for entry in stand.texts), lambda iso: where.get(iso, ""), spans)


def _stages(edition: Edition, stand: Stand, phases: tuple[Phase, ...], drawn: Map | None) -> tuple[Stage, ...]:
    where = _where(stand)
    rows = edition.archive.places
    points = {point.url: point for point in drawn.points if not point.country} if drawn else {}
    found = []
    for phase in phases:
        within = [entry for entry in stand.texts if _in(entry, phase)]
        named = Counter(key for entry in within for key in entry.places)
        shown = [key for key, _ in named.most_common() if addresses.listing("places", key) in points][:DOTS]
        most_of = max((named[key] for key in shown), default=1)
        dots = []
        for key in shown:
            point = points[addresses.listing("places", key)]
            radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(named[key] / most_of)
            dots.append(Dot(round(point.x), round(point.y), round(radius)))
        names = tuple(rows[key].name for key in (shown or [key for key, _ in named.most_common()])[:NAMED])
        url = where.get(within[-1].month or within[-1].year, "") if within else ""
        found.append(Stage(phase, len(within), url, tuple(dots), names))
    return tuple(found)


def _in(entry: Entry, phase: Phase) -> bool:
    """Whether the article's date, as far as it is known, lies in the phase."""
    day = entry.date[:10]
    return day >= phase.start and (not phase.end or day[: len(phase.end)] <= phase.end)


def coverage(members: tuple[Entry, ...]) -> Coverage:
    """Sources, languages and silences of ``members`` (oldest first)."""
    sources = Counter(entry.source for entry in members)
    ranked = sorted(sources.items(), key=lambda pair: (-pair[1], pair[0].key))
    languages = Counter(entry.lang for entry in members)
    return Coverage(
        tuple(Link(facet.label, addresses.listing("sources", facet.key), count) for facet, count in ranked),
        tuple(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        gaps(members),
        _brief(members),
    )


def _brief(members: tuple[Entry, ...]) -> bool:
    days = [entry.day for entry in members if entry.day]
    return bool(days) and _between(days[0], days[-1]) <= BRIEF


def _between(one: str, other: str) -> int:
    return (date.fromisoformat(other) - date.fromisoformat(one)).days


def gaps(members: tuple[Entry, ...]) -> tuple[Gap, ...]:
    """The longest stretches without an article, in order of time: of three months, of two weeks in a brief coverage."""
    least = SHORT_GAP_DAYS if _brief(members) else GAP_DAYS
    days = [entry.day for entry in members if entry.day]
    found = []
    for before, after in pairwise(days):
        length = _between(before, after)
        if length >= least:
            found.append((length, Gap(before, after, length)))
    longest = sorted(found, key=lambda pair: (-pair[0], pair[1].after))[:GAPS]
    worth = [gap for length, gap in longest if length >= YEAR or length * SHARE >= longest[0][0]]
    return tuple(sorted(worth, key=lambda gap: gap.after))
