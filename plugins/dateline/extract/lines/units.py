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
from dateline.extract.lines.columns import (
    Columns,
    broken_at,
    broken_in_part,
    goes_on,
    is_long,
    may_be_broken,
    may_be_part,
    parted,
    stands_alone,
    stands_below,
)
from dateline.extract.lines.messages import sender
from dateline.extract.words.text import fold
from dateline.model import Line, Markup, Told

_KEEPS_BREAKS = "pre"


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
    broken = _broken_at(lines, [i for i in filled if _plain(lines[i])])
    groups: list[list[int]] = []
    for i in filled:
        begun = bool(groups) and i == groups[-1][0] + 1 and _begins(lines[i - 1], lines[i])
        columns = broken.get(i) if broken and groups and i == groups[-1][-1] + 1 and _plain(lines[i - 1]) else None
        if begun or (columns and _goes_on(lines, i, columns, len(groups[-1]) == 1)):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _broken_at(lines: Sequence[Line], typed: Sequence[int]) -> dict[int, Columns]:
    """Where each of the lines that stand as they were typed may have been broken; none where they were not."""
    texts = [lines[i].text for i in typed]
    if not may_be_broken(texts):
        return {}
    columns = broken_at(_pairs(typed, texts), texts)
    return dict.fromkeys(typed, columns) if columns else _in_part(typed, texts)


def _pairs(places: Sequence[int], texts: Sequence[str]) -> list[tuple[str, str]]:
    """The ``texts`` at ``places``, of lines that stand right below each other."""
    return [pair for pair, (i, j) in zip(pairwise(texts), pairwise(places), strict=True) if j == i + 1]


def _in_part(typed: Sequence[int], texts: Sequence[str]) -> dict[int, Columns]:
    """Where lines of a dump were broken that as a whole was not, stretch by stretch between its long lines."""
    out: dict[int, Columns] = {}
    for above, below in pairwise([-1, *(n for n, text in enumerate(texts) if is_long(text)), len(texts)]):
        some = slice(above + 1, below)
        if may_be_part(texts[some]) and (columns := broken_in_part(_pairs(typed[some], texts[some]), texts[some])):
            out.update(dict.fromkeys(typed[some], columns))
    return out


def _plain(line: Line) -> bool:
    """Whether a line stands as it was typed: in a text, or on a page that keeps its breaks."""
    return line.markup is None or _KEEPS_BREAKS in line.markup.tags


def _cells(line: Line, text: str) -> tuple[str, ...]:
    if line.markup is not None or text.find("\t", line.start, line.end) < 0:
        return ()
    parts = tuple(" ".join(part.split()) for part in text[line.start : line.end].rstrip("\r\n").split("\t"))
    return parts if len(parts) > 1 and sum(map(bool, parts)) > 1 else ()


def _goes_on(lines: Sequence[Line], i: int, columns: Columns, first: bool) -> bool:
    """Whether line ``i`` goes on where the one above, the ``first`` of its paragraph or not, was broken."""
    line, following = lines[i - 1].text, lines[i].text
    if (
        not any(map(str.isalnum, line))
        or not any(map(str.isalnum, following))
        or following.startswith((">", "* ", "- "))
        or sender(line)
    ):
        return False
    if not goes_on(line, following, columns) or (first and stands_below(line, following, columns)):
        return False
    behind = lines[i + 1].text if i + 1 < len(lines) else ""
    return not stands_alone(line, following, behind, columns)


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
    """The text of broken lines; a word that was broken at its own hyphen or behind its initial is whole again.

    Scripts that part no words get no space where they were broken.
    """
    out, rest = parts[0], parts[1:]
    if initials.is_initial(out, rest[0]):
        out, rest = initials.joined(out, rest[0], said), rest[1:]
    for part in rest:
        hyphen = out[-1] == "-" and out[-2:-1].isalpha() and part[0].isalpha()
        out += part if hyphen or (parted(out[-1]) and parted(part[0])) else f" {part}"
    return out
