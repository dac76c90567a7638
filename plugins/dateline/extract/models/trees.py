"""Boosted trees, all rows of a dump at once, a bit for each.

For every (feature, threshold) that the trees ask for, a row of bits tells which rows of measures are below the
threshold. The nodes of all trees are gone through level by level: the bits of a node are the rows that come to it, and
one AND for all nodes of a level parts them. In the end each leaf has the bits of its rows. The number of a row's leaf
in a tree is put together from the leaves whose numbers have a 1 in each place, and a table turns numbers into values. A
dump of a thousand lines costs little more than one of a hundred.

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
from typing import Any, TypeAlias

from dateline.extract.words.arrays import Floats, Whole, numpy

Node: TypeAlias = "int | tuple[int, Node, Node]"
SUM = 1 << 24  # what the greatest leaves of all trees together stay below
LEAVES = 256  # of a tree, at most
_ROWS = 768  # rows that are judged at once
_PAIRS = 512  # that are compared at once, so that their rows stay near the processor
_WORD = 64  # bits
MAGIC = b"DLX1"


@dataclass(frozen=True, slots=True)
class _Level:
    """The nodes of all trees that ask and are equally far from the roots."""

    nodes: Whole  # their places among all nodes
    pairs: Whole  # what they ask for
    children: int  # the place of the first child: those below the thresholds, and then as many others


@dataclass(frozen=True)
class Forest:
    """Boosted trees for one decision; scores are probabilities."""

    features: tuple[int, ...]  # the feature of each pair
    thresholds: tuple[float, ...]  # the threshold of each pair, ascending within a feature
    trees: tuple[Node, ...]
    bias: float
    scale: float

    def scores(self, rows: Sequence[Sequence[float]] | Floats) -> list[float]:
        """One probability per row of measures."""
        sums: list[int] = []
        for start in range(0, len(rows), _ROWS):
            sums += self._sums(rows[start : start + _ROWS])
        bias, scale, exp = self.bias, self.scale, math.exp
        return [1.0 / (1.0 + exp(-(bias + scale * value))) for value in sums]

    def _sums(self, rows: Sequence[Sequence[float]] | Floats) -> list[int]:
        """The sum of each row's leaves."""
        np = numpy()
        levels, leaves, values = self._levels
        below = self._below(rows)
        nodes = np.empty((levels[-1].children + 1, below.shape[1]), dtype=np.uint64)
        nodes[-1] = 0  # none
        nodes[: len(self.trees)] = ~np.uint64(0)
        for level in levels:
            here, no = nodes.take(level.nodes, axis=0), level.children + len(level.nodes)
            yes = np.bitwise_and(here, below.take(level.pairs, axis=0), out=nodes[level.children : no])
            np.bitwise_xor(here, yes, out=nodes[no : no + len(level.nodes)])
        found = nodes.take(leaves, axis=0)  # (numbers, trees, words)
        places = []  # of the leaves' numbers, the highest first
        while len(found) > 1:
            half = len(found) // 2
            places.append(np.bitwise_or.reduce(found[half:], axis=0))
            found = found[:half] | found[half:]
        numbers = np.zeros((len(self.trees), _WORD * below.shape[1]), dtype=np.uint8)
        for place in places:
            numbers += numbers
            numbers |= np.unpackbits(place.view(np.uint8).ravel(), bitorder="little").reshape(numbers.shape)
        pairs = numbers[::2, : len(rows)].astype(np.uint16)
        pairs *= 1 << len(places)
        pairs[: len(self.trees) // 2] |= numbers[1::2, : len(rows)]
        first = np.arange(0, values.size, values.shape[1])[:, None]
        sums: list[int] = values.ravel().take(first + pairs).sum(axis=0).astype(np.int64).tolist()
        return sums

    @cached_property
    def _levels(self) -> tuple[tuple[_Level, ...], Whole, Any]:
        """The nodes that ask, by levels; the places of the leaves among all nodes: (numbers, trees); their values.

        Nodes stand in the order of the levels. Values are those of two trees together, so that each is looked up with
        another's: (pairs of trees, numbers of the first tree * numbers of the second), a power of two of numbers.
        """
        np = numpy()
        values: list[list[int]] = [[] for _ in self.trees]
        leaves: list[list[int]] = [[] for _ in self.trees]
        level: list[tuple[Node, int]] = [(tree, k) for k, tree in enumerate(self.trees)]
        levels = []
        first = 0
        while level:
            asking, at = [], []
            for place, (node, k) in enumerate(level, first):
                if isinstance(node, tuple):
                    asking.append((node, k))
                    at.append(place)
                else:
                    leaves[k].append(place)
                    values[k].append(node)
            first += len(level)
            pairs = [node[0] for node, _ in asking]
            levels.append(_Level(np.array(at, dtype=np.intp), np.array(pairs, dtype=np.intp), first))
            level = [(node[1], k) for node, k in asking] + [(node[2], k) for node, k in asking]
        size = 1 << max(len(some) - 1 for some in values).bit_length()
        table = np.array([some + [0] * (size - len(some)) for some in values], dtype=np.float32)  # exact up to SUM
        others = np.zeros_like(table[::2])
        others[: len(table) // 2] = table[1::2]
        joined = (table[::2, :, None] + others[:, None, :]).reshape(len(others), -1)
        places = np.array([some + [first] * (size - len(some)) for some in leaves], dtype=np.intp)
        return tuple(levels), np.ascontiguousarray(places.T), joined

    def _below(self, rows: Sequence[Sequence[float]] | Floats) -> Any:
        """For each pair the bits of the rows whose feature is at most the threshold: (pairs, words of 64 rows)."""
        np = numpy()
        features, thresholds = self._pairs
        count, size = len(rows), -(-len(rows) // 8)
        columns = np.zeros((np.shape(rows)[1], 8 * size), dtype=np.float32)  # as in training
        columns[:, :count] = np.asarray(rows).T
        bits = np.zeros((len(features), -(-count // _WORD) * _WORD // 8), dtype=np.uint8)
        for start in range(0, len(features), _PAIRS):
            some = slice(start, start + _PAIRS)
            flags = columns.take(features[some], axis=0) <= thresholds[some]
            bits[some, :size] = np.packbits(flags.ravel(), bitorder="little").reshape(len(flags), -1)  # whole bytes
        return bits.view(np.uint64)

    @cached_property
    def _pairs(self) -> tuple[Whole, Any]:
        """The features, and the thresholds as a column."""
        np = numpy()
        return np.array(self.features, dtype=np.intp), np.array(self.thresholds, dtype=np.float32)[:, None]

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
