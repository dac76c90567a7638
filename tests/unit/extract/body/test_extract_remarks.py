"""What readers wrote below a story."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body.remarks import remarks
from dateline.extract.lines.units import Unit, units

STORY = [
    "The council of Orlac has decided that the old ferry is to sail for another winter, whatever that costs.",
    "Its engineers had said in May that the boat should not leave the harbour again.",
]
SAID = [
    "I have taken this ferry for thirty years and would not like to see it go, whatever the engineers say.",
    "The council should have asked those who pay for it, which is all of us who live on the far bank.",
    "A bridge was promised when my mother was young, and she is ninety now.",
]


def pieces(lines: list[str]) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    return units(dump.lines)


def left_out(lines: list[str]) -> list[str]:
    some = pieces(lines)
    return [some[i].text for i in sorted(remarks(some, [u.text in (*STORY, *SAID) for u in some]))]


def test_what_stands_below_a_count_of_comments_and_is_signed_with_the_minute_leaves() -> None:
    signed = [f"Comment by Jane Doe — {day}.07.2011 @ 13:0{day}" for day in (1, 2, 3)]
    below = [line for pair in zip(SAID, signed, strict=True) for line in pair]
    assert left_out([*STORY, "3 Comments »", *below]) == SAID
    stamps = [f"{day} July 2011, 13:0{day}" for day in (1, 2, 3)]
    below = [line for both in zip(("Jane", "John", "Ada"), stamps, SAID, strict=True) for line in both]
    assert left_out([*STORY, "Comments (3)", *below]) == SAID
    assert left_out([*STORY, "More news", *below]) == []  # nothing counts comments


def test_who_says_a_remark_or_a_minute_in_brackets_below_a_name_opens_it() -> None:
    stamps = [f"{day} July 2011 at 13:0{day}" for day in (1, 2, 3)]
    names = [f"{name} says:" for name in ("Jane Doe", "John Roe", "Ada")]
    assert left_out([*STORY, *(x for both in zip(names, stamps, SAID, strict=True) for x in both)]) == SAID
    bracketed = [f"({stamp})" for stamp in stamps]
    names = ["Jane Doe", "John Roe", "Ada"]
    assert left_out([*STORY, *(x for both in zip(names, bracketed, SAID, strict=True) for x in both)]) == SAID


def test_two_minutes_and_a_live_blogs_are_no_remarks() -> None:
    stamps = [f"{day} July 2011, 13:0{day}" for day in (1, 2)]
    assert left_out([*STORY, "2 Comments", stamps[0], SAID[0], stamps[1], SAID[1]]) == []
    live = [line for n, said in enumerate(SAID) for line in (f"1{n}:30", f"2 May 2021, 1{n}:30", said)]
    assert left_out([*STORY, "3 Comments", *live]) == []
    assert left_out([*(x for both in zip(stamps * 2, SAID, strict=False) for x in both), *STORY]) == []


ORDERED = (
    "62 comments",
    "Get Pier Talk",
    "Newest | Oldest",
    "gullwatcher",
    "How is this news? It becomes news because you write of it. Could you maybe stop doing this?",
    "idaroth 5 Like",
    "Wow, there is a lot of love for goats in the comments, and I for one do not share it at all.",
)


def test_comments_begin_at_their_count_above_what_orders_them() -> None:
    for order in ("Newest | Oldest", "Neueste zuerst", "Сначала новые"):
        text = "\n\n".join(("The ferry sails again.", *(order if line == ORDERED[2] else line for line in ORDERED)))
        (dump,) = read_bytes(text.encode(), "a.txt")
        some = units(dump.lines)
        assert remarks(some, [True] * len(some)) == set(range(1, 8))


def test_what_orders_a_list_without_comments_is_none_of_them() -> None:
    text = "\n\n".join(("The ferry sails again.", *ORDERED[2:]))
    (dump,) = read_bytes(text.encode(), "a.txt")
    some = units(dump.lines)
    assert not remarks(some, [True] * len(some))
