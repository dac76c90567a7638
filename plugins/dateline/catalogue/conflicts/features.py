"""The features of a candidate, and the log-linear model that weighs them.

A conditional logit ranks the candidates (McFadden 1974); a logistic regression, the gate, says whether the text is
about armed violence at all. ``weights.json`` is learned by ``python -m tools.train_conflicts``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache

from dateline.catalogue.conflicts.authority import FOLDER, Conflicts, Entry
from dateline.catalogue.conflicts.evidence import Gathered
from dateline.catalogue.conflicts.gate import Violence
from dateline.catalogue.conflicts.index import (
    AGREEMENT,
    COUNTED,
    FORMER,
    INSIDE,
    LAST_YEAR,
    NAME,
    NAMING,
    NEAR,
    PART,
    PARTY,
    PERSON,
    PROVINCE,
    REGION,
    STATE,
    TERM,
    WEAK,
    by_country,
)
from dateline.catalogue.conflicts.placing import Case

BARE = 2  # words beside names up to which a text is a bare list of places
BROAD = (*NAMING, REGION, PROVINCE, INSIDE, PART)
PLACED = (REGION, PROVINCE, WEAK, INSIDE, PART, "country", "also")
ACRONYM = 4  # letters of a name that may stand for several things
SHORT = 40  # words of such a list at most
SITED = ("site", "site_wide", "site_part")
SHARP = 4  # how much nearer than the others a conflict's nearest place must be: a power
RECENT = 5  # years before the date in which a conflict is steady or not


def features_of(conflicts: Conflicts, gathered: Gathered, date: str) -> dict[str, dict[str, float]]:
    """The features of every candidate: what the text gives evidence for, and what is fought in its countries."""
    year = int(date[:4]) if date[:4].isdigit() else 0
    cases = dict(gathered.cases)
    for iso in gathered.mentions:
        for key in by_country(conflicts).get(iso, ()):
            if key not in cases and _fought(conflicts.entries[key], date):
                cases[key] = Case()
    table = {key: _features(conflicts.entries[key], case, gathered, date, year) for key, case in cases.items()}
    found = {key: row for key, row in table.items() if _grounded(row, cases[key], gathered.fight)}
    total = sum(row["site_near"] ** SHARP for row in found.values())
    for row in found.values():
        row["site_nearest"] = row["site_near"] ** SHARP / total if total else 0.0
    sited = {key for key, row in found.items() if any(row[kind] for kind in SITED)}
    for key, row in found.items():
        row["contrary"] = float(bool(sited) and key not in sited)
    land = max((_land(row) for row in found.values()), default=0.0)
    for row in found.values():
        row["land"] = land
    return found


def _land(row: Mapping[str, float]) -> float:
    """How intense a war goes on in the countries that the text names."""
    return row.get("intensity", 0.0) * min(row.get("country", 0.0) + row.get("also", 0.0), 1.0)


def _fought(entry: Entry, date: str) -> bool:
    """Whether the conflict is fought at that date, or goes on where no date is known."""
    return _gap(entry, date) == 0 if date else not entry.episodes[-1][1]


def _grounded(row: Mapping[str, float], case: Case, fight: Violence) -> bool:
    """Whether more than a word such as "rebels" ties the text to the conflict: a name, a party, a place, a country.

    Acronyms are too many to do so: the MIT that a text without a place in Indonesia names is another one. But where
    the text tells of fighting, that of a party which fights at its time will be meant.
    """
    if fight.strong and row.get("active") and case.words.get(PARTY):
        return True
    if any(row.get(kind, 0.0) for kind in PLACED):
        return True
    return any(len(form) > ACRONYM for kind in NAMING for form in case.words.get(kind, ()))


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
    placed = min(sum(best.get(kind, 0.0) for kind in (REGION, PROVINCE, INSIDE, PART)) + 0.5 * best.get(WEAK, 0.0), 1.0)
    talks = math.log1p(len(fight.talks))
    lead = best.get("lead", 0.0)
    breadth = best.get("breadth", 0.0)
    land = best.get("land", 0.0)
    kinds = fight.first[1]
    bare = fight.told <= BARE and fight.words < SHORT and not fight.civil
    return {
        "gate": 1.0,
        "gate_strong": strong,
        "gate_weak": weak,
        "gate_civil": civil,
        "gate_mixed": min(civil, strong + weak),
        "gate_name": best.get(NAME, 0.0),
        "gate_agreement": best.get(AGREEMENT, 0.0),
        "gate_party": best.get(PARTY, 0.0) + 0.7 * best.get(FORMER, 0.0) + 0.3 * best.get(TERM, 0.0),
        "gate_person": best.get(PERSON, 0.0),
        "gate_lead": lead,
        "gate_breadth": breadth * active,
        "gate_weak_tied": min(weak, breadth),
        "gate_talks": min(talks, 2.0 * lead),
        "gate_talks_war": min(talks, 2.0) * active * min(placed + best.get("country", 0.0), 1.0),
        "gate_state": best.get(STATE, 0.0),
        "gate_country": best.get("country", 0.0) + 0.5 * best.get("also", 0.0),
        "gate_none": best.get("none", 0.0),
        "gate_region": placed * active,
        "gate_war": active * best.get("intensity", 0.0),
        "gate_length": math.log(max(fight.words, 12) / 12.0),
        "gate_silent": float(not (fight.strong or fight.weak or (talks and lead)) and fight.told > BARE),
        "gate_first_strong": math.log1p(fight.first[0]),
        "gate_first_civil": math.log1p(fight.first[2]),
        "gate_kind": float(kinds > 0),
        "gate_kinds": float(kinds > 1),
        "gate_kinds_many": float(kinds > 2),
        "gate_kind_war": float(kinds > 0) * land,
        "gate_kinds_war": float(kinds > 1) * land,
        "gate_strong_war": min(fight.first[0], 1.0) * land,
        "gate_kinds_tied": float(kinds > 1) * min(breadth, 1.0),
        "gate_civil_war": min(fight.first[2], 1.0) * land,
        "gate_unnamed": float(not (fight.strong or fight.kinds or fight.talks) and not lead and fight.told > BARE),
        "gate_bare": float(bare and placed * active > 0),
    }


def _features(entry: Entry, case: Case, gathered: Gathered, date: str, year: int) -> dict[str, float]:
    row: dict[str, float] = {}
    mentions, states = gathered.mentions, gathered.states
    for kind in COUNTED:
        forms = case.words.get(kind)
        if forms:
            row[kind] = math.log1p(len(forms)) + 0.3 * math.log1p(sum(forms.values()) - len(forms))
    wide = {*case.words.get(PROVINCE, ()), *case.words.get(WEAK, ())}
    row["local"] = math.log1p(sum(form not in wide for form in case.words.get(REGION, ())))
    row[NEAR] = case.near
    wide_sites = {*case.sited.get(PROVINCE, ()), *case.sited.get(WEAK, ())}
    row["site"] = math.log1p(sum(form not in wide_sites for form in case.sited.get(REGION, ())))
    row["site_wide"] = math.log1p(len({*case.sited.get(PROVINCE, ()), *case.sited.get(INSIDE, ())}))
    row["site_weak"] = math.log1p(len(case.sited.get(WEAK, ())))
    row["site_part"] = math.log1p(len(case.sited.get(PART, ())))
    row["site_near"] = case.site
    row["lead"] = math.log1p(len(case.lead))
    row["breadth"] = math.log1p(sum(len(case.words.get(kind, ())) for kind in BROAD))
    total = sum(mentions.values())
    if total:
        row["country"] = sum(mentions.get(iso, 0) for iso in entry.iso) / total
        row["also"] = sum(mentions.get(iso, 0) for iso in entry.also) / total
        row["abroad"] = row["also"] * bool(case.words.get(REGION) or case.words.get(PART))
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
        row["intensity"] = float(entry.years.get(min(year, LAST_YEAR), 0)) if gap == 0 else 0.0
        row["waning"] = _waning(entry, date) if gap else 0.0
        row["sides"] = math.log1p(sum(first <= year <= last for first, last in entry.party_years.values()))
        row["steady"] = sum(min(y, LAST_YEAR) in entry.years for y in range(year - RECENT + 1, year + 1)) / RECENT
        row["before"] = float(bool(entry.episodes) and date < entry.episodes[0][0][: len(date)])
    else:
        row["ongoing"] = float(bool(entry.episodes) and not entry.episodes[-1][1])
    if gathered.placed:
        row["explained"] = min(
            len({*case.words.get(REGION, ()), *wide, *case.words.get(INSIDE, ())}) / gathered.placed, 1.0
        )
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


def _waning(entry: Entry, date: str) -> float:
    """The intensity of a conflict that rests, less with every year."""
    year = int(date[:4])
    return max(
        (level * math.exp(-abs(year - y)) for y, level in entry.years.items() if abs(year - y) <= RECENT), default=0.0
    )


def _years(date: str) -> float:
    parts = [int(part) for part in date[:10].split("-")]
    month, day = [*parts, 1, 1][1:3]
    return parts[0] + (month - 1) / 12 + (day - 1) / 365


@lru_cache(maxsize=1)
def weights() -> dict[str, float]:
    """The weights that ship, read once in a process."""
    found: dict[str, float] = json.loads((FOLDER / "weights.json").read_text("utf-8"))["weights"]
    return found
