"""Direct speech that opens with a dash, beside lists with the same sign."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body import dialogue
from dateline.extract.lines.units import Unit, units

TOLD = "Tre personer er reddet ut etter raset i Nordvik."


def read(*lines: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "dump.txt")
    return units(dump.lines, frozenset(), dump.text)


def spoken(*lines: str, blanks: bool = True) -> list[int]:
    some = read(*lines)
    return sorted(dialogue.turns(some, range(len(some)), blanks))


@pytest.mark.parametrize("dash", ["–", "—", "―", "-"])
def test_a_dash_alone_opens_speech(dash: str) -> None:
    assert spoken(TOLD, "", f"{dash} Vi hørte et brak, sier Kari Berg.", "", TOLD) == [1]


def test_turns_that_stand_apart_are_speech() -> None:
    assert spoken(TOLD, "", "— А скотину?", "", "— Осталась в сарае.", "", TOLD) == [1, 2]


def test_a_long_dash_below_a_colon_opens_speech() -> None:
    assert spoken("Она ответила:", "", "— Нет.", "", "— Никогда.", "", TOLD) == [1, 2]


def test_a_line_of_speech_without_a_full_stop_may_be_a_heading() -> None:
    assert spoken(TOLD, "", "– Vi er slitne", "", TOLD) == [1]
    assert not spoken(TOLD, "", "- Vi er slitne", "", TOLD)


def test_items_close_together_are_a_list() -> None:
    assert not spoken(TOLD, "", "– Boote werden gebraucht.", "– Decken auch.", "", TOLD)


def test_items_below_a_colon_are_a_list() -> None:
    assert not spoken("Die Gemeinde fordert:", "", "– Boote für alle.", "", "– Decken für alle.", "", TOLD)


def test_lines_without_full_stops_are_a_list() -> None:
    assert not spoken(TOLD, "", "– Boote", "", "– Decken", "", TOLD)


def test_hyphens_are_speech_where_one_of_them_stands_alone() -> None:
    turns = ("- Jeg løp ut.", "", "- Det er trist, sier ordføreren.", "")
    assert not spoken(TOLD, "", *turns, TOLD)
    assert spoken("- Vi hørte et brak.", "", TOLD, "", *turns, TOLD) == [0, 2, 3]


def test_bullets_are_items() -> None:
    assert not spoken(TOLD, "", "• Boote werden gebraucht.", "", TOLD)


def test_a_line_is_told_without_its_dash() -> None:
    assert dialogue.said("– Vi er slitne") == "Vi er slitne"
    assert dialogue.said("-18 grader") == "-18 grader"


def test_spanish_sets_no_space_behind_the_dash() -> None:
    assert spoken(TOLD, "", "—¿Quién manda aquí?", "", "—Quien tiene el fusil —responde Jean.", "", TOLD) == [1, 2]
    assert not spoken(TOLD, "", "–5 grader", "", TOLD)


def test_turns_that_open_with_a_name_are_speech() -> None:
    some = read("NADIA FARROW: When?", "FATUMA IDRIS: In May.", "FARROW: Why those?", "IDRIS: Because.", "Note: short")
    assert dialogue.named(some, range(len(some))) == {0, 1, 2, 3}
    alone = read("Why: because", "Why: nobody knows", TOLD)
    assert not dialogue.named(alone, range(len(alone)))
