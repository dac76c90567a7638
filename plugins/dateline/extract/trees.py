"""Boosted trees in whole numbers of any length, all rows of a dump at once.

Each row has a byte in one long integer, its lane. For every (feature, threshold) that the trees ask for, one integer
has a 1 in the lanes of all rows below the threshold, so that a node splits its rows with one AND; these integers are
the bytes of one comparison for each feature. A tree writes the number of its leaf into each lane, and a table turns
numbers into values, which are summed in lanes of three bytes. A dump of a thousand lines costs little more than one of
a hundred. A few rows, such as the candidates for a headline, go down the trees one by one, which is cheaper for them.

A model on disk is a sequence of 16-bit numbers: the trees in pre-order, where 0 announces a leaf and its value, and
k + 1 is a node that asks the k-th pair of feature and threshold.
"""

from __future__ import annotations

import array
import json
import math
import sys
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

from dateline.extract.arrays import Floats, numpy

Node: TypeAlias = "int | tuple[int, Node, Node]"
SUM = 1 << 24  # what the greatest leaves of all trees together stay below
LEAVES = 256  # of a tree, at most
_ROWS = 768  # rows that are judged at once
_FEW = 24  # rows that are quicker judged one by one
MAGIC = b"DLX1"


@dataclass(frozen=True)
class Forest:
    """Boosted trees for one decision; scores are probabilities."""

    features: tuple[int, ...]  # the feature of each pair
    thresholds: tuple[float, ...]  # the threshold of each pair, ascending within a feature
    trees: tuple[Node, ...]
    bias: float
    scale: float

    def scores(self, rows: list[list[float]] | Floats) -> list[float]:
        """One probability per row of measures."""
        sums: list[int] = []
        if len(rows) <= _FEW:
            sums = [self._walk(row) for row in (rows if isinstance(rows, list) else rows.tolist())]
        else:
            for start in range(0, len(rows), _ROWS):
                sums += self._some(rows[start : start + _ROWS])
        return [1.0 / (1.0 + math.exp(-(self.bias + self.scale * value))) for value in sums]

    def _walk(self, row: Sequence[float]) -> int:
        """The sum of one row's leaves."""
        features, thresholds = self.features, self.thresholds
        total = 0
        for node in self.trees:
            while type(node) is tuple:
                pair, below, above = node
                node = below if row[features[pair]] <= thresholds[pair] else above
            total += node  # type: ignore[operator]
        return total

    def _some(self, rows: Any) -> list[int]:
        """The sum of each row's leaves."""
        count = len(rows)
        below = self._below(rows)
        every = int.from_bytes(b"\1" * count, "little")
        sums = 0
        wide = bytearray(3 * count)
        stack: list[tuple[Node, int]] = []
        push, pop = stack.append, stack.pop
        for tree, low, high in self._numbered:
            leaves = 0
            push((tree, every))
            while stack:
                node, lanes = pop()
                while type(node) is tuple:
                    pair, yes, no = node
                    left = lanes & below[pair]
                    if left == lanes:
                        node = yes
                    elif left:
                        push((no, lanes ^ left))
                        node, lanes = yes, left
                    else:
                        node = no
                leaves += lanes * node  # type: ignore[operator]
            of_row = leaves.to_bytes(count, "little")
            wide[::3] = of_row.translate(low)
            wide[1::3] = of_row.translate(high)
            sums += int.from_bytes(wide, "little")
        raw = sums.to_bytes(3 * count, "little")
        return [a + 256 * b + 65536 * c for a, b, c in zip(raw[::3], raw[1::3], raw[2::3], strict=True)]

    @cached_property
    def _numbered(self) -> tuple[tuple[Node, bytes, bytes], ...]:
        """The trees with the numbers of their leaves in place of the values, and the values' low and high bytes."""
        out = []
        for tree in self.trees:
            values: list[int] = []

            def renamed(node: Node, values: list[int] = values) -> Node:
                if isinstance(node, tuple):
                    return (node[0], renamed(node[1]), renamed(node[2]))
                values.append(node)
                return len(values) - 1

            numbered = renamed(tree)
            values += [0] * (LEAVES - len(values))
            out.append((numbered, bytes(v & 255 for v in values), bytes(v >> 8 for v in values)))
        return tuple(out)

    def _below(self, rows: Any) -> list[int]:
        """For each pair the lanes of the rows whose feature is at most the threshold."""
        np = numpy()
        columns = np.ascontiguousarray(np.asarray(rows, dtype=np.float64).T)
        count = columns.shape[1]
        lanes = np.empty((len(self.features), count), dtype=bool)
        at = 0
        for feature, thresholds in self._asked:
            np.less_equal(columns[feature], thresholds, out=lanes[at : at + len(thresholds)])
            at += len(thresholds)
        of_pairs = lanes.tobytes()
        return [int.from_bytes(of_pairs[i : i + count], "little") for i in range(0, len(of_pairs), count)]

    @cached_property
    def _asked(self) -> tuple[tuple[int, Any], ...]:
        """The features with their thresholds as a column, in the order of the pairs."""
        pairs = groupby(zip(self.features, self.thresholds, strict=True), key=itemgetter(0))
        return tuple((feature, numpy().asarray([[threshold] for _, threshold in some])) for feature, some in pairs)

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
