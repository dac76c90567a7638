"""Documents of Word (.docx, .docm, .dotx): Office Open XML, ISO/IEC 29500, read as it stands in the package.

Not by a library: python-docx (1.2) gives a paragraph without what was inserted while changes were tracked, without
content controls and without notes, boxes and alternative texts, says nothing of it, and unfolds a package unbounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dateline.dumps import documents, xmlparts
from dateline.dumps.documents import Flow, Look, Op, Properties
from dateline.dumps.source import Part, Source
from dateline.dumps.wordlists import LEVELS, Lists, Story, elements
from dateline.dumps.xmlparts import Names, Package, whole
from dateline.model import Aside, Doubt, Format

MAIN = "word/document.xml"  # where the package does not say
_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_R = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_PREFIXES = {
    **dict.fromkeys(_W, "w"),
    **dict.fromkeys(_R, "r"),
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "urn:schemas-microsoft-com:vml": "v",
}
# Says again what stands beside it, or how something looked before a change.
_SILENT = frozenset(
    ("mc:Fallback", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:numberingChange", "w:rt")
)
_GONE = frozenset(("w:del", "w:moveFrom"))
_COME = frozenset(("w:ins", "w:moveTo"))
_TEXTS = frozenset(("w:t", "w:delText", "w:instrText", "w:delInstrText", "m:t"))
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\u2011", "w:softHyphen": "\u00ad"}
_TABLES = {"w:tbl": Flow.table, "w:tr": Flow.row, "w:tc": Flow.cell}
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_OFF = frozenset(("0", "false", "off", "none"))
_BOX = "w:txbxContent"
_STORIES = (_BOX, "w:footnote", "w:endnote", "w:comment")  # streams of text beside the document's own
_INITIALS = frozenset(("drop", "margin"))
_QUOTING = frozenset(("quote", "intense quote", "block text"))
_SUBTITLE = "subtitle"
_SECTION = re.compile(rb"<(/?)(?:[\w.-]++:)?(sectPr|sectPrChange|type)\b([^<>]*+)>")
_SAME_PAGE = re.compile(rb"[\"'](?:continuous|nextColumn)[\"']")
_OUTLINES = 9  # levels of headings that Word has; one more is running text
_HEADINGS = 6
_BASED = 20  # styles that are based on each other
_NESTED = 20  # fields in fields
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LONGEST = 20  # letters of a note's label
_PICTURED = 12  # characters of an alternative text that is more than "Picture 1"


def is_word(names: list[str]) -> bool:
    """Whether a package with these parts is a document of Word."""
    return "[Content_Types].xml" in names and any(name.startswith("word/") for name in names)


def read(source: Source) -> Iterator[Part]:
    """The articles of a document.

    Raises DatelineError (DL105 where it is cut off or damaged, DL106 where it unfolds without end, DL109 where it shows
    no text).
    """
    package = Package(source)
    main = next((r.target for r in _related(package, "") if r.kind == "officeDocument"), MAIN)
    text = package.bytes_of(main)
    if not text:
        raise source.refuse("DL105", "The part with its text is missing.")
    related = _related(package, main)
    parts = {relation.kind: relation.target for relation in related}
    styles = _Styles(package.tree(parts.get("styles", "")), package.tree(parts.get("numbering", "")))
    flow = Flow(source)
    walker = _Walker(flow, styles)
    for kind in ("footnotes", "endnotes", "comments"):
        if data := package.bytes_of(parts.get(kind, "")):
            walker.addresses = _addresses(_related(package, parts[kind]))
            xmlparts.feed(data, walker, source)
    walker.addresses = _addresses(related)
    walker.sections = iter(_pages(text)[1:])
    xmlparts.feed(text, walker, source)
    walker.unreferred()
    for relation in related:
        if relation.kind in ("header", "footer") and (data := package.bytes_of(relation.target)):
            edge = _Edge()
            xmlparts.feed(data, edge, source)
            flow.margins.extend(edge.texts)
    more = []
    inside = [name.rpartition("/")[2] for name in package.names if "/embeddings/" in name]
    if inside or walker.chunks:
        shown = ", ".join([*inside[:5], *walker.chunks[:5]])
        more.append(Doubt("body", "DL114", f"Files inside the document that were not read: {shown}."))
    yield from documents.parts(flow, source, Format.WORD, _properties(package), more)


def _pages(text: bytes) -> list[bool]:
    """Whether each section of a document begins with a new page.

    It says so at its end, when that page has long begun: so the text is searched before it is parsed.
    """
    pages: list[bool] = []
    before = 0  # open descriptions of what a section was before a change
    within = False
    for close, name, rest in _SECTION.findall(text):
        if name == b"sectPrChange":
            before = max(0, before - 1) if close else before + (not rest.endswith(b"/"))
        elif name == b"sectPr" and not before:
            within = not close and not rest.endswith(b"/")
            pages += [] if close else [True]
        elif within and not before and _SAME_PAGE.search(rest):
            pages[-1] = False
    return pages


def _properties(package: Package) -> Properties:
    tree = package.tree("docProps/core.xml")
    values = {child.tag.rpartition("}")[2]: child.text or "" for child in elements(tree)}
    return Properties(values.get("title", ""), values.get("created", ""), values.get("modified", ""))


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a part of the package refers to: another part, by its name, or an address."""

    key: str
    kind: str
    target: str
    outside: bool


def _related(package: Package, part: str) -> list[_Relation]:
    """What a part refers to; the package itself has no name."""
    folder, slash, name = part.rpartition("/")
    found = []
    for element in elements(package.tree(f"{folder}{slash}_rels/{name}.rels")):
        target = element.get("Target", "")
        outside = element.get("TargetMode") == "External"
        if not outside:
            target = target.removeprefix("/") if target.startswith("/") else f"{folder}{slash}{target}"
        found.append(_Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, outside))
    return found


def _addresses(related: list[_Relation]) -> dict[str, str]:
    """By their ids the addresses of links, and the parts that stand in for text."""
    return {r.key: r.target for r in related if (r.kind == "hyperlink" and r.outside) or r.kind == "aFChunk"}


@dataclass(slots=True)
class _Style:
    name: str = ""
    based: str = ""
    outline: int | None = None  # 1 to 9, 0 where it is no heading
    number: str | None = None  # of the list
    level: int | None = None
    numbers: str = ""  # the style that number and level are from
    bold: bool | None = None
    hidden: bool | None = None
    breaks: bool = False


class _Styles:
    """What styles and lists of the document say of paragraphs."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._names = Names(_PREFIXES)
        self._styles: dict[str, _Style] = {}
        self.default = ""
        for element in elements(styles):
            if self._names[element.tag] == "w:style":
                key = self._value(element, "w:styleId")
                self._styles[key] = self._style(element)
                if self._value(element, "w:type") == "paragraph" and self._value(element, "w:default") in ("1", "true"):
                    self.default = key
        self.lists = Lists(numbering, self._names)
        self._known: dict[str, _Style] = {}

    def of(self, key: str) -> _Style:
        """A style with what it takes from those that it is based on."""
        if key not in self._known:
            merged = _Style()
            step = key
            for _ in range(_BASED):
                style = self._styles.get(step)
                if style is None:
                    break
                named = style.name in ("title", "subtitle", "caption") or style.name in _QUOTING
                merged.name = merged.name or (style.name if named or step == key else "")
                merged.outline = style.outline if merged.outline is None else merged.outline
                if merged.number is None and style.number is not None:
                    merged.number, merged.numbers = style.number, step if merged.level is None else ""
                merged.level = style.level if merged.level is None else merged.level
                merged.bold = style.bold if merged.bold is None else merged.bold
                merged.hidden = style.hidden if merged.hidden is None else merged.hidden
                merged.breaks = merged.breaks or style.breaks
                step = style.based
            self._known[key] = merged
        return self._known[key]

    def _value(self, element: etree._Element, name: str) -> str:
        return next((str(v) for k, v in element.attrib.items() if self._names[str(k)] == name), "")

    def _style(self, element: etree._Element) -> _Style:
        style = _Style()
        for inner in element.iter():
            if not isinstance(inner.tag, str):
                continue
            name, value = self._names[inner.tag], self._value(inner, "w:val")
            if name == "w:name":
                style.name = value.lower()
            elif name == "w:basedOn":
                style.based = value
            elif name == "w:outlineLvl":
                style.outline = _outline(value)
            elif name == "w:numId":
                style.number = value
            elif name == "w:ilvl":
                style.level = whole(value)
            elif name == "w:b":
                style.bold = value not in _OFF
            elif name == "w:vanish":
                style.hidden = value not in _OFF
            elif name == "w:pageBreakBefore":
                style.breaks = value not in _OFF
        digits = style.name.removeprefix("heading ")
        if digits != style.name and digits.isdecimal():
            style.outline = int(digits[:1])
        return style


@dataclass(slots=True)
class _Paragraph:
    """A paragraph whose properties are being read; it begins with its first text."""

    style: str = ""
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    breaks: bool = False
    section: bool = False  # a new page begins behind it
    deleted: bool = False  # its end is
    hidden: bool = False  # its end is
    initial: bool = False  # it is the large letter with which the next one begins
    begun: bool = False
    said: bool = False  # something of it is shown
    look: Look | None = None
    counts: tuple[str, int] | None = None  # its list and level, until it is counted


@dataclass(slots=True)
class _Field:
    """A field: its instruction, then what it shows."""

    instruction: list[str] = field(default_factory=list)
    shows: bool = False
    href: str = ""


class _Walker:
    """Target of the parser: from elements to the document's flow."""

    def __init__(self, flow: Flow, styles: _Styles) -> None:
        self.flow = flow
        self.styles = styles
        self.addresses: Mapping[str, str] = {}  # by the ids that the part gives them
        self.chunks: list[str] = []
        self.sections: Iterator[bool] = iter(())  # whether each that follows begins with a new page
        self._names = Names(_PREFIXES)
        self._silent = 0
        self._gone = 0  # open deletions
        self._open: list[_Paragraph] = []
        self._fields: list[_Field] = []
        self._links: list[str] = []
        self._run_bold: bool | None = None
        self._run_hidden: bool | None = None
        self._text: list[str] | None = None
        self._properties: list[str] = []  # open elements that hold properties
        self._notes: dict[tuple[str, str], list[Op]] = {}
        self._note = ("", "")
        self._counts: dict[str, int] = {}
        self._stories = {kind: Story(styles.lists) for kind in ("", *_STORIES)}
        self._within = [""]  # the open streams of text, by kind
        self._going_on: Look | None = None  # of the paragraph that the next one goes on with

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = self._names[tag]
        if self._silent or name in _SILENT:
            self._silent += 1
        elif name in _TEXTS:
            self._text = []
        elif name == "w:p":
            self._open.append(_Paragraph())
        elif name in ("w:pPr", "w:rPr", "w:tblPr", "w:trPr", "w:tcPr", "w:sdtPr", "w:sectPr"):
            self._properties.append(name)
            if name == "w:sectPr" and self._open:
                self._open[-1].section = next(self.sections, False)
        elif self._properties:
            self._property(name, attributes)
        elif name in ("w:r", "m:r"):
            self._run_bold = self._run_hidden = None
        else:
            self._content(name, attributes)

    def _content(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _SIGNS:
            self._say(_SIGNS[name])
        elif name in ("w:br", "w:cr"):
            self._break(self._value(attributes, "w:type"))
        elif name == "w:sym":
            self._say(_sign(self._value(attributes, "w:char")))
        elif name in _GONE or name in _COME:
            self._gone += name in _GONE
            self.flow.changed = True
        elif name == "w:hyperlink":
            within = self._value(attributes, "w:anchor")
            self._links.append(self.addresses.get(self._value(attributes, "r:id"), f"#{within}" if within else ""))
        elif name == "w:fldSimple":
            self._links.append(documents.address(self._value(attributes, "w:instr")))
        elif name == "w:fldChar":
            self._field(self._value(attributes, "w:fldCharType"))
        elif name in _TABLES:
            self._going_on = None
            _TABLES[name](self.flow, True)
        elif name in _STORIES:
            self._note = (name[2:], self._value(attributes, "w:id"))
            self._going_on = None
            self._within.append(name)
            self.flow.aside()
        elif name in _NOTES:
            self._refer(_NOTES[name], self._value(attributes, "w:id"))
        elif name == "w:commentReference" and ("comment", key := self._value(attributes, "w:id")) in self._notes:
            self._begin()
            self.flow.keep(Aside.COMMENT, self._notes.pop(("comment", key)))
        elif name == "wp:docPr":
            said = str(attributes.get("descr", ""))
            if len(said) >= _PICTURED and self._open:
                self._begin()
                self.flow.left(Aside.PICTURE, said)
        elif name == "w:altChunk":
            self.chunks.append(self.addresses.get(self._value(attributes, "r:id"), "a chunk"))

    def end(self, tag: str) -> None:
        """An element ends."""
        name = self._names[tag]
        if self._silent:
            self._silent -= 1
        elif name in _TEXTS:
            text, self._text = "".join(self._text or ()), None
            if name in ("w:instrText", "w:delInstrText"):
                if self._fields and not self._fields[-1].shows:
                    self._fields[-1].instruction.append(text)
            else:
                self._say(text)
        elif self._properties:
            if self._properties[-1] == name:
                self._properties.pop()
        elif name == "w:p":
            self._end_paragraph()
        elif name in _GONE:
            self._gone = max(0, self._gone - 1)
        elif name in ("w:hyperlink", "w:fldSimple"):
            if self._links:
                self._links.pop()
        elif name in _TABLES:
            self._going_on = None
            _TABLES[name](self.flow, False)
        elif name in _STORIES:
            self._going_on = None
            self._within.pop()
            content = self.flow.end_aside()
            if name == _BOX:
                self.flow.beside(content)
            else:
                self._notes[self._note] = content

    def data(self, text: str) -> None:
        """A run of text."""
        if self._text is not None:
            self._text.append(text)

    def close(self) -> None:
        """The part ends."""

    # -- properties

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:
        value = self._value(attributes, "w:val")
        inner = self._properties[-1]
        paragraph = self._open[-1] if self._open else _Paragraph()
        if inner == "w:rPr":
            if "w:pPr" in self._properties:  # of the paragraph's own mark
                paragraph.deleted = paragraph.deleted or name in _GONE
                paragraph.hidden = paragraph.hidden or (name == "w:vanish" and value not in _OFF)
                return
            if name == "w:b":
                self._run_bold = value not in _OFF
            elif name == "w:vanish":
                self._run_hidden = value not in _OFF
            elif name == "w:rStyle":
                style = self.styles.of(value)
                self._run_bold = style.bold if self._run_bold is None else self._run_bold
                self._run_hidden = style.hidden if self._run_hidden is None else self._run_hidden
        elif name == "w:pStyle":
            paragraph.style = value
        elif name == "w:outlineLvl":
            paragraph.outline = _outline(value)
        elif name == "w:numId":
            paragraph.number = value
        elif name == "w:ilvl":
            paragraph.level = whole(value)
        elif name == "w:pageBreakBefore":
            paragraph.breaks = value not in _OFF
        elif name == "w:framePr":
            paragraph.initial = self._value(attributes, "w:dropCap") in _INITIALS

    def _value(self, attributes: Mapping[str, str], name: str) -> str:
        return next((str(v) for k, v in attributes.items() if self._names[k] == name), "")

    # -- paragraphs

    def _begin(self) -> None:
        if not self._open:
            self._open.append(_Paragraph())
        paragraph = self._open[-1]
        if paragraph.begun:
            return
        paragraph.begun = True
        style = self.styles.of(paragraph.style or self.styles.default)
        if paragraph.breaks or style.breaks:
            self.flow.page_break()
        look, before = self._look(paragraph, style), self._going_on
        self._going_on = None
        if look == before:
            paragraph.counts, paragraph.said = None, True
        else:
            self.flow.begin(look)
        paragraph.look = look

    def _look(self, paragraph: _Paragraph, style: _Style) -> Look:
        outline = style.outline if paragraph.outline is None else paragraph.outline
        paragraph.counts = self._numbered(paragraph, style)
        if style.name == "title":
            return Look("h1")
        if outline:
            return Look(f"h{min(outline, _HEADINGS)}")
        if style.name == "caption":
            return Look("figcaption")
        if paragraph.counts is not None:
            number, level = paragraph.counts
            _, levels = self.styles.lists.of(number)
            return Look(lists=tuple("ol" if at in levels and levels[at].counts else "ul" for at in range(level + 1)))
        return Look(quoted=style.name in _QUOTING, named=_SUBTITLE if style.name == _SUBTITLE else "")

    def _numbered(self, paragraph: _Paragraph, style: _Style) -> tuple[str, int] | None:
        """The list of a paragraph and its level there, None where it is in none."""
        number = style.number if paragraph.number is None else paragraph.number
        if number in (None, "0", ""):
            return None
        level = paragraph.level
        if level is None and paragraph.number is None:
            lists, own = self.styles.lists, paragraph.style or self.styles.default
            level = next((at for key in (own, style.numbers) if (at := lists.level(number, key)) is not None), None)
        if level is None:
            level = style.level or 0
        return number, min(level, LEVELS - 1)

    def _count(self) -> None:
        """Print the number of the paragraph that was begun, once, where something of it is shown."""
        paragraph = self._open[-1]
        paragraph.said = True
        counts, paragraph.counts = paragraph.counts, None
        if counts is not None:
            self.flow.label(self._stories[self._within[-1]].label(*counts))

    def _end_paragraph(self) -> None:
        self._begin()
        paragraph = self._open[-1]
        self._fields = [some for some in self._fields if some.shows]  # (a code that nothing ends would hide the rest)
        if (paragraph.deleted or paragraph.initial) and paragraph.said:
            self._going_on = paragraph.look
            if paragraph.deleted:
                self.flow.left(Aside.DELETED, " ")  # between what was deleted of both
        else:
            if not paragraph.deleted and not paragraph.hidden:
                self._count()  # an empty paragraph is counted as others are
            self.flow.end()
        if self._open.pop().section:
            self.flow.page_break()

    def _say(self, text: str) -> None:
        if any(not inner.shows for inner in self._fields):
            return
        if not text:
            return
        self._begin()
        if self._gone:
            self.flow.left(Aside.DELETED, text)
            return
        paragraph = self.styles.of(self._open[-1].style or self.styles.default)
        hidden = paragraph.hidden if self._run_hidden is None else self._run_hidden
        if hidden:
            self.flow.left(Aside.HIDDEN, text)
            return
        bold = paragraph.bold if self._run_bold is None else self._run_bold
        self._count()
        href = next((href for href in (*self._links[-1:], *(f.href for f in self._fields)) if href), "")
        self.flow.text(text, bold=bool(bold), href=href)

    def _break(self, kind: str) -> None:
        if self._gone:
            return
        self._begin()
        if kind == "page":
            self.flow.page_break()
        else:
            self.flow.line_break()

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields = [*self._fields[1 - _NESTED :], _Field()]
        elif kind == "separate" and self._fields:
            self._fields[-1].shows = True
            self._fields[-1].href = documents.address("".join(self._fields[-1].instruction))
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _refer(self, kind: str, key: str) -> None:
        content = self._notes.pop((kind, key), None)
        if content is None:
            return
        self._begin()
        if self._gone:
            self.flow.keep(Aside.DELETED, content)
            return
        self._counts[kind] = self._counts.get(kind, 0) + 1
        number = self._counts[kind]
        self._count()
        self.flow.note(str(number) if kind == "footnote" else _roman(number), content)

    def unreferred(self) -> None:
        """Notes and comments that nothing in the text refers to: kept, as the document does not show them."""
        for (kind, _), content in self._notes.items():
            self.flow.keep(Aside.COMMENT if kind == "comment" else Aside.HIDDEN, content)


class _Edge:
    """Target of the parser for what is printed at the edge of pages: the texts of its paragraphs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._names = Names(_PREFIXES)
        self._in_text = False
        self._silent = 0

    def start(self, tag: str, _attributes: Any) -> None:
        """An element begins."""
        name = self._names[tag]
        if self._silent or name in _SILENT:
            self._silent += 1
        elif name == "w:p":
            self.texts.append("")
        elif name == "w:tab" and self.texts:
            self.texts[-1] += " "
        self._in_text = name == "w:t"

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._silent = max(0, self._silent - 1)
        self._in_text = False

    def data(self, text: str) -> None:
        """A run of text."""
        if self._in_text and self.texts and not self._silent:
            self.texts[-1] += text

    def close(self) -> None:
        """The part ends."""


def _outline(value: str) -> int | None:
    """The level of a heading, 0 for running text, by the number that Word gives it; None where that is none."""
    level = whole(value)
    return None if level is None else level + 1 if level < _OUTLINES else 0


def _sign(code: str) -> str:
    """A character of a font of signs, as far as it can be told without the font."""
    try:
        number = int(code[:5], 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= number <= 0xF8FF else chr(number) if 0x20 <= number <= 0xFFFF else ""


def _roman(number: int) -> str:
    """Endnotes are counted by small Roman figures, as Word does unless told otherwise."""
    out = ""
    for value, sign in _ROMAN:
        while number >= value and len(out) < _LONGEST:
            out, number = out + sign, number - value
    return out
