"""Reading takes time in proportion to the dump: of a dump four times as long it calls four times as much.

Calls are counted, not seconds: the counts are the same on every machine. What one call does at length in the
interpreter itself (a slice, a search in a long text) is not seen here but by the limits of ``test_bombs``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import odfdo
import pytest

from dateline import dumps
from dateline.extract import extract
from tests import documents
from tests.documents import STORY

SMALL, TIMES = 30, 4
MORE = 1.15  # of what is in proportion: a table grows, a limit is reached
WORDS = [
    "truce",
    "valley",
    "bridge",
    "convoy",
    "harbour",
    "school",
    "camp",
    "river",
    "minister",
    "report",
    "shelling",
    "water",
    "road",
    "market",
    "army",
]


def sentence(seed: int) -> str:
    words = [WORDS[(seed * 7 + k * k * (seed % 5 + 1)) % len(WORDS)] for k in range(12)]
    return f"The {' '.join(words[:6])} of the {' '.join(words[6:])} said on Friday that day {seed} had been quiet."


def paragraphs(seed: int, count: int) -> str:
    return "".join(f"{sentence(seed + 2 * k)} {sentence(seed + 2 * k + 1)}\n\n" for k in range(count))


def article(seed: int) -> str:
    head = f"Truce {WORDS[seed % 11]} {WORDS[seed * 4 % 11]} holds\n\nBy Ann Doe\n\n{seed % 28 + 1} March 2024\n\n"
    return f"{head}{paragraphs(100 * seed, 5)}"


def among(line: str) -> Callable[[int], str]:
    """A story with a line of some kind behind each of its paragraphs."""
    return lambda n: article(1) + "".join(f"{paragraphs(10 * k, 1)}{line}\n\n" for k in range(n))


def behind(line: str) -> Callable[[int], str]:
    """A story with very many lines of some kind right behind it."""
    return lambda n: article(1) + f"{line}\n" * (8 * n)


def parted(rule: str) -> Callable[[int], str]:
    """Articles with a mark of some kind between them."""
    return lambda n: rule.join(article(k) for k in range(n))


DUMPS: dict[str, Callable[[int], str]] = {
    "headings of teasers below a text without blank lines": lambda n: (
        article(1).replace("\n\n", "\n") + "".join(f"Don't miss\nLantern of {k} candles\n" for k in range(8 * n))
    ),
    "articles parted by dashes": parted("----------\n\n"),
    "articles parted by equals signs": parted("==========\n\n"),
    "articles parted by page breaks": parted("\f\n"),
    "articles with nothing between them": parted("\n"),
    "short articles with nothing between them": lambda n: "\n".join(
        f"{article(k).split('2024')[0]}2024\n\n{paragraphs(90 * k, 1)}" for k in range(4 * n)
    ),
    "articles parted by hints": parted("\nSource: The Example Post\nDate: 2024-03-03\n\n"),
    "articles parted by signs of ever more length": lambda n: "".join(
        article(k) + "-" * (5 + k) + "\n" for k in range(n)
    ),
    "one long article": lambda n: article(1) + paragraphs(7, 5 * n),
    "captions": among("People walk along the road to the harbour [Ann Doe/Example Agency]"),
    "teasers": among("Read more: A short headline of something else"),
    "rules": among("----------"),
    "dates": among("Updated: 3 March 2024"),
    "copyright": among("© 2024 Example Post Ltd"),
    "headings of teasers": behind("More from News"),
    "headings of teasers above a long line": lambda n: (
        behind("More from News")(n) + paragraphs(7, 1).replace("\n", " ")
    ),
    "buttons": behind("Share this"),
    "offers": behind("Subscribe for €9.99 a month, cancel anytime"),
    "consent": behind("We use cookies to store consent and personal data with our partners."),
    "times": behind("10:32"),
    "rows": behind("one | two | three"),
    "items": behind("- an item of a list"),
}


def calls(text: str) -> int:
    """How many functions are called while a dump is read and its articles are extracted."""
    count = 0

    def called(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    (dump,) = dumps.read_bytes(text.encode(), "a.txt")
    sys.setprofile(called)
    try:
        found = extract(dump)
    finally:
        sys.setprofile(None)
    assert found
    return count


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_four_times_as_long_calls_four_times_as_much(name: str) -> None:
    make = DUMPS[name]
    extract(dumps.read_bytes(make(TIMES * SMALL).encode(), "a.txt")[0])  # what is loaded, and remembered of both
    start = calls(article(0))  # what any dump costs
    small, large = (calls(make(n)) - start for n in (SMALL, TIMES * SMALL))
    assert large <= MORE * TIMES * small, f"{small} and {large} calls: {large / small:.1f} times"


def quoted(n: int) -> bytes:
    """A thread of mails, each below the head of the one that answered it."""
    head = "-----Original Message-----\nFrom: A <a@b.example>\nSent: Friday\nTo: B\nSubject: Truce\n\n"
    below = "\n".join(f"{head}{paragraphs(10 * k, 1)}" for k in range(n))
    return f"From: a@b.example\nTo: c@b.example\nSubject: x\n\n{article(1)}{below}\n-- \nA\n".encode()


FILES: dict[str, Callable[[int], bytes]] = {
    "documents of Word": lambda n: documents.word(
        *[lambda x, k=k: documents.article(x, f"Truce {k}", STORY) for k in range(n)]
    ),
    "OpenDocument texts": lambda n: documents.open_text(
        *[lambda body: body.append(odfdo.Paragraph(STORY[0]))] * (4 * n),
        *[lambda body: body.append(odfdo.List(["a", "b"]))] * n,
    ),
    "numbers of Word": lambda n: documents.numbered_word(documents.NUMBERED * n),
    "fields of Word that nothing ends": lambda n: documents.word_by_hand(
        "<w:p><w:r>"
        + '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>a</w:t>' * (40 * n)
        + "</w:r></w:p>"
    ),
    "numbers of OpenDocument texts": lambda n: documents.numbered_open(documents.NUMBERED * n),
    "paragraphs of RTF": lambda n: documents.rtf(*[rf"\pard {documents.escaped(STORY[2])}\par"] * (4 * n)),
    "cells of RTF": lambda n: documents.rtf(*[r"\pard\intbl a\cell {\b b}\cell\row"] * (8 * n)),
    "notes of RTF": lambda n: documents.rtf(*[r"\pard a{\footnote b}{\deleted c}{\v d}\par"] * (8 * n)),
    "threads of mails": quoted,
    "subtitles": lambda n: b"".join(
        b"%d\n00:%02d:%02d,000 --> 00:00:01,000\nIt holds.\n\n" % (k, k % 60, k % 7) for k in range(9 * n)
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_four_times_as_long_is_opened_by_four_times_as_many_calls(name: str) -> None:
    def opened(data: bytes) -> int:
        count = 0

        def called(_: FrameType, event: str, __: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(called)
        try:
            found = dumps.read_bytes(data, "a")
        finally:
            sys.setprofile(None)
        assert found
        return count

    few, small, large = (FILES[name](n) for n in (1, SMALL, TIMES * SMALL))
    opened(large)
    start = opened(few)
    assert opened(large) - start <= MORE * TIMES * (opened(small) - start)


def test_a_file_of_many_articles_holds_them_all() -> None:
    (dump,) = dumps.read_bytes(DUMPS["articles parted by dashes"](SMALL).encode(), "a.txt")
    assert [a.authors for a in extract(dump)] == [("Ann Doe",)] * SMALL
