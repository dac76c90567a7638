"""An outlet's name beside its company's."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.lines.units import Unit, units
from dateline.extract.recognisers import owners


def read(*lines: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "dump.txt")
    return units(dump.lines, frozenset(), dump.text)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("El Faro Ediciones SL", "El Faro"),
        ("Orlac News & Media", "Orlac"),
        ("Donaubote Verlagsgesellschaft m.b.H", "Donaubote"),
        ("The Orlac Post", "The Orlac Post"),
        ("Media", "Media"),
    ],
)
def test_the_words_of_a_company(owner: str, name: str) -> None:
    assert owners.without_company(owner) == name


@pytest.mark.parametrize(
    ("owner", "lines", "name"),
    [
        ("EL FARO EDICIONES SL", ["El Faro", "España"], "El Faro"),
        ("El Faro Ediciones", ["España"], "El Faro Ediciones"),  # nothing prints it by itself
        ("ORLAC REVIEW", ["ORLAC REVIEW", "Support Orlac Review"], "Orlac Review"),
        ("ORLAC REVIEW", ["ORLAC REVIEW"], "ORLAC REVIEW"),
        ("Orlac Review", ["orlac review"], "Orlac Review"),
    ],
)
def test_the_name_is_as_short_lines_print_it(owner: str, lines: list[str], name: str) -> None:
    assert owners.printed(owner, read(*lines)) == name


def test_a_name_at_the_top_with_its_company_at_the_foot() -> None:
    story = ["The river rose in the night."] * 8
    for foot in ("Letra Clara A.C. 2019", "Letra Clara Nonprofit Kft.", "Letra Clara © 2023"):
        found = owners.at_both_ends(read("Letra Clara", "Inicio", *story, foot))
        assert found is not None
        assert found.text == "Letra Clara"
    for foot in ("Letra Clara", "Letra Claras 2019", "Contact"):
        assert owners.at_both_ends(read("Letra Clara", "Inicio", *story, foot)) is None
