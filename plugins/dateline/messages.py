"""Coded messages, their severities, and the report of a run.

Every message that a curator can meet has one entry in ``CODES``: what it means and what to do. The page
``docs/messages.md`` is written from this table, and a test fails when the two differ. Codes are never reused.

Ranges: DL0xx settings and command line, DL1xx dumps, DL2xx extract, DL3xx catalogue, DL4xx library,
DL5xx site, DL6xx search.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum


class Severity(IntEnum):
    """How bad a message is. From ERROR on, the run's exit status is not 0."""

    NOTICE = 1  # worth knowing
    DOUBT = 2  # something went to the inbox; a curator decides
    ERROR = 3  # an input or a file could not be used; the others went on
    FATAL = 4  # nothing was done


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the message catalogue."""

    severity: Severity
    meaning: str  # what happened, one sentence
    remedy: str  # what the curator does, one or two sentences


CODES: dict[str, Code] = {
    # DL0xx settings and command line
    "DL001": Code(
        Severity.FATAL,
        "A setting in pelican.conf.py is unknown or has a value that cannot be used.",
        "Correct the setting named in the message; docs/settings.md lists all of them.",
    ),
    # DL1xx dumps
    # DL2xx extract
    # DL3xx catalogue
    "DL301": Code(
        Severity.FATAL,
        "An authority file cannot be read as YAML.",
        "Correct the line named in the message; docs/places.md shows the form of these files.",
    ),
    "DL302": Code(
        Severity.FATAL,
        "An authority file has a key, a field or a value that cannot be used.",
        "Correct the line named in the message.",
    ),
    "DL303": Code(
        Severity.DOUBT,
        "Two rows of an authority file have the same name.",
        "Take the name from one of them, or merge the rows if they are one thing; otherwise context decides.",
    ),
    "DL304": Code(
        Severity.FATAL,
        "A row of an authority file points to a key that no authority has.",
        "Correct the key; the archive's address of a place, conflict or topic shows its key.",
    ),
    "DL305": Code(
        Severity.DOUBT,
        "The program is not sure which place a name means.",
        "Look at the evidence, correct `places` if needed, and delete the word places from `review`.",
    ),
    # DL4xx library
    # DL5xx site
    # DL6xx search
}


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell the curator: a code of ``CODES``, what is wrong here, and where."""

    code: str
    text: str
    path: str = ""  # relative to the project, with "/"
    line: int = 0  # from 1; 0 where no line applies
    field: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of the message's code."""
        return CODES[self.code].severity

    @property
    def place(self) -> str:
        """``path:line`` as far as it is known."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        where = f"{self.place}: " if self.path else ""
        return f"{where}{self.severity.name.lower()} {self.code}: {self.text} {CODES[self.code].remedy}"


class DatelineError(Exception):
    """A problem that ends the work on one input (or, where FATAL, the run). Carries its messages."""

    def __init__(self, *messages: Message) -> None:
        self.messages = messages
        super().__init__("\n".join(map(str, messages)))


@dataclass(slots=True)
class Report:
    """The side channel of a run: its messages, and the ledger that must add up.

    ``received`` counts what a run took up (articles, and dumps that gave none); the invariant is
    ``received == published + inbox + refused``, checked by ``balanced``.
    """

    messages: list[Message] = field(default_factory=list)
    received: int = 0
    published: int = 0
    inbox: int = 0
    refused: int = 0

    def add(self, code: str, text: str, path: str = "", line: int = 0, field: str = "") -> None:
        """Note one message. Raises KeyError for a code that is not in ``CODES``."""
        if code not in CODES:
            raise KeyError(code)
        self.messages.append(Message(code, text, path, line, field))

    def extend(self, messages: Iterable[Message]) -> None:
        """Note several messages."""
        self.messages.extend(messages)

    @property
    def worst(self) -> Severity | None:
        """The highest severity noted, or None."""
        return max((m.severity for m in self.messages), default=None)

    @property
    def balanced(self) -> bool:
        """Whether everything received is accounted for."""
        return self.received == self.published + self.inbox + self.refused

    @property
    def exit_status(self) -> int:
        """0 only if nothing was lost and nothing is wrong."""
        worst = self.worst
        bad = worst is not None and worst >= Severity.ERROR
        return 1 if bad or self.refused or not self.balanced else 0

    def as_json(self) -> str:
        """The report as one JSON object."""
        return json.dumps(
            {
                "received": self.received,
                "published": self.published,
                "inbox": self.inbox,
                "refused": self.refused,
                "messages": [
                    {
                        "code": m.code,
                        "severity": m.severity.name.lower(),
                        "path": m.path,
                        "line": m.line,
                        "field": m.field,
                        "text": m.text,
                        "remedy": CODES[m.code].remedy,
                    }
                    for m in self.messages
                ],
            },
            ensure_ascii=False,
        )
