"""Train the rankings of candidates again, on the line models that are there.

    python -m bench.extraction.rankings CORPORA [--cache FOLDER] [--kinds KIND …] [--fields FIELD …] [--output FOLDER]

``CACHE`` holds the weights by fold that ``bench.extraction.train`` wrote: each page is judged by those that have not
seen its site, as in the training of everything, but in minutes. The rankings of the ``KINDS`` (text, html) and
``FIELDS`` (all, where none is named) are replaced in the weights by fold and in ``fields.bin``. The same data give the
same bytes on one machine.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from bench.extraction import pages, samples
from bench.extraction.train import OUTPUT, say, train_candidates
from dateline.extract.judging import story
from dateline.extract.models.weights import FIELDS, Weights

INPUTS = {"text": ("dumps", "dumps_chrome"), "html": ("html",)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("build/extraction"), help="the weights by fold")
    parser.add_argument("--kinds", nargs="+", choices=INPUTS, default=tuple(INPUTS))
    parser.add_argument("--fields", nargs="+", choices=FIELDS, default=FIELDS)
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the folder of fields.bin")
    options = parser.parse_args()
    paths: dict[int | None, Path] = {fold: options.cache / f"fold-{fold}.bin" for fold in range(pages.FOLDS)}
    paths[None] = options.output / "fields.bin"
    weights = {fold: Weights.unpack(path.read_bytes()) for fold, path in paths.items()}
    wanted = [field for field in FIELDS if field == FIELDS[0] or field in options.fields]
    for kind in options.kinds:
        some = [s for s in samples.collect(options.corpora, INPUTS[kind]) if s.units]
        scores = [story.judge(s.units, weights[s.page.fold])[1] for s in some]
        say(f"{kind}: {len(some)} dumps")
        for fold, rankings in train_candidates(kind, some, scores, wanted).items():
            chosen = {f"{kind}.{field}": rankings[f"{kind}.{field}"] for field in options.fields}
            weights[fold] = replace(weights[fold], forests=weights[fold].forests | chosen)
    for fold, path in paths.items():
        path.write_bytes(weights[fold].pack(FIELDS) if fold is None else weights[fold].pack())
        say(f"{path} {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
