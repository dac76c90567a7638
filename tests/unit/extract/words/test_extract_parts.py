"""The words that a text holds are found without searching for each."""

from __future__ import annotations

import pytest

from dateline.extract.words.parts import Parts

KNOWN = ("our", "journal", "newsletter", "쿠키", "메일", "תרומה", "journalism")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("", []),
        ("a", []),
        ("the ferry sails", []),
        ("support journalism", ["journal", "journalism", "our"]),
        ("an hour\nago", ["our"]),
        ("newsletters", ["newsletter"]),
        ("newsletter", ["newsletter"]),
        ("newslette", []),
        ("이메일로", ["메일"]),
        ("לתרומה", ["תרומה"]),
        ("\ud800 our", ["our"]),
    ],
)
def test_parts_that_a_text_holds(text: str, held: list[str]) -> None:
    assert sorted(Parts(KNOWN).held(text)) == held


def test_parts_of_one_beginning_are_told_apart() -> None:
    assert Parts(("subscribe", "subscription")).held("a subscription") == ["subscription"]
