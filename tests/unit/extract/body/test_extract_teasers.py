"""What points elsewhere among the paragraphs of a story."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.body import teasers
from dateline.extract.lines.units import Unit, units


def pieces(text: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Related articles", True),
        ("Read more: Harbour cranes to be sold", False),
        ("Advertisement", False),
        ("- Advertisement -", False),
        ("© 2025 Orlac Post. All rights reserved.", False),
        ("Read more books, the minister told the children of the harbour, and nobody did as he had said.", None),
        ("The ferry sails again.", None),
    ],
)
def test_headings_teasers_and_appeals_are_told_from_the_story(line: str, expected: bool | None) -> None:
    (unit,) = pieces(line)
    assert teasers.points_elsewhere(unit) is expected


def test_lines_below_a_heading_leave_up_to_the_paragraph_that_goes_on() -> None:
    below = "In the yard they found rifles and grenades, an officer said, who would not be named for fear of his post."
    some = pieces(f"Related\nMayor shot dead in the port\nWho owns the goats?\n{below}")
    flags = [True] * len(some)
    teasers.take_out(some, 0, flags, blanks=True)
    assert flags == [True, False, False, True]


def titles(count: int) -> str:
    return "\n".join(
        f"EXCLUSIVE Baker {i} of Orlac tells what the flood took from her shop, and what she found in it"
        for i in range(count)
    )


def test_many_long_titles_right_below_a_heading_leave_though_each_reads_as_a_paragraph() -> None:
    told = "In the yard they found rifles and grenades, an officer said, who would not be named for fear of his post."
    some = pieces(f"{told}\nDon't miss\n{titles(12)}\n\nMore of it\n{titles(12)}\n\n{told}")
    flags = [True] * len(some)
    assert teasers.take_out_list(some, 1, flags) == 27
    assert flags == [True, True, *[False] * 25, True]


def test_paragraphs_below_such_a_heading_and_a_few_titles_stay() -> None:
    told = "\n".join(["In the yard they found rifles and grenades, an officer said, who would not be named."] * 30)
    for below in (told, titles(9), "\n".join(f"Lantern of {i} candles" for i in range(40))):
        some = pieces(f"Don't miss\n{below}")
        flags = [True] * len(some)
        assert teasers.take_out_list(some, 0, flags) == 1
        assert all(flags)


def test_a_label_in_brackets_points_elsewhere() -> None:
    (dump,) = read_bytes("【関連記事】橋の下の町「三日で戻った」\n\n【関係者】の話を聞いた。".encode(), "a.txt")
    related, other = units(dump.lines)
    assert teasers.points_elsewhere(related) is False
    assert teasers.points_elsewhere(other) is None


@pytest.mark.parametrize(
    "line",
    [
        "Follow the Orlac Post on Facebook and Instagram",
        "Please follow the Orlac Post on Twitter and Facebook.",
        "📲 Acompanhe o Diário de Orlac no Facebook e no Instagram",
        "Folgen Sie der Küstenpost auf WhatsApp",
        "Подписывайтесь на «Речную газету» в Telegram",
        "تابعوا بريد المرفأ على فيسبوك",
    ],
)
def test_what_asks_to_follow_an_outlet_on_a_network_is_an_appeal(line: str) -> None:
    (unit,) = pieces(line)
    assert teasers.points_elsewhere(unit) is False


@pytest.mark.parametrize("line", ["Follow the road to the harbour.", "Facebook and Telegram were blocked on Friday."])
def test_a_sentence_on_a_road_or_a_network_is_none(line: str) -> None:
    (unit,) = pieces(line)
    assert teasers.points_elsewhere(unit) is None


def test_a_teaser_that_stands_in_brackets_points_elsewhere() -> None:
    related, said = pieces("[Read more about how we counted the boats.]\n\n[The minister did not answer our letters.]")
    assert teasers.points_elsewhere(related) is False
    assert teasers.points_elsewhere(said) is None


LONG = (
    "The harbour office of Orlac said on Friday morning that the ferry would sail again after nine years at the quay."
)
TITLE = "MAYOR OF ORLAC SELLS THE LAST HARBOUR CRANE TO A BAND"


def test_a_title_in_capitals_between_paragraphs_is_another_articles() -> None:
    some = pieces(f"{LONG}\n\n{TITLE}\n\n{LONG}")
    assert teasers.shouted(some, [True] * 3) == {1}
    asked = pieces(f"{LONG}\n\nWHO PAYS FOR THE CRANES OF ORLAC?\n\n{LONG}")
    assert not teasers.shouted(asked, [True] * 3)


def test_where_short_headings_are_in_capitals_a_long_one_may_be_too() -> None:
    some = pieces(f"{LONG}\n\n{TITLE}\n\n{LONG}\n\nTHE CRANES\n\n{LONG}")
    assert not teasers.shouted(some, [True] * 5)


def test_titles_of_videos_behind_their_lengths_are_no_story() -> None:
    told = "All polls show the party of the ferry with a majority."
    videos = ("05:54Mayor: nobody is safe on the quay", "01:24Carts clash on the bridge", "00:55Goats cross at noon")
    (dump,) = read_bytes("\n\n".join((told, *videos)).encode(), "a.txt")
    some = units(dump.lines)
    assert teasers.playlist(some, [True, True, True, False]) == {1, 2}
    assert teasers.playlist(some[:3], [True] * 3) == frozenset()
