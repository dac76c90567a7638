"""Text to words and terms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.model import Facet, SearchDocument
from dateline.search.index import block, forms
from dateline.search.stems import Analyser, Analysers
from dateline.search.tokens import MAX_WORD, cut, fold, pieces, plain, raw_words

CASES = json.loads((Path(__file__).parent / "words.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_words(text: str, expected: list[str]) -> None:
    assert [fold(plain(raw)) for raw in raw_words(text)] == expected


@settings(deadline=None)
@example("ʹ 𠀀")  # a letter that is also an apostrophe, beside a script without spaces
@given(
    st.lists(
        st.one_of(st.sampled_from([text for text, _ in CASES]), st.text(), st.text("aB.'’ -,\u0301\u200b京İΣ\t\n1"))
    ).map(" ".join)
)
def test_pieces_are_cut_as_the_whole(text: str) -> None:
    assert [word for piece in pieces(text) for word in cut(piece)] == raw_words(text)


def test_a_pair_that_begins_with_a_vowel_sign_stays_a_pair() -> None:
    document = SearchDocument("a", "", "2020", Facet("s", ""), "th", "กัก ัก")
    assert forms(document, Analysers()) == {("กั", "กั"), ("ัก", "ัก"), ("ก", "ก")}
    assert {*block([(1 << 20, document)], Analysers(), 1.0).pieces} == {"กั", "ัก", "ก"}


def test_a_long_word_is_cut() -> None:
    assert [fold(plain(raw)) for raw in raw_words("x" * 10_000)] == ["x" * MAX_WORD]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "fighting fights fighter's"),
        ("fr", "négociations négociation"),
        ("es", "ataques ataque"),
        ("de", "Kämpfen kämpfe"),
        ("ru", "войны война войну"),
        ("ar", "المدينة مدينة"),
        ("pt-BR", "cidades cidade"),
    ],
)
def test_forms_of_a_word_share_a_term(language: str, forms: str) -> None:
    assert len(set(Analyser(language).run(raw_words(forms))) - {"fighter"}) == 1


@pytest.mark.parametrize("word", ["turkey", "norway", "money", "monday", "lay", "try"])
def test_words_that_lunr_stems_in_two_ways_keep_one_term(word: str) -> None:
    first, again = Analyser("en").run([word, word])
    assert first == again
    assert Analyser("en").surfaces == {}
    known = Analyser("en")
    known.run([word])
    assert known.surfaces[word] == word


def test_a_language_without_stemmer_is_folded_only() -> None:
    assert Analyser("uk").run(raw_words("Київ")) == ["киів"]
    assert Analyser("").run(raw_words("Cités")) == ["cites"]
