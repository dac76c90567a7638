"""What a reader gets and what it gives: the one interface of all formats."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from dateline.messages import DatelineError, Message
from dateline.model import Aside, Claim, Doubt, Format, Hints, Line, Told

MAX_BYTES = 64 * 1024 * 1024  # of a file, unless the settings say otherwise
MAX_LINES = 1_000_000  # of one dump; a line costs about 200 bytes of memory
# What parsers of others let through for files that are not as their standard says.
DAMAGED = (
    ValueError,  # also UnicodeError
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    OSError,
    NotImplementedError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's bytes and how far they may unfold. ``path`` is only for messages."""

    data: bytes
    path: str
    max_bytes: int = MAX_BYTES

    def refuse(self, code: str, text: str, line: int = 0) -> DatelineError:
        """The error that refuses this file with ``code``."""
        return DatelineError(Message(code, text, self.path, line))


@dataclass(frozen=True, slots=True)
class Part:
    """One article's share of a file, as a reader gives it; ``lines`` partition ``text``."""

    text: str
    lines: tuple[Line, ...]
    encoding: str = "utf-8"
    hints: Hints = field(default_factory=Hints)
    claims: tuple[Claim, ...] = ()
    notices: tuple[Doubt, ...] = ()
    margins: tuple[int, ...] = ()  # numbers of the lines that stand at the edge of printed pages
    asides: tuple[tuple[int, Aside], ...] = ()  # numbers of lines that stand beside a document's article
    told: tuple[Told, ...] = ()  # pieces of the article, where the format tells what is what
    format: Format | None = None  # where it is another than the file's


class Reader(Protocol):
    """Reads one format. Raises DatelineError for what it refuses; gives at least one part."""

    def __call__(self, source: Source) -> Iterator[Part]:
        """The parts of the file, in its order."""
        ...
