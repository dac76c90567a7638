"""The evidence that a text gives for each conflict: names, parties, terms and places, each with its mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.catalogue.conflicts.authority import Conflicts, Entry
from dateline.catalogue.conflicts.gate import Violence, generic_words, violence
from dateline.catalogue.conflicts.index import (
    FORMER,
    PARTY,
    PROVINCE,
    REGION,
    STATE,
    WEAK,
    Sense,
    points_of,
    province_words,
    provinces_of,
    romanised_of,
    rural_words,
    senses_of,
)
from dateline.catalogue.conflicts.placing import Case, Whole, by_name, by_part, by_point, in_time, is_province
from dateline.catalogue.conflicts.romanised import skeletons, states
from dateline.catalogue.language.terms import Hit, Word, longest, words
from dateline.model import PlaceTag

HEAD = 120  # words at the beginning that tell whether a text is about armed violence: news says first what happened
SITE = 8  # words of a dateline at most
_BREAK = re.compile("[.!?;:()\\[\\]|\\n\u2013\u2014\u2026\u3002\u061f\u061b]|\\s-+\\s")
SHORT = 4  # letters up to which the name of a place counts only where it was recognised as one


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that a text says: cases by conflict, states whose forces or places are named, words of violence."""

    cases: dict[str, Case]
    states: frozenset[str]  # ISO codes of states whose forces are named
    mentions: dict[str, int]  # ISO codes of countries with the number of mentions, of themselves or of places within
    fight: Violence
    placed: int  # places named that are no countries


def gather(
    conflicts: Conflicts, text: str, shift: int, date: str, places: tuple[PlaceTag, ...], language: str = ""
) -> Gathered:
    """The evidence in ``text``; ``shift`` is how far the offsets of ``places`` lie behind those of ``text``.

    ``date`` is that of the text, ISO 8601 of any precision, "" where unknown: places that belong to a conflict at other
    times do not count. ``language`` is BCP 47, "" where unknown.
    """
    found = words(text)
    senses = senses_of(conflicts)
    cases: dict[str, Case] = defaultdict(Case)
    states: set[str] = set()
    in_places = _of_places(found, places, shift)
    mentions = _mentions(places)
    named: set[int] = set()
    hits = _with_provinces(list(senses.find(found)), found, provinces_of(conflicts))
    hits += _romanised(conflicts, found, hits, in_places, mentions)
    sites = sites_of(text, found, in_places, hits)
    for hit in hits:
        surface = text[found[hit.first].start : found[hit.after - 1].end]
        if surface in conflicts.never:
            continue
        form = " ".join(word.form for word in found[hit.first : hit.after])
        whole_place = all(i in in_places for i in range(hit.first, hit.after))
        country = in_places[hit.first] if whole_place else ""
        for sense in hit.payload:
            if sense.kind == STATE:
                states.add(sense.key)
            elif sense.kind in (REGION, WEAK) and len(form) <= SHORT and form.isascii() and hit.first not in in_places:
                continue  # "Man", "Bay" and "Ann" are towns only where the text uses them as names of places
            elif sense.kind in (REGION, WEAK) and _elsewhere(conflicts, sense, country, mentions):
                continue
            elif sense.kind == PARTY or in_time(sense, date):
                province = sense.kind == REGION and is_province(found, hit.first, hit.after)
                kind = PROVINCE if province else sense.kind
                if kind == PARTY and not in_time(sense, date):
                    kind = FORMER
                lead, sited = sense.naming and hit.first < HEAD, hit.first in sites
                place = sense.kind in (REGION, WEAK)
                source = sense.source if place else None
                cases[sense.key].add(kind, form, surface, lead=lead, sited=sited, source=source)
                if place:
                    named.update(range(hit.first, hit.after))
    head = found[HEAD].start if len(found) > HEAD else len(text)
    whole = Whole(text, found, shift, date, sites)
    by_name(whole, places, senses, cases, head)
    by_point(whole, places, conflicts, cases)
    by_part(whole, places, points_of(conflicts), cases)
    named.update(in_places)
    fight = violence(text, found[:HEAD], frozenset(i for i in named if i < HEAD), language)
    placed = sum(bool(tag.mentions) and tag.kind != "country" for tag in places)
    return Gathered(cases, frozenset(states), mentions, fight, placed)


def _with_provinces(
    hits: list[Hit[tuple[Sense, ...]]], found: Sequence[Word], provinces: Mapping[str, tuple[Sense, ...]]
) -> list[Hit[tuple[Sense, ...]]]:
    """The longest hits; "Donetsk oblast", which one conflict lists, also says what "Donetsk" says of the others.

    "The countryside of Aleppo" says what is said of its province, not of the town.
    """
    by_span: dict[tuple[int, int], tuple[Sense, ...]] = defaultdict(tuple)
    for hit in hits:
        by_span[hit.first, hit.after] += hit.payload
    admin = province_words()
    kept = []
    for hit in longest(hits):
        form = " ".join(word.form for word in found[hit.first : hit.after])
        if form in provinces and _is_rural(found, hit.first, hit.after):
            other = tuple(sense for sense in hit.payload if sense.kind not in (REGION, WEAK))
            hit = Hit(hit.first, hit.after, other + provinces[form])
        if hit.after - hit.first > 1 and found[hit.after - 1].form in admin:
            own = {sense.key for sense in hit.payload}
            inner = by_span.get((hit.first, hit.after - 1), ())
            more = tuple(s for s in inner if s.kind in (REGION, WEAK) and s.key not in own)
            hit = Hit(hit.first, hit.after, hit.payload + more)
        kept.append(hit)
    return kept


def _is_rural(found: Sequence[Word], first: int, after: int) -> bool:
    """Whether the land around a town is meant: "Aleppo countryside", "the southern countryside of Aleppo"."""
    rural = rural_words()
    if after < len(found) and found[after].form in rural:
        return True
    return any(word.form in rural for word in found[max(first - 3, 0) : first])


def _romanised(
    conflicts: Conflicts,
    found: Sequence[Word],
    hits: Sequence[Hit[tuple[Sense, ...]]],
    in_places: Mapping[int, str],
    mentions: Mapping[str, int],
) -> list[Hit[tuple[Sense, ...]]]:
    """Other spellings of places out of the Arabic script, where the text names the conflict's country.

    Words that are known already are left alone.
    """
    if states().isdisjoint(mentions):
        return []
    table = romanised_of(conflicts)
    taken = {*in_places, *(at for hit in hits for at in range(hit.first, hit.after))}
    more = []
    at = 0
    while at < len(found):
        step = 1
        if found[at].capital and at not in taken:
            for after, bones in skeletons(found, at):
                senses = table.get(bones, ())
                if not senses or not taken.isdisjoint(range(at, after)):
                    continue
                kept = tuple(s for s in senses if _of_named(conflicts.entries[s.key], mentions))
                if kept:
                    more.append(Hit(at, after, kept))
                    step = after - at
                    break
        at += step
    return more


def _of_named(entry: Entry, mentions: Mapping[str, int]) -> bool:
    """Whether the text names a country of the conflict."""
    return any(iso in mentions for iso in (*entry.iso, *entry.also))


def sites_of(
    text: str, found: Sequence[Word], in_places: Mapping[int, str], hits: Sequence[Hit[tuple[Sense, ...]]]
) -> frozenset[int]:
    """The indexes of the words of datelines, and of lines and sentences of nothing but names of places.

    A dateline ("ALEPPO, Syria -") and the line under a picture say where the thing happened; a place within a sentence
    may be where somebody comes from.
    """
    known = {*in_places}
    for hit in hits:
        if any(sense.kind in (REGION, WEAK) for sense in hit.payload):
            known.update(range(hit.first, hit.after))
    generic = generic_words()
    sites: set[int] = set()
    starts = [word.start for word in found]
    first = 0
    for after in (*(bisect_left(starts, match.end()) for match in _BREAK.finditer(text)), len(found)):
        if first < after <= first + SITE and all(
            at in known or found[at].form in generic for at in range(first, after)
        ):
            sites.update(range(first, after))
        first = after
    return frozenset(sites)


def _elsewhere(conflicts: Conflicts, sense: Sense, country: str, mentions: Mapping[str, int]) -> bool:
    """Whether the place was resolved to a country that is not the conflict's, and the text names none that is."""
    entry = conflicts.entries[sense.key]
    own = (*entry.iso, *entry.also)
    return bool(country and own) and country not in own and not any(iso in mentions for iso in own)


def _mentions(places: tuple[PlaceTag, ...]) -> dict[str, int]:
    """How often each country is mentioned, itself or by a place within it."""
    counts: dict[str, int] = defaultdict(int)
    for tag in places:
        if tag.country:
            counts[tag.country] += len(tag.mentions) + len(tag.demonyms)
    return {iso: n for iso, n in counts.items() if n}


def _of_places(found: Sequence[Word], places: Iterable[PlaceTag], shift: int) -> dict[int, str]:
    """The indexes of the words that are part of a place's mention, each with the code of the place's country."""
    spans = sorted(
        (span.start + shift, span.end + shift, tag.country)
        for tag in places
        if tag.key  # what no gazetteer knows may be a headline's words in capitals
        for span in (*tag.mentions, *tag.demonyms)
    )
    inside: dict[int, str] = {}
    at = 0
    for start, end, country in spans:
        while at < len(found) and found[at].end <= start:
            at += 1
        i = at
        while i < len(found) and found[i].start < end:
            inside[i] = country
            i += 1
    return inside
