"""One term's entry in the form that shards and cache hold, and how an article enters and leaves it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.search.codec import DAY_SHIFT, END, LOCAL, decode_keys, encode, encode_keys


@dataclass(slots=True)
class Row:
    """A term's articles as characters: coded keys, levels, and the hits, each article's ended by END.

    The hits of the newest articles (``numbering.cut``) are the ``tail``.
    """

    codes: str
    levels: str
    hits: str
    tail: str
    last: int  # the highest key

    @property
    def count(self) -> int:
        """In how many articles the term stands."""
        return len(self.levels)


@dataclass(slots=True)
class Brief:
    """What cutting into shards and the vocabulary need to know of a term."""

    count: int
    size: int  # characters in its shard
    forms: str  # its surface forms, sorted, apart by a space


def rough(count: int) -> str:
    """How frequent a term is: half the bits of its number of articles, as one hexadecimal digit."""
    return format(min((count.bit_length() + 1) // 2, 15), "x")


def row(keys: list[int], levels: Iterable[str], hits: list[str], base: int, cut: int) -> Row:
    """A row from lists in the order of the keys; ``cut`` is the first key of the tail."""
    at = len(keys) if keys[-1] < cut else bisect_left(keys, cut)
    return Row(
        encode_keys(keys, base), "".join(levels), END.join([*hits[:at], ""]), END.join([*hits[at:], ""]), keys[-1]
    )


def brief(term: str, entry: Row, forms: Iterable[str]) -> Brief:
    """The brief of a term with these surface forms."""
    joined = " ".join(sorted(forms))
    return Brief(entry.count, len(term) + len(entry.codes) + entry.count + len(joined) // 2, joined)


def changed(
    entry: Row | None, gone: Iterable[int], come: Iterable[tuple[int, str, str]], base: int, cut: int
) -> Row | None:
    """The row without the keys ``gone`` and with the (key, level, hits) of ``come``; None where nothing is left."""
    come = sorted(come)
    gone = set(gone)
    if entry is not None and not gone and come and come[0][0] > entry.last:
        return _appended(entry, come, cut)
    keys: list[int] = []
    levels: list[str] = []
    hits: list[str] = []
    if entry is not None:
        for key, level, hit in zip(
            decode_keys(entry.codes, base), entry.levels, (entry.hits + entry.tail).split(END), strict=False
        ):
            if key not in gone:
                keys.append(key)
                levels.append(level)
                hits.append(hit)
    for key, level, hit in come:
        at = bisect_left(keys, key)
        keys.insert(at, key)
        levels.insert(at, level)
        hits.insert(at, hit)
    return row(keys, levels, hits, base, cut) if keys else None


def _appended(entry: Row, come: list[tuple[int, str, str]], cut: int) -> Row:
    codes = [entry.codes]
    last = entry.last
    for key, _, _ in come:
        if key >> DAY_SHIFT == last >> DAY_SHIFT:
            codes.append(encode(1) + encode((key & LOCAL) - (last & LOCAL) - 1))
        else:
            codes.append(encode_keys([key], (last >> DAY_SHIFT) + 1))
        last = key
    levels = entry.levels + "".join(level for _, level, _ in come)
    hits = entry.hits + "".join(hit + END for key, _, hit in come if key < cut)
    tail = entry.tail + "".join(hit + END for key, _, hit in come if key >= cut)
    return Row("".join(codes), levels, hits, tail, last)
