"""Charts of coverage over time, as numbers that a template draws as SVG. Units are those of the chart's view box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

WIDTH = 720
HEIGHT = 120
MOST_MONTHS = 15 * 12  # a longer span is drawn by years: its bars would be too narrow to hit
TICKS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year: how many articles it has and where they are listed."""

    iso: str
    count: int
    url: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the time axis."""

    label: str
    x: float


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the time axis with a name: a phase of a conflict."""

    name: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Articles per month or year, drawn left to right in time."""

    unit: str  # "month" | "year"
    width: int
    height: int
    step: float  # distance of two bars
    most: int
    bars: tuple[Bar, ...]  # only those with articles
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...] = ()


def chart(
    dates: Iterable[str],
    url: Callable[[str], str],
    phases: Iterable[tuple[str, str, str]] = (),
) -> Chart | None:
    """The chart of articles at ``dates`` (ISO), or None where fewer than two months are known.

    ``url`` gives the address for a month or year, ``phases`` are (name, start, end) in ISO dates, "" where open.
    """
    known = sorted(iso for iso in dates if len(iso) >= 7)
    if not known:
        return None
    first, last = _months(known[0]), _months(known[-1])
    if first == last:
        return None
    by_year = last - first + 1 > MOST_MONTHS
    if by_year:
        first, last = first // 12, last // 12
    counts = Counter(iso[:4] if by_year else iso[:7] for iso in known)
    slots = last - first + 1
    step = round(WIDTH / slots, 3)
    most = max(counts.values())

    def x(iso: str, end: bool = False) -> float:
        at = _months(iso, end) / 12 if by_year else _months(iso, end)
        return round(min(max((at - first) * step, 0), WIDTH), 2)

    bars = tuple(
        Bar(iso, count, url(iso), x(iso), round(HEIGHT * (1 - count / most), 2), round(HEIGHT * count / most, 2))
        for iso, count in sorted(counts.items())
    )
    bands = []
    for name, start, end in phases:
        left = x(start) if start else 0.0
        right = x(end, end=True) if end else float(WIDTH)
        if right > left:
            bands.append(Band(name, left, round(right - left, 2)))
    return Chart(
        unit="year" if by_year else "month",
        width=WIDTH,
        height=HEIGHT,
        step=step,
        most=most,
        bars=bars,
        ticks=_ticks(first, last, step, by_year),
        bands=tuple(bands),
    )


def _ticks(first: int, last: int, step: float, by_year: bool) -> tuple[Tick, ...]:
    """Marks at the beginnings of years, at most TICKS of them; at the first month where no year begins."""
    years = range(first, last + 1) if by_year else range(-(-first // 12), last // 12 + 1)
    every = -(-len(years) // TICKS) or 1
    marks = [
        Tick(str(year), round((year - first if by_year else year * 12 - first) * step, 2)) for year in years[::every]
    ]
    if not by_year and (not marks or marks[0].x > WIDTH / TICKS):
        marks.insert(0, Tick(f"{first // 12:04}-{first % 12 + 1:02}", 0.0))
    return tuple(marks)


def _months(iso: str, end: bool = False) -> int:
    """Months since year 0; with ``end`` the month after the last one that ``iso`` covers."""
    year, month = int(iso[:4]), int(iso[5:7]) if len(iso) >= 7 else 0
    if end:
        return year * 12 + (month or 12)
    return year * 12 + (month or 1) - 1
