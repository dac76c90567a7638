from __future__ import annotations

import textwrap

import pytest

from dateline.dumps import read_bytes
from dateline.extract.lines.units import units

LONG = (
    "The river port reopened to cargo ships on Friday after engineers removed the last of the mines that had closed it "
    "for two years, and three barges with wheat were the first to leave. "
)


def lines_of(text: str) -> tuple[str, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return tuple(unit.text for unit in units(dump.lines, frozenset(dump.hints.lines)))


@pytest.mark.parametrize("columns", [72, 128])
def test_broken_lines_are_joined(columns: int) -> None:
    paragraphs = [(3 * LONG).strip(), (3 * LONG.replace("river", "lake")).strip(), "A short one."]
    text = "A headline\n\n" + "\n\n".join("\n".join(textwrap.wrap(p, columns)) for p in paragraphs) + "\n"
    assert lines_of(text) == ("A headline", *paragraphs)


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = "\n".join([LONG.strip(), LONG.replace("river", "lake").strip(), "Short."])
    assert lines_of(text) == tuple(text.split("\n"))


def test_a_menu_is_not_joined() -> None:
    text = "\n".join(["Home", "World", "Politics", "Business and economy", "Sport"] * 12)
    assert len(lines_of(text)) == 60


def test_blank_lines_are_counted() -> None:
    (dump,) = read_bytes(b"One\n\n\nTwo\nThree\n", "a.txt")
    found = units(dump.lines)
    assert [(u.blank_before, u.blank_after) for u in found] == [(0, 2), (2, 0), (0, 0)]


def test_lines_are_joined_in_the_part_that_was_broken() -> None:
    broken = [(2 * LONG.replace("river", name)).strip() for name in ("lake", "canal", "sea")]
    whole = LONG.strip()
    text = "\n\n".join(["A headline", *("\n".join(textwrap.wrap(p, 66)) for p in broken), whole, f"{whole} {whole}"])
    assert lines_of(text) == ("A headline", *broken, whole, f"{whole} {whole}")
