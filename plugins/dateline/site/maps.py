"""Maps as inline SVG: the article's places and their names, above the part of the base map that the frame shows.

Equirectangular with the middle of the frame as standard parallel, so that shapes keep their proportions there.
"""

from __future__ import annotations

import hashlib
import math
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from dateline.site import basemap
from dateline.site.basemap import Base, Box, Claim

SPANS = (6.0, 10.0, 16.0, 24.0, 40.0, 60.0, 90.0, 120.0, 160.0)  # heights of frames in degrees
STEPS = 4  # a frame's middle lies on a grid of its height over this: the grid of the base map's cells
SLACK = 1e-9  # degrees by which numbers may be off
INNER = 0.72  # the share of a frame in which places may lie, so that their labels have room
COUNTRY_SPAN = 14.0  # what is shown around a single country, whose extent is not known
MARKED = 24  # points that a map's description names
LARGEST, SMALLEST = 15.0, 3.0  # radius that the place with most articles has at most, beside the smallest one's
MANY = 24  # places from which on all dots become smaller, so that they do not cover each other
LETTER = 6.1  # average advance of a label's letter, in units of the drawing
LINE = 13.0  # height of a label
WIDE = 500  # a drawing from this width on is a page's main picture, a narrower one a locator
BORDERS = 60.0  # degrees that a locator with borders shows at most: in a larger one they are a thicket
NEARBY = 40.0  # degrees of a frame in which it is said who claims and who holds a disputed area
# Units of the drawing that one of the base map's may be large: in a main picture, a locator, one of continents
FINE, PLAIN, COARSE = 1.7, 2.4, 3.0
AREA_LEAST = 30.0  # square units around a disputed area: a smaller one is neither hatched nor named
AREA_LABEL = 28.0  # a disputed area smaller than this in both directions is hatched but not labelled
CROWD = 4  # from so many places on, those far from the rest do not widen the frame:
NEAR, FAR = 5.0, 2.0  # farther than so many degrees, and than so many times the median distance
LONGITUDES, LATITUDES = 180.0, 84.0


class Spot(msgspec.Struct, frozen=True):
    """A place to be drawn, with its weight (articles; 0 where the size says nothing)."""

    label: str
    url: str
    lat: float
    lon: float
    country: bool = False  # labelled without a dot
    weight: int = 0


class Point(NamedTuple):
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


class Area(msgspec.Struct, frozen=True):
    """A disputed area inside the frame: hatched on the base map, named here, and said to be disputed."""

    name: str
    note: str
    roomy: bool  # large enough on the map to be spoken of below it
    text: bool  # whether its name stands on the map
    x: float
    y: float


class Ground:
    """The base map below the points: path data, and how it is moved and stretched into the drawing.

    ``str`` of it is a digest, made once: hundreds of maps stand on one ground, and each page's digest speaks for it.
    """

    __slots__ = ("across", "borders", "disputed", "down", "hatch", "known", "land", "x", "y")

    def __init__(
        self, x: float, y: float, across: float, down: float, hatch: float, land: str, borders: str, disputed: str
    ) -> None:
        """``hatch`` is what the hatching is stretched by, so that its lines are as far apart on every map."""
        self.x, self.y, self.across, self.down, self.hatch = x, y, across, down, hatch
        self.land, self.borders, self.disputed = land, borders, disputed
        said = repr((x, y, across, down, hatch, land, borders, disputed))
        self.known = hashlib.blake2b(said.encode(), digest_size=12).hexdigest()

    def __repr__(self) -> str:
        return self.known


class Map(msgspec.Struct, frozen=True):
    """One map, in units of its drawing."""

    width: int
    height: int
    ground: Ground
    areas: tuple[Area, ...]
    disputed: tuple[str, ...]  # the names of all areas
    noted: tuple[Area, ...]  # the roomy ones of which there is something to say
    points: tuple[Point, ...]
    marked: tuple[str, ...]  # the labels of the first points
    outside: int  # places that lie beyond the frame
    near: bool  # so that a word on each disputed area is worth its room


class Frame(msgspec.Struct, frozen=True):
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


class _Below(NamedTuple):
    """What maps of one frame have in common, as ``Map`` has it."""

    ground: Ground
    areas: tuple[Area, ...]
    disputed: tuple[str, ...]
    noted: tuple[Area, ...]


@dataclass(frozen=True)
class Atlas:
    """The base map, and what was already found of it for a frame."""

    base: Base = field(default_factory=Base, repr=False, compare=False)
    known: dict[Frame, _Below] = field(default_factory=dict, repr=False, compare=False)

    def map(self, spots: Sequence[Spot], width: int, height: int) -> Map | None:
        """A map of ``spots``, None where none has a position on it."""
        spots = [spot for spot in spots if abs(spot.lat) <= LATITUDES and abs(spot.lon) <= LONGITUDES]
        if not spots:
            return None
        frame = frame_for(spots, width, height, self._extent(spots))
        below = self.known.get(frame)
        if below is None:
            areas = _areas(frame, self.base.claims())
            names = tuple(dict.fromkeys(area.name for area in areas))
            noted = tuple(area for area in areas if area.roomy and area.note)
            below = self.known[frame] = _Below(_ground(frame, self.base), areas, names, noted)
        points, taken = _points(frame, spots)
        return Map(
            width,
            height,
            below.ground,
            _labelled(below.areas, taken),
            below.disputed,
            below.noted,
            points,
            tuple([point.label for point in points[:MARKED]]),
            len(spots) - len(points),
            frame.span <= NEARBY,
        )

    def _extent(self, spots: Sequence[Spot]) -> float:
        """The height in degrees of the smallest land around a single country's middle; COUNTRY_SPAN for several."""
        if len(spots) != 1 or not spots[0].country:
            return COUNTRY_SPAN
        around = self.base.lands(spots[0].lon, spots[0].lat)
        return min((max(box[3] - box[1], (box[2] - box[0]) / 2) for box in around), default=COUNTRY_SPAN)


def _ground(frame: Frame, base: Base) -> Ground:
    wide = frame.width >= WIDE
    detail = COARSE if frame.span > BORDERS else FINE if wide else PLAIN
    found = base.draw(frame.box, detail / frame.scale)
    borders = found.borders if wide or frame.span <= BORDERS else ""
    x, y = frame.place(found.west, found.north)
    down = found.unit * frame.scale
    across = round(down * frame.shrink, 4)
    return Ground(
        round(x, 1), round(y, 1), across, round(down, 4), round(1 / down, 3), found.land, borders, found.disputed
    )


def _areas(frame: Frame, claims: Iterable[Claim]) -> tuple[Area, ...]:
    """The disputed areas in the frame, those in its middle first: what stands below a map has room for a few."""
    found = [
        _area(frame, claim) for claim in claims if _size(frame, claim) >= AREA_LEAST and basemap.meets(claim, frame.box)
    ]
    return tuple(sorted(found, key=lambda a: (math.hypot(a.x - frame.width / 2, a.y - frame.height / 2), a.name)))


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
        if span < least or north - south > span * INNER + SLACK:  # (it cannot hold them, wherever its middle lies)
            continue
        step = span / STEPS
        lon = round((west + east) / 2 / step) * step
        lat = round((south + north) / 2 / step) * step
        lat = min(max(lat, -LATITUDES + span / 2), LATITUDES - span / 2) if span < 2 * LATITUDES else 0.0
        if max(abs(south - lat), abs(north - lat)) > span / 2 * INNER:
            continue
        frame = Frame(round(lon, 4), round(lat, 4), span, width, height)
        half_width = width / frame.scale / frame.shrink / 2 * INNER
        if max(abs(west - lon), abs(east - lon)) <= half_width:
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
    if max(weights) == 1:
        return statistics.median_low(values)
    return statistics.median_low(value for value, weight in zip(values, weights, strict=True) for _ in range(weight))


def _points(frame: Frame, spots: Sequence[Spot]) -> tuple[tuple[Point, ...], list[Box]]:
    """The spots as drawn, heaviest first for the labels, and the room that dots and labels take."""
    inside = [(spot, *frame.place(spot.lon, spot.lat)) for spot in spots]
    inside = [found for found in inside if 0 <= found[1] <= frame.width and 0 <= found[2] <= frame.height]
    most = max((spot.weight for spot, _, _ in inside), default=0)
    largest = LARGEST * min(1.0, math.sqrt(MANY / len(inside))) if inside else LARGEST
    placed = [(spot, x, y, _radius(spot, most, largest)) for spot, x, y in inside]
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for spot, x, y, r in placed if not spot.country]
    points = []
    for spot, x, y, radius in sorted(placed, key=lambda found: (-found[0].weight, found[0].country, found[0].label)):
        choice = _label(spot, x, y, radius, frame, taken)
        text_x, text_y, anchor = choice or (x, y, "start")
        points.append(
            Point(
                spot.label,
                spot.url,
                round(x, 1),
                round(y, 1),
                round(radius, 1),
                spot.weight,
                spot.country,
                choice is not None,
                round(text_x, 1),
                round(text_y, 1),
                anchor,
            )
        )
    return tuple(points), taken


def _radius(spot: Spot, most: int, largest: float) -> float:
    """Area in proportion to the weight."""
    if spot.country:
        return 0.0
    return 4.0 if not most else SMALLEST + min(2.2 * math.sqrt(most), largest) * math.sqrt(spot.weight / most)


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
        top, right, bottom = text_y - LINE + 3, left + width, text_y + 3
        if left < 2 or right > frame.width - 2 or top < 2 or bottom > frame.height - 2:
            continue
        for other in taken:  # (``_meet``, written out: it is asked a hundred times for a map)
            if left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                break
        else:
            taken.append((left, top, right, bottom))
            return text_x, text_y, anchor
    return None


def _size(frame: Frame, claim: Claim) -> float:
    """Square units around the largest part of a disputed area."""
    return max((box[2] - box[0]) * (box[3] - box[1]) for box in claim.boxes) * frame.scale**2


def _area(frame: Frame, claim: Claim) -> Area:
    west, south, east, north = max(claim.boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
    left, top = frame.place(west, north)
    right, bottom = frame.place(east, south)
    x, y = (max(left, 0) + min(right, frame.width)) / 2, (max(top, 0) + min(bottom, frame.height)) / 2
    roomy = right - left >= AREA_LABEL or bottom - top >= AREA_LABEL
    half = len(claim.name) * LETTER / 2
    inside = half < x < frame.width - half and LINE < y < frame.height - LINE
    return Area(claim.name, claim.note, roomy, roomy and inside, round(x, 1), round(y, 1))


def _labelled(areas: Iterable[Area], taken: list[Box]) -> tuple[Area, ...]:
    """The areas, without the labels that would hide one of a place or of another area."""
    found = []
    for area in areas:
        if not area.text:
            found.append(area)
            continue
        half = len(area.name) * LETTER / 2
        box = (area.x - half, area.y - LINE, area.x + half, area.y + 3)
        free = not any(_meet(box, other) for other in taken)
        if free:
            taken.append(box)
        found.append(area if free else msgspec.structs.replace(area, text=False))
    return tuple(found)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
