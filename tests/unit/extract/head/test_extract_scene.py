"""A story's surroundings are measured alike whether or not the words of its lines are numbered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.features.again import Said
from dateline.extract.head.scene import scene
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit

WORDS = ("a", "to", "ferry", "sails", "again", "orlac", "2021", "渡轮", "島", "harbour", "мол", "and")
LINES = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), st.sampled_from((0.1, 0.6, 0.9))),
    min_size=1,
    max_size=80,
)


@given(LINES)
def test_numbered_words_change_nothing(lines: list[tuple[list[str], float]]) -> None:
    some = [Unit(" ".join(said), " ".join(said), (i,), 0, 0, None) for i, (said, _) in enumerate(lines)]
    scores = [score for _, score in lines]
    known = scene(some, scores, (), "en", said=Said(some, Spoken.of(some)))
    plain = scene(some, scores, (), "en")
    assert (known.core, known.lead, known.last, known.window) == (plain.core, plain.lead, plain.last, plain.window)
    assert known.rows.tolist() == plain.rows.tolist()


def units(*texts: str) -> list[Unit]:
    return [Unit(text, text, (i,), 0, 0, None) for i, text in enumerate(texts)]


def told(line: str) -> list[tuple[int, int, int]]:
    """The days that a scene notes of a line above a story."""
    some = units("Ferry sails again", line, "The ferry sailed again to the island on Monday.")
    found = scene(some, (0.9, 0.1, 0.9), (), "en")
    return [(day.year, day.month, day.day) for day in found.dated.get(1, ())]


def test_a_brief_line_tells_its_days() -> None:
    assert told("Published 2 May 2017, updated 4 May 2017") == [(2017, 5, 2), (2017, 5, 4)]


def test_a_long_line_tells_the_day_with_which_it_opens() -> None:
    assert told("2 May 2017 Jane Doe " + ", ".join(["Ferries", "Harbour"] * 20) + ", 4 May 2017") == [(2017, 5, 2)]
    assert told("Ferries, " * 40 + "2 May 2017") == []


def test_a_line_of_very_many_days_tells_one() -> None:
    assert told("1 January 2020, 2 January 2020, " * 50_000) == [(2020, 1, 1)]
