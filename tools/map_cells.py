"""Cut the base map into cells of path data, drawn once for all sites. Part of `make data`.

    python -m tools.map_cells

Reads what `build_maps.py` wrote. A page's map is inline, so each of its bytes is published once for every article: land
is drawn without the borders between its countries (those are lines of their own), simplified to about one unit of the
drawing, and cut into the squares on whose grid the frames of ``site/maps.py`` lie, so that a frame is a whole number of
cells high.

Writes ``plugins/dateline/data/maps/``: for each size of cell one file with the path data of the cells that are not
empty sea, and ``index.json.gz`` with the disputed areas as rings in degrees and the box of each land (west, south,
east, north). Cells are counted from the meridian of Greenwich and the equator, to the east and to the south.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.site.basemap import SIZES, units
from tools.build_maps import simplified

HERE = Path(__file__).parent / "maps"
TARGET = Path(__file__).parents[1] / "plugins" / "dateline" / "data" / "maps"
OFF = 1.0  # units that a simplified line may be off
LEAST = 7.0  # square units around an island: smaller ones are not drawn
AREA_LEAST = 12.0  # the same of a disputed area: hatching a smaller one shows nothing
SPECK = 1.0  # square units of land in a cell: less is not seen

# Natural Earth's abbreviations, written out for readers.
SPELT = (
    (r"\bAdmin\. by", "administered by"),
    (r"\bSelf admin\.", "self-administered"),
    (r"\bAzer\.?$", "Azerbaijan"),
    (r"\bU\.K\.", "the United Kingdom"),
    (r"\bU\.S\.A\.?", "the United States"),
    (r"\bUAE\b", "the United Arab Emirates"),
    (r"\bU\.N\.", "UN"),
    (r"\bBr\. ", "British "),
    (r"\bTer\.", "Territory"),
    (r"\bIs\.", "Islands"),
    (r"\bI\.", "Island"),
    (r"^N\. ", "Northern "),
    (r"^S\. ", "South "),
    (r"^W\. ", "Western "),
    (r"\bTriange\b", "Triangle"),
    (r"\bClaimed by", "claimed by"),
    (r"\bCeded to", "ceded to"),
    (r";", ","),
)
Point = tuple[float, float]
Cell = tuple[int, int]  # column, row
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Claim:
    """A disputed area: its name, who claims and who holds it, and its rings in degrees."""

    name: str
    note: str
    rings: list[list[Point]]


@dataclass(frozen=True, slots=True)
class World:
    """The base map at full detail, in degrees."""

    coasts: list[list[list[Point]]]  # the lands' outlines, each in the pieces that simplifying leaves in place
    borders: list[list[Point]]
    claims: list[Claim]
    boxes: list[Box]  # of the parts of each country


def main() -> int:
    """Draw all cells."""
    world = _read(HERE / "world.json.gz")
    for size in SIZES:
        cells = _cells(world, size)
        path = TARGET / f"{size:g}.json.gz"
        _write(path, cells)
        print(f"{size:4} degrees: {len(cells)} cells, {path.stat().st_size} bytes")
    claims = [[c.name, c.note, [_flat(simplified(r, 0.03)) for r in c.rings]] for c in world.claims]
    _write(TARGET / "index.json.gz", {"claims": claims, "lands": world.boxes})
    return 0


def _flat(ring: list[Point]) -> list[float]:
    return [round(value, 2) for point in ring for value in point]


def _write(path: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _read(path: Path) -> World:
    """The base map in the file that build_maps.py writes."""
    data = json.loads(gzip.decompress(path.read_bytes()))
    arcs = [_line(arc, data["scale"]) for arc in data["arcs"]]
    rings = [ring for country in data["countries"] for ring in country["rings"]]
    claims = [
        Claim(_spelt(a["name"]), _spelt(a["note"]), [_line(r, data["scale"]) for r in a["rings"]])
        for a in data["disputed"]
    ]
    boxes = [_box([point for at in ring for point in _arc(arcs, at)]) for ring in rings]
    return World(_outlines(rings, arcs), [arcs[at] for at in data["borders"]], claims, boxes)


def _spelt(text: str) -> str:
    for pattern, spelt in SPELT:
        text = re.sub(pattern, spelt, text)
    return text.strip()


def _line(deltas: Sequence[int], scale: float) -> list[Point]:
    points = []
    x = y = 0
    for at in range(0, len(deltas), 2):
        x, y = x + deltas[at], y + deltas[at + 1]
        points.append((x / scale, y / scale))
    return points


def _arc(arcs: list[list[Point]], at: int) -> list[Point]:
    return arcs[at] if at >= 0 else arcs[~at][::-1]


def _box(points: Iterable[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)


def _outlines(rings: list[list[int]], arcs: list[list[Point]]) -> list[list[list[Point]]]:
    """The coasts as closed rings: the arcs that only one country has, each led on by the one that begins at its end."""
    used: dict[int, int] = defaultdict(int)
    for ring in rings:
        for at in ring:
            used[max(at, ~at)] += 1
    begins: dict[Point, list[list[Point]]] = defaultdict(list)
    for ring in rings:
        for at in ring:
            if used[max(at, ~at)] == 1:
                line = _arc(arcs, at)
                begins[line[0]].append(line)
    found = []
    while begins:
        line = _taken(begins, next(iter(begins)))
        outline = [line]
        while line[-1] != outline[0][0] and line[-1] in begins:
            line = _taken(begins, line[-1])
            outline.append(line)
        found.append(outline)
    return found


def _taken(begins: dict[Point, list[list[Point]]], point: Point) -> list[Point]:
    line = begins[point].pop()
    if not begins[point]:
        del begins[point]
    return line


def _cells(world: World, size: float) -> dict[str, list[str]]:
    """Path data of each cell that is not empty sea: land, borders, disputed areas. "" for land that fills the cell."""
    columns, rows, side = round(360 / size), round(-(-90 // size)), units(size)
    land: dict[Cell, list[list[Point]]] = defaultdict(list)
    for outline in world.coasts:
        _cut(_drawn([p for line in outline for p in _simple(line, size)], size), LEAST, land, (columns, rows), side)
    claims: dict[Cell, list[list[Point]]] = defaultdict(list)
    for claim in world.claims:
        for ring in claim.rings:
            _cut(_drawn(_simple(ring, size), size), AREA_LEAST, claims, (columns, rows), side)
    borders: dict[Cell, list[list[Point]]] = defaultdict(list)
    for line in world.borders:
        for cell, run in _runs(_drawn(_simple(line, size), size), side):
            west, north = cell[0] * side, cell[1] * side
            borders[cell[0] % columns, cell[1]].append([(x - west, y - north) for x, y in run])
    found = {}
    for cell in sorted({*land, *claims, *borders}):
        parts = _rings(land[cell], side), _lines(borders[cell]), _rings(claims[cell], side)
        if any(parts):
            found[f"{cell[0]},{cell[1]}"] = list(parts)
    return found


def _simple(line: list[Point], size: float) -> list[Point]:
    return simplified(line, OFF * size / units(size))


def _drawn(points: Iterable[Point], size: float) -> list[Point]:
    """In whole units of the drawing, in one piece across the 180th meridian, no point twice in a row."""
    found: list[Point] = []
    scale, turn, before = units(size) / size, 0.0, None
    for lon, lat in points:
        if before is not None and lat > -65 and abs(lon - before) > 350:  # (Antarctica has no other side)
            turn += 360 if lon < before else -360
        before = lon
        point = float(round((lon + turn) * scale)), float(round(-lat * scale))
        if not found or point != found[-1]:
            found.append(point)
    return found


# ---------------------------------------------------------------------------- areas


def _cut(ring: list[Point], least: float, cells: dict[Cell, list[list[Point]]], grid: Cell, side: int) -> None:
    """The parts of a ring in each cell that it meets."""
    if len(ring) < 3:
        return
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    if (max(xs) - min(xs)) * (max(ys) - min(ys)) < least:
        return
    left, right = int(min(xs) // side), int(-(-max(xs) // side))
    top, bottom = max(int(min(ys) // side), -grid[1]), min(int(-(-max(ys) // side)), grid[1])
    _split(ring, (left, top, right, bottom), cells, grid[0], side)


def _split(
    ring: list[Point], part: tuple[int, int, int, int], cells: dict[Cell, list[list[Point]]], wrap: int, side: int
) -> None:
    """Halve the part of the grid until it is one cell, or the ring fills or leaves it."""
    left, top, right, bottom = part
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        ring = _clipped(ring, axis, limit * side, sign)
        if len(ring) < 3:
            return
    if right - left == 1 and bottom - top == 1:
        if abs(_doubled(ring)) >= 2 * SPECK:
            cells[left % wrap, top].append([(x - left * side, y - top * side) for x, y in ring])
    elif right - left >= bottom - top:
        middle = (left + right) // 2
        _split(ring, (left, top, middle, bottom), cells, wrap, side)
        _split(ring, (middle, top, right, bottom), cells, wrap, side)
    else:
        middle = (top + bottom) // 2
        _split(ring, (left, top, right, middle), cells, wrap, side)
        _split(ring, (left, middle, right, bottom), cells, wrap, side)


def _clipped(points: list[Point], axis: int, limit: float, sign: int) -> list[Point]:
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


def _doubled(ring: Sequence[Point]) -> float:
    """Twice the signed area (Gauss)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _rings(rings: Iterable[list[Point]], side: int) -> str:
    """Path data of a cell's areas from its north-western corner; "f" where one fills it."""
    parts, full = [], 0
    x, y = 0, 0
    for ring in rings:
        points = _thinned([(round(a), round(b)) for a, b in ring])
        area = _doubled(points)
        if abs(area) == 2 * side * side:
            full += 1 if area > 0 else -1
        elif len(points) > 2 and area:
            parts.append(f"m{_pair(points[0][0] - x, points[0][1] - y)}{_steps(points)}z")
            x, y = points[0]
    if full:
        return "f" if not parts else f"h{side}v{side}h-{side}z" + "".join(parts)
    return "".join(parts)


def _thinned(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without a point that falls on the one before, or between two in one line."""
    found: list[tuple[int, int]] = []
    for point in points:
        if found and point == found[-1]:
            continue
        if len(found) > 1 and _straight(found[-2], found[-1], point):
            found[-1] = point
        else:
            found.append(point)
    return found[:-1] if len(found) > 1 and found[0] == found[-1] else found


def _straight(one: tuple[int, int], two: tuple[int, int], three: tuple[int, int]) -> bool:
    ax, ay, bx, by = two[0] - one[0], two[1] - one[1], three[0] - two[0], three[1] - two[1]
    return ax * by == ay * bx and ax * bx + ay * by > 0


# ---------------------------------------------------------------------------- lines


def _runs(line: list[Point], side: int) -> Iterator[tuple[Cell, list[Point]]]:
    """The stretches of a line in each cell that it meets."""
    run: list[Point] = line[:1]
    for one, other in itertools.pairwise(line):
        for point in _crossings(one, other, side):
            run.append(point)
            if len(run) > 1 and _on_edge(point, side):
                yield _cell(run, side), run
                run = [point]
    if len(run) > 1:
        yield _cell(run, side), run


def _crossings(one: Point, other: Point, side: int) -> list[Point]:
    """Where the way from one point to the other meets the grid, and its end."""
    shares = {1.0}
    for axis in (0, 1):
        low, high = sorted((one[axis], other[axis]))
        at = (low // side + 1) * side
        while at < high:
            shares.add((at - one[axis]) / (other[axis] - one[axis]))
            at += side
    return [(one[0] + s * (other[0] - one[0]), one[1] + s * (other[1] - one[1])) for s in sorted(shares)]


def _on_edge(point: Point, side: int) -> bool:
    return any(abs(value - round(value / side) * side) < 1e-6 for value in point)


def _cell(run: Sequence[Point], side: int) -> Cell:
    """The cell in which a stretch lies, by the middle of its first step."""
    return int((run[0][0] + run[1][0]) / 2 // side), int((run[0][1] + run[1][1]) / 2 // side)


def _lines(lines: Iterable[list[Point]]) -> str:
    parts = []
    x, y = 0, 0
    for line in lines:
        points = [(round(a), round(b)) for a, b in line]
        points = [point for at, point in enumerate(points) if not at or point != points[at - 1]]
        if len(points) > 1:
            parts.append(f"m{_pair(points[0][0] - x, points[0][1] - y)}{_steps(points)}")
            x, y = points[-1]
    return "".join(parts)


# ---------------------------------------------------------------------------- path data


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _steps(points: Sequence[tuple[int, int]]) -> str:
    """Relative steps over the points, in as few characters as SVG's path data takes."""
    found, mode = "", "m"
    for one, other in itertools.pairwise(points):
        dx, dy = other[0] - one[0], other[1] - one[1]
        if not dy or not dx:
            found += f"h{dx}" if not dy else f"v{dy}"
            mode = "hv"
            continue
        pair = _pair(dx, dy)
        found += f"l{pair}" if mode == "hv" else pair if dx < 0 else f" {pair}"
        mode = "l"
    return found


if __name__ == "__main__":
    sys.exit(main())
