"""Maps: small, framed on what matters, nothing drawn outside, labels apart."""

from __future__ import annotations

import re

import pytest

from dateline.site import maps
from dateline.site.maps import Atlas, Spot

SHUSHA = Spot("Shusha", "places/shusha/index.html", 39.76, 46.75)
MOST_BYTES = 15_000


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
def test_a_locator_map_stays_small(atlas: Atlas, spots: list[Spot]) -> None:
    drawn = atlas.map(spots, 320, 230)
    assert drawn is not None
    size = len(drawn.land) + len(drawn.borders) + sum(len(area.path) + len(area.note) for area in drawn.areas)
    assert size < MOST_BYTES
    assert all(0 <= point.x <= 320 and 0 <= point.y <= 230 for point in drawn.points)


def test_paths_hold_nothing_but_steps(atlas: Atlas) -> None:
    drawn = atlas.map([SHUSHA], 320, 230)
    assert drawn is not None
    assert re.fullmatch(r"(M-?\d+ -?\d+l[-\d ]+z)+", drawn.land)


def test_a_disputed_area_is_named_with_who_claims_it(atlas: Atlas) -> None:
    drawn = atlas.map([Spot("Simferopol", "", 44.95, 34.1)], 320, 230)
    assert drawn is not None
    crimea = next(area for area in drawn.areas if area.name == "Crimea")
    assert "Ukraine" in crimea.note
    assert crimea.path


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


def test_neighbours_share_one_base(atlas: Atlas) -> None:
    before = len(atlas.drawn)
    atlas.map([SHUSHA], 320, 230)
    atlas.map([Spot("Stepanakert", "", 39.82, 46.76)], 320, 230)
    assert len(atlas.drawn) <= before + 1
