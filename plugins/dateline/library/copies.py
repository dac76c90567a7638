"""Exact and near copies over a whole library, noted in each record: "also carried by".

The groups are a function of the library alone, so the order in which dumps arrive changes nothing. A curator
separates two articles with ``not_same_as``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

from dateline.catalogue import duplicates
from dateline.catalogue.duplicates import Document
from dateline.library import atomic, slugs, stored, versions
from dateline.library.inventory import ArticleFile, Inventory
from dateline.library.stored import StoredRecord
from dateline.library.tables import packed, unpacked
from dateline.messages import Report
from dateline.settings import Settings

BATCH = 64  # records written together: their folders are flushed once


def stamp(stock: Inventory) -> str:
    """Equal stamps, equal groups, as long as no record was written between the two.

    A record that could not be read is none: the day it can be, the stamp is another.
    """
    digest = hashlib.sha256()
    for statement in (
        "select id, slug, date, apart, url from articles where id <> x'' order by 1, 2, 3, 4, 5",
        "select id, deleted from records order by 1, 2",
    ):
        for row in stock.tables.run(statement):
            digest.update(repr(row).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def regroup(settings: Settings, stock: Inventory, report: Report) -> bool:
    """Bring the ``duplicates`` of every record up to date with the library as ``stock`` shows it, and ``stock`` too.

    False where not all could be read and written; what went wrong is in ``report``.
    """
    look = _Look(settings, stock, report)
    try:
        groups = [group.ids for group in duplicates.group(look.documents(), scratch)]
    except OSError as error:
        report.add("DL419", f"No temporary file can be written: {atomic.reason(error)}.")
        return False
    copies: dict[str, tuple[str, ...]] = {}  # by id: its group
    for ids in _joined(groups, look.versions()):
        copies.update(dict.fromkeys(ids, ids))
    return _write(settings, stock, _changed(stock, copies), report) and look.whole


def scratch() -> BinaryIO:
    """A file for a while, in memory as long as it is small."""
    return cast(BinaryIO, tempfile.SpooledTemporaryFile(max_size=1 << 20))


# the last record of each id counts, in the place of the first
_HEADS = """
select r.id, r.name, r.duplicates from records as r
join (select max(rowid) as last, min(rowid) as first from records where not deleted group by id) on r.rowid = last
order by first
"""
_DELETED = "select id, name, duplicates from records where deleted order by rowid"
_SEVERAL = "select page from pages group by page having count(*) > 1 order by page"


class _Look:
    """The articles of a library as what is compared."""

    def __init__(self, settings: Settings, stock: Inventory, report: Report) -> None:
        self._settings = settings
        self._stock = stock
        self._run = stock.tables.run
        self._report = report
        self.whole = True  # every record could be read
        self._run("delete from slugs")
        self._run("delete from pages")
        if stock.tables.one("select 1 from articles where apart <> ? limit 1", packed("[]")):
            for article in stock.articles():
                if article.id:
                    folded = slugs.fold(article.slug or Path(article.path).stem)
                    self._run("insert or replace into slugs values (?, ?)", packed(folded), packed(article.id))

    def documents(self) -> Iterator[Document]:
        """All of them; what cannot be read is reported. Notes the pages that their addresses name."""
        for identity, name, _ in self._run(_HEADS):
            held = self._stock.article_with(unpacked(identity), last=True)
            header = None if held else self._stock.record(unpacked(name)).header
            url = held.url if held else header.url if header else ""
            if url and (page := versions.page(url)):
                self._run("insert into pages values (?, ?, ?)", packed(page), identity, name)
            try:
                yield self._document(unpacked(identity), unpacked(name))
            except (OSError, ValueError) as error:
                self._report.add("DL416", f"The record is damaged ({error}).", unpacked(name))
                self.whole = False

    def versions(self) -> Iterator[tuple[str, str]]:
        """The pairs of ids that are versions of one page."""
        for (page,) in self._run(_SEVERAL):
            several: list[Document] = []
            for identity, name in self._run("select id, name from pages where page = ? order by rowid", page):
                with contextlib.suppress(OSError, ValueError):  # that was told
                    several.append(self._document(unpacked(identity), unpacked(name)))
                if len(several) > versions.MOST:
                    break
            yield from versions.of_page(several)

    def _document(self, identity: str, name: str) -> Document:
        """Raises OSError, ValueError."""
        text = stored.read_body((self._settings.content / name).read_bytes())
        held = self._stock.article_with(identity, last=True)
        date = held.date if held else self._stock.record(name).header.date
        return Document(identity, date, text, self._apart(identity, held))

    def _apart(self, identity: str, held: ArticleFile | None) -> tuple[str, ...]:
        found = []
        for slug in held.apart if held else ():
            other = self._stock.tables.one("select id from slugs where slug = ?", packed(slugs.fold(slug)))
            if other is not None and unpacked(other) != identity:
                found.append(unpacked(other))
        return tuple(found)


def _joined(groups: list[tuple[str, ...]], pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """``groups`` with those made one that a pair leads between; ids in order."""
    member: dict[str, set[str]] = {}
    for ids in (*groups, *pairs):
        whole = set(ids).union(*(member[name] for name in ids if name in member))
        for name in whole:
            member[name] = whole
    return sorted({tuple(sorted(ids)) for ids in member.values()})


def _changed(stock: Inventory, copies: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, StoredRecord]]:
    """The records that are to name other copies than they do."""
    for statement in (_HEADS, _DELETED):  # what the curator deleted has none: what it had depends on when that was
        for packed_id, name, noted in stock.tables.run(statement):
            identity = unpacked(packed_id)
            group = copies.get(identity, ()) if statement is _HEADS else ()
            ids = tuple(other for other in group if other != identity)
            if tuple(json.loads(noted)) != ids:
                yield unpacked(name), replace(stock.record(unpacked(name)), duplicates=ids)


def _write(settings: Settings, stock: Inventory, changed: Iterator[tuple[str, StoredRecord]], report: Report) -> bool:
    complete = True
    while some := list(islice(changed, BATCH)):
        complete &= _write_some(settings, stock, some, report)
    return complete


def _write_some(settings: Settings, stock: Inventory, some: list[tuple[str, StoredRecord]], report: Report) -> bool:
    written: list[tuple[str, Path, bytes]] = []
    complete = True
    for name, record in some:
        path = settings.content / name
        try:
            written.append((name, path, stored.with_head(path.read_bytes(), record)))
        except (OSError, ValueError) as error:
            report.add("DL416", f"The record is damaged ({error}).", name)
            complete = False
    _, failed = atomic.write_all([(path, data) for _, path, data in written], root=settings.content)
    report.extend(failed.values())
    for name, path, data in written:
        if path not in failed:
            stock.tables.rewritten(name, hashlib.sha256(data).hexdigest().encode())
    return complete and not failed
