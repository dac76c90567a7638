"""What a run knows of each file of a library, in a database of its own, so that a large library needs no large memory.

The database has no name: SQLite keeps it in its cache, and what does not fit there in a temporary file of the system's
that is gone with the process, however that ends. Beside it lies the memory of the run before, which is only read; what
this run found is written beside and takes its place in one step, as all files of a library do.

Texts are kept as bytes, since names of files may hold what is no UTF-8; bytes of UTF-8 sort as the texts do.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.library import atomic
from dateline.messages import DatelineError, Message

VERSION = 4  # of the memory: to be raised whenever what is computed from a file changes
_RACY = 2_000_000_000  # ns: a file changed this shortly before it was looked at may change again within its time stamp
_CACHE = 8 << 10  # kB of the database that are held in memory
_FILES = (
    "(name blob primary key, size integer, time integer, digest blob, value blob, seal integer{more}) without rowid"
)
_SCHEMA = f"""
create table files {_FILES.format(more=", lasting integer")};
create table dumps (path blob unique, sha256 blob, hints blob, closed blob);
create table records (
    name blob unique, id blob, sha256 blob, dump blob, also blob, hints blob, article blob, slug blob,
    duplicates blob, deleted integer, superseded integer, accession integer
);
create table articles (
    path blob unique, id blob, slug blob, status blob, date blob, apart blob, url blob, broken integer
);
create table taken (slug blob primary key, holder blob) without rowid;
create table listed (path blob primary key, digest blob) without rowid;
create table manifest (path blob primary key, digest blob) without rowid;
create table slugs (slug blob primary key, id blob) without rowid;
create table pages (page blob, id blob, name blob);
create index dumps_by_digest on dumps (sha256);
create index records_by_digest on records (sha256);
create index records_by_dump on records (dump);
create index records_by_id on records (id);
create index articles_by_id on articles (id);
create index pages_by_page on pages (page);
"""

_DAMAGED = (sqlite3.Error, UnicodeDecodeError)  # (messages of SQLite quote what they found)


def packed(text: str) -> bytes:
    """A text as it is kept."""
    return text.encode("utf-8", "surrogatepass")


def unpacked(data: bytes) -> str:
    """The inverse of ``packed``."""
    return data.decode("utf-8", "surrogatepass")


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn SQLite's errors (there is no room for the temporary file) into what can be told. Raises DatelineError."""
    try:
        yield
    except sqlite3.Error as error:
        text = f"What is known of the library cannot be kept in a temporary file: {error}."
        raise DatelineError(Message("DL419", text)) from error


class Tables:
    """The tables of one run, and a memory of what was computed from files.

    What is remembered is valid while a file's size and time of change stay the same.
    """

    def __init__(self, memory: Path) -> None:
        self.memory = memory
        self._base = sqlite3.connect("", uri=True, isolation_level=None)
        for name, value in (("journal_mode", "off"), ("synchronous", "off"), ("cache_size", -_CACHE)):
            self._base.execute(f"pragma {name} = {value}")
        self._base.executescript(_SCHEMA)
        self._base.execute("begin")
        self._before = _opened(memory)
        self._changed = False  # something was computed that the memory does not have
        self._used = 0  # rows of the memory that are still true

    def close(self) -> None:
        """Let go of both databases."""
        self._base.close()
        if self._before is not None:
            self._before.close()
            self._before = None

    def run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        """One statement."""
        return self._base.execute(statement, values)

    def one(self, statement: str, *values: Any) -> Any:
        """The first value of the first row that a statement finds, None where there is none."""
        row = self._base.execute(statement, values).fetchone()
        return None if row is None else row[0]

    # ------------------------------------------------------------------ the memory

    def recall(self, name: str, stat: os.stat_result) -> tuple[bytes, bytes] | None:
        """What was computed before from the file of that name (digest and value), if it is the same file still."""
        if self._before is None:
            return None
        try:
            row = self._before.execute(
                "select digest, value, seal from files where name = ? and size = ? and time = ?",
                (packed(name), stat.st_size, stat.st_mtime_ns),
            ).fetchone()
        except _DAMAGED:  # everything is looked at again
            self._before.close()
            self._before = None
            self._changed = True
            return None
        sound = row is not None and isinstance(row[0], bytes) and isinstance(row[1], bytes)
        return (row[0], row[1]) if sound and row[2] == _seal(name, stat, row[0], row[1]) else None

    def keep(self, name: str, stat: os.stat_result, digest: bytes, value: bytes, *, recalled: bool) -> None:
        """Note what was computed from a file."""
        lasting = time.time_ns() - stat.st_mtime_ns > _RACY  # not one from the future, whose time says nothing
        seal = _seal(name, stat, digest, value)
        row = (packed(name), stat.st_size, stat.st_mtime_ns, digest, value, seal, lasting)
        self._base.execute("insert or replace into files values (?, ?, ?, ?, ?, ?, ?)", row)
        if recalled:
            self._used += lasting
        elif lasting:
            self._changed = True

    def value(self, name: str) -> bytes:
        """What was computed from the file of that name. Raises KeyError."""
        found = self.one("select value from files where name = ?", packed(name))
        if found is None:
            raise KeyError(name)
        return bytes(found)

    def rewritten(self, name: str, digest: bytes) -> None:
        """The file of that name was written anew: what is known of it holds no longer, but for its digest."""
        self._changed = True
        self._base.execute("update files set digest = ?, lasting = 0 where name = ?", (digest, packed(name)))

    def save(self, root: Path) -> None:
        """Write the memory down where it changed. Raises DatelineError."""
        if not self._changed and self._used == self._remembered():
            return
        if self._before is not None:
            self._before.close()
            self._before = None
        atomic.made(self.memory, self._copy, root=root)

    def _remembered(self) -> int:
        if self._before is None:
            return -1
        try:
            return int(self._before.execute("select count(*) from files").fetchone()[0])
        except _DAMAGED:
            return -1

    def _copy(self, path: Path) -> None:
        self._base.execute("commit")
        self._base.execute("attach ? as made", (path.absolute().as_uri(),))  # (a folder's name may be no UTF-8)
        for name, value in (("journal_mode", "off"), ("synchronous", "off"), ("user_version", VERSION)):
            self._base.execute(f"pragma made.{name} = {value}")
        self._base.execute("begin")
        self._base.execute(f"create table made.files {_FILES.format(more='')}")
        self._base.execute(
            "insert into made.files select name, size, time, digest, value, seal from files where lasting order by name"
        )
        self._base.execute("commit")
        self._base.execute("detach made")
        self._base.execute("begin")


def _opened(path: Path) -> sqlite3.Connection | None:
    """The memory of the run before; None where there is none, or a damaged one, or another version's."""
    if not path.is_file():
        return None
    try:
        found = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    except sqlite3.Error:
        return None
    try:
        for name, value in (("trusted_schema", "off"), ("cell_size_check", "on"), ("cache_size", -_CACHE)):
            found.execute(f"pragma {name} = {value}")
        if found.execute("pragma user_version").fetchone() == (VERSION,):
            return found
    except _DAMAGED:
        pass
    found.close()
    return None


def _seal(name: str, stat: os.stat_result, digest: bytes, value: bytes) -> int:
    """What tells a row that is as it was written from a damaged one."""
    return zlib.crc32(value, zlib.crc32(b"%b %d %d %b" % (packed(name), stat.st_size, stat.st_mtime_ns, digest)))
