"""Power that fails at any instant: what was not flushed may be lost, and the next run makes all as it should be."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.library import atomic
from dateline.site import announce as announcing
from tests import torture
from tests.crash import sites
from tests.crash.disk import Recorder
from tests.crash.sites import clean, publish, tree, write
from tests.library_place import Place, dump_text

INSTANTS = 200 if torture.FULL else 12


def test_a_site_survives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The published site is the old or the new one, and what the next builds make of it is as from nothing."""
    for version in range(3):  # three builds, so that both trees and all marks are there
        write(tmp_path, version, 5)
        publish(tmp_path)
    old = tree(tmp_path / "site")
    write(tmp_path, 3, 5)
    new = clean(tmp_path, 3, 5)
    cache = tmp_path / ".dateline" / "search.sqlite"  # (SQLite flushes what it commits)
    before, committed = cache.read_bytes(), 0
    disk = Recorder(tmp_path, ("site", ".site.dateline"))
    announce = announcing.announce

    def announced(*arguments: object) -> None:
        nonlocal committed
        announce(*arguments)  # type: ignore[arg-type]
        committed = len(disk.log)

    with monkeypatch.context() as patched, disk.recorded():
        patched.setattr(sites, "announce", announced)
        publish(tmp_path)
    after = cache.read_bytes()
    assert tree(tmp_path / "site") == new
    assert len(disk.log) > 60
    chance = random.Random(0)
    for _ in range(INSTANTS):
        at = chance.randint(1, len(disk.log))
        disk.restore(disk.lost_at(at, chance))
        cache.write_bytes(after if at > committed else before)
        left = tree(tmp_path / "site") if (tmp_path / "site").exists() else None
        assert left in (old, new), at
        publish(tmp_path)
        assert tree(tmp_path / "site") == new, at
    torture.count("losses of power during a build", INSTANTS)


def test_a_half_followed_tree_is_not_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that is lost with the power and then taken back by the curator leaves no trace."""
    for version in range(3):
        write(tmp_path, version, 5)
        publish(tmp_path)
    old = tree(tmp_path / "site")
    states = {path: path.read_bytes() for path in (tmp_path / "content").rglob("*.md")}
    cache = tmp_path / ".dateline" / "search.sqlite"
    before = cache.read_bytes()
    write(tmp_path, 3, 5)
    disk = Recorder(tmp_path, ("site", ".site.dateline"))
    with disk.recorded():
        publish(tmp_path)
    chance = random.Random(1)
    swapped = next(i for i, op in enumerate(disk.log) if op.kind == "exchange")
    for _ in range(INSTANTS):
        at = chance.randint(1, swapped)
        disk.restore(disk.lost_at(at, chance))
        cache.write_bytes(before)
        for path in (tmp_path / "content").rglob("*.md"):
            path.unlink()
        for path, data in states.items():
            path.write_bytes(data)
        publish(tmp_path)
        assert tree(tmp_path / "site") == old, at
        write(tmp_path, 3, 5)
    torture.count("losses of power before a change was taken back", INSTANTS)


def _library(content: Path) -> Place:
    place = Place(content)
    for number in range(3):
        place.put(f"old{number}.txt", dump_text(f"Old story {number}"))
    place.ingest()
    place.edit("source: The Example Courier", "source: Corrected", "articles/2020/old-story-0.md")
    place.put("old0.txt", dump_text("Old story 0", Authors="Ada Example"))
    for number in range(4):
        place.put(f"new{number}.txt", dump_text(f"New story {number}", date=f"{2019 + number % 2}-11-08"))
    return place


def test_a_library_survives(tmp_path: Path, one_catalogue: Callable[[], None]) -> None:
    """Whatever is lost is made again from the dumps; what the curator wrote stays."""
    calm = _library(tmp_path / "calm" / "content")
    calm.ingest()
    place = _library(tmp_path / "content")
    disk = Recorder(tmp_path, ("content",))
    with disk.recorded():
        place.ingest()
    assert place.digests() == calm.digests()
    assert len(disk.log) > 40
    chance = random.Random(2)
    for _ in range(INSTANTS):
        at = chance.randint(1, len(disk.log))
        disk.restore(disk.lost_at(at, chance))
        report = place.ingest()
        assert report.balanced
        assert place.digests() == calm.digests(), at
        assert not list(place.content.rglob(f"*{atomic.SUFFIX}"))
    torture.count("losses of power during an ingest", INSTANTS)
