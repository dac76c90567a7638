"""A hospital that bears a country's adjective and stands in another one."""

from __future__ import annotations

import pytest

from dateline.catalogue import Catalogue, load
from dateline.catalogue.places import annotate, elsewhere
from dateline.dumps import read_bytes
from dateline.extract import extract


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


NAMED_AFTER = [
    ("en", "Shells hit the Saudi maternity hospital in El Fasher, killing a nurse.", "saudi-arabia"),
    ("en", "More than 460 people were killed at Saudi Maternity Hospital in El Fasher.", "saudi-arabia"),
    ("fr", "Des obus sont tombés sur l'hôpital saoudien d'El Fasher, au Darfour.", "saudi-arabia"),
    ("es", "Un proyectil cayó sobre el hospital saudí en la ciudad sudanesa de El Fasher, en Darfur.", "saudi-arabia"),
    ("ar", "قصفت قوات الدعم السريع المستشفى السعودي في الفاشر بإقليم دارفور.", "saudi-arabia"),
]
ITS_OWN = [
    ("en", "The wounded from Aleppo were taken to a Turkish hospital.", "turkey"),
    ("en", "Russian hospitals took in the wounded from Donetsk.", "russia"),
    ("en", "A blast shook the Jordanian field hospital in Khan Younis.", "jordan"),
    ("en", "Shells hit the Saudi maternity hospital in El Fasher; Saudi officials protested.", "saudi-arabia"),
    ("en", "The Saudi hospital in Riyadh took in patients from El Fasher.", "saudi-arabia"),
    ("en", "An American university sent doctors to Kabul.", "united-states"),
    ("en", "Patients left the Saudi-run hospital in El Fasher.", "saudi-arabia"),
    ("fr", "Les blessés d'Alep ont été conduits dans un hôpital turc.", "turkey"),
    ("ar", "نقل الجرحى من حلب إلى مستشفى تركي.", "turkey"),
    ("he", "בית החולים הסעודי באל-פאשר הופגז.", ""),
]


@pytest.mark.parametrize(("language", "text", "country"), NAMED_AFTER)
def test_a_hospital_says_nothing_of_the_country_it_is_named_after(
    catalogue: Catalogue, language: str, text: str, country: str
) -> None:
    tags = annotate(catalogue.places, text, language=language).tags
    assert country in {tag.key for tag in tags}  # (the word itself is marked all the same)
    assert elsewhere(text, tags, language) == {country}


@pytest.mark.parametrize(("language", "text", "country"), ITS_OWN)
def test_a_countrys_own_hospital_stays(catalogue: Catalogue, language: str, text: str, country: str) -> None:
    tags = annotate(catalogue.places, text, language=language).tags
    assert not country or country in {tag.key for tag in tags}
    assert elsewhere(text, tags, language) == frozenset()


def test_a_record_is_not_filed_under_it(catalogue: Catalogue) -> None:
    text = (
        "Shells hit the Saudi maternity hospital in El Fasher, in the west of Sudan, on Tuesday, doctors said. Four "
        "patients and a nurse were killed, and the ward for the newborn lost its roof.\n\n"
        "The doctors said that it was the fourth attack on the hospital in a month. Nobody was able to bring the "
        "wounded to another town, since all roads out of El Fasher have been cut for more than a year.\n\n"
    )
    (dump,) = read_bytes(f"Maternity ward shelled in El Fasher\n\n28 October 2025\n\n{text}".encode(), "a.txt")
    (article,) = extract(dump)
    record = catalogue.record(article)
    assert [tag.key for tag in record.places] == ["el-fasher", "sudan"]
    assert [item.value for item in record.evidence if item.field == "places"] == ["el-fasher", "sudan"]
