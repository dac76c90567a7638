"""Messages as programs of messengers export them: a line that says who wrote the one below it, and when."""

from __future__ import annotations

import re

_EXPORTED = re.compile(r"^(\S.{1,60}?), \[\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2} \d{1,2}:\d{2}(?::\d{2})?\]$")


def sender(text: str) -> str:
    """Who wrote the message below such a line: "Canal do Rio, [17.10.2023 19:58]"; "" where it is none."""
    match = _EXPORTED.match(text) if text.endswith("]") else None
    return match[1] if match else ""
