"""A build that is killed at any instant leaves the old site or the new one, whole; the next run needs no help."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.messages import DatelineError, Report
from dateline.site.announce import announce
from dateline.site.engine import config, staging
from dateline.site.engine.build import Summary, build

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("DATELINE_KILLS", "16"))
ARTICLE = """---
title: Truce {number}
date: 2020-11-{day:02}
source: The Quill
conflicts: [nagorno-karabakh]
places: [Shusha, Armenia]
slug: s{number}
status: published
---

Text {number}, version {version}.
"""


def write(folder: Path, version: int, count: int = 12) -> None:
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = ARTICLE.format(number=number, day=number % 28 + 1, version=version)
        (articles / f"s{number}.md").write_text(text, "utf-8")


def publish(folder: Path, output: str = "site", workers: int = 1) -> Summary | None:
    values = {
        "PLUGINS": ["dateline"],
        "DATELINE": {"workers": workers},
        "JINJA_ENVIRONMENT": {"autoescape": True, "extensions": ["jinja2.ext.i18n"]},
    }
    made = config.make(values, ROOT / "theme", folder / "content", folder / output)
    return build(made, Report(), announce)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def clean(folder: Path) -> dict[str, bytes]:
    publish(folder, "clean")
    found = tree(folder / "clean")
    shutil.rmtree(folder / "clean")
    shutil.rmtree(folder / ".clean.dateline")
    return found


def killed_after(seconds: float, work: Callable[[], object]) -> bool:
    """Run ``work`` in a process of its own and kill it after ``seconds``; whether it was still running."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


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


def test_killed_at_each_step_of_publishing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The marks around the exchange: a run that dies right before or after it is noticed by the next."""
    write(tmp_path, 0)
    publish(tmp_path)
    old = tree(tmp_path / "site")
    for step, name in enumerate(("swap", "swap")):
        write(tmp_path, step + 1)
        new = clean(tmp_path)
        real = getattr(staging.Stage, name)

        def dying(self: staging.Stage, real: Callable[..., Any] = real, after: bool = step == 1) -> None:
            if after:
                real(self)
            raise KeyboardInterrupt

        monkeypatch.setattr(staging.Stage, name, dying)
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path)
        monkeypatch.setattr(staging.Stage, name, real)
        assert tree(tmp_path / "site") == (new if step == 1 else old)
        publish(tmp_path)
        assert tree(tmp_path / "site") == new
        old = new


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


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE])
def test_a_write_that_fails_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    write(tmp_path, 0)
    publish(tmp_path)
    old = tree(tmp_path / "site")
    write(tmp_path, 1)
    real = staging.Stage.write
    for nth in (1, 2, 7):
        calls = 0

        def failing(self: staging.Stage, name: str, data: bytes, nth: int = nth) -> bool:
            nonlocal calls
            calls += 1
            if calls == nth:
                raise OSError(number, os.strerror(number), name)
            return real(self, name, data)

        monkeypatch.setattr(staging.Stage, "write", failing)
        with pytest.raises(DatelineError) as caught:
            publish(tmp_path)
        assert [message.code for message in caught.value.messages] == ["DL521"]
        assert os.strerror(number) in caught.value.messages[0].text
        assert tree(tmp_path / "site") == old
    monkeypatch.setattr(staging.Stage, "write", real)
    publish(tmp_path)
    assert tree(tmp_path / "site") == clean(tmp_path)


def test_two_builds_at_once_do_not_meet(tmp_path: Path) -> None:
    from dateline.library import atomic

    write(tmp_path, 0)
    publish(tmp_path)
    write(tmp_path, 1)
    with atomic.lock(tmp_path / ".site.dateline"), pytest.raises(DatelineError) as caught:
        publish(tmp_path)
    assert [message.code for message in caught.value.messages] == ["DL418"]
