"""Train what ``dateline.extract`` has learned.

    python -m bench.extraction.train CORPORA [--output FOLDER] [--cache FOLDER]

``CORPORA`` holds the sets with MANIFEST.tsv. Two forests for the lines (the second sees the first's scores, which were
made out of fold, around each line) and a network beside them, which learns from stories in little company too, then
one ranking each for headline, date, byline and standfirst; with and without markup. Weights of each fold (all sites of
the fold kept out) go to ``CACHE/fold-N.bin`` for ``bench.extraction.evaluate``; the weights that ship are trained on
everything. The same data give the same bytes on one machine.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.extraction import boost, candidates, nets, pages, samples
from bench.extraction.augment import learned, shorts, small, variants
from bench.extraction.samples import Floats, Sample
from dateline.extract.features import matrix
from dateline.extract.features.lexicon import Lexicon
from dateline.extract.lines.spoken import Spoken
from dateline.extract.models.net import Net
from dateline.extract.models.trees import Forest
from dateline.extract.models.weights import FIELDS, LINES, Weights

OUTPUT = Path(__file__).parents[2] / "plugins" / "dateline" / "data" / "extract"
FIRST = {"trees": 110, "num_leaves": 31, "learning_rate": 0.1}
SECOND = {"html": 140, "text": 200}  # trees
SECOND_SETTINGS = {"num_leaves": 31, "learning_rate": 0.08}
ALL: tuple[int | None, ...] = (*range(pages.FOLDS), None)

Scores = list[list[float]]
Picked = tuple[Any, Any] | None  # which lines of a sample are learned from, and the weights; None for no line


def say(text: str) -> None:
    print(f"{time.process_time():8.1f}s  {text}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the folder of weights.bin and fields.bin")
    parser.add_argument("--cache", type=Path, default=Path("build/extraction"), help="for weights by fold and scores")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)

    collected = kept(options.cache / "samples.pickle", lambda: samples.collect(options.corpora))
    say(f"{len(collected)} dumps")
    altered = [*variants(collected), *shorts(collected)]
    dialogs = [s for s in altered if s.kind == "consent"]
    counts = kept(options.cache / "counts.pickle", lambda: samples.Counts([*collected, *dialogs]))
    lexicons = {fold: counts.lexicon(fold) for fold in ALL}
    forests: dict[int | None, dict[str, Forest]] = {fold: {} for fold in ALL}
    found: dict[int | None, dict[str, Net]] = {fold: {} for fold in ALL}
    tables: dict[str, list[Sample]] = {}
    scores: dict[str, Scores] = {}
    for kind in ("text", "html"):
        some = [s for s in collected if s.marked == (kind == "html")]
        tables[kind] = some + (altered if kind == "text" else [])
        make = partial(train_lines, kind, tables[kind], lexicons)
        lines, scores[kind] = kept(options.cache / f"lines-{kind}.pickle", make)
        told = [*tables[kind], *(small(collected) if kind == "text" else ())]
        read = kept(options.cache / f"net-{kind}.pickle", partial(train_nets, kind, told, lexicons))
        for fold in ALL:
            forests[fold] |= lines[fold]
            found[fold][kind] = Net.unpack(read[fold])
    for kind, some in tables.items():
        real = [(s, q) for s, q in zip(some, scores[kind], strict=True) if s.kind in pages.INPUTS and s.units]
        for fold, rankings in train_candidates(kind, [s for s, _ in real], [q for _, q in real]).items():
            forests[fold] |= rankings
    for fold in ALL:
        weights = Weights(lexicons[fold], forests[fold], found[fold])
        if fold is not None:
            (options.cache / f"fold-{fold}.bin").write_bytes(weights.pack())
            continue
        for name, decisions in (("weights.bin", LINES), ("fields.bin", FIELDS)):
            path = options.output / name
            path.write_bytes(weights.pack(decisions))
            say(f"{path} {path.stat().st_size} bytes")


def kept(path: Path, make: Callable[[], Any]) -> Any:
    """What ``make`` gives, kept in a file so that a second run of the same training goes on from there."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    made = make()
    path.write_bytes(pickle.dumps(made))
    return made


def train_lines(
    kind: str, some: Sequence[Sample], lexicons: dict[int | None, Lexicon]
) -> tuple[dict[int | None, dict[str, Forest]], Scores]:
    """Both line models of all folds, and the second's scores out of fold."""
    rows = [
        samples.matrix(matrix.first(s.units, matrix.weights(s.units), _own(s, lexicons)))
        if s.units
        else samples.matrix([])
        for s in some
    ]
    labels = [np.asarray(s.covered) >= 0.5 for s in some]
    picked = [samples.chosen(s) if learned(s) else None for s in some]
    say(f"{kind}: {sum(map(len, rows))} lines, {rows[0].shape[1]} measures")
    out: dict[int | None, dict[str, Forest]] = {fold: {} for fold in ALL}
    first = _stacked(f"{kind}.first", some, rows, labels, picked, FIRST, out)
    for i, (s, scores) in enumerate(zip(some, first, strict=True)):
        if scores:
            heavy, spoken = matrix.weights(s.units), Spoken.of(s.units)
            rows[i] = samples.matrix(matrix.second(s.units, heavy, rows[i].astype(float), scores, spoken))
    second = _stacked(f"{kind}.second", some, rows, labels, picked, {"trees": SECOND[kind], **SECOND_SETTINGS}, out)
    return out, second


def _own(sample: Sample, lexicons: dict[int | None, Lexicon]) -> npt.NDArray[np.float64]:
    return matrix.own(sample.units, matrix.weights(sample.units), lexicons[sample.page.fold], Spoken.of(sample.units))


def train_nets(kind: str, some: Sequence[Sample], lexicons: dict[int | None, Lexicon]) -> dict[int | None, bytes]:
    """The networks of all folds, packed."""
    tables = [nets.table(s, samples.matrix(_own(s, lexicons))) for s in some if s.units]
    out: dict[int | None, bytes] = {}
    for fold in ALL:
        out[fold] = nets.fit([t for t in tables if t.sample.page.fold != fold]).pack()
        say(f"{kind}.net without fold {fold}")
    return out


def _stacked(
    name: str,
    some: Sequence[Sample],
    rows: list[Floats],
    labels: Sequence[Any],
    picked: Sequence[Picked],
    settings: dict[str, Any],
    out: dict[int | None, dict[str, Forest]],
) -> Scores:
    scores: Scores = [[] for _ in some]
    for fold in ALL:
        train = [
            (rows[i][p[0]], labels[i][p[0]], p[1][p[0]])
            for i, (s, p) in enumerate(zip(some, picked, strict=True))
            if s.page.fold != fold and p is not None and len(rows[i])
        ]
        taken, told, heavy = (np.concatenate(part) for part in zip(*train, strict=True))
        booster = boost.fit(taken, told, heavy, **settings)
        out[fold][name] = boost.forest(booster)
        for i, s in enumerate(some):
            if s.page.fold == fold and len(rows[i]):
                scores[i] = np.asarray(booster.predict(rows[i])).tolist()
        say(f"{name} without fold {fold}")
    return scores


def train_candidates(
    kind: str, some: Sequence[Sample], scores: Scores, fields: Sequence[str] = candidates.FIELDS
) -> dict[int | None, dict[str, Forest]]:
    """The rankings of candidates of all folds, for ``fields``, of which the headline is the first."""
    scenes = [candidates.scene(s, q) for s, q in zip(some, scores, strict=True)]
    out: dict[int | None, dict[str, Forest]] = {fold: {} for fold in ALL}
    headlines: list[int | None] = []
    for field in fields:
        table = [
            candidates.table(field, s, c, h)
            for s, c, h in zip(some, scenes, headlines or [None] * len(some), strict=True)
        ]
        found = [samples.matrix([])] * len(some)
        boosters: dict[int | None, list[Any]] = {}
        for fold in ALL:
            train = [t for s, t in zip(some, table, strict=True) if s.page.fold != fold and t.usable and t.rows]
            boosters[fold] = _boosters(field, train)
            for i, (s, t) in enumerate(zip(some, table, strict=True)):
                if s.page.fold == fold and t.rows:
                    rows = samples.matrix(t.rows)
                    found[i] = np.column_stack([one.predict(rows, raw_score=True) for one in boosters[fold]])
        for fold in ALL:
            if field not in candidates.ORDERED:
                out[fold][f"{kind}.{field}"] = boost.forest(*boosters[fold])
                continue
            others = [
                i
                for i, (s, t) in enumerate(zip(some, table, strict=True))
                if s.page.fold != fold and t.usable and t.rows
            ]
            labels = np.asarray([float(label) for i in others for label in table[i].labels], dtype=np.float32)
            raw = np.concatenate([found[i] for i in others])
            sizes = [len(table[i].rows) for i in others]
            out[fold][f"{kind}.{field}"] = boost.together(boosters[fold], raw, labels, sizes)
        shares = boost.even(np.concatenate([q for q in found if len(q)]))
        picks = [t.units[int(np.argmax(q @ shares))] if t.rows else None for t, q in zip(table, found, strict=True)]
        say(f"{kind}.{field}: {sum(len(t.rows) for t in table)} candidates")
        if field == "headline":
            headlines = picks
    return out


def _boosters(field: str, tables: Sequence[candidates.Table]) -> list[Any]:
    """What ranks the candidates of a field: each judged by itself, and where it pays their order on a page."""
    rows = samples.matrix([row for t in tables for row in t.rows])
    labels = [float(label) for t in tables for label in t.labels]
    heavy = [1.0] * len(labels)
    sizes = [len(t.rows) for t in tables]
    out = [boost.fit(rows, labels, heavy, candidates.TREES, **candidates.SETTINGS)]
    for changed in candidates.ORDERS if field in candidates.ORDERED else ():
        settings = {"trees": candidates.TREES, **candidates.SETTINGS, **changed}
        out.append(boost.fit(rows, labels, heavy, groups=sizes, **settings))
    return out


if __name__ == "__main__":
    main()
