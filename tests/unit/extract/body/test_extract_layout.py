from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract.body import layout
from dateline.extract.lines.units import units


@pytest.mark.parametrize(
    ("longer", "expected"),
    [
        ("Home » World » A truce that holds", 1),
        ("Share this story: A truce that holds", 1),
        ("A truce that holds | Valley Post", 1),
        ("Analysis: A truce that holds", 0),  # it may be the headline's own first word
        ("A truce that holds in the valley", 0),
        ("A truce that holds", 0),
    ],
)
def test_a_headline_without_its_trail_or_label(longer: str, expected: int) -> None:
    (dump,) = dumps.read_bytes("\n\n".join((longer, "A truce that holds", "Asia", "World")).encode(), "a.txt")
    assert layout.bare(units(dump.lines), 0, range(4)) == expected


DECK = "Two rooms below the lamp can be booked from May."


@pytest.mark.parametrize(
    ("head", "marks", "expected"),
    [
        (["Lighthouse opens", DECK, "By Ida Roth"], [2], 1),
        (["Lighthouse opens", "3 May 2021", DECK, "By Ida Roth"], [1, 3], 2),
        (["Lighthouse opens", "3 May 2021", "Share this article", DECK, "By Ida Roth"], [1, 4], 3),
        (["Lighthouse opens", "Photo: Ida Roth", "3 May 2021", DECK, "By Ida Roth"], [2, 4], None),  # the first tells
        (["Lighthouse opens", "A lamp above the bay A lamp above the bay", DECK, "By Ida Roth"], [3], 2),  # a picture
        (["Lighthouse opens on the rock", "Coast Lighthouse opens on the rock", DECK, "By Ida Roth"], [3], 2),
        (["Lighthouse opens", "Reviewed by Ida Roth and Jon Maas", "3 May 2021", DECK], [2, 4], None),
        (["Lighthouse opens", "3 May 2021", DECK], [1], None),  # it may be the text's first paragraph
        (["Lighthouse opens", "By Ida Roth", "3 May 2021", DECK], [1, 2], None),
    ],
)
def test_a_sentence_before_the_byline_or_the_date_is_the_standfirst(
    head: list[str], marks: list[int], expected: int | None
) -> None:
    (dump,) = dumps.read_bytes("\n\n".join(head).encode(), "a.txt")
    pick = layout.standfirst(units(dump.lines), 0, marks)
    assert (pick.unit if pick else None) == expected


def test_a_live_blog_is_known_by_its_times() -> None:
    posts = "\n\n".join(f"{hour}.15 BST\nFerry {hour} sails" for hour in (12, 13, 14))
    assert layout.is_live(units(dumps.read_bytes(posts.encode(), "a.txt")[0].lines))
    assert not layout.is_live(
        units(dumps.read_bytes(posts.replace("14.15 BST", "In the afternoon").encode(), "a.txt")[0].lines)
    )


def test_names_below_the_opening_of_a_byline() -> None:
    head = ["Lighthouse opens", "Reported by", "Ida Roth", "Jon Maas", "Edited by", "Ann Lee", "4 March 2021"]
    (dump,) = dumps.read_bytes("\n\n".join(head).encode(), "a.txt")
    assert layout.led_bylines(units(dump.lines), 0, 7) == [2, 3]


def test_names_beside_a_byline() -> None:
    head = ["Lighthouse opens", "Ida Roth", "in Beirut", "Jon Maas", "Senior reporter", "4 March 2021", "Ann Lee"]
    (dump,) = dumps.read_bytes("\n\n".join(head).encode(), "a.txt")
    assert layout.beside_bylines(units(dump.lines), 1) == [3]


@pytest.mark.parametrize(
    ("last", "expected"),
    [("Ida Roth", 2), ("Otto Karr", None), ("Valley Post", None), ("The keeper, Ida Roth, waved.", None)],
)
def test_a_name_that_signs_the_text(last: str, expected: int | None) -> None:
    lines = ["Lighthouse opens", "Otto Karr lit the lamp at nine, and the boats answered.", last, "Share"]
    (dump,) = dumps.read_bytes("\n\n".join(lines).encode(), "a.txt")
    assert layout.signed(units(dump.lines), [False, True, False, False]) == expected


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("You are here: Home / News / A truce holds", "A truce holds in the valley of the Senn", 1),
        ("Harbour fire 2023", "Harbour fire: two boats lost as crews work into 2023's first night", 1),
        ("A truce holds", "A truce holds in the valley of the Senn, both sides say.", 0),  # a standfirst
        ("A truce holds in the valley", "Crews work into the night at the harbour of Orlac", 0),
    ],
)
def test_a_brief_headline_gives_way_to_the_full_one(above: str, below: str, expected: int) -> None:
    (dump,) = dumps.read_bytes(f"{above}\n\n{below}".encode(), "a.txt")
    assert layout.longer(units(dump.lines), 0, range(2)) == expected


def test_a_standfirst_may_stand_below_a_note_for_subscribers() -> None:
    lead = (
        "Since December more than nine hundred thousand people have fled, and many of them sleep under the olive trees."
    )
    (dump,) = dumps.read_bytes(f"Winter in Orlac\nRéservé aux abonnés\n{lead}\npar Claire Mercœur\n".encode(), "a.txt")
    found = layout.standfirst(units(dump.lines), 0, [3])
    assert found is not None
    assert found.unit == 2


@pytest.mark.parametrize(
    "line",
    [
        "Picture of our columnist Ida Roth in front of the harbour office",
        "The opinions expressed by contributors are their own and do not necessarily represent the views of the Post.",
    ],
)
def test_no_standfirst_describes_a_picture_or_says_whose_opinion_it_is(line: str) -> None:
    (dump,) = dumps.read_bytes(f"Winter in Orlac\n{line}\nBy Ida Roth\n".encode(), "a.txt")
    assert layout.standfirst(units(dump.lines), 0, [2]) is None


def test_the_outlets_name_with_its_place_is_no_standfirst() -> None:
    line = "Harbour Africa (Addis Ababa)"
    (dump,) = dumps.read_bytes(f"Harbour Africa\n\nFerry sails again\n\n{line}\n\nBy Ida Roth\n".encode(), "a.txt")
    some = units(dump.lines)
    assert layout.standfirst(some, 1, [3]) is None
    other = [unit for unit in some if unit.text != "Harbour Africa"]
    found = layout.standfirst(other, 0, [2])
    assert found is not None
    assert found.unit == 1


def test_a_sentence_that_begins_with_the_headline_and_goes_on_is_the_lead() -> None:
    title = "Vandals broke the lamp of Orlac"
    lead = f"{title}, and the keeper found its glass in the harbour when he came to light it on Thursday evening."
    lines = [title, "Share this article", "20 August 2015, 11:16", "Comments", lead, "Advertisement", "Advertisement"]
    (dump,) = dumps.read_bytes("\n\n".join([*lines, "The lamp is from 1911."]).encode(), "a.txt")
    some = units(dump.lines)
    found = layout.lead(some, [unit.text.endswith("1911.") for unit in some], 0)
    assert found is not None
    assert some[found.unit].text == lead
