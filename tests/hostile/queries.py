"""Queries that nobody would type by chance: a seeded stream of any length, of every kind that breaks programs.

Unlike ``strings`` these are made for a query language: its operators alone and between words, words of an archive bent
by them, patterns that make a backtracking matcher slow, lengths at the limit of the field.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from tests.hostile.strings import all_strings

LONGEST = 10_000  # characters that the search field takes
OPERATORS = [
    "+",
    "-",
    "*",
    "~",
    "^",
    ":",
    '"',
    "~1",
    "~2",
    "~99",
    "^0",
    "^9",
    "^1e9",
    "title:",
    "body:",
    "place:",
    "nope:",
]
SIGNS = [*"+-*~^:\"'()[]{}|\\/<>&%$#@!?.,;=_` \t\n\r\0", "\u2028", "\u200f", "\u202e", "\ufeff", "\u00ad", "\u00a0"]
LETTERS = [
    *"aeiorstnAEZ019",
    "é",
    "e\u0301",
    "ß",
    "ſ",
    "İ",
    "ı",
    "ŉ",
    "ﬁ",
    "ﷺ",
    "京",
    "谈",
    "ガ",
    "か゛",
    "한",
    "ไท",
    "ש",
    "ع",
    "Ω",
    "𝒜",
    "😀",
]
LETTERS += ["👩\u200d👩\u200d👧", "\U0010ffff", "\ud83d", "\ude00", "\u0300", "\u0e31", "\uffff", "\u1e9e"]
BOMBS = [
    "(a+)+$",
    "(a|aa)+$",
    "(.*)*\\1",
    "([a-z]+)*!",
    "(?:x+x+)+y",
    "\\b(\\w+\\s?)*$",
    "[^]*",
    "(?<=a{9999})",
    "a{1,99999}",
]
NAMES = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "then", "undefined", "null", "NaN", "-0"]


def queries(count: int, words: Sequence[str], seed: int = 0) -> Iterator[str]:
    """``count`` queries, the same for the same seed; ``words`` are some that the archive has."""
    rng = random.Random(seed)
    live = all_strings()
    known = [*words, *NAMES]

    def unicode_() -> str:
        return "".join(rng.choice(LETTERS + SIGNS) for _ in range(rng.randint(1, 40)))

    def anywhere() -> str:
        return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(1, 30)))

    def operators() -> str:
        return rng.choice(["", " "]).join(rng.choice(OPERATORS) for _ in range(rng.randint(1, 60)))

    def bent() -> str:
        return " ".join(
            "".join(rng.choices(OPERATORS, k=rng.randint(0, 2)))
            + rng.choice(known)
            + "".join(rng.choices(OPERATORS, k=rng.randint(0, 2)))
            for _ in range(rng.randint(1, 8))
        )

    def wrong() -> str:
        word = [*rng.choice(known)]
        for _ in range(rng.randint(1, 3)):
            word.insert(rng.randint(0, len(word)), rng.choice(LETTERS + SIGNS))
        return "".join(word)

    def bomb() -> str:
        return rng.choice(BOMBS) * rng.randint(1, 9) + rng.choice(
            ["", "a" * rng.randint(1, 3000) + "!", " " + rng.choice(known)]
        )

    def markup() -> str:
        return rng.choice(["", rng.choice(known) + " ", rng.choice(OPERATORS)]) + rng.choice(live)

    def long() -> str:
        part = rng.choice([rng.choice(LETTERS), rng.choice(SIGNS), operators, bent, unicode_, bomb, markup])
        made = "".join(part() if callable(part) else part for _ in range(1 if callable(part) else LONGEST))
        return (made * (LONGEST // max(len(made), 1) + 1))[:LONGEST]

    kinds: list[Callable[[], str]] = [unicode_, anywhere, operators, bent, bent, wrong, bomb, markup, markup]
    for number in range(count):
        yield long() if number % 20 == 19 else rng.choice(kinds)()
