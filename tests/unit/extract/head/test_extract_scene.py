"""A story's surroundings are measured alike whether or not the words of its lines are numbered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.features.again import Said
from dateline.extract.head.scene import scene
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit

WORDS = ("a", "to", "ferry", "sails", "again", "orlac", "2021", "渡轮", "島", "harbour", "мол", "and")
LINES = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9), st.sampled_from((0.1, 0.6, 0.9))),
    min_size=1,
    max_size=80,
)


@given(LINES)
def test_numbered_words_change_nothing(lines: list[tuple[list[str], float]]) -> None:
    some = [Unit(" ".join(said), " ".join(said), (i,), 0, 0, None) for i, (said, _) in enumerate(lines)]
    scores = [score for _, score in lines]
    known = scene(some, scores, (), "en", said=Said(some, Spoken.of(some)))
    plain = scene(some, scores, (), "en")
    assert (known.core, known.lead, known.last, known.window) == (plain.core, plain.lead, plain.last, plain.window)
    assert known.rows.tolist() == plain.rows.tolist()
