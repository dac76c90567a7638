"""Datelines and lines of place names, which say where the thing happened."""

from __future__ import annotations

import pytest

from dateline.catalogue import Catalogue, load
from dateline.catalogue.conflicts.evidence import gather
from dateline.catalogue.conflicts.placing import Case
from dateline.catalogue.places import annotate


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def case(catalogue: Catalogue, text: str, date: str, key: str) -> Case:
    places = annotate(catalogue.places, text).tags
    return gather(catalogue.conflicts, text, 0, date, places).cases.get(key, Case())


@pytest.mark.parametrize(
    "text",
    [
        "PALMYRA, Syria (ANA) \u2014 Soldiers fired at a convoy.",
        "Soldiers fired at a convoy. Palmyra, Homs Governorate.",
        "Soldiers fired at a convoy\nPalmyra\n",
    ],
)
def test_a_dateline_is_a_site(catalogue: Catalogue, text: str) -> None:
    found = case(catalogue, text, "2016-06-01", "islamic-state-in-syria")
    assert any(found.sited.values())
    assert found.site > 0.9


def test_a_place_within_a_sentence_is_none(catalogue: Catalogue) -> None:
    found = case(catalogue, "A man from Palmyra fired at a convoy.", "2016-06-01", "islamic-state-in-syria")
    assert found.words["region"]
    assert not any(found.sited.values())
    assert found.site == 0


def test_where_it_happened_outweighs_where_else_there_was_fighting(catalogue: Catalogue) -> None:
    said = "Shelling in Idlib and Aleppo; clashes renewed."
    tags = catalogue.annotate(f"PALMYRA, Syria \u2014 {said}", date="2016-06-01").conflicts
    alone = catalogue.annotate(f"{said} Syria.", date="2016-06-01").conflicts
    share = {tag.key: tag.score for tag in tags}["islamic-state-in-syria"]
    assert share > {tag.key: tag.score for tag in alone}.get("islamic-state-in-syria", 0.0)


def test_the_land_around_a_town_is_its_province(catalogue: Catalogue) -> None:
    town = case(catalogue, "Clashes in Aleppo, Syria.", "2016-06-01", "syrian-civil-war")
    around = case(catalogue, "Clashes in the countryside of Aleppo, Syria.", "2016-06-01", "syrian-civil-war")
    assert "aleppo" in town.words["region"]
    assert "aleppo" not in around.words["region"]
    assert "aleppo" in around.words["weak"]


def test_a_war_fought_abroad_is_told_by_its_places(catalogue: Catalogue) -> None:
    text = "Turkish-backed fighters and soldiers fought Islamic State in al-Bab, Syria."
    tags = catalogue.annotate(text, date="2017-01-15").conflicts
    assert tags[0].key == "islamic-state-in-turkey"
