"""Bylines by their place: agencies beside the date, portraits' names, names alone, who signs behind the text."""

from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract.body.layout import led_bylines
from dateline.extract.head import signatures
from dateline.extract.lines.units import Unit, units
from dateline.extract.recognisers.bylines import segment, signs, told
from dateline.extract.recognisers.close_names import before_post, in_closing_brackets
from dateline.extract.recognisers.openings import joins
from dateline.extract.recognisers.posts import tells_what, wire

HEADLINE = "Ferry company buys two ships for the northern route"


def _units(*lines: str) -> tuple[Unit, ...]:
    (dump,) = dumps.read_bytes("\n\n".join(lines).encode(), "a.txt")
    return tuple(units(dump.lines))


@pytest.mark.parametrize(
    ("head", "dated", "expected"),
    [
        ((HEADLINE, "AFP", "3 May 2021"), {2}, [1]),
        ((HEADLINE, "AFP, ORLAC"), set(), [1]),
        ((HEADLINE, "SID", "Nachrichtenagentur"), set(), [1]),
        ((HEADLINE, "dpa", "16:30"), set(), [1]),
        ((HEADLINE, "AFP", "Read more"), set(), []),  # it may be a picture's credit
        ((HEADLINE, "App", "3 May 2021"), {2}, []),
        ((HEADLINE, "Photo of Ada Kerr", "Ada Kerr"), set(), [2]),
        ((HEADLINE, "Bild av Ada Kerr", "Ada Kerr"), set(), [2]),
        ((HEADLINE, "Foto de Ada Kerr", "Jon Roe"), set(), []),
        ((HEADLINE, "大山 花子の写真", "大山 花子"), set(), [2]),
        ((HEADLINE, "Ada Kerr", "Ada Kerr"), set(), [2]),
        ((HEADLINE, "Latest news", "Ada Kerr"), set(), []),
    ],
)
def test_agencies_and_portraits_in_the_head(head: tuple[str, ...], dated: set[int], expected: list[int]) -> None:
    assert list(signatures.in_head(_units(*head), 0, len(head) - 1, dated)) == expected


def test_full_names_right_above_the_text_stand_alone() -> None:
    head = _units(HEADLINE, "Ada Kerr/Jon Roe", "이재명 더불어민주당 대선 후보", "The company said on Monday …")
    assert signatures.stands_alone(head, 1, 3, ())
    assert not signatures.stands_alone(head, 1, 0, ())  # below the text's beginning
    assert not signatures.stands_alone(head, 2, 3, ())  # words that the script parts are no name


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (("Article written by:", "Headshot of Ada Kerr", "Ada Kerr"), [3]),
        (("SDA/sep", "Comments"), [1]),
        (("목포, 여수 김서연 기자 seo@orlac.example", "0"), [1]),
        (("김서연 기자", "seo@orlac.example", "박준석 기자"), [1, 3]),
        (("More from Orlac", "The next report", "Ada Kerr"), []),
    ],
)
def test_who_signs_behind_the_text(after: tuple[str, ...], expected: list[int]) -> None:
    lines = _units("The company said on Monday that it will buy two ships.", *after)
    assert signatures.behind(lines, [True] + [False] * len(after)) == expected


def test_reporters_in_brackets_close_a_chinese_report() -> None:
    text = "渡轮公司周一表示，两艘新船将于明年春天投入使用。（本报记者李明、王小红）"
    assert in_closing_brackets(text) == "本报记者李明、王小红"
    assert told(text) == ("李明", "王小红")
    assert signatures.behind(_units(text), [True]) == [0]
    assert in_closing_brackets("渡轮公司周一表示（见图）") == ""


def test_korean_names_stand_before_their_post() -> None:
    assert before_post("김서연·박준석 선임기자") == ("김서연", "박준석")
    assert before_post("정책사회부 김서연 기자") == ("김서연",)
    assert before_post("시민 수천 명이 모였다") == ()


def test_agencies_sign_with_the_initials_of_who_edited() -> None:
    assert signs("(dpa/jk)")
    assert signs("SDA/sep")
    assert not signs("Ferry/ship")
    assert not signs("App")
    assert wire("The Associated Press")
    assert tells_what("News agency")


def test_commas_and_words_that_join_stand_between_names() -> None:
    assert joins(", and")
    assert not joins("sails")
    head = _units(HEADLINE, "By —", "Ada Kerr", ",", "Jon Roe", "and", "Ann Lee", "3 May 2021")
    assert led_bylines(head, 0, 8) == [2, 4, 6]


def test_additional_reporting_is_no_byline_inside_a_line() -> None:
    line = "– additional reporting by Jon Roe"
    assert segment(line) == line
    assert told("News, Top Story | Published: 5 hours ago | Written by Ada Kerr") == ("Ada Kerr",)


def test_the_line_of_the_date_may_name_the_author() -> None:
    assert told("Artikel veröffentlicht am 28. April 2024, 14:26 Uhr, Ada Kerr") == ("Ada Kerr",)


def test_who_reported_from_where_and_for_which_desk() -> None:
    assert signatures.reported("2021/04/02 22:48 記者林以晴／花蓮報導")
    assert signatures.reported("社会部 高瀬 亮")
    assert signatures.reported("方知秋/江流青年报")
    assert not signatures.reported("記者会見／東京")
    assert not signatures.reported("财经/证券")
    assert not signatures.reported("社会部 の記者が報じた")


def test_a_name_with_its_post_and_address_signs_the_text_as_its_last_line() -> None:
    some = _units(HEADLINE, "배가 다시 뜬다고 항구는 말했다.", "/김가람 기자 garam@post.example")
    assert signatures.behind(some, [False, True, True]) == [2]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("الخرطوم: مواهب الطيب بابكر", True),
        ("مواهب الطيب بابكر (الخرطوم)", True),
        ("الخرطوم - مواهب الطيب", True),
        ("بيروت: مواهب الطيب بابكر", False),  # the text is not from there
        ("مواهب الطيب بابكر", False),
        ("Khartoum: Mawahib Babiker", False),  # its capitals tell
    ],
)
def test_a_name_and_its_place_in_a_script_without_capitals(line: str, expected: bool) -> None:
    text = "استيقظت الخرطوم صباح اليوم على دوي المدافع، وقال شهود إن الجسور أغلقت."
    some = _units("عنوان طويل لهذا الخبر من المدينة", line, text)
    assert signatures.uncased_with_place(some, 1, 2) is expected
