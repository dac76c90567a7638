"""How a byline begins, and what begins so and names no author."""

from __future__ import annotations

from dateline.extract.recognisers.openings import (
    anothers,
    has_opening,
    joins,
    labels_other,
    nobodys,
    opens_alone,
    opens_surely,
    remarks,
)


def test_a_line_that_begins_as_a_byline_does() -> None:
    assert has_opening("Por Marta Salcedo")
    assert not has_opening("Byzantine ruins were found")


def test_two_words_or_a_colon_open_a_byline_surely() -> None:
    assert opens_surely("Written by Ada Kerr")
    assert opens_surely("Автор: Иван Петров")
    assert not opens_surely("By Ada Kerr")
    assert not opens_surely("Written by")


def test_a_word_that_joins_names_stands_alone() -> None:
    assert joins("and")
    assert not joins("Ada Kerr")


def test_what_tells_of_anothers_work() -> None:
    assert anothers("Photographs by Ada Kerr")
    assert labels_other("Edited by:")
    assert not labels_other("Reported by")
    assert opens_alone("Reported by")
    assert nobodys("By Our Correspondent")
    assert not nobodys("By Ada Kerr")


def test_a_label_with_a_comma_behind_it_opens_a_byline_alone() -> None:
    assert opens_alone("எழுதியவர்,")
    assert has_opening("مصنف, شیریں بلوچ")


def test_who_says_a_comment_is_told_before_a_colon() -> None:
    assert all(map(remarks, ("Jane Doe says:", "Jana sagt:", "Jean a dit :", "Иван пишет:")))
    assert not any(map(remarks, ("says:", "Jane Doe says", "What the minister says about it: nothing")))
