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

MODEL = Path(__file__).parents[2] / "data" / "places" / "recognition.bin"
MAGIC = b"DLCRF001"
LABELS = ("O", "B", "I")
SCALE = 1000.0

Scores = tuple[float, float, float]


class Model:
    """Weights of features by name, and of one label after another."""

    def __init__(self, weights: Mapping[str, Scores], transitions: Sequence[Scores]) -> None:
        self._weights = weights
        self._transitions = tuple(transitions)

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

    def decode(self, rows: Sequence[Sequence[str]]) -> list[tuple[int, float]]:
        """The best label of each token of a run, and its probability (Viterbi, then forward and backward)."""
        known = self._weights
        states: list[Scores] = []
        for row in rows:
            a = b = c = 0.0
            for name in row:
                weight = known.get(name)
                if weight is not None:
                    a += weight[0]
                    b += weight[1]
                    c += weight[2]
            states.append((a, b, c))
        if len(states) == 1:
            return [_alone(states[0])]
        path = self._viterbi(states)
        shares = self._marginals(states)
        return [(label, share[label]) for label, share in zip(path, shares, strict=True)]

    def _viterbi(self, states: Sequence[Scores]) -> list[int]:
        steps = self._transitions
        scores = list(states[0])
        back: list[list[int]] = []
        for state in states[1:]:
            new, pointers = [], []
            for label in range(3):
                best, origin = max((scores[before] + steps[before][label], -before) for before in range(3))
                new.append(best + state[label])
                pointers.append(-origin)
            scores = new
            back.append(pointers)
        label = scores.index(max(scores))
        path = [label]
        for pointers in reversed(back):
            label = pointers[label]
            path.append(label)
        path.reverse()
        return path

    def _marginals(self, states: Sequence[Scores]) -> list[Scores]:
        steps = [[exp(value) for value in row] for row in self._transitions]
        powers = [[exp(value - max(state)) for value in state] for state in states]
        forward = [_shares(powers[0])]
        for power in powers[1:]:
            last = forward[-1]
            forward.append(_shares([power[j] * sum(last[i] * steps[i][j] for i in range(3)) for j in range(3)]))
        backward = [[1.0, 1.0, 1.0]]
        for power in reversed(powers[1:]):
            last = backward[-1]
            backward.append(_shares([sum(steps[i][j] * power[j] * last[j] for j in range(3)) for i in range(3)]))
        backward.reverse()
        found: list[Scores] = []
        for ahead, behind in zip(forward, backward, strict=True):
            a, b, c = _shares([x * y for x, y in zip(ahead, behind, strict=True)])
            found.append((a, b, c))
        return found


def _alone(state: Scores) -> tuple[int, float]:
    """The best label and its probability in a run of one token."""
    best = max(state)
    return state.index(best), 1.0 / sum(exp(value - best) for value in state)


def _shares(values: list[float]) -> list[float]:
    whole = sum(values) or 1.0
    return [value / whole for value in values]


@lru_cache(maxsize=1)
def shipped() -> Model | None:
    """The trained model, or None where it is not there: rules serve then."""
    return Model.from_bytes(MODEL.read_bytes()) if MODEL.is_file() else None
