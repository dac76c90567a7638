"""A saved page to lines, as a browser's "select all, copy" gives them.

The page is parsed by libxml2, which calls ``Renderer`` for each tag and each run of text, so that no tree is built:
memory is that of the text, whatever the nesting. Nothing is executed and nothing is fetched.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import NamedTuple
from urllib.parse import urljoin

from dateline.dumps.lines import strip_invisible, visible
from dateline.dumps.reveal import reveal
from dateline.dumps.styles import Styles
from dateline.messages import DatelineError, Message
from dateline.model import Line, Link, Markup

MAX_DEPTH = 200_000  # open elements; no browser shows more than 512
_MAX_SEARCH = 3_000_000_000  # open elements times closing tags: libxml2 looks through the former for each of the latter
_PATH_DEPTH = 48  # elements of a line's path that are noted
_OWN_NAMES = 8  # class names, ids and roles of one element that are noted


def _elements() -> dict[str, frozenset[str]]:
    text = (resources.files("dateline") / "data" / "dumps" / "elements.json").read_text("utf-8")
    return {name: frozenset(tags) for name, tags in json.loads(text).items() if name != "about"}


_KINDS = _elements()
_SILENT = _KINDS["silent"]
_BLOCK = _KINDS["block"]
_BOLD = _KINDS["bold"]
_LISTS = _KINDS["list"]
_QUOTES = _KINDS["quote"]
_FIGURES = _KINDS["figure"]
_PREFORMATTED = _KINDS["preformatted"]
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ORIGIN = re.compile(r"https?://[^/?#]+")
_LINKING = ("http:", "https:", "mailto:")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset(("td", "th"))
_DIGITS = 8  # of the number of an item
_APART = frozenset(("button", "time"))  # elements within a line that pages set apart by style
_NOTED = 3  # digits of the number of a note

# What an element hands down to its content.
BOLD, HIDDEN, QUOTED, FIGURE, PRE, SILENT = 1, 2, 4, 8, 16, 32


class _Open(NamedTuple):
    """An open element and what holds inside it."""

    tag: str
    own: str  # class names, id and role as written
    state: int
    href: str
    heading: int
    lists: int
    block: bool  # it begins and ends a line
    items: bool  # each of its children does
    hider: str  # the outermost element that hides it: name and classes
    number: int  # its place among the page's elements


_Path = tuple[tuple[str, ...], tuple[str, ...], tuple[int, ...]]
_ROOT = _Open("", "", 0, "", 0, 0, True, False, "", 0)


class Renderer:
    """Target of libxml2's parser: collects the visible text of a page as lines that partition it.

    ``limit`` bounds the lines; ``closing`` is the number of closing tags, from which the greatest depth follows that is
    still read in good time.
    """

    spaced = _KINDS["spaced"]  # elements that stand apart from what is around them

    def __init__(self, path: str, limit: int, styles: Styles, closing: int) -> None:
        self.path = path
        self.limit = limit
        self.styles = styles
        self.deepest = min(MAX_DEPTH, _MAX_SEARCH // max(1, closing))
        self.lines: list[Line] = []
        self.texts: list[str] = []  # raw texts of the lines, each with its "\n"
        self.offset = 0
        self.base = ""  # the page's own address, from which relative ones are reckoned
        self.addresses: dict[str, str] = {}
        self.hiders: dict[int, str] = {}
        self.count = 0  # elements so far
        self.stack: list[_Open] = [_ROOT]
        self.path_stack: list[_Path | None] = [((), (), ())]
        self.counting: dict[int, int] = {}  # of open numbered lists, by the element's number: the next item's
        self.ordinal = 0  # of the item that began and has no text yet
        self._reset()
        self.gap = False  # a blank line is due before the next line
        self.broken = False  # a line ended within the row of a table

    def _reset(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.gaps = 0  # of the length, white space between pieces
        self.space = False  # white space is due before the next word
        self.tab = False  # a cell ended
        self.after_link = False  # a link ended and nothing came after it
        self.inner = _ROOT  # the innermost element that holds the whole line
        self.where: _Path = ((), (), ())  # the names down to it
        self.depth = 0  # its place in the stack
        self.lowest = 0  # the lowest place that was reached since
        self.state = 0
        self.hider = ""
        self.bold = 0
        self.lead = 0  # characters from the line's beginning that are bold
        self.linked = 0
        self.links: list[tuple[int, int, str]] = []
        self.has_cell = False
        self.item = 0  # its number, where it opens an item of a numbered list
        self.label = 0  # characters of the number that a document prints in front of it
        self.reference = -1  # the place in the pieces of a link that leads to a place of the page

    # -- called by the parser

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        top = self.stack[-1]
        state = top.state
        if state & SILENT:
            self.stack.append(top)
            self.path_stack.append(None)
            return
        if tag in _SILENT and not (tag == "template" and "shadowrootmode" in attributes):
            self.stack.append(top._replace(tag=tag, state=state | SILENT))
            self.path_stack.append(None)
            return
        block = top.items or tag in _BLOCK
        items = False
        own = ""
        if attributes:
            classes = attributes.get("class", "")
            name = attributes.get("id", "")
            own = f"{classes} {name} {attributes.get('role', '')} {attributes.get('itemprop', '')}"
            shown = self.styles.shown(tag, classes, name)
            if shown is not None:
                block = block or shown.block
                items = shown.items
                if shown.hidden:
                    state |= HIDDEN
            if hides(attributes):
                state |= HIDDEN
        href = top.href
        heading = top.heading
        lists = top.lists
        if tag in _CELLS:
            if self.broken:
                self.flush(False)  # a cell of several lines: the table lays out the page
            self.tab = self.length > 0
            self.has_cell = True
        elif tag == "tr":
            self.broken = False
        if tag == "a":
            href = attributes.get("href", "").strip()
            self.space = self.space or self.after_link
            self.reference = len(self.pieces) if href.startswith("#") else -1
        elif tag in _BOLD:
            state |= BOLD
            heading = _HEADINGS.get(tag, heading)
        elif tag == "br":
            self.flush(False, force=True)
        elif tag == "li":
            self.ordinal = self._counted(top.number, attributes.get("value", ""))
        elif tag in _LISTS:
            lists += 1
        elif tag in _QUOTES:
            state = (state | QUOTED) & ~FIGURE  # a figure may hold a quotation
        elif tag in _FIGURES:
            state |= FIGURE
        elif tag in _PREFORMATTED:
            state |= PRE
        elif tag in _APART:
            self.space = True
        elif tag == "noscript" or (tag == "dialog" and "open" not in attributes):
            state |= HIDDEN
        hider = top.hider
        if state & HIDDEN and not hider:
            hider = f"{tag} {attributes.get('class', '')}"
        if block:
            self.flush(tag in self.spaced)
        self.count += 1
        if tag == "ol" and attributes.get("type", "1") == "1" and "reversed" not in attributes:
            self.counting[self.count] = _whole(attributes.get("start", ""), 1)
        self.stack.append(_Open(tag, own, state, href, heading, lists, block, items, hider, self.count))
        self.path_stack.append(None)
        if len(self.stack) > self.deepest:
            reason = f"Its elements are nested more than {self.deepest:,} deep."
            raise DatelineError(Message("DL106", reason, self.path))

    def end(self, tag: str) -> None:
        """An element ends."""
        stack = self.stack
        if len(stack) == 1:
            return
        top = stack[-1]
        if not top.state & SILENT:
            if top.block:
                self.flush(top.tag in self.spaced)
            elif tag == "a":
                self.after_link = True
                self._close_reference()
            elif tag in _APART:
                self.space = True
            if top.tag == "li":
                self.ordinal = 0
            elif top.tag == "ol":
                self.counting.pop(top.number, None)
        stack.pop()
        self.path_stack.pop()
        if self.lowest >= len(stack):
            self.lowest = len(stack) - 1

    def _close_reference(self) -> None:
        """Put the number of a note that stands right behind a word into brackets: it is set above the line."""
        at, self.reference = self.reference, -1
        if at < 1 or at + 1 != len(self.pieces) or not self.links:
            return
        number = self.pieces[at]
        if number.isdigit() and len(number) <= _NOTED and not self.pieces[at - 1].isspace():
            self.pieces[at] = f"[{number}]"
            self.length += 2
            self.links.pop()

    def _counted(self, within: int, value: str) -> int:
        """The number of an item that begins in the element ``within``; 0 where that counts none."""
        following = self.counting.get(within)
        if following is None:
            return 0
        found = _whole(value, following)
        self.counting[within] = found + 1
        return found

    def data(self, text: str) -> None:
        """A run of text."""
        top = self.stack[-1]
        if top.state & SILENT:
            return
        if top.state & PRE:
            for part in strip_invisible(text).splitlines(keepends=True):
                self._add(part.rstrip("\r\n").expandtabs(8), top)
                if part[-1] in "\r\n":
                    self.flush(False, force=True)
            return
        self._add(text, top)

    def _add(self, text: str, top: _Open) -> None:
        words = visible(text)
        if not words:
            self.space = self.space or any(map(str.isspace, text))
            return
        if (top.state ^ self.state) & HIDDEN and self.pieces:
            self.flush(False)
        if not self.pieces:
            self.depth = self.lowest = len(self.stack) - 1
            self.inner = top
            self.where = self._path(self.depth)
            self.state = top.state
            self.hider = top.hider
            self.tab = False
            self.item, self.ordinal = self.ordinal, 0
        else:
            if self.lowest < self.depth:
                self.depth = self.lowest
                self.inner = self.stack[self.depth]
                self.where = self._path(self.depth)
            if self.tab:
                self.pieces.append("\t")
                self.length += 1
                self.gaps += 1
                self.tab = False
            elif self.space or _edge(text, 0).isspace():
                self.pieces.append(" ")
                self.length += 1
                self.gaps += 1
        start = self.length
        size = len(words)
        self.pieces.append(words)
        self.length += size
        self.space = _edge(text, -1).isspace()
        self.after_link = False
        if top.state & BOLD:
            self.bold += size
            if self.lead >= start - 1:  # nothing but white space between
                self.lead = self.length
        if top.href:
            self.linked += size
            links = self.links
            if links and links[-1][2] == top.href and start - links[-1][1] <= 1:
                links[-1] = (links[-1][0], self.length, top.href)
            else:
                links.append((start, self.length, top.href))

    def close(self) -> None:
        """The page ends."""
        self.flush(False)
        if self.hiders:
            self.lines = reveal(self.lines, self.hiders)

    # -- lines

    def flush(self, spaced: bool, force: bool = False) -> None:
        """End the line that is open, if any; ``force`` makes a blank line where none is open."""
        if not self.pieces:
            self.space = False
            if (force and self.lines) or (spaced and self.lines):
                self.gap = True
            return
        if self.gap:
            self._append("", None)
        self.gap = spaced
        self.broken = True
        raw = "".join(self.pieces)
        tags, names, nodes = self.where
        inner = self.inner
        size = self.length - self.gaps
        if self.hider:
            self.hiders[len(self.lines)] = self.hider
        self._append(
            raw,
            Markup(
                tags=tags,
                names=names,
                heading=inner.heading,
                bold=min(1.0, self.bold / size),
                lead=self.lead,
                linked=min(1.0, self.linked / size),
                links=self._links(),
                list_depth=inner.lists,
                quoted=bool(self.state & QUOTED and inner.state & QUOTED),
                cell=self.has_cell and "\t" in raw,
                figure=bool(inner.state & FIGURE),
                hidden=bool(self.state & HIDDEN),
                nodes=nodes,
                ordinal=self.item,
                label=self.label if self.label < self.length else 0,
            ),
        )
        self._reset()

    def _append(self, raw: str, markup: Markup | None) -> None:
        number = len(self.lines) + 1
        if number > self.limit:
            raise DatelineError(Message("DL103", f"It has more than {self.limit:,} lines.", self.path))
        end = self.offset + len(raw) + 1
        self.lines.append(Line(number, self.offset, end, raw.replace("\t", " "), markup))
        self.texts.append(raw)
        self.offset = end

    def _links(self) -> tuple[Link, ...]:
        """The line's links with absolute addresses, those that lead to another page."""
        found = ((start, end, self._absolute(href)) for start, end, href in self.links)
        return tuple(Link(start, end, url) for start, end, url in found if url)

    def _absolute(self, href: str) -> str:
        known = self.addresses.get(href)
        if known is None:
            known = self.addresses[href] = absolute(href, self.base)
        return known

    def _path(self, depth: int) -> _Path:
        known = depth
        while self.path_stack[known] is None:
            known -= 1
        path = self.path_stack[known]
        assert path is not None
        tags, names, nodes = path
        for at in range(known + 1, depth + 1):
            element = self.stack[at]
            if len(tags) < _PATH_DEPTH and element.tag not in ("html", "body"):
                tags = (*tags, element.tag)
                nodes = (*nodes, element.number)
                if element.own:
                    names = (*names, *element.own.lower().split()[:_OWN_NAMES])
            self.path_stack[at] = (tags, names, nodes)
        return tags, names, nodes


def absolute(href: str, base: str) -> str:
    """The address that ``href`` leads to, as far as it is known; "" where it leads to no other page."""
    scheme = _SCHEME.match(href)
    if scheme:
        return href if scheme[0].lower() in _LINKING else ""
    if href.startswith("#"):
        return ""
    if href.startswith("/") and not href.startswith("//"):
        origin = _ORIGIN.match(base)  # urljoin takes ten times as long, and most links of a page are of this kind
        return origin[0] + href if origin else href
    try:
        return urljoin(base, href) if base else href
    except ValueError:  # brackets that hold no address of the internet
        return ""


def _edge(text: str, at: int) -> str:
    """The first or last character (0 or -1) that is no invisible one, of a text that has others."""
    char = text[at]
    return char if char.isprintable() or char.isspace() else strip_invisible(text)[at]


def _whole(text: str, otherwise: int) -> int:
    """The whole number that an attribute states; ``otherwise`` where it states none that a list can show."""
    return int(text) if len(text) <= _DIGITS and text.isascii() and text.isdigit() else otherwise


def hides(attributes: Mapping[str, str]) -> bool:
    """Whether an element's own attributes hide it from a reader."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        # React sends late parts of a page in hidden elements "S:0", "S:1" ..., which its script puts in their place
        return not attributes.get("id", "").startswith("S:")
    style = attributes.get("style")
    if not style:
        return False
    style = style.lower().replace(" ", "")
    return "display:none" in style or "visibility:hidden" in style
