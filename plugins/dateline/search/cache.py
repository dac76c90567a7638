"""What a build remembers for the next: one SQLite file, safe to delete at any time.

What every build reads whole stands in a few values; of each document there is a row with what its file in the index
lacks. The articles of a term are not here: the shards that the folder holds have them (``shelf``). A build killed at
any instant leaves the old state.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import msgspec

from dateline.search.codec import DAY_SHIFT
from dateline.search.facets import FacetRow
from dateline.search.rows import Part
from dateline.search.store import Look
from dateline.search.table import Kept

_SCHEMA = """
pragma page_size = 65536; -- values of a megabyte are written in a third of the time that small pages take
create table state (name text primary key, value blob not null) without rowid;
create table document (url text primary key, key integer not null, rest text not null);
create index by_key on document (key);
"""
_TABLES = {"state", "document"}
_DOCUMENTS = "documents "  # and the number of a part of them


def part_of(key: int) -> int:
    """Which documents are kept together: those of some months."""
    return key >> DAY_SHIFT + 8


class Known(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of a document: what it was told to be, its fingerprint, its place, and how long it is."""

    stamp: bytes
    digest: bytes
    key: int
    size: int  # characters of its text
    lengths: str  # words of each field, as codes


class Stored(msgspec.Struct, frozen=True):
    """A document as it was indexed: its key, and as JSON what its file does not hold."""

    url: str
    key: int
    rest: str


class Terms(msgspec.Struct, array_like=True):
    """All terms, and how the shards of terms were cut."""

    table: Kept = Kept()
    starts: list[int] = []  # which term is the first of each shard
    bounds: list[str] = []


Spellings = dict[str, tuple[str, list[list[list[str]]]]]
"""Per place the digest of its names, and its spellings as terms and as surface forms."""

Value = TypeVar("Value")


class Cache:
    """The state between two builds. ``path`` None keeps nothing, for a build that leaves none behind.

    Raises sqlite3.DatabaseError where the file cannot be read or made, or does not hold what it should.
    """

    def __init__(self, path: Path | None) -> None:
        self._connection = _opened(path) if path is not None else None

    @property
    def kept(self) -> bool:
        """Whether there is a next build that will read this."""
        return self._connection is not None

    def close(self, *, keep: bool) -> None:
        """End the build: keep what was put, or go back to what was there."""
        if self._connection is not None:
            with closing(self._connection):  # a file that stays open keeps its room, also after it was deleted
                if keep:
                    self._connection.commit()
                else:
                    self._connection.rollback()

    def clear(self) -> None:
        """Forget everything, for a build from nothing. Counts only once the build is kept."""
        for table in _TABLES:
            self._run(f"delete from {table}")

    # ------------------------------------------------------------------ what is read whole

    def meta(self) -> dict[str, str]:
        """The settings that the state was made under."""
        return self._get("meta", dict[str, str]) or {}

    def put_meta(self, values: dict[str, str]) -> None:
        """Remember these settings."""
        self._put("meta", values)

    def documents(self) -> dict[str, Known]:
        """All documents by address."""
        found: dict[str, Known] = {}
        for name in self._names(_DOCUMENTS):
            found.update(self._get(name, dict[str, Known]) or {})
        return found

    def put_documents(self, found: Mapping[str, Known], keys: Iterable[int]) -> None:
        """Remember all documents, of which those with some keys came or went: only what stood with these is written."""
        parts: dict[int, dict[str, Known]] = {part_of(key): {} for key in keys}
        for url, known in found.items():
            if (part := part_of(known.key)) in parts:
                parts[part][url] = known
        for number, some in parts.items():
            self._put(f"{_DOCUMENTS}{number}", some)

    def terms(self) -> Terms:
        """All terms."""
        return self._get("terms", Terms) or Terms()

    def put_terms(self, terms: Terms) -> None:
        """Remember all terms."""
        self._put("terms", terms)

    def aliases(self) -> dict[str, list[str]]:
        """The forms that belong to other shards than their terms."""
        return self._get("aliases", dict[str, list[str]]) or {}

    def put_aliases(self, found: Mapping[str, list[str]]) -> None:
        """Remember these forms."""
        self._put("aliases", found)

    def newest(self) -> dict[str, Part]:
        """The newest articles of all terms that have any."""
        return self._get("newest", dict[str, Part]) or {}

    def put_newest(self, parts: Mapping[str, Part]) -> None:
        """Remember the newest articles of all terms."""
        self._put("newest", parts)

    def facets(self, kind: str) -> list[FacetRow]:
        """The values of a filter."""
        return self._get(f"facet {kind}", list[FacetRow]) or []

    def put_facets(self, kind: str, rows: Iterable[FacetRow]) -> None:
        """Remember all values of a filter."""
        self._put(f"facet {kind}", [*rows])

    def spellings(self) -> Spellings:
        """The spellings of places."""
        return self._get("spellings", Spellings) or {}

    def put_spellings(self, found: Spellings) -> None:
        """Remember the spellings of places."""
        self._put("spellings", found)

    def files(self) -> dict[str, tuple[Look, str]]:
        """The files last written: name to how each looked, and the mark that it was written under."""
        return self._get("files", dict[str, tuple[Look, str]]) or {}

    def put_files(self, files: Mapping[str, tuple[Look, str]]) -> None:
        """Remember all files."""
        self._put("files", files)

    # ------------------------------------------------------------------ single documents

    def stored(self, url: str) -> Stored:
        """A document as it was indexed. Raises KeyError."""
        return self._one("url", url)

    def at(self, key: int) -> Stored:
        """The document that was indexed with a key. Raises KeyError."""
        return self._one("key", key)

    def drop(self, urls: Iterable[str]) -> None:
        """Forget what single documents were like."""
        self._many("delete from document where url = ?", ((url,) for url in urls))

    def store(self, rows: Iterable[tuple[str, int, str]]) -> None:
        """Remember single documents: url, key, and the rest as JSON."""
        self._many("insert or replace into document values (?, ?, ?)", rows)

    # ------------------------------------------------------------------

    def _one(self, column: str, value: str | int) -> Stored:
        if self._connection is not None:
            query = f"select url, key, rest from document where {column} = ?"
            for row in self._connection.execute(query, (value,)):
                return Stored(*row)
        raise KeyError(value)

    def _names(self, start: str) -> list[str]:
        if self._connection is None:
            return []
        query = "select name from state where name >= ? and name < ?"
        return [name for (name,) in self._connection.execute(query, (start, start + "\x7f"))]

    def _get(self, name: str, kind: type[Value]) -> Value | None:
        if self._connection is None:
            return None
        for (value,) in self._connection.execute("select value from state where name = ?", (name,)):
            try:
                return msgspec.msgpack.decode(value, type=kind)
            except (msgspec.DecodeError, TypeError) as error:
                raise sqlite3.DatabaseError(name) from error
        return None

    def _put(self, name: str, value: object) -> None:
        if self._connection is not None:
            data = msgspec.msgpack.encode(value)
            self._connection.execute("insert or replace into state values (?, ?)", (name, data))

    def _run(self, statement: str) -> None:
        if self._connection is not None:
            self._connection.execute(statement)

    def _many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        if self._connection is not None:
            self._connection.executemany(statement, rows)


def busy(error: Exception) -> bool:
    """Whether a database failed because another build is using it."""
    return getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _opened(path: Path) -> sqlite3.Connection:
    """The database with its tables; one that cannot be read, or of another make, is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _connected(path, fresh=False)
    except sqlite3.DatabaseError as error:
        if busy(error):
            raise
        for name in (path, path.with_name(path.name + "-journal"), path.with_name(path.name + "-wal")):
            name.unlink(missing_ok=True)
    return _connected(path, fresh=True)


def _connected(path: Path, *, fresh: bool) -> sqlite3.Connection:
    """Open the database, with its tables made where it is ``fresh``. Raises sqlite3.DatabaseError, and is closed then.

    What is deleted is overwritten: it may have been withdrawn.
    """
    connection = sqlite3.connect(path)
    try:
        if fresh:
            connection.executescript(_SCHEMA)
        elif {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")} != _TABLES:
            raise sqlite3.DatabaseError(f"{path} has other tables")
        connection.execute("pragma secure_delete = on")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
