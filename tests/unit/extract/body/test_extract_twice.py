"""The story that a page prints twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.dumps import read_bytes
from dateline.extract.body.twice import at_once, twice
from dateline.extract.lines.units import Unit, units

PARAGRAPHS = [
    f"Paragraph {word} of the report tells what the town of Orlac did with its {word} ferry." for word in
    ("first", "second", "third", "fourth", "fifth", "sixth")
]  # fmt: skip


def pieces(paragraphs: list[str]) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n\n".join(paragraphs).encode(), "a.txt")
    return units(dump.lines)


def again(paragraphs: list[str]) -> list[int]:
    some = pieces(paragraphs)
    return sorted(twice(some, [True] * len(some)))


def test_the_second_print_leaves_with_its_short_lines() -> None:
    story = [*PARAGRAPHS[:3], "The ferry", *PARAGRAPHS[3:]]
    assert again([*story, *story]) == list(range(7, 14))


def test_a_line_that_stands_twice_in_a_row_is_a_caption() -> None:
    caption = "The new ferry of Orlac leaves for its first crossing on Friday, with the mayor on board"
    some = pieces([PARAGRAPHS[0], caption, caption, PARAGRAPHS[1], f"{caption} {caption}", PARAGRAPHS[2]])
    assert sorted(at_once(some, [True] * len(some))) == [1, 2, 4]
    assert sorted(at_once(some, [i != 1 for i in range(len(some))])) == [2, 4]  # one of both is enough


def test_a_short_line_that_stands_twice_may_be_a_heading() -> None:
    some = pieces([PARAGRAPHS[0], "The first ferry", "The first ferry", PARAGRAPHS[1], "No, no, no, no"])
    assert not at_once(some, [True] * len(some))


def test_what_the_second_print_says_for_the_first_time_stays() -> None:
    new = "A sentence that the first print does not have, about the cat of the ferry's captain."
    assert again([*PARAGRAPHS, *PARAGRAPHS[:3], new, *PARAGRAPHS[3:]]) == [6, 7, 8, 10, 11, 12]


def test_a_third_print_leaves_too() -> None:
    assert again(PARAGRAPHS * 3) == list(range(6, 18))


def test_a_refrain_stays() -> None:
    assert again([line for line in PARAGRAPHS for line in (line, PARAGRAPHS[0])]) == []
    assert again([*PARAGRAPHS, *PARAGRAPHS[:3]]) == []  # too few for a second print


def test_quotations_pulled_out_of_each_paragraph_are_no_second_print() -> None:
    assert again([line for line in PARAGRAPHS for line in (line, line)]) == []


@given(st.lists(st.sampled_from([*PARAGRAPHS, "Ferry", "Orlac"]), min_size=1, max_size=40))
def test_each_text_is_left_at_least_once(lines: list[str]) -> None:
    out = set(again(lines))
    assert {line for i, line in enumerate(lines) if i not in out} == set(lines)


def test_a_caption_beside_its_own_print_with_a_credit_leaves() -> None:
    caption = "Two teachers and a goat wait for the ferry on the quay of Orlac, which sails again"
    (dump,) = read_bytes(f"{caption}\n{caption} (Photo: J. Doe)\n\nThe ferry sails.".encode(), "a.txt")
    some = units(dump.lines)
    assert at_once(some, (True, False, True)) == {0}
    assert at_once(some, (True, True, True)) == frozenset()
    (dump,) = read_bytes(f"{caption}.\n{caption}.ORLIC\n\nThe ferry sails.".encode(), "a.txt")
    assert at_once(units(dump.lines), (True, True, True)) == {0, 1}  # glued to it
    (dump,) = read_bytes(f"{caption}\n{caption} after nine years\n\nThe ferry sails.".encode(), "a.txt")
    assert at_once(units(dump.lines), (True, True, True)) == frozenset()
