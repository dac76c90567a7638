"""Ingest: new and changed dumps into the library, merged with what the curator did, each exactly once.

The order of writing makes a kill at any instant harmless: an article is on the disk before the record that speaks of
it, so what a killed run leaves is an article without a record, which the next run completes, never a record
without an article, which would look like a curator's decision to delete.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.dumps.door import META
from dateline.library import (
    atomic,
    cluster,
    copies,
    files,
    fixity,
    frontmatter,
    inventory,
    manifest,
    merge,
    outlets,
    slugs,
    stored,
    tables,
    takein,
    workers,
)
from dateline.library.inventory import ArticleFile, Inventory, RecordFile
from dateline.library.outlets import Again, Outlets
from dateline.library.pipeline import Pipeline
from dateline.library.plan import Job, Plan, reread
from dateline.library.propose import Proposal, propose
from dateline.library.stored import StoredRecord
from dateline.messages import DatelineError, Message, Report
from dateline.model import Header, MarkdownFile, Status
from dateline.settings import Settings

Progress = Callable[[int, int], None]
BATCH = 64  # articles written together: their folders are flushed once


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run changed, beside the ledger in its report."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0


def ingest(
    settings: Settings,
    paths: Iterable[Path | str],
    report: Report,
    *,
    again: bool = False,
    restore: bool = False,
    progress: Progress | None = None,
    scheduler: str = "",
) -> Summary:
    """Take up the dumps at ``paths``, which may be addresses too (none: all of the library's).

    ``again`` extracts also what is unchanged (after an update of the program, or of the authorities); ``restore``
    writes articles again whose file the curator deleted. ``scheduler`` is the address of a Dask cluster's scheduler
    that the dumps are read on ("": this machine). The result is the same for any number of workers, wherever they are.
    Where the system lets the run not go on (there is no room for its temporary file), what it has read is written, and
    ``report`` says that it was not finished (DL452). Raises DatelineError (FATAL) where another run holds the library,
    or the authorities cannot be read.
    """
    given = list(paths)
    with atomic.lock(settings.content / inventory.CACHE), tables.told():
        atomic.sweep(settings.content)
        selected = takein.select(settings, given, report) if given else None
        stock = inventory.take(settings, report)
        todo = Plan(stock, selected, again=again, restore=restore)
        for dump, article in todo.orphans():
            found = stock.dump(dump)
            if found is None or not found.closed:  # else it is there, and refused below
                report.add("DL415", f"It was the source of {article}.", dump)
        run = _Run(settings, stock, report, restore)
        if progress:
            progress(0, todo.jobs)
        try:
            with tables.told(), closing(outlets.Outlets(settings.content / inventory.CACHE)) as known:
                jobs = partial(_with_told, todo, known)
                for done, (job, outcome) in enumerate(_outcomes(settings, jobs, todo.tasks, scheduler), 1):
                    run.settle(job, outcome)
                    run.done = done
                    if progress:
                        progress(done, todo.jobs)
                run.flush()
                try:
                    if run.wrote:
                        stock = _taken_anew(settings, stock, report)
                    if selected is None and not run.failed and _anew(settings, stock, known, report, scheduler):
                        stock = _taken_anew(settings, stock, report)
                    finish(settings, stock, report)
                except DatelineError as error:  # the memory for the next run; the library itself is complete
                    report.extend(error.messages)
        except DatelineError as error:
            if any(message.code != "DL419" for message in error.messages):
                raise
            run.stopped(error, todo.jobs)
        finally:
            stock.close()
    return run.summary()


def _taken_anew(settings: Settings, stock: Inventory, report: Report) -> Inventory:
    """The library as it is now, in the place of how it was. Raises DatelineError."""
    stock.close()
    second = Report()
    found = inventory.take(settings, second)
    known = set(report.messages)
    report.extend(message for message in second.messages if message not in known)
    return found


def _with_told(todo: Plan, known: Outlets) -> Iterator[Job]:
    """The jobs of a plan, with what their dumps were told when they were read last."""
    return (replace(job, told=known.told(job.records[0])) if len(job.records) == 1 else job for job in todo)


def _again(stock: Inventory, known: Outlets) -> Iterator[Job]:
    """The jobs of reading anew those dumps that are to be told something else than they were."""
    found = (reread(stock, again.record, again.told) for again in known.asked())
    return (job for job in found if job is not None)


def _anew(settings: Settings, stock: Inventory, known: Outlets, report: Report, scheduler: str) -> bool:
    """Read the dumps anew in whose stories lines turned out to repeat across their outlet; whether any was written.

    Raises DatelineError.
    """
    second = Report()
    run = _Run(settings, stock, second, restore=False)
    with tables.told():
        tasks = known.look(stock, settings.content)
        for job, outcome in _outcomes(settings, partial(_again, stock, known), tasks, scheduler):
            if outcome is not None and run.settle_anew(job, outcome):
                known.answered(Again(job.records[0], job.told))
        run.flush()
        known.keep()
    report.received += second.received
    report.published += second.published
    report.inbox += second.inbox
    report.refused += second.refused
    said = set(report.messages)
    report.extend(message for message in second.messages if message not in said)
    return run.wrote


def finish(settings: Settings, stock: Inventory, report: Report) -> None:
    """What concerns the library as a whole: the groups of copies, and the manifest. Raises DatelineError."""
    mark = settings.content / inventory.CACHE / "copies"
    stamp = copies.stamp(stock).encode()
    try:
        known = mark.read_bytes()
    except OSError:
        known = b""  # (not there, in most cases)
    if known != stamp and copies.regroup(settings, stock, report):
        atomic.write(mark, stamp, root=settings.content)
    fixity.of_library(stock, report)
    atomic.update(settings.content / manifest.MANIFEST, partial(fixity.lines, stock), root=settings.content)
    stock.save(settings.content)


@dataclass(frozen=True, slots=True)
class _Outcome:
    proposals: tuple[Proposal, ...] = ()
    refusal: tuple[Message, ...] = ()


def _stage(settings: Settings) -> Callable[[Job], _Outcome]:
    pipeline = Pipeline(settings)

    def stage(job: Job) -> _Outcome:
        if job.refusal:
            return _Outcome(refusal=(job.refusal,))
        outcome = pipeline.records(settings.content / job.dump.path, settings.content, job.told)
        return _Outcome(tuple(map(propose, outcome.records)), outcome.refusal)

    return stage


def _lost(job: Job) -> _Outcome:
    text = "The process that worked on it died (out of memory, or a fault in a library)."
    return _Outcome(refusal=(Message("DL417", text, job.dump.path),))


def _outcomes(
    settings: Settings, jobs: Callable[[], Iterator[Job]], tasks: int, scheduler: str
) -> Iterator[tuple[Job, _Outcome | None]]:
    """Each of the ``jobs`` with what came of it, in order; None where nothing had to be extracted (all but ``tasks``).

    They are asked for twice, so that none has to be held.
    """
    to_read = (job for job in jobs() if job.extract)
    # Loading the authorities costs more than many small runs: with nothing to do it is not done, and a second
    # process has to earn its start.
    processes = min(workers.count(settings.workers), max(1, tasks // 4))
    if not tasks:
        results: Iterator[_Outcome] = iter(())
    elif scheduler:
        read = ((job, _read(job.dump.path)) for job in to_read)
        results = cluster.run(_stage, settings, read, scheduler, _lost)
    else:
        results = workers.run(partial(_stage, settings), to_read, processes, _lost)
    for job in jobs():
        yield job, (next(results) if job.extract else None)


def _read(dump: str) -> tuple[str, ...]:
    """The files that extracting a dump may read: itself, and its hints under either name."""
    return dump, f"{dump}{META}", PurePosixPath(dump).with_suffix("").as_posix() + META


@dataclass(slots=True)
class _Pending:
    """One article on its way to the disk; its article file first, then its record."""

    article: tuple[Path, bytes] | None
    record: tuple[Path, bytes]
    status: Status
    times: int  # how often it counts in the ledger: once for each file with its bytes


@dataclass(slots=True)
class _Run:
    settings: Settings
    stock: Inventory
    report: Report
    restore: bool
    accession: int = field(init=False)  # the number of what this run brings
    pending: list[_Pending] = field(default_factory=list)
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    wrote: bool = False
    failed: bool = False  # something could not be read or written
    done: int = 0  # jobs settled

    def __post_init__(self) -> None:
        self.accession = self.stock.accession()

    def summary(self) -> Summary:
        return Summary(self.new, self.updated, self.unchanged, self.deleted)

    def stopped(self, error: DatelineError, jobs: int) -> None:
        """The system does not let the run go on: write what was read, as far as that can be, and say so.

        What is in the ledger then is in the library. There is no manifest of it yet: so the next run knows.
        """
        self.report.extend(error.messages)
        with suppress(sqlite3.Error, DatelineError):
            self.flush()
        text = f"{self.done} of {jobs} dumps had been looked at, and {self.report.received} are in the ledger."
        self.report.add("DL452", text)

    def settle(self, job: Job, outcome: _Outcome | None) -> None:
        """Do what one job asks for; its writes wait for the next flush."""
        for path in job.also:
            self.report.add("DL413", f"It has the bytes of {job.dump.path}.", path)
        if outcome is None:
            for name in job.records:
                self._guarded(job, self._keep, name)
        elif outcome.refusal:
            for path in (job.dump.path, *job.also):
                self.report.extend(
                    replace(m, path=path if m.path == job.dump.path else m.path) for m in outcome.refusal
                )
                self.report.received += 1
                self.report.refused += 1
            return
        else:
            if job.replaces:
                self.report.add("DL429", "Its bytes have changed since the last ingest.", job.dump.path)
            old = {(record.part, record.index): name for name in job.records for record in [self.stock.record(name)]}
            for proposal in outcome.proposals:
                key = (proposal.record.part, proposal.record.index)
                self._guarded(job, self._take_up, proposal, old.pop(key, ""))
            for name in old.values():  # a dump that holds fewer articles than before
                if job.replaces:
                    text = f"It was the source of {self.stock.record(name).article}."
                    self.report.add("DL415", text, job.dump.path)
                else:
                    self._guarded(job, self._keep, name)
        if len(self.pending) >= BATCH:
            self.flush()

    def settle_anew(self, job: Job, outcome: _Outcome) -> bool:
        """Do what reading a dump anew asks for; False where that gave nothing, and what stands there stays.

        Its article is in the ledger already: it is taken out, and entered as what it is then. A dump of several
        articles of which one record is left takes no part: the others would come back a run too late.
        """
        (name,) = job.records
        article = self._article_of(self.stock.record_file(name))
        if outcome.refusal or len(outcome.proposals) != 1 or article is None or article.broken:
            return False
        self._enter(Status(article.status), -1 - len(job.also))
        updated = self.updated
        self.settle(job, outcome)
        if self.updated > updated and self.stock.listed(name) is not None:  # it was there before this run
            self.report.add("DL450", "Lines of it stand in other dumps of its outlet too.", article.path)
        return True

    def _guarded(self, job: Job, step: Callable[..., None], *arguments: Any) -> None:
        """One article's step: where a file of it cannot be read, this article is refused and the others go on."""
        try:
            step(job, *arguments)
        except DatelineError as error:
            self.failed = True
            self.report.extend(error.messages)
            self.report.received += 1 + len(job.also)
            self.report.refused += 1 + len(job.also)

    # ------------------------------------------------------------------ one article

    def _keep(self, job: Job, name: str) -> None:
        """Nothing new to extract: see that the record tells where the dump and the article are."""
        head = self.stock.record_file(name)
        article = self._article_of(head)
        if article is None:
            self._deleted(job, name, head)
            return
        path = article.path
        moved = head.dump != job.dump.path
        if article.broken:
            self._broken(job)
            return
        if not moved and head.also == job.also and not head.deleted:
            self.unchanged += 1
            self._count(job, Status(article.status))
            return
        if moved:
            self.report.add("DL414", f"It was {head.dump} before.", job.dump.path)
        record = stored.read(self.settings.content / name, name)
        text = files.read_text(self.settings.content / path, path)
        file = frontmatter.parse(text, path)
        header = file.header
        if header.dump == record.header.dump:
            header = replace(header, dump=job.dump.path)
        self.updated += 1
        proposed = replace(record.header, dump=job.dump.path)
        record = replace(record, dump=job.dump.path, also=job.also, deleted=False, header=proposed)
        updated = frontmatter.update(text, path, header, file.body)
        self._write(job, header.status, path, updated, name, stored.dump(record))

    def _take_up(self, job: Job, proposal: Proposal, name: str) -> None:
        """Bring one extracted article into the library, merged with what is there."""
        head = self.stock.record(name) if name else None
        # The second way also finds an article that a killed run had already brought up to a changed dump
        article = (self._article_of(head) if head else None) or self.stock.article_with(proposal.record.id)
        path = None if article is None else article.path
        if head is not None and article is None and not self.restore:
            self._deleted(job, name, head)
            return
        if path is not None and article is not None and article.broken:
            if head is not None:  # the record follows its dump, or a dump of many articles would lose this one
                proposed = replace(proposal.record.header, slug=head.header.slug)
                follows = self._record(job, proposal, path, proposed, head).encode()
                self.pending.append(_Pending(None, (self.settings.content / name, follows), Status.HIDDEN, 0))
            self._broken(job)
            return
        if path is None:
            self._create(job, proposal, head, name)
            return
        text = files.read_text(self.settings.content / path, path)
        now = frontmatter.parse(text, path)
        slug = now.header.slug or (head.header.slug if head else "")
        header = replace(proposal.record.header, slug=head.header.slug if head else slug)
        old = stored.read(self.settings.content / name, name) if name else None
        base, base_body = (old.header, old.body) if old else (header, proposal.record.body)
        merged = merge.merge(base, base_body, now.header, now.body, header, proposal.record.body)
        for difference in merged.differences:
            told = "" if difference.field == merge.BODY else f": {_said(difference.proposed)}"
            text_of = f"A new extraction of {difference.field} differs from the curator's{told}."
            self.report.add("DL411", text_of, path, field=difference.field)
        if job.replaces and old is not None and self._supersede(job, now, merged, old):
            merged = _updated(now, merged)
        updated = frontmatter.update(text, path, merged.header, merged.body)
        record = self._record(job, proposal, path, header, head)
        self._write(job, merged.header.status, path, updated, name or files.record_name(path), record)
        if updated == text and head is not None and head.sha256 == proposal.record.sha256:
            self.unchanged += 1
        else:
            self.updated += 1

    def _supersede(self, job: Job, now: MarkdownFile, merged: merge.Merged, old: StoredRecord) -> bool:
        """Keep what a newer dump under the old one's name takes the place of, as an earlier version of the article.

        False where the two do not differ, or there is nothing to keep.
        """
        kept_id = f"{old.id}.v"  # another than the old one's, by which a killed run would find the wrong file
        there = self.stock.article_with(kept_id)
        slug = now.header.slug or Path(now.path).stem
        if there is not None:
            path = there.path
        else:
            if now.header.status not in (Status.PUBLISHED, Status.HIDDEN) or _text(now) == _text(merged):
                return False
            number = next(n for n in count(1) if self.stock.holder(slugs.fold(f"{slug}-version-{n}")) is None)
            path = str(PurePosixPath(now.path).with_name(f"{slug}-version-{number}.md"))
            self.stock.hold(slugs.fold(f"{slug}-version-{number}"), kept_id)

        def own(header: Header) -> Header:
            name = PurePosixPath(path).stem
            return replace(header, slug=name, dump="", id=kept_id, version_of=slug, review=())

        text = frontmatter.render(MarkdownFile(path, own(now.header), now.body))
        record = replace(old, id=kept_id, article=path, header=own(old.header), superseded=True, also=(), duplicates=())
        self.report.add("DL439", f"The text of the older one is kept as {path}.", job.dump.path)
        content = self.settings.content
        made = (content / path, text.encode())
        kept = (content / files.record_name(path), stored.dump(record).encode())
        self.pending.append(_Pending(made if there is None else None, kept, now.header.status, 0))
        return True

    def _create(self, job: Job, proposal: Proposal, head: StoredRecord | None, name: str) -> None:
        header = proposal.record.header
        if head is not None:
            header, path = replace(header, slug=head.header.slug), head.article
        else:
            header = replace(header, slug=self._slug(header))
            path = f"articles/{header.date[:4] or 'undated'}/{header.slug}.md"
            name = files.record_name(path)
        for doubt in proposal.record.doubts:
            if header.status is Status.INBOX and doubt.field in ("title", "date", "source", "body"):
                self.report.add(doubt.code, doubt.reason, job.dump.path, field=doubt.field)
        text = frontmatter.render(MarkdownFile(path, header, proposal.record.body))
        self.new += 1
        self._write(job, header.status, path, text, name, self._record(job, proposal, path, header, head))

    def _record(self, job: Job, proposal: Proposal, path: str, header: Header, head: StoredRecord | None) -> str:
        record = replace(
            proposal.record,
            article=head.article if head else path,
            header=header,
            also=job.also,
            hints=job.dump.hints,
            duplicates=head.duplicates if head else (),
            accession=head.accession if head else self._accession_of(path),
        )
        return stored.seal(stored.dump_head(record), proposal.tail)

    def _accession_of(self, path: str) -> int:
        """The number of an article without a record; one that had a record counts as of the first accession again."""
        return self.accession if self.stock.listed(files.record_name(path)) is None else 0

    def _deleted(self, job: Job, name: str, head: RecordFile | StoredRecord) -> None:
        self.deleted += 1
        self.report.add("DL412", f"{head.article} was deleted.", job.dump.path)
        if head.deleted and head.dump == job.dump.path and head.also == job.also:
            return
        record = stored.read(self.settings.content / name, name)
        text = stored.dump(replace(record, deleted=True, dump=job.dump.path, also=job.also))
        target = self.settings.content / name
        self.pending.append(_Pending(None, (target, text.encode()), Status.HIDDEN, 0))

    # ------------------------------------------------------------------ helpers

    def _article_of(self, head: RecordFile | StoredRecord) -> ArticleFile | None:
        """The Markdown file of a record as it is now: where it was, or where the curator moved it.

        A file at its place whose id no record has is the article too: one of the two was brought back from git.
        """
        at_home = self.stock.article(head.article)
        if at_home is not None and (at_home.broken or at_home.id in ("", head.id)):
            return at_home
        moved = self.stock.article_with(head.id)
        return at_home if moved is None and at_home is not None and not self.stock.has_record(at_home.id) else moved

    def _slug(self, header: Header) -> str:
        """A slug that no other article has, on any file system; from now on it is frozen."""
        digits = header.id.replace(".", "-")
        base = slugs.slugify(header.title, fallback=f"article-{digits[:8]}")
        tries = [base, f"{base}-{header.date[:10]}" if header.date else "", f"{base}-{digits[:6]}", f"{base}-{digits}"]
        slug = next(slug for slug in tries if slug and self.stock.holder(slugs.fold(slug)) in (None, header.id))
        self.stock.hold(slugs.fold(slug), header.id)
        return slug

    def _write(self, job: Job, status: Status, path: str, text: str, record_name: str, record: str) -> None:
        content = self.settings.content
        article = (content / path, text.encode())
        self.pending.append(_Pending(article, (content / record_name, record.encode()), status, 1 + len(job.also)))

    def _count(self, job: Job, status: Status) -> None:
        """Enter an article that needs no writing in the ledger."""
        self._enter(status, 1 + len(job.also))

    def _broken(self, job: Job) -> None:
        """An article whose file cannot be parsed: its problems are said, nothing of the curator's is touched."""
        self.unchanged += 1
        self.report.received += 1 + len(job.also)
        self.report.refused += 1 + len(job.also)

    def _enter(self, status: Status, times: int) -> None:
        self.report.received += times
        if status is Status.INBOX:
            self.report.inbox += times
        else:
            self.report.published += times

    def flush(self) -> None:
        """Write what waits, all articles, then the records of those that were written; and enter it in the ledger."""
        content = self.settings.content
        if self.pending and not self.wrote:  # a run killed from here on leaves groups of copies to be made
            atomic.remove(content / inventory.CACHE / "copies", root=content)
            self.wrote = True
        waiting, self.pending = self.pending, []
        _, failed = atomic.write_all([item.article for item in waiting if item.article], root=content)
        good = [item for item in waiting if item.article is None or item.article[0] not in failed]
        _, failed_records = atomic.write_all([item.record for item in good], root=content)
        self.report.extend([*failed.values(), *failed_records.values()])
        self.failed = self.failed or bool(failed or failed_records)
        for item in waiting:
            if item.article is not None and item.article[0] in failed:
                self.report.received += item.times
                self.report.refused += item.times
            else:
                self._enter(item.status, item.times)


def _text(article: MarkdownFile | merge.Merged) -> tuple[str, str, str]:
    """What a reader would call the text of an article."""
    return article.header.title, article.header.standfirst, article.body


def _updated(now: MarkdownFile, merged: merge.Merged) -> merge.Merged:
    """A newer text of a story keeps the day on which the story first stood, and so its address."""
    first, newer = now.header, merged.header
    if not first.date or newer.date <= first.date:
        return merged
    kept = replace(newer, date=first.date, date_precision=first.date_precision, modified=newer.modified or newer.date)
    return replace(merged, header=kept)


def _said(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= 120 else text[:119] + "…"
