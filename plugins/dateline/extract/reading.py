"""What is decided about a dump's units before roles are given: the hand-over between judging and assembling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import FoundDate
from dateline.model import Evidence

TOLD = "the format says so"
"""The rule by which a dump's format tells what a unit is."""


@dataclass(frozen=True, slots=True)
class Pick:
    """A unit chosen for a field, how sure the choice is, and why."""

    unit: int
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class DatePick:
    """The date chosen for a field: the unit that holds it, and the date itself."""

    unit: int
    date: FoundDate
    score: float
    rule: str
    updated: bool = False  # the print says that it is the day of an update


@dataclass(frozen=True, slots=True)
class Reading:
    """The decisions about the units of a dump that make one article.

    ``inside`` tells for each of them whether it is running text, ``scores`` how likely that is.
    Picks count in ``units``.
    """

    units: Sequence[Unit]
    scores: tuple[float, ...]
    inside: tuple[bool, ...]
    reasons: tuple[str, ...]
    language: str
    headline: Pick | None = None
    standfirst: Pick | None = None
    published: DatePick | None = None
    modified: DatePick | None = None
    bylines: tuple[Pick, ...] = ()
    retrieved: DatePick | None = None
    captions: tuple[Pick, ...] = ()  # where the dump's format tells them
    further: int | None = None  # the unit with which another page may begin


def evident(field: str, value: str, unit: Unit, numbers: Sequence[int], rule: str, score: float = 1.0) -> Evidence:
    """Evidence that stands in a unit of the dump."""
    return Evidence(field, value, tuple(numbers[i] for i in unit.lines), rule, round(score, 3))
