"""Chats as messengers export and copy them: "[12/03/2024, 14:05] Name: text", "12.03.24, 14:05 - Name: text".

One message may hold an article that somebody passed on: it is the text then, and the other messages stand beside it.
Otherwise all that was said is the text, each message with who wrote it, and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec import structs

from dateline.dumps.lines import visible
from dateline.model import Aside, Line, Role, Told

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_STAMP = re.compile(rf"(?:\[{_DAY},?\s{_CLOCK}\]|{_DAY},?\s{_CLOCK}\s[-–])\s*")
_NAME = re.compile(r"([^:\n]{1,60}):\s+(?=\S)")
_MESSAGES = 3  # of a chat, at least
_OPENED = 0.25  # of its lines with text that begin one
_ARTICLE = 300  # characters of a message that is an article
_LINES = 3  # with text in it
_MOST = 0.6  # of all that the messages say
_OMITTED = re.compile(r"^[<‎]?[<\[][^<>\[\]]{3,30}[>\]]$")  # "<Media omitted>"


@dataclass(frozen=True, slots=True)
class Chat:
    """The lines of a chat, and what they are: pieces of what was said, or what stands beside an article in it."""

    lines: tuple[Line, ...]
    told: tuple[Told, ...] = ()
    asides: tuple[tuple[int, Aside], ...] = ()


@dataclass(slots=True)
class _Message:
    start: int  # places of its lines
    stop: int
    said: int  # where the text of its first line begins in the dump's text, 0 where nobody says it
    named: int  # where the name of who says it begins there
    name: str


def read(text: str, lines: Sequence[Line]) -> Chat | None:
    """The chat that a text is; None where it is none."""
    messages = _messages(text, lines)
    spoken = [message for message in messages if message.said]
    filled = sum(bool(line.text) for line in lines)
    if len(spoken) < _MESSAGES or len(messages) < _OPENED * filled:
        return None
    sizes = {id(message): _size(text, lines, message) for message in spoken}
    longest = max(spoken, key=lambda message: sizes[id(message)])
    passed_on = sum(bool(line.text) for line in lines[longest.start : longest.stop]) >= _LINES
    if passed_on and sizes[id(longest)] >= max(_ARTICLE, _MOST * sum(sizes.values())):
        return _article(text, lines, messages, messages.index(longest))
    told: list[Told] = []
    asides = [(line.number, Aside.MESSAGE) for line in lines[: messages[0].start] if line.text]
    for message in messages:
        own = [line for line in lines[message.start : message.stop] if line.text]
        rest = visible(text[message.said : lines[message.start].end]) if message.said else ""
        if not message.said or (len(own) == 1 and _OMITTED.match(rest)):
            asides += [(line.number, Aside.MESSAGE) for line in own]
        else:
            told += [Told((line.number,), Role.PARAGRAPH) for line in own]
    return Chat(tuple(lines), tuple(told), tuple(asides))


def _messages(text: str, lines: Sequence[Line]) -> list[_Message]:
    found: list[_Message] = []
    for i, line in enumerate(lines):
        stamp = _STAMP.match(line.text) if line.text[:1].isdigit() or line.text[:1] == "[" else None
        if stamp is None:
            continue
        if found:
            found[-1].stop = i
        name = _NAME.match(line.text, stamp.end())
        said = text.find(line.text[name.end() :], line.start, line.end) if name else 0
        named = text.find(name[1], line.start, line.end) if name else 0
        found.append(_Message(i, len(lines), max(said, 0), max(named, 0), name[1] if name else ""))
    return found


def _size(text: str, lines: Sequence[Line], message: _Message) -> int:
    return len(text[message.said : lines[message.stop - 1].end].strip())


def _article(text: str, lines: Sequence[Line], messages: Sequence[_Message], at: int) -> Chat:
    """The chat with the stamps of the article's messages parted from their text, and all others beside it.

    What its sender sent right above it is its headline, if it is any.
    """
    first = at
    while first and messages[first - 1].name == messages[at].name:
        first -= 1
    cuts = {message.start: (message.named, message.said) for message in messages[first : at + 1]}
    out: list[Line] = []
    asides: list[tuple[int, Aside]] = []
    for i, line in enumerate(lines):
        own = messages[first].start <= i < messages[at].stop
        for start, end in pairwise((line.start, *cuts.get(i, ()), line.end)):
            shown = visible(text[start:end]) if i in cuts else line.text
            out.append(structs.replace(line, number=len(out) + 1, start=start, end=end, text=shown))
            names = end in cuts.get(i, ()) and (start != line.start or i != messages[at].start)  # or tells another time
            if shown and (names or not own):
                asides.append((len(out), Aside.MESSAGE))
    return Chat(tuple(out), asides=tuple(asides))
