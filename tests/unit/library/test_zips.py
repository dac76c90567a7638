"""Zips: the same bytes for the same members, and nothing where one is not written to its end."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.library import zips


def test_members_are_whole_in_order_and_the_same_each_time(tmp_path: Path) -> None:
    members = [("b", b"x" * 1000), ("a", b"y" * 1000)]
    for name in ("one.zip", "two.zip"):
        zips.write(tmp_path / name, members, stored={"b"})
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert [(i.filename, i.compress_type) for i in archive.infolist()] == [("b", 0), ("a", zipfile.ZIP_DEFLATED)]
        assert archive.testzip() is None
        assert archive.read("a") == b"y" * 1000


def test_one_that_is_stopped_as_a_member_begins_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "archive.zip"
    zips.write(target, [("old", b"")])
    old = target.read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    def members() -> Iterator[tuple[str, bytes]]:
        yield "a", b"new"
        monkeypatch.setattr(zipfile, "_get_compressor", stop)
        yield "b", b"new"

    with pytest.raises(KeyboardInterrupt):
        zips.write(target, members())
    assert target.read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert "Traceback" not in capfd.readouterr().err
