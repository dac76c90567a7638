"""Web archives: WARC (plain or gzip) and WACZ, by warcio (extra "web"): one part for each archived page."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from dateline.dumps import decoding, html
from dateline.dumps.source import Part, Source
from dateline.model import Claim, Doubt, Format

MAX_PAGES = 10_000  # of one file
MAX_UNFOLDED = 32  # times the largest allowed file that all records together may unfold to
_PROSE = 200  # characters of text that is not linked, from which a document is a page and not a frame
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
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            infos = [info for info in archive.infolist() if info.filename.startswith("archive/") and not info.is_dir()]
            if sum(info.file_size for info in infos) > MAX_UNFOLDED * source.max_bytes:
                raise source.refuse("DL106", "Its archives unfold to far more than is allowed.")
            wanted = _wanted(archive, source)
            streams = (_member(archive, info, source) for info in infos)
            yield from _pages(streams, source, wanted, Format.WACZ)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise source.refuse("DL105", f"It is no whole WACZ: {error}.") from error


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> BinaryIO:
    with archive.open(info) as stream:
        data = stream.read(source.max_bytes + 1)
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


def _pages(streams: Any, source: Source, wanted: set[str], format_: Format) -> Iterator[Part]:
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise source.refuse("DL108", 'A web archive needs the extra "web": pip install "dateline[web]".') from error
    budget = MAX_UNFOLDED * source.max_bytes
    seen: set[tuple[str, str]] = set()
    left: list[str] = []
    found = 0
    try:
        for stream in streams:
            for record in ArchiveIterator(stream):
                if not _is_page(record):
                    continue
                body = record.content_stream().read(source.max_bytes + 1)
                budget -= len(body)
                if len(body) > source.max_bytes or budget < 0:
                    raise source.refuse("DL106", "Its records unfold to far more than is allowed.")
                _whole(record, source)
                url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
                if wanted and url.partition("#")[0] not in wanted:
                    left.append(url)
                    continue
                part = _part(record, body, source, url)
                if part is None or (not wanted and _prose(part) < _PROSE):
                    left.append(url)
                    continue
                if (url, part.text) in seen:
                    continue
                seen.add((url, part.text))
                found += 1
                if found > MAX_PAGES:
                    raise source.refuse("DL106", f"It holds more than {MAX_PAGES:,} pages.")
                if found == 1 and left:
                    part = _noted(part, left)
                yield replace(part, format=format_)
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError) as error:
        raise source.refuse("DL105", f"It is no whole web archive: {str(error)[:200]}.") from error
    if not found:
        raise source.refuse("DL109", "It holds no page with text.")


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


def _part(record: Any, body: bytes, source: Source, url: str) -> Part | None:
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    kind = headers.get_header("Content-Type") or ""
    declared = kind.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
    decoded = decoding.decode(body, html=True, declared=declared)
    part = html.page_or_none(decoded.text, decoded.encoding, decoded.notices, source)
    if part is None:
        return None
    date = record.rec_headers.get_header("WARC-Date") or ""
    claims = [Claim("url", url[:2000], "WARC-Target-URI")] if url else []
    if date:
        claims.append(Claim("retrieved", date[:100], "WARC-Date"))
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
