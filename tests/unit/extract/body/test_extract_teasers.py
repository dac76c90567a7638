"""What points elsewhere among the paragraphs of a story."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body import teasers
from dateline.extract.lines.units import Unit, units


def pieces(text: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Related articles", True),
        ("Read more: Harbour cranes to be sold", False),
        ("Advertisement", False),
        ("- Advertisement -", False),
        ("© 2025 Orlac Post. All rights reserved.", False),
        ("Read more books, the minister told the children of the harbour, and nobody did as he had said.", None),
        ("The ferry sails again.", None),
    ],
)
def test_headings_teasers_and_appeals_are_told_from_the_story(line: str, expected: bool | None) -> None:
    (unit,) = pieces(line)
    assert teasers.points_elsewhere(unit) is expected


def test_lines_below_a_heading_leave_up_to_the_paragraph_that_goes_on() -> None:
    below = "In the yard they found rifles and grenades, an officer said, who would not be named for fear of his post."
    some = pieces(f"Related\nMayor shot dead in the port\nWho owns the goats?\n{below}")
    flags = [True] * len(some)
    teasers.take_out(some, 0, flags, blanks=True)
    assert flags == [True, False, False, True]


def test_a_label_in_brackets_points_elsewhere() -> None:
    (dump,) = read_bytes("【関連記事】橋の下の町「三日で戻った」\n\n【関係者】の話を聞いた。".encode(), "a.txt")
    related, other = units(dump.lines)
    assert teasers.points_elsewhere(related) is False
    assert teasers.points_elsewhere(other) is None
