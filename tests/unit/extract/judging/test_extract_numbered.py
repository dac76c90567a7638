"""A menu that a program numbered is read without its numbers, a story's own points with them."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract import extract, running_text
from dateline.extract.judging.numbered import bare
from dateline.extract.lines.units import Unit, units

MENU = ["Home", "News", "Sign in", "Share on Facebook", "Subscribe"]
POINTS = ["The quay is mended.", "The ferry sails on Thursdays.", "Goats travel free of charge."]
STORY = [
    "The ferry to Illen Island sailed again on Thursday, eleven weeks late, and two goats were the first to land.",
    "Its master said that the old quay had been mended by the islanders, who had no time to ask the council.",
    "The council thanked them, and sent a bill for the timber that had been taken from its yard behind the school.",
]


def found(lines: list[str]) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    return units(dump.lines)


def numbers(lines: list[str]) -> list[str]:
    return [f"{n}. {line}" for n, line in enumerate(lines, 1)]


def test_a_menu_loses_its_numbers() -> None:
    assert [unit.text for unit in bare(found(numbers(MENU)))] == MENU
    assert [unit.folded for unit in bare(found(numbers(MENU)))][2] == "sign in"


def test_points_of_a_story_keep_theirs() -> None:
    some = found([*numbers(POINTS), "", "1. Home"])
    assert bare(some) is some


def test_lists_end_where_they_count_anew_or_stand_apart() -> None:
    lines = [*numbers(POINTS), *numbers(MENU), "", "6. Wind and weather"]
    assert [unit.text for unit in bare(found(lines))] == [*numbers(POINTS), *MENU, lines[-1]]


def test_a_numbered_menu_below_a_story_is_none_of_it() -> None:
    head = ["Ferry to Illen Island sails again", "By Ada McKerr", "4 March 2021", ""]
    foot = numbers(["Tags:", "Ferries", "Illen Island", "Previous Post", "Next Post", "Related Posts", "Leave a Reply"])
    (dump,) = read_bytes("\n".join([*numbers(MENU), "", *head, *STORY, "", *foot]).encode(), "a.txt")
    (article,) = extract(dump)
    assert running_text(article) == "\n\n".join(STORY)
    assert article.lines[0].line.text == "1. Home"
