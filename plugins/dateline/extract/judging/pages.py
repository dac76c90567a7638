"""Copies of several pages that a person pasted one below the other, with nothing in between.

What ends a page (whose rights it is, what may be done with it) or opens the next one ("Skip to content") stands between
two stories, and the second has a head of its own: a short line with a day or a byline. Where no such line tells,
paragraphs do that are left out of the story though they say about as much as it does. Each page is then read by itself,
and the dump is parted only where each gives a likely headline, a day or an author, and a text that reads like a story,
or where both are of one kind, as an article and its teasers are not; where they are less likely, the reading stays one,
with a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.extract.features.alone import AT_KINDS, KINDS
from dateline.extract.lines.units import Unit
from dateline.extract.reading import Reading
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.words.arrays import Floats
from dateline.extract.words.text import CLAIMS, ends_sentence, has_digit

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
_NEAR = 6  # units between the first two paragraphs of a page that is left out,
_GAP, _BLANK = 12, 2  # and between it and the story, or blank lines, or what says whose the page is
_APART, _FEW = 20, 4  # units between two texts for the dump to be parted, and of these paragraphs at most
_SOME, _FAIR = 250, 0.3  # characters of texts that are like each other, and their mean score


class _Like(NamedTuple):
    """What readings have at least that are of one kind, as two articles are and an article and its teasers are not."""

    head: float  # the score of each headline,
    day: float  # and of each day
    share: float  # of the longest text's size


_BEGUN = _Like(0.25, 0.6, 0.33)  # where lines say that a page ends
_LEFT, _SURELY_LEFT = _Like(0.25, 0.8, 0.25), _Like(0.5, 0.8, 0.33)  # where none does: for a doubt, and to part them


def begun(units: Sequence[Unit], own: Floats) -> list[int]:
    """The first units of what may be further pages, in order. ``own`` are the units' own measures."""
    kinds = own[:, AT_KINDS:].max(axis=1).tolist()
    legal = (own[:, _LEGAL] >= _SAYS).tolist()
    told = [i for i, unit in enumerate(units) if not kinds[i] and _tells(unit)]
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


def left_out(units: Sequence[Unit], own: Floats, inside: Sequence[bool]) -> list[int]:
    """The first unit of a page below the one whose story is ``inside``, or of this one where another stands above it.

    Told by paragraphs that are left out though they say about as much as the story does, with a head of their own, and
    with as much between the two as stands between two pages; or by such a head amid the story.
    """
    story = [i for i, flag in enumerate(inside) if flag]
    if not story:
        return []
    kinds = own[:, AT_KINDS:].max(axis=1).tolist()
    size = sum(len(units[i].text) for i in story)
    for below in (True, False):
        beside = range(story[-1] + 1, len(units)) if below else range(story[0])
        told = [i for i in beside if _tells(units[i]) and not kinds[i]]
        if sum(len(units[i].text) for i in told) < max(_SOME, _LEFT.share * size):
            continue
        above = story[-1] if below else -1
        if any(second - first <= _NEAR and _dated(units, above, first) for first, second in pairwise(told)):
            last, first = (story[-1], told[0]) if below else (told[-1], story[0])
            return _between(units, own, last, first)
    read = 0
    for last, first in pairwise(story):  # both are taken for one story
        read += len(units[last].text)
        enough = min(read, size - read) >= max(_SOME, _LEFT.share * max(read, size - read))
        if (
            enough
            and first - last > _NEAR
            and _dated(units, last, first)
            and (edge := _between(units, own, last, first))
        ):
            return edge
    return []


def _between(units: Sequence[Unit], own: Floats, last: int, first: int) -> list[int]:
    """Where one page may end and the next begin between two paragraphs: behind what says whose the first is."""
    gap = range(last + 1, first + 1)
    owned = [i for i in gap[:-1] if _owned(units[i], own[i, _LEGAL] >= _SAYS)]
    widest = max(gap, key=lambda i: (units[i].blank_before, -i))
    if owned:
        return [owned[-1] + 1]
    return [widest] if len(gap) >= _GAP or units[widest].blank_before >= _BLANK else []


def _tells(unit: Unit) -> bool:
    return len(unit.text) >= _SENTENCE and ends_sentence(unit.text)


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


def _dated(units: Sequence[Unit], last: int, first: int) -> bool:
    """Whether a line with a day and its year stands above a paragraph."""
    above = (units[i].text for i in range(max(last + 1, first - _HEAD), first) if len(units[i].text) < _SHORT)
    return any(date.day and date.year for text in above if has_digit(text) for date in find_dates(text))


def are_articles(found: Sequence[Sequence[Reading]], *, surely: bool) -> bool:
    """Whether each page that was read by itself gave an article, and no two the same one.

    ``surely`` enough to part the dump, or so that it may be worth a curator's look.
    """
    whole = [next((reading for reading in readings if _is_article(reading, surely)), None) for readings in found]
    return _differ(whole) or _alike([_longest(readings) for readings in found], _BEGUN)


def are_alike(found: Sequence[Sequence[Reading]], *, surely: bool) -> bool:
    """As ``are_articles``, where nothing says that the first page ends: of what was left out beside the story."""
    whole = [_longest(readings) for readings in found]
    return _alike(whole, _SURELY_LEFT) and _apart(*whole) if surely else _alike(whole, _LEFT)


def _longest(readings: Sequence[Reading]) -> Reading:
    return max(readings, key=lambda reading: _told(reading)[0])


def _apart(first: Reading, second: Reading) -> bool:
    """Whether as much stands between two texts as ends a page and opens another, or a line that claims rights."""
    end = max(i for i, flag in enumerate(first.inside) if flag)
    between = (*first.units[end + 1 :], *second.units[: second.inside.index(True)])
    if any(unit.folded.startswith(CLAIMS) for unit in between):
        return True
    return len(between) >= _APART and sum(map(_tells, between)) <= _FEW  # of teasers more are sentences


def _alike(readings: Sequence[Reading], like: _Like) -> bool:
    """Whether readings are of one kind: about as long, with a likely headline and day, and no two the same."""
    sizes = [_told(reading)[0] for reading in readings]
    enough = min(sizes) >= max(_SOME, like.share * max(sizes))
    return enough and _differ(readings) and all(_is_like(reading, like) for reading in readings)


def _is_like(reading: Reading, like: _Like) -> bool:
    headed = reading.headline is not None and reading.headline.score >= like.head
    dated = reading.published is not None and reading.published.score >= like.day
    return headed and dated and _told(reading)[1] >= _FAIR


def _differ(readings: Sequence[Reading | None]) -> bool:
    """Whether each is a reading, under a headline of its own."""
    heads = {one.units[one.headline.unit].folded for one in readings if one is not None and one.headline is not None}
    return len(heads) == len(readings)


def _is_article(reading: Reading, surely: bool) -> bool:
    """Whether a reading has a headline, a day or an author, and a text; for sure if they are told to be likely."""
    if reading.headline is None or not (reading.published or reading.bylines):
        return False
    size, mean = _told(reading)
    if not surely:
        return size >= _LEAST
    return size >= _MUCH and mean >= _LIKELY and reading.headline.score >= _SURE


def _told(reading: Reading) -> tuple[int, float]:
    """The characters of a reading's text, and its mean score."""
    text = [(len(u.text), s) for u, s, flag in zip(reading.units, reading.scores, reading.inside, strict=True) if flag]
    size = sum(length for length, _ in text)
    return size, sum(length * score for length, score in text) / max(1, size)
