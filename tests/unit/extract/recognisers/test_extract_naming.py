"""Names of persons, told from outlets' and without a byline's capitals."""

from __future__ import annotations

import pytest

from dateline.dumps import read_bytes
from dateline.extract.lines.units import Unit, units
from dateline.extract.recognisers.naming import cased, masthead, names_outlet, titled, unspaced


def pieces(text: str) -> tuple[Unit, ...]:
    (dump,) = read_bytes(text.encode(), "a.txt")
    return units(dump.lines)


@pytest.mark.parametrize(
    "name",
    ["Coastal Post", "The Orlac Gazette", "Le Courrier", "Correio do Cais", "Речная Газета", "सिंधु समाचार", "江河晚报"],
)
def test_what_names_of_outlets_are_made_of(name: str) -> None:
    assert names_outlet(name)


@pytest.mark.parametrize("name", ["Ada Kerr", "Emily Postlethwaite", "Rosa Timestone"])
def test_a_person_is_no_outlet(name: str) -> None:
    assert not names_outlet(name)


@pytest.mark.parametrize("name", ["Associated Press", "AFP", "dpa", "王立"])
def test_an_agency_stands_for_an_author(name: str) -> None:
    assert not names_outlet(name)


@pytest.mark.parametrize(
    ("name", "language", "wanted"),
    [
        ("ADA KERR", "en", "Ada Kerr"),
        ("JEAN-PAUL O'NEIL", "en", "Jean-Paul O'Neil"),
        ("JUAN DE LA CRUZ", "es", "Juan de la Cruz"),
        ("ELİF KIRAÇ", "tr", "Elif Kıraç"),
        ("ADA MCDONALD III", "en", "Ada McDonald III"),
        ("JD KERR", "en", "JD Kerr"),
        ("J. K. KERR", "en", "J. K. Kerr"),
        ("ОЛЕГ ЛУК'ЯНОВ", "uk", "Олег Лук'янов"),
        ("AFP", "en", "AFP"),
        ("ADA", "en", "ADA"),
        ("Ada KERR", "en", "Ada KERR"),
        ("राजीव मिश्रा", "hi", "राजीव मिश्रा"),
    ],
)
def test_capitals_of_a_byline(name: str, language: str, wanted: str) -> None:
    assert cased(name, language, ()) == wanted


def test_the_page_s_own_spelling_counts() -> None:
    assert cased("ADA MACKERR", "en", pieces("By ADA MACKERR\n\nAda MacKerr is a reporter.")) == "Ada MacKerr"


@pytest.mark.parametrize(
    "line",
    [
        "The Orlac Gazette",
        "ORLAC OBSERVER",
        "Chronicle of the Dnieper",
        "Diario de Orlac",
        "Il Giornale del Porto",
        "江河晚报",
    ],
)
def test_a_line_that_is_a_masthead(line: str) -> None:
    assert masthead(line)


@pytest.mark.parametrize(
    "line", ["Gazette", "Film & TV", "Pay Online", "Hard times lie ahead for Orlac", "新闻", "Ferry sails"]
)
def test_a_line_that_is_none(line: str) -> None:
    assert not masthead(line)


def test_a_line_written_as_an_outlets_name_is_told_from_a_sentence_that_has_one() -> None:
    assert titled("South Orlac Sun-Post")
    assert not titled("The Post that nobody wanted")
    assert not titled("Ida Roth")


@pytest.mark.parametrize("text", ["江河晚报", "Orlac｜速報", "々", "한국", "ﾆｭｰｽ"])
def test_letters_of_scripts_that_part_no_words_are_told(text: str) -> None:
    assert unspaced(text)


@pytest.mark.parametrize("text", ["🚨 Bridge shut | Orlac", "the oﬃce", "ﻻ شيء", "Orlac ⚽️", "Wirklich！"])
def test_symbols_and_joined_letters_are_of_no_such_script(text: str) -> None:
    assert not unspaced(text)
