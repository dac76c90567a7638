"""Citations, downloads, feeds, charts: the forms that other programs read."""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import msgspec
import pytest
import rispy
from bibtexparser.entrypoint import parse_string

from dateline.site import cite, edition, linked_data, outputs
from dateline.site.charts import chart
from dateline.site.edition import Edition
from tests.checks import schema_org
from tests.unit.site.site_library import PELICAN

FOLDER, WEB = cite.Holding("Testers"), cite.Holding("Testers", "https://archive.example")
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def files(small: Edition) -> dict[str, bytes]:
    return {output.path: output.content() for output in outputs.outputs(small)}


def entry_of(small: Edition, slug: str) -> cite.Entry:
    return next(entry for entry in small.archive.entries if entry.slug == slug)


def test_citations(small: Edition) -> None:
    entry = entry_of(small, "seized")
    link = "https://quillon.example/a"
    assert cite.apa(entry, FOLDER) == (
        f"Lovelace, A. (2020, November 8). Officials say the city was seized. Quillon World. {link} "
        "(archived in Testers, 2020/11/08/seized.html)"
    )
    assert cite.chicago(entry, FOLDER) == (
        f"Lovelace, Ada. “Officials say the city was seized.” Quillon World, November 8, 2020. {link}. "
        "Archived in Testers, 2020/11/08/seized.html."
    )
    assert cite.apa(entry_of(small, "excerpt"), FOLDER) == (
        "Only an excerpt. (2019, May). Quillon World. Archived in Testers, 2019/05/excerpt.html"
    )
    assert cite.csl(entry, FOLDER)["issued"] == {"date-parts": [[2020, 11, 8]]}


def test_a_citation_names_the_copy_its_day_and_where_it_is_kept(small: Edition) -> None:
    entry = msgspec.structs.replace(
        entry_of(small, "seized"), retrieved="2023-06-09", archived="https://web.example/1", id="abc", record="r.json"
    )
    page = "https://archive.example/2020/11/08/seized.html"
    assert cite.apa(entry, WEB).endswith(
        "Quillon World. Retrieved June 9, 2023, from https://quillon.example/a "
        f"(archived in Testers, record abc, {page} and at https://web.example/1)"
    )
    assert "2020. Accessed June 9, 2023. https://quillon.example/a. Archived in" in cite.chicago(entry, WEB)
    (record,) = rispy.loads(cite.ris(entry, WEB))
    assert (record["access_date"], record["name_of_database"], record["accession_number"]) == (
        "2023/06/09/",
        "Testers",
        "abc",
    )
    assert page in record["notes"][0]
    fields = {field.key: field.value for field in parse_string(cite.bibtex(entry, WEB)).entries[0].fields}
    assert fields["urldate"] == "2023-06-09"
    assert page in fields["note"].replace("\\", "")
    item = cite.csl(entry, WEB)
    assert item["accessed"] == {"date-parts": [[2023, 6, 9]]}
    assert (item["archive"], item["archive_location"]) == ("Testers", page)
    alone = msgspec.structs.replace(entry, original="", archived="")
    assert cite.apa(alone, WEB).endswith(f"Quillon World. {page} (archived in Testers, record abc)")


def test_bibtex_escapes_what_latex_would_run(small: Edition) -> None:
    text = cite.bibtex(entry_of(small, "escape"), FOLDER)
    assert r"\& " in text
    assert text.count("{") == text.count("}")


def test_in_a_citation_what_runs_from_the_right_stands_apart(small: Edition) -> None:
    entry = entry_of(small, "seized")
    assert cite.isolated(cite.apa(entry, FOLDER), entry) == ((cite.apa(entry, FOLDER), False),)
    arabic = msgspec.structs.replace(entry, authors=("رنا الخطيب",), title="خروج الدفعة (الأولى)")
    pieces = cite.isolated(cite.apa(arabic, FOLDER), arabic)
    assert "".join(text for text, _ in pieces) == cite.apa(arabic, FOLDER)
    assert [text for text, apart in pieces if apart] == ["رنا الخطيب", "خروج الدفعة (الأولى)"]


def test_ris_has_one_field_a_line(small: Edition) -> None:
    text = cite.ris(entry_of(small, "seized"), FOLDER)
    lines = text.split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


def test_nothing_withheld_leaves_in_a_file(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        for secret in (b"SECRET", b"HIDDENTITLE", b"DRAFTTITLE"):
            assert secret not in data, path


def test_csv_has_a_row_for_each_listed_article(files: dict[str, bytes], small: Edition) -> None:
    rows = list(csv.DictReader(io.StringIO(files["data/all.csv"].decode())))
    assert [row["url"] for row in rows] == [entry.url for entry in small.archive.entries]
    assert rows[-2]["places"] == "Armenia; Azerbaijan; Placenowhere"


def test_json_and_geojson_are_valid(files: dict[str, bytes]) -> None:
    assert len(json.loads(files["data/all.json"])) == 5
    found = json.loads(files["data/conflicts/nagorno-karabakh.geojson"])
    names = {feature["properties"]["name"] for feature in found["features"]}
    assert names == {"Armenia", "Azerbaijan"}


def test_feeds_are_valid_atom_without_a_clock(files: dict[str, bytes]) -> None:
    feed = ElementTree.fromstring(files["feeds/conflicts/nagorno-karabakh.xml"])
    assert feed.findtext(f"{ATOM}updated") == "2020-11-10T00:00:00+00:00"
    assert [item.findtext(f"{ATOM}title") for item in feed.iter(f"{ATOM}entry")] == [
        "A truce is signed",
        "Officials say the city was seized",
    ]


def test_no_two_archives_have_a_feed_or_an_entry_of_one_id(small: Edition) -> None:
    content = str(small.settings.content)
    ids: list[set[str]] = []
    for own in (
        {},
        {"SITENAME": "Another & archive"},
        {"SITEURL": "https://a.example"},
        {"SITEURL": "https://b.example"},
    ):
        found = edition.load({**PELICAN, "PATH": content, "DATELINE": {}, **own})
        data = next(output for output in outputs.outputs(found) if output.path == "feeds/all.xml").content()
        ids.append({element.text or "" for element in ElementTree.fromstring(data).iter(f"{ATOM}id")})
        assert len(ids[-1]) == len(found.archive.entries) + 1
    assert len(set.union(*ids)) == sum(map(len, ids))
    assert "https://a.example/2020/11/08/seized.html" in ids[2]
    assert all(
        re.match(r"(tag:dateline,2026:[\w%.-]+|https://[ab].example)/\S+$", name) for part in ids for name in part
    )


def test_json_ld_names_the_outlet_as_publisher(small: Edition) -> None:
    entry = entry_of(small, "seized")
    found = linked_data.news_article(small.archive, entry, "", "Testers")
    assert found["@type"] == "NewsArticle"
    assert found["publisher"] == {"@type": "NewsMediaOrganization", "name": "Quillon World"}
    assert found["isBasedOn"] == "https://quillon.example/a"
    meta = {(name, content) for _, name, content in linked_data.meta(small.archive, entry, "")}
    assert {("DC.type", "newspaperArticle"), ("DC.source", "Quillon World"), ("DC.creator", "Ada Lovelace")} <= meta


def test_opengraph_is_for_an_archive_that_has_an_address(small: Edition) -> None:
    entry = entry_of(small, "seized")
    assert "og:title" not in {name for _, name, _ in linked_data.meta(small.archive, entry, "")}
    meta = {name: content for _, name, content in linked_data.meta(small.archive, entry, "https://archive.example")}
    assert meta["og:url"] == "https://archive.example/2020/11/08/seized.html"
    assert meta["article:published_time"] == entry.date


def test_the_archives_subtitle_is_not_that_of_a_place(small: Edition) -> None:
    settings = {**PELICAN, "SITESUBTITLE": "Of wars", "PATH": str(small.settings.content), "DATELINE": {}}
    feeds = {file.path: file.content() for file in outputs.outputs(edition.load(settings)) if file.path[:6] == "feeds/"}
    assert [path for path, feed in feeds.items() if b"<subtitle>Of wars" in feed] == ["feeds/all.xml"]


def test_a_site_with_an_address_has_a_map_of_it(small: Edition) -> None:
    settings = {**PELICAN, "SITEURL": "https://archive.example", "PATH": str(small.settings.content)}
    found = edition.load({**settings, "DATELINE": {}})
    text = next(output for output in outputs.outputs(found) if output.path == "sitemap.xml").content().decode()
    assert "https://archive.example/2020/11/08/seized.html" in text
    assert "gone" not in text
    hidden = edition.load({**settings, "DATELINE": {"noindex": True}})
    assert "sitemap.xml" not in {output.path for output in outputs.outputs(hidden)}


def test_chart_of_months_and_of_years() -> None:
    months = chart(["2020-01-05", "2020-01-09", "2020-04-01"], lambda iso: iso)
    assert months is not None
    assert [(bar.iso, bar.count) for bar in months.bars] == [("2020-01", 2), ("2020-04", 1)]
    years = chart(["1960-01-05", "2020-04-01"], lambda iso: iso)
    assert years is not None
    assert years.unit == "year"
    assert years.step * 61 == pytest.approx(years.width, rel=0.01)
    assert chart(["2020-01-05"], lambda iso: iso) is None


def test_a_claim_is_a_schema_org_claim_with_who_makes_and_who_denies_it(small: Edition) -> None:

    from dateline.model import Statement

    entry = msgspec.structs.replace(
        entry_of(small, "seized"), claims=(Statement("A", "b", "c", "2020", denied_by=("D",)),)
    )
    found = linked_data.news_article(small.archive, entry, "https://a.example", "")
    assert found["mentions"] == [
        {
            "@type": "Claim",
            "text": "b",
            "creditText": "A",
            "creativeWorkStatus": "disputed",
            "about": {"@type": "Thing", "name": "c"},
            "datePublished": "2020",
            "appearance": {"@type": "NewsArticle", "@id": "https://a.example/2020/11/08/seized.html"},
            "comment": [{"@type": "Comment", "text": "denied", "creditText": "D"}],
        }
    ]
    assert list(schema_org.faults(found)) == []


def test_a_correction_stands_in_the_feed_and_makes_it_newer(files: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(files["feeds/all.xml"])
    entry = next(e for e in root.iter(f"{ATOM}entry") if (e.findtext(f"{ATOM}title") or "").startswith("Officials"))
    assert "A number was wrong." in (entry.findtext(f"{ATOM}summary") or "")
    assert (entry.findtext(f"{ATOM}updated") or "").startswith("2020-11-10")


def test_the_json_ld_of_every_article_is_valid_by_schema(small: Edition) -> None:
    for entry in small.archive.entries:
        for site in ("", "https://archive.example"):
            found = linked_data.news_article(small.archive, entry, site, "Testers")
            assert list(schema_org.faults(found)) == [], entry.url


@pytest.mark.parametrize("slug", ["seized", "escape", "truce", "excerpt", "metadata"])
def test_bibtex_and_ris_come_back_as_they_were(small: Edition, slug: str) -> None:
    entry = entry_of(small, slug)
    (record,) = rispy.loads(cite.ris(entry, WEB))
    assert record["type_of_reference"] == "NEWS"
    assert record["title"] == entry.title
    assert record["secondary_title"] == entry.source.label
    assert record["year"] == entry.year
    assert record.get("authors", []) == [cite.Name.of(author).inverted for author in entry.authors]
    library = parse_string(cite.bibtex(entry, WEB))
    assert not library.failed_blocks
    (item,) = library.entries
    fields = {field.key: field.value for field in item.fields}
    assert item.entry_type == "article"
    assert fields["date"] == entry.date[:10]
    assert fields["url"] == entry.original or f"https://archive.example/{entry.url}"
    assert fields["title"].startswith("{")  # in braces of its own: no style may change its capitals


def test_csl_has_what_its_schema_demands(small: Edition) -> None:
    for entry in small.archive.entries:
        item = cite.csl(entry, FOLDER)
        assert item["type"] == "article-newspaper"
        assert {"id", "title", "container-title", "issued"} <= set(item)
        issued = item["issued"]
        assert isinstance(issued, dict)
        ((*parts,),) = issued["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)
        authors = item.get("author", [])
        assert isinstance(authors, list)
        assert all(set(author) in ({"family", "given"}, {"literal"}) for author in authors)
