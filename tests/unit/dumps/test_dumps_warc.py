"""Bodies of archived pages as servers pack them."""

from __future__ import annotations

import gzip

import brotli
import pytest

from dateline.dumps import read_bytes
from dateline.messages import DatelineError

STORY = "The ceasefire along the Ardel held for a third day on Sunday, although shots were heard near two villages. "
PAGE = f"<html><body><h1>Quiet on the Ardel</h1><p>{STORY * 3}</p></body></html>".encode()
OTHER = f"<html><body><h1>Schools open</h1><p>{STORY * 3}</p></body></html>".encode()


def record(body: bytes, encoding: str = "", chunked: bool = False, url: str = "https://courier.example/ardel") -> bytes:
    if chunked:
        body = b"".join(b"%x\r\n%s\r\n" % (len(body[i : i + 99]), body[i : i + 99]) for i in range(0, len(body), 99))
        body += b"0\r\n\r\n"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n"
    content = f"{head}{'Transfer-Encoding: chunked' if chunked else 'X: y'}\r\n\r\n".encode() + body
    fields = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-11-09T10:00:00Z\r\n"
    more = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(content)}\r\n\r\n"
    return f"{fields}{more}".encode() + content + b"\r\n\r\n"


@pytest.mark.parametrize("chunked", [False, True])
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("", PAGE),
        ("gzip", gzip.compress(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("BR", brotli.compress(PAGE)),
        ("br", PAGE),  # unpacked by the crawler, which left the header
    ],
)
def test_a_packed_page_is_read(encoding: str, body: bytes, chunked: bool) -> None:
    (dump,) = read_bytes(record(body, encoding, chunked), "a.warc")
    assert dump.lines[0].text == "Quiet on the Ardel"


def test_a_page_that_is_packed_otherwise_is_named_and_the_others_are_read() -> None:
    data = record(b"\x28\xb5\x2f\xfd packed", "zstd") + record(OTHER, url="https://courier.example/schools")
    (dump,) = read_bytes(data, "a.warc")
    assert dump.lines[0].text == "Schools open"
    assert "https://courier.example/ardel" in dump.notices[0].reason


def test_what_unfolds_without_end_is_refused() -> None:
    with pytest.raises(DatelineError, match="DL106"):
        read_bytes(record(brotli.compress(PAGE + b"<p>truce " * 500_000), "br"), "a.warc", max_bytes=1_000_000)


def test_what_is_cut_off_is_refused() -> None:
    with pytest.raises(DatelineError, match="DL105"):
        read_bytes(record(brotli.compress(PAGE * 9)[:-9], "br"), "a.warc")
