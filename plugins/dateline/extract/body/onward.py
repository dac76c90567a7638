"""Where a short story goes on behind its last known line, past several boxes: links, adverts, players, appeals.

One box with text behind it may as well be a teaser with its text. Several paragraphs, parted by boxes that pages are
known to set amid an article and ended by what ends articles, are the article: of a list of teasers each has a title
above it and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dateline.extract.body import about, signposts
from dateline.extract.features.alone import weight
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.captions import split_credit
from dateline.extract.words.phrases import bare, phrases

_WHOLE = 120.0  # characters of a paragraph on average, where no end is known
_MANY = 6  # sentences behind boxes where no end is known
_BOX = 9  # units of a box at most
_RUNS = 6  # runs of paragraphs that are looked at
_SENTENCE = 30  # characters of a sentence behind a paragraph, at least
_SEVERAL, _TOLD = 3, 2  # sentences behind boxes, at least; and of one run that the end of the article follows
_MARKS = ("advert", "most_read", "picture", "promo", "share", "subscribe")
_SAYS = 0.4  # of a line's characters that such a phrase covers
_SECTION = 0.9  # and that the name of a section does: "Analysis", above the title of one
_PLAYED = re.compile(r"(?<!\d)\d{1,2}:[0-5]\d(?!\d)")  # how long a film takes
_BRIEF = 24  # characters of a line that says so


def behind_boxes(units: Sequence[Unit], known: AbstractSet[int]) -> frozenset[int]:
    """The paragraphs that follow the last of ``known`` past boxes, up to what ends the article."""
    i = start = max(known) + 1
    runs: list[range] = []
    ended = boxed = False
    while i < len(units) and len(runs) < _RUNS:
        ended = signposts.ends(units, i)
        stop = _run(units, i)
        if stop > i and i == start:
            return frozenset()  # no box stands before it
        if stop > i:
            runs.append(range(i, stop))
            boxed = False
        elif boxed:
            break  # boxes alone are the page's, and may be as many as it has lines
        else:
            stop, boxed = _box(units, i), True
        if ended or stop == i or (not runs and _tells_day(units, i, stop)):
            break
        i = stop
    told = sum(signposts.sentences(units[k].text) for run in runs for k in run)
    directly = len(runs) == 1 and runs[0].stop == i and told >= _TOLD
    several = any(len(run) > 1 for run in runs) and told >= (_SEVERAL if ended else _MANY)
    own = [units[k].text for run in runs for k in run]
    whole = sum(map(weight, own)) >= _WHOLE * len(own)  # teasers are shorter
    asks = any(about.speaks(units[k]) for run in runs for k in run)
    sure = (ended and directly) or (several and (ended or (len(runs) > 1 and whole)))
    return frozenset(k for run in runs for k in run) if sure and not asks else frozenset()


def _tells_day(units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether a box tells a day or a time, as teasers of other articles do."""
    told = (units[k] for k in range(start, stop) if not (_played(units[k]) or all(split_credit(units[k].text))))
    return any(map(signposts.dated, told))


def _run(units: Sequence[Unit], start: int) -> int:
    """The unit behind the paragraphs that follow each other from ``start`` on."""
    stop = start
    while stop < len(units):
        least = _SENTENCE if stop > start else signposts.PARAGRAPH
        told = (
            signposts.paragraph(units[stop], least)
            and not signposts.on_author(units, stop)
            and not about.asks(units[stop])
        )
        if not told and not (stop > start and signposts.section(units, stop)):
            break
        stop += 1
    return stop


def _box(units: Sequence[Unit], start: int) -> int:
    """The unit behind the box that begins at ``start``; ``start`` where its lines tell no box."""
    stop, marked = start, False
    while stop < min(len(units), start + _BOX) and not signposts.ends(units, stop):
        played = stop > start and _played(units[stop - 1])  # what a player shows is told in a sentence
        if signposts.paragraph(units[stop]) or not (signposts.title(units, stop) or played):
            break
        marked = marked or _marks(units, stop) or _played(units[stop])
        stop += 1
    return stop if marked else start


def _marks(units: Sequence[Unit], i: int) -> bool:
    found = phrases().match(bare(units[i].folded))
    titled = i + 1 < len(units) and signposts.title(units, i + 1)
    section = found.get("section", 0.0) >= _SECTION and titled
    shown = all(split_credit(units[i].text))
    return section or shown or signposts.heads_box(units[i]) or any(found.get(kind, 0.0) >= _SAYS for kind in _MARKS)


def _played(unit: Unit) -> bool:
    return len(unit.text) <= _BRIEF and bool(_PLAYED.search(unit.text))
