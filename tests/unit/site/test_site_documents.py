"""What search is told of an article without reading it: equal stamps only where the documents are equal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from dateline.model import SearchDocument
from dateline.site.archive import Archive
from dateline.site.documents import search_documents
from dateline.site.edition import Edition
from tests.unit.site.site_library import load, write

ARTICLE = "title: One\ndate: 2020-01-01\nsource: A\nplaces: [Armenia]\nconflicts: [syria]\nslug: one"


def told(edition: Edition) -> dict[str, tuple[bytes, SearchDocument]]:
    return {one.url: (one.stamp, one.read()) for one in search_documents(edition)}


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return load(
        write(tmp_path, {"one.md": ARTICLE, "two.md": ARTICLE.replace("one", "two").replace("Armenia", "Iran")})
    )


def test_a_stamp_stays_where_the_document_does(edition: Edition, tmp_path: Path) -> None:
    assert told(edition) == told(load(tmp_path))
    for one in search_documents(edition):
        document = one.read()
        keys = tuple(place.key for place in document.places)
        told_of = (one.url, one.date, one.accession, one.language, one.places)
        assert told_of == (document.url, document.date, document.accession, document.language, keys)


@pytest.mark.parametrize(
    ("old", "new"),
    [("title: One", "title: Two"), ("slug: one", "slug: one\npublish: metadata"), ("Armenia", "Georgia")],
)
def test_it_is_another_where_the_article_is(edition: Edition, tmp_path: Path, old: str, new: str) -> None:
    before = told(edition)
    after = told(load(write(tmp_path, {"one.md": ARTICLE.replace(old, new)})))
    changed = [url for url in before if before[url][0] != after[url][0]]
    assert changed == [url for url in before if before[url][1] != after[url][1]] == ["2020/01/01/one.html"]


def test_it_is_another_where_a_place_has_another_name(edition: Edition) -> None:
    before = told(edition)
    archive = edition.archive
    (key,) = next(entry.places for entry in archive.entries if entry.slug == "one")
    places = {**archive.places, key: replace(archive.places[key], name="Hayastan")}
    renamed = Archive.of(archive.entries, archive.conflicts, places, archive.topics, archive.outlets)
    after = told(replace(edition, archive=renamed))
    assert [url for url in before if before[url][0] != after[url][0]] == ["2020/01/01/one.html"]
    assert "Hayastan" in [place.label for place in after["2020/01/01/one.html"][1].places]


def test_all_are_others_for_another_program(edition: Edition) -> None:
    before = told(edition)
    with patch("dateline.site.documents.version", lambda name: "0"):
        after = told(edition)
    assert not {stamp for stamp, _ in before.values()} & {stamp for stamp, _ in after.values()}
