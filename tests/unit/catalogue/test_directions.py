"""Which part of a place the words around its name mean."""

from __future__ import annotations

import pytest

from dateline.catalogue.conflicts.directions import PARTS, parts
from dateline.catalogue.language.tables import DATA, rows
from dateline.catalogue.language.terms import words


def found(text: str, name: str) -> frozenset[str]:
    spoken = words(text)
    first = next(i for i, word in enumerate(spoken) if text[word.start : word.end].startswith(name))
    return parts(spoken, first, first + 1)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("fighting in eastern Ukraine", "Ukraine", {"east"}),
        ("fighting in E. Ukraine", "Ukraine", {"east"}),
        ("Ukraine's east is quiet", "Ukraine", {"east"}),
        ("in the northern countryside of Homs", "Homs", {"north"}),
        ("in the eastern desert of Homs", "Homs", {"east", "desert"}),
        ("in north-eastern Mali", "Mali", {"northeast", "north", "east"}),
        ("dans l'est du Congo", "Congo", {"east"}),
        ("im Süden der Philippinen", "Philippinen", {"south"}),
        ("на востоке Украины", "Украины", {"east"}),
        ("في شمال مالي", "مالي", {"north"}),
        ("the eastern front, far from Ukraine", "Ukraine", set()),
        ("Ukraine", "Ukraine", set()),
    ],
)
def test_directions_that_reach_the_place(text: str, name: str, expected: set[str]) -> None:
    assert found(text, name) == expected


def test_every_part_has_words() -> None:
    table = {part for part, _ in rows(DATA / "conflicts" / "directions.tsv", 2)}
    assert table == {*PARTS, "link"}
