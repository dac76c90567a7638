"""What a site in another language calls places and conflicts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model import Conflict, Name, Place
from dateline.site import edition
from dateline.site.edition import Edition
from dateline.site.naming import localised
from tests.unit.site.site_library import PELICAN

UNION = Place(
    "union",
    "European Union",
    "area",
    None,
    None,
    names=(Name("UE", "fr"), Name("Union européenne", "fr"), Name("Europäische Union", "de")),
)
WAR = Conflict("war", "Example war", "intrastate", "1990", names=(Name("guerre d'Exemple", "fr"),))
TOWN = Place("town", "Ours", "settlement", None, None, names=(Name("Nôtre", "fr", "one side"), Name("Nuestra", "es")))


@pytest.mark.parametrize(
    ("row", "language", "expected"),
    [
        (UNION, "fr", "Union européenne"),
        (UNION, "en", "European Union"),
        (UNION, "ru", "European Union"),
        (WAR, "fr", "Guerre d'Exemple"),
        (TOWN, "fr", "Ours"),  # no name that one side alone uses
        (TOWN, "es", "Nuestra"),
        (replace(WAR, chosen=True), "fr", "Example war"),
    ],
)
def test_a_row_goes_by_its_name_in_the_sites_language(row: Place | Conflict, language: str, expected: str) -> None:
    shown = localised({row.key: row}, language)[row.key]
    assert shown.name == expected
    if expected != row.name:
        assert Name(row.name, "en") in shown.names
        assert expected.casefold() not in {name.text.casefold() for name in shown.names}


def test_a_french_site_has_french_names_and_a_curators_own_stays(small: Edition) -> None:
    content = small.settings.content
    french = edition.load({**PELICAN, "PATH": str(content), "DATELINE": {"language": "fr"}}).archive
    assert french.places["armenia"].name == "Arménie"
    assert french.conflicts["nagorno-karabakh"].name == "Conflit du Haut-Karabagh"
    file = content / "authority" / "places.yaml"
    before = file.read_bytes() if file.is_file() else None
    file.parent.mkdir(exist_ok=True)
    try:
        file.write_text("armenia:\n  name: Hayastan\n", "utf-8")
        chosen = edition.load({**PELICAN, "PATH": str(content), "DATELINE": {"language": "fr"}}).archive
        assert chosen.places["armenia"].name == "Hayastan"
    finally:
        file.unlink() if before is None else file.write_bytes(before)
