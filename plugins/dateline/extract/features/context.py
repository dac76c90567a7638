"""What a first judgement says around each unit, and how much the unit's words are the story's.

Stacked sequential learning (Cohen and Carvalho 2005): a second judgement sees the scores of the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.features.alone import best_run
from dateline.extract.features.bags import Bags
from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import Flags, Floats, beside, columns, log, numpy, over, running, since, spans, until

_LIKELY = 0.6
_SURE = 0.8
_UNLIKELY = 0.3
_PART = 0.35  # from this score on a unit counts for its part
_PARTED = 3  # unlikely units in a row that end a part
_LEAD = 6  # likely units that open the story
_REACH = 12


def context(units: Sequence[Unit], scores: Sequence[float], weights: Floats, bags: Bags) -> Floats:
    """(units, measures), from the scores of a first judgement. ``bags`` are the units' words of content."""
    np = numpy()
    n = len(units)
    score = np.asarray(scores, dtype=float)
    places = np.arange(n)
    sums, heavy = running(weights * score), running(weights)
    total = max(1.0, sums[-1])
    begin, end = best_run(scores, weights.tolist())
    numbers, parts = _parts(scores, weights.tolist(), begin, end)
    part = np.array(numbers)
    within = (places >= begin) & (places < end)
    likely = (score > _LIKELY) & within
    heaviest = max(range(len(parts)), key=lambda k: (parts[k], -k))
    same = likely & (part == heaviest)
    core, main = bags.counts(likely), bags.counts(same)
    lead = np.zeros(n, dtype=bool)
    lead[np.flatnonzero(likely)[:_LEAD]] = True
    opened = bags.counts(lead)
    more, others = likely[bags.owner], same[bags.owner]
    twins: dict[str, float] = {}
    for unit, s in zip(units, scores, strict=True):
        if s > twins.setdefault(unit.folded, s):
            twins[unit.folded] = s

    logs = log(
        np.array(
            [
                sums[:-1],
                np.maximum(0.0, total - sums[1:]),
                np.abs(places - begin),
                np.abs(end - 1 - places),
                since(score > _SURE),
                until(score > _SURE),
            ]
        )
    )

    def mean(a: int, b: int) -> Floats:
        """The mean score of the units from ``a`` to before ``b``, counted from each unit."""
        size = over(heavy, a, b)
        out: Floats = np.where(size > 0, over(sums, a, b) / np.maximum(size, 1e-9), -1.0)
        return out

    return columns(
        [
            score,
            *beside(score, (-4, -3, -2, -1, 1, 2, 3, 4), -1.0),
            mean(-3, 0),
            mean(1, 4),
            mean(-8, 0),
            mean(1, 9),
            sums[:-1] / total,
            1.0 - sums[1:] / total,
            *logs[:2],
            np.where(places >= begin, logs[2], -logs[2]),
            np.where(places < end, logs[3], -logs[3]),
            within,
            *logs[4:],
            _stretch(score < _UNLIKELY),
            _stretch(score > _LIKELY),
            np.array([twins[unit.folded] for unit in units]) - score,
            bags.shares(core[bags.ids] - more > 0),
            bags.shares(core[bags.ids] - more > 2),
            bags.shares(opened[bags.ids] > 0),
            bags.shares(main[bags.ids] - others > 0),
            np.minimum(part, 6),
            np.where(within, np.array(parts)[part] / max(1.0, sum(parts)), 0.0),
            np.where(within, part - heaviest, -9),
            *bags.near(score > _LIKELY, _REACH),
            _most(score, -_REACH),
            _most(score, _REACH),
        ]
    )


def _stretch(flags: Flags) -> Floats:
    """For each place the length of the run of true flags that it is in, 0 where it is in none."""
    np = numpy()
    first, last = spans(np.concatenate([[True], flags[1:] != flags[:-1]]))
    out: Floats = np.where(flags, last - first, 0).astype(float)
    return out


def _most(score: Floats, reach: int) -> Floats:
    """The greatest score of the ``reach`` units behind each one (before it, where negative), -1 where none are."""
    np = numpy()
    size = abs(reach)
    none = np.full(size, -1.0)
    most: Floats = np.concatenate([none, score[:-1]] if reach < 0 else [score[1:], none])
    width = 1  # of the windows that are known, of which two that overlap make the one that is asked for
    while 2 * width <= size:
        most = np.maximum(most[:-width], most[width:])
        width *= 2
    out: Floats = np.maximum(most[: len(score)], most[size - width :])
    return out


def _parts(scores: Sequence[float], weights: Sequence[float], begin: int, end: int) -> tuple[list[int], list[float]]:
    """The run cut where three units or more in a row are unlikely: each unit's part, each part's weight."""
    part = [0] * len(scores)
    sizes = [0.0]
    low = 0
    for i in range(begin, end):
        low = low + 1 if scores[i] < _PART else 0
        if low == _PARTED and sizes[-1] > 0:
            sizes.append(0.0)
        part[i] = len(sizes) - 1
        sizes[-1] += weights[i] * scores[i] if scores[i] >= _PART else 0.0
    for i in range(end, len(scores)):
        part[i] = len(sizes) - 1
    return part, sizes
