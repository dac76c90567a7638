"""What is decided about an article as a whole."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.judging.judge import below_headline
from dateline.extract.lines.units import units

TEASER = "Ida Roth shows herself in coats that are too tight, since their makers sew none for women of her size."
HEADLINE = "Small boats attack the ferry company"
STORY = (
    "Rivals of the ferry company fear the new timetable, which gives the best hours to its two large ships.",
    "In a letter to the council three owners of small boats write that they would have to sail at night.",
)


def kept(*above: str, sure: bool = True) -> list[str]:
    (dump,) = read_bytes("\n".join([*above, HEADLINE, *STORY]).encode(), "a.txt")
    some = units(dump.lines)
    inside = tuple(unit.text in (TEASER, "Economy", *STORY) for unit in some)
    flags = below_headline(some, inside, len(above), sure=sure)
    return [unit.text for unit, flag in zip(some, flags, strict=True) if flag]


def test_teasers_above_a_sure_headline_are_no_part_of_its_story() -> None:
    menu = ("Home", "Sport", "Search", "Login")
    assert kept(TEASER, *menu) == [*STORY]
    assert kept(TEASER, *menu, sure=False) == [TEASER, *STORY]
    assert kept(TEASER) == [TEASER, *STORY]  # nothing parts it from the headline: a summary
    assert kept(TEASER, TEASER, TEASER, *menu) == [TEASER, TEASER, TEASER, *STORY]  # more than what is below


def test_short_lines_above_a_headline_name_its_section() -> None:
    assert kept("Economy", sure=False) == [*STORY]
