"""A small convolutional network over the units of a dump, beside the forests.

A forest sees one unit with measures of its surroundings; the network reads the whole sequence, its words included, and
is trained on what counts in the end: the share of the story's words that it keeps and of others that it lets in. Both
err in different places, so that their mean is better than either. Residual blocks of dilated convolutions (Yu and
Koltun 2016) with layer normalisation (Ba, Kiros and Hinton 2016); a gated mean over all units tells each what the page
is about. A word that many sites use has a small vector, found by its hash; any other says nothing.

Cost grows in proportion to the units. Everything is reckoned in 64 bits and the scores are rounded, so that another
machine's order of additions changes nothing.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from dateline.extract.lines.spoken import PARTED, UNSPACED, Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import numpy
from dateline.extract.words.met import Told
from dateline.extract.words.text import words

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

HEAD, TAIL = 10, 6  # words of a unit that are read from its beginning and its end
WORDS = HEAD + TAIL
TAPS = 5  # units that a convolution sees at a time
MOST = 4.0  # standard deviations that a measure counts at most
SHARE = 0.4  # of the network's judgement in the mean of both, at most
KNOWN = 0.7  # of a page's words that are known, for the network to have its whole share
SURE = 1e-4  # how near to 0 and 1 a score counts as such
DIGITS = 4  # of a score
_LONG = 400  # words of a unit that its end is looked for in
_READ = 8 * _LONG  # and characters
_REMEMBERED = 1 << 16  # words whose places are kept
_STEEPEST = 700.0  # of an exponent that 64 bits hold
_SLOPE = -2.0 * math.sqrt(2.0 / math.pi)
_EPSILON = 1e-5  # of the layer normalisation


def key(word: str) -> int:
    """The hash of a word (CRC-32)."""
    return zlib.crc32(word.encode("utf-8", "replace"))


def keys(unit: Unit) -> list[int]:
    """The hashes of a unit's first and last words, filled up with 0 to ``WORDS``."""
    found = [key(word) for word in _shown(unit)]
    return found + [0] * (WORDS - len(found))


def _shown(unit: Unit) -> Sequence[str]:
    """A unit's first and last words."""
    some: Sequence[str] = words(unit.folded[:_READ])[:_LONG]
    if not unit.folded.isascii() and any(word[0] > UNSPACED for word in some):
        some = [part for word in some for part in _parted(word)]
    return some if len(some) <= WORDS else [*some[:HEAD], *some[-TAIL:]]


def _parted(word: str) -> list[str]:
    """A word of a script that writes no spaces as its pairs of characters."""
    return [word[i : i + 2] for i in range(0, max(1, len(word) - 1))] if word[0] > UNSPACED else [word]


def mean(forest: Sequence[float], net: Sequence[float] | Floats, share: float) -> list[float]:
    """The common judgement: the mean of both in log-odds, the network's with this share."""
    np = numpy()
    odds = (1.0 - share) * _odds(forest) + share * _odds(net)
    scores: list[float] = np.round(1.0 / (1.0 + np.exp(-odds)), DIGITS).tolist()
    return scores


def _odds(scores: Sequence[float] | Floats) -> Floats:
    np = numpy()
    some = np.asarray(scores, dtype=np.float64)
    out: Floats = np.log((some + SURE) / (1.0 - some + SURE))
    return out


class _Places(dict[str, int]):
    """The places of words among the known ones, from 1, and 0 for others; filled as words are met."""

    def __init__(self, known: dict[int, int]) -> None:
        self.known = known  # by their hashes

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = place = self.known.get(key(word), 0)
        return place


@dataclass(frozen=True)
class Net:
    """The network of one kind of dump: arrays by name, and by how many units each block's convolution steps.

    ``mean`` and ``spread`` (measures,) are those of the measures in training, ``known`` (words,) the hashes of words in
    order, ``words`` (words, word width) their vectors, ``in`` (measures + word width, width), ``conv.N`` (TAPS * width,
    width), ``mix.N`` (width, width), ``gate`` (width, heads), ``about`` and ``told`` (width, width), ``out`` (width,
    1), and the biases ``….bias``.
    """

    arrays: dict[str, Any]
    steps: tuple[int, ...]

    def judged(
        self, rows: Sequence[Sequence[float]] | Floats, units: Sequence[Unit], spoken: Spoken, forest: Sequence[float]
    ) -> list[float]:
        """The mean of the forest's scores and the network's: it says less where it knows few of the page's words.

        ``spoken`` are the units' words.
        """
        if not units:
            return []
        tokens, shown = self._spoken(units, spoken)
        share = numpy().count_nonzero(tokens) / max(1, shown) / KNOWN
        return mean(forest, self._scores(rows, tokens), SHARE * min(1.0, share) ** 3)

    def scores(self, rows: Sequence[Sequence[float]], units: Sequence[Unit]) -> list[float]:
        """How likely each unit is the story's, from its own measures and its words."""
        return self._scores(rows, self._tokens([*map(_shown, units)])).tolist() if units else []

    def _scores(self, rows: Sequence[Sequence[float]] | Floats, tokens: npt.NDArray[np.int64]) -> Floats:
        np = numpy()
        out: Floats = 1.0 / (1.0 + np.exp(-self._logits(np.asarray(rows, dtype=np.float64), tokens)))
        return out

    def _spoken(self, units: Sequence[Unit], spoken: Spoken) -> tuple[npt.NDArray[np.int64], int]:
        """The tokens of the units, and how many words these are of, from words that are parted already.

        What is read of most units is their first and last words as they are; the others are looked at one by one.
        """
        np = numpy()
        count, begin, end = spoken.counts[:, None], spoken.edges[:-1, None], spoken.edges[1:, None]
        column = np.arange(WORDS)
        at = np.where((count > WORDS) & (column >= HEAD), end - WORDS + column, begin + column)
        there = column < count
        out: npt.NDArray[Any] = np.zeros(there.shape, dtype=np.int64)
        out[there] = spoken.told(self._told)[at[there]]
        shown = np.minimum(count[:, 0], WORDS)
        cut = (i for i, unit in enumerate(units) if len(unit.folded) > _READ)
        rest = sorted({*cut, *spoken.owners[spoken.are(PARTED)].tolist(), *np.flatnonzero(count > _LONG).tolist()})
        if rest:
            some = [_shown(units[i]) for i in rest]
            out[rest] = self._tokens(some)
            shown[rest] = [*map(len, some)]
        return out, int(shown.sum())

    def _tokens(self, shown: Sequence[Sequence[str]]) -> npt.NDArray[np.int64]:
        """The places of the units' words among the known ones: (units, WORDS), as ``found`` gives them."""
        np = numpy()
        count = np.fromiter(map(len, shown), dtype=np.int64, count=len(shown))
        words = [*chain.from_iterable(shown)]
        places = np.fromiter(map(self._places.__getitem__, words), dtype=np.int64, count=len(words))
        out: npt.NDArray[Any] = np.zeros((len(shown), WORDS), dtype=np.int64)
        out[np.arange(WORDS) < count[:, None]] = places
        return out

    @cached_property
    def _told(self) -> Told:
        return Told(self._places_of)

    def _places_of(self, words: Sequence[str]) -> Iterator[int]:
        known = self._places.known
        return (known.get(key(word), 0) for word in words)

    @cached_property
    def _places(self) -> _Places:
        return _Places({found: place for place, found in enumerate(self.arrays["known"].tolist(), 1)})

    def found(self, hashes: Sequence[Sequence[int]] | npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
        """The places of words among the known ones, from 1; 0 for a word that is not known, and for none."""
        np = numpy()
        known = self.arrays["known"]
        asked = np.asarray(hashes, dtype=np.uint32)
        places = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        out: npt.NDArray[Any] = np.where(known[places] == asked, places + 1, 0)
        return out

    @cached_property
    def _wide(self) -> dict[str, Floats]:
        """The arrays in 64 bits, as they are multiplied with columns: matrices (out, in), those of each tap, biases."""
        np = numpy()
        wide = {name: np.asarray(array, dtype=np.float64) for name, array in self.arrays.items()}
        words = np.concatenate([np.zeros((1, wide["words"].shape[1])), wide.pop("words")])
        for name, some in wide.items():
            if name.startswith("conv") and some.ndim > 1:
                some = some.reshape(TAPS, -1, some.shape[1])
            wide[name] = np.ascontiguousarray(np.swapaxes(some, -1, -2) if some.ndim > 1 else some[:, None])
        return wide | {"words": words}

    def _logits(self, rows: Floats, tokens: npt.NDArray[np.int64]) -> Floats:
        """The log-odds of each unit.

        All that is reckoned is (measures, units): the values of a measure stand next to each other in memory.
        """
        np = numpy()
        w = self._wide
        count, own = rows.shape
        measured = np.abs(rows.T)
        np.log1p(measured, out=measured)
        np.copysign(measured, rows.T, out=measured)
        measured -= w["mean"]
        measured /= w["spread"]
        np.minimum(measured, MOST, out=measured)
        np.maximum(measured, -MOST, out=measured)
        x = w["in"][:, :own] @ measured
        x += w["in"][:, own:] @ self._said(tokens).T
        x += w["in.bias"]
        x = _gelu(x)
        for number, step in enumerate(self.steps):
            h = np.zeros((len(x), count + (TAPS - 1) * step))
            reach = TAPS // 2 * step
            h[:, reach : reach + count] = _level(x)
            taps = w[f"conv.{number}"]
            y = taps[0] @ h[:, :count]
            for tap in range(1, TAPS):
                y += taps[tap] @ h[:, tap * step : tap * step + count]
            y += w[f"conv.{number}.bias"]
            x += w[f"mix.{number}"] @ _gelu(y)
            x += w[f"mix.{number}.bias"]
            if number == len(self.steps) - 2:
                x += self._about(_level(x))
        out: Floats = (w["out"] @ _level(x) + w["out.bias"])[0]
        return out

    def _said(self, tokens: npt.NDArray[np.int64]) -> Floats:
        """The mean vector of the known words of each unit; of most units few of the ``WORDS`` are known."""
        np = numpy()
        vectors = self._wide["words"]
        known = tokens != 0
        counts = np.count_nonzero(known, axis=1)
        out: Floats = np.zeros((len(tokens), vectors.shape[1]))
        some = counts > 0
        if some.any():
            begins = (np.cumsum(counts) - counts)[some]
            out[some] = np.add.reduceat(vectors[tokens[known]], begins, axis=0) / counts[some, None]
        return out

    def _about(self, h: Floats) -> Floats:
        """What the page is about, as each unit is told it."""
        np = numpy()
        w = self._wide
        gates = 1.0 / (1.0 + np.exp(-(w["gate"] @ h)))
        values = (w["about"] @ h).reshape(len(gates), -1, h.shape[1])
        page = (values @ gates[..., None])[..., 0] / (gates.sum(axis=1) + 1.0)[:, None]
        out: Floats = page.reshape(-1, 1) * (w["told"] @ h)
        return out

    def pack(self) -> bytes:
        """The network as bytes, its weights in 16 bits, for ``unpack``."""
        np = numpy()
        shapes = {name: list(self.arrays[name].shape) for name in sorted(self.arrays)}
        head = json.dumps({"steps": self.steps, "shapes": shapes}).encode("ascii")
        body = b"".join(np.asarray(self.arrays[name], dtype=_kind(name)).tobytes() for name in sorted(self.arrays))
        return len(head).to_bytes(4, "little") + head + body

    @staticmethod
    def unpack(data: bytes) -> Net:
        """The network that ``pack`` wrote."""
        np = numpy()
        at = 4 + int.from_bytes(data[:4], "little")
        head = json.loads(data[4:at])
        arrays = {}
        for name, shape in head["shapes"].items():
            count = math.prod(shape)
            arrays[name] = np.frombuffer(data, dtype=_kind(name), count=count, offset=at).reshape(shape)
            at += arrays[name].nbytes
        return Net(arrays, tuple(head["steps"]))


def _kind(name: str) -> str:
    """How the numbers of an array are kept."""
    return "<u4" if name == "known" else "<f2"


def _level(x: Floats) -> Floats:
    """Layer normalisation of each column."""
    np = numpy()
    mean = np.full(len(x), 1.0 / len(x))
    out: Floats = x - mean @ x
    out *= 1.0 / np.sqrt(mean @ (out * out) + _EPSILON)
    return out


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016), in its form with the hyperbolic tangent."""
    np = numpy()
    # x / (1 + exp(-2 u)) is x (1 + tanh u) / 2; what the exponential cannot hold would be 0 too. In place: what is read
    # and written once more costs as much as what is reckoned.
    out: Floats = x * x
    out *= 0.044715 * _SLOPE
    out += _SLOPE
    out *= x
    np.minimum(out, _STEEPEST, out=out)
    np.exp(out, out=out)
    out += 1.0
    np.divide(x, out, out=out)
    return out
