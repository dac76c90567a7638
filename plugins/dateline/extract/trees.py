"""Boosted trees in plain Python, all rows of a dump at once, without any numeric library.

Each row has a lane of 32 bits in one long integer. For every (feature, threshold) that the trees ask for, one integer
has the lowest bit of the lanes of all rows below the threshold; a node splits its rows with one AND, and a leaf adds
its value to the lanes of its rows with one multiplication. A dump of a thousand lines costs little more than one of a
hundred.

A model on disk is a sequence of 16-bit numbers: the trees in pre-order, where 0 announces a leaf and its value, and
k + 1 is a node that asks the k-th pair of feature and threshold.
"""

from __future__ import annotations

import array
import json
import math
import sys
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Node: TypeAlias = "int | tuple[int, Node, Node]"
_LANE = 32
_ROWS = 768  # rows that are judged at once
MAGIC = b"DLX1"


@dataclass(frozen=True)
class Forest:
    """Boosted trees for one decision; scores are probabilities."""

    features: tuple[int, ...]  # the feature of each pair
    thresholds: tuple[float, ...]  # the threshold of each pair, ascending within a feature
    trees: tuple[Node, ...]
    bias: float
    scale: float

    def scores(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """One probability per row."""
        out: list[float] = []
        for start in range(0, len(rows), _ROWS):
            out += self._some(rows[start : start + _ROWS])
        return out

    def _some(self, rows: Sequence[Sequence[float]]) -> list[float]:
        count = len(rows)
        below = self._below(rows)
        every = int.from_bytes(b"\1\0\0\0" * count, "little")
        sums = 0
        stack: list[tuple[Node, int]] = []
        push, pop = stack.append, stack.pop
        for tree in self.trees:
            push((tree, every))
            while stack:
                node, lanes = pop()
                while type(node) is tuple:
                    left = lanes & below[node[0]]
                    if left == lanes:
                        node = node[1]
                    elif left:
                        push((node[2], lanes ^ left))
                        node, lanes = node[1], left
                    else:
                        node = node[2]
                sums += lanes * node  # type: ignore[operator]
        raw = array.array("I", sums.to_bytes(4 * count, sys.byteorder))
        if sys.byteorder == "big":
            raw.reverse()
        return [1.0 / (1.0 + math.exp(-(self.bias + self.scale * value))) for value in raw]

    def _below(self, rows: Sequence[Sequence[float]]) -> list[int]:
        """For each pair the lanes of the rows whose feature is at most the threshold."""
        out: list[int] = []
        bits = [1 << (_LANE * i) for i in range(len(rows))]
        feature = -1
        values: list[float] = []
        prefix: list[int] = [0]
        for wanted, threshold in zip(self.features, self.thresholds, strict=True):
            if wanted != feature:
                feature = wanted
                column = [row[feature] for row in rows]
                order = sorted(range(len(column)), key=column.__getitem__)
                values = [column[i] for i in order]
                lanes, prefix = 0, [0]
                for i in order:
                    lanes |= bits[i]
                    prefix.append(lanes)
            out.append(prefix[bisect_right(values, threshold)])
        return out

    def pack(self) -> bytes:
        """The forest as bytes, for ``unpack``."""
        codes = array.array("H")

        def walk(node: Node) -> None:
            if isinstance(node, tuple):
                codes.append(node[0] + 1)
                walk(node[1])
                walk(node[2])
            else:
                codes.extend((0, node))

        for tree in self.trees:
            walk(tree)
        head = array.array("I", (len(self.features), len(codes)))
        pairs = array.array("H", self.features)
        thresholds = array.array("f", self.thresholds)
        numbers = array.array("d", (self.bias, self.scale))
        parts: list[array.array[Any]] = [head, pairs, thresholds, codes, numbers]
        if sys.byteorder == "big":
            for part in parts:
                part.byteswap()
        return b"".join(part.tobytes() for part in parts)

    @staticmethod
    def unpack(data: bytes) -> Forest:
        """The forest that ``pack`` wrote."""
        at = 0

        def take(kind: str, count: int) -> array.array[Any]:
            nonlocal at
            part: array.array[Any] = array.array(kind)
            size = part.itemsize * count
            part.frombytes(data[at : at + size])
            if sys.byteorder == "big":
                part.byteswap()
            at += size
            return part

        pairs, length = (int(n) for n in take("I", 2))
        features = tuple(int(n) for n in take("H", pairs))
        thresholds = tuple(take("f", pairs))
        codes = [int(n) for n in take("H", length)]
        bias, scale = take("d", 2)
        trees: list[Node] = []
        position = 0

        def build() -> Node:
            nonlocal position
            code = codes[position]
            position += 1
            if code:
                return (code - 1, build(), build())
            position += 1
            return codes[position - 1]

        while position < length:
            trees.append(build())
        return Forest(features, thresholds, tuple(trees), bias, scale)


def save(parts: dict[str, bytes]) -> bytes:
    """Named parts as the bytes of one weights file."""
    index = json.dumps({name: len(parts[name]) for name in sorted(parts)}, sort_keys=True).encode("ascii")
    body = b"".join(parts[name] for name in sorted(parts))
    return MAGIC + zlib.compress(len(index).to_bytes(4, "little") + index + body, 9)


def load(data: bytes) -> dict[str, bytes]:
    """The named parts of a weights file. Raises ValueError for anything else."""
    if not data.startswith(MAGIC):
        raise ValueError("not a weights file of Dateline")
    raw = zlib.decompress(data[len(MAGIC) :])
    at = 4 + int.from_bytes(raw[:4], "little")
    out = {}
    for name, size in json.loads(raw[4:at]).items():
        out[name] = raw[at : at + size]
        at += size
    return out
