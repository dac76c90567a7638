"""A build that is killed at any instant leaves the old site or the new one, whole; the next run needs no help."""

from __future__ import annotations

import errno
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.library import atomic
from dateline.messages import DatelineError
from dateline.site.engine import build as engine
from dateline.site.engine import memory, quick, staging
from tests import torture
from tests.crash import sites
from tests.crash.faults import CHANGING, Counter, failing
from tests.crash.sites import ROOT, clean, killed_after, publish, tree, write

FEW = 5  # articles, where every call of a build is to fail once
KILLS = 200 if torture.FULL else 16
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE]


def test_killed_at_any_instant(tmp_path: Path) -> None:
    rng = random.Random(1)
    write(tmp_path, 0)
    publish(tmp_path)
    write(tmp_path, 1)
    started = time.monotonic()
    publish(tmp_path)  # of a change, as all that are killed: a first build takes longer
    usual = time.monotonic() - started
    new = tree(tmp_path / "site")
    hits = 0
    for kill in range(2, KILLS + 2):
        old = new
        write(tmp_path, kill)
        new = clean(tmp_path, kill)
        hits += killed_after(rng.random() * usual, lambda: publish(tmp_path))
        left = tree(tmp_path / "site")
        assert left in (old, new), "a site that is neither the old one nor the new one"
        if rng.random() < 0.5:  # else the next change comes on top of what the killed run left
            publish(tmp_path)
            assert tree(tmp_path / "site") == new
        else:
            new = left
    publish(tmp_path)
    assert tree(tmp_path / "site") == clean(tmp_path, KILLS + 1)
    assert hits > KILLS // 4, "too few runs were killed while they worked"
    torture.count("builds killed at a random instant", hits)


# The steps from the last page to the last mark: a run that dies before or after one is noticed by the next.
STEPS: list[tuple[Any, str]] = [
    (sites, "announce"),
    (engine._Build, "_verify"),
    (engine._Build, "_publish"),
    (staging.Stage, "swap"),
    (memory, "save"),
    (quick, "remember"),
]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step[1].strip("_"))
def test_killed_at_a_step_of_publishing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], after: bool
) -> None:
    write(tmp_path, 0)
    publish(tmp_path)
    old = tree(tmp_path / "site")
    write(tmp_path, 1)
    new = clean(tmp_path, 1)
    owner, name = step
    real = getattr(owner, name)

    def dying(*arguments: Any) -> None:
        if after:
            real(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, name, dying)
    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path)
    monkeypatch.setattr(owner, name, real)
    assert tree(tmp_path / "site") in (old, new)
    publish(tmp_path)
    assert tree(tmp_path / "site") == new
    write(tmp_path, 2)
    publish(tmp_path)
    assert tree(tmp_path / "site") == clean(tmp_path, 2)
    torture.count("builds killed at a step of publishing")


def test_without_an_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    write(tmp_path, 0)
    publish(tmp_path)
    write(tmp_path, 1)
    publish(tmp_path)
    write(tmp_path, 2)
    publish(tmp_path)
    assert tree(tmp_path / "site") == clean(tmp_path, 2)
    # killed between the two renames: the site is in the hidden folder, and the next run puts it back
    (tmp_path / "site").rename(tmp_path / ".site.dateline" / "last")
    staging.Stage(tmp_path / "site").recover()
    assert tree(tmp_path / "site") == clean(tmp_path, 2)


def broken(folder: Path, kinds: tuple[str, ...], at: int, act: Callable[[], None]) -> int:
    """A build with a fault at the ``at``-th call; how many calls there were. It may only fail with a code."""
    counter = Counter(kinds, at, act, folder)
    try:
        with counter.patched():
            publish(folder)
    except DatelineError as problem:
        codes = {message.code for message in problem.messages}
        assert codes <= {"DL419", "DL521"}, problem  # noqa: PT017 - it may as well not be raised
    return counter.seen


@pytest.mark.parametrize("kind", [*CHANGING, "open"])
def test_a_fault_at_any_call_leaves_the_old_site_or_the_new_one(tmp_path: Path, kind: str) -> None:
    write(tmp_path, 0, FEW)
    publish(tmp_path)
    write(tmp_path, 1, FEW)
    total = broken(tmp_path, (kind,), -1, lambda: None)
    new = tree(tmp_path / "site")
    faults = torture.some([(call, error) for call in range(1, total + 1) for error in ERRORS], 5)
    for version, (call, error) in enumerate(faults, 2):
        old = new
        write(tmp_path, version, FEW)
        new = clean(tmp_path, version, FEW)
        broken(tmp_path, (kind,), call, failing(error))
        assert tree(tmp_path / "site") in (old, new), (kind, call, error)
        publish(tmp_path)
        assert tree(tmp_path / "site") == new, (kind, call, error)
    torture.count(f"builds with a fault at a {kind}", len(faults))


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_says_so(tmp_path: Path, stop: signal.Signals) -> None:
    write(tmp_path, 0, 120)
    command = [sys.executable, "-m", "dateline", "build", "-s", str(ROOT / "pelican.conf.py")]
    command += ["-c", str(tmp_path / "content"), "-o", str(tmp_path / "site")]
    subprocess.run(command, check=True, capture_output=True)
    old = tree(tmp_path / "site")
    write(tmp_path, 1, 120)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    ready = tmp_path / ".site.dateline" / "next" / "index.html"  # (unlinked and written anew while pages are rendered)
    before = ready.stat().st_mtime_ns if ready.exists() else 0
    while process.poll() is None and (not ready.exists() or ready.stat().st_mtime_ns == before):
        time.sleep(0.01)
    process.send_signal(stop)
    said, _ = process.communicate()
    if process.returncode == 0:
        pytest.skip("the build was over before the signal came")
    assert process.returncode == 130, said
    assert "Stopped." in said
    assert "Traceback" not in said
    assert tree(tmp_path / "site") == old
    subprocess.run(command, check=True, capture_output=True)
    new = tree(tmp_path / "site")
    shutil.rmtree(tmp_path / "site")
    shutil.rmtree(tmp_path / ".site.dateline")
    subprocess.run(command, check=True, capture_output=True)
    assert tree(tmp_path / "site") == new
    torture.count("builds stopped by a signal")


def test_two_sites_of_one_library_each_have_their_own_search(tmp_path: Path) -> None:
    """They share what is remembered of the library, but not what is known of the files of each."""
    for version in range(3):
        write(tmp_path, version)
        for output in ("one", "other"):
            publish(tmp_path, output)
        wanted = clean(tmp_path, version)
        assert tree(tmp_path / "one") == wanted
        assert tree(tmp_path / "other") == wanted


def test_a_cache_that_another_build_holds_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, timeout=0))
    write(tmp_path, 0)
    publish(tmp_path)
    cache = tmp_path / ".dateline" / "search.sqlite"
    write(tmp_path, 1)
    other = connect(cache)
    other.execute("begin exclusive")
    publish(tmp_path)
    other.rollback()
    other.close()
    assert tree(tmp_path / "site") == clean(tmp_path, 1)
    assert cache.exists()


def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    write(tmp_path, 0)
    publish(tmp_path)
    write(tmp_path, 1)
    with atomic.lock(tmp_path / ".site.dateline"), pytest.raises(DatelineError) as caught:
        publish(tmp_path)
    assert [message.code for message in caught.value.messages] == ["DL418"]
