"""Where further pages may begin in a file into which a person pasted several, one below the other.

Between the last paragraph of one page and the first of the next stand the foot of the one and the menu and the head of
the other: many lines without a paragraph, some of which say whose the page is, and a line with a day above the text.
What else stands between paragraphs (captions, boxes, lists of other articles, the head of the comments) has less of it,
stands amid lines that the page prints again as its menu, and those below it say much in the words of those above. Each
sign adds to what is told of a place; how much was fitted on pairs of pages and on single ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import log, log1p, sqrt
from typing import NamedTuple

from dateline.extract.features.alone import AT_KINDS, AT_WEIGHT, KINDS, content
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.words.arrays import Floats, numpy
from dateline.extract.words.text import CLAIMS, ends_sentence, has_digit

_SENTENCE, _TOLD = 60, 250  # characters, in Latin letters, of a paragraph and of all of a page
_PAGE = 4000  # characters of a page's text beside which a small one is not smaller still
_WORDS = 30  # paragraphs on either side whose words are compared
_SHORT = 120  # characters of a line that may tell a day
_HEAD = 16  # units above a paragraph of which one is such a line
_NEAR, _FIRST = 3, 4  # units between two paragraphs of a page's first ones
_LINK = 60  # characters of a line that leads to a page on rights or on the outlet
_SAYS = 0.4  # of a line that a phrase on rights covers
_LEGAL = AT_KINDS + KINDS.index("legal")
_BESIDE = 3  # units between lines of a page's foot
_GAP = 8  # units from a page's last paragraph to the next one's first; fewer where a line says whose the page is
_BLANK, _PRINTED = 4, 20  # blank lines, and lines that are printed again, of which more tell no more
_NAMED = 4  # characters of a line that is no mere number or sign
_TOP, _SAME = 5, 3  # lines at the top of a file, and of these that stand at the top of its outlet's next page
_LEAST = 0.02  # of the other page's size
_RULE = re.compile(r"^([-=_*#~+–—─═])(?:\s?\1){4,}$")
_DRAWN = frozenset("-=_*#~+–—─═")

# What each sign adds.
_BASE = -6.6
_UNITS = 1.1  # between the two paragraphs, as a logarithm
_OWNED, _CLAIMED = 1.9, 1.7  # a line that says whose the page is or leads to what does; one that claims rights
_RULED = 4.0  # a line of signs
_BLANKS = 0.2  # each blank line
_PARAGRAPHS = 2.2  # paragraphs follow each other below
_SHARE = 1.2  # the smaller page's size by the other's, as a logarithm
_AGAIN = -0.8  # lines that are printed above and below, as a logarithm
_ALIKE = 1.6  # the page begins as the file does
_DATED = 1.9  # a line with a day and its year stands above the text
_COMMON = -3.9  # words of content that both have, by those of the one with fewer: the root of their share
_LIKELY, _DATED_LIKELY = -0.5, -1.6  # from where on a place is worth reading its pages, and one with a day


class Place(NamedTuple):
    """The first unit of what may be a further page, and what the lines around tell of it."""

    edge: int
    told: float
    ruled: bool = False  # whether it is a line of signs amid many others


class _Gap(NamedTuple):
    """What stands between two paragraphs, the first of which has a number among all of them."""

    number: int
    last: int
    first: int
    edge: int
    ruled: bool
    told: float
    least: float  # for the place to be likely


def places(units: Sequence[Unit], own: Floats) -> list[Place]:
    """The places where further pages may begin, in order. ``own`` are the units' own measures.

    The likeliest one parts the file, and each part of it has the likeliest one within it, as long as there is any.
    """
    np = numpy()
    sizes = np.expm1(own[:, AT_WEIGHT])
    some = np.flatnonzero((sizes >= _SENTENCE) & ~own[:, AT_KINDS:].any(axis=1)).tolist()
    told = [i for i in some if ends_sentence(units[i].text)]
    above = [0.0, *accumulate(sizes[told].tolist())]
    if above[-1] < 2 * _TOLD:
        return []
    gaps = list(_gaps(units, (own[:, _LEGAL] >= _SAYS).tolist(), told, above))
    return _Search(units, told, above, gaps).found() if gaps else []


def _gaps(units: Sequence[Unit], legal: Sequence[bool], told: Sequence[int], above: Sequence[float]) -> Iterator[_Gap]:
    """What may stand between two pages: the gaps with enough text above and below them and a likely sum of signs."""
    for n in range(bisect_left(above, _TOLD) - 1, len(told) - 1):
        last, first = told[n], told[n + 1]
        if above[-1] - above[n + 1] < _TOLD:
            return
        if first - last < 2:
            continue
        between = range(last + 1, first)
        owned = [i for i in between if _owned(units[i], legal[i])]
        if first - last < _GAP and not owned:
            continue
        drawn = [i for i in between if units[i].text[:1] in _DRAWN and _RULE.match(units[i].text)]
        ruled = drawn if first - last >= _GAP else []  # amid a story few lines stand beside one
        claimed = [i for i in owned if units[i].folded.startswith(CLAIMS)]
        blank = max(range(last + 1, first + 1), key=lambda i: (units[i].blank_before, -i))
        near = any(below - i <= _NEAR for i, below in pairwise(told[n + 1 : n + 1 + _FIRST]))
        told_so_far = _BASE + _UNITS * log1p(first - last) + _BLANKS * min(_BLANK, units[blank].blank_before)
        told_so_far += _OWNED * bool(owned) + _CLAIMED * bool(claimed) + _RULED * bool(ruled) + _PARAGRAPHS * near
        if told_so_far + _ALIKE + _DATED >= _DATED_LIKELY:
            edge = ruled[0] if ruled else _below(owned, claimed) if owned else blank
            yield _Gap(n, last, first, edge, bool(ruled), told_so_far, _LIKELY)


def _owned(unit: Unit, legal: bool) -> bool:
    """Whether a line says whose the page is, or leads to what does."""
    return (legal and len(unit.text) <= _LINK) or unit.folded.startswith(CLAIMS)


def _below(owned: Sequence[int], claimed: Sequence[int]) -> int:
    """The unit below the lines on rights and the like that stand right below each other."""
    if claimed:
        edge = claimed[-1]
    else:  # a line alone may ask for consent at the top of the next page
        edge = owned[0] if any(below - i <= _BESIDE for i, below in pairwise(owned)) else owned[-1]
    for i in owned:
        edge = i if edge < i <= edge + _BESIDE else edge
    return edge + 1


class _Search:
    """The likely places among the gaps of a file."""

    def __init__(
        self, units: Sequence[Unit], told: Sequence[int], above: Sequence[float], gaps: Sequence[_Gap]
    ) -> None:
        self._units, self._told, self._above = units, told, above
        top = {unit.folded for unit in units[:_TOP]}
        likely = []
        for gap in gaps:  # what costs more is asked of those alone that may still be likely
            alike = len(top.intersection(units[i].folded for i in range(gap.last + 1, gap.first))) >= _SAME
            known = gap.told + _ALIKE * alike
            if known + _DATED >= _DATED_LIKELY and _dated(units, gap):
                likely.append(gap._replace(told=known + _DATED, least=_DATED_LIKELY))
            elif known >= _LIKELY:
                likely.append(gap._replace(told=known))
        again = _printed_again(units) if likely else []
        likely = [gap._replace(told=gap.told + _AGAIN * log1p(min(_PRINTED, again[gap.edge]))) for gap in likely]
        self._gaps = [
            gap._replace(told=gap.told + _COMMON * sqrt(self._common(gap))) for gap in likely if gap.told >= gap.least
        ]

    def found(self) -> list[Place]:
        """In order, from the whole file down to pages that no place parts."""
        out = []
        parts = [(0, len(self._told), [gap for gap in self._gaps if gap.told >= gap.least])]
        while parts:
            first, last, gaps = parts.pop()
            within = {gap: told for gap in gaps if (told := self._within(gap, first, last)) >= gap.least}
            if not within:
                continue
            best = max(within, key=lambda gap: (within[gap], -gap.number))
            out.append(Place(best.edge, within[best], best.ruled))
            at = best.number + 1
            parts.append((first, at, [gap for gap in gaps if gap.number < best.number]))
            parts.append((at, last, [gap for gap in gaps if gap.number > best.number]))
        return sorted(out)

    def _within(self, gap: _Gap, first: int, last: int) -> float:
        """What is told of a gap where the pages that it parts are the paragraphs from ``first`` to ``last``."""
        amid = self._above[gap.number + 1]
        sizes = (amid - self._above[first], self._above[last] - amid)
        if min(sizes) < _TOLD:
            return -float("inf")
        return gap.told + _SHARE * log(max(_LEAST, min(1.0, min(sizes) / min(_PAGE, max(sizes)))))

    def _common(self, gap: _Gap) -> float:
        """The share of their words that the paragraphs above a gap and those below it have in common."""
        at = gap.number + 1
        above, below = (
            set().union(*(content(self._units[i].folded) for i in some))
            for some in (self._told[max(0, at - _WORDS) : at], self._told[at : at + _WORDS])
        )
        return len(above & below) / max(1, min(len(above), len(below)))


def _dated(units: Sequence[Unit], gap: _Gap) -> bool:
    """Whether a line with a day and its year stands above the paragraph below a gap."""
    head = (units[i].text for i in range(max(gap.last + 1, gap.first - _HEAD), gap.first))
    return any(
        date.day and date.year for text in head if len(text) < _SHORT and has_digit(text) for date in find_dates(text)
    )


def _printed_again(units: Sequence[Unit]) -> list[int]:
    """Of each unit how many lines above it are printed again, by it or below it."""
    seen: dict[str, int] = {}
    change = [0] * (len(units) + 1)
    for i, unit in enumerate(units):
        if len(unit.folded) >= _NAMED:
            before = seen.get(unit.folded)
            if before is not None:
                change[before + 1] += 1
                change[i + 1] -= 1
            seen[unit.folded] = i
    return list(accumulate(change))
