"""An outlet's name beside its company's: "El Faro" at the top of a page, "EL FARO EDICIONES SL" in its last line.

The line of rights names who owns an outlet. Where that is the outlet's name and the words of a company behind it, the
page prints the outlet's own name somewhere above; and a name at the top that a line at the foot begins with is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.naming import opens_name
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import fold, has_digit

_LONGEST, _WORDS = 40, 6  # characters and words of an outlet's name at most
_SAYING, _TWICE = 90, 2  # characters of a line that says it with other words, and how many do
_FORM = 3  # characters of the form of a company that is no surname: not "Sa" nor "As"
_LEAST = 4  # characters of one at least
_TOP, _FOOT = 6, 8  # units at the top in which it stands, and at the end
_STATED = re.compile(r"\W*(?:©|\(c\)|(?:19|20)\d\d)", re.I)
_JOINS = ("&", "and", "und", "et", "y", "e")  # "Orlac News and Media"
_MARKS = " .,:;*|–—-"


def printed(owner: str, units: Sequence[Unit]) -> str:
    """The name of a company's outlet as short lines print it; the company's name where none does."""
    name = without_company(owner)
    capitals = name == name.upper() != name.lower()
    if name == owner and not capitals:
        return owner
    key = _bare(name)
    alone = [unit.text.strip(_MARKS) for unit in units if len(unit.text) <= _LONGEST and _bare(unit.text) == key]
    cased = next((text for text in alone if text not in (text.upper(), text.lower())), "")
    if cased or not capitals:
        return cased or (name if alone else owner)
    parted = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
    said = [match[0] for unit in units if len(unit.text) <= _SAYING and (match := parted.search(unit.text))]
    otherwise = Counter(text for text in said if text not in (text.upper(), text.lower()))
    best = max(otherwise, key=lambda text: (otherwise[text], text), default="")
    if otherwise[best] >= _TWICE or (best and name == owner):
        return best
    return name if alone else owner


def without_company(owner: str) -> str:
    """A company's name without the words that say that it is one: "El Faro Ediciones SL" is "El Faro"."""
    parts = owner.split()
    while len(parts) > 1 and (parts[-1] in _JOINS or _tells_company(fold(parts[-1]).rstrip(","))):
        if parts.pop() in _JOINS and len(parts) > 1:
            parts.pop()  # "News & Media"
    return " ".join(parts).rstrip(",")


def is_company(name: str) -> bool:
    """Whether a name ends in the form of a company, which no person's does: "Orlac Post Ltd", "Kurier Sp. z o.o."."""
    *rest, last = fold(name).split() or [""]
    return bool(rest) and len(last) >= _FORM and last in _table("legal_forms")


def at_both_ends(units: Sequence[Unit]) -> Unit | None:
    """The line at the top that is a name and that a line at the foot begins with, to go on with a company's words."""
    foot: list[str] | None = None
    for unit in units[:_TOP]:
        parts = unit.text.split()
        named = unit.markup is None and _LEAST <= len(unit.text) <= _LONGEST and len(parts) <= _WORDS
        if not named or not all(map(opens_name, parts)) or has_opening(unit.text) or phrases().match(unit.folded):
            continue
        if has_digit(unit.text):
            continue
        key = _bare(unit.text)
        foot = foot or [_bare(one.text) for one in units[max(_TOP, len(units) - _FOOT) :]]
        for said in foot:
            rest = said.removeprefix(key) if said.startswith(key) else ""
            word = fold(rest.split()[0]).strip(",") if rest.split() else ""
            if rest and (_STATED.match(rest) or (rest[0] == " " and _tells_company(word))):
                return unit
    return None


def _tells_company(word: str) -> bool:
    return word in _table("companies") or word in _table("legal_forms") or f"{word}." in _table("legal_forms")


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(map(fold, load_table("mastheads")[name]))


def _bare(name: str) -> str:
    return fold(name).strip(_MARKS).removeprefix("the ")
