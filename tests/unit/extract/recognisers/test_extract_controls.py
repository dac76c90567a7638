"""Buttons, players' clocks and galleries' counts alone in a line, and what only looks like one."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract, running_text
from dateline.extract.lines.units import units
from dateline.extract.recognisers.controls import controls


def chosen(*lines: str) -> list[str]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    pieces = units(dump.lines)
    return [pieces[i].text for i in sorted(controls(pieces, [True] * len(pieces)))]


LABELS = (
    "Link copied",
    "[+] Enlarge",
    "Kļūda rakstā?",
    "ARTICLE CONTENT",
    "Bild vergrößern",
    "Скопировано",
    "تم النسخ",
    "查看大图",
)
SHARES = ("207 Tweet 24 LinkedIn 181 CommentEmailMore", "SHARE 79 CONNECT 32 TWEETCOMMENTEMAILMORE")
COUNTS = ("7 of 57", "2 / 7", "(3/12)", "4 von 9", "04:11", "00:00 / 03:12", "1:24:10")
HEADINGS = (
    "Learn more about the bridge",
    "7 of 57 bridges are open",
    "Collapse",
    "2 / 3 majority",
    "9.5/10",
    "4/5",
    "2021",
    "2 likes, 3 goats",
    "Print 2",
)


@pytest.mark.parametrize("line", [*LABELS, *SHARES, *COUNTS])
def test_what_a_page_says_of_itself_is_a_control(line: str) -> None:
    assert chosen("The bridge is open again.", line, "Carts crossed it on Monday.") == [line]


@pytest.mark.parametrize("line", [*HEADINGS, "At 04:11", "One of two"])
def test_a_heading_is_none(line: str) -> None:
    assert chosen("The bridge is open again.", line, "Carts crossed it on Monday.") == []


def test_times_of_a_chronology_are_no_clocks_of_players() -> None:
    assert chosen("10:15", "Shots are heard.", "11:40", "The bridge closes.", "15:05", "It opens again.") == []


def test_a_control_amid_a_story_is_not_published() -> None:
    paragraphs = [
        f"The {name} bridge of Orlac was opened to carts again on Monday, three weeks after a shell had hit its "
        f"northern end, the mayor said at a meeting with the owners of the mill."
        for name in ("old", "new", "long", "stone", "iron", "low", "high")
    ]
    text = "\n\n".join([*paragraphs[:4], "Link copied", "00:00", *paragraphs[4:]])
    (article,) = extract(read_bytes(text.encode(), "a.txt")[0])
    assert running_text(article).split("\n\n") == paragraphs


def test_a_gallery_says_how_many_pictures_it_has() -> None:
    assert chosen("Slideshow ( 15 images )", "Bildergalerie (7 Bilder)") == [
        "Slideshow ( 15 images )",
        "Bildergalerie (7 Bilder)",
    ]
    assert chosen("Gallery (Orlac)", "The photos (15 of them)") == []


def test_one_count_is_enough_beside_many_networks() -> None:
    lines = ("ShareConnect 96 TweetCommentEmailMore", "Tweet 9 and more", "Share 96")
    some = units(read_bytes("\n\n".join(lines).encode(), "a.txt")[0].lines)
    assert controls(some, [True] * 3) == {0}
