"""Names of places out of the Arabic script, which the Latin one spells in many ways: Talbiseh, Tallbisah, Talbisa.

Two spellings are the same where their consonants are: vowels, doubled letters, the article and what only some systems
tell apart (q and k) are left out. Arabic writes no short vowels, so they differ most between the systems of
romanisation (UN, BGN/PCGN, ISO 233, the press).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dateline.catalogue.language.tables import DATA, rows
from dateline.catalogue.language.terms import Word

LEAST = 4  # consonants of a name from which it is known by them alone
LONGEST = 4  # words of a name
REMEMBERED = 65536
_VOWELS = re.compile("[aeiouwy]+|h$")
_DOUBLE = re.compile(r"(.)\1+")

Skeleton = tuple[str, ...]


def skeleton(forms: Iterable[str]) -> Skeleton:
    """The consonants of each word of a name; ``forms`` are words in small letters without diacritics."""
    return tuple(bones for form in forms if form not in articles() and (bones := _bones(form)))


def enough(bones: Skeleton) -> bool:
    """Whether a name has consonants enough to be known by them."""
    return sum(map(len, bones)) >= LEAST


def skeletons(found: Sequence[Word], first: int) -> Iterable[tuple[int, Skeleton]]:
    """The names that may begin at a word written with a capital: index behind the last word, consonants."""
    for after in range(min(first + LONGEST, len(found)), first, -1):
        part = found[first:after]
        if part[0].capital and part[-1].form not in articles() and (part[-1].capital or after - first > 1):
            yield after, skeleton(word.plain for word in part)


@lru_cache(maxsize=1)
def articles() -> frozenset[str]:
    """The forms of the Arabic article, read once in a process."""
    return frozenset(word for kind, _, cell in _table() if kind == "article" for word in cell.split())


@lru_cache(maxsize=1)
def states() -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes of the states whose places are meant, read once in a process."""
    return frozenset(code for kind, _, cell in _table() if kind == "states" for code in cell.split())


@lru_cache(maxsize=REMEMBERED)
def _bones(form: str) -> str:
    start = "a" if form[:1] in "aeiou" else ""
    for letters, sign in _letters():
        form = form.replace(letters, sign)
    return start + _VOWELS.sub("", _DOUBLE.sub(r"\1", form))


@lru_cache(maxsize=1)
def _letters() -> tuple[tuple[str, str], ...]:
    """Letters that stand for one sound, the longest first, with the sign of that sound."""
    found = [(letters, sign) for kind, sign, cell in _table() if kind == "sound" for letters in cell.split()]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=1)
def _table() -> list[list[str]]:
    return rows(DATA / "conflicts" / "romanised.tsv", 3)
