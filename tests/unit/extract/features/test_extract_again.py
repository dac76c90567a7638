"""What lines say again of each other is the same whether or not their words are known."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.features.again import Said
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit

WORDS = ("the", "ferry", "ferryman", "sails", "again", "from orlac", "orlac-west", "»", "harbour", "harbours")
LINES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), min_size=1, max_size=30)


def units(lines: list[list[str]]) -> list[Unit]:
    return [Unit(" ".join(some), " ".join(some), (i,), 0, 0, None) for i, some in enumerate(lines)]


@given(LINES)
def test_words_that_are_known_change_nothing(lines: list[list[str]]) -> None:
    some = units(lines)
    known, plain = Said(some, Spoken.of(some)), Said(some)
    assert [known.again(i) for i in range(len(some))] == [plain.again(i) for i in range(len(some))]


def test_a_headline_stands_in_a_trail_and_below_a_picture() -> None:
    some = units([["home", "/", "ferry sails again"], ["ferry sails again"], ["ferry sails again", "from orlac"]])
    longer, inside, ends, begins, ended, begun = Said(some, Spoken.of(some)).again(1)
    assert (longer, inside, ends, begins) == (2.0, 0.0, 0.0, 0.0)
    assert ended == 17 / 24
    assert begun == 17 / 28
