"""Documents of word processors, made by the libraries that write them, so that none lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import odfdo
from docx import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

STORY = (
    "Ferries crossed the Ardel again on Friday after both sides agreed to keep their boats away from "
    "the piers for a week.",
    "The first of them left Vessen at seven with forty passengers, most of them on their way to "
    "relatives on the far bank.",
    "“Nobody has told us how long it will last,” said the captain, who had waited eleven days for "
    "his papers to be stamped.",
    "A second crossing is planned for the evening, and the harbour office expects a line of lorries "
    "until Sunday night.",
)
OTHER = (
    "Teachers in the valley went back to work on Monday after the ministry promised to pay the wages "
    "of the last autumn.",
    "Some four hundred schools had been closed since the beginning of the month, and exams were put "
    "off until the spring.",
    "The union said that it would look at the books in March and call its members out again if the money did not come.",
    "Parents waited at the gates with flowers, and in one village the band of the fire brigade played in the yard.",
)


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")


def saved(document: Any) -> bytes:
    """The bytes of a document of python-docx."""
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def new_word(title: str = "", day: datetime = datetime(2021, 3, 6, 9, 30)) -> Any:
    """A document of Word without text, made by somebody on a day."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = "Pat Archivist"
    document.core_properties.created = document.core_properties.modified = day
    return document


def word(*write: Callable[[Any], object], title: str = "") -> bytes:
    """A document of Word into which each of ``write`` writes."""
    document = new_word(title)
    for some in write:
        some(document)
    return saved(document)


def xml(text: str) -> Any:
    """An element of WordprocessingML."""
    start, space, rest = text.partition(" ") if " " in text.split(">")[0] else text.partition(">")
    return parse_xml(f"{start} {nsdecls('w')}{space}{rest}")


def link(paragraph: Any, text: str, address: str) -> None:
    """A hyperlink at the end of a paragraph."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    paragraph._p.append(
        parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{key}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')
    )


def article(
    document: Any, title: str, story: Sequence[str], author: str = "Mara Linde", day: str = "5 March 2021"
) -> None:
    """An article as people paste it: a heading, byline and day, paragraphs."""
    document.add_heading(title, 1)
    document.add_paragraph(f"By {author}")
    document.add_paragraph(day)
    for paragraph in story:
        document.add_paragraph(paragraph)


def page_break(document: Any) -> None:
    """A new page, begun by hand."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def rich(document: Any) -> None:
    """An article with whatever a document may hold beside plain paragraphs."""
    document.sections[0].header.paragraphs[0].text = "The Ardel Courier"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Ferries cross the Ardel again", style="Title")
    document.add_paragraph("Both sides keep their boats away from the piers", style="Subtitle")
    document.add_paragraph("By Mara Linde")
    document.add_paragraph("5 March 2021")
    first = document.add_paragraph(STORY[0] + " The office ")
    link(first, "has told captains", "https://courier.example/2021/03/captains")
    first.add_run(" what to do.")
    document.add_heading("On the piers", 2)
    tracked = document.add_paragraph("The first of them left Vessen at ")
    tracked._p.append(xml('<w:del w:id="1" w:author="P"><w:r><w:delText>eight</w:delText></w:r></w:del>'))
    tracked._p.append(xml('<w:ins w:id="2" w:author="P"><w:r><w:t>seven</w:t></w:r></w:ins>'))
    tracked.add_run(" with forty passengers")
    _footnote(document, tracked, "The harbour office counts those who paid.")
    tracked.add_run(", most of them on their way to relatives on the far bank.")
    document.add_paragraph(STORY[2], style="Quote")
    for item in ("Seven o’clock: Vessen to Ask", "Nineteen o’clock: Ask to Vessen"):
        document.add_paragraph(item, style="List Bullet")
    for item in ("Show your papers", "Board the boat"):
        document.add_paragraph(item, style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Boat", "Seats", "Ardel II", "40"), strict=True
    ):
        cell.text = text
    last = document.add_paragraph(STORY[3])
    hidden = last.add_run(" Check this with the office.")
    hidden.font.hidden = True
    document.add_comment(last.runs, text="Is it Sunday?", author="Pat", initials="P")
    _box(document)
    document.add_paragraph().add_run().add_picture(io.BytesIO(png()))
    for properties in list(document.element.body.iter("{*}docPr"))[1:]:
        properties.set("descr", "A ferry with its ramp down at the pier of Vessen")
    document.add_paragraph("The first ferry at Vessen. Photo: Jon Ask", style="Caption")


def _footnote(document: Any, paragraph: Any, text: str) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>'
        f'</w:footnote><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t '
        f'xml:space="preserve"> {text}</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    paragraph._p.append(xml('<w:r><w:footnoteReference w:id="1"/></w:r>'))


def _box(document: Any) -> None:
    """A text box, once for programs of today and once for older ones, as Word writes it."""
    inner = (
        "<w:txbxContent><w:p><w:r><w:t>The Ardel is the longest river of the valley.</w:t></w:r></w:p></w:txbxContent>"
    )
    document.add_paragraph()._p.append(
        parse_xml(
            f'<w:r {nsdecls("w", "wp", "a")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml">'
            '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="2000000" cy="900000"/>'
            '<wp:docPr id="77" name="Text Box 1"/><a:graphic>'
            '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm>'
            f'<a:prstGeom prst="rect"/></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>'
            "</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
            f"<v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )


def nexis(document: Any) -> None:
    """Two documents as Nexis Uni delivers them: a cover with the list of contents, then each with its labels."""
    stories = (
        ("Ferries cross the Ardel again", "The Ardel Courier", "March 5, 2021 Friday", "Mara Linde", STORY),
        ("Schools of the valley open", "Vessen Evening Post", "March 8, 2021 Monday", "Jon Ask", OTHER),
    )
    for line in ("User Name: = reader@library.example", "Date and Time: = Monday, March 15, 2021 4:43:00 PM CET"):
        document.add_paragraph(line)
    document.add_paragraph("Job Number: = 139025612")
    document.add_paragraph("Documents (2)")
    for number, (title, *_) in enumerate(stories, 1):
        link(document.add_paragraph(f"{number}. "), title, "https://nexis.example/document/1")
        document.add_paragraph("Client/Matter: -None-")
        document.add_paragraph("Search Terms: Ardel")
        document.add_paragraph("Search Type: Terms and Connectors")
    for title, outlet, day, author, story in stories:
        page_break(document)
        document.add_heading("", 1)
        link(document.paragraphs[-1], title, "https://nexis.example/document/1")
        document.add_paragraph(outlet)
        document.add_paragraph(day)
        document.add_paragraph(f"Copyright 2021 {outlet} All Rights Reserved")
        _labelled(document, "Section", "WORLD")
        _labelled(document, "Length", "93 words")
        _labelled(document, "Byline", author)
        document.add_heading("Body", 2)
        for paragraph in story:
            document.add_paragraph(paragraph)
        document.add_heading("Classification", 2)
        _labelled(document, "Language", "ENGLISH")
        _labelled(document, "Publication-Type", "Newspaper")
        _labelled(document, "Subject", "FERRIES (90%); HARBORS & PORTS (78%)")
        _labelled(document, "Load-Date", day)
        document.add_paragraph("End of Document")


def _labelled(document: Any, label: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}:").bold = True
    paragraph.add_run(f"\u00a0{value}")


# --------------------------------------------------------------------------- numbers that a program prints

# Of each paragraph what it is ("h1", "p", or the level of a list from 0), and its text.
NUMBERED: tuple[tuple[str | int, str], ...] = (
    ("p", "Ferries cross the Ardel again"),
    ("p", "By Mara Linde"),
    ("p", "5 March 2021"),
    ("h1", "What was agreed"),
    ("p", STORY[0]),
    ("p", "The harbour office told captains what to do:"),
    (0, "Show the papers of boat and crew at the pier"),
    (0, "Wait for the flag"),
    (1, "on the near bank, at Vessen"),
    (1, "on the far bank, at Ask"),
    (2, "by day"),
    (2, "by night, with a lamp"),
    (0, "Keep away from other boats"),
    ("p", STORY[2]),
    (0, "Leave the pier within twenty minutes"),
    (1, "or ask for more time"),
    ("h1", "What comes next"),
    ("h2", "In the evening"),
    ("p", STORY[3]),
    ("h2", "On Sunday"),
    ("p", STORY[1]),
)
# What a reader of the document sees of it.
AS_PRINTED = (
    "Ferries cross the Ardel again",
    "By Mara Linde",
    "5 March 2021",
    "1. What was agreed",
    STORY[0],
    "The harbour office told captains what to do:",
    "5. Show the papers of boat and crew at the pier",
    "6. Wait for the flag",
    "a) on the near bank, at Vessen",
    "b) on the far bank, at Ask",
    "(i) by day",
    "(ii) by night, with a lamp",
    "7. Keep away from other boats",
    STORY[2],
    "8. Leave the pier within twenty minutes",
    "a) or ask for more time",
    "2. What comes next",
    "2.1 In the evening",
    STORY[3],
    "2.2 On Sunday",
    STORY[1],
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def level(depth: int, form: str, shows: str, start: int = 1, more: str = "") -> str:
    """A level of a list as Word describes it."""
    counts = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{shows}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counts}</w:lvl>'


def abstract(key: int, *levels: str) -> str:
    """A list as Word describes it."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    """A number that paragraphs give, and the list that it stands for."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def paragraph(text: str, number: int | None = None, depth: int = 0, style: str = "", mark: str = "") -> str:
    """A paragraph as Word writes it; ``mark``: what is said of its end."""
    listed = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>' if number is not None else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p><w:pPr>{named}{listed}<w:rPr>{mark}</w:rPr></w:pPr>{run}</w:p>"


def word_by_hand(body: str, numbering: str = "", styles: str = "") -> bytes:
    """A document of Word from the XML of its parts."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = ("numbering", "styles")
    relations = "".join(f'<Relationship Id="r{kind}" Type="{space}/{kind}" Target="{kind}.xml"/>' for kind in kinds)
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{W}" xmlns:mc="{mc}">{numbering}</w:numbering>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="x">{relations}</Relationships>',
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def heading_style(rank: int, more: str = "") -> str:
    """The style of headings of a rank, which are numbered by the list 1."""
    listed = f'<w:numPr><w:ilvl w:val="{rank - 1}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{rank - 1}"/>'
    name = f'<w:name w:val="heading {rank}"/>{more}'
    return f'<w:style w:type="paragraph" w:styleId="Heading{rank}">{name}<w:pPr>{listed}</w:pPr></w:style>'


def numbered_word(paragraphs: Sequence[tuple[str | int, str]] = NUMBERED) -> bytes:
    """Paragraphs such as ``NUMBERED`` as Word writes them."""
    numbering = (
        abstract(
            7,
            level(0, "decimal", "%1.", more='<w:pStyle w:val="Heading1"/>'),
            level(1, "decimal", "%1.%2", more='<w:pStyle w:val="Heading2"/>'),
        )
        + abstract(8, level(0, "decimal", "%1.", 5), level(1, "lowerLetter", "%2)"), level(2, "lowerRoman", "(%3)"))
        + num(1, 7)
        + num(2, 8)
    )
    body = "".join(
        paragraph(text, 2, what)
        if isinstance(what, int)
        else paragraph(text, style=f"Heading{what[1]}" if what != "p" else "")
        for what, text in paragraphs
    )
    return word_by_hand(body, numbering, heading_style(1) + heading_style(2))


# --------------------------------------------------------------------------- OpenDocument


def open_text(*write: Callable[[Any], object], title: str = "") -> bytes:
    """An OpenDocument text into whose body each of ``write`` writes."""
    document = odfdo.Document("text")
    document.meta.title = title
    document.meta.creation_date = document.meta.date = datetime(2021, 3, 6, 9, 30)
    body = document.body
    body.clear()
    for some in write:
        some(body)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def rich_open(body: Any) -> None:
    """What ``rich`` writes into a document of Word, as far as this kind has it."""
    element = odfdo.Element.from_tag
    body.append(
        element(
            '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>P'
            "</dc:creator><dc:date>2021-03-06T09:00:00</dc:date></office:change-info><text:p>eight</text:p>"
            "</text:deletion></text:changed-region></text:tracked-changes>"
        )
    )
    body.append(odfdo.Header(1, "Ferries cross the Ardel again"))
    for line in ("By Mara Linde", "5 March 2021"):
        body.append(odfdo.Paragraph(line))
    first = odfdo.Paragraph(f"{STORY[0]} The office ")
    first.append(odfdo.Link("https://courier.example/2021/03/captains", text="has told captains"))
    first.append(odfdo.Span(" what to do."))
    body.append(first)
    body.append(odfdo.Header(2, "On the piers"))
    body.append(
        element(
            '<text:p>The first of them left Vessen at <text:change text:change-id="c1"/>seven '
            'with<text:s text:c="2"/>forty '
            'passengers<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>The harbour office counts those who "
            "paid.</text:p></text:note-body></text:note>, most of "
            "them on their way to relatives on the far bank.</text:p>"
        )
    )
    body.append(odfdo.Paragraph(STORY[2], style="Quotations"))
    body.append(odfdo.List(["Seven o’clock: Vessen to Ask", "Nineteen o’clock: Ask to Vessen"]))
    table = odfdo.Table("Boats")
    for cells in (("Boat", "Seats"), ("Ardel II", "40")):
        row = odfdo.Row()
        for text in cells:
            row.append_cell(odfdo.Cell(text=text))
        table.append_row(row)
    body.append(table)
    last = element(
        f"<text:p>{STORY[3]}<office:annotation><dc:creator>Pat</dc:creator><dc:date>2021-03-06T09:10:00</dc:date>"
        "<text:p>Is it Sunday?</text:p></office:annotation>"
        '<text:hidden-text text:condition="" text:string-value=" Check this with the office." '
        'text:is-hidden="true"/></text:p>'
    )
    body.append(last)
    body.append(
        element(
            '<text:p><draw:frame draw:name="Frame1"><draw:text-box><text:p>The Ardel is the longest '
            "river of the valley."
            '</text:p></draw:text-box></draw:frame><draw:frame draw:name="Image1"><draw:image/>'
            "<svg:desc>A ferry with its ramp down at the pier of Vessen</svg:desc></draw:frame></text:p>"
        )
    )


def flat(body: str, styles: str = "") -> bytes:
    """An OpenDocument text in one file of XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style")
    )
    return (
        f'<?xml version="1.0"?><office:document {spaces} office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{styles}</office:styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document>"
    ).encode()


def list_style(name: str, *levels: str) -> str:
    """A style of lists, each level by the attributes that say how it counts."""
    described = "".join(
        f'<text:list-level-style-number text:level="{at}" {level}/>' for at, level in enumerate(levels, 1)
    )
    return f'<text:list-style style:name="{name}">{described}</text:list-style>'


LIST = list_style(
    "L1",
    'style:num-format="1" style:num-suffix="." text:start-value="5"',
    'style:num-format="a" style:num-suffix=")"',
    'style:num-format="i" style:num-prefix="(" style:num-suffix=")"',
)
OUTLINE = (
    '<text:outline-style style:name="Outline">'
    '<text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
)


def numbered_open(paragraphs: Sequence[tuple[str | int, str]] = NUMBERED) -> bytes:
    """Paragraphs such as ``NUMBERED`` as LibreOffice writes them.

    A list that was interrupted is another one there, which continues the first.
    """
    body = []
    depth = -1  # of the open item
    first = True
    for what, text in (*paragraphs, ("p", "")):
        to = what if isinstance(what, int) else -1
        while depth > to:
            body.append("</text:list-item></text:list>")
            depth -= 1
        if isinstance(what, int):
            body.append("</text:list-item><text:list-item>" if depth == to else "")
            while depth < to:
                goes_on = "" if first else ' text:continue-numbering="true"'
                style = f' text:style-name="L1"{goes_on}' if depth < 0 else ""
                body.append(f"<text:list{style}><text:list-item>")
                depth, first = depth + 1, False
            body.append(f"<text:p>{text}</text:p>")
        elif what == "p":
            body.append(f"<text:p>{text}</text:p>")
        else:
            body.append(f'<text:h text:outline-level="{what[1]}">{text}</text:h>')
    return flat("".join(body), LIST + OUTLINE)


# --------------------------------------------------------------------------- RTF


def rtf(*pieces: str, head: str = "") -> bytes:
    """A document of RTF in the code page of Western Europe, with what Word sets at its beginning."""
    begin = (
        r"{\rtf1\adeflang1025\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
        r"{\f1\fswiss\fcharset204{\*\falt Arial}Arial CYR;}{\f2\fmodern\fcharset134 "
        r"SimSun;}}{\colortbl;\red0\green0\blue0;}"
        r"{\stylesheet{\ql Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2\b\outlinelevel1 heading 2;}{\s3\i Quote;}"
        r"{\*\cs10\additive Default Paragraph Font;}}"
        r"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc23\levelnfcn23{\leveltext\'01\u8226 "
        r"?;}{\levelnumbers;}}"
        r"{\listname ;}\listid5}}{\*\listoverridetable{\listoverride\listid5\listoverridecount0\ls1}}"
        r"{\info{\title Ferries}{\author Pat Archivist}{\creatim\yr2021\mo3\dy6\hr9\min30}{\revtim\yr2021\mo3\dy6}}"
        r"{\*\generator Some program;}"
    )
    return "\r\n".join([begin + head, *pieces, "}"]).encode("ascii")


def escaped(text: str) -> str:
    r"""Text as RTF writes it, with \u and a sign for what is beyond ASCII."""
    units = "".join(char if ord(char) < 0x10000 else char.encode("utf-16-be").decode("utf-16-be") for char in text)
    out = []
    for char in units:
        code = ord(char)
        if char in "\\{}":
            out.append(f"\\{char}")
        elif code < 0x80:
            out.append(char)
        else:
            data = char.encode("utf-16-be")
            for at in range(0, len(data), 2):
                number = int.from_bytes(data[at : at + 2], "big", signed=True)
                out.append(f"\\u{number}?")
    return "".join(out)


def rich_rtf() -> bytes:
    """What ``rich`` writes into a document of Word, as far as this kind has it."""
    return rtf(
        r"{\header\pard The Ardel Courier\par}{\footer\pard Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}",
        r"\pard\plain\s1\b Ferries cross the Ardel again\par",
        r"\pard\plain By Mara Linde\par 5 March 2021\par",
        escaped(STORY[0]) + r' The office {\field{\*\fldinst{HYPERLINK "https://courier.example/2021/03/captains"}}'
        r"{\fldrslt{\ul has told captains}}} what to do.\par",
        r"\pard\plain\s2\b On the piers\par",
        r"\pard\plain The first of them left Vessen at {\deleted eight}{\revised seven} with forty passengers"
        r"{\super\chftn{\footnote\pard\plain{\super\chftn} The harbour office counts those who "
        r"paid.}}, most of them on their "
        r"way to relatives on the far bank.\par",
        rf"\pard\plain\s3 {escaped(STORY[2])}\par",
        r"{\listtext\'b7\tab}\pard\plain\ls1\ilvl0 Seven o\rquote clock: Vessen to Ask\par",
        r"{\listtext\'b7\tab}Nineteen o\'92clock: Ask to Vessen\par",
        r"\trowd\cellx2000\cellx4000\pard\intbl Boat\cell Seats\cell\row",
        r"\trowd\cellx2000\cellx4000\pard\intbl Ardel II\cell 40\cell\row",
        rf"\pard\plain {escaped(STORY[3])}{{\v  Check this with the office.}}"
        r"{\*\atnid P}{\*\atnauthor Pat}\chatn{\*\annotation\pard Is it Sunday?}\par",
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard The Ardel is the "
        r"longest river of the valley.\par}}"
        r"{\shprslt\pard The Ardel is the longest river of the valley.\par}}",
        r"{\pict\pngblip\picw1\pich1 89504e470d0a1a0a}",
    )


def factiva_rtf() -> bytes:
    """Two documents as Factiva delivers them."""
    stories = (
        (
            "Ferries cross the Ardel again",
            "Mara Linde",
            "5 March 2021",
            "The Ardel Courier",
            "ARDCOU0020210305eh3500001",
            STORY,
        ),
        (
            "Schools of the valley open",
            "Jon Ask",
            "8 March 2021",
            "Vessen Evening Post",
            "VESEVE0020210308eh3800002",
            OTHER,
        ),
    )
    pieces = []
    for title, author, day, outlet, key, story in stories:
        pieces.append(rf"\pard\plain\b {title}\b0\par\pard\plain {author}\par 93 words\par {day}\par {outlet}\par")
        pieces.append(r"ARDCOU\par English\par (c) 2021 Ardel Press\par")
        pieces += [rf"\pard {escaped(paragraph)}\par" for paragraph in story]
        pieces.append(rf"\pard Document {key}\par\page")
    return rtf(*pieces)


def numbered_rtf() -> bytes:
    r"""``NUMBERED`` as Word and LibreOffice write it: what they print stands in \listtext before each paragraph."""
    kinds = "".join(rf"{{\listlevel\levelnfc{kind}\levelnfcn{kind}{{\leveltext ;}}}}" for kind in (0, 4, 2))
    head = (
        rf"{{\*\listtable{{\list\listtemplateid9{kinds}{{\listname ;}}\listid9}}}}"
        r"{\*\listoverridetable{\listoverride\listid9\listoverridecount0\ls2}}"
        r"{\stylesheet{\ql Normal;}{\s1\b\outlinelevel0 heading 1;}{\s2\b\outlinelevel1 heading 2;}}"
    )
    pieces = []
    for (what, text), printed in zip(NUMBERED, AS_PRINTED, strict=True):
        number = printed.removesuffix(text).strip()
        said = rf"{{\listtext\pard\plain\f0 {number}\tab}}" if number else ""
        style = rf"\ls2\ilvl{what}" if isinstance(what, int) else rf"\s{what[1]}" if what != "p" else ""
        pieces.append(rf"{said}\pard\plain{style} {escaped(text)}\par")
    return rtf(*pieces, head=head)
