"""Ingest killed, faulted or stopped at any instant: every file is whole, and the next run makes all as it should be."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline import dumps
from dateline.messages import DatelineError, Report, Severity
from tests import torture
from tests.crash.faults import CHANGING, Counter, failing
from tests.crash.sites import killed_after
from tests.library_place import Place, dump_text

DUMPS = 5
KILLS = 200 if torture.FULL else 12
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE]
pytestmark = pytest.mark.usefixtures("one_catalogue")


def fill(content: Path) -> Place:
    """A library that has something of everything to do: new, changed, moved, touched and deleted."""
    place = Place(content)
    for n in range(3):
        place.put(f"old{n}.txt", dump_text(f"Old story {n}"))
    place.ingest()
    place.edit("source: The Example Courier", "source: Corrected", "articles/2020/old-story-0.md")
    (content / "articles/2020/old-story-1.md").unlink()
    place.put("old0.txt", dump_text("Old story 0", Authors="Ada Example"))
    (content / "dumps/old2.txt").rename(content / "dumps/moved.txt")
    for n in range(DUMPS):
        place.put(f"new{n}.txt", dump_text(f"New story {n}", date=f"{2019 + n % 2}-11-08"))
    return place


@pytest.fixture
def wanted(tmp_path: Path) -> Place:
    """What a calm run makes of it."""
    place = fill(tmp_path / "calm" / "content")
    place.ingest()
    return place


def calls(tmp_path: Path, kinds: tuple[str, ...]) -> int:
    place = fill(tmp_path / "count" / "content")
    counter = Counter(kinds, -1, lambda: None, place.content)
    with counter.patched():
        place.ingest()
    return counter.seen


def test_killed_at_any_call_that_writes(tmp_path: Path, wanted: Place) -> None:
    kinds = (*CHANGING, "open")
    total = calls(tmp_path, kinds)
    assert total > 30
    numbers = torture.some(range(1, total + 1), 12)
    for number in numbers:
        place = fill(tmp_path / str(number) / "content")
        child = os.fork()
        if child == 0:  # pragma: no cover - ends by the signal
            with Counter(kinds, number, lambda: os.kill(os.getpid(), signal.SIGKILL), place.content).patched():
                place.ingest()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), number
        mended(place, wanted)
    torture.count("ingests killed at a call", len(numbers))


def mended(place: Place, wanted: Place, *, late: bool = False) -> None:
    """The next run makes all as it should be, by itself, to the byte.

    A run that ended is an accession: what an error held up in it comes ``late``, with the next one.
    """
    place.demand_whole()
    report = place.ingest()
    assert report.balanced
    if late:
        assert place.but_arrival() == wanted.but_arrival()
    else:
        assert place.digests() == wanted.digests()
    assert not list(place.content.rglob("*.dateline-tmp"))


@pytest.mark.parametrize("kind", [*CHANGING, "open", "read"])
def test_a_fault_at_any_call(kind: str, tmp_path: Path, wanted: Place) -> None:
    total = calls(tmp_path, (kind,))
    faults = torture.some([(call, error) for call in range(1, total + 1) for error in ERRORS], 6)
    for call, error in faults:
        place = fill(tmp_path / f"{call}-{error}" / "content")
        place.report = Report()
        late = False
        try:
            with Counter((kind,), call, failing(error), place.content).patched():
                place.ingest()
        except DatelineError as problem:
            assert {m.code for m in problem.messages} <= {"DL419"}  # noqa: PT017 - it may as well not be raised
        else:
            assert place.report.balanced
            late = any(m.severity >= Severity.ERROR for m in place.report.messages)
            assert late or place.digests() == wanted.digests(), (call, error, "a fault that nobody is told of")
        mended(place, wanted, late=late)
    torture.count(f"ingests with a fault at a {kind}", len(faults))


def test_power_may_fail_at_any_instant(tmp_path: Path) -> None:
    """The order of flushes: content before its name, and an article's name before its record's.

    A system may put a rename on the disk at any time after it was asked for, and the bytes of a file that was not
    flushed never. So a file must be flushed before it takes its name, and when a record takes its name, its
    article's folder must have been flushed since the article took its own.
    """
    place = fill(tmp_path / "content")
    flushed: set[int] = set()
    safe: set[str] = set()
    waiting: dict[str, list[str]] = {}
    records = 0
    replace, fsync = os.replace, os.fsync

    def on_fsync(handle: int) -> None:
        path = str(Path(f"/proc/self/fd/{handle}").readlink())
        flushed.add(os.fstat(handle).st_ino)
        safe.update(waiting.pop(path, []))
        fsync(handle)

    def on_replace(source: Any, target: Any) -> None:
        nonlocal records
        assert Path(source).stat().st_ino in flushed, f"{target} takes its name before its bytes are safe"
        replace(source, target)
        path = str(Path(target).resolve())
        waiting.setdefault(str(Path(path).parent), []).append(path)
        if "/records/" in path:
            records += 1
            article = path.replace("/records/", "/articles/").replace(".json", ".md")
            changed = any(article in paths for paths in waiting.values())
            assert not changed, f"{path} could be on the disk without {article}"

    try:
        os.replace, os.fsync = on_replace, on_fsync  # type: ignore[assignment]
        place.ingest()
    finally:
        os.replace, os.fsync = replace, fsync
    assert records >= DUMPS
    assert not any(
        name.endswith((".md", ".json")) and ".dateline" not in name for names in waiting.values() for name in names
    )


def _run(content: Path, *more: str) -> subprocess.Popen[bytes]:
    """An ingest in its own process; what it says goes to a file, since a pipe that nobody empties would stop it."""
    command = [sys.executable, "-m", "dateline", "ingest", "--content", str(content), *more]
    with (content.parent / "said").open("wb") as said:
        return subprocess.Popen(command, cwd=content.parent, stdout=said, stderr=said)


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_says_so_and_leaves_nobody_behind(tmp_path: Path, stop: signal.Signals) -> None:
    place = Place(tmp_path / "content")
    for n in range(150):
        place.put(f"{n:03}.txt", dump_text(f"Story {n}"))
    process = _run(place.content, "--workers", "2")
    articles = place.content / "articles"
    while not articles.exists():
        assert process.poll() is None, (tmp_path / "said").read_text("utf-8")
        time.sleep(0.01)
    process.send_signal(stop)
    process.wait()
    said = (tmp_path / "said").read_text("utf-8")
    if process.returncode == 0:
        pytest.skip("the run was over before the signal came")
    assert process.returncode == 130
    assert "Stopped." in said
    torture.count("ingests stopped by a signal")
    assert "Traceback" not in said
    place.demand_whole()
    assert place.ingest().published == 150


def test_killed_at_random_instants(tmp_path: Path) -> None:
    def dumps(content: Path) -> Place:
        place = Place(content)
        for n in range(24):
            place.put(f"{n:03}.txt", dump_text(f"Story {n % 20}", date=f"2020-11-{n % 28 + 1:02}"))
        return place

    calm = dumps(tmp_path / "calm" / "content")
    start = time.monotonic()
    calm.ingest()
    length = time.monotonic() - start
    chance = random.Random(0)
    hits = 0
    for number in range(KILLS):
        place = dumps(tmp_path / str(number) / "content")
        hits += killed_after(chance.random() * length, place.ingest)
        mended(place, calm)
        assert place.report.published == 24
        shutil.rmtree(tmp_path / str(number))
    assert hits > KILLS // 4, "too few runs were killed while they worked"
    torture.count("ingests killed at a random instant", hits)


def test_two_runs_at_once(tmp_path: Path, wanted: Place) -> None:
    """The second one is told so, or has nothing left to do; nothing is written twice or lost."""
    for number in range(10 if torture.FULL else 2):
        place = fill(tmp_path / str(number) / "content")
        children = []
        for _ in range(3):
            child = os.fork()
            if child == 0:  # pragma: no cover
                status = 3
                try:
                    status = 0 if place.ingest().balanced else 2
                except DatelineError as problem:
                    status = 1 if [m.code for m in problem.messages] == ["DL418"] else 2
                finally:
                    os._exit(status)
            children.append(child)
        statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        assert 0 in statuses
        assert set(statuses) <= {0, 1}
        mended(place, wanted)
    torture.count("ingests beside two others", 10 if torture.FULL else 2)


@pytest.mark.parametrize("hours", [-48, 48])
def test_a_clock_that_is_set_back_or_forward(tmp_path: Path, hours: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What changed is seen by another time, whether that is earlier or later."""
    place = fill(tmp_path / "content")
    place.ingest()
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + hours * 3_600_000_000_000)
    path = place.put("new1.txt", dump_text("New story X", date="2020-11-08"))
    shifted = now() + hours * 3_600_000_000_000
    os.utime(path, ns=(shifted, shifted))
    place.ingest()
    assert "DL429" in place.codes()
    assert place.article("articles/2020/new-story-1.md").header.title == "New story X"
    place.ingest()
    assert place.summary.updated == place.summary.new == 0


CHANGES: dict[str, Callable[[Path], Any]] = {
    "grown": lambda path: path.write_text(path.read_text() + "\nOfficials said more on Monday evening.\n"),
    "cut": lambda path: path.write_text(path.read_text()[: len(path.read_text()) // 2]),
    "emptied": lambda path: path.write_bytes(b""),
    "deleted": lambda path: path.unlink(),
    "replaced by a folder": lambda path: path.rename(path.with_name("aside.txt")).with_name(path.name).mkdir(),
    "replaced by a link": lambda path: path.rename(path.with_name("aside.txt")).with_name("1.txt").symlink_to("/etc"),
    "replaced by another": lambda path: path.write_text(dump_text("Another story", date="2018-01-02")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_dump_that_changes_while_it_is_read(tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at the folder and the reading of its file: the ledger holds, the next run sees what is there."""
    place = Place(tmp_path / "content")
    for n in range(3):
        place.put(f"{n}.txt", dump_text(f"Story {n}"))
    read = dumps.read

    def changing(path: Path, root: Path, **named: Any) -> Any:
        if path.name == "1.txt" and path.is_file() and not path.is_symlink():
            CHANGES[change](path)
        return read(path, root, **named)

    with monkeypatch.context() as patched:
        patched.setattr(dumps, "read", changing)
        report = place.ingest()
    assert report.balanced
    assert report.received == 3
    assert report.published >= 2
    place.demand_whole()
    report = place.ingest()
    assert report.balanced
    after = Place(tmp_path / "after" / "content")
    for n in (0, 2):
        after.put(f"{n}.txt", dump_text(f"Story {n}"))
    after.ingest()
    kept = {name: digest for name, digest in after.digests().items() if name.startswith(("articles", "dumps"))}
    assert kept.items() <= place.digests().items(), "the dumps beside it have what they always have"
    again = place.ingest()
    assert again.balanced
    assert place.summary.new == place.summary.updated == 0
