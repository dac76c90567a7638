"""Web archives: WARC (plain or gzip) and WACZ, by warcio (extra "web"): one part for each archived page."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from dateline.dumps import decoding, html
from dateline.dumps.lines import visible
from dateline.dumps.source import DAMAGED, Part, Source
from dateline.model import Claim, Doubt, Format

MAX_PAGES = 10_000  # of one file
MAX_UNFOLDED = 32  # times the largest allowed file that all records together may unfold to
_PROSE = 200  # characters of text that is not linked, from which a document is a page and not a frame
_READABLE = ("", "identity", "gzip", "x-gzip", "deflate")
_BROTLI = "br"
_PIECE = 1 << 20  # bytes that are unpacked at once
_PAGES = ("text/html", "application/xhtml+xml")


def is_gzipped_warc(data: bytes) -> bool:
    """Whether a gzip file holds a WARC."""
    try:
        return gzip.GzipFile(fileobj=io.BytesIO(data[: 1 << 16])).read(5) == b"WARC/"
    except (OSError, EOFError, zlib.error):
        return False


def is_wacz(data: bytes) -> bool:
    """Whether a ZIP file is a WACZ."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return b"datapackage.json" in data[: 1 << 20] and b"archive/" in data
    return "datapackage.json" in names and any(name.startswith("archive/") for name in names)


def read(source: Source) -> Iterator[Part]:
    """The pages of a WARC.

    Raises DatelineError (DL105 where it is cut off, DL106 where it unfolds without end, DL108 where warcio is missing,
    DL109 where it holds no page).
    """
    yield from _pages([io.BytesIO(source.data)], source, set(), Format.WARC)


def read_wacz(source: Source) -> Iterator[Part]:
    """The pages of a WACZ, those that its list of pages names where it has one. Raises DatelineError as ``read``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, *DAMAGED) as error:
        raise source.refuse("DL105", f"It is no whole WACZ: {visible(str(error))[:200]}.") from error
    with archive:
        infos = [info for info in archive.infolist() if info.filename.startswith("archive/") and not info.is_dir()]
        if sum(info.file_size for info in infos) > MAX_UNFOLDED * source.max_bytes:
            raise source.refuse("DL106", "Its archives unfold to far more than is allowed.")
        wanted = _wanted(archive, source)
        yield from _pages((_member(archive, info, source) for info in infos), source, wanted, Format.WACZ)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> BinaryIO:
    try:
        with archive.open(info) as stream:
            data = stream.read(source.max_bytes + 1)
    except (zipfile.BadZipFile, RuntimeError, *DAMAGED) as error:
        raise source.refuse("DL105", f"It is no whole WACZ: {visible(str(error))[:200]}.") from error
    if len(data) > source.max_bytes:
        raise source.refuse("DL103", f"{info.filename[:80]} in it has more than {source.max_bytes:,} bytes.")
    return io.BytesIO(data)


def _wanted(archive: zipfile.ZipFile, source: Source) -> set[str]:
    """The addresses that pages/pages.jsonl lists."""
    urls: set[str] = set()
    for name in archive.namelist():
        if name != "pages/pages.jsonl":
            continue
        for line in _member(archive, archive.getinfo(name), source).read().splitlines()[:MAX_PAGES]:
            try:
                page = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(page, dict) and isinstance(page.get("url"), str):
                urls.add(page["url"].partition("#")[0])
    return urls


@dataclass(frozen=True, slots=True)
class _Document:
    """An archived document as it was served."""

    url: str
    date: str
    charset: str
    body: bytes


def _pages(streams: Iterable[BinaryIO], source: Source, wanted: set[str], format_: Format) -> Iterator[Part]:
    seen: set[tuple[str, str]] = set()
    left: list[str] = []
    found = 0
    for document in _documents(streams, source):
        if wanted and document.url.partition("#")[0] not in wanted:
            left.append(document.url)
            continue
        part = _part(document, source)
        if part is None or (not wanted and _prose(part) < _PROSE):
            left.append(document.url)
            continue
        if (document.url, part.text) in seen:
            continue
        seen.add((document.url, part.text))
        found += 1
        if found > MAX_PAGES:
            raise source.refuse("DL106", f"It holds more than {MAX_PAGES:,} pages.")
        if found == 1 and left:
            part = _noted(part, left)
        yield replace(part, format=format_)
    if not found:
        raise source.refuse("DL109", "It holds no page with text.")


def _documents(streams: Iterable[BinaryIO], source: Source) -> Iterator[_Document]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise source.refuse(
            "DL108", 'A web archive is read by warcio (the extra "web"), which is not installed.'
        ) from error
    budget = MAX_UNFOLDED * source.max_bytes
    try:
        for stream in streams:
            for record in _quietly(ArchiveIterator(stream)):
                if not _is_page(record):
                    continue
                body = _body(record, source)
                budget -= len(body)
                if len(body) > source.max_bytes or budget < 0:
                    raise source.refuse("DL106", "Its records unfold to far more than is allowed.")
                _whole(record, source)
                yield _document(record, body)
    except (ArchiveLoadFailed, *DAMAGED) as error:
        raise source.refuse("DL105", f"It is no whole web archive: {visible(str(error))[:200]}.") from error


def _body(record: Any, source: Source) -> bytes:
    """A record's body as a browser shows it; empty where it is packed in a way that we cannot read.

    warcio hands Brotli to a module that has changed its ways since, so we unpack that ourselves.
    """
    headers = record.http_headers if record.rec_type == "response" else None
    packed = (headers.get_header("Content-Encoding") or "").strip().lower() if headers is not None else ""
    if packed not in (*_READABLE, _BROTLI):
        return b""
    if headers is not None and packed == _BROTLI:
        headers.remove_header("Content-Encoding")
    body: bytes = record.content_stream().read(source.max_bytes + 1)
    return _unpacked(body, source) if packed == _BROTLI and len(body) <= source.max_bytes else body


def _unpacked(packed: bytes, source: Source) -> bytes:
    """What Brotli packed (RFC 7932), up to one byte more than a file may have."""
    try:
        import brotli
    except ImportError as error:
        raise source.refuse(
            "DL108", 'A page in it is packed by Brotli, whose module (the extra "web") is not installed.'
        ) from error
    unpacker = brotli.Decompressor()
    out = bytearray()
    data = packed
    try:
        while not unpacker.is_finished() and len(out) <= source.max_bytes:
            piece = unpacker.process(data, output_buffer_limit=_PIECE)
            if not (piece or data):
                raise source.refuse("DL105", "A page in it is cut off.")
            out += piece
            data = b""
    except brotli.error:
        return packed  # the header lies: some crawlers store what they unpacked
    return bytes(out[: source.max_bytes + 1])


def _quietly(records: Iterator[Any]) -> Iterator[Any]:
    """``records`` without the warnings that warcio prints; what cannot be read, it raises."""
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _document(record: Any, body: bytes) -> _Document:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    kind = headers.get_header("Content-Type") or ""
    return _Document(
        url=str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>"),
        date=str(record.rec_headers.get_header("WARC-Date") or ""),
        charset=kind.lower().partition("charset=")[2].split(";")[0].strip("\"' "),
        body=body,
    )


def _is_page(record: Any) -> bool:
    if record.rec_type not in ("response", "resource"):
        return False
    if record.rec_type == "response":
        if record.http_headers is None or not str(record.http_headers.get_statuscode()).startswith("2"):
            return False
        kind = record.http_headers.get_header("Content-Type") or ""
    else:
        kind = record.rec_headers.get_header("Content-Type") or ""
    return kind.partition(";")[0].strip().lower() in _PAGES


def _whole(record: Any, source: Source) -> None:
    """Refuse a record that ends before its stated length."""
    remaining = getattr(record.raw_stream, "limit", 0)
    if isinstance(remaining, int) and remaining > 0 and not record.raw_stream.read(1):
        raise source.refuse("DL105", "It is cut off in the middle of a page.")


def _part(document: _Document, source: Source) -> Part | None:
    decoded = decoding.decode(document.body, html=True, declared=document.charset)
    part = html.page_or_none(decoded.text, decoded.encoding, decoded.notices, source, document.url)
    if part is None:
        return None
    claims = [Claim("url", document.url[:2000], "WARC-Target-URI")] if document.url else []
    if document.date:
        claims.append(Claim("retrieved", document.date[:100], "WARC-Date"))
    return replace(part, claims=(*claims, *part.claims))


def _prose(part: Part) -> float:
    return sum(
        len(line.text) * (1 - line.markup.linked) for line in part.lines if line.markup and not line.markup.hidden
    )


def _noted(part: Part, left: list[str]) -> Part:
    shown = ", ".join(url[:100] for url in left[:3]) + (" …" if len(left) > 3 else "")
    return replace(
        part, notices=(*part.notices, Doubt("body", "DL114", f"Other documents that were not read: {shown}"))
    )
