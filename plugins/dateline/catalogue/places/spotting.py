"""Find every stretch of tokens that the gazetteer knows as a name."""

from __future__ import annotations

from typing import NamedTuple

from dateline.catalogue.places import rules
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Candidate, Places
from dateline.catalogue.places.inflection import basic_forms, script_of
from dateline.catalogue.places.tokens import Token

LONGEST = 7  # tokens in a name, marks counted
INFLECTED = 15_000  # people in a settlement whose inflected name is taken for it
CONNECTOR = 5  # letters of a small word inside a name (of, the, della)
WORDS = 3  # in a name whose endings are taken off
SHORT = 4  # letters up to which a name must be spelled as in its row
PREFIXED = 300_000  # people, where a letter before the name had to be taken off
_INSIDE = frozenset(("-", "‐", "–", ".", "'", "’", "(", "'s", "’s"))
_UNSPACED = frozenset({"cjk", "hiragana", "katakana", "hangul", "thai", "myanmar", "khmer", "lao"})


class Spot(NamedTuple):
    """A stretch of tokens ``[first, last)`` that names the candidates, as ``text[start:end]``."""

    first: int
    last: int
    start: int
    end: int
    candidates: tuple[Candidate, ...]


def starts_name(token: Token) -> bool:
    """Whether a name may begin here: a word with a capital, or of a script that has none."""
    return token.kind == "word" and not token.text[0].islower()


def spot(text: str, tokens: list[Token], places: Places, *, bent: bool = False) -> dict[int, Spot]:
    """The longest known name at each token where one begins; ``bent``: also endings on plain Latin letters."""
    found: dict[int, Spot] = {}
    for first, token in enumerate(tokens):
        if token.kind != "word" or token.text[0].islower():
            continue
        if not token.text[0].isascii() and script_of(token.text[0]) in _UNSPACED:
            longest = _inside(first, token, places)
        else:
            longest = _longest(text, tokens, first, places, bent)
        if longest is not None:
            found[first] = longest
    return found


def _longest(text: str, tokens: list[Token], first: int, places: Places, bent: bool) -> Spot | None:
    start = tokens[first].start
    best: Spot | None = None
    last = first
    stop = min(len(tokens), first + LONGEST)
    while last < stop:
        token = tokens[last]
        if last > first:
            gap = token.start - tokens[last - 1].end
            if gap > 1 or (token.kind != "word" and not (token.kind == "mark" and token.text in _INSIDE and gap == 0)):
                break
            if token.text[0].islower() and len(token.text) > CONNECTOR:
                return (
                    _with_adjective(text[start : token.end], first, last + 1, tokens, places) if bent else None
                ) or best
        last += 1
        if token.kind == "word" and (not token.text[0].islower() or last - first == 1):
            candidates = look_up(text[start : token.end], places, bent=bent)
            if candidates:
                best = Spot(first, last, start, token.end, candidates)
    return best


def _with_adjective(name: str, first: int, last: int, tokens: list[Token], places: Places) -> Spot | None:
    """A country or region whose name ends in a word without a capital: "Guinée équatoriale", "Курской области"."""
    if last - first > WORDS:
        return None
    large = tuple(c for c in look_up(name, places, bent=True) if c.kind != "settlement" and not c.demonym)
    return Spot(first, last, tokens[first].start, tokens[last - 1].end, large) if large else None


def look_up(name: str, places: Places, *, bent: bool = False) -> tuple[Candidate, ...]:
    """The candidates of a name as written: as it stands, and as an inflected form of well-known ones."""
    folded = fold(name)
    if name in rules.organisations():
        return ()
    direct = places.candidates(folded)
    if len(folded) <= SHORT and direct:
        direct = tuple(c for c in direct if _spelled(name, c, places))
    if not folded or (name.isascii() and not bent) or folded.count(" ") >= WORDS:
        return direct
    if any(_known(candidate) for candidate in direct):
        return direct
    caseless = name[0].lower() == name[0].upper()
    for form in basic_forms(folded):
        least = PREFIXED if caseless and not form.startswith(folded[:2]) else INFLECTED
        basic = [c for c in places.candidates(form) if c.noted or (c.population >= least and len(form) > 3)]
        if basic:
            return (*basic, *direct)
    return direct


def _spelled(name: str, candidate: Candidate, places: Places) -> bool:
    """Whether a short name stands in the row as it stands in the text: capitals for capitals, accents for accents."""
    plain = name.isascii()
    capitals = name.isupper()
    for text in places.spellings(candidate):
        if text.isascii() == plain and fold(text) == fold(name):
            if capitals and (text.isupper() or candidate.noted or len(text) > 3):
                return True
            if not capitals and not text.isupper():
                return True
    return False


def _known(candidate: Candidate) -> bool:
    return candidate.noted or candidate.population >= INFLECTED


def _inside(number: int, token: Token, places: Places) -> Spot | None:
    """In a script without spaces: the longest known name at the token's beginning or, failing that, within it."""
    size = len(token.text)
    for offset in range(size - 1):
        for length in range(min(8, size - offset), 1, -1):
            candidates = places.candidates(fold(token.text[offset : offset + length]))
            known = tuple(c for c in candidates if _known(c))
            if known:
                start = token.start + offset
                return Spot(number, number + 1, start, start + length, known)
    return None
