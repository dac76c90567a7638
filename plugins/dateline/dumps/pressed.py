"""What the lines of a press database's document state: hints, and the pieces that its article is made of.

A database says of each line what it is, so that nothing has to be judged: a line is metadata (a hint), or it belongs to
a piece whose role is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from dateline.model import Hints, Line, Role, Told

_WIDEST = 100  # columns of a text that was broken into lines
_RAGGED = 8  # columns by which a line may fall short of them
_PLACE = re.compile(r"(?:\s*(?:\([^()]{2,40}\)|;\s*[^;]{2,40}))+$")  # "The Guardian (London)", "Nile Monitor; Cairo"
_ADDRESS = re.compile(r"https?://\S+")


@cache
def tables() -> Mapping[str, Any]:
    """The tables of ``data/dumps/exports.json``."""
    text = (resources.files("dateline") / "data" / "dumps" / "exports.json").read_text("utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded


@cache
def alternatives(name: str) -> str:
    """A table's words as the alternatives of a regular expression, the longest first."""
    return "|".join(sorted(map(re.escape, tables()[name]), key=len, reverse=True))


@cache
def counted() -> re.Pattern[str]:
    """A line that tells how many words a document has."""
    return re.compile(rf"[\d.,\u00a0 ]*\d\s?(?:{alternatives('words')})", re.I)


class Found:
    """Collects what the lines of one document state."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.values: dict[str, str] = {}
        self._lines = lines
        self._told: list[Told] = []

    def hint(self, key: str, value: str) -> None:
        """Note a hint, the first of its key; ``key`` is "" where the value is none."""
        value = value.strip()
        if key == "lang":
            value = tables()["languages"].get(value.split(";")[0].strip().lower(), "")
        elif key == "source":
            value = _PLACE.sub("", value)
        if key and value:
            self.values.setdefault(key, value)

    def piece(self, role: Role, lines: Sequence[Line]) -> None:
        """Note lines that together are one piece of the article."""
        numbers = tuple(line.number for line in lines if line.text)
        if numbers:
            self._told.append(Told(numbers, role))

    def blocks(self, role: Role, lines: Sequence[Line]) -> None:
        """Note lines of the article; those into which a paragraph was broken are one piece."""
        width = max((len(line.text) for line in lines), default=0)
        for block in blocks(lines):
            piece: list[Line] = []
            for line in block:
                if piece and not (width <= _WIDEST and _broken(piece[-1].text, line.text, width)):
                    self.piece(role, piece)
                    piece = []
                piece.append(line)
            self.piece(role, piece)

    def story(self, lines: Sequence[Line]) -> None:
        """Note the lines of the story; an address alone below it is that of the page."""
        filled = [line for line in lines if line.text]
        if filled and _ADDRESS.fullmatch(filled[-1].text):
            self.hint("url", filled[-1].text)
            lines = lines[: lines.index(filled[-1])]
        self.blocks(Role.PARAGRAPH, lines)

    def all(self) -> tuple[Hints, tuple[Told, ...]]:
        """The hints, whose lines are all those that belong to no piece, and the pieces in their order."""
        told = tuple(sorted(self._told, key=lambda piece: piece.lines))
        within = {number for piece in told for number in piece.lines}
        beside = tuple(line.number for line in self._lines if line.text and line.number not in within)
        return Hints(tuple(self.values.items()), beside), told


def blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """``lines`` in groups that blank lines part."""
    found: list[list[Line]] = []
    fresh = True
    for line in lines:
        if line.text and fresh:
            found.append([])
        if line.text:
            found[-1].append(line)
        fresh = not line.text
    return found


def _broken(line: str, following: str, width: int) -> bool:
    """Whether ``following`` goes on where ``line`` was broken at ``width`` columns."""
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - _RAGGED
