"""A small library and its published site, for runs that are to be killed."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

from dateline.messages import Report
from dateline.search import signals as search
from dateline.site.announce import announce
from dateline.site.engine import config
from dateline.site.engine.build import Summary, build

ROOT = Path(__file__).parents[2]
ARTICLE = """---
title: Truce {number}
date: 2020-11-{day:02}
source: The Quill
conflicts: [nagorno-karabakh]
places: [Shusha, Armenia]
slug: s{number}
status: published
---

Text {number}, version {word}.
"""
WORDS = ("amber", "birch", "cedar", "delta", "ember")  # of one length, so that a file's size tells nothing

STATES = 15  # of the library, from version 2 on
_clean: dict[tuple[int, int], dict[str, bytes]] = {}


def write(folder: Path, version: int, count: int = 12) -> None:
    """The library in one of its states; each has other words and, from version 2 on, other articles."""
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True, exist_ok=True)
    gone = 1 + version % 3
    for number in range(count):
        path = articles / f"s{number}.md"
        if number == gone and version > 1:
            path.unlink(missing_ok=True)
            continue
        word = WORDS[(version + number) % len(WORDS)]
        path.write_text(ARTICLE.format(number=number, day=number % 28 + 1, word=word), "utf-8")


def publish(folder: Path, output: str = "site", workers: int = 1) -> Summary | None:
    """Build as ``dateline build`` does it, the search index included."""
    values = {
        "PLUGINS": ["dateline"],
        "DATELINE": {"workers": workers},
        "JINJA_ENVIRONMENT": {"autoescape": True, "extensions": ["jinja2.ext.i18n"]},
    }
    made = config.make(values, ROOT / "theme", folder / "content", folder / output)
    search.connect()
    return build(made, Report(), announce)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def clean(folder: Path, version: int, count: int = 12) -> dict[str, bytes]:
    """The site that a first build of the library in this state makes, in a folder of its own."""
    key = (2 + version % STATES if version > 1 else version, count)
    if key not in _clean:
        beside = folder / "beside"
        shutil.copytree(folder / "content", beside / "content")
        publish(beside)
        _clean[key] = tree(beside / "site")
        shutil.rmtree(beside)
    return _clean[key]


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
