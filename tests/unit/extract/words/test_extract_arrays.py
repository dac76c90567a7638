"""Sums and distances over neighbouring units."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.words.arrays import FAR, beside, columns, log, numpy, over, running, since, spans, until

np = numpy()
FLAGS = st.lists(st.booleans(), min_size=1, max_size=150)


@given(FLAGS)
def test_distances_are_counted_to_the_nearest_flag_on_each_side(flags: list[bool]) -> None:
    before, behind = since(np.array(flags)), until(np.array(flags))
    for i in range(len(flags)):
        assert before[i] == min([FAR, *(i - k for k in range(i) if flags[k])])
        assert behind[i] == min([FAR, *(k - i for k in range(i + 1, len(flags)) if flags[k])])


@given(FLAGS)
def test_spans_begin_at_flags_and_cover_everything(flags: list[bool]) -> None:
    first, last = spans(np.array(flags))
    for i in range(len(flags)):
        assert first[i] == max(k for k in range(i + 1) if flags[k] or not k)
        assert last[i] == min([k for k in range(i + 1, len(flags)) if flags[k]], default=len(flags))


@given(st.lists(st.integers(0, 9), min_size=1, max_size=20), st.integers(-25, 25))
def test_values_beside_others_stand_where_their_neighbours_were(values: list[int], by: int) -> None:
    for step, found in zip((by, 1), beside(np.array(values), (by, 1), -1), strict=True):
        assert found.tolist() == [values[i + step] if 0 <= i + step < len(values) else -1 for i in range(len(values))]


def test_running_sums_begin_with_nothing() -> None:
    assert running(np.array([True, False, True])).tolist() == [0, 1, 1, 2]
    assert running(np.array([0.5, 2.0])).tolist() == [0.0, 0.5, 2.5]


def test_logarithms_are_of_whole_numbers_where_they_are_small() -> None:
    assert log(np.array([0.0, 3.9, 4095.5])).tolist() == pytest.approx([0.0, math.log1p(3), math.log1p(4095)])
    assert np.allclose(log(np.array([2.5, 5000.5])), [math.log1p(2), math.log1p(5000.5)])


def test_measures_stand_side_by_side_and_each_in_one_piece() -> None:
    found = columns([np.array([1.0, 2.0]), np.array([[True, False], [False, True]])])
    assert found.tolist() == [[1.0, 1.0, 0.0], [2.0, 0.0, 1.0]]
    assert found[:, 1].flags.contiguous


def test_sums_over_neighbours_end_where_the_units_do() -> None:
    sums = running(np.array([1, 2, 4, 8]))
    assert over(sums, -2, 0).tolist() == [0, 1, 3, 6]
    assert over(sums, 1, 9).tolist() == [14, 12, 8, 0]
