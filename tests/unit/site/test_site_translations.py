"""One text in several languages: each page leads to the others, and lists hold them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.site import edition, linked_data
from dateline.site.edition import Edition
from dateline.site.pages import article
from tests.checks import schema_org
from tests.unit.site.site_library import PELICAN, write

HEAD = "title: {title}\ndate: 2020-01-0{day}\nsource: Quillon World\nlang: {lang}\nslug: {slug}"


def said(title: str, day: int, lang: str, slug: str, of: str = "", **more: str) -> str:
    rows = [HEAD.format(title=title, day=day, lang=lang, slug=slug), f"translation_of: {of}" if of else ""]
    return "\n".join(filter(None, [*rows, *(f"{key}: {value}" for key, value in more.items())]))


@pytest.fixture
def found(tmp_path: Path) -> Edition:
    articles = {
        "a.md": said("شهود", 1, "ar", "witnesses"),
        "b.md": said("Witnesses", 2, "en", "in-english", "witnesses"),
        "c.md": said("Témoins", 3, "fr", "in-french", "in-english"),  # made from the English one
        "d.md": said("Zeugen", 4, "de", "in-german", "witnesses", status="hidden"),
        "e.md": said("Round", 5, "en", "round", "and-round"),
        "f.md": said("And round", 6, "fr", "and-round", "round"),
        "g.md": said("Alone", 7, "en", "alone", "nobody"),
    }
    return edition.load({**PELICAN, "PATH": str(write(tmp_path, articles)), "DATELINE": {}})


def test_each_page_leads_to_the_same_text_in_other_languages(found: Edition) -> None:
    entries = {entry.slug: entry for entry in found.archive.entries}
    assert {"witnesses", "in-english", "in-french"} <= set(entries)
    views = {slug: article.view(found, entry) for slug, entry in entries.items()}
    assert views["witnesses"].translates is None
    assert [other.lang for other in views["witnesses"].translations] == ["en", "fr"]
    for slug, others in (("in-english", ["fr"]), ("in-french", ["en"])):
        original = views[slug].translates
        assert original is not None
        assert original.title == "شهود"
        assert [other.lang for other in views[slug].translations] == others
    for slug in ("round", "and-round", "alone"):
        assert views[slug].translates is None
        assert views[slug].translations == ()


def test_programs_read_what_translates_what(found: Edition) -> None:
    entries = {entry.slug: entry for entry in found.archive.entries}
    for site in ("", "https://archive.example"):
        data: dict[str, Any] = {
            slug: linked_data.news_article(found.archive, entry, site, "") for slug, entry in entries.items()
        }
        assert [item["inLanguage"] for item in data["witnesses"]["workTranslation"]] == ["en", "fr"]
        assert data["in-french"]["translationOfWork"]["name"] == "شهود"
        assert not {"workTranslation", "translationOfWork"} & set(data["alone"])
        for value in data.values():
            assert list(schema_org.faults(value)) == []
