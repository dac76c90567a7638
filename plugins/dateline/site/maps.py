"""Maps as inline SVG, drawn at build time from Natural Earth: land, borders, disputed areas, the article's places.

Equirectangular with the middle of the frame as standard parallel, so that shapes keep their proportions there.
Frames come in few sizes and steps, so that articles on the same region share one drawing of the land.
"""

from __future__ import annotations

import gzip
import json
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "maps"
# Which level of the base map a frame is drawn from, by the degrees that one unit of the drawing spans.
LEVELS = ((0.035, "near"), (0.14, "middle"), (math.inf, "far"))
SPANS = (6.0, 10.0, 16.0, 26.0, 42.0, 68.0, 110.0, 165.0)  # heights of frames in degrees
STEPS = 4  # a frame's middle lies on a grid of its height over this
INNER = 0.72  # the share of a frame in which places may lie, so that their labels have room
COUNTRY_SPAN = 14.0  # what is shown around a single country, whose extent is not known
LARGEST = 15.0  # radius that the place with most articles has at most, beside the smallest one's
LETTER = 6.1  # average advance of a label's letter, in units of the drawing
LINE = 13.0  # height of a label
COARSE = 2.0  # points nearer to the last one than this are left out, in units of the drawing …
MOST = 0.055  # … or farther, until the base has at most so many characters for each square unit of the drawing …
CEILING = 16_000  # … and at most so many in all
DOT = 1.2  # an island lower than this, in units of the drawing, is left out
AREA_LABEL = 28.0  # a disputed area smaller than this in both directions is hatched but not labelled
CROWD = 4  # from so many places on, those far from the rest do not widen the frame:
NEAR, FAR = 5.0, 2.0  # farther than so many degrees, and than so many times the median distance
LONGITUDES, LATITUDES = 180.0, 84.0

Ring = list[tuple[float, float]]
Box = tuple[float, float, float, float]  # west, south, east, north


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be drawn, with its weight (articles; 0 where the size says nothing)."""

    label: str
    url: str
    lat: float
    lon: float
    country: bool = False  # labelled without a dot
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A place as drawn. ``anchor`` is SVG's text-anchor; no label where it would hide another."""

    label: str
    url: str
    x: float
    y: float
    radius: float
    weight: int
    country: bool
    text: bool
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Area:
    """A disputed area inside the frame: hatched, named, and said to be disputed."""

    name: str
    note: str
    path: str
    text: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Map:
    """One map. Paths are SVG path data in units of the drawing."""

    width: int
    height: int
    land: str
    borders: str
    areas: tuple[Area, ...]
    points: tuple[Point, ...]
    outside: int  # places that lie beyond the frame


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the world."""

    lon: float
    lat: float
    span: float  # height in degrees
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Units per degree of latitude."""
        return self.height / self.span

    @property
    def shrink(self) -> float:
        """What a degree of longitude is to one of latitude, in the middle of the frame."""
        return max(math.cos(math.radians(self.lat)), 0.2)

    @property
    def box(self) -> Box:
        """The frame's edges in degrees."""
        half = self.width / self.scale / self.shrink / 2
        return self.lon - half, self.lat - self.span / 2, self.lon + half, self.lat + self.span / 2

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """A point of the world in units of the drawing."""
        return (
            self.width / 2 + (lon - self.lon) * self.shrink * self.scale,
            self.height / 2 - (lat - self.lat) * self.scale,
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """A line or ring with the box around it."""

    line: tuple[float, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Claim:
    """A disputed area of the base map."""

    name: str
    note: str
    rings: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The base map at one level of detail."""

    land: tuple[Shape, ...]
    borders: tuple[Shape, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Atlas:
    """The base map and what was already drawn of it. Reading it waits until the first map is asked for."""

    drawn: dict[Frame, tuple[str, str, tuple[Area, ...]]] = field(default_factory=dict, repr=False, compare=False)
    levels: dict[str, World] = field(default_factory=dict, repr=False, compare=False)

    def map(self, spots: Sequence[Spot], width: int, height: int) -> Map | None:
        """A map of ``spots``, None where none has a position on it."""
        spots = [spot for spot in spots if abs(spot.lat) <= LATITUDES and abs(spot.lon) <= LONGITUDES]
        if not spots:
            return None
        frame = frame_for(spots, width, height, self._extent(spots))
        if frame not in self.drawn:
            self.drawn[frame] = self._base(frame)
        land, borders, areas = self.drawn[frame]
        points, taken = _points(frame, spots)
        return Map(width, height, land, borders, _labelled(areas, taken), points, len(spots) - len(points))

    def _world(self, unit: float) -> World:
        level = next(name for most, name in LEVELS if unit <= most)
        if level not in self.levels:
            self.levels[level] = _read(DATA / f"{level}.json.gz")
        return self.levels[level]

    def _extent(self, spots: Sequence[Spot]) -> float:
        """The height in degrees of the smallest land around a single country's middle; COUNTRY_SPAN for several."""
        if len(spots) != 1 or not spots[0].country:
            return COUNTRY_SPAN
        lon, lat = spots[0].lon, spots[0].lat
        boxes = (shape.box for shape in self._world(math.inf).land)
        around = [box for box in boxes if box[0] <= lon <= box[2] and box[1] <= lat <= box[3]]
        return min((max(box[3] - box[1], (box[2] - box[0]) / 2) for box in around), default=COUNTRY_SPAN)

    def _base(self, frame: Frame) -> tuple[str, str, tuple[Area, ...]]:
        world, box = self._world(1 / frame.scale), frame.box
        least = DOT / frame.scale
        rings = [_clipped_ring(frame, s) for s in world.land if _meet(s.box, box) and s.box[3] - s.box[1] >= least]
        runs = [run for shape in world.borders if _meet(shape.box, box) for run in _runs(frame, shape)]
        claims = [
            (claim, [_clipped_ring(frame, shape) for shape in claim.rings if _meet(shape.box, box)])
            for claim in world.claims
        ]
        limit = min(MOST * frame.width * frame.height, CEILING)
        coarse = COARSE
        while True:
            land = "".join(_closed(ring, coarse) for ring in rings)
            lines = "".join(_path(_thinned(run, coarse), closed=False) for run in runs)
            paths = [(claim, "".join(_closed(ring, coarse) for ring in parts)) for claim, parts in claims]
            if len(land) + len(lines) + sum(len(path) for _, path in paths) <= limit:
                return land, lines, tuple(_area(frame, claim, path) for claim, path in paths if path)
            coarse *= 1.6


def frame_for(spots: Sequence[Spot], width: int, height: int, extent: float = COUNTRY_SPAN) -> Frame:
    """The smallest frame, of the few there are, that shows ``spots``; where all are countries, ``extent`` at least.

    Countries do not widen it where other places are named: a country's middle says little about where it happened.
    """
    towns = [spot for spot in spots if not spot.country]
    shown = _core(towns or list(spots))
    west, east = min(spot.lon for spot in shown), max(spot.lon for spot in shown)
    south, north = min(spot.lat for spot in shown), max(spot.lat for spot in shown)
    least = 0.0 if towns else extent
    for span in SPANS:
        if span < least:
            continue
        step = span / STEPS
        lon = round((west + east) / 2 / step) * step
        lat = round((south + north) / 2 / step) * step
        lat = min(max(lat, -LATITUDES + span / 2), LATITUDES - span / 2) if span < 2 * LATITUDES else 0.0
        frame = Frame(round(lon, 4), round(lat, 4), span, width, height)
        half_width = (frame.box[2] - frame.box[0]) / 2 * INNER
        if (
            max(abs(west - lon), abs(east - lon)) <= half_width
            and max(abs(south - lat), abs(north - lat)) <= span / 2 * INNER
        ):
            return frame
    return Frame(0.0, 0.0, SPANS[-1], width, height)


def _core(spots: Sequence[Spot]) -> Sequence[Spot]:
    """The spots without those far from the rest: one name elsewhere must not turn a town's map into the world's."""
    if len(spots) < CROWD:
        return spots
    weights = [max(spot.weight, 1) for spot in spots]
    lon = _median([spot.lon for spot in spots], weights)
    lat = _median([spot.lat for spot in spots], weights)
    away = [max(abs(spot.lon - lon), abs(spot.lat - lat)) for spot in spots]
    limit = max(_median(away, weights) * FAR, NEAR)
    return [spot for spot, distance in zip(spots, away, strict=True) if distance <= limit]


def _median(values: Sequence[float], weights: Sequence[int]) -> float:
    return statistics.median_low(value for value, weight in zip(values, weights, strict=True) for _ in range(weight))


def _points(frame: Frame, spots: Sequence[Spot]) -> tuple[tuple[Point, ...], list[Box]]:
    """The spots as drawn, heaviest first for the labels, and the room that dots and labels take."""
    placed = [(spot, *frame.place(spot.lon, spot.lat)) for spot in spots]
    placed = [found for found in placed if 0 <= found[1] <= frame.width and 0 <= found[2] <= frame.height]
    most = max((spot.weight for spot, _, _ in placed), default=0)
    radii = {spot: _radius(spot, most) for spot, _, _ in placed}
    taken: list[Box] = [
        (x - radii[spot], y - radii[spot], x + radii[spot], y + radii[spot])
        for spot, x, y in placed
        if not spot.country
    ]
    points = []
    for spot, x, y in sorted(placed, key=lambda found: (-found[0].weight, found[0].country, found[0].label)):
        choice = _label(spot, x, y, radii[spot], frame, taken)
        text_x, text_y, anchor = choice or (x, y, "start")
        points.append(
            Point(
                spot.label,
                spot.url,
                round(x, 1),
                round(y, 1),
                round(radii[spot], 1),
                spot.weight,
                spot.country,
                choice is not None,
                round(text_x, 1),
                round(text_y, 1),
                anchor,
            )
        )
    return tuple(points), taken


def _radius(spot: Spot, most: int) -> float:
    """Area in proportion to the weight."""
    if spot.country:
        return 0.0
    return 4.0 if not most else 3.0 + min(2.2 * math.sqrt(most), LARGEST) * math.sqrt(spot.weight / most)


def _label(
    spot: Spot, x: float, y: float, radius: float, frame: Frame, taken: list[Box]
) -> tuple[float, float, str] | None:
    """Where the label can stand without hiding another: beside, above or below its dot; takes the room."""
    width = len(spot.label) * LETTER
    gap = radius + 4
    choices = [
        (x + gap, y + 4, "start", x + gap),
        (x - gap, y + 4, "end", x - gap - width),
        (x, y - gap, "middle", x - width / 2),
        (x, y + gap + 9, "middle", x - width / 2),
    ]
    if spot.country:
        choices = [(x, y + 4, "middle", x - width / 2)]
    for text_x, text_y, anchor, left in choices:
        box = (left, text_y - LINE + 3, left + width, text_y + 3)
        if box[0] < 2 or box[2] > frame.width - 2 or box[1] < 2 or box[3] > frame.height - 2:
            continue
        if any(_meet(box, other) for other in taken):
            continue
        taken.append(box)
        return text_x, text_y, anchor
    return None


def _area(frame: Frame, claim: Claim, path: str) -> Area:
    largest = max(claim.rings, key=lambda shape: (shape.box[2] - shape.box[0]) * (shape.box[3] - shape.box[1]))
    west, south, east, north = largest.box
    left, top = frame.place(west, north)
    right, bottom = frame.place(east, south)
    x, y = (max(left, 0) + min(right, frame.width)) / 2, (max(top, 0) + min(bottom, frame.height)) / 2
    roomy = right - left >= AREA_LABEL or bottom - top >= AREA_LABEL
    half = len(claim.name) * LETTER / 2
    inside = half < x < frame.width - half and LINE < y < frame.height - LINE
    return Area(claim.name, claim.note, path, roomy and inside, round(x, 1), round(y, 1))


def _labelled(areas: Iterable[Area], taken: list[Box]) -> tuple[Area, ...]:
    """The areas, without the labels that would hide one of a place or of another area."""
    found = []
    for area in areas:
        half = len(area.name) * LETTER / 2
        box = (area.x - half, area.y - LINE, area.x + half, area.y + 3)
        free = area.text and not any(_meet(box, other) for other in taken)
        if free:
            taken.append(box)
        found.append(area if free == area.text else Area(area.name, area.note, area.path, free, area.x, area.y))
    return tuple(found)


# --------------------------------------------------------------------------- lines


def _read(path: Path) -> World:
    """The base map in one of the files that bench/build_maps.py writes."""
    data = json.loads(gzip.decompress(path.read_bytes()))
    scale = float(data["scale"])
    arcs = [_line(arc, scale) for arc in data["arcs"]]
    rings = []
    for country in data["countries"]:
        for ring in country["rings"]:
            points: list[float] = []
            for at in ring:
                part = arcs[at] if at >= 0 else _reversed(arcs[~at])
                points += part[2:] if points else part
            rings.append(_shape(_unwrapped(points)))
    claims = tuple(
        Claim(area["name"], area["note"], tuple(_shape(_line(ring, scale)) for ring in area["rings"]))
        for area in data["disputed"]
    )
    return World(tuple(rings), tuple(_shape(arcs[at]) for at in data["borders"]), claims)


def _unwrapped(points: list[float]) -> list[float]:
    """A ring that crosses the 180th meridian, in one piece beyond it; Antarctica, which has no other side, as it is."""
    if max(points[::2]) - min(points[::2]) < 350 or min(points[1::2]) < -65:
        return points
    return [value + 360 if at % 2 == 0 and value < 0 else value for at, value in enumerate(points)]


def _line(deltas: Sequence[int], scale: float) -> list[float]:
    points: list[float] = []
    x = y = 0
    for at in range(0, len(deltas), 2):
        x, y = x + deltas[at], y + deltas[at + 1]
        points += (x / scale, y / scale)
    return points


def _reversed(line: Sequence[float]) -> list[float]:
    found: list[float] = []
    for at in range(len(line) - 2, -1, -2):
        found += line[at : at + 2]
    return found


def _shape(line: Sequence[float]) -> Shape:
    xs, ys = line[::2], line[1::2]
    return Shape(tuple(line), (min(xs), min(ys), max(xs), max(ys)))


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _clipped_ring(frame: Frame, shape: Shape) -> Ring:
    """A ring in units of the drawing, clipped a little outside the frame so that the cut is not seen."""
    points = _placed(frame, shape)
    box, inner = shape.box, frame.box
    if box[0] >= inner[0] and box[1] >= inner[1] and box[2] <= inner[2] and box[3] <= inner[3]:
        return points
    margin = 4.0
    right, bottom = frame.width + margin, frame.height + margin
    for axis, limit, sign in ((0, -margin, 1), (0, right, -1), (1, -margin, 1), (1, bottom, -1)):
        if points:
            points = _clipped(points, axis, limit, sign)
    return points


def _closed(points: Ring, coarse: float) -> str:
    thin = _thinned(points, coarse)
    return _path(thin, closed=True) if len(thin) > 2 else ""


def _placed(frame: Frame, shape: Shape) -> Ring:
    """The points of a line in units of the drawing; ``Frame.place`` with its constants taken out of the loop."""
    down = frame.scale
    across = frame.shrink * down
    x0, y0 = frame.width / 2 - frame.lon * across, frame.height / 2 + frame.lat * down
    line = shape.line
    return [(x0 + lon * across, y0 - lat * down) for lon, lat in zip(line[::2], line[1::2], strict=True)]


def _clipped(points: Ring, axis: int, limit: float, sign: int) -> Ring:
    """Sutherland and Hodgman's clipping of a ring at one edge."""
    found = []
    before = points[-1]
    was_in = (before[axis] - limit) * sign >= 0
    for point in points:
        is_in = (point[axis] - limit) * sign >= 0
        if is_in != was_in:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            found.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if is_in:
            found.append(point)
        before, was_in = point, is_in
    return found


def _runs(frame: Frame, shape: Shape) -> list[Ring]:
    """The stretches of a line that lie in the frame, each with one point beyond."""
    width, height = frame.width, frame.height
    found: list[Ring] = []
    run: Ring = []
    before: tuple[float, float] | None = None
    for point in _placed(frame, shape):
        if 0 <= point[0] <= width and 0 <= point[1] <= height:
            if not run and before:
                run.append(before)
            run.append(point)
        elif run:
            run.append(point)
            found.append(run)
            run = []
        before = point
    if len(run) > 1:
        found.append(run)
    return found


def _thinned(points: Ring, coarse: float) -> list[tuple[int, int]]:
    """Whole units, without points too near to the last one kept; the ends stay."""
    if not points:
        return []
    x, y = round(points[0][0]), round(points[0][1])
    found = [(x, y)]
    for px, py in points:
        dx, dy = px - x, py - y
        if dx >= coarse or dx <= -coarse or dy >= coarse or dy <= -coarse:
            x, y = round(px), round(py)
            found.append((x, y))
    last = (round(points[-1][0]), round(points[-1][1]))
    if last != found[-1]:
        found.append(last)
    return found


def _path(points: Sequence[tuple[int, int]], *, closed: bool) -> str:
    if len(points) < 2:
        return ""
    x, y = points[0]
    steps = []
    for next_x, next_y in points[1:]:
        dx, dy = next_x - x, next_y - y
        steps.append(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}")
        x, y = next_x, next_y
    joined = steps[0] + "".join(step if step.startswith("-") else f" {step}" for step in steps[1:])
    return f"M{points[0][0]} {points[0][1]}l{joined}" + ("z" if closed else "")
