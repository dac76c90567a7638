"""All that is measured of a dump's units, put together for the judgements.

The rows of each step begin with those of the step before; all are arrays of (units, measures).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.extract.features import alone, nodes, runs, stretches
from dateline.extract.features.around import around
from dateline.extract.features.bags import Bags
from dateline.extract.features.context import context
from dateline.extract.features.lexicon import Lexicon
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import Floats, columns, numpy


def weights(units: Sequence[Unit]) -> Floats:
    """The lengths of the units in characters of Latin script."""
    out: Floats = numpy().array([alone.weight(unit.text) for unit in units], dtype=float)
    return out


def own(units: Sequence[Unit], heavy: Floats, lexicon: Lexicon, spoken: Spoken) -> Floats:
    """The units' own measures, with their neighbours'. ``heavy`` are the units' weights, ``spoken`` their words."""
    rows = alone.own(units, heavy, lexicon, spoken)
    marked = alone.markup(units, heavy.tolist(), lexicon) if _marked(units) else None
    return _joined(rows, around(units, heavy, rows), marked)


def first(units: Sequence[Unit], heavy: Floats, rows: Floats) -> Floats:
    """The rows of the first judgement. ``rows`` are the units' own."""
    return _joined(rows, stretches.rows(rows, heavy), nodes.base(units, heavy.tolist()) if _marked(units) else None)


def second(units: Sequence[Unit], heavy: Floats, rows: Floats, scores: Sequence[float], spoken: Spoken) -> Floats:
    """The rows of the second judgement. ``rows`` and ``scores`` are those of the first."""
    bags = Bags.of(spoken)
    marked = nodes.scored(units, heavy.tolist(), scores) if _marked(units) else None
    return _joined(rows, context(units, scores, heavy, bags), runs.rows(rows, scores, heavy, bags), marked)


def _marked(units: Sequence[Unit]) -> bool:
    return bool(units) and units[0].markup is not None


def _joined(*parts: Any) -> Floats:
    return columns(part for part in parts if part is not None)
