from __future__ import annotations

import itertools

from dateline.dumps import read_bytes
from dateline.extract.memory import Memory, fingerprint
from dateline.extract.units import units
from dateline.model import Dump

STORY = "Rebels handed over their heavy weapons on Tuesday, six weeks after the ceasefire began in the highlands."
FURNITURE = "Support our newsroom with a gift of any size: without you there would be no paper on Friday morning."


def dump_of(*lines: str) -> Dump:
    return read_bytes("\n".join(lines).encode(), "a.txt")[0]


DUMPS = [
    dump_of(f"Headline {word}", STORY.replace("Rebels", word), FURNITURE) for word in ("One", "Two", "Three", "Four")
]


def test_order_of_arrival_changes_nothing() -> None:
    memories = {Memory.of(d.lines for d in some) for some in itertools.permutations(DUMPS)}
    assert len(memories) == 1


def test_numbers_are_taken_as_alike() -> None:
    assert fingerprint("Comments (3)") == fingerprint("Comments (27)")
    assert fingerprint("Comments (3)") != fingerprint("Remarks (3)")


def test_what_repeats_is_made_unlikely_and_the_story_is_not() -> None:
    memory = Memory.of(d.lines for d in DUMPS)
    adjusted = memory.adjusted(units(DUMPS[0].lines), [0.1, 0.9, 0.4])
    assert adjusted[:2] == [0.1, 0.9]
    assert adjusted[2] == 0.0


def test_a_second_copy_of_the_article_changes_nothing() -> None:
    memory = Memory.of(d.lines for d in [DUMPS[0], *DUMPS])
    scores = [0.1, 0.9, 0.2]
    assert memory.adjusted(units(DUMPS[0].lines), scores) == scores


def test_few_dumps_are_no_memory() -> None:
    memory = Memory.of(d.lines for d in DUMPS[:2])
    assert memory.adjusted(units(DUMPS[0].lines), [0.1, 0.9, 0.8]) == [0.1, 0.9, 0.8]
