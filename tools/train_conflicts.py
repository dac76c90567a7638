"""Learn the weights: ``python -m tools.train_conflicts --events FILE... --others FILE... [--write]``.

``--articles`` is the folder of an archive's Markdown files, whose conflicts a curator checked.
``conflicts/examples.tsv`` beside this module holds texts of our own: articles about conflicts in which nobody shoots,
and texts that are easily taken for some. ``--events`` are JSON lines of events (``headline``, ``date``, ``place``,
``adm1``, ``cid``, ``tv``), one file per country, such as those of the UCDP Georeferenced Event Dataset (CC BY 4.0).
``--others`` are JSON lines of texts of any news (``text`` or ``body``, ``date`` where known); those that tell of much
fighting, or of fighting and of a place or party of a conflict, are left out: what is left is about no armed conflict.
The rank weights are those of a conditional logit (McFadden 1974), the gate's those of a logistic regression; both are
drawn to the weights that a person set (``PRIOR``), so that a feature which the events do not vary keeps its meaning.
Every figure printed is of files that were not trained on.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from dateline import library
from dateline.catalogue.catalogue import load
from dateline.catalogue.conflicts.authority import FOLDER
from dateline.catalogue.conflicts.evidence import HEAD, gather
from dateline.catalogue.conflicts.features import features_of, gate_features, rank
from dateline.catalogue.conflicts.gate import violence
from dateline.catalogue.language.tables import rows
from dateline.catalogue.language.terms import words
from dateline.catalogue.places import annotate

PRIOR = {
    "name": 4.0, "agreement": 3.0, "person": 2.0, "party": 2.0, "term": 0.8, "region": 2.0, "province": 1.2,
    "inside": 1.0, "near": 1.0, "local": 1.0, "weak": 0.6, "country": 3.0, "also": 1.0, "one_side": -2.0,
    "two_sides": 1.2, "state": 0.6, "active": 1.0, "gap": -1.5, "far": -1.5, "intensity": 0.6, "before": -0.5,
    "former": 1.0, "part": 1.0, "waning": 0.3, "sides": 0.2, "steady": 0.3, "explained": 0.5,
    "lead": 0.5, "ongoing": 1.0, "long": 0.2, "government": 0.4, "jihad": -1.0, "extra": -0.7, "none": -1.0,
    "site": 1.0, "site_wide": 0.5, "site_weak": 0.3, "site_part": 1.0, "site_near": 0.5,
    "site_nearest": 0.5, "abroad": 1.0, "contrary": -0.5,
}  # fmt: skip
GATE_PRIOR = {
    "gate": -1.5, "gate_strong": 2.0, "gate_weak": 1.1, "gate_civil": -1.8, "gate_mixed": 0.0, "gate_name": 2.0,
    "gate_agreement": 1.0, "gate_person": 2.5, "gate_lead": 1.2, "gate_breadth": 1.0, "gate_weak_tied": 0.5,
    "gate_talks": 2.0, "gate_talks_war": 0.3,
    "gate_party": 1.2, "gate_state": 1.0, "gate_country": 0.5, "gate_none": -1.0, "gate_region": 1.0, "gate_war": 0.3,
    "gate_length": -0.6, "gate_silent": -2.0, "gate_bare": 3.0,
    "gate_kind": 0.3, "gate_kinds": 0.5, "gate_kinds_many": 0.5, "gate_kind_war": 0.2, "gate_kinds_war": 0.3,
    "gate_strong_war": 0.3, "gate_kinds_tied": 0.3, "gate_civil_war": 0.0, "gate_unnamed": -2.0,
    "gate_first_strong": 0.5, "gate_first_civil": -0.5,
}  # fmt: skip
LEAST_OF = {"extra": -1.0}  # the events are all of UCDP's conflicts: they cannot teach how seldom the others are meant
SPREAD = 0.5  # how far a weight may lie from its prior, as a standard deviation
FOLDS = 5
LEAST = 0.5  # chance below which a text gets no conflict
SEED = 20201108
FILLED = 100  # words up to which an event is filled with sentences of other texts, as news have background
OWN = Path(__file__).parent / "conflicts" / "examples.tsv"
PEACE = 1500  # sentences about no armed conflict
FOUGHT = 4  # words of fighting from which a text of the others may be about some conflict
TIES = ("name", "agreement", "party", "person", "region", "province", "inside", "part")
RANKED = 200.0  # the weight of all events together: no country of many outweighs the prior by its number alone
CLASS = 400.0  # the weight of all texts of one kind together
HEADLINE = 120  # characters up to which a text may be a headline in capitals, which looks like a list of names

Features = dict[str, float]


class Sample:
    """One event: the features of every candidate, which one is right, and the words of violence."""

    def __init__(self, catalogue: Any, text: str, date: str, number: int | None) -> None:
        places = annotate(catalogue.places, text).tags
        gathered = gather(catalogue.conflicts, text, 0, date, places)
        self.features, self.fight = features_of(catalogue.conflicts, gathered, date), gathered.fight
        self.right = next((k for k in self.features if catalogue.conflicts[k].ucdp_id == number), None)

    def gate(self, weights: Features) -> Features | None:
        """The features of the gate, None where no conflict is a candidate."""
        if not self.features:
            return None
        return gate_features(self.fight, self.features[rank(self.features, weights)[0][0]])


def learn_rank(groups: Sequence[tuple[float, Sequence[Sample]]]) -> Features:
    """The weights that make the right candidates most likely, drawn to ``PRIOR``; a group has a weight as a whole."""
    names = list(PRIOR)
    table: list[list[float]] = []
    starts: list[int] = []
    right: list[int] = []
    each: list[float] = []
    for weight, samples in groups:
        usable = [s for s in samples if s.right is not None and len(s.features) > 1]
        for sample in usable:
            starts.append(len(table))
            each.append(weight / len(usable))
            for key, features in sample.features.items():
                if key == sample.right:
                    right.append(len(table))
                table.append([features.get(name, 0.0) for name in names])
    rows, begin, gold, weigh = np.array(table), np.array(starts), np.array(right), np.array(each)
    sizes = np.diff(np.append(begin, len(rows)))
    prior = np.array(list(PRIOR.values()))

    def loss(w: Any) -> tuple[float, Any]:
        sums = rows @ w
        top = np.repeat(np.maximum.reduceat(sums, begin), sizes)
        exps = np.exp(sums - top)
        totals = np.add.reduceat(exps, begin)
        shares = exps / np.repeat(totals, sizes) * np.repeat(weigh, sizes)
        value = -np.sum((sums[gold] - top[gold] - np.log(totals)) * weigh)
        slope = rows.T @ shares - rows[gold].T @ weigh
        away = (w - prior) / SPREAD**2
        return float(value + 0.5 * np.sum((w - prior) * away)), slope + away

    bounds = [(LEAST_OF.get(name), None) for name in names]
    found = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=bounds)
    return {name: round(float(value), 3) for name, value in zip(names, found.x, strict=True)}


def learn_gate(classes: Sequence[tuple[float, Sequence[Features]]]) -> Features:
    """The weights that tell texts about armed conflicts (sign 1) from others (sign -1); every class counts the same."""
    names = list(GATE_PRIOR)
    table = np.array([[row[name] for name in names] for _, some in classes for row in some])
    sign = np.array([sign for sign, some in classes for _ in some])
    share = {side: 2.0 / sum(sign == side for sign, _ in classes) for side in (1.0, -1.0)}
    each = np.array([CLASS * share[sign] / len(some) for sign, some in classes for _ in some])
    prior = np.array(list(GATE_PRIOR.values()))

    def loss(w: Any) -> tuple[float, Any]:
        margin = sign * (table @ w)
        value = np.sum(each * np.logaddexp(0.0, -margin))
        slope = table.T @ (-each * sign / (1.0 + np.exp(margin)))
        away = (w - prior) / SPREAD**2
        return float(value + 0.5 * np.sum((w - prior) * away)), slope + away

    found = minimize(loss, prior, jac=True, method="L-BFGS-B")
    return {name: round(float(value), 3) for name, value in zip(names, found.x, strict=True)}


def _lines(path: Path) -> list[str]:
    """The lines of a file of JSON lines; a text may hold other separators of lines."""
    return [line for line in path.read_text("utf-8").split("\n") if line]


def read_events(path: Path, catalogue: Any, filler: Sequence[str] = ()) -> list[Sample]:
    """The state-based events of a file that have a headline; with ``filler`` as beginnings of longer articles."""
    chance = random.Random(SEED)
    found = []
    for line in _lines(path):
        row = json.loads(line)
        if row.get("tv") != 1 or not row.get("headline"):
            continue
        parts = [row["headline"].replace(";", ". "), row.get("place"), row.get("adm1")]
        text = ". ".join(str(part) for part in parts if part and str(part) != "nan") + "."
        if filler:
            wanted = chance.randint(0, FILLED)
            while len(text.split()) < wanted:
                text = f"{text} {chance.choice(filler)}."
        found.append(Sample(catalogue, text, row["date"], row["cid"]))
    return found


def read_others(paths: Sequence[Path], events: Sequence[Path], catalogue: Any) -> list[Sample]:
    """Texts about no armed conflict; a third of them get the place and date of an event: the hardest of their kind."""
    chance = random.Random(SEED)
    places = [json.loads(line) for path in events for line in _lines(path)]
    found = []
    for text, given in _others(paths):
        date = given
        if len(text) > HEADLINE and chance.random() < 1 / 3:
            event = chance.choice(places)
            text = f"{text} {event['place']}. {event['adm1']}. {event['country']}."
            date = event["date"]
        sample = Sample(catalogue, text, date, None)
        tied = any(row.get(tie) for row in sample.features.values() for tie in TIES)
        if not (sample.fight.strong and tied and date == given):
            found.append(sample)
    return found


def read_peace(parts: Sequence[str], events: Sequence[Path], catalogue: Any) -> list[Sample]:
    """Single sentences of other news that tell of no fighting, given the place and date of an event: life goes on."""
    chance = random.Random(SEED)
    places = [json.loads(line) for path in events for line in _lines(path)]
    found = []
    for part in chance.sample(list(parts), min(len(parts), PEACE)):
        event = chance.choice(places)
        place = chance.choice([event["place"], event["adm1"], event["country"], f"{event['place']}, {event['adm1']}"])
        text = chance.choice([f"{place}: {part}.", f"{part}. {place}."])
        sample = Sample(catalogue, text, event["date"], None)
        if not sample.fight.strong and sample.fight.kinds < 2:
            found.append(sample)
    return found


def _others(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Text and date of the rows that do not tell of much fighting."""
    found = []
    for path in paths:
        for line in _lines(path):
            row = json.loads(line)
            text = row.get("text") or row.get("body") or ""
            if text and len(violence(text, words(text)[:HEAD], frozenset()).strong) < FOUGHT:
                found.append((text, row.get("date") or ""))
    return found


def read_own(catalogue: Any, articles: Sequence[Path]) -> tuple[list[Sample], list[Sample]]:
    """Our own examples: those about a conflict, the articles of an archive beside them, and those about none."""
    about: list[Sample] = []
    none: list[Sample] = []
    for date, key, text in rows(OWN, 3):
        sample = Sample(catalogue, text, date, None)
        sample.right = key if key in sample.features else None
        (about if key else none).append(sample)
    for path in articles:
        file = library.parse(path.read_text("utf-8"), path.as_posix())
        head = file.header
        sample = Sample(catalogue, f"{head.title}\n\n{head.standfirst}\n\n{file.body}", head.date[:10], None)
        sample.right = next((key for key in head.conflicts if key in sample.features), None)
        about.append(sample)
    return about, none


def main() -> int:
    """Print the figures of every file, trained on the others; with ``--write`` store weights learned from all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", nargs="+", type=Path, required=True)
    parser.add_argument("--others", nargs="+", type=Path, required=True)
    parser.add_argument("--articles", type=Path, help="an archive's articles, each with its conflicts")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    catalogue = load()
    events = {path.stem: read_events(path, catalogue) for path in options.events}
    others = read_others(options.others, options.events, catalogue)
    about, none = read_own(catalogue, sorted(options.articles.glob("*/*.md")) if options.articles else [])
    parts = [part for text, _ in _others(options.others) for part in text.split(". ")[1:]]
    parts = [part for part in parts if 6 <= len(part.split()) <= 40]
    filler = [part for part in parts if not violence(part, words(part), frozenset()).civil]
    peace = read_peace(parts, options.events, catalogue)
    longer = {path.stem: read_events(path, catalogue, filler) for path in options.events}
    for held in events:
        kept = [s for name, samples in events.items() if name != held for s in samples]
        more = [s for name, samples in longer.items() if name != held for s in samples]
        weights, gate = _learn(kept, more, others[::2], about, none, peace[::2])
        _report(f"{held} (filled)", longer[held], others[1::2], weights, gate)
        _report(held, events[held], peace[1::2], weights, gate)
    every = [s for samples in events.values() for s in samples]
    everylong = [s for samples in longer.values() for s in samples]
    for part in range(FOLDS):
        weights, gate = _learn(every, everylong, others, _without(about, part), _without(none, part), peace)
        _report(f"own, part {part}", about[part::FOLDS], none[part::FOLDS], weights, gate)
    weights, gate = _learn(every, everylong, others, about, none, peace)
    for name, samples in events.items():
        _report(f"{name} (trained on)", samples, others, weights, gate)
    print(json.dumps({**weights, **gate}))
    if options.write:
        stored = {"weights": {**weights, **gate, "least": LEAST}}
        (FOLDER / "weights.json").write_text(json.dumps(stored, indent=1) + "\n", "utf-8")
    return 0


def _without(samples: Sequence[Sample], part: int) -> list[Sample]:
    return [sample for at, sample in enumerate(samples) if at % FOLDS != part]


def _learn(
    events: Sequence[Sample],
    longer: Sequence[Sample],
    others: Sequence[Sample],
    about: Sequence[Sample],
    none: Sequence[Sample],
    peace: Sequence[Sample],
) -> tuple[Features, Features]:
    weights = learn_rank([(RANKED, events), (RANKED / 3, about)])
    kinds = ((1.0, (*events, *longer)), (1.0, about), (-1.0, others), (-1.0, none), (-1.0, peace))
    classes = [(sign, [row for row in (s.gate(weights) for s in samples) if row]) for sign, samples in kinds]
    return weights, learn_gate(classes)


def _report(name: str, samples: list[Sample], others: list[Sample], weights: Features, gate: Features) -> None:
    first = third = passed = 0
    for sample in samples:
        if not sample.features:
            continue
        ranked = [key for key, _ in rank(sample.features, weights)]
        through = _value(sample.gate(weights), gate) >= 0
        passed += through
        first += ranked[0] == sample.right and through
        third += sample.right in ranked[:3] and through
    wrong = sum(_value(row, gate) >= 0 for row in (s.gate(weights) for s in others) if row)
    size = len(samples)
    print(
        f"{name:28} n={size} first {first / size:.3f} third {third / size:.3f} passed {passed / size:.3f}"
        f" others tagged {wrong / len(others):.3f} of {len(others)}"
    )


def _value(row: Features | None, gate: Features) -> float:
    return sum(gate[name] * value for name, value in row.items()) if row else -1.0


if __name__ == "__main__":
    raise SystemExit(main())
