"""The day of publication where no date near the head surely reads like it: as a text opens or closes with it.

A blog's note below a post tells it in a long sentence, a magazine opens a paragraph with it in brackets, and offices
print it far below the text behind a label. A day that a paragraph of the story speaks of gives way to these.
"""

from __future__ import annotations

import re

from dateline.extract.body import about
from dateline.extract.head.scene import Scene
from dateline.extract.reading import DatePick
from dateline.extract.recognisers.dates import FoundDate, find_dates
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import ends_sentence, has_digit

_DOUBTED = 0.5  # up to which a date in the story gives way
_NOTED, _TOLD = 0.8, 0.5  # what a note's day counts, and one that its place or its label tells
_SAYS, _NOTE = 30, 200  # characters that such a note has at least, and in which its day stands
_OPENS = 3  # units of the story of which one may open with its day
_LABELLED = 60  # characters of a line that is a label and a day
_BEHIND, _FAR = 8, 60  # units behind the text in which a line may say when it was published, and when it was updated
_BRACKETED = re.compile(r"[(\[（［]([^()\[\]（）［］]{6,30})[)\]）］]")
_BRACKETS = " ([（［"


def told(seen: Scene, picked: DatePick | None) -> DatePick | None:
    """``picked``, or the day that such a line tells, if the picked one is none, a comment's or one in the story."""
    if picked is not None and not _gives_way(seen, picked):
        return picked
    last = len(seen.units) if picked is None or picked.unit < seen.end else picked.unit
    for i in range(seen.begin + 1, last):
        text = seen.units[i].text
        if len(text) < _SAYS or not has_digit(text[:_NOTE]) or not about.posted(seen.units[i]):
            continue
        found = _day(seen, text[:_NOTE])
        if found is not None:
            return DatePick(i, found, _NOTED, "layout: in the note below a post", False)
    if picked is not None and picked.unit >= seen.end:
        return picked
    return _opening(seen) or _labelled(seen) or picked


def _gives_way(seen: Scene, picked: DatePick) -> bool:
    """Whether a date is that of a comment, or stands in a sentence of the story and is not sure."""
    if picked.unit >= seen.end:
        return True
    text = seen.units[picked.unit].text
    return picked.score < _DOUBTED and picked.unit >= seen.begin and len(text) > _LABELLED and ends_sentence(text)


def _opening(seen: Scene) -> DatePick | None:
    """The day in brackets with which one of the story's first paragraphs begins: "(18.01.2018) The farmers fear …"."""
    for i in range(seen.begin, min(seen.end, seen.begin + _OPENS)):
        match = _BRACKETED.match(seen.units[i].text)
        found = _day(seen, match[1], whole=True) if match else None
        if found is not None:
            return DatePick(i, found, _TOLD, "layout: opens a paragraph in brackets", False)
    return None


def _labelled(seen: Scene) -> DatePick | None:
    """The day that a label behind the text says to be that of publication, or else of the last update."""
    for kind, reach in (("published", _BEHIND), ("updated", _FAR)):
        for i in range(seen.end, min(len(seen.units), seen.end + reach)):
            unit = seen.units[i]
            if len(unit.text) > _LABELLED or not has_digit(unit.text):
                continue
            if kind in phrases().match(unit.folded.lstrip(_BRACKETS)) and (found := _day(seen, unit.text)) is not None:
                return DatePick(i, found, _TOLD, f"layout: said to be {kind} behind the text", kind == "updated")
    return None


def _day(seen: Scene, text: str, *, whole: bool = False) -> FoundDate | None:
    """The first whole day of a text, or of one that says nothing else."""
    found = next((day for day in find_dates(text, seen.language) if day.year and day.month and day.day), None)
    if found is None or (whole and any(map(str.isalpha, text[: found.start] + text[found.end :]))):
        return None
    return found
