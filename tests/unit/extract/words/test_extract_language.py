from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.words.language import _FOREIGN_LETTERS, _WORD, _words, detect

MIXED = st.text(st.sampled_from("ab1_ '’“é½²٣.日ーß\u0301\u093e\x85"))


@given(st.one_of(st.text(), MIXED))
def test_pieces_between_signs_are_the_words_that_the_pattern_finds(text: str) -> None:
    lower = text.lower()
    found = _words(lower, "".join(_FOREIGN_LETTERS.findall(lower)))
    assert Counter(found) == Counter(_WORD.findall(lower))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The rebels handed over their weapons and the road is open to all of them for the first time.", "en"),
        ("Les rebelles ont remis leurs armes et la route est ouverte pour la première fois dans le pays.", "fr"),
        ("Los rebeldes entregaron las armas y el camino se abrió por primera vez en la región.", "es"),
        ("Die Rebellen haben die Waffen abgegeben und die Straße ist für alle wieder offen.", "de"),
        ("Повстанцы сдали оружие, и дорога впервые открыта для всех, но не на этой стороне.", "ru"),
        ("سلّم المتمردون أسلحتهم في المطار وقالت الحكومة إن الطريق مفتوح أمام الجميع", "ar"),
        ("反政府勢力が重火器を引き渡したと監視団が発表した。", "ja"),
        ("反政府武装交出了重型武器，通往首都的公路重新开放。", "zh"),
        ("반군이 중화기를 넘겨주었다고 감시단이 밝혔다.", "ko"),
        ("Rumah saya jalan 300 meter, kata warga Petobo. Pemerintah mencatat banyak orang meninggal.", "id"),
        ("Beliau berkata pihak polis masih mencari mangsa selepas banjir itu, dan orang ramai boleh membantu.", "ms"),
        ("12345 --- 678", ""),
        ("", ""),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    assert detect(text) == language
