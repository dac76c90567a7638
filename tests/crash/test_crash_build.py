"""A build that is killed at any instant leaves the old site or the new one, whole; the next run needs no help."""

from __future__ import annotations

import errno
import random
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
from tests.crash.sites import clean, killed_after, publish, tree, write

KILLS = 200 if torture.FULL else 16
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE]


def test_killed_at_any_instant(tmp_path: Path) -> None:
    rng = random.Random(1)
    write(tmp_path, 0)
    started = time.monotonic()
    publish(tmp_path)
    usual = time.monotonic() - started
    new = tree(tmp_path / "site")
    hits = 0
    for kill in range(1, KILLS + 1):
        old = new
        write(tmp_path, kill)
        new = clean(tmp_path)
        hits += killed_after(rng.random() * usual, lambda: publish(tmp_path))
        left = tree(tmp_path / "site")
        assert left in (old, new), "a site that is neither the old one nor the new one"
        if rng.random() < 0.5:  # else the next change comes on top of what the killed run left
            publish(tmp_path)
            assert tree(tmp_path / "site") == new
        else:
            new = left
    publish(tmp_path)
    assert tree(tmp_path / "site") == clean(tmp_path)
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
    new = clean(tmp_path)
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
    assert tree(tmp_path / "site") == clean(tmp_path)
    torture.count("builds killed at a step of publishing")


def test_without_an_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    write(tmp_path, 0)
    publish(tmp_path)
    write(tmp_path, 1)
    publish(tmp_path)
    write(tmp_path, 2)
    publish(tmp_path)
    assert tree(tmp_path / "site") == clean(tmp_path)
    # killed between the two renames: the site is in the hidden folder, and the next run puts it back
    (tmp_path / "site").rename(tmp_path / ".site.dateline" / "last")
    staging.Stage(tmp_path / "site").recover()
    assert tree(tmp_path / "site") == clean(tmp_path)


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


@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.get)
@pytest.mark.parametrize("kind", [*CHANGING, "open"])
def test_a_fault_at_any_call_leaves_the_old_site_or_the_new_one(tmp_path: Path, kind: str, number: int) -> None:
    write(tmp_path, 0)
    publish(tmp_path)
    new = tree(tmp_path / "site")
    write(tmp_path, 1)
    total = broken(tmp_path, (kind,), -1, lambda: None)
    new = tree(tmp_path / "site")
    calls = torture.some(range(1, total + 1), 4, seed=number)
    for version, call in enumerate(calls, 2):
        old = new
        write(tmp_path, version)
        new = clean(tmp_path)
        broken(tmp_path, (kind,), call, failing(number))
        assert tree(tmp_path / "site") in (old, new), (kind, call)
        publish(tmp_path)
        assert tree(tmp_path / "site") == new, (kind, call)
    torture.count(f"builds with a fault at a {kind}", len(calls))


def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    write(tmp_path, 0)
    publish(tmp_path)
    write(tmp_path, 1)
    with atomic.lock(tmp_path / ".site.dateline"), pytest.raises(DatelineError) as caught:
        publish(tmp_path)
    assert [message.code for message in caught.value.messages] == ["DL418"]
