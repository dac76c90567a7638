"""Fold a name so that its spellings meet: case, accents, apostrophes, hyphens, Arabic letter forms, "St" and "Saint".

The compiled gazetteer is indexed by folded names, so a change here needs ``make data``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("'’‘ʻʼʿʾ`´′\u200b\u200c\u200d\u200e\u200f\u00ad.ـ", ""),
        **dict.fromkeys("-‐‑‒–—_/,()", " "),
        "ı": "i", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ə": "e", "ǝ": "e", "æ": "ae", "œ": "oe", "ß": "ss",
        "þ": "th", "ħ": "h", "ŋ": "n", "ɛ": "e", "ɔ": "o",
        "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ں": "ن", "ٱ": "ا", "گ": "ك",
        "ґ": "г",
    }
)  # fmt: skip
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLE = "ال"


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The folded form of ``name``: small letters, single spaces, no accents; "" where nothing is left."""
    text = name.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", text)
    text = text.translate(_LETTERS)
    words = text.split()
    if len(words) > 1 and words[0] in _ABBREVIATED:
        words[0] = _ABBREVIATED[words[0]]
    if words and not text.isascii():
        words = [w[2:] if w.startswith(_ARTICLE) and len(w) > 4 else w for w in words]
    return " ".join(words)


def slug(name: str) -> str:
    """The folded form as part of an address: ASCII letters and digits with hyphens ("" where none is left)."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(name)))
