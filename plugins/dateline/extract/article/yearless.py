"""The day that an article's head prints without its year: "Jun 13, 4:03 PM", "By Jane Doe March 18 at 12:22 PM".

Nothing is dated by it. A curator is told of it, with the year for which the page claims its rights.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.article.common import DATED
from dateline.extract.lines.units import Unit
from dateline.extract.reading import Reading
from dateline.extract.recognisers.dates import FoundDate, find_dates, read_time
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import CLAIMS, has_digit

_ABOVE = 2  # units above the headline in which such a day stands
_STAMP = 90  # characters of such a line
_LABEL = 16  # letters beside a day in a line that says nothing else
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def day(reading: Reading) -> tuple[int, FoundDate] | None:
    """The first unit of the head that prints a day and its month alone, as stamps and bylines do, with that day."""
    if reading.headline is None:
        return None
    at = reading.headline.unit
    begin = next((i for i in range(at + 1, len(reading.units)) if reading.inside[i]), at)
    bylines = {pick.unit for pick in reading.bylines}
    for i in range(max(0, at - _ABOVE), begin):
        unit = reading.units[i]
        if i == at or len(unit.text) > _STAMP or not has_digit(unit.text):
            continue
        found = find_dates(unit.text, reading.language)
        if len(found) != 1 or not found[0].day or found[0].year:
            continue
        if i in bylines or _stamps(unit, found[0]):
            return i, found[0]
    return None


def year(units: Sequence[Unit]) -> int | None:
    """The last year that the lines name in which the page claims its rights; None where they name none."""
    short = (unit.folded for unit in units if len(unit.text) <= DATED)
    return max((int(told) for line in short if line.startswith(CLAIMS) for told in _YEAR.findall(line)), default=None)


def _stamps(unit: Unit, found: FoundDate) -> bool:
    """Whether a line tells a time beside its day, says that it was published then, or says little else."""
    rest = unit.folded[: found.start] + unit.folded[found.end :]
    told = phrases().match(unit.folded)
    return bool(read_time(rest)[0]) or "published" in told or sum(map(str.isalpha, rest)) <= _LABEL
