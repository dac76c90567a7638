"""The language of a text, by its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache

from dateline.extract.words.phrases import load_table

# Scripts that one language of the news owns; the ranges are Unicode blocks.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ka", re.compile(r"[\u10a0-\u10ff]")),
    ("hy", re.compile(r"[\u0530-\u058f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("ta", re.compile(r"[\u0b80-\u0bff]")),
    ("te", re.compile(r"[\u0c00-\u0c7f]")),
    ("ml", re.compile(r"[\u0d00-\u0d7f]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("gu", re.compile(r"[\u0a80-\u0aff]")),
    ("pa", re.compile(r"[\u0a00-\u0a7f]")),
    ("si", re.compile(r"[\u0d80-\u0dff]")),
    ("lo", re.compile(r"[\u0e80-\u0eff]")),
)
_OTHER = re.compile(r"[\u0370-\u1fff\u2e80-\ud7ff]")  # the blocks that the scripts above are in
# Letters that languages of one script do not have: where a text uses them, it is in none of these.
_FOREIGN = (
    (re.compile(r"[ыэё]"), frozenset({"bg", "mk", "sr", "uk"})),
    (re.compile(r"[іїєґ]"), frozenset({"bg", "mk", "ru", "sr"})),
    (re.compile(r"[јљњћђџѓќѕ]"), frozenset({"be", "bg", "ru", "uk"})),
)
# Letters that one language of the news has for itself: they tell it where its common words do not.
_OWN = (
    ("az", re.compile("ə")),
    ("tr", re.compile("[ğı]")),
    ("hu", re.compile("[őű]")),
    ("ro", re.compile("[țș]")),
    ("pl", re.compile("[łś]")),
    ("cs", re.compile("[řů]")),
    ("vi", re.compile("[ơưạảấầậắặếềệốồộớờợ]")),
    ("is", re.compile("[þð]")),
    ("lv", re.compile("[ģķļņ]")),
    ("lt", re.compile("[ėįų]")),
    ("uk", re.compile("[їєґ]")),
)
_OWN_SHARE = 0.01
_FREQUENT = (("az", re.compile("ə")), ("tr", re.compile("[ğı]")), ("pl", re.compile("[ąęłśćźż]")))
_OFTEN = 0.03
_FOREIGN_SHARE = 0.005  # of the letters; less may be a name
_SIGN = r"[\u0900-\u0903\u093a-\u094f\u0962\u0963]"  # of Devanagari, which \w leaves out
_SIGNS = re.compile(_SIGN)
_WORD, _SIGNED = (re.compile(rf"{letters}+(?:['’]{letters}+)?") for letters in (r"[^\W\d_]", rf"(?:[^\W\d_]|{_SIGN})"))
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_LETTERS_ALONE = bytes(code if code > 127 or chr(code).isalpha() or chr(code) == "'" else 0x20 for code in range(256))
_FOREIGN_LETTERS = re.compile(r"[^\x00-\x7f]+")
_SAMPLE = 2000  # characters are enough


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for language, some in load_table("languages")["words"].items():
        for word in some:
            table.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in table.items()}


def common_words() -> AbstractSet[str]:
    """The words, in lower case, that are among the commonest of some language."""
    return _languages_of().keys()


def detect(text: str) -> str:
    """The language as BCP 47, "" where the text does not show it."""
    return _detected(text[:_SAMPLE])


def _words(lower: str, foreign: str) -> list[str]:
    """The words of a text, as the pattern finds them; ``foreign`` is what of it is not ASCII.

    Only pieces with an apostrophe are held against the pattern.
    """
    for sign in set(foreign) - {"’"}:
        if not sign.isalnum() or sign.isdecimal():
            lower = lower.replace(sign, " ")
    pieces = lower.encode("utf-8", "surrogatepass").translate(_LETTERS_ALONE).decode("utf-8", "surrogatepass").split()
    if "'" not in lower and "’" not in lower:
        return pieces
    joined = [piece for piece in pieces if "'" in piece or "’" in piece]
    plain = [piece for piece in pieces if "'" not in piece and "’" not in piece]
    return plain + _WORD.findall(" ".join(joined))


@lru_cache(maxsize=4)  # what reads like the story, and the article's body in the end, are mostly one text
def _detected(sample: str) -> str:
    plain = sample.encode("ascii", "ignore").translate(None, _NO_LETTERS)
    foreign = "".join(_FOREIGN_LETTERS.findall(sample))  # what is looked for below is not ASCII, and stands in here
    letters = len(plain) + sum(map(str.isalpha, foreign))
    if not letters:
        return ""
    if _OTHER.search(foreign):
        for language, pattern in _SCRIPTS:
            share = len(pattern.findall(foreign)) / letters
            if share > (0.08 if language == "ja" else 0.3):
                return language
    table = _languages_of()
    votes: dict[str, int] = {}
    lower, foreign = sample.lower(), foreign.lower()
    said = Counter(_SIGNED.findall(lower) if _SIGNS.search(foreign) else _words(lower, foreign))
    count = said.total()
    for word in said.keys() & table.keys():
        languages = table[word]
        vote = said[word] * (12 // len(languages) + 1)
        for language in languages:
            votes[language] = votes.get(language, 0) + vote
    for name, pattern in _FREQUENT:  # more of its own letters than names of that language in another would bring
        if name in votes and len(pattern.findall(foreign)) > _OFTEN * letters:
            return name
    for pattern, without in _FOREIGN:
        if votes.keys() & without and len(pattern.findall(foreign)) > _FOREIGN_SHARE * letters:
            for language in without:
                votes.pop(language, None)
    best, score = min(votes.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    if score >= 8 and score / count > 0.25:
        return best
    return next((name for name, own in _OWN if len(own.findall(foreign)) > _OWN_SHARE * letters), "")
