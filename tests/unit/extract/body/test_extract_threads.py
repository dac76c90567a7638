"""The posts of a thread: those of the account that opens it."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body import threads
from dateline.extract.lines.units import units

PAGE = """Post
Ada Saleh
@adasaleh
1/ Three days without a network in Orlac.
8:14 AM · Jun 3, 2023
·
184.2K
Views
Ada Saleh
@adasaleh
·
Jun 3, 2023
2/ There is a list on the door of the school.
It says who has a boat.
Jon Roe
@jonroe
·
Jun 3, 2023
Stay safe, all of you there.
Ada Saleh
@adasaleh
·
Jun 3, 2023
3/ The man with the boat did not come back."""


def posts(page: str, inside: str) -> list[str]:
    (dump,) = read_bytes(page.encode(), "a.txt")
    some = units(dump.lines)
    return [some[i].text for i in sorted(threads.posts(some, [unit.text.startswith(inside) for unit in some]))]


def test_the_posts_of_who_opens_the_thread_are_the_text_and_no_answers() -> None:
    assert posts(PAGE, "2/") == [
        "1/ Three days without a network in Orlac.",
        "2/ There is a list on the door of the school.",
        "It says who has a boat.",
        "3/ The man with the boat did not come back.",
    ]


def test_no_thread_where_nothing_is_text_or_others_speak_as_much() -> None:
    assert posts(PAGE, "No such line") == []
    assert posts(PAGE.replace("@adasaleh", "@jonroe", 1).replace("@adasaleh", "@ivo", 1), "2/") == []
