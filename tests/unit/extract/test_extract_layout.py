from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract import layout
from dateline.extract.units import units


@pytest.mark.parametrize(
    ("longer", "expected"),
    [
        ("Home » World » A truce that holds", 1),
        ("Share this story: A truce that holds", 1),
        ("A truce that holds | Valley Post", 1),
        ("Analysis: A truce that holds", 0),  # it may be the headline's own first word
        ("A truce that holds in the valley", 0),
        ("A truce that holds", 0),
    ],
)
def test_a_headline_without_its_trail_or_label(longer: str, expected: int) -> None:
    (dump,) = dumps.read_bytes("\n\n".join((longer, "A truce that holds", "Asia", "World")).encode(), "a.txt")
    assert layout.bare(units(dump.lines), 0, range(4)) == expected
