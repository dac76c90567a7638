"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): decoding in plain Python.

The file holds the names of the features and, for each, three weights in 16 bits; it is written by
``python -m tools.train_places recognition``.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp
from pathlib import Path

from dateline.catalogue.places.features import Group, names_of

MODEL = Path(__file__).parents[2] / "data" / "places" / "recognition.bin"
MAGIC = b"DLCRF001"
LABELS = ("O", "B", "I")
SCALE = 1000.0
REMEMBERED = 100_000  # groups of features whose weights are summed up once

Scores = tuple[float, float, float]


class Model:
    """Weights of features by name, and of one label after another."""

    def __init__(self, weights: Mapping[str, Scores], transitions: Sequence[Scores]) -> None:
        self._weights = weights
        self._transitions = tuple(transitions)
        self._powers = tuple((exp(o), exp(b), exp(i)) for o, b, i in transitions)
        self._sums: dict[Group, Scores] = {}

    def shifted(self, name: str, label: str, by: float) -> Model:
        """The same with ``by`` added to what the feature ``name`` says for ``label``."""
        own = list(self._weights.get(name, (0.0, 0.0, 0.0)))
        own[LABELS.index(label)] += by
        return Model({**self._weights, name: (own[0], own[1], own[2])}, self._transitions)

    @classmethod
    def from_bytes(cls, data: bytes) -> Model:
        """Read what ``to_bytes`` wrote. Raises ValueError for anything else."""
        if data[: len(MAGIC)] != MAGIC:
            raise ValueError("not a model of this version")
        raw = zlib.decompress(data[len(MAGIC) :])
        size = int.from_bytes(raw[:4], "little")
        names = raw[4 : 4 + size].decode().split("\n")
        numbers = array("h")
        numbers.frombytes(raw[4 + size :])
        values = [number / SCALE for number in numbers]
        triples = list(zip(values[0::3], values[1::3], values[2::3], strict=True))
        return cls(dict(zip(names, triples[3:], strict=True)), triples[:3])

    def to_bytes(self) -> bytes:
        """The model as a small file."""
        names = sorted(self._weights)
        blob = "\n".join(names).encode()
        flat = [value for row in self._transitions for value in row]
        flat += [value for name in names for value in self._weights[name]]
        numbers = array("h", [max(-32000, min(32000, round(value * SCALE))) for value in flat])
        return MAGIC + zlib.compress(len(blob).to_bytes(4, "little") + blob + numbers.tobytes(), 9)

    def decode(self, rows: Sequence[Sequence[Group]], *, watched: bool = True) -> list[tuple[int, float]]:
        """The best label of each token of a run, and its probability (Viterbi, then forward and backward).

        Where no token is found to be in a name and the run is not ``watched``, the probability is not worked out and is
        given as 1.
        """
        known = self._sums
        states: list[Scores] = []
        for row in rows:
            a = b = c = 0.0
            for group in row:
                weight = known.get(group)
                if weight is None:
                    weight = self._sum(group)
                a += weight[0]
                b += weight[1]
                c += weight[2]
            states.append((a, b, c))
        if len(states) == 1:
            state = states[0]
            if not watched and state[0] >= state[1] and state[0] >= state[2]:
                return [(0, 1.0)]
            return [_alone(state)]
        path = self._viterbi(states)
        if not watched and not any(path):
            return [(0, 1.0)] * len(path)
        shares = self._marginals(states)
        return [(label, share[label]) for label, share in zip(path, shares, strict=True)]

    def _sum(self, group: Group) -> Scores:
        """The weights of a group's features together; remembered, since groups come again and again."""
        a = b = c = 0.0
        for name in names_of(group):
            weight = self._weights.get(name)
            if weight is not None:
                a, b, c = a + weight[0], b + weight[1], c + weight[2]
        if len(self._sums) >= REMEMBERED:
            self._sums.clear()
        self._sums[group] = (a, b, c)
        return a, b, c

    def _viterbi(self, states: Sequence[Scores]) -> list[int]:
        (oo, ob, oi), (bo, bb, bi), (io, ib, ii) = self._transitions
        o, b, i = states[0]
        back: list[tuple[int, int, int]] = []
        for state in states[1:]:
            to_o, to_b, to_i = (o + oo, b + bo, i + io), (o + ob, b + bb, i + ib), (o + oi, b + bi, i + ii)
            o, b, i = max(to_o), max(to_b), max(to_i)
            back.append((to_o.index(o), to_b.index(b), to_i.index(i)))
            o, b, i = o + state[0], b + state[1], i + state[2]
        scores = (o, b, i)
        label = scores.index(max(scores))
        path = [label]
        for pointers in reversed(back):
            label = pointers[label]
            path.append(label)
        path.reverse()
        return path

    def _marginals(self, states: Sequence[Scores]) -> list[Scores]:
        (oo, ob, oi), (bo, bb, bi), (io, ib, ii) = self._powers
        powers = []
        for o, b, i in states:
            best = max(o, b, i)
            powers.append((exp(o - best), exp(b - best), exp(i - best)))
        o, b, i = _shares(*powers[0])
        forward = [(o, b, i)]
        for p, q, r in powers[1:]:
            o, b, i = _shares(
                p * (o * oo + b * bo + i * io), q * (o * ob + b * bb + i * ib), r * (o * oi + b * bi + i * ii)
            )
            forward.append((o, b, i))
        o = b = i = 1.0
        backward = [(o, b, i)]
        for p, q, r in reversed(powers[1:]):
            p, q, r = p * o, q * b, r * i
            o, b, i = _shares(oo * p + ob * q + oi * r, bo * p + bb * q + bi * r, io * p + ib * q + ii * r)
            backward.append((o, b, i))
        backward.reverse()
        return [_shares(x[0] * y[0], x[1] * y[1], x[2] * y[2]) for x, y in zip(forward, backward, strict=True)]


def _alone(state: Scores) -> tuple[int, float]:
    """The best label and its probability in a run of one token."""
    best = max(state)
    return state.index(best), 1.0 / sum(exp(value - best) for value in state)


def _shares(a: float, b: float, c: float) -> Scores:
    whole = a + b + c or 1.0
    return a / whole, b / whole, c / whole


@lru_cache(maxsize=1)
def shipped() -> Model | None:
    """The trained model, or None where it is not there: rules serve then."""
    return Model.from_bytes(MODEL.read_bytes()) if MODEL.is_file() else None
