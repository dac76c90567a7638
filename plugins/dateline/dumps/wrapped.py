"""What a ZIP package or a compound file of older programs holds, told by its parts."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from importlib import resources
from typing import Any

from dateline.dumps import opendocument, word
from dateline.dumps.source import DAMAGED, Source
from dateline.dumps.xmlparts import Package
from dateline.model import Format

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MANIFEST = (b"[Content_Types].xml", b"word/", b"mimetype", b"content.xml")


@cache
def _others() -> Any:
    return json.loads((resources.files("dateline") / "data" / "dumps" / "binary.json").read_text("utf-8"))


def sniff(source: Source) -> Format:
    """WORD or OPENDOCUMENT.

    Raises DatelineError (DL102 where it is something else, with what to do; DL105 where it is cut off or locked).
    """
    if source.data.startswith(OLD):
        if _LOCKED in source.data:
            raise source.refuse("DL105", "It is locked with a password.")
        raise _other(source, _stream, "compound", "a document of an old office program")
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, *DAMAGED) as error:
        start = source.data[:4096]
        if any(name in start for name in _MANIFEST):
            raise source.refuse("DL105", "Its end, with the list of its parts, is missing.") from error
        raise source.refuse("DL102", "It is a ZIP archive or a document of an office program.") from error
    if word.is_word(names):
        return Format.WORD
    if "mimetype" in names and opendocument.is_text(Package(source)):
        return Format.OPENDOCUMENT
    whole = "\n" + "\n".join(names)
    raise _other(source, lambda _, mark: f"\n{mark}" in whole, "packages", "a ZIP archive; unpack it")


def _stream(data: bytes, mark: str) -> bool:
    """Whether a compound file names a stream so."""
    return mark.encode("utf-16-le") in data


def _other(source: Source, holds: Any, kinds: str, rest: str) -> Any:
    for mark, said in _others()[kinds]:
        if holds(source.data, mark):
            return source.refuse("DL102", f"It is {said}.")
    return source.refuse("DL102", f"It is {rest}.")
