"""What a file is, by its content; its name decides nothing."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from dateline.dumps import feed, mail, opendocument, pointers, rtf, subtitles, warc, webarchive, wrapped
from dateline.dumps.decoding import without_bom
from dateline.dumps.prolog import first_element
from dateline.dumps.source import Source
from dateline.model import Format

_HEAD = 16_384  # bytes that are looked at
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|article|section|main|header|h[1-6]|table"
    rb"|span|a\s|br|ul|b|i|em|strong|img|font|center|blockquote|figure|nav)\b",
    re.I,
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|link)\b", re.I)
_SCRIPT = re.compile(rb"<(?:script|style|noscript)\b", re.I)
_CLOSING = re.compile(rb"</(?:p|div|span|a|li|h[1-6]|td|b|em|strong)\s*>", re.I)


@cache
def _magic() -> tuple[tuple[bytes, str], ...]:
    text = (resources.files("dateline") / "data" / "dumps" / "binary.json").read_text("utf-8")
    return tuple((bytes.fromhex(first), name) for first, name in json.loads(text)["magic"])


def _mostly_text(head: bytes) -> bool:
    """Whether a file is text that a page's stray markup got into: many lines, few of them with a tag."""
    lines = [line for line in head.splitlines() if line.strip()]
    return len(lines) >= 8 and sum(b"<" in line for line in lines) <= len(lines) // 8


def sniff(source: Source) -> Format:
    """The format of a file; TEXT also for what is to be looked at decoded (exports).

    Raises DatelineError (DL101 for an empty file, DL102 for one that holds no text, DL109 for one that only points to
    articles).
    """
    data = source.data
    if not data.strip(b" \t\r\n\x0b\x0c\x00") or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        raise source.refuse("DL101", "It has no bytes at all." if not data else "It holds only white space.")
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and warc.is_gzipped_warc(data)):
        return Format.WARC
    if head.startswith(b"PK\x03\x04") and warc.is_wacz(data):
        return Format.WACZ
    if head.startswith((b"PK\x03\x04", wrapped.OLD)):
        return wrapped.sniff(source)
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(rtf.MAGIC):
        return Format.RTF
    if opendocument.is_flat(head):
        return Format.OPENDOCUMENT
    if said := pointers.told(head):
        raise source.refuse("DL109", f"It is {said}.")
    if webarchive.is_webarchive(head):
        return Format.WEBARCHIVE
    text = _as_ascii(head, source)
    if mail.is_mail(text):
        return Format.EMAIL
    if subtitles.is_subtitles(text):
        return Format.SUBTITLES
    if feed.is_feed(text):
        return Format.FEED
    start = text.lstrip()
    if first_element(start) == b"svg":
        raise source.refuse("DL102", "It is an SVG picture.")
    if start.startswith(b"<") and _TAG.search(start):
        page = _PAGE.search(start) or (_SCRIPT.match(start) and _PAGE.search(data))  # a server's script before the page
        return Format.HTML if page or not _mostly_text(start) else Format.TEXT
    if len(_CLOSING.findall(text)) >= 8:
        return Format.HTML
    return Format.TEXT


def _as_ascii(head: bytes, source: Source) -> bytes:
    """The head with one byte for each ASCII character. Raises DatelineError (DL102) where it is no text."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return head.replace(b"\x00", b"").strip(b"\xff\xfe")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].decode("utf-16-le" if head[0] == 0xFF else "utf-16-be", "ignore").encode("utf-8", "ignore")
    for first, name in _magic():
        if head.startswith(first):
            raise source.refuse("DL102", f"It is {name}.")
    if head.startswith(b"RIFF") or head[4:8] == b"ftyp":
        raise source.refuse("DL102", "It is a picture, a sound or a film.")
    wide = without_bom(head)
    if wide:
        return head.decode(wide, "ignore").encode("utf-8", "ignore")
    if (len(head) - len(head.translate(None, _CONTROL))) * 20 > len(head):
        raise source.refuse("DL102", "It is full of control characters, which no text is.")
    return head.removeprefix(b"\xef\xbb\xbf")
