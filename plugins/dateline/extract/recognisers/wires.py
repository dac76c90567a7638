"""What an agency's terminal prints around a story: slugs, notes to editors, marks of takes. No reader is meant."""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold

_SLUG = re.compile(r"(?:[A-Z]{2}-(?:-?[A-Z]{2}-)?-?[A-Z][\w'’&]+(?:[- ][\w'’&]+)*)(?:,\s?(?P<what>.*))?$")
_ORDINAL = r"(?:first|second|third|fourth|last|\d(?:st|nd|rd|th))"
_TAKE = re.compile(
    r"with [a-z]{2,4} (?:photos?|videos?|graphics?|maps?)\.?|\(?more\)|"
    rf"\(?{_ORDINAL} (?:add|ld-writethru|take)\)?",
    re.I,
)
_NUMBERED = re.compile(r".{3,90}, take \d", re.I)
_WHAT = re.compile(r"\b(?:ld|lead|writethru|advisory|urgent|bulletin|newsalert|correction|[a-z]{1,4}\d{2,5})\b", re.I)
_LONGEST = 100  # characters of a slug or a mark


def terminal(text: str, folded: str) -> bool:
    """Whether a line is a slug, a note to editors, or says that another take follows."""
    take = _NUMBERED if text[-1:].isdecimal() else _TAKE
    return notes(folded) or (len(text) <= _LONGEST and (slug(text) or take.fullmatch(text) is not None))


def slug(text: str) -> bool:
    """Whether a line is the key of a story: "BC-AS--Orlac-Ferry, 7th Ld-Writethru"."""
    match = _SLUG.fullmatch(text) if len(text) <= _LONGEST and "-" in text[:4] else None
    if match is None:
        return False
    return "--" in text[:8] or (match["what"] is not None and _WHAT.search(match["what"]) is not None)


def notes(folded: str) -> bool:
    """Whether a folded line opens as what agencies write to editors does: "Eds: UPDATES with toll."."""
    return folded.startswith(_openings())


@cache
def _openings() -> tuple[str, ...]:
    return tuple(fold(note) for some in load_table("wires")["notes"].values() for note in some)
