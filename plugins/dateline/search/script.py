"""The files of the index are classic scripts, since a page opened from a folder may load nothing else."""

from __future__ import annotations

import json
import re

REGISTRAR = "datelineSearch"
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def call(name: str, *values: object) -> str:
    """A script that hands ``values`` to the reader under ``name``; it also does no harm inside HTML."""
    text = json.dumps((name, *values), ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _UNSAFE.items():
        if sign in text:
            text = text.replace(sign, escape)
    if not text.isascii():
        text = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return f"{REGISTRAR}({text[1:-1]})\n"


def file_name(kind: str, boundary: str) -> str:
    """The name of the shard of ``kind`` whose first possible word is ``boundary``, without ".js".

    Safe on every file system: lower-case ASCII; the leading letter keeps clear of names that Windows reserves.
    """
    safe = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in boundary)
    return f"{kind}/{kind}{safe}"
