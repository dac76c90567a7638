"""Runs: what the stretches of likely and of unlikely units say of the units in them.

A teaser list reads line by line like a story; as a stretch of forty lines without a blank line or a full stop between
them, behind the end of a story that has both, it does not. So the second judgement sees, for each unit, the stretch
that it is in and how that compares with the heaviest one of the page, at three grains.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.extract.features.alone import AT_BLANK_BEFORE, AT_CLOCK, AT_KINDS, AT_YEAR, KINDS, Row
from dateline.extract.features.bags import Bags
from dateline.extract.features.stretches import closed
from dateline.extract.words.arrays import Flags, Floats, columns, log, numpy, running

GRAINS = ((0.5, 0), (0.4, 2), (0.3, 6))  # least score of a unit in a run; unlikely units that do not part it
WIDTH = 36  # measures for each grain
_RUN = 29  # of them, those of the run as a whole; behind them whether it is one
_SAME = (0.0,) * (WIDTH - _RUN - 1)
_ENDING = tuple(
    AT_KINDS + KINDS.index(kind) for kind in ("author_note", "comments", "legal", "most_read", "promo", "subscribe")
)
_BYLINE = AT_KINDS + KINDS.index("byline")
_OPEN = 0.25  # how much a line without a full stop counts for the heaviest run
_SHORT, _HEADING = 140.0, 60.0  # characters
_BEFORE = 4  # units before a run that may announce it


def rows(base: Floats, scores: Sequence[float], weights: Floats, bags: Bags) -> Floats:
    """(units, ``WIDTH`` measures for each of ``GRAINS``).

    ``base`` are the units' own measures, ``bags`` their words of content.
    """
    page = _Page(base, scores, weights, bags)
    return columns(page.grain(least, gap) for least, gap in GRAINS)


def _log(value: float) -> float:
    return math.log1p(max(0.0, value))


class _Page:
    def __init__(self, base: Floats, scores: Sequence[float], weights: Floats, bags: Bags) -> None:
        np = numpy()
        self.scores, self.weights, self.bags = list(scores), weights.tolist(), bags
        score = np.asarray(scores, dtype=float)
        ends = closed(base)
        self.score = score
        self.told = (weights * score * np.where(ends, 1.0, _OPEN)).tolist()
        self.size, self.mass = running(weights).tolist(), running(weights * score).tolist()
        self.closed, self.parted = running(ends).tolist(), running(base[:, AT_BLANK_BEFORE] > 0).tolist()
        heading = np.where(weights < _HEADING, base[:, _ENDING].max(axis=1), 0.0)
        timed = ((base[:, AT_YEAR] > 0) | (base[:, AT_CLOCK] > 0)) & (weights < _SHORT)
        self.heading, self.headings = heading.tolist(), running(heading > 0.45)
        self.marks = running((base[:, _BYLINE] > 0) | timed)

    def grain(self, least: float, gap: int) -> Floats:
        """The rows for runs of units of score ``least`` on that ``gap`` unlikely units do not part."""
        np = numpy()
        n = len(self.scores)
        out: Floats = np.full((n, WIDTH), -1.0)
        likely = self.score >= least
        runs: list[tuple[int, int]] = []
        for i in np.flatnonzero(likely).tolist():
            if runs and i - runs[-1][1] <= gap:
                runs[-1] = (runs[-1][0], i + 1)
            else:
                runs.append((i, i + 1))
        if not runs:
            return out
        inner = self._runs(runs, likely)
        heaviest = max(range(len(runs)), key=lambda k: (inner[k][9], -k))
        rows: list[Row] = []
        edges = [0]
        for k, (a, b) in enumerate((*runs, (n, n))):
            if edges[-1] < a:
                left, right = inner[k - 1] if k else None, inner[k] if k < len(runs) else None
                rows.append(self._gap(edges[-1], a, left, right, k - heaviest, inner[heaviest], len(runs)))
                edges.append(a)
            if k < len(runs):
                rows.append([*inner[k], 1.0, *_SAME])
                edges.append(b)
        number = np.repeat(np.arange(len(rows)), np.diff(edges))
        first, last, places = np.array(edges)[number], np.array(edges)[number + 1] - 1, np.arange(n)
        out = np.array(rows).T.take(number, axis=1).T
        out[:, 30:32] = log(np.array([places - first, last - places])).T
        outside = np.flatnonzero(out[:, _RUN] == 0.0)
        out[outside, 22] = self.headings[outside] - self.headings[first[outside]]
        out[outside, 23] = self.marks[outside] - self.marks[first[outside]]
        return out

    def _runs(self, runs: Sequence[tuple[int, int]], likely: Flags) -> list[Row]:
        """The measures of each run."""
        np = numpy()
        count = len(runs)
        masses, words, sizes = [], [], []
        told = likely[self.bags.owner]
        for a, b in runs:
            inside = [i for i in range(a, b) if likely[i]]
            masses.append(sum(self.told[i] for i in inside))
            sizes.append(len(inside))
            some = slice(self.bags.begins[a], self.bags.begins[b])
            words.append(self.bags.ids[some][told[some]])
        total = sum(masses) or 1.0
        main = max(range(count), key=lambda k: (masses[k], -k))
        rank = {k: r for r, k in enumerate(sorted(range(count), key=lambda k: -masses[k]))}
        first, last = runs[main]
        main_words = np.bincount(words[main], minlength=self.bags.vocabulary)
        before = 0.0
        out = []
        for k, (a, b) in enumerate(runs):
            size = self.size[b] - self.size[a]
            least = 1 if k == main else 0
            there = np.zeros(self.bags.vocabulary, dtype=bool)
            there[words[k]] = True
            different = np.flatnonzero(there)
            shared = np.count_nonzero(main_words[different] > least) / max(1, len(different))
            left, right = runs[k - 1][1] if k else 0, runs[k + 1][0] if k + 1 < count else len(self.scores)
            low, high = (last, a) if k > main else (b, first) if k < main else (0, 0)
            near = max(left, a - _BEFORE)
            out.append(
                [
                    _log(sizes[k]),
                    _log(size),
                    (self.mass[b] - self.mass[a]) / max(1.0, size),
                    masses[k] / total,
                    _log(masses[k]),
                    max(self.scores[a:b]),
                    float(min(9, rank[k])),
                    float(max(-9, min(9, k - main))),
                    _log(high - low) if k >= main else -_log(high - low),
                    masses[k] / masses[main],
                    _log(size / (b - a)),
                    _log((self.size[last] - self.size[first]) / (last - first)),
                    (self.closed[b] - self.closed[a]) / (b - a),
                    (self.closed[last] - self.closed[first]) / (last - first),
                    (self.parted[b] - self.parted[a]) / (b - a),
                    (self.parted[last] - self.parted[first]) / (last - first),
                    shared,
                    _log(len(different)),
                    _log(a - left),
                    _log(right - b),
                    max(self.heading[near:a], default=-1.0),
                    float(self.marks[a] - self.marks[near]),
                    float(self.headings[high] - self.headings[low]),
                    float(min(9, self.marks[high] - self.marks[low])),
                    before / total,
                    _log(count),
                    _log(max(self.weights[a:b])),
                    _log(self.size[a] - self.size[left]),
                    _log(self.size[right] - self.size[b]),
                ]
            )
            before += masses[k]
        return out

    def _gap(self, a: int, b: int, left: Row | None, right: Row | None, place: int, main: Row, count: int) -> Row:
        """The measures of the units between two runs, or outside all; 0 where they differ from unit to unit."""
        size = self.size[b] - self.size[a]
        mass = self.mass[b] - self.mass[a]
        head = [
            _log(b - a),
            _log(size),
            mass / max(1.0, size),
            0.0,
            _log(mass),
            max(self.scores[a:b]),
            -1.0,
            float(max(-9, min(9, place))),
            0.0,
            0.0,
            _log(size / (b - a)),
            main[11],
            (self.closed[b] - self.closed[a]) / (b - a),
            main[13],
            (self.parted[b] - self.parted[a]) / (b - a),
            main[15],
            -1.0,
            -1.0,
            -1.0,
            -1.0,
            max(self.heading[a:b]),
            float(self.marks[b] - self.marks[a]),
        ]
        tail = [-1.0, _log(count), _log(max(self.weights[a:b])), -1.0, -1.0, 0.0]
        sides = [
            left[3] if left else -1.0,
            right[3] if right else -1.0,
            left[16] if left else -1.0,
            right[16] if right else -1.0,
        ]
        return [*head, 0.0, 0.0, *tail, 0.0, 0.0, *sides]
