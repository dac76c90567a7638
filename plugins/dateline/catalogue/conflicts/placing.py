"""What the places of a text say for each conflict: their names, where they lie, which part of them is meant."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.catalogue.conflicts.authority import OWN, Conflicts
from dateline.catalogue.conflicts.directions import parts
from dateline.catalogue.conflicts.index import (
    INSIDE,
    REGION,
    WEAK,
    Points,
    Sense,
    parents,
    points_of,
    province_words,
)
from dateline.catalogue.language.terms import Phrases, Word, words
from dateline.model import PlaceTag, Span

REACH = 30.0  # kilometres at which nearness to a place of the conflict has fallen to 1/e
DEGREE = 111.2  # kilometres of a degree of latitude


@dataclass(slots=True)
class Case:
    """The evidence that a text gives for one conflict: words by kind, each with its number of mentions."""

    words: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    said: dict[str, str] = field(default_factory=dict)
    near: float = 0.0  # 1 at a place of the conflict, falling with the distance
    site: float = 0.0  # the same of the places that a dateline or a line of place names gives
    lead: set[str] = field(default_factory=set)  # forms within the beginning that name the conflict by themselves
    sited: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # by kind, forms of such lines
    sources: dict[str, str] = field(default_factory=dict)  # of the forms of places, a code of ``sources.tsv``

    def add(
        self, kind: str, form: str, surface: str, *, lead: bool = False, sited: bool = False, source: str | None = None
    ) -> None:
        """Count one mention; ``lead``: it names the conflict, and stands where a news says what it is about.

        ``sited``: it stands in a dateline, or in a line or sentence of nothing but names of places. ``source`` is where
        it is known from that the conflict is fought in a place; a document is kept before editors' knowledge.
        """
        self.words[kind][form] += 1
        self.said.setdefault(form, surface)
        if source is not None and self.sources.get(form, OWN) == OWN:
            self.sources[form] = source
        if sited:
            self.sited[kind].add(form)
        if lead:
            self.lead.add(form)


@dataclass(frozen=True, slots=True)
class Whole:
    """A text with its words; ``shift`` is how far the offsets of places lie behind its own. ``date`` is ISO 8601.

    ``sites`` are the indexes of the words of datelines and of lines that hold nothing but names of places.
    """

    text: str
    found: Sequence[Word]
    shift: int
    date: str
    sites: frozenset[int] = frozenset()

    def sited(self, tag: PlaceTag, indexes: Mapping[int, int]) -> bool:
        """Whether a mention of the place stands in a dateline or a line of place names."""
        return any(indexes.get(span.start + self.shift, -1) in self.sites for span in tag.mentions)

    def surface(self, span: Span) -> str:
        """The words of a place's mention as written."""
        return self.text[span.start + self.shift : span.end + self.shift]


def in_time(sense: Sense, date: str) -> bool:
    """Whether what the phrase says holds at the date; of two dates the coarser precision decides."""
    return not date or (_upto(sense.first, date) and (not sense.last or _upto(date, sense.last)))


def _upto(one: str, other: str) -> bool:
    n = min(len(one), len(other), 10)
    return one[:n] <= other[:n]


def is_province(found: Sequence[Word], first: int, after: int) -> bool:
    """Whether the name is one of a province: it has or is followed by a word such as "state" or "governorate"."""
    admin = province_words()
    following = found[after].form if after < len(found) else ""
    return following in admin or (after - first > 1 and found[after - 1].form in admin)


def by_name(
    whole: Whole,
    places: tuple[PlaceTag, ...],
    senses: Phrases[tuple[Sense, ...]],
    cases: Mapping[str, Case],
    head: int,
) -> None:
    """Places count under the authority's name too, so that any spelling of them in the text does."""
    indexes = {word.start: i for i, word in enumerate(whole.found)}
    for tag in places:
        if tag.kind == "country" or not tag.mentions:
            continue
        name = words(tag.name)
        form = " ".join(word.form for word in name)
        span = tag.mentions[0]
        surface = whole.surface(span)
        if not name or " ".join(word.form for word in words(surface)) == form:
            continue
        for hit in senses.find(name):
            if (hit.first, hit.after) == (0, len(name)):
                for sense in hit.payload:
                    if sense.kind in (REGION, WEAK) and in_time(sense, whole.date):
                        lead = sense.naming and span.start + whole.shift < head
                        sited = whole.sited(tag, indexes)
                        cases[sense.key].add(sense.kind, form, surface, lead=lead, sited=sited, source=sense.source)


def by_point(whole: Whole, places: tuple[PlaceTag, ...], conflicts: Conflicts, cases: Mapping[str, Case]) -> None:
    """Settlements count for the conflicts in whose regions they lie, and for those with a place nearby.

    The capital of a province of the same name lies nowhere near where the text names the province alone.
    """
    index = points_of(conflicts)
    indexes = {word.start: i for i, word in enumerate(whole.found)}
    for tag in places:
        if tag.kind in ("country", "region") or not tag.mentions or tag.lat is None or tag.lon is None:
            continue
        surface = whole.surface(tag.mentions[0])
        sited = whole.sited(tag, indexes)
        for parent in parents(conflicts, tag.key) if tag.kind in ("settlement", "feature") else ():
            for sense in index.regions.get(parent, ()):
                if in_time(sense, whole.date):
                    cases[sense.key].add(INSIDE, tag.key, surface, sited=sited, source=sense.source)
        if all(_of_province(whole, span, indexes) for span in tag.mentions):
            continue
        for key, value in _nearby(index, tag.lat, tag.lon, whole.date).items():
            case = cases[key]
            case.near = max(case.near, value)
            if sited:
                case.site = max(case.site, value)


def by_part(whole: Whole, places: tuple[PlaceTag, ...], index: Points, cases: Mapping[str, Case]) -> None:
    """Parts of places count for the conflicts that are fought there: the east of a country, the north of a province."""
    indexes = {word.start: i for i, word in enumerate(whole.found)}
    for tag in places:
        for span in tag.mentions if tag.key else ():
            first, after = _range(whole, span, indexes)
            for part in parts(whole.found, first, after) if after else ():
                for sense in index.parts.get((part, tag.key), ()):
                    if in_time(sense, whole.date):
                        sited = first in whole.sites
                        form, surface = f"{part} {tag.key}", whole.surface(span)
                        cases[sense.key].add(sense.kind, form, surface, sited=sited, source=sense.source)


def _range(whole: Whole, span: Span, indexes: Mapping[int, int]) -> tuple[int, int]:
    """The half-open range of words of a mention, (0, 0) where it begins within a word."""
    first = indexes.get(span.start + whole.shift)
    if first is None:
        return 0, 0
    after = first + 1
    while after < len(whole.found) and whole.found[after].start < span.end + whole.shift:
        after += 1
    return first, after


def _of_province(whole: Whole, span: Span, indexes: Mapping[int, int]) -> bool:
    """Whether the mention names a province or a part of one: "Homs Governorate", "the eastern desert of Homs"."""
    first, after = _range(whole, span, indexes)
    return bool(after) and (is_province(whole.found, first, after) or bool(parts(whole.found, first, after)))


def _nearby(index: Points, lat: float, lon: float, date: str) -> dict[str, float]:
    """How near each conflict's nearest place is: 1 at the place itself, 1/e at ``REACH`` kilometres."""
    found: dict[str, float] = {}
    scale = math.cos(math.radians(lat))
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            for place_lat, place_lon, sense in index.cells.get((math.floor(lat) + i, math.floor(lon) + j), ()):
                if in_time(sense, date):
                    away = DEGREE * math.hypot(place_lat - lat, (place_lon - lon) * scale)
                    value = math.exp(-away / REACH)
                    if value > max(found.get(sense.key, 0.0), 0.05):
                        found[sense.key] = value
    return found
