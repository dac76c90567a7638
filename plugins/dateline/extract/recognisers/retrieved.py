"""The day on which a page was taken from where it stood, as whoever kept it wrote it down beside the text.

"Accessed: 15 November 2023", "abgerufen am 15. November 2023", the bar of a web archive or of a clipping program: a day
that is printed like a date of publication and is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import FoundDate
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold

_URL = re.compile(r"(?:https?://|www\.)\S+")
_PARTS = re.compile(r"[|•·;()\[\]]|\s[–—-]\s|\.\s")
_BESIDE = " :,-–—"
_SHORT = 10  # characters of a button in the bar of an archive
_REACH = 3  # units above the day in which the bar says what it is


@cache
def _phrases() -> re.Pattern[str]:
    found = {fold(phrase) for some in load_table("retrieved")["phrases"].values() for phrase in some}
    words = "|".join(re.escape(phrase) for phrase in sorted(found, key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def _labels() -> re.Pattern[str]:
    """A line that is such words and nothing else: "webpage capture   Saved from"."""
    return re.compile(rf"(?:{_phrases().pattern}\s*)+")


def says(units: Sequence[Unit], i: int, found: FoundDate) -> bool:
    """Whether the date ``found`` in unit ``i`` is said to be the day on which the page was kept."""
    before = _URL.sub(" ", units[i].folded[: found.start])
    said = _PARTS.split(before)[-1].strip(_BESIDE)
    if any(match.end() == len(said) or match.start() == 0 for match in _phrases().finditer(said)):
        return True
    if len(before.strip(_BESIDE)) > _SHORT:
        return False
    for k in range(i - 1, max(-1, i - 1 - _REACH), -1):
        bare = _URL.sub("", units[k].folded).strip(_BESIDE)
        if _labels().fullmatch(bare):
            return True
        if len(bare) > _SHORT:
            return False
    return False
