"""Documents of word processors: what of them is text, how many articles they hold, and what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract
from dateline.messages import DatelineError
from dateline.model import Aside, Dump, Format, Role
from tests import documents
from tests.documents import OTHER, STORY

MAKERS: dict[str, Callable[[], bytes]] = {
    "word": lambda: documents.word(documents.rich),
    "opendocument": lambda: documents.open_text(documents.rich_open),
    "rtf": documents.rich_rtf,
}
SAID = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
GOLDEN = Path(__file__).parents[2] / "golden" / "dumps"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refused(data: bytes) -> tuple[str, str]:
    with pytest.raises(DatelineError) as error:
        read_bytes(data, "dumps/x")
    return error.value.messages[0].code, error.value.messages[0].text


def texts(dump: Dump) -> list[str]:
    return [line.text for line in dump.lines if line.text]


def packed(parts: dict[str, bytes | str], stored: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if stored:
            archive.writestr("mimetype", stored, zipfile.ZIP_STORED)
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def bare_word(body: str, **more: str) -> bytes:
    main = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": main, **more})


def related(*relations: tuple[str, str]) -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    found = "".join(
        f'<Relationship Id="r{kind}" Type="{space}/{kind}" Target="{target}"/>' for kind, target in relations
    )
    return f'<Relationships xmlns="x">{found}</Relationships>'


def changed(data: bytes, name: str, part: bytes) -> bytes:
    """A package with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, bytes | str] = {entry: archive.read(entry) for entry in archive.namelist()}
    return packed({**parts, name: part})


@pytest.mark.parametrize("name", MAKERS)
def test_a_document_gives_the_article_that_it_shows(name: str) -> None:
    (dump,) = read_bytes(MAKERS[name](), "dumps/no-name-to-go-by")
    (article,) = extract(dump)
    assert dump.format.value == name
    assert article.headline == "Ferries cross the Ardel again"
    assert article.authors == ("Mara Linde",)
    assert article.published
    assert article.published.iso == "2021-03-05"
    kinds = {line.line.text: line.role for line in article.lines}
    numbered = "1.1. " if name == "opendocument" else ""  # by the template of the library that makes it
    assert kinds[f"{numbered}On the piers"] is Role.HEADING
    assert kinds[STORY[2]] is Role.QUOTE
    assert kinds["Seven o’clock: Vessen to Ask"] is Role.LIST_ITEM
    assert kinds["Ardel II 40"] is Role.TABLE_ROW
    (link,) = [link for block in article.blocks for link in block.links]
    assert link.url == "https://courier.example/2021/03/captains"
    assert any("seven with forty passengers[1]" in block.text for block in article.blocks)


@pytest.mark.parametrize("name", MAKERS)
def test_what_a_document_does_not_show_is_kept_and_not_published(name: str) -> None:
    (dump,) = read_bytes(MAKERS[name](), "dumps/x")
    (article,) = extract(dump)
    reasons = {line.line.text: (line.role, line.rule) for line in article.lines}
    assert reasons["eight"] == (Role.OTHER, "deleted, by a change that was tracked")
    assert reasons["Is it Sunday?"] == (Role.OTHER, "a comment on the document")
    assert reasons["Check this with the office."] == (Role.OTHER, "hidden in the document")
    assert {notice.code for notice in dump.notices} == {"DL116", "DL117"}
    assert "body" in {doubt.field for doubt in article.doubts if doubt.code == "DL116"}
    assert not any("eight" in block.text.split() for block in article.blocks)


@pytest.mark.parametrize("name", MAKERS)
def test_who_typed_a_document_is_no_author_and_its_title_is_a_claim(name: str) -> None:
    makers: dict[str, Callable[[], bytes]] = {
        "word": lambda: documents.word(documents.rich, title="Clippings"),
        "opendocument": lambda: documents.open_text(documents.rich_open, title="Clippings"),
        "rtf": documents.rich_rtf,
    }
    (dump,) = read_bytes(makers[name](), "dumps/x")
    assert {claim.field for claim in dump.claims} == {"title", "retrieved"}
    (article,) = extract(dump)
    assert article.headline == "Ferries cross the Ardel again"
    assert article.authors == ("Mara Linde",)


def test_a_file_that_was_changed_on_a_later_day_says_nothing_of_the_day_of_retrieval() -> None:
    document = documents.new_word()
    document.add_paragraph(STORY[0])
    document.core_properties.modified = document.core_properties.modified.replace(year=2024)
    (dump,) = read_bytes(documents.saved(document), "dumps/x")
    assert not dump.claims


def many(document: Any, part: Callable[[Any], None] = lambda _: None) -> None:
    documents.article(document, "Ferries cross the Ardel again", STORY)
    part(document)
    documents.article(document, "Schools of the valley open", OTHER, "Jon Ask", "8 March 2021, 10:30")


def test_pages_begun_by_hand_part_articles() -> None:
    found = read_bytes(documents.word(lambda document: many(document, documents.page_break)), "dumps/x")
    assert [extract(dump)[0].headline for dump in found] == [
        "Ferries cross the Ardel again",
        "Schools of the valley open",
    ]
    assert not any(dump.claims for dump in found)


def test_headings_with_a_byline_and_a_day_part_articles() -> None:
    (dump,) = read_bytes(documents.word(many), "dumps/x")
    found = extract(dump)
    assert [article.authors for article in found] == [("Mara Linde",), ("Jon Ask",)]
    assert [article.published.iso for article in found if article.published] == ["2021-03-05", "2021-03-08T10:30"]


@pytest.mark.parametrize(
    ("first", "second", "parts"),
    [
        ("nextPage", "nextPage", 2),
        ("nextPage", "continuous", 1),
        ("continuous", "", 2),
        ("continuous", "nextColumn", 1),
    ],
)
def test_a_section_says_how_it_begins_itself(first: str, second: str, parts: int) -> None:
    def section(kind: str) -> str:
        told = f'<w:type w:val="{kind}"/>' if kind else ""
        before = '<w:sectPrChange w:id="1"><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:sectPrChange>'
        return f"<w:sectPr>{told}{before}</w:sectPr>"

    def story(title: str, paragraphs: Sequence[str]) -> str:
        return "".join(SAID.format(text) for text in (title, *paragraphs))

    end = f"<w:p><w:pPr>{section(first)}</w:pPr></w:p>"
    body = story("Ferries cross the Ardel again", STORY) + end + story("Schools of the valley open", OTHER)
    assert len(read_bytes(bare_word(body + section(second)), "dumps/x")) == parts


def test_a_page_begun_in_the_midst_of_an_article_parts_nothing() -> None:
    def write(document: Any) -> None:
        documents.article(document, "Ferries cross the Ardel again", STORY)
        documents.page_break(document)
        document.add_paragraph(
            "Along the river people waited for the boats, some of them since the early morning, they said."
        )
        for paragraph in OTHER:
            document.add_paragraph(paragraph)

    assert len(read_bytes(documents.word(write), "dumps/x")) == 1


@pytest.mark.parametrize("data", [documents.word(documents.nexis), documents.factiva_rtf()], ids=["nexis", "factiva"])
def test_exports_of_press_databases_come_as_documents_too(data: bytes) -> None:
    found = read_bytes(data, "dumps/x")
    assert [dump.hints.get("title") for dump in found] == [
        "Ferries cross the Ardel again",
        "Schools of the valley open",
    ]
    for dump, author, story in zip(found, ("Mara Linde", "Jon Ask"), (STORY, OTHER), strict=True):
        (article,) = extract(dump)
        assert article.authors == (author,)
        assert [block.text for block in article.blocks] == list(story)
    assert found[0].format in (Format.NEXIS, Format.FACTIVA)


@pytest.mark.parametrize("case", ["nexis-classic", "nexis-uni", "factiva-plain", "factiva-tagged", "proquest"])
def test_an_export_says_the_same_in_a_document_as_in_a_text(case: str) -> None:
    (path,) = [path for path in (GOLDEN / case).iterdir() if path.name != "expected.json"]
    lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    expected = [dump.hints.values for dump in read_bytes(path.read_bytes(), "dumps/x")]
    word = documents.word(*(lambda document, line=line: document.add_paragraph(line) for line in lines))
    rtf = documents.rtf(*(rf"\pard {documents.escaped(line)}\par" for line in lines))
    for data in (word, rtf):
        assert [dump.hints.values for dump in read_bytes(data, "dumps/x")] == expected


def test_the_parts_of_a_package_may_have_any_names() -> None:
    main = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Said here</w:t></w:r></w:p></w:body></w:document>'
    header = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Printed</w:t><w:tab/><w:t>above</w:t></w:r></w:p></w:hdr>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": related(("officeDocument", "word/document2.xml")),
        "word/document2.xml": main,
        "word/_rels/document2.xml.rels": related(("header", "/word/top.xml")),
        "word/top.xml": header,
    }
    (dump,) = read_bytes(packed(parts), "dumps/x")
    assert texts(dump) == ["Said here", "Printed above"]
    assert dump.margins == (2,)


def test_hints_at_the_top_of_a_document_count() -> None:
    def write(document: Any) -> None:
        document.add_paragraph("Source: The Ardel Courier")
        document.add_paragraph("URL: https://courier.example/a")
        documents.article(document, "Ferries cross the Ardel again", STORY)

    (dump,) = read_bytes(documents.word(write), "dumps/x")
    assert dump.hints.get("source") == "The Ardel Courier"
    assert extract(dump)[0].url == "https://courier.example/a"


def test_a_name_at_the_top_of_a_document_is_the_likely_outlet() -> None:
    lines = ("Adriatic Herald", "Bridge opens again", "By Petra Vukas", "22 November 1995", *STORY)
    (article,) = extract(read_bytes(bare_word("".join(map(SAID.format, lines))), "a.docx")[0])
    assert article.outlet == "Adriatic Herald"


def test_fields_of_word_give_their_results_and_addresses() -> None:
    run = "<w:r>{}</w:r>".format
    body = (
        "<w:p>"
        + run("<w:t>Read </w:t>")
        + run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText> HYPERLINK "https://courier.example/a" \\o "tip" </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>the report</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
        + run('<w:noBreakHyphen/><w:t>now</w:t><w:sym w:font="Symbol" w:char="F0B7"/><w:br/><w:t>Below</w:t>')
        + "</w:p>"
    )
    (dump,) = read_bytes(bare_word(body), "dumps/x")
    assert texts(dump) == ["Read the report\u2011now•", "Below"]
    assert dump.lines[0].markup is not None
    assert [link.url for link in dump.lines[0].markup.links] == ["https://courier.example/a"]


def test_the_runs_of_a_link_are_one() -> None:
    run = "<w:r>{}<w:t>{}</w:t></w:r>".format
    runs = run("", "It") + run("<w:rPr><w:b/></w:rPr>", "’") + run("", "s open")
    body = f'<w:p><w:fldSimple w:instr="HYPERLINK https://courier.example/a">{runs}</w:fldSimple></w:p>'
    (dump,) = read_bytes(bare_word(body), "dumps/x")
    assert texts(dump) == ["It’s open"]
    rtf = r"\pard{\field{\*\fldinst HYPERLINK https://courier.example/a}{\fldrslt It\u8217?s {\b op}en}}\par"
    (other,) = read_bytes(documents.rtf(rtf), "dumps/x")
    assert texts(other) == ["It’s open"]
    for line in (dump.lines[0], other.lines[0]):
        assert line.markup is not None
        assert [(link.start, link.end) for link in line.markup.links] == [(0, 9)]


def test_what_is_moved_stands_once() -> None:
    body = (
        "<w:p><w:moveFrom><w:r><w:t>Said he.</w:t></w:r></w:moveFrom><w:r><w:t>A line.</w:t></w:r></w:p>"
        "<w:p><w:moveTo><w:r><w:t>Said he.</w:t></w:r></w:moveTo></w:p>"
    )
    (dump,) = read_bytes(bare_word(body), "dumps/x")
    hidden = {number for number, _ in dump.asides}
    assert [line.text for line in dump.lines if line.text and line.number not in hidden] == ["A line.", "Said he."]


def test_a_table_that_lays_out_a_page_gives_its_paragraphs() -> None:
    cell = "<w:tc><w:tcPr/>{}</w:tc>".format
    paragraph = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>".format
    body = f"<w:tbl><w:tr>{cell(paragraph('Left') + paragraph('below'))}{cell(paragraph('Right'))}</w:tr></w:tbl>"
    (dump,) = read_bytes(bare_word(body), "dumps/x")
    assert texts(dump) == ["Left", "below", "Right"]


def test_signs_of_rtf_are_told_in_every_way_that_it_writes_them() -> None:
    data = documents.rtf(
        r"\pard\f1 \'cf\'e5\'f0\'e5\'ec\'e8\'f0\'e8\'e5\f0  caf\'e9 \uc2\u8364\'80\'80\uc1 5 ",
        r"{\f2\'d6\'d0\'ce\'c4} a\~b\_c\emdash  \ldblquote x\rdblquote  \u-10179?\u-8704? \{\\\}\par",
    )
    (dump,) = read_bytes(data, "dumps/x")
    assert texts(dump) == ["Перемирие café €5 中文 a b\u2011c— “x” 😀 {\\}"]
    assert not dump.notices


def test_rtf_of_a_program_that_writes_utf_8_into_it_is_read_as_such() -> None:
    (dump,) = read_bytes("{\\rtf1\\ansi Перемирие держится\\par}".encode(), "dumps/x")
    assert texts(dump) == ["Перемирие держится"]


def test_bytes_that_the_stated_encoding_lacks_are_reported() -> None:
    (dump,) = read_bytes(documents.rtf(r"\pard a\'81b\par"), "dumps/x")
    assert [notice.code for notice in dump.notices] == ["DL110"]


def test_pictures_and_binary_data_of_rtf_are_no_text() -> None:
    data = documents.rtf(r"\pard Before {\pict\bin8 {}\par{}} after\par")
    (dump,) = read_bytes(data, "dumps/x")
    assert texts(dump) == ["Before after"]


def test_a_flat_opendocument_text_is_read() -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style")
    )
    flat = (
        f'<?xml version="1.0"?><office:document {spaces} office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:body><office:text><text:h text:outline-level="1">Ferries</text:h><text:p>{STORY[0]}</text:p>'
        "</office:text></office:body></office:document>"
    )
    (dump,) = read_bytes(flat.encode(), "dumps/x")
    assert dump.format is Format.OPENDOCUMENT
    assert texts(dump) == ["Ferries", STORY[0]]


def asides(dump: Dump) -> dict[str, Aside]:
    told = dict(dump.asides)
    return {line.text: told[line.number] for line in dump.lines if line.number in told}


def test_notes_and_comments_that_nothing_refers_to_are_kept() -> None:
    def notes(kind: str, text: str) -> str:
        inner = f'<w:{kind} w:id="7"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
        return f'<w:{kind}s xmlns:w="{W}">{inner}</w:{kind}s>'

    said = "<w:p><w:r><w:t>Said here</w:t></w:r></w:p>"
    more = {
        "word/_rels/document.xml.rels": related(("footnotes", "footnotes.xml"), ("comments", "comments.xml")),
        "word/footnotes.xml": notes("footnote", "A note without its place"),
        "word/comments.xml": notes("comment", "A comment without its place"),
    }
    (dump,) = read_bytes(bare_word(said, **more), "dumps/x")
    assert asides(dump) == {"A note without its place": Aside.HIDDEN, "A comment without its place": Aside.COMMENT}


def test_a_note_whose_sign_was_deleted_is_deleted_too() -> None:
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>Gone</w:t></w:r></w:p></w:footnote>'
    said = '<w:p><w:r><w:t>Said</w:t></w:r><w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del></w:p>'
    more = {
        "word/_rels/document.xml.rels": related(("footnotes", "footnotes.xml")),
        "word/footnotes.xml": f"{note}</w:footnotes>",
    }
    (dump,) = read_bytes(bare_word(said, **more), "dumps/x")
    assert texts(dump) == ["Said", "Gone"]
    assert asides(dump) == {"Gone": Aside.DELETED}


def test_a_deletion_whose_place_is_not_told_is_kept() -> None:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    flat = (
        f'<?xml version="1.0"?><office:document {spaces} office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        "<text:p>Taken out</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Said here</text:p></office:text></office:body></office:document>"
    )
    (dump,) = read_bytes(flat.encode(), "dumps/x")
    assert asides(dump) == {"Taken out": Aside.DELETED}


RUN = "<w:r>{}</w:r>".format


def test_a_field_that_nothing_ends_hides_no_more_than_its_paragraph() -> None:
    code = RUN('<w:fldChar w:fldCharType="begin"/>') + RUN("<w:instrText> PAGE </w:instrText>")
    (dump,) = read_bytes(bare_word(f"<w:p>{code}</w:p>{SAID.format('Said')}{SAID.format('here')}"), "dumps/x")
    assert texts(dump) == ["Said", "here"]


def test_a_column_that_ends_ends_a_line() -> None:
    body = "<w:p>" + RUN("<w:t>Left</w:t>") + RUN('<w:br w:type="column"/>') + RUN("<w:t>Right</w:t>") + "</w:p>"
    for data in (bare_word(body), documents.rtf(r"\pard Left\column Right\par")):
        (dump,) = read_bytes(data, "dumps/x")
        assert texts(dump) == ["Left", "Right"]


def test_a_large_first_letter_is_one_with_its_word() -> None:
    letter = '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr><w:r><w:t>F</w:t></w:r></w:p>'
    word = bare_word(letter + SAID.format("erries crossed") + SAID.format("the Ardel"))
    for data in (word, documents.rtf(r"\pard\dropcapli3\dropcapt1 F\par\pard erries crossed\par the Ardel\par")):
        (dump,) = read_bytes(data, "dumps/x")
        assert texts(dump) == ["Ferries crossed", "the Ardel"]
    row = r"\trowd\cellx1000\pard\intbl cell\cell\row\pard below\par"
    (dump,) = read_bytes(documents.rtf(rf"\pard\dropcapli3 F\par{row}"), "dumps/x")
    assert texts(dump) == ["F", "cell", "below"]


def test_a_deletion_from_one_paragraph_into_the_next_is_one() -> None:
    gone = "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>".format
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>The boats </w:t></w:r>{gone('are gone.')}</w:p>"
    second = f"<w:p>{gone('They')}<w:r><w:t>are back</w:t></w:r></w:p>"
    (dump,) = read_bytes(bare_word(first + second), "dumps/x")
    assert asides(dump) == {"are gone. They": Aside.DELETED}
    assert texts(dump)[0] == "The boats are back"


def test_paragraphs_of_rtf_whose_parting_was_deleted_are_one() -> None:
    (dump,) = read_bytes(documents.rtf(r"\pard The boats {\deleted\par}are back\par Today\par"), "dumps/x")
    assert texts(dump) == ["The boats are back", "Today"]
    (dump,) = read_bytes(documents.rtf(r"\pard Said\par{\deleted Gone\par}here\par"), "dumps/x")
    assert asides(dump) == {"Gone": Aside.DELETED}
    assert [text for text in texts(dump) if text != "Gone"] == ["Said", "here"]


def test_a_box_of_older_rtf_is_text() -> None:
    box = r"{\*\do\dobxcolumn\dptxbx{\dptxbxtext\pard Boxed\par}\dpx0}"
    (dump,) = read_bytes(documents.rtf(rf"\pard Said {box}here\par"), "dumps/x")
    assert texts(dump) == ["Said here", "Boxed"]


def open_text(body: str) -> Dump:
    """What a flat OpenDocument text says whose elements may be those of drawings too."""
    drawing = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    (dump,) = read_bytes(documents.flat(f'<text:section xmlns:draw="{drawing}">{body}</text:section>'), "dumps/x")
    return dump


@pytest.mark.parametrize("shape", ["draw:custom-shape", "draw:rect", "draw:ellipse"])
def test_what_stands_in_a_shape_breaks_no_sentence(shape: str) -> None:
    dump = open_text(f"<text:p>The first <{shape}><text:p>Boxed</text:p></{shape}>ferry left</text:p>")
    assert texts(dump) == ["The first ferry left", "Boxed"]


def test_a_document_within_an_opendocument_text_does_not_end_it() -> None:
    inner = "<office:document><office:body><office:text><text:p>Within</text:p></office:text></office:body>"
    dump = open_text(
        f"<text:p>Said<draw:frame><draw:object>{inner}</office:document></draw:object></draw:frame></text:p>"
        "<text:p>here</text:p>"
    )
    assert texts(dump) == ["Said", "here"]
    assert [(notice.code, notice.reason) for notice in dump.notices] == [
        ("DL114", "Objects inside the document that were not read: 1.")
    ]


def test_hidden_sections_are_kept_and_scripts_are_no_text() -> None:
    dump = open_text(
        '<text:p>Said<text:script text:language="x">go()</text:script></text:p>'
        '<text:section text:display="none"><text:p>Kept</text:p></text:section>'
        '<text:section text:display="condition" text:is-hidden="true"><text:p>Kept too</text:p></text:section>'
        '<text:p>here<text:hidden-text text:string-value=" shown" text:is-hidden="false"> shown</text:hidden-text>'
        '<text:hidden-text text:string-value="And kept">not twice</text:hidden-text></text:p>'
    )
    told = asides(dump)
    assert told == dict.fromkeys(("Kept", "Kept too", "And kept"), Aside.HIDDEN)
    assert [text for text in texts(dump) if text not in told] == ["Said", "here shown"]


@pytest.mark.parametrize(("behind", "told"), [(b"\r\n\x00\x00", False), (b"{\\rtf1 Another document\\par}", True)])
def test_what_stands_behind_the_end_of_rtf_is_named(behind: bytes, told: bool) -> None:
    (dump,) = read_bytes(documents.rtf(r"Said here\par") + behind, "dumps/x")
    assert texts(dump) == ["Said here"]
    assert any(notice.code == "DL114" for notice in dump.notices) is told


# --------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize("name", MAKERS)
def test_a_document_that_is_cut_off_is_refused(name: str) -> None:
    data = MAKERS[name]()
    for share in (0.5, 0.8, 0.97):
        assert refused(data[: int(len(data) * share)])[0] == "DL105", share


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (packed({"xl/workbook.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "Excel"),
        (packed({"ppt/presentation.xml": "<x/>", "[Content_Types].xml": "<x/>"}), "PowerPoint"),
        (packed({"Index/Document.iwa": b"x", "preview.jpg": b"x"}), "Pages"),
        (packed({"META-INF/container.xml": "<x/>"}, b"application/epub+zip"), "e-book"),
        (packed({"content.xml": "<x/>"}, b"application/vnd.oasis.opendocument.spreadsheet"), "sheet"),
        (packed({"a.txt": "x"}), "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le"), ".docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "__substg1.0_0037".encode("utf-16-le"), ".eml"),
        (documents.png(), "text recognition"),
    ],
)
def test_other_files_are_named_with_what_to_do(data: bytes, named: str) -> None:
    code, text = refused(data)
    assert code == "DL102"
    assert named in text


def test_a_locked_document_says_so() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked) == ("DL105", "It is locked with a password.")
    manifest = '<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
    kept = packed(
        {"META-INF/manifest.xml": manifest, "content.xml": b"\x01\x02"}, b"application/vnd.oasis.opendocument.text"
    )
    assert refused(kept) == ("DL105", "It is locked with a password.")


def test_a_document_without_text_says_so() -> None:
    def picture(document: Any) -> None:
        document.add_paragraph().add_run().add_picture(io.BytesIO(documents.png()))

    for data in (documents.word(), documents.word(picture), documents.open_text(), documents.rtf("")):
        assert refused(data)[0] == "DL109"


def test_a_document_whose_text_is_missing_or_no_xml_is_refused() -> None:
    assert refused(packed({"[Content_Types].xml": "<x/>", "word/styles.xml": "<x/>"}))[0] == "DL105"
    assert refused(bare_word("<w:p>"))[0] == "DL105"
    assert refused(packed({"meta.xml": "<x/>"}, b"application/vnd.oasis.opendocument.text"))[0] == "DL105"


def test_entities_and_document_types_are_refused(tmp_path: Any) -> None:
    secret = tmp_path / "secret"
    secret.write_text("not for readers")
    whole = documents.word(documents.rich)
    for entity in ('"ha"', f'SYSTEM "{secret.as_uri()}"'):
        declared = f"<!DOCTYPE x [<!ENTITY a {entity}>]>"
        for part in (declared.encode(), f"{declared}<x/>".encode("utf-16")):
            assert refused(changed(whole, "word/document.xml", part))[0] == "DL106"


def test_packages_that_unfold_without_end_are_refused() -> None:
    assert refused(bare_word(" " * (70 << 20)))[0] == "DL106"
    assert refused(bare_word("<w:p><w:br/>" + "<w:r/>" * 3_000_000 + "</w:p>"))[0] == "DL106"
    many_attributes = " ".join(f"a{n}='x'" for n in range(600))
    assert refused(bare_word(f"<w:p {many_attributes}/>"))[0] == "DL106"
    assert (
        refused(
            bare_word(
                "<w:p/>",
                **{
                    "word/_rels/document.xml.rels": related(("styles", "styles.xml")),
                    "word/styles.xml": "<x>" + "y" * (5 << 20) + "</x>",
                },
            )
        )[0]
        == "DL106"
    )
    assert refused(b"{\\rtf1" + b"{" * 20_000 + b"}" * 20_001)[0] == "DL106"


def test_a_document_of_more_lines_than_are_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.dumps.documents.MAX_LINES", 1000)
    assert refused(b"{\\rtf1 " + b"a\\line " * 1001 + b"}")[0] == "DL103"


def test_elements_that_are_nested_wrongly_cost_no_text() -> None:
    body = "<w:tc><w:p><w:r><w:t>Loose cell</w:t></w:r></w:p></w:tc><w:r><w:t>Loose run</w:t></w:r><w:txbxContent/>"
    (dump,) = read_bytes(bare_word(body), "dumps/x")
    assert texts(dump) == ["Loose cell", "Loose run"]
    (dump,) = read_bytes(rb"{\rtf1 a\cell b\row c\intbl d\cell}", "dumps/x")
    assert "".join(texts(dump)).replace(" ", "") == "abcd"


COPIES = sorted((GOLDEN.parent / "archive").glob("*/dump.txt"))


def test_a_copy_of_a_page_reads_the_same_from_a_document_as_from_a_text() -> None:
    same = []
    for path in COPIES:
        (dump,) = read_bytes(path.read_bytes(), "dumps/x")
        shown = [line.text for line in dump.lines]
        word = documents.word(*(lambda document, text=text: document.add_paragraph(text) for text in shown))
        (pasted,) = read_bytes(word, "dumps/x")
        texts_ = [(a.headline, a.published, a.authors) for a in extract(dump)]
        same.append(texts_ == [(a.headline, a.published, a.authors) for a in extract(pasted)])
    assert len(same) >= 25
    assert sum(same) >= 0.9 * len(same)
