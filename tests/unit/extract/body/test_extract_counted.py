"""Lists whose lines count on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.dumps import read_bytes
from dateline.extract.body.counted import counted, headings
from dateline.extract.lines.units import Unit, units

STORY = ["The league of Orlac has named the best referee of its season, for the twelfth time since it began."] * 2
YEARS = [f"{year}: {name} – Orlac United" for year, name in zip(range(2023, 2017, -1), "ABCDEF", strict=True)]
SECTIONS = ["Home page", "Sports", "Weather"]


def pieces(lines: list[str]) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    return units(dump.lines)


def found(lines: list[str], inside: list[str]) -> list[str]:
    some = pieces(lines)
    return [some[i].text for i in sorted(counted(some, [u.text in inside for u in some]))]


def test_a_chronology_below_the_story_comes_with_its_heading() -> None:
    assert found([*STORY, *SECTIONS, "Referees of the year", *YEARS, "Contact"], STORY) == [
        "Referees of the year",
        *YEARS,
    ]


def test_a_chronology_far_from_the_story_or_above_it_is_no_part_of_it() -> None:
    assert found([*YEARS, *STORY], STORY) == []
    assert found([*STORY, *(f"Section {n}th" for n in "abcdefghijklmnopqrstuvwxyz"), *YEARS], STORY) == []


def test_years_of_an_archive_are_numbers_alone() -> None:
    assert found([*STORY, *(f"{year}:" for year in range(2023, 2010, -1))], STORY) == []


def test_lines_that_open_with_a_year_and_say_a_title_are_no_chronology() -> None:
    assert found([*STORY, *(f"{year} Orlac Roadster review" for year in range(2023, 2015, -1))], STORY) == []


def test_a_numbered_list_is_in_as_a_whole_if_a_part_of_it_is() -> None:
    points = [f"{n}. Bring water and bread" for n in range(1, 7)]
    assert found([*STORY, *points], [*STORY, *points[2:4]]) == [*points[:2], *points[4:]]


def test_numbers_that_jump_are_no_list() -> None:
    points = [f"{n}. Bring water and bread" for n in (1, 4, 2, 9, 5, 11)]
    assert found([*STORY, *points], [*STORY, points[0]]) == []


def test_numbered_headings_that_go_on_through_the_story_are_in() -> None:
    lines = [line for n in range(1, 6) for line in (f"{n}. The ferry of Orlac", STORY[0] + str(n))]
    some = pieces(lines)
    flags = [not u.text[0].isdigit() for u in some]
    assert sorted(headings(some, flags)) == [0, 2, 4, 6, 8]
    assert sorted(headings(some[:6], flags[:6])) == []  # three may be chance


@given(
    st.lists(
        st.tuples(st.sampled_from(["1. a b c", "2. a b c", "3) d e f", "2020: x y", "2021: x y", "z"]), st.booleans())
    )
)
def test_only_lines_that_are_missing_come_in(some: list[tuple[str, bool]]) -> None:
    lines = pieces([text for text, _ in some] or ["z"])
    flags = [flag for _, flag in some][: len(lines)] or [False]
    flags += [False] * (len(lines) - len(flags))
    for numbers in (counted(lines, flags), headings(lines, flags)):
        assert all(0 <= i < len(lines) and not flags[i] for i in numbers)


def test_letters_that_go_on_belong_together() -> None:
    points = [f"{letter}) whoever keeps the {name}," for letter, name in zip("abcd", STORY[0].split(), strict=False)]
    assert found([*STORY, *points, "Contact"], [*STORY, points[0]]) == points[1:]
    assert found([*STORY, *points, "Contact"], STORY) == []


def test_what_chinese_notices_count_in_brackets_belongs_to_the_story_below_what_announces_it() -> None:
    lead = "有下列情形之一的，渡口应当停航："
    items = ["（一）风力超过六级的；", "（二）夜间没有灯光的；", "（三）船上没有救生衣的；", "（四）船长生病的。"]
    assert found([*STORY, lead, *items, STORY[0]], [*STORY, lead]) == items
    assert found([*STORY, "渡口", *items, STORY[0]], STORY) == []
    assert found([*STORY, "渡口", *items], [*STORY, items[1]]) == [items[0], *items[2:]]
    later = ["（九）停电的；", "（十）起雾的；", "（十一）结冰的；", "（十二）涨水的。"]
    assert found([lead, *later], [lead]) == later
