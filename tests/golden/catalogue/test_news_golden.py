"""Leads about events of 2023 to 2026 in seven languages, each read by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.catalogue import Catalogue, language, load
from dateline.catalogue.conflicts import CONFIDENT
from dateline.catalogue.language.tables import rows

NEWS = rows(Path(__file__).parent / "news.tsv", 7)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.mark.parametrize("case", NEWS, ids=[f"{cells[0]} {cells[1]}" for cells in NEWS])
def test_places_conflicts_and_topics(catalogue: Catalogue, case: list[str]) -> None:
    date, spoken, wanted, refused, conflict, topics, text = case
    assert language.identify(text) == spoken
    found = catalogue.annotate(text, date=date, language=spoken, unknown=False)
    named = {tag.key for tag in found.places if tag.mentions}
    assert set(wanted.split()) <= named
    assert not set(refused.split()) & named
    if conflict:
        assert [tag.key for tag in found.conflicts if tag.score >= CONFIDENT] == [conflict]
    assert set(topics.split()) <= {tag.key for tag in found.topics}


def test_the_news_are_in_seven_languages() -> None:
    assert {cells[1] for cells in NEWS} >= {"ar", "de", "en", "es", "fr", "hy", "ru", "uk"}
