"""What is worked out of a text is remembered for a while, and only of short ones."""

from __future__ import annotations

from dateline.extract.words.known import Known


def test_a_text_is_asked_for_once_until_there_are_many() -> None:
    asked: list[str] = []

    def size(text: str) -> int:
        asked.append(text)
        return len(text)

    known = Known(size, longest=5, most=2)
    assert [known[text] for text in ("a", "bb", "a", "bb")] == [1, 2, 1, 2]
    assert asked == ["a", "bb"]
    assert known["ccc"] == 3
    assert len(known) == 1  # there were two
    assert known["too long"] == known["too long"] == 8
    assert asked == ["a", "bb", "ccc", "too long", "too long"]
