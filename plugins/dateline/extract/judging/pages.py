"""Copies of several pages that a person pasted one below the other: which of the likely places part them.

Each page between two places (``places``) is read by itself. A place parts the file where both pages beside it have a
headline and a text, and what the lines around it tell and what is read of the two make it sure together. Where a place
falls, the two pages are read as one, and the places beside it are judged anew: each is read a few times at most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from math import log
from typing import NamedTuple

from dateline.extract.features.alone import weight
from dateline.extract.judging.places import Place
from dateline.extract.reading import Reading

_TURNS = 3  # in which places fall, the least likely ones first
_SIZE, _HEAD = 300, 0.1  # characters of a page's text, in Latin letters, and the score of its headline,
_SURE_SIZE, _SURE_HEAD, _SURE_DAY = 400, 0.2, 0.5  # and for the file to be parted, and the score of its day
_HEADLINE, _DAY, _SHARE = 2.5, 1.5, 0.5  # what their lower scores add, and the smaller text's size by the other's
_LIKELY = -0.8  # of the sum, for a doubt
_SURE, _UNDATED = 0.3, 2.3  # to part; where a page has no such day, as notes on the outlet and comments have none,
_LONG = 1000  # and is of as many characters
_FAR = 20.0  # what a place lacks more that can only be doubted,
_NEVER = 99.0  # and where one of its pages is no article


class Parted(NamedTuple):
    """The readings of the pages of a file, none where it is one page, and the first place that may part it further."""

    readings: tuple[Reading, ...]
    further: int | None


class _Text(NamedTuple):
    """What is asked of a page's reading."""

    size: float
    headline: str
    head: float
    day: float


def parted(places: Sequence[Place], whole: tuple[int, int], read: Callable[[int, int], Sequence[Reading]]) -> Parted:
    """The pages of the ``whole``, from a unit to another, which ``read`` reads as much of as it is asked for."""
    known: dict[tuple[int, int], Sequence[Reading]] = {}

    def page(span: tuple[int, int]) -> Sequence[Reading]:
        if span not in known:
            known[span] = read(*span)
        return known[span]

    kept, likely = list(places), set[int]()
    for turn in range(_TURNS if kept else 0):
        texts = [_text(page(span)) for span in _spans(kept, whole)]
        sums = [_sum(place, *beside) for place, beside in zip(kept, pairwise(texts), strict=True)]
        likely.update(place.edge for place, told in zip(kept, sums, strict=True) if told >= _LIKELY)
        lacks = [_lacks(p, told, *beside) for p, told, beside in zip(kept, sums, pairwise(texts), strict=True)]
        weak = {n for n, lack in enumerate(lacks) if lack > 0}
        if turn + 1 < _TURNS:  # beside a less likely place that falls, one may be sure
            weak = {n for n in weak if all(lacks[n] >= lacks[k] for k in (n - 1, n + 1) if k in weak)}
        kept = [place for n, place in enumerate(kept) if n not in weak]
        if not weak or not kept:
            break
    doubted = sorted(likely.difference(place.edge for place in kept))
    if not kept:
        return Parted((), doubted[0] - whole[0] if doubted else None)
    return Parted(
        tuple(chain.from_iterable(_doubting(page(span), span, doubted) for span in _spans(kept, whole))), None
    )


def _spans(places: Sequence[Place], whole: tuple[int, int]) -> list[tuple[int, int]]:
    return list(pairwise((whole[0], *(place.edge for place in places), whole[1])))


def _doubting(readings: Sequence[Reading], span: tuple[int, int], doubted: Sequence[int]) -> Sequence[Reading]:
    """The reading of a page with the first place in it that is only likely; where it has marks they tell it."""
    within = [edge - span[0] for edge in doubted if span[0] < edge < span[1]]
    return [replace(readings[0], further=within[0])] if within and len(readings) == 1 else readings


def _text(readings: Sequence[Reading]) -> _Text:
    """Of the reading with the longest text."""
    sizes = [sum(weight(u.text) for u, flag in zip(one.units, one.inside, strict=True) if flag) for one in readings]
    size, n = max((size, -n) for n, size in enumerate(sizes))
    reading = readings[-n]
    headline, published = reading.headline, reading.published
    return _Text(
        size,
        reading.units[headline.unit].folded if headline is not None else "",
        headline.score if headline is not None else 0.0,
        published.score if published is not None else 0.0,
    )


def _sum(place: Place, above: _Text, below: _Text) -> float:
    """What is told of a place and of the two pages that it parts."""
    least, most = sorted((above.size, below.size))
    head = min(above.head, below.head)
    if least < _SIZE or head < _HEAD or above.headline == below.headline:
        return place.told - _NEVER  # so that the least likely place falls first
    return place.told + _HEADLINE * head + _DAY * min(above.day, below.day) + _SHARE * log(least / most)


def _lacks(place: Place, told: float, above: _Text, below: _Text) -> float:
    """What a place's sum lacks to part the file; nothing from 0 down."""
    size, head, day = (min(getattr(above, name), getattr(below, name)) for name in ("size", "head", "day"))
    dated = day >= _SURE_DAY
    can = place.ruled or (size >= (_SURE_SIZE if dated else _LONG) and head >= _SURE_HEAD)
    return (_SURE if dated or place.ruled else _UNDATED) + (0.0 if can else _FAR) - told
