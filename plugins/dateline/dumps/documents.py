"""Documents of word processors: what their readers come by becomes lines as those of a saved page, and parts.

A reader (``word``, ``opendocument``, ``rtf``) calls ``Flow`` in the order of the document. What stands beside the text
(boxes, notes, comments, deletions) waits until the paragraph or the page ends, so that it breaks no sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from msgspec import structs

from dateline.dumps import exports, hints
from dateline.dumps.lines import split, visible
from dateline.dumps.render import Renderer
from dateline.dumps.source import MAX_LINES, Part, Source
from dateline.dumps.styles import Styles
from dateline.model import Aside, Claim, Doubt, Format, Line

_TITLE = 200  # characters of a line that may be a headline
_LEAST = 350  # characters of running text that an article of its own has
_PARTED = 0.1  # of the lines that are blank, from which empty paragraphs part the others
_PARAGRAPH = 80  # characters of a line that counts as running text
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ELEMENTS = {Aside.DELETED: "del", Aside.COMMENT: "aside", Aside.HIDDEN: "span", Aside.PICTURE: "img"}
_ASIDES = {tag: aside for aside, tag in _ELEMENTS.items()}
_NAMES = {Aside.COMMENT: ("comment", "comments"), Aside.HIDDEN: ("passage of hidden text", "passages of hidden text")}

Op = tuple[str, str, Mapping[str, str]]
_WITHIN = ("a", "b")  # elements that end no word
_SAID = ("data", "number")
_BOLD = frozenset(f"h{level}" for level in range(1, 7))
_NONE: Mapping[str, str] = {}
_UNCOUNTED: Mapping[str, str] = {"value": "0"}  # the number is in the text, where the document prints one
_HIDING: Mapping[str, str] = {"hidden": ""}


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph is. ``tag`` is that of HTML; ``lists`` are the open lists around it, outermost first."""

    tag: str = "p"
    lists: tuple[str, ...] = ()
    quoted: bool = False
    named: str = ""  # what a class name would call it


@dataclass(slots=True)
class _Place:
    """Where text is being written: the document itself, or something beside it."""

    held: list[Op] | None = None  # what is written, where it has to wait
    around: list[str] = field(default_factory=list)  # open lists and quotations
    tag: str = ""  # of the open paragraph
    href: str = ""  # of the open link: its runs are one, as the renderer parts links that stand side by side
    label: str = ""  # what the program prints in front of its text, until that comes
    empty: bool = True  # nothing stands in it
    cells: int = 0  # open cells
    first: bool = False  # nothing stands in the cell yet


class _Paper(Renderer):
    """Lines, and where a new page was begun by hand."""

    spaced: frozenset[str] = frozenset()  # no blank line but where the document has an empty paragraph

    def __init__(self, path: str) -> None:
        super().__init__(path, MAX_LINES, Styles(""), 0)
        self.pages: list[int] = []  # indexes of lines

    def number(self, text: str) -> None:
        """What the document prints in front of a paragraph by itself."""
        opens = not self.pieces
        self.data(text)
        if opens:
            self.label = self.length

    def turn(self) -> None:
        """A page ends."""
        self.flush(False)
        if self.lines and (not self.pages or self.pages[-1] < len(self.lines)):
            self.pages.append(len(self.lines))


class Flow:
    """Takes a document's text in its order. Calls must be nested properly, as elements are."""

    def __init__(self, source: Source) -> None:
        self._paper = _Paper(source.path)
        self._places = [_Place()]
        self._beside: list[Op] = []  # until the paragraph ends
        self._later: list[Op] = []  # until the page ends: notes
        self._left: list[tuple[Aside, list[str]]] = []  # what is not shown of the paragraph, by kind
        self._goes_on = False  # nothing was written since
        self.counts: dict[Aside, int] = {}  # of what is kept but not shown, by kind
        self.margins: list[str] = []  # texts at the edge of each page
        self.changed = False  # changes were tracked

    # -- paragraphs

    def begin(self, look: Look) -> None:
        """A paragraph begins."""
        place = self._places[-1]
        if place.tag:
            self.end()
        around = [*look.lists, *(("blockquote",) if look.quoted else ())]
        same = 0
        while same < min(len(around), len(place.around)) and around[same] == place.around[same]:
            same += 1
        for tag in reversed(place.around[same:]):
            self._op("end", tag)
        for tag in around[same:]:
            self._op("start", tag)
        place.around = around
        place.tag = "li" if look.lists and look.tag == "p" else look.tag
        if place.cells and place.first and place.tag == "p":
            place.tag = "span"  # so that the row is one line
        place.first = False
        place.empty = True
        place.label = ""
        if place.tag == "li":
            self._op("start", "li", _UNCOUNTED)
        else:
            self._op("start", place.tag, {"class": look.named} if look.named else _NONE)

    def end(self) -> None:
        """The paragraph ends; what stood beside it follows."""
        place = self._places[-1]
        if place.tag:
            self._link()
            self._op("end", place.tag)
            place.tag = ""
            if place.empty and not place.cells and not self._left:
                self._op("blank", "")
        if len(self._places) == 1:
            left, self._left = self._left, []
            self._goes_on = False
            for kind, texts in left:
                self._beside += self._hidden(kind, "".join(texts))
            if not place.cells:  # (the row of a table is not broken)
                self._let_out(place)

    def _let_out(self, place: _Place) -> None:
        """Write what stood beside the text so far."""
        waiting, self._beside = self._beside, []
        if waiting:
            self._close(place)
        for op in waiting:
            self._op(*op)

    def label(self, text: str) -> None:
        """What the program prints in front of the open paragraph, with the space behind it: "2. ", "b) ".

        It is text as a note's sign is: the document shows it, and a copy of the document has it. It stands in front of
        the first text, in its weight, so that a paragraph without text has none.
        """
        self._places[-1].label = text

    def text(self, text: str, *, bold: bool = False, href: str = "") -> None:
        """A run of text in the open paragraph."""
        if not text:
            return
        place = self._places[-1]
        self._goes_on = False
        place.empty = False
        bold = bold and place.tag not in _BOLD
        label, place.label = place.label, ""
        if label:
            self._run("number", label, bold)
        self._link(href)
        self._run("data", text, bold)

    def _run(self, op: str, text: str, bold: bool) -> None:
        if bold:
            self._op("start", "b")
        self._op(op, text)
        if bold:
            self._op("end", "b")

    def _link(self, href: str = "") -> None:
        """End the open link, and begin another."""
        place = self._places[-1]
        if href == place.href:
            return
        if place.href:
            self._op("end", "a")
        if href:
            self._op("start", "a", {"href": href})
        place.href = href

    def line_break(self) -> None:
        """A line ends within the paragraph."""
        self._op("start", "br")
        self._op("end", "br")

    def page_break(self) -> None:
        """A new page begins by the writer's will; notes of the one before are set below it."""
        if len(self._places) == 1 and not self._places[0].cells:
            open_tag = self._places[0].tag
            self._link()
            if open_tag:
                self._op("end", open_tag)
            self._notes()
            self._op("turn", "")
            if open_tag:
                self._op("start", open_tag)

    def left(self, kind: Aside, text: str) -> None:
        """Text that the document holds and does not show: deleted, hidden, a picture's alternative text."""
        if not text:
            return
        if self._goes_on and self._left and self._left[-1][0] == kind:
            self._left[-1][1].append(text)
        else:
            self._left.append((kind, [text]))
        self._goes_on = True

    # -- tables

    def table(self, begins: bool) -> None:
        """A table begins or ends."""
        self._element("table", begins)
        place = self._places[-1]
        if not begins and len(self._places) == 1 and not place.cells:
            self._let_out(place)

    def row(self, begins: bool) -> None:
        """A row begins or ends."""
        self._element("tr", begins)

    def cell(self, begins: bool) -> None:
        """A cell begins or ends."""
        place = self._places[-1]
        self._element("td", begins)
        place.cells += 1 if begins else -1
        place.first = begins

    def _element(self, tag: str, begins: bool) -> None:
        self._close(self._places[-1])
        self._op("start" if begins else "end", tag)

    # -- beside the text

    def aside(self) -> None:
        """A box begins; it follows when the paragraph ends."""
        self._places.append(_Place(held=[]))

    def end_aside(self) -> list[Op]:
        """The box ends. Its content may be given to ``beside``, ``note`` or ``keep``."""
        place = self._places[-1]
        self._close(place)
        self._places.pop()
        return place.held or []

    def beside(self, content: Sequence[Op]) -> None:
        """A box's ``content`` follows the open paragraph."""
        self._beside.extend(content)

    def note(self, label: str, content: Sequence[Op]) -> None:
        """A note: its label stands in the text, its ``content`` below the page."""
        self.text(f"[{label}]")
        first = next((i for i, op in enumerate(content) if op[0] == "start" and op[1] in ("p", "li")), -1) + 1
        self._later += [*content[:first], ("data", f"[{label}] ", _NONE), *content[first:]]

    def keep(self, kind: Aside, content: Sequence[Op]) -> None:
        """What has paragraphs of its own and is not shown: a comment, a note that was deleted."""
        text = "".join(
            text if op in _SAID else " " if op == "end" and text not in _WITHIN else "" for op, text, _ in content
        )
        self._left.append((kind, [text]))
        self._goes_on = False

    # -- the end

    def _notes(self) -> None:
        later, self._later = self._later, []
        if later:
            self._close(self._places[0])
        for op in later:
            self._op(*op)

    def _hidden(self, kind: Aside, text: str) -> Iterator[Op]:
        if not visible(text):
            return
        self.counts[kind] = self.counts.get(kind, 0) + 1
        tag = _ELEMENTS[kind]
        yield from (("start", "p", _HIDING), ("start", tag, _NONE), ("data", text, _NONE))
        yield from (("end", tag, _NONE), ("end", "p", _NONE))

    def _close(self, place: _Place) -> None:
        """End what is open between the place's paragraphs."""
        if place.tag:
            self.end()
        for tag in reversed(place.around):
            self._op("end", tag)
        place.around = []

    def _op(self, op: str, text: str, attributes: Mapping[str, str] = _NONE) -> None:
        held = self._places[-1].held
        if held is not None:
            held.append((op, text, attributes))
        elif op == "start":
            self._paper.start(text, attributes)
        elif op == "end":
            self._paper.end(text)
        elif op == "data":
            self._paper.data(text)
        elif op == "number":
            self._paper.number(text)
        elif op == "blank":
            self._paper.flush(False, force=True)
        else:
            self._paper.turn()

    def lines(self) -> tuple[str, list[Line], list[int]]:
        """The text, its lines, and the indexes of lines with which a page begins by the writer's will."""
        while len(self._places) > 1:
            self.beside(self.end_aside())
        self.end()
        self._close(self._places[0])
        self._notes()
        self._paper.flush(False)  # (not closed: what a document hides is not for a script to reveal)
        return _apart(self._paper.texts, self._paper.lines, self._paper.pages)


def _apart(texts: Sequence[str], lines: Sequence[Line], pages: Sequence[int]) -> tuple[str, list[Line], list[int]]:
    """The text, its lines and pages, with blank lines between paragraphs where a document parts them by space alone."""
    parted = sum(not line.text for line in lines) >= _PARTED * len(lines)
    out: list[Line] = []
    pieces: list[str] = []
    starts: list[int] = []  # where each line stands in ``out``
    size = 0
    for i, (raw, line) in enumerate(zip(texts, lines, strict=True)):
        if i and not parted and _begins(lines[i - 1], line):
            out.append(Line(len(out) + 1, size, size + 1, ""))
            pieces.append("\n")
            size += 1
        starts.append(len(out))
        out.append(structs.replace(line, number=len(out) + 1, start=size, end=size + len(raw) + 1))
        pieces.append(f"{raw}\n")
        size += len(raw) + 1
    starts.append(len(out))
    return "".join(pieces), out, [starts[page] for page in pages]


def _begins(above: Line, line: Line) -> bool:
    """Whether a paragraph begins that a reader sees apart from the one above: no item, no row, no broken line."""
    if above.markup is None or line.markup is None:
        return False
    items = above.markup.list_depth and line.markup.list_depth
    rows = above.markup.cell and line.markup.cell
    return not (items or rows or above.markup.nodes == line.markup.nodes)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself. Its author is whoever pasted the text more often than the article's writer."""

    title: str = ""
    created: str = ""  # ISO 8601
    modified: str = ""

    def claims(self, program: str) -> Iterator[Claim]:
        """The title, and the day on which the file was made where it was not touched later."""
        if title := visible(self.title)[:2000]:
            yield Claim("title", title, f"{program} title")
        day, last = _DAY.match(self.created), _DAY.match(self.modified)
        if day and last and day[0] == last[0]:
            yield Claim("retrieved", day[0], f"{program} created")


def parts(flow: Flow, source: Source, format_: Format, properties: Properties, more: Sequence[Doubt]) -> Iterator[Part]:
    """The articles of a document: those of an export, or those that pages begun by hand part.

    Raises DatelineError (DL109) where it shows no text.
    """
    text, lines, pages = flow.lines()
    if not any(line.text and not _not_shown(line) for line in lines):
        raise source.refuse(
            "DL109", "It shows no text; a program for text recognition can read that of pictures, if it holds any."
        )
    notices = (*more, *_doubts(flow))
    edge = "".join(f"{margin}\n" for margin in dict.fromkeys(filter(None, map(visible, flow.margins))))
    export = exports.detect(text)
    if export is not None:
        found = list(exports.parts(text, lines, export, format_.value, source))
    else:
        cuts = [0, *_cuts(lines, pages), len(lines)]
        found = [_part(text, lines[start:stop], format_.value) for start, stop in pairwise(cuts)]
        if len(found) == 1:
            found = [replace(found[0], claims=tuple(properties.claims(format_.value)))]
    found[0] = replace(found[0], notices=(*notices, *found[0].notices))
    found[-1] = _with_margins(found[-1], edge, source)
    for part in found:
        asides = tuple((line.number, aside) for line in part.lines if (aside := _not_shown(line)))
        yield replace(part, asides=asides)


def _not_shown(line: Line) -> Aside | None:
    """What a line is that is none of the document's text; None where it is."""
    markup = line.markup
    return _ASIDES[markup.tags[-1]] if markup is not None and markup.hidden else None


def _part(text: str, lines: Sequence[Line], encoding: str) -> Part:
    own, numbered = exports.cut(text, lines)
    return Part(own, numbered, encoding, hints.at_top([line for line in numbered if line.text]))


def _with_margins(part: Part, edge: str, source: Source) -> Part:
    if not edge:
        return part
    count, size = len(part.lines), len(part.text)
    more = split(edge, source.path, MAX_LINES)
    below = tuple(structs.replace(x, number=count + x.number, start=size + x.start, end=size + x.end) for x in more)
    margins = (*part.margins, *(line.number for line in below))
    return replace(part, text=part.text + edge, lines=(*part.lines, *below), margins=margins)


def _doubts(flow: Flow) -> Iterator[Doubt]:
    if flow.changed:
        deleted = flow.counts.get(Aside.DELETED, 0)
        yield Doubt("body", "DL116", f"What was inserted is read; passages that were deleted ({deleted}) are left out.")
    said = [f"{n} {_NAMES[kind][n > 1]}" for kind in _NAMES if (n := flow.counts.get(kind, 0))]
    if said:
        yield Doubt("body", "DL117", f"Kept in the record and not shown: {', '.join(said)}.")


def _cuts(lines: Sequence[Line], pages: Sequence[int]) -> list[int]:
    """Where a page begun by hand begins an article: with a line like a headline, and running text on both sides.

    A line that opens several pages is what is printed at their top.
    """
    tops = {page: next((i for i in range(page, len(lines)) if lines[i].text), -1) for page in pages}
    opening = [lines[i].text for i in tops.values() if i >= 0]
    told = [0]
    for line in lines:
        shown = len(line.text) >= _PARAGRAPH and not _not_shown(line)
        told.append(told[-1] + (len(line.text) if shown else 0))
    found: list[int] = []
    for page, top in tops.items():
        if top < 0 or opening.count(lines[top].text) > 1 or not _headline(lines[top]):
            continue
        if told[page] - told[found[-1] if found else 0] >= _LEAST and told[-1] - told[page] >= _LEAST:
            found.append(page)
    return found


def _headline(line: Line) -> bool:
    heading = line.markup is not None and line.markup.heading > 0
    ends = line.text.endswith((".", ",", ";", ":", "。", "،", "؛"))
    return heading or (len(line.text) <= _TITLE and not ends and not line.text[0].islower())


def address(instruction: str) -> str:
    """Where a field's instruction leads: HYPERLINK "https://…"."""
    words = instruction.split(None, 1)
    if len(words) < 2 or words[0].upper() != "HYPERLINK":
        return ""
    rest = words[1].strip()
    if rest.startswith('"'):
        return rest[1:].partition('"')[0]
    return "" if rest.startswith("\\") else rest.split()[0]
