"""All that is measured of a dump's units, put together for the judgements.

The rows of each step begin with those of the step before.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract import features, nodes, runs, stretches
from dateline.extract.features import Row
from dateline.extract.lexicon import Lexicon
from dateline.extract.units import Unit


def own(units: Sequence[Unit], lexicon: Lexicon) -> list[Row]:
    """The units' own measures, with their neighbours'."""
    rows, marked = features.base(units, lexicon)
    return _joined(rows, marked) if marked else rows


def first(units: Sequence[Unit], rows: Sequence[Row]) -> list[Row]:
    """The rows of the first judgement. ``rows`` are the units' own."""
    weights = [features.weight(unit.text) for unit in units]
    out = _joined(rows, stretches.rows(rows, weights))
    return _joined(out, nodes.base(units, weights)) if _marked(units) else out


def second(units: Sequence[Unit], rows: Sequence[Row], scores: Sequence[float]) -> list[Row]:
    """The rows of the second judgement. ``rows`` and ``scores`` are those of the first."""
    weights = [features.weight(unit.text) for unit in units]
    bags = [features.content(unit.folded) for unit in units]
    around = features.context(units, scores, weights, bags)
    out = _joined(rows, around, runs.rows(rows, scores, weights, bags))
    return _joined(out, nodes.scored(units, weights, scores)) if _marked(units) else out


def _marked(units: Sequence[Unit]) -> bool:
    return bool(units) and units[0].markup is not None


def _joined(*parts: Sequence[Row]) -> list[Row]:
    return [[x for part in some for x in part] for some in zip(*parts, strict=True)]
