"""The text that a page prints twice: for wide and narrow screens, behind a form and before it, as questions once more.

A line that stands twice in a row, or says all of its words twice, is a picture's description and the caption below it.

A paragraph may repeat within a story: a refrain, a warning below each recipe. A second print repeats many in their
order, and begins behind all that it repeats.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.body.layout import twins
from dateline.extract.features.alone import weight
from dateline.extract.lines.units import Unit
from dateline.extract.words.text import halves

_LEAST = 60  # characters of a unit that no other says by chance
_UNITS = 4  # of such units in a second print, at least
_OTHERS = 4  # of the story between two of them, at most
_CAPTION = 50.0  # characters in Latin letters of one that is said twice at once: a heading may be its picture's name
_LONG = 600.0  # of a caption at most: a paragraph that stands twice is one of the story, printed twice


def twice(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The units of ``inside`` that repeat others of it, in a second print of them."""
    story = [i for i, flag in enumerate(inside) if flag]
    first: dict[str, int] = {}
    origin = [first.setdefault(units[i].folded, n) for n, i in enumerate(story)]
    out: set[int] = set()
    run: list[int] = []  # places in the story of what repeats it, in its order
    others = 0
    for n, i in enumerate(story):
        if len(units[i].folded) < _LEAST:
            continue
        if origin[n] < n and (not run or origin[run[-1]] < origin[n] < run[0]):
            run.append(n)
            others = 0
            continue
        others += 1
        if run and (others > _OTHERS or origin[n] < n):
            out |= _second(run, origin)
            run, others = [n] if origin[n] < n else [], 0
    return frozenset(story[n] for n in out | _second(run, origin))


def at_once(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The units of ``inside`` that stand twice in a row, both of them, and those that say the same twice themselves.

    So does one beside another that says it with a credit or a day more, and that is no part of the story.
    """
    out: set[int] = set()
    for i, unit in enumerate(units):
        if not inside[i] and not (i and inside[i - 1]):
            continue
        if not _CAPTION <= weight(unit.text) <= _LONG:
            continue
        beside = i and unit.markup is None and twins(units[i - 1], unit)
        if (i and unit.folded == units[i - 1].folded) or (
            beside and (inside[i] != inside[i - 1] or _adds_credit(units[i - 1].text, unit.text))
        ):
            out |= {i - 1, i}
        elif len(unit.folded) > 2 * _CAPTION and halves(unit.folded):
            out.add(i)
    return frozenset(i for i in out if inside[i])


def _adds_credit(one: str, other: str) -> bool:
    """Whether of two twins the longer adds a name in capitals or says all of it once more."""
    short, long = sorted((one, other), key=len)
    rest = long.removeprefix(short).strip(" .|/")
    return rest != long and (rest.isupper() or rest == short.strip(" ."))


def _second(run: Sequence[int], origin: Sequence[int]) -> set[int]:
    """The second print that ``run`` shows, with the short lines among its paragraphs that repeat such of the first."""
    if len(run) < _UNITS:
        return set()
    first = range(origin[run[0]], origin[run[-1]] + 1)
    return {n for n in range(run[0], run[-1] + 1) if origin[n] in first}
