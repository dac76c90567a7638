"""What stands beside a name in a byline and is no part of it: a portrait's label, degrees, callings, an outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.recognisers.captions import agency
from dateline.extract.recognisers.naming import masthead, masthead_word
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold, opens_small

_PORTRAIT = 80  # characters of the description of a portrait
_NEVER = frozenset("»«›‹→←↑↓<>=#$€£%*{}[]_^~+|\\")  # signs that no name has
_ADDRESS = re.compile(r"^[\w-]{3,}\.([a-z]{2,4})$", re.I)
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_LONG = 3  # letters of a degree that is told without a comma before it
_BRIEF = frozenset(("md", "rn", "rd"))  # and shorter ones
_FULL = 2  # words of a full name
_CAPITALS = 2  # of a degree, at least


@cache
def _table(kind: str) -> frozenset[str]:
    return frozenset(map(fold, load_table("callings")[kind]))


@cache
def _portraits() -> tuple[tuple[str, ...], re.Pattern[str], tuple[str, ...], re.Pattern[str]]:
    """What stands in front of the name of who is portrayed, in small letters and as a pattern, and what behind it."""
    table = load_table("callings")
    before, behind = table["portrait_before"], table["portrait_behind"]
    opens = "|".join(sorted(map(re.escape, before), key=len, reverse=True))
    closes = "|".join(sorted(map(_apart, behind), key=len, reverse=True))
    return (
        tuple(map(str.lower, before)),
        re.compile(rf"^(?:{opens})\s+(?=\S)", re.I),
        tuple(map(str.lower, behind)),
        re.compile(rf"(?<=\S)(?:{closes})$", re.I),
    )


def portrays(text: str, name: str) -> bool:
    """Whether a short text describes the portrait of who is named: it may be read as a picture's credit, too."""
    label = fold(text).removesuffix(fold(name).strip())
    paired = label != fold(text) and label.strip() in _table("portrait_paired")
    return paired or (text != (rest := without_portrait(text)) and fold(rest).strip() == fold(name).strip())


def _apart(label: str) -> str:
    """A label as a pattern; one that begins with a letter of a script that parts words stands behind a space."""
    return rf"\s{re.escape(label)}" if "a" <= label[0] <= "z" else re.escape(label)


def without_portrait(text: str) -> str:
    """A short text without what tells that it describes a portrait: "Photo of Jane Doe", "Jane Doe's avatar"."""
    if len(text) > _PORTRAIT:
        return text
    lower = text.lower()
    before, opens, behind, closes = _portraits()
    for match in (
        opens.match(text) if lower.startswith(before) else None,
        closes.search(text) if lower.endswith(behind) else None,
    ):
        rest = text[: match.start()] + text[match.end() :] if match else ""
        if rest.strip():
            return rest if not opens_small(rest) else ""  # "Picture of a puppy"
    return text


def is_degree(token: str) -> bool:
    """Whether a word is a degree or membership as such are written: "MD", "Ph.D.", "CFP®"."""
    if sum(map(str.isupper, token)) < _CAPITALS:
        return False
    bare = re.sub(r"[^\w]", "", token.replace("®", "").replace("™", ""))
    return sum(map(str.isupper, bare)) >= _CAPITALS and fold(bare) in _table("degrees")


def none_of_names(part: str) -> bool:
    """Whether a part of a byline cannot be a name: degrees, an address, signs that no name has."""
    tokens = part.strip(" .,:;|-–—").split()
    if not tokens:
        return False
    return not _NEVER.isdisjoint(part) or all(map(is_degree, tokens)) or any(map(_is_address, tokens[:_FULL]))


def _is_address(token: str) -> bool:
    match = _ADDRESS.match(token.strip(" .,")) if "." in token else None
    return match is not None and match[1].lower() in _table("domains") and not match[1].istitle()


def posted(text: str) -> bool:
    """Whether a short line is a full name and, behind a comma, a calling or degrees: "Ada Kerr, Shipping Expert"."""
    name, comma, rest = text.strip(" |").partition(", ")
    if not comma or len(text) > _PORTRAIT or len(name.split()) < _FULL or not rest[:1].isupper():
        return False
    return _calling(rest.split()[-1]) or all(map(is_degree, rest.replace(",", " ").split()))


def is_thing(name: str) -> bool:
    """Whether a word of a name is one of a page or of a firm: "Knowledge Centre", "Related Products"."""
    words = fold(name).split()
    return not _table("things").isdisjoint(words) or set(words) <= _table("thing_names")


def _calling(word: str) -> bool:
    return fold(word).strip(".") in _table("callings")


def trimmed(name: Sequence[str], *, posted: bool) -> list[str]:
    """The words of a name without degrees and an outlet behind it.

    None where the words end with a calling ("Garden Educator"), or one within is a possessive ("Baker's Resources").
    ``posted`` tells that a post follows: "Jane Doe Globe" before "Correspondent".
    """
    kept = list(name)
    shouted = len(kept) > _FULL and all(map(str.isupper, kept))
    while len(kept) > _FULL and not shouted and is_degree(kept[-1]):
        if len(re.sub(r"\W", "", kept[-1])) < _LONG and fold(kept[-1]).strip(".") not in _BRIEF:
            break
        kept.pop()
    for word in kept[:-1]:
        if word.endswith(_POSSESSIVE):
            return []
    if kept and _calling(kept[-1]):
        return []
    if len(kept) >= _FULL and kept[-1].endswith(_POSSESSIVE):
        kept[-1] = kept[-1][:-2]
    for cut in (_FULL, _FULL + 1) if len(kept) > _FULL else ():
        rest = kept[cut:]
        if len(rest) > 1 and (masthead(" ".join(rest)) or agency(" ".join(rest))):
            return kept[:cut]
        if posted and len(rest) == 1 and (masthead_word(rest[0]) or agency(rest[0])):
            return kept[:cut]
    return kept
