"""Posts, desks, agencies and who is nobody."""

from __future__ import annotations

from dateline.extract.recognisers.posts import copulas, is_desk, is_place, is_title, tells_what, wire


def test_a_desk_is_told_by_its_end_or_beginning() -> None:
    assert is_desk("orlac post staff")
    assert is_desk("redaccion politica")
    assert not is_desk("ada stafford")


def test_an_agency_is_written_as_agencies_are() -> None:
    assert wire("AFP")
    assert wire("The Associated Press")
    assert not wire("Afp")
    assert not wire("Ada Kerr")


def test_a_title_stands_before_a_name_and_a_post_alone() -> None:
    assert is_title("Dr.")
    assert not is_title("Ada")
    assert tells_what("Korrespondent")
    assert not tells_what("Korrespondent in Rom")


def test_what_follows_a_name_in_a_note_and_which_name_is_a_citys() -> None:
    assert "is" in copulas()
    assert is_place("New York")
    assert not is_place("Ada Kerr")
