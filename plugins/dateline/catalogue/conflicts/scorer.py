"""Which conflicts a text is about: names, parties, places, countries and dates, weighed by a log-linear model.

Every conflict that the text gives a reason for is a candidate. Its features are weighed by ``weights.json`` (learned by
``python -m tools.train_conflicts``), and a softmax over the candidates gives each its share. The share
times the probability that the text is about armed violence at all is the score.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.catalogue.conflicts.authority import FOLDER, Conflicts, Entry
from dateline.catalogue.conflicts.gate import Violence, violence
from dateline.catalogue.found import Found
from dateline.catalogue.language.tables import items, rows
from dateline.catalogue.language.terms import Phrases, Word, fold, longest, words
from dateline.model import ConflictTag, Doubt, Evidence, PlaceTag

CONFIDENT = 0.5
"""From this score on a conflict belongs in a record; below it is a candidate for the curator."""

LISTED = 5  # candidates returned at most
LEAST = 0.02  # a candidate below this score is not returned
BARE = 2  # words beside names up to which a text is a bare list of places
HEAD = 120  # words at the beginning that tell whether a text is about armed violence: news says first what happened
SHORT = 40  # words of such a list at most
EVIDENCE = 8  # words given as the reason at most

NAME, PARTY, TERM, REGION, PROVINCE, WEAK, STATE = "name", "party", "term", "region", "province", "weak", "state"
INSIDE, NEAR = "inside", "near"
COUNTED = (NAME, PARTY, TERM, REGION, PROVINCE, WEAK, INSIDE)
RANK = {kind: i for i, kind in enumerate((*COUNTED, NEAR))}
REACH = 30.0  # kilometres at which nearness to a place of the conflict has fallen to 1/e
DEGREE = 111.2  # kilometres of a degree of latitude


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase says: the key of a conflict (or the country of a state's forces), how, and in which years."""

    key: str
    kind: str
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class Case:
    """The evidence that a text gives for one conflict: words by kind, each with its number of mentions."""

    words: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))
    said: dict[str, str] = field(default_factory=dict)
    near: float = 0.0  # 1 at a place of the conflict, falling with the distance

    def add(self, kind: str, form: str, surface: str) -> None:
        """Count one mention."""
        self.words[kind][form] += 1
        self.said.setdefault(form, surface)


def score(
    conflicts: Conflicts, text: str, *, title: str, date: str, places: tuple[PlaceTag, ...]
) -> Found[ConflictTag]:
    """The conflicts that the text is about, best first, each with the words that led to it.

    ``date`` is ISO 8601 of any precision, "" where unknown. A text about no armed conflict gets none.
    """
    whole = text if not title or title in text else f"{title}\n\n{text}"
    shift = len(whole) - len(text)
    features, fight, cases = analyse(conflicts, whole, shift, date, places)
    if not features:
        return Found()
    weights = _weights()
    ranked = rank(features, weights)
    best = ranked[0][0]
    about = chance(fight, features[best], weights)
    tags = []
    for key, share in ranked[:LISTED]:
        value = round(share * about, 4)
        if about >= weights["least"] and value >= LEAST:
            entry = conflicts.entries[key].conflict
            tags.append(ConflictTag(key, entry.name, value, entry.ucdp_id, _because(cases[key], fight)))
    return Found(tuple(tags), tuple(_evidence(tag) for tag in tags if tag.score >= CONFIDENT), _doubts(tags))


def analyse(
    conflicts: Conflicts, text: str, shift: int, date: str, places: tuple[PlaceTag, ...]
) -> tuple[dict[str, dict[str, float]], Violence, dict[str, Case]]:
    """The features of every candidate, the words of violence, and the evidence of every candidate.

    ``shift`` is how far the offsets of ``places`` lie behind those of ``text``.
    """
    found = words(text)
    senses = _senses(conflicts)
    cases: dict[str, Case] = defaultdict(Case)
    year = int(date[:4]) if date[:4].isdigit() else 0
    states: dict[str, str] = {}
    named: set[int] = set()
    for hit in longest(senses.find(found)):
        surface = text[found[hit.first].start : found[hit.after - 1].end]
        if surface in conflicts.never:
            continue
        form = " ".join(word.form for word in found[hit.first : hit.after])
        for sense in hit.payload:
            if sense.kind == STATE:
                states.setdefault(sense.key, surface)
            elif _in_time(sense, year):
                kind = sense.kind
                if kind == REGION and _is_province(found, hit.first, hit.after):
                    kind = PROVINCE
                cases[sense.key].add(kind, form, surface)
                if sense.kind in (REGION, WEAK):
                    named.update(range(hit.first, hit.after))
    mentions = _mentions(places)
    _by_place(places, senses, cases, year, text, shift)
    _by_point(places, conflicts, cases, year, text, shift)
    named.update(_of_places(found, places, shift))
    fight = violence(text, found[:HEAD], frozenset(i for i in named if i < HEAD))
    for key, entry in conflicts.entries.items():
        if key not in cases and any(iso in mentions for iso in entry.iso) and _fought(entry, date):
            cases[key] = Case()
    rows = {
        key: _features(conflicts.entries[key], case, mentions, states, date, year)
        for key, case in cases.items()
        if key in conflicts.entries
    }
    features = {key: row for key, row in rows.items() if _grounded(row)}
    return features, fight, cases


def _fought(entry: Entry, date: str) -> bool:
    """Whether a country's name alone may speak for the conflict: one of states, while it is fought."""
    if entry.conflict.kind in ("one-sided", "non-state") or not entry.episodes:
        return False
    return _gap(entry, date) == 0 if date else not entry.episodes[-1][1]


def _grounded(row: Mapping[str, float]) -> bool:
    """Whether more than a word such as "rebels" ties the text to the conflict: a name, a party, a place, a country."""
    return any(row.get(kind, 0.0) for kind in (NAME, PARTY, REGION, PROVINCE, WEAK, INSIDE, "country", "also"))


def rank(features: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> list[tuple[str, float]]:
    """Candidates with their share of the softmax, best first, ties by key."""
    sums = {key: sum(weights.get(name, 0.0) * value for name, value in row.items()) for key, row in features.items()}
    top = max(sums.values())
    exps = {key: math.exp(value - top) for key, value in sums.items()}
    total = math.fsum(exps.values())
    return sorted(((key, value / total) for key, value in exps.items()), key=lambda item: (-item[1], item[0]))


def chance(fight: Violence, best: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that the text is about the armed conflict that fits it best."""
    total = sum(weights[name] * value for name, value in gate_features(fight, best).items())
    return 1.0 / (1.0 + math.exp(-total))


def gate_features(fight: Violence, best: Mapping[str, float]) -> dict[str, float]:
    """What tells whether a text is about armed violence: its words, and how well the best conflict fits."""
    strong, weak, civil = (math.log1p(len(words)) for words in (fight.strong, fight.weak, fight.civil))
    active = best.get("active", 0.0)
    placed = min(sum(best.get(kind, 0.0) for kind in (REGION, PROVINCE, INSIDE)) + 0.5 * best.get(WEAK, 0.0), 1.0)
    bare = fight.told <= BARE and fight.words < SHORT and not fight.civil
    return {
        "gate": 1.0,
        "gate_strong": strong,
        "gate_weak": weak,
        "gate_civil": civil,
        "gate_mixed": min(civil, strong + weak),
        "gate_name": best.get(NAME, 0.0),
        "gate_party": best.get(PARTY, 0.0) + 0.3 * best.get(TERM, 0.0),
        "gate_state": best.get(STATE, 0.0),
        "gate_country": best.get("country", 0.0) + 0.5 * best.get("also", 0.0),
        "gate_none": best.get("none", 0.0),
        "gate_region": placed * active,
        "gate_war": active * best.get("intensity", 0.0),
        "gate_length": math.log(max(fight.words, 12) / 12.0),
        "gate_bare": float(bare and placed * active > 0),
    }


def _features(
    entry: Entry, case: Case, mentions: Mapping[str, int], states: Mapping[str, str], date: str, year: int
) -> dict[str, float]:
    row: dict[str, float] = {}
    for kind in COUNTED:
        forms = case.words.get(kind)
        if forms:
            row[kind] = math.log1p(len(forms)) + 0.3 * math.log1p(sum(forms.values()) - len(forms))
    row[NEAR] = case.near
    total = sum(mentions.values())
    if total:
        row["country"] = sum(mentions.get(iso, 0) for iso in entry.iso) / total
        row["also"] = sum(mentions.get(iso, 0) for iso in entry.also) / total
    sides = set(entry.iso)
    if entry.conflict.kind == "interstate" and len(sides) > 1:
        row["one_side"] = float(sum(iso in mentions or iso in states for iso in sides) < 2)
        row["two_sides"] = 1.0 - row["one_side"]
    if any(iso in states for iso in entry.iso):
        row[STATE] = 1.0
    if date:
        gap = _gap(entry, date)
        row["active"] = 1.0 if gap == 0 else 0.0
        row["gap"] = min(math.log1p(gap), 2.0)
        row["far"] = float(gap > 10)
        row["intensity"] = float(entry.years.get(min(year, 2024), 0)) if gap == 0 else 0.0
        row["before"] = float(bool(entry.episodes) and date < entry.episodes[0][0][: len(date)])
    else:
        row["ongoing"] = float(bool(entry.episodes) and not entry.episodes[-1][1])
    row["long"] = math.log1p(len(entry.years))
    row["government"] = float(entry.over == "government")
    row["jihad"] = float("islamic-state" in entry.conflict.key)
    row["extra"] = float(entry.conflict.ucdp_id is None)
    row["none"] = float(not any(kind in row for kind in COUNTED))
    return row


def _gap(entry: Entry, date: str) -> float:
    """Years between the date and the conflict's nearest episode; 0 within one. A bare year counts as its whole."""
    least = 99.0
    for start, end in entry.episodes:
        n = min(len(date), 10)
        if start[:n] <= date[:n] and (not end or date[:n] <= end[: min(n, len(end))]):
            return 0.0
        edge = start if date < start else end
        least = min(least, abs(_years(date) - _years(edge)))
    return least


def _years(date: str) -> float:
    parts = [int(part) for part in date[:10].split("-")]
    month, day = [*parts, 1, 1][1:3]
    return parts[0] + (month - 1) / 12 + (day - 1) / 365


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
                        cases[sense.key].add(sense.kind, form, surface)


def _is_province(found: list[Word], first: int, after: int) -> bool:
    """Whether the name is one of a province: it has or is followed by a word such as "state" or "governorate"."""
    admin = _index_words()
    following = found[after].form if after < len(found) else ""
    return following in admin or (after - first > 1 and found[after - 1].form in admin)


def _by_point(
    places: tuple[PlaceTag, ...], conflicts: Conflicts, cases: dict[str, Case], year: int, text: str, shift: int
) -> None:
    """Settlements count for the conflicts in whose regions they lie, and for those with a place nearby."""
    index = _points(conflicts)
    for tag in places:
        if tag.kind == "country" or not tag.mentions or tag.lat is None or tag.lon is None:
            continue
        span = tag.mentions[0]
        surface = text[span.start + shift : span.end + shift]
        form = tag.key
        if conflicts.gazetteer is not None and tag.kind in ("settlement", "feature"):
            for parent in conflicts.gazetteer[tag.key].parents if tag.key in conflicts.gazetteer else ():
                for sense in index.regions.get(parent, ()):
                    if _in_time(sense, year):
                        cases[sense.key].add(INSIDE, form, surface)
        if tag.kind in ("settlement", "feature"):
            for key, value in _nearby(index, tag.lat, tag.lon, year).items():
                case = cases[key]
                case.near = max(case.near, value)


def _nearby(index: _Points, lat: float, lon: float, year: int) -> dict[str, float]:
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


def _of_places(found: list[Word], places: Iterable[PlaceTag], shift: int) -> set[int]:
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


def _because(case: Case, fight: Violence) -> tuple[str, ...]:
    """The words that led to the conflict, the most telling first."""
    ordered = sorted(
        ((RANK[kind], -count, form) for kind, forms in case.words.items() for form, count in forms.items()),
    )
    found = list(dict.fromkeys(case.said[form] for _, _, form in ordered))[:EVIDENCE]
    return tuple(found or list(dict.fromkeys((*fight.strong, *fight.weak)))[:3])


def _evidence(tag: ConflictTag) -> Evidence:
    return Evidence("conflicts", tag.key, (), f"words: {', '.join(tag.because)}", tag.score)


def _doubts(tags: list[ConflictTag]) -> tuple[Doubt, ...]:
    """One doubt where the text is about armed violence, and no conflict stands out."""
    if not tags or tags[0].score >= CONFIDENT:
        return ()
    near = tuple(tag.key for tag in tags if tag.score >= 0.5 * tags[0].score)
    if tags[0].score < 0.15:
        return ()
    return (Doubt("conflicts", "DL320", "Which conflict the article is about is not clear.", near),)


@lru_cache(maxsize=4)
def _senses(conflicts: Conflicts) -> Phrases[tuple[Sense, ...]]:
    """All phrases of an authority with what they say; built once for each authority."""
    table: dict[str, dict[Sense, None]] = defaultdict(dict)
    for key, entry in conflicts.entries.items():
        conflict = entry.conflict
        for text in (conflict.name, *(name.text for name in conflict.names)):
            table[text][Sense(key, NAME)] = None
        for party in conflict.parties:
            if party.name.startswith("Government of") or party.name.startswith("Military faction"):
                continue
            for text in (party.name, *party.aliases):
                table[text][Sense(key, PARTY)] = None
        for text in entry.terms:
            if Sense(key, PARTY) not in table[text]:
                table[text][Sense(key, TERM)] = None
        for place in entry.places:
            table[place.name][Sense(key, WEAK if place.weak else REGION, place.first, place.last)] = None
    for iso, cell in rows(FOLDER / "governments.tsv", 2):
        for text in items(cell):
            table[text][Sense(iso, STATE)] = None
    built: Phrases[tuple[Sense, ...]] = Phrases()
    for phrase, senses in table.items():
        built.add(phrase, tuple(senses))
    return built


@dataclass(frozen=True, slots=True)
class _Points:
    """The conflicts' regions by key of the places authority, and their other places by cells of one degree."""

    regions: dict[str, list[Sense]]
    cells: dict[tuple[int, int], list[tuple[float, float, Sense]]]


@lru_cache(maxsize=4)
def _points(conflicts: Conflicts) -> _Points:
    """Where the conflicts are; built once for each authority."""
    index = _Points(defaultdict(list), defaultdict(list))
    for key, entry in conflicts.entries.items():
        for place in entry.places:
            if not place.key or place.weak:
                continue
            sense = Sense(key, INSIDE, place.first, place.last)
            if place.kind in ("settlement", "feature"):
                index.cells[math.floor(place.lat), math.floor(place.lon)].append((place.lat, place.lon, sense))
            elif not any(known.key == key for known in index.regions[place.key]):
                index.regions[place.key].append(sense)
    return index


@lru_cache(maxsize=1)
def _index_words() -> frozenset[str]:
    """The words that make a name one of a province, read once in a process."""
    return frozenset(
        fold(word) for lang, cell in rows(FOLDER / "generic.tsv", 2) if lang == "province" for word in cell.split()
    )


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """The weights that ship, read once in a process."""
    found: dict[str, float] = json.loads((FOLDER / "weights.json").read_text("utf-8"))["weights"]
    return found
