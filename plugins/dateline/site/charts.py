"""Charts of coverage over time, as numbers that a template draws as SVG. Units are those of the chart's view box."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

WIDTH = 720
HEIGHT = 96
ARTICLE = 24  # height of one article where a chart has few: a single one is no mountain
MOST_MONTHS = 15 * 12  # a longer span is drawn by years: its bars would be too narrow to hit
TICKS = 8
WIDEST = 14.0  # a bar of a short span: wider ones would be blocks, not bars
SHARE = 0.78  # of a slot that its bar takes
ROOM = 44.0  # what a tick's label needs to its right
BAND = 11.0  # height of a row of phases
BAND_ROOM = 16.0  # the least width of a phase: its number stands in it


@dataclass(frozen=True, slots=True)
class Bar:
    """One month or year: how many articles it has, where they are listed, and the slot that answers to a click."""

    iso: str
    count: int
    url: str
    x: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the time axis; the label of the last one may have to stand before it."""

    label: str
    x: float
    ends: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the time axis with a number and a name: a phase of a conflict."""

    number: int
    name: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Articles per month or year, drawn left to right in time."""

    unit: str  # "month" | "year"
    width: int
    height: int  # of the tallest bar
    step: float  # distance of two bars
    most: int
    path: str  # all bars as one path, its origin on the axis at the left
    bars: tuple[Bar, ...]  # only those with articles
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...] = ()
    depth: float = 0.0  # of all rows of phases


def chart(
    dates: Iterable[str],
    url: Callable[[str], str],
    phases: Sequence[tuple[str, str, str]] = (),
    *,
    by_year: bool = False,
) -> Chart | None:
    """The chart of articles at ``dates`` (ISO), or None where fewer than two months (or years) are known.

    ``url`` gives the address for a month or year, ``phases`` are (name, start, end) in ISO dates, "" where open.
    Bars stand for months, for years where asked or where the span is longer than MOST_MONTHS.
    """
    known = sorted(iso for iso in dates if by_year or len(iso) >= 7)
    if not known:
        return None
    first, last = _months(known[0]), _months(known[-1])
    by_year = by_year or last - first + 1 > MOST_MONTHS
    if by_year:
        first, last = first // 12, last // 12
    if first == last:
        return None
    counts = Counter(iso[:4] if by_year else iso[:7] for iso in known)
    step = round(WIDTH / (last - first + 1), 3)
    most = max(counts.values())
    height = min(HEIGHT, ARTICLE * most)

    def x(iso: str, end: bool = False) -> float:
        at = _months(iso, end) / 12 if by_year else _months(iso, end)
        return min(max((at - first) * step, 0), WIDTH)

    bars = tuple(Bar(iso, count, url(iso), round(x(iso), 1)) for iso, count in sorted(counts.items()))
    bands = _bands([(x(start) if start else 0.0, x(end, end=True) if end else WIDTH) for _, start, end in phases])
    return Chart(
        unit="year" if by_year else "month",
        width=WIDTH,
        height=height,
        step=step,
        most=most,
        path=_path(bars, step, height / most),
        bars=bars,
        ticks=_ticks(first, last, step, by_year),
        bands=tuple(
            Band(number, phases[number - 1][0], round(left, 1), y, round(width, 1)) for number, left, y, width in bands
        ),
        depth=max((y + BAND for _, _, y, _ in bands), default=0.0),
    )


def _path(bars: Iterable[Bar], step: float, scale: float) -> str:
    """All bars as one path: a bar stands in the middle of its slot and is at most WIDEST wide."""
    width = min(step * SHARE, WIDEST)
    parts = []
    for bar in bars:
        height = max(scale * bar.count, 1)
        parts.append(f"M{bar.x + (step - width) / 2:.4g} 0v-{height:.3g}h{width:.3g}v{height:.3g}z")
    return "".join(parts)


def _bands(spans: Iterable[tuple[float, float]]) -> list[tuple[int, float, float, float]]:
    """Number, left edge, top edge and width of each span inside the chart, in as few rows as keep them apart."""
    found: list[tuple[int, float, float, float]] = []
    ends: list[float] = []  # the right edge of each row
    for number, (left, right) in enumerate(spans, 1):
        if right <= left:
            continue
        left = min(left, WIDTH - BAND_ROOM)
        width = max(right - left, BAND_ROOM)
        row = next((at for at, end in enumerate(ends) if end <= left), len(ends))
        ends[row : row + 1] = [left + width + 1]
        found.append((number, left, row * (BAND + 1), width))
    return found


def _ticks(first: int, last: int, step: float, by_year: bool) -> tuple[Tick, ...]:
    """Marks at the beginnings of years, at most TICKS of them; at the first month where no year begins."""
    years = range(first, last + 1) if by_year else range(-(-first // 12), last // 12 + 1)
    every = -(-len(years) // TICKS) or 1
    marks = [(str(year), (year - first if by_year else year * 12 - first) * step) for year in years[::every]]
    if not by_year and (not marks or marks[0][1] > WIDTH / TICKS):
        marks.insert(0, (f"{first // 12:04}-{first % 12 + 1:02}", 0.0))
    return tuple(Tick(label, round(at, 1), at > WIDTH - ROOM) for label, at in marks)


def _months(iso: str, end: bool = False) -> int:
    """Months since year 0; with ``end`` the month after the last one that ``iso`` covers."""
    year, month = int(iso[:4]), int(iso[5:7]) if len(iso) >= 7 else 0
    if end:
        return year * 12 + (month or 12)
    return year * 12 + (month or 1) - 1
