"""Excerpts: how other articles begin, shown below a story one after the other, each below its title.

They read like paragraphs, and their titles like headings. Below each the page says the same words ("Read the rest"),
and it cuts several of them short, or ends each with its day in brackets. A page of nothing else is told by these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.features.alone import weight
from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import CLOSING, ends_sentence, has_digit, words

_MORE, _WORDS = 32, 4  # characters and words of what stands below each
_TIMES = 3  # it is said
_APART = 6  # units from one to the next, at most
_CUT = 2  # excerpts that are cut short, at least
_ENDS = ("…", "...")
_DATED = re.compile(r"\(\s?\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)\d\d\s?\)$")
_TITLED = 2  # units from one with its day to the next: its title stands between
_TEXT = 60  # characters of an excerpt
_STORY = 200.0  # characters of the story above the first
_MOST = 40  # units of excerpts below a story that weighs less than they do
_CLOSED = 6  # units above it in which stands what closes an article
_CLOSING_KINDS = frozenset(("share", "comments", "subscribe"))


def excerpts(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The units of ``inside`` that are such excerpts and their titles, behind the story."""
    found = {i for run in (*_below_each(units), *_dated(units)) if _below_story(units, inside, run) for i in run}
    return frozenset(i for i in found if inside[i])


def _below_each(units: Sequence[Unit]) -> list[range]:
    """The runs of excerpts below each of which the same words stand."""
    said: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        if i and len(unit.text) <= _MORE and len(units[i - 1].text) >= _TEXT and not has_digit(unit.text):
            said[unit.folded].append(i)
    out = []
    for folded, places in said.items():
        first = next((n for n, i in enumerate(places) if _is_cut(units[i - 1])), len(places))
        places = places[first:]  # ("Related" stands below the story, too)
        if len(places) < _TIMES or len(words(folded)) > _WORDS or ends_sentence(units[places[0]].text):
            continue
        gaps = [behind - before for before, behind in pairwise(places)]
        cut = sum(_is_cut(units[i - 1]) for i in places)
        if max(gaps) <= _APART and cut >= _CUT:
            out.append(range(max(0, places[0] - min(gaps) + 1), places[-1] + 1))
    return out


def _is_cut(unit: Unit) -> bool:
    return unit.text.rstrip(CLOSING).endswith(_ENDS)


def _dated(units: Sequence[Unit]) -> list[range]:
    """The runs of titles and excerpts each of which ends with its day."""
    places = [i for i, u in enumerate(units) if u.text[-1:] == ")" and len(u.text) >= _TEXT and _DATED.search(u.text)]
    runs: list[range] = []
    for i in places:
        if i and not ends_sentence(units[i - 1].text) and (not runs or i - runs[-1].stop >= _TITLED):
            runs.append(range(i - 1, i + 1))
        elif runs and i - runs[-1].stop < _TITLED:
            runs[-1] = range(runs[-1].start, i + 1)
    return [run for run in runs if len(run) > _TITLED]


def _below_story(units: Sequence[Unit], inside: Sequence[bool], run: range) -> bool:
    """Whether a story stands above a run of excerpts: more than they are, or closed by a line such as "Share"."""
    above = sum(weight(units[i].text) for i in range(run.start) if inside[i])
    near = units[max(0, run.start - _CLOSED) : run.start]
    closed = len(run) <= _MOST and any(not _CLOSING_KINDS.isdisjoint(phrases().match(unit.folded)) for unit in near)
    return above >= _STORY and (closed or above > sum(weight(units[i].text) for i in run if inside[i]))
