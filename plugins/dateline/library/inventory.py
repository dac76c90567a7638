"""What a library holds at this moment: its dumps with their digests, its records, its articles.

Digests and headers are remembered in ``.dateline/`` by size and time of change, so that a look at a library in
which nothing changed costs no reading. The memory is only a memory: deleting it changes nothing but the time. Nothing
that grows with the library is held here but in tables (``tables``), and their rows are asked for one by one.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import dumps as dumps_room
from dateline.library import atomic, files, frontmatter, manifest, slugs, stored
from dateline.library.stored import StoredRecord
from dateline.library.tables import Tables, packed, unpacked
from dateline.messages import DatelineError, Report
from dateline.settings import Settings

CACHE = ".dateline"
MEMORY = "inventory.sqlite"  # in the folder CACHE
HINTS = ".meta.yaml"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """One file of the dumps folder."""

    path: str  # relative to the content folder
    sha256: str
    hints: str  # SHA-256 of the file of hints beside it, ""
    closed: str = ""  # why it could not be looked at; it is refused then, even if it can be read a moment later


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """One Markdown file: enough of its header to find it again. ``broken``: it cannot be parsed."""

    path: str
    id: str
    slug: str
    status: str
    date: str = ""
    apart: tuple[str, ...] = ()  # slugs in not_same_as
    url: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True)
class RecordFile:
    """What of a record tells where its dump and its article are."""

    id: str
    article: str
    dump: str
    also: tuple[str, ...]
    deleted: bool


_DUMP = "select path, sha256, hints, closed from dumps"
_ARTICLE = "select path, id, slug, status, date, apart, url, broken from articles"


class Inventory:
    """A library at one moment."""

    def __init__(self, memory: Path) -> None:
        self.tables = Tables(memory)
        self.damaged: set[str] = set()  # record files that say nothing
        self.unreadable: set[str] = set()  # those of them that the system did not let be read
        self.closed: set[str] = set()  # articles that the system did not let be read

    def save(self, root: Path) -> None:
        """Remember what was computed. Raises DatelineError."""
        self.tables.save(root)

    def close(self) -> None:
        """Let go of the tables; the inventory answers nothing more."""
        self.tables.close()

    # ------------------------------------------------------------------ dumps

    def add_dump(self, dump: DumpFile) -> None:
        """One more; they come in the order of their paths' parts."""
        values = map(packed, (dump.path, dump.sha256, dump.hints, dump.closed))
        self.tables.run("insert into dumps values (?, ?, ?, ?)", *values)

    def dumps(self) -> Iterator[DumpFile]:
        """All of them, in their order."""
        return (_dump(row) for row in self.tables.run(f"{_DUMP} order by rowid"))

    def dump(self, path: str) -> DumpFile | None:
        """The one at a path."""
        row = self.tables.run(f"{_DUMP} where path = ?", packed(path)).fetchone()
        return None if row is None else _dump(row)

    def dumps_with(self, sha256: str) -> list[DumpFile]:
        """Those with a digest, in their order."""
        return [_dump(row) for row in self.tables.run(f"{_DUMP} where sha256 = ? order by rowid", packed(sha256))]

    # ------------------------------------------------------------------ records

    def add_record(self, name: str, head: StoredRecord) -> None:
        """The head of one record. ``tables`` must have it as the value of the file."""
        row = (
            *map(packed, (name, head.id, head.sha256, head.dump, json.dumps(head.also), head.hints)),
            *map(packed, (head.article, head.header.slug, json.dumps(head.duplicates))),
            *(head.deleted, head.superseded, head.accession),
        )
        self.tables.run(f"insert into records values ({', '.join('?' * 12)})", *row)

    def record(self, name: str) -> StoredRecord:
        """The head of the record at a path. Raises KeyError."""
        return stored.parse_head(self.tables.value(name))

    def record_file(self, name: str) -> RecordFile:
        """The same in short. Raises KeyError."""
        statement = "select id, article, dump, also, deleted from records where name = ?"
        row = self.tables.run(statement, packed(name)).fetchone()
        if row is None:
            raise KeyError(name)
        identity, article, dump, also, deleted = row
        texts = unpacked(identity), unpacked(article), unpacked(dump)
        return RecordFile(*texts, tuple(json.loads(also)), bool(deleted))

    def identities(self) -> Iterator[str]:
        """The ids of all records."""
        return (unpacked(identity) for (identity,) in self.tables.run("select id from records"))

    def names(self) -> Iterator[str]:
        """The paths of all records."""
        return (unpacked(name) for (name,) in self.tables.run("select name from records"))

    def has_record(self, identity: str) -> bool:
        """Whether there is a record with an id."""
        return self.tables.one("select 1 from records where id = ? limit 1", packed(identity)) is not None

    def accession(self) -> int:
        """The number of the articles that the next run brings: one more than those of the runs before.

        A run ends by writing the manifest, so records that it does not list are those of a run that was killed, which
        this one goes on with, under the same number. Where there is no manifest, what comes joins the last accession.
        """
        ended = self.tables.one("select max(accession) from records where name in (select path from listed)")
        last = self.tables.one("select max(accession) from records")
        return (last or 0) if ended is None else ended + 1

    # ------------------------------------------------------------------ articles

    def add_article(self, article: ArticleFile) -> None:
        """One Markdown file; they come in the order of their paths' parts."""
        texts = (article.path, article.id, article.slug, article.status, article.date)
        row = (*map(packed, (*texts, json.dumps(article.apart), article.url)), article.broken)
        self.tables.run(f"insert into articles values ({', '.join('?' * 8)})", *row)

    def articles(self) -> Iterator[ArticleFile]:
        """All of them, in their order."""
        return (_article_of(row) for row in self.tables.run(f"{_ARTICLE} order by rowid"))

    def article(self, path: str) -> ArticleFile | None:
        """The one at a path."""
        row = self.tables.run(f"{_ARTICLE} where path = ?", packed(path)).fetchone()
        return None if row is None else _article_of(row)

    def article_with(self, identity: str, *, last: bool = False) -> ArticleFile | None:
        """The first (or last) one that has an id; none has an empty one."""
        order = f"where id = ? order by rowid {'desc' if last else ''} limit 1"
        row = self.tables.run(f"{_ARTICLE} {order}", packed(identity)).fetchone() if identity else None
        return None if row is None else _article_of(row)

    # ------------------------------------------------------------------ what the manifest lists

    def listed(self, path: str) -> str | None:
        """The digest that the library's manifest has for a file, None where it does not name it."""
        found = self.tables.one("select digest from listed where path = ?", packed(path))
        return None if found is None else unpacked(found)

    # ------------------------------------------------------------------ slugs

    def holder(self, folded: str) -> str | None:
        """The id (or path) of what holds a folded slug, None where nothing does."""
        found = self.tables.one("select holder from taken where slug = ?", packed(folded))
        return None if found is None else unpacked(found)

    def hold(self, folded: str, holder: str) -> None:
        """From now on a folded slug is ``holder``'s."""
        self.tables.run("insert or replace into taken values (?, ?)", packed(folded), packed(holder))

    def _take_slugs(self, path: str, suffix: str, slug: bytes, holder: bytes) -> None:
        for name in {unpacked(slug), path.rpartition("/")[2].removesuffix(suffix)} - {""}:
            self.tables.run("insert or ignore into taken values (?, ?)", packed(slugs.fold(name)), holder)

    def take_slugs(self) -> None:
        """Note every slug in use, folded, with the id (or path) of its holder."""
        for path, slug, identity in self.tables.run("select path, slug, id from articles order by rowid"):
            self._take_slugs(unpacked(path), ".md", slug, identity or path)
        for name, slug, identity in self.tables.run("select name, slug, id from records order by rowid"):
            self._take_slugs(unpacked(name), ".json", slug, identity)


def _dump(row: tuple[bytes, ...]) -> DumpFile:
    return DumpFile(*map(unpacked, row))


def _article_of(row: tuple[Any, ...]) -> ArticleFile:
    path, identity, slug, status, date, apart, url, broken = row
    return ArticleFile(
        unpacked(path),
        unpacked(identity),
        unpacked(slug),
        unpacked(status),
        unpacked(date),
        tuple(json.loads(apart)),
        unpacked(url),
        bool(broken),
    )


def take(settings: Settings, report: Report) -> Inventory:
    """Look at the whole library. Files that cannot be read are reported and left out."""
    tell_future(settings, report)
    inventory = Inventory(settings.content / CACHE / MEMORY)
    _dumps(settings, inventory, report)
    _records(settings, inventory, report)
    _articles(settings, inventory, report)
    _listed(settings, inventory, report)
    inventory.take_slugs()
    return inventory


def tell_future(settings: Settings, report: Report) -> None:
    """One notice where files are from the future: their times cannot be trusted, and people should know why."""
    limit = time.time() + files.FUTURE
    late: list[str] = []
    for folder, suffix in ((settings.dumps, ""), (settings.articles, ".md"), (settings.records, ".json")):
        for path in files.walk(folder, suffix):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime > limit:
                    late.append(files.relative(path, settings.content))
    files.tell_future(late, report)


def _dumps(settings: Settings, inventory: Inventory, report: Report) -> None:
    home = settings.content.resolve()
    listing = dumps_room.find(settings.dumps)
    if listing.companions:
        more = len(listing.companions) - 1
        others = f", and so do {more} more such folders to theirs" if more else ""
        first = files.relative(listing.companions[0], settings.content)
        report.add("DL115", f"The folder belongs to the saved page beside it{others}.", first)
    for path in listing:
        name = files.relative(path, settings.content)
        try:
            astray = not path.is_file() or (path.is_symlink() and not path.resolve().is_relative_to(home))
            # What has no digest here is refused by the room that reads dumps, which says what is wrong with it.
            unusable = astray or path.stat().st_size > settings.max_dump_bytes
            sha256 = "" if unusable else _digest(inventory, name, path)
            hints = ""
            for beside in (path.with_name(path.name + HINTS), path.with_name(path.stem + HINTS)):
                if beside.is_file():
                    hints = _digest(inventory, files.relative(beside, settings.content), beside)
                    break
        except OSError as error:
            inventory.add_dump(DumpFile(name, "", "", atomic.reason(error)))
        else:
            inventory.add_dump(DumpFile(name, sha256, hints))


def _digest(inventory: Inventory, name: str, path: Path) -> str:
    """SHA-256 of a file. Raises OSError."""
    stat = path.stat()
    found = inventory.tables.recall(name, stat)
    digest = manifest.digest(path).encode() if found is None else found[0]
    inventory.tables.keep(name, stat, digest, b"", recalled=found is not None)
    return digest.decode()


def _records(settings: Settings, inventory: Inventory, report: Report) -> None:
    for path in files.walk(settings.records, ".json"):
        name = files.relative(path, settings.content)
        try:
            _record(inventory, name, path)
        except OSError as error:
            inventory.damaged.add(name)
            inventory.unreadable.add(name)
            report.add("DL419", f"The record cannot be read: {error.strerror}.", name)
        except DatelineError as error:
            inventory.damaged.add(name)
            if any(message.code == "DL419" for message in error.messages):
                inventory.unreadable.add(name)
            report.extend(error.messages)


def _record(inventory: Inventory, name: str, path: Path) -> None:
    """Raises OSError, DatelineError."""
    stat = path.stat()
    known = inventory.tables.recall(name, stat)
    if known is None:
        head = stored.read_head(path, name)
        row = manifest.digest(path).encode(), stored.dump_head(head).encode()
        inventory.tables.keep(name, stat, *row, recalled=False)
    else:
        head = stored.parse_head(known[1])
        inventory.tables.keep(name, stat, *known, recalled=True)
    inventory.add_record(name, head)


def _articles(settings: Settings, inventory: Inventory, report: Report) -> None:
    for path in files.walk(settings.articles, ".md"):
        name = files.relative(path, settings.content)
        try:
            article = _article(inventory, name, path)
        except OSError as error:
            report.add("DL419", f"The file cannot be read: {error.strerror}.", name)
            inventory.closed.add(name)
            article = ArticleFile(name, "", "", "published", broken=True)
        except DatelineError as error:
            if any(message.code == "DL419" for message in error.messages):
                inventory.closed.add(name)
            report.extend(error.messages)
            article = ArticleFile(name, "", "", "published", broken=True)
        inventory.add_article(article)


def _article(inventory: Inventory, name: str, path: Path) -> ArticleFile:
    """Raises OSError, DatelineError."""
    stat = path.stat()
    known = inventory.tables.recall(name, stat)
    if known is not None:
        identity, slug, status, date, apart, url = json.loads(known[1])
        inventory.tables.keep(name, stat, *known, recalled=True)
        return ArticleFile(name, identity, slug, status, date, tuple(apart), url)
    header = frontmatter.parse(files.read_text(path, name), name).header
    row = (header.id, header.slug, header.status.value, header.date, header.not_same_as, header.url)
    inventory.tables.keep(name, stat, b"", json.dumps(row).encode(), recalled=False)
    return ArticleFile(name, *row)


def _listed(settings: Settings, inventory: Inventory, report: Report) -> None:
    """What the library's manifest says; nothing where there is none, or a damaged one."""
    run = inventory.tables.run
    try:
        with (settings.content / manifest.MANIFEST).open(encoding="utf-8", errors="surrogateescape") as file:
            for path, digest in manifest.rows(file, ""):
                run("insert or replace into listed values (?, ?)", packed(path), packed(digest))
    except (OSError, DatelineError) as error:
        run("delete from listed")
        if isinstance(error, OSError) and not isinstance(error, FileNotFoundError):
            # what this run brings is numbered as if it were the first: nobody should wonder why
            report.add("DL419", f"The manifest cannot be read: {atomic.reason(error)}.", manifest.MANIFEST)
