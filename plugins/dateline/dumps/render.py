"""A saved page to lines, as a browser's "select all, copy" gives them.

The page is parsed by libxml2, which calls ``Renderer`` for each tag and each run of text, so that no tree is built:
memory is that of the text, whatever the nesting. Nothing is executed and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dateline.dumps.lines import strip_invisible
from dateline.messages import DatelineError, Message
from dateline.model import Line, Link, Markup

MAX_DEPTH = 200_000  # open elements; no browser shows more than 512
_PATH_DEPTH = 48  # elements of a line's path that are noted
_OWN_NAMES = 8  # class names, ids and roles of one element that are noted

# Elements that never show text, or show it only where the real content is missing.
_SILENT = frozenset(
    [
        "script",
        "style",
        "head",
        "template",
        "iframe",
        "object",
        "embed",
        "applet",
        "audio",
        "video",
        "canvas",
        "svg",
        "select",
        "textarea",
        "datalist",
        "noframes",
        "noembed",
        "map",
        "rp",
        "frameset",
        "param",
        "source",
        "track",
        "area",
        "base",
        "link",
        "meta",
        "title",
    ]
)
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "xmp",
    ]
)
_SPACED = frozenset(
    ["p", "blockquote", "dl", "ol", "ul", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "hr"]
)  # a blank line around
_BOLD = frozenset(
    ["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset(("td", "th"))

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


_ROOT = _Open("", "", 0, "", 0, 0)


class Renderer:
    """Target of libxml2's parser: collects the visible text of a page as lines that partition it."""

    def __init__(self, path: str, limit: int) -> None:
        self.path = path
        self.limit = limit
        self.lines: list[Line] = []
        self.texts: list[str] = []  # raw texts of the lines, each with its "\n"
        self.offset = 0
        self.stack: list[_Open] = [_ROOT]
        self.paths: dict[tuple[int, _Open], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self.path_stack: list[tuple[tuple[str, ...], tuple[str, ...]] | None] = [((), ())]
        self._reset()
        self.gap = False  # a blank line is due before the next line

    def _reset(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.space = False  # white space is due before the next word
        self.tab = False  # a cell ended
        self.depth = 0  # of the innermost element that holds the whole line
        self.state = 0
        self.bold = 0
        self.linked = 0
        self.links: list[tuple[int, int, str]] = []
        self.has_cell = False

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
        if tag in _BLOCK:
            self.flush(tag in _SPACED)
        elif tag == "br":
            self.flush(False, force=True)
        elif tag in _CELLS:
            self.tab = self.length > 0
            self.has_cell = True
        own = ""
        href = top.href
        heading = top.heading
        lists = top.lists
        if attributes:
            own = " ".join(filter(None, (attributes.get("class"), attributes.get("id"), attributes.get("role"))))
            if hides(attributes):
                state |= HIDDEN
        if tag == "a":
            href = attributes.get("href", "").strip()
        elif tag in _BOLD:
            state |= BOLD
            heading = _HEADINGS.get(tag, heading)
        elif tag in ("ul", "ol", "dl", "menu"):
            lists += 1
        elif tag in ("blockquote", "q"):
            state |= QUOTED
        elif tag in ("figure", "figcaption"):
            state |= FIGURE
        elif tag in ("pre", "listing", "plaintext", "xmp"):
            state |= PRE
        elif tag == "noscript" or (tag == "dialog" and "open" not in attributes):
            state |= HIDDEN
        self.stack.append(_Open(tag, own, state, href, heading, lists))
        self.path_stack.append(None)
        if len(self.stack) > MAX_DEPTH:
            raise DatelineError(Message("DL106", f"Its elements are nested more than {MAX_DEPTH:,} deep.", self.path))

    def end(self, tag: str) -> None:
        """An element ends."""
        stack = self.stack
        if len(stack) == 1:
            return
        if tag in _BLOCK and not stack[-1].state & SILENT:
            self.flush(tag in _SPACED)
        stack.pop()
        self.path_stack.pop()
        if self.depth >= len(stack):
            self.depth = len(stack) - 1

    def data(self, text: str) -> None:
        """A run of text."""
        top = self.stack[-1]
        if top.state & SILENT:
            return
        text = strip_invisible(text)
        if top.state & PRE:
            parts = text.splitlines(keepends=True)
            for part in parts:
                self._add(part.rstrip("\r\n").expandtabs(8), top)
                if part[-1] in "\r\n":
                    self.flush(False, force=True)
            return
        self._add(text, top)

    def _add(self, text: str, top: _Open) -> None:
        words = " ".join(text.split())
        if not words:
            self.space = self.space or bool(text)
            return
        if (top.state ^ self.state) & HIDDEN and self.pieces:
            self.flush(False)
        if not self.pieces:
            self.depth = len(self.stack) - 1
            self.state = top.state
            self.tab = False
        elif self.tab:
            self.pieces.append("\t")
            self.length += 1
            self.tab = False
        elif self.space or text[0].isspace():
            self.pieces.append(" ")
            self.length += 1
        start = self.length
        size = len(words)
        self.pieces.append(words)
        self.length += size
        self.space = text[-1].isspace()
        if top.state & BOLD:
            self.bold += size
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
        raw = "".join(self.pieces)
        tags, names = self._path(self.depth)
        inner = self.stack[self.depth]
        size = self.length
        self._append(
            raw,
            Markup(
                tags=tags,
                names=names,
                heading=inner.heading,
                bold=min(1.0, self.bold / size),
                linked=min(1.0, self.linked / size),
                links=tuple(Link(*link) for link in self.links),
                list_depth=inner.lists,
                quoted=bool(self.state & QUOTED and inner.state & QUOTED),
                cell=self.has_cell and "\t" in raw,
                figure=bool(inner.state & FIGURE),
                hidden=bool(self.state & HIDDEN),
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

    def _path(self, depth: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        known = depth
        while self.path_stack[known] is None:
            known -= 1
        path = self.path_stack[known]
        assert path is not None
        tags, names = path
        for at in range(known + 1, depth + 1):
            element = self.stack[at]
            if len(tags) < _PATH_DEPTH and element.tag not in ("html", "body"):
                tags = (*tags, element.tag)
                if element.own:
                    names = (*names, *element.own.lower().split()[:_OWN_NAMES])
            self.path_stack[at] = (tags, names)
        return tags, names


def hides(attributes: Mapping[str, str]) -> bool:
    """Whether an element's own attributes hide it from a reader."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return True
    style = attributes.get("style")
    if not style:
        return False
    style = style.lower().replace(" ", "")
    return "display:none" in style or "visibility:hidden" in style
