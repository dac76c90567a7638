"""Exact and near copies: articles that share most of one another's five-word shingles within a few days.

Containment is ``|A & B| / min(|A|, |B|)`` over the sets of shingles (Broder, "On the resemblance and containment of
documents", 1997). Candidate pairs come from an inverted index over each document's rarest sampled shingles: two
documents are compared only where they share one of them. The sample keeps shingles whose hash is divisible by a small
number ("mod p" sampling), so that both sides of a pair keep the same ones. Shingles that very many documents share
(legal notices, mastheads) name no candidates. The most alike are joined first, and only as long as a group spans no
more than those few days, so that yesterday's bulletin and today's make no chain of a year.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

WIDTH = 5  # words of a shingle
DAYS = 3  # greatest distance of two copies' dates
CONTAINED = 0.6  # least containment of a copy
RESEMBLING = 0.12  # least resemblance (Jaccard): a long article is no copy of the two sentences it quotes
SAMPLE = 4  # one shingle of so many is kept
PROBES = 24  # rarest sampled shingles of a document that look for candidates
COMMON = 40  # a shingle of more documents (or of one in a hundred) looks for none
PARTS = 16  # shingles are counted a part at a time: a number costs a tenth of the memory that its place in a count does
LEAST_WORDS = 20  # shorter texts are copies only where they are equal

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_APART = {code: " " for code in range(128) if not chr(code).isalnum()}
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")


Days = tuple[int, int]  # the first and the last


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


def group(documents: Iterable[Document]) -> tuple[Group, ...]:
    """The groups of copies with two members or more, ordered by their first id.

    Near-linear in the number of words. ``documents`` are taken one by one, and of each no more is kept than the sample
    of its shingles; their order does not matter. Raises ValueError where two documents have one id.
    """
    codes = _Codes()
    found = sorted([_Known(d.id, _days(d.date), d.not_same_as, _print(d.text, codes)) for d in documents], key=_id)
    if len({known.id for known in found}) != len(found):
        raise ValueError("two documents have the same id")
    prints = [known.print for known in found]
    days = [known.days for known in found]
    apart = {frozenset((d.id, other)) for d in found for other in d.not_same_as}
    links = _Links(days)
    for i, j in _equal(prints, days):
        links.join(i, j)
    for _, i, j in sorted(_alike(prints, days, links)):
        if links.fit(i, j):
            links.join(i, j)
    if apart:
        links = _without(links, found, apart, prints, days)
    groups = []
    for members in links.groups():
        exact = len({prints[i].whole for i in members}) == 1
        groups.append(Group(tuple(found[i].id for i in members), exact))
    return tuple(sorted(groups, key=lambda g: g.ids))


@dataclass(frozen=True, slots=True)
class _Print:
    whole: int  # of all words, equal for equal texts
    words: int
    shingles: array[int]  # the sampled ones, each once


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of a document."""

    id: str
    days: Days | None
    not_same_as: tuple[str, ...]
    print: _Print


def _id(known: _Known) -> str:
    return known.id


class _Codes(dict[str, int]):
    """Hashes of words, which must not depend on the hash seed; each is worked out once."""

    def __missing__(self, word: str) -> int:
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
        return _Print(whole, len(row), array("q"))
    # the two first words decide whether a shingle is kept, so that no other shingle needs to be made
    kept = [at for at, (a, b) in enumerate(pairwise(row[: 2 - WIDTH])) if not (a + b) % SAMPLE]
    return _Print(whole, len(row), array("q", {hash(tuple(row[at : at + WIDTH])) for at in kept}))


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


def _equal(prints: Sequence[_Print], days: Sequence[Days | None]) -> Iterable[tuple[int, int]]:
    """Neighbouring pairs of equal texts, by date."""
    same: dict[int, list[int]] = defaultdict(list)
    for i, item in enumerate(prints):
        if item.words:
            same[item.whole].append(i)
    for members in same.values():
        ordered = sorted(members, key=lambda i: (days[i] or (0, 0), i))
        for i, j in pairwise(ordered):
            if _close(days[i], days[j]):
                yield i, j


def _candidates(prints: Sequence[_Print], days: Sequence[Days | None]) -> set[tuple[int, int]]:
    telling = _telling(prints)
    holders: dict[int, list[int]] = defaultdict(list)
    for i, item in enumerate(prints):
        shared = sorted([(telling[s], s) for s in item.shingles if s in telling])
        for _, shingle in shared[:PROBES]:
            holders[shingle].append(i)
    pairs: set[tuple[int, int]] = set()
    for members in holders.values():
        for at, i in enumerate(members):
            for j in members[at + 1 :]:
                if _close(days[i], days[j]):
                    pairs.add((i, j))
    return pairs


def _telling(prints: Sequence[_Print]) -> dict[int, int]:
    """The shingles that several documents have, but not very many, with the number of those."""
    parts = [array("q") for _ in range(PARTS)]
    for item in prints:
        for shingle in item.shingles:
            parts[shingle % PARTS].append(shingle)
    most = max(COMMON, len(prints) // 100)
    found: dict[int, int] = {}
    while parts:
        counts = Counter(parts.pop())
        found.update((shingle, count) for shingle, count in counts.items() if 1 < count <= most)
    return found


def _alike(
    prints: Sequence[_Print], days: Sequence[Days | None], links: _Links
) -> Iterable[tuple[tuple[float, float], int, int]]:
    """The pairs that are near copies and not joined yet, each with what sorts the most alike first."""
    last, one = -1, frozenset[int]()
    for i, j in sorted(_candidates(prints, days)):
        if i != last:
            last, one = i, frozenset(prints[i].shingles)
        two = frozenset(prints[j].shingles)
        if not links.joined(i, j) and _near(one, two):
            both = len(one & two)
            yield (-both / min(len(one), len(two)), -both / (len(one) + len(two) - both)), i, j


def _near(one: frozenset[int], two: frozenset[int]) -> bool:
    if not one or not two:
        return False
    both = len(one & two)
    return both >= CONTAINED * min(len(one), len(two)) and both >= RESEMBLING * (len(one) + len(two) - both)


def _without(
    links: _Links,
    found: Sequence[_Known],
    apart: set[frozenset[str]],
    prints: Sequence[_Print],
    days: Sequence[Days | None],
) -> _Links:
    """Groups again where the curator said that two members are no copies: a pair that is apart is never joined."""
    result = _Links(days)
    for members in links.groups():
        clusters: list[list[int]] = []
        for i in members:
            for cluster in clusters:
                near = any(
                    _close(days[i], days[j])
                    and (prints[i].whole == prints[j].whole or _near(*(frozenset(prints[k].shingles) for k in (i, j))))
                    for j in cluster
                )
                if near and not any(frozenset((found[i].id, found[j].id)) in apart for j in cluster):
                    cluster.append(i)
                    break
            else:
                clusters.append([i])
        for cluster in clusters:
            for j in cluster[1:]:
                result.join(cluster[0], j)
    return result


class _Links:
    """Disjoint sets of indexes (union by least root, path halving), each with the days that it spans."""

    def __init__(self, days: Sequence[Days | None]) -> None:
        self._above = list(range(len(days)))
        # what is dated to a month or a year only says nothing of how long a group spans
        self._spans = [span if span is not None and span[0] == span[1] else None for span in days]

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
            sets[self._root(i)].append(i)
        return [members for members in sets.values() if len(members) > 1]
