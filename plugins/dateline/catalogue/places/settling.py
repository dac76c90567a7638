"""Settle each name on one of its candidates: qualifiers ("X, Y"), votes of the other names, distance, population last.

All mentions of one name in a text get one place (one sense per discourse: Gale, Church and Yarowsky 1992); distance to
the other names follows Leidner 2007. The weights are those of a conditional logit model, trained by
``python -m tools.train_places settling``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import acos, cos, exp, log10, radians, sin
from pathlib import Path

from dateline.catalogue.places.gazetteer import Candidate
from dateline.catalogue.places.mentions import Mention
from dateline.catalogue.places.tokens import Token

WEIGHTS = Path(__file__).parents[2] / "data" / "places" / "settling.json"
MOST = 12  # candidates of a name that are weighed in full
POINTS = 40  # names whose points count for distance
PASSES = 2
FEATURES = (
    "country",
    "region",
    "county",
    "disputed",
    "feature",
    "population",
    "below the largest",
    "label",
    "noted",
    "qualified",
    "qualified otherwise",
    "parent named",
    "country named",
    "country votes",
    "region votes",
    "near",
    "distance",
    "demonym",
    "noted town abroad",
    "region abroad",
    "below the largest abroad",
)
HOME = 2.0  # what it weighs that a text's language is spoken in a candidate's country
FAR = 4  # countries in a text beside the first that make it news of the world, where a known name means the known place
_LEAST = {"disputed": 3_000_000, "area": 3_000_000, "feature": 300_000, "settlement": 1_000}
_QUALIFYING = frozenset(",(")


@dataclass(slots=True)
class Group:
    """All mentions of one folded name, with its candidates and what qualifies it."""

    name: str
    demonym: bool
    candidates: tuple[Candidate, ...]
    mentions: list[Mention] = field(default_factory=list)
    qualifiers: set[int] = field(default_factory=set)  # places that some mention is qualified by
    chosen: int = 0
    scores: tuple[float, ...] = ()  # probabilities, beside the candidates

    @property
    def place(self) -> Candidate:
        """The candidate that is taken now."""
        return self.candidates[self.chosen]


def group(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Group]:
    """Gather the mentions by name; those that the gazetteer does not know are left out."""
    groups: dict[tuple[str, bool], Group] = {}
    after = {mention.first: mention for mention in mentions}
    for mention in mentions:
        if not mention.candidates:
            continue
        candidates = tuple(c for c in mention.candidates if c.demonym == mention.demonym) or mention.candidates
        candidates = _without_districts(candidates)
        candidates = tuple(sorted(candidates, key=_prior, reverse=True)[: 4 * MOST])
        found = groups.setdefault((mention.name, mention.demonym), Group(mention.name, mention.demonym, candidates))
        found.mentions.append(mention)
        following = mention.last
        if following < len(tokens) and tokens[following].text in _QUALIFYING:
            other = after.get(following + 1)
            if other is not None and not other.demonym:
                found.qualifiers |= {c.id for c in other.candidates if c.kind != "settlement"}
    return list(groups.values())


def _without_districts(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The candidates without districts that bear the name of a town in them, or of a sea: the news means these."""
    holding = {parent for c in candidates if c.kind == "settlement" for parent in c.parents}
    sea = any(c.noted and c.label and c.kind in ("feature", "area", "disputed") for c in candidates)
    kept = (c for c in candidates if c.kind != "region" or c.noted or not (sea or c.id in holding))
    return tuple(kept) or candidates


def settle(groups: list[Group], weights: Sequence[float] | None = None, home: frozenset[str] = frozenset()) -> None:
    """Choose a candidate for each group, in place: first by what it says itself, then beside the others.

    ``home`` are the countries where the text's language is spoken, by ISO 3166-1 alpha-2: what its writers mean who
    say no more.
    """
    weights = weights if weights is not None else shipped_weights()
    for found in groups:
        found.chosen = 0
        if len(found.candidates) > 1:
            _choose(found, features_alone(found), weights, home)
    for _ in range(PASSES):
        context = Context(groups)
        for found in groups:
            if len(found.candidates) > 1:
                _choose(found, context.features(found), weights, home)
            else:
                found.scores = (1.0,)


def _choose(found: Group, rows: list[list[float]], weights: Sequence[float], home: frozenset[str]) -> None:
    totals = [sum(w * x for w, x in zip(weights, row, strict=True)) for row in rows]
    if home:
        totals = [total + HOME * (c.country in home) for total, c in zip(totals, found.candidates, strict=True)]
    best = max(totals)
    powers = [exp(total - best) for total in totals]
    whole = sum(powers)
    found.scores = tuple(power / whole for power in powers)
    found.chosen = totals.index(best)


def features_alone(found: Group) -> list[list[float]]:
    """What a candidate says by itself; the places of features that need the others hold 0."""
    largest = max(map(_size, found.candidates))
    rows = []
    for c in found.candidates:
        size = _size(c)
        deep = len(c.parents)
        qualified = bool(found.qualifiers.intersection(c.parents))
        rows.append(
            [
                c.kind == "country",
                c.kind == "region" and deep <= 1,
                c.kind == "region" and deep > 1,
                c.kind in ("disputed", "area"),
                c.kind == "feature",
                size if c.kind == "settlement" else 0.0,
                size - largest,
                c.label,
                c.noted,
                qualified,
                bool(found.qualifiers) and not qualified,
                0.0,
                0.0,
                0.0,
                0.0,
                0.0,
                0.0,
                c.demonym,
                0.0,
                0.0,
                0.0,
            ]
        )
    return rows


class Context:
    """What the other names of a text say, given the places taken for them now."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._countries: Counter[str] = Counter()
        self._regions: Counter[int] = Counter()
        self._named: Counter[int] = Counter()
        self._total = 0
        self._weight: Counter[int] = Counter()  # by place: names of one place (Georgia, Georgian) are no two witnesses
        points = []
        for found in groups:
            place = found.place
            weight = min(len(found.mentions), 3)
            self._total += weight
            self._weight[place.id] += weight
            self._countries[place.country] += weight
            region = _region(place)
            self._regions[region] += weight
            self._named[place.id] += 1
            if place.kind != "country" and place.kind != "area":
                points.append((weight, place.id, _vector(place.lat, place.lon)))
        points.sort(key=lambda item: -item[0])
        self._points = points[:POINTS]

    def features(self, found: Group) -> list[list[float]]:
        """One row per candidate of the group, in the order of FEATURES."""
        rows = features_alone(found)
        now = found.place
        weight = self._weight[now.id]
        rest = max(1, self._total - weight)
        beside = sum(count > weight * (country == now.country) for country, count in self._countries.items() if country)
        world = min(1.0, max(0, beside - 1) / FAR)
        others = [vector for _, owner, vector in self._points if owner != now.id]
        for row, c in zip(rows, found.candidates, strict=True):
            named = self._named
            row[11] = any(named[p] - (now.id == p) > 0 for p in c.parents[:-1])
            row[12] = bool(c.parents) and named[c.parents[-1]] > 0
            if c.country:
                row[13] = (self._countries[c.country] - weight * (now.country == c.country)) / rest
            row[18] = world * (c.noted and c.kind == "settlement")
            row[19], row[20] = world * (c.kind == "region"), world * row[6]
            region = _region(c)
            if region:
                row[14] = (self._regions[region] - weight * (_region(now) == region)) / rest
            if others:
                x, y, z = _vector(c.lat, c.lon)
                closest = max(x * a + y * b + z * d for a, b, d in others)
                km = 6371.0 * acos(min(1.0, max(-1.0, closest)))
                row[15] = km < 161
                row[16] = -log10(km + 20)
            else:
                row[16] = -3.0
        return rows


def _size(c: Candidate) -> float:
    """The logarithm of the population, or of what stands for it where a place has none."""
    return log10(max(c.population, _LEAST.get(c.kind, 0)) + 10)


def _region(place: Candidate) -> int:
    """The first-level region that holds the place (or that it is), 0 where none."""
    if len(place.parents) >= 2:
        return place.parents[-2] + 1
    return place.id + 1 if place.kind == "region" and place.parents else 0


def _prior(c: Candidate) -> tuple[bool, bool, int]:
    return (c.kind == "country", c.kind in ("disputed", "area"), c.population)


@lru_cache(maxsize=16384)
def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    phi, theta = radians(lat), radians(lon)
    return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)


@lru_cache(maxsize=1)
def shipped_weights() -> tuple[float, ...]:
    """The trained weights, in the order of FEATURES."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    return tuple(float(table[name]) for name in FEATURES)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees, in kilometres."""
    x = _vector(*a)
    y = _vector(*b)
    return 6371.0 * acos(min(1.0, max(-1.0, sum(p * q for p, q in zip(x, y, strict=True)))))
