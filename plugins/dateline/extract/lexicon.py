"""How often a word stands in stories and how often beside them: learned log-odds under hashed keys.

Words are hashed (CRC-32) into a table of small integers, so the file holds numbers alone and no text.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from dateline.extract.arrays import Floats, numpy, running

SIZE = 1 << 16  # entries of each table; a power of two
SCALE = 20.0  # entries per unit of log-odds
_MANY = 48  # words of a unit that are looked at from each end
_ENDS, _EXTREMES = 3, 4  # of them that are its first and last, and that weigh least and most
_SHORT = 8  # words of a unit that is looked up as a whole


def key(prefix: str, word: str) -> int:
    """The place of a word in the table."""
    return zlib.crc32((prefix + word).encode("utf-8", "replace")) & (SIZE - 1)


_OF_WORD = zlib.crc32(b"w")


def _shown(tokens: Sequence[str]) -> Sequence[str]:
    return tokens if len(tokens) <= 2 * _MANY else [*tokens[:_MANY], *tokens[-_MANY:]]


def _word_key(word: str) -> int:
    return key("w", f"#{len(word)}" if word.isdigit() else word)


def line_keys(tokens: Sequence[str]) -> list[int]:
    """The keys of a unit's words; numbers are alike, except that their length counts."""
    return [_word_key(token) for token in _shown(tokens)]


def pair_key(tokens: Sequence[str]) -> int:
    """The key of a unit's opening words; for a short unit of all its words."""
    head = ["#" if t.isdigit() else t for t in tokens[:3]]
    return key("p", " ".join(head))


def whole_key(tokens: Sequence[str]) -> int:
    """The key of a short unit's whole text."""
    return key("l", " ".join("#" if t.isdigit() else t for t in tokens))


def name_keys(names: Sequence[str]) -> list[int]:
    """The keys of class names and ids along the markup path, nearest last; names are cut into their parts."""
    out: dict[int, None] = {}
    for name in names[-14:]:
        for part in name.replace("_", "-").split("-"):
            if 2 < len(part) < 24 and not part.isdigit():
                out.setdefault(key("n", part))
    return list(out)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The learned table: one signed byte per key, ``SCALE`` to one unit of log-odds; positive means story."""

    weights: memoryview
    _met: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)  # weights of words

    def words(self, texts: Sequence[Sequence[str]]) -> Floats:
        """Of the words of each text: mean, least and greatest weight, mean of the first and last, opening, extremes.

        (texts, 8); 0 for a text without words.
        """
        np = numpy()
        shown = [*map(_shown, texts)]
        count = np.fromiter(map(len, shown), dtype=np.int64, count=len(shown))
        words = [*chain.from_iterable(shown)]
        self._meet(words)
        weight = np.fromiter(map(self._met.__getitem__, words), dtype=np.int64, count=len(words))
        edges = running(count)
        begin, end = edges[:-1], edges[1:]
        ordered = weight[np.argsort(np.repeat(np.arange(len(shown)) << 8, count) + weight, kind="stable")]
        sums, sorted_sums = running(weight), running(ordered)
        some = np.minimum(count, _ENDS)
        few = np.minimum(count, _EXTREMES)
        there = np.flatnonzero(count)
        out: Floats = np.zeros((len(shown), 8))
        out[:, 0] = (sums[end] - sums[begin]) / np.maximum(count, 1)
        out[there, 1] = ordered[begin[there]]
        out[there, 2] = ordered[end[there] - 1]
        out[:, 3] = (sums[begin + some] - sums[begin]) / np.maximum(some, 1)
        out[:, 4] = (sums[end] - sums[end - some]) / np.maximum(some, 1)
        out[there, 5] = [self._opening(texts[i]) for i in there.tolist()]
        out[:, 6] = (sorted_sums[begin + few] - sorted_sums[begin]) / np.maximum(few, 1)
        out[:, 7] = (sorted_sums[end] - sorted_sums[end - few]) / np.maximum(few, 1)
        return out / SCALE

    def _meet(self, words: Sequence[str]) -> None:
        """Look up the weights of those words that were not met before."""
        if len(self._met) > SIZE:
            self._met.clear()
        for word in set(words).difference(self._met):
            found = f"#{len(word)}" if word.isdigit() else word
            self._met[word] = self.weights[zlib.crc32(found.encode("utf-8", "replace"), _OF_WORD) & (SIZE - 1)]

    def _opening(self, tokens: Sequence[str]) -> int:
        """The weight of the opening words, or that of a short text as a whole where it says more."""
        opening = self.weights[pair_key(tokens)]
        if len(tokens) > _SHORT:
            return opening
        whole = self.weights[whole_key(tokens)]
        return whole if abs(whole) > abs(opening) else opening

    def names(self, names: Sequence[str]) -> tuple[float, float, float]:
        """Of one markup path: mean, least and greatest weight of its class names."""
        values = [self.weights[k] for k in name_keys(names)]
        if not values:
            return (0.0, 0.0, 0.0)
        return sum(values) / len(values) / SCALE, min(values) / SCALE, max(values) / SCALE
