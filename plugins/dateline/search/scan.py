"""Many texts at once to the numbers of their terms: words are told apart by a hash of their bytes, in arrays."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.search.tokens import INNER_ASCII

CHUNK = 1 << 18  # bytes of text at a time: what fits a processor's cache
LONG = 64  # bytes; a longer piece is compared letter by letter, since texts made for it could share a hash
_FEW = 1 << 14  # places of a new table

Words = NDArray[np.uint64]
Numbers = NDArray[np.int64]


def _classes() -> NDArray[np.uint8]:
    """Per byte 0 for what parts pieces, 2 for the full stop, which does so before what parts them, else 1."""
    found = [code > 127 or chr(code).isalnum() or chr(code) in INNER_ASCII for code in range(256)]
    table = np.array(found, np.uint8)
    table[ord(".")] = 2
    return table


_CLASSES = _classes()


class Table:
    """Numbers by 64-bit hashes: open addressing with steps of one, all look-ups of a call side by side."""

    def __init__(self) -> None:
        self._bits = _FEW.bit_length() - 1
        self._keys: Words = np.zeros(_FEW, np.uint64)
        self._values = np.zeros(_FEW, np.int32)
        self._count = 0

    def find(self, hashes: Words) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
        """Per hash (never 0) its number, and whether it is known at all."""
        slots = self._slots(hashes)
        found = self._keys[slots]
        known = found == hashes
        open_ = np.flatnonzero(~known & (found != 0))
        while open_.size:
            slots[open_] = (slots[open_] + 1) & (self._keys.size - 1)
            found = self._keys[slots[open_]]
            here = found == hashes[open_]
            known[open_[here]] = True
            open_ = open_[~here & (found != 0)]
        return self._values[slots], known

    def add(self, hashes: Words, values: NDArray[np.int32]) -> None:
        """Remember hashes that are not yet known, each once."""
        self._count += hashes.size
        if self._count * 3 > self._keys.size:
            there = self._keys != 0
            hashes = np.concatenate([self._keys[there], hashes])
            values = np.concatenate([self._values[there], values])
            self._bits = (self._count * 6).bit_length()
            self._keys = np.zeros(1 << self._bits, np.uint64)
            self._values = np.zeros(1 << self._bits, np.int32)
        slots = self._slots(hashes)
        left = np.arange(hashes.size)
        while left.size:
            free = left[self._keys[slots[left]] == 0]
            taken, first = np.unique(slots[free], return_index=True)
            placed = free[first]
            self._keys[taken] = hashes[placed]
            self._values[taken] = values[placed]
            left = left[self._keys[slots[left]] != hashes[left]]
            slots[left] = (slots[left] + 1) & (self._keys.size - 1)

    def _slots(self, hashes: Words) -> NDArray[np.int64]:
        mixed = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15)
        return (mixed >> np.uint64(64 - self._bits)).astype(np.int64)


class Hashing:
    """The pieces of texts and a hash of each: a polynomial of its bytes modulo 2^64 (Karp and Rabin).

    The base is drawn anew in each process, so that no text can be made whose words share a hash; only who equals whom
    is ever used of it, so that no result depends on it.
    """

    def __init__(self) -> None:
        base = int.from_bytes(os.urandom(8), "little") | 1
        self._powers = self._rising(base)
        self._inverses = self._rising(pow(base, -1, 1 << 64))

    def _rising(self, base: int) -> Words:
        out = np.full(CHUNK + 2, base, np.uint64)
        out[0] = 1
        return out.cumprod(dtype=np.uint64)

    def pieces(self, data: bytes) -> tuple[Numbers, Numbers, Words]:
        """Where each piece of ``data`` (at most CHUNK bytes) starts and ends, and its hash.

        ``data`` begins and ends with a byte that parts pieces.
        """
        codes = np.frombuffer(data, np.uint8)
        inside = _CLASSES[codes]
        stops = np.flatnonzero(inside == 2)
        inside[stops[inside[stops + 1] == 0]] = 0
        within = inside != 0
        edges = np.flatnonzero(within[1:] != within[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        sums = np.zeros(codes.size + 1, np.uint64)
        terms = codes.astype(np.uint64)
        terms += np.uint64(1)
        terms *= self._powers[: codes.size]
        np.cumsum(terms, out=sums[1:])
        hashes = (sums[ends] - sums[starts]) * self._inverses[starts]
        hashes += hashes == 0
        return starts, ends, hashes


@dataclass(slots=True)
class Found:
    """The terms of some texts: all numbers in order, and of each text how many it has."""

    numbers: NDArray[np.int32]
    counts: Numbers


class Scanner:
    """The texts of one language to the numbers of their terms.

    ``learn`` gives the numbers of the terms of a piece that is seen for the first time, in the text of a number. It is
    asked again for what is longer than LONG.
    """

    def __init__(self, hashing: Hashing, learn: Callable[[str, int], Sequence[int]]) -> None:
        self._hashing = hashing
        self._learn = learn
        self._table = Table()
        self._odd: list[Sequence[int]] = []  # the terms of pieces that are not exactly one word

    def read(self, texts: Sequence[bytes], numbers: Sequence[int]) -> Found:
        """The terms of texts in UTF-8, lower case, which together are at most CHUNK bytes, parted by one byte each."""
        data = b"\n" + b"\n".join(texts) + b"\n"
        starts, ends, hashes = self._hashing.pieces(data)
        bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
        splits = np.searchsorted(starts, bounds[1:] + 1)
        text_of = np.repeat(np.arange(len(texts)), np.diff(splits, prepend=0))
        values, known = self._table.find(hashes)
        long = ends - starts > LONG
        new = np.flatnonzero(~known & ~long)
        if new.size:
            distinct, first, back = np.unique(hashes[new], return_index=True, return_inverse=True)
            at = new[first]
            learnt = self._values(data, starts[at], ends[at], [numbers[n] for n in text_of[at]])
            self._table.add(distinct, learnt)
            values[new] = learnt[back]
        if long.any():
            at = np.flatnonzero(long)
            values[at] = self._values(data, starts[at], ends[at], [numbers[n] for n in text_of[at]])
        return self._whole(values, text_of, len(texts))

    def _values(self, data: bytes, starts: Numbers, ends: Numbers, numbers: Sequence[int]) -> NDArray[np.int32]:
        out = np.empty(starts.size, np.int32)
        for place, (start, end, number) in enumerate(zip(starts.tolist(), ends.tolist(), numbers, strict=True)):
            terms = self._learn(data[start:end].decode("utf-8", "surrogatepass"), number)
            if len(terms) == 1:
                out[place] = terms[0]
            else:
                out[place] = -1 - len(self._odd)
                self._odd.append(terms)
        return out

    def _whole(self, values: NDArray[np.int32], text_of: Numbers, texts: int) -> Found:
        """One number per word, from one value per piece."""
        odd = np.flatnonzero(values < 0)
        if odd.size:
            terms = [self._odd[-1 - value] for value in values[odd].tolist()]
            sizes = np.ones(values.size, np.int64)
            sizes[odd] = [len(some) for some in terms]
            text_of = np.repeat(text_of, sizes)
            is_odd = np.repeat(values < 0, sizes)
            values = np.repeat(values, sizes)
            values[is_odd] = [term for some in terms for term in some]
        return Found(values, np.bincount(text_of, minlength=texts))
