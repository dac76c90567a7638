"""Find every stretch of tokens that the gazetteer knows as a name."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.catalogue.places import rules
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Candidate, Places
from dateline.catalogue.places.inflection import basic_forms
from dateline.catalogue.places.tokens import Token, small
from dateline.catalogue.places.tongues import tongue
from dateline.catalogue.places.unspaced import known, place_follows, unspaced

LONGEST = 7  # tokens in a name, marks counted
INFLECTED = 15_000  # people in a settlement whose inflected name is taken for it
CONNECTOR = 5  # letters of a small word inside a name (of, the, della)
WORDS = 3  # in a name whose endings are taken off
SHORT = 4  # letters up to which a name must be spelled as in its row
PREFIXED = 300_000  # people, where a letter before the name had to be taken off
_INSIDE = frozenset(("-", "‐", "–", ".", "'", "’", "(", "'s", "’s"))
_APOSTROPHES = re.compile("['’]")
_ARTICLE = "ال"
_HAMZAS = frozenset("أإآؤئء")
_ARTICLES = (_ARTICLE, "لل")  # with the small word that is written before it


class Spot(NamedTuple):
    """A stretch of tokens ``[first, last)`` that names the candidates, as ``text[start:end]``."""

    first: int
    last: int
    start: int
    end: int
    candidates: tuple[Candidate, ...]
    evident: bool = False  # what is written to its end says that it is a place


def starts_name(token: Token) -> bool:
    """Whether a name may begin here: a word with a capital, or of a script that has none."""
    return token.kind == "word" and not small(token.text)


def spot(text: str, tokens: list[Token], places: Places, *, bent: bool = False, language: str = "") -> dict[int, Spot]:
    """The longest known name at each token where one begins; ``bent``: also endings on plain Latin letters.

    ``language`` is BCP 47: some write their endings behind an apostrophe.
    """
    endings = tongue(language).endings
    found: dict[int, Spot] = {}
    for first, token in enumerate(tokens):
        if token.kind != "word" or small(token.text):
            continue
        longest: Spot | None
        if unspaced(token):
            candidates = known(token.text, places)
            after = tokens[first + 1] if first + 1 < len(tokens) else None
            evident = place_follows(token, after)
            longest = Spot(first, first + 1, token.start, token.end, candidates, evident) if candidates else None
        else:
            longest = _longest(text, tokens, first, places, bent, language)
            if endings and (longest is None or longest.last == first + 1):
                longest = _before_apostrophe(first, token, endings, places) or longest
        if longest is not None:
            found[first] = longest
    return found


def _before_apostrophe(first: int, token: Token, endings: frozenset[str], places: Places) -> Spot | None:
    """A name with its case written behind an apostrophe, as Turkish has it: "Van'da"."""
    mark = _APOSTROPHES.search(token.text)
    if mark is None or token.text[mark.end() :] not in endings:
        return None
    name = token.text[: mark.start()]
    candidates = look_up(name, places)
    return Spot(first, first + 1, token.start, token.start + len(name), candidates, True) if candidates else None


def _longest(text: str, tokens: list[Token], first: int, places: Places, bent: bool, language: str) -> Spot | None:
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
            if small(token.text) and len(token.text) > CONNECTOR:
                return (
                    _with_adjective(text[start : token.end], first, last + 1, tokens, places, language)
                    if bent
                    else None
                ) or best
        last += 1
        if token.kind == "word" and (not small(token.text) or last - first == 1):
            candidates = look_up(text[start : token.end], places, bent=bent, language=language)
            if candidates:
                best = Spot(first, last, start, token.end, candidates)
    return best


def _with_adjective(
    name: str, first: int, last: int, tokens: list[Token], places: Places, language: str
) -> Spot | None:
    """A country or region whose name ends in a word without a capital: "Guinée équatoriale", "Курской области"."""
    if last - first > WORDS:
        return None
    large = tuple(
        c for c in look_up(name, places, bent=True, language=language) if c.kind != "settlement" and not c.demonym
    )
    return Spot(first, last, tokens[first].start, tokens[last - 1].end, large) if large else None


def look_up(name: str, places: Places, *, bent: bool = False, language: str = "") -> tuple[Candidate, ...]:
    """The candidates of a name as written: as it stands, and as an inflected form of well-known ones."""
    folded = fold(name)
    if name in rules.organisations():
        return ()
    direct = places.candidates(folded)
    arabic = language[:2].lower() == "ar"
    if direct and (len(folded) <= SHORT or (arabic and folded in tongue(language).words)):
        direct = tuple(c for c in direct if _spelled(name, c, places, language))
    if not folded or (name.isascii() and not bent) or folded.count(" ") >= WORDS:
        return direct
    if any(_known(candidate) for candidate in direct):
        return direct
    caseless = name[0].lower() == name[0].upper()
    for form in basic_forms(folded, language):
        stripped = caseless and not form.startswith(folded[:2])
        least = PREFIXED if stripped and " " not in form else INFLECTED  # (two words are hardly another by chance)
        basic = [c for c in places.candidates(form) if c.noted or (c.population >= least and len(form) > 3)]
        if stripped and len(form) <= SHORT and language[:2].lower() == "ar":
            taken = folded[: len(folded) - len(form)]
            basic = [
                c
                for c in basic
                if _spelled((_ARTICLE if taken.endswith(_ARTICLES) else "") + form, c, places, language)
            ]
        if basic:
            return (*basic, *direct)
    return direct


def _spelled(name: str, candidate: Candidate, places: Places, language: str) -> bool:
    """Whether a short name stands in the row as it stands in the text: capitals for capitals, accents for accents.

    In Arabic, one that has the article in the row is another word without: "ريف" is no more than countryside. Nor is
    a hamza written that the name has not: "وإن" is no Van.
    """
    plain = name.isascii()
    capitals = name.isupper()
    arabic = language[:2].lower() == "ar"
    bare, hamza = arabic and not name.startswith(_ARTICLE), arabic and not _HAMZAS.isdisjoint(name)
    for text in places.spellings(candidate):
        if (bare and text.startswith(_ARTICLE)) or (hamza and _HAMZAS.isdisjoint(text) and len(name) < SHORT):
            continue
        if text.isascii() == plain and fold(text) == fold(name):
            if capitals and (text.isupper() or candidate.noted or len(text) > 3):
                return True
            if not capitals and not text.isupper():
                return True
    return False


def _known(candidate: Candidate) -> bool:
    return candidate.noted or candidate.population >= INFLECTED
