"""What stands between a headline and its text but belongs to neither: boxes of related articles, enlarged pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold

_LONGEST = 40  # characters of a box's label
_LINES = 16  # of a box
_TITLE = 20  # characters of a title in it, at least
_DAY = 24  # characters of the day right below one
_CLOSERS = frozenset(("x", "X", "×", "✕", "✖", "[x]"))


def box(units: Sequence[Unit], i: int) -> int | None:
    """The label of the box of related articles in which a line of a copy stands: "Related news", with nothing between.

    Titles stand there, and often the day of each, which are neither the headline nor its day.
    """
    if units[i].markup is not None:
        return None
    for k in range(i - 1, max(-1, i - 1 - _LINES), -1):
        if units[k + 1].blank_before:
            return None
        if _labels_box(units[k]):
            return k
    return None


def dates(units: Sequence[Unit], i: int) -> bool:
    """Whether a brief line tells the day of the article whose title is right above it in such a box."""
    brief = i > 0 and len(units[i].text) <= _DAY and len(units[i - 1].text) >= _TITLE
    return brief and not units[i].blank_before and box(units, i) is not None


def behind(units: Sequence[Unit], headline: int, i: int) -> bool:
    """Whether a box of related articles stands between the headline and a line below it, which is no standfirst then.

    Not a line of the box itself: where no blank lines part it from the rest, what looks like one may be a standfirst.
    """
    below = range(headline + 1, min(i, headline + 1 + _LINES))
    return bool(units[i].blank_before) and any(_labels_box(units[k]) and not units[k].blank_after for k in below)


def _labels_box(unit: Unit) -> bool:
    return unit.markup is None and len(unit.text) <= _LONGEST and unit.folded.strip(" :»") in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for some in load_table("boxes")["related"].values() for label in some)


def enlarged(units: Sequence[Unit], i: int) -> bool:
    """Whether a line is the caption of a picture that a page can enlarge: above and below the sign that closes that."""
    below = i + 2 < len(units) and units[i + 1].text in _CLOSERS and units[i + 2].folded == units[i].folded
    return below or (i > 1 and units[i - 1].text in _CLOSERS and units[i - 2].folded == units[i].folded)
