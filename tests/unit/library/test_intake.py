"""Ingest: once, merged with the curator, in any order, and everything accounted for."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from dateline import library
from dateline.library import copies, files, fixity, manifest, stored, tables
from dateline.library.inventory import CACHE, MEMORY
from dateline.messages import DatelineError, Report
from dateline.model import Status
from tests.library_place import Place, dump_text


def test_a_dump_becomes_an_article_and_a_record(place: Place) -> None:
    place.put("2020/a.txt")
    report = place.ingest()
    assert (report.received, report.published, report.inbox, report.refused) == (1, 1, 0, 0)
    assert place.files("articles") == ["articles/2020/talks-resume-in-the-capital.md"]
    header = place.article().header
    assert (header.title, header.date, header.source) == (
        "Talks resume in the capital",
        "2020-11-08",
        "The Example Courier",
    )
    assert header.dump == "dumps/2020/a.txt"
    record = library.read_record(place.content / "records/2020/talks-resume-in-the-capital.json")
    assert record.id == header.id
    assert record.sha256.startswith(header.id)
    assert record.header == header
    assert record.body == place.article().body
    shown = [line for line in (place.content / "dumps/2020/a.txt").read_text().split("\n") if line]
    assert [line.text for line in record.lines if line.text] == shown


def test_a_second_ingest_writes_nothing(place: Place) -> None:
    place.put("a.txt")
    place.put("b.txt", dump_text("Another story"))
    place.ingest()
    before = {name: (place.content / name).stat().st_mtime_ns for name in place.files()}
    for again in (False, True):
        report = place.ingest(again=again)
        assert (report.received, report.published) == (2, 2)
        assert (place.summary.new, place.summary.updated, place.summary.unchanged) == (0, 0, 2)
        assert {name: (place.content / name).stat().st_mtime_ns for name in place.files()} == before


def test_a_page_that_was_saved_complete_keeps_its_folder(place: Place) -> None:
    place.put("page.html", f"<pre>{dump_text()}</pre>")
    folder = place.content / "dumps/page_files"
    folder.mkdir()
    (folder / "app.js").write_text("var a = 1")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    report = place.ingest()
    assert (report.received, report.refused) == (1, 0)
    assert [(m.code, m.path) for m in report.messages if m.code == "DL115"] == [("DL115", "dumps/page_files")]
    assert report.exit_status == 0
    checked = Report()
    fixity.verify(place.settings, checked)
    assert not [m for m in checked.messages if "page_files" in m.path]


def aged(place: Place) -> None:
    """Files that were changed a moment ago are not remembered."""
    for name in place.files():
        os.utime(place.content / name, (1_600_000_000, 1_600_000_000))


def remembered(place: Place) -> dict[str, tuple[int, int, bytes, bytes]]:
    """What the memory holds, by path."""
    with contextlib.closing(sqlite3.connect(place.content / CACHE / MEMORY)) as memory:
        return {row[0].decode(): row[1:] for row in memory.execute("select * from files")}


def test_the_caches_may_be_deleted_or_damaged(place: Place) -> None:
    place.put("a.txt")
    place.put("b.txt", dump_text("Another", body="Quite another text, of which nobody has heard before this very day."))
    place.ingest()
    aged(place)
    place.ingest()
    before = place.digests()
    memory = place.content / CACHE / MEMORY
    whole = memory.read_bytes()
    assert set(remembered(place)) == {n for n in place.files() if n != manifest.MANIFEST}
    damaged = [b"", b"{", b"SQLite format 3\0", whole[: len(whole) // 2], whole[:100] + bytes(len(whole) - 100)]
    chance = random.Random(0)
    for _ in range(40):
        at = chance.randrange(len(whole))
        damaged.append(whole[:at] + chance.randbytes(chance.choice((1, 8, 512))) + whole[at:])
    for data in damaged:
        memory.write_bytes(data)
        assert place.ingest().exit_status == 0
        assert place.digests() == before
    memory.unlink()
    assert place.ingest().exit_status == 0
    assert set(remembered(place)) == {n for n in place.files() if n != manifest.MANIFEST}


def test_the_memory_is_used_and_written_only_where_it_changed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        place.put(f"{n}.txt", dump_text(f"Story {n}", date=f"201{n}-11-08"))
    place.ingest()
    aged(place)
    place.ingest()
    kept = (place.content / CACHE / MEMORY).stat().st_ino
    with monkeypatch.context() as patched:
        for module, name in ((manifest, "digest"), (stored, "read_head"), (files, "read_text")):
            patched.setattr(module, name, lambda *_: pytest.fail("nothing has changed"))
        assert place.ingest().published == 3
    assert (place.content / CACHE / MEMORY).stat().st_ino == kept
    (place.content / "dumps" / "1.txt").unlink()
    place.ingest()
    assert "dumps/1.txt" not in remembered(place)


@pytest.mark.parametrize(
    "rows",
    [
        "update files set value = x'7b7d'",
        "update files set value = x'5b5d'",
        "update files set value = 1, digest = null",
        "update files set value = x'ff', digest = x'ff' where name like 'records/%' or name like 'articles/%'",
        "delete from files where name like '%1%'",
        "drop table files",
        "pragma user_version = 1",
    ],
)
def test_a_memory_that_says_what_cannot_be(place: Place, rows: str) -> None:
    for n in range(3):
        place.put(f"{n}.txt", dump_text(f"Story {n}", date=f"201{n}-11-08"))
    place.ingest()
    aged(place)
    place.ingest()
    before = place.digests()
    with contextlib.closing(sqlite3.connect(place.content / CACHE / MEMORY, isolation_level=None)) as memory:
        memory.execute(rows)
    assert place.ingest().exit_status == 0
    assert place.digests() == before


def test_names_that_are_no_text(place: Place) -> None:
    name = "caf\udce9.txt"
    try:
        place.put(name)
    except OSError:
        pytest.skip("no name on this system")
    report = place.ingest()
    assert (report.exit_status, report.published) == (0, 1)
    place.put(f"other {name}")
    assert place.ingest().published == 2
    assert place.codes() == ["DL413"]
    report = Report()
    fixity.verify(place.settings, report)
    assert report.exit_status == 0


def test_no_room_for_what_a_run_must_note_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(30):
        place.put(f"{n}.txt", dump_text(f"Story {n}"))
    made = tables.Tables.__init__

    def small(self: tables.Tables, memory: Path) -> None:
        made(self, memory)
        self.run("pragma max_page_count = 1")

    with monkeypatch.context() as patched:
        patched.setattr(tables.Tables, "__init__", small)
        report = place.ingest()
    assert place.codes() == ["DL419", "DL452"]
    assert "temporary file" in report.messages[0].text
    assert (report.received, report.exit_status, report.balanced) == (report.published, 1, True)
    assert len(place.files("articles")) == report.published
    report = place.ingest()
    assert (report.published, report.exit_status) == (30, 0)


def test_no_room_for_finding_copies_is_told(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        place.put(f"{n}.txt", dump_text(f"Story {n}"))

    def full() -> BinaryIO:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(copies, "scratch", full)
        report = place.ingest()
    assert (report.published, report.exit_status) == (3, 1)
    assert place.codes() == ["DL419"]
    report = place.ingest()
    assert report.exit_status == 0
    heads = [library.read_record(place.content / name) for name in place.files("records")]
    assert [len(head.duplicates) for head in heads] == [2, 2, 2], "the next run finds them"


def test_an_untouched_field_follows_a_new_extraction_and_a_touched_one_stays(place: Place) -> None:
    path = place.put("a.txt", dump_text(Authors="Ada Example"))
    place.ingest()
    place.edit("source: The Example Courier", "source: Courier of Examples # corrected")
    place.edit("Negotiators of both sides", "Delegates of both sides")
    path.write_bytes(dump_text(Authors="Ben Example", URL="https://courier.example/a").encode())
    report = place.ingest()
    article = place.article()
    assert article.header.authors == ("Ben Example",)
    assert article.header.url == "https://courier.example/a"
    assert article.header.source == "Courier of Examples"
    assert article.body.startswith("Delegates of both sides")
    assert "# corrected" in next((place.content / "articles").rglob("*.md")).read_text()
    assert "DL429" in place.codes()
    assert report.exit_status == 0
    # and again: what was touched stays touched, though the proposal has not changed since
    place.ingest(again=True)
    assert place.article() == article


def test_a_difference_is_told_once_where_the_curator_wins(place: Place) -> None:
    path = place.put("a.txt")
    place.ingest()
    place.edit("title: Talks resume in the capital", "title: Talks go on")
    path.write_bytes(dump_text("Talks resume in the port").encode())
    place.ingest()
    (told,) = [m for m in place.report.messages if m.code == "DL411" and m.field == "title"]
    assert "Talks resume in the port" in told.text
    assert place.article().header.title == "Talks go on"
    assert place.article().header.slug == "talks-resume-in-the-capital"
    place.ingest(again=True)
    assert "DL411" not in place.codes()


def test_a_confirmed_doubt_is_not_raised_again(place: Place) -> None:
    place.put("a.txt", dump_text(date=""))
    report = place.ingest()
    assert (report.inbox, report.exit_status) == (1, 0)
    header = place.article().header
    assert header.status is Status.INBOX
    assert "date" in header.review
    assert place.files("articles") == ["articles/undated/talks-resume-in-the-capital.md"]
    place.edit("date:\n", "date: 2020-11-08\n")
    review = next(
        row for row in next((place.content / "articles").rglob("*.md")).read_text().split("\n") if "review" in row
    )
    place.edit(review + "\n", "")
    place.edit("status: inbox", "status: published")
    report = place.ingest(again=True)
    assert (report.published, report.inbox) == (1, 0)
    header = place.article().header
    assert (header.status, header.review, header.date) == (Status.PUBLISHED, (), "2020-11-08")


def test_a_deleted_article_is_not_written_again_until_it_is_asked_for(place: Place) -> None:
    path = place.put("a.txt")
    place.ingest()
    article = place.article()
    (place.content / article.path).unlink()
    report = place.ingest()
    assert place.files("articles") == []
    assert place.codes() == ["DL412"]
    assert (report.received, report.exit_status) == (0, 0)
    before = place.digests()
    place.ingest(again=True)
    assert place.digests() == before
    place.ingest(path, restore=True)
    assert place.article() == article
    assert place.ingest().published == 1


def test_an_article_may_be_renamed_and_moved(place: Place) -> None:
    path = place.put("a.txt")
    place.ingest()
    old = place.content / place.article().path
    new = place.content / "articles/talks/first.md"
    new.parent.mkdir()
    old.rename(new)
    path.write_bytes(dump_text(Authors="Ben Example").encode())
    report = place.ingest()
    assert report.published == 1
    assert place.files("articles") == ["articles/talks/first.md"]
    assert place.article().header.authors == ("Ben Example",)


def test_a_renamed_dump_is_recognised(place: Place) -> None:
    path = place.put("a.txt")
    place.ingest()
    path.rename(path.with_name("z.txt"))
    place.ingest()
    assert place.codes() == ["DL414"]
    assert place.article().header.dump == "dumps/z.txt"
    before = place.digests()
    place.ingest()
    assert place.codes() == []
    assert place.digests() == before


def test_a_dump_that_is_gone_is_told_and_its_article_stays(place: Place) -> None:
    path = place.put("a.txt")
    place.ingest()
    path.unlink()
    report = place.ingest()
    assert place.codes() == ["DL415"]
    assert report.exit_status == 0
    assert len(place.files("articles")) == 1


def test_two_files_with_the_same_bytes_are_one_article(place: Place) -> None:
    place.put("b.txt")
    place.put("a.txt")
    report = place.ingest()
    assert (report.received, report.published) == (2, 2)
    assert place.article().header.dump == "dumps/a.txt"
    assert place.codes() == ["DL413"]


def test_the_order_of_arrival_changes_nothing_but_the_accessions(new_place: Callable[[str], Place]) -> None:
    texts = {f"{n}.txt": dump_text(f"Story number {n}") for n in range(4)} | {"9.txt": dump_text("Story number 0")}
    results = []
    for name, order in (("all", None), ("up", sorted(texts)), ("down", sorted(texts, reverse=True))):
        place = new_place(name)
        for file in order or []:
            place.put(file, texts[file])
            place.ingest()
        if order is None:
            for file, text in texts.items():
                place.put(file, text)
            place.ingest()
        results.append(place.but_arrival())
    assert results[0] == results[1] == results[2]


def test_each_run_that_brings_articles_is_an_accession(place: Place) -> None:
    def accessions() -> dict[str, int]:
        records = [stored.read(place.content / name) for name in place.files("records")]
        return {record.dump: record.accession for record in records}

    for run in range(3):
        place.put(f"{run}.txt", dump_text(f"Story number {run}"))
        place.ingest()
        place.ingest()  # brings nothing, and counts for nothing
    told = {f"dumps/{run}.txt": run for run in range(3)}
    assert accessions() == told
    manifest = place.content / "manifest-sha256.txt"
    whole = manifest.read_bytes()
    place.put("3.txt", dump_text("Story number 3"))
    place.ingest()
    manifest.write_bytes(whole)  # as if the run had been killed before its end
    place.put("4.txt", dump_text("Story number 4"))
    place.ingest()
    assert accessions() == told | {"dumps/3.txt": 3, "dumps/4.txt": 3}
    manifest.unlink()
    place.put("5.txt", dump_text("Story number 5"))
    place.ingest()
    assert accessions() == told | {"dumps/3.txt": 3, "dumps/4.txt": 3, "dumps/5.txt": 3}


def test_any_number_of_workers_gives_the_same_bytes(new_place: Callable[[str], Place]) -> None:
    results = []
    for workers in (1, 3):
        place = new_place(str(workers))
        place.settings = replace(place.settings, workers=workers)
        for n in range(13):
            place.put(f"{n}.txt", dump_text(f"Story number {n % 9}", date=f"2020-11-{n % 2 + 1:02}") + "x" * (n // 9))
        place.put("empty.txt", b"")
        report = place.ingest()
        assert (report.received, report.published, report.refused) == (14, 13, 1)
        results.append((place.digests(), report.as_json()))
    assert results[0] == results[1]


def test_two_articles_with_one_title_get_two_slugs(place: Place) -> None:
    for n in range(3):
        place.put(
            f"{n}.txt", dump_text(body=f"Text number {n} of the day says what was said on that day in a sentence.")
        )
    place.put("other-day.txt", dump_text(date="2020-11-09"))
    place.ingest()
    names = [Path(name).stem for name in place.files("articles")]
    assert len({name.casefold() for name in names}) == 4
    assert "talks-resume-in-the-capital" in names
    assert sorted(names) == sorted(Path(name).stem for name in place.files("records"))
    assert place.check().exit_status == 0


def test_a_file_of_the_curators_own_is_never_overwritten(place: Place) -> None:
    own = place.content / "articles/2020/talks-resume-in-the-capital.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\ntitle: Mine\ndate: 2020-11-08\nsource: Me\n---\n\nMy text.\n")
    before = own.read_bytes()
    place.put("a.txt")
    place.ingest()
    assert own.read_bytes() == before
    assert len(place.files("articles")) == 2


def test_a_broken_header_is_told_and_not_touched(place: Place) -> None:
    path = place.put("a.txt")
    place.ingest()
    article = place.edit("title:", "titel:")
    before = article.read_bytes()
    path.write_bytes(dump_text(Authors="Ben Example").encode())
    for _ in range(2):
        report = place.ingest()
        assert report.exit_status == 1
        assert {"DL403", "DL405"} <= set(place.codes())
        assert article.read_bytes() == before
        assert report.balanced
    assert place.files("articles") == [article.relative_to(place.content).as_posix()]


def test_a_damaged_record_is_told_and_written_anew(place: Place) -> None:
    place.put("a.txt")
    place.ingest()
    (name,) = place.files("records")
    record = place.content / name
    good = record.read_bytes()
    place.edit("title: Talks resume in the capital", "title: Talks go on")
    for bad in (b"", b"{", good[: len(good) // 2], good.replace(b'"format": 1', b'"format": 9'), b"\xff\xfe", b"[]"):
        record.write_bytes(bad)
        report = place.ingest()
        assert "DL416" in place.codes()
        assert report.exit_status == 1
        assert place.article().header.title == "Talks go on"
        assert record.read_bytes() == good
        assert place.ingest().exit_status == 0


def test_hints_beside_a_dump_win_and_a_change_of_them_is_seen(place: Place) -> None:
    path = place.put("a.txt")
    place.ingest()
    beside = path.with_name("a.txt.meta.yaml")
    beside.write_text("source: The Northern Gazette\n")
    place.ingest()
    assert place.article().header.source == "The Northern Gazette"
    beside.write_text("sauce: x\n")
    report = place.ingest()
    assert report.refused == 1
    assert place.article().header.source == "The Northern Gazette"


def test_dumps_from_elsewhere_are_copied_in(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "desk"
    (elsewhere / "sub").mkdir(parents=True)
    (elsewhere / "one.txt").write_text(dump_text("One"))
    (elsewhere / "sub" / "two.txt").write_text(dump_text("Two"))
    (elsewhere / "sub" / "two.txt.meta.yaml").write_text("source: The Northern Gazette\n")
    place.put("one.txt", dump_text("Something else"))
    report = place.ingest(elsewhere, tmp_path / "nothing")
    assert (report.received, report.published, report.refused) == (3, 2, 1)
    assert "DL002" in place.codes()
    assert len(place.files("dumps")) == 4
    assert len(place.files("articles")) == 2
    assert (elsewhere / "one.txt").read_text() == dump_text("One")
    before = place.digests()
    place.ingest(elsewhere)
    assert place.digests() == before


def test_only_the_dumps_that_were_asked_for_are_taken_up(place: Place) -> None:
    one = place.put("one.txt", dump_text("One"))
    place.put("two.txt", dump_text("Two"))
    assert place.ingest(one).received == 1
    assert place.ingest(place.content / "dumps").received == 2


def test_dumps_are_never_written_to(place: Place) -> None:
    paths = [place.put("a.txt"), place.put("bad.txt", b"\x00\x01\x02")]
    for path in paths:
        path.chmod(0o444)
    before = [(path.stat().st_mtime_ns, path.read_bytes()) for path in paths]
    place.ingest()
    place.ingest(again=True)
    assert [(path.stat().st_mtime_ns, path.read_bytes()) for path in paths] == before


def test_one_run_at_a_time(place: Place) -> None:
    from dateline.library import atomic

    place.put("a.txt")
    with atomic.lock(place.content / ".dateline"), pytest.raises(DatelineError, match="DL418"):
        place.ingest()
    assert place.ingest().published == 1, "a lock file that nobody holds stops nobody"


def test_nothing_is_written_through_a_link_out_of_the_library(place: Place, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (place.content / "articles").mkdir()
    (place.content / "articles" / "2020").symlink_to(outside)
    place.put("a.txt")
    report = place.ingest()
    assert "DL428" in place.codes()
    assert (report.refused, report.exit_status) == (1, 1)
    assert list(outside.iterdir()) == []


def test_the_record_is_one_entry_per_line(place: Place) -> None:
    place.put("a.txt")
    place.ingest()
    (name,) = place.files("records")
    text = (place.content / name).read_text()
    rows = [row for row in text.split("\n") if row.startswith("[") and '"paragraph"' in row]
    assert len(rows) == 3
    assert json.loads(rows[0].rstrip(","))[4].startswith("Negotiators")
