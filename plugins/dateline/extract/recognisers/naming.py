"""Names of persons as an index shows them: told from names of outlets, and without a byline's capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.captions import agency
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold, opens_small

_NOTE = 400  # characters at most of a line that may say a name in small letters
_NAME = (2, 5)  # words of an outlet's name
_CJK_NAME = 8  # characters of one in a script without spaces
_TURKIC = ("az", "tr")
_DOTTED = str.maketrans("Iİ", "ıi")
UNSPACED = "\u2e80"  # scripts from here on part no words
# Letters of these: behind the same character stand joined Latin and Arabic letters, symbols and pictures too.
_UNSPACED = re.compile(
    "[\u2e80-\u2fff\u3005-\u3007\u3041-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]"
)
_KEPT = re.compile(r"^(?:[IVX]{2,4}|[^AEIOUYÀ-ÖØ-Ý\W\d_]{2})$")  # "III", "JD"
_ELIDED = re.compile(r"^[dl]['’](?=.)")  # "L'Écho d'Orlac"
_PIECE = re.compile(r"[^\W\d_]+")
_SCOTS = re.compile(r"^Mc([a-zà-ÿ]{3,})$")
_APOSTROPHES = tuple("'’ʼ")
_ONE_LETTER = re.compile(r"(?:^|\W)[^\W\d_]$")


@cache
def _mastheads() -> tuple[re.Pattern[str], frozenset[str], tuple[str, ...]]:
    """The words of outlets' names: a pattern for those of scripts that part words, these, and those of others."""
    words = {fold(word) for some in load_table("mastheads")["words"].values() for word in some}
    spaced = sorted((word for word in words if word[0] < UNSPACED), key=len, reverse=True)
    unspaced = tuple(sorted(word for word in words if word[0] >= UNSPACED))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spaced))})(?!\w)"), frozenset(spaced), unspaced


def names_outlet(name: str) -> bool:
    """Whether a name is that of a newspaper, a broadcaster or the like: it holds a word such names are made of.

    An agency's name is none: agencies stand for authors.
    """
    folded = fold(name).strip(" .,:;|-–—")
    spaced, _, unspaced = _mastheads()
    return bool(spaced.search(folded) or folded.endswith(unspaced)) and not agency(name)


def unspaced(text: str) -> bool:
    """Whether letters of a script that parts no words stand in a text."""
    return not text.isascii() and max(text) >= UNSPACED and _UNSPACED.search(text) is not None


def masthead_word(word: str) -> bool:
    """Whether a word alone stands for an outlet whose name ends with it: "Jane Doe, Globe correspondent"."""
    return fold(word) in _mastheads()[1]


@cache
def _sections() -> tuple[str, ...]:
    return tuple(map(fold, load_table("mastheads")["sections"]))


@cache
def _articles() -> frozenset[str]:
    return frozenset(map(fold, load_table("mastheads")["articles"]))


def opens_with_article(name: str) -> bool:
    """Whether a name of several words begins with an article, as newspapers' do and persons' seldom."""
    first, _, rest = name.partition(" ")
    return bool(rest) and fold(first) in load_table("mastheads")["opening_articles"]


def opens_name(word: str) -> bool:
    """Whether a word is written as those of names are: with a capital, in a script without, or linking others."""
    bare = _ELIDED.sub("", word)
    return not opens_small(bare) or fold(word) in _linking()


@cache
def _linking() -> frozenset[str]:
    """Small words within names: "Il Corriere dello Stretto"."""
    return frozenset(map(fold, load_table("mastheads")["linking"]))


def masthead(text: str) -> bool:
    """Whether a short line is an outlet's name and nothing else: "The Orlac Gazette", "江河晚报"."""
    bare = text.strip(" .:|-–—")
    words = bare.split()
    _, spaced, unspaced = _mastheads()
    if not bare.isascii() and fold(bare).endswith(unspaced):
        return len(words) == 1 and len(bare) <= _CJK_NAME and fold(bare) not in _sections()
    if not _NAME[0] <= len(words) <= _NAME[1]:
        return False
    first = len(words) > _NAME[0] and fold(words[0]) in _articles()  # "Il Giornale del Porto"
    ends = {fold(words[first]), fold(words[-1])}.difference(_sections())
    return not spaced.isdisjoint(ends) and all(map(opens_name, words))


def titled(text: str) -> bool:
    """Whether a line has an outlet's word and is written as names are, in few words: "South Orlac Sun-Post"."""
    words = text.split()
    return _NAME[0] <= len(words) <= _NAME[1] and all(map(opens_name, words)) and names_outlet(text)


def cased(name: str, language: str, units: Sequence[Unit]) -> str:
    """A name that is printed in capitals as one of ``units`` prints it otherwise, or else with capital initials."""
    if name.find("Mc") >= 0 and name.replace("Mc", "MC").isupper():
        name = name.upper()  # "IDA McKERR"
    if " " not in name or name != name.upper() or name == name.lower() or agency(name):
        return name
    key = fold(name)
    for unit in units:
        if len(unit.text) > _NOTE or key not in unit.folded:
            continue
        match = re.search(re.escape(name), unit.text, re.I)
        if match and match[0] != name and not opens_small(match[0]):
            return match[0]
    particles = frozenset(map(fold, load_table("bylines")["particles"])) - {"san", "santa", "st.", "st", "mac", "mc"}
    out = []
    for position, token in enumerate(name.split(" ")):
        if position and fold(token) in particles:
            out.append(_lower(token, language))
        else:
            out.append(_PIECE.sub(lambda match: _initial(match, language), token))
    return " ".join(out)


def _initial(match: re.Match[str], language: str) -> str:
    word = match[0]
    if _KEPT.match(word):
        return word
    before = match.string[: match.start()]
    if before[-1:] in _APOSTROPHES and not _ONE_LETTER.search(before[:-1]):
        return _lower(word, language)  # "ЛУК'ЯНОВ", not "N'DIAYE"
    plain = word[0] + _lower(word[1:], language)
    return _SCOTS.sub(lambda scots: "Mc" + scots[1].capitalize(), plain)


def _lower(text: str, language: str) -> str:
    return (text.translate(_DOTTED) if language in _TURKIC else text).lower()
