#!/usr/bin/env python3
"""How well places are recognised and settled, cross-validated: ``bench/places.py --eval DIR [--across]``.

DIR holds ``geo/*.jsonl`` (one object per line: id, text, mentions with start, end and mostly lat, lon). Every text is
annotated with a model and weights that were trained without it: in five parts (no site in two parts) beside all of the
other files, or with ``--across`` on the other files alone. A line per file: recognition (exact and overlapping spans)
and, of the mentions found that have a point, the share put within 161 km of it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dateline.catalogue.places.annotator import annotate
from dateline.catalogue.places.gazetteer import Places, load
from dateline.catalogue.places.settling import distance_km
from tools import train_places as training

BIASES = (0.7, 1.0, 1.3, 1.6, 1.9)
Runs = list[tuple[list[list[str]], list[str]]]
Spans = list[tuple[int, int, float | None, float | None]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, default=os.environ.get("DATELINE_EVAL"), help="folder that holds geo/")
    parser.add_argument("--across", action="store_true", help="train on the other files only")
    parser.add_argument("--nested", action="store_true", help="choose BIAS anew for each part, on texts beside it")
    parser.add_argument("--worst", type=int, default=0, help="show the most frequent errors")
    options = parser.parse_args()
    if options.eval is None:
        parser.error("give --eval or set DATELINE_EVAL")
    files = sorted(Path(options.eval, "geo").glob("*.jsonl"))
    places = load(None, [])
    rows = {path: training.read([path]) for path in files}
    prepared = {path: [training.sequences(row, places) for row in rows[path]] for path in files}
    own_runs = training.own_examples(places)
    for path in files:
        beside = [[pair for each in prepared[other] for pair in each] for other in files if other != path]
        beside_rows = [row for other in files if other != path for row in rows[other]]
        found: dict[int, Spans] = {}
        parts = [-1] if options.across else range(training.FOLDS)
        for part in parts:
            inside = [training.fold_of(row) == part for row in rows[path]]
            own = [] if options.across else [at for at, tested in enumerate(inside) if not tested]
            taught_runs = [*beside, [pair for at in own for pair in prepared[path][at]]]
            bias = training.BIAS
            if options.nested:
                bias = chosen(places, rows[path], prepared[path], own, beside, own_runs)
                sys.stdout.write(f"  part {part}: bias {bias}\n")
                sys.stdout.flush()
            model = training.train([*training.balanced(taught_runs), *own_runs], bias)
            taught = [*beside_rows, *(rows[path][at] for at in own)]
            weights = training.fit_settling(taught, places, model)
            for at, row in enumerate(rows[path]):
                if options.across or inside[at]:
                    tags = annotate(places, row["text"], model=model, weights=weights).tags
                    found[at] = [(s.start, s.end, t.lat, t.lon) for t in tags for s in t.mentions + t.demonyms]
        pairs = [(row["mentions"], found[at]) for at, row in enumerate(rows[path])]
        sys.stdout.write(f"{path.stem:18} {report(pairs)}\n")
        sys.stdout.flush()
        if options.worst:
            show_worst(rows[path], found, options.worst)
    return 0


def chosen(
    places: Places, rows: list[training.Row], prepared: list[Runs], own: list[int], beside: list[Runs], own_runs: Runs
) -> float:
    """The bias with the best exact F1 on a part of the texts to learn from, by a model of the others.

    ``own`` are the indexes of the texts of this corpus that may be learned from. Their smallest part judges.
    """
    parts = sorted({training.fold_of(rows[at]) for at in own})
    judges = min(([at for at in own if training.fold_of(rows[at]) == part] for part in parts), key=len)
    learned = [pair for at in own if at not in judges for pair in prepared[at]]
    model = training.train([*training.balanced([*beside, learned]), *own_runs], 0.0)
    best = {}
    for bias in BIASES:
        shifted = model.shifted("b", "O", -bias)
        counts = [0, 0, 0]
        for at in judges:
            tags = annotate(places, rows[at]["text"], model=shifted).tags
            spans = {(s.start, s.end) for t in tags for s in t.mentions + t.demonyms}
            gold = {(m["start"], m["end"]) for m in rows[at]["mentions"]}
            counts = [counts[0] + len(spans & gold), counts[1] + len(spans - gold), counts[2] + len(gold - spans)]
        best[bias] = f1(*counts)[2]
    return max(best, key=lambda bias: (best[bias], -bias))


def report(pairs: list[tuple[list[training.Row], Spans]]) -> str:
    """One line of figures, counted as the project's scoring script counts them."""
    exact, loose = [0, 0, 0], [0, 0, 0]
    located = near = 0
    for gold, got in pairs:
        spans, wanted = {(s, e) for s, e, *_ in got}, {(m["start"], m["end"]) for m in gold}
        exact = [exact[0] + len(spans & wanted), exact[1] + len(spans - wanted), exact[2] + len(wanted - spans)]
        hit = [m for m in gold if any(s < m["end"] and m["start"] < e for s, e, *_ in got)]
        right = [g for g in got if any(g[0] < m["end"] and m["start"] < g[1] for m in gold)]
        loose = [loose[0] + len(hit), loose[1] + len(got) - len(right), loose[2] + len(gold) - len(hit)]
        for m in hit:
            if m.get("lat") is not None:
                located += 1
                near += any(close(m, g) for g in got if g[0] < m["end"] and m["start"] < g[1])
    return "  ".join(
        (
            "strict P {:.3f} R {:.3f} F1 {:.3f}".format(*f1(*exact)),
            f"overlap F1 {f1(*loose)[2]:.3f}",
            f"within 161 km of those found {near / (located or 1):.3f}",
        )
    )


def close(gold: training.Row, got: tuple[int, int, float | None, float | None]) -> bool:
    _, _, lat, lon = got
    return (
        lat is not None and lon is not None and distance_km((float(gold["lat"]), float(gold["lon"])), (lat, lon)) <= 161
    )


def f1(hits: int, wrong: int, missed: int) -> tuple[float, float, float]:
    precision, recall = hits / (hits + wrong or 1), hits / (hits + missed or 1)
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def show_worst(rows: list[training.Row], found: dict[int, Spans], most: int) -> None:
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    far: Counter[object] = Counter()
    for at, row in enumerate(rows):
        spans = {(s, e): (lat, lon) for s, e, lat, lon in found[at]}
        wanted = {(m["start"], m["end"]): m for m in row["mentions"]}
        for span in wanted.keys() - spans.keys():
            missed[row["text"][span[0] : span[1]]] += 1
        for span in spans.keys() - wanted.keys():
            wrong[row["text"][span[0] : span[1]]] += 1
        for span in spans.keys() & wanted.keys():
            gold = wanted[span]
            if gold.get("lat") is not None and not close(gold, (*span, *spans[span])):
                far[row["text"][span[0] : span[1]], (round(float(gold["lat"])), round(float(gold["lon"])))] += 1
    sys.stdout.write(f"  missed: {missed.most_common(most)}\n  wrong: {wrong.most_common(most)}\n")
    sys.stdout.write(f"  far: {far.most_common(most)}\n")


if __name__ == "__main__":
    raise SystemExit(main())
