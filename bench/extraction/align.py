"""Which units of a dump stand in its gold body: a chain of matches through both, found by dynamic programming.

A line that is printed twice is matched once, where it fits its neighbours; a line that only resembles a piece of
the gold elsewhere is not matched. Weighted increasing subsequence over diagonals of shared trigrams, with a Fenwick
tree (Fenwick 1994) for the best chain so far.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")
_MANY = 24


def tokens(text: str) -> list[str]:
    """Words, and single characters of scripts that do not separate words."""
    return _TOKEN.findall(text.casefold())


def coverage(texts: Sequence[str], gold: str) -> list[float]:
    """For each text the share of its tokens that belong to the gold body, 0 to 1."""
    goal: list[str] = []
    edges = {0}
    for paragraph in re.split(r"\n+", gold):
        goal += tokens(paragraph)
        edges.add(len(goal))
    flat = len(edges) <= 3
    index: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    single: defaultdict[str, list[int]] = defaultdict(list)
    for i in range(len(goal)):
        single[goal[i]].append(i)
        if i + 3 <= len(goal):
            index[tuple(goal[i : i + 3])].append(i)
    pieces = [tokens(text) for text in texts]
    candidates = [_candidates(piece, goal, edges, flat, index, single) for piece in pieces]
    chain = _chain(candidates, len(goal))
    chain = _together(pieces, chain)
    out = [0.0] * len(texts)
    used = [False] * (len(goal) + 1)
    for i, (start, stop, matched) in chain.items():
        out[i] = min(1.0, matched / max(1, len(pieces[i])))
        for k in range(start, stop):
            used[k] = True
    _leftovers(pieces, goal, used, out)
    return out


def _candidates(
    piece: list[str],
    goal: list[str],
    edges: set[int],
    flat: bool,
    index: dict[tuple[str, ...], list[int]],
    single: dict[str, list[int]],
) -> list[tuple[int, int, float, float]]:
    n = len(piece)
    if not n:
        return []
    found = []
    if n < 3:
        for p in single.get(piece[0], [])[:400]:
            if goal[p : p + n] == piece:
                bounds = (p in edges) + (p + n in edges)
                if bounds == 2:
                    found.append((p, p + n, n * 0.95, float(n)))
                elif bounds == 1 and not flat:
                    found.append((p, p + n, n * 0.2, float(n)))
                elif flat:
                    found.append((p, p + n, n * 0.3, float(n)))
        return found[:_MANY]
    votes: Counter[int] = Counter()
    for i in range(n - 2):
        where = index.get(tuple(piece[i : i + 3]), ())
        if len(where) <= _MANY:
            for p in where:
                votes[p - i] += 1
    merged: list[list[int]] = []
    for diagonal, _ in sorted(votes.items()):
        if merged and diagonal - merged[-1][-1] <= 6:
            merged[-1].append(diagonal)
        else:
            merged.append([diagonal])
    for group in sorted(merged, key=lambda g: (-sum(votes[d] for d in g), g[0]))[:4]:
        in_goal: set[int] = set()
        in_piece: set[int] = set()
        for i in range(n - 2):
            for p in index.get(tuple(piece[i : i + 3]), ()):
                if group[0] <= p - i <= group[-1]:
                    in_goal.update((p, p + 1, p + 2))
                    in_piece.update((i, i + 1, i + 2))
        if in_goal:
            start, stop = min(in_goal), max(in_goal) + 1
            matched = float(len(in_piece))
            gain = matched * (0.5 + 0.5 * matched / n)
            gain += 0.2 * ((start in edges) + (stop in edges))
            found.append((start, stop, gain, matched))
    return found


def _chain(candidates: list[list[tuple[int, int, float, float]]], size: int) -> dict[int, tuple[int, int, float]]:
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 2)  # best gain of a chain that ends at or before
    links: list[tuple[int, int, int, float, int]] = []  # unit, start, stop, matched, the link before

    def best(position: int) -> tuple[float, int]:
        value = (0.0, -1)
        k = position + 1
        while k > 0:
            if tree[k][0] > value[0]:
                value = tree[k]
            k -= k & -k
        return value

    for i, some in enumerate(candidates):
        new = []
        for start, stop, gain, matched in some:
            total, before = best(min(start + 1, stop - 1, size))
            if before >= 0:
                total += 0.3 / (1 + i - links[before][0] - 1)
            new.append((total + gain, stop, len(links)))
            links.append((i, start, stop, matched, before))
        for total, stop, link in new:
            k = stop + 1
            while k < len(tree):
                if total > tree[k][0]:
                    tree[k] = (total, link)
                k += k & -k
    _, at = best(size)
    out: dict[int, tuple[int, int, float]] = {}
    while at >= 0:
        i, start, stop, matched, at = links[at]
        out[i] = (start, stop, matched)
    return out


def _together(
    pieces: list[list[str]],
    chain: dict[int, tuple[int, int, float]],
) -> dict[int, tuple[int, int, float]]:
    """Move a match that stands alone to a twin of its line that stands among matched lines."""
    twins: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if piece:
            twins[tuple(piece)].append(i)
    out = dict(chain)

    def company(i: int) -> int:
        return sum(k in out for k in range(i - 4, i + 5) if k != i)

    for i in sorted(chain):
        same = twins[tuple(pieces[i])]
        if len(same) > 1 and company(i) <= 1:
            other = max((k for k in same if k not in out), key=company, default=i)
            if other != i and company(other) >= 4:
                out[other] = out.pop(i)
    return out


def _leftovers(pieces: list[list[str]], goal: list[str], used: list[bool], out: list[float]) -> None:
    """Lines of the gold that stand elsewhere in the dump, out of order."""
    left: Counter[tuple[str, ...]] = Counter(
        tuple(goal[i : i + 4]) for i in range(len(goal) - 3) if not any(used[i : i + 4])
    )
    if not left:
        return
    for i, piece in enumerate(pieces):
        if out[i] == 0.0 and len(piece) >= 6:
            grams = [tuple(piece[k : k + 4]) for k in range(len(piece) - 3)]
            hits = sum(left[g] > 0 for g in grams)
            if hits >= 0.7 * len(grams):
                out[i] = hits / len(grams)
                for g in grams:
                    left[g] -= 1
