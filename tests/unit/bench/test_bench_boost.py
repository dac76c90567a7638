"""Boosters as one forest whose scores are probabilities; needs what training needs."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("lightgbm", reason="the training code needs `make .venv/bin/.train`")

PAGES, LINES = 120, 10
SETTINGS: dict[str, Any] = {"num_leaves": 4, "min_data_in_leaf": 5}


def test_boosters_that_judge_and_that_order_become_one_forest_of_probabilities() -> None:
    from bench.extraction import boost

    draw = np.random.default_rng(1)
    rows = draw.random((PAGES * LINES, 3)).astype(np.float32)
    labels = np.zeros(PAGES * LINES)
    for page in range(PAGES):  # the right line is most often the one with the greatest first measure
        own = rows[page * LINES : (page + 1) * LINES, 0] + draw.random(LINES)
        labels[page * LINES + int(own.argmax())] = float(page % 4 > 0)  # and none on some pages
    half = PAGES * LINES // 2
    even = [1.0] * half
    some = [
        boost.fit(rows[:half], labels[:half], even, 30, **SETTINGS),
        boost.fit(rows[:half], labels[:half], even, 30, [LINES] * (PAGES // 2), **SETTINGS),
    ]
    raw = np.column_stack([one.predict(rows[half:], raw_score=True) for one in some])
    forest = boost.together(some, raw, labels[half:], [LINES] * (PAGES // 2))
    odds = [score / max(1.0 - score, 1e-12) for score in forest.scores(rows[half:])]
    pages = [odds[i : i + LINES] for i in range(0, half, LINES)]
    shares = [max(page) / (1.0 + sum(page)) for page in pages]
    right = [labels[half + n * LINES + page.index(max(page))] for n, page in enumerate(pages)]
    assert sum(shares) == pytest.approx(sum(right), rel=0.25)  # as many of the best are right as they say
    order = np.argsort(raw @ boost.even(raw), kind="stable")
    assert all(odds[a] <= odds[b] * (1 + 1e-5) for a, b in pairwise(order))
