"""Gradient boosting with LightGBM, reproducible to the byte, and its trees as a ``Forest``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np

from bench.extraction.samples import Floats
from dateline.extract.trees import SUM, Forest, Node

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


def fit(
    rows: Floats, labels: Sequence[float] | Floats, weights: Sequence[float] | Floats, trees: int, **changed: Any
) -> lightgbm.Booster:
    """Train one model; single-threaded and seeded, so that the same data give the same trees."""
    settings = {**PARAMETERS, "num_leaves": 31, "learning_rate": 0.08, **changed}
    data = lightgbm.Dataset(
        rows, np.asarray(labels, dtype=np.float64), weight=np.asarray(weights, dtype=np.float64),
        params={"max_bin": settings["max_bin"], "verbosity": -1},
    )  # fmt: skip
    return lightgbm.train(settings, data, trees)


def forest(booster: lightgbm.Booster) -> Forest:
    """The trees of a booster with leaf values in 16 bits at most, in a form that needs no LightGBM."""
    dumped = booster.dump_model()["tree_info"]
    pairs: set[tuple[int, float]] = set()

    def look(node: dict[str, Any]) -> tuple[float, float]:
        if "leaf_value" in node:
            return node["leaf_value"], node["leaf_value"]
        pairs.add((node["split_feature"], float(np.float32(node["threshold"]))))
        a, b = look(node["left_child"]), look(node["right_child"])
        return min(a[0], b[0]), max(a[1], b[1])

    ranges = [look(tree["tree_structure"]) for tree in dumped]
    spans = [high - low for low, high in ranges]
    # As fine as a leaf's 16 bits and a row's sum allow; each rounded leaf may be half a step above.
    scale = max(max(spans) / 65535, sum(spans) / (SUM - 1 - len(spans)), 1e-12)
    order = {pair: n for n, pair in enumerate(sorted(pairs))}
    least: float = sum(low for low, _ in ranges)

    def build(node: dict[str, Any], low: float) -> Node:
        if "leaf_value" in node:
            steps: float = (node["leaf_value"] - low) / scale
            return round(steps)
        pair = (node["split_feature"], float(np.float32(node["threshold"])))
        return (order[pair], build(node["left_child"], low), build(node["right_child"], low))

    trees = tuple(build(tree["tree_structure"], low) for tree, (low, _) in zip(dumped, ranges, strict=True))
    found = sorted(pairs)
    return Forest(tuple(f for f, _ in found), tuple(t for _, t in found), trees, least, scale)
