"""Copies made by hand, labelled line by line: what is right may only become more.

``python -m bench.extraction.copies --floors tests/golden/extract/copies_floors.json`` raises the floors, and sets them
anew where copies were added.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.extraction import copies

FLOORS = Path(__file__).parent / "copies_floors.json"
SETS = copies.sets()


@pytest.mark.parametrize("place", SETS, ids=lambda place: place.name)
def test_no_count_is_below_its_floor(place: Path) -> None:
    floors = json.loads(FLOORS.read_text("utf-8"))[place.name]
    found = copies.total(map(copies.mark, copies.copies(place))).counts()
    assert found["copies"] == floors["copies"], "copies came or went: write the floors anew"
    assert {name: found[name] for name in floors if found[name] < floors[name]} == {}


def test_both_sets_are_of_one_make_up() -> None:
    tried, kept = (copies.copies(copies.COPIES / name) for name in ("tried", copies.KEPT))
    assert abs(len(tried) - len(kept)) <= 1


def test_a_name_is_that_of_one_copy() -> None:
    names = [copy.name for place in SETS for copy in copies.copies(place)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("n|Menu\n", "no head"),
        ("# language: en\n# colour: red\n", "colour"),
        ("# language: en\n---\ns|A story.\n", "keys"),
        ("# language: en\n# date: \n# authors: \n# layout: \n---\nz|A line.\n", "no label"),
        ("# language: en\n# date: \n# authors: \n# layout: \n---\nn|Menu\n", "without a story"),
    ],
)
def test_what_is_not_of_the_format_is_told(text: str, said: str) -> None:
    with pytest.raises(copies.LabelError, match=said):
        copies.parse("name", text)


def test_marks_tell_what_is_lost_and_what_is_strange() -> None:
    head = "# language: en\n# date: 2021-03-04\n# authors: Ada McKerr\n# layout: plain\n---\n"
    story = [
        "The bridge over the Senn was opened again on Thursday, eleven months after the flood had taken it away.",
        "Carts and two buses crossed it before noon, and a band that had lost its drum played on the far side.",
        "The council said that the old piers hold, and that a second bridge will be built from the spring.",
    ]
    lines = [
        "h|Bridge over the Senn is open again",
        "b|By Ada McKerr",
        "t|4 March 2021",
        *(f"s|{text}" for text in story),
    ]
    right = copies.mark(copies.parse("right", head + "\n".join(lines)))
    assert right.whole
    assert (right.kept, right.have) == (right.want, right.want)
    wrong = copies.mark(copies.parse("wrong", head + "\n".join([*lines[:-1], f"n|{story[-1]}"])))
    assert not wrong.body
    assert wrong.strange == [("n", story[-1])]
    assert wrong.kept == wrong.want < wrong.have
