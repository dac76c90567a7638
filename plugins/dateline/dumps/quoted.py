"""Text that a mail program quoted: each line of it with ">" in front, once for each time that it was answered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from dateline.model import Line

_MARKS = re.compile(r"^(?:>\s?)+")
_ATTRIBUTED = re.compile(r".*[@<\d].*[:：]")  # "On Wed, Aug 5, 2020 Karim Saab <karim@mail.example> wrote:"
_LINES = 2  # of what tells who is quoted, at most
_LEAST = 5  # lines
_MOST = 0.6  # of the lines with text: else it is a text with quotations


def unquoted(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without these marks, where most of them have one."""
    if not _is_quoted(lines):
        return tuple(lines)
    return tuple(
        structs.replace(line, text=_MARKS.sub("", line.text)) if line.text.startswith(">") else line for line in lines
    )


def attributions(lines: Sequence[Line]) -> tuple[int, ...]:
    """The numbers of the lines right above a text that is quoted as a whole, which tell who wrote it, and when."""
    filled = [line for line in lines if line.text]
    first = next((n for n, line in enumerate(filled) if line.text.startswith(">")), 0)
    if not first or not _is_quoted(lines):
        return ()
    above = filled[max(0, first - _LINES) : first]
    if len(above) > 1 and not (above[0].number + 1 == above[1].number and any(map(str.isdigit, above[0].text))):
        above = above[1:]
    told = _ATTRIBUTED.fullmatch(" ".join(line.text for line in above))
    return tuple(line.number for line in above) if told else ()


def _is_quoted(lines: Sequence[Line]) -> bool:
    marked = sum(line.text.startswith(">") for line in lines)
    return marked >= _LEAST and marked >= _MOST * sum(bool(line.text) for line in lines)
