"""A damaged record costs its article the record page, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.library import stored
from dateline.messages import CODES, Report
from dateline.model import Caption, Header, Status
from dateline.site.engine import config
from dateline.site.engine.build import Summary, build
from tests.unit.site.site_library import PELICAN

NAMES = ("first", "second")
TEXT = "The crossing was opened again."


def put(content: Path, name: str) -> None:
    """An article with its record, written long enough ago to be taken for settled."""
    article = content / "articles" / "2020" / f"{name}.md"
    record = content / "records" / "2020" / f"{name}.json"
    header = Header(title=f"The {name} report", date="2020-05-06", status=Status.PUBLISHED, id=name)
    made = stored.StoredRecord(
        id=name,
        article=f"articles/2020/{name}.md",
        dump=f"dumps/{name}.txt",
        sha256="0" * 64,
        header=header,
        captions=(Caption("Ein Zelt.", "Ada", (3,)),),
        lines=(stored.StoredLine(1, "headline", 0.9, "first line", header.title),),
        body=TEXT,
    )
    for path in (article, record):
        path.parent.mkdir(parents=True, exist_ok=True)
    article.write_text(
        f"---\ntitle: {header.title}\ndate: {header.date}\nsource: Herald 7\nslug: {name}\nid: {name}\n---\n\n{TEXT}\n"
    )
    record.write_text(stored.dump(made), "utf-8")
    settle(article, record)


def settle(*paths: Path) -> None:
    for path in paths:
        os.utime(path, (1_600_000_000, 1_600_000_000))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name in NAMES:
        put(tmp_path / "content", name)
    return tmp_path / "content"


def site(content: Path) -> tuple[Summary | None, Report, Path]:
    """The site of a library, built as ``dateline build`` does."""
    output = content.parent / "output"
    made = config.make({**PELICAN, "DATELINE": {}}, theme=Path(PELICAN["THEME"]), content=content, output=output)
    report = Report()
    return build(made, report, lambda _edition, _folder: None), report, output


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def empty(_: bytes) -> bytes:
    return b""


def letter(data: bytes) -> bytes:
    return data.replace(b"The first report", b"The worst report")


def no_text(data: bytes) -> bytes:
    return data.replace(b'"id": "first"', b'"id": "fi\xff\xfet"')


def newer(data: bytes) -> bytes:
    head, _, _ = data.partition(b'"check":')
    return stored.seal(head.decode().replace('"format": 1', '"format": 2'), "").encode()


@pytest.mark.parametrize("damage", [cut, empty, letter, no_text, newer])
def test_an_article_with_a_damaged_record_is_published_without_it(
    content: Path, damage: Callable[[bytes], bytes]
) -> None:
    record = content / "records" / "2020" / "first.json"
    whole = record.read_bytes()
    _, report, output = site(content)
    assert report.exit_status == 0
    assert (output / "records/2020/05/06/first.html").is_file()
    record.write_bytes(damage(whole))
    for _ in range(3):  # the second and third build change nothing, and say it again
        _, report, output = site(content)
        assert [(m.code, m.path) for m in report.messages] == [("DL416", "records/2020/first.json")]
        assert CODES["DL416"].remedy in str(report.messages[0])
        assert report.exit_status == 1
        page = (output / "2020/05/06/first.html").read_text("utf-8")
        assert TEXT in page
        assert "records/" not in page
        assert not (output / "records/2020/05/06/first.html").exists()
        assert (output / "records/2020/05/06/second.html").is_file()
        assert "records/" in (output / "2020/05/06/second.html").read_text("utf-8")
    record.write_bytes(whole)
    _, report, output = site(content)
    assert report.messages == []
    assert (output / "records/2020/05/06/first.html").is_file()


def test_nothing_changed_is_not_said_while_something_is_wrong(content: Path) -> None:
    site(content)
    record = content / "records" / "2020" / "first.json"
    whole = record.read_bytes()
    record.write_bytes(cut(whole))
    settle(record)
    for _ in range(2):
        done, report, _ = site(content)
        assert done is not None
        assert report.exit_status == 1


def test_a_record_beside_a_moved_article_of_the_same_name_is_no_damage(content: Path) -> None:
    (content / "articles/2020/first.md").rename(content / "articles/2020/moved.md")
    (content / "records/2020/second.json").rename(content / "records/2020/moved.json")
    _, report, output = site(content)
    assert report.messages == []
    assert (output / "records/2020/05/06/first.html").is_file()
    assert (output / "records/2020/05/06/second.html").is_file()


def test_a_record_that_may_not_be_read_is_named(content: Path) -> None:
    record = content / "records" / "2020" / "first.json"
    record.chmod(0)
    if os.access(record, os.R_OK):
        pytest.skip("this user may read every file")
    _, report, output = site(content)
    assert [m.code for m in report.messages] == ["DL419"]
    assert (output / "2020/05/06/first.html").is_file()


def test_a_build_tells_how_many_articles_a_slip_kept_out(content: Path) -> None:
    article = content / "articles" / "2020" / "first.md"
    whole = article.read_text("utf-8")
    article.write_text(whole.replace("source:", "soruce:"), "utf-8")
    for _ in range(2):  # until it is put right
        summary, _, _ = site(content)
        assert summary is not None
        assert summary.left_out == 1
        assert f"{summary.articles} article, 1 left out for what is wrong with them: " in summary.line
    article.write_text(whole, "utf-8")
    summary, _, _ = site(content)
    assert summary is not None
    assert not summary.left_out
    assert "left out" not in summary.line
