"""What only points to articles: lists of references, of bookmarks and of feeds, and links that were saved as files."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

_HEAD = 4_096  # bytes that are looked at


def told(head: bytes) -> str:
    """What a file that begins with ``head`` is, and what to do; "" where it is none of these."""
    start = head[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((said for pattern, said in _beginnings() if pattern.match(start)), "")


@cache
def _beginnings() -> tuple[tuple[re.Pattern[bytes], str], ...]:
    table = json.loads((resources.files("dateline") / "data" / "dumps" / "pointers.json").read_text("utf-8"))
    return tuple((re.compile(pattern.encode(), re.IGNORECASE), said) for pattern, said in table["beginnings"])
