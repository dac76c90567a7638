"""``dateline import``: what another system, or another library, has, into this library. Nothing there is overwritten.

The order of writing makes a kill at any instant harmless: articles before their records (a record without an article
would look like a curator's decision to delete it), dumps last (a dump without a record would be taken up anew). The
same import again completes what a killed one began.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from dateline.library import (
    atomic,
    carrying,
    exporting,
    files,
    foreign,
    frontmatter,
    intake,
    inventory,
    slugs,
    stored,
    tables,
)
from dateline.library.carrying import Cargo
from dateline.library.foreign import Found
from dateline.library.inventory import Inventory
from dateline.library.stored import StoredRecord
from dateline.messages import DatelineError, Message, Report
from dateline.model import MarkdownFile, Status
from dateline.settings import Settings

BATCH = 64  # articles written together: their folders are flushed once


def take(settings: Settings, paths: Iterable[Path], report: Report, *, source: str = "") -> int:
    """Import everything at ``paths``; the ledger in ``report`` accounts for each article.

    ``source`` is the outlet of articles that name none. Returns how many files beside articles came along. Raises
    DatelineError (DL418) where another run holds the library.
    """
    with atomic.lock(settings.content / inventory.CACHE), tables.told():
        atomic.sweep(settings.content)
        stock = inventory.take(settings, Report())
        run = _Run(settings, stock, report, source)
        for part in foreign.sources(paths, report):
            run.bring(part)
        for key, (number, where) in run.dropped.items():
            more = f", in {number} articles" if number > 1 else ""
            report.add("DL437", f"The key {key!r} has no place in an article here{more}.", where, field=key)
        if run.known:
            more = f", and {len(run.known) - 1} more" if len(run.known) > 1 else ""
            report.add("DL438", f"It was imported before, or is there by itself{more}.", run.known[0])
        stock.close()
        if run.whole:
            stock = inventory.take(settings, Report())
            intake.finish(settings, stock, report)
            stock.close()
    return run.carried


@dataclass(slots=True)
class _Pending:
    """One article on its way to the disk; its article file first, then its record."""

    article: tuple[Path, bytes]
    record: tuple[Path, bytes] | None
    status: Status


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of another library: its path there, its head with the names of its dumps here, and its bytes."""

    name: str
    head: StoredRecord
    data: bytes


@dataclass(slots=True)
class _Run:
    settings: Settings
    stock: Inventory
    report: Report
    source: str
    articles: set[str] = field(init=False)  # the ids of articles that are there
    records: set[str] = field(init=False)  # the ids of records that are there
    paths: set[str] = field(init=False)  # of articles and records, folded
    pending: list[_Pending] = field(default_factory=list)
    dropped: dict[str, tuple[int, str]] = field(default_factory=dict)  # keys: how often, and where first
    known: list[str] = field(default_factory=list)  # articles that are here already
    carried: int = 0
    whole: bool = False  # a library came, not only articles

    def __post_init__(self) -> None:
        self.articles = {article.id for article in self.stock.articles() if article.id}
        self.records = set(self.stock.identities())
        names = (*(article.path for article in self.stock.articles()), *self.stock.names(), *self.stock.damaged)
        self.paths = set(map(slugs.fold, names))

    def bring(self, part: foreign.Source) -> None:
        """Take in files that belong together, and the library that they are of."""
        home = part.home
        cargo = carrying.load(home, self.settings.content, self.report) if home else None
        kept = dict(carrying.records(home)) if home else {}
        refused: set[str] = set()
        for path in part.files:
            for found in foreign.read(path, home, self.report):
                self.report.received += 1
                try:
                    self._bring(found, kept, cargo)
                except DatelineError as error:
                    self.report.extend(error.messages)
                    self.report.refused += 1
                    refused.add(str(found.values.get("id", "")))
                if len(self.pending) >= BATCH:
                    self.flush()
        self.flush()
        if home is not None and cargo is not None:
            self.whole = True
            self._others(home, {i: path for i, path in kept.items() if i not in refused}, cargo)
            self.carried += cargo.take(self.settings.content, self.report)

    def _bring(self, found: Found, kept: dict[str, Path], cargo: Cargo | None) -> None:
        """One article, and its record. Raises DatelineError where it cannot be used."""
        identity = str(found.values.get("id", ""))
        path = kept.pop(identity, None)
        record = self._record(path, identity, cargo) if path is not None and cargo is not None else None
        file = self._place(found, cargo)
        if file is None:
            there = self.stock.article_with(identity)
            if record is not None and there is not None:  # a killed import brought the article without it
                self._write_record(*self._stored(record, there.path))
            self.known.append(found.where)
            self.report.refused += 1
            return
        for name in found.dropped:
            number, where = self.dropped.get(name, (0, found.where))
            self.dropped[name] = (number + 1, where)
        self.report.extend(found.doubts)
        waiting = None if record is None else self._stored(record, file.path)
        text = frontmatter.render(file)
        if found.written and frontmatter.parse(found.written, file.path) == file:
            text = found.written
        article = (self.settings.content / file.path, text.encode())
        self.pending.append(_Pending(article, waiting, file.header.status))

    # ------------------------------------------------------------------ the article

    def _place(self, found: Found, cargo: Cargo | None) -> MarkdownFile | None:
        """The file to write: a header by our rules, with a slug that is free; None where the library has it already.

        Raises DatelineError.
        """
        values = dict(found.values)
        if not found.path:
            self._complete(values, found)
        values.setdefault("title", "")
        values.setdefault("date", "")
        values.setdefault("status", Status.PUBLISHED.value)
        dump = values.get("dump")
        if cargo is not None and isinstance(dump, str):
            values["dump"] = cargo.names.get(dump, dump)
        wish = values.get("slug", "") or found.name
        if not found.path:
            values.pop("slug", None)
        header = exporting.header_of(values, found.where)
        if header.id and header.id in self.articles:
            return None
        slug = wish if wish and not slugs.problem(wish) else slugs.slugify(wish or header.title)
        holder = self.stock.holder(slugs.fold(slug))
        same = holder is None or bool(header.id and holder == header.id)  # (a record, of an article that is not there)
        if same and _sound(found.path) and slugs.fold(found.path) not in self.paths:
            path = found.path
        else:
            if not same:
                if self._known(holder or "", header.title, header.date):
                    return None
                slug = self._another(slug, header.date)
            path = f"articles/{header.date[:4] or 'undated'}/{slug}.md"
            header = replace(header, slug=slug)
        self.stock.hold(slugs.fold(slug), header.id or path)
        self.paths.add(slugs.fold(path))
        if header.id:
            self.articles.add(header.id)
        return MarkdownFile(path, header, found.body)

    def _complete(self, values: dict[str, object], found: Found) -> None:
        """What an article of another system lacks sends it to the inbox; what is doubtful in it is named."""
        if self.source:
            values.setdefault("source", self.source)
        missing = [name for name in frontmatter.REQUIRED if not values.get(name)]
        doubted = [message.field for message in found.doubts]
        review = values.get("review", [])
        names = dict.fromkeys([*(review if isinstance(review, list) else []), *missing, *doubted])
        if names:
            values["review"] = list(names)
        if missing and values.get("status", "published") == "published":
            values["status"] = Status.INBOX.value

    def _known(self, holder: str, title: str, date: str) -> bool:
        """Whether the article that holds a slug is the one to be brought: an import that is repeated."""
        there = self.stock.article(holder)
        if there is None or there.date != date:
            return False
        try:
            return files.read(self.settings.content / there.path, self.settings.content).header.title == title
        except DatelineError:
            return False

    def _another(self, slug: str, date: str) -> str:
        dated = f"{slug}-{date[:10]}" if date else slug
        number = 1
        while self.stock.holder(slugs.fold(name := dated if number == 1 else f"{dated}-{number}")) is not None:
            number += 1
        return name

    # ------------------------------------------------------------------ its record

    def _record(self, path: Path, identity: str, cargo: Cargo) -> _Record | None:
        """The record of an article, its dumps under their names here; none where it is damaged, or there already."""
        if identity in self.records:
            return None
        try:
            data = path.read_bytes()
            record = stored.load(data, str(path))
            outside = [dump for dump in (record.dump, *record.also) if not _below(dump)]
            if outside:
                raise DatelineError(Message("DL428", f"Its dump {outside[0]!r} lies outside of a library.", str(path)))
        except OSError as error:
            self.report.add("DL419", f"The record cannot be read: {atomic.reason(error)}.", str(path))
            return None
        except DatelineError as error:
            self.report.extend(error.messages)
            return None
        self.records.add(identity)
        head = stored.parse_head(stored.head_of(data))
        return _Record(files.relative(path, cargo.home), _renamed(head, cargo.names), data)

    def _stored(self, record: _Record, article: str) -> tuple[Path, bytes]:
        """Where a record goes and what it says: as it was, or where its place is taken, beside its article."""
        name, head = record.name, record.head
        if slugs.fold(name) in self.paths:
            name, head = files.record_name(article), replace(head, article=article)
        self.paths.add(slugs.fold(name))
        return self.settings.content / name, stored.with_head(record.data, head)

    def _write_record(self, path: Path, data: bytes) -> None:
        try:
            atomic.write(path, data, root=self.settings.content)
            self.carried += 1
        except DatelineError as error:
            self.report.extend(error.messages)

    def _others(self, home: Path, kept: Mapping[str, Path], cargo: Cargo) -> None:
        """The records of articles that are not there: the curator deleted them, and they are not to come back."""
        for identity, path in kept.items():
            name = files.relative(path, home)
            if (home / "articles" / name.removeprefix("records/")).with_suffix(".md").exists():
                continue  # it could not be read, and is refused
            if slugs.fold(name) not in self.paths and (record := self._record(path, identity, cargo)) is not None:
                if (home / record.head.article).exists():
                    continue
                self._write_record(*self._stored(record, record.head.article))

    # ------------------------------------------------------------------ to the disk

    def flush(self) -> None:
        """Write what waits, all articles, then the records of those that were written; and enter it in the ledger."""
        content = self.settings.content
        waiting, self.pending = self.pending, []
        _, failed = atomic.write_all([item.article for item in waiting], root=content)
        good = [item.record for item in waiting if item.record and item.article[0] not in failed]
        _, unkept = atomic.write_all(good, root=content)
        self.carried += len(good) - len(unkept)
        self.report.extend([*failed.values(), *unkept.values()])
        for item in waiting:
            if item.article[0] in failed:
                self.report.refused += 1
            elif item.status is Status.INBOX:
                self.report.inbox += 1
            else:
                self.report.published += 1


def _renamed(head: StoredRecord, names: Mapping[str, str]) -> StoredRecord:
    dump = names.get(head.dump, head.dump)
    header = replace(head.header, dump=names.get(head.header.dump, head.header.dump))
    return replace(head, dump=dump, also=tuple(names.get(name, name) for name in head.also), header=header)


def _below(path: str) -> bool:
    """Whether a path of a library stays in it."""
    return not path.startswith("/") and ".." not in path.split("/")


def _sound(path: str) -> bool:
    """Whether an article may have this path here: below ``articles``, and a name on every file system."""
    parts = PurePosixPath(path).parts
    if len(parts) < 2 or parts[0] != "articles" or not path.endswith(".md") or "/".join(parts) != path:
        return False
    return not any(slugs.problem(part) for part in (*parts[1:-1], parts[-1].removesuffix(".md")))
