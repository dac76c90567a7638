"""How often a word stands in stories and how often beside them: learned log-odds under hashed keys.

Words are hashed (CRC-32) into a table of small integers, so the file holds numbers alone and no text.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.extract.lines.spoken import DIGITS, Spoken
from dateline.extract.words.arrays import Floats, numpy, running
from dateline.extract.words.met import Told

SIZE = 1 << 16  # entries of each table; a power of two
SCALE = 20.0  # entries per unit of log-odds
_MANY = 48  # words of a unit that are looked at from each end
_ENDS, _EXTREMES = 3, 4  # of them that are its first and last, and that weigh least and most
_SHORT = 8  # words of a unit that is looked up as a whole
_LOWEST = -128  # weight of a word: it is kept in a signed byte


def key(prefix: str, word: str) -> int:
    """The place of a word in the table."""
    return zlib.crc32((prefix + word).encode("utf-8", "replace")) & (SIZE - 1)


_OF_WORD, _OF_OPENING, _OF_WHOLE = map(zlib.crc32, (b"w", b"p", b"l"))


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
    _told: Told = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_told", Told(self._weights_of))

    def _weights_of(self, words: Sequence[str]) -> Iterator[int]:
        weights = self.weights
        for word in words:
            found = f"#{len(word)}" if word.isdigit() else word
            yield weights[zlib.crc32(found.encode("utf-8", "replace"), _OF_WORD) & (SIZE - 1)]

    def words(self, spoken: Spoken) -> Floats:
        """Of the words of each unit: mean, least and greatest weight, mean of the first and last, opening, extremes.

        (units, 8); 0 for a unit without words.
        """
        np = numpy()
        weight, owners, count = spoken.told(self._told), spoken.owners, spoken.counts
        if len(count) and count.max() > 2 * _MANY:
            behind = np.arange(len(owners)) - spoken.edges[owners]
            shown = (behind < _MANY) | (behind >= count[owners] - _MANY)
            weight, owners, count = weight[shown], owners[shown], np.minimum(count, 2 * _MANY)
        edges = running(count)
        begin, end = edges[:-1], edges[1:]
        ordered = (np.sort((owners << 8) + (weight - _LOWEST)) & 0xFF) + _LOWEST
        sums, sorted_sums = running(weight), running(ordered)
        some = np.minimum(count, _ENDS)
        few = np.minimum(count, _EXTREMES)
        there = np.flatnonzero(count)
        out: Floats = np.zeros((8, len(count))).T
        out[:, 0] = (sums[end] - sums[begin]) / np.maximum(count, 1)
        out[there, 1] = ordered[begin[there]]
        out[there, 2] = ordered[end[there] - 1]
        out[:, 3] = (sums[begin + some] - sums[begin]) / np.maximum(some, 1)
        out[:, 4] = (sums[end] - sums[end - some]) / np.maximum(some, 1)
        numbered = (spoken.how_many(DIGITS) > 0).tolist()
        out[there, 5] = [self._opening(spoken.said[i], numbered[i]) for i in there.tolist()]
        out[:, 6] = (sorted_sums[begin + few] - sorted_sums[begin]) / np.maximum(few, 1)
        out[:, 7] = (sorted_sums[end] - sorted_sums[end - few]) / np.maximum(few, 1)
        return out / SCALE

    def _opening(self, tokens: Sequence[str], numbered: bool) -> int:
        """The weight of the opening words, or that of a short text as a whole where it says more.

        Numbers, if any are there, are alike.
        """
        some = tokens[: _SHORT + 1]
        some = ["#" if token.isdigit() else token for token in some] if numbered else some
        words = " ".join(some[:3]).encode("utf-8", "replace")
        opening = self.weights[zlib.crc32(words, _OF_OPENING) & (SIZE - 1)]
        if len(some) > _SHORT:
            return opening
        if len(some) > 3:
            words = " ".join(some).encode("utf-8", "replace")
        whole = self.weights[zlib.crc32(words, _OF_WHOLE) & (SIZE - 1)]
        return whole if abs(whole) > abs(opening) else opening

    def names(self, names: Sequence[str]) -> tuple[float, float, float]:
        """Of one markup path: mean, least and greatest weight of its class names."""
        values = [self.weights[k] for k in name_keys(names)]
        if not values:
            return (0.0, 0.0, 0.0)
        return sum(values) / len(values) / SCALE, min(values) / SCALE, max(values) / SCALE
