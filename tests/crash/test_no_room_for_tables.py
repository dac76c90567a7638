"""SQLite without room for its temporary file at any statement of an ingest: the ledger says what was taken in.

A run keeps what it knows of a library in a database that has no name, in the system's folder for temporary files. That
may be on another disk than the library, and full at any moment.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from dateline.library.tables import Tables
from dateline.messages import DatelineError, Severity
from tests import torture
from tests.crash.test_crash_ingest import DUMPS, fill, mended
from tests.library_place import Place

pytestmark = pytest.mark.usefixtures("one_catalogue")


class Room:
    """Lets ``left`` statements through; every one from then on finds the disk full."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.seen = 0

    def patched(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("run", "one"):
            real = getattr(Tables, name)

            def counted(tables: Tables, *arguments: Any, real: Any = real) -> Any:
                self.seen += 1
                if self.seen > self.left:
                    raise sqlite3.OperationalError("database or disk is full")
                return real(tables, *arguments)

            monkeypatch.setattr(Tables, name, counted)


def run(place: Place, left: int) -> tuple[int, DatelineError | None]:
    room = Room(left)
    with pytest.MonkeyPatch.context() as patched:
        room.patched(patched)
        try:
            place.ingest()
        except DatelineError as problem:
            return room.seen, problem
    return room.seen, None


def test_no_room_at_any_statement(tmp_path: Path) -> None:
    wanted = fill(tmp_path / "calm" / "content")
    total, _ = run(fill(tmp_path / "count" / "content"), 1 << 60)
    wanted.ingest()
    assert total > 100
    told = unfinished = 0
    for left in torture.some(range(total), 16):
        place = fill(tmp_path / str(left) / "content")
        _, problem = run(place, left)
        if problem is not None:  # before the first dump: nothing was taken in, and nothing is claimed
            assert {message.code for message in problem.messages} == {"DL419"}
            told += 1
        else:
            assert place.report.balanced
            assert place.report.exit_status == 1
            assert place.report.worst is not None
            assert place.report.worst >= Severity.ERROR
            new = [name for name in place.files("articles") if "new-story" in name]
            counted = place.report.published + place.report.inbox
            assert len(new) <= counted, "something is in the library that the ledger does not have"
            if "DL452" in place.codes():
                unfinished += 1
                assert counted <= 2 + DUMPS
            else:  # the library is complete: it was the memory for the next run that had no room
                assert len(new) == DUMPS
        mended(place, wanted, late="DL452" not in place.codes() and problem is None)
        shutil.rmtree(tmp_path / str(left))
    assert unfinished, "no run was stopped in its midst"
    torture.count("ingests without room for their tables at a statement", told + unfinished)
