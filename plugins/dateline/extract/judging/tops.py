"""The tops of articles in a file into which a person pasted them one below the other, with nothing in between.

A headline, perhaps a byline, and a line with the date stand at the top of the file; where such lines stand again,
written alike, the next article begins. A file that opens with anything else (the menu of a page) is not looked at.
In a document it is enough that headlines are set as headings of one level, each with a byline or a day below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.words.text import ends_sentence

_HEAD = 4  # units below the headline in which the date stands
_DATE = 60  # characters of its line
_MOSTLY = 0.5  # of its characters that are the date
_BESIDE = 1  # words beside the date
_TITLE = 160  # characters of a headline
_PARAGRAPH = 80  # characters of one that follows
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")


def tops(units: Sequence[Unit]) -> list[int]:
    """The units with which the second and later articles begin; none where the file does not open with an article."""
    if len(units) < _HEAD:
        return []
    if headed := _headed(units):
        return headed
    below = next((k for k in range(1, _HEAD) if _is_date(units[k])), 0)
    if not below or not _opens(units, 0, below):
        return []
    shape = _shape(units[below].text)
    return [
        i - below
        for i in range(2 * below + 1, len(units))
        if len(units[i].text) <= _DATE
        and _shape(units[i].text) == shape
        and units[i - below].blank_before
        and _is_date(units[i])
        and _opens(units, i - below, below)
    ]


def _headed(units: Sequence[Unit]) -> list[int]:
    """The headings like that at the document's top, where each has a byline or a day right below it."""
    level = _level(units[0])
    if not level:
        return []
    found = [i for i, unit in enumerate(units) if _level(unit) == level and _level(units[i - 1]) != level]
    told = (any(_is_date(x) or has_opening(x.text) for x in units[i + 1 : i + _HEAD]) for i in found)
    return found[1:] if all(told) else []


def _level(unit: Unit) -> int:
    return unit.markup.heading if unit.markup is not None else 0


def _opens(units: Sequence[Unit], top: int, below: int) -> bool:
    """Whether the unit ``top`` may be a headline, with bylines alone down to the date and a paragraph behind it."""
    title = units[top].text
    if len(title) > _TITLE or (ends_sentence(title) and title[-1] not in "?!？！") or _is_date(units[top]):
        return False
    between = units[top + 1 : top + below]
    after = units[top + below + 1] if top + below + 1 < len(units) else None
    return (
        all(has_opening(unit.text) and not ends_sentence(unit.text) for unit in between)
        and after is not None
        and len(after.text) >= _PARAGRAPH
    )


def _is_date(unit: Unit) -> bool:
    """Whether a line is a date, perhaps with a time, and with a word such as "Published" before it."""
    text = unit.text
    if len(text) > _DATE:
        return False
    return any(
        date.year
        and date.day
        and (
            date.end - date.start >= _MOSTLY * len(text)
            or len(_LETTERS.findall(f"{text[: date.start]} {text[date.end :]}")) <= _BESIDE
        )
        for date in find_dates(text)
    )


def _shape(text: str) -> str:
    return _LETTERS.sub("a", _DIGITS.sub("0", text))
