"""Build the base map from Natural Earth's shapes: one small file of simplified lines. Part of `make data`.

    python tools/build_maps.py COUNTRIES_TOPOJSON DISPUTED_GEOJSON

COUNTRIES_TOPOJSON is ``countries-10m.json`` of the npm package ``world-atlas`` (ISC licence; the shapes are
Natural Earth's, public domain). DISPUTED_GEOJSON is Natural Earth's ``ne_10m_admin_0_disputed_areas`` (public domain)
as GeoJSON. Nothing is downloaded here. Writes tools/maps/world.json.gz, from which
`map_cells.py` draws what ships.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "maps" / "world.json.gz"
SCALE = 500  # stored units per degree: 220 m at the equator
TOLERANCE = 0.012  # degrees that a simplified line may be off
# Kinds of Natural Earth's disputed areas that are no claim over land: leases, buffers, empty notes.
NO_CLAIM = {"Admin-0 lease", "Admin-0 overlay"}
Point = tuple[float, float]


def main() -> int:
    """Build the file from the two sources named on the command line."""
    if len(sys.argv) != 3:
        print(__doc__)
        return 2
    atlas = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    disputed = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    _write(atlas, disputed, TOLERANCE)
    return 0


def _write(atlas: dict[str, Any], disputed: dict[str, Any], tolerance: float) -> None:
    world = {
        "source": "Natural Earth 1:10m (public domain), by way of world-atlas 2 (ISC); simplified",
        "scale": SCALE,
        **_countries(atlas, tolerance),
        "disputed": sorted(
            filter(None, (_area(feature, tolerance) for feature in disputed["features"])),
            key=lambda area: (area["name"], area["note"]),
        ),
    }
    text = json.dumps(world, ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    points = sum(len(arc) // 2 for arc in world["arcs"])
    size = TARGET.stat().st_size
    print(f"{len(world['arcs'])} arcs, {points} points, {len(world['disputed'])} areas, {size} bytes")


def _countries(atlas: dict[str, Any], tolerance: float) -> dict[str, Any]:
    scale, translate = atlas["transform"]["scale"], atlas["transform"]["translate"]
    lines: list[list[Point]] = []
    for arc in atlas["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        lines.append(line)
    countries = []
    used: dict[int, int] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry.get("arcs", [])]
        rings = [ring for polygon in polygons for ring in polygon if _large(ring, lines, tolerance)]
        if rings:
            countries.append({"name": geometry["properties"]["name"], "rings": rings})
            for arc in {arc if arc >= 0 else ~arc for ring in rings for arc in ring}:
                used[arc] = used.get(arc, 0) + 1
    order = sorted(used)
    position = {arc: at for at, arc in enumerate(order)}
    for country in countries:
        country["rings"] = [
            [position[arc] if arc >= 0 else ~position[~arc] for arc in ring] for ring in country["rings"]
        ]
    return {
        "arcs": [_deltas(simplified(lines[arc], tolerance)) for arc in order],
        "borders": [position[arc] for arc in order if used[arc] > 1],
        "countries": sorted(countries, key=lambda country: str(country["name"])),
    }


def _large(ring: Sequence[int], lines: Sequence[list[Point]], tolerance: float) -> bool:
    """Whether the ring is more than a dot at this level."""
    points = [point for arc in ring for point in (lines[arc] if arc >= 0 else lines[~arc])]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (max(xs) - min(xs)) * (max(ys) - min(ys)) >= 3 * tolerance * tolerance


def _area(feature: dict[str, Any], tolerance: float) -> dict[str, Any] | None:
    properties, geometry = feature["properties"], feature["geometry"]
    if properties["featurecla"] in NO_CLAIM:
        return None
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [simplified([(x, y) for x, y in polygon[0]], tolerance / 2) for polygon in polygons]
    rings = [ring for ring in rings if len(ring) > 3]
    if not rings:
        return None
    note = (properties["NOTE_BRK"] or "").replace("Admin. By", "Admin. by")
    return {"name": properties["BRK_NAME"], "note": note, "rings": [_deltas(ring) for ring in rings]}


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's simplification, distances in degrees with longitudes shrunk by the latitude."""
    if len(line) < 3:
        return line
    shrink = math.cos(math.radians(line[len(line) // 2][1])) or 0.01
    keep = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    if line[0] == line[-1]:  # a closed ring has no chord to measure from: split it at its farthest point
        far = max(range(len(line)), key=lambda at: math.dist(line[0], line[at]))
        keep.add(far)
        stack = [(0, far), (far, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        best, at = tolerance, 0
        for index in range(first + 1, last):
            distance = _from_chord(line[index], line[first], line[last], shrink)
            if distance > best:
                best, at = distance, index
        if at:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [line[index] for index in sorted(keep)]


def _from_chord(point: Point, one: Point, other: Point, shrink: float) -> float:
    px, py = (point[0] - one[0]) * shrink, point[1] - one[1]
    qx, qy = (other[0] - one[0]) * shrink, other[1] - one[1]
    length = qx * qx + qy * qy
    share = 0.0 if not length else min(max((px * qx + py * qy) / length, 0.0), 1.0)
    return math.hypot(px - share * qx, py - share * qy)


def _deltas(line: Iterable[Point]) -> list[int]:
    """A line as its first point and the steps from there, in whole units."""
    found: list[int] = []
    before = (0, 0)
    for x, y in line:
        point = (round(x * SCALE), round(y * SCALE))
        if not found or point != before:
            found += [point[0] - before[0], point[1] - before[1]]
            before = point
    return found


if __name__ == "__main__":
    sys.exit(main())
