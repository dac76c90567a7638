"""A large initial and the word that it begins."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.extract.lines.units import units

REST = "the ferry to Orlac was to sail again after nine years, and nobody in the harbour believed it."


@pytest.mark.parametrize(
    ("initial", "line", "expected"),
    [
        ("I", f"n spring {REST}", "In spring"),
        ("T", f"hat spring {REST}", "That spring"),
        ("A", f"fter nine winters {REST}", "After nine"),
        ("A", f"village waited: {REST}", "A village"),
        ("A", f"dele waited: {REST} Adele waited in the rain.", "Adele waited"),
        ("“W", f"e shall see, he said of the spring: {REST}", "“We shall"),
        ("V", f"noci se čekalo: {REST} Nikdo v domě ani v přístavu nespal.", "V noci"),
        ("В", f"есной {REST}", "Весной"),
        ("I", "n spring", "I"),  # a menu's lines, not a text
        ("X", "facebook", "X"),
        ("I", f"N SPRING {REST}", "I"),
    ],
)
def test_an_initial_is_one_with_its_word_or_a_word_itself(initial: str, line: str, expected: str) -> None:
    (dump,) = read_bytes(f"Ferry sails\n\n{initial}\n{line}\n".encode(), "a.txt")
    found = units(dump.lines)[1]
    assert found.text.startswith(expected)
    assert (found.lines == (2, 3)) is (expected != initial)


def test_the_article_begins_with_the_whole_word() -> None:
    head = "Ferry sails again\n\nBy Ida Roth\n\n3 May 2021"
    text = f"{head}\n\nI\nn spring {REST}\n\nOn Friday two teachers and a goat went aboard.\n"
    (dump,) = read_bytes(text.encode(), "a.txt")
    (article,) = extract(dump)
    assert article.body.startswith("In spring")
