"""Cut the base map into tiles, drawn once for all sites. Part of `make data`; reads what `build_maps.py` wrote.

    python -m tools.map_tiles

Writes ``plugins/dateline/data/maps/``: for each level of detail one file with the drawn tiles (SVG path data of land,
borders and disputed areas), and ``index.json.gz`` with the names of the tiles that are not empty sea, the disputed
areas as rings in degrees, and the box of each land (west, south, east, north). Tiles are squares of degrees, counted
from 180° west and 90° south. Each reaches a little beyond its edges, so that neighbours overlap and no seam is seen.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "maps"
TARGET = Path(__file__).parents[1] / "plugins" / "dateline" / "data" / "maps"
# Degrees of a tile's side, and units of the drawing in a degree.
LEVELS = {"near": (10, 50), "middle": (30, 20), "far": (90, 5)}
MARGIN = 8  # units that a tile reaches beyond its edges
CUT = 4  # units beyond that at which shapes are clipped, so that the cut is not seen
TURNS = (-360, 0, 360)  # the same shape once around the world

Ring = list[tuple[float, float]]
Box = tuple[float, float, float, float]  # west, south, east, north


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


@dataclass(frozen=True, slots=True)
class Window:
    """The square of a tile: where its north-western corner is, and its scale."""

    west: float
    north: float
    side: int  # degrees
    scale: int  # units per degree

    @property
    def box(self) -> Box:
        """Its edges with the margin, in degrees."""
        more = (MARGIN + CUT) / self.scale
        return self.west - more, self.north - self.side - more, self.west + self.side + more, self.north + more

    @property
    def limits(self) -> Box:
        """Where shapes are clipped, in units: left, top, right, bottom."""
        far = self.side * self.scale + MARGIN + CUT
        return -MARGIN - CUT, -MARGIN - CUT, far, far


def main() -> int:
    """Draw all tiles."""
    index: dict[str, object] = {}
    for level, (side, scale) in LEVELS.items():
        world = _read(HERE / f"{level}.json.gz")
        tiles = dict(_tiles(world, side, scale))
        _write(TARGET / f"{level}.json.gz", tiles)
        claims = [[c.name, c.note, [[round(v, 2) for v in s.line] for s in c.rings]] for c in world.claims]
        index[level] = {"side": side, "scale": scale, "margin": MARGIN, "tiles": sorted(tiles), "claims": claims}
        print(f"{level}: {len(tiles)} tiles, largest {max(sum(map(len, t)) for t in tiles.values())} characters")
    lands = [[round(edge, 2) for edge in shape.box] for shape in _read(HERE / "far.json.gz").land]
    _write(TARGET / "index.json.gz", {"levels": index, "lands": lands})
    return 0


def _write(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _tiles(world: World, side: int, scale: int) -> Iterator[tuple[str, list[str]]]:
    for column in range(360 // side):
        for row in range(180 // side):
            window = Window(-180 + column * side, -90 + (row + 1) * side, side, scale)
            land = "".join(_area(window, world.land))
            borders = "".join(
                _path(run, closed=False) for s in _met(window, world.borders) for run in _runs(window, *s)
            )
            claims = ["".join(_area(window, claim.rings)) for claim in world.claims]
            if land:
                yield f"{column}-{row}", [land, borders, "".join(claims)]


def _met(window: Window, shapes: Iterable[Shape]) -> Iterator[tuple[Shape, int]]:
    """The shapes that reach into the window, each with the turn around the world by which it does."""
    for shape in shapes:
        west, south, east, north = shape.box
        for turn in TURNS:
            if _meet((west + turn, south, east + turn, north), window.box):
                yield shape, turn


def _area(window: Window, rings: Iterable[Shape]) -> Iterator[str]:
    for shape, turn in _met(window, rings):
        points = _thinned(_clipped_ring(window, shape, turn))
        if len(points) > 2:
            yield _path(points, closed=True)


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


def _clipped_ring(window: Window, shape: Shape, turn: int) -> Ring:
    points = _placed(window, shape, turn)
    left, top, right, bottom = window.limits
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        if points:
            points = _clipped(points, axis, limit, sign)
    return points


def _placed(window: Window, shape: Shape, turn: int) -> Ring:
    """The points of a line in units of the tile."""
    west, north, scale = window.west - turn, window.north, window.scale
    return [((lon - west) * scale, (north - lat) * scale) for lon, lat in zip(*[iter(shape.line)] * 2, strict=True)]


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


def _runs(window: Window, shape: Shape, turn: int) -> list[list[tuple[int, int]]]:
    """The stretches of a line that lie in the window, each with one point beyond."""
    left, top, right, bottom = window.limits
    found: list[list[tuple[int, int]]] = []
    run: Ring = []
    before: tuple[float, float] | None = None
    for point in _placed(window, shape, turn):
        if left <= point[0] <= right and top <= point[1] <= bottom:
            if not run and before:
                run.append(before)
            run.append(point)
        elif run:
            run.append(point)
            found.append(_thinned(run))
            run = []
        before = point
    if len(run) > 1:
        found.append(_thinned(run))
    return found


def _thinned(points: Ring) -> list[tuple[int, int]]:
    """Whole units, without a point that falls on the one before, or between two in one line."""
    found: list[tuple[int, int]] = []
    for x, y in points:
        point = (round(x), round(y))
        if found and point == found[-1]:
            continue
        if len(found) > 1 and _straight(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return found


def _straight(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> bool:
    """Whether the way from the first to the third leads straight on over the second."""
    ax, ay, bx, by = two[0] - one[0], two[1] - one[1], three[0] - two[0], three[1] - two[1]
    return ax * by == ay * bx and ax * bx + ay * by > 0


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


if __name__ == "__main__":
    sys.exit(main())
