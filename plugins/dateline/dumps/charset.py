"""Which encoding bytes are in, where nothing says so: by how likely the letters are in the languages written in it.

For each encoding and each language written in it, the words that hold a byte above 127 are scored by the letters'
frequencies; the likeliest reading wins. Frequencies come from ranks by Gusein-Zade's law, p(r) = 1/N · Σ 1/k for k = r
to N (S. M. Gusein-Zade, "Frequency distribution of letters in the Russian language", 1988).
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_SAMPLE = 48_000  # bytes that are looked at
_WORD = re.compile(rb"[^\s<>\"=\x80-\xff]{0,30}[\x80-\xff][^\s<>\"=]{0,4000}")
_UPPER = math.log(0.04)  # a capital is that much rarer than its small letter
_RARE = math.log(1e-3)  # how much rarer the encodings of old systems are among dumps
_DECLARED = math.log(1e4)  # how much likelier the encoding is that the page itself names, and for each letter:
_DECLARED_EACH = 0.3
_FLOOR = math.log(1e-6)
_WRONG = math.log(1e-9)  # a byte that the encoding does not define, or a control character
_MIXED = math.log(1e-4)  # an ASCII letter in a word of a language that is not written with them
_ASCII = math.log(0.01)  # the same in languages that do not part words
_OTHER = math.log(0.01)  # a digit or sign of ASCII: tells nothing
_MARK = math.log(0.003)
_MARKS = frozenset("“”‘’„‚«»‹›–—…•·°€£§©®™¿¡№\u00a0\u00ad、。「」『』・ー〜！？（）：；，《》【】％　،؟؛")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding and the mean log-likelihood of its letters."""

    encoding: str
    score: float


@cache
def tables() -> dict[str, Any]:
    """The table of encodings, languages and labels."""
    text = (resources.files("dateline") / "data" / "dumps" / "encodings.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def label(name: str) -> str | None:
    """The Python encoding that a page's declaration stands for; None where there is no such encoding."""
    name = name.strip().lower()
    name = tables()["labels"].get(name, name)
    try:
        if not "".encode(name) and b"a".decode(name, "replace") == "a":
            return name
    except (LookupError, ValueError, UnicodeError):
        return None
    return None


def guess(data: bytes, declared: str = "") -> list[Guess]:
    """Encodings from the likeliest on, for bytes that are not UTF-8; those that read the bytes alike stand once.

    ``declared`` wins against readings that are hardly likelier.
    """
    sample = _sample(data)
    if not sample:
        return [Guess("windows-1252", 0.0)]
    counts = Counter(sample)
    size = sum(number for byte, number in counts.items() if byte > 127) or 1
    found: list[tuple[float, int, str]] = []
    scores = [
        (encoding, max(_score_single(counts, encoding, language) for language in languages))
        for encoding, languages in tables()["single"]
    ]
    scores += [
        (encoding, _score_wide(sample.decode(encoding, "replace"), language)) for encoding, language in tables()["wide"]
    ]
    rare = frozenset(tables()["rare"])
    for order, (encoding, score) in enumerate(scores):
        prior = _RARE if encoding in rare else 0.0
        if encoding == declared:
            prior = _DECLARED + _DECLARED_EACH * size
        found.append(((score + prior) / size, -order, encoding))
    found.sort(reverse=True)
    guesses: list[Guess] = []
    readings: set[str] = set()
    for score, _, encoding in found[:8]:
        reading = sample.decode(encoding, "replace")
        if reading not in readings:
            readings.add(reading)
            guesses.append(Guess(encoding, score))
    return guesses


def _sample(data: bytes) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for match in _WORD.finditer(data):
        piece = match[0]
        pieces.append(piece)
        size += len(piece) + 1
        if size > _SAMPLE:
            break
    return b" ".join(pieces)


def _frequencies(letters: Iterable[str]) -> dict[str, float]:
    ranked = list(dict.fromkeys(letters))
    total = len(ranked)
    tail = 0.0
    result: dict[str, float] = {}
    for rank in range(total, 0, -1):
        tail += 1 / rank
        result[ranked[rank - 1]] = math.log(tail / total)
    return result


@cache
def _single(encoding: str, language: str) -> tuple[float, ...]:
    letters = _frequencies(tables()["letters"][language])
    latin = "e" in letters
    scores: list[float] = []
    for byte in range(256):
        char = bytes((byte,)).decode(encoding, "replace")
        scores.append(_of(char, letters, latin))
    return tuple(scores)


def _of(char: str, letters: dict[str, float], latin: bool) -> float:
    if char in letters:
        return letters[char]
    if char in _MARKS:
        return _MARK
    lower = char.lower()
    if lower in letters:
        return letters[lower] + _UPPER
    if char.isascii():
        return _OTHER if not char.isalpha() else (_FLOOR if latin else _MIXED)
    return _WRONG if char == "\ufffd" or not char.isprintable() else _FLOOR


def _score_single(counts: Counter[int], encoding: str, language: str) -> float:
    scores = _single(encoding, language)
    return sum(scores[byte] * number for byte, number in counts.items())


@cache
def _wide(language: str) -> dict[str, float]:
    common = tables()["common"][language]
    return dict.fromkeys(common, math.log(0.4 / len(common)))


def _score_wide(text: str, language: str) -> float:
    common = _wide(language)
    kana = language == "ja"
    hangul = language == "ko"
    total = 0.0
    for char, number in Counter(text).items():
        if char in common:
            score = common[char]
        elif char.isascii():
            score = _ASCII if char.isalpha() else _OTHER
        elif char in _MARKS:
            score = _MARK
        elif "\u3041" <= char <= "\u30ff":
            score = math.log(0.5 / 160) if kana else _FLOOR
        elif "\uac00" <= char <= "\ud7a3":
            score = math.log(0.5 / 2350) if hangul else _FLOOR
        elif "\u4e00" <= char <= "\u9fff":
            score = _FLOOR if hangul else math.log(0.4 / 5000)
        elif "\uff01" <= char <= "\uff5e":
            score = _MARK
        else:
            score = _WRONG if char == "\ufffd" or not char.isprintable() else _FLOOR
        total += score * number
    return total
