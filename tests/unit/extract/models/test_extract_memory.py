from __future__ import annotations

import itertools

from dateline.dumps import read_bytes
from dateline.extract import extract, memory, running_text
from dateline.extract.lines.units import units
from dateline.extract.models.memory import counted, fingerprint, of_units, shares
from dateline.model import Dump, Role

STORY = (
    "Rebels handed over their heavy weapons on Tuesday, six weeks after the ceasefire began in the highlands.",
    "Observers counted forty lorries at the barracks of the old garrison, and said that more were on their way.",
    "A spokesman of the movement said that its men would go home as soon as the amnesty was signed by both sides.",
)
FURNITURE = "Readers like you pay for our work in the region, and without them nobody would have told this story."


def dump_of(*lines: str) -> Dump:
    return read_bytes("\n\n".join(lines).encode(), "a.txt")[0]


DUMPS = [
    dump_of(
        f"{word} hand over weapons in the highlands", *(f"{line} {word}." for line in STORY[:2]), FURNITURE, STORY[2]
    )
    for word in ("Rebels", "Deserters", "Militias", "Irregulars")
]


def prints(dump: Dump) -> set[int]:
    return {fingerprint(line.text) for line in dump.lines if line.text}


def test_order_of_arrival_changes_nothing() -> None:
    known = [counted(map(prints, some)) for some in itertools.permutations(DUMPS)]
    assert all(counts == known[0] for counts in known)


def test_numbers_are_taken_as_alike() -> None:
    assert fingerprint("Comments (3)") == fingerprint("Comments (27)")
    assert fingerprint("Comments (3)") != fingerprint("Remarks (3)")


def test_a_line_without_letters_is_none() -> None:
    assert fingerprint("1.") == fingerprint("***") == 0


def test_two_other_stories_are_needed() -> None:
    line = fingerprint(FURNITURE)
    assert shares({line}, counted(map(prints, DUMPS[:2])), 2) == {}
    assert shares({line}, counted(map(prints, DUMPS[:3])), 3) == {line: memory.STEPS}
    assert shares({line}, {line: 3}, 17) == {line: 1}
    assert shares({line}, {line: 2}, 4, own=False) == {line: 4}


def test_a_unit_of_several_lines_repeats_as_far_as_all_do() -> None:
    dump = read_bytes(
        b"A line that was broken\nin two by the mail programme that\nsent it on to the list of readers.\n", "a"
    )[0]
    first = {fingerprint(line.text): 8 for line in dump.lines[:1]}
    assert of_units(units(dump.lines), dump.lines, first)[-1] == 0


def test_what_repeats_is_made_less_likely_and_the_rest_is_not() -> None:
    pieces = units(DUMPS[0].lines)
    scores = [0.1, 0.9, 0.95, 0.8, 0.97]
    adjusted = memory.adjusted(pieces, scores, [0, 0, 0, 8, 0])
    assert adjusted[:3] == scores[:3]
    assert adjusted[3] < 0.01
    (slightly,) = [score for score in memory.adjusted(pieces, scores, [0, 0, 0, 1, 0]) if score not in scores]
    assert 0.5 < slightly < 0.8


def test_a_sub_heading_that_repeats_stays_likely() -> None:
    pieces = units(dump_of("Background", *STORY).lines)
    assert memory.adjusted(pieces, [0.9, 0.9, 0.9, 0.9], [4, 0, 0, 0])[0] > 0.7


def test_a_second_copy_of_the_article_changes_nothing() -> None:
    scores = [0.1, 0.9, 0.95, 0.8, 0.97]
    assert memory.adjusted(units(DUMPS[0].lines), scores, [8, 8, 8, 8, 8]) == scores


def test_a_promo_within_the_story_is_left_out_once_it_repeats() -> None:
    dump = DUMPS[0]
    assert FURNITURE in running_text(extract(dump)[0])
    told = shares(prints(dump), counted(map(prints, DUMPS)), len(DUMPS))
    (article,) = extract(dump, told)
    assert FURNITURE not in running_text(article)
    assert STORY[0] in running_text(article)
    (line,) = [line for line in article.lines if line.line.text == FURNITURE]
    assert (line.role, line.rule) == (Role.PROMO, memory.REASON)


def test_what_repeats_elsewhere_changes_nothing() -> None:
    dump = DUMPS[0]
    assert extract(dump, {fingerprint("Sign in"): 8}) == extract(dump)
