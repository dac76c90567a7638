"""Exact and near copies over a whole library, noted in each record: "also carried by".

The groups are a function of the library alone, so the order in which dumps arrive changes nothing. A curator
separates two articles with ``not_same_as``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from dateline.catalogue import duplicates
from dateline.catalogue.duplicates import Document
from dateline.library import atomic, slugs, stored, versions
from dateline.library.inventory import Inventory
from dateline.library.stored import StoredRecord
from dateline.messages import Report
from dateline.settings import Settings


def stamp(stock: Inventory) -> str:
    """Equal stamps, equal groups, as long as no record was written between the two.

    A record that could not be read is none: the day it can be, the stamp is another.
    """
    rows = sorted((a.id, a.slug, a.date, a.apart, a.url) for a in stock.articles.values() if a.id)
    known = sorted((record.id, record.deleted) for record in stock.records.values())
    return hashlib.sha256(repr((rows, known)).encode()).hexdigest()


def regroup(settings: Settings, stock: Inventory, report: Report) -> bool:
    """Bring the ``duplicates`` of every record up to date with the library as ``stock`` shows it, and ``stock`` too.

    False where not all could be read and written; what went wrong is in ``report``.
    """
    heads = {record.id: (name, record) for name, record in stock.records.items() if not record.deleted}
    by_slug: dict[str, str] = {}
    for article in stock.articles.values():
        if article.id:
            by_slug[slugs.fold(article.slug or Path(article.path).stem)] = article.id
    by_id = {article.id: article for article in stock.articles.values() if article.id}
    pages = {
        identity: by_id[identity].url if identity in by_id else record.header.url
        for identity, (_, record) in heads.items()
    }
    several = versions.sharing(pages)
    kept: list[Document] = []  # those whose words are looked at again
    damaged: list[str] = []

    def documents() -> Iterator[Document]:
        for identity, (name, record) in heads.items():
            held = by_id.get(identity)
            try:
                text = stored.read_body((settings.content / name).read_bytes())
            except (OSError, ValueError) as error:
                report.add("DL416", f"The record is damaged ({error}).", name)
                damaged.append(name)
                continue
            others = map(slugs.fold, held.apart if held else ())
            apart = tuple(by_slug[slug] for slug in others if slug in by_slug and by_slug[slug] != identity)
            found = Document(identity, held.date if held else record.header.date, text, apart)
            if identity in several:
                kept.append(found)
            yield found

    groups = [group.ids for group in duplicates.group(documents())]
    copies: dict[str, tuple[str, ...]] = {}
    for ids in _joined(groups, versions.of_pages(kept, pages)):
        for identity in ids:
            copies[identity] = tuple(other for other in ids if other != identity)
    wanted = [(name, record, copies.get(identity, ())) for identity, (name, record) in heads.items()]
    # what the curator deleted has no copies: what it had depends on when it was deleted
    wanted += [(name, record, ()) for name, record in stock.records.items() if record.deleted]
    changed = [(name, replace(record, duplicates=ids)) for name, record, ids in wanted if record.duplicates != ids]
    return _write(settings, stock, changed, report) and not damaged


def _joined(groups: list[tuple[str, ...]], pairs: list[tuple[str, str]]) -> list[tuple[str, ...]]:
    """``groups`` with those made one that a pair leads between; ids in order."""
    member: dict[str, set[str]] = {}
    for ids in (*groups, *pairs):
        whole = set(ids).union(*(member[name] for name in ids if name in member))
        for name in whole:
            member[name] = whole
    return sorted({tuple(sorted(ids)) for ids in member.values()})


def _write(settings: Settings, stock: Inventory, changed: list[tuple[str, StoredRecord]], report: Report) -> bool:
    writes: list[tuple[Path, bytes]] = []
    written: list[tuple[str, StoredRecord]] = []
    complete = True
    for name, record in changed:
        path = settings.content / name
        try:
            writes.append((path, stored.with_head(path.read_bytes(), record)))
            written.append((name, record))
        except (OSError, ValueError) as error:
            report.add("DL416", f"The record is damaged ({error}).", name)
            complete = False
    _, failed = atomic.write_all(writes, root=settings.content)
    report.extend(failed.values())
    for (name, record), (path, data) in zip(written, writes, strict=True):
        if path not in failed:
            stock.records[name] = record
            stock.digests[name] = hashlib.sha256(data).hexdigest()
    return complete and not failed
