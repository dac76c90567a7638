"""Lists amid a copied story."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body import lists
from dateline.extract.lines.units import Unit, units


def read(*lines: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "dump.txt")
    return units(dump.lines, frozenset(), dump.text)


FIRST = "The river rose by two metres in the night and took the bridge at Orlac with it."
LAST = "The council is to meet on Friday and has asked the army for boats."


@pytest.mark.parametrize("sign", ["• ", "– ", "— ", "- ", "* "])
def test_a_list_with_signs_comes_in_with_what_opens_it(sign: str) -> None:
    some = read(FIRST, "The council asks for:", f"{sign}boats", f"{sign}dry blankets", LAST)
    assert lists.amid(some, [True, False, False, False, True]) == {1, 2, 3}


def test_numbers_are_signs() -> None:
    some = read(FIRST, "Die Gemeinde fordert:", "1. Boote", "2. Decken", LAST)
    assert lists.amid(some, [True, False, False, False, True]) == {1, 2, 3}


def test_items_without_signs_need_their_opening() -> None:
    some = read(FIRST, "The council asks for:", "boats", "dry blankets", LAST)
    assert lists.amid(some, [True, True, False, False, True]) == {2, 3}
    assert not lists.amid(some, [True, False, False, False, True])


def test_several_terse_items_come_in_with_the_line_that_opens_them() -> None:
    some = read(FIRST, "Veja o que se sabe até agora:", "Duas pontes caíram", "O porto fechou", "A escola abriu", LAST)
    assert lists.amid(some, [True, False, False, False, False, True]) == {1, 2, 3, 4}
    titles = ("Why the bridge at Orlac fell in the night of a storm",
              "What the council knew of the river and its mud",
              "How to dry a house: a guide for the days behind the flood")  # fmt: skip
    some = read(FIRST, "Our writers explore:", *titles, LAST)
    assert not lists.amid(some, [True, False, False, False, False, True])


def test_a_list_may_end_before_what_asks_to_share() -> None:
    some = read(FIRST, "What we know:", "Two bridges fell", "The port is closed", "The school is open", "Share", LAST)
    assert lists.amid(some, [True, False, False, False, False, False, False]) == {1, 2, 3, 4}


def test_a_heading_may_stand_above_the_line_that_opens_a_list() -> None:
    some = read(FIRST, "Recommendations", "The council asks for:", "- boats;", "- dry blankets.", LAST)
    assert lists.amid(some, [True, False, False, False, False, True]) == {2, 3, 4}


def test_items_without_signs_that_stand_elsewhere_too_are_buttons() -> None:
    some = read(FIRST, "Best prices today:", "Check", "Compare", LAST, "Check")
    assert not lists.amid(some, [True, True, False, False, True, False])


def test_what_the_story_does_not_go_on_behind_is_left() -> None:
    some = read(FIRST, "The council asks for:", "• boats", "• dry blankets", LAST)
    assert not lists.amid(some, [True, False, False, False, False])


def test_a_box_of_links_is_no_list() -> None:
    some = read(FIRST, "Read more:", "• Bridge at Orlac to be rebuilt", "• Mayor resigns", LAST)
    assert not lists.amid(some, [True, False, False, False, True])


def test_a_heading_may_stand_behind_a_list() -> None:
    some = read(FIRST, "The council asks for:", "• boats", "• dry blankets", "What now?", LAST)
    assert lists.amid(some, [True, True, False, False, False, True]) == {2, 3}


def test_signs_that_are_drawn_need_no_opening() -> None:
    some = read(FIRST, "🔹 Two schools are under water", "🔹 The market is closed", LAST)
    assert lists.amid(some, [True, False, False, True]) == {1, 2}
    boxes = read(FIRST, "☐ Journeys", "☐ Meetings", LAST)
    assert not lists.amid(boxes, [True, False, False, True])


def test_items_that_stand_together_may_close_the_story() -> None:
    more = ("", "For more, write to us:", "", "Bol")
    some = read(FIRST, "", "The council asks for:", "", "boats", "dry blankets", *more)
    assert lists.amid(some, [True, True, False, False, False, False]) == {2, 3}
    told = read(FIRST, "", "The council asks for:", "", "Read it here.", "Show it all.", "", "Bol")
    assert not lists.amid(told, [True, True, False, False, False])


POINTS = ("Ferry sails after nine years", "Tickets cost two crowns each", "Goats travel free of charge")


@pytest.mark.parametrize("heading", ["Summary", "Key points:", "Das Wichtigste in Kürze", "हाइलाइट्स"])
def test_all_points_of_a_summary_come_in_with_one(heading: str) -> None:
    some = read("Ferries", heading, *POINTS, f"{FIRST} {LAST}")
    assert lists.summed_up(some, [False, False, False, True, False, True]) == {2, 3, 4}
    assert lists.summed_up(some, [False] * 6) == frozenset()


def test_lines_below_another_heading_are_no_points() -> None:
    some = read("Ferries", "Harbours", *POINTS, FIRST)
    assert lists.summed_up(some, [False, False, False, True, False, True]) == frozenset()


def test_developments_above_the_first_entry_of_a_live_blog_come_in() -> None:
    entry = ("", "8:44 PM GMT", FIRST)
    some = read("Key developments", "- The ferry is late, the office says", "- Goats walk along the quay", *entry)
    assert lists.summed_up(some, [False] * 4 + [True]) == {1, 2}
    bare = read("Key developments", "The ferry is late, the office says", "Show key events only, please", *entry)
    assert not lists.summed_up(bare, [False] * 4 + [False])


def test_a_sentence_between_paragraphs_opens_a_list_though_nobody_knows_either() -> None:
    some = read(FIRST, "Three places at the coast took people in:", "the school", "the church at Orlac", LAST)
    assert lists.amid(some, [True, False, False, False, True]) == {1, 2, 3}
    assert not lists.amid(some, [True, False, False, False, False])
    titles = read(FIRST, "Read what we wrote about the bridge:", "Why did the bridge fall?", "Who pays?", LAST)
    assert not lists.amid(titles, [True, False, False, False, True])


def test_a_box_may_stand_above_such_a_list_if_it_has_signs() -> None:
    some = read(
        FIRST, "More", "A bridge of paper", "The council asks three questions today:", "- Who?", "- When?", LAST
    )
    assert lists.amid(some, [True, False, False, False, False, False, True]) == {3, 4, 5}


def test_items_that_are_one_sentence_end_with_its_full_stop() -> None:
    opening = f"{FIRST} {LAST} {FIRST} There are three things that it needs:"
    some = read(opening, "boats that float,", "blankets, if they are dry,", "and whoever can row.", LAST)
    assert lists.amid(some, [True, False, False, False, True]) == {1, 2, 3}
    some = read(opening, "boats that float", "blankets that are dry", "and whoever can row.", LAST)
    assert 3 not in lists.amid(some, [True, False, False, False, True])
