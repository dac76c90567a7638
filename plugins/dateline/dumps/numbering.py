"""Numbers that a word processor prints in front of paragraphs: how the levels of a list count, and what they show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from dateline.dumps.lines import visible

LARGEST = 999_999_999
LONGEST = 40  # characters of a label: more is no number of a paragraph
NONE = "none"  # the form of a level that shows no number
BULLET = "bullet"
_ALPHABET, _MOST_LETTERS = 26, 30  # letters of Latin, and how many stand for one number
_ROMAN_END = 4000
_TEN, _HUNDRED = 10, 100


@cache
def table(name: str) -> Any:
    """A table of numerals.json."""
    text = (resources.files("dateline") / "data" / "dumps" / "numerals.json").read_text("utf-8")
    return json.loads(text)[name]


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list counts, and what it prints: texts, and levels (from 0) whose number stands there.

    ``restarts``: behind an item of any level before this one it begins anew; None for each that is above it.
    """

    form: str = BULLET
    shows: tuple[str | int, ...] = ()
    start: int = 1
    restarts: int | None = None
    behind: str = " "  # between the number and the text
    plain: bool = False  # the numbers of all levels in decimal figures

    @property
    def counts(self) -> bool:
        """Whether it is a level of numbers or letters."""
        return self.form not in (BULLET, NONE)


class Counts:
    """How far the levels of a list have come."""

    def __init__(self) -> None:
        self._at: dict[int, int] = {}

    def label(self, levels: Mapping[int, Level], depth: int, start: int | None = None) -> str:
        """Count an item of level ``depth`` (from 0); what it prints, with what stands behind it, "" for nothing.

        ``start``: the number that the item begins with. Nothing is printed, too, where a number has a form that is not
        known: better none than a wrong one.
        """
        level = levels.get(depth, Level())
        before = self._at.get(depth)
        self._at[depth] = start if start is not None else level.start if before is None else before + 1
        for above in range(depth):
            self._at.setdefault(above, levels.get(above, Level()).start)
        for below in [at for at in self._at if at > depth]:
            restarts = levels.get(below, Level()).restarts
            if depth < (below if restarts is None else restarts):
                del self._at[below]
        if level.form == BULLET:
            return ""
        said = "".join(self._shown(levels, part, level.plain) for part in level.shows)
        label = visible(said)
        known = "\ufffd" not in said and len(label) <= LONGEST and any(map(str.isalnum, label))
        return f"{label}{level.behind}" if known else ""

    def restart(self, depth: int) -> None:
        """The next item of level ``depth`` is the first again."""
        self._at.pop(depth, None)

    def _shown(self, levels: Mapping[int, Level], part: str | int, plain: bool) -> str:
        if isinstance(part, str):
            return part
        level = levels.get(part, Level())
        if not level.counts:
            return ""
        return numeral("decimal" if plain else level.form, self._at.get(part, level.start))


def numeral(form: str, value: int) -> str:
    """A number as a form writes it; U+FFFD where the form is not known, or has no such number."""
    shown = ""
    if form in (forms := table("digits")):
        shown = "".join(forms[form][int(digit)] for digit in str(value)) if 0 <= value <= LARGEST else ""
    elif form in (forms := table("padded")):
        shown = str(value).zfill(forms[form]) if 0 <= value <= LARGEST else ""
    elif form in (forms := table("letters")):
        shown = _repeated(forms[form], value)
    elif form in (forms := table("bijective")):
        shown = _bijective(forms[form], value)
    elif form in (forms := table("signs")):
        shown = forms[form][value - 1] if 0 < value <= len(forms[form]) else ""
    elif form in (forms := table("roman")):
        shown = _roman(forms[form], value)
    elif form in (forms := table("tens")):
        shown = _tens(forms[form], value)
    return shown or "\ufffd"


def _repeated(letters: str, value: int) -> str:
    """… y, z, aa, bb, cc …"""
    times, at = divmod(value - 1, len(letters))
    return letters[at] * (times + 1) if value > 0 and times < _MOST_LETTERS else ""


def _bijective(letters: str, value: int) -> str:
    """… y, z, aa, ab, ac …"""
    out = ""
    while 0 < value <= LARGEST:
        value, at = divmod(value - 1, len(letters))
        out = letters[at] + out
    return out


def _roman(signs: Sequence[Sequence[Any]], value: int) -> str:
    out = ""
    if 0 < value < _ROMAN_END:
        for worth, sign in signs:
            out += sign * (value // worth)
            value %= worth
    return out


def _tens(signs: str, value: int) -> str:
    """Figures of one to nine, then that of ten: 九, 十, 十一, 二十."""
    if not 0 < value < _HUNDRED:
        return ""
    tens, ones = divmod(value, _TEN)
    ten = (signs[tens - 1] if tens > 1 else "") + signs[_TEN - 1] if tens else ""
    return ten + (signs[ones - 1] if ones else "")
