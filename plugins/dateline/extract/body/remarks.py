"""Remarks: what readers wrote below a story, each with a name and the minute beside it.

A reader writes in whole sentences on what the story speaks of, so that a remark reads like the story. That lines
with a day and a minute come again and again behind one that counts the comments tells them apart, or that such a line
stands shortly above one by which they are ordered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from dateline.extract.body import layout
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import openings
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.words.phrases import bare, load_table, phrases
from dateline.extract.words.text import ends_sentence, fold, words

_LEAST = 3  # stamps of remarks
_STAMP = 90  # characters of a line that tells who wrote one, and when
_MINUTE = re.compile(r"\d{1,2}[:.h]\d\d")
_NEAR = 12  # units between the line that counts the comments and the first stamp
_BETWEEN = 60  # and between two of them
_ORDER = 40  # characters of a line that orders them
_COUNT = 40  # characters of such a line
_NUMBER = re.compile(r"[(\[]?\d[\d.,]*[)\]]?")
_COVERED = 0.5  # of a line without its number that the phrase covers
_SIGNS = " :»›·|-–—"
_ALONE = re.compile(r"[(\[][^()\[\]]{6,40}[)\]]")  # a stamp in brackets: "(3 May 2019 @09h12)"
_NAME = 40  # characters of the name above it


def remarks(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The units of ``inside`` from the line on that counts the comments, or from the name above the first one."""
    ordered = _ordered(units)
    if ordered is not None and any(inside[:ordered]):
        return frozenset(i for i in range(ordered, len(units)) if inside[i])
    brief = [i for i, unit in enumerate(units) if len(unit.text) <= _STAMP and unit.markup is None]
    stamped = [i for i in brief if _MINUTE.search(units[i].text) and _is_stamp(units[i])]
    if len(stamped) < _LEAST or layout.is_live(units):
        return frozenset()
    first = _beginning(units, stamped)
    if first is None or not any(inside[:first]):
        return frozenset()
    return frozenset(i for i in range(first, len(units)) if inside[i])


def _ordered(units: Sequence[Unit]) -> int | None:
    """The line that counts the comments, shortly above one by which a reader orders them: "Newest | Oldest"."""
    for i, unit in enumerate(units):
        if len(unit.text) <= _ORDER and unit.markup is None and unit.folded[:1] in _order_starts():
            if " ".join(words(unit.folded)) not in _orders():
                continue
            near = (k for k in range(i - 1, max(-1, i - 1 - _NEAR), -1) if _counts(units[k]))
            if (count := next(near, None)) is not None:
                return count
    return None


@cache
def _orders() -> frozenset[str]:
    return frozenset(fold(order) for some in load_table("closings")["orders"].values() for order in some)


@cache
def _order_starts() -> frozenset[str]:
    return frozenset(order[0] for order in _orders())


def _beginning(units: Sequence[Unit], stamped: Sequence[int]) -> int | None:
    """The unit with which remarks begin: three stamps follow it, none too far from the one before."""
    own = [i for i in stamped if _opens_as_comment(units[i]) or _below_name(units, i)]
    for some in (own, stamped):
        for n in range(len(some) - _LEAST + 1):
            run = some[n : n + _LEAST]
            if any(behind - before > _BETWEEN for before, behind in pairwise(run)):
                continue
            low = max(0, run[0] - _NEAR)
            count = next((i for i in range(run[0] - 1, low - 1, -1) if _counts(units[i])), None)
            if count is not None:
                return count
            if some is own:
                return run[0] if _opens_as_comment(units[run[0]]) else run[0] - 1
    return None


def _is_stamp(unit: Unit) -> bool:
    """Whether a brief line with a minute tells a day, or that it is a comment's."""
    if ends_sentence(unit.text):
        return False
    return _opens_as_comment(unit) or any(day.day and day.year for day in find_dates(unit.text))


def _opens_as_comment(unit: Unit) -> bool:
    return "comments" in phrases().match(unit.folded)


def _below_name(units: Sequence[Unit], i: int) -> bool:
    """Whether a stamp stands right below who wrote: "Jane Doe says:", or a brief line if the stamp is in brackets."""
    above = units[i - 1].text if i else ""
    if openings.remarks(above):
        return True
    return 0 < len(above) <= _NAME and not ends_sentence(above) and bool(_ALONE.fullmatch(units[i].text))


def _counts(unit: Unit) -> bool:
    """Whether a line counts the comments: "35 Comments »", "Comments (35)"."""
    if len(unit.text) > _COUNT or not _NUMBER.search(unit.text):
        return False
    rest = bare(_NUMBER.sub(" ", unit.folded, count=1)).strip(_SIGNS)
    return phrases().match(rest).get("comments", 0.0) >= _COVERED
