"""Trees in plain Python give what a plain walk through each tree gives."""

from __future__ import annotations

import math
import random

import pytest

from dateline.extract.models.trees import Forest, Node, load, save


def walk(forest: Forest, node: Node, row: list[float]) -> int:
    while isinstance(node, tuple):
        pair, left, right = node
        node = left if row[forest.features[pair]] <= forest.thresholds[pair] else right
    return node


def plain(forest: Forest, row: list[float]) -> float:
    total = sum(walk(forest, tree, row) for tree in forest.trees)
    return 1.0 / (1.0 + math.exp(-(forest.bias + forest.scale * total)))


def grown(seed: int, trees: int = 20, pairs: int = 40) -> Forest:
    rng = random.Random(seed)
    found = sorted({(rng.randrange(8), rng.randrange(-8, 8) / 4) for _ in range(pairs)})

    def grow(depth: int) -> Node:
        if depth == 0 or rng.random() < 0.15:
            return rng.randrange(65536)
        return (rng.randrange(len(found)), grow(depth - 1), grow(depth - 1))

    some = tuple(grow(5) for _ in range(trees))
    return Forest(tuple(f for f, _ in found), tuple(t for _, t in found), some, -4.0, 1e-5)


@pytest.mark.parametrize("count", [0, 1, 7, 24, 25, 900])
def test_lanes_agree_with_a_plain_walk(count: int) -> None:
    forest = grown(count)
    rng = random.Random(count)
    rows = [[rng.randrange(-10, 10) / 4 for _ in range(8)] for _ in range(count)]
    assert forest.scores(rows) == pytest.approx([plain(forest, row) for row in rows])


def test_a_feature_may_have_more_thresholds_than_a_byte_counts() -> None:
    thresholds = tuple(float(n) for n in range(600))
    trees: tuple[Node, ...] = tuple((n, n, 7) for n in range(0, 600, 3))
    forest = Forest((0,) * 600, thresholds, trees, -4.0, 1e-4)
    rows = [[n / 2] for n in range(-4, 1204)]
    assert forest.scores(rows) == pytest.approx([plain(forest, row) for row in rows])


def test_forest_survives_packing() -> None:
    forest = grown(3)
    assert Forest.unpack(forest.pack()) == forest


def test_weights_file_is_refused_when_it_is_none() -> None:
    assert load(save({"a": b"1", "b": b""})) == {"a": b"1", "b": b""}
    with pytest.raises(ValueError, match="weights"):
        load(b"something else")
