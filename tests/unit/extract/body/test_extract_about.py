"""Texts about the page itself amid a story."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.body import about
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit, units

TOLD = (
    "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning.\n\n"
    "The first passengers were two teachers and a goat that nobody would claim, and one that everybody did.\n\n"
    "The captain said that he had kept the engine warm for the whole of that time, which nobody had asked of him.\n\n"
    "Four more boats are to follow in the spring, if the quay of the old fish market holds until then."
)


def pieces(text: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


def out(text: str) -> list[str]:
    some = pieces(text)
    return [some[i].text for i in sorted(about.page(some, [True] * len(some), about.telling(Spoken.of(some))))]


@pytest.mark.parametrize(
    "line",
    [
        "Please turn on JavaScript. Media requires JavaScript to play.",
        "Your JavaScript is turned off or you have an old version of the Flash Player.",
        "Zum Abspielen des Videos ist JavaScript erforderlich.",
        "Pour voir cette vidéo, veuillez activer JavaScript.",
        "Для просмотра видео включите JavaScript.",
    ],
)
def test_what_a_player_needs_leaves_with_the_caption_below_it(line: str) -> None:
    caption = "The mayor speaks to the crews of the ferry in Orlac"
    assert out(f"{TOLD}\n\n{line}\n\n{caption}\n\n{TOLD}") == [line, caption]


def test_a_heading_and_a_paragraph_below_a_player_stay() -> None:
    line = "Please turn on JavaScript. Media requires JavaScript to play."
    for below in ("A new quay", "The mayor had spoken to the crews of the ferry before they sailed."):
        assert out(f"{TOLD}\n\n{line}\n\n{below}\n\n{TOLD}") == [line]


def test_a_story_on_programming_may_speak_of_it() -> None:
    assert out(f"{TOLD}\n\nThe harbour office wrote its timetable in JavaScript, and nobody could read it.") == []


def test_neither_a_player_nor_its_caption_is_the_standfirst() -> None:
    player = "Please turn on JavaScript. Media requires JavaScript to play."
    caption = "Footage from the quay shows the crews as the ferry sails"
    text = f"19 July 2013\n\nFerry sails again\n\n{player}\n\n{caption}\n\n{TOLD}\n\n© 2013 The Orlac Post"
    (dump,) = read_bytes(text.encode(), "a.txt")
    (article,) = extract(dump)
    assert (article.headline, article.standfirst) == ("Ferry sails again", "")
    assert not any("JavaScript" in block.text or "Footage" in block.text for block in article.blocks)
