"""A text to its places: recognise mentions, settle each of them, say what led there."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.catalogue.found import Found
from dateline.catalogue.places.gazetteer import Places
from dateline.catalogue.places.rules import recognise
from dateline.catalogue.places.settling import Group, group, settle
from dateline.catalogue.places.spotting import spot
from dateline.catalogue.places.tokens import tokenize
from dateline.model import Doubt, Evidence, PlaceTag, Span

DOUBTFUL = 0.5  # below this score a place goes to review


def annotate(places: Places, text: str, *, title: str = "", language: str = "") -> Found[PlaceTag]:
    """The places that the text names, in the order of their first mention."""
    tokens = tokenize(text)
    spots = spot(text, tokens, places)
    mentions = recognise(text, tokens, spots)
    groups = group(mentions, tokens)
    settle(groups)
    return _found(text, places, groups)


def _found(text: str, places: Places, groups: Sequence[Group]) -> Found[PlaceTag]:
    by_place: dict[int, list[Group]] = {}
    for found in groups:
        by_place.setdefault(found.place.id, []).append(found)
    tags, evidence, doubts = [], [], []
    for number, members in by_place.items():
        key = places.key(number)
        score = max(_score(member) for member in members)
        tags.append(_tag(places, key, members, score))
        named = sorted({text[m.start : m.end] for member in members for m in member.mentions})
        evidence.append(Evidence("places", key, (), f"named as {', '.join(named)}", score))
        if score < DOUBTFUL:
            doubts.append(_doubt(places, named, members))
    tags.sort(key=lambda tag: min(span.start for span in tag.mentions + tag.demonyms))
    return Found(tuple(tags), tuple(evidence), tuple(doubts))


def _tag(places: Places, key: str, members: Sequence[Group], score: float) -> PlaceTag:
    place = places[key]
    spans: tuple[list[Span], list[Span]] = ([], [])
    for member in members:
        spans[member.demonym].extend(Span(m.start, m.end) for m in member.mentions)
    first, second = (tuple(sorted(found, key=lambda span: span.start)) for found in spans)
    return PlaceTag(key, place.name, place.lat, place.lon, place.country, place.kind, first, second, round(score, 3))


def _score(member: Group) -> float:
    sure = max(mention.score for mention in member.mentions)
    return sure * (member.scores[member.chosen] if member.scores else 1.0)


def _doubt(places: Places, named: Sequence[str], members: Sequence[Group]) -> Doubt:
    best = sorted(zip(members[0].scores, members[0].candidates, strict=False), key=lambda item: -item[0])[:4]
    keys = tuple(dict.fromkeys(places.key(candidate.id) for _, candidate in best))
    return Doubt("places", "DL305", f"{named[0]!r} may mean several places.", keys)
