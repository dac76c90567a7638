"""Stretches: what the lines around a unit look like together, before anything is judged.

A story's paragraphs end in full stops and, in most copies, stand apart; forty lines that do neither are a list of
teasers, however much each reads like a sentence. Measured over the block of lines that no blank line parts, over the
stretch of lines without (or with) a full stop, and over windows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate

from dateline.extract.features import AT_BLANK_BEFORE, AT_END, Row

WINDOWS = (5, 12, 30)  # units on each side
_CLOSED = (1.0, 2.0, 5.0)  # of the measure of a unit's end; from 6 on a closing mark follows
_LONG = 80.0  # characters


def closed(row: Row) -> bool:
    """Whether a unit ends as a sentence does, by its own measures."""
    return row[AT_END] in _CLOSED or row[AT_END] >= 6


def rows(base: Sequence[Row], weights: Sequence[float]) -> list[Row]:
    """One row per unit. ``base`` are the units' own measures."""
    n = len(base)
    ends = [closed(row) for row in base]
    parted = [row[AT_BLANK_BEFORE] > 0 for row in base]
    size = [0.0, *accumulate(weights)]
    told = [0.0, *accumulate(w if flag else 0.0 for w, flag in zip(weights, ends, strict=True))]
    apart = [0.0, *accumulate(w if flag else 0.0 for w, flag in zip(weights, parted, strict=True))]
    prose = [w >= _LONG and flag for w, flag in zip(weights, ends, strict=True)]
    heavy = [0.0, *accumulate(w if flag else 0.0 for w, flag in zip(weights, prose, strict=True))]
    prose_apart = sum(w for w, a, b in zip(weights, prose, parted, strict=True) if a and b) / max(1.0, heavy[-1])
    block = _spans(parted)
    same = _spans([i == 0 or ends[i] != ends[i - 1] for i in range(n)])
    out: list[Row] = []
    for i in range(n):
        a, b = block[i]
        c, d = same[i]
        weight = max(1.0, size[b] - size[a])
        row = [
            _log(b - a),
            _log(weight),
            (told[b] - told[a]) / weight,
            _log(i - a),
            _log(b - 1 - i),
            _log(d - c) if ends[i] else -_log(d - c),
            _log(size[d] - size[c]),
            prose_apart,
            told[n] / max(1.0, size[n]),
        ]
        for reach in WINDOWS:
            low, high = max(0, i - reach), min(n, i + reach + 1)
            around = max(1.0, size[high] - size[low])
            row += [
                (told[high] - told[low]) / around,
                (apart[high] - apart[low]) / around,
                (heavy[high] - heavy[low]) / around,
                (heavy[i] - heavy[low]) / max(1.0, size[i] - size[low]),
                (heavy[high] - heavy[i + 1]) / max(1.0, size[high] - size[i + 1]),
            ]
        out.append(row)
    return out


def _spans(begins: Sequence[bool]) -> list[tuple[int, int]]:
    """For each place the span, half-open, that begins at the last true flag before it or at it."""
    n = len(begins)
    out: list[tuple[int, int]] = []
    start = 0
    for i in range(1, n + 1):
        if i == n or begins[i]:
            out += [(start, i)] * (i - start)
            start = i
    return out


def _log(value: float) -> float:
    return math.log1p(value)
