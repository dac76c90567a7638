"""Folding a text run by run gives what folding it as a whole gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.text import _folded, fold

MIXED = st.text(st.sampled_from("aZ İIıß’é\u0301\u0338٣ПрΣς日本ｱ\u1100\u1161\u11a8\u00a0½ﬁ"))


@given(st.one_of(st.text(), MIXED))
def test_runs_are_folded_as_the_whole_is(text: str) -> None:
    assert fold(text) == _folded(text)


def test_case_marks_letter_variants_and_digits_are_folded() -> None:
    assert fold("ÇA Šušá ΟΔΌΣ ’٣’ آمل\u200b") == "ca susa οδοσ '3' امل"
