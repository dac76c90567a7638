"""The evidence that a text gives for each conflict: names, parties, terms and places, each with its mentions."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateline.catalogue.conflicts.authority import Conflicts
from dateline.catalogue.conflicts.gate import Violence, violence
from dateline.catalogue.conflicts.index import (
    INSIDE,
    PROVINCE,
    REGION,
    STATE,
    WEAK,
    Points,
    Sense,
    parents,
    points_of,
    province_words,
    senses_of,
)
from dateline.catalogue.language.terms import Hit, Phrases, Word, longest, words
from dateline.model import PlaceTag

HEAD = 120  # words at the beginning that tell whether a text is about armed violence: news says first what happened
SHORT = 4  # letters up to which the name of a place counts only where it was recognised as one
REACH = 30.0  # kilometres at which nearness to a place of the conflict has fallen to 1/e
DEGREE = 111.2  # kilometres of a degree of latitude


@dataclass(slots=True)
class Case:
    """The evidence that a text gives for one conflict: words by kind, each with its number of mentions."""

    words: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    said: dict[str, str] = field(default_factory=dict)
    near: float = 0.0  # 1 at a place of the conflict, falling with the distance
    lead: set[str] = field(default_factory=set)  # forms within the beginning that name the conflict by themselves

    def add(self, kind: str, form: str, surface: str, *, lead: bool = False) -> None:
        """Count one mention; ``lead``: it names the conflict, and stands where a news says what it is about."""
        self.words[kind][form] += 1
        self.said.setdefault(form, surface)
        if lead:
            self.lead.add(form)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a text says: cases by conflict, states whose forces or places are named, words of violence."""

    cases: dict[str, Case]
    states: frozenset[str]  # ISO codes of states whose forces are named
    mentions: dict[str, int]  # ISO codes of countries with the number of mentions, of themselves or of places within
    fight: Violence


def gather(conflicts: Conflicts, text: str, shift: int, year: int, places: tuple[PlaceTag, ...]) -> Gathered:
    """The evidence in ``text``; ``shift`` is how far the offsets of ``places`` lie behind those of ``text``.

    ``year`` is that of the text, 0 where unknown: places that belong to a conflict in other years do not count.
    """
    found = words(text)
    senses = senses_of(conflicts)
    cases: dict[str, Case] = defaultdict(Case)
    states: set[str] = set()
    in_places = _of_places(found, places, shift)
    named: set[int] = set()
    for hit in _with_provinces(list(senses.find(found)), found):
        surface = text[found[hit.first].start : found[hit.after - 1].end]
        if surface in conflicts.never:
            continue
        form = " ".join(word.form for word in found[hit.first : hit.after])
        for sense in hit.payload:
            if sense.kind == STATE:
                states.add(sense.key)
            elif sense.kind in (REGION, WEAK) and len(form) <= SHORT and form.isascii() and hit.first not in in_places:
                continue  # "Man", "Bay" and "Ann" are towns only where the text uses them as names of places
            elif _in_time(sense, year):
                province = sense.kind == REGION and _is_province(found, hit.first, hit.after)
                kind = PROVINCE if province else sense.kind
                cases[sense.key].add(kind, form, surface, lead=sense.naming and hit.first < HEAD)
                if sense.kind in (REGION, WEAK):
                    named.update(range(hit.first, hit.after))
    head = found[HEAD].start if len(found) > HEAD else len(text)
    _by_place(places, senses, cases, year, text, shift, head)
    _by_point(places, conflicts, cases, year, text, shift)
    named |= in_places
    fight = violence(text, found[:HEAD], frozenset(i for i in named if i < HEAD))
    return Gathered(cases, frozenset(states), _mentions(places), fight)


def _with_provinces(hits: list[Hit[tuple[Sense, ...]]], found: Sequence[Word]) -> list[Hit[tuple[Sense, ...]]]:
    """The longest hits; "Donetsk oblast", which one conflict lists, also says what "Donetsk" says of the others."""
    by_span: dict[tuple[int, int], tuple[Sense, ...]] = defaultdict(tuple)
    for hit in hits:
        by_span[hit.first, hit.after] += hit.payload
    admin = province_words()
    kept = []
    for hit in longest(hits):
        if hit.after - hit.first > 1 and found[hit.after - 1].form in admin:
            own = {sense.key for sense in hit.payload}
            inner = by_span.get((hit.first, hit.after - 1), ())
            more = tuple(s for s in inner if s.kind in (REGION, WEAK) and s.key not in own)
            hit = Hit(hit.first, hit.after, hit.payload + more)
        kept.append(hit)
    return kept


def _in_time(sense: Sense, year: int) -> bool:
    return not year or not sense.first or sense.first <= year <= sense.last


def _mentions(places: tuple[PlaceTag, ...]) -> dict[str, int]:
    """How often each country is mentioned, itself or by a place within it."""
    counts: dict[str, int] = defaultdict(int)
    for tag in places:
        if tag.country:
            counts[tag.country] += len(tag.mentions) + len(tag.demonyms)
    return {iso: n for iso, n in counts.items() if n}


def _by_place(
    places: tuple[PlaceTag, ...],
    senses: Phrases[tuple[Sense, ...]],
    cases: dict[str, Case],
    year: int,
    text: str,
    shift: int,
    head: int,
) -> None:
    """Places count under the authority's name too, so that any spelling of them in the text does."""
    for tag in places:
        if tag.kind == "country" or not tag.mentions:
            continue
        name = words(tag.name)
        form = " ".join(word.form for word in name)
        span = tag.mentions[0]
        surface = text[span.start + shift : span.end + shift]
        if not name or " ".join(word.form for word in words(surface)) == form:
            continue
        for hit in senses.find(name):
            if (hit.first, hit.after) == (0, len(name)):
                for sense in hit.payload:
                    if sense.kind in (REGION, WEAK) and _in_time(sense, year):
                        lead = sense.naming and span.start + shift < head
                        cases[sense.key].add(sense.kind, form, surface, lead=lead)


def _is_province(found: Sequence[Word], first: int, after: int) -> bool:
    """Whether the name is one of a province: it has or is followed by a word such as "state" or "governorate"."""
    admin = province_words()
    following = found[after].form if after < len(found) else ""
    return following in admin or (after - first > 1 and found[after - 1].form in admin)


def _by_point(
    places: tuple[PlaceTag, ...], conflicts: Conflicts, cases: dict[str, Case], year: int, text: str, shift: int
) -> None:
    """Settlements count for the conflicts in whose regions they lie, and for those with a place nearby."""
    index = points_of(conflicts)
    for tag in places:
        if tag.kind == "country" or not tag.mentions or tag.lat is None or tag.lon is None:
            continue
        span = tag.mentions[0]
        surface = text[span.start + shift : span.end + shift]
        form = tag.key
        if tag.kind in ("settlement", "feature"):
            for parent in parents(conflicts, tag.key):
                for sense in index.regions.get(parent, ()):
                    if _in_time(sense, year):
                        cases[sense.key].add(INSIDE, form, surface)
            for key, value in _nearby(index, tag.lat, tag.lon, year).items():
                case = cases[key]
                case.near = max(case.near, value)


def _nearby(index: Points, lat: float, lon: float, year: int) -> dict[str, float]:
    """How near each conflict's nearest place is: 1 at the place itself, 1/e at ``REACH`` kilometres."""
    found: dict[str, float] = {}
    scale = math.cos(math.radians(lat))
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            for place_lat, place_lon, sense in index.cells.get((math.floor(lat) + i, math.floor(lon) + j), ()):
                if _in_time(sense, year):
                    away = DEGREE * math.hypot(place_lat - lat, (place_lon - lon) * scale)
                    value = math.exp(-away / REACH)
                    if value > max(found.get(sense.key, 0.0), 0.05):
                        found[sense.key] = value
    return found


def _of_places(found: Sequence[Word], places: Iterable[PlaceTag], shift: int) -> set[int]:
    """The indexes of the words that are part of a place's mention."""
    spans = sorted((span.start + shift, span.end + shift) for tag in places for span in (*tag.mentions, *tag.demonyms))
    inside: set[int] = set()
    at = 0
    for start, end in spans:
        while at < len(found) and found[at].end <= start:
            at += 1
        i = at
        while i < len(found) and found[i].start < end:
            inside.add(i)
            i += 1
    return inside
