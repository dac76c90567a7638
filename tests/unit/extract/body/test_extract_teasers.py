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
        ("[See What the Tide Left in the Old Fish Market.]", False),
        ("[Lesen Sie hier, was die Flut übrig ließ.]", False),
        ("[Seen from the quay, the ferry was a lantern.]", None),
    ],
)
def test_headings_teasers_and_appeals_are_told_from_the_story(line: str, expected: bool | None) -> None:
    (unit,) = pieces(line)
    assert teasers.points_elsewhere(unit) is expected


def test_lines_below_a_heading_leave_up_to_the_paragraph_that_goes_on() -> None:
    below = "In the yard they found rifles and grenades, an officer said, who would not be named for fear of his post."
    some = pieces(f"Related\nMayor shot dead in the port\nWho owns the goats?\n{below}")
    flags = [True] * len(some)
    teasers.take_out(some, (0.5,) * 4, 0, flags, blanks=True)
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


QUOTED = (
    "Continue reading the main story\n“Start Quote\nThe ferry was the first thing they burned”\n\n"
    "End Quote Ida Roth Harbour office\nNobody has said when it is to sail again.\n\n"
    "The captain kept the engine warm for the whole of that time."
)


def test_what_goes_on_with_the_story_right_below_a_pull_quote_stays_where_it_is_likely() -> None:
    some = pieces(QUOTED)
    for score, stays in ((0.9, True), (0.4, False)):
        flags = [False, False, True, False, True, True]
        teasers.take_out(some, (0.1, 0.1, 0.5, 0.1, score, 0.9), 0, flags, blanks=True)
        assert flags == [False, False, False, False, stays, True]


def test_the_last_sentence_of_a_box_leaves_where_its_title_reads_like_the_story_too() -> None:
    flags = [False, False, True, True, True, True]
    teasers.take_out(pieces(QUOTED), (0.1, 0.1, 0.5, 0.9, 0.9, 0.9), 0, flags, blanks=True)
    assert flags == [False, False, False, False, False, True]


SIGNED = (
    "Harbour cranes of Orlac to be sold abroad",
    "Ida Roth and Jonas Adeyemi",
    "The council hopes for four million from the buyer.",
    "What the flood left of the old fish market",
    "Ada Kerr",
    "Three of the nine stalls are open again.",
)


def test_titles_with_who_wrote_each_and_a_sentence_of_it_leave_together() -> None:
    told = "In the yard they found rifles and grenades, an officer said, who would not be named for fear of his post."
    some = pieces("\n\n".join((told, *SIGNED, told)))
    flags = [True, False, True, True, False, True, True, True]
    assert teasers.signed(some, flags) == {2, 3, 5, 6}


def test_a_single_one_and_headings_of_common_words_stay() -> None:
    told = "In the yard they found the harbour master and his goat, an officer said, who would not be named."
    some = pieces("\n\n".join((told, *SIGNED[:3], told)))
    assert not teasers.signed(some, [True] * 5)
    headings = [line if line not in SIGNED[1::3] else "Harbour Master" for line in SIGNED]
    assert not teasers.signed(pieces("\n\n".join((told, *headings, told))), [True] * 8)


PARAGRAPH = "In the yard they found rifles and grenades, an officer said, who would not be named for fear of his post."


@pytest.mark.parametrize(
    "lines",
    [
        ("STORY: What the tide left",),
        ("GULLS: Nine goals in one storm of an evening",),
        ("GULLS: Nine goals in one storm of an evening", "HERRINGS: Sign an eel", "PHOTOS: The old quay"),
        ("ANALYSE: Was die Flut kostet",),
    ],
)
def test_titles_behind_labels_in_capitals_leave_from_between_paragraphs(lines: tuple[str, ...]) -> None:
    some = pieces("\n\n".join((PARAGRAPH, *lines, PARAGRAPH)))
    assert teasers.labelled(some, [True] * len(some)) == set(range(1, len(lines) + 1))


@pytest.mark.parametrize(
    "lines",
    [
        ("ORLAC: Better than ever",),  # a heading
        ("GULLS: NINE GOALS IN ONE STORM",),
        ("KERR: What did you see from the quay that night?",),
        ("KERR: I saw nine gulls and one goat, and then the lamp went out.",),
        ("HARBOUR EXPO: January 31-February 4, 2026 in Orlac, Talmera",),
        ("STORY: What the tide left", "The quay"),
    ],
)
def test_headings_turns_and_days_behind_such_labels_stay(lines: tuple[str, ...]) -> None:
    some = pieces("\n\n".join((PARAGRAPH, *lines, PARAGRAPH)))
    assert not teasers.labelled(some, [True] * len(some))
