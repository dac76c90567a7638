"""Two versions of a text, word by word: what stayed, what came and what went.

Paragraphs are paired first, then words within a pair, both by the longest matching blocks (Ratcliff and Obershelp, as
in Python's difflib). A pair of paragraphs too long for that is shown as taken out and put in whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, COME = "same", "gone", "come"
ALIKE = 0.35  # share of common words from which two paragraphs are one that was changed
PARAGRAPHS = 100_000  # pairs of paragraphs that are compared at most, and pairs of words: each a second or two
WORDS = 4_000_000
# A word of scripts that write no spaces is one character.
_TOKEN = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|\w+(?:['’]\w+)*|\s+|[^\w\s]")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a paragraph: the same in both versions, gone or come."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The paragraphs of both versions, in order, and how many words went and came."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    gone: int
    come: int


def differences(before: Sequence[str], after: Sequence[str]) -> Differences:
    """The differences of two texts, each a sequence of paragraphs."""
    found = tuple(_paragraphs(before, after))
    return Differences(found, _count(found, GONE), _count(found, COME))


def _count(paragraphs: Sequence[Sequence[Piece]], kind: str) -> int:
    tokens = (_TOKEN.findall(piece.text) for row in paragraphs for piece in row if piece.kind == kind)
    return sum(bool(_WORD.match(token)) for found in tokens for token in found)


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    if len(before) * len(after) > PARAGRAPHS:  # a list of a million rows is no text to compare
        yield from ((Piece(GONE, text),) for text in before)
        yield from ((Piece(COME, text),) for text in after)
        return
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Piece(SAME, text),) for text in before[first:last])
        else:
            yield from _changed(before[first:last], after[start:end])


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Piece, ...]]:
    """Paragraphs between two that stayed: each old one with the next new one that is like it, in order."""
    at = 0
    others = list(map(_words, after))
    for old in before:
        words = _words(old)
        number = next((n for n in range(at, len(after)) if _alike(words, others[n])), None)
        if number is None:
            yield (Piece(GONE, old),)
            continue
        yield from ((Piece(COME, text),) for text in after[at:number])
        yield tuple(words_of(old, after[number]))
        at = number + 1
    yield from ((Piece(COME, text),) for text in after[at:])


def _words(text: str) -> frozenset[str]:
    return frozenset(token for token in _TOKEN.findall(text.casefold()) if _WORD.match(token))


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return len(one & two) > ALIKE * min(len(one), len(two))


def words_of(before: str, after: str) -> Iterator[Piece]:
    """The pieces of one changed paragraph."""
    one, two = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(one) * len(two) > WORDS:
        yield Piece(GONE, before)
        yield Piece(COME, after)
        return
    kept: list[Piece] = []
    for kind, first, last, start, end in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            kept.append(Piece(SAME, "".join(one[first:last])))
            continue
        if last > first:
            kept.append(Piece(GONE, "".join(one[first:last])))
        if end > start:
            kept.append(Piece(COME, "".join(two[start:end])))
    yield from _joined(kept)


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """One piece where only a space parts two changes: "the old" becomes "a new" reads better than two replacements."""
    gone = come = ""
    for number, piece in enumerate(pieces):
        inner = piece.kind == SAME and piece.text.isspace() and 0 < number < len(pieces) - 1
        if piece.kind == GONE or inner:
            gone += piece.text
        if piece.kind == COME or inner:
            come += piece.text
        if piece.kind == SAME and not inner:
            yield from _flushed(gone, come)
            gone = come = ""
            yield piece
    yield from _flushed(gone, come)


def _flushed(gone: str, come: str) -> Iterator[Piece]:
    if gone == come:
        if gone:
            yield Piece(SAME, gone)
        return
    if gone:
        yield Piece(GONE, gone)
    if come:
        yield Piece(COME, come)
