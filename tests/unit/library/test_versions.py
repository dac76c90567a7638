"""A newer dump of the same story: nothing of the earlier one is lost, whatever way it came in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dateline import library
from dateline.library import fixity, versions
from dateline.messages import Report
from dateline.model import MarkdownFile
from tests.library_place import Place, dump_text

FIRST = (
    "Negotiators of both sides met on Sunday for the third time this year.\n\n"
    "A spokeswoman for the ministry said that an agreement on prisoners was close, and that talks would go on.\n\n"
    "Officials of the other side did not comment on what was said behind closed doors during the morning."
)
SECOND = (
    FIRST.replace("was close", "had been reached") + "\n\nThe exchange of prisoners is to begin on Tuesday morning."
)


def story(body: str, **more: str) -> str:
    return dump_text("Talks resume in the capital", body=body, **more)


@pytest.fixture
def updated(place: Place) -> Place:
    """A dump that was overwritten by a newer one."""
    place.put("talks.txt", story(FIRST))
    place.ingest()
    place.put("talks.txt", story(SECOND))
    place.ingest()
    return place


def articles(place: Place) -> dict[str, MarkdownFile]:
    return {Path(name).stem: place.article(name) for name in place.files("articles")}


def test_a_dump_that_is_overwritten_leaves_its_text_as_an_earlier_version(updated: Place) -> None:
    assert updated.codes() == ["DL429", "DL439"]
    found = articles(updated)
    assert set(found) == {"talks-resume-in-the-capital", "talks-resume-in-the-capital-version-1"}
    newest, first = found["talks-resume-in-the-capital"], found["talks-resume-in-the-capital-version-1"]
    assert "had been reached" in newest.body
    assert "was close" in first.body
    assert first.header.version_of == newest.header.slug == "talks-resume-in-the-capital"
    assert (first.header.date, first.header.source) == (newest.header.date, newest.header.source)
    assert first.header.dump == ""
    assert first.header.id not in ("", newest.header.id)
    record = library.read_record(updated.content / "records/2020/talks-resume-in-the-capital-version-1.json")
    assert record.superseded
    assert record.id == first.header.id
    assert any("was close" in line.text for line in record.lines)


def test_the_ledger_counts_dumps_and_no_versions(updated: Place) -> None:
    assert (updated.report.received, updated.report.published) == (1, 1)


def test_a_further_run_changes_nothing_and_a_third_dump_keeps_the_second_too(updated: Place) -> None:
    before = updated.digests()
    updated.ingest()
    assert updated.digests() == before
    assert updated.codes() == []
    updated.ingest(again=True)
    assert updated.digests() == before
    updated.put("talks.txt", story(SECOND.replace("Tuesday", "Wednesday")))
    updated.ingest()
    found = articles(updated)
    assert len(found) == 3
    assert "Tuesday" in found["talks-resume-in-the-capital-version-2"].body
    assert found["talks-resume-in-the-capital-version-2"].header.version_of == "talks-resume-in-the-capital"


def test_a_newer_text_keeps_the_day_and_so_the_address_of_the_story(place: Place) -> None:
    place.put("talks.txt", story(FIRST))
    place.ingest()
    place.put("talks.txt", story(SECOND, date="2020-11-09"))
    place.ingest()
    newest = articles(place)["talks-resume-in-the-capital"].header
    assert (newest.date, newest.modified) == ("2020-11-08", "2020-11-09")
    before = place.digests()
    place.ingest(again=True)
    assert place.digests() == before


def test_what_is_kept_is_what_the_curator_had_made_of_it(place: Place) -> None:
    place.put("talks.txt", story(FIRST))
    place.ingest()
    place.edit("status: published", "status: published\nwarning: Names prisoners")
    place.put("talks.txt", story(SECOND))
    place.ingest()
    for file in articles(place).values():
        assert file.header.warning == "Names prisoners"


def test_a_text_that_the_curator_wrote_stays_and_is_no_version(place: Place) -> None:
    place.put("talks.txt", story(FIRST))
    place.ingest()
    place.edit("was close", "was very close")
    place.put("talks.txt", story(SECOND))
    place.ingest()
    assert "was very close" in place.article().body
    assert "DL411" in place.codes()
    assert "DL439" not in place.codes()


def test_a_change_beside_the_text_makes_no_version(place: Place) -> None:
    place.put("talks.txt", story(FIRST))
    place.ingest()
    place.put("talks.txt", story(FIRST, date="2020-11-09"))
    place.ingest()
    assert len(articles(place)) == 1


def test_a_dump_that_waited_in_the_inbox_leaves_no_version(place: Place) -> None:
    place.put("talks.txt", story(FIRST, date=""))
    place.ingest()
    place.put("talks.txt", story(SECOND))
    place.ingest()
    assert len(articles(place)) == 1


def test_verify_and_check_know_that_the_older_dump_is_gone(updated: Place) -> None:
    report = Report()
    fixity.verify(updated.settings, report)
    assert [str(m) for m in report.messages] == []
    updated.check()
    assert {"DL415", "DL412"}.isdisjoint(updated.codes())


def test_a_run_killed_between_articles_and_records_is_completed(updated: Place, tmp_path: Path) -> None:
    whole = updated.digests()
    other = Place(tmp_path / "other" / "content")
    other.put("talks.txt", story(FIRST))
    other.ingest()
    other.put("talks.txt", story(SECOND))
    shutil.rmtree(other.content / "articles")
    shutil.copytree(updated.content / "articles", other.content / "articles")  # what the killed run had written
    other.ingest()
    assert other.digests() == whole


def test_dumps_of_one_page_are_versions_however_much_was_rewritten(place: Place) -> None:
    rewritten = "A deal on prisoners was signed, both sides said.\n\n" + "\n\n".join(
        f"Paragraph {n} of the new text tells what the negotiators of both sides agreed behind closed doors on Sunday."
        for n in range(6)
    )
    place.put("one.txt", story(FIRST, URL="https://courier.example/talks?utm_source=x"))
    place.put("two.txt", story(rewritten, URL="http://www.courier.example/talks/", date="2020-12-24"))
    place.put("else.txt", dump_text("Else", body="Rain fell on the hills.", URL="https://courier.example/else"))
    place.ingest()
    records = [library.read_record(place.content / name) for name in place.files("records")]
    groups = {record.dump: len(record.duplicates) for record in records}
    assert groups == {"dumps/one.txt": 1, "dumps/two.txt": 1, "dumps/else.txt": 0}


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.x.example/a/?utm_source=b#c", "x.example/a"),
        ("http://x.example/a", "x.example/a"),
        ("https://x.example/a?id=2&fbclid=3", "x.example/a?id=2"),
        ("https://x.example/", ""),
        ("https://x.example/index.html", ""),
        ("", ""),
        ("https://[broken", ""),
    ],
)
def test_what_of_an_address_names_the_page(url: str, page: str) -> None:
    assert versions.page(url) == page


def test_a_dump_and_its_record_brought_back_from_git_find_their_article(place: Place) -> None:
    place.put("talks.txt", story(FIRST))
    place.ingest()
    kept = {name: (place.content / name).read_bytes() for name in (*place.files("dumps"), *place.files("records"))}
    place.put("talks.txt", story(SECOND))
    place.ingest()
    for name, data in kept.items():  # as "git checkout content/dumps content/records" does
        (place.content / name).write_bytes(data)
    place.ingest()
    assert "DL412" not in place.codes(), "nobody deleted the article"
    assert "talks-resume-in-the-capital" in articles(place)
