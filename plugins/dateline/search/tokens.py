"""Text to folded words: the half of the analyser that the browser has too (theme/static/js/search/words.js).

Both sides must give the same words for the same text; ``tests/browser/test_search_analyser.py`` holds them together.
The steps, in order: NFC, lower case, cutting into words, elisions and possessives, folding, bigrams for scripts that
write no spaces.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

MAX_WORD = 48  # code points; a longer word is cut, so that no input makes a long key

ELISIONS = frozenset(
    ("l", "d", "qu", "c", "s", "j", "jusqu", "lorsqu", "puisqu", "quoiqu", "dell", "nell", "all", "sull", "dall")
)
"""Words that French and Italian write with an apostrophe before a noun; they carry no meaning of their own."""

APOSTROPHES = "'’ʼ‘ʻʹ`´′ʾʿ＇"
_INNER = APOSTROPHES + "."  # what may stand inside a word but not at its edge
_FROM_LETTER = re.compile(r"[^\W_].*", re.DOTALL)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_UNSPACED = (  # Thai, Lao, Myanmar, Khmer, kana, Han, Hangul
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ASCII_WORD = re.compile(r"[a-z](?:\.[a-z])+(?![a-z0-9])|[a-z0-9]+(?:['`][a-z0-9]+)*")
INNER_ASCII = "'`."
"""What ASCII signs a piece may have beside letters and digits."""
_PARTING = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in INNER_ASCII}
_FREQUENT = ("\u201c", "\u201d", "\u2013", "\u2014", "\u00a0")  # none is ever part of a word
_ASCII_FREQUENT = (", ", ". ", '"', "(", ")")
_SPLIT_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_DROPPED_MARKS = re.compile(  # Latin, Greek, Cyrillic, Hebrew and Arabic marks; tatweel. Indic vowel signs stay
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
_LETTERS = str.maketrans(
    {
        **dict(zip("łøđıðŧħĸŋəɛɔ", "lodidthkneeo", strict=True)),
        **{"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ς": "σ", "ґ": "г"},
        **dict(zip("آأإٱىیېئةەۀہھكکؤٹڈڑ", "ااااييييههههه" + "ككوتدر", strict=True)),
        **{chr(0x0660 + n): str(n) for n in range(10)},
        **{chr(0x06F0 + n): str(n) for n in range(10)},
    }
)


@cache
def _mark_class() -> str:
    """The marks (categories Mn, Mc, Me) as the inside of a character class; found once, when first needed."""
    ranges: list[list[int]] = []
    for code in [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]:
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges)


@cache
def _word() -> re.Pattern[str]:
    marks = _mark_class()
    run = rf"[^\W_][^\W_{marks}]*".replace(rf"[^\W_{marks}]", rf"(?:[^\W_]|[{marks}])")
    return re.compile(rf"[^\W\d_](?:\.[^\W\d_])+(?![^\W_]|[{marks}])|{run}(?:[{APOSTROPHES}]{run})*")


def _ready(text: str) -> str:
    """NFC, without what is invisible, in lower case."""
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", text).lower()


def raw_words(text: str) -> list[str]:
    """The words of ``text`` in lower case, in order, not yet folded; scripts without spaces come as bigrams."""
    return cut(_ready(text))


def cut(piece: str) -> list[str]:
    """The raw words of one of the ``pieces`` of a text."""
    if piece.isascii():
        return _ASCII_WORD.findall(piece)
    words = _word().findall(piece)
    if not _HAS_UNSPACED.search(piece):
        return words
    return [part for word in words for part in (_bigrams(word) if _HAS_UNSPACED.search(word) else (word,))]


def pieces(text: str) -> list[str]:
    """Parts of ``text`` that ``cut`` cuts each by itself into the raw words of the whole, in order.

    A word never reaches over a space; most pieces are one word. They come again and again, so that their words need
    working out only once.
    """
    ready = parted(text)
    if ready.isascii():
        return ready.translate(_PARTING).replace(". ", " ").split()
    for sign in _ASCII_FREQUENT:
        ready = ready.replace(sign, " ")
    return ready.split()


def parted(text: str) -> str:
    """``text`` ready to be parted: with spaces for signs beyond ASCII; ASCII's own, all but INNER_ASCII, still part."""
    ready = _ready(text)
    if not ready.isascii():
        for sign in _FREQUENT:
            ready = ready.replace(sign, " ")
    return ready


def _bigrams(word: str) -> list[str]:
    out: list[str] = []
    for run in _RUN.findall(word):
        if len(run) > 1 and _HAS_UNSPACED.match(run):
            out += [run[i : i + 2] for i in range(len(run) - 1)]
        elif bare := _FROM_LETTER.search(run.rstrip(_INNER)):
            out.append(bare[0])
    return out


def plain(raw: str) -> str:
    """A raw word without dots, elided articles, possessive and apostrophes; still with its diacritics."""
    if raw.isascii() and raw.isalnum():
        return raw[:MAX_WORD]
    parts = _SPLIT_APOSTROPHE.split(raw.replace(".", ""))
    if len(parts) > 1 and parts[-1] == "s":
        parts.pop()
    while len(parts) > 1 and parts[0] in ELISIONS:
        del parts[0]
    return "".join(parts)[:MAX_WORD]


def fold(word: str) -> str:
    """``word`` (lower case) without diacritics and with letters that people type alike made one."""
    if word.isascii():
        return word
    folded = _DROPPED_MARKS.sub("", unicodedata.normalize("NFKD", word.translate(_LETTERS)))
    folded = unicodedata.normalize("NFC", folded.lower().translate(_LETTERS))
    kept = "".join(c for c in folded if unicodedata.category(c)[0] in "LNM")
    return sys.intern(kept or word)
