"""Our labelled copies as people's programs leave them: what is read of a sample of them may only become more.

``python -m bench.extraction.altered --floors tests/golden/extract/altered_floors.json`` raises the floors, and sets
them anew where copies or alterations were added.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.extraction import altered
from bench.extraction.copies import Copy, parse

FLOORS = Path(__file__).parent / "altered_floors.json"


def test_no_count_is_below_its_floor() -> None:
    floors = json.loads(FLOORS.read_text("utf-8"))
    found = {name: total.counts() for name, total in altered.measured(altered.sample()).items()}
    assert {name: counts["copies"] for name, counts in found.items()} == {
        name: counts["copies"] for name, counts in floors.items()
    }, "copies or alterations came or went: write the floors anew"
    lower = {
        name: {key: found[name][key] for key, floor in counts.items() if found[name][key] < floor}
        for name, counts in floors.items()
    }
    assert {name: counts for name, counts in lower.items() if counts} == {}


@pytest.fixture
def copy() -> Copy:
    return parse(
        "ferry",
        "\n".join(
            (
                "# language: en",
                "# date: 2021-03-04",
                "# authors: Ada McKerr",
                "# layout: plain",
                "---",
                *(f"n|{name}" for name in ("Home", "News", "Sport")),
                "|",
                "h|Ferry to Illen Island sails again after eleven weeks",
                "b|By Ada McKerr",
                "|",
                "s|The ferry to Illen Island sailed again on Thursday, “eleven weeks late, and nobody minds”, as its "
                "master said; the quay had been mended by the islanders themselves.",
                "|",
                "n|© 2021 The Illen Post",
            )
        ),
    )


def lines(copy: Copy, name: str) -> list[str]:
    made = altered.altered(copy, altered.ALTERATIONS[name])
    assert made is not None
    return made[0].decode().split("\n")[:-1]


def test_lines_are_broken_where_the_next_word_has_no_room(copy: Copy) -> None:
    told = lines(copy, "72 columns")[7:10]
    assert max(map(len, told)) <= 72
    assert " ".join(told) == copy.parts[0].labelled("s")[0]
    wide = parse("wide", "# language: zh\n# date: \n# authors: \n# layout: \n---\ns|" + "桥" * 36 + "。")
    assert [len(line) for line in lines(wide, "72 columns")] == [35, 2]  # no line begins with a full stop


def test_what_is_cut_is_cut_by_the_labels(copy: Copy) -> None:
    assert lines(copy, "to the end")[0] == "Ferry to Illen Island sails again after eleven weeks"
    assert lines(copy, "cut below")[-1].endswith("the islanders themselves.")
    assert lines(copy, "story") == copy.parts[0].labelled("s")


def test_lists_get_signs_and_paragraphs_do_not(copy: Copy) -> None:
    assert lines(copy, "numbers")[:3] == ["1. Home", "2. News", "3. Sport"]
    assert lines(copy, "bullets")[5:8] == ["By Ada McKerr", "", copy.parts[0].labelled("s")[0]]


def test_what_a_page_cannot_hold_is_not_altered(copy: Copy) -> None:
    assert altered.altered(copy, altered.ALTERATIONS["windows"]) is not None
    wide = parse("mixed", "# language: zh\n# date: \n# authors: \n# layout: \n---\ns|桥 ي ש ქ は")
    assert altered.altered(wide, altered.ALTERATIONS["windows"]) is None


def test_what_is_worse_with_no_doubt_is_told(copy: Copy) -> None:
    one = altered.seen(copy, altered.ALTERATIONS["as it is"])
    assert one is not None
    assert one.labels == one.whole > 0.9
    assert one.own == 1.0
    assert all(one.same.values())
    assert not one.unsaid
    gone = altered.Alteration(lambda rows: [row for row in rows if row[0] != "h"])
    other = altered.seen(copy, gone)
    assert other is not None
    assert not other.same["headline"]
