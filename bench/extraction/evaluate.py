"""Evaluate extraction with every site kept out of its own training.

    python -m bench.extraction.evaluate CORPORA --cache FOLDER [--inputs dumps,dumps_chrome,html] [--worst 10]
        [--every 1] [--memory with|without] [--floors FILE [--raise]]

``FOLDER`` is where ``bench.extraction.train`` left the weights of each fold. Prints one line per set and input, in the
manner of the scoring script. ``--memory`` judges only pages of sites that have three or more, with or without
the memory of their outlet. With ``--floors`` it fails where a figure is below its floor by more than one page's
weight; ``--raise`` writes floors that are higher than the old ones, never lower.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.extraction import pages
from bench.extraction.scoring import Figures
from dateline.extract import memory as outlet
from dateline.extract import running_text
from dateline.extract.door import extract
from dateline.extract.models.weights import Weights
from dateline.model import Article

LEAST_PAGES = 3  # of a site, for the memory to say anything
MARGIN = 0.004  # a floor lies this much below what was measured: training on another machine may differ a little


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("build/extraction"))
    parser.add_argument("--inputs", default=",".join(pages.INPUTS))
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--every", type=int, default=1, help="judge only every N-th page, for a quick look")
    parser.add_argument("--memory", choices=("without", "with"), help="only sites with three pages or more")
    parser.add_argument("--floors", type=Path)
    parser.add_argument("--raise", dest="raise_floors", action="store_true")
    options = parser.parse_args()
    found = evaluate(options.corpora, options.cache, tuple(options.inputs.split(",")), options.every, options.memory)
    for (corpus, kind), figures in sorted(found.items()):
        print(figures.line(f"{corpus} {kind}"))
        for score, key in sorted(figures.pages)[: options.worst]:
            print(f"    {score:.2f} {key}")
    if options.floors is None:
        return 0
    measured = {f"{c} {k}": {n: round(v, 3) for n, v in f.values().items()} for (c, k), f in sorted(found.items())}
    floors = json.loads(options.floors.read_text("utf-8")) if options.floors.exists() else {}
    if options.raise_floors:
        options.floors.write_text(json.dumps(raised(floors, measured), indent=1, sort_keys=True) + "\n", "utf-8")
        return 0
    problems = below(floors, measured, {f"{c} {k}": f.sizes() for (c, k), f in found.items()})
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0


def evaluate(
    corpora: Path, cache: Path, inputs: tuple[str, ...] = pages.INPUTS, every: int = 1, memory: str | None = None
) -> dict[tuple[str, str], Figures]:
    """The figures by set and input, each page read with the weights of its fold."""
    weights = {fold: Weights.unpack((cache / f"fold-{fold}.bin").read_bytes()) for fold in range(pages.FOLDS)}
    out: dict[tuple[str, str], Figures] = {}
    everything = pages.pages(corpora)
    sites = Counter(page.site for page in everything)
    memories = _memories(corpora, everything, sites, inputs) if memory == "with" else {}
    for number, page in enumerate(everything):
        if number % every or (memory and sites[page.site] < LEAST_PAGES):
            continue
        for kind in inputs:
            dump = pages.read(corpora, page, kind)
            if dump is None:
                continue
            known = memories.get((page.key, kind), outlet.NOTHING)
            best = max(extract(dump, known, weights[page.fold]), key=lambda a: len(running_text(a)))
            text = None if kind == "html" else dump.text
            out.setdefault((page.corpus, kind), Figures()).add(page.key, page.gold, fields(best), text)
    return out


def _memories(
    corpora: Path, everything: Sequence[pages.Page], sites: Counter[str], inputs: tuple[str, ...]
) -> dict[tuple[str, str], outlet.Shares]:
    """By page and input what the other pages of its site tell of its lines."""
    seen: dict[tuple[str, str], dict[str, set[int]]] = defaultdict(dict)
    for page in everything:
        if sites[page.site] >= LEAST_PAGES:
            for kind in inputs:
                dump = pages.read(corpora, page, kind)
                if dump is not None:
                    seen[page.site, kind][page.key] = {outlet.fingerprint(line.text) for line in dump.lines}
    out: dict[tuple[str, str], outlet.Shares] = {}
    for (_, kind), dumps in seen.items():
        counts = outlet.counted(dumps.values())
        out.update({(key, kind): outlet.shares(lines, counts, len(dumps)) for key, lines in dumps.items()})
    return out


def fields(article: Article) -> dict[str, Any]:
    """The article as ``dateline extract --json`` shows it, as far as it is judged."""
    return {
        "body": running_text(article),
        "title": article.headline,
        "date": article.published.iso if article.published else "",
        "authors": article.authors,
        "standfirst": article.standfirst,
        "review": tuple(doubt.field for doubt in article.doubts),
    }


def raised(floors: dict[str, dict[str, float]], measured: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """The floors with those raised that were passed by more than the margin."""
    out = {name: dict(values) for name, values in floors.items()}
    for name, values in measured.items():
        for figure, value in values.items():
            old = out.setdefault(name, {}).get(figure, 0.0)
            out[name][figure] = max(old, round(value - MARGIN, 3))
    return out


def below(
    floors: dict[str, dict[str, float]], measured: dict[str, dict[str, float]], sizes: dict[str, dict[str, int]]
) -> list[str]:
    """One sentence for each figure that lies below its floor by more than one page of those that it is of.

    One page that is read otherwise is no fall: of 35 pages it moves a figure by .03.
    """
    return [
        f"{name}: {figure} is {measured[name].get(figure, 0.0):.3f}, below its floor {floor:.3f}"
        for name, values in sorted(floors.items())
        if name in measured
        for figure, floor in sorted(values.items())
        if measured[name].get(figure, 0.0) < floor - 1.0 / sizes[name].get(figure, 1)
    ]


if __name__ == "__main__":
    sys.exit(main())
