"""The tops of articles that were pasted one below the other."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.judging.tops import tops
from dateline.extract.lines.units import units

TEXT = "The ferry to Orlac sails again after nine years, the harbour office said, and told how it had come about."
ONE = f"Ferry sails again\nBy Ada Kerr\n5 May 2021\n\n{TEXT}\n\n"
TWO = f"Goats swim ashore\nBy Bo Lund\n17 June 2021\n\n{TEXT}\n"


def found(text: str) -> list[int]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return tops(units(dump.lines))


def test_an_article_begins_where_the_first_one_s_top_stands_again() -> None:
    assert found(ONE + TWO + "\n" + ONE) == [4, 8]


def test_a_date_written_otherwise_opens_none() -> None:
    assert found(ONE + TWO.replace("17 June 2021", "June 17, 2021")) == []


def test_a_top_needs_a_paragraph_below_and_a_blank_line_above() -> None:
    assert found(ONE + TWO.replace(TEXT, "More")) == []
    assert found(ONE.rstrip("\n") + "\n" + TWO) == []


def test_a_page_s_menu_on_top_is_no_article() -> None:
    assert found("Home\nNews\nSport\nWeather\n\n" + ONE + TWO) == []


def test_a_word_may_stand_before_the_date() -> None:
    one, two = (
        text.replace("\nBy ", "\nPublished ").replace("Ada Kerr\n", "").replace("Bo Lund\n", "") for text in (ONE, TWO)
    )
    assert found(one + two + "\n" + one) == [3, 6]
    assert found(one.replace("Published", "The ferry sailed on") + two) == []
