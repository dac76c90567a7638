from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.split import edges
from dateline.extract.units import units

STORY = "The river port reopened to cargo ships on Friday after engineers removed the last of the mines. " * 5


def edges_of(text: str) -> list[int]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    pieces = units(dump.lines)
    return edges(pieces, [len(p.text) > 60 for p in pieces])


def test_a_rule_between_two_stories_splits() -> None:
    assert edges_of(f"One\n{STORY}\n----------\nTwo\n{STORY}\n") == [0, 2, 5]


def test_a_line_below_a_heading_does_not_split() -> None:
    assert edges_of(f"One\n{STORY}\nThe other bank\n--------------\n{STORY}\n") == [0, 5]


def test_a_line_that_is_drawn_twice_splits_also_below_one_as_long() -> None:
    assert edges_of(f"One\n{STORY}\nBy Lena Orrick\n--------------\nTwo\n{STORY}\n--------------\n{STORY}") == [
        0,
        3,
        6,
        8,
    ]


def test_numbered_documents_split() -> None:
    assert edges_of(f"Document 1 of 2\nOne\n{STORY}\nDocument 2 of 2\nTwo\n{STORY}\n") == [0, 3, 6]


def test_a_rule_inside_one_story_does_not_split() -> None:
    assert edges_of(f"One\n{STORY}\n----------\nA footnote.\n") == [0, 4]


def test_a_story_without_a_mark_is_one() -> None:
    assert edges_of(f"One\n{STORY}\nTwo\n{STORY}\n") == [0, 4]


def test_a_box_between_rules_does_not_split() -> None:
    assert edges_of(f"One\n{STORY}\n*****\nTables: 2024 | 2025\n*****\n{STORY}\n") == [0, 6]


def test_two_rules_between_two_stories_split() -> None:
    assert edges_of(f"One\n{STORY}\n*****\nFrom the archive\n*****\nTwo\n{STORY}\n") == [0, 2, 7]


SHORT = "The goat of Orlac has gone home, the harbour office said on Saturday. " * 3


def test_a_short_last_article_below_the_same_rule_splits() -> None:
    text = f"One\n{STORY}\n=====\nTwo\n{STORY}\n=====\nThree\nBy Lena Orrick\n{SHORT}\n"
    assert edges_of(text) == [0, 2, 5, 9]


def test_a_short_end_below_the_same_rule_without_a_head_does_not_split() -> None:
    text = f"One\n{STORY}\n=====\nTwo\n{STORY}\n=====\nThanks to the harbour office\n{SHORT}\n"
    assert edges_of(text) == [0, 2, 8]


def test_the_same_headline_twice_with_nothing_between_is_no_mark_that_is_drawn() -> None:
    tops = [f"Ferry runs again\nBy Lena Orrick\n{day} March 2024\n\n{STORY}\n\n" for day in (12, 13)]
    short = "Ferry runs again\nBy Lena Orrick\n14 March 2024\n\n" + SHORT[:140]
    assert edges_of("".join(tops) + short) == [0, 4, 12]
