"""How much the hostile and crash tests do: a sample under ``make test``, everything under ``make torture``.

What they did is counted; ``make torture`` prints the counts at its end (tests/conftest.py).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

FULL = "DATELINE_TORTURE_MINUTES" in os.environ
MINUTES = float(os.environ.get("DATELINE_TORTURE_MINUTES") or 0)

# What no test does, for it takes hours and is measured, not passed or failed.
ELSEWHERE = (
    "100,000 dumps, 20,000 articles in one conflict, 5,000 places on one map, 5 MB articles: make load FULL=1",
    f"more fuzzing than {MINUTES:g} minutes each target: make fuzz MINUTES=…",
)

counts: Counter[str] = Counter()


def count(what: str, number: int = 1) -> None:
    """Add to the summary: ``number`` more of ``what`` were tried, and held."""
    counts[what] += number


def some(items: Sequence[Item], sample: int, seed: int = 0) -> list[Item]:
    """All of them under ``make torture``, else ``sample`` of them, the same each time, in their order."""
    if FULL or len(items) <= sample:
        return list(items)
    chosen = sorted(random.Random(seed).sample(range(len(items)), sample))
    return [items[i] for i in chosen]
