"""Which words share a file. The cuts depend on the words near them only, so that they seldom move."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


def order(word: str) -> bytes:
    """The sort key of words: UTF-16 code units, as JavaScript compares."""
    return word.encode("utf-16-be", "surrogatepass")


_BEYOND = re.compile("[\ud800-\uffff\U00010000-\U0010ffff]")  # where UTF-16 and code points differ in order


def ordered(words: Iterable[str]) -> list[str]:
    """``words`` sorted by ``order``."""
    found = sorted(words)
    if _BEYOND.search("".join(found)):
        found.sort(key=order)
    return found


def cuts(words: Sequence[str], sizes: Iterable[int], limit: int, fitnesses: Sequence[int] = ()) -> list[int]:
    """Where to cut a sorted list of words: indexes of the first word of each part, from 0.

    A part over ``limit`` is cut where a word begins otherwise than the one before at its earliest letter, so that the
    first reader's list of boundaries is short and a new word seldom moves one; of the words whose start lies in the
    middle half of the part's size, and of equals, the one with the highest checksum of its boundary (content-defined
    chunking, as in rsync). Where the middle half has none, the word nearest to the middle. ``fitnesses`` are the
    ``fitness`` of every word, where they are known.
    """
    if not words:
        return [0]
    totals = [0, *accumulate(sizes)]
    known = fitnesses or [fitness(words, at) for at in range(len(words))]
    found = [0]
    parts = [(0, len(words))]
    while parts:
        start, end = parts.pop()
        size = totals[end] - totals[start]
        if size <= limit or end - start < 2:
            continue
        low = max(bisect_left(totals, totals[start] + size // 4), start + 1)
        high = min(bisect_right(totals, totals[start] + size * 3 // 4), end)
        if low < high:
            some = known[low:high]
            cut = low + some.index(max(some))
        else:
            cut = min(max(bisect_left(totals, totals[start] + size // 2), start + 1), end - 1)
        found.append(cut)
        parts += [(start, cut), (cut, end)]
    return sorted(found)


def fitness(words: Sequence[str], at: int) -> int:
    """How well a part begins at one of sorted words: the shorter its boundary the better, then by checksum."""
    if at == 0:
        return 0
    first = words[at]
    length = shared(words[at - 1], first) + 1
    return (99 - min(length, 99)) << 32 | zlib.crc32(first[:length].encode("utf-8", "surrogatepass"))


def boundary(before: str, first: str) -> str:
    """The shortest beginning of ``first`` that sorts after ``before``."""
    if before.isascii() and first.isascii():
        return first[: shared(before, first) + 1]
    for length in range(1, len(first) + 1):
        if order(first[:length]) > order(before):
            return first[:length]
    return first


def boundaries(words: Sequence[str], starts: Sequence[int]) -> list[str]:
    """The lower boundary of each part; the first has ""."""
    return ["" if start == 0 else boundary(words[start - 1], words[start]) for start in starts]


def place(edges: Sequence[bytes], word: str) -> int:
    """The number of the part that ``word`` belongs to; ``edges`` are the sort keys of the lower boundaries."""
    return max(bisect_right(edges, order(word)) - 1, 0)


def front_code(words: Sequence[str], separator: str = " ") -> str:
    """Each word as the length of what it shares with the one before (base 36, one digit) and the rest."""
    out: list[str] = []
    last = ""
    for word in words:
        out.append(front(last, word))
        last = word
    return separator.join(out)


def told(before: str, term: str, forms: str) -> str:
    """A term as it stands in a shard, told from the one before, and then its surface forms, each told from the term."""
    if forms == term and term.isascii() and len(term) < len(_DIGITS):  # most are
        return f"{front(before, term)} {_DIGITS[len(term)]}"
    if " " not in forms:
        return f"{front(before, term)} {front(term, forms)}"
    return " ".join([front(before, term), *(front(term, form) for form in forms.split(" "))])


def words(terms: Sequence[str], all_told: Sequence[str]) -> str:
    """The terms of a shard; of each is given how it is ``told``, of the first whatever stands before it."""
    if not terms:
        return ""
    return "|".join((f"{front('', terms[0])} {all_told[0].partition(' ')[2]}", *all_told[1:]))


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def front(base: str, word: str) -> str:
    """``word`` told from ``base``: one base 36 digit of shared characters (at most 35), and the rest.

    Characters beyond the first plane are never shared, since JavaScript counts them as two.
    """
    if len(base) < 36 and word.startswith(base) and base.isascii():
        return _DIGITS[len(base)] + word[len(base) :]
    same = shared(base[:35], word)
    if not base.isascii():
        same = next((at for at in range(same) if base[at] > "\uffff"), same)
    return _DIGITS[same] + word[same:]


def shared(one: str, other: str) -> int:
    """How many characters two words share at their beginnings."""
    if other.startswith(one):
        return len(one)
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length
