"""Large initials: the first letter of a text that a page sets as big as three lines, which a browser copies as a line.

The letter belongs to the word that the next line begins in the midst of ("I", "n November"), or is a word of its own
("A", "village in the north"): what the dump says elsewhere tells, then the short words of languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold

_TEXT = 40  # characters of a line that is text
_OPENING = "\"'“‘«„»›"
_INITIAL = re.compile(rf"[{_OPENING}]?([^\W\d_])")
_FIRST = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_initial(line: str, following: str) -> bool:
    """Whether ``line`` is one capital letter, and ``following`` text, no menu's line, that goes on in small letters."""
    match = _INITIAL.fullmatch(line) if len(line) <= 2 and len(following) >= _TEXT else None
    return match is not None and match[1].isupper() and following[0].islower()


def joined(line: str, following: str, said: Callable[[str], int]) -> str:
    """The two as one text. ``said`` counts how often the dump says a folded word, this line with it."""
    letter = fold(line.strip(_OPENING))
    first = _FIRST.match(following)
    rest = fold(first[0]) if first else ""
    alone, longer = _words()
    word = letter in alone or said(letter) > 1
    if not word or len(rest) < 2 or letter + rest in longer or said(letter + rest):
        return line + following
    return f"{line} {following}"


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table = load_table("initials")
    longer = (word for words in table["longer"].values() for word in words)
    return frozenset(map(fold, table["alone"])), frozenset(map(fold, longer))
