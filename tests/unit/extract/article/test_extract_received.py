"""When a dump was taken from where it stood: told by its hints or by the page itself, and kept as evidence."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract import extract

STORY = (
    "Shells fall on the city as talks stall\n\nThe mayor of the city said on Sunday that shells had fallen on the old "
    "town for the third day, and that forty people had been wounded.\n\nTalks of the two sides stalled on Saturday."
)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Source: Quillon World\nDate: 2020-11-08\nRetrieved: 2020-11-12\n\n", [("2020-11-12", "hint")]),
        ("Source: Quillon World\nDate: 2020-11-08\n\n", []),
    ],
)
def test_the_day_of_receipt_is_evidence_where_the_dump_tells_it(head: str, expected: list[tuple[str, str]]) -> None:
    (article,) = extract(read_bytes((head + STORY).encode(), "dumps/a.txt")[0])
    assert [(item.value, item.rule) for item in article.evidence if item.field == "retrieved"] == expected
    assert article.published is not None
    assert article.published.iso == "2020-11-08"  # not the day of receipt
