"""Maps: small, framed on what matters, nothing drawn outside, labels apart."""

from __future__ import annotations

import re

import pytest

from dateline.site import maps
from dateline.site.maps import Atlas, Ground, Map, Spot

SHUSHA = Spot("Shusha", "places/shusha/index.html", 39.76, 46.75)
MOST_BYTES = 10_000  # of path data in a locator: the rest of its 15 kB is for points, labels and what is said of them
COMMAND = re.compile(r"([Mmlhvz])([-\d ]*)")


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas()


def drawn(atlas: Atlas, *spots: Spot, size: tuple[int, int] = (320, 230)) -> Map:
    found = atlas.map(spots, *size)
    assert found is not None
    return found


def rings(path: str, ground: Ground) -> list[list[tuple[float, float]]]:
    """Path data as the rings or lines that it draws, in units of the map."""
    x = y = 0
    found: list[list[tuple[int, int]]] = []
    for command, numbers in COMMAND.findall(path):
        values = [int(number) for number in re.findall(r"-?\d+", numbers)]
        if command == "z":
            x, y = found[-1][0]
            continue
        steps = list(zip(values[::2], values[1::2], strict=True)) if command in "Mml" else []
        steps += [(value, 0) for value in values if command == "h"] + [(0, value) for value in values if command == "v"]
        for at, (dx, dy) in enumerate(steps):
            x, y = (dx, dy) if command == "M" and not at else (x + dx, y + dy)
            if command in "Mm" and not at:
                found.append([])
            found[-1].append((x, y))
    return [
        [(ground.x + a * ground.across, ground.y + b * ground.down) for a, b in ring] for ring in found if len(ring) > 1
    ]


def test_no_map_without_a_position(atlas: Atlas) -> None:
    assert atlas.map([], 320, 230) is None
    assert atlas.map([Spot("Nowhere", "", 95.0, 0.0)], 320, 230) is None


@pytest.mark.parametrize(
    "spots",
    [
        [SHUSHA],
        [Spot("Russia", "", 61.0, 100.0, country=True)],
        [Spot("Indonesia", "", -2.0, 118.0, country=True)],
        [Spot("Bergen", "", 60.4, 5.3)],
        [Spot("Athens", "", 37.98, 23.7)],
        [Spot("Oslo", "", 59.9, 10.7), Spot("Cape Town", "", -33.9, 18.4)],
        [Spot("Suva", "", -18.1, 178.4), Spot("Anchorage", "", 61.2, -149.9)],
        [Spot("Station", "", -77.8, 166.7)],
    ],
)
def test_a_locator_is_small_and_stays_in_its_frame(atlas: Atlas, spots: list[Spot]) -> None:
    found = drawn(atlas, *spots)
    ground = found.ground
    assert 0 < len(ground.land) + len(ground.borders) + len(ground.disputed) <= MOST_BYTES
    assert not re.search(r"M\d+ \d+(m|[- ])", ground.land + ground.borders), (
        "a cell begins at its corner, or goes on to a point"
    )
    assert all(0 <= point.x <= 320 and 0 <= point.y <= 230 for point in found.points)
    corners = [corner for ring in rings(ground.land, ground) for corner in ring]
    assert all(-80 <= x <= 400 and -80 <= y <= 310 for x, y in corners), "a cell beyond the frame was drawn"


@pytest.mark.parametrize(
    ("lat", "lon", "on_land"),
    [
        (40.0, -4.0, True),  # Spain
        (40.0, 6.0, False),  # the Mediterranean
        (-33.0, 147.0, True),  # Australia
        (66.5, -175.0, True),  # Chukotka, which lies beyond the 180th meridian
        (42.0, 50.5, False),  # the Caspian Sea, in the middle of land
        (70.0, 100.0, True),  # Taimyr
        (-85.0, 60.0, True),  # Antarctica
    ],
)
@pytest.mark.parametrize("size", [(320, 230), (720, 400)])
@pytest.mark.parametrize("span", [6.0, 16.0, 60.0, 120.0])
def test_land_lies_where_it_is(
    atlas: Atlas, lat: float, lon: float, on_land: bool, size: tuple[int, int], span: float
) -> None:
    step = span / maps.STEPS
    middle = min(max(round(lat / step) * step, -maps.LATITUDES + span / 2), maps.LATITUDES - span / 2)
    frame = maps.Frame(round(lon / step) * step, middle, span, *size)
    if abs(lat - frame.lat) > span / 2:
        pytest.skip("the frame ends before this latitude")
    ground = maps._ground(frame, atlas.base)
    at = frame.place(lon, lat)
    winding = sum(_winding(at, ring) for ring in rings(ground.land, ground))
    assert (winding != 0) == on_land


def _winding(point: tuple[float, float], ring: list[tuple[float, float]]) -> int:
    """How often a ring goes around a point: what SVG's fill rule "nonzero" asks."""
    x, y = point
    turns = 0
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        side = (bx - ax) * (y - ay) - (x - ax) * (by - ay)
        if ay <= y < by and side > 0:
            turns += 1
        elif by <= y < ay and side < 0:
            turns -= 1
    return turns


def test_cells_side_by_side_meet(atlas: Atlas) -> None:
    """All of a frame inland is land: no seam, and no cell is missing."""
    frame = maps.Frame(66.0, 49.5, 6.0, 320, 230)
    ground = maps._ground(frame, atlas.base)
    found = rings(ground.land, ground)
    for x in range(3, 320, 17):
        for y in range(3, 230, 17):
            assert sum(_winding((x + 0.1, y + 0.1), ring) for ring in found) != 0, (x, y)


def test_a_map_across_the_180th_meridian_has_both_its_sides(atlas: Atlas) -> None:
    found = drawn(atlas, Spot("Anadyr", "", 64.7, 179.0))
    corners = [x for ring in rings(found.ground.land, found.ground) for x, _ in ring]
    assert min(corners) <= 10
    assert max(corners) >= 310


def test_a_locator_of_continents_has_no_borders(atlas: Atlas) -> None:
    towns = Spot("Lima", "", -12.0, -77.0), Spot("Kyiv", "", 50.4, 30.5)
    assert not drawn(atlas, *towns).ground.borders
    assert drawn(atlas, *towns, size=(720, 360)).ground.borders
    assert drawn(atlas, SHUSHA).ground.borders


def test_a_disputed_area_is_hatched_and_named_with_who_claims_it(atlas: Atlas) -> None:
    found = drawn(atlas, Spot("Simferopol", "", 44.95, 34.1))
    crimea = next(area for area in found.areas if area.name == "Crimea")
    assert crimea.note == "administered by Russia, claimed by Ukraine"
    at = next((point.x, point.y) for point in found.points)
    assert any(_winding(at, ring) for ring in rings(found.ground.disputed, found.ground))


def test_what_is_said_of_disputed_areas_has_no_abbreviations(atlas: Atlas) -> None:
    for claim in atlas.base.claims():
        text = f"{claim.name} {claim.note}"
        assert not re.search(r"\b(Admin|Azer|Is|I|U\.K|U\.S\.A|Ter|Br)\.", text), text
        assert claim.note == claim.note.strip()


def test_an_area_too_small_to_be_seen_is_not_spoken_of(atlas: Atlas) -> None:
    whole = drawn(atlas, Spot("Lima", "", -12.0, -77.0), Spot("Kyiv", "", 50.4, 30.5))
    assert "Shebaa Farms" not in whole.disputed
    assert "Shebaa Farms" in {claim.name for claim in atlas.base.claims()}


def test_the_disputed_area_in_the_middle_is_spoken_of_though_its_name_finds_no_room(atlas: Atlas) -> None:
    inside = [("Stepanakert", 39.82, 46.75), ("Shusha", 39.76, 46.75), ("Aghdam", 39.99, 46.93)]
    found = drawn(atlas, *(Spot(name, "", lat, lon, weight=9) for name, lat, lon in inside), size=(720, 400))
    assert found.areas[0].roomy
    assert found.near
    assert "Karabakh" in found.areas[0].name or "Artsakh" in found.areas[0].name, [a.name for a in found.areas]


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


def test_neighbours_share_their_frame(atlas: Atlas) -> None:
    """What is drawn below is put together once for all maps of a frame."""
    assert drawn(atlas, SHUSHA).ground is drawn(atlas, Spot("Stepanakert", "", 39.82, 46.76)).ground


def test_the_dots_of_many_places_are_smaller_and_keep_their_proportion(atlas: Atlas) -> None:
    def radii(count: int) -> list[float]:
        spots = [
            Spot(f"P{at}", "", 33 + at % 14 / 4, 36 + at // 14 / 3, weight=100 if at else 25) for at in range(count)
        ]
        return sorted({point.radius for point in drawn(atlas, *spots, size=(720, 400)).points})

    few, many = radii(20), radii(200)
    assert max(many) < max(few) / 2
    for small, large in (few, many):
        assert (small - maps.SMALLEST) / (large - maps.SMALLEST) == pytest.approx(0.5, abs=0.02)
