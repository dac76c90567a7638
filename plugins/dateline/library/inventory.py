"""What a library holds at this moment: its dumps with their digests, its records, its articles.

Digests and headers are remembered in ``.dateline/`` by size and time of change, so that a look at a library in
which nothing changed costs no reading. The memory is only a memory: deleting it changes nothing but the time.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dateline import dumps as dumps_room
from dateline.library import atomic, files, frontmatter, manifest, slugs, stored
from dateline.library.stored import StoredRecord
from dateline.messages import DatelineError, Report
from dateline.settings import Settings

Value = TypeVar("Value")

CACHE = ".dateline"
HINTS = ".meta.yaml"
VERSION = 3  # of the memory: to be raised whenever what is computed from a file changes
_RACY = 2_000_000_000  # ns: a file changed this shortly before it was looked at may change again within its time stamp


class FileTable:
    """A memory of something computed from files, valid while size and time of change stay the same."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows: dict[str, list[Any]] = {}
        self.used: dict[str, list[Any]] = {}
        try:
            version, rows = json.loads(path.read_bytes())
            sound = isinstance(rows, dict) and all(isinstance(row, list) and len(row) == 3 for row in rows.values())
            if sound and version == VERSION:
                self.rows = rows
        except (OSError, ValueError, TypeError):
            pass  # no memory, or a damaged one: everything is looked at again

    def get(self, name: str, path: Path, compute: Callable[[Path, str], Any]) -> Any:
        """``compute(path, name)`` (JSON-able), remembered. Raises OSError and what ``compute`` raises."""
        stat = path.stat()
        row = self.rows.get(name)
        if row is None or row[0] != stat.st_size or row[1] != stat.st_mtime_ns:
            row = [stat.st_size, stat.st_mtime_ns, compute(path, name)]
        if time.time_ns() - stat.st_mtime_ns > _RACY:  # nor one from the future, whose time says nothing
            self.used[name] = row
        return row[2]

    def save(self, root: Path) -> None:
        """Write the memory down where it changed. Raises DatelineError."""
        if self.used != self.rows:
            data = json.dumps([VERSION, self.used], ensure_ascii=True, separators=(",", ":"), sort_keys=True).encode()
            atomic.write(self.path, data, root=root)


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


@dataclass(slots=True)
class Inventory:
    """A library at one moment."""

    dumps: dict[str, DumpFile] = field(default_factory=dict)  # by path
    records: dict[str, StoredRecord] = field(default_factory=dict)  # heads, by path of the record file
    digests: dict[str, str] = field(default_factory=dict)  # SHA-256 of the record files, by path
    damaged: set[str] = field(default_factory=set)  # record files that say nothing
    unreadable: set[str] = field(default_factory=set)  # those of them that the system did not let be read
    articles: dict[str, ArticleFile] = field(default_factory=dict)  # by path
    closed: set[str] = field(default_factory=set)  # those of them that the system did not let be read
    tables: tuple[FileTable, ...] = ()

    def save(self, root: Path) -> None:
        """Remember what was computed. Raises DatelineError."""
        for table in self.tables:
            table.save(root)

    def slugs_taken(self) -> dict[str, str]:
        """Every slug in use, folded, with the id (or path) of its holder."""
        taken: dict[str, str] = {}
        for path, article in self.articles.items():
            for name in {article.slug, path.rpartition("/")[2].removesuffix(".md")} - {""}:
                taken.setdefault(slugs.fold(name), article.id or path)
        for path, record in self.records.items():
            for name in {record.header.slug, path.rpartition("/")[2].removesuffix(".json")} - {""}:
                taken.setdefault(slugs.fold(name), record.id)
        return taken


def take(settings: Settings, report: Report) -> Inventory:
    """Look at the whole library. Files that cannot be read are reported and left out."""
    cache = settings.content / CACHE
    tell_future(settings, report)
    tables = tuple(FileTable(cache / f"{name}.json") for name in ("dumps", "records", "articles"))
    inventory = Inventory(tables=tables)
    _dumps(settings, inventory, tables[0])
    _records(settings, inventory, tables[1], report)
    _articles(settings, inventory, tables[2], report)
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


def _digest(path: Path, _name: str) -> str:
    return manifest.digest(path)


def _dumps(settings: Settings, inventory: Inventory, table: FileTable) -> None:
    home = settings.content.resolve()
    for path in dumps_room.find(settings.dumps):
        name = files.relative(path, settings.content)
        try:
            astray = not path.is_file() or (path.is_symlink() and not path.resolve().is_relative_to(home))
            # What has no digest here is refused by the room that reads dumps, which says what is wrong with it.
            unusable = astray or path.stat().st_size > settings.max_dump_bytes
            sha256 = "" if unusable else table.get(name, path, _digest)
            hints = ""
            for beside in (path.with_name(path.name + HINTS), path.with_name(path.stem + HINTS)):
                if beside.is_file():
                    hints = table.get(files.relative(beside, settings.content), beside, _digest)
                    break
        except OSError as error:
            inventory.dumps[name] = DumpFile(name, "", "", atomic.reason(error))
        else:
            inventory.dumps[name] = DumpFile(name, sha256, hints)


def _records(settings: Settings, inventory: Inventory, table: FileTable, report: Report) -> None:
    for path in files.walk(settings.records, ".json"):
        name = files.relative(path, settings.content)
        try:
            head, inventory.digests[name] = table.get(name, path, _head)
            inventory.records[name] = stored.parse_head(head.encode())
        except OSError as error:
            inventory.damaged.add(name)
            inventory.unreadable.add(name)
            report.add("DL419", f"The record cannot be read: {error.strerror}.", name)
        except DatelineError as error:
            inventory.damaged.add(name)
            if any(message.code == "DL419" for message in error.messages):
                inventory.unreadable.add(name)
            report.extend(error.messages)


def _head(path: Path, name: str) -> list[str]:
    return [stored.dump_head(stored.read_head(path, name)), manifest.digest(path)]


def _articles(settings: Settings, inventory: Inventory, table: FileTable, report: Report) -> None:
    for path in files.walk(settings.articles, ".md"):
        name = files.relative(path, settings.content)
        try:
            row = table.get(name, path, _article)
            identity, slug, status, date, apart, url = row
            inventory.articles[name] = ArticleFile(name, identity, slug, status, date, tuple(apart), url)
        except OSError as error:
            report.add("DL419", f"The file cannot be read: {error.strerror}.", name)
            inventory.closed.add(name)
            inventory.articles[name] = ArticleFile(name, "", "", "published", broken=True)
        except DatelineError as error:
            if any(message.code == "DL419" for message in error.messages):
                inventory.closed.add(name)
            report.extend(error.messages)
            inventory.articles[name] = ArticleFile(name, "", "", "published", broken=True)


def _article(path: Path, name: str) -> list[Any]:
    header = frontmatter.parse(files.read_text(path, name), name).header
    return [header.id, header.slug, header.status.value, header.date, header.not_same_as, header.url]
