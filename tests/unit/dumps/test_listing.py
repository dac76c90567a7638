"""Paths below a folder, in the order of their parts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dateline import dumps
from dateline.library import atomic, files

NAMES = ("a/x.md", "a.md", "a-b/y.md", "a/b/c.md", "a/b.md", "z.md", "Ä.md", "a/é.md", "\udcff.md", "a/\ud83d.md")


def made(tmp_path: Path) -> list[Path]:
    found = []
    for name in NAMES:
        try:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text("text")
        except (OSError, UnicodeEncodeError):
            continue  # no name on this system
        found.append(tmp_path / name)
    return found


def test_in_the_order_of_their_parts(tmp_path: Path) -> None:
    wanted = sorted(made(tmp_path), key=lambda path: path.parts)
    assert list(files.walk(tmp_path, ".md")) == wanted
    found = dumps.find(tmp_path)
    assert list(found) == wanted
    assert list(found) == wanted, "as often as wanted"


def test_folders_may_be_nested_more_deeply_than_calls(tmp_path: Path) -> None:
    depth = (4000 - len(str(tmp_path))) // 2
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(depth):
            Path("d").mkdir()
            os.chdir("d")
        Path("x.txt").write_text("text")
        assert [path.name for path in dumps.find(tmp_path)] == ["x.txt"]
        assert [path.name for path in files.walk(tmp_path, ".txt")] == ["x.txt"]
        assert atomic.sweep(tmp_path) == 0
        Path("x.txt").unlink()
    finally:  # (pytest could not delete them)
        for _ in range(depth):
            os.chdir("..")
            Path("d").rmdir()
        os.chdir(here)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_closed_folder_is_listed_itself(tmp_path: Path) -> None:
    (tmp_path / "open.txt").write_text("text")
    (tmp_path / "closed").mkdir(mode=0)
    assert list(dumps.find(tmp_path)) == [tmp_path / "closed", tmp_path / "open.txt"]


def test_what_cannot_be_listed_is_listed_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "b" / "inner").mkdir(parents=True)
    (tmp_path / "b" / "b.txt").write_text("text")
    (tmp_path / "a.txt").write_text("text")
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("inner"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    names = [path.relative_to(tmp_path).as_posix() for path in dumps.find(tmp_path)]
    assert names == ["a.txt", "b/b.txt", "b/inner"]
