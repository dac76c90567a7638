"""Ingest killed, faulted or stopped at any instant: every file is whole, and the next run makes all as it should be."""

from __future__ import annotations

import errno
import io
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dateline import catalogue, library
from dateline.messages import DatelineError, Report
from tests.library_place import Place, dump_text

DUMPS = 5
load_catalogue = cache(catalogue.load)


@pytest.fixture(autouse=True)
def one_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "load", lambda _=None: load_catalogue())


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
def wanted(tmp_path: Path) -> dict[str, str]:
    """What a calm run makes of it."""
    place = fill(tmp_path / "calm" / "content")
    place.ingest()
    return place.digests()


def whole(place: Place) -> None:
    """Every article and record that has its name can be read to its end; temporary names are swept."""
    for name in place.files("articles"):
        if name.endswith(".md"):
            place.article(name)
    for name in place.files("records"):
        if name.endswith(".json"):
            library.read_record(place.content / name)


class Counter:
    """Counts the system calls that write (or open to read), and does something at the N-th."""

    def __init__(self, names: tuple[str, ...], at: int, act: Callable[[], None]) -> None:
        self.names, self.at, self.act = names, at, act
        self.seen = 0

    @contextmanager
    def patched(self) -> Iterator[None]:
        before = [(module, name, getattr(module, name)) for module, name in map(self._place, self.names)]
        try:
            for module, name, call in before:
                setattr(module, name, self._counted(call))
            yield
        finally:
            for module, name, call in before:
                setattr(module, name, call)

    def _place(self, name: str) -> tuple[Any, str]:
        return (io, "open") if name == "read" else (os, name)

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            self.seen += 1
            if self.seen == self.at:
                self.act()
            return call(*arguments, **named)

        return counted


WRITES = ("open", "fsync", "replace", "mkdir")


def calls(tmp_path: Path, names: tuple[str, ...]) -> int:
    place = fill(tmp_path / "count" / "content")
    counter = Counter(names, -1, lambda: None)
    with counter.patched():
        place.ingest()
    return counter.seen


def some(numbers: range, sample: int) -> list[int]:
    """All of them under ``make torture``, else a fixed sample."""
    if "DATELINE_TORTURE_MINUTES" in os.environ or len(numbers) <= sample:
        return list(numbers)
    return sorted(random.Random(0).sample(list(numbers), sample))


def test_killed_at_any_call_that_writes(tmp_path: Path, wanted: dict[str, str]) -> None:
    total = calls(tmp_path, WRITES)
    assert total > 30
    for number in some(range(1, total + 1), 15):
        place = fill(tmp_path / str(number) / "content")
        child = os.fork()
        if child == 0:  # pragma: no cover - ends by the signal
            with Counter(WRITES, number, lambda: os.kill(os.getpid(), signal.SIGKILL)).patched():
                place.ingest()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), number
        whole(place)
        report = place.ingest()
        assert report.balanced
        assert place.digests() == wanted, number
        assert not list(place.content.rglob("*.dateline-tmp"))


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", [*WRITES, "read"])
def test_a_fault_at_any_call(name: str, error: int, tmp_path: Path, wanted: dict[str, str]) -> None:
    def fail() -> None:
        raise OSError(error, os.strerror(error))

    for number in some(range(1, calls(tmp_path, (name,)) + 1), 4):
        place = fill(tmp_path / str(number) / "content")
        counter = Counter((name,), number, fail)
        place.report = Report()
        try:
            with counter.patched():
                place.ingest()
        except DatelineError as problem:
            assert {m.code for m in problem.messages} <= {"DL419"}  # noqa: PT017 - it may as well not be raised
        else:
            assert place.report.balanced
        whole(place)
        place.ingest()
        assert place.digests() == wanted, (name, number)
        assert not list(place.content.rglob("*.dateline-tmp"))


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
    assert "Traceback" not in said
    whole(place)
    assert place.ingest().published == 150


@pytest.mark.slow
def test_killed_at_200_random_instants(tmp_path: Path) -> None:
    def dumps(content: Path) -> Place:
        place = Place(content)
        for n in range(60):
            place.put(f"{n:03}.txt", dump_text(f"Story {n % 50}", date=f"2020-11-{n % 28 + 1:02}"))
        return place

    calm = dumps(tmp_path / "calm" / "content")
    start = time.monotonic()
    process = _run(calm.content, "--workers", "2")
    process.wait()
    length = time.monotonic() - start
    chance = random.Random(0)
    for number in range(200):
        place = dumps(tmp_path / str(number) / "content")
        process = _run(place.content, "--workers", "2")
        time.sleep(chance.uniform(0.1, length * 1.1))
        process.kill()
        process.wait()
        whole(place)
        assert place.ingest().published == 60
        assert place.digests() == calm.digests(), number
