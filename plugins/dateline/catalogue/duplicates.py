"""Exact and near copies: articles that share most of one another's five-word shingles within a few days.

Containment is ``|A & B| / min(|A|, |B|)`` over the sets of shingles (Broder, "On the resemblance and containment of
documents", 1997). Candidate pairs come from an inverted index over each document's rarest sampled shingles: two
documents are compared only where they share one of them. The sample keeps shingles whose hash is divisible by a small
number ("mod p" sampling), so that both sides of a pair keep the same ones. Shingles that very many documents share
(legal notices, mastheads) name no candidates. The most alike are joined first, and only as long as a group spans no
more than those few days, so that yesterday's bulletin and today's make no chain of a year.
"""

from __future__ import annotations

import io
import re
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, BinaryIO, Self

from dateline.extract.words.arrays import numpy

WIDTH = 5  # words of a shingle
DAYS = 3  # greatest distance of two copies' dates
CONTAINED = 0.6  # least containment of a copy
RESEMBLING = 0.12  # least resemblance (Jaccard): a long article is no copy of the two sentences it quotes
SAMPLE = 4  # one shingle of so many is kept
PROBES = 24  # rarest sampled shingles of a document that look for candidates
COMMON = 40  # a shingle of more documents (or of one in a hundred) looks for none
PARTS = 64  # what is sorted is sorted a part at a time (a power of two)
CHUNK = 1 << 16  # shingles that are read at once
REMEMBERED = 1 << 15  # words whose hashes are held
LEAST_WORDS = 20  # shorter texts are copies only where they are equal

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")


Days = tuple[int, int]  # the first and the last
Scratch = Callable[[], BinaryIO]  # an empty file for a while
_EVER = (-(1 << 30), 1 << 30)
_OWNED = [("shingle", "i8"), ("document", "i4")]
_COUNTED = [*_OWNED, ("count", "i4")]
_PAIR = [("pair", "i8")]


@dataclass(frozen=True, slots=True)
class Document:
    """What is compared: an id, the ISO date ("" where unknown) and the plain text of an article."""

    id: str
    date: str
    text: str
    not_same_as: tuple[str, ...] = ()  # ids that the curator declared no copies of this one


@dataclass(frozen=True, slots=True)
class Group:
    """Documents that say the same, ids in order; ``exact`` where all their words are equal."""

    ids: tuple[str, ...]
    exact: bool


def group(documents: Iterable[Document], scratch: Scratch = io.BytesIO) -> tuple[Group, ...]:
    """The groups of copies with two members or more, ordered by their first id.

    Near-linear in the number of words. ``documents`` are taken one by one, and of each no more is held than its id and
    some numbers; the sampled shingles go to files that ``scratch`` gives. The order of the documents does not matter.
    Raises ValueError where two documents have one id, and OSError where such a file cannot be written.
    """
    with _Known(scratch) as known:
        known.read(documents)
        links = _Links(known.days)
        for i, j in _equal(known):
            links.join(i, j)
        for i, j in _alike(known, links, scratch):
            if links.fit(i, j):
                links.join(i, j)
        if known.apart:
            links = _without(links, known)
        groups = []
        for members in links.groups():
            exact = len({int(known.wholes[i]) for i in members}) == 1
            groups.append(Group(tuple(known.ids[i] for i in members), exact))
        return tuple(sorted(groups, key=lambda g: g.ids))


class _Known:
    """What is known of all documents, numbered in the order of their ids."""

    def __init__(self, scratch: Scratch) -> None:
        self._file = scratch()  # the sampled shingles of one document after the other, in the order in which they came
        self.ids: list[str] = []
        self.days = _Days()
        self.apart: set[frozenset[str]] = set()  # pairs of ids that the curator declared no copies

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        self._file.close()

    def read(self, documents: Iterable[Document]) -> None:
        """Take them all in. Raises ValueError, OSError."""
        codes = _Codes()
        ids, wholes, days, ends = [], array("Q"), _Days(), array("q", [0])
        for document in documents:
            found = _print(document.text, codes)
            ids.append(document.id)
            wholes.append(found.whole)
            days.append(_days(document.date))
            self._file.write(found.shingles.tobytes())
            ends.append(ends[-1] + len(found.shingles))
            self.apart |= {frozenset((document.id, other)) for other in document.not_same_as}
        order = sorted(range(len(ids)), key=ids.__getitem__)
        self.ids = [ids[k] for k in order]
        if any(one == two for one, two in pairwise(self.ids)):
            raise ValueError("two documents have the same id")
        np = numpy()
        self._order = np.array(order, np.int64)
        self._ends = np.frombuffer(ends, np.int64)
        self.wholes = np.frombuffer(wholes, np.uint64)[self._order]
        self.days = days.ordered(order)

    def shingles(self, i: int) -> frozenset[int]:
        """The sampled shingles of one document."""
        k = self._order[i]
        self._file.seek(8 * int(self._ends[k]))
        found = array("q")
        found.frombytes(self._file.read(8 * int(self._ends[k + 1] - self._ends[k])))
        return frozenset(found)

    def all_shingles(self) -> Iterator[Any]:
        """Rows (shingle, document), some at a time."""
        np = numpy()
        ranks = np.empty(len(self._order), np.int32)
        ranks[self._order] = np.arange(len(self._order), dtype=np.int32)
        self._file.seek(0)
        at, total = 0, int(self._ends[-1])
        while at < total:
            shingles = np.frombuffer(self._file.read(8 * min(CHUNK, total - at)), np.int64)
            owners = np.searchsorted(self._ends, np.arange(at, at + len(shingles)), side="right") - 1
            rows = np.empty(len(shingles), _OWNED)
            rows["shingle"], rows["document"] = shingles, ranks[owners]
            yield rows
            at += len(shingles)


@dataclass(frozen=True, slots=True)
class _Print:
    whole: int  # of all words, equal for equal texts
    shingles: array[int]  # the sampled ones, each once


class _Codes(dict[str, int]):
    """Hashes of words, which must not depend on the hash seed; most are worked out once."""

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        code = self[word] = zlib.crc32(word.encode())
        return code


def _words(text: str) -> list[str]:
    """The words of a text in small letters; texts of plain letters take a shorter way to the same."""
    text = text.casefold()
    return text.translate(_APART).split() if text.isascii() else _WORD.findall(text)


def _print(text: str, codes: _Codes) -> _Print:
    """The shingles of a text."""
    row = [codes[word] for word in _words(text)]
    packed = array("Q", row).tobytes()
    whole = zlib.crc32(packed) << 32 | zlib.adler32(packed)
    if len(row) < LEAST_WORDS:
        return _Print(whole, array("q"))
    # the two first words decide whether a shingle is kept, so that no other shingle needs to be made
    kept = [at for at, (a, b) in enumerate(pairwise(row[: 2 - WIDTH])) if not (a + b) % SAMPLE]
    return _Print(whole, array("q", {hash(tuple(row[at : at + WIDTH])) for at in kept}))


def _days(iso: str) -> Days | None:
    """The first and the last day, since year 1, that a date can mean; None where nothing is known."""
    try:
        if len(iso) >= 10:
            day = date.fromisoformat(iso[:10]).toordinal()
            return day, day
        first = date.fromisoformat(f"{iso}-01" if len(iso) == 7 else f"{iso}-01-01")
        last = date(first.year, first.month if len(iso) == 7 else 12, 28)
        return first.toordinal(), last.toordinal() + 3
    except ValueError:
        return None


def _close(one: Days | None, two: Days | None) -> bool:
    return one is None or two is None or max(one[0] - two[1], two[0] - one[1]) <= DAYS


def _equal(known: _Known) -> Iterator[tuple[int, int]]:
    """Neighbouring pairs of equal texts, by date."""
    np = numpy()
    order = np.argsort(known.wholes, kind="stable")
    starts = _starts(known.wholes[order])
    counts = np.diff(np.append(starts, len(order)))
    empty, days = _print("", _Codes()).whole, known.days
    for at in np.flatnonzero(counts > 1):
        members = order[starts[at] : starts[at] + counts[at]].tolist()
        if known.wholes[members[0]] != empty:
            members.sort(key=lambda i: (days[i] or (0, 0), i))
            for i, j in pairwise(members):
                if _close(days[i], days[j]):
                    yield i, j


def _alike(known: _Known, links: _Links, scratch: Scratch) -> Iterator[tuple[int, int]]:
    """The pairs that are near copies and not joined yet, the most alike first."""
    np = numpy()
    contained, resembling, pairs = array("d"), array("d"), array("q")
    last, one = -1, frozenset[int]()
    for some in _candidates(known, scratch):
        for i, j in zip(*(axis.tolist() for axis in divmod(some, len(known.ids))), strict=True):
            if links.joined(i, j):
                continue
            if i != last:
                last, one = i, known.shingles(i)
            two = known.shingles(j)
            if _near(one, two):
                both = len(one & two)
                contained.append(-both / min(len(one), len(two)))
                resembling.append(-both / (len(one) + len(two) - both))
                pairs.append(i * len(known.ids) + j)
    for at in np.lexsort((pairs, resembling, contained)):
        yield divmod(pairs[at], len(known.ids))


def _candidates(known: _Known, scratch: Scratch) -> Iterator[Any]:
    """The pairs of documents that are to be compared, ascending, each as one number, some at a time."""
    np = numpy()
    many = len(known.ids)
    most = max(COMMON, many // 100)
    with _Dealt(_OWNED, scratch) as owned, _Dealt(_COUNTED, scratch) as counted:
        for rows in known.all_shingles():
            owned.add(rows, rows["shingle"] & (PARTS - 1))
        for rows in owned.parts():
            telling = _telling(rows, most)
            counted.add(telling, telling["document"].astype(np.int64) * PARTS // many)
        with _Dealt(_OWNED, scratch) as probes, _Dealt(_PAIR, scratch) as pairs:
            for rows in counted.parts():
                rarest = _rarest(rows)
                probes.add(rarest, rarest["shingle"] & (PARTS - 1))
            for rows in probes.parts():
                for found in _within(rows, known.days):
                    # (one of the two first, so that all pairs of one document are dealt to one part)
                    pairs.add(found.view(_PAIR), found // many * PARTS // many)
            for rows in pairs.parts():
                yield np.unique(rows["pair"])


def _telling(rows: Any, most: int) -> Any:
    """Those of the rows whose shingle several documents have, but not very many, with the number of those."""
    np = numpy()
    rows = rows[np.argsort(rows["shingle"], kind="stable")]
    starts = _starts(rows["shingle"])
    counts = np.diff(np.append(starts, len(rows)))
    each = np.repeat(counts, counts)
    chosen = (each > 1) & (each <= most)
    found = np.empty(int(chosen.sum()), _COUNTED)
    found["shingle"], found["document"] = rows["shingle"][chosen], rows["document"][chosen]
    found["count"] = each[chosen]
    return found


def _rarest(rows: Any) -> Any:
    """Of each document's rows those with the rarest shingles."""
    np = numpy()
    rows = rows[np.lexsort((rows["shingle"], rows["count"], rows["document"]))]
    starts = _starts(rows["document"])
    place = np.arange(len(rows)) - np.repeat(starts, np.diff(np.append(starts, len(rows))))
    chosen = rows[place < PROBES]
    found = np.empty(len(chosen), _OWNED)
    found["shingle"], found["document"] = chosen["shingle"], chosen["document"]
    return found


def _within(rows: Any, days: _Days) -> Iterator[Any]:
    """The pairs of documents that share a shingle and are close in time, each as one number, some at a time.

    The holders of a shingle are sorted by their first day: where one is too late for another, all later ones are.
    """
    np = numpy()
    low, high = days.limits()
    document = rows["document"]
    order = np.lexsort((document, low[document], rows["shingle"]))
    document, shingle = document[order].astype(np.int64), rows["shingle"][order]
    at = np.arange(len(document))
    step = 0
    while len(at):
        step += 1
        at = at[at + step < len(document)]
        other = at + step
        goes_on = (shingle[at] == shingle[other]) & (low[document[other]] - high[document[at]] <= DAYS)
        at, other = at[goes_on], other[goes_on]
        one, two = document[at], document[other]
        if len(at):
            yield np.minimum(one, two) * len(days) + np.maximum(one, two)


def _starts(values: Any) -> Any:
    """Where in sorted values another one begins."""
    np = numpy()
    first = np.ones(len(values), bool)
    first[1:] = values[1:] != values[:-1]
    return np.flatnonzero(first)


class _Dealt:
    """Rows that are too many to be held, dealt to PARTS parts and given back a part at a time."""

    def __init__(self, row: Any, scratch: Scratch) -> None:
        self._row = numpy().dtype(row)
        self._scratch = scratch
        self._files = [scratch()]  # the rows as they come, each with its part
        self._sizes = numpy().zeros(PARTS, int)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        for file in self._files:
            file.close()

    def add(self, rows: Any, parts: Any) -> None:
        """Some rows, and the part that each belongs to. Raises OSError."""
        np = numpy()
        order = np.argsort(parts, kind="stable")
        sizes = np.bincount(parts, minlength=PARTS)
        self._files[0].write(sizes.astype(np.int64).tobytes() + rows[order].tobytes())
        self._sizes += sizes

    def parts(self) -> Iterator[Any]:
        """The rows of each part that has any. Raises OSError."""
        np = numpy()
        source, dealt = self._files[0], self._scratch()
        self._files.append(dealt)
        begins = np.concatenate(([0], np.cumsum(self._sizes))) * self._row.itemsize
        at = begins.copy()
        source.seek(0)
        while head := source.read(8 * PARTS):
            for part, size in enumerate(np.frombuffer(head, np.int64)):
                if size:
                    dealt.seek(int(at[part]))
                    at[part] += dealt.write(source.read(int(size) * self._row.itemsize))
        source.seek(0)
        source.truncate()
        for part, size in enumerate(self._sizes):
            if size:
                dealt.seek(int(begins[part]))
                yield np.frombuffer(dealt.read(int(size) * self._row.itemsize), self._row)


def _near(one: frozenset[int], two: frozenset[int]) -> bool:
    if not one or not two:
        return False
    both = len(one & two)
    return both >= CONTAINED * min(len(one), len(two)) and both >= RESEMBLING * (len(one) + len(two) - both)


def _without(links: _Links, known: _Known) -> _Links:
    """Groups again where the curator said that two members are no copies: a pair that is apart is never joined."""
    result = _Links(known.days)
    ids, days, wholes, apart = known.ids, known.days, known.wholes, known.apart
    for members in links.groups():
        clusters: list[list[int]] = []
        for i in members:
            for cluster in clusters:
                near = any(
                    _close(days[i], days[j]) and (wholes[i] == wholes[j] or _near(known.shingles(i), known.shingles(j)))
                    for j in cluster
                )
                if near and not any(frozenset((ids[i], ids[j])) in apart for j in cluster):
                    cluster.append(i)
                    break
            else:
                clusters.append([i])
        for cluster in clusters:
            for j in cluster[1:]:
                result.join(cluster[0], j)
    return result


class _Days:
    """The days of many documents; a document without a date is of all days."""

    def __init__(self, low: Any = (), high: Any = ()) -> None:
        self._low = array("i", low)
        self._high = array("i", high)

    def append(self, days: Days | None) -> None:
        """Those of one more document."""
        low, high = _EVER if days is None else days
        self._low.append(low)
        self._high.append(high)

    def __setitem__(self, i: int, days: Days | None) -> None:
        self._low[i], self._high[i] = _EVER if days is None else days

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, i: int) -> Days | None:
        found = self._low[i], self._high[i]
        return None if found == _EVER else found

    def limits(self) -> tuple[Any, Any]:
        """The first and the last days, as arrays."""
        np = numpy()
        return np.array(self._low, np.int64), np.array(self._high, np.int64)

    def ordered(self, order: Sequence[int]) -> _Days:
        """The same in another order."""
        return _Days((self._low[k] for k in order), (self._high[k] for k in order))


class _Links:
    """Disjoint sets of indexes (union by least root, path halving), each with the days that it spans."""

    def __init__(self, days: _Days) -> None:
        self._above = array("i", range(len(days)))
        # what is dated to a month or a year only says nothing of how long a group spans
        self._spans = _Days()
        for i in range(len(days)):
            span = days[i]
            self._spans.append(span if span is not None and span[0] == span[1] else None)

    def _root(self, i: int) -> int:
        above = self._above
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    def joined(self, i: int, j: int) -> bool:
        return self._root(i) == self._root(j)

    def fit(self, i: int, j: int) -> bool:
        """Whether two sets may be one report: together they span no more days than copies do, or one of them does.

        Without this a chain of pairs, or one article without a date, joins what is years apart.
        """
        one, two = self._spans[self._root(i)], self._spans[self._root(j)]
        if one is None or two is None:
            return True
        return max(one[1], two[1]) - min(one[0], two[0]) <= max(DAYS, one[1] - one[0], two[1] - two[0])

    def join(self, i: int, j: int) -> None:
        one, two = sorted((self._root(i), self._root(j)))
        if one == two:
            return
        self._above[two] = one
        spans = [span for span in (self._spans[one], self._spans[two]) if span is not None]
        self._spans[one] = (min(low for low, _ in spans), max(high for _, high in spans)) if spans else None

    def groups(self) -> list[list[int]]:
        """The sets of two members or more, members ascending."""
        sets: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._above)):
            root = self._root(i)
            if root != i:
                sets[root].append(i)
        return [[root, *members] for root, members in sorted(sets.items())]
