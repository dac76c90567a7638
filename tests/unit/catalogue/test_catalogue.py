"""All authorities together, as an article meets them."""

from __future__ import annotations

import re

import pytest

from dateline.catalogue import Catalogue, catalogue, load
from dateline.catalogue.language.tables import DATA
from dateline.dumps import read_bytes
from dateline.extract import extract


def test_names_are_looked_for_in_the_beginning_of_an_endless_text(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Talks were held in Geneva on Monday. " + "Nobody said more. " * 20 + "The envoy flew on to Stepanakert."
    loaded = load()
    assert {tag.key for tag in loaded.annotate(text).places} >= {"geneva", "stepanakert"}
    monkeypatch.setattr(catalogue, "LONGEST", 100)
    found = {tag.key for tag in loaded.annotate(text).places}
    assert "geneva" in found
    assert "stepanakert" not in found


def test_an_article_that_is_not_looked_at_to_its_end_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Talks were held in Geneva on Monday, officials said, and nobody would say more of them than that. " * 9
    (dump,) = read_bytes(f"Talks are held in Geneva\n\n{text}\n\n{text}".encode(), "a.txt")
    (article,) = extract(dump)
    loaded = load()
    assert "DL306" not in {doubt.code for doubt in loaded.record(article).doubts}
    monkeypatch.setattr(catalogue, "LONGEST", 100)
    (doubt,) = [doubt for doubt in loaded.record(article).doubts if doubt.code == "DL306"]
    assert doubt.field == "places"
    assert "the first 100 were looked at" in doubt.reason


def test_authorities_and_tables_that_ship_are_small() -> None:
    learned = {"weights.bin", "fields.bin"}  # what reads dumps has a limit of its own: tests/unit/extract
    files = [path for path in DATA.rglob("*") if path.is_file() and path.name not in learned]
    assert sum(path.stat().st_size for path in files) <= 8_000_000


LICENCES = ("CC BY 4.0", "public domain", "Unicode licence", "LGPL", "MIT")


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load()


@pytest.mark.parametrize("authority", ["places", "conflicts", "topics", "outlets"])
def test_every_row_that_ships_says_where_it_is_from_and_under_which_licence(shipped: Catalogue, authority: str) -> None:
    without = {
        row.origin for row in getattr(shipped, authority).values() if not any(word in row.origin for word in LICENCES)
    }
    assert not without


def test_every_file_that_ships_has_a_source_and_a_licence_in_the_readme() -> None:
    table = (DATA / "README.md").read_text(encoding="utf-8")
    known: set[str] = set()
    for line in table.splitlines():
        if not line.startswith("| ") or line.startswith("| folder"):
            continue
        where, _, source, licence = (cell.strip() for cell in line.strip("|").split("|"))
        assert source, line
        assert licence, line
        known.update(re.findall("`([^`]+)`", where))
    files = [path.relative_to(DATA) for path in DATA.rglob("*") if path.is_file() and path.name != "README.md"]
    unknown = [
        path
        for path in files
        if not any(path.is_relative_to(name) if name.endswith("/") else path.match(name) for name in known)
    ]
    assert not unknown
