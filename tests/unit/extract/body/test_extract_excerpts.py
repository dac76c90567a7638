"""How other articles begin, below a story."""

from __future__ import annotations

from dateline.dumps import read_bytes
from dateline.extract.body.excerpts import excerpts
from dateline.extract.lines.units import Unit, units

STORY = [
    f"The council of Orlac has decided in its {word} vote that the old ferry is to sail for another winter."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
]
TITLES = ["A bridge for Talmera", "Where the geese winter", "The last keeper of the light"]
TEXTS = [
    "Talmera has waited for its bridge since the flood, and now two firms say that they could build one for […]",
    "Every October thousands of geese come down to the meadows behind the dyke, and nobody knows why they […]",
    "He climbed the stairs of the lighthouse for forty years, and on Friday he will do so for the last time.",
]


def pieces(lines: list[str]) -> tuple[Unit, ...]:
    (dump,) = read_bytes("\n".join(lines).encode(), "a.txt")
    return units(dump.lines)


def left_out(lines: list[str]) -> list[str]:
    some = pieces(lines)
    return [some[i].text for i in sorted(excerpts(some, [u.text != "Read the rest" for u in some]))]


def below_each(more: str = "Read the rest") -> list[str]:
    return [line for both in zip(TITLES, TEXTS, strict=True) for line in (*both, more)]


def test_excerpts_below_each_of_which_the_same_words_stand_leave_with_their_titles() -> None:
    wanted = [line for both in zip(TITLES, TEXTS, strict=True) for line in both]
    assert left_out([*STORY, *below_each()]) == wanted
    assert left_out([*STORY[:2], *below_each()]) == []  # more than the story is: a page of excerpts
    assert left_out([*STORY[:2], "Share", *below_each()]) == wanted
    assert left_out([*STORY, *(line.replace("[…]", "it.") for line in below_each())]) == []  # none is cut short


def test_excerpts_that_end_with_their_day_leave_with_their_titles() -> None:
    days = [f"{text.replace(' […]', ' it.')} (0{n}.05.2013)" for n, text in enumerate(TEXTS, 1)]
    wanted = [line for both in zip(TITLES, days, strict=True) for line in both]
    assert left_out([*STORY, *wanted]) == wanted
    assert left_out([*STORY, TITLES[0], days[0]]) == []  # one alone may be the story's last paragraph


def test_a_word_that_stands_below_the_story_too_takes_none_of_its_paragraphs() -> None:
    below = [line for both in zip(TITLES[:2], TEXTS[:2], strict=True) for line in (*both, "Related")]
    titled = [*below, TITLES[2], TEXTS[0].replace("Talmera", "Ardel"), "Related"]
    wanted = [line for line in titled if line != "Related"]
    some = pieces([*STORY, "Related", *titled])
    assert [some[i].text for i in sorted(excerpts(some, [u.text != "Related" for u in some]))] == wanted
