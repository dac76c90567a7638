"""What a line adds to its headline, and what only looks added."""

from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract import extract
from dateline.extract.head import additions
from dateline.extract.lines.units import Unit, units

STORY = "\n\n".join(
    (
        "The ferry between Orlac and the northern islands sailed again on Tuesday, for the first time in three weeks.",
        "Some two hundred people had waited at the quay since dawn, many of them with sacks of flour and cans of fuel.",
        "The harbour master said that one boat a day would sail until the second engine has been repaired in the yard.",
        "Fishermen on the islands had carried the sick across the strait in open boats while the ferry lay in harbour.",
    )
)


def of(text: str) -> tuple[Unit, ...]:
    (dump,) = dumps.read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Share this story: Ferry sails again to the islands", "Ferry sails again to the islands"),
        ("Share this Story : Ferry sails again to the islands", "Ferry sails again to the islands"),
        ("Harbour: ferry sails again to the islands", "Harbour: ferry sails again to the islands"),
        ("Shares: what the harbour is worth", "Shares: what the harbour is worth"),
        ("Ferry sails again to the islands (orlac.example) 87", "Ferry sails again to the islands"),
        ("Ferry sails again to the islands (news.orlac.example)", "Ferry sails again to the islands"),
        ("Ferry sails again to the islands (in pictures) 87", "Ferry sails again to the islands (in pictures) 87"),
        ("Inside Orlac (orlac.example)", "Inside Orlac (orlac.example)"),  # too little would be left
        ("Ferry sails again to the islands | Ilse Carver", "Ferry sails again to the islands"),
        ("Ferry sails again to the islands | Boats, goats & more", "Ferry sails again to the islands"),
        ("HARBOUR 3.0 | Ferry sails again to the islands", "HARBOUR 3.0 | Ferry sails again to the islands"),
        ("Ferry sails again | What the captain said of it", "Ferry sails again | What the captain said of it"),
        ("Home » Harbour » Ferry sails again to the islands", "Ferry sails again to the islands"),
        ("Startseite > Hafen > Fähre fährt wieder", "Fähre fährt wieder"),
        ("Home » Ferries", "Home » Ferries"),
        ("Orlac » Harbour » Ferry sails again", "Orlac » Harbour » Ferry sails again"),
    ],
)
def test_what_asks_to_share_sections_and_the_site_are_no_headline(printed: str, expected: str) -> None:
    assert additions.without(printed, of(STORY), stamped=False) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Dec 18 2025 Ferry sails again to the islands", "Ferry sails again to the islands"),
        ("18. Dezember 2025 Fähre fährt wieder zu den Inseln", "Fähre fährt wieder zu den Inseln"),
        ("18 December 2025: the day the ferry sailed", "18 December 2025: the day the ferry sailed"),
        ("18 December Ferry sails again to the islands", "18 December Ferry sails again to the islands"),
        ("Ferry of 18 December 2025 sails again", "Ferry of 18 December 2025 sails again"),
    ],
)
def test_the_day_in_front_is_left_out_where_it_is_the_articles(printed: str, expected: str) -> None:
    assert additions.without(printed, of(STORY), stamped=True) == expected
    assert additions.without(printed, of(STORY), stamped=False) == printed


def test_a_line_that_tells_the_day_and_the_headline_gives_both() -> None:
    text = f"Harbour notes\nDec 18 2025 Ferry sails again to the islands\n\n{STORY}\n"
    (dump,) = dumps.read_bytes(text.encode(), "a.txt")
    (article,) = extract(dump)
    told = {e.field: e.value for e in article.evidence}
    assert told["title"] == "Ferry sails again to the islands"
    assert told["date"] == "2025-12-18"


def test_the_address_in_front_of_a_pages_title_is_the_masthead() -> None:
    page = of(f"orlac.example\nNotes\n{STORY}")
    assert additions.without_address("orlac.example Ferry sails again", page) == "Ferry sails again"
    assert additions.without_address("orlac.example Ferry sails again", of(STORY)) == "orlac.example Ferry sails again"
    assert additions.without_address("Ferry sails again", page) == "Ferry sails again"
