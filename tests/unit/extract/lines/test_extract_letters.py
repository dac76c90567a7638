"""What is counted of characters for many texts at once is what Python says of each character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.lines import letters
from dateline.extract.lines.letters import Letters
from dateline.extract.words.text import CLOSING

TEXTS = st.lists(st.text(st.characters(), min_size=1, max_size=30), min_size=1, max_size=12)


@given(TEXTS)
def test_counts_are_those_of_each_character(texts: list[str]) -> None:
    seen = Letters.of(texts)
    assert seen.sizes.tolist() == [len(t) for t in texts]
    assert seen.count(letters.ALPHA).tolist() == [sum(map(str.isalpha, t)) for t in texts]
    assert seen.count(letters.UPPER).tolist() == [sum(map(str.isupper, t)) for t in texts]
    assert seen.count(letters.DIGIT).tolist() == [sum(map(str.isdigit, t)) for t in texts]
    assert seen.count(letters.WIDE).tolist() == [sum(c > "\u2e80" for c in t) for t in texts]
    assert seen.count(letters.COMMA).tolist() == [sum(c in ",،，" for c in t) for t in texts]


@given(TEXTS)
def test_words_are_those_that_white_space_parts(texts: list[str]) -> None:
    seen = Letters.of(texts)
    assert seen.parted.tolist() == [len(t.split()) for t in texts]
    assert seen.capital.tolist() == [sum(w[0].isupper() for w in t.split()) for t in texts]


def test_a_closing_mark_is_told_with_what_stands_before_it() -> None:
    seen = Letters.of(["He left.", "“He left.”", "“He left”", "”", "He left", "(He left)"])
    stop, quoted, closed, alone, none, bracket = seen.ends.tolist()
    assert stop == 1
    assert quoted == letters.CLOSING + stop
    assert closed == alone == letters.CLOSING
    assert none == 0
    assert bracket == letters.CLOSING


def test_the_first_character_tells_capitals_digits_and_marks_apart() -> None:
    assert Letters.of(["Ab", "ab", "1b", "“A", "(A", "• A", "© A", "@a", "» A", "… A"]).starts.tolist() == [
        1, 2, 3, 4, 5, 6, 7, 8, 9, 0,
    ]  # fmt: skip


def test_long_texts_are_counted_part_by_part() -> None:
    texts = ["Ab 1" * 100_000, "x", "Y" * 900_000, "z 2"]
    seen = Letters.of(texts)
    assert seen.count(letters.DIGIT).tolist() == [100_000, 0, 0, 1]
    assert seen.count(letters.UPPER).tolist() == [100_000, 0, 900_000, 0]
    assert Letters.of([]).count(letters.ALPHA).tolist() == []


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("One. Two? Three.", 2),
        ("“Come.” He came.", 1),
        ("Mr.Doe pays 1.5 %", 0),
        ("来了。走了。", 2),
        (".", 0),
    ],
)
def test_ends_of_sentences_amid_a_text(text: str, ends: int) -> None:
    assert Letters.of([text]).sentences.tolist() == [ends]


@given(st.lists(st.text('a.。!?…»" )”', min_size=1).map(lambda t: " ".join(t.split())).filter(bool), min_size=1))
def test_no_text_ends_the_sentence_of_another(texts: list[str]) -> None:
    together = Letters.of(texts).sentences.tolist()
    assert together == [Letters.of([text]).sentences.tolist()[0] for text in texts]
    ends = re.compile(rf"[.!?…][{re.escape(CLOSING)}]?\s+(?=\S)|。")
    assert together == [len(ends.findall(text)) for text in texts]
