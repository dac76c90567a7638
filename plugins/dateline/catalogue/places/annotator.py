"""A text to its places: recognise mentions, settle each of them, say what led there."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from dateline.catalogue.found import Found
from dateline.catalogue.language import identify
from dateline.catalogue.places import recognising, rules, sequence
from dateline.catalogue.places.gazetteer import Candidate, Places
from dateline.catalogue.places.mentions import Mention
from dateline.catalogue.places.peoples import joined, peoples
from dateline.catalogue.places.settling import Group, distance_km, group, settle
from dateline.catalogue.places.spotting import spot
from dateline.catalogue.places.tokens import Token, tokenize
from dateline.catalogue.places.tongues import tongue
from dateline.catalogue.places.unspaced import part
from dateline.model import Doubt, Evidence, PlaceTag, Span

DOUBTFUL = 0.5  # below this score a place goes to review
LARGE, SURE = 100_000, 0.97  # people, and the recogniser's share, that need no company
COMPANY = 4  # names in a text that can be expected to keep each other company
SAME = 60.0  # kilometres within which two candidates are one place to a reader
_LOOKED_AT = 400  # tokens that decide whether a text is English


def annotate(
    places: Places,
    text: str,
    *,
    language: str = "",
    unknown: bool = True,
    model: sequence.Model | None = None,
    weights: Sequence[float] = (),
) -> Found[PlaceTag]:
    """The places that the text names, in the order of their first mention.

    A tag with an empty key is a name that the authority does not know; its point is that of the place beside it.
    Without ``unknown`` these are not looked for. ``model`` and ``weights`` stand in for those that ship (in training).
    """
    tokens = part(tokenize(text), places)
    model = model or sequence.shipped()
    english = _english(tokens, language)
    spoken = language or ("en" if english else identify(text))
    spots = spot(text, tokens, places, bent=not english, language=spoken)
    home: frozenset[str] = frozenset()
    if model is not None and english:
        mentions = recognising.recognise(text, tokens, spots, places, model, unknown=unknown)
    else:
        people = peoples(text, tokens, places, spoken)
        named = frozenset(mention.candidates[0].country for mention in people)
        mentions = joined(rules.recognise(text, tokens, spots, named, language=spoken), people)
        home = tongue(spoken).home
    groups = group(mentions, tokens)
    settle(groups, weights or None, home)
    known = [found for found in groups if not _stray(found, groups)]
    return _found(text, places, mentions, known)


def _stray(found: Group, groups: Sequence[Group]) -> bool:
    """Whether nothing but its name speaks for a small town: no other place of its country, and not surely a place."""
    place = found.place
    if place.noted or place.kind != "settlement" or place.population >= LARGE:
        return False
    if len(groups) < COMPANY or max(mention.score for mention in found.mentions) >= SURE:
        return False
    return not any(other is not found and other.place.country == place.country for other in groups)


def _english(tokens: Sequence[Token], language: str) -> bool:
    """Whether the model, which learned from English, should read this text."""
    if language:
        return language.lower().startswith("en")
    languages = rules.function_words()
    tally: Counter[str] = Counter()
    for token in tokens[:_LOOKED_AT]:
        if token.text[0] > rules.LATIN:
            tally["other script"] += token.kind == "word"
            continue
        for found in languages.get(token.text, ()):
            tally[found] += 1
    english = tally.pop("en", 0)
    return english >= max(tally.values(), default=0)


def _found(text: str, places: Places, mentions: Sequence[Mention], groups: Sequence[Group]) -> Found[PlaceTag]:
    by_place: dict[int, list[Group]] = {}
    for found in groups:
        by_place.setdefault(found.place.id, []).append(found)
    tags, evidence, doubts = [], [], []
    for number, members in by_place.items():
        key = places.key(number)
        score = max(_score(member) for member in members)
        tags.append(_tag(places, members, score))
        named = sorted({text[m.start : m.end] for member in members for m in member.mentions})
        evidence.append(Evidence("places", key, (), f"named as {', '.join(named)}", round(score, 3)))
        if score < DOUBTFUL:
            doubts.append(_doubt(places, named, members))
    tags += _unknown(text, mentions, groups)
    tags.sort(key=lambda tag: min(span.start for span in tag.mentions + tag.demonyms))
    return Found(tuple(tags), tuple(evidence), tuple(doubts))


def _tag(places: Places, members: Sequence[Group], score: float) -> PlaceTag:
    place = places.shown(members[0].place)
    spans: tuple[list[Span], list[Span]] = ([], [])
    for member in members:
        spans[member.demonym].extend(Span(m.start, m.end) for m in member.mentions)
    first, second = (tuple(sorted(found, key=lambda span: span.start)) for found in spans)
    return PlaceTag(
        place.key, place.name, place.lat, place.lon, place.country, place.kind, first, second, round(score, 3)
    )


def _unknown(text: str, mentions: Sequence[Mention], groups: Sequence[Group]) -> list[PlaceTag]:
    """Names without a row, each with the point of the known place that stands nearest to it in the text."""
    known = sorted((m.start, found.place) for found in groups if not found.demonym for m in found.mentions)
    starts = [start for start, _ in known]
    settled = {(m.start, m.end) for found in groups for m in found.mentions}
    by_name: dict[str, list[Mention]] = {}
    for mention in mentions:
        if (mention.start, mention.end) not in settled:
            by_name.setdefault(mention.name, []).append(mention)
    tags = []
    for members in by_name.values():
        beside = _beside(members[0].start, starts, known)
        first = members[0]
        lat, lon, country = (beside.lat, beside.lon, beside.country) if beside else (None, None, "")
        tags.append(
            PlaceTag(
                key="",
                name=text[first.start : first.end],
                lat=None if lat is None else round(lat, 3),
                lon=None if lon is None else round(lon, 3),
                country=country,
                kind="feature",
                mentions=tuple(Span(m.start, m.end) for m in members),
                score=round(first.score / 2, 3),
            )
        )
    return tags


def _beside(at: int, starts: Sequence[int], known: Sequence[tuple[int, Candidate]]) -> Candidate | None:
    """The settled place that stands nearest in the text; one smaller than a country where there is any."""
    if not known:
        return None
    here = bisect_left(starts, at)
    near = [known[i] for i in range(max(0, here - 4), min(len(known), here + 4))]
    return min(near, key=lambda item: (item[1].kind in ("country", "area"), abs(item[0] - at)))[1]


def _score(member: Group) -> float:
    """How sure the name and its place are; a town and the district around it are no two opinions."""
    sure = max(mention.score for mention in member.mentions)
    here = (member.place.lat, member.place.lon)
    beside = zip(member.scores, member.candidates, strict=False)
    share = sum(score for score, c in beside if score > 0.01 and distance_km(here, (c.lat, c.lon)) <= SAME)
    return min(1.0, sure * (share if member.scores else 1.0))


def _doubt(places: Places, named: Sequence[str], members: Sequence[Group]) -> Doubt:
    best = sorted(zip(members[0].scores, members[0].candidates, strict=False), key=lambda item: -item[0])[:4]
    keys = tuple(dict.fromkeys(places.key(candidate.id) for _, candidate in best))
    return Doubt("places", "DL305", f"{named[0]!r} may mean several places.", keys)
