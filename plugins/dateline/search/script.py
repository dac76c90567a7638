"""The files of the index are classic scripts, since a page opened from a folder may load nothing else."""

from __future__ import annotations

import json
import re

REGISTRAR = "datelineSearch"
_SAFE = re.compile("[<>\u2028\u2029\ud800-\udfff]")


def literal(value: object) -> str:
    """``value`` as a JavaScript literal that also does no harm inside HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def call(name: str, *values: object) -> str:
    """A script that hands ``values`` to the reader under ``name``."""
    return f"{REGISTRAR}({','.join(map(literal, (name, *values)))})\n"


def file_name(kind: str, boundary: str) -> str:
    """The name of the shard of ``kind`` whose first possible word is ``boundary``, without ".js".

    Safe on every file system: lower-case ASCII; the leading letter keeps clear of names that Windows reserves.
    """
    safe = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in boundary)
    return f"{kind}/{kind}{safe}"
