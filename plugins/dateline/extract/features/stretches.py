"""Stretches: what the lines around a unit look like together, before anything is judged.

A story's paragraphs end in full stops and, in most copies, stand apart; forty lines that do neither are a list of
teasers, however much each reads like a sentence. Measured over the block of lines that no blank line parts, over the
stretch of lines without (or with) a full stop, and over windows.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from dateline.extract.features.alone import AT_BLANK_BEFORE, AT_END
from dateline.extract.lines.letters import CLOSING
from dateline.extract.words.arrays import Floats, columns, log, numpy, running, spans

WINDOWS = (5, 12, 30)  # units on each side
_CLOSED = (1.0, 2.0, 5.0)  # of the measure of a unit's end; from ``CLOSING`` on a closing mark follows
_LONG = 80.0  # characters


def closed(base: Floats) -> Any:
    """Whether each unit ends as a sentence does, by the units' own measures."""
    ends = base[:, AT_END]
    return reduce(or_, (ends == mark for mark in _CLOSED), ends >= CLOSING)


def rows(base: Floats, weights: Floats) -> Floats:
    """(units, measures). ``base`` are the units' own measures."""
    np = numpy()
    n = len(base)
    places = np.arange(n)
    ends, parted = closed(base), base[:, AT_BLANK_BEFORE] > 0
    prose = (weights >= _LONG) & ends
    size, told = running(weights), running(np.where(ends, weights, 0.0))
    apart, heavy = running(np.where(parted, weights, 0.0)), running(np.where(prose, weights, 0.0))
    prose_apart = weights[prose & parted].sum() / max(1.0, heavy[-1])
    a, b = spans(parted)
    c, d = spans(np.concatenate([[True], ends[1:] != ends[:-1]]))
    weight = np.maximum(1.0, size[b] - size[a])
    logs = log(np.array([b - a, weight, places - a, b - 1 - places, d - c, size[d] - size[c]]))
    out = [
        *logs[:2],
        (told[b] - told[a]) / weight,
        *logs[2:4],
        np.where(ends, logs[4], -logs[4]),
        logs[5],
        np.full(n, prose_apart),
        np.full(n, told[n] / max(1.0, size[n])),
    ]
    for reach in WINDOWS:
        low, high = np.maximum(0, places - reach), np.minimum(n, places + reach + 1)
        before, behind = size[:-1] - size[low], size[high] - size[1:]
        whole = np.maximum(1.0, size[high] - size[low])
        out += [
            (told[high] - told[low]) / whole,
            (apart[high] - apart[low]) / whole,
            (heavy[high] - heavy[low]) / whole,
            (heavy[:-1] - heavy[low]) / np.maximum(1.0, before),
            (heavy[high] - heavy[1:]) / np.maximum(1.0, behind),
        ]
    return columns(out)
