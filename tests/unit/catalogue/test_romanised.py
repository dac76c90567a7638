"""Spellings of names out of the Arabic script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.catalogue import load
from dateline.catalogue.conflicts.romanised import Skeleton, enough, skeleton, states
from dateline.catalogue.language.terms import words


def bones(name: str) -> Skeleton:
    return skeleton(word.plain for word in words(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Talbiseh", "Tallbisah"),
        ("Uqayribat", "Aqirbat"),
        ("Deir ez-Zor", "Dayr al-Zawr"),
        ("Khan Shaykhun", "Khan Sheikhoun"),
        ("Al-Qaryatayn", "Qaryatain"),
        ("Zawiya", "al-Zawiyah"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert bones(one) == bones(other)


@pytest.mark.parametrize(("one", "other"), [("Khan Tuman", "Han Tuman"), ("Saraqib", "Suran"), ("Idlib", "Adlam")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert bones(one) != bones(other)


def test_a_name_needs_consonants_enough() -> None:
    assert not enough(bones("Hama"))
    assert enough(bones("Talbiseh"))


@given(st.text("abdhklmnqrstuyz' -", min_size=1, max_size=20))
def test_the_article_says_nothing(name: str) -> None:
    assert bones(f"al-{name}") == bones(name) or name.startswith(("'", " ", "-"))


def test_states_are_codes() -> None:
    assert all(len(code) == 2 and code.isupper() for code in states())


def test_another_spelling_counts_where_the_country_is_named() -> None:
    catalogue = load()
    said = "Shelling killed four people in Maarat al-Numaan"
    tags = catalogue.annotate(f"{said}, Syria, rescuers said.", date="2019-05-01").conflicts
    assert tags[0].key == "syrian-civil-war"
    assert "Maarat al-Numaan" in tags[0].because
    elsewhere = catalogue.annotate(f"{said}, Peru, rescuers said.", date="2019-05-01").conflicts
    assert not any("Maarat al-Numaan" in tag.because for tag in elsewhere)
