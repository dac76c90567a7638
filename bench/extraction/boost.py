"""Gradient boosting with LightGBM, reproducible to the byte, and its trees as a ``Forest``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import lightgbm
import numpy as np

from bench.extraction.samples import Floats
from dateline.extract.models.trees import SUM, Forest, Node

PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "min_data_in_leaf": 60,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.5,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    "max_bin": 63,
    "num_threads": 1,
    "verbosity": -1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
}


_STEEP, _FINEST = 60.0, 1e-4  # of log-odds; of the steps by which they are fitted
ORDERED: dict[str, Any] = {"objective": "lambdarank", "lambdarank_truncation_level": 3}


def fit(
    rows: Floats,
    labels: Sequence[float] | Floats,
    weights: Sequence[float] | Floats,
    trees: int,
    groups: Sequence[int] = (),
    **changed: Any,
) -> lightgbm.Booster:
    """Train one model; single-threaded and seeded, so that the same data give the same trees.

    With ``groups``, the sizes of runs of rows that belong together, it learns the order within each; its scores are
    no log-odds then.
    """
    settings = {**PARAMETERS, **(ORDERED if groups else {}), "num_leaves": 31, "learning_rate": 0.08, **changed}
    data = lightgbm.Dataset(
        rows, np.asarray(labels, dtype=np.float64), weight=np.asarray(weights, dtype=np.float64),
        group=groups or None, params={"max_bin": settings["max_bin"], "verbosity": -1},
    )  # fmt: skip
    return lightgbm.train(settings, data, trees)


def even(scores: Floats) -> Floats:
    """The share of each booster, of whose raw scores ``scores`` has a column, with which all count alike."""
    return np.asarray(1.0 / np.maximum(scores.std(axis=0), 1e-9) / scores.shape[1], dtype=np.float32)


def together(boosters: Sequence[lightgbm.Booster], scores: Floats, labels: Floats, sizes: Sequence[int]) -> Forest:
    """One forest of several boosters that count alike; ``judge`` turns its scores into shares of a page's candidates.

    A share is the odds of a candidate over those of all of its page and one, which stands for "none of them". Factor
    and shift of the odds are those that make the right ones likeliest: ``scores`` are the boosters' raw ones (a column
    each) of rows that they were not trained on, ``labels`` say which are right, ``sizes`` how many rows a page has.
    """
    shares = even(scores)
    x = scores.astype(np.float64) @ shares
    starts = np.cumsum([0, *sizes[:-1]])
    found = np.maximum.reduceat(labels, starts) > 0.0

    def loss(slope: float, shift: float) -> float:
        odds = np.exp(np.clip(slope * x + shift, -_STEEP, _STEEP))
        right = np.where(found, np.add.reduceat(odds * labels, starts), 1.0)
        return float(-np.log(right / (1.0 + np.add.reduceat(odds, starts))).mean())

    best, step = (1.0, 0.0), 2.0
    while step > _FINEST:  # a walk on two numbers, by ever smaller steps
        a, b = best
        nearer = min(((a + step, b), (a - step, b), (a, b + step), (a, b - step)), key=lambda at: loss(*at))
        if loss(*nearer) < loss(*best):
            best = nearer
        else:
            step /= 2.0
    trees = forest(*boosters, shares=shares)
    return replace(trees, bias=float(best[0] * trees.bias + best[1]), scale=float(best[0] * trees.scale))


def forest(*boosters: lightgbm.Booster, shares: Sequence[float] | Floats = (1.0,)) -> Forest:
    """The trees of boosters with leaf values in 16 bits at most, in a form that needs no LightGBM.

    Its raw scores are the sum of the boosters', each times its share.
    """
    dumped = [
        (tree, share) for one, share in zip(boosters, shares, strict=True) for tree in one.dump_model()["tree_info"]
    ]
    pairs: set[tuple[int, float]] = set()

    def look(node: dict[str, Any], share: float) -> tuple[float, float]:
        if "leaf_value" in node:
            return share * node["leaf_value"], share * node["leaf_value"]
        pairs.add((node["split_feature"], float(np.float32(node["threshold"]))))
        a, b = look(node["left_child"], share), look(node["right_child"], share)
        return min(a[0], b[0]), max(a[1], b[1])

    ranges = [look(tree["tree_structure"], share) for tree, share in dumped]
    spans = [high - low for low, high in ranges]
    # As fine as a leaf's 16 bits and a row's sum allow; each rounded leaf may be half a step above.
    scale = max(max(spans) / 65535, sum(spans) / (SUM - 1 - len(spans)), 1e-12)
    order = {pair: n for n, pair in enumerate(sorted(pairs))}
    least: float = sum(low for low, _ in ranges)

    def build(node: dict[str, Any], low: float, share: float) -> Node:
        if "leaf_value" in node:
            steps: float = (share * node["leaf_value"] - low) / scale
            return round(steps)
        pair = (node["split_feature"], float(np.float32(node["threshold"])))
        return (order[pair], build(node["left_child"], low, share), build(node["right_child"], low, share))

    trees = tuple(
        build(tree["tree_structure"], low, share) for (tree, share), (low, _) in zip(dumped, ranges, strict=True)
    )
    found = sorted(pairs)
    return Forest(tuple(f for f, _ in found), tuple(t for _, t in found), trees, least, scale)
