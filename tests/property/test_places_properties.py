"""Whatever the text: spans lie inside it, do not overlap, and nothing is raised."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.catalogue.places import Places, annotate, load
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.tokens import tokenize

_WORDS = st.sampled_from(
    [
        "Aleppo",
        "Georgia",
        "in",
        "the",
        ",",
        "St.",
        "Paris",
        "U.S.",
        "القدس",
        "в",
        "Киеве",
        "北京市",
        "-",
        "Jordan",
        "\n",
        "’s",
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join))
_QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def places() -> Places:
    return load(None, [])


@_QUIET
@given(text=_TEXTS, language=st.sampled_from(["", "en", "ru", "ar"]))
def test_spans_lie_in_the_text_and_do_not_overlap(places: Places, text: str, language: str) -> None:
    found = annotate(places, text, language=language)
    spans = sorted((s.start, s.end) for tag in found.tags for s in tag.mentions + tag.demonyms)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert all(0 <= tag.score <= 1 for tag in found.tags)
    assert {item.value for item in found.evidence} == {tag.key for tag in found.tags if tag.key}


@_QUIET
@given(text=st.text(max_size=200))
def test_tokens_are_in_order_and_say_what_stands_there(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@_QUIET
@given(name=st.text(max_size=40))
def test_folding_twice_changes_nothing_more_for_the_index(name: str) -> None:
    assert fold(name) == " ".join(fold(name).split())
    assert fold(name.upper().lower()) == fold(name.upper())
