"""The decisions about an article whose format tells what each of its pieces is (``Dump.told``): nothing is judged."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.reading import TOLD, DatePick, Pick, Reading
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.words.language import detect
from dateline.model import Dump, Format, Role

_STAMP = 30  # characters of a message in which it is stamped


def _stamped(units: Sequence[Unit]) -> DatePick | None:
    """The day in front of the first message of a chat."""
    found = next(iter(find_dates(units[0].text[:_STAMP])), None) if units else None
    return DatePick(0, found, 1.0, TOLD) if found is not None and found.day and found.year else None


def read(dump: Dump, units: Sequence[Unit]) -> Reading:
    """The reading of the one article of a dump; ``units`` are its pieces."""
    roles = {number: piece.role for piece in dump.told for number in piece.lines}
    given = [roles[dump.lines[unit.lines[0]].number] for unit in units]
    inside = tuple(role is Role.PARAGRAPH for role in given)

    def picks(role: Role) -> tuple[Pick, ...]:
        return tuple(Pick(i, 1.0, TOLD) for i, one in enumerate(given) if one is role)

    text = " ".join(unit.text for unit, flag in zip(units, inside, strict=True) if flag)
    return Reading(
        units,
        tuple(map(float, inside)),
        inside,
        (TOLD,) * len(units),
        detect(text),
        published=_stamped(units) if dump.format is Format.TEXT else None,
        headline=next(iter(picks(Role.HEADLINE)), None),
        standfirst=next(iter(picks(Role.STANDFIRST)), None),
        bylines=picks(Role.BYLINE),
        captions=picks(Role.CAPTION),
    )
