"""Where fuzzing begins: small inputs of every kind that the targets know, of our own making."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Sequence
from pathlib import Path

from dateline.library import stored
from dateline.model import Caption, Doubt, Evidence, Header, PlaceTag, Role, SourceTag, Span
from tests import documents
from tests.hostile.strings import sample
from tests.library_place import dump_text

FINDINGS = Path(__file__).parent / "findings"
STORY = dump_text(Authors="Ada Example", URL="https://example.org/a").encode()
PAGE = (
    b'<!doctype html><html lang="en"><head><title>T | Outlet</title><meta property="og:title" content="T">'
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","datePublished":"2020-11-08"}</script>'
    b'</head><body><nav><a href="/">Home</a></nav><article><h1>T</h1><p class="lead">L</p><ul><li>a</ul>'
    b"<figure><img alt=x><figcaption>c</figcaption></figure><blockquote>q</blockquote><table><tr><td>1<td>2</table>"
)
READERS = (
    STORY,
    STORY.replace(b"\n", b"\r\n"),
    STORY.decode().encode("utf-16"),
    "Шуша взята, заявил Баку. شوشا 舒沙 Şuşa — “so”".encode(),
    "Grüße aus Köln".encode("latin-1"),
    PAGE,
    b"From: a@example.org\nDate: Mon, 9 Nov 2020 10:00:00 +0000\nSubject: =?utf-8?q?x?=\nMIME-Version: 1.0\n"
    b"Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/html\n"
    b"Content-Transfer-Encoding: quoted-printable\n\n<p>x=\n--b--\n",
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 2\r\n\r\nx\r\n\r\n",
    gzip.compress(b"WARC/1.0\r\n\r\n", mtime=0),
    b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>t</title><description>d</description></item>'
    b"</channel></rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><content type="html">x</content></entry></feed>',
    b'[{"title": "t", "content": "<p>x</p>", "url": "https://example.org", "created_at": "2020-11-08"}]',
    b'{"items": [{"itemType": "newspaperArticle", "title": "t", "date": "2020-11-08"}]}',
    b"Document 1 of 2\n\nHeadline\n\nThe Courier\n\nBODY:\nText.\n\nLENGTH: 1 words\n\nLOAD-DATE: November 8, 2020\n",
    b"PK\x03\x04",
    documents.word(documents.rich),
    documents.open_text(documents.rich_open),
    documents.rich_rtf(),
    documents.numbered_word(),
    documents.numbered_open(),
    documents.numbered_rtf(),
    b"WEBVTT - t\nLanguage: en\n\n00:01.000 --> 00:02.000\n<v Ada>It holds.\n",
    b"\xef\xbb\xbfx",
    b"\x00\x01\x02",
)
HEADERS = (
    b"title: T\ndate: 2020-11-08\nsource: S\n",
    b"title: 'it''s'\ndate: 2020-11\nsource: \"a\\u0041\"\ntags: [a, 'b', \"c\"]\nplaces:\n- x\n- y\n",
    b"title: |\n  a\n  b\ndate: 2020\nsource: S\nstatus: withdrawn\nwithdrawn: {date: 2021, reason: r}\n",
    b"title: T\ntitle: U\n",
    b"a: &a [x]\nb: *a\n",
    b"corrections: [{date: 2020-01-01, note: n}]\nreview: [title]\n",
)
AUTHORITIES = (
    b"shusha:\n  name: Shusha\n  names: [\xc5\x9eu\xc5\x9fa, {text: Shushi, by: Armenia}]\n",
    b"new-place:\n  name: N\n  lat: 1.5\n  lon: -2\n  kind: settlement\nnever tag: [Reading]\n",
    b"x:\n  name: X\n  start: 2020-01-01\n  parties: [A, B]\n  merge: [y]\n",
    b"the-quill:\n  name: The Quill\n  domains: [example.org]\n  aliases: [Quill]\n",
)
IMPORTS = (
    b"+++\ntitle = 'T'\ndate = 2020-11-08T10:00:00Z\ntags = ['a', 1, [2]]\n[params]\nsource = 'S'\n+++\n{{< x >}}\n",
    b'{\n"title": "T", "date": "8 November 2020", "author": {"name": "A"}, "draft": true\n}\nText.\n',
    b"Title: T\nDate: 2010-12-03 10:20 +0300\nTags: a,\n    b\n\n<!-- more -->\n\n[x]({filename}y.md)\n",
    b'path,title,date,source,authors,claims,body,body_file\r\narticles/a.md,T,2020,S,"[""A""]",[],"x\ny",a.files/b\r\n',
    b'{"path": "articles/a.md", "title": "T", "date": "2020", "source": "S", "withdrawn": {"date": 1}}\n',
)
RECORDS = (
    b'{\n"format": 1,\n"id": "a",\n"article": "a.md",\n"dump": "d",\n"sha256": "0",\n"header": {"title": "T"}\n}\n',
    b"{}",
    b"[",
)


def _sealed() -> tuple[bytes, ...]:
    """Records without their last line: one that has something of everything, and one that has little."""
    spans = (Span(0, 6),)
    header = Header("T", "2020-11-08", source="S", authors=("A",), places=("Shusha",), url="https://example.org/a")
    full = stored.StoredRecord(
        id="a",
        article="articles/2020/a.md",
        dump="dumps/a.txt",
        sha256="0" * 64,
        header=header,
        also=("dumps/b.txt",),
        size=9,
        accession=1,
        duplicates=("b",),
        source=SourceTag("s", "S", True, 0.5),
        doubts=(Doubt("date", "DL420", "r", ("2020",)),),
        captions=(Caption("c", "A. Writer", (1,)),),
        evidence=(Evidence("retrieved", "2020-11-08", (1,), "r", 1.0), Evidence("title", "T", (0,), "first", 0.5)),
        places=(PlaceTag("shusha", "Shusha", 39.8, 46.7, "AZ", "settlement", spans, spans, 0.5),),
        lines=tuple(stored.StoredLine(n, role.value, 0.5, "r", f"x{n}") for n, role in enumerate(Role, 1)),
        body="x\n\ny",
    )
    small = stored.StoredRecord("a", "a.md", "d", "0", Header("", ""))
    return tuple(stored.dump(record).rpartition('"check"')[0].encode() for record in (full, small))


@functools.cache
def of(target: str) -> Sequence[bytes]:
    """The seeds of a target, its findings among them."""
    texts = [text.encode("utf-8", "surrogatepass") for text in sample()]
    given: dict[str, Sequence[bytes]] = {
        "readers": READERS,
        "lines": (STORY, PAGE, *READERS[:5]),
        "front_matter": HEADERS,
        "authorities": AUTHORITIES,
        "hints_beside": (b"source: S\ndate: 2020\n", b"authors: [a, b]\n", *HEADERS),
        "records": RECORDS,
        "sealed_records": _sealed(),
        "bodies": texts,
        "imports": (*IMPORTS, *(b"---\n" + header + b"---\nText.\n" for header in HEADERS)),
    }
    return [*given[target], *findings(target).values()]


def findings(target: str) -> dict[str, bytes]:
    """What fuzzing found wrong once, by file name."""
    return {path.name: path.read_bytes() for path in sorted((FINDINGS / target).glob("*")) if path.is_file()}
