"""Chats: what was said, or the article that somebody passed on."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.model import Dump

SAID = ("Did everyone get out?", "We are at the school in Delmas.", "Who is with you?", "My mother and the two boys.")
STORY = "The ceasefire along the Ardel held for a third day on Sunday, although shots were heard near two villages."


def dump_of(text: str) -> Dump:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return dump


def texts(dump: Dump, numbers: tuple[int, ...]) -> list[str]:
    return [dump.lines[number - 1].text for number in numbers]


@pytest.mark.parametrize(
    "stamp", ["[12/03/2024, 14:05:09] {}: {}", "12/03/24, 2:05 pm - {}: {}", "12.03.24, 14:05 - {}: {}"]
)
def test_all_that_is_said_is_told(stamp: str) -> None:
    said = [stamp.format(name, text) for name, text in zip(("Farid", "Noor Haddad") * 2, SAID, strict=True)]
    omitted = stamp.format("Farid", "<Media omitted>")
    notice = stamp.format("", "").replace(": ", "").rstrip() + " Messages are encrypted."
    dump = dump_of("\n".join([notice, *said, "and the neighbours", omitted]) + "\n")
    assert texts(dump, tuple(n for piece in dump.told for n in piece.lines)) == [*said, "and the neighbours"]
    assert texts(dump, tuple(number for number, _ in dump.asides)) == [notice, omitted]


def test_an_article_that_is_passed_on_is_the_text() -> None:
    lines = [
        "[12/03/2024, 14:05] Farid: Quiet on the Ardel",
        f"[12/03/2024, 14:06] Farid: {STORY}",
        *[STORY] * 3,
        "[12/03/2024, 14:20] Noor Haddad: thanks",
    ]
    dump = dump_of("\n".join(lines))
    beside = {number for number, _ in dump.asides}
    left = [line.text for line in dump.lines if line.number not in beside]
    assert left == ["Quiet on the Ardel", "[12/03/2024, 14:06]", *[STORY] * 4]
    assert not dump.told
    assert [(line.start, line.end) for line in dump.lines] == [
        (start, end) for start, end in zip([0, *(x.end for x in dump.lines)], [x.end for x in dump.lines], strict=False)
    ]


def test_a_list_of_dates_is_no_chat() -> None:
    text = "\n".join(f"12/0{n}/24, 14:05 - the ferry sails" for n in range(1, 6))
    assert not dump_of(text).told
