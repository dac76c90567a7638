"""Notes on the author below a name that stands alone."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body.author_notes import author_notes
from dateline.extract.lines.units import units

STORY = "The council of Orlac has decided that the old ferry is to sail for another winter, whatever that costs."
NOTE = "Jane Doe came to the Post in 2001, after a year at the school for navigators of Talmera."
WHO = "Jane Doe is a reporter of the Post."


def left_out(*lines: str) -> list[str]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    some = units(dump.lines)
    return [some[i].text for i in sorted(author_notes(some, [len(u.text) > 30 for u in some]))]


def test_what_stands_below_the_authors_name_tells_of_the_author() -> None:
    assert left_out("By Jane Doe, Orlac", "Jane Doe", NOTE, STORY) == [NOTE]
    assert left_out("Orlac", "Jane Doe", NOTE, STORY) == []  # nobody says that she wrote it


def test_at_the_end_it_is_enough_to_say_what_somebody_is() -> None:
    assert left_out(STORY, "Jane Doe", WHO) == [WHO]
    assert left_out(STORY, "Jane Doe", NOTE) == []
    assert left_out(f"{STORY} Jane Doe steers it.", "Jane Doe", WHO) == []  # the story speaks of her
    assert left_out(STORY, "Ada Kerr", WHO.replace("Jane Doe", "Ada Kerr"), "Jane Doe", WHO) == []  # persons of it
