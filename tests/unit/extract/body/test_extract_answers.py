"""Lines that count the answers to a title."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body.answers import behind_count, counts_answers
from dateline.extract.lines.units import units

TITLE = "Ferry sails again to Orlac"
STORY = "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning."
REMARK = "That was long overdue, and nobody on our side of the river will miss the road over the hills in winter."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"6 Comments on {TITLE}", True),
        (f"3 Responses to “{TITLE}”", True),
        (f"9 Kommentare zu {TITLE}.", True),
        (f"One thought on “{TITLE}”", True),
        (f"Comments on {TITLE}", False),
        ("6 Comments on the goats of Northport", False),
        (f"8 tips for {TITLE}", False),
        ("6 Comments", False),
    ],
)
def test_what_counts_the_answers_to_a_title_has_comments_behind_it(line: str, told: bool) -> None:
    (dump,) = read_bytes("\n\n".join([TITLE, STORY, line, REMARK]).encode(), "a.txt")
    some = units(dump.lines)
    assert counts_answers(some, 2) is told
    assert behind_count(some, [False, True, False, True]) == (frozenset({3}) if told else frozenset())
    assert behind_count(some, [False, False, False, True]) == frozenset()


def test_a_sentence_that_ends_with_a_term_of_the_text_in_quotation_marks_counts_nothing() -> None:
    texts = [
        "How to found a ferry line",
        "Ferry master",
        "Every line needs one.",
        "Who may be called a “ferry master.”",
        "The end.",
    ]
    (dump,) = read_bytes("\n\n".join(texts).encode(), "a.txt")
    some = units(dump.lines)
    assert behind_count(some, [False, True, True, True, True]) == frozenset()
    assert behind_count(some, [False, False, True, True, True]) == frozenset()
