"""A dump's lines as Pygments sees them: a lexer that turns labelled lines into tokens, a formatter that makes rows.

The dump is data for the lexer, not text to be parsed again: each line brings its role, and the token type says
whether it was kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from pygments.token import Comment, Generic, Keyword, Name, String, Text, Token, _TokenType

from dateline.model import Role
from dateline.site import legible

TOKENS: dict[Role, _TokenType] = {
    Role.HEADLINE: Generic.Heading,
    Role.HEADING: Generic.Subheading,
    Role.STANDFIRST: Generic.Emph,
    Role.DATELINE: Name.Namespace,
    Role.BYLINE: Name.Entity,
    Role.DATE: String.Date if hasattr(String, "Date") else String,
    Role.CREDIT: Name.Entity,
    Role.CAPTION: String.Doc,
    Role.HINT: Keyword,
    Role.BLANK: Text.Whitespace,
}
"""The token type of a role; other kept lines are Text, other dropped ones Comment."""


class Labelled(Protocol):
    """What a line of a record brings (``library.stored.StoredLine``)."""

    @property
    def number(self) -> int: ...  # noqa: D102
    @property
    def role(self) -> str: ...  # noqa: D102
    @property
    def score(self) -> float: ...  # noqa: D102
    @property
    def rule(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it is shown. ``mark`` is a short CSS class after Pygments' own scheme."""

    number: int
    role: str
    kept: bool
    score: int  # per cent
    rule: str
    text: str  # the line's text, or the first digits of its SHA-256 where the text may not be shown
    mark: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """The dump's lines; runs of blank lines stand as one."""

    rows: tuple[Row, ...]


def transcript(lines: Sequence[Labelled], *, with_text: bool) -> Transcript:
    """The rows of a dump's ``lines``; without text each line is named by its digest."""
    return Transcript(tuple(_rows(lines, with_text)))


def _rows(lines: Iterable[Labelled], with_text: bool) -> Iterator[Row]:
    from pygments.token import STANDARD_TYPES

    for line in lines:
        role = Role(line.role)
        if role is Role.BLANK:
            continue
        token = TOKENS.get(role, Text if role.kept else Comment)
        while token not in STANDARD_TYPES and token is not Token:
            token = token.parent
        text = legible.line(line.text) if with_text else f"sha256 {hashlib.sha256(line.text.encode()).hexdigest()[:16]}"
        yield Row(line.number, role.value, role.kept, round(line.score * 100), line.rule, text, STANDARD_TYPES[token])
