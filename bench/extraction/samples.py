"""From pages to samples for training: units, which of them are the story, and their rows of features."""

from __future__ import annotations

import array
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.extraction import align
from bench.extraction import pages as corpus
from dateline.extract.features import lexicon
from dateline.extract.lines.units import Unit, units
from dateline.extract.words.text import words
from dateline.model import Dump

Floats = npt.NDArray[np.float32]


@dataclass
class Sample:
    """One dump of one page, with the share of each unit that belongs to the gold body."""

    page: corpus.Page
    kind: str  # dumps | dumps_chrome | html, or the name of an augmentation
    dump: Dump
    units: tuple[Unit, ...]
    covered: list[float]
    weight: float = 1.0  # in training, beside others

    @property
    def marked(self) -> bool:
        """Whether the sample has markup."""
        return bool(self.units) and self.units[0].markup is not None


def collect(place: Path, kinds: tuple[str, ...] = corpus.INPUTS) -> list[Sample]:
    """All samples of the sets, in a fixed order."""
    out = []
    for page, kind, dump in corpus.every(place, kinds):
        pieces = units(dump.lines, frozenset(dump.hints.lines))
        out.append(Sample(page, kind, dump, pieces, align.coverage([u.text for u in pieces], page.gold["body"])))
    return out


class Counts:
    """For every key of the lexicon: on how many sites it stands, and how far in stories; by fold."""

    def __init__(self, samples: Iterable[Sample]) -> None:
        seen: dict[tuple[int, str], dict[int, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
        for sample in samples:
            site = seen[sample.page.fold, sample.page.site]
            for unit, covered in zip(sample.units, sample.covered, strict=True):
                tokens = words(unit.folded)
                if not tokens:
                    continue
                keys = set(lexicon.line_keys(tokens))
                keys.add(lexicon.pair_key(tokens))
                if len(tokens) <= 8:
                    keys.add(lexicon.whole_key(tokens))
                if unit.markup is not None:
                    keys.update(lexicon.name_keys(unit.markup.names))
                for key in keys:
                    site[key][0] += covered
                    site[key][1] += 1.0
        self.inside = np.zeros((corpus.FOLDS, lexicon.SIZE))
        self.sites = np.zeros((corpus.FOLDS, lexicon.SIZE))
        for fold, name in sorted(seen):
            for key, (covered, total) in seen[fold, name].items():
                self.inside[fold, key] += covered / total
                self.sites[fold, key] += 1.0

    def lexicon(self, without: int | None = None, least: int = 4) -> lexicon.Lexicon:
        """The table of all folds but one; keys of fewer than ``least`` sites say nothing."""
        keep = [f for f in range(corpus.FOLDS) if f != without]
        inside, sites = self.inside[keep].sum(0), self.sites[keep].sum(0)
        odds = np.log((inside + 1.0) / (sites - inside + 1.0))
        odds[sites < least] = 0.0
        scaled = np.clip(np.rint(odds * lexicon.SCALE), -127, 127).astype(np.int8)
        return lexicon.Lexicon(memoryview(array.array("b", scaled.tobytes())))


def weights(sample: Sample) -> list[float]:
    """How much each unit matters for the page's score: its share of the page's words, with a floor."""
    sizes = [float(len(align.tokens(u.text))) for u in sample.units]
    story = sum(s for s, c in zip(sizes, sample.covered, strict=True) if c >= 0.5)
    return [0.25 + min(6.0, 60.0 * (s + 1.0) / (story + 120.0)) for s in sizes]


def matrix(rows: Sequence[Sequence[float] | npt.NDArray[np.floating[Any]]] | npt.NDArray[np.floating[Any]]) -> Floats:
    """Rows as an array."""
    return np.asarray(rows, dtype=np.float32)


_NEAR = (25, 40)  # units before the story and behind it that are all learned from
_SHARE = 0.3  # of the units farther away that are learned from, with the weight of all


def chosen(sample: Sample) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
    """Which units are learned from, and the weights of all: most of a page is far from its story, and alike."""
    count = len(sample.units)
    inside = np.flatnonzero(np.asarray(sample.covered) >= 0.5)
    near = np.zeros(count, dtype=bool)
    if len(inside):
        near[max(0, inside[0] - _NEAR[0]) : inside[-1] + 1 + _NEAR[1]] = True
    seed = zlib.crc32(f"{sample.page.corpus}/{sample.page.key}/{sample.kind}".encode())
    drawn = np.random.default_rng(seed).random(count) < _SHARE
    return near | drawn, sample.weight * np.asarray(weights(sample)) * np.where(near, 1.0, 1.0 / _SHARE)
