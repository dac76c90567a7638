"""Which language a text is in: the script first, then function words and letters of the languages of that script.

A language's points are the share of the text's words that are its function words (each divided by the number of
languages of the script that have it too), and the share of its letters that mark it. Function words are so frequent
that forty words of running text decide; a text that gives no clear answer gets none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from dateline.catalogue.language.tables import DATA, rows

MOST = 2400  # characters that are read
LEAST = 0.04  # points that a language must reach
AHEAD = 1.04  # times the points of the next

# Script by the ranges of its letters; a script of one language decides alone.
_SCRIPTS: tuple[tuple[str, str, str], ...] = (
    ("latin", "A-Za-z\u00c0-\u024f\u0259\u1e00-\u1eff", ""),
    ("cyrillic", "\u0400-\u052f", ""),
    ("arabic", "\u0600-\u06ff\u0750-\u077f", ""),
    ("devanagari", "\u0900-\u097f", ""),
    ("ethiopic", "\u1200-\u137f", ""),
    ("kana", "\u3040-\u30ff", "ja"),
    ("han", "\u3400-\u4dbf\u4e00-\u9fff", "zh"),
    ("hangul", "\uac00-\ud7af", "ko"),
    ("armenian", "\u0530-\u058f", "hy"),
    ("georgian", "\u10a0-\u10ff", "ka"),
    ("hebrew", "\u0590-\u05ff", "he"),
    ("greek", "\u0370-\u03ff", "el"),
    ("thai", "\u0e00-\u0e7f", "th"),
    ("lao", "\u0e80-\u0eff", "lo"),
    ("burmese", "\u1000-\u109f", "my"),
    ("khmer", "\u1780-\u17ff", "km"),
    ("bengali", "\u0980-\u09ff", "bn"),
    ("tamil", "\u0b80-\u0bff", "ta"),
    ("telugu", "\u0c00-\u0c7f", "te"),
    ("kannada", "\u0c80-\u0cff", "kn"),
    ("malayalam", "\u0d00-\u0d7f", "ml"),
    ("gujarati", "\u0a80-\u0aff", "gu"),
    ("gurmukhi", "\u0a00-\u0a7f", "pa"),
    ("oriya", "\u0b00-\u0b7f", "or"),
    ("sinhala", "\u0d80-\u0dff", "si"),
)
_RANGES = {name: re.compile(f"[{letters}]") for name, letters, _ in _SCRIPTS}
_ALONE = {name: language for name, _, language in _SCRIPTS}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Profiles:
    words: dict[str, dict[str, dict[str, float]]]  # script, then word, then language and points
    letters: dict[str, dict[str, dict[str, float]]]


def identify(text: str, *, default: str = "") -> str:
    """The language of ``text`` as BCP 47, ``default`` where the text does not tell."""
    sample = text[:MOST].casefold()
    if sample.isascii():
        return _among("latin", sample, default)
    counts = {name: len(pattern.findall(sample)) for name, pattern in _RANGES.items()}
    total = sum(counts.values())
    if not total:
        return default
    if counts["kana"] > 0.05 * total and counts["kana"] + counts["han"] > 0.5 * total:
        return "ja"
    script = max(counts, key=lambda name: counts[name])
    if _ALONE[script]:
        return _ALONE[script] if counts[script] > 0.3 * total else default
    return _among(script, sample, default)


def _among(script: str, sample: str, default: str) -> str:
    profiles = _profiles()
    found = _WORD.findall(sample)
    points: dict[str, float] = defaultdict(float)
    for word in found:
        for language, value in profiles.words[script].get(word, {}).items():
            points[language] += value / len(found)
    letters = Counter(sample)
    size = sum(letters[c] for c in letters if c.isalpha()) or 1  # marks alone may speak for a language too
    for letter, languages in profiles.letters[script].items():
        if letter in letters:
            for language, value in languages.items():
                points[language] += 3.0 * value * min(letters[letter] / size, 0.03)
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < LEAST:
        return default
    if len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]:
        return default
    return ranked[0][0]


@lru_cache(maxsize=1)
def _profiles() -> _Profiles:
    """The function words and letters of ``words.tsv``, read once in a process."""
    words: dict[str, dict[str, dict[str, float]]] = {name: {} for name in _RANGES}
    letters: dict[str, dict[str, dict[str, float]]] = {name: {} for name in _RANGES}
    for language, cell, marks in rows(DATA / "language" / "words.tsv", 3):
        script = next(name for name, pattern in _RANGES.items() if pattern.match(cell))
        for word in cell.casefold().split():
            words[script].setdefault(word, {})[language] = 1.0
        for mark in marks:
            letters[script].setdefault(mark, {})[language] = 1.0
    for table in (words, letters):
        for entries in table.values():
            for languages in entries.values():
                for language in languages:
                    languages[language] = 1.0 / len(languages)
    return _Profiles(words, letters)
