"""One term's entry in the form that shards and cache hold, and how an article enters and leaves it."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add, sub

from dateline.search.codec import CODES, DAY_SHIFT, END, LOCAL, decode_keys, encode_key, encode_keys
from dateline.search.fields import NUMBER_MARK, Gathered, number_mark

Posting = tuple[int, str, str]
"""One article of a term: its key, the term's level in it, the term's hits in it."""

Piece = tuple[int, int, str, str, str]
"""Some of a term's articles, in the order of their keys: the first key, the last, the codes of all but the first, the
levels, the hits."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a term's articles as characters: coded keys, levels, and the hits, each article's ended by END."""

    codes: str = ""
    levels: str = ""
    hits: str = ""
    last: int = -1  # the highest key


NOTHING = Part()


@dataclass(slots=True)
class Row:
    """A term's articles: those before the cut (``numbering.cut``) and the newest from there on, told apart."""

    older: Part = NOTHING
    newest: Part = NOTHING

    @property
    def count(self) -> int:
        """In how many articles the term stands."""
        return len(self.older.levels) + len(self.newest.levels)


@dataclass(slots=True)
class Brief:
    """What cutting into shards and the vocabulary need to know of a term."""

    count: int
    size: int  # characters in its shard
    forms: str  # its surface forms, sorted, apart by a space


def rough(count: int) -> str:
    """How frequent a term is: half the bits of its number of articles, as one hexadecimal digit."""
    return format(min((count.bit_length() + 1) // 2, 15), "x")


FEW = 8  # articles
_DIGITS = "0123456789abcdef"
# What becomes of the characters of an article's hits and its mark (``fields.Gathered``), in each of three readings.
_LEVELS = {code: _DIGITS[code] if code < 16 else None for code in range(128)}
_NUMBERS = {code: _DIGITS[code - 16] if 16 <= code < 32 else None for code in range(128)}
_HITS = {code: END if code < 16 else None if code < 32 else chr(code) for code in range(128)}


def pieces(gathered: Gathered, keys: Sequence[int]) -> dict[str, Piece]:
    """What a block of articles gathered, by term; the article of number ``n`` has ``keys[n]``."""
    days = [(key >> DAY_SHIFT) * 2 for key in keys]
    starts = [day + 1 if key & LOCAL else day for day, key in zip(days, keys, strict=True)]
    local = [CODES[(key & LOCAL) - 1] if key & LOCAL else "" for key in keys]
    code, day_of, start_of, local_of = (some.__getitem__ for some in (CODES, days, starts, local))
    number_of = {number_mark(number): number for number in range(len(keys))}
    out: dict[str, Piece] = {}
    for term, parts in gathered.items():
        numbers: Sequence[int]
        if len(parts) < FEW:  # (what is quickest for many costs too much for one)
            numbers = [number_of[entry[-NUMBER_MARK:]] for entry in parts]
            levels = "".join([_DIGITS[ord(entry[-NUMBER_MARK - 1])] for entry in parts])
            hits = "".join([entry[: -NUMBER_MARK - 1] + END for entry in parts])
        else:
            text = "".join(parts)
            numbers = array("H", bytes.fromhex(text.translate(_NUMBERS)))
            if sys.byteorder == "little":
                numbers.byteswap()
            levels = text.translate(_LEVELS)
            hits = text.translate(_HITS)
        codes = ""
        if len(numbers) > 1:
            after = numbers[1:]
            gaps = map(code, map(sub, map(start_of, after), map(day_of, numbers)))
            codes = "".join(map(add, gaps, map(local_of, after)))
        out[term] = keys[numbers[0]], keys[numbers[-1]], codes, levels, hits
    return out


def joined(found: Sequence[Piece], base: int) -> Part:
    """Pieces of one term, at least one, in the order of their keys, as one part."""
    if len(found) == 1:
        first, last, codes, levels, hits = found[0]
        return Part(encode_key(first, base - 1) + codes, levels, hits, last)
    day = base - 1
    codes_of = []
    for first, last, codes, _, _ in found:
        codes_of.append(encode_key(first, day) + codes)
        day = last >> DAY_SHIFT
    return Part("".join(codes_of), "".join([piece[3] for piece in found]), "".join([piece[4] for piece in found]), last)


def part(postings: Sequence[Posting], base: int) -> Part:
    """Postings in the order of their keys as one part."""
    if not postings:
        return NOTHING
    keys, levels, hits = zip(*postings, strict=True)
    return Part(encode_keys(keys, base), "".join(levels), END.join(hits) + END, keys[-1])


def brief(term: str, entry: Row, forms: Iterable[str]) -> Brief:
    """The brief of a term with these surface forms."""
    some = [*forms]
    joined_forms = " ".join(sorted(some)) if len(some) > 1 else some[0]
    older = entry.older
    size = len(term) + len(older.codes) + len(older.levels) + len(joined_forms) // 2
    return Brief(entry.count, size, joined_forms)


def changed(entry: Row | None, gone: Iterable[int], come: Iterable[Posting], base: int, cut: int) -> Row | None:
    """The row without the keys ``gone`` and with the postings ``come``; None where nothing is left."""
    entry = entry or Row()
    left = set(gone)
    fresh = sorted(come)
    at = bisect_left(fresh, cut, key=lambda posting: posting[0])
    after = Row(
        _changed(entry.older, {key for key in left if key < cut}, fresh[:at], base),
        _changed(entry.newest, {key for key in left if key >= cut}, fresh[at:], base),
    )
    return after if after.count else None


def _changed(entry: Part, gone: set[int], come: Sequence[Posting], base: int) -> Part:
    if not gone and not come:
        return entry
    if not gone and come[0][0] > entry.last >= 0:
        more = part(come, (entry.last >> DAY_SHIFT) + 1)
        return Part(entry.codes + more.codes, entry.levels + more.levels, entry.hits + more.hits, more.last)
    known = zip(decode_keys(entry.codes, base), entry.levels, entry.hits.split(END), strict=False)
    return part(sorted([*(posting for posting in known if posting[0] not in gone), *come]), base)
