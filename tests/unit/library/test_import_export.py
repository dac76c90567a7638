"""Export is complete and import makes the same of it; what other systems wrote is understood."""

from __future__ import annotations

import csv
import errno
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline import library
from dateline.library import exporting, fixity, importing, stored
from dateline.messages import DatelineError, Report, Severity
from dateline.model import Correction, Header, MarkdownFile, Publish, Standing, Statement, Status, Withdrawal
from tests import torture
from tests.crash.faults import Counter, failing
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
        translation_of="gone",
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


LONG = "\n\n".join(f'Paragraph {n} of a long report, with \U0001f30d, "quotes" and; semicolons.' for n in range(4000))


@pytest.fixture
def full(place: Place) -> Place:
    """A library with something of everything that can be in one."""
    place.put("a.txt", dump_text())
    place.put("2020/deleted.txt", dump_text("Deleted by the curator"))
    place.put("2020/moved.txt", dump_text("Moved by the curator"))
    place.put("hints.txt", "Talks\n\nNegotiators of both sides met on Sunday for the third time this year in town.\n")
    place.put("hints.meta.yaml", "title: With hints\nsource: Courier\ndate: 2019-01-02\n")
    place.put("refused.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    (place.content / "pages").mkdir()
    (place.content / "pages" / "about.md").write_text("---\ntitle: About us\n---\nText.\n")
    (place.content / "authority").mkdir()
    (place.content / "authority" / "sources.yaml").write_text("courier:\n  name: Courier\n")
    (place.content / "logo.svg").write_text("<svg/>")
    (place.content / "decisions.jsonl").write_text('{"who": "A"}\n{"who": "B"}\n')
    place.ingest()
    (place.content / "articles/2020/deleted-by-the-curator.md").unlink()
    moved = place.content / "articles" / "moved" / "elsewhere.md"
    moved.parent.mkdir()
    (place.content / "articles/2020/moved-by-the-curator.md").rename(moved)
    bodies = ("=SUM(1)\n\n> quote\n\n## Heading", LONG, "- a\n- b")
    for header, body in zip(HEADERS, bodies, strict=True):
        path = place.content / "articles" / (header.date[:4] or "undated") / f"{header.slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(library.render(MarkdownFile("", header, body)))
    by_hand = place.content / "articles" / "by-hand.md"
    by_hand.write_text(
        "---\ntitle: By hand\ndate: 2001\ndate_precision: year\nsource: Courier\nstatus: published\n---\n"
    )
    place.ingest()
    return place


ARTICLES = 7


def take(place: Place, *paths: Path) -> Report:
    report = Report()
    importing.take(place.settings, paths, report)
    assert report.balanced
    return report


def exported(place: Place, kind: str, folder: Path) -> Path:
    target = folder / ("out" if kind == "markdown" else f"out.{kind}")
    report = Report()
    assert exporting.export(place.settings, target, kind, report) == ARTICLES
    assert (report.refused, report.messages) == (0, [])
    return target


@pytest.mark.parametrize("kind", exporting.FORMATS)
def test_what_was_exported_is_imported_the_same(
    kind: str, full: Place, tmp_path: Path, new_place: Callable[[str], Place]
) -> None:
    assert len(LONG) > 131_072, "longer than the csv module takes by itself"
    target = exported(full, kind, tmp_path)
    other = new_place("other")
    report = take(other, target)
    assert (report.received, report.refused, report.messages) == (ARTICLES, 0, [])
    assert other.digests() == full.digests()
    # and once more: nothing is overwritten, and each article is known
    again = take(other, target)
    assert other.digests() == full.digests()
    assert {m.code for m in again.messages} == {"DL438"}
    assert again.refused == ARTICLES
    # what the curator deleted does not come back, and nothing else is new
    assert other.ingest().refused == 1
    assert (other.summary.new, other.summary.updated, other.summary.deleted) == (0, 0, 1)
    assert other.digests() == full.digests()


@pytest.mark.parametrize("kind", exporting.FORMATS)
def test_an_import_that_was_killed_is_completed_by_the_next(
    kind: str, full: Place, tmp_path: Path, new_place: Callable[[str], Place]
) -> None:
    target = exported(full, kind, tmp_path)
    kinds = ("write", "rename", "mkdir", "fsync")
    counter = Counter(kinds, -1, lambda: None, tmp_path / "count")
    with counter.patched():
        take(new_place("count"), target)
    assert counter.seen > 60
    for number in torture.some(range(1, counter.seen + 1), 8):
        other = new_place(str(number))
        child = os.fork()
        if child == 0:  # pragma: no cover - ends by the signal
            with Counter(kinds, number, lambda: os.kill(os.getpid(), signal.SIGKILL), other.content).patched():
                take(other, target)
            os._exit(0)
        os.waitpid(child, 0)
        take(other, target)
        assert other.digests() == full.digests(), number
        torture.count(f"imports of {kind} killed at a call and completed")


@pytest.mark.parametrize("kind", exporting.FORMATS)
def test_a_fault_while_an_export_is_written_is_told(kind: str, full: Place, tmp_path: Path) -> None:
    counter = Counter(("write", "rename", "open"), -1, lambda: None, tmp_path / "count")
    (tmp_path / "count").mkdir()
    with counter.patched():
        exported(full, kind, tmp_path / "count")
    for number in torture.some(range(1, counter.seen + 1), 6):
        folder = tmp_path / str(number)
        folder.mkdir()
        report = Report()
        target = folder / ("out" if kind == "markdown" else f"out.{kind}")
        try:
            with Counter(("write", "rename", "open"), number, failing(errno.ENOSPC), folder).patched():
                exporting.export(full.settings, target, kind, report)
        except DatelineError as error:
            assert {m.code for m in error.messages} == {"DL419"}  # noqa: PT017
            if kind != "markdown" and target.exists():  # its folder could not be flushed any more
                assert target.read_bytes() == (tmp_path / "count" / target.name).read_bytes(), "it is not whole"
        else:
            assert report.exit_status == 1, number
        torture.count(f"exports of {kind} with a fault")


def test_no_cell_is_a_formula(full: Place, tmp_path: Path) -> None:
    exporting.export(full.settings, tmp_path / "out.csv", "csv", Report())
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert max(map(len, cells)) < 32_767, "spreadsheets cut a longer one"
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


FOREIGN = {
    "content/posts/hugo.md": """+++
title = 'From Hugo'
date = 2020-11-08T10:00:00+03:00
lastmod = 2020-11-09
categories = ['a', 'b']
tags = ['b', 'c']
authors = ['Ada Example', 'Ben Example']
aliases = ['/old/address.html']
weight = 3
[params]
  source = 'Courier'
  hero = 'x.jpg'
+++
First paragraph.

<!--more-->

{{< figure src="map.png" caption="The front" >}}
""",
    "content/posts/a-bundle/index.md": "---\ntitle: A page bundle\ndate: 2018-01-01\nsource: Courier\n---\nText.\n",
    "content/posts/_index.md": "---\ntitle: All posts\n---\n",
    "content/posts/json.md": '{\n"title": "In JSON", "date": "2017-05-06", "source": "Courier", "draft": true\n}\n',
    "archetypes/default.md": '+++\ntitle = "{{ replace .Name }}"\n+++\n',
    "_posts/2019-05-06-from-jekyll.md": """---
layout: post
title: From Jekyll
author: {name: Ada Example, email: ada@courier.example}
source: Courier
categories: [x]
permalink: /2019/from-jekyll/
published: true
---

Text with {% include note.html %}.
""",
    "_posts/2019-05-07-zoned.md": "---\ntitle: Zoned\ndate: 2019-05-07 23:30:00 -0500\nsource: Courier\n---\nText.\n",
    "_posts/2019-05-08-held.md": "---\ntitle: Held\nsource: Courier\npublished: false\n---\nText.\n",
    "_drafts/thoughts.md": "---\ntitle: Thoughts\n---\nText.\n",
    "pelican.md": """Title: From Pelican: a story
Date: 3 December 2010
Source: Courier
Authors: Ada Example,
    Ben Example
Tags: pelican, publishing
Summary: Short.
    And longer.

Text, see [the other]({filename}other.md).
""",
    "2011-02-03_named.md": "Title: Named\nSource: Courier\nDate: 05/06/2011\n\nText.\n",
    "nothing.md": "Only text.\n",
    "broken.md": "---\ntitle: a: b\n---\n",
    "old.rst": "Title\n=====\n",
}


def test_other_systems_are_understood(place: Place, tmp_path: Path) -> None:
    for name, text in FOREIGN.items():
        path = tmp_path / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    report = take(place, tmp_path / "blog")
    assert (report.received, report.refused) == (11, 1)
    told = [(m.code, m.field or m.path.rpartition("/")[2]) for m in report.messages]
    assert sorted(told) == [
        ("DL402", "broken.md"),
        ("DL437", "aliases"),
        ("DL437", "hero"),
        ("DL437", "layout"),
        ("DL437", "permalink"),
        ("DL437", "weight"),
        ("DL447", "_index.md"),
        ("DL447", "archetypes"),
        ("DL447", "old.rst"),
        ("DL448", "body"),
        ("DL448", "body"),
        ("DL448", "body"),
        ("DL449", "date"),
    ]
    hugo = place.article("articles/2020/hugo.md")
    header = hugo.header
    assert (header.title, header.date, header.modified) == ("From Hugo", "2020-11-08T10:00:00+03:00", "2020-11-09")
    assert (header.tags, header.authors, header.source) == (
        ("a", "b", "c"),
        ("Ada Example", "Ben Example"),
        "Courier",
    )
    assert header.review == ("body",)
    assert hugo.body == 'First paragraph.\n\n\n{{< figure src="map.png" caption="The front" >}}'
    jekyll = place.article("articles/2019/from-jekyll.md").header
    assert (jekyll.date, jekyll.authors, jekyll.tags) == ("2019-05-06", ("Ada Example",), ("x",))
    assert place.article("articles/2019/zoned.md").header.date == "2019-05-07T23:30:00-05:00"
    assert place.article("articles/2019/held.md").header.status is Status.DRAFT
    assert place.article("articles/2017/json.md").header.status is Status.DRAFT
    assert place.article("articles/undated/thoughts.md").header.status is Status.DRAFT
    pelican = place.article("articles/2010/pelican.md").header
    assert (pelican.title, pelican.tags, pelican.standfirst, pelican.date) == (
        "From Pelican: a story",
        ("pelican", "publishing"),
        "Short. And longer.",
        "2010-12-03",
    )
    assert pelican.authors == ("Ada Example", "Ben Example")
    named = place.article("articles/2011/named.md").header
    assert (named.date, named.review, named.status) == ("2011-02-03", ("date",), Status.PUBLISHED)
    assert place.article("articles/2018/a-bundle.md").body == "Text."
    waiting = place.article("articles/undated/nothing.md")
    assert waiting.header.status is Status.INBOX
    assert set(waiting.header.review) == {"title", "date", "source"}
    assert waiting.body == "Only text."
    # the same once more: nothing is there twice
    before = place.digests()
    assert take(place, tmp_path / "blog").refused == 11
    assert place.digests() == before


def test_markdown_keeps_a_curators_comments(full: Place, tmp_path: Path, new_place: Callable[[str], Place]) -> None:
    path = full.edit("title: By hand", "# typed from paper\r\ntitle: 'By hand'", "articles/by-hand.md")
    target = exported(full, "markdown", tmp_path)
    other = new_place("other")
    take(other, target)
    assert (other.content / "articles" / "by-hand.md").read_bytes() == path.read_bytes()
    assert other.digests() == full.digests()


def test_the_outlet_of_a_blog_is_said_once(place: Place, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("---\ntitle: One\ndate: 2018-01-01\n---\nText.\n")
    (tmp_path / "two.md").write_text("---\ntitle: Two\ndate: 2018-01-01\nsource: Gazette\n---\nText.\n")
    report = Report()
    importing.take(place.settings, [tmp_path / "one.md", tmp_path / "two.md"], report, source="My Blog")
    assert (report.published, report.messages) == (2, [])
    assert place.article("articles/2018/one.md").header.source == "My Blog"
    assert place.article("articles/2018/two.md").header.source == "Gazette"


COLUMNS = "objectid,title,date,creator,description,subject,location,latitude,source,language,format,object_location"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_of_metadata_becomes_articles(delimiter: str, place: Place, tmp_path: Path) -> None:
    """CollectionBuilder's columns, as written by its own template and by spreadsheets of several countries."""
    rows = [
        COLUMNS.split(","),
        ["demo_001", "A report", "1994-05-16", "Ada Example; Ben Example", "Two, with a comma", "ceasefire;talks",
         "Bishkek", "42.9", "Courier", "eng", "text", "https://courier.example/a.pdf"],
        ["demo_002", "No date", "", "", "", "", "", "", "Courier", "", "", "/objects/demo_002.jpg"],
        ["demo_003", "Short year", "16/05/94", "", "", "", "", "", "Courier", "", "", ""],
        ["demo_004", "Only a year", "1994", "", "", "", "", "", "Courier", "fre", "image/jpeg", ""],
    ]  # fmt: skip
    table = tmp_path / "metadata.csv"
    with table.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    report = take(place, table)
    assert (report.received, report.published, report.inbox, report.refused) == (4, 2, 2, 0)
    header = place.article("articles/1994/demo_001.md").header
    assert header.authors == ("Ada Example", "Ben Example")
    assert header.tags == ("ceasefire", "talks")
    assert header.places == ("Bishkek",)
    assert header.standfirst == "Two, with a comma"
    assert (header.lang, header.url) == ("en", "https://courier.example/a.pdf")
    year = place.article("articles/1994/demo_004.md").header
    assert (year.date, year.date_precision, year.lang) == ("1994", "year", "fr")
    assert place.article("articles/undated/demo_003.md").header.review == ("date",)
    told = sorted((m.code, m.field) for m in report.messages)
    assert told == [("DL437", "format"), ("DL437", "latitude"), ("DL437", "object_location"), ("DL449", "date")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a,b\n1,2\n", "DL436"),
        (b"", "DL436"),
        ("title,date\nX,2020\n".encode("utf-16"), "DL409"),
        ("title,date\nÜber,2020\n".encode("latin-1"), "DL409"),
    ],
)
def test_a_table_that_is_none_is_refused(data: bytes, code: str, place: Place, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    report = take(place, tmp_path / "x.csv")
    assert (report.received, report.refused, [m.code for m in report.messages]) == (1, 1, [code])
    assert place.files("articles") == []


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"+++\ntitle = 'One'\ndate = 2021-99-99\n+++\nText.\n", "DL402", 3),
        (b'{\n"title": "One",\n"date": \n}\nText.\n', "DL402", 4),
        (b"---\ntitle: a: b\n---\nText.\n", "DL402", 2),
        (b"\x00\x01\x02", "DL102", 0),
        (b" \r\n\r\n", "DL101", 0),
    ],
)
def test_a_markdown_file_that_is_none_is_refused_with_its_line(
    data: bytes, code: str, line: int, place: Place, tmp_path: Path
) -> None:
    (tmp_path / "one.md").write_bytes(data)
    report = take(place, tmp_path / "one.md")
    assert (report.received, report.refused) == (1, 1)
    assert [(m.code, m.line) for m in report.messages] == [(code, line)]
    assert place.files("articles") == []


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
    place: Place, tmp_path: Path, new_place: Callable[[str], Place]
) -> None:
    place.put("a.txt", dump_text())
    place.ingest()
    exporting.export(place.settings, tmp_path / "out.jsonl", "jsonl", Report())
    (path,) = (tmp_path / "out.jsonl.files").rglob("records/**/*.json")
    record = stored.read(path)
    good = path.read_bytes()
    damaged = {
        "cut": good[:-20],
        "no record": b"[]",
        "another's": stored.dump(replace(record, id="0" * 16)).encode(),
        "reaching out": stored.dump(replace(record, dump="../../etc/passwd")).encode(),
    }
    codes = {"cut": ["DL416"], "no record": [], "another's": [], "reaching out": ["DL428"]}
    for name, data in damaged.items():
        path.write_bytes(data)
        other = new_place(name)
        report = take(other, tmp_path / "out.jsonl")
        assert [m.code for m in report.messages] == codes[name], name
        assert len(other.files("articles")) == 1
        assert len(other.files("records")) == (1 if name == "another's" else 0)


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_an_export_of_an_older_version_finds_its_files(
    kind: str, full: Place, tmp_path: Path, new_place: Callable[[str], Place]
) -> None:
    """It named their folder without the table's suffix, also in the cells that name a long text."""
    folder = tmp_path / "export"
    folder.mkdir()
    target = exported(full, kind, folder)
    (folder / f"out.{kind}.files").rename(folder / "out.files")
    target.write_bytes(target.read_bytes().replace(f"out.{kind}.files/".encode(), b"out.files/"))
    for number, given in enumerate((target, folder)):  # the table, or the folder that it lies in
        other = new_place(str(number))
        report = take(other, given)
        assert [m.code for m in report.messages if m.severity > Severity.NOTICE] == []
        assert other.digests() == full.digests()


def test_a_table_without_its_files_is_told_and_completed_later(
    full: Place, tmp_path: Path, new_place: Callable[[str], Place]
) -> None:
    target = exported(full, "csv", tmp_path)
    beside = tmp_path / "out.csv.files"
    beside.rename(tmp_path / "aside")
    other = new_place("other")
    report = take(other, target)
    assert sorted(m.code for m in report.messages) == ["DL446", "DL446"]  # once for all, once for the long text
    assert report.exit_status == 1
    assert other.files("records") == other.files("dumps") == []
    (tmp_path / "aside").rename(beside)
    take(other, target)
    long = "articles/1999/gone.md"
    assert {name for name, digest in full.digests().items() if other.digests().get(name) != digest} == {long}


def test_what_the_library_has_stays_as_it_is(full: Place, tmp_path: Path, new_place: Callable[[str], Place]) -> None:
    target = exported(full, "markdown", tmp_path)
    other = new_place("other")
    other.put("a.txt", dump_text("Another story", date="2015-01-02"))
    other.put("hints.txt", dump_text("One more", date="2015-01-03"))
    other.ingest()
    (other.content / "authority").mkdir()
    (other.content / "authority" / "sources.yaml").write_text("gazette:\n  name: Gazette\n")
    (other.content / "decisions.jsonl").write_text('{"who": "Z"}\n{"who": "B"}')
    before = other.digests()
    report = take(other, target)
    assert [(m.code, m.path) for m in report.messages] == [("DL445", "authority/sources.yaml")]
    kept = {name: digest for name, digest in before.items() if name not in ("manifest-sha256.txt", "decisions.jsonl")}
    assert kept.items() <= other.digests().items()
    assert (other.content / "decisions.jsonl").read_text() == '{"who": "Z"}\n{"who": "B"}\n{"who": "A"}\n'
    article = other.article("articles/2020/talks-resume-in-the-capital.md").header
    assert article.dump.startswith("dumps/a-")
    assert (other.content / article.dump).read_bytes() == (full.content / "dumps" / "a.txt").read_bytes()
    hinted = other.article("articles/2019/with-hints.md").header
    assert (other.content / f"{hinted.dump}.meta.yaml").is_file()
    other.ingest()
    assert (other.summary.new, other.summary.updated) == (0, 0)
    after = Report()
    fixity.verify(other.settings, after)
    assert [str(m) for m in after.messages] == []


def test_nothing_leads_out_of_an_export(full: Place, tmp_path: Path, new_place: Callable[[str], Place]) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    target = exported(full, "csv", tmp_path)
    (tmp_path / "out.csv.files" / "content" / "dumps" / "link.txt").symlink_to(tmp_path / "secret.txt")
    with target.open("a", newline="") as file:
        for n, name in enumerate(
            ("../secret.txt", str(tmp_path / "secret.txt"), "out.csv.files/../../x", "a\0b", "x" * 5000)
        ):
            row = {"path": f"articles/../../evil{n}.md", "title": "E", "date": "2001", "source": "S", "body_file": name}
            csv.DictWriter(file, exporting.COLUMNS, "").writerow(row)
    folder = tmp_path / "inner"
    folder.mkdir()
    target.rename(folder / "out.csv")
    (tmp_path / "out.csv.files").rename(folder / "out.csv.files")
    other = new_place("other")
    report = take(other, folder / "out.csv")
    assert sorted(m.code for m in report.messages) == ["DL104", *["DL446"] * 5]
    assert report.published == ARTICLES - 1 + 5  # (one is a draft, which counts as published)
    assert not [p for p in tmp_path.rglob("*evil*") if not p.is_relative_to(other.content / "articles" / "2001")]
    assert not [p for p in other.content.rglob("*") if p.is_file() and b"secret" in p.read_bytes()]


def test_an_export_goes_to_a_place_of_its_own(full: Place, tmp_path: Path) -> None:
    (tmp_path / "out.csv.files").mkdir()
    (tmp_path / "out.csv.files" / "mine.txt").write_text("mine")
    places = [(tmp_path / "out.csv", "csv"), (tmp_path / "out.csv.files", "markdown"), (full.content / "x.csv", "csv")]
    for target, kind in (*places, (tmp_path, "jsonl")):
        with pytest.raises(DatelineError, match="DL002"):
            exporting.export(full.settings, target, kind, Report())
    assert [path.name for path in (tmp_path / "out.csv.files").iterdir()] == ["mine.txt"]


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
    for kind in exporting.FORMATS:
        target = tmp_path / ("out" if kind == "markdown" else f"{kind}.{kind}")
        exporting.export(place.settings, target, kind, Report())
        other = new_place(f"other-{kind}")
        take(other, target)
        again = built(other.content, tmp_path / kind / "output")
        assert sorted(again) == sorted(first)
        assert [name for name in first if first[name] != again[name]] == []


def test_two_exports_side_by_side_share_nothing(full: Place, tmp_path: Path, new_place: Callable[[str], Place]) -> None:
    for kind in ("csv", "jsonl"):
        exporting.export(full.settings, tmp_path / f"out.{kind}", kind, Report())
    for kind in ("csv", "jsonl"):
        other = new_place(kind)
        report = take(other, tmp_path / f"out.{kind}")
        assert report.exit_status == 0
        assert other.digests().keys() >= {name for name in full.digests() if name.startswith(("records", "dumps"))}


@pytest.mark.parametrize("text", ["=1", "'=1", "''", "' =1", " =1", "\n=1", '"=1', "\uff1d1", "'", "x;=1", "'x"])
def test_a_cell_is_read_as_what_was_written(text: str) -> None:
    assert exporting.from_cell("title", exporting.cell(text)) == text
