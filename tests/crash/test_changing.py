"""Articles that change while a build reads them: the site is whole, and the next build makes it right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline.library import files
from dateline.messages import DatelineError
from tests import torture
from tests.crash.sites import publish, tree, write

FEW = 5  # articles
COUNT = 3  # at which of the reads of a file it changes: of its header, of its text for the page, of its text for search


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/hostname")


CHANGES: dict[str, Callable[[Path], Any]] = {
    "grown": lambda path: path.write_text(path.read_text("utf-8") + "\nOfficials said more.\n", "utf-8"),
    "cut": lambda path: path.write_text(path.read_text("utf-8")[:60], "utf-8"),
    "emptied": lambda path: path.write_bytes(b""),
    "deleted": lambda path: path.unlink(),
    "replaced by a folder": folder,
    "replaced by a link": link,
    "withdrawn": lambda path: path.write_text(
        path.read_text("utf-8").replace(
            "status: published", "status: withdrawn\nwithdrawn: {date: 2021-01-02, reason: Asked.}"
        ),
        "utf-8",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("at", range(1, COUNT + 1) if torture.FULL else [2])
def test_an_article_changes_while_it_is_read(
    tmp_path: Path, change: str, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 0, FEW)
    publish(tmp_path)
    old = tree(tmp_path / "site")
    write(tmp_path, 1, FEW)
    changed = tmp_path / "content" / "articles" / "s3.md"
    read = files.content
    reads = 0

    def changing(path: Path | str) -> bytes:
        nonlocal reads
        if Path(path) == changed:
            reads += 1
            if reads == at:
                CHANGES[change](changed)
        return read(path)

    with monkeypatch.context() as patched:
        patched.setattr(files, "content", changing)
        failed: DatelineError | None = None
        try:
            publish(tmp_path)
        except DatelineError as problem:
            failed = problem
    assert reads >= at, "it was not read so often"
    if failed is not None:
        assert all(message.path for message in failed.messages)
        assert tree(tmp_path / "site") == old, "a build that failed leaves the site"
    assert (tmp_path / "site" / "index.html").is_file()
    if changed.is_dir() or changed.is_symlink():
        changed.rmdir() if changed.is_dir() else changed.unlink()
    publish(tmp_path)
    if change in ("deleted", "replaced by a folder", "replaced by a link"):
        assert not list((tmp_path / "site").rglob("s3.html"))
    publish(tmp_path, "second")
    assert tree(tmp_path / "site") == tree(tmp_path / "second")
    torture.count("articles that change while a build reads them")
