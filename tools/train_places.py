"""Train the recognition and the settling of places: ``python -m tools.train_places recognition|settling OUT FILE…``.

A FILE holds one JSON object per line: {id, text, mentions: [{start, end, lat?, lon?}]}. Training is deterministic.
``cross_validated`` serves ``bench/places.py``: every text is annotated by a model that has not seen it.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dateline.catalogue.places import recognising, sequence, settling
from dateline.catalogue.places.features import Page, runs
from dateline.catalogue.places.gazetteer import Places, load
from dateline.catalogue.places.sequence import LABELS, Model
from dateline.catalogue.places.spotting import spot
from dateline.catalogue.places.tokens import Token, tokenize
from tools.place_examples import examples

Row = dict[str, Any]
FOLDS = 5
BALANCE = 2
L1, L2 = 0.15, 0.02
ITERATIONS = 120
POOL, PART, SEED = 5, 0.7, 20201108  # models of which the mean is taken, the share of the runs that each sees
LEAST = 0.01  # weights below which a feature is left out
BIAS = 0.7  # taken from the weight of "no name": the field is surer of "none" than F1 wants
NEAR = 161.0  # kilometres (100 miles), the usual measure of toponym resolution
STEPS, RATE, PENALTY, ROUNDS = 600, 0.05, 0.03, 3
FIRST = (
    6,
    3,
    -1.5,
    5,
    2.5,
    1.2,
    0.8,
    1.5,
    1,
    6,
    -1,
    1.5,
    0.6,
    3,
    3,
    1,
    1,
    0,
    1,
    0,
    1,
)  # by hand, in the order of FEATURES


def read(paths: Sequence[Path]) -> list[Row]:
    """The rows of the files, in order."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def fold_of(row: Row) -> int:
    """Which of FOLDS parts a text belongs to: by its site where known, so that no site is in two."""
    return zlib.crc32(str(row.get("domain") or row["id"]).encode()) % FOLDS


def sequences(row: Row, places: Places) -> list[tuple[list[list[str]], list[str]]]:
    """Features and labels of each run of a text."""
    text = row["text"]
    tokens = tokenize(text)
    page = Page(tokens, spot(text, tokens, places))
    labels = _labels(tokens, row["mentions"])
    return [([page.features(at) for at in range(first, last)], labels[first:last]) for first, last in runs(tokens)]


def _labels(tokens: Sequence[Token], mentions: Sequence[dict[str, Any]]) -> list[str]:
    labels = ["O"] * len(tokens)
    spans = sorted((m["start"], m["end"]) for m in mentions)
    at = 0
    for start, end in spans:
        while at < len(tokens) and tokens[at].end <= start:
            at += 1
        inner, label = at, "B"
        while inner < len(tokens) and tokens[inner].start < end:
            labels[inner] = label
            label = "I"
            inner += 1
    return labels


def own_examples(places: Places) -> list[tuple[list[list[str]], list[str]]]:
    """Features and labels of the texts of our own."""
    return [pair for row in examples() for pair in sequences(row, places)]


def balanced(corpora: Sequence[list[Any]]) -> list[Any]:
    """All corpora in one list, a small one up to BALANCE times, so that the largest does not alone decide."""
    largest = max(map(len, corpora), default=0)
    return [item for corpus in corpora for item in corpus * min(BALANCE, max(1, largest // max(1, len(corpus))))]


def train(data: Sequence[tuple[list[list[str]], list[str]]], bias: float = BIAS) -> Model:
    """A model from runs with labels; ``bias`` is taken from the weight of "no name".

    It is the mean of the weights of POOL models, each of a part of the runs that chance picks: a logarithmic opinion
    pool of conditional random fields (Smith, Cohn and Osborne 2005), which is one such field again.
    """
    chance = random.Random(SEED)
    models = [_trained([pair for pair in data if chance.random() < PART]) for _ in range(POOL)]
    weights: dict[str, list[float]] = {}
    steps = [[0.0] * len(LABELS) for _ in LABELS]
    for found, transitions in models:
        for name, row in found.items():
            sums = weights.setdefault(name, [0.0] * len(LABELS))
            for at, value in enumerate(row):
                sums[at] += value / POOL
        for before, row in enumerate(transitions):
            for after, value in enumerate(row):
                steps[before][after] += value / POOL
    weights["b"][0] -= bias
    kept = {name: (w[0], w[1], w[2]) for name, w in weights.items() if max(map(abs, w)) >= LEAST and "\n" not in name}
    return Model(kept, [(w[0], w[1], w[2]) for w in steps])


def _trained(data: Sequence[tuple[list[list[str]], list[str]]]) -> tuple[dict[str, list[float]], list[list[float]]]:
    """The weights of the features and of one label after another that fit the runs best."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": L1, "c2": L2, "max_iterations": ITERATIONS, "feature.possible_transitions": True})
    for rows, labels in data:
        trainer.append([[name for name in row if name.isprintable()] for row in rows], labels)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    number = {label: at for at, label in enumerate(LABELS)}
    weights: dict[str, list[float]] = {}
    for (name, label), weight in info.state_features.items():
        weights.setdefault(name, [0.0, 0.0, 0.0])[number[label]] = weight
    steps = [[0.0] * 3 for _ in LABELS]
    for (before, after), weight in info.transitions.items():
        steps[number[before]][number[after]] = weight
    return weights, steps


def settling_examples(
    rows: Sequence[Row], places: Places, model: Model, weights: Sequence[float]
) -> list[tuple[list[list[float]], list[bool], int]]:
    """For each ambiguous name of each text: features of its candidates, which of them are right, how often it stands.

    The context is that of the places taken with ``weights``. Names whose place is not among the candidates teach
    nothing and are left out.
    """
    found = []
    for row in rows:
        text = row["text"]
        tokens = tokenize(text)
        mentions = recognising.recognise(text, tokens, spot(text, tokens, places), places, model)
        groups = settling.group(mentions, tokens)
        settling.settle(groups, weights)
        context = settling.Context(groups)
        gold = [m for m in row["mentions"] if m.get("lat") is not None]
        for group in groups:
            points = [
                (float(m["lat"]), float(m["lon"]))
                for mention in group.mentions
                for m in gold
                if m["start"] < mention.end and mention.start < m["end"]
            ]
            if not points or len(group.candidates) < 2:
                continue
            right = [
                sum(settling.distance_km((c.lat, c.lon), point) <= NEAR for point in points) * 2 > len(points)
                for c in group.candidates
            ]
            if any(right) and not all(right):
                found.append((context.features(group), right, min(len(points), 3)))
    return found


def fit(examples: Sequence[tuple[list[list[float]], list[bool], int]], start: Sequence[float]) -> tuple[float, ...]:
    """The weights of a conditional logit model, by Adam on all examples at once (Kingma and Ba 2015).

    The penalty draws them towards those set by hand, which stand for what a corpus of one kind does not show.
    """
    import numpy as np

    rows = np.array([row for features, _, _ in examples for row in features], dtype=float)
    right = np.array([flag for _, flags, _ in examples for flag in flags], dtype=float)
    sizes = [len(flags) for _, flags, _ in examples]
    group = np.repeat(np.arange(len(sizes)), sizes)
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    times = np.array([count for _, _, count in examples], dtype=float)
    weights, prior = np.array(start, dtype=float), np.array(FIRST, dtype=float)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = rows @ weights
        scores -= np.maximum.reduceat(scores, firsts)[group]
        powers = np.exp(scores)
        shares = powers / np.add.reduceat(powers, firsts)[group]
        good = powers * right
        wanted = good / np.add.reduceat(good, firsts)[group]
        slope = ((shares - wanted) * times[group]) @ rows / times.sum() + PENALTY * (weights - prior)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return tuple(round(float(weight), 4) for weight in weights)


def fit_settling(rows: Sequence[Row], places: Places, model: Model) -> tuple[float, ...]:
    """Weights from rows, in rounds: each takes its context from the weights of the one before."""
    weights: tuple[float, ...] = FIRST
    for _ in range(ROUNDS):
        weights = fit(settling_examples(rows, places, model, weights), weights)
    return weights


def main() -> int:
    """Train on all of the files and write what ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["recognition", "settling"])
    parser.add_argument("output", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    places = load(None, [])
    if options.what == "recognition":
        prepared = [[pair for row in read([path]) for pair in sequences(row, places)] for path in options.files]
        model = train([*balanced(prepared), *own_examples(places)])
        options.output.write_bytes(model.to_bytes())
        return 0
    shipped = sequence.shipped()
    if shipped is None:
        parser.error("train the recognition first")
    weights = fit_settling(read(options.files), places, shipped)
    table = {
        "origin": "trained by tools/train_places.py",
        "weights": dict(zip(settling.FEATURES, weights, strict=True)),
    }
    options.output.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
