"""Units: the pieces of a dump that are judged as one. A unit is a line, or a paragraph that was broken into lines.

A mail program breaks a paragraph at about 72 columns; such lines are joined again. Everything that judges works on
units, and every line of a unit gets the unit's role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.extract.text import fold
from dateline.model import Line, Markup

_WIDEST = 100  # columns: no program that breaks lines makes them wider
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more lines of a dump that hold one piece of text; ``lines`` are their positions in the dump."""

    text: str
    folded: str
    lines: tuple[int, ...]
    blank_before: int  # blank lines right before
    blank_after: int
    markup: Markup | None


def units(lines: Sequence[Line], skip: frozenset[int] = frozenset()) -> tuple[Unit, ...]:
    """The units of ``lines``, without blank lines and without the line numbers in ``skip`` (hints)."""
    filled = [i for i, line in enumerate(lines) if line.text and line.number not in skip]
    width = _width(lines, filled)
    groups: list[list[int]] = []
    for i in filled:
        if groups and width and i == groups[-1][-1] + 1 and _broken(lines[i - 1].text, lines[i].text, width):
            groups[-1].append(i)
        else:
            groups.append([i])
    out = []
    for position, group in enumerate(groups):
        text = lines[group[0]].text if len(group) == 1 else " ".join(lines[i].text for i in group)
        before = group[0] - (groups[position - 1][-1] + 1 if position else 0)
        after = (groups[position + 1][0] if position + 1 < len(groups) else len(lines)) - group[-1] - 1
        out.append(Unit(text, fold(text), tuple(group), before, after, lines[group[0]].markup))
    return tuple(out)


def _broken(line: str, following: str, width: int) -> bool:
    """Whether ``following`` goes on where ``line`` was broken: its first word had no room left."""
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - 1 and not following.startswith((">", "* ", "- "))


def _width(lines: Sequence[Line], filled: Sequence[int]) -> int:
    """The column at which the dump's paragraphs were broken, 0 where they were not."""
    if not filled or lines[filled[0]].markup is not None:
        return 0
    lengths = [len(lines[i].text) for i in filled]
    longest = sorted(lengths)[-max(1, len(lengths) // 100)]
    if not _NARROWEST <= longest <= _WIDEST or sum(lengths) < 250:
        return 0
    pairs = full = unfinished = 0
    for before, after in pairwise(filled):
        if after == before + 1:
            pairs += 1
            if len(lines[before].text) >= longest - 14:
                full += 1
                unfinished += lines[before].text[-1] not in '.!?…:”"»。'
    return longest if full >= 4 and full >= 0.5 * pairs and unfinished >= 0.6 * full else 0
