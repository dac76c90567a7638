"""Folding and splitting of text: the ground under every feature, phrase and date."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from dateline.extract.words.known import Known

_CLAUSE = 50  # characters of a line in such a script that is a sentence rather than a title
_HALF = 20  # characters of a text that is said twice at once, at least
MEASURED = 200_000  # characters at a line's beginning that are looked at: a longer one is no line, but a file in one
_KEEP = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "፦": ":",  # the colons of Amharic and of Khmer
        "៖": ":",
        "\u00a0": " ",
        "\u200f": None,
        "\u200e": None,
        "\u200b": None,
        "\u00ad": None,
    }
)
TERMINAL = ".!?…。！？؟।॥۔։።။។｡"
"""Marks that end a sentence, in all scripts that have one of their own."""
QUOTES = "\"'”’»“‘«›‹」』》〉"
"""Marks that end what is quoted: “ in „German“, « in »Danish«."""
CLOSING = f"{QUOTES})]）］】"
"""Marks that may stand behind a sentence's end."""
_BEHIND = f"{CLOSING} \u00a0\u202f"  # French sets « its quotations. »
COLONS = (":", "：", "፦", "៖")
"""What ends a line that opens a list, a label or somebody's words."""
FULL_STOPS = (".", "。", "।", "۔", "။", "։")
"""What ends a statement, as headlines seldom end."""
CLAIMS = ("©", "(c)", "copyright")
"""How a folded line begins, or goes on, that claims rights."""
_NOTED = re.compile(  # "… he said.[3]", "“Like a mill.”1": the number of a note behind a sentence
    rf"(?:[^\W\d][{TERMINAL}]|[{TERMINAL}][{re.escape(CLOSING)}]+)\s?(?:\d{{1,2}}|(?:\[\d{{1,3}}\]?)+)$"
)
_UNMARKED = frozenset(map(chr, range(0x0E00, 0x0F00)))
"""Thai and Lao, which end no sentence with a mark."""
_FOREIGN = re.compile(r"([^\x00-\x7f]+)")
_WORD_LENGTH = 24  # characters of a run that is remembered
_GEORGIAN = ("\u10d0", "\u10ff")  # which Unicode calls small, since it has capitals that nobody writes
_RUNS = 1 << 13  # such runs
_PARTING = bytes.maketrans(rb".,;:!?()[]{}|/\"<>+*=#_~^-", b" " * 26)
_SHAPE = bytes(0x30 if chr(c).isdigit() else c if chr(c).isspace() else 0x61 for c in range(128)) + b"a" * 128
_PARTS = "…–—·•“”„«»"  # what else parts words
_TOUCHING = (b"0a", b"a0")  # in a text of which nothing is left but what is a digit, a space and neither
_DIGIT = re.compile("[0-9]")
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}|/\\…–—·•\"“”„«»<>+*=#_~^-]+|\d+")


def opens_small(text: str) -> bool:
    """Whether a text begins with a small letter. Those of Georgian, which has no capitals in use, are none."""
    return text[:1].islower() and not _GEORGIAN[0] <= text[0] <= _GEORGIAN[1]


def has_capitals(text: str) -> bool:
    """Whether a text begins with a letter of a script that has capitals in use."""
    return text[:1].lower() != text[:1].upper() and not _GEORGIAN[0] <= text[0] <= _GEORGIAN[1]


class _Letters(dict[int, int | str | None]):
    """How letters that were decomposed are folded; filled as they are met."""

    def __missing__(self, code: int) -> int | str | None:
        letter = chr(code)
        digit = unicodedata.digit(letter, None)
        folded = None if unicodedata.combining(letter) else code if digit is None else str(digit)
        self[code] = folded
        return folded


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Case, diacritics, letter variants and the digits of other scripts folded; the length may change."""
    lower = text.lower()
    if lower.isascii():
        return lower
    lower = lower.replace("’", "'")  # of most lines all that is not ASCII
    if lower.isascii():
        return lower
    parts = _FOREIGN.split(lower)
    parts[1::2] = map(_runs.__getitem__, parts[1::2])
    return "".join(parts)


def _folded(text: str) -> str:
    """The text folded as a whole. What is not ASCII is folded alike by itself, so that its words can be remembered."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_KEEP).casefold())
    return unicodedata.normalize("NFC", decomposed.translate(_LETTERS).translate(_KEEP))


_runs = Known(_folded, _WORD_LENGTH, _RUNS)


def _words(folded: str) -> tuple[str, ...]:
    folded = folded[:MEASURED]
    plain = folded
    if not plain.isascii():
        for sign in _PARTS:
            plain = plain.replace(sign, " ")
    parted = plain.encode("utf-8", "surrogatepass").translate(_PARTING)
    shape = parted.translate(_SHAPE)
    if _TOUCHING[0] not in shape and _TOUCHING[1] not in shape:  # most lines, which part more quickly than by a pattern
        return tuple(parted.decode("utf-8", "surrogatepass").split())
    return tuple(_WORD.findall(folded))


words = Known(_words).__getitem__
"""The words and numbers of a folded text, of its first MEASURED characters; those of a line are kept."""


class Everything:
    """Some texts without line breaks as one: which of them hold some words is one search."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = "\n".join(texts)
        self._begins = [0, *accumulate(len(text) + 1 for text in texts)]

    def holding(self, words: str) -> list[int]:
        """The numbers of the texts that hold ``words``, in order."""
        out = []
        at = self._text.find(words)
        while at >= 0:
            behind = bisect_right(self._begins, at)
            out.append(behind - 1)
            at = self._text.find(words, self._begins[behind])
        return out


def has_digit(text: str) -> bool:
    """Whether a digit of any script stands in a text."""
    return _DIGIT.search(text) is not None if text.isascii() else any(map(str.isdigit, text))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, closing marks aside."""
    if text[-1:].isalpha():
        return text[-1] in _UNMARKED and len(text) >= _CLAUSE
    bare = text.rstrip(_BEHIND)
    if not bare:
        return False
    last = bare[-1]
    if last in TERMINAL or (last.isdigit() and _NOTED.search(bare) is not None):
        return True
    return last in _UNMARKED and len(bare) >= _CLAUSE


def halves(folded: str) -> bool:
    """Whether a text is another one, said twice."""
    half = len(folded) // 2
    return folded[:half].strip() == folded[-half:].strip() and half >= _HALF
