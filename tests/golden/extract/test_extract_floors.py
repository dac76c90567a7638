"""The gate: figures on the evaluation sets, every site kept out of its own training, may not fall below their floors.

A page of a set may be read otherwise than when the floor was set; two may not.

Needs the sets (DATELINE_EVAL) and the weights of each fold (DATELINE_FOLDS, by ``bench.extraction.train --cache``).
Floors rise with ``python -m bench.extraction.evaluate CORPORA --cache FOLDS --floors FILE --raise``, never fall.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

FLOORS = Path(__file__).parent / "floors.json"


@pytest.mark.slow
@pytest.mark.skipif("DATELINE_EVAL" not in os.environ, reason="DATELINE_EVAL does not say where the sets are")
@pytest.mark.skipif("DATELINE_FOLDS" not in os.environ, reason="DATELINE_FOLDS does not say where fold weights are")
def test_no_figure_is_below_its_floor() -> None:
    evaluate = pytest.importorskip("bench.extraction.evaluate")
    corpora = Path(os.environ["DATELINE_EVAL"]) / "extraction"
    found = evaluate.evaluate(corpora, Path(os.environ["DATELINE_FOLDS"]))
    measured = {f"{corpus} {kind}": figures.values() for (corpus, kind), figures in found.items()}
    floors = json.loads(FLOORS.read_text("utf-8"))
    assert set(floors) == set(measured)
    sizes = {f"{corpus} {kind}": figures.sizes() for (corpus, kind), figures in found.items()}
    assert evaluate.below(floors, measured, sizes) == []
