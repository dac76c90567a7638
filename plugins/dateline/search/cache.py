"""What a build remembers for the next: one SQLite file, safe to delete at any time.

It holds every document's digest and what its file in the index lacks, every term's row and its word forms with an
article that has each, the filters, and the files last written. A build killed at any instant leaves the old state.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.search.facets import FacetRow
from dateline.search.rows import Brief, Part, Row
from dateline.search.store import Look

_SCHEMA = """
create table meta (name text primary key, value text not null) without rowid;
create table document (url text primary key, digest blob not null, key integer not null,
  lengths text not null, rest text not null);
create index by_key on document (key);
create table brief (term text primary key, count integer not null, size integer not null, forms text not null,
  uses text not null) without rowid;
create table term (term text primary key, codes text not null, levels text not null, hits text not null,
  last integer not null);
create table newest (term text primary key, codes text not null, levels text not null, hits text not null,
  last integer not null);
create table facet (kind text not null, key text not null, label text not null, codes text not null,
  count integer not null, last integer not null, primary key (kind, key, label)) without rowid;
create table spelling (place text primary key, digest text not null, spellings text not null) without rowid;
create table written (name text primary key, size integer not null, time integer not null, mark text not null)
  without rowid;
"""
_TABLES = ("meta", "document", "brief", "term", "newest", "facet", "spelling", "written")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A document as the cache has it: its place and the fingerprint of its content."""

    digest: bytes
    key: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as it was indexed: its key, and as JSON what its file does not hold."""

    url: str
    key: int
    rest: str


class Cache:
    """The state between two builds. ``path`` None keeps it in memory, for a build that leaves none behind."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = _opened(path)

    def close(self, *, keep: bool) -> None:
        """End the build: keep what was put, or go back to what was there."""
        if keep:
            self._connection.commit()
        else:
            self._connection.rollback()
        self._connection.close()

    def clear(self) -> None:
        """Forget everything, for a build from nothing. Counts only once the build is kept."""
        for table in _TABLES:
            self._connection.execute(f"delete from {table}")

    def meta(self) -> dict[str, str]:
        """The settings that the state was made under."""
        return dict(self._connection.execute("select name, value from meta"))

    def put_meta(self, values: dict[str, str]) -> None:
        """Remember these settings."""
        self._many("insert or replace into meta values (?, ?)", values.items())

    # ------------------------------------------------------------------ documents

    def documents(self) -> dict[str, Known]:
        """All documents by address."""
        rows = self._connection.execute("select url, digest, key from document")
        return {url: Known(digest, key) for url, digest, key in rows}

    def stored(self, url: str) -> Stored:
        """A document as it was indexed. Raises KeyError."""
        for row in self._connection.execute("select url, key, rest from document where url = ?", (url,)):
            return Stored(*row)
        raise KeyError(url)

    def at(self, key: int) -> Stored:
        """The document that was indexed with a key. Raises KeyError."""
        for row in self._connection.execute("select url, key, rest from document where key = ?", (key,)):
            return Stored(*row)
        raise KeyError(key)

    def lengths(self) -> Iterator[str]:
        """The coded field lengths of all documents, in the order of their keys."""
        return (row[0] for row in self._connection.execute("select lengths from document order by key"))

    def drop_documents(self, urls: Iterable[str]) -> None:
        """Forget these documents."""
        self._many("delete from document where url = ?", ((url,) for url in urls))

    def put_documents(self, rows: Iterable[tuple[str, bytes, int, str, str]]) -> None:
        """Remember documents: url, digest, key, coded lengths, and the rest as JSON."""
        self._many("insert or replace into document values (?, ?, ?, ?, ?)", rows)

    # ------------------------------------------------------------------ terms

    def briefs(self) -> dict[str, Brief]:
        """All terms, in short."""
        rows = self._connection.execute("select term, count, size, forms from brief")
        return {term: Brief(count, size, forms) for term, count, size, forms in rows}

    def uses(self, terms: Sequence[str]) -> dict[str, dict[str, int]]:
        """The surface forms of these terms, as far as they are known, with the key of an article that has each."""
        found: dict[str, dict[str, int]] = {}
        for term, forms, uses in self._some("brief", "term, forms, uses", terms):
            found[term] = dict(zip(forms.split(" "), map(int, uses.split(" ")), strict=True))
        return found

    def rows(self, terms: Sequence[str]) -> dict[str, Row]:
        """The rows of these terms, as far as they are known."""
        columns = "term, codes, levels, hits, last"
        out = {term: Row(Part(*values)) for term, *values in self._some("term", columns, terms)}
        for term, *values in self._some("newest", columns, terms):
            out.setdefault(term, Row()).newest = Part(*values)
        return out

    def newest(self) -> dict[str, Part]:
        """The newest articles of all terms that have any."""
        rows = self._connection.execute("select term, codes, levels, hits, last from newest")
        return {term: Part(*values) for term, *values in rows}

    def put_briefs(self, rows: Iterable[tuple[str, Brief, Iterable[int]]]) -> None:
        """Remember terms in short, with the key of an article for each of their forms."""
        values = ((term, b.count, b.size, b.forms, " ".join(map(str, uses))) for term, b, uses in rows)
        self._many("insert or replace into brief values (?, ?, ?, ?, ?)", values)

    def put_terms(self, rows: Mapping[str, Row]) -> None:
        """Remember rows in place of what was known of their terms."""
        self._many("delete from newest where term = ?", ((term,) for term in rows))
        for table, parts in (
            ("term", ((term, row.older) for term, row in rows.items())),
            ("newest", ((term, row.newest) for term, row in rows.items() if row.newest.levels)),
        ):
            values = ((term, part.codes, part.levels, part.hits, part.last) for term, part in parts)
            self._many(f"insert or replace into {table} values (?, ?, ?, ?, ?)", values)

    def drop_terms(self, terms: Sequence[str]) -> None:
        """Forget these terms."""
        for table in ("brief", "term", "newest"):
            self._many(f"delete from {table} where term = ?", ((term,) for term in terms))

    def _some(self, table: str, columns: str, terms: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(terms), _CHUNK):
            part = terms[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            yield from self._connection.execute(f"select {columns} from {table} where term in ({marks})", part)

    # ------------------------------------------------------------------ filters, spellings, files

    def facets(self, kind: str) -> list[FacetRow]:
        """The values of a filter."""
        query = "select key, label, codes, count, last from facet where kind = ?"
        return [FacetRow(*row) for row in self._connection.execute(query, (kind,))]

    def put_facets(self, kind: str, rows: Iterable[FacetRow]) -> None:
        """Remember all values of a filter."""
        self._connection.execute("delete from facet where kind = ?", (kind,))
        values = ((kind, row.key, row.label, row.codes, row.count, row.last) for row in rows)
        self._many("insert into facet values (?, ?, ?, ?, ?, ?)", values)

    def spellings(self) -> dict[str, tuple[str, list[list[list[str]]]]]:
        """Per place the digest of its names, and its spellings as terms and as surface forms."""
        rows = self._connection.execute("select place, digest, spellings from spelling")
        return {place: (digest, json.loads(text)) for place, digest, text in rows}

    def put_spellings(self, rows: Iterable[tuple[str, str, Sequence[Sequence[Sequence[str]]]]]) -> None:
        """Remember the spellings of places."""
        texts = ((place, digest, json.dumps(found, ensure_ascii=False)) for place, digest, found in rows)
        self._many("insert or replace into spelling values (?, ?, ?)", texts)

    def files(self) -> dict[str, tuple[Look, str]]:
        """The files last written: name to how each looked, and the mark that it was written under."""
        rows = self._connection.execute("select name, size, time, mark from written")
        return {name: ((size, time), mark) for name, size, time, mark in rows}

    def put_files(self, files: Iterable[tuple[str, Look, str]]) -> None:
        """Remember written files."""
        rows = ((name, *look, mark) for name, look, mark in files)
        self._many("insert or replace into written values (?, ?, ?, ?)", rows)

    def drop_files(self, names: Iterable[str]) -> None:
        """Forget files."""
        self._many("delete from written where name = ?", ((name,) for name in names))

    def _many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.executemany(statement, rows)


def _opened(path: Path | None) -> sqlite3.Connection:
    """The database with its tables; one that cannot be read, or of another make, is replaced.

    What is deleted is overwritten: it may have been withdrawn.
    """
    connection = _connected(path)
    connection.execute("pragma secure_delete = on")
    return connection


def _connected(path: Path | None) -> sqlite3.Connection:
    if path is None:
        connection = sqlite3.connect(":memory:")
        connection.executescript(_SCHEMA)
        return connection
    try:
        connection = sqlite3.connect(path)
        found = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
        if found == set(_TABLES):
            return connection
        connection.close()
    except sqlite3.DatabaseError:
        connection.close()
    for name in (path, path.with_name(path.name + "-journal"), path.with_name(path.name + "-wal")):
        name.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(_SCHEMA)
    return connection
