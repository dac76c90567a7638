"""An article's blocks as plain Markdown in which the dump's text stays text.

What CommonMark (with tables and strikethrough) or HTML would take for markup is escaped with a backslash, and only
that, so that a curator can read and edit the file. A property test renders what is written here and finds the same
text again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from dateline.model import Block, BlockKind, Link

_MARKUP = re.compile(
    r"[\\`*<~]"
    r"|&(?=#|[A-Za-z][A-Za-z0-9]*;)"
    r"|(?<![^\W_])_|_(?![^\W_])"  # inside a word "_" is text
)
_MARKUP_CHARACTERS = frozenset("\\`*<~&_")
# Brackets are text by themselves; they make a link, a definition, a footnote or a box only in these forms.
_BRACKETS_MATTER = re.compile(r"\][(\[:]|\[\^|\[[ xX]\]|\[\[")
_BRACKET = re.compile(r"[\[\]]")
# What begins a block at the start of a line. Our lines have no leading spaces.
_AT_START = re.compile(r"#{1,6}(?=\s|$)|[-+](?=\s|$)|>|[-=]+\s*$|(?:-\s*){3,}$")
_NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
# In the second line of a paragraph also what could make the line above a table's or a heading's.
_AFTER_BREAK = re.compile(r"[-=:|]")
# A run of "#" at a heading's end would be taken for the heading's own.
_CLOSING = re.compile(r"(?:^|\s)#+$")
# White space and line ends that are not "\n", and controls, which have no place in running text.
_SPACE = re.compile(r"[^\S\n]+")
_LINE_END = re.compile(r"\s*\n\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SIGNS = {".": ")", ")": "."}  # behind the number of an item, each with the other
_RULED = re.compile(r"[-:|][-:|\s]*")
_SAFE_URL = re.compile(r"https?://[^\s<>()\[\]\\\"\x00-\x20\x7f]+", re.IGNORECASE)


def tidy(text: str) -> str:
    """``text`` without controls and lone surrogates, white space folded, no blank lines inside."""
    if _CONTROL.search(text):
        text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    return _LINE_END.sub("\n", _SPACE.sub(" ", text.replace("\x85", "\n"))).strip()


def escape(text: str, *, brackets: bool = False, start: bool = True) -> str:
    """``text`` (one line) as Markdown that reads as exactly that text.

    ``brackets``: escape all of them (there are links beside it). ``start``: it stands at the start of a line.
    """
    if not _MARKUP_CHARACTERS.isdisjoint(text):
        text = _MARKUP.sub(r"\\\g<0>", text)
    if brackets or _BRACKETS_MATTER.search(text):
        text = _BRACKET.sub(r"\\\g<0>", text)
    if start:
        if _AT_START.match(text):
            return "\\" + text
        match = _NUMBERED.match(text)
        if match:
            return f"{match[0]}\\{text[match.end() :]}"
    return text


def to_markdown(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown: a blank line between any two, but for the items of a list and the rows of a table."""
    parts: list[str] = []
    index = 0
    while index < len(blocks):
        kind = blocks[index].kind
        end = index + 1
        while kind in _RUNS and end < len(blocks) and blocks[end].kind == kind:
            end += 1
        text = _WRITERS[kind](blocks[index:end])
        if text:
            parts.append(text)
        index = end
    return "\n\n".join(parts)


def _inline(block: Block, *, first: bool = True) -> list[str]:
    """The block's lines, escaped, with its links, its lead-in in bold. ``first``: they stand at the start of a line."""
    lead, at = tidy(block.text[: block.lead]), block.lead + 1
    rest = block.text[at:]
    if not lead or "\n" in lead or not block.text[block.lead : at].isspace() or not tidy(rest):
        return _linked(block.text, block.links, first=first)
    if any(link.start < at for link in block.links):  # one of both has to give way
        return _linked(block.text, block.links, first=first)
    links = [Link(link.start - at, link.end - at, link.url) for link in block.links]
    line, *more = _linked(rest, links, first=False)
    return [f"**{escape(lead, brackets=True, start=False)}** {line}", *more]


def _linked(text: str, links: Sequence[Link], *, first: bool) -> list[str]:
    """The lines of a text, escaped, with its links. ``first``: it stands at the start of a line."""
    links = [link for link in links if _SAFE_URL.fullmatch(link.url) and 0 <= link.start < link.end]
    if not links:
        return [escape(line, start=first or number > 0) for number, line in enumerate(tidy(text).split("\n"))]
    pieces: list[str] = []
    done = 0
    for link in sorted(links, key=lambda link: link.start):
        if link.start < done or link.end > len(text):
            continue
        label = tidy(text[link.start : link.end]).replace("\n", " ")
        if not label:
            continue
        pieces.append(_between(text[done : link.start], first=first and not pieces))
        pieces.append(f"[{escape(label, brackets=True, start=False)}]({link.url})")
        done = link.end
    pieces.append(_between(text[done:], first=first and not pieces))
    return "".join(pieces).strip().split("\n")


def _between(text: str, *, first: bool) -> str:
    """A piece of a block beside a link: as ``tidy`` and ``escape`` do, but its outer spaces stay."""
    inner = tidy(text)
    before = " " if text[:1].isspace() else ""
    after = " " if inner and text[-1:].isspace() else ""
    lines = inner.split("\n")
    # "!" before a link would make it a picture
    body = "\n".join(escape(line, brackets=True, start=first or number > 0) for number, line in enumerate(lines))
    if body.endswith("!") and not after:
        body = body[:-1] + "\\!"
    return before + body + after


def _flowing(lines: Sequence[str], indent: str = "") -> str:
    """Lines of one paragraph, with hard breaks between them."""
    guarded = [lines[0], *("\\" + line if _AFTER_BREAK.match(line) else line for line in lines[1:])]
    return ("\\\n" + indent).join(guarded)


def _paragraphs(run: Sequence[Block]) -> str:
    return _flowing(_inline(run[0]))


def _heading(run: Sequence[Block]) -> str:
    text = " ".join(_inline(run[0], first=False))
    if not text:
        return ""
    if _CLOSING.search(text) and not text.endswith("\\#"):
        text = text[:-1] + "\\#"
    return f"{'#' * min(max(run[0].level, 2), 6)} {text}"


def _quote(run: Sequence[Block]) -> str:
    text = _flowing(_inline(run[0]), "> ")
    return f"> {text}" if text else ""


def _list(run: Sequence[Block]) -> str:
    rows: list[str] = []
    widths: list[int] = []  # of the markers of each open level
    items = [block for block in run if _inline(block) != [""]]
    for block, sign in zip(items, _signs(items), strict=True):
        lines = _inline(block)
        marker = "- "
        if sign:
            marker = f"{block.number}{sign[-1]} "
        elif block.mark or block.number is not None:  # Markdown has no list that counts so
            number = block.mark or f"{block.number}."
            lines = [f"{escape(number)} {lines[0]}", *lines[1:]]
        if _RULED.fullmatch(lines[0]):  # behind its sign it could make the item above a table's head
            lines = ["\\" + lines[0], *lines[1:]]
        depth = min(max(block.level, 1), len(widths) + 1)
        del widths[depth - 1 :]
        indent = " " * sum(widths)
        widths.append(len(marker))
        rows.append(sign[:-1] + indent + marker + _flowing(lines, indent + " " * len(marker)))
    return "\n".join(rows)


def _signs(items: Sequence[Block]) -> list[str]:
    """The sign behind each item's number, "" where its list is not numbered, or not as Markdown can count.

    Markdown counts on by one from the first number, and within another list from 1. Where the numbers of a list leave
    one out or go backwards, another list begins, which it tells by the other sign and a blank line.
    """
    open_lists: list[list[int]] = []  # of each open level: its items' places
    whole: list[tuple[int, list[int]]] = []
    for place, block in enumerate(items):
        depth = min(max(block.level, 1), len(open_lists) + 1)
        whole += enumerate(open_lists[depth:], depth)
        del open_lists[depth:]
        if depth > len(open_lists):
            open_lists.append([])
        open_lists[depth - 1].append(place)
    out = [""] * len(items)
    for depth, places in [*whole, *enumerate(open_lists)]:
        numbers = [items[place].number for place in places]
        counts = numbers == [*range(1, len(numbers) + 1)]
        if None in numbers or (depth and not counts):
            continue
        sign = items[places[0]].mark[-1:] or "."
        sign = sign if sign in _SIGNS else "."
        before: int | None = None
        for place, number in zip(places, numbers, strict=True):
            anew = before is not None and number != before + 1
            if anew:
                sign = _SIGNS[sign]
            out[place] = f"\n{sign}" if anew else sign
            before = number
    return out


def _table(run: Sequence[Block]) -> str:
    rows = [[_cell(cell) for cell in (block.cells or (block.text,))] for block in run]
    width = max(map(len, rows))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines)


def _cell(text: str) -> str:
    return escape(tidy(text).replace("\n", " "), start=False).replace("|", "\\|")


_RUNS = frozenset([BlockKind.LIST_ITEM, BlockKind.TABLE_ROW])
_WRITERS: Mapping[BlockKind, Callable[[Sequence[Block]], str]] = {
    BlockKind.PARAGRAPH: _paragraphs,
    BlockKind.HEADING: _heading,
    BlockKind.QUOTE: _quote,
    BlockKind.LIST_ITEM: _list,
    BlockKind.TABLE_ROW: _table,
}
