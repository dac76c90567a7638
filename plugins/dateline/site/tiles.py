"""The base map as files of the site: tiles that all maps share, drawn once for all sites by ``tools/map_tiles.py``.

A page's map shows the tiles below its own points and names, as pictures (``<image>``), so that no page repeats a coast
line and a reader's browser loads each tile once. A tile has both the theme's colours: a picture follows the colour
scheme of the page that shows it.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

DATA = Path(__file__).parents[1] / "data" / "maps"
FOLDER = "maps"
STYLE = Path("static", "css", "map-tile.css")  # of the theme; it goes into each tile, since a picture loads nothing
# Which level of the base map a frame shows, by the degrees that one unit of its drawing spans.
MOST = {"near": 0.035, "middle": 0.14, "far": math.inf}
SVG = "http://www.w3.org/2000/svg"

Box = tuple[float, float, float, float]  # west, south, east, north
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A disputed area: its name, who claims and who holds it, and its rings in degrees."""

    name: str
    note: str
    rings: tuple[Ring, ...]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """The base map at one level of detail: squares of ``side`` degrees, drawn at ``scale`` units per degree."""

    name: str
    side: int
    scale: int
    margin: int  # units that a tile shows beyond its edges
    tiles: frozenset[str]  # those that are not empty sea
    claims: tuple[Claim, ...]

    def within(self, box: Box) -> Iterator[tuple[str, float, float]]:
        """The tiles that meet ``box``: path in the site, western and northern edge (degrees, beyond ±180 too)."""
        west, south, east, north = box
        rows = range(max(0, math.floor((south + 90) / self.side)), min(180 // self.side, _above(north + 90, self.side)))
        for column in range(math.floor((west + 180) / self.side), _above(east + 180, self.side)):
            for row in rows:
                name = f"{column % (360 // self.side)}-{row}"
                if name in self.tiles:
                    yield f"{FOLDER}/{self.name}/{name}.svg", column * self.side - 180, (row + 1) * self.side - 90


def _above(value: float, side: int) -> int:
    return math.ceil(value / side)


@dataclass(frozen=True)
class Base:
    """What is known of the base map. Each part is read when it is asked for first."""

    _levels: dict[str, Level] = field(default_factory=dict, repr=False, compare=False)
    _lands: list[Box] = field(default_factory=list, repr=False, compare=False)
    _drawn: dict[str, dict[str, list[str]]] = field(default_factory=dict, repr=False, compare=False)

    def level(self, unit: float) -> Level:
        """The level for a drawing whose unit spans ``unit`` degrees."""
        self._index()
        return self._levels[next(name for name, most in MOST.items() if unit <= most)]

    def lands(self, lon: float, lat: float) -> Iterator[Box]:
        """The boxes of the lands around a point."""
        self._index()
        return (box for box in self._lands if box[0] <= lon <= box[2] and box[1] <= lat <= box[3])

    def _index(self) -> None:
        if not self._levels:
            index = _read(DATA / "index.json.gz")
            self._levels.update((name, _level(name, row)) for name, row in index["levels"].items())
            self._lands.extend(map(tuple, index["lands"]))

    def picture(self, path: str, style: str) -> bytes:
        """The file of the tile at ``path``, an SVG picture with the style sheet ``style`` in it."""
        _, level, name = path.removesuffix(".svg").split("/")
        if level not in self._drawn:
            self._drawn[level] = _read(DATA / f"{level}.json.gz")
        found = self.level(MOST[level])
        low, size = -found.margin, found.side * found.scale + 2 * found.margin
        # stretched as the frame's latitude asks for
        root = ElementTree.Element("svg", xmlns=SVG, viewBox=f"{low} {low} {size} {size}", preserveAspectRatio="none")
        ElementTree.SubElement(root, "style").text = style
        land, borders, disputed = self._drawn[level][name]
        ElementTree.SubElement(root, "path", {"class": "land"}, d=land)
        if borders:
            ElementTree.SubElement(root, "path", {"class": "border"}, d=borders)
        if disputed:
            pattern = {"id": "h", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
            hatch = ElementTree.SubElement(root, "pattern", pattern, patternTransform="rotate(45)")
            ElementTree.SubElement(hatch, "path", {"class": "hatch"}, d="M0 0V6")
            ElementTree.SubElement(root, "path", {"class": "disputed"}, d=disputed, fill="url(#h)")
        return bytes(ElementTree.tostring(root, encoding="utf-8"))


def style(theme: Path) -> str:
    """The theme's style sheet for tiles, "" where it has none."""
    path = theme / STYLE
    return path.read_text("utf-8") if path.is_file() else ""


def meets(claim: Claim, box: Box) -> bool:
    """Whether a part of the disputed area lies in ``box``."""
    west, south, east, north = box
    for ring, (left, low, right, high) in zip(claim.rings, claim.boxes, strict=True):
        if left < east and west < right and low < north and south < high:
            if any(west <= lon <= east and south <= lat <= north for lon, lat in ring):
                return True
            if _inside(((west + east) / 2, (south + north) / 2), ring):
                return True
    return False


def _inside(point: tuple[float, float], ring: Ring) -> bool:
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


def _level(name: str, row: dict[str, Any]) -> Level:
    claims = tuple(Claim(name, note, *_rings(lines)) for name, note, lines in row["claims"])
    return Level(name, row["side"], row["scale"], row["margin"], frozenset(row["tiles"]), claims)


def _rings(lines: Iterable[list[float]]) -> tuple[tuple[Ring, ...], tuple[Box, ...]]:
    rings = tuple(tuple(zip(line[::2], line[1::2], strict=True)) for line in lines)
    boxes = tuple(
        (min(x for x, _ in r), min(y for _, y in r), max(x for x, _ in r), max(y for _, y in r)) for r in rings
    )
    return rings, boxes


def _read(path: Path) -> Any:
    return json.loads(gzip.decompress(path.read_bytes()))
