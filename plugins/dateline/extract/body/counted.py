"""Lines that count: the winners of each year, a chronology, numbered points and headings.

Each line is short and ends in no full stop, so that it reads like one of a menu. That their numbers go on by one,
always in one direction, tells that they belong together; with years in front they are a chronology.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import COLONS, ends_sentence, words

_OPENING = re.compile(r"\W{0,2}(\d{1,4})\b(?![:.,]\d)")
_CLOSE = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)]")  # "（一）", as Chinese laws and notices count
_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)}
_YEAR = re.compile(r"\W{0,2}(?:1[5-9]|20)\d\d\s?[:.–—|-]\s?\D")
_POINT = re.compile(r"\W{0,2}(\d{1,3})\s?[.):–-]\s?(?=\D)")
_LETTERED = re.compile(r"\(?([a-z])\)\s\S")  # "a) the first"
_NUMBERS, _YEARS = 4, 5  # lines at least
_BEFORE, _NEXT = 3, 3  # units before the story in which its first heading stands, and behind one in which its text does
_WORDS = 3  # of a line on average, at least: pages of an archive are numbers alone
_REACH = 25  # units at most between the story and a chronology below it
_HEADING = 90  # characters of the line above it, at most
_NUMBERED = 180  # and of a heading with its number, which may be a sentence with more than one part
_LINKED = 0.5  # of a line of a saved page that leads elsewhere


def counted(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The units of such lists that belong to the story though ``inside`` does not have them.

    Those of a list that is there in part, and a chronology with what heads it not far below the story.
    """
    out: set[int] = set()
    last = None  # unit of the story so far
    seen = 0
    for run in _runs(units):
        last = max((i for i in range(seen, run.start) if inside[i]), default=last)
        seen = run.start
        near = last is not None and run.start - last <= _REACH
        led = run.start > 0 and inside[run.start - 1] and _leads(units[run.start - 1], units[run.start])
        if led or any(inside[i] for i in run):
            out.update(run)
        elif near and len(run) >= _YEARS and all(_YEAR.match(units[i].text) for i in run):
            out.update(run)
            if _heads(units[run.start - 1]):
                out.add(run.start - 1)
    return frozenset(i for i in out if not inside[i])


def headings(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The numbered headings that ``inside`` lacks, where they count on through the story, with its text below them."""
    story = [i for i, flag in enumerate(inside) if flag]
    if not story:
        return frozenset()
    found = [(i, number) for i in range(max(0, story[0] - _BEFORE), story[-1] + 1) if (number := _point(units[i]))]
    chain = max((_chain(found, step) for step in (1, -1)), key=len)
    close = sum(after - before == 1 for before, after in pairwise(chain))
    if len(chain) < _NUMBERS or 2 * close > len(chain):
        return frozenset()
    return frozenset(i for i in chain if not inside[i] and any(inside[i + 1 : i + 1 + _NEXT]))


def _chain(found: Sequence[tuple[int, int]], step: int) -> list[int]:
    """The longest row of units whose numbers go on by ``step``; a number that is said twice in it counts once."""
    best: list[int] = []
    row: list[int] = []
    last = 0
    for i, number in found:
        if row and number == last:
            continue
        row = [*row, i] if row and number == last + step else [i]
        last = number
        best = max(best, row, key=len)
    return best


def _point(unit: Unit) -> int | None:
    brief = len(unit.text) <= _NUMBERED and unit.markup is None and not unit.text[:1].isalpha()
    found = _POINT.match(unit.text) if brief else None
    told = found is not None and (len(unit.text) <= _HEADING or not ends_sentence(unit.text))
    return int(found[1]) if found is not None and told else None


def _runs(units: Sequence[Unit]) -> Iterator[range]:
    """The runs of lines whose numbers go on by one, in one direction."""
    start, step, before = 0, 0, None
    for i, unit in enumerate([*units, None]):
        number = _number(unit) if unit is not None else None
        onward = number - before if number is not None and before is not None else 0
        if abs(onward) != 1 or (step and onward != step):
            if i - start >= _NUMBERS and _told(units[start:i]):
                yield range(start, i)
            start = i - 1 if abs(onward) == 1 else i
        step = onward if abs(onward) == 1 else 0
        before = number


def _told(run: Sequence[Unit]) -> bool:
    """Whether lines that count say more than their numbers; those of Chinese notices have no spaces that part words."""
    said = sum(len(words(unit.folded)) for unit in run)
    return said >= _WORDS * len(run) or all(_CLOSE.match(unit.text) for unit in run)


def _leads(lead: Unit, first: Unit) -> bool:
    """Whether a line announces the list that "（一）" opens right below it: "有下列情形之一的："."""
    return lead.text.endswith(COLONS) and _CLOSE.match(first.text) is not None


def _number(unit: Unit) -> int | None:
    if unit.markup is not None and unit.markup.linked > _LINKED:
        return None
    if unit.text[:1].isalpha() and unit.text[1:2] != ")":
        return None
    if lettered := _LETTERED.match(unit.text):
        return ord(lettered[1])
    if close := _CLOSE.match(unit.text):
        tens, ten, ones = close[1].rpartition("十")
        return (_DIGITS.get(tens, 1) if ten else 0) * 10 + _DIGITS.get(ones, 0)
    found = None if unit.text[:1].isalpha() else _OPENING.match(unit.text)
    return int(found[1]) if found else None


def _heads(unit: Unit) -> bool:
    linked = unit.markup is not None and unit.markup.linked > _LINKED
    return (
        len(unit.text) <= _HEADING and not linked and not ends_sentence(unit.text) and not phrases().match(unit.folded)
    )
