"""What stands around each unit, before anything is judged: its place, its neighbours, what was announced above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.features.alone import (
    AT_CLOCK,
    AT_END,
    AT_FUNCTION,
    AT_KINDS,
    AT_LEX,
    AT_OPENING,
    AT_START,
    AT_TIMES,
    AT_WEIGHT,
    AT_YEAR,
    KINDS,
    LONG,
)
from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import FAR, Floats, beside, columns, log, numpy, over, running, since, until

_HEADS = tuple(
    AT_KINDS + KINDS.index(k) for k in ("most_read", "promo", "comments", "legal", "author_note", "subscribe")
)
_BYLINE = AT_KINDS + KINDS.index("byline")
_COVERED = 0.45  # of a line's characters by a phrase, from which on it is a heading
_HEADING = 60  # characters of such a heading, at most
_SHORT = 140  # characters of a line that a date or a byline stands in
_ALIKE = 40  # characters at a line's beginning by which neighbours are alike
_OFTEN = 3  # times that a line stands in a dump
_SHOWN = (AT_WEIGHT, AT_END, AT_FUNCTION, AT_LEX, AT_OPENING)  # of a neighbour's own measures
_NEAR = (-3, -2, -1, 1, 2, 3)


def around(units: Sequence[Unit], weights: Floats, own: Floats) -> Floats:
    """The surroundings of each unit: (units, measures). ``own`` are the units' own measures."""
    np = numpy()
    n = len(units)
    places = np.arange(n)
    size = running(weights)
    long = (weights >= LONG) & (own[:, AT_END] > 0)
    mass, longs = running(np.where(long, weights, 0.0)), running(long)
    last_long = since(long)
    short = weights < _SHORT
    timed = ((own[:, AT_YEAR] > 0) | (own[:, AT_CLOCK] > 0)) & short
    dated, signed = (own[:, AT_YEAR] > 0) & short, (own[:, _BYLINE] > 0) & short
    many_timed, many_often = running(timed), running(own[:, AT_TIMES] >= _OFTEN)
    heading = (own[:, _HEADS] > _COVERED) & (weights < _HEADING)[:, None]
    seen = np.cumsum(heading, axis=0)
    shape = np.minimum(9, (own[:, AT_WEIGHT] * 1.5).astype(np.int64)) * 400
    shape = (shape + own[:, AT_END].astype(np.int64)) * 400 + own[:, AT_START].astype(np.int64)
    shapes = shape.tolist()
    times = [*map(Counter(shapes).__getitem__, shapes)]
    low, high = np.maximum(0, places - 7), np.minimum(n, places + 8)
    alike = np.array([a.folded[:_ALIKE] == b.folded[:_ALIKE] for a, b in pairwise(units)] + [False])

    logs = log(np.array([places, n - places - 1, last_long, until(long), over(size, -5, 0), over(size, 1, 6), times]))

    shown = own[:, _SHOWN]
    return columns(
        [
            places / n,
            size[:-1] / max(1.0, size[-1]),
            *logs[:2],
            mass[:-1] / max(1.0, mass[-1]),
            *logs[2:4],
            places - np.concatenate([[0], np.maximum.accumulate(np.where(long, places + 1, 0))[:-1]]),
            *logs[4:6],
            over(longs, -8, 0),
            over(longs, 1, 9),
            logs[6],
            (np.array(beside(shape, (-4, -3, -2, -1, 1, 2, 3, 4), -1)) == shape).sum(axis=0),
            *(_since_here(flags) for flags in heading.T),
            np.minimum(8, seen[:, 0] + seen[:, 1]),
            np.minimum(8, seen[:, 2]),
            since(dated),
            until(dated),
            since(signed),
            until(signed),
            many_timed[high] - many_timed[low],
            many_often[high] - many_often[low],
            np.minimum(12, many_timed[:-1]),
            *beside(alike, (-1,), False),
            alike,
            *beside(shown, _NEAR, -1.0),
        ]
    )


def _since_here(flags: Floats) -> Floats:
    """How many units before each one the last flagged one stands, itself included."""
    np = numpy()
    places = np.arange(len(flags))
    out: Floats = np.minimum(FAR, places - np.maximum.accumulate(np.where(flags, places, -FAR)))
    return out
