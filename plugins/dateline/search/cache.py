"""What a build remembers for the next: one SQLite file, safe to delete at any time.

It holds every document's digest and analysis-ready text, every term's row, every word form with the number of
articles that use it, the filters, and the files last written. A build killed at any instant leaves the old state.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.search.facets import FacetRow
from dateline.search.rows import Brief, Row
from dateline.search.store import Look

_SCHEMA = """
create table meta (name text primary key, value text not null) without rowid;
create table document (url text primary key, digest blob not null, key integer not null, lengths text not null,
  rest text not null, payload text not null);
create table term (term text primary key, count integer not null, size integer not null, forms text not null,
  codes text not null, levels text not null, hits text not null, tail text not null, last integer not null);
create table form (language text not null, raw text not null, term text not null, surface text not null,
  count integer not null, primary key (language, raw)) without rowid;
create index form_term on form (term);
create table facet (kind text not null, key text not null, label text not null, codes text not null,
  count integer not null, last integer not null, primary key (kind, key, label)) without rowid;
create table spelling (place text primary key, digest text not null, spellings text not null) without rowid;
create table written (name text primary key, size integer not null, time integer not null, mark text not null)
  without rowid;
"""
_TABLES = ("meta", "document", "term", "form", "facet", "spelling", "written")
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A document as the cache has it: its place and the fingerprint of its content."""

    digest: bytes
    key: int


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

    def stored(self, url: str) -> tuple[int, str, str]:
        """A document as it was indexed: key, the text of its file, the rest of it as JSON. Raises KeyError."""
        row = self._connection.execute("select key, payload, rest from document where url = ?", (url,)).fetchone()
        if row is None:
            raise KeyError(url)
        return row[0], row[1], row[2]

    def lengths(self) -> Iterator[str]:
        """The coded field lengths of all documents, in the order of their keys."""
        return (row[0] for row in self._connection.execute("select lengths from document order by key"))

    def drop_documents(self, urls: Iterable[str]) -> None:
        """Forget these documents."""
        self._many("delete from document where url = ?", ((url,) for url in urls))

    def put_documents(self, rows: Iterable[tuple[str, bytes, int, str, str, str]]) -> None:
        """Remember documents: url, digest, key, coded lengths, rest, the text of its file."""
        self._many("insert or replace into document values (?, ?, ?, ?, ?, ?)", rows)

    # ------------------------------------------------------------------ terms

    def briefs(self) -> dict[str, Brief]:
        """All terms, in short."""
        rows = self._connection.execute("select term, count, size, forms from term")
        return {term: Brief(count, size, forms) for term, count, size, forms in rows}

    def rows(self, terms: Sequence[str]) -> dict[str, Row]:
        """The rows of these terms, as far as they are known."""
        out: dict[str, Row] = {}
        for start in range(0, len(terms), _CHUNK):
            part = terms[start : start + _CHUNK]
            query = (
                f"select term, codes, levels, hits, tail, last from term where term in ({','.join('?' * len(part))})"
            )
            for term, *values in self._connection.execute(query, part):
                out[term] = Row(*values)
        return out

    def tails(self) -> dict[str, str]:
        """The hits of the newest articles, of all terms that have any."""
        return dict(self._connection.execute("select term, tail from term where tail != ''"))

    def put_terms(self, rows: Iterable[tuple[str, Brief, Row]]) -> None:
        """Remember terms."""
        self._many(
            "insert or replace into term values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((t, b.count, b.size, b.forms, r.codes, r.levels, r.hits, r.tail, r.last) for t, b, r in rows),
        )

    def drop_terms(self, terms: Iterable[str]) -> None:
        """Forget these terms."""
        self._many("delete from term where term = ?", ((term,) for term in terms))

    def count_forms(self, rows: Iterable[tuple[str, str, str, str, int]]) -> None:
        """Add to (or take from) the number of articles of word forms: language, raw, term, surface, difference."""
        self._many(
            "insert into form values (?, ?, ?, ?, ?) "
            "on conflict (language, raw) do update set count = count + excluded.count",
            rows,
        )

    def forms(self, terms: Sequence[str]) -> dict[str, set[str]]:
        """The surface forms in use of these terms."""
        out: dict[str, set[str]] = {}
        for start in range(0, len(terms), _CHUNK):
            part = terms[start : start + _CHUNK]
            marks = ",".join("?" * len(part))
            query = f"select term, surface from form where count > 0 and term in ({marks})"
            for term, surface in self._connection.execute(query, part):
                out.setdefault(term, set()).add(surface)
        return out

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
    """The database with its tables; one that cannot be read, or of another make, is replaced."""
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
