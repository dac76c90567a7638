"""Interviews."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract import interviews
from dateline.extract.units import Unit, units

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
