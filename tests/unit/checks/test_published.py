"""The checks of a published site find what they are for, so that CI's green means something."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.checks import published, schema_org, zotero

GOOD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "A truce",
    "datePublished": "2020-11-10",
    "inLanguage": "en",
    "publisher": {"@type": "NewsMediaOrganization", "name": "The Plimsoll Report"},
}
META = (
    '<meta name="DC.type" content="newspaperArticle"><meta name="DC.title" content="A truce">'
    '<meta name="DC.source" content="The Plimsoll Report"><meta name="DC.date" content="2020-11-10">'
)


def test_what_is_valid_by_schema_has_no_faults() -> None:
    assert list(schema_org.faults(GOOD)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"headline": ""},
        {"datePublished": "10 November 2020"},
        {"publisher": {"@type": "Place", "name": "x"}},
        {"publisher": "The Plimsoll Report"},
        {"about": {"name": "of no type"}},
        {"spatialCoverage": [{"@type": "Place", "name": "x", "geo": {"@type": "Place", "name": "y"}}]},
        {"isBasedOn": "not an address"},
        {"invented": "x"},
        {"@type": "NewsStory"},
        {"@context": "http://other.example"},
        {"correction": [{"@type": "CorrectionComment", "text": "x", "geo": 1}]},
    ],
)
def test_what_is_not_valid_by_schema_has_one(change: dict[str, object]) -> None:
    assert list(schema_org.faults({**GOOD, **change}))


def page(folder: Path, body: str = "", meta: str = META, data: object = GOOD) -> Path:
    path = folder / "2020" / "11" / "10" / "truce.html"
    path.parent.mkdir(parents=True)
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    path.write_text(f"<!doctype html><head>{meta}{script}</head><body class='page-article'>{body}</body>", "utf-8")
    return path


def test_zotero_reads_what_the_page_says(tmp_path: Path) -> None:
    saved = zotero.save(page(tmp_path, meta=META + '<meta name="DC.creator" content="Ada Lovelace">'))
    assert (saved.type, saved.title, saved.publication, saved.date) == (
        *("newspaperArticle", "A truce", "The Plimsoll Report", "2020-11-10"),
    )
    assert saved.authors == (("Lovelace", "Ada"),)


@pytest.mark.parametrize(
    ("body", "meta"),
    [
        ("<dl class='byline'><dt>Published</dt><dd>10 November</dd></dl>", META),  # no author, but Zotero finds one
        ("", META + '<meta name="DC.coverage" content="Armenia">'),  # taken for a shelf mark
        ("", META + '<meta property="og:type" content="website">'),
        ("", META + '<meta name="citation_title" content="A truce">'),
        ("", META.replace("DC.source", "DC.publisher")),
    ],
)
def test_what_zotero_would_get_wrong_is_found(tmp_path: Path, body: str, meta: str) -> None:
    page(tmp_path, body, meta)
    assert list(published.linked_data(tmp_path))


def test_a_sound_page_passes(tmp_path: Path) -> None:
    page(tmp_path)
    assert list(published.linked_data(tmp_path)) == []


def test_a_heavy_page_and_a_feed_that_is_none_are_found(tmp_path: Path) -> None:
    import random

    noise = "".join(map(chr, random.Random(1).choices(range(0x4E00, 0x9FFF), k=30_000)))
    page(tmp_path, f"<p>{noise}</p>")
    for name in ("theme/css/dateline.css", "theme/js/theme.js"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("", "utf-8")
    (fault,) = published.weights(tmp_path)
    assert "gzipped, at most 30000" in fault
    (tmp_path / "feeds").mkdir()
    entry = "<entry><title>x</title><updated>2020-01-01T00:00:00Z</updated></entry>"
    (tmp_path / "feeds" / "all.xml").write_text(f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>', "utf-8")
    assert len(list(published.feeds(tmp_path))) > 3
