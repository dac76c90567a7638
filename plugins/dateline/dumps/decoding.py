"""Bytes to text. Nothing is lost silently: what cannot be decoded stays visible and is reported."""

from __future__ import annotations

import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from dateline.model import Doubt

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text, the encoding's name, and what is doubtful about it."""

    text: str
    encoding: str
    notices: tuple[Doubt, ...] = ()


def decode(data: bytes, html: bool = False) -> Decoded:
    """The text of ``data``."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return Decoded(data.decode(name, "replace").removeprefix("\ufeff"), name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if html:
        match = _META.search(data[:4096]) or _XML.search(data[:400])
        if match:
            try:
                name = match[1].decode("ascii")
                return Decoded(data.decode(name, "replace"), name.lower())
            except LookupError:
                pass
    best = from_bytes(data[:200_000]).best()
    name = best.encoding if best else "windows-1252"
    return Decoded(data.decode(name, "replace"), name)
