"""Text with the marks of Markdown, as note programs keep it: headings behind "#", names and days between asterisks.

What was clipped with its links is read as the page that it stands for (``clipped``). Where a text has no more than some
marks, it is read as a copied one without them: with them no line is a byline, and a headline begins with "#".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from dateline.model import Line

_HEADING = re.compile(r"(#{1,6}) +(?=\S)")
_WHOLE = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])(.*[^\s*_])\1")  # a line that is emphasised as a whole
_PART = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*]*[^\s*])\*\*(?![\w*])")


def unmarked(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without these marks, where a heading and another mark beside it show what they are."""
    levels = {len(match[1]) for line in lines if line.text[:1] == "#" and (match := _HEADING.match(line.text))}
    if not levels or not (len(levels) > 1 or any(_WHOLE.fullmatch(line.text) for line in lines)):
        return tuple(lines)
    return tuple(
        structs.replace(line, text=bare) if (bare := _bare(line.text)) != line.text else line for line in lines
    )


def _bare(text: str) -> str:
    text = _HEADING.sub("", text, count=1) if text[:1] == "#" else text
    whole = _WHOLE.fullmatch(text) if text[:1] in "*_" else None
    return _PART.sub(r"\1", whole[2] if whole else text)
