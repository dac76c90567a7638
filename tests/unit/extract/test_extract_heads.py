"""Which lines may be a field's."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract import heads
from dateline.extract.scene import scene
from dateline.extract.units import units

STORY = "The ferry to Orlac sails again after nine years, the harbour office of the town said on Friday morning."


def dates(text: str) -> list[str]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines)
    seen = scene(some, [0.9 if len(unit.text) > 80 else 0.1 for unit in some], (), "en")
    return [some[i].text for i, _ in heads.date_candidates(seen)]


def test_the_day_of_a_broadcast_is_no_day_of_publication() -> None:
    text = f"Ferry sails again\n\n3 May 2021\n\n{STORY}\n\nFirst broadcast: Harbour Radio, 2 May 2021\n"
    assert dates(text) == ["3 May 2021"]
    assert dates(text.replace("First broadcast", "Corrected")) == ["3 May 2021", "Corrected: Harbour Radio, 2 May 2021"]
