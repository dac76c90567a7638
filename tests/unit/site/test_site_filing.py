"""Where names stand in the indexes."""

from __future__ import annotations

import pytest

from dateline.site.edition import Edition
from dateline.site.filing import filed
from dateline.site.pages import indexes


@pytest.mark.parametrize(
    ("name", "languages", "expected"),
    [
        ("The Halyard Post", ("en",), "halyard post"),
        ("El Heraldo", ("es",), "heraldo"),
        ("El Heraldo", ("en",), "el heraldo"),
        ("L’Écho du Soir", ("fr",), "echo du soir"),
        ("البوابة", ("ar",), "بوابة"),
        ("Die Presse", ("en", "de-AT"), "presse"),
        ("The", ("en",), "the"),
        ("Theatre Weekly", ("en",), "theatre weekly"),
        ("“The Bell”", ("en",), "bell”"),
    ],
)
def test_a_name_is_filed_by_the_word_behind_its_article(name: str, languages: tuple[str, ...], expected: str) -> None:
    assert filed(name, languages) == expected


def test_an_index_of_few_names_has_no_headings_of_letters() -> None:
    few = dict.fromkeys(("Ada", "The Bell", "Cork", "Derry"), ())
    view = indexes.view("topics", few, {name: name for name in few})
    assert view.plain
    assert [letter.letter for letter in view.letters] == ["A", "B", "C", "D"]
    many = {f"{first}{number}": () for first in "ab" for number in range(9)}
    assert not indexes.view("topics", many, {name: name for name in many}).plain


def test_conflicts_and_sources_tell_the_years_that_they_span(small: Edition) -> None:
    archive = small.archive
    rows = {key: row.name for key, row in archive.conflicts.items()}
    (letter,) = indexes.view("conflicts", archive.by_conflict, rows).letters
    assert [(one.label, one.years) for one in letter.links] == [("Nagorno-Karabakh conflict", "2020")]
    sources = indexes.view("sources", archive.by_source, {key: row.name for key, row in archive.outlets.items()})
    years = {one.label: one.years for found in sources.letters for one in found.links}
    assert years["Quillon World"] == "2018 – 2020"
    places = indexes.view("places", archive.by_place, {key: row.name for key, row in archive.places.items()})
    assert {one.years for found in places.letters for one in found.links} == {""}
