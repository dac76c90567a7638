"""The date by its place: in the byline, or alone in the head."""

from __future__ import annotations

import pytest

from dateline import dumps
from dateline.extract.head import stamps
from dateline.extract.head.scene import scene
from dateline.extract.lines.units import units
from dateline.extract.reading import DatePick, Pick

TITLE = "Ferry company buys two ships for the northern route"
TEXT = "The company said that it will buy two ships for the northern route, which has had one since 1998."


def _placed(lines: list[str], picked: int | None, score: float, by: int | None = None) -> str:
    (dump,) = dumps.read_bytes("\n\n".join(lines).encode(), "a.txt")
    own = tuple(units(dump.lines))
    seen = scene(own, [0.9 if unit.text == TEXT else 0.1 for unit in own], (), "en")
    pick = DatePick(picked, seen.dated[picked][0], score, "model") if picked is not None else None
    picks = (Pick(by, 0.9, "model"),) if by is not None else ()
    found = stamps.by_place(seen, 0, pick, picks)
    return found.date.claim().iso if found else ""


LEAD = "On 9 October 1963 a mountain slid into a lake above the harbour of Orlac."
BYLINE = "By Ada Kerr published 19 December 2023"


@pytest.mark.parametrize(
    ("lines", "picked", "score", "by", "expected"),
    [
        ([TITLE, BYLINE, TEXT, "8 December 2023"], 3, 0.7, 1, "2023-12-19"),
        ([TITLE, BYLINE, "Photos", "8 June 2022", TEXT], 3, 0.6, 1, "2023-12-19"),  # of the pictures
        ([TITLE, BYLINE, "Published 8 January 2024", TEXT], 2, 0.6, 1, "2024-01-08"),
        ([TITLE, LEAD, "9 October 2023", TEXT], 1, 0.9, None, "2023-10-09"),  # a standfirst tells a day
        ([TITLE, BYLINE, TEXT, "8 December 2023"], 3, 0.9, 1, "2023-12-08"),  # surely another
        ([TITLE, "19 December 2023", TEXT, "8 December 2023"], 3, 0.4, None, "2023-12-19"),
        ([TITLE, "19 December 2023", TEXT, "8 December 2023"], 3, 0.7, None, "2023-12-08"),
        ([TITLE, "19 December 2023", TEXT], None, 0.0, None, "2023-12-19"),
        ([TITLE, "Updated 20 December 2023", "19 December 2023", TEXT], None, 0.0, None, "2023-12-19"),
        ([TITLE, "The harbour on 19 December 2023, seen from above", TEXT], None, 0.0, None, ""),
        ([TITLE, "A crowd on 15 May 2023 in the harbour of Orlac", "Orlac-19/12/2023 20:00", TEXT], 1, 0.4, None,
         "2023-12-19T20:00"),
    ],
)  # fmt: skip
def test_the_date_by_its_place(
    lines: list[str], picked: int | None, score: float, by: int | None, expected: str
) -> None:
    assert _placed(lines, picked, score, by) == expected


def test_an_embedded_post_tells_no_day_of_publication() -> None:
    assert _placed([TITLE, "— Jane Doe (@jdoe) 14 June 2018", TEXT], None, 0.0) == ""
    assert _placed([TITLE, "14 June 2018", TEXT], None, 0.0) == "2018-06-14"
