"""Words of a text, folded so that inflected forms meet their dictionary form, and phrases found among them.

One analyser serves conflicts, topics and outlets: what is folded in a table is folded in a text by the same function.
Folding is light on purpose: case, diacritics, Arabic and Cyrillic letter variants, the English possessive and plural,
the Arabic article, the case endings of Slavic and Armenian nouns. What Arabic joins to a word is taken off beside the
word itself. It never maps two scripts onto each other. Chinese, Japanese and Korean characters are words of one
character each, so that a name of several characters is a phrase.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

Payload = TypeVar("Payload")

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+(?:['’ʼ´`][^\W{_CJK}]+)*")
_APOSTROPHES = re.compile("['’ʼ´`ʹʻ]")
_ELISION = re.compile("^(?:l|d|qu|n|s|j|c|dell|nell|sull|dall|all|un)['’](?=\\w{3})")
_POSSESSIVE = re.compile("['’]s$")

_REMEMBERED = 65536  # distinct words whose shapes are kept; what repeats comes back soon
_KEY = 3  # first letters under which beginnings of words are kept; a beginning has as many at least
_CYRILLIC_ENDING = re.compile(
    "(?<=...)(?:иями|иях|ями|ами|ого|его|ому|ему|ыми|ими|ием|иеи|иям|іею|ією|ов|ев|ів|ом|ем|ам|ям|ах|ях|ои|еи|ыи|ии|"
    "ая|яя|ое|ее|ые|ие|ую|юю|ия|ию|ью|ім|их|ых|їх|ою|ею|ії|ія|ію|ої|ій|а|я|о|е|ы|и|у|ю|ь|і|є)$"
)
_ARMENIAN_ENDING = re.compile("(?<=....)(?:ներից|ներով|ներում|ների|ները|ներն|ներ|երի|երը|եր|ից|ով|ում|ին|ը|ի|ն)$")
_ARABIC_ARTICLE = re.compile("^ال(?=..)")
# What may be joined to a word, in this order: "and" or "so"; "in", "as" or "to"; the article ("l" after "to").
_ARABIC_STEPS = (re.compile("^[وف]"), re.compile("^(?:لل|[بكل])"), re.compile("^ال"))
_ARABIC_LEAST = 3  # letters that are left at least
_ARABIC_ENDING = re.compile("(?<=....)(?:ين|ون|ات|ه)$")
_ARABIC_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None, "ک": "ك", "ی": "ي", "ٱ": "ا"})
_LATIN_EXTRA = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "ð": "d", "æ": "ae", "œ": "oe", "ə": "e", "þ": "th"}
)


class Word(NamedTuple):
    """One word of a text: its span in code points, its folded form, the same with its ending, and its capitals.

    ``capitals`` says that it has some behind its first letter (``PKK``, ``LeT``), ``capital`` that its first is one.
    """

    start: int
    end: int
    form: str
    plain: str
    capitals: bool
    capital: bool


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in order. In a text without capitals every word counts as having one.

    The last texts are remembered, since conflicts and topics ask for the words of the same text.
    """
    new = tuple.__new__  # a text has hundreds of words: the class's own constructor takes thrice as long
    found = tuple([new(Word, m.span() + _shape(m[0])) for m in _WORD.finditer(text)])
    return tuple(word._replace(capital=True) for word in found) if text.islower() else found


@lru_cache(maxsize=_REMEMBERED)
def _shape(raw: str) -> tuple[str, str, bool, bool]:
    """By a word as written: folded form, form with its ending, capitals inside, capital at the beginning."""
    form, plain = _forms(raw)
    return form, plain, not raw.islower() and _inner(raw), raw[0].isupper()


def _inner(raw: str) -> bool:
    """Whether a word has capitals behind its first letter, as an acronym has."""
    return len(raw) > 1 and raw[1:] != raw[1:].lower()


def fold(word: str) -> str:
    """The form under which a word is looked up."""
    return _forms(word)[0]


def plain(word: str) -> str:
    """The same with its ending: "Dana" and "Danas" differ."""
    return _forms(word)[1]


def _forms(word: str) -> tuple[str, str]:
    """A word folded, and the same with its ending, for phrases that name only a beginning."""
    low = _plain(_POSSESSIVE.sub("", _ELISION.sub("", word.casefold())))
    return _stem(low), low


def _stem(low: str) -> str:
    """A plain word without the ending of its case or number."""
    first = low[:1]
    if "\u0400" <= first <= "\u04ff":
        return _CYRILLIC_ENDING.sub("", low)
    if "\u0600" <= first <= "\u06ff":
        return _ARABIC_ENDING.sub("", low)
    if "\u0530" <= first <= "\u058f":
        stem = low
        while (shorter := _ARMENIAN_ENDING.sub("", stem)) != stem:
            stem = shorter
        return stem
    if len(low) > 4 and low.endswith("s") and not low.endswith("ss"):
        return low[:-1]
    return low


def _plain(low: str) -> str:
    """A small word without diacritics and apostrophes; Arabic without article and joined prefixes."""
    low = _APOSTROPHES.sub("", low)
    if low.isascii():
        return low
    low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    low = low.translate(_LATIN_EXTRA)
    if "\u0600" <= low[:1] <= "\u06ff":
        return _ARABIC_ARTICLE.sub("", low.translate(_ARABIC_LETTERS))
    return low


@lru_cache(maxsize=_REMEMBERED)
def _readings(plain: str) -> tuple[str, ...]:
    """What a plain word may be without what is joined to it: in Arabic "and", "in", "to" and the article are.

    The first is the word itself. Letters that belong to it ("Lebanon", "Palestine") are only taken off beside that.
    """
    if not "\u0600" <= plain[:1] <= "\u06ff":
        return (plain,)
    found = [plain]
    for pattern in _ARABIC_STEPS:
        for word in tuple(found):
            shorter = pattern.sub("", word, count=1)
            if len(shorter) >= _ARABIC_LEAST and shorter not in found:
                found.append(shorter)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A phrase found: the half-open range of word indexes, and what the phrase stands for."""

    first: int
    after: int
    payload: Payload


@dataclass(slots=True)
class Phrases(Generic[Payload]):
    """Many phrases, looked up in one pass over a text's words.

    A phrase is words separated by spaces; a word that ends in ``*`` stands for every form that begins so; a phrase of
    one word in capitals (``IS``, ``LeT``) is only found in capitals, outside of lines in capitals throughout. A phrase
    that begins with a capital (``Tank``, a city) is only found where the text has one too (not in "tanks"); of several
    words any may have it ("l'opération Turquoise").
    """

    exact: dict[str, list[_Entry[Payload]]] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, _Entry[Payload]]]] = field(default_factory=dict)  # by their first letters
    starts: dict[str, tuple[_Entry[Payload], ...]] = field(default_factory=dict)  # what a word begins, once asked for

    def add(self, phrase: str, payload: Payload) -> None:
        """Add one phrase. Raises ValueError where it holds no word."""
        parts: list[tuple[str, bool]] = []
        for match in re.finditer(rf"[{_CJK}]|[^\W{_CJK}]+(?:['’ʼ´`][^\W{_CJK}]+)*\*?", phrase):
            raw = match[0]
            stem = raw.endswith("*")
            parts.append((_plain(raw[:-1].casefold()) if stem else fold(raw), stem))
        if not parts:
            raise ValueError(f"{phrase!r} holds no word")
        if parts[0][1] and len(parts[0][0]) < _KEY:
            raise ValueError(f"{phrase!r} begins with less than {_KEY} letters before its star")
        capitals = len(parts) == 1 and len(phrase) <= 6 and phrase.isascii() and phrase.isalnum() and _inner(phrase)
        self.starts.clear()
        entry = _Entry(tuple(parts[1:]), capitals, phrase.lstrip()[0].isupper(), payload)
        word, stem = parts[0]
        if stem:
            self.prefixes.setdefault(word[:_KEY], []).append((word, entry))
        else:
            self.exact.setdefault(word, []).append(entry)

    def find(self, found: Sequence[Word]) -> Iterator[Hit[Payload]]:
        """Every phrase that stands in the words, in the order of its first word."""
        starts = self.starts
        for i, word in enumerate(found):
            entries = starts.get(word.plain)
            if entries is None:
                entries = self._beginning(word.plain)
            for entry in entries:
                after = entry.end(found, i)
                if after:
                    yield Hit(i, after, entry.payload)

    def _beginning(self, plain: str) -> tuple[_Entry[Payload], ...]:
        """The phrases whose first word a word may be; remembered, since most words of a text begin none."""
        entries: list[_Entry[Payload]] = []
        for reading in _readings(plain):
            entries += self.exact.get(_stem(reading), ())
            entries += [entry for prefix, entry in self.prefixes.get(reading[:_KEY], ()) if reading.startswith(prefix)]
        if len(self.starts) >= _REMEMBERED:
            self.starts.clear()
        known = self.starts[plain] = tuple(entries)
        return known


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Payload]):
    rest: tuple[tuple[str, bool], ...]
    capitals: bool
    capital: bool
    payload: Payload

    def end(self, found: Sequence[Word], i: int) -> int:
        """The index after the phrase's last word where it stands at word ``i``, else 0."""
        if self.capital and not found[i].capital and not self.rest:
            return 0
        if self.capitals and (not found[i].capitals or _shouted(found, i)):
            return 0
        at = i + 1
        for form, stem in self.rest:
            if at >= len(found) or not _reads(found[at], form, stem=stem):
                return 0
            at += 1
        if self.capital and not any(found[j].capital for j in range(i, at)):
            return 0
        return at


def _reads(word: Word, form: str, *, stem: bool) -> bool:
    """Whether a word is that form, or begins with it."""
    if word.plain.startswith(form) if stem else word.form == form:
        return True
    others = _readings(word.plain)[1:]
    return any(other.startswith(form) if stem else _stem(other) == form for other in others)


def _shouted(found: Sequence[Word], i: int) -> bool:
    """Whether the words on both sides are in capitals too: a headline in capitals tells nothing of an acronym."""
    around = [found[j] for j in (i - 1, i + 1) if 0 <= j < len(found) and found[j].end - found[j].start > 1]
    return bool(around) and all(word.capitals for word in around)


def longest(hits: Iterable[Hit[Payload]]) -> list[Hit[Payload]]:
    """The hits that stand inside no longer hit."""
    ordered = sorted(hits, key=lambda hit: (hit.first, -hit.after))
    kept: list[Hit[Payload]] = []
    reach = 0
    for hit in ordered:
        if hit.after <= reach and not (kept and (kept[-1].first, kept[-1].after) == (hit.first, hit.after)):
            continue
        kept.append(hit)
        reach = max(reach, hit.after)
    return kept


def phrases(table: Mapping[str, Iterable[Payload]]) -> Phrases[Payload]:
    """Phrases from a mapping of phrase to payloads."""
    built: Phrases[Payload] = Phrases()
    for phrase, payloads in table.items():
        for payload in payloads:
            built.add(phrase, payload)
    return built
