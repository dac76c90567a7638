"""Runs: what the stretches of likely and of unlikely units say of the units in them.

A teaser list reads line by line like a story; as a stretch of forty lines without a blank line or a full stop between
them, behind the end of a story that has both, it does not. So the second judgement sees, for each unit, the stretch
that it is in and how that compares with the heaviest one of the page, at three grains.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate

from dateline.extract.features import AT_BLANK_BEFORE, AT_CLOCK, AT_KINDS, AT_YEAR, KINDS, Row
from dateline.extract.stretches import closed

GRAINS = ((0.5, 0), (0.4, 2), (0.3, 6))  # least score of a unit in a run; unlikely units that do not part it
WIDTH = 36  # measures for each grain
_ENDING = tuple(
    AT_KINDS + KINDS.index(kind) for kind in ("author_note", "comments", "legal", "most_read", "promo", "subscribe")
)
_BYLINE = AT_KINDS + KINDS.index("byline")
_OPEN = 0.25  # how much a line without a full stop counts for the heaviest run
_SHORT, _HEADING = 140.0, 60.0  # characters
_BEFORE = 4  # units before a run that may announce it


def rows(
    base: Sequence[Row], scores: Sequence[float], weights: Sequence[float], bags: Sequence[AbstractSet[str]]
) -> list[Row]:
    """One row per unit, of ``WIDTH`` measures for each of ``GRAINS``.

    ``base`` are the units' own measures, ``bags`` their words of content.
    """
    page = _Page(base, scores, weights, bags)
    grains = [page.grain(least, gap) for least, gap in GRAINS]
    return [[x for row in some for x in row] for some in zip(*grains, strict=True)]


def _log(value: float) -> float:
    return math.log1p(max(0.0, value))


class _Page:
    def __init__(
        self, base: Sequence[Row], scores: Sequence[float], weights: Sequence[float], bags: Sequence[AbstractSet[str]]
    ) -> None:
        self.scores, self.weights, self.bags = scores, weights, bags
        self.size = [0.0, *accumulate(weights)]
        self.mass = [0.0, *accumulate(w * s for w, s in zip(weights, scores, strict=True))]
        self.ends = [closed(row) for row in base]
        self.closed = [0, *accumulate(self.ends)]
        self.parted = [0, *accumulate(r[AT_BLANK_BEFORE] > 0 for r in base)]
        self.heading = [max(r[c] for c in _ENDING) if w < _HEADING else 0.0 for r, w in zip(base, weights, strict=True)]
        self.headings = [0, *accumulate(h > 0.45 for h in self.heading)]
        marks = (
            r[_BYLINE] > 0 or ((r[AT_YEAR] > 0 or r[AT_CLOCK] > 0) and w < _SHORT)
            for r, w in zip(base, weights, strict=True)
        )
        self.marks = [0, *accumulate(marks)]

    def grain(self, least: float, gap: int) -> list[Row]:
        """The rows for runs of units of score ``least`` on that ``gap`` unlikely units do not part."""
        n = len(self.scores)
        likely = [s >= least for s in self.scores]
        runs: list[tuple[int, int]] = []
        for i, flag in enumerate(likely):
            if flag:
                if runs and i - runs[-1][1] <= gap:
                    runs[-1] = (runs[-1][0], i + 1)
                else:
                    runs.append((i, i + 1))
        if not runs:
            return [[-1.0] * WIDTH] * n
        inner = self._runs(runs, likely)
        heaviest = max(range(len(runs)), key=lambda k: (inner[k][9], -k))
        out: list[Row] = []
        at = 0
        for k, (a, b) in enumerate((*runs, (n, n))):
            if at < a:
                out += self._gap(at, a, inner[k - 1] if k else None, inner[k] if k < len(runs) else None,
                                 k - heaviest, inner[heaviest], len(runs))  # fmt: skip
            out += [[*inner[k], 1.0, _log(i - a), _log(b - 1 - i), 0.0, 0.0, 0.0, 0.0] for i in range(a, b)]
            at = b
        return out

    def _runs(self, runs: Sequence[tuple[int, int]], likely: Sequence[bool]) -> list[Row]:
        """The measures of each run."""
        count = len(runs)
        masses, bags, sizes = [], [], []
        for a, b in runs:
            inside = [i for i in range(a, b) if likely[i]]
            masses.append(sum(self.weights[i] * self.scores[i] * (1.0 if self.ends[i] else _OPEN) for i in inside))
            sizes.append(len(inside))
            bag: Counter[str] = Counter()
            for i in inside:
                bag.update(self.bags[i])
            bags.append(bag)
        total = sum(masses) or 1.0
        main = max(range(count), key=lambda k: (masses[k], -k))
        rank = {k: r for r, k in enumerate(sorted(range(count), key=lambda k: -masses[k]))}
        first, last = runs[main]
        main_words = bags[main]
        before = 0.0
        out = []
        for k, (a, b) in enumerate(runs):
            size = self.size[b] - self.size[a]
            least = 1 if k == main else 0
            shared = sum(main_words[t] > least for t in bags[k]) / max(1, len(bags[k]))
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
                    _log(len(bags[k])),
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

    def _gap(self, a: int, b: int, left: Row | None, right: Row | None, place: int, main: Row, count: int) -> list[Row]:
        """The rows of the units between two runs, or outside all."""
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
        return [
            [*head, float(self.headings[i] - self.headings[a]), float(self.marks[i] - self.marks[a]), *tail,
             _log(i - a), _log(b - 1 - i), *sides]
            for i in range(a, b)
        ]  # fmt: skip
