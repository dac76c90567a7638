"""A page that was broken at some column is told by its paragraphs, whatever stands around them."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest

from bench.extraction import altered
from dateline.extract.lines import columns as room
from dateline.extract.lines.columns import (
    Columns,
    Pairs,
    broken_at,
    broken_in_part,
    goes_on,
    is_long,
    stands_alone,
    stands_below,
)

MENU = ["Home", "World", "Politics", "Business and economy", "more", "Sign in", "Sport"] * 6
TEASERS = [
    "Harbour master resigns over missing dredger",
    "Ferry talks end without a deal for the third time this month",
    "What the new tariff means for small boats",
    "In pictures: the night the lighthouse went dark on the Senn estuary",
    "Letters: who pays for the quay?",
    "Council to vote on the tide gate, engineers warn of further delays",
] * 4
SIGNED = [line for text in TEASERS for line in (f"{text:.53}", "byNa Marlene Achterberg", "")]
STORY = (
    "The river port of Harn reopened to cargo ships on Friday after engineers had removed the last of the mines that "
    "closed it for two years, and three barges with wheat were the first to leave, watched by some forty people.",
    "The harbour office said that the channel is marked as far as the bridge, that pilots will go along by day, and "
    "that nothing may pass by night until the lights have been mended, which may take until the end of summer.",
)


def pairs(lines: list[str]) -> Pairs:
    return [(a, b) for a, b in pairwise(lines) if a and b]


def broken(columns: int, *paragraphs: str) -> list[str]:
    return [line for text in paragraphs for line in (*textwrap.wrap(text, columns), "")]


@pytest.mark.parametrize("columns", [60, 72, 100])
def test_menus_and_teasers_do_not_hide_the_width(columns: int) -> None:
    teasers = [line for text in TEASERS for line in textwrap.wrap(text, columns)]
    found = broken_at(pairs([*MENU, "", *broken(columns, *STORY), *teasers]))
    assert found is not None
    assert columns - 3 <= found.width <= columns
    assert found.slack == 0


@pytest.mark.parametrize("lines", [[*MENU, *TEASERS], [*MENU, "", *STORY, *TEASERS], [STORY[0][:90]] * 9, SIGNED, []])
def test_what_nobody_broke_has_no_width(lines: list[str]) -> None:
    assert broken_at(pairs(lines)) is None


SHORT = (
    "The ferry to Illen Island sailed again on Thursday, eleven weeks late.",
    "Its master said that nobody minded; the quay had been mended by the islanders, who had no time to ask.",
    "Two goats were the first to land.",
)


def test_a_short_text_is_told_by_its_longest_line() -> None:
    lines = [*MENU, "", *broken(60, *SHORT)]
    assert broken_at(pairs(lines)) is None
    found = broken_at(pairs(lines), lines)
    assert found is not None
    assert (found.width, found.slack) == (max(map(len, lines)), 0)
    one = (
        "A line of a page that nobody broke goes on as far as its paragraph does, to the right, beyond all columns. "
        * 2
    )
    assert broken_at(pairs([*lines, one]), [*lines, one]) is None


def test_a_stretch_is_broken_where_all_that_goes_on_agrees() -> None:
    lines = broken(60, *SHORT, *STORY)
    found = broken_in_part(pairs(lines), lines)
    assert found is not None
    assert found.width == max(map(len, lines))
    lines += ["a line that is broken by hand goes on below", "at another length"]
    assert broken_in_part(pairs(lines), lines) is None
    assert is_long(STORY[0])
    assert not is_long("https://news.example/" + "a" * 200)


def test_titles_that_go_on_at_any_length_show_no_width() -> None:
    lines = [*MENU, "", *SIGNED]
    assert broken_at(pairs(lines), lines) is None


def test_scripts_without_capitals_vote_by_lines_that_end_no_sentence() -> None:
    text = "אמר ראש העיר כי הגשר ייפתח מחדש רק לאחר שהמהנדסים יבדקו את כל העמודים ואת המסילה שלאורך הנהר " * 5
    found = broken_at(pairs(broken(64, text)))
    assert found is not None
    assert 58 <= found.width <= 64


def test_characters_that_take_two_columns_are_counted_so_where_lines_agree_only_then() -> None:
    text = "港口办公室周五表示桥梁将在检查结束后重新开放两年来封闭航道的水雷已经全部清除三艘运粮船率先驶离" * 9
    mixed = text.replace("周五", "2021年3月5日").replace("三艘", "3 艘")
    lines: list[str] = []
    line, size = "", 0
    for c in mixed:
        wide = 1 if c.isascii() else 2
        if size + wide > 70:
            lines, line, size = [*lines, line.strip()], "", 0
        line, size = line + c, size + wide
    found = broken_at(pairs(lines))
    assert found is not None
    assert found.measure("港口") == 4
    assert all(goes_on(a, b, found) for a, b in pairs(lines))


def test_a_byline_or_a_day_below_a_full_headline_stands_for_itself() -> None:
    headline = "River port of Harn reopens to cargo ships after two years of mining"
    found = broken_at(pairs(broken(72, *STORY)))
    assert found is not None
    assert goes_on(headline, "Marlene Achterberg", found)
    assert stands_below(headline, "Marlene Achterberg", found)
    assert stands_below(headline, "Thursday, 5 March 2021", found)
    assert not stands_below(headline, "works, officials say", found)
    assert not stands_below(
        "River Port of Harn Reopens to Cargo Ships after Two Years of Mining", "Works Along Coast", found
    )
    assert not stands_below(
        "The harbour office in Harn said on Friday that the channel, closed by", "Commander Ulm in 2019.", found
    )


@pytest.mark.parametrize(
    ("following", "behind", "alone"),
    [
        ("Share on Telegram", "The barges left at noon with wheat for the mills upstream, said the harbour", True),
        ("What is left", "", True),
        ("was said at the quay", "", False),  # it goes on
        ("Barges left at noon.", "", False),  # a sentence, which may be the paragraph's last
        ("The harbour office said:", "“Nothing may pass by night until the lights have been mended again.”", False),
        ("(Ida Roth/Orlac Agency)", "", False),  # a caption's credit
        ("Barges left with wheat for the mills upstream of the bridge, and came", "back at night.", False),
    ],
)
def test_what_ends_no_sentence_stands_alone_below_a_line_that_one_fills(
    following: str, behind: str, alone: bool
) -> None:
    full = "Engineers have removed the last of the mines that closed the river port."
    assert stands_alone(full, following, behind, Columns(72)) is alone
    assert not stands_alone(full[:-1], following, behind, Columns(72))


def test_lines_broken_by_hand_may_fall_short_of_the_width() -> None:
    ragged = [line[: 58 + 7 * (n % 2)].rsplit(" ", 1)[0] for n, line in enumerate(broken(72, *STORY, *STORY)) if line]
    found = broken_at(pairs([*broken(66, *STORY, *STORY), "", *ragged]))
    assert found is not None
    assert found.slack
    assert found.loose


def drawn(*rows: tuple[str, str]) -> list[str]:
    return [line for _, line in altered.ALTERATIONS["drawn"].rows(rows)]


WET = tuple(("s", f"{text} It rained until they were out of sight.") for text in STORY)
PAGE = (
    ("h", "Barges with wheat leave Harn for the first time since the mines were laid across the mouth of the harbour"),
    ("b", "By Ilse Carver"),
    *WET,
    ("s", "Ida Roth keeps the lock. She had counted the days on its wall."),
    *WET,
)


def test_lines_of_a_page_of_paper_are_told_by_what_they_take_and_not_by_their_letters() -> None:
    lines = drawn(*PAGE)
    found = broken_at(pairs(lines), lines)
    assert found is not None
    assert found.measure is room._drawn
    joined = [lines[0]]
    for above, below in pairwise(lines):
        if goes_on(above, below, found) and not stands_below(above, below, found):
            joined[-1] += f" {below}"
        else:
            joined.append(below)
    assert joined == [text for _, text in PAGE]


def test_a_program_that_counts_letters_is_not_taken_for_a_page() -> None:
    for width in (60, 72, 80, 100):
        lines = [line for _, text in PAGE for line in textwrap.wrap(text, width)]
        found = broken_at(pairs(lines), lines)
        assert found is not None
        assert found.measure is len


def test_a_page_that_nobody_broke_is_not_drawn() -> None:
    lines = [text for _, text in PAGE for text in (text, *TEASERS)]
    assert room._drawn_at(pairs(lines), lines) is None
    assert room._drawn_at(pairs(SIGNED), SIGNED) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("What the harbour is waiting for this", False),
        ("What the harbour master hopes for", True),
        ("Barges with wheat leave Harn", False),
        ("Go to", False),
    ],
)
def test_a_headline_does_not_end_with_a_little_word(line: str, expected: bool) -> None:
    assert room._breaks_off(line) is expected
