"""Copies of several pages that a person pasted one below the other, with nothing in between.

What ends a page (whose rights it is, what may be done with it) or opens the next one ("Skip to content") stands between
two stories, and the second has a head of its own: a short line with a day or a
byline. Both are then read by themselves, and the dump is parted only where each gives a likely headline, a day or an
author, and a text that reads like a story; where they are less likely, the reading stays one, with a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.features.alone import AT_KINDS, KINDS
from dateline.extract.lines.units import Unit
from dateline.extract.reading import Reading
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.words.arrays import Floats
from dateline.extract.words.text import CLAIMS, ends_sentence

_SENTENCE, _TOLD, _SEVERAL = 60, 250, 2  # characters of a paragraph and of all of a story, and paragraphs at least
_SHORT = 120  # characters of a line that may tell a day or a byline
_HEAD = 16  # units above a paragraph of which one is such a line,
_OPENING = 3  # and of which paragraphs of a page: the first may ask for consent
_BESIDE = 3  # units between lines of a page's foot
_LINK = 60  # characters of a line that leads to a page on rights or on the outlet
_SAYS = 0.4  # of a line that a phrase on rights covers
_LEGAL = AT_KINDS + KINDS.index("legal")
_LEAST = 350  # characters of running text that a page's own reading has at least,
_MUCH, _LIKELY, _SURE = 600, 0.7, 0.25  # and for sure; the mean score of the text, and the headline's


def begun(units: Sequence[Unit], own: Floats) -> list[int]:
    """The first units of what may be further pages, in order. ``own`` are the units' own measures."""
    kinds = own[:, AT_KINDS:].max(axis=1).tolist()
    legal = (own[:, _LEGAL] >= _SAYS).tolist()
    told = [
        i for i, unit in enumerate(units) if not kinds[i] and len(unit.text) >= _SENTENCE and ends_sentence(unit.text)
    ]
    if len(told) < 2 * _SEVERAL:
        return []
    edges, stories = [0], [told[:1]]  # of each page, and the paragraphs that it has
    for number, (last, first) in enumerate(pairwise(told), 1):
        edge = _edge(units, legal, last, first)
        if edge is not None and _headed(units, last, told[number : number + _OPENING]):
            edges.append(edge)
            stories.append([])
        stories[-1].append(first)
    pages = [edge for edge, story in zip(edges, stories, strict=True) if _enough(units, story)]
    return pages[1:]


def _enough(units: Sequence[Unit], story: Sequence[int]) -> bool:
    return len(story) >= _SEVERAL and sum(len(units[i].text) for i in story) >= _TOLD


def _edge(units: Sequence[Unit], legal: Sequence[bool], last: int, first: int) -> int | None:
    """Where between two paragraphs one page ends and the next begins, None where nothing says so."""
    owned = [i for i in range(last + 1, first) if _owned(units[i], legal[i])]
    claims = [i for i in owned if units[i].folded.startswith(CLAIMS)]
    if not claims and all(following - i > _BESIDE for i, following in pairwise(owned)):
        return None  # a line alone may ask for consent amid a page
    edge = claims[-1] if claims else owned[0]
    for i in owned:  # the lines on rights and the like right below each other
        edge = i if edge < i <= edge + _BESIDE else edge
    return edge + 1


def _owned(unit: Unit, legal: bool) -> bool:
    """Whether a line says whose the page is, or leads to what does."""
    return unit.folded.startswith(CLAIMS) or (legal and len(unit.text) <= _LINK)


def _headed(units: Sequence[Unit], last: int, opening: Sequence[int]) -> bool:
    """Whether a line with a day or a byline stands above one of a page's first paragraphs, below the page before."""
    return any(
        len(units[i].text) < _SHORT and (has_opening(units[i].text) or bool(find_dates(units[i].text)))
        for first in opening
        for i in range(max(last + 1, first - _HEAD), first)
    )


def are_articles(found: Sequence[Sequence[Reading]], *, surely: bool) -> bool:
    """Whether each page that was read by itself gave an article, and no two the same one.

    ``surely`` enough to part the dump, or so that it may be worth a curator's look.
    """
    whole = [next((reading for reading in readings if _is_article(reading, surely)), None) for readings in found]
    heads = {one.units[one.headline.unit].folded for one in whole if one is not None and one.headline is not None}
    return len(heads) == len(found)


def _is_article(reading: Reading, surely: bool) -> bool:
    """Whether a reading has a headline, a day or an author, and a text; for sure if they are told to be likely."""
    if reading.headline is None or not (reading.published or reading.bylines):
        return False
    text = [(len(u.text), s) for u, s, flag in zip(reading.units, reading.scores, reading.inside, strict=True) if flag]
    size = sum(length for length, _ in text)
    if not surely:
        return size >= _LEAST
    mean = sum(length * score for length, score in text) / max(1, size)
    return size >= _MUCH and mean >= _LIKELY and reading.headline.score >= _SURE
