"""What stands around an article in a mail: a note and a head above the mail that was forwarded, a signature below.

None of it is the article's, and who wrote to whom is nobody else's concern; the lines are set aside as what a document
does not show. What the head of a forwarded mail states is nearer to the article than the head of the mail itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from dateline.model import Aside, Line

_FIELD = re.compile(r"\*{0,2}([^\s:：*][^:：*]{0,30}?)\s?\*{0,2}\s?[:：]\*{0,2}\s?(.*)")
_RULE = re.compile(r"[-_=]{3,}\s*(?:[^-_=].*)?")
_ADDRESS = re.compile(r"(.*?)\s*[<\[(]?(?:mailto:)?([\w.+-]+)@([\w-]+(?:\.[\w-]+)+).*")
_FIELDS = 3  # that make a head, one of which names the sender
_PROSE = 60  # characters of a line that counts as text
_ARTICLE = 200  # characters of text of a mail that holds an article
_LINES = 15  # of a signature, at most
_SHARE = 0.6  # of the text above it that a signature may have


@dataclass(frozen=True, slots=True)
class Letter:
    """What stands around the article, and what the forwarded mail's head states ("" where it states nothing)."""

    asides: tuple[tuple[int, Aside], ...] = ()
    sender: str = ""
    date: str = ""
    subject: str = ""


@dataclass(slots=True)
class _Head:
    """A head within the text: positions among the lines with text, and its fields."""

    start: int
    stop: int
    fields: dict[str, str]


@cache
def _table() -> Any:
    return json.loads((resources.files("dateline") / "data" / "dumps" / "letters.json").read_text("utf-8"))


@cache
def _labels() -> dict[str, str]:
    return {label: kind for kind, labels in _table()["labels"].items() for label in labels}


def find(lines: Sequence[Line]) -> Letter:
    """The part of a mail's text that holds the most, and what stands around it."""
    shown = [line for line in lines if line.text and not (line.markup and line.markup.hidden)]
    heads = _heads(shown)
    bounds = [(0, 0), *((head.start, head.stop) for head in heads), (len(shown), len(shown))]
    told = [_told(shown[stop:start]) for (_, stop), (start, _) in pairwise(bounds)]
    best = max(range(len(told)), key=told.__getitem__)
    asides: dict[int, Aside] = {}
    first, last = 0, len(shown)
    if best and told[best] >= _ARTICLE:
        first = heads[best - 1].stop
        for head in heads[:best]:
            asides |= dict.fromkeys(range(head.start, head.stop), Aside.HEAD)
        asides = dict.fromkeys((i for i in range(first) if i not in asides), Aside.COVER) | asides
        if best < len(heads):
            last = heads[best].start
            asides |= dict.fromkeys(range(last, len(shown)), Aside.THREAD)
    elif heads:
        return Letter()  # an answer above a mail that it quotes: which of them was meant is not told
    asides |= dict.fromkeys(_signature(shown, first, last), Aside.SIGNATURE)
    fields = heads[best - 1].fields if best else {}
    numbered = ((shown[i].number, aside) for i, aside in sorted(asides.items()))
    return Letter(tuple(numbered), fields.get("from", ""), fields.get("date", ""), fields.get("subject", ""))


def is_note(lines: Sequence[Line]) -> bool:
    """Whether a mail's text is but a note on what is attached to it."""
    bare = not any(line.markup is not None and line.markup.heading for line in lines)
    return bare and not _told(lines) and sum(len(line.text) for line in lines) < _ARTICLE


def sender(value: str) -> tuple[str, bool]:
    """Who sent a mail by a head's field, the name or else the address's domain, and whether that is an office's box."""
    match = _ADDRESS.fullmatch(value)
    name, box, domain = (match[1], match[2], match[3]) if match else (value, "", "")
    return name.strip(" \"'") or domain, box.lower() in _table()["offices"]


def _told(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines if len(line.text) >= _PROSE)


def _heads(shown: Sequence[Line]) -> list[_Head]:
    found: list[_Head] = []
    at = 0
    while at < len(shown):
        stop, fields = _fields(shown, at)
        if len(fields) >= _FIELDS and "from" in fields:
            start = at
            while start > 0 and _announces(shown[start - 1].text):
                start -= 1
            found.append(_Head(start, stop, fields))
        at = max(stop, at + 1)
    return found


def _fields(shown: Sequence[Line], at: int) -> tuple[int, dict[str, str]]:
    """The fields of a head that begins at ``at``, by what they name, and where it ends."""
    fields: dict[str, str] = {}
    while at < len(shown):
        match = _FIELD.fullmatch(shown[at].text)
        kind = _labels().get(match[1].lower()) if match else None
        if match is None or kind is None:
            break
        value = match[2]
        at += 1
        if not value and at < len(shown) and not _FIELD.fullmatch(shown[at].text):
            value = shown[at].text  # in a cell of its own
            at += 1
        fields.setdefault(kind, value)
    return at, fields


def _announces(text: str) -> bool:
    return bool(_RULE.fullmatch(text)) or text.lower().strip(" :.-") in _table()["announced"]


def _signature(shown: Sequence[Line], first: int, last: int) -> range:
    """The lines of a signature at the end of a mail, behind two dashes or in an element that is named so."""
    names = frozenset(_table()["signatures"])
    for at in range(max(first + 1, last - _LINES), last):
        line = shown[at]
        marked = line.text == "--" or (line.markup is not None and not names.isdisjoint(line.markup.names))
        if marked and _told(shown[at:last]) <= _SHARE * _told(shown[first:at]):
            return range(at, last)
    return range(0)
