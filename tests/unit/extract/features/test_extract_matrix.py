"""What the stretches, runs and elements around a unit say of it."""

from __future__ import annotations

from typing import Any

from dateline.dumps import read_bytes
from dateline.extract.features import alone, matrix, nodes, runs, stretches
from dateline.extract.features.bags import Bags
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit, units
from dateline.extract.models.weights import shipped

STORY = [
    f"The {day} sitting of the river commission ended without a treaty, and the delegates left for the coast by train."
    for day in ("first", "second", "third", "fourth", "fifth")
]
TEASERS = [
    f"Delegate {name} is seen leaving the hotel in a borrowed coat after a night of songs and very old plum brandy"
    for name in ("Arden", "Brook", "Carver", "Dale", "Ellis", "Frost", "Grove", "Hale")
]
PAGE = "\n\n".join(STORY) + "\n\nMost Read\n" + "\n".join(TEASERS) + "\n"


def of(text: str, name: str = "a.txt") -> tuple[Unit, ...]:
    return units(read_bytes(text.encode(), name)[0].lines)


def own(some: tuple[Unit, ...]) -> Any:
    return alone.own(some, matrix.weights(some), shipped().lexicon, Spoken.of(some))


def test_a_block_of_teasers_is_long_and_open_a_paragraph_short_and_closed() -> None:
    some = of(PAGE)
    rows = stretches.rows(own(some), matrix.weights(some))
    paragraph, teaser = rows[2], rows[-2]
    length, share, stretch = 0, 2, 5
    assert teaser[length] > paragraph[length]
    assert paragraph[share] == 1.0
    assert teaser[share] == 0.0
    assert paragraph[stretch] > 0 > teaser[stretch]


def test_the_heaviest_run_is_the_one_of_whole_sentences() -> None:
    some = of(PAGE)
    scores = [0.9 if len(u.text) > 50 else 0.1 for u in some]
    rows = runs.rows(own(some), scores, matrix.weights(some), Bags.of(Spoken.of(some)))
    place = 7  # of a run among the runs, counted from the heaviest one
    assert matrix.weights(some[6:]).sum() > matrix.weights(some[:5]).sum()  # there is more of the teasers
    assert rows[0][place] == 0.0
    assert rows[-1][place] == 1.0


def test_a_page_without_a_likely_unit_has_no_runs() -> None:
    some = of(PAGE)
    rows = runs.rows(own(some), [0.0] * len(some), matrix.weights(some), Bags.of(Spoken.of(some)))
    assert rows.tolist() == [[-1.0] * (runs.WIDTH * len(runs.GRAINS))] * len(some)


def test_units_between_runs_are_told_from_those_inside() -> None:
    some = of(PAGE)
    scores = [0.9 if len(u.text) > 50 else 0.0 for u in some]
    inside = 29
    rows = runs.rows(own(some), scores, matrix.weights(some), Bags.of(Spoken.of(some)))
    assert [row[inside] for row in rows] == [float(s > 0.5) for s in scores]


def test_the_element_that_is_best_as_a_whole_holds_the_story() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    teasers = "".join(f"<li><a href='/{i}'>{text}</a></li>" for i, text in enumerate(TEASERS))
    some = of(f"<body><div><div class=a>{paragraphs}</div><ul>{teasers}</ul></div></body>", "a.html")
    scores = [1.0 if u.text in STORY else 0.0 for u in some]
    rows = nodes.scored(some, matrix.weights(some).tolist(), scores)
    best = 14  # whether the unit stands in it
    assert [row[best] for row in rows] == scores
    linked = 0  # share of the text of the element right above that is linked
    assert [row[linked] for row in nodes.base(some, matrix.weights(some).tolist())] == [1.0 - s for s in scores]


def test_all_rows_of_a_kind_are_equally_long() -> None:
    for text, name in ((PAGE, "a.txt"), (f"<p>{PAGE}</p><ul><li>One<li>Two</ul>", "a.html")):
        some = of(text, name)
        heavy = matrix.weights(some)
        rows = matrix.first(some, heavy, matrix.own(some, heavy, shipped().lexicon, Spoken.of(some)))
        again = matrix.second(some, heavy, rows, [0.7] * len(some), Spoken.of(some))
        assert again.shape[0] == rows.shape[0] == len(some)
        assert (again[:, : rows.shape[1]] == rows).all()
