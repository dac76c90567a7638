"""Story: how much each unit of a dump reads like it, and which ones are it by this and by layout.

Two judgements of every unit by forests (the second sees the first's scores around it) and one by a network over the
whole sequence, whose mean decides; layout mends what they make of it.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from dateline.extract.body import about, elsewhere, mend
from dateline.extract.features import alone, matrix
from dateline.extract.judging import split
from dateline.extract.lines import windows
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.models import decode, memory
from dateline.extract.models.weights import Weights
from dateline.extract.words.arrays import Floats, numpy

Scores = tuple[list[float], list[float], Floats | None]
"""Of every unit what forest and network say together; what the forest says, which the rankings were trained on; and its
own measures (units, ``alone.OWN``), but for very long dumps."""

Flags = tuple[Sequence[bool], Sequence[bool], Sequence[bool]]
"""Of every unit whether it is the story: as decoded, as layout mends that, and with what the outlet's memory says."""


def judged(
    units: Sequence[Unit],
    repeats: Sequence[int],
    weights: Weights,
    marks: split.Marks | None,
    spoken: Spoken | None,
    tells: about.Telling,
) -> tuple[Scores, Flags]:
    """``marks`` are what may part articles, ``spoken`` the units' words, if these are known.

    ``tells`` is what the units say of the page.
    """
    scores, ranked, own, decoded = _scores(units, weights, marks, spoken)
    inside = plain = _mended(units, scores, decoded, marks, tells)
    if any(flag and share for flag, share in zip(plain, repeats, strict=True)):
        scores, ranked = (memory.adjusted(units, some, repeats) for some in (scores, ranked))
        decoded = decode.inside(units, scores)
        kept = memory.kept(scores, repeats)
        inside = tuple(map(operator.and_, _mended(units, scores, decoded, marks, tells), kept))
    return (scores, ranked, own), (decoded, plain, inside)


def edges_of(marks: split.Marks | None, inside: Sequence[bool]) -> list[int]:
    """The first unit of each article, then the number of units; a saved page, which has no marks, is one article."""
    return marks.edges(inside) if marks is not None else [0, len(inside)]


def telling(units: Sequence[Unit]) -> about.Telling:
    """What is said of the page in a very long dump."""
    out = {}
    for window in windows.windows(len(units)):
        found = about.telling(Spoken.of(units[window]))
        out.update({window.start + i: subjects for i, subjects in found.items()})
    return out


def _scores(
    units: Sequence[Unit], weights: Weights, marks: split.Marks | None, spoken: Spoken | None
) -> tuple[list[float], list[float], Floats | None, tuple[bool, ...]]:
    """The scores and measures of all units, and what they say is the story.

    Where a mark parts several articles, each is judged without the others.
    """
    scores = judge(units, weights, spoken)
    decoded = decode.inside(units, scores[0])
    edges = edges_of(marks, decoded)
    if len(edges) > 2:
        scores = _joined(judge(units[first:last], weights) for first, last in pairwise(edges))
        decoded = decode.inside(units, scores[0])
    return *scores, decoded


def _joined(parts: Iterable[Scores]) -> Scores:
    both, forest, own = zip(*parts, strict=True)
    known = None if any(some is None for some in own) else numpy().concatenate(own)
    return [*chain.from_iterable(both)], [*chain.from_iterable(forest)], known


def _mended(
    units: Sequence[Unit],
    scores: Sequence[float],
    decoded: Sequence[bool],
    marks: split.Marks | None,
    tells: about.Telling,
) -> tuple[bool, ...]:
    """What layout makes of the model's decision, article by article where a mark parts several.

    ``tells`` is what the units say of the page.
    """
    edges = edges_of(marks, decoded)
    away = {
        first + i
        for first, last in pairwise(edges)
        for i in elsewhere.elsewhere(units[first:last], scores[first:last], decoded[first:last], tells, first)
    }
    mended = mend.story(units, scores, [flag and i not in away for i, flag in enumerate(decoded)])
    return tuple(flag and i not in away for i, flag in enumerate(mended))


def kind_of(units: Sequence[Unit]) -> str:
    """The kind of a dump, by which models are chosen: ``html`` with markup, ``text`` without."""
    return "html" if units and units[0].markup is not None else "text"


def judge(units: Sequence[Unit], weights: Weights, spoken: Spoken | None = None) -> Scores:
    """The scores of all units, and their words if these are known; a very long dump is judged window by window."""
    if 0 < len(units) <= windows.UNITS:
        return _judge(units, weights, spoken if spoken is not None else Spoken.of(units))
    parts = [_judge(units[window], weights, Spoken.of(units[window])) for window in windows.windows(len(units))]
    return (*_joined(parts)[:2], None) if parts else ([], [], None)


def _judge(units: Sequence[Unit], weights: Weights, spoken: Spoken) -> Scores:
    kind = kind_of(units)
    heavy = matrix.weights(units)
    own = matrix.own(units, heavy, weights.lexicon, spoken)
    rows = matrix.first(units, heavy, own)
    first = weights.forests[f"{kind}.first"].scores(rows)
    second = weights.forests[f"{kind}.second"].scores(matrix.second(units, heavy, rows, first, spoken))
    return weights.nets[kind].judged(own, units, spoken, second), second, own[:, : alone.OWN]
