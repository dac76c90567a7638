"""Export is complete and import makes the same of it; what other systems wrote is understood."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline import library
from dateline.library import exporting, importing, stored
from dateline.messages import Report
from dateline.model import Correction, Header, MarkdownFile, Publish, Standing, Statement, Status, Withdrawal
from tests.library_place import Place, dump_text

HEADERS = (
    Header(
        title="=cmd|' /C calc'!A0",
        date="2020-11-08T14:05:00+03:00",
        date_precision="minute",
        modified="2020-11-09",
        source="+Courier; and more",
        authors=("Ada; Example", "-Ben"),
        standfirst="'quoted',\n\"twice\"\ttab",
        lang="en",
        conflicts=("nagorno-karabakh",),
        places=("[brackets]", "x,y"),
        tags=("@tag",),
        url="https://courier.example/a?b=c",
        slug="formula",
        publish=Publish.EXCERPT,
        warning="{brace}",
        corrections=(Correction("2020-11-10", "one; two"), Correction("2021", "=three")),
        claims=(
            Statement("Ministry", "=one; two", "Shusha", "2020-11-07", Standing.REFUTED, ("Other; side", "Third")),
            Statement("[A]", "{b}"),
        ),
        version_of="gone",
        not_same_as=("other",),
        review=("source", "body"),
    ),
    Header(
        title="Gone",
        date="1999",
        date_precision="year",
        source="Courier",
        slug="gone",
        status=Status.WITHDRAWN,
        withdrawn=Withdrawal("2021-01-02", "A court said so."),
    ),
    Header(title="Шуша", date="", slug="draft", status=Status.DRAFT, authors=("'Apostrophe",)),
)


@pytest.fixture
def full(place: Place) -> Place:
    place.put("a.txt", dump_text())
    place.ingest()
    bodies = ("=SUM(1)\n\n> quote\n\n## Heading", "", "- a\n- b")
    for header, body in zip(HEADERS, bodies, strict=True):
        path = place.content / "articles" / (header.date[:4] or "undated") / f"{header.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(library.render(MarkdownFile("", header, body)))
    return place


def articles(place: Place) -> dict[str, bytes]:
    return {name: (place.content / name).read_bytes() for name in place.files("articles")}


def take(place: Place, *paths: Path) -> Report:
    report = Report()
    importing.take(place.settings, paths, report)
    assert report.balanced
    return report


@pytest.mark.parametrize("kind", exporting.FORMATS)
def test_what_was_exported_is_imported_the_same(
    kind: str, full: Place, tmp_path: Path, new_place: Callable[[str], Place]
) -> None:
    target = tmp_path / ("out" if kind == "markdown" else f"out.{kind}")
    assert exporting.export(full.settings, target, kind, Report()) == 4
    other = new_place("other")
    report = take(other, target)
    assert (report.received, report.refused, report.messages) == (4, 0, [])
    assert articles(other) == articles(full)
    records = {name: (full.content / name).read_bytes() for name in full.files("records")}
    kept = {name: (other.content / name).read_bytes() for name in other.files("records")}
    assert kept == ({} if kind == "csv" else records)
    # and once more: nothing is overwritten, and what has an id is known
    again = take(other, target)
    assert articles(full).items() <= articles(other).items()
    assert "DL438" in {m.code for m in again.messages}


def test_no_cell_is_a_formula(full: Place, tmp_path: Path) -> None:
    exporting.export(full.settings, tmp_path / "out.csv", "csv", Report())
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


HUGO = """+++
title = 'From Hugo'
date = 2020-11-08T10:00:00Z
categories = ['a', 'b']
source = 'Courier'
weight = 3
+++
Text.
"""
JEKYLL = """---
layout: post
title: From Jekyll
author: Ada Example
source: Courier
categories: [x]
---

Text.
"""
PELICAN = """Title: From Pelican: a story
Date: 2010-12-03 10:20
Source: Courier
Tags: pelican, publishing
Summary: Short.

Text.
"""
FOREIGN = {
    "hugo.md": HUGO,
    "2019-05-06-from-jekyll.md": JEKYLL,
    "pelican.md": PELICAN,
    "bundle/index.md": "---\ntitle: A page bundle\ndate: 2018-01-01\nsource: Courier\n---\nText.\n",
    "nothing.md": "Only text.\n",
    "broken.md": "---\ntitle: a: b\n---\n",
}


def test_other_systems_are_understood(place: Place, tmp_path: Path) -> None:
    for name, text in FOREIGN.items():
        path = tmp_path / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    report = take(place, tmp_path / "blog")
    assert (report.received, report.published, report.inbox, report.refused) == (6, 4, 1, 1)
    told = {(m.code, m.field) for m in report.messages}
    assert {("DL437", "weight"), ("DL437", "layout"), ("DL402", "")} <= told
    hugo = place.article("articles/2020/hugo.md").header
    assert (hugo.title, hugo.date, hugo.tags) == ("From Hugo", "2020-11-08T10:00:00+00:00", ("a", "b"))
    jekyll = place.article("articles/2019/from-jekyll.md").header
    assert (jekyll.date, jekyll.authors, jekyll.tags) == ("2019-05-06", ("Ada Example",), ("x",))
    pelican = place.article("articles/2010/pelican.md").header
    assert (pelican.title, pelican.tags, pelican.standfirst) == (
        "From Pelican: a story",
        ("pelican", "publishing"),
        "Short.",
    )
    assert place.article("articles/2018/bundle.md").body == "Text."
    waiting = place.article("articles/undated/nothing.md")
    assert waiting.header.status is Status.INBOX
    assert set(waiting.header.review) == {"title", "date", "source"}
    assert waiting.body == "Only text."


def test_a_table_of_metadata_becomes_articles(place: Place, tmp_path: Path) -> None:
    table = tmp_path / "metadata.csv"
    table.write_text(
        "objectid,title,date,creator,description,subject,location,latitude,source,language,format\r\n"
        'demo_001,A report,1994-05-16,"Ada Example; Ben Example","Two, with a comma",'
        "ceasefire;talks,Bishkek,42.9,Courier,en,text\r\n"
        "demo_002,No date,,,,,,,Courier,,\r\n"
        "demo_003,Bad date,16/05/94,,,,,,Courier,,\r\n"
    )
    report = take(place, table)
    assert (report.received, report.published, report.inbox, report.refused) == (3, 1, 1, 1)
    header = place.article("articles/1994/demo_001.md").header
    assert header.authors == ("Ada Example", "Ben Example")
    assert header.tags == ("ceasefire", "talks")
    assert header.places == ("Bishkek",)
    assert header.standfirst == "Two, with a comma"
    assert ("DL406", f"{table}:4") in {(m.code, m.path) for m in report.messages}


def test_lines_that_are_no_articles_are_refused_and_the_others_go_on(place: Place, tmp_path: Path) -> None:
    lines = tmp_path / "x.jsonl"
    lines.write_text(
        '{"title": "One", "date": "2020", "source": "C"}\n{"title": \n[1]\n{"title": {"a": 1}, "date": "2020"}\n'
    )
    report = take(place, lines, tmp_path / "missing")
    assert report.received == 5
    assert report.published == 1
    assert {m.code for m in report.messages} >= {"DL436", "DL002"}
    assert report.exit_status == 1


def test_a_record_that_cannot_be_used_leaves_its_article(
    full: Place, tmp_path: Path, new_place: Callable[[str], Place]
) -> None:
    exporting.export(full.settings, tmp_path / "out.jsonl", "jsonl", Report())
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    (row,) = [row for row in rows if "record" in row]
    record = stored.load(row["record"].encode(), "x")
    damaged = {
        "cut": row["record"][:-20],
        "no text": ["a", "list"],
        "another's": stored.dump(replace(record, id="0" * 16)),
        "reaching out": stored.dump(replace(record, dump="../../etc/passwd")),
    }
    codes = {"cut": ["DL416"], "no text": [], "another's": [], "reaching out": ["DL428"]}
    for name, text in damaged.items():
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({**row, "record": text}) + "\n")
        other = new_place(name)
        report = take(other, tmp_path / f"{name}.jsonl")
        assert [m.code for m in report.messages] == codes[name], name
        assert len(other.files("articles")) == 1
        assert other.files("records") == []


def test_the_site_of_an_imported_library_is_the_same(tmp_path: Path, new_place: Callable[[str], Place]) -> None:
    """Copies, versions, places as they were settled, records: all of it is built again from an export."""
    from dateline.site.announce import announce
    from dateline.site.engine import config
    from dateline.site.engine.build import build
    from tests.unit.site.site_library import PELICAN

    wire = "\n\n".join(
        f"Paragraph {n} tells what a spokesman of the mission told reporters in Aleppo." for n in range(6)
    )
    place = new_place("first")
    place.put("a.txt", dump_text("Mission reports", body=wire))
    place.put("b.txt", dump_text("What the mission says", body=wire, Source="The Northern Gazette"))
    place.ingest()
    place.put("a.txt", dump_text("Mission reports", body=wire + "\n\nA further paragraph came later in the day."))
    place.ingest()

    def built(content: Path, output: Path) -> dict[str, bytes]:
        values = {**PELICAN, "PLUGINS": ["dateline"], "JINJA_ENVIRONMENT": {"extensions": ["jinja2.ext.i18n"]}}
        build(config.make(values, Path(PELICAN["THEME"]), content, output), Report(), announce)
        return {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()}

    first = built(place.content, tmp_path / "one" / "output")
    assert any(name.startswith("changes/") for name in first)
    for kind in ("jsonl", "markdown"):
        target = tmp_path / ("out" if kind == "markdown" else f"out.{kind}")
        exporting.export(place.settings, target, kind, Report())
        other = new_place(f"other-{kind}")
        take(other, target)
        again = built(other.content, tmp_path / kind / "output")
        assert sorted(again) == sorted(first)
        assert [name for name in first if first[name] != again[name]] == []
