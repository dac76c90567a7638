"""All authorities together, as an article meets them."""

from __future__ import annotations

import pytest

from dateline.catalogue import catalogue, load


def test_names_are_looked_for_in_the_beginning_of_an_endless_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Talks were held in Geneva on Monday. " + "Nobody said more. " * 20 + "The envoy flew on to Stepanakert."
    loaded = load()
    assert {tag.key for tag in loaded.annotate(text).places} >= {"geneva", "stepanakert"}
    monkeypatch.setattr(catalogue, "LONGEST", 100)
    found = {tag.key for tag in loaded.annotate(text).places}
    assert "geneva" in found
    assert "stepanakert" not in found
