"""Interviews."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body import interviews
from dateline.extract.lines.units import Unit, units

INTERVIEW = (
    "Q. Why nine years?",
    "A. The jetty. It broke.",
    "Q. And now?",
    "A. It is whole.",
    "Q. And then?",
    "A. Goats.",
)


def pieces(*lines: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    return units(dump.lines)


def test_all_turns_of_an_interview_come_in() -> None:
    read = pieces(*INTERVIEW[:2], "Read more", *INTERVIEW[2:])
    found = interviews.interview(read, [True, *[False] * (len(read) - 1)])
    assert found == {0, 1, 3, 4, 5, 6}


def test_an_interview_needs_questions() -> None:
    lines = [line.replace("?", ".") for line in INTERVIEW]
    assert interviews.interview(pieces(*lines), [True] * len(lines)) == frozenset()
    assert interviews.interview(pieces(*INTERVIEW), [False] * len(INTERVIEW)) == frozenset()


def test_turns_go_on_behind_a_box_where_half_of_them_are_inside_already() -> None:
    turns = [
        "What ran out first?",
        "Plaster, and then the water that we drank.",
        "How many were wounded?",
        "In the end some six hundred, I think.",
        "Can you speak of the camp?",
        "No, and I shall not for some years.",
        "What do you never eat again?",
        "Barley.",
    ]
    page = [*turns[:4], "In conversation: Olena H.", "She is 36 and a nurse.", *turns[4:]]
    (dump,) = read_bytes("\n\n".join(page).encode(), "a.txt")
    some = units(dump.lines)
    inside = [i < 4 for i in range(len(some))]
    assert {some[i].text for i in interviews.interview(some, inside)} == set(turns)
    few = [i < 1 for i in range(len(some))]
    assert interviews.interview(some, few) == frozenset()
