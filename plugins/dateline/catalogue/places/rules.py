"""Recognise by rules alone: for languages that no model was trained on, and where none is there."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Candidate
from dateline.catalogue.places.inflection import basic_forms
from dateline.catalogue.places.mentions import Mention
from dateline.catalogue.places.tokens import Token
from dateline.catalogue.places.tongues import listed, tongue

if TYPE_CHECKING:
    from dateline.catalogue.places.spotting import Spot

_DATA = Path(__file__).parents[2] / "data" / "places"
_WORDS = _DATA / "words.json"
_PERSONS = _DATA / "persons.txt"
ALONE = 40_000  # people in a settlement whose name alone is enough
AFTER_PREPOSITION = 1_000
BEGINNING = 100_000  # at the beginning of a sentence, where every word has its capital
CASELESS = 600_000  # in scripts without capitals
HANGUL = "\uac00"  # the first syllable
LATIN = "\u024f"  # the last letter of Latin Extended-B
SHORT_ALONE, SHORT_AGREEING = 1_000_000, 60_000  # people that such a name needs
AGREEING = 10_000  # there, where the text names the country otherwise
SPELLED = 5  # letters of a well-known place's other name that is hardly another word, at the beginning of a sentence
SHORTEST = 3  # letters of a name there that only a well-known place may have
UNACCOMPANIED = 500_000  # at the beginning of a sentence of a text that names its country nowhere else
SURE, DOUBTED = 0.8, 0.4  # scores
NOTED = 10_000_000  # what stands for population where a row was written by hand

_ENDS = frozenset('.!?:;«»“”„"–—-•')  # after them a sentence begins, or a quotation
_DATELINE = frozenset(",:(–—-")
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_JOINING = frozenset("·・")
_TOWARDS = frozenset(("in", "aus", "nach"))  # before a German noun without its article only where it is a town's name
_PARTICLES = frozenset(("de", "da", "di", "do", "du", "del", "della", "dos", "van", "von", "den", "der", "la", "le"))


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """Word lists by name, folded."""
    table = json.loads(_WORDS.read_text(encoding="utf-8"))
    return {name: frozenset(map(fold, items)) for name, items in table.items() if name != "origin"}


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names of many languages, in small letters."""
    lines = _PERSONS.read_text(encoding="utf-8").splitlines()
    return frozenset(next(line for line in lines if not line.startswith("#")).split()) | listed("given names")


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


class Setting:
    """A text as the rules see it: its tokens and names, its language, and which countries it speaks of."""

    def __init__(self, tokens: list[Token], spots: dict[int, Spot], peoples: frozenset[str], language: str) -> None:
        self.tokens = tokens
        self.spots = spots
        self.tongue = tongue(language)
        self.german = language[:2].lower() == "de"  # every noun has a capital there
        self.peoples = peoples
        self.noted = peoples | {c.country for spot in spots.values() for c in spot.candidates if c.noted and c.country}
        self.persons = _persons(tokens)
        self._names: dict[str, set[str]] = {}  # by country, the names in it that are nothing else
        for spot in spots.values():
            name = self.name(spot)
            if self.ambiguous(spot):
                continue
            for c in spot.candidates:
                if c.country and (c.noted or (c.label and c.population >= BEGINNING)):
                    self._names.setdefault(c.country, set()).add(name)

    def name(self, spot: Spot) -> str:
        """The folded name of a spot."""
        return " ".join(fold(token.text) for token in self.tokens[spot.first : spot.last] if token.kind == "word")

    def before(self, spot: Spot, by: int = 1) -> Token | None:
        """The token that stands before a spot, or one further before."""
        return self.tokens[spot.first - by] if spot.first >= by else None

    def after(self, spot: Spot) -> Token | None:
        """The token behind a spot."""
        return self.tokens[spot.last] if spot.last < len(self.tokens) else None

    def ambiguous(self, spot: Spot) -> bool:
        """Whether the name is a word of the text's language, or a person's."""
        if spot.last - spot.first > 1:
            return False
        return self.is_word(spot) or self.name(spot) in words()["never alone"] or self.is_given(spot)

    def is_word(self, spot: Spot) -> bool:
        """Whether the name is a word of the text's language, in other letters than Latin inflected too."""
        name, known = self.name(spot), self.tongue.words
        return name in known or (name > LATIN and bool(known) and not known.isdisjoint(basic_forms(name)))

    def is_given(self, spot: Spot) -> bool:
        """Whether the name is a given name too."""
        return not given_names().isdisjoint((self.name(spot), self.tokens[spot.first].text.lower()))

    def at_home(self, spot: Spot) -> bool:
        """Whether the name is that of a place where the text's language is spoken, and of no small one."""
        return any(c.country in self.tongue.home and _weight(c) >= BEGINNING for c in spot.candidates)

    def in_company(self, spot: Spot, *, abroad: bool = False) -> bool:
        """Whether the text names the country of the place otherwise; ``abroad``: one where its language is not spoken.

        Texts name places of their own country so often that these say nothing of a word of their language.
        """
        own = {self.name(spot)}
        return any(
            c.country in self.peoples or self._names.get(c.country, own) - own
            for c in spot.candidates
            if c.country and not (abroad and c.country in self.tongue.home)
        )

    def locative(self, spot: Spot) -> bool:
        """Whether the word before, or what is written to its end, says that the name is a place's."""
        before = self.before(spot)
        previous = fold(before.text) if before is not None and before.kind == "word" else ""
        lists = self.tongue
        before_places = (words()["prepositions"], lists.locatives, lists.kinds)
        person = self.tokens[spot.first].text[0].isupper() and self.is_given(spot)  # whose name has endings too
        return (spot.evident and not person) or any(previous in found for found in before_places)


def recognise(
    text: str,
    tokens: list[Token],
    spots: dict[int, Spot],
    peoples: frozenset[str] = frozenset(),
    *,
    language: str = "",
) -> list[Mention]:
    """The mentions among the spots, left to right, none overlapping.

    ``peoples`` are the codes of the countries that the text names by adjective or people; ``language`` is BCP 47. In
    German every noun has its capital, so that a word is a name only where it stands nowhere behind an article, as names
    of towns do not, and is more than a rare name.
    """
    if language[:2].lower() == "de":
        spots = _without_nouns(tokens, spots)
    setting = Setting(tokens, spots, peoples, language)
    found: list[Mention] = []
    at = 0
    while at < len(tokens):
        spot = spots.get(at)
        score = _sure(spot, setting) if spot is not None else 0.0
        if spot is not None and score:
            demonym = any(c.demonym for c in spot.candidates)
            name = fold(text[spot.start : spot.end])
            found.append(Mention(spot.start, spot.end, at, spot.last, name, spot.candidates, demonym, score))
            at = spot.last
        else:
            at += 1
    return found


def _persons(tokens: list[Token]) -> frozenset[str]:
    """The folded words that stand behind a given name or initials somewhere in the text."""
    given = given_names()
    return frozenset(
        fold(token.text)
        for before, token in pairwise(tokens)
        if token.kind == "word"
        and before.kind == "word"
        and token.text[0].isupper()
        and before.text[0].isupper()
        and (before.text.lower() in given or _INITIALS.fullmatch(before.text))
    )


def _without_nouns(tokens: list[Token], spots: dict[int, Spot]) -> dict[int, Spot]:
    """The spots without those of one word that German uses as a noun, here or at all."""
    lists = words()
    articles, nouns, places = lists["articles de"], lists["nouns de"], lists["prepositions"]
    kinds = tongue("de").kinds
    behind: Counter[str] = Counter()  # how often a word stands behind an article, against elsewhere
    for at, spot in spots.items():
        if spot.last - at == 1:
            behind[tokens[at].text] += 1 if at and fold(tokens[at - 1].text) in articles else -1
    kept = {}
    for at, spot in spots.items():
        if spot.last - at == 1:
            word, before = tokens[at].text, fold(tokens[at - 1].text) if at else ""
            if before in kinds:
                kept[at] = spot
                continue
            labels = [c for c in spot.candidates if c.label]
            if fold(word) in nouns and not any(c.noted for c in labels):
                continue
            if not any(c.noted for c in spot.candidates):
                large = any(c.population >= BEGINNING for c in labels)
                if (behind[word] >= 0 and not (large and before in _TOWARDS)) or not (
                    large or (labels and before in places)
                ):
                    continue
        kept[at] = spot
    return kept


def _sure(spot: Spot, setting: Setting) -> float:
    """How sure a spot is to name a place: SURE, DOUBTED, or 0 where it names none."""
    tokens, lists, tongue = setting.tokens, words(), setting.tongue
    single = spot.last - spot.first == 1
    token = tokens[spot.first]
    folded = fold(token.text)
    before = setting.before(spot)
    previous = fold(before.text) if before and before.kind == "word" else ""
    cased = token.text[0].isupper()
    locative = setting.locative(spot)
    best = max(map(_weight, spot.candidates))
    if single and not cased and folded in tongue.kinds and not any(c.noted for c in spot.candidates):
        after = setting.after(spot)
        return SURE if after is not None and fold(after.text) in tongue.completing else 0.0
    if single and before is not None and before.text[0].isupper() and before.text.lower() in given_names():
        return 0.0
    if single and (folded in lists["never alone"] or (cased and len(token.text) < 3 and not token.text.isupper())):
        return SURE if locative and previous not in lists["articles de"] and setting.at_home(spot) else 0.0
    if folded == "us" and token.text not in ("US", "U.S.", "U.S"):
        return 0.0
    noted = any(c.noted for c in spot.candidates)
    if (single and previous in lists["titles"]) or ((single or not noted) and previous in tongue.titles):
        return SURE if _country(spot, setting) else 0.0
    if single and not noted and setting.name(spot) in setting.persons and not setting.at_home(spot):
        return 0.0
    if _joined_to_name(spot, setting) or (single and _surname(spot, setting)):
        return 0.0
    free = noted and setting.german
    owner = noted and token.text.endswith(tuple(lists["genitive endings"]))  # "of Shushi", not a given name
    if cased and single and not (free or owner or spot.evident) and _inside_name(spot, setting):
        return 0.0
    if not cased:
        return _without_capital(spot, setting, best, locative=locative)
    settlements = all(c.kind == "settlement" for c in spot.candidates)
    if single and settlements and previous in tongue.articles and not setting.german:
        return DOUBTED if noted and setting.in_company(spot) else 0.0
    beginning = before is None or before.kind == "break" or before.text in _ENDS
    if single and not locative:
        doubted = _unaccompanied(spot, setting, best, beginning=beginning)
        if doubted is not None:
            return doubted
    if locative or not single:
        home = any(c.country in tongue.home for c in spot.candidates)
        stranger = not (home or spot.evident or previous in lists["prepositions"] or setting.in_company(spot))
        word = setting.is_word(spot)
        return SURE if best >= (ALONE if single and (word or stranger) else AFTER_PREPOSITION) else 0.0
    other = not any(c.label or c.kind != "settlement" for c in spot.candidates)
    if beginning and other and token.text[0] <= LATIN:
        spelled = noted and (len(token.text) >= SPELLED or setting.in_company(spot))
        if not spelled:
            return 0.0  # a rare other name, where any word has its capital
    return SURE if best >= (BEGINNING if beginning else ALONE) else 0.0


def _unaccompanied(spot: Spot, setting: Setting, best: int, *, beginning: bool) -> float | None:
    """How sure a name is without a word that says place; None where nothing speaks against it."""
    home = setting.at_home(spot)
    after = setting.after(spot)
    if beginning and setting.is_word(spot):
        large = any(_weight(c) >= BEGINNING for c in spot.candidates if c.label or c.noted)
        abroad = large and setting.in_company(spot, abroad=True)
        capitals = spot.first == 0 or setting.tokens[spot.first].text.isupper()
        dateline = capitals and (after is None or after.kind == "break" or after.text in _DATELINE)
        return None if abroad or (home and dateline) else 0.0
    if setting.in_company(spot):
        return None
    if setting.is_given(spot) and not home and not _country(spot, setting):
        return DOUBTED if best >= SHORT_ALONE else 0.0
    if beginning and best < UNACCOMPANIED and not home and not setting.german:
        return 0.0
    return None


def _country(spot: Spot, setting: Setting) -> bool:
    """Whether the name is what the text's language calls a country: Israel, but not Jordan in German."""
    return any(c.kind == "country" and setting.name(spot) not in setting.tongue.persons for c in spot.candidates)


def _without_capital(spot: Spot, setting: Setting, best: int, *, locative: bool) -> float:
    """The same for scripts without capitals, where any word may be a name."""
    single = spot.last - spot.first == 1
    before = setting.before(spot)
    previous = fold(before.text) if before and before.kind == "word" else ""
    said = spot.evident or previous in setting.tongue.kinds
    particle = spot.evident and setting.tokens[spot.first].text >= HANGUL  # which any word may have
    if single and (particle or not said) and setting.is_word(spot):
        noted = any(c.noted and not (c.kind == "area" and c.country) for c in spot.candidates)
        if not setting.in_company(spot):
            return DOUBTED if locative and noted else 0.0
        if not (locative or setting.in_company(spot, abroad=True)):
            return 0.0
        if best < ALONE:
            return 0.0  # "in the market" is said more often than the name of a small town
    if said and best >= AFTER_PREPOSITION:
        return SURE
    near = max((_weight(c) for c in spot.candidates if c.country in setting.noted), default=0)
    # a label is in Latin letters, so that a name in its own country's script is never one
    at_home = max((c.population for c in spot.candidates if c.country in setting.tongue.home), default=0)
    best = max(best, at_home)
    if single and len(setting.tokens[spot.first].text) <= SHORTEST:
        return SURE if best >= SHORT_ALONE or near >= SHORT_AGREEING else 0.0
    close = near >= AGREEING or (not single and max(near, at_home) >= AFTER_PREPOSITION)
    return SURE if best >= CASELESS or close else 0.0


def _joined_to_name(spot: Spot, setting: Setting) -> bool:
    """Whether a dot joins the word to another that is no place, as it does foreign persons' names in Chinese."""
    tokens, first, last = setting.tokens, spot.first, spot.last
    if _called(last - 1, setting):
        return True
    behind = last + 1 < len(tokens) and tokens[last].text in _JOINING and _no_place(last + 1, setting)
    ahead = first > 1 and tokens[first - 1].text in _JOINING and _no_place(first - 2, setting)
    return behind or ahead


def _no_place(at: int, setting: Setting) -> bool:
    """Whether the word there is no known name, or a person's by what follows it."""
    return at not in setting.spots or _called(at, setting)


def _called(at: int, setting: Setting) -> bool:
    """Whether the word bears what is written to the end of persons' names: ローマさん."""
    tokens = setting.tokens
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or tokens[at].end != after.start or after.text[0] <= LATIN:
        return False
    return after.text.startswith(tuple(listed("behind persons")))


def _surname(spot: Spot, setting: Setting) -> bool:
    """Whether the word is a surname behind a given name and a small word: Leonardo da Vinci, Chad de Vries."""
    particle, given = setting.before(spot), setting.before(spot, 2)
    return (
        particle is not None
        and given is not None
        and particle.text in _PARTICLES
        and given.text[0].isupper()
        and given.text.lower() in given_names()
        and not any(c.noted for c in spot.candidates)
    )


def _inside_name(spot: Spot, setting: Setting) -> bool:
    """Whether a neighbour with a capital makes the word part of a longer name (Jordan Henderson, Israel Adesanya)."""
    before, after = setting.before(spot), setting.after(spot)
    previous = fold(before.text) if before is not None and before.kind == "word" else ""
    preceded = previous in words()["prepositions"] or previous in setting.tongue.locatives
    if after is not None and after.kind == "word" and after.text[0].isupper() and after.text[1:].islower():
        countries = any(c.kind == "country" for c in spot.candidates)
        beside = spot.last in setting.spots if _country(spot, setting) else _place_beside(spot.last, setting)
        if not beside and not (countries and preceded):
            return True
        if setting.is_given(spot) and not preceded:
            return True
    return (
        before is not None
        and before.kind == "word"
        and before.text[0].isupper()
        and before.text[1:].islower()
        and not preceded
        and not _place_beside(spot.first - 1, setting)
        and not any(c.kind in ("country", "disputed", "area") for c in spot.candidates)
    )


def _place_beside(at: int, setting: Setting) -> bool:
    """Whether another place's name begins there: of several words, with its case, or one that all know.

    Two other towns hardly stand side by side: they are a person.
    """
    spot = setting.spots.get(at)
    if spot is None or (spot.last - spot.first == 1 and setting.tokens[at].text.lower() in given_names()):
        return False
    large = any(c.noted or (c.kind != "settlement" and _weight(c) >= ALONE) for c in spot.candidates)
    return large or spot.evident or spot.last - spot.first > 1


def _weight(candidate: Candidate) -> int:
    """Population, or what stands for it where a place is no settlement."""
    if candidate.noted or candidate.demonym:
        return NOTED
    if candidate.kind == "region":
        return max(candidate.population // 4, 1_000) if len(candidate.parents) <= 1 else candidate.population // 20
    return candidate.population if candidate.label else candidate.population // 3
