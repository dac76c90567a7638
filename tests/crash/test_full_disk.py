"""A disk that is really full, or really read-only: a small file system of its own, mounted for the test.

Needs the right to mount (root in most places); without it these tests skip and say so.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dateline.messages import DatelineError
from dateline.search.cache import Cache
from tests import torture
from tests.crash.sites import clean, publish, tree, write
from tests.library_place import Place, dump_text

pytestmark = pytest.mark.usefixtures("one_catalogue")


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except OSError as error:
        pytest.skip(f"no file system can be mounted here: {error}")
    if done.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def filled(place: Path, leave: int) -> Path:
    """Fill the file system but for ``leave`` bytes."""
    path = place / "filling"
    path.unlink(missing_ok=True)
    free = os.statvfs(place).f_bavail * os.statvfs(place).f_frsize
    path.write_bytes(bytes(max(0, free - leave)))
    return path


ROOM = range(0, 262_144, 4096) if torture.FULL else (0, 4096, 16_384, 65_536)


def test_an_ingest_on_a_full_disk_loses_nothing(small: Path, tmp_path: Path) -> None:
    calm = Place(tmp_path / "calm" / "content")
    for place in (calm, Place(small / "content")):
        for number in range(12):
            place.put(f"{number}.txt", dump_text(f"Story {number}"))
    calm.ingest()
    for room in ROOM:
        place = Place(small / "content")
        for folder in ("articles", "records", ".dateline"):
            subprocess.run(["rm", "-rf", str(place.content / folder)], check=True)
        (place.content / "manifest-sha256.txt").unlink(missing_ok=True)
        filling = filled(small, room)
        try:
            report = place.ingest()
        except DatelineError as problem:
            assert {m.code for m in problem.messages} <= {"DL419"}  # noqa: PT017 - either may be
        else:
            assert report.balanced
            if "DL452" not in {message.code for message in report.messages}:  # it came to its end
                assert report.received == 12
            assert report.exit_status or place.digests().items() >= calm.digests().items()
        for name in place.files("articles"):
            place.article(name)
        filling.unlink()
        assert place.ingest().balanced
        assert place.digests() == calm.digests(), room
    torture.count("ingests on a full disk", len(ROOM))


def test_a_build_on_a_full_disk_leaves_the_site(small: Path, tmp_path: Path) -> None:
    old: dict[str, bytes] = {}
    for version, room in enumerate(ROOM, 2):
        write(small, version, 3)
        subprocess.run(["cp", "-r", str(small / "content"), str(tmp_path / "content")], check=True)
        new = clean(tmp_path, version, 3)
        subprocess.run(["rm", "-r", str(tmp_path / "content")], check=True)
        filling = filled(small, room)
        try:
            publish(small)
        except DatelineError as problem:
            assert {m.code for m in problem.messages} <= {"DL419", "DL521"}  # noqa: PT017 - either may be
        assert (tree(small / "site") if (small / "site").exists() else {}) in (old, new), room
        filling.unlink()
        publish(small)
        assert tree(small / "site") == new, room
        old = new
    torture.count("builds on a full disk", len(ROOM))


def test_a_cache_that_has_no_room_is_not_left_open(small: Path) -> None:
    """A deleted file keeps its room as long as it is open: ``make serve`` would fill the disk with its attempts."""
    path = small / "search.sqlite"
    filling = filled(small, 0)
    with pytest.raises(sqlite3.DatabaseError):
        Cache(path)
    assert not still_open(small)
    filling.unlink()
    cache = Cache(path)
    filled(small, 0)
    with pytest.raises(sqlite3.DatabaseError):
        cache.put_files({str(number): ((number, number), str(number)) for number in range(20_000)})
    with suppress(sqlite3.DatabaseError):
        cache.close(keep=True)
    assert not still_open(small)


def still_open(place: Path) -> list[str]:
    """The files under ``place`` that this process has open, deleted ones too."""
    found = [str(name.readlink()) for name in Path("/proc/self/fd").iterdir() if name.is_symlink()]
    return [name for name in found if name.startswith(f"{place}/")]


def test_what_cannot_be_written_to_is_said(small: Path) -> None:
    place = Place(small / "content")
    place.put("a.txt", dump_text("Story"))
    write(small, 0, 3)
    publish(small)
    before = tree(small)
    write(small, 1, 3)
    place.put("b.txt", dump_text("Another story"))
    changed = tree(small)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    with pytest.raises(DatelineError) as caught:
        place.ingest()
    assert {m.code for m in caught.value.messages} == {"DL419"}
    assert "Read-only file system" in str(caught.value)
    with pytest.raises(DatelineError) as caught:
        publish(small)
    assert {m.code for m in caught.value.messages} <= {"DL419", "DL521"}
    assert tree(small) == changed
    subprocess.run(["mount", "-o", "remount,rw", str(small)], check=True)
    assert place.ingest().published == 2
    publish(small)
    assert tree(small / "site") != {name: data for name, data in before.items() if name.startswith("site/")}


only_root = pytest.mark.skipif(
    not hasattr(os, "setuid") or os.geteuid() != 0, reason="only root can become somebody else"
)
NOBODY = 65534


def given_away(folder: Path) -> None:
    """Have all of ``folder`` belong to somebody else, who can come to it."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    for path in folder.parents:
        if path.stat().st_uid == os.getuid() and str(path) not in ("/", "/tmp"):
            path.chmod(path.stat().st_mode | 0o055)


def as_nobody(work: Callable[[], int]) -> int:
    """What ``work`` gives when that user does it; 3 where it raises."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        status = 3
        try:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            status = work()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@only_root
@pytest.mark.parametrize("folder", ["articles", "records", ".dateline", "dumps"])
def test_a_folder_of_somebody_else(tmp_path: Path, folder: str) -> None:
    """Another user runs it and may not write (or read, for dumps) in one of the folders."""
    place = Place(tmp_path / "content")
    for number in range(3):
        place.put(f"old{number}.txt", dump_text(f"Old story {number}"))
    place.ingest()
    for number in range(3):
        place.put(f"new{number}.txt", dump_text(f"New story {number}"))
    given_away(tmp_path)
    closed = place.content / folder
    modes = {path: path.stat().st_mode for path in (closed, *closed.rglob("*"))}
    for path in modes:
        path.chmod((0o555 if path.is_dir() else 0o444) if folder != "dumps" else 0)

    def work() -> int:
        try:
            report = place.ingest()
        except DatelineError as problem:
            return 1 if {m.code for m in problem.messages} <= {"DL419"} else 2
        return report.exit_status if report.balanced else 2

    assert as_nobody(work) == 1, "it went wrong, and was not said"
    for path, mode in modes.items():
        path.chmod(mode)
    assert place.ingest().published == 6


@only_root
@pytest.mark.parametrize("closed", [".", "site", "site/2020", ".site.dateline", "content/articles", ".dateline"])
def test_a_build_where_a_folder_is_somebody_elses(tmp_path: Path, closed: str) -> None:
    """What may not be written to or read is told; the site is the old one or the new one, and the next run mends it."""
    write(tmp_path, 0, 3)
    publish(tmp_path)
    old = tree(tmp_path / "site")
    write(tmp_path, 1, 3)
    new = clean(tmp_path, 1, 3)
    given_away(tmp_path)
    mode = (tmp_path / closed).stat().st_mode
    (tmp_path / closed).chmod(0 if closed == "content/articles" else 0o555)

    def work() -> int:
        try:
            publish(tmp_path)
        except DatelineError as problem:
            return 1 if {m.code for m in problem.messages} <= {"DL419", "DL521"} else 2
        except PermissionError:  # of the look at the library: the command line tells it (DL419)
            return 1
        return 0

    status = as_nobody(work)
    left = tree(tmp_path / "site")
    (tmp_path / closed).chmod(mode)
    assert status in (0, 1)
    assert left == (new if status == 0 else old)
    publish(tmp_path)
    assert tree(tmp_path / "site") == new
