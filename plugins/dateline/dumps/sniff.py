"""What a file is, by its content; its name decides nothing."""

from __future__ import annotations

import re

from dateline.dumps.source import Source
from dateline.model import Format

# First bytes of files that hold no article, and what they are called.
_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"BM", ""),
    (b"PK\x03\x04", "a ZIP archive (or a document of an office program)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old office program"),
    (b"SQLite format 3\x00", "a database"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"fLaC", "a sound"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
)
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|article|section|main|header|h[1-6]|table|span|a\s|br)\b",
    re.I,
)


_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|link)\b", re.I)


def _mostly_text(head: bytes) -> bool:
    """Whether a file is text that a page's stray markup got into: many lines, few of them with a tag."""
    lines = [line for line in head.splitlines() if line.strip()]
    return len(lines) >= 8 and sum(b"<" in line for line in lines) <= len(lines) // 8


def sniff(source: Source) -> Format:
    """The format of a file. Raises DatelineError (DL101, DL102)."""
    data = source.data
    head = data[:4096]
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf") and not data.strip():
        raise source.refuse("DL101", "The file is empty." if not data else "It holds only white space.")
    for magic, what in _BINARY:
        if what and head.startswith(magic):
            raise source.refuse("DL102", f"It is {what}.")
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        raise source.refuse("DL102", "It is a picture, sound or film.")
    text = head
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "ignore").encode("utf-8")
    elif b"\x00" in head:
        raise source.refuse("DL102", "It holds NUL bytes, which no text has.")
    start = text.lstrip(b" \t\r\n\xef\xbb\xbf")
    if start.startswith(b"<") and _TAG.search(start) and (_PAGE.search(start) or not _mostly_text(start)):
        return Format.HTML
    return Format.TEXT
