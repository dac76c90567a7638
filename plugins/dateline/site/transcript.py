"""A dump's lines by Pygments: a lexer gives every labelled line its tokens, a formatter makes a table cell of it.

What a line is was decided when the dump was read. So the lexer takes the labels beside the text and guesses nothing:
the type of a line's tokens says its role, and that of a part of it, below that, what stands out in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, ClassVar, NamedTuple, TextIO

import msgspec
from pygments import highlight
from pygments.formatter import Formatter
from pygments.lexer import Lexer
from pygments.token import STANDARD_TYPES, Comment, Error, Generic, Keyword, Literal, Name, String, Text, _TokenType

from dateline.model import Aside, Role
from dateline.site import legible

LINE_END = Text.Whitespace
TOKENS: dict[str, _TokenType] = {
    Role.HEADLINE: Generic.Heading,
    Role.HEADING: Generic.Subheading,
    Role.STANDFIRST: Generic.Emph,
    Role.DATELINE: Name.Namespace,
    Role.BYLINE: Name.Entity.Byline,
    Role.DATE: Literal.Date,
    Role.CREDIT: Name.Entity.Credit,
    Role.CAPTION: String.Doc,
    Role.PARAGRAPH: Text.Paragraph,
    Role.QUOTE: Text.Quote,
    Role.LIST_ITEM: Text.ListItem,
    Role.TABLE_ROW: Text.TableRow,
    Role.CORRECTION: Text.Correction,
    Role.NAVIGATION: Comment.Navigation,
    Role.PROMO: Comment.Promo,
    Role.MOST_READ: Comment.MostRead,
    Role.SHARE: Comment.Share,
    Role.ADVERT: Comment.Advert,
    Role.LEGAL: Comment.Legal,
    Role.COMMENT: Comment.Reader,
    Role.SECTION: Comment.Section,
    Role.REPEATED: Comment.Repeated,
    Role.OTHER: Comment.Other,
    Role.HINT: Keyword,
    Role.BLANK: LINE_END,
}
"""The type of a role's tokens. Dropped lines are Comments; a role that this program does not know is an Error."""

PRIVATE = frozenset(aside.value for aside in Aside if aside.private)
"""The rules of lines that are named by their digest on every page."""

KEPT = frozenset(role.value for role in Role if role.kept)
PARTS = {"Link": String.Other, "Credit": Name.Entity}
"""What stands out in a line is of a type below the line's own; so it is shown as a token of this type is."""

_LINK = re.compile(r"https?://[^\s<>\"]+")
_AFTER = ".,;:!?)]}'’”»"  # ends a sentence or a bracket around a link, not the link


Labelled = tuple[int, str, float, str, str]
"""What a line of a record brings (``library.stored.StoredLine``): number, role, score, rule and text."""


class Row(NamedTuple):
    """One line as it is shown."""

    number: int
    role: str
    kept: bool
    score: int  # per cent
    rule: str
    cell: str  # HTML of ``CellFormatter``: the text, or the first digits of its SHA-256 where it may not be shown


class Transcript(msgspec.Struct, frozen=True):
    """The dump's lines, less the blank ones."""

    rows: tuple[Row, ...]


class DumpLexer(Lexer):  # type: ignore[misc]
    """The tokens of a labelled dump. ``labels`` holds role and picture credit ("" for none) of each line."""

    name = "Labelled dump"
    aliases: ClassVar[list[str]] = []

    def __init__(self, labels: Sequence[tuple[str, str]], **options: Any) -> None:
        # a blank line at the start or end has a label too
        super().__init__(**{"stripnl": False, "ensurenl": False, **options})
        self.labels = labels

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        """Position, type and text of each token. Raises ValueError where there are not as many labels as lines."""
        start = 0
        for (role, credit), line in zip(self.labels, text.split("\n"), strict=True):
            if start:
                yield start - 1, LINE_END, "\n"
            kind = TOKENS.get(role, Error)
            at = 0
            for begin, end, part in _parts(line, credit):
                if at < begin:
                    yield start + at, kind, line[at:begin]
                yield start + begin, getattr(kind, part), line[begin:end]
                at = end
            if at < len(line):
                yield start + at, kind, line[at:]
            start += len(line) + 1


def _parts(line: str, credit: str) -> list[tuple[int, int, str]]:
    """Begin, end and kind of what stands out in a line: in order, and apart."""
    found: list[tuple[int, int, str]] = []
    if "://" in line:
        for link in _LINK.finditer(line):
            found.append((link.start(), link.start() + len(link[0].rstrip(_AFTER)), "Link"))
    if credit:
        begin = line.rfind(credit)
        end = begin + len(credit)
        if begin >= 0 and all(end <= first or last <= begin for first, last, _ in found):
            found.append((begin, end, "Credit"))
            found.sort()
    return found


class CellFormatter(Formatter):  # type: ignore[misc]
    """Each line as one cell of an HTML table, on a line of its own. Classes are Pygments' short names.

    The cell has the class of the line's tokens; only what stands out in it needs an element.
    """

    name = "Table cells"
    aliases: ClassVar[list[str]] = []

    def format(self, tokensource: Iterable[tuple[_TokenType, str]], outfile: TextIO) -> None:
        """Write the cells of ``tokensource`` to ``outfile``."""
        mark = ""
        pieces: list[str] = []
        for kind, text in tokensource:
            if text == "\n":
                outfile.write(_cell(mark, pieces))
                mark, pieces = "", []
                continue
            part = PARTS.get(kind[-1]) if kind.parent in _LINES else None
            mark = mark or short_name(kind)
            words = escape(text, quote=False)
            pieces.append(f'<span class="{STANDARD_TYPES[part]}">{words}</span>' if part else words)
        outfile.write(_cell(mark, pieces))


_LINES = frozenset(TOKENS.values()) | {Error}


def _cell(mark: str, pieces: Sequence[str]) -> str:
    return f'<td class="line{mark and " "}{mark}" dir="auto">{"".join(pieces)}</td>\n'


def short_name(kind: _TokenType) -> str:
    """The short name of a type, or of the nearest one above it that has one."""
    while kind not in STANDARD_TYPES:
        kind = kind.parent
    found: str = STANDARD_TYPES[kind]
    return found


_EMPTY = _cell("", ()).removesuffix("</td>\n")
_OPENED = {role: _cell(short_name(kind), ()).removesuffix("</td>\n") for role, kind in (("", Error), *TOKENS.items())}
_UNKNOWN = _OPENED[""]
_row = tuple.__new__  # a named tuple without going through its own function: there are dozens on each page
BLANK = Role.BLANK.value


def transcript(lines: Iterable[Labelled], *, with_text: bool, credits_: Mapping[int, str] | None = None) -> Transcript:
    """The rows of a dump's ``lines``; without text each line is named by its digest, and no rule is told: it may quote.

    What a document holds and does not show (comments, deletions) has its digest alone, too.
    ``credits_`` holds the credits of pictures by the numbers of the lines that they stand in.
    """
    known = credits_ if credits_ and with_text else {}
    told = [line for line in lines if line[1] != BLANK]
    texts = legible.lines([line[4] for line in told]) if with_text else [_digest(line[4]) for line in told]
    for at, line in enumerate(told):
        if line[3] in PRIVATE:
            texts[at] = _digest(line[4])
    # (all at once: no line holds a line's end)
    written = escape("\n".join(texts), quote=False).split("\n") if texts else []
    rows = []
    kinds: dict[tuple[str, float, str], tuple[str, str, bool, int, str]] = {}  # nearly all lines are of a few
    for (number, role, score, rule, _), text, html in zip(told, texts, written, strict=True):
        kind = kinds.get((role, score, rule))
        if kind is None:
            kind = kinds[role, score, rule] = _kind(role, score, rule if with_text else "")
        opened, role, kept, share, rule = kind
        if number in known or "://" in text:
            cell = _highlit(role, legible.line(known.get(number, "")), text)
        else:  # nothing stands out in it
            cell = f"{opened if text else _EMPTY}{html}</td>"
        rows.append(_row(Row, (number, role, kept, share, rule, cell)))
    return Transcript(tuple(rows))


def _kind(role: str, score: float, rule: str) -> tuple[str, str, bool, int, str]:
    """What lines of a role, score and rule have in common: how their cell begins, and what of a ``Row`` is theirs."""
    role = role if role in _OPENED else legible.line(role)
    share = round(100 * min(1.0, max(0.0, score)))
    return _OPENED.get(role, _UNKNOWN), role, role in KEPT, share, legible.line(rule)


def _highlit(role: str, credit: str, text: str) -> str:
    found: str = highlight(text, DumpLexer([(role, credit)]), CellFormatter())
    return found.rstrip("\n")


def _digest(text: str) -> str:
    return f"sha256 {hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
