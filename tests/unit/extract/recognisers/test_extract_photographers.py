"""Captions that end with who took the picture, without a sign."""

from __future__ import annotations

import pytest

from dateline.extract.recognisers.photographers import signed, works_for


@pytest.mark.parametrize(
    "text",
    [
        "The old bridge at Orlac, photographed in 2018. Jonas Reyer for The Orlac Post",
        "Un grupo de vecinos sigue la sesión en el paseo. Gerard Bosch",
        "Devant le café, à Orlac, le 8 novembre. SIMON KERVELLA POUR « LE COURRIER »",
        "Ein ausgebranntes Haus, aufgenommen am 29. März © Ilja Marenko/Hansekurier",
        "Restos del asentamiento en la ladera de Orlac. R. Segura",
        "Le bare nel palazzetto di Orlac (foto Sabatino Greco)",
    ],
)
def test_a_name_stands_behind_the_caption(text: str) -> None:
    assert signed(text)


@pytest.mark.parametrize(
    "text",
    [
        "The old bridge at Orlac fell in the night. Nobody was hurt.",
        "Don't have an account with The Orlac Post? Create Account",
        "The council met on Friday and again on Sunday. it will meet again",
        "The price was paid in two parts (foto and text by the council itself)",
        "Orlac © Ada Kerr",
    ],
)
def test_other_lines_end_otherwise(text: str) -> None:
    assert not signed(text)


def test_a_photographer_works_for_an_outlet() -> None:
    assert works_for("Ida Roth for The Orlac Post", len("The Orlac Post"))
    assert works_for("Ida Roth for the Orlac Post", len("Orlac Post"))
    assert not works_for("A quiet day for The Orlac Post", len("The Orlac Post"))
    assert not works_for("Ida Roth The Orlac Post", len("The Orlac Post"))
