"""The base map as path data in cells, drawn once for all sites by ``tools/map_cells.py``.

A map's frame is put together from the cells that it meets: one path of land, one of borders, one of disputed areas.
Inside a path no seam is seen between cells, and nothing is computed for a page but the joining of some twenty strings.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parents[1] / "data" / "maps"
SIZES = (0.75, 1.5, 2.5, 4.0, 6.0, 10.0, 15.0, 22.5, 30.0, 40.0)  # degrees of a cell's side at each level of detail

Box = tuple[float, float, float, float]  # west, south, east, north
Ring = tuple[tuple[float, float], ...]
_FIRST = re.compile(r"m(-?\d+) ?(-?\d+) ?")

Cells = Mapping[str, tuple[str, str, str]]  # land, borders, disputed areas by "column,row"


@dataclass(frozen=True, slots=True)
class Claim:
    """A disputed area: its name, who claims and who holds it, and its rings in degrees."""

    name: str
    note: str
    rings: tuple[Ring, ...]
    boxes: tuple[Box, ...]


def units(size: float) -> int:
    """Units of the drawing in the side of a cell of ``size`` degrees: fewer where a page shows continents."""
    return 30 if size < 20 else 20


class Drawing(NamedTuple):
    """A part of the base map as path data, in units of its own from the north-western corner of its first cell."""

    west: float  # that corner, in degrees
    north: float
    unit: float  # degrees
    land: str
    borders: str
    disputed: str


@dataclass(frozen=True)
class Base:
    """What is known of the base map. Each part is read when it is asked for first."""

    _cells: dict[float, Cells] = field(default_factory=dict, repr=False, compare=False)
    _claims: list[Claim] = field(default_factory=list, repr=False, compare=False)
    _lands: list[Box] = field(default_factory=list, repr=False, compare=False)

    def draw(self, box: Box, most: float) -> Drawing:
        """The part of the map in ``box``, whose unit spans at most ``most`` degrees where there is so fine a level."""
        size = next((size for size in reversed(SIZES) if size / units(size) <= most), SIZES[0])
        if size not in self._cells:
            self._cells[size] = _read(DATA / f"{size:g}.json.gz")
        cells, side, around = self._cells[size], units(size), round(360 / size)
        west, south, east, north = box
        left, top = math.floor(west / size), math.floor(round(-north / size, 6))
        columns, rows = range(left, math.ceil(east / size)), range(top, math.ceil(round(-south / size, 6)))
        found = [
            ((column - left) * side, (row - top) * side, *cells[name])
            for row in rows
            for column in columns
            if (name := f"{column % around},{row}") in cells
        ]
        return Drawing(
            left * size,
            -top * size,
            size / side,
            _land(((x, y, land) for x, y, land, _, _ in found), side),
            "".join(_placed(x, y, lines) for x, y, _, lines, _ in found if lines),
            _land(((x, y, claims) for x, y, _, _, claims in found), side),
        )

    def claims(self) -> list[Claim]:
        """Every disputed area."""
        self._index()
        return self._claims

    def lands(self, lon: float, lat: float) -> Iterator[Box]:
        """The boxes of the lands around a point."""
        self._index()
        return (box for box in self._lands if box[0] <= lon <= box[2] and box[1] <= lat <= box[3])

    def _index(self) -> None:
        if not self._lands:
            index = _read(DATA / "index.json.gz")
            self._claims.extend(Claim(name, note, *_rings(lines)) for name, note, lines in index["claims"])
            self._lands.extend(map(tuple, index["lands"]))


def _land(cells: Iterable[tuple[int, int, str]], side: int) -> str:
    """Areas of several cells as one path; cells that are filled ("f") side by side become one rectangle."""
    parts: list[str] = []
    full: tuple[int, int, int] | None = None  # left and right edge, top
    for x, y, path in cells:
        if full and (path != "f" or (x, y) != full[1:]):
            parts.append(_rectangle(*full, side))
            full = None
        if path == "f":
            full = (full[0] if full else x, x + side, y)
        elif path:
            parts.append(_placed(x, y, path))
    if full:
        parts.append(_rectangle(*full, side))
    return "".join(parts)


def _placed(x: int, y: int, path: str) -> str:
    """A cell's path, which begins with a step from the cell's corner, begun where that step leads from ``x``, ``y``.

    What follows goes on in steps: pairs of numbers behind a capital M would be points.
    """
    first = _FIRST.match(path)
    if first is None:
        return f"M{x} {y}{path}"
    line = "l" if path[first.end() : first.end() + 1] in "-0123456789" else ""
    return f"M{x + int(first[1])} {y + int(first[2])}{line}{path[first.end() :]}"


def _rectangle(left: int, right: int, top: int, side: int) -> str:
    return f"M{left} {top}h{right - left}v{side}h{left - right}z"


def meets(claim: Claim, box: Box) -> bool:
    """Whether a part of the disputed area lies in ``box``."""
    west, south, east, north = box
    for ring, (left, low, right, high) in zip(claim.rings, claim.boxes, strict=True):
        if left < east and west < right and low < north and south < high:
            if any(west <= lon <= east and south <= lat <= north for lon, lat in ring):
                return True
            if inside(((west + east) / 2, (south + north) / 2), ring):
                return True
    return False


def inside(point: tuple[float, float], ring: Ring) -> bool:
    """Whether a point lies in a ring: a ray to the east crosses its line an odd number of times."""
    x, y = point
    found = False
    before = ring[-1]
    for corner in ring:
        if (corner[1] > y) != (before[1] > y):
            crossing = before[0] + (y - before[1]) / (corner[1] - before[1]) * (corner[0] - before[0])
            found ^= x < crossing
        before = corner
    return found


def _rings(lines: Iterable[list[float]]) -> tuple[tuple[Ring, ...], tuple[Box, ...]]:
    rings = tuple(tuple(zip(line[::2], line[1::2], strict=True)) for line in lines)
    boxes = tuple(
        (min(x for x, _ in r), min(y for _, y in r), max(x for x, _ in r), max(y for _, y in r)) for r in rings
    )
    return rings, boxes


def _read(path: Path) -> Any:
    return json.loads(gzip.decompress(path.read_bytes()))
