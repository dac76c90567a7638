"""Text to lines: the visible part of a line, and lines that partition the text."""

from __future__ import annotations

import re
from itertools import accumulate, count

from dateline.messages import DatelineError, Message
from dateline.model import Line

# What a reader does not see. The joiners U+200C and U+200D stay: they are part of words in Persian and Indic scripts.
# Bidirectional controls go: they only order the display, and a page's own direction does that.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"  # what str.splitlines ends a line at


def visible(text: str) -> str:
    """``text`` as a reader sees it: invisible characters removed, white space folded to single spaces, stripped."""
    words = " ".join(text.split())
    return words if words.isprintable() else " ".join(_INVISIBLE.sub("", words).split())


def strip_invisible(text: str) -> str:
    """``text`` without characters that a reader does not see; white space stays as it is."""
    return _INVISIBLE.sub("", text)


def split(text: str, path: str, limit: int) -> tuple[Line, ...]:
    """The lines of ``text``, which they partition. Raises DatelineError (DL103) for more than ``limit`` lines."""
    if len(text) > limit and sum(map(text.count, _BREAKS)) > limit:
        raise DatelineError(Message("DL103", f"It has more than {limit:,} lines.", path))
    raws = text.splitlines(keepends=True)
    edges = [0, *accumulate(map(len, raws))]
    shown = [" ".join(raw.split()) for raw in raws]
    if not "".join(shown).isprintable():
        shown = [*map(visible, shown)]
    return tuple(map(Line, count(1), edges[:-1], edges[1:], shown))
