"""Text that a mail program quoted: each line of it with ">" in front, once for each time that it was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from dateline.model import Line

_MARKS = re.compile(r"^(?:>\s?)+")
_LEAST = 5  # lines
_MOST = 0.6  # of the lines with text: else it is a text with quotations


def unquoted(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without these marks, where most of them have one."""
    marked = sum(line.text.startswith(">") for line in lines)
    if marked < _LEAST or marked < _MOST * sum(bool(line.text) for line in lines):
        return tuple(lines)
    return tuple(
        structs.replace(line, text=_MARKS.sub("", line.text)) if line.text.startswith(">") else line for line in lines
    )
