"""Libraries that are wrong, each in a folder with what must be said of it: ``expected.txt``.

Its lines: ``ingest RECEIVED = PUBLISHED + INBOX + REFUSED`` with the messages of an ingest below it, then ``check``
with the messages of a check. A message is its code and its place; notices are compared where one is expected. Large
and binary inputs are made here.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.messages import CODES, Report, Severity
from tests.library_place import Place, dump_text

HERE = Path(__file__).parent
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    + bytes(400)
)


def _told(report: Report, expected: list[str]) -> list[str]:
    noted = {line[:5] for line in expected}
    return sorted(f"{m.code} {m.place}" for m in report.messages if m.severity > Severity.NOTICE or m.code in noted)


@pytest.mark.parametrize("case", sorted(path.parent.name for path in HERE.glob("*/expected.txt")))
def test_what_is_wrong_is_said_with_its_code_and_place(case: str, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(HERE / case / "content", content)
    place = Place(content)
    ingest, _, check = (HERE / case / "expected.txt").read_text("utf-8").partition("check\n")
    if ingest:
        ledger, *messages = ingest.splitlines()
        report = place.ingest()
        assert f"ingest {report.received} = {report.published} + {report.inbox} + {report.refused}" == ledger
        assert _told(report, messages) == sorted(messages)
        assert report.exit_status == (1 if report.refused else 0)
    expected = sorted(check.splitlines())
    report = place.check()
    assert _told(report, expected) == expected
    assert report.exit_status == int(any(CODES[line[:5]].severity >= Severity.ERROR for line in expected))


BAD = {
    "picture": (PNG, "refused"),
    "nothing": (b"", "refused"),
    "blank": (b" \n\t\n\r\n", "refused"),
    "zeros": (bytes(3000), "refused"),
    "broken-utf8": (dump_text("Broken letters").encode()[:-1] + b"\xc3\x28 \xff\xfe\x80 and on.\n", "kept"),
    "half-utf16": (b"\xff\xfe" + dump_text("Sixteen bits").encode("utf-16-le") + b"\x00", "kept"),
    "latin": (dump_text("Caf\xe9 meeting").encode("latin-1"), "kept"),
    "long-title": (dump_text("Talks " * 66 + "end").encode(), "kept"),
    "control": (dump_text("A bell\x07 and an escape\x1b[31m").encode(), "kept"),
    "one-word": (b"Hello", "kept"),
}


def test_whatever_comes_in_is_accounted_for_and_the_good_go_on(tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    for name, (data, _) in BAD.items():
        place.put(f"{name}.txt", data)
    place.put("good.txt", dump_text("A good one"))
    report = place.ingest()
    refused = {m.path for m in report.messages if m.severity >= 3}
    assert refused == {f"dumps/{name}.txt" for name, (_, fate) in BAD.items() if fate == "refused"}
    assert report.received == len(BAD) + 1
    assert report.balanced
    assert report.refused == len(refused)
    assert report.exit_status == 1
    assert {library_dump(place, name) for name in place.files("articles")} == {
        f"dumps/{name}.txt" for name, (_, fate) in BAD.items() if fate == "kept"
    } | {"dumps/good.txt"}
    for name in place.files("articles"):
        assert len(name.rpartition("/")[2].encode()) <= 100
        text = (place.content / name).read_text("utf-8")
        assert "\x07" not in text
        assert "\x1b" not in text
    before = place.digests()
    place.ingest()
    assert place.digests() == before


def library_dump(place: Place, name: str) -> str:
    return place.article(name).header.dump


def test_tags_that_begin_alike_stay_apart(tmp_path: Path) -> None:
    place = Place(tmp_path / "content")
    folder = place.content / "articles" / "2020"
    folder.mkdir(parents=True)
    for n in range(5):
        tag = "x1" if n < 2 else "x12"
        text = f"---\ntitle: Story {n}\ndate: 2020-11-08\nsource: The Example Courier\ntags: [{tag}]\n---\n\nText.\n"
        (folder / f"s{n}.md").write_text(text)
    report = place.check()
    assert sorted(m.text for m in report.messages if m.code == "DL423") == [
        "'x1' is not in the authority. 2 articles name it.",
        "'x12' is not in the authority. 3 articles name it.",
    ]


@pytest.mark.slow
def test_one_line_of_50_megabytes(tmp_path: Path) -> None:
    """In a process of its own, with a limit to its memory."""
    place = Place(tmp_path / "content")
    place.put("long.txt", b"word " * 10_000_000)
    place.put("good.txt", dump_text("A good one"))
    command = [sys.executable, "-m", "dateline", "ingest", "--workers", "1", "--json", "--content", str(place.content)]
    limit = 4 * 1024**3
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert "Traceback" not in done.stderr
    assert '"received": 2' in done.stdout
    assert any(place.article(name).header.title == "A good one" for name in place.files("articles"))
