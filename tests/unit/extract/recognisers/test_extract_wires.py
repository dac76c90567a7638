"""What an agency's terminal prints around a story."""

from __future__ import annotations

import pytest

from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.wires import notes, slug, terminal
from dateline.extract.words.text import fold


@pytest.mark.parametrize(
    "text",
    [
        "BC-AS--Orlac-Ferry,7th Ld-Writethru",
        "BC-ML--Orlac-Fighting, 4th Ld-Writethru, WP1234",
        "BC-EU--Orlac-Ferry",
        "AM-Orlac Ferry, 1st Ld",
    ],
)
def test_a_slug(text: str) -> None:
    assert slug(text)


@pytest.mark.parametrize(
    "text", ["US-Russia talks resume, 2nd round set", "UN-led talks", "EU-Gipfel, Tag zwei", "A-Team"]
)
def test_a_title_is_no_slug(text: str) -> None:
    assert not slug(text)


@pytest.mark.parametrize(
    "text",
    ["Eds: UPDATES with toll.", "(Eds: Adds quotes)", "Achtung Redaktionen: Bild folgt", "ATTENTION - ajoute bilan"],
)
def test_a_note_to_editors(text: str) -> None:
    assert notes(fold(text))


@pytest.mark.parametrize("text", ["(MORE)", "Strike on Orlac clinic, take 2", "With WP Photos.", "2nd Add"])
def test_what_else_a_terminal_prints(text: str) -> None:
    assert terminal(text, fold(text))


@pytest.mark.parametrize("text", ["More boats are to come on Friday.", "Editors of three papers met.", "Take 2"])
def test_a_story_says_such_words_too(text: str) -> None:
    assert not terminal(text, fold(text))


def test_a_wire_stamps_its_stories_as_americans_do() -> None:
    (found,) = find_dates("wp-kb-10-03-15 1644GMT")
    assert found.readings == ((2015, 10, 3),)
    assert len(find_dates("10-03-15, at 1644")[0].readings) == 2
