"""The files of the index are classic scripts, since a page opened from a folder may load nothing else."""

from __future__ import annotations

import json
import re

import msgspec

REGISTRAR = "datelineSearch"
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_encode = msgspec.json.Encoder().encode
_SURROGATE = re.compile("[\ud800-\udfff]")


def call(name: str, *values: object) -> str:
    """A script that hands ``values`` to the reader under ``name``; it also does no harm inside HTML."""
    return assembled(name, *map(literal, values))


def assembled(name: str, *literals: str) -> str:
    """``call`` with values that are literals already."""
    return f"{REGISTRAR}({','.join((literal(name), *literals))})\n"


def values(text: str) -> list[object]:
    """What a script that ``call`` made hands over, without its name. Raises ValueError."""
    if not text.startswith(f"{REGISTRAR}("):
        raise ValueError(text[:40])
    found: list[object] = json.loads("[" + text[len(REGISTRAR) + 1 : text.rindex(")")] + "]")
    return found[1:]


def coded(text: str) -> str:
    """The literal of a string of the alphabet of ``codec``, which has nothing to escape."""
    return f'"{text}"'


def literal(value: object) -> str:
    """``value`` as JSON that also does no harm inside HTML."""
    try:
        text = _encode(value).decode()
    except UnicodeEncodeError:  # half of a pair of surrogates
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        text = _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    for sign, escape in _UNSAFE.items():
        if sign in text:
            text = text.replace(sign, escape)
    return text


def file_name(kind: str, boundary: str) -> str:
    """The name of the shard of ``kind`` whose first possible word is ``boundary``, without ".js".

    Safe on every file system: lower-case ASCII; the leading letter keeps clear of names that Windows reserves.
    """
    if boundary.isascii() and boundary.isalnum():
        return f"{kind}/{kind}{boundary}"
    safe = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in boundary)
    return f"{kind}/{kind}{safe}"
