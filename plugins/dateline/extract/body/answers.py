"""Lines that count the answers to a title that a line above says: "3 Responses to “The ferry sails”"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import phrases

_LONGEST = 240  # characters of such a line
_WORDS = 3  # of a title behind a number that is written out: sentences of a story name terms in quotation marks, too
_TITLE = 12  # characters of a title without quotation marks, at least
_QUOTING = re.compile(r"(?:\d{1,4}|[^\W\d_]{2,5}) (?:[^\W\d_]+ ){1,5}[\"“”«„‘'‹](.{8,})[\"“”»’'›]")
_COUNTING = tuple(re.compile(rf"\d{{1,4}} (?:[^\W\d_]+ ){{{words}}}(?=\S)") for words in (1, 2, 3))
_NUMBER = "0123456789 "
_QUOTED = tuple("\"“”»’'›")  # what a title in quotation marks ends with
_SIGNS = " ."


def counts_answers(units: Sequence[Unit], i: int) -> bool:
    """Whether a line counts the comments on a title that a line above says, in quotation marks or without them."""
    titles = _titles(units[i])
    return bool(titles) and any(unit.folded.strip(_SIGNS) in titles for unit in units[:i])


def behind_count(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The units of ``inside`` behind the first line that counts the answers to a title above all of them: comments."""
    first = next((i for i, flag in enumerate(inside) if flag), len(units))
    likely = [i for i in range(first + 1, len(units)) if _titles(units[i])]
    if not likely:
        return frozenset()
    said: dict[str, int] = {}
    for i, unit in enumerate(units):
        said.setdefault(unit.folded.strip(_SIGNS), i)
    count = next((i for i in likely if any(said.get(title, i) < first for title in _titles(units[i]))), len(units))
    return frozenset(i for i in range(count, len(units)) if inside[i])


def _titles(unit: Unit) -> tuple[str, ...]:
    """What may be the title whose answers a line counts, as lines are compared; none where it counts none."""
    folded = unit.folded if len(unit.text) <= _LONGEST else ""
    if not folded.endswith(_QUOTED) and not folded[:1].isdigit():
        return ()  # most lines, which this tells sooner than a pattern
    if quoting := _QUOTING.fullmatch(folded):
        title = quoting[1].strip(_SIGNS)
        return (title,) if folded[0].isdigit() or len(title.split()) >= _WORDS else ()
    counting = folded[:1].isdigit() and "comments" in phrases().match(folded.lstrip(_NUMBER))
    cuts = (pattern.match(folded) for pattern in _COUNTING) if counting else ()
    titles = (folded[cut.end() :].strip(_SIGNS) for cut in cuts if cut is not None)
    return tuple(title for title in titles if len(title) >= _TITLE)
