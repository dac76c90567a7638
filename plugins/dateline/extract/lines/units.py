"""Units: the pieces of a dump that are judged as one. A unit is a line, or a paragraph that was broken into lines.

A mail program breaks a paragraph at about 72 columns; such lines are joined again, and a large initial with its word.
Everything that judges works on units, and every line of a unit gets the unit's role.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from dateline.extract.lines import initials
from dateline.extract.lines.messages import sender
from dateline.extract.words.text import QUOTES, TERMINAL, fold, has_capitals, opens_small
from dateline.model import Line, Markup, Told

_WIDEST = 140  # columns: no program that breaks lines makes them wider
_NARROWEST = 40
_LEAST = 4  # full lines that show a width
_KEEPS_BREAKS = "pre"
_RAGGED = 8  # columns by which lines may fall short of the width


class Unit(Struct, frozen=True, gc=False):
    """One or more lines of a dump that hold one piece of text; ``lines`` are their positions in the dump."""

    text: str
    folded: str
    lines: tuple[int, ...]
    blank_before: int  # blank lines right before
    blank_after: int
    markup: Markup | None
    cells: tuple[str, ...] = ()  # of a line that tabs part

    @property
    def bare(self) -> str:
        """The text without the number that a document prints in front of it by itself."""
        return self.text[self.markup.label :].lstrip() if self.markup is not None and self.markup.label else self.text


def units(
    lines: Sequence[Line], skip: frozenset[int] = frozenset(), text: str = "", told: Sequence[Told] = ()
) -> tuple[Unit, ...]:
    """The units of ``lines``, without blank lines and without the line numbers in ``skip`` (hints).

    ``text`` is the dump's, for the tabs that the visible text of a line no longer has. Where pieces are ``told``, each
    is a unit.
    """
    whole = text if "\t" in text else ""
    filled = [i for i, line in enumerate(lines) if line.text and line.number not in skip]
    groups = _told(lines, filled, told) if told else _judged(lines, filled)
    said = _Said(lines)
    out = []
    for position, group in enumerate(groups):
        text = lines[group[0]].text if len(group) == 1 else _joined([lines[i].text for i in group], said)
        before = group[0] - (groups[position - 1][-1] + 1 if position else 0)
        after = (groups[position + 1][0] if position + 1 < len(groups) else len(lines)) - group[-1] - 1
        cells = _cells(lines[group[0]], whole) if whole and len(group) == 1 else ()
        out.append(Unit(text, fold(text), tuple(group), before, after, lines[group[0]].markup, cells))
    return tuple(out)


def _told(lines: Sequence[Line], filled: Sequence[int], told: Sequence[Told]) -> list[list[int]]:
    """The positions of the lines of each piece that is told."""
    places = {lines[i].number: i for i in filled}
    pieces = ([places[number] for number in piece.lines if number in places] for piece in told)
    return [piece for piece in pieces if piece]


def _judged(lines: Sequence[Line], filled: Sequence[int]) -> list[list[int]]:
    """The positions of the lines of each unit."""
    width = _width(lines, [i for i in filled if _plain(lines[i])])
    groups: list[list[int]] = []
    for i in filled:
        follows = bool(groups and width) and i == groups[-1][-1] + 1 and _plain(lines[i - 1]) and _plain(lines[i])
        begun = bool(groups) and i == groups[-1][0] + 1 and _begins(lines[i - 1], lines[i])
        if begun or (follows and _broken(lines[i - 1].text, lines[i].text, width)):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _plain(line: Line) -> bool:
    """Whether a line stands as it was typed: in a text, or on a page that keeps its breaks."""
    return line.markup is None or _KEEPS_BREAKS in line.markup.tags


def _cells(line: Line, text: str) -> tuple[str, ...]:
    if line.markup is not None or text.find("\t", line.start, line.end) < 0:
        return ()
    parts = tuple(" ".join(part.split()) for part in text[line.start : line.end].rstrip("\r\n").split("\t"))
    return parts if len(parts) > 1 and sum(map(bool, parts)) > 1 else ()


def _broken(line: str, following: str, width: int) -> bool:
    """Whether ``following`` goes on where ``line`` was broken: its first word had no room, or begins in lower case."""
    if (
        not any(map(str.isalnum, line))
        or not any(map(str.isalnum, following))
        or following.startswith((">", "* ", "- "))
        or sender(line)
    ):
        return False
    if opens_small(following) and 2 * len(line) >= width:
        return True
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - _RAGGED


def _begins(line: Line, following: Line) -> bool:
    """Whether a line is the large initial of the next one; on a page they are one line already."""
    return line.markup is None and following.markup is None and initials.is_initial(line.text, following.text)


class _Said:
    """How often a dump says a folded word between spaces; asked of few dumps, so that it is made when it is."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def _text(self) -> str:
        return " ".join(("", *(fold(line.text) for line in self._lines), ""))

    def __call__(self, word: str) -> int:
        return self._text.count(f" {word} ")


def _joined(parts: Sequence[str], said: _Said) -> str:
    """The text of broken lines; a word that was broken at its own hyphen or behind its initial is whole again."""
    out, rest = parts[0], parts[1:]
    if initials.is_initial(out, rest[0]):
        out, rest = initials.joined(out, rest[0], said), rest[1:]
    for part in rest:
        out += part if out[-1] == "-" and out[-2:-1].isalpha() and part[0].isalpha() else f" {part}"
    return out


def _width(lines: Sequence[Line], filled: Sequence[int]) -> int:
    """The column at which the dump's paragraphs were broken, 0 where they were not.

    Broken text is known by its lines: most that have a line right behind them are about equally long, do not end a
    sentence, and go on in lower case (where the script has cases).
    """
    pairs = [(lines[a].text, lines[b].text) for a, b in pairwise(filled) if b == a + 1]
    if len(pairs) < _LEAST or sum(len(a) for a, _ in pairs) < 4 * _NARROWEST:
        return 0
    lengths = sorted(len(a) for a, _ in pairs)
    width = lengths[(9 * (len(lengths) - 1)) // 10]
    if not _NARROWEST <= width <= _WIDEST or lengths[-1] > 2 * _WIDEST:
        return 0
    full = [(a, b) for a, b in pairs if len(a) >= width - 16]
    unfinished = sum(a[-1] not in f"{TERMINAL}{QUOTES}:" for a, _ in full)
    cased = [b for _, b in full if has_capitals(b)]
    lower = sum(opens_small(b) for b in cased)
    enough = len(full) >= _LEAST and len(full) >= 0.5 * len(pairs) and unfinished >= 0.6 * len(full)
    return width if enough and lower >= 0.4 * len(cased) else 0
