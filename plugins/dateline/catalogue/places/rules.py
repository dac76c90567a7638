"""Recognise by rules alone: for languages that no model was trained on, and where none is there."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Candidate
from dateline.catalogue.places.mentions import Mention
from dateline.catalogue.places.tokens import Token

if TYPE_CHECKING:
    from dateline.catalogue.places.spotting import Spot

_DATA = Path(__file__).parents[2] / "data" / "places"
_WORDS = _DATA / "words.json"
_PERSONS = _DATA / "persons.txt"
ALONE = 40_000  # people in a settlement whose name alone is enough
AFTER_PREPOSITION = 1_000
BEGINNING = 100_000  # at the beginning of a sentence, where every word has its capital
CASELESS = 600_000  # in scripts without capitals
LATIN = "\u024f"  # the last letter of Latin Extended-B
SHORT_ALONE, SHORT_AGREEING = 1_000_000, 60_000  # people that such a name needs
AGREEING = 10_000  # there, where the text names the country otherwise
SHORTEST = 3  # letters of a name there that only a well-known place may have
NOTED = 10_000_000  # what stands for population where a row was written by hand


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """Word lists by name, folded."""
    table = json.loads(_WORDS.read_text(encoding="utf-8"))
    return {name: frozenset(map(fold, items)) for name, items in table.items() if name != "origin"}


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names, in small letters."""
    lines = _PERSONS.read_text(encoding="utf-8").splitlines()
    return frozenset(next(line for line in lines if not line.startswith("#")).split())


@lru_cache(maxsize=1)
def organisations() -> frozenset[str]:
    """Names of organisations that would be taken for places, as they are written."""
    return frozenset(json.loads(_WORDS.read_text(encoding="utf-8"))["organisations"])


@lru_cache(maxsize=1)
def function_words() -> dict[str, tuple[str, ...]]:
    """The languages that each small word belongs to."""
    table = json.loads(_WORDS.read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for name, items in table.items():
        if name.startswith("function words "):
            for word in items:
                found[word] = (*found.get(word, ()), name.rpartition(" ")[2])
    return found


def recognise(
    text: str,
    tokens: list[Token],
    spots: dict[int, Spot],
    peoples: frozenset[str] = frozenset(),
    *,
    german: bool = False,
) -> list[Mention]:
    """The mentions among the spots, left to right, none overlapping.

    ``peoples`` are the codes of the countries that the text names by adjective or people. ``german``: every noun of the
    text has its capital, so that a word is a name only where it stands nowhere behind an article, as names of towns
    do not, and is more than a rare name.
    """
    if german:
        spots = _without_nouns(tokens, spots)
    found: list[Mention] = []
    named = peoples | {c.country for spot in spots.values() for c in spot.candidates if c.noted and c.country}
    at = 0
    while at < len(tokens):
        spot = spots.get(at)
        if spot is not None and _names_place(tokens, spot, spots, named, german=german):
            demonym = any(c.demonym for c in spot.candidates)
            name = fold(text[spot.start : spot.end])
            found.append(Mention(spot.start, spot.end, at, spot.last, name, spot.candidates, demonym, 0.8))
            at = spot.last
        else:
            at += 1
    return found


def _without_nouns(tokens: list[Token], spots: dict[int, Spot]) -> dict[int, Spot]:
    """The spots without those of one word that German uses as a noun, here or at all."""
    lists = words()
    articles, nouns, places = lists["articles de"], lists["nouns de"], lists["prepositions"]
    behind: Counter[str] = Counter()  # how often a word stands behind an article, against elsewhere
    for at, spot in spots.items():
        if spot.last - at == 1:
            behind[tokens[at].text] += 1 if at and fold(tokens[at - 1].text) in articles else -1
    kept = {}
    for at, spot in spots.items():
        if spot.last - at == 1:
            word, before = tokens[at].text, fold(tokens[at - 1].text) if at else ""
            labels = [c for c in spot.candidates if c.label]
            if fold(word) in nouns and not any(c.noted for c in labels):
                continue
            if not any(c.noted for c in spot.candidates):
                large = any(c.population >= BEGINNING for c in labels)
                if behind[word] >= 0 or not (large or (labels and before in places)):
                    continue
        kept[at] = spot
    return kept


def _names_place(
    tokens: list[Token], spot: Spot, spots: dict[int, Spot], named: frozenset[str], *, german: bool
) -> bool:
    lists = words()
    single = spot.last - spot.first == 1
    token = tokens[spot.first]
    folded = fold(token.text)
    before = tokens[spot.first - 1] if spot.first else None
    previous = fold(before.text) if before and before.kind == "word" else ""
    if single and before is not None and before.text[0].isupper() and before.text.lower() in given_names():
        return False
    if single and (folded in lists["never alone"] or (len(token.text) < 3 and not token.text.isupper())):
        return False
    if folded == "us" and token.text not in ("US", "U.S.", "U.S"):
        return False
    if previous in lists["titles"] and single:
        return False
    after = tokens[spot.last] if spot.last < len(tokens) else None
    cased = token.text[0].isupper()
    noted = any(c.noted for c in spot.candidates)
    free = noted and german  # every noun has a capital there
    owner = noted and token.text.endswith(tuple(lists["genitive endings"]))  # "of Shushi", not a given name
    alone = cased and single and not (free or owner)
    if alone and _inside_name(before, after, previous, spot, spots, lists["prepositions"]):
        return False
    best = max(map(_weight, spot.candidates))
    if not cased:
        near = max((_weight(c) for c in spot.candidates if c.country in named), default=0)
        if single and len(token.text) <= SHORTEST:
            return best >= SHORT_ALONE or near >= SHORT_AGREEING
        return best >= CASELESS or near >= AGREEING or (not single and near >= AFTER_PREPOSITION)
    if previous in lists["prepositions"] or not single:
        return best >= AFTER_PREPOSITION
    beginning = before is None or before.kind == "break" or before.text in ".!?:"
    if beginning and token.text[0] <= LATIN and not any(c.label or c.kind != "settlement" for c in spot.candidates):
        return False  # a rare other name, where any word has its capital
    return best >= (BEGINNING if beginning else ALONE)


def _inside_name(
    before: Token | None,
    after: Token | None,
    previous: str,
    spot: Spot,
    spots: dict[int, Spot],
    prepositions: frozenset[str],
) -> bool:
    """Whether a neighbour with a capital makes the word part of a longer name (Jordan Henderson, Israel Adesanya)."""
    if after is not None and after.kind == "word" and after.text[0].isupper() and after.text[1:].islower():
        countries = any(c.kind == "country" for c in spot.candidates)
        if spot.last not in spots and not (countries and previous in prepositions):
            return True
    return (
        before is not None
        and before.kind == "word"
        and before.text[0].isupper()
        and before.text[1:].islower()
        and previous not in prepositions
        and spot.first - 1 not in spots
        and not any(c.kind in ("country", "disputed", "area") for c in spot.candidates)
    )


def _weight(candidate: Candidate) -> int:
    """Population, or what stands for it where a place is no settlement."""
    if candidate.noted or candidate.demonym:
        return NOTED
    if candidate.kind == "region":
        return max(candidate.population // 4, 1_000) if len(candidate.parents) <= 1 else candidate.population // 20
    return candidate.population if candidate.label else candidate.population // 3
