"""Nodes: what the elements of a saved page that hold a unit say of it.

The article of a page stands in one element, more or less, and most of that element is the article. So each unit is
measured by the elements above it: how much of their text is linked, how much is prose, and, once there are scores, how
likely their other text is; and by its place in the element that would be the best choice as a whole.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from dateline.extract.features.alone import Row
from dateline.extract.lines.units import Unit
from dateline.extract.words.text import QUOTES, TERMINAL
from dateline.model import Markup

_PROSE = 80.0  # characters of a unit from which on it may be prose
_LINKED = 0.4  # share of its characters in links from which on it is none
_ENDS = frozenset(f"{TERMINAL}{QUOTES}:;")
_NEAR = (1, 2, 3, 5)  # levels above a unit whose share of links and of prose is measured
_UP = (1, 2, 3, 4, 6)  # and whose scores are
_HALF = 0.5  # of the page's prose, or of its likely text
_NONE = Markup()
_PLACES = (-1, 1)
_FLOOR = 5.0  # characters that any unit counts more than it has


class _Sums(defaultdict[object, float]):
    def __init__(self) -> None:
        super().__init__(float)


def _log(value: float) -> float:
    return math.log1p(max(0.0, value))


def _marks(units: Sequence[Unit]) -> list[Markup]:
    return [unit.markup or _NONE for unit in units]


def base(units: Sequence[Unit], weights: Sequence[float]) -> list[Row]:
    """One row per unit, from the page alone."""
    marks = _marks(units)
    size, linked, prose, count = _Sums(), _Sums(), _Sums(), _Sums()
    whole, total = 0.0, sum(weights) or 1.0
    for unit, mark, heavy in zip(units, marks, weights, strict=True):
        told = heavy if heavy >= _PROSE and mark.linked < _LINKED and unit.text[-1] in _ENDS else 0.0
        whole += told
        for node in mark.nodes:
            size[node] += heavy
            linked[node] += heavy * mark.linked
            prose[node] += told
            count[node] += 1
    whole = whole or 1.0
    best = max(size, key=lambda k: (2 * prose[k] / (size[k] + whole), k), default=0)
    stated = [mark.stated for mark in marks]
    out: list[Row] = []
    for i, mark in enumerate(marks):
        nodes = mark.nodes
        row: Row = []
        for level in _NEAR:
            if len(nodes) >= level:
                k = nodes[-level]
                row += [linked[k] / size[k], prose[k] / size[k], prose[k] / whole, _log(count[k])]
            else:
                row += [-1.0] * 4
        inside = best in nodes
        row += [float(inside), float(len(nodes) - nodes.index(best)) if inside else -1.0]
        up = _level(nodes, prose, _HALF * whole)
        row.append(float(up))
        if 1 < up <= len(nodes):
            k = nodes[1 - up]
            row += [linked[k] / size[k], prose[k] / whole, size[k] / total]
        else:
            row += [-1.0] * 3
        row += [stated[i], *(stated[i + d] if 0 <= i + d < len(stated) else -1.0 for d in _PLACES)]
        row += [_mean(stated[max(0, i - 5) : i]), _mean(stated[i + 1 : i + 6])]
        out.append(row)
    return out


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else -1.0


def _level(nodes: Sequence[int], sums: _Sums, least: float) -> int:
    """How many levels above a unit the first element stands that holds ``least``; 99 where none does."""
    for level in range(1, len(nodes) + 1):
        if sums[nodes[-level]] >= least:
            return level
    return 99


def scored(units: Sequence[Unit], weights: Sequence[float], scores: Sequence[float]) -> list[Row]:
    """One row per unit, from a first judgement of the units."""
    marks = _marks(units)
    heavy = [w + _FLOOR for w in weights]
    size, mass, count = _Sums(), _Sums(), _Sums()
    total = 0.0
    kinds = [((mark.tags, mark.names), (mark.tags[-2:], mark.names[-3:])) for mark in marks]
    for mark, own, score, kind in zip(marks, heavy, scores, kinds, strict=True):
        likely = own * score
        total += likely
        for key in (*mark.nodes, *kind):
            size[key] += own
            mass[key] += likely
            count[key] += 1
    total = max(total, 1.0)
    nodes_only = [key for key in size if isinstance(key, int)]
    best = max(nodes_only, key=lambda k: (2 * mass[k] / (size[k] + total), k), default=0)
    children = _children(marks, best)
    groups, group_mass = _Sums(), _Sums()
    for child, tag in children.items():
        groups[tag] += size[child]
        group_mass[tag] += mass[child]
    whole = [2 * mass[best] / (size[best] + total), mass[best] / max(1.0, size[best])]
    out: list[Row] = []
    for i, (mark, own, score, kind) in enumerate(zip(marks, heavy, scores, kinds, strict=True)):
        nodes, likely = mark.nodes, own * score
        row: Row = []
        for level in _UP:
            if len(nodes) >= level:
                k = nodes[-level]
                rest = size[k] - own
                row += [(mass[k] - likely) / rest if rest > 1 else -1.0, mass[k] / total]
            else:
                row += [-1.0, -1.0]
        for key in kind:
            rest = size[key] - own
            row += [(mass[key] - likely) / rest if rest > 1 else -1.0, (mass[key] - likely) / total]
        child = -1
        if best in nodes:
            at = nodes.index(best)
            row += [1.0, float(len(nodes) - 1 - at), *whole]
            child = nodes[at + 1] if at + 1 < len(nodes) else -1
        else:
            row += [0.0, -1.0, *whole]
        if child >= 0:
            tag = children[child]
            rest = groups[tag] - size[child]
            row += [
                mass[child] / size[child],
                mass[child] / total,
                size[child] / size[best],
                (group_mass[tag] - mass[child]) / rest if rest > 1 else -1.0,
                _log(count[child]),
            ]
        else:
            row += [-1.0] * 5
        up = _level(nodes, mass, _HALF * total)
        row.append(float(up))
        if 1 < up <= len(nodes):
            k = nodes[1 - up]
            row += [mass[k] / size[k], mass[k] / total, _log(count[k])]
        else:
            row += [-1.0] * 3
        for d in _PLACES:
            if 0 <= i + d < len(marks):
                other = marks[i + d].nodes
                shared = _shared(nodes, other)
                row += [float(len(nodes) - shared), float(len(other) - shared)]
            else:
                row += [-1.0, -1.0]
        out.append(row)
    return out


def _children(marks: Sequence[Markup], parent: int) -> dict[int, str]:
    """The elements right below ``parent`` that hold text, with their names."""
    out: dict[int, str] = {}
    for mark in marks:
        if parent in mark.nodes:
            at = mark.nodes.index(parent) + 1
            if at < len(mark.nodes):
                out[mark.nodes[at]] = mark.tags[at]
    return out


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
