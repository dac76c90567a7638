"""No input costs more than time in proportion to its size and bounded memory: held by limits of the system."""

from __future__ import annotations

import gzip
import io
import json
import os
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests import torture
from tests.hostile.library import ROOT

MEMORY = 1536 * 1024 * 1024  # bytes of address space, the models and the interpreter among them
SECONDS = 60  # of CPU: what is linear takes a few, what is quadratic at these sizes takes hours
# A line of its own is judged for some 0.1 ms, whatever it holds, and a million of them are more than any page has.
SLOW = {"many-lines.txt": 400}
SIZE = 100_000

# Where Markdown processors have been quadratic or worse before, and what they have made gigabytes of.
MARKDOWN: dict[str, Callable[[int], str]] = {
    "quotes in quotes": lambda n: ">" * n + "x",
    "lists in quotes": lambda n: "> - " * (n // 4) + "x",
    "lists in lists": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "emphasis that opens": lambda n: "*a_ " * (n // 4),
    "emphasis in emphasis": lambda n: "*" * (n // 2) + "a" + "*" * (n // 2),
    "brackets": lambda n: "[" * n,
    "links that open": lambda n: "[a](" * (n // 4),
    "links in links": lambda n: "[" * (n // 8) + "a" + "](u)" * (n // 8),
    "a reference used often": lambda n: "[x]: " + "/u" * 500 + "\n\n" + "[x] " * (n // 4),
    "references": lambda n: "".join(f"[{i}]: u\n" for i in range(n // 8)) + "[1] " * 100,
    "runs of backticks": lambda n: "".join("`" * i + " " for i in range(1, int((2 * n) ** 0.5))),
    "tags that open": lambda n: "<a " * (n // 3),
    "attributes that open": lambda n: '<a b="' * (n // 6),
    "comments": lambda n: "<!--" * (n // 4),
    "instructions": lambda n: "<?" * (n // 2),
    "sections": lambda n: "<![CDATA[" * (n // 9),
    "blocks of tags": lambda n: "<div>\n" * (n // 6),
    "character references": lambda n: "&#x1;&amp" * (n // 9),
    "wide tables": lambda n: "a|" * (n // 6) + "\n" + "-|" * (n // 6) + "\n" + "a\n" * (n // 6),
    "empty lines": lambda n: "\n" * n,
    "headings": lambda n: "# a\n" * (n // 4),
}


def limits(seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def run(*arguments: str, cwd: Path = ROOT, seconds: int = SECONDS) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT)])}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        preexec_fn=partial(limits, seconds),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


RENDER = """
from dateline.dumps import read_bytes
from dateline.messages import DatelineError
from dateline.site import markdown
from tests.hostile.test_bombs import MARKDOWN, SIZE
for name, make in MARKDOWN.items():
    text = make(SIZE)
    html = markdown.render(text)
    assert len(html) < 200 * len(text) + 10_000, (name, len(text), len(html))
    try:
        (dump,) = read_bytes(f"---\\ntitle: x\\n---\\n{text}".encode(), "a.md")
    except DatelineError as error:
        assert {message.code for message in error.messages} <= {"DL106", "DL109"}, name
    else:
        assert len(dump.text) < 2 * len(text) + 10_000, (name, len(text), len(dump.text))
"""


def test_markdown_is_rendered_in_proportion() -> None:
    done = run("-c", RENDER)
    assert done.returncode == 0, done.stderr[-2000:]


def zip_bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", "{}")
        with archive.open("archive/data.warc", "w", force_zip64=True) as entry:
            for _ in range(300):
                entry.write(bytes(10_000_000))
    return held.getvalue()


def word_bomb(body: bytes = b"", times: int = 0) -> bytes:
    """A document of Word whose text unfolds to ``body``, then 10 MB as often as is said."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            entry.write(b'<w:document xmlns:w="%s"><w:body>%s' % (space, body))
            for _ in range(times):
                entry.write(bytes(10_000_000))
            entry.write(b"</w:body></w:document>")
    return held.getvalue()


def open_text(body: bytes) -> bytes:
    held = io.BytesIO()
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text", "table"))
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            b"<office:x %s><office:text>%s</office:text></office:x>" % (names.encode(), body),
        )
    return held.getvalue()


def gzip_bomb() -> bytes:
    return gzip.compress(gzip.compress(bytes(10_000_000)) * 300)


def dumps(size: int) -> dict[str, bytes]:
    """Files by name; none is over the limit of a dump's size."""
    aliases = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    prose = b"Talks went on in the capital on Monday, officials said, and no result was told. "
    return {
        "one-line.txt": (prose * (size // len(prose) + 1))[:size],
        "no-space.txt": b"x" * size,
        "many-lines.txt": b"a\n" * min(size // 2, 1_000_000),
        "nested.html": b"<html><body>" + b"<div>" * 100_000 + b"x" + b"</div>" * 100_000,
        "nested-inline.html": b"<p>" + b"<b><i>" * 50_000 + b"x",
        "attributes.html": b"<p " + b"a=b " * 100_000 + b">x",
        "entities.html": b"<!DOCTYPE x [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;" + b"&amp;" * 100_000,
        "entities.xml": (
            b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'ha'>"
            + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
            + b"]><rss><channel><item><title>&a11;</title></item></channel></rss>"
        ),
        "deep.json": b"[" * 100_000 + b"]" * 100_000,
        "parts.eml": b"From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\n" * 20_000,
        "nested.eml": b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1000))
        + b"\ntext\n",
        "mails-in-mails.eml": b"From: a@example.org\nSubject: x\n"
        + b"Content-Type: message/rfc822\n\n" * 5000
        + b"\nx\n",
        "headers.eml": b"From: a@example.org\nSubject: x\n" + b"X-A: y\n" * 500_000 + b"\ntext\n",
        "attributes.rss": b"<rss " + b"".join(b'a%d="" ' % n for n in range(SIZE)) + b"><channel/></rss>",
        "namespaces.rss": b"<rss " + b"".join(b'xmlns:a%d="" ' % n for n in range(SIZE)) + b"><channel/></rss>",
        "deep.rss": b"<rss><channel>" + b"<item>" * SIZE,
        "header.eml": b"From: " + b"(" * 100_000 + b"\nSubject: x\n\ntext\n",
        "bomb.wacz": zip_bomb(),
        "bomb.warc.gz": gzip_bomb(),
        "bomb.docx": word_bomb(times=300),
        "runs.docx": word_bomb(b"<w:p>" + b"<w:r><w:t>a</w:t></w:r>" * (size // 24) + b"</w:p>"),
        "deep.docx": word_bomb(b"<w:tbl><w:tr><w:tc>" * SIZE),
        "fields.docx": word_bomb(b'<w:p><w:r><w:fldChar w:fldCharType="begin"/>' * (size // 44)),
        "entities.docx": word_bomb(b"<!DOCTYPE x [<!ENTITY a '&b;'>]><w:p>&a;</w:p>"),
        "columns.odt": open_text(b"<table:table-cell table:number-columns-repeated='999999999'/>" * (size // 70)),
        "spaces.odt": open_text(b"<text:p>a" + b"<text:s text:c='999999999'/>" * (size // 30) + b"</text:p>"),
        "notes.odt": open_text(b"<text:p>" + b"<text:note><text:note-body><text:p>" * 50),
        "cues.srt": b"1\n00:00:01,000 --> 00:00:02,000\na.\n\n" * (size // 36),
        "one-cue.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"a<b" * (size // 3),
        "groups.rtf": rb"{\rtf1 " + b"{" * size,
        "words.rtf": rb"{\rtf1 a" + rb"\b\i0" * (size // 5) + b"}",
        "cells.rtf": rb"{\rtf1 " + rb"\intbl a\cell " * (size // 14) + b"}",
        "boxes.rtf": rb"{\rtf1 " + rb"{\shptxt " * 9000 + b"x" + b"}" * 9001,
        "deleted.rtf": rb"{\rtf1 a" + rb"{\deleted b}c" * (size // 13) + b"}",
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(1000),
        "combining.txt": ("a" + "\u0301" * 100_000).encode(),
        "hints.txt": prose * 5,
        "hints.txt.meta.yaml": aliases.encode(),
        "dates.txt": b"8 Nov 2020 " * 10_000,
        "dashes.txt": b"By - - " * 20_000 + b"\n" + b"(Reuters) - " * 10_000,
    }


def taken_in(folder: Path, size: int) -> None:
    """Each file by itself under the limits, so that one does not hide behind another."""
    for name, data in dumps(size).items():
        if name.endswith(".meta.yaml"):
            continue
        content = folder / name / "content"
        (content / "dumps").mkdir(parents=True)
        (content / "dumps" / name).write_bytes(data)
        beside = dumps(0).get(f"{name}.meta.yaml") if name == "hints.txt" else None
        if beside:
            (content / "dumps" / f"{name}.meta.yaml").write_bytes(beside)
        done = run(
            "-m",
            "dateline",
            "ingest",
            "--content",
            str(content),
            "--workers",
            "1",
            "--json",
            seconds=SLOW.get(name, SECONDS),
        )
        assert "Traceback" not in done.stderr, (name, done.stderr[-2000:])
        assert done.returncode in (0, 1), (name, done.returncode, done.stderr[-2000:])
        assert '"received": 0' not in done.stdout, name
        assert "DL417" not in done.stdout, (name, done.stdout[-2000:])
        torture.count("bombs taken in or refused within the limits")


# A sample for every run: what other programs have failed on, small enough to be quick.
QUICK = 20_000


def test_small_bombs_are_taken_in_or_refused(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "dumps").mkdir(parents=True)
    found = dumps(QUICK)
    for name, data in found.items():
        (content / "dumps" / name).write_bytes(data)
    done = run("-m", "dateline", "ingest", "--content", str(content), "--workers", "1", "--json")
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode == 1, (done.returncode, done.stderr[-2000:])
    ledger = json.loads(done.stdout)
    assert ledger["received"] >= len(found) - 1
    assert ledger["refused"] > 0
    assert "DL417" not in {message["code"] for message in ledger["messages"]}, done.stdout[-2000:]
    torture.count("small bombs taken in or refused within the limits", len(found) - 1)


@pytest.mark.slow
def test_bombs_are_taken_in_or_refused(tmp_path: Path) -> None:
    taken_in(tmp_path, 1_000_000)  # 500,000 lines among them


@pytest.mark.slow
def test_a_line_of_50_million_bytes(tmp_path: Path) -> None:
    taken_in(tmp_path, 50_000_000)  # and a million lines
