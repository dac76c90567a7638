"""Brief lines of one kind amid a copied story: counts by place ("Chaco 400"), lines with one picture, a chronology.

They are short and end in no full stop, as lines of menus do; that the story goes on below tells whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.extract.body.lists import picture
from dateline.extract.body.signposts import paragraph
from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import bare, phrases

_COUNT = re.compile(r"[^\W\d_][^\d:/|()]{1,40}\s\d{1,3}(?:[\d.,\u00a0 ]*\d)?\s?%?")
_DAY = re.compile(r"(?:\d{1,2}\.?\s[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s\d{1,2})(?:,?\s\d{4})?\s?[:–—-]\s\S")
_COUNTED, _DATED = "1", "2"  # kinds of lines beside those of one picture
_ENDS = frozenset("0123456789%")
_COUNTS, _SIGNED = 5, 4  # lines with a count, and of another kind, at least
_IN = 3  # lines with one picture, or of a chronology, that the story has, for the others to be its too
_HEADS = 2  # lines right above them at most
_SHORT = 60  # characters of such a line
_NEAR = 3  # units at most between the story and the first of them
_ON = 40  # units behind the last of them at most, until the story goes on
_PARAGRAPH = 80  # and of a paragraph below them, at least
_LINE = 140  # characters of one


def tallies(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The units of such lists that ``flags`` lacks, of a copied text, and a paragraph right below one."""
    if not units or units[0].markup is not None:
        return frozenset()
    inside = list(flags)
    kinds = list(map(_kind, units))
    for run in _runs(units, kinds):
        top = run.start
        while run.start - top < _HEADS and top and _heads(units[top - 1]) and not inside[top - 1]:
            top -= 1
        goes_on = run.stop < len(units) and paragraph(units[run.stop], _PARAGRAPH)
        if any(inside[max(0, top - _NEAR) : top]) and (goes_on or any(inside[run.stop : run.stop + _ON])):
            stop = run.stop + goes_on
            inside[top:stop] = [True] * (stop - top)
    for i in _alike(kinds, inside):
        inside[i] = True
    return frozenset(i for i, flag in enumerate(inside) if flag and not flags[i])


def _runs(units: Sequence[Unit], kinds: Sequence[str]) -> Iterator[range]:
    """Lines next to each other that are of one kind: counts, which stand close together, or with one picture each."""
    start = 0
    for i in range(1, len(units) + 1):
        kind = kinds[start]
        tight = kind == _COUNTED and i < len(units) and units[i].blank_before
        if kind and i < len(units) and not tight and kinds[i] == kind:
            continue
        if kind and i - start >= (_COUNTS if kind == _COUNTED else _SIGNED):
            yield range(start, i)
        start = i


def _kind(unit: Unit) -> str:
    if len(unit.text) > _LINE:
        return ""
    if unit.text[-1] in _ENDS and _COUNT.fullmatch(unit.text):
        found = _COUNTED
    else:
        found = _DATED if _DAY.match(unit.text) else picture(unit)
    return found if found and not phrases().match(bare(unit.folded)) else ""


def _heads(unit: Unit) -> bool:
    return len(unit.text) <= _SHORT and not phrases().match(bare(unit.folded))


def _alike(kinds: Sequence[str], inside: Sequence[bool]) -> set[int]:
    """Lines of the kind of several of the story's lines, between its first and its last one."""
    story = [i for i, flag in enumerate(inside) if flag]
    signs: dict[str, list[int]] = {}
    for i in range(story[0], story[-1] + 1) if story else ():
        if kinds[i] not in ("", _COUNTED):
            signs.setdefault(kinds[i], []).append(i)
    return {i for some in signs.values() if sum(inside[i] for i in some) >= _IN for i in some}
