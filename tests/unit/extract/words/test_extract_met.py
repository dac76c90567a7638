"""Words that were met: what is told of them, each asked once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from dateline.extract.words import met as module
from dateline.extract.words.met import Told, met

WORDS = ("ferry", "Orlac", "harbour", "goat")


def test_each_word_is_asked_once() -> None:
    asked: list[str] = []

    def sizes(words: Sequence[str]) -> Iterator[int]:
        asked.extend(words)
        return map(len, words)

    told = Told(sizes)
    assert told.words(WORDS[:2], *met(WORDS[:2])).tolist() == [5, 5]
    assert told.words(WORDS, *met(WORDS)).tolist() == [5, 5, 7, 4]
    assert sorted(asked) == sorted(WORDS)


def test_a_full_table_makes_place_for_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 8)
    monkeypatch.setattr(module, "_SPARE", 2)
    monkeypatch.setattr(module, "_tables", module._Tables())
    told = Told(lambda words: map(len, words))
    first, numbers = met(WORDS)
    again, _ = met(WORDS[:1])
    assert again is first
    second, others = met([word.upper() for word in WORDS])
    assert second is not first
    assert told.words(WORDS, first, numbers).tolist() == [5, 5, 7, 4]  # whoever has the old one goes on with it
    assert told.words(WORDS, second, others).tolist() == [5, 5, 7, 4]


def test_a_vocabulary_that_no_table_has_room_for_has_one_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    monkeypatch.setattr(module, "_SPARE", 1)
    monkeypatch.setattr(module, "_tables", module._Tables())
    table, numbers = met(WORDS)
    assert sorted(numbers.tolist()) == [0, 1, 2, 3]
    assert table.size > 3
