r"""Rich Text Format (.rtf), as press databases, Word, LibreOffice and TextEdit write it.

Not by a library: striprtf, the one that is kept, gives plain text without bold type, headings, lists and addresses of
links, leaves notes out, and gives what is hidden or was deleted as text of the document.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache, partial
from importlib import resources
from typing import Any

from dateline.dumps import documents
from dateline.dumps.documents import Flow, Look, Op, Properties
from dateline.dumps.lines import visible
from dateline.dumps.numbering import LONGEST
from dateline.dumps.source import Part, Source
from dateline.model import Aside, Doubt, Format

MAGIC = b"{\\rtf"
MAX_DEPTH = 10_000  # groups in groups; programs write some twenty
MAX_WORDS = 3_000_000  # control words and groups of one document
_TOKEN = re.compile(
    rb"(?P<text>[^\\{}\r\n\x00]+)|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32}-?[0-9]{0,10}) ?"
    rb"|\\(?P<sign>.)|(?P<brace>[{}])|(?P<rest>.)",
    re.S,
)
_NUMBER = re.compile(r"-?\d+$")
_DEFAULT = "windows-1252"
_LEVELS = 9  # of headings and of lists
_HEADINGS = 6
_BULLET, _NONE = 23, 255  # the kinds of a list's level that do not count
_QUOTING = frozenset(("quote", "intense quote", "block text", "quotations"))
_PADDING = b"\x00\r\n\t \x1a"  # that programs leave behind a document's end
_SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"-": "\u00ad"}
_EDGES = [f"{edge}{pages}" for edge in ("header", "footer") for pages in ("", "l", "r", "f")]


@cache
def _table(name: str) -> Any:
    text = (resources.files("dateline") / "data" / "dumps" / "rtf.json").read_text("utf-8")
    return json.loads(text)[name]


class _Kind(Enum):
    """What the content of a group is."""

    BODY = auto()
    PASSED = auto()
    FONTS = auto()
    STYLES = auto()
    LISTS = auto()
    INFO = auto()
    TITLE = auto()
    INSTRUCTION = auto()
    EDGE = auto()
    NUMBER = auto()


@dataclass(slots=True)
class _Group:
    """What holds inside a group, and what is done at its end."""

    kind: _Kind = _Kind.BODY
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    skips: int = 1  # characters behind one in Unicode that stand for it where Unicode is not known
    font: int = -1
    href: str = ""
    end: Callable[[], None] | None = None


@dataclass(slots=True)
class _Paragraph:
    style: int = 0
    outline: int = 0
    list: int = 0  # number of its list
    level: int = 0
    counts: bool = False
    in_table: bool = False
    breaks: bool = False  # a page begins with it
    initial: bool = False  # it is the large letter with which the next one begins


@dataclass(slots=True)
class _Place:
    """A stream of paragraphs: the document, a box, a note."""

    paragraph: _Paragraph = field(default_factory=_Paragraph)
    begun: bool = False
    number: str = ""  # that the program printed in front of the paragraph
    going_on: Look | None = None  # of the paragraph that the next one goes on with
    table: bool = False  # open ones
    row: bool = False
    cell: bool = False


@dataclass(slots=True)
class _Style:
    name: str = ""
    outline: int = 0
    bold: bool = False


def read(source: Source) -> Iterator[Part]:
    """The articles of a document.

    Raises DatelineError (DL105 where it is cut off, DL106 where it is nested without end, DL109 where it is blank).
    """
    reader = _Reader(source)
    reader.read()
    more = []
    if reader.behind:
        more.append(Doubt("body", "DL114", f"{reader.behind:,} bytes behind the document's end that were not read."))
    if reader.lost:
        more.append(Doubt("body", "DL110", f"{reader.lost} pieces of text do not fit the encoding that it states."))
    yield from documents.parts(reader.flow, source, Format.RTF, reader.properties(), more)


class _Reader:
    """From tokens to the document's flow."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.flow = Flow(source)
        self.lost = 0
        self.behind = 0  # bytes behind the document's end
        self._page = _DEFAULT
        self._pages: dict[int, str] = {}  # code pages by font
        self._styles: dict[int, _Style] = {}
        self._described_lists: dict[int, list[int]] = {}  # kinds of levels by the list's id
        self._lists: dict[int, list[int]] = {}  # the same by the number that paragraphs give
        self._groups: list[_Group] = []
        self._group = _Group(_Kind.PASSED)
        self._places = [_Place()]
        self._new_page = False  # due with the next paragraph
        self._skip = 0  # characters that stand for one already read
        self._bytes = bytearray()  # not decoded yet, as a character may have several
        self._raw = False  # some of them were not written as hexadecimal numbers
        self._half = ""  # of a character beyond U+FFFF
        self._fields: list[list[str]] = []  # instructions of open fields
        self._being = 0  # number of the font or style that is being described
        self._levels: list[int] = []
        self._name: list[str] = []
        self._title: list[str] = []
        self._dates: dict[str, dict[str, int]] = {}
        self._notes = 0
        self._words = self._control()
        self._signs: Mapping[str, str] = _table("signs")
        self._passed = frozenset(_table("passed"))

    def read(self) -> None:
        """All of the file. Raises DatelineError (DL105, DL106)."""
        data = self.source.data
        at = data.find(MAGIC)
        words = 0
        star = False
        while at < len(data):
            match = _TOKEN.match(data, at)
            assert match is not None  # whatever fits nothing else is the rest
            at = match.end()
            kind, token = match.lastgroup, match[match.lastgroup or 0]
            if kind == "text":
                self._encoded(token, raw=True)
            elif kind == "hex":
                self._encoded(bytes.fromhex(token.decode()))
            elif kind == "word":
                words += 1
                at += self._word(token.decode(), star)
            elif kind == "sign":
                self._sign(token)
            elif kind == "brace":
                words += 1
                if token == b"{":
                    self._opens()
                elif self._closes():
                    break
            star = kind == "sign" and token == b"*"
            if words > MAX_WORDS:
                raise self.source.refuse("DL106", f"It has more than {MAX_WORDS:,} control words.")
        else:
            raise self.source.refuse("DL105", "It ends in the middle of the text.")
        self.behind = len(data[at:].strip(_PADDING))
        self._end_table()

    def properties(self) -> Properties:
        """What the document says of itself."""
        days = {
            name: f"{some['yr']:04}-{some['mo']:02}-{some['dy']:02}"
            for name, some in self._dates.items()
            if some.keys() >= {"yr", "mo", "dy"}
        }
        made = days.get("creatim", "")
        return Properties("".join(self._title), made, days.get("revtim", made))

    # -- groups

    def _opens(self) -> None:
        self._settle()
        if len(self._groups) >= MAX_DEPTH:
            raise self.source.refuse("DL106", f"Its groups are nested more than {MAX_DEPTH:,} deep.")
        kind = self._group.kind if self._groups else _Kind.BODY
        self._groups.append(self._group)
        self._group = replace(self._group, kind=kind, end=None)

    def _closes(self) -> bool:
        """End a group; whether it was the outermost."""
        self._settle()
        if self._group.kind is _Kind.STYLES:
            self._described()
        if self._group.end is not None:
            self._group.end()
        self._group = self._groups.pop()
        return not self._groups

    def _settle(self) -> None:
        self._decode()
        self._skip = 0

    def _enter(self, kind: _Kind, end: Callable[[], None] | None, _number: int | None = None) -> None:
        self._group.kind = kind
        self._group.end = end

    # -- characters

    def _encoded(self, data: bytes, raw: bool = False) -> None:
        if self._skip:
            skipped = min(self._skip, len(data))
            self._skip -= skipped
            data = data[skipped:]
        if data and self._group.kind is not _Kind.PASSED:
            self._bytes += data
            self._raw = self._raw or (raw and not data.isascii())

    def _decode(self) -> None:
        if not self._bytes:
            return
        data, raw = bytes(self._bytes), self._raw
        self._bytes.clear()
        self._raw = False
        page = self._pages.get(self._group.font, self._page)
        if raw:  # against the rules, and then mostly as other files of today are
            try:
                self._write(data.decode())
                return
            except UnicodeDecodeError:
                pass
        text = data.decode(page, "replace")
        self.lost += "\ufffd" in text
        self._write(text)

    def _unicode(self, number: int | None) -> None:
        code = (number or 0) & 0xFFFF if (number or 0) < 0x10000 else min(number or 0, 0x10FFFF)
        char = chr(code)
        if self._half and "\udc00" <= char <= "\udfff":
            char = (self._half + char).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
            self._half = ""
        elif "\ud800" <= char <= "\udbff":
            self._half, char = char, ""
        elif "\udc00" <= char <= "\udfff":
            char = "\ufffd"
        if char:
            self._write(char)
        self._skip = self._group.skips

    def _sign(self, sign: bytes) -> None:
        if sign in _SIGNS:
            self._decode()
            self._write(_SIGNS[sign])
        elif sign in b"\r\n":
            self._decode()
            self._par()
        elif sign in b"\\{}":
            self._encoded(sign)

    def _write(self, text: str) -> None:
        if self._half:
            self._half, text = "", f"\ufffd{text}"
        group = self._group
        if group.kind is _Kind.BODY:
            self._begin()
            if group.deleted:
                self.flow.left(Aside.DELETED, text)
            elif group.hidden:
                self.flow.left(Aside.HIDDEN, text)
            else:
                style = self._styles.get(self._places[-1].paragraph.style, _Style())
                self.flow.text(text, bold=group.bold or style.bold, href=group.href)
        elif group.kind is _Kind.INSTRUCTION and self._fields:
            self._fields[-1].append(text)
        elif group.kind is _Kind.TITLE:
            self._title.append(text)
        elif group.kind in (_Kind.EDGE, _Kind.STYLES, _Kind.NUMBER):
            self._name.append(text)

    # -- control words

    def _word(self, token: str, star: bool) -> int:
        """Do what a control word says; the bytes behind it that are no text."""
        match = _NUMBER.search(token)
        word, number = (token[: match.start()], int(match[0])) if match else (token, None)
        if word == "bin":
            return max(0, number or 0)
        if self._skip and word != "u":
            self._skip -= 1  # (a word counts as a character)
            return 0
        self._decode()
        kind = self._group.kind
        if word in self._signs:
            self._write(self._signs[word])
        elif word in self._passed or (star and word not in self._words):
            self._group.kind = _Kind.PASSED
        elif word in self._words and kind is not _Kind.PASSED:
            self._words[word](number)
        return 0

    def _control(self) -> dict[str, Callable[[int | None], None]]:
        words: dict[str, Callable[[int | None], None]] = {
            "u": self._unicode,
            "uc": lambda number: setattr(self._group, "skips", max(0, number or 0)),
            "ansicpg": self._code_page,
            "mac": lambda _: self._code_page(10000),
            "pc": lambda _: self._code_page(437),
            "pca": lambda _: self._code_page(850),
            "f": self._font,
            "fcharset": self._charset,
            "plain": self._plain,
            "b": lambda number: setattr(self._group, "bold", number != 0),
            "v": lambda number: setattr(self._group, "hidden", number != 0),
            "deleted": self._deleted,
            "revised": self._revised,
            "pard": self._pard,
            "s": self._set_style,
            "outlinelevel": self._outline,
            "ls": self._list,
            "list": lambda _: self._levels.clear(),
            "listoverride": lambda _: self._levels.clear(),
            "levelnfc": lambda number: self._levels.append(number or 0),
            "listtext": self._numbered,
            "pntext": self._numbered,
            "listid": self._list_id,
            "ilvl": lambda number: self._set("level", min(max(number or 0, 0), _LEVELS - 1)),
            "pnlvlblt": lambda _: self._set("list", -1),
            "pnlvlbody": self._counted,
            "pn": lambda _: None,
            "shpinst": lambda _: None,
            "do": lambda _: None,
            "dropcapli": lambda number: self._set("initial", bool(number)),
            "pagebb": lambda number: self._set("breaks", number != 0),
            "intbl": lambda _: self._set("in_table", True),
            "par": lambda _: self._par(),
            "nestcell": lambda _: self._par(),
            "sect": self._section,
            "sbknone": self._same_page,
            "sbkcol": self._same_page,
            "page": lambda _: self._turn(),
            "line": lambda _: self._break(),
            "column": lambda _: self._break(),
            "cell": lambda _: self._cell(),
            "row": lambda _: self._row(),
            "fonttbl": partial(self._enter, _Kind.FONTS, None),
            "stylesheet": partial(self._enter, _Kind.STYLES, None),
            "listtable": partial(self._enter, _Kind.LISTS, None),
            "listoverridetable": partial(self._enter, _Kind.LISTS, None),
            "info": partial(self._enter, _Kind.INFO, None),
            "title": partial(self._enter, _Kind.TITLE, None),
            "field": self._field,
            "fldinst": partial(self._enter, _Kind.INSTRUCTION, None),
            "fldrslt": self._result,
            "footnote": partial(self._aside, self._footnote),
            "annotation": partial(self._aside, partial(self.flow.keep, Aside.COMMENT)),
            "shptxt": partial(self._aside, self.flow.beside),
            "dptxbxtext": partial(self._aside, self.flow.beside),
        }
        words |= {name: partial(self._enter, _Kind.EDGE, self._edge) for name in _EDGES}
        words |= {name: partial(self._date, name) for name in ("creatim", "revtim")}
        words |= {name: partial(self._date_part, name) for name in ("yr", "mo", "dy")}
        return words

    def _code_page(self, number: int | None) -> None:
        name = _table("pages").get(str(number), f"cp{number}")
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self._page = name

    def _font(self, number: int | None) -> None:
        if self._group.kind is _Kind.FONTS:
            self._being = number or 0
        else:
            self._group.font = number or 0

    def _charset(self, number: int | None) -> None:
        page = _table("charsets").get(str(number))
        if page and self._group.kind is _Kind.FONTS and number != 0:  # (0 is set by programs that know no better)
            self._pages[self._being] = page

    def _plain(self, _: int | None) -> None:
        self._group.bold = self._group.hidden = self._group.deleted = False
        self._group.font = -1

    def _deleted(self, number: int | None) -> None:
        self._group.deleted = number != 0
        self.flow.changed = True

    def _revised(self, _: int | None) -> None:
        self.flow.changed = True

    def _set_style(self, number: int | None) -> None:
        if self._group.kind is _Kind.STYLES:
            self._being = number or 0
            self._styles[self._being] = _Style()
        else:
            self._set("style", number or 0)

    def _described(self) -> None:
        """A style was described; its name stands behind all else."""
        name, self._name = "".join(self._name).strip(" ;").lower(), []
        if not name:
            return
        style = self._styles.setdefault(self._being, _Style())
        style.name, style.bold = name, self._group.bold
        level = name.removeprefix("heading ")
        if level != name and level.isdecimal():
            style.outline = int(level[:1])
        self._being = 0

    def _outline(self, number: int | None) -> None:
        outline = (number or 0) + 1 if 0 <= (number or 0) < _LEVELS else 0
        if self._group.kind is _Kind.STYLES:
            self._styles.setdefault(self._being, _Style()).outline = outline
        else:
            self._set("outline", outline)

    def _list(self, number: int | None) -> None:
        if self._group.kind is _Kind.LISTS:
            self._lists[number or 0] = self._described_lists.get(self._being, [])
        else:
            self._set("list", number or 0)

    def _counted(self, _: int | None) -> None:
        self._set("list", -1)
        self._set("counts", True)

    def _numbered(self, _: int | None) -> None:
        """What the program printed in front of the next paragraph, for readers that know no lists."""
        if self._group.kind is _Kind.BODY:
            self._name = []
            self._enter(_Kind.NUMBER, self._end_number)
        else:
            self._group.kind = _Kind.PASSED

    def _end_number(self) -> None:
        number, self._name = visible("".join(self._name)), []
        if len(number) <= LONGEST:
            self._places[-1].number = number

    def _list_id(self, number: int | None) -> None:
        """A list's description ends with its id; a number for paragraphs begins with it."""
        self._being = number or 0
        if self._levels:
            self._described_lists[self._being] = [*self._levels[:_LEVELS]]
            self._levels.clear()

    def _date(self, name: str, _: int | None) -> None:
        if self._group.kind is _Kind.INFO:
            self._dates[name] = {}

    def _date_part(self, name: str, number: int | None) -> None:
        if self._group.kind is _Kind.INFO and self._dates:
            last = next(reversed(self._dates.values()))
            last.setdefault(name, min(max(number or 0, 0), 9999))

    # -- fields and what stands beside the text

    def _field(self, _: int | None) -> None:
        self._fields.append([])
        self._group.end = self._end_field

    def _end_field(self) -> None:
        self._fields.pop()

    def _result(self, _: int | None) -> None:
        if self._fields:
            self._group.href = documents.address("".join(self._fields[-1]))

    def _aside(self, end: Callable[[list[Op]], None], _: int | None) -> None:
        if self._group.kind is not _Kind.BODY:
            return
        self.flow.aside()
        self._places.append(_Place())
        self._group.bold = self._group.hidden = self._group.deleted = False
        self._group.href = ""
        self._group.end = partial(self._end_aside, end)

    def _end_aside(self, end: Callable[[list[Op]], None]) -> None:
        self._end_table()
        self._places.pop()
        end(self.flow.end_aside())

    def _footnote(self, content: list[Op]) -> None:
        self._notes += 1
        self._begin()
        self.flow.note(str(self._notes), content)

    def _edge(self) -> None:
        self.flow.margins.append("".join(self._name))
        self._name = []

    # -- paragraphs

    def _set(self, name: str, value: int) -> None:
        if self._group.kind is _Kind.BODY:
            setattr(self._places[-1].paragraph, name, value)

    def _pard(self, _: int | None) -> None:
        if self._group.kind is _Kind.BODY:
            self._places[-1].paragraph = _Paragraph()

    def _begin(self) -> None:
        place = self._places[-1]
        if place.begun:
            return
        paragraph = place.paragraph
        if not paragraph.in_table:
            self._end_table()
        elif not place.cell:
            self._begin_cell()
        place.begun = True
        if self._new_page or paragraph.breaks:
            self._new_page = False
            self.flow.page_break()
        look, before = self._look(paragraph), place.going_on
        place.going_on = None
        if look != before:
            self.flow.begin(look)
        number, place.number = place.number, ""
        if self._counts(paragraph, number):
            self.flow.label(f"{number} ")

    def _counts(self, paragraph: _Paragraph, number: str) -> bool:
        """Whether what is printed in front of a paragraph is a number or a letter rather than a bullet.

        Fonts of signs draw bullets as letters, so that the list has to say it; where none is described, a digit has to.
        """
        kinds = self._lists.get(paragraph.list)
        if paragraph.counts or not any(map(str.isalnum, number)):
            return paragraph.counts and bool(number)
        if kinds is None:
            return any(map(str.isdigit, number))
        return paragraph.level < len(kinds) and kinds[paragraph.level] != _BULLET

    def _look(self, paragraph: _Paragraph) -> Look:
        style = self._styles.get(paragraph.style, _Style())
        if style.name == "title":
            return Look("h1")
        if outline := paragraph.outline or style.outline:
            return Look(f"h{min(outline, _HEADINGS)}")
        if style.name == "caption":
            return Look("figcaption")
        if paragraph.list:
            kinds = self._lists.get(paragraph.list, [])
            counts = [at < len(kinds) and kinds[at] not in (_BULLET, _NONE) for at in range(paragraph.level + 1)]
            return Look(lists=tuple("ol" if counted or paragraph.counts else "ul" for counted in counts))
        return Look(quoted=style.name in _QUOTING, named="subtitle" if style.name == "subtitle" else "")

    def _par(self) -> None:
        if self._group.kind is _Kind.EDGE:
            self._edge()
        elif self._group.kind is _Kind.BODY:
            self._begin()
            place = self._places[-1]
            if place.paragraph.initial or self._group.deleted:
                place.going_on = self._look(place.paragraph)
            else:
                self.flow.end()
            place.begun = False
            place.number = ""

    def _section(self, _: int | None) -> None:
        if self._group.kind is _Kind.BODY:
            if self._places[-1].begun:
                self._par()
            self._new_page = True

    def _same_page(self, _: int | None) -> None:
        self._new_page = False

    def _turn(self) -> None:
        if self._group.kind is _Kind.BODY:
            self.flow.page_break()

    def _break(self) -> None:
        if self._group.kind is _Kind.BODY and not self._group.deleted:
            self._begin()
            self.flow.line_break()

    # -- tables

    def _begin_cell(self) -> None:
        place = self._places[-1]
        place.going_on = None
        if not place.table:
            self.flow.table(True)
        if not place.row:
            self.flow.row(True)
        self.flow.cell(True)
        place.table = place.row = place.cell = True

    def _cell(self) -> None:
        if self._group.kind is not _Kind.BODY:
            return
        place = self._places[-1]
        if not place.cell:
            self._begin_cell()
        self.flow.cell(False)
        place.cell = place.begun = False
        place.number = ""

    def _row(self) -> None:
        if self._group.kind is not _Kind.BODY:
            return
        place = self._places[-1]
        if place.cell:
            self._cell()
        if place.row:
            self.flow.row(False)
            place.row = False

    def _end_table(self) -> None:
        place = self._places[-1]
        if place.begun:
            self.flow.end()
            place.begun = False
        self._row_ends(place)
        if place.table:
            self.flow.table(False)
            place.table = False
            place.going_on = None

    def _row_ends(self, place: _Place) -> None:
        if place.cell:
            self.flow.cell(False)
        if place.row:
            self.flow.row(False)
        place.cell = place.row = False
