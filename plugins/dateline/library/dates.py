"""Dates as a curator writes them in front matter: a part of ISO 8601, kept to the precision that was written."""

from __future__ import annotations

import re
from datetime import date, time

from dateline.model import Precision

_WRITTEN = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)? ?(Z|[+-]\d{2}:?\d{2})?)?)?)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\D.*)?")
ORDER = tuple(Precision)  # finest first


def normalise(text: str) -> str:
    """``text`` as in ``DateClaim.iso``: no part added, none lost but fractions of a second.

    Raises ValueError with a sentence for the curator where it is no date, or one that can be read in two ways.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        raise ValueError(_advice(text.strip()))
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
        time(int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar or time of the clock") from None
    iso = year + "".join(f"-{int(part):02}" for part in (month, day) if part)
    if hour:
        iso += f"T{int(hour):02}:{minute}:{second or '00'}{_zone(zone)}"
    return iso


def _zone(zone: str | None) -> str:
    if not zone:
        return ""
    if zone in "Zz":
        return "+00:00"
    digits = zone[1:].replace(":", "")
    if int(digits[:2]) > 14 or int(digits[2:]) > 59:
        raise ValueError(f"{zone!r} is no time zone")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _advice(text: str) -> str:
    match = _NUMERIC.fullmatch(text)
    if match is not None:
        first, second, year = int(match[1]), int(match[2]), match[3]
        if 1 <= first <= 12 and 1 <= second <= 12 and first != second:
            return f"{text!r} can be {year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    return f"{text!r} is not a date as YYYY-MM-DD"


def precision(iso: str) -> Precision:
    """How exactly ``iso`` (a normalised date) says when."""
    return {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(iso), Precision.MINUTE)
