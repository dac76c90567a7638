"""Maps: small, framed on what matters, nothing drawn outside, labels apart."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree

import pytest

from dateline.site import maps, tiles
from dateline.site.maps import Atlas, Spot

SHUSHA = Spot("Shusha", "places/shusha/index.html", 39.76, 46.75)
MOST_TILES = 24


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def test_no_map_without_a_position(atlas: Atlas) -> None:
    assert atlas.map([], 320, 230) is None
    assert atlas.map([Spot("Nowhere", "", 95.0, 0.0)], 320, 230) is None


@pytest.mark.parametrize(
    "spots",
    [
        [SHUSHA],
        [Spot("Russia", "", 61.0, 100.0, country=True)],
        [Spot("Oslo", "", 59.9, 10.7), Spot("Cape Town", "", -33.9, 18.4)],
        [Spot("Suva", "", -18.1, 178.4), Spot("Anchorage", "", 61.2, -149.9)],
        [Spot("Station", "", -77.8, 166.7)],
    ],
)
def test_a_locator_map_is_covered_by_few_tiles(atlas: Atlas, spots: list[Spot]) -> None:
    drawn = atlas.map(spots, 320, 230)
    assert drawn is not None
    assert 0 < len(drawn.tiles) <= MOST_TILES
    assert {tile.url for tile in drawn.tiles} <= atlas.used
    assert all(t.x < 320 and t.y < 230 and t.x + t.width > 0 and t.y + t.height > 0 for t in drawn.tiles)
    assert all(0 <= point.x <= 320 and 0 <= point.y <= 230 for point in drawn.points)


def test_a_tile_is_a_picture_that_loads_nothing(atlas: Atlas) -> None:
    drawn = atlas.map([SHUSHA], 320, 230)
    assert drawn is not None
    picture = ElementTree.fromstring(atlas.base.picture(drawn.tiles[0].url, "path{fill:red}"))
    assert {element.tag.rpartition("}")[2] for element in picture.iter()} <= {"svg", "style", "path", "pattern"}
    assert all(
        re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z?)+", p.attrib["d"]) for p in picture if p.attrib.get("class") == "land"
    )
    assert picture[0].text == "path{fill:red}"


def test_a_tile_lies_where_its_land_is(atlas: Atlas) -> None:
    """A town a little inland stands on the land of the tile below it, one at sea does not."""
    for lat, lon, on_land in ((40.0, -4.0, True), (40.0, 6.0, False), (-33.0, 147.0, True), (66.5, -175.0, True)):
        drawn = atlas.map([Spot("x", "", lat, lon)], 320, 230)
        assert drawn is not None
        (point,) = drawn.points
        assert on_land == any(_covers(atlas, tile, point.x, point.y) for tile in drawn.tiles)


def _covers(atlas: Atlas, tile: maps.Tile, x: float, y: float) -> bool:
    picture = ElementTree.fromstring(atlas.base.picture(tile.url, ""))
    low, _, size, _ = map(float, picture.attrib["viewBox"].split())
    at = (x - tile.x) / tile.width * size + low, (y - tile.y) / tile.height * size + low
    if not all(low <= value <= low + size for value in at):
        return False
    land = next(path.attrib["d"] for path in picture if path.attrib.get("class") == "land")
    return any(tiles._inside(at, ring) for ring in _rings(land))


def _rings(path: str) -> list[tuple[tuple[float, float], ...]]:
    rings = []
    for part in path.split("z")[:-1]:
        numbers = [float(number) for number in re.findall(r"-?\d+", part)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        rings.append(tuple(itertools.accumulate(pairs, lambda a, b: (a[0] + b[0], a[1] + b[1]))))
    return rings


def test_a_map_across_the_180th_meridian_has_both_its_sides(atlas: Atlas) -> None:
    drawn = atlas.map([Spot("Suva", "", -18.1, 178.4), Spot("Apia", "", -13.8, 182.0 - 360)], 320, 230)
    assert drawn is not None
    near = atlas.map([Spot("Anadyr", "", 64.7, 179.0)], 320, 230)
    assert near is not None
    columns = {int(tile.url.split("/")[2].split("-")[0]) for tile in near.tiles}
    assert {0, 35} <= columns


def test_a_disputed_area_is_named_with_who_claims_it(atlas: Atlas) -> None:
    drawn = atlas.map([Spot("Simferopol", "", 44.95, 34.1)], 320, 230)
    assert drawn is not None
    crimea = next(area for area in drawn.areas if area.name == "Crimea")
    assert "Ukraine" in crimea.note


def test_the_disputed_area_in_the_middle_is_spoken_of_though_its_name_finds_no_room(atlas: Atlas) -> None:
    inside = [("Stepanakert", 39.82, 46.75), ("Shusha", 39.76, 46.75), ("Aghdam", 39.99, 46.93)]
    drawn = atlas.map([Spot(name, "", lat, lon, weight=9) for name, lat, lon in inside], 720, 400)
    assert drawn is not None
    assert drawn.areas[0].roomy
    assert "Karabakh" in drawn.areas[0].name or "Artsakh" in drawn.areas[0].name, [a.name for a in drawn.areas]


def test_one_name_far_away_does_not_make_it_a_world_map() -> None:
    near = [Spot(name, "", 36.0 + at / 5, 37.0) for at, name in enumerate(["a", "b", "c", "d", "e"])]
    frame = maps.frame_for([*near, Spot("Lima", "", -12.0, -77.0)], 320, 230)
    assert frame.span <= 16


def test_labels_do_not_hide_each_other(atlas: Atlas) -> None:
    spots = [Spot(f"Place {at:03}", "", 33 + at % 14 / 4, 36 + at // 14 / 3, weight=at + 1) for at in range(200)]
    drawn = atlas.map(spots, 720, 400)
    assert drawn is not None
    assert len(drawn.points) + drawn.outside == 200
    boxes = []
    for point in (point for point in drawn.points if point.text):
        width = len(point.label) * maps.LETTER
        left = {"start": 0.0, "middle": width / 2, "end": width}[point.anchor]
        boxes.append((point.text_x - left, point.text_y, width))
    for at, (x, y, width) in enumerate(boxes):
        for other_x, other_y, other_width in boxes[at + 1 :]:
            apart = x + width <= other_x + 0.2 or other_x + other_width <= x + 0.2  # drawn to a tenth
            assert apart or abs(y - other_y) >= maps.LINE - 1


def test_neighbours_share_their_tiles(atlas: Atlas) -> None:
    one = atlas.map([SHUSHA], 320, 230)
    other = atlas.map([Spot("Stepanakert", "", 39.82, 46.76)], 320, 230)
    assert one
    assert other
    assert {tile.url for tile in one.tiles} == {tile.url for tile in other.tiles}
