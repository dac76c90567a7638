"""OpenDocument texts (.odt, .ott, and the flat .fodt): ISO/IEC 26300, as LibreOffice and others write them.

Not by a library: odfpy has not been kept since 2020, and odfdo unfolds a package unbounded and gives deletions,
comments and notes as text among the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from dateline.dumps import documents, xmlparts
from dateline.dumps.documents import Flow, Look, Op, Properties
from dateline.dumps.numbering import LONGEST, NONE, Counts, Level, table
from dateline.dumps.prolog import first_element
from dateline.dumps.source import Part, Source
from dateline.dumps.xmlparts import Names, Package, whole
from dateline.model import Aside, Doubt, Format

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{f"{_OASIS}{name}:1.0": name for name in ("office", "text", "table", "style", "meta")},
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}svg-compatible:1.0": "svg",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_TEXTS = (b"application/vnd.oasis.opendocument.text", b"application/vnd.sun.xml.writer")
_SILENT = frozenset(
    (
        "text:ruby-text",
        "office:forms",
        "office:binary-data",
        "text:sequence-decls",
        "text:variable-decls",
        "style:footnote-sep",
        "text:script",
        "draw:object",
    )
)
_SHAPES = (
    *("rect", "ellipse", "circle", "line", "polyline", "polygon", "regular-polygon", "path", "connector", "caption"),
    *("measure", "custom-shape", "text-box"),
)
_BOXES = frozenset((*(f"draw:{name}" for name in _SHAPES), "text:note-body", "office:annotation"))
_EDGES = frozenset(("style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first"))
_TABLES = {
    "table:table": Flow.table,
    "table:table-row": Flow.row,
    "table:table-cell": Flow.cell,
    "table:covered-table-cell": Flow.cell,
}
_QUOTING = frozenset(("quotations", "quotation", "quote", "intense quote"))
_MOST_SPACES = 100  # that one element stands for
_HEADINGS = 6
_BASED = 20  # styles that are based on each other
_PICTURED = 12  # characters of an alternative text that is more than "Image1"
_DEEPEST = 12  # levels of lists
_LEVELS = {
    "text:list-level-style-number": True,  # whether they count
    "text:outline-level-style": True,
    "text:list-level-style-bullet": False,
    "text:list-level-style-image": False,
}
_OUTLINE = "\x00"  # the name under which the levels of headings are kept, which no list can have
_FORMAT = re.compile(r"%([1-9][0-9]?)%")
_DECIMAL = "decimal"
_JOINT = "."  # between the numbers of several levels


def is_flat(head: bytes) -> bool:
    """Whether a file begins as an OpenDocument text in one XML file."""
    return first_element(head) == b"document" and b"opendocument.text" in head and b"opendocument:xmlns:office" in head


def is_text(package: Package) -> bool:
    """Whether a package is an OpenDocument text."""
    return package.bytes_of("mimetype").strip().startswith(_TEXTS)


def read(source: Source) -> Iterator[Part]:
    """The articles of a text.

    Raises DatelineError (DL105 where it is cut off, damaged or locked, DL106 where it unfolds without end, DL109 where
    it shows no text).
    """
    flow = Flow(source)
    walker = _Walker(flow)
    more: list[Doubt] = []
    if source.data.startswith(b"PK"):
        package = Package(source)
        if b":encryption-data" in package.bytes_of("META-INF/manifest.xml"):
            raise source.refuse("DL105", "It is locked with a password.")
        content = package.bytes_of("content.xml")
        if not content:
            raise source.refuse("DL105", "The part with its text is missing.")
        for part in (package.bytes_of("styles.xml"), package.bytes_of("meta.xml"), content):
            if part:
                xmlparts.feed(part, walker, source)
        inside = [name for name in package.names if name.endswith("/content.xml")]
        if inside:
            shown = ", ".join(name.removesuffix("/content.xml") for name in inside[:5])
            more.append(Doubt("body", "DL114", f"Files inside the document that were not read: {shown}."))
    else:
        xmlparts.feed(source.data, walker, source)
        if walker.objects:
            more.append(Doubt("body", "DL114", f"Objects inside the document that were not read: {walker.objects}."))
    values = walker.values
    said = Properties(values.get("dc:title", ""), values.get("meta:creation-date", ""), values.get("dc:date", ""))
    yield from documents.parts(flow, source, Format.OPENDOCUMENT, said, more)


@dataclass(slots=True)
class _Style:
    name: str = ""  # as it is shown
    based: str = ""
    outline: int = 0
    bold: bool | None = None
    hidden: bool | None = None
    breaks: bool = False
    list: str | None = None  # the style of its list: "" for none
    automatic: bool = False  # made by the program, for what a person changed by hand


@dataclass(slots=True)
class _Link:
    """What a span of text has from the elements around it."""

    bold: bool | None = None
    hidden: bool | None = None
    href: str = ""


@dataclass(slots=True)
class _List:
    """An open list. The lists within one another count together, each its level."""

    style: str
    counts: Counts
    items: list[_Item] = field(default_factory=list)  # the open one


@dataclass(slots=True)
class _Item:
    """An item of a list; where a paragraph opens it, that has its number."""

    style: str = ""
    start: int | None = None
    counted: bool = False
    parted: bool = False  # a list stands in it


_Outer = tuple[list[_List], list[_Link], list[_Style], Callable[[], str] | None]


class _Walker:
    """Target of the parser: from elements to the document's flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.values: dict[str, str] = {}
        self.objects = 0  # documents that stand within this one
        self._names = Names(_PREFIXES)
        self._silent = 0
        self._styles: dict[tuple[str, str], _Style] = {}
        self._levels: dict[str, dict[int, Level]] = {}  # of lists, by their style
        self._whole: set[str] = set()  # the styles whose levels are all known
        self._level: tuple[str, int] | None = None  # that is being described
        self._outline = Counts()  # of headings
        self._last = ("", Counts())  # style and numbers of the last list
        self._by_id: dict[str, Counts] = {}
        self._due: Callable[[], str] | None = None  # counts the open paragraph, and tells its number
        self._style: _Style | None = None
        self._automatic = False
        self._list_style = ""
        self._value = ""  # of the metadata that is being read
        self._edge: list[str] | None = None
        self._body = False
        self._paragraphs: list[_Style] = []
        self._spans: list[_Link] = [_Link()]
        self._sections = [False]  # whether what stands in each that is open is hidden
        self._lists: list[_List] = []
        self._around: list[list[_List]] = []  # the lists around each open table
        self._outer: list[_Outer] = []  # what was open around a box
        self._deletion = ""  # that is being read
        self._deleted: dict[str, list[str]] = {}
        self._deletions: set[str] = set()  # whose text stands in its place, between two marks
        self._gone = 0  # such as are open
        self._citation: list[str] | None = None
        self._labels: list[str] = []
        self._said: list[str] | None = None  # a picture's alternative text
        self._aside: list[str] | None = None  # who commented, and when: no text of the document

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        name = self._names[tag]
        if self._silent or name in _SILENT:
            self.objects += not self._silent and name == "draw:object"
            self._silent += 1
            return
        values = {self._names[key]: value for key, value in attributes.items()}
        if name == "office:text":
            self._body = True
        elif self._body:
            self._inside(name, values)
        elif name in ("meta:creation-date", "dc:date", "dc:title"):
            self._value = name
        elif name in _EDGES:
            self._edge = [""]
        elif name == "office:automatic-styles":
            self._automatic = True
        elif self._edge is not None:
            if name in ("text:p", "text:h"):
                self._edge.append("")
            elif name in ("text:s", "text:tab"):
                self._edge[-1] += " "
        else:
            self._properties(name, values)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = self._names[tag]
        if self._silent:
            self._silent -= 1
        elif name == "office:text":
            self._body = False
            for pieces in self._deleted.values():  # whose place is not told
                self.flow.left(Aside.DELETED, " ".join(pieces))
            self._deleted.clear()
        elif self._body:
            self._outside(name)
        elif name == self._value:
            self._value = ""
        elif name in _EDGES and self._edge is not None:
            self.flow.margins.extend(self._edge)
            self._edge = None
        elif name == "style:style":
            self._style = None
        elif name == "office:automatic-styles":
            self._automatic = False

    def data(self, text: str) -> None:
        """A run of text."""
        if self._silent:
            return
        if self._value:
            self.values[self._value] = self.values.get(self._value, "") + text[:2000]
        elif self._edge is not None:
            self._edge[-1] += text
        elif self._body:
            self._say(text)

    def close(self) -> None:
        """The part ends."""

    # -- styles

    def _properties(self, name: str, values: Mapping[str, str]) -> None:
        if name == "style:style":
            key = values.get("style:family", ""), values.get("style:name", "")
            shown = values.get("style:display-name", key[1].replace("_20_", " ")).lower()
            self._style = self._styles[key] = _Style(shown, values.get("style:parent-style-name", ""))
            level = values.get("style:default-outline-level", "")
            self._style.outline = int(level) if level.isdecimal() and len(level) < 3 else 0
            self._style.breaks = bool(values.get("style:master-page-name"))
            self._style.list = values.get("style:list-style-name")
            self._style.automatic = self._automatic
        elif name == "style:text-properties" and self._style is not None:
            weight = values.get("fo:font-weight")
            if weight:
                self._style.bold = weight in ("bold", "600", "700", "800", "900")
            if "text:display" in values:
                self._style.hidden = values["text:display"] == "none"
        elif name == "style:paragraph-properties" and self._style is not None:
            self._style.breaks = self._style.breaks or values.get("fo:break-before") == "page"
        elif name == "text:list-style":
            self._list_style = values.get("style:name", "")
        elif name == "text:outline-style":
            self._list_style = _OUTLINE
        elif name in _LEVELS:
            depth = (whole(values.get("text:level", "")) or 0) - 1
            self._level = None
            if 0 <= depth < _DEEPEST:
                self._level = self._list_style, depth
                described = _level(values, depth) if _LEVELS[name] else Level()
                self._levels.setdefault(self._list_style, {})[depth] = described
        elif name == "style:list-level-label-alignment" and self._level is not None:
            own, depth = self._level
            if values.get("text:label-followed-by") == "nothing":
                self._levels[own][depth] = replace(self._levels[own][depth], behind="")

    def _of(self, family: str, key: str) -> _Style:
        """A style with what it takes from those that it is based on; only a style's own break is one."""
        first = self._styles.get((family, key), _Style(key.lower()))
        merged = replace(first)
        step = first.based
        automatic = first.automatic
        for _ in range(_BASED):
            style = self._styles.get((family, step))
            if style is None:
                break
            if automatic:  # P1, P2 … stand for the style that a person chose
                merged.name = style.name
                automatic = style.automatic
            merged.outline = merged.outline or style.outline
            merged.bold = style.bold if merged.bold is None else merged.bold
            merged.hidden = style.hidden if merged.hidden is None else merged.hidden
            merged.list = style.list if merged.list is None else merged.list
            step = style.based
        return merged

    # -- the text

    def _inside(self, name: str, values: Mapping[str, str]) -> None:
        if name in ("text:p", "text:h"):
            self._begin(name, values)
        elif name == "text:span":
            style = self._of("text", values.get("text:style-name", ""))
            last = self._spans[-1]
            bold = last.bold if style.bold is None else style.bold
            self._spans.append(_Link(bold, last.hidden if style.hidden is None else style.hidden, last.href))
        elif name == "text:a":
            last = self._spans[-1]
            self._spans.append(_Link(last.bold, last.hidden, values.get("xlink:href", "")))
        elif name == "text:hidden-text":
            if values.get("text:is-hidden") != "false":
                self._say(values.get("text:string-value", ""), hidden=True)
                self._silent = 1  # until it ends
        elif name == "text:section":
            hides = values.get("text:display") == "none" or values.get("text:is-hidden") == "true"
            self._sections.append(self._sections[-1] or hides)
        elif name == "text:s":
            count = values.get("text:c", "1")
            self._say(" " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _MOST_SPACES))
        elif name == "text:tab":
            self._say("\t")
        elif name == "text:line-break":
            if self._deletion or self._said is not None:
                self._say(" ")
            elif self._paragraphs:
                self.flow.line_break()
        elif name == "text:list":
            self._begin_list(values)
        elif name == "text:numbered-paragraph" and not self._lists:
            self._begin_alone(values)
        elif name in ("text:list-item", "text:list-header") and self._lists:
            own = values.get("text:style-override", "") or self._lists[-1].style
            start = whole(values.get("text:start-value", ""))
            self._lists[-1].items.append(_Item(own, start, counted=name == "text:list-header"))
        elif name in _TABLES:
            if name == "table:table":
                self._around.append(self._lists)
                self._lists = []
            _TABLES[name](self.flow, True)
        elif name in _BOXES:
            self.flow.aside()
            self._outer.append((self._lists, self._spans, self._paragraphs, self._due))
            self._lists, self._spans, self._paragraphs, self._due = [], [_Link()], [], None
        elif name == "text:note-citation":
            self._citation = []
        elif name in ("svg:desc", "svg:title"):
            self._said = []
        elif name in ("dc:creator", "dc:date", "meta:date-string"):
            self._aside = []
        elif name == "text:changed-region":
            self._deletion = values.get("text:id", "") or values.get("xml:id", "")
            self.flow.changed = True
        elif name == "text:deletion":
            self._deletions.add(self._deletion)
        elif name in ("text:change-start", "text:change-end"):
            if values.get("text:change-id") in self._deletions:
                self._gone = max(0, self._gone + (1 if name == "text:change-start" else -1))
        elif name == "text:change":
            self.flow.left(Aside.DELETED, " ".join(self._deleted.pop(values.get("text:change-id", ""), ())))

    def _outside(self, name: str) -> None:
        if name in ("text:p", "text:h"):
            if self._deletion:
                self._deleted.setdefault(self._deletion, []).append("")
            elif self._paragraphs:
                style = self._paragraphs.pop()
                if not (self._gone or style.hidden or self._sections[-1]):
                    self._count()  # an empty paragraph is counted as others are
                self._due = None
                self.flow.end()
        elif name in ("text:span", "text:a"):
            if len(self._spans) > 1:
                self._spans.pop()
        elif name == "text:section":
            if len(self._sections) > 1:
                self._sections.pop()
        elif name == "text:list":
            if self._lists:
                self._lists.pop()
        elif name == "text:numbered-paragraph":
            self._lists = []
        elif name in ("text:list-item", "text:list-header"):
            if self._lists and self._lists[-1].items:
                self._lists[-1].items.pop()
        elif name in _TABLES:
            _TABLES[name](self.flow, False)
            if name == "table:table":
                self._lists = self._around.pop() if self._around else []
        elif name in _BOXES:
            content = self.flow.end_aside()
            self._lists, self._spans, self._paragraphs, self._due = self._outer.pop()
            self._put(name, content)
        elif name == "text:note-citation":
            self._labels.append("".join(self._citation or ()))
            self._citation = None
        elif name in ("svg:desc", "svg:title"):
            said, self._said = "".join(self._said or ()), None
            if len(said) >= _PICTURED:
                self.flow.left(Aside.PICTURE, said)
        elif name in ("dc:creator", "dc:date", "meta:date-string"):
            self._aside = None
        elif name == "text:changed-region":
            self._deletion = ""

    def _put(self, name: str, content: list[Op]) -> None:
        if name == "office:annotation":
            self.flow.keep(Aside.COMMENT, content)
        elif name == "text:note-body":
            self._count()
            self.flow.note(self._labels.pop() if self._labels else "*", content)
        else:
            self.flow.beside(content)

    def _begin(self, name: str, values: Mapping[str, str]) -> None:
        if self._deletion:
            self._deleted.setdefault(self._deletion, []).append("")
            return
        style = self._of("paragraph", values.get("text:style-name", ""))
        if style.breaks and not self._outer:
            self.flow.page_break()
        level = values.get("text:outline-level", "")
        outline = int(level) if level.isdecimal() and len(level) < 3 else style.outline
        self._paragraphs.append(style)
        if style.name == "title":
            look = Look("h1")
        elif name == "text:h" or style.outline:
            look = Look(f"h{min(max(outline, 1), _HEADINGS)}")
        elif style.name in ("caption", "illustration", "figure"):
            look = Look("figcaption")
        elif self._lists:
            open_lists = enumerate(self._lists[:_DEEPEST])
            levels = [self._levels_of(some.style).get(at, Level()) for at, some in open_lists]
            look = Look(lists=tuple("ol" if level.counts else "ul" for level in levels))
        else:
            look = Look(quoted=style.name in _QUOTING, named="subtitle" if style.name == "subtitle" else "")
        self.flow.begin(look)
        self._due = self._number(name, values, outline, style)

    def _levels_of(self, style: str) -> Mapping[int, Level]:
        """The levels of a style of lists, with those that it does not describe, as pandoc leaves them out.

        They are as the one above them, says the standard; LibreOffice counts them 1., 2., 3. Where the two agree on the
        number, it is taken.
        """
        known = self._levels.setdefault(style, {})
        for depth in range(1, _DEEPEST if known and style not in self._whole else 0):
            above = known.get(depth - 1, Level())
            own = [part for part in above.shows if isinstance(part, int)] == [depth - 1]
            if depth not in known and above.form == _DECIMAL and above.start == 1 and own:
                shows = tuple(depth if part == depth - 1 else part for part in above.shows)
                known[depth] = replace(above, shows=shows)
        self._whole.add(style)
        return known

    def _begin_list(self, values: Mapping[str, str]) -> None:
        style = values.get("text:style-name", "")
        goes_on = values.get("text:continue-numbering") == "true"
        if self._lists:
            outer = self._lists[-1]
            counts = outer.counts
            style = style or outer.style
            for item in outer.items[-1:]:
                if item.parted and not goes_on:
                    counts.restart(len(self._lists))
                item.parted = item.counted = True
        else:
            before = self._by_id.get(values.get("text:continue-list", ""))
            if before is None and goes_on and self._last[0] == style:
                before = self._last[1]
            counts = Counts() if before is None else before
            self._last = style, counts
        if key := values.get("xml:id", "") or values.get("text:id", ""):
            self._by_id[key] = counts
        self._lists.append(_List(style, counts))

    def _begin_alone(self, values: Mapping[str, str]) -> None:
        """A paragraph that is of a list without standing in one."""
        key = values.get("text:style-name", "")
        counts = self._by_id.setdefault(values.get("text:list-id", ""), Counts())
        item = _Item(key, whole(values.get("text:start-value", "")))
        depth = min(whole(values.get("text:level", "")) or 1, _DEEPEST)
        self._lists = [_List(key, counts, [item]) for _ in range(depth)]

    def _number(self, name: str, values: Mapping[str, str], outline: int, style: _Style) -> Callable[[], str] | None:
        """What counts a paragraph that has a number; None for one that has none."""
        if self._lists:
            inner = self._lists[-1]
            depth = len(self._lists) - 1
            item = inner.items[-1] if inner.items else _Item(counted=True)
            if item.counted or depth >= _DEEPEST:
                return None
            item.counted = True
            return partial(inner.counts.label, self._levels_of(item.style), depth, item.start)
        levels = self._levels.get(_OUTLINE, {})
        numbered = name == "text:h" and style.list != "" and values.get("text:is-list-header") != "true"
        if not numbered or not 0 < outline <= _DEEPEST:
            return None
        start = None
        if values.get("text:restart-numbering") == "true":
            start = whole(values.get("text:start-value", ""))
            start = levels.get(outline - 1, Level()).start if start is None else start
        return partial(self._outline.label, levels, outline - 1, start)

    def _count(self) -> None:
        """Print the number of the open paragraph, once, where something of it is shown."""
        due, self._due = self._due, None
        if due is not None:
            self.flow.label(due())

    def _say(self, text: str, hidden: bool = False) -> None:
        if self._aside is not None:
            return
        if self._said is not None:
            self._said.append(text)
        elif self._citation is not None:
            self._citation.append(text)
        elif self._deletion:
            pieces = self._deleted.setdefault(self._deletion, [""])
            pieces[-1:] = [(pieces[-1] if pieces else "") + text]
        elif self._paragraphs:
            style, span = self._paragraphs[-1], self._spans[-1]
            if self._gone:
                self.flow.left(Aside.DELETED, text)
            elif hidden or self._sections[-1] or (style.hidden if span.hidden is None else span.hidden):
                self.flow.left(Aside.HIDDEN, text)
            else:
                bold = style.bold if span.bold is None else span.bold
                self._count()
                self.flow.text(text, bold=bool(bold), href=span.href)


def _level(values: Mapping[str, str], depth: int) -> Level:
    """A level of a list that counts, by what describes it."""
    form = values.get("style:num-format", "")
    start = whole(values.get("text:start-value", ""))
    pattern = values.get("style:num-list-format") or values.get("loext:num-list-format")
    if pattern:
        parts = _FORMAT.split("" if len(pattern) > 2 * LONGEST else pattern)
        shows = tuple(int(part) - 1 if at % 2 else part for at, part in enumerate(parts) if part)
    else:
        first = depth + 1 - min(whole(values.get("text:display-levels", "")) or 1, depth + 1)
        joined = [part for at in range(first, depth + 1) for part in (_JOINT, at)][1:]
        shows = (values.get("style:num-prefix", ""), *joined, values.get("style:num-suffix", ""))
    if sum(len(part) for part in shows if isinstance(part, str)) > LONGEST:
        shows = ()
    if form in ("a", "A") and values.get("style:num-letter-sync") == "true":
        form = {"a": "lowerLetter", "A": "upperLetter"}[form]
    else:
        form = table("opendocument").get(form, form)
    return Level(form or NONE, shows, 1 if start is None else start)
