"""Folding and splitting of text: the ground under every feature, phrase and date."""

from __future__ import annotations

import re
import unicodedata

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
        "\u00a0": " ",
        "\u200f": None,
        "\u200e": None,
        "\u200b": None,
        "\u00ad": None,
    }
)
_WORD = re.compile(r"[^\s\d.,;:!?()\[\]{}|/\\…–—·•\"“”„«»<>+*=#_~^-]+|\d+")


def fold(text: str) -> str:
    """Case, diacritics, letter variants and the digits of other scripts folded; the length may change."""
    if text.isascii():
        return text.lower()
    out = text.translate(_KEEP).casefold()
    decomposed = unicodedata.normalize("NFKD", out)
    letters = []
    for c in decomposed:
        if c.isascii():
            letters.append(c)
        elif unicodedata.combining(c):
            continue
        else:
            digit = unicodedata.digit(c, None)
            letters.append(c if digit is None else str(digit))
    return unicodedata.normalize("NFC", "".join(letters).translate(_KEEP))


def words(folded: str) -> list[str]:
    """The words and numbers of a folded text."""
    return _WORD.findall(folded)
