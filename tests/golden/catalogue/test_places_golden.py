"""Short texts of our own and the places that must come out of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.catalogue.places import Places, annotate, load
from dateline.catalogue.places.annotator import DOUBTFUL

HERE = Path(__file__).parent
CASES: list[dict[str, Any]] = yaml.safe_load((HERE / "places.yaml").read_text(encoding="utf-8"))
TRAPS: list[dict[str, Any]] = yaml.safe_load((HERE / "traps.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def places() -> Places:
    return load(None, [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_places_of_a_text(places: Places, case: dict[str, Any]) -> None:
    text = case["text"]
    tags = annotate(places, text, language=case.get("lang", "")).tags
    found = {
        tag.key: [text[s.start : s.end] for s in sorted(tag.mentions + tag.demonyms, key=lambda s: s.start)]
        for tag in tags
    }
    for key, words in case.get("places", {}).items():
        assert found.get(key) == words, found
    named = {word for words in found.values() for word in words}
    assert named.isdisjoint(case.get("none", ())), found


@pytest.mark.parametrize("case", TRAPS, ids=lambda case: f"{case['lang']}: {case['text']}")
def test_no_word_that_only_looks_like_a_place_is_taken_for_one(places: Places, case: dict[str, Any]) -> None:
    tags = annotate(places, case["text"], language=case["lang"], unknown=False).tags
    sure = {tag.key for tag in tags if tag.score >= DOUBTFUL}
    assert sure - {*case.get("lost", ()), *case.get("wrong", ())} == set(case["places"])


def test_without_unknown_names_the_known_places_are_the_same(places: Places) -> None:
    for case in CASES:
        every = annotate(places, case["text"], language=case.get("lang", "")).tags
        known = annotate(places, case["text"], language=case.get("lang", ""), unknown=False).tags
        assert [tag for tag in every if tag.key] == [tag for tag in known if tag.key], case["name"]
