"""The inverted index of many articles in arrays: what ``index.block`` gives, in a fraction of its time.

Every word of a text is one number of 64 bits, its term, article, field and place; sorted, they are the index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.model import Facet, SearchDocument
from dateline.search import facets
from dateline.search.codec import ALPHABET, END, FAR, FIELD, LOCAL, NEAR
from dateline.search.fields import (
    CATALOGUE_WEIGHT,
    K1,
    LEVELS,
    TITLE,
    B,
    body_of,
    other_fields,
    title_weight,
)
from dateline.search.index import ODD, Block, Gathering, Tongue
from dateline.search.rows import Piece, Steps
from dateline.search.scan import CHUNK, Hashing, Numbers, Scanner
from dateline.search.stems import Analysers
from dateline.search.tokens import parted
from dateline.search.tokens import pieces as pieces_of

MOST = 1 << 14  # articles of a block
_PLACE, _FIELD = 20, 3  # bits; a place is at most NEAR + FAR - 1
_ARTICLE = MOST.bit_length() - 1
_SLICE = 1 << 19  # words of one or more terms that are written out at a time: what bounds the memory
_SIGNS = np.frombuffer(ALPHABET.encode(), np.uint8)
_HIGH, _LOW = (np.repeat(_SIGNS, 90), np.tile(_SIGNS, 90))
_DIGITS = np.frombuffer(b"0123456789abcdef", np.uint8)
_WEIGHTS = np.array(CATALOGUE_WEIGHT)


def block(found: Sequence[tuple[int, SearchDocument]], analysers: Analysers, average: float) -> Block:
    """Take up documents with their keys, which must rise; at most MOST. ``average`` as for ``index.block``."""
    gathering = Gathering(analysers)
    bodies = _Bodies(gathering)
    values: defaultdict[tuple[str, Facet], list[int]] = defaultdict(list)
    others: list[int] = []  # the words of all fields but the body
    counts: list[list[int]] = []  # words per field
    titles, sizes = [], []
    for number, (key, document) in enumerate(found):
        tongue = gathering.tongue(document.language)
        body = body_of(document)
        bodies.add(tongue, number, body)
        gathering.now = number  # (bodies that were scanned left another)
        sizes.append(len(body))
        titles.append(title_weight(document.title))
        lengths = [0]
        for field, texts in enumerate(other_fields(document), 1):
            start = number << _FIELD + _PLACE | field << _PLACE
            at = 0
            for gap, text in enumerate(texts):
                terms = tongue.read(text)
                last = NEAR + FAR - 1
                others += [
                    term << _ARTICLE + _FIELD + _PLACE | start | min(place, last)
                    for place, term in enumerate(terms, at + gap)
                ]
                at += len(terms)
            lengths.append(at)
        counts.append(lengths)
        for pair in facets.of(document):
            values[pair].append(key)
    words = bodies.finish()
    for number, count in bodies.counts.items():
        counts[number][0] = count
    words.append(np.array(others, np.int64))
    keys = [key for key, _ in found]
    tokens = np.concatenate(words)
    words.clear()
    tokens.sort()
    norms = 1 - B + B * np.array(sizes) / average
    weighed = _Weighed([*gathering.numbers], keys, np.array(titles), norms)
    forms = {form: keys[first] for form, first in gathering.forms()}
    return Block(dict(weighed.pieces(tokens)), forms, dict(values), [*map(tuple, counts)])


class _Learn:
    """The numbers of the terms of a piece, for a scanner."""

    def __init__(self, tongue: Tongue, gathering: Gathering) -> None:
        self._tongue = tongue
        self._gathering = gathering

    def __call__(self, piece: str, number: int) -> Sequence[int]:
        self._gathering.now = number
        found = self._tongue[piece]
        return (found,) if found != ODD else self._tongue.terms([piece])


class _Bodies:
    """The bodies of a block's articles, scanned by language in chunks."""

    def __init__(self, gathering: Gathering) -> None:
        self.counts: dict[int, int] = {}  # words by the number of the article
        self._gathering = gathering
        self._hashing = Hashing()
        self._scanners: dict[int, Scanner] = {}
        self._waiting: defaultdict[int, list[tuple[int, bytes]]] = defaultdict(list)
        self._size: defaultdict[int, int] = defaultdict(int)
        self._words: list[Numbers] = []

    def add(self, tongue: Tongue, number: int, body: str) -> None:
        text = parted(body).encode("utf-8", "surrogatepass")
        if len(text) + 2 > CHUNK:
            self._gathering.now = number
            terms = np.array(tongue.terms(pieces_of(body)), np.int32)
            self._take(terms, [number], np.array([terms.size]))
            return
        tag = id(tongue)
        if tag not in self._scanners:
            self._scanners[tag] = Scanner(self._hashing, _Learn(tongue, self._gathering))
        if self._size[tag] + len(text) + 2 > CHUNK:
            self._scan(tag)
        self._waiting[tag].append((number, text))
        self._size[tag] += len(text) + 1

    def finish(self) -> list[Numbers]:
        """Scan what still waits; the words of all bodies."""
        for tag in [*self._waiting]:
            self._scan(tag)
        return self._words

    def _scan(self, tag: int) -> None:
        waiting = self._waiting.pop(tag)
        self._size.pop(tag)
        numbers = [number for number, _ in waiting]
        found = self._scanners[tag].read([text for _, text in waiting], numbers)
        self._take(found.numbers, numbers, found.counts)

    def _take(self, terms: NDArray[np.int32], numbers: Sequence[int], counts: Numbers) -> None:
        self.counts.update(zip(numbers, counts.tolist(), strict=True))
        places = np.arange(terms.size) - np.repeat(np.cumsum(counts) - counts, counts)
        np.minimum(places, NEAR + FAR - 1, out=places)
        articles = np.repeat(np.array(numbers, np.int64), counts)
        self._words.append(terms.astype(np.int64) << _ARTICLE + _FIELD + _PLACE | articles << _FIELD + _PLACE | places)


class _Weighed:
    """Sorted words to the entries of terms."""

    def __init__(
        self, names: Sequence[str], keys: Sequence[int], titles: NDArray[np.float64], norms: NDArray[np.float64]
    ):
        self._names = names
        self._keys = keys
        self._titles = titles
        self._norms = norms
        self._key_of = np.array(keys, np.int64)
        self._day_of = self._key_of & ~LOCAL
        self._code_of = Steps().__getitem__

    def pieces(self, tokens: Numbers) -> Iterator[tuple[str, Piece]]:
        start = 0
        while start < tokens.size:
            end = start + _SLICE
            if end < tokens.size:  # on to where its term ends
                term = tokens[end] >> _ARTICLE + _FIELD + _PLACE
                end = int(np.searchsorted(tokens, (term + 1) << _ARTICLE + _FIELD + _PLACE))
            yield from self._some(tokens[start:end])
            start = end

    def _some(self, tokens: Numbers) -> Iterator[tuple[str, Piece]]:
        postings = tokens >> _FIELD + _PLACE
        new = _changes(postings)
        first = np.flatnonzero(new)
        fields = (tokens >> _PLACE & (1 << _FIELD) - 1).astype(np.uint8)
        articles = postings[first] & MOST - 1
        terms = postings[first] >> _ARTICLE
        opening = _changes(tokens >> _PLACE) & (fields > 0)
        levels = self._levels(first, fields, articles, opening)
        texts, bounds = _hits(tokens & (1 << _PLACE) - 1, fields, opening, first)
        starts = np.flatnonzero(_changes(terms))
        ends = [*starts[1:].tolist(), first.size]
        steps = self._key_of[articles[1:]] - self._day_of[articles[:-1]]
        codes = [*map(self._code_of, steps.tolist())]  # of every article after the first of all
        keys, names = self._keys, self._names
        of = articles.tolist()
        at = bounds[first[starts]].tolist()
        for term, start, end, low, high in zip(
            terms[starts].tolist(), starts.tolist(), ends, at, [*at[1:], len(texts)], strict=True
        ):
            code = "".join(codes[start : end - 1])
            yield names[term], (keys[of[start]], keys[of[end - 1]], code, levels[start:end], texts[low:high])

    def _levels(self, first: Numbers, fields: NDArray[np.uint8], articles: Numbers, opening: NDArray[np.bool_]) -> str:
        times = np.add.reduceat(fields == 0, first, dtype=np.int64)
        tf = times / self._norms[articles]
        others = np.flatnonzero(fields)
        if others.size:
            posting = np.searchsorted(first, others, "right") - 1
            field = fields[others]
            weights = np.where(opening[others], _WEIGHTS[field], 0.0)
            title = field == TITLE
            weights[title] = self._titles[articles[posting[title]]]
            tf += np.bincount(posting, weights, minlength=first.size)
        return _DIGITS[(LEVELS * tf / (tf + K1)).astype(np.int64)].tobytes().decode("ascii")


def _changes(values: Numbers) -> NDArray[np.bool_]:
    """Where a value differs from the one before."""
    out = np.ones(values.size, np.bool_)
    np.not_equal(values[1:], values[:-1], out=out[1:])
    return out


def _hits(
    places: Numbers, fields: NDArray[np.uint8], opening: NDArray[np.bool_], first: Numbers
) -> tuple[str, Numbers]:
    """The hits of postings that start at ``first``, as one text, and where in it each word's part begins."""
    far = np.flatnonzero(places >= NEAR)
    sizes = np.full(places.size, 2, np.int64)
    sizes[far] = 4
    opened = np.flatnonzero(opening)
    sizes[opened] += 2
    last = np.append(first[1:], places.size) - 1
    sizes[last] += 1
    ends = np.cumsum(sizes)
    bounds = ends - sizes
    out = np.empty(int(ends[-1]), np.uint8)
    out[ends[last] - 1] = ord(END)
    out[bounds[opened]] = ord(FIELD)
    out[bounds[opened] + 1] = _SIGNS[fields[opened]]
    at = bounds + 2 * opening
    rest = places[far] - NEAR
    places[far] = 0  # (what is written for these is written over)
    out[at] = _HIGH[places]
    out[at + 1] = _LOW[places]
    if far.size:
        digits = (_SIGNS[-1:], _SIGNS[rest // 8_100], _HIGH[rest % 8_100], _LOW[rest % 8_100])
        for step, signs in enumerate(digits):
            out[at[far] + step] = signs
    return out.tobytes().decode("ascii"), bounds
