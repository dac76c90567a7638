"""One term's entry in the form that shards and cache hold, and how an article enters and leaves it."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from operator import sub

import msgspec

from dateline.search.codec import DAY_SHIFT, END, LOCAL, decode_keys, encode_key, encode_keys, split_keys

Posting = tuple[int, str, str]
"""One article of a term: its key, the term's level in it, the term's hits in it."""

Piece = tuple[int, int, str, str, str]
"""Some of a term's articles, in the order of their keys: the first key, the last, the codes of all but the first, the
levels, the hits."""


class Part(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Some of a term's articles as characters: coded keys, levels, and the hits, each article's ended by END.

    The older articles of a term are one part, the newest (``numbering.cut``) another.
    """

    codes: str = ""
    levels: str = ""
    hits: str = ""
    last: int = -1  # the highest key, -1 where it is not known


NOTHING = Part()


class Brief(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of a term beside its articles."""

    count: int  # of its articles
    older: int  # characters of the codes and levels of those before the newest
    forms: str  # its surface forms, sorted, apart by a space
    uses: tuple[int, ...]  # for each form the key of an article that has it

    def used(self) -> dict[str, int]:
        """The keys by form."""
        return dict(zip(self.forms.split(" "), self.uses, strict=True))


def brief(count: int, older: int, uses: Mapping[str, int]) -> Brief:
    """The brief of a term with these forms."""
    forms = sorted(uses) if len(uses) > 1 else [*uses]
    return Brief(count, older, " ".join(forms), tuple([uses[form] for form in forms]))


def rough(count: int) -> str:
    """How frequent a term is: half the bits of its number of articles, as one hexadecimal digit."""
    return format(min((count.bit_length() + 1) // 2, 15), "x")


TERMS = 4_096  # whose strings are taken apart at a time: what bounds the memory
_BETWEEN = "\x7f"  # between the strings of two terms
_DIGITS = "0123456789abcdef"
# What becomes of the characters of a mark and of hits (``fields.gather``), in each of three readings.
_LEVELS = {**{code: _DIGITS[code] if code < 16 else None for code in range(127)}, 127: _BETWEEN}
_NUMBERS = {code: _DIGITS[code - 16] if 16 <= code < 32 else None for code in range(128)}
_HITS = {code: END if code < 16 else None if code < 32 else chr(code) for code in range(128)}


class Steps(dict[int, str]):
    """The code of a key after another's day, by the difference; nothing where a new term's first follows a last."""

    def __missing__(self, step: int) -> str:
        found = self[step] = encode_key(step, 0) if step >= 0 else ""
        return found


def pieces(terms: Iterable[str], parts: Sequence[list[str]], keys: Sequence[int]) -> dict[str, Piece]:
    """What a block of articles gathered, by term; the article of number ``n`` has ``keys[n]``.

    ``parts`` has a list of strings for each of ``terms`` (``fields.gather``); they are emptied. Thousands of terms are
    one string, which is taken apart in C.
    """
    days = [key & ~LOCAL for key in keys]
    code_of = Steps().__getitem__
    names = [*terms]
    out: dict[str, Piece] = {}
    for start in range(0, len(parts), TERMS):
        some = parts[start : start + TERMS]
        text = _BETWEEN.join(["".join(part) for part in some])
        for part in some:
            part.clear()
        numbers = array("H", bytes.fromhex(text.translate(_NUMBERS)))
        if sys.byteorder == "little":
            numbers.byteswap()
        steps = map(sub, map(keys.__getitem__, numbers[1:]), map(days.__getitem__, numbers))
        codes = [*map(code_of, steps)]  # of every article after the first
        levels = text.translate(_LEVELS).split(_BETWEEN)
        hits = text.translate(_HITS).split(_BETWEEN)
        at = 0
        for term, level, hit in zip(names[start : start + TERMS], levels, hits, strict=True):
            last = at + len(level) - 1
            out[term] = keys[numbers[at]], keys[numbers[last]], "".join(codes[at:last]), level, hit[1:] + END
            at = last + 1
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


def size(part: Part) -> int:
    """How many characters a part takes in a shard of terms."""
    return len(part.codes) + len(part.levels)


def changed(entry: Part, gone: Set[int], come: Iterable[Posting], base: int) -> Part:
    """The part without the keys ``gone`` and with the postings ``come``."""
    fresh = sorted(come)
    if not gone and fresh and fresh[0][0] > entry.last and (entry.last >= 0 or not entry.levels):
        more = part(fresh, (entry.last >> DAY_SHIFT) + 1 if entry.levels else base)
        return Part(entry.codes + more.codes, entry.levels + more.levels, entry.hits + more.hits, more.last)
    keys, codes = decode_keys(entry.codes, base), split_keys(entry.codes)
    levels, hits = [*entry.levels], entry.hits.split(END)[:-1]
    for key in sorted(gone):
        at = bisect_left(keys, key)
        if at < len(keys) and keys[at] == key:
            del keys[at], codes[at], levels[at], hits[at]
            _recode(keys, codes, range(at, at + 1), base)
    for key, level, hit in fresh:
        at = bisect_left(keys, key)
        keys.insert(at, key)
        codes.insert(at, "")
        levels.insert(at, level)
        hits.insert(at, hit)
        _recode(keys, codes, range(at, at + 2), base)
    if not keys:
        return NOTHING
    return Part("".join(codes), "".join(levels), END.join(hits) + END, keys[-1])


def _recode(keys: Sequence[int], codes: list[str], places: Iterable[int], base: int) -> None:
    """Put right the codes at some places, behind which other keys now stand."""
    for at in places:
        if at < len(keys):
            codes[at] = encode_key(keys[at], keys[at - 1] >> DAY_SHIFT if at else base - 1)
