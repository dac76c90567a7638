"""What repeats across the dumps of each outlet, and which articles have to be read anew because of it.

Every record says what stood in its dump and what of it was taken for the story. Where a line of a story turns out to
stand in other stories' dumps of the same outlet too, the dump is read once more, and told so. What a dump is told
follows from the library alone, so neither the order in which dumps arrive nor a run that was killed changes the end.

``.dateline/outlets.sqlite`` remembers the lines of each record by checksum, and what its dump was told; deleting it
changes nothing but the time.
"""

from __future__ import annotations

import array
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from dateline.extract import memory
from dateline.extract.models.memory import Shares
from dateline.library import stored
from dateline.library.inventory import Inventory
from dateline.library.tables import packed, unpacked
from dateline.messages import DatelineError
from dateline.model import BODY

FILE = "outlets.sqlite"  # in the folder .dateline
VERSION = 1  # to be raised whenever what is computed from a record changes
SAMPLE = 1_000  # stories of an outlet that are counted: those with the least checksums, whenever they came
_SCHEMA = """
create table if not exists seen (
    name blob primary key, digest blob, outlet blob, story integer, lines blob, inside blob, marked integer, told blob,
    seal integer
) without rowid;
create index if not exists seen_by_outlet on seen (outlet, story, name);
create temp table found (name blob primary key, digest blob) without rowid;
create temp table touched (outlet blob primary key) without rowid;
create temp table fresh (name blob primary key) without rowid;
create temp table asked (name blob primary key, told blob) without rowid;
"""
_PAIR = struct.Struct("<IB")
_TOLD = 7  # its column in ``seen``


@dataclass(frozen=True, slots=True)
class Again:
    """A record whose dump is to be read anew, and what that is to be told."""

    record: str
    told: Shares


class Outlets:
    """The memory of all outlets of a library, for one run. What is noted lasts only once it is kept."""

    def __init__(self, folder: Path) -> None:
        """Open the memory in ``folder``; one that is damaged or of another version is made anew.

        Raises sqlite3.Error where there is no room for one.
        """
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError:
            for name in (path, path.with_name(f"{FILE}-journal")):
                name.unlink(missing_ok=True)
            self._base = _opened(path)

    def keep(self) -> None:
        """Let what was noted last. Raises sqlite3.Error where it cannot be written."""
        self._base.execute("commit")
        self._base.execute("begin")

    def close(self) -> None:
        """Let go of the memory; what was not kept is forgotten."""
        self._base.close()

    def told(self, record: str) -> Shares:
        """What the dump of a record was told when it was read last."""
        row = self._base.execute("select * from seen where name = ?", (packed(record),)).fetchone()
        return _unpacked(row[_TOLD]) if row is not None and row[-1] == _seal(row) else memory.NOTHING

    def look(self, stock: Inventory, content: Path) -> int:
        """Bring the memory up to date with the records that ``stock`` knows; how many dumps are to be read anew."""
        run = self._base.execute
        for table in ("found", "touched", "fresh", "asked"):
            run(f"delete from {table}")
        self._base.executemany("insert into found values (?, ?)", stock.tables.run(_RECORDS))
        self._forget_damaged()
        run("insert into touched select distinct outlet from seen where name not in (select name from found)")
        run("delete from seen where name not in (select name from found)")
        changed = "select name, digest from found except select name, digest from seen"
        for name, digest in run(changed).fetchall():
            self._see(content, unpacked(name), digest)
        for (outlet,) in run("select outlet from touched where outlet <> x''").fetchall():
            self._ask(outlet)
        return int(run("select count(*) from asked").fetchone()[0])

    def asked(self) -> Iterator[Again]:
        """The records whose dumps are to be read anew, in the order of their names."""
        for name, told in self._base.execute("select name, told from asked order by name"):
            yield Again(unpacked(name), _unpacked(told))

    def answered(self, again: Again) -> None:
        """Note that a dump was read anew."""
        self._base.execute("update seen set told = ? where name = ?", (_packed(again.told), packed(again.record)))
        self._close_seal(packed(again.record))

    # ------------------------------------------------------------------

    def _close_seal(self, name: bytes) -> None:
        for row in self._base.execute("select * from seen where name = ?", (name,)).fetchall():
            self._base.execute("update seen set seal = ? where name = ?", (_seal(row), name))

    def _forget_damaged(self) -> None:
        """Forget the rows that are not as they were written; their records are looked at again."""
        names = [(row[0],) for row in self._base.execute("select * from seen") if row[-1] != _seal(row)]
        self._base.executemany("delete from seen where name = ?", names)

    def _see(self, content: Path, record: str, digest: bytes) -> None:
        run, name = self._base.execute, packed(record)
        try:
            read = stored.read_lined(content / record, record)
        except DatelineError:  # which the inventory has told already
            return
        outlet = packed(read.source.key) if read.source else b""
        lines = {line.number: memory.fingerprint(line.text) for line in read.lines}
        held = sorted(set(lines.values()) - {0})
        body = [line for line in read.lines if line.role in BODY or line.rule == memory.REASON]
        inside = sorted({lines[line.number] for line in body} - {0})
        marked = any(line.rule == memory.REASON for line in body)
        run("insert or ignore into touched select outlet from seen where name = ?", (name,))
        run("insert or ignore into touched values (?)", (outlet,))
        before = run("select told from seen where name = ?", (name,)).fetchone()
        if before is None:
            run("insert or replace into fresh values (?)", (name,))
        story = memory.fingerprint(read.header.get("title", "")) or memory.fingerprint(record)
        told = before[0] if before else b""
        row = (name, digest, outlet, story, _numbers(held), _numbers(inside), int(marked), told, 0)
        run("insert or replace into seen values (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row[:-1], _seal(row)))

    def _ask(self, outlet: bytes) -> None:
        """Find out which dumps of an outlet are to be told something else than they were."""
        counted = self._stories(outlet)
        stories = len(counted)
        counts = memory.counted(counted.values())
        fresh = "exists (select 1 from fresh where fresh.name = seen.name)"
        rows = f"select name, story, lines, inside, marked, told, {fresh} from seen where outlet = ?"
        for name, story, lines, inside, marked, told, is_fresh in self._base.execute(rows, (outlet,)):
            known = memory.shares(_listed(lines), counts, stories, own=story in counted)
            now = _packed(known)
            if (now != told or is_fresh) and (marked or not known.keys().isdisjoint(_listed(inside))):
                self._base.execute("insert into asked values (?, ?)", (name, now))

    def _stories(self, outlet: bytes) -> dict[int, set[int]]:
        """By story the lines of its dumps; those of one story count once."""
        found: dict[int, set[int]] = {}
        rows = self._base.execute("select story, lines from seen where outlet = ? order by story", (outlet,))
        for story, some in groupby(rows, key=itemgetter(0)):
            if len(found) == SAMPLE:
                break
            found[story] = {line for _, lines in some for line in _listed(lines)}
        return found


# Of dumps that hold one article; those of many are exports, which have no menus
_RECORDS = """
select r.name, f.digest from records as r join files as f on f.name = r.name
where not r.deleted and not r.superseded
and (select count(*) from records as s where s.sha256 = r.sha256 and not s.superseded) = 1
"""


def _seal(row: tuple[Any, ...]) -> int:
    """What tells a row that is as it was written from a damaged one."""
    return zlib.crc32(repr(row[:-1]).encode())


def _opened(path: Path) -> sqlite3.Connection:
    """Raises sqlite3.DatabaseError, and is closed then."""
    base = sqlite3.connect(path, isolation_level=None)
    try:
        (version,) = base.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(f"{path} is of version {version}")
        if base.execute("pragma quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError(f"{path} is damaged")
        base.executescript(_SCHEMA)
        base.execute(f"pragma user_version = {VERSION}")
        base.execute("begin")
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _numbers(values: Iterable[int]) -> bytes:
    return array.array("I", values).tobytes()


def _listed(data: bytes) -> array.array[int]:
    return array.array("I", data)


def _packed(told: Shares) -> bytes:
    return b"".join(_PAIR.pack(line, share) for line, share in sorted(told.items()))


def _unpacked(data: bytes) -> Shares:
    return dict(_PAIR.iter_unpack(data))
