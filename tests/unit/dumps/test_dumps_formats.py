"""What each format is told by, and the bad input that each meets. The good cases are in tests/golden/dumps."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from dateline.dumps import read_bytes
from dateline.messages import DatelineError
from dateline.model import Dump, Format

GOLDEN = Path(__file__).parents[2] / "golden" / "dumps"


def golden(case: str) -> bytes:
    (path,) = [path for path in (GOLDEN / case).iterdir() if path.name != "expected.json"]
    return path.read_bytes()


def refused(data: bytes) -> str:
    with pytest.raises(DatelineError) as error:
        read_bytes(data, "dumps/x")
    return error.value.messages[0].code


def texts(dump: Dump) -> list[str]:
    return [line.text for line in dump.lines if line.text]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("html-article", Format.HTML),
        ("mhtml-chrome", Format.MHTML),
        ("email-newsletter", Format.EMAIL),
        ("pdf-print", Format.PDF),
        ("warc-gzip", Format.WARC),
        ("warc-plain", Format.WARC),
        ("wacz", Format.WACZ),
        ("nexis-classic", Format.NEXIS),
        ("nexis-uni", Format.NEXIS),
        ("factiva-plain", Format.FACTIVA),
        ("factiva-tagged", Format.FACTIVA),
        ("proquest", Format.PROQUEST),
        ("feed-rss", Format.FEED),
        ("feed-atom", Format.FEED),
        ("zotero-export", Format.ZOTERO),
        ("zotero-csl", Format.ZOTERO),
        ("wallabag", Format.WALLABAG),
        ("webarchive", Format.WEBARCHIVE),
        ("markdown-note", Format.MARKDOWN),
        ("markdown-clipping", Format.MARKDOWN),
    ],
)
def test_a_format_is_told_by_content_alone(case: str, expected: Format) -> None:
    assert {dump.format for dump in read_bytes(golden(case), "dumps/no-name-to-go-by")} == {expected}


def test_an_export_of_entries_with_many_elements_is_no_page() -> None:
    content = "<p>The ferry ran on <b>Friday</b> again.</p>" * 20
    entry = {
        "title": "Ferry runs",
        "url": "https://courier.example/1",
        "domain_name": "courier.example",
        "content": content,
    }
    found = read_bytes(json.dumps([entry, {**entry, "url": "https://courier.example/2"}]).encode(), "a.html")
    assert [dump.format for dump in found] == [Format.WALLABAG] * 2


@pytest.mark.parametrize("case", ["nexis-classic", "nexis-uni", "factiva-plain", "factiva-tagged", "proquest"])
def test_the_parts_of_a_text_export_are_the_whole_file(case: str) -> None:
    assert "".join(dump.text for dump in read_bytes(golden(case), "x")) == golden(case).decode()


# The last lines are where a cut no longer takes anything of an article away.
@pytest.mark.parametrize(
    ("case", "last"),
    [
        *(("mhtml-chrome", 0.6), ("email-newsletter", 0.95), ("pdf-print", 0.9), ("warc-gzip", 0.3), ("wacz", 0.95)),
        ("webarchive", 0.98),
        *(("feed-rss", 0.98), ("feed-atom", 0.98), ("zotero-export", 0.98), ("wallabag", 0.98), ("zotero-csl", 0.98)),
    ],
)
def test_a_file_that_is_cut_off_is_refused(case: str, last: float) -> None:
    data = golden(case)
    for share in (0.4 * last, 0.7 * last, last):
        assert refused(data[: int(len(data) * share)]) in ("DL105", "DL109"), share


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("PNG", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("JPEG", b"\xff\xd8\xff\xe0" + bytes(100)),
        ("GIF", b"GIF89a" + bytes(100)),
        ("WebP", b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(100)),
        ("HEIC", b"\x00\x00\x00\x18ftypheic" + bytes(100)),
        ("SVG", b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>'),
        ("office", b"PK\x03\x04" + bytes(100)),
        ("old office", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)),
        ("OneNote", bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(100)),
        ("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(100)),
        ("gzip", gzip.compress(b"<html><p>x</p></html>", mtime=0)),
        ("7z", b"7z\xbc\xaf\x27\x1c" + bytes(100)),
        ("program", b"\x7fELF" + bytes(100)),
        ("noise", bytes(range(1, 32)) * 10),
    ],
)
def test_files_in_disguise_are_refused(name: str, data: bytes) -> None:
    assert refused(data) == "DL102", name


@pytest.mark.parametrize(
    "data", [b"", b"  \n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00\x00", "\u200b\u00a0\n".encode()]
)
def test_what_shows_nothing_is_empty(data: bytes) -> None:
    assert refused(data) == "DL101"


@pytest.mark.parametrize(
    "text",
    [
        "[Reuters] Ceasefire holds\n",
        "{Exclusive} Ceasefire holds\n",
        "Note: the truce holds\nso far: yes\n",
        "From: here to there\n\nCeasefire holds\n",
        "<3 from Vessen: a ceasefire holds\n",
        "Document signed by both sides\n",
        "MIME types explained\n",
        "%PDF is a kind of file; %PDF- would begin one.\n".replace("%PDF-", "%PDF "),
        "5 words\n",
        "Ceasefire holds if a < b and b > c\n",
    ],
)
def test_texts_that_begin_like_something_else_are_texts(text: str) -> None:
    (dump,) = read_bytes(text.encode(), "x.txt")
    assert dump.format is Format.TEXT
    assert dump.text == text


def test_nul_bytes_in_a_text_are_not_shown_and_not_lost() -> None:
    (dump,) = read_bytes(b"Cease\x00fire holds along the river, they said on Sunday.\n", "x.txt")
    assert dump.lines[0].text == "Ceasefire holds along the river, they said on Sunday."
    assert dump.text.startswith("Cease\x00fire")


def test_hints_end_at_the_first_line_that_is_none() -> None:
    (dump,) = read_bytes(b"\n---\nSource: X\n\ndate: 2020-11-08\n---\nTitle: of a chapter\n", "x.txt")
    assert dump.hints.values == (("source", "X"), ("date", "2020-11-08"))
    assert dump.hints.lines == (2, 3, 5, 6)
    (dump,) = read_bytes(b"Ceasefire holds\nSource: X\n", "x.txt")
    assert not dump.hints.values


def test_a_mail_in_plain_text_is_read_without_its_quoted_subject_marks() -> None:
    (dump,) = read_bytes(
        b"From: Jon <j@a.example>\nTo: m@a.example\nSubject: Re: FW: The map\n\nThe map shows it.\n", "x"
    )
    assert texts(dump) == ["The map shows it."]
    assert [claim.value for claim in dump.claims if claim.field == "title"] == ["The map"]


def test_a_mail_with_headers_without_end_is_refused() -> None:
    head = b"From: a\nMIME-Version: 1.0\nContent-Type: text/html"
    assert refused(head + b'; a="' * 100_000 + b"\n\nx") == "DL106"
    assert refused(b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 5_000 + b"x") == "DL106"


@pytest.mark.parametrize("subject", ["=?utf-8?b?RndkOiBMYSB0\xff?=", "=?x-none?q?a?=", "=?utf-8?b?A?=", "=?", "\x00"])
def test_a_broken_subject_is_shown_as_it_is(subject: str) -> None:
    head = f"From: a\nMIME-Version: 1.0\nSubject: {subject}\n".encode("latin-1")
    (dump,) = read_bytes(head + b"Content-Type: text/plain\n\nTruce\n", "x")
    assert texts(dump) == ["Truce"]


def test_a_charset_that_is_none_costs_no_text() -> None:
    for charset in ("x-none", "a\x00b", "hex", "unicode\xff"):
        head = f'From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset="{charset}"\n\n'.encode("latin-1")
        (dump,) = read_bytes(head + "La trêve tient\n".encode("windows-1252"), "x")
        assert texts(dump) == ["La trêve tient"]


def test_a_locked_pdf_says_so() -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    plain = io.BytesIO()
    writer.write(plain)
    assert refused(plain.getvalue()) == "DL109"
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(DatelineError, match="password"):
        read_bytes(locked.getvalue(), "x")


def test_archives_that_unfold_without_end_are_refused() -> None:
    pytest.importorskip("warcio")
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n"
        b"Content-Length: 50000100\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    )
    bomb = gzip.compress(head + b"<p>truce " * 5_000_000, mtime=0)
    with pytest.raises(DatelineError) as error:
        read_bytes(bomb, "x", max_bytes=1_000_000)
    assert error.value.messages[0].code == "DL106"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/a.warc", bytes(40_000_000))
    with pytest.raises(DatelineError) as error:
        read_bytes(packed.getvalue(), "x", max_bytes=1_000_000)
    assert error.value.messages[0].code == "DL106"


def test_json_of_any_other_kind_is_named() -> None:
    values: tuple[object, ...] = (
        {},
        [],
        [1, 2],
        {"items": []},
        [{"a": {"itemType": 1}}],
        {"data": {}},
        {"_embedded": {}},
    )
    for value in values:
        assert refused(json.dumps(value).encode()) == "DL109", value


def test_an_export_with_odd_values_is_still_read() -> None:
    item = {"itemType": "webpage", "title": "Truce", "creators": [None, 1, {"lastName": 2}], "date": 2020, "notes": {}}
    (dump,) = read_bytes(json.dumps([item, {"itemType": "note", "parentItem": None}]).encode(), "x")
    assert texts(dump) == ["Truce"]
    entry: dict[str, object] = {"url": 1, "content": None, "domain_name": [], "title": "Truce", "published_by": "x"}
    (dump,) = read_bytes(json.dumps(entry).encode(), "x")
    assert texts(dump) == ["Truce"]


def test_a_feed_that_declares_entities_is_refused() -> None:
    entry = b"<rss><channel><item><title>&a;</title></item></channel></rss>"
    assert refused(b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]>' + entry) == "DL106"


def test_a_feed_reads_no_other_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not for readers")
    entry = "<rss><channel><item><title>&a;</title></item></channel></rss>"
    assert refused(f'<!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}">]>{entry}'.encode()) == "DL106"


def test_a_pdf_whose_streams_name_a_filter_that_is_none_is_refused() -> None:
    data = golden("pdf-print-of-a-browser").replace(b"/FlateDecode", b"/Fl         ")
    assert refused(data) == "DL105"


def test_an_entry_that_wallabag_could_not_fetch_is_told() -> None:
    entries = [
        {"title": "Truce holds", "url": "https://a.example/1", "is_archived": 0, "content": "<p>No shells fell.</p>"},
        {"title": "No title found", "url": "https://a.example/2", "is_archived": 0, "content": ""},
    ]
    (dump,) = read_bytes(json.dumps(entries).encode(), "dumps/x")
    (notice,) = [notice for notice in dump.notices if notice.code == "DL114"]
    assert notice.reason == "1 of 2 items without title and text was left out."
