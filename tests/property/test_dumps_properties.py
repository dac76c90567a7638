"""What holds for any dump: its lines partition its text, reading is deterministic, and nothing but a code refuses."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.dumps import read_bytes
from dateline.dumps.lines import visible
from dateline.extract import extract
from dateline.messages import DatelineError
from dateline.model import Dump
from tests import documents

# Beginnings that lead into each reader, so that what follows is not always taken for a text.
STARTS = (
    b"",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\x1b$B",
    b"<html><body>",
    b"<!DOCTYPE html><html><head><style>",
    b'<html><head><script type="application/ld+json">',
    b"<rss><channel><item>",
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry>',
    b"%PDF-1.4\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08\x00",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n",
    b"From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
    b'[{"itemType":"webpage","title":"',
    b'{"items":[{"url":"","content":"',
    b"1 of 2 DOCUMENTS\nLENGTH: 3 words\n",
    b"Title\n5 words\n1 May 2020\nDocument ABCDE0020201108egb80004x\n",
    b"____________________\nProQuest document ID: 1\nTitle: ",
    b"Source: x\nDate: ",
    b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>It holds.\n\n00:05.000 --> 00:06.000\n",
    b"1\n00:00:01,000 --> 00:00:02,000\n- One\n- Two\n\n2\n00:00:02,000 --> 00:00:03,000\n",
    rb"{\rtf1\ansi {\fonttbl{\f1\fcharset204 A;}}{\stylesheet{\s1 heading 1;}}\s1 Title\par\pard ",
    rb"{\rtf1 \trowd\intbl a\cell {\field{\*\fldinst HYPERLINK x}{\fldrslt ",
)
WORDS = st.sampled_from(
    [
        *(b"<p>", b"</p>", b"<td>", b"<br>", b"<pre>", b"<b hidden>", b"&amp;", b"]]>", b"--x", b"--x--", b"endobj"),
        *(b"\n", b"\r\n", b" ", b"\x00", b"\xe9", b"\xc3\xa9", b"{", b"}", b'"', b","),
        *(b"Content-Type: text/html\n\n", b"Body\n", b"End of Document\n"),
        *(
            rb"\par ",
            rb"\cell",
            rb"\row",
            rb"\page",
            rb"{\footnote ",
            rb"{\shptxt ",
            rb"\u1055?",
            rb"\'cf",
            rb"\deleted ",
        ),
    ]
)
FILES = st.builds(
    lambda start, pieces, tail: start + b"".join(pieces) + tail,
    st.sampled_from(STARTS),
    st.lists(st.one_of(WORDS, st.binary(max_size=12)), max_size=25),
    st.binary(max_size=40),
)
ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"]
FEW = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(data: bytes) -> tuple[Dump, ...] | str:
    try:
        return read_bytes(data, "dumps/any")
    except DatelineError as error:
        return "\n".join(map(str, error.messages))


def assert_whole(dump: Dump) -> None:
    assert "".join(dump.text[line.start : line.end] for line in dump.lines) == dump.text
    assert [line.number for line in dump.lines] == list(range(1, len(dump.lines) + 1))
    assert set(dump.hints.lines) <= {line.number for line in dump.lines}
    for line in dump.lines:
        assert line.text == visible(dump.text[line.start : line.end])
        if line.markup is not None:
            assert 0 <= line.markup.bold <= 1
            assert 0 <= line.markup.linked <= 1
            assert all(0 <= link.start < link.end <= len(line.text) for link in line.markup.links)


@FEW
@given(FILES)
def test_any_bytes_give_whole_dumps_or_a_code(data: bytes) -> None:
    dumps = read(data)
    if isinstance(dumps, str):
        assert re.match(r"dumps/any(:\d+)?: \w+ DL1\d\d: ", dumps)
        return
    assert dumps
    for number, dump in enumerate(dumps, 1):
        assert dump.part == number
        assert any(line.text for line in dump.lines)
        assert_whole(dump)
    assert len({dump.id for dump in dumps}) == len(dumps)


@FEW
@given(FILES)
def test_reading_twice_gives_the_same(data: bytes) -> None:
    assert read(data) == read(data)


@FEW
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_utf_8_text_is_kept_to_the_letter(text: str) -> None:
    data = f"A first line, so that no other format begins here.\n{text}".encode()
    dumps = read(data)
    if isinstance(dumps, tuple) and not dumps[0].notices and dumps[0].format == "text":
        assert dumps[0].text == data.decode()


@FEW
@given(st.lists(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=30), min_size=1, max_size=12))
def test_words_of_a_page_come_out_in_order(words: list[str]) -> None:
    shown = [word for word in words if visible(word)]
    page = "<html><body>" + "".join(f"<p>{escape(word)}</p>" for word in words) + "</body></html>"
    dumps = read(page.encode())
    if isinstance(dumps, str):
        assert not shown
    elif not dumps[0].notices:
        assert [line.text for line in dumps[0].lines if line.text] == [visible(word) for word in shown]


# What stands in documents: elements that are opened, or closed, or both, in any order.
ELEMENTS = {
    "w": (
        *("w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:pPr", "w:rPr", "w:sectPr", "w:del", "w:ins", "w:delText"),
        *("w:hyperlink", "w:fldSimple", "w:txbxContent", "w:footnote", "w:comment", "w:sdt", "w:rPrChange", "w:br"),
        *("w:numPr", 'w:numId w:val="1"', 'w:ilvl w:val="1"', 'w:pStyle w:val="Heading1"'),
        *('w:fldChar w:fldCharType="begin"', 'w:fldChar w:fldCharType="separate"', 'w:br w:type="page"', "w:vanish"),
    ),
    "text": (
        *("text:p", "text:h", "text:span", "text:a", "text:list", "text:list-item", "table:table", "table:table-row"),
        *(
            "table:table-cell",
            "draw:text-box",
            "text:note",
            "text:note-body",
            "text:note-citation",
            "office:annotation",
        ),
        *('text:list-item text:start-value="4"', "text:list-header", 'text:list text:continue-numbering="true"'),
        *("text:s", "text:tab", "text:line-break", "text:change", "text:changed-region", "svg:desc", "dc:creator"),
    ),
}


def nested(names: tuple[str, ...]) -> st.SearchStrategy[str]:
    words = st.sampled_from(["Truce", "holds", " ", "\u200b", "End of Document", "\u202e"])
    return st.recursive(
        words,
        lambda inner: st.builds(
            lambda name, parts: f"<{name}>{''.join(parts)}</{name.split()[0]}>",
            st.sampled_from(names),
            st.lists(inner, max_size=4),
        ),
        max_leaves=25,
    )


def package(kind: str, body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        if kind == "w":
            space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
        else:
            spaces = {
                **{n: f"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0" for n in ("office", "text", "table")},
                "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
                "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
                "dc": "http://purl.org/dc/elements/1.1/",
            }
            names = " ".join(f'xmlns:{name}="{address}"' for name, address in spaces.items())
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            archive.writestr("content.xml", f"<office:x {names}><office:text>{body}</office:text></office:x>")
    return held.getvalue()


@pytest.mark.parametrize("kind", ELEMENTS)
@FEW
@given(st.data())
def test_documents_of_any_nesting_give_whole_dumps_or_a_code(kind: str, data: st.DataObject) -> None:
    body = "".join(data.draw(st.lists(nested(ELEMENTS[kind]), max_size=5)))
    dumps = read(package(kind, body))
    if isinstance(dumps, str):
        assert re.match(r"dumps/any(:\d+)?: \w+ DL10[59]: ", dumps)
        return
    for dump in dumps:
        assert_whole(dump)
        assert {number for number, _ in dump.asides} <= {line.number for line in dump.lines}
        given_roles = [line for article in extract(dump) for line in article.lines]
        assert [line.line.number for line in given_roles] == [line.number for line in dump.lines]


@FEW
@given(st.lists(st.one_of(st.integers(0, 2), st.sampled_from(["p", "h1", "h2"])), min_size=1, max_size=15))
def test_documents_count_alike_and_each_level_on_by_one(kinds: list[str | int]) -> None:
    paragraphs: list[tuple[str | int, str]] = [(kind, f"said {n}") for n, kind in enumerate(kinds)]
    word, text = (read(make(paragraphs)) for make in (documents.numbered_word, documents.numbered_open))
    assert isinstance(word, tuple)
    assert isinstance(text, tuple)
    printed = [line.text for line in word[0].lines if line.text]
    assert printed == [line.text for line in text[0].lines if line.text]
    counts = {"list": [4, 0, 0], "head": [0, 0]}
    for (kind, said), shown in zip(paragraphs, printed, strict=True):
        if kind == "p":
            assert shown == said
            continue
        of, depth = ("list", kind) if isinstance(kind, int) else ("head", int(kind[1]) - 1)
        at = counts[of]
        at[:depth] = [max(before, 5 if of == "list" and not n else 1) for n, before in enumerate(at[:depth])]
        at[depth] += 1
        at[depth + 1 :] = [0] * len(at[depth + 1 :])
        forms = (f"{at[0]}.", f"{'-abcdefghijklmno'[at[1]]})", f"({ROMAN[at[-1]]})") if of == "list" else ()
        number = forms[depth] if forms else f"{at[0]}." if not depth else f"{at[0]}.{at[1]}"
        assert shown == f"{number} {said}"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "koi8-r"])
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 3), st.integers(1, 3))
def test_an_encoding_is_found_wherever_the_text_begins(encoding: str, start: int, length: int) -> None:
    sentences = [
        "Перемирие на реке держится третий день.",
        "Стороны сообщили об этом в воскресенье.",
        "Жители возвращаются в свои дома на холмах.",
        "Наблюдатели останутся до весны, сказал он.",
    ]
    text = "\n".join((sentences * 2)[start : start + length]) + "\n"
    dumps = read(text.encode(encoding))
    assert isinstance(dumps, tuple)
    assert dumps[0].text == text
