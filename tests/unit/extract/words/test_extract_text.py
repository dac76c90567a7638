"""Folding a text run by run gives what folding it as a whole gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.words.text import _WORD, _folded, ends_sentence, fold, words

MIXED = st.text(st.sampled_from("aZ İIıß’é\u0301\u0338٣ПрΣς日本ｱ\u1100\u1161\u11a8\u00a0½ﬁ"))


@given(st.one_of(st.text(), MIXED))
def test_runs_are_folded_as_the_whole_is(text: str) -> None:
    assert fold(text) == _folded(text)


@given(st.one_of(st.text(), st.text(st.sampled_from("ab1٣ é’'“…—.,-_\u3000日本\x85²"))))
def test_bytes_part_words_as_the_pattern_does(text: str) -> None:
    folded = fold(text)
    assert words(folded) == tuple(_WORD.findall(folded))


def test_case_marks_letter_variants_and_digits_are_folded() -> None:
    assert fold("ÇA Šušá ΟΔΌΣ ’٣’ آمل\u200b") == "ca susa οδοσ '3' امل"


@pytest.mark.parametrize(
    "text",
    [
        "She said: “We will wait.”",
        "Sie sagte: „Wir warten.“",
        "Hun sagde: »Vi venter.«",
        "Elle a dit : « Nous attendons. »",
        "Er sagte: ‚Wir warten.‘",
        "Рекла је: „Чекамо.“",
        "她说：“我们等。”",
        "（本報記者林海。）",
        "उन्होंने कहा, ‘हम इंतज़ार करेंगे।’",
        "‹Wir warten!›",
    ],
)
def test_a_sentence_ends_before_the_marks_that_close_a_quotation(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["„Wir warten“", "»Vi venter«", "（本報記者林海）", "“", ""])
def test_a_closing_mark_alone_ends_no_sentence(text: str) -> None:
    assert not ends_sentence(text)


def test_the_number_of_a_note_behind_a_sentence_does_not_hide_its_end() -> None:
    assert ends_sentence("“Like a mill.”1")
    assert ends_sentence("Nobody answered.[3][4]")
    assert ends_sentence("Nobody answered.12")
    assert not ends_sentence("Version 2.1")
    assert not ends_sentence("Goats of Orlac [3]")


def test_a_line_in_a_script_without_full_stops_is_a_sentence_by_its_length() -> None:
    assert ends_sentence("ตั้งแต่ปี 2547 มีผู้เสียชีวิตจากเหตุรุนแรงในชายแดนใต้แล้วกว่า 7,300 ราย")
    assert not ends_sentence("คาร์บอมบ์หน้าแฟลตตำรวจนราธิวาส ตาย 1 เจ็บ 31 ราย")
