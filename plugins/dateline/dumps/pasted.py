"""The page's address as people paste it with what they copied: alone on a line, at the top or below the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.model import Claim, Line

_ADDRESS = re.compile(r"[<(]?(https?://[^\s/<>]+\.[^\s/<>]+/[^\s<>]*[^\s<>).,;])[>)]?")
_TOP, _BOTTOM = 2, 3  # lines with text among which it stands


def claims(lines: Sequence[Line]) -> Iterator[Claim]:
    """What such a line claims, where it is the only one of the text; a home page is no article's address."""
    filled = [line.text for line in lines if line.text]
    alone = {match[1] for text in filled if "://" in text and (match := _ADDRESS.fullmatch(text))}
    edge = (*filled[:_TOP], *filled[max(_TOP, len(filled) - _BOTTOM) :])
    if len(alone) == 1 and any(_ADDRESS.fullmatch(text) for text in edge):
        yield Claim("url", alone.pop(), "a line of its own")
