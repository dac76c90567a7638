"""The words that units share, counted for all of them at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.features.alone import content
from dateline.extract.features.bags import Bags
from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import numpy

np = numpy()
WORDS = ("river", "treaty", "harbour", "council", "winter", "bridge")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=4), min_size=1, max_size=25)


def units(texts: list[list[str]]) -> list[Unit]:
    return [Unit(" ".join(some), " ".join(some), (i,), 0, 0, None) for i, some in enumerate(texts)]


@given(TEXTS, st.data())
def test_near_words_are_those_of_likely_units_within_reach(texts: list[list[str]], data: st.DataObject) -> None:
    some = units(texts)
    likely = data.draw(st.lists(st.booleans(), min_size=len(some), max_size=len(some)))
    before, after = Bags.of(Spoken.of(some)).near(np.array(likely), 3)
    bags = [content(unit.folded) for unit in some]
    for i, bag in enumerate(bags):
        earlier = set().union(*(bags[k] for k in range(max(0, i - 3), i) if likely[k]))
        later = set().union(*(bags[k] for k in range(i + 1, min(len(bags), i + 4)) if likely[k]))
        assert before[i] == pytest.approx(len(bag & earlier) / len(bag) if bag else -1.0)
        assert after[i] == pytest.approx(len(bag & later) / len(bag) if bag else -1.0)


def test_counts_and_shares_are_of_units_and_of_their_words() -> None:
    bags = Bags.of(Spoken.of(units([["river", "treaty"], [], ["river", "river"]])))
    counts = bags.counts(np.array([True, True, True]))
    assert sorted(counts.tolist()) == [1, 2]
    assert bags.shares(counts[bags.ids] > 1).tolist() == [0.5, -1.0, 1.0]
    assert bags.counts(np.array([False, True, False])).sum() == 0
