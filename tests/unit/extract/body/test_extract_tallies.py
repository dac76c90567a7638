"""Counts by place and lines with one picture in front, amid a story."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body.tallies import tallies
from dateline.extract.lines.units import Unit, units

STORY = "The ministry said on Thursday evening that the ferry had carried more people than in any week of the year."
COUNTS = "\n".join(("Place / passengers", "Orlac 1208", "Port Sabel 972", "Cais Novo 155", "Old Quay 40", "Lido 9"))


def pieces(text: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


def test_counts_between_paragraphs_are_the_storys_with_what_heads_them() -> None:
    some = pieces(f"{STORY}\n\n{COUNTS}\n\n{STORY}")
    flags = [unit.text == STORY for unit in some]
    assert tallies(some, flags) == {i for i, unit in enumerate(some) if unit.text != STORY}


def test_counts_below_the_last_paragraph_are_a_menus() -> None:
    some = pieces(f"{STORY}\n\n{STORY}\n\n{COUNTS}\n\nHome\n\nAbout us")
    assert not tallies(some, [unit.text == STORY for unit in some])


def test_lines_with_the_picture_of_several_of_the_storys_are_its_too() -> None:
    lines = [f"➡️ Quay {n}: {n}00 passengers" for n in range(1, 6)]
    some = pieces("\n\n".join([STORY, *lines, STORY, "➡️ Buy tickets"]))
    flags = [unit.text == STORY or unit.text in lines[2:] for unit in some]
    assert tallies(some, flags) == {1, 2}
    few = pieces("\n\n".join([STORY, *lines[:3], "Home", STORY]))
    assert not tallies(few, [unit.text == STORY for unit in few])


def test_a_paragraph_right_below_such_lines_goes_on_with_the_story() -> None:
    lines = [f"➡️ Quay {n}: {n}00 passengers" for n in range(1, 6)]
    some = pieces("\n\n".join([STORY, COUNTS, STORY, *lines, STORY, "Home", "About us"]))
    flags = [i == 0 for i in range(len(some))]
    assert [some[i].text for i in sorted(tallies(some, flags))][-1] == STORY
    assert len(tallies(some, flags)) == len(some) - 3


def test_a_chronology_that_the_story_has_in_part_is_whole() -> None:
    days = [
        "27 November: Fighters leave the hills.",
        "30 November: They are in the town.",
        "2 December: The quay falls.",
        "5 December: The army goes.",
        "8 December: The palace is empty.",
    ]
    some = pieces(f"{STORY}\n\n" + "\n".join(days) + f"\n\n{STORY}")
    flags = [unit.text not in days[2:4] for unit in some]
    assert [some[i].text for i in sorted(tallies(some, flags))] == days[2:4]
