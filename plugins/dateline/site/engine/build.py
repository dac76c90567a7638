"""One build, on one page: look, read what changed, render what it reaches, flush, exchange.

The steps, each in a module of its own:

1. ``snapshot``: do the inputs and the published site look as the last build left them? Then there is nothing to do.
2. ``fingerprint`` and ``memory``: what the last build knew, if program, theme, settings and authorities are the same.
3. ``reading``: the archive, opening only files that look other.
4. ``touched``: which pages may be another; of those, which really depend on something else now.
5. ``rendering``: those pages, on all cores, into the second tree of ``staging``.
6. ``staging``: the second tree takes the place of the published one in one step.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dateline.library import atomic, files, manifest
from dateline.messages import DatelineError, Message, Report, Severity
from dateline.model import Status
from dateline.site import addresses, extras, loading, outputs, pages
from dateline.site import edition as editions
from dateline.site.archive import Entry
from dateline.site.edition import Edition
from dateline.site.engine import foreign, quick, reading, rendering, snapshot
from dateline.site.engine import memory as memories
from dateline.site.engine.authorities import Deferred
from dateline.site.engine.config import Config
from dateline.site.engine.fingerprint import fingerprint
from dateline.site.engine.memory import Memory
from dateline.site.engine.staging import Stage
from dateline.site.engine.touched import touched
from dateline.site.pages.views import Page, digest

RARELY = 50_000  # new containers between two looks for what can be thrown away: some dozens of pages
LATER = "search"  # the folder that a later room fills by itself


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did."""

    articles: int = 0  # that lists and search show
    unlisted: int = 0  # that have a page alone: hidden ones, earlier versions, withdrawn ones
    left_out: int = 0  # files of articles that cannot be read, so that the site is without them
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    whole: bool = False  # every page was looked at

    @property
    def line(self) -> str:
        """What was done, in one line for a terminal."""
        beside = f" and {self.unlisted} in no list" if self.unlisted else ""
        without = f", {self.left_out} left out for what is wrong with them" if self.left_out else ""
        return (
            f"{self.articles} article{'' if self.articles == 1 else 's'}{beside}{without}: "
            f"{self.rendered} of {self.pages} pages rendered, "
            f"{self.written} files written, {self.removed} removed"
        )


Announce = Callable[[Edition, Path], None]
"""Called when the pages stand, with the edition and the folder that later rooms add their files to."""


def build(config: Config, report: Report, announce: Announce, looks: quick.Looks | None = None) -> Summary | None:
    """Bring the site at ``config.output`` up to date with the library. None where nothing had changed.

    ``looks`` is what ``quick.changed`` found a moment ago.
    Messages about single files go to ``report``. Raises DatelineError where no site can be made: the published one then
    stays as it is.
    """
    foreign.demand_own(config)
    stage = Stage(config.output)
    with atomic.lock(stage.folder):
        stage.recover()
        if looks is None or quick.outdated(looks, stage.folder):
            looks = quick.look(config)
            if quick.same(looks, stage.folder, config.output):
                return None
        try:
            with _kept_alive():
                return _Build(config, stage, report, announce).run(looks)
        except OSError as error:
            text = f"The site cannot be written: {atomic.reason(error)}. The published site is as it was."
            raise DatelineError(Message("DL521", text, str(error.filename or config.output))) from error


@dataclass(slots=True)
class _Build:
    config: Config
    stage: Stage
    report: Report
    announce: Announce
    changed: set[str] = field(default_factory=set)
    digests: dict[str, str] = field(default_factory=dict)  # SHA-256 of what this build wrote
    removed: int = 0
    followed: bool = False  # the second tree differs from the published one by what this build changed, and no more

    def run(self, before: quick.Looks) -> Summary:
        ahead = before.at + files.FUTURE * 1_000_000_000
        files.tell_future(sorted(name for name, seen in before.library.items() if seen[1] > ahead), self.report)
        print_, memory = self._memory(before)
        edition, found = self._read(before, memory)
        if found.relabelled and memory is not None:
            memory = _doubted(memory)
        change = _Change.of(edition, found, memory)
        depends, asked = change.split()
        self._prepare(memory)
        known = memory.pages if memory else {}
        rendered = 0
        gc.freeze()  # what is here stays to the end: no worker needs to look for what of it may go
        gc.set_threshold(RARELY)
        gc.enable()
        for path, done in rendering.render(edition, self.config, asked, known, self.stage):
            depends[path] = done.depends
            rendered += done.rendered
            if done.written:
                self.changed.add(path)
                self.digests[path] = done.sha256
        others = self._others(edition, memory, change.quiet)
        gone = {*(memory.pages if memory else ()), *(memory.others if memory else ())} - depends.keys() - others.keys()
        for name in sorted(gone):
            self.stage.remove(name)
        self.removed = len(gone)
        self.announce(edition, self.stage.tree)
        self.changed |= gone | self._added()
        if self.changed or not (self.stage.tree / manifest.MANIFEST).is_file():
            made = () if memory else dict(snapshot.inodes(os.fspath(self.stage.tree / LATER), f"{LATER}/"))
            names = self.changed if memory else {*depends, *others, *made}
            manifest.refresh(self.stage.tree, names, self.digests, whole=memory is None)
            self.changed.add(manifest.MANIFEST)
        self._verify(asked)
        after = Memory(
            fingerprint=print_,
            behind=before.behind,
            files=found.files,
            records=found.records,
            rows=found.rows,
            variants=found.variants,
            labels=found.labels,
            documents=_own(edition),
            pages=depends,
            others=others,
        )
        self._publish(after, before)
        archive = edition.archive
        shown = {entry.source_path for part in (archive.entries, archive.hidden, archive.withdrawn) for entry in part}
        wrong = {
            m.path for m in self.report.messages if m.severity >= Severity.ERROR and m.path.startswith("articles/")
        }
        return Summary(
            articles=len(archive.entries),
            unlisted=len(archive.hidden) + len(archive.withdrawn),
            left_out=len(wrong - shown),
            pages=len(depends),
            rendered=rendered,
            written=len(self.changed - gone),
            removed=self.removed,
            whole=memory is None,
        )

    def _folders(self) -> dict[str, Path]:
        return {
            "program": quick.PACKAGE,
            "theme": self.config.theme,
            "authority": self.config.settings.authority,
            **{f"override {n}": Path(p) for n, p in enumerate(self.config.values.get("THEME_TEMPLATES_OVERRIDES", []))},
        }

    def _memory(self, before: quick.Looks) -> tuple[str, Memory | None]:
        """The fingerprint, and what can be trusted of the last build.

        That is nothing where a run was killed, or the site was changed by hand.
        """
        folder = self.stage.folder
        known = None
        if self.config.output.is_dir() and not (folder / "swapping").exists():
            known = memories.load(folder / "memory")
        if known is not None and before.behind and before.behind == known.behind:
            print_ = known.fingerprint  # of files that look as they did then
        else:
            print_ = fingerprint(self.config.values, self._folders())
        if known is None or snapshot.folders(self.config.output, known.folders) != known.folders:
            if self.config.output.is_dir():
                foreign.demand_none(self.config.output, {*known.pages, *known.others} if known else ())
            return print_, None
        # Another theme or program: every page is looked at, but files whose bytes stay are not written again.
        return print_, known if known.fingerprint == print_ else _doubted(known)

    def _read(self, before: quick.Looks, memory: Memory | None) -> tuple[Edition, reading.Reading]:
        settings = self.config.settings
        authorities = Deferred(settings.authority)
        if memory is None or not memory.fingerprint:
            authorities.load()  # raises where the curator's files have errors: then no build starts
        found = reading.read(settings, authorities.catalogue, before.library, memory, self.report)
        documents = loading.documents(settings, self.report)
        others = extras.read(settings.content, (document.slug for document in documents), self.report)
        of_archive = authorities.catalogue, found.archive
        return editions.assemble(self.config.values, settings, *of_archive, documents, others), found

    def _prepare(self, memory: Memory | None) -> None:
        """A second tree that holds what the published one does."""
        ready = self.stage.folder / "ready"
        follows = memory is not None and ready.exists() and self.stage.tree.is_dir()
        if ready.exists():
            ready.unlink()
            # From here on the second tree is no longer what the mark says, also after a loss of power.
            atomic.sync_folder(self.stage.folder)
        if memory is None:
            self.stage.fresh()
            return
        self.followed = True
        if follows:
            self.stage.follow(json.loads((self.stage.folder / "changed").read_text("utf-8")))
        else:
            self.stage.mirror()

    def _others(self, edition: Edition, memory: Memory | None, quiet: bool) -> dict[str, str]:
        """Every file that no template makes: feeds, downloads, the theme's own. Written where its source changed."""
        known = memory.others if memory else {}
        # (where no list can have changed, neither can what is made as they are, nor what the fingerprint speaks for)
        made: dict[str, str] = dict(known) if quiet else {}
        for output in outputs.of_site(edition) if quiet else outputs.outputs(edition):
            made[output.path] = digest(*output.depends())
            if known.get(output.path) != made[output.path] or (memory is not None and not memory.fingerprint):
                self._write(output.path, output.content())
        for target, folder in () if quiet else self.config.statics:
            for name in snapshot.files(folder):
                data = (folder / name).read_bytes()
                made[f"{target}/{name}"] = snapshot.digest(data)
                if known.get(f"{target}/{name}") != made[f"{target}/{name}"]:
                    self._write(f"{target}/{name}", data)
        return made

    def _write(self, name: str, data: bytes) -> None:
        if self.stage.write(name, data):
            self.changed.add(name)
            self.digests[name] = hashlib.sha256(data).hexdigest()

    def _added(self) -> set[str]:
        """What the later rooms wrote or removed: files that are not, by their inode, those of the published site."""
        ours, theirs = (
            set(snapshot.inodes(os.fspath(root / LATER), f"{LATER}/")) for root in (self.stage.tree, self.config.output)
        )
        return {name for name, _ in ours ^ theirs}

    def _verify(self, pages: Iterable[Page]) -> None:
        """Before the new tree is published: is every page there, and does none reach outside?"""
        for page in pages:
            # (the tree is this program's own: no folder in it is a link)
            if ".." in page.path.split("/") or not _is_file(f"{self.stage.tree}/{page.path}"):
                text = f"The page {page.path} was not written. The published site is as it was."
                raise DatelineError(Message("DL521", text, page.path))

    def _publish(self, after: Memory, before: quick.Looks) -> None:
        """Exchange the trees and remember. A run killed between the two marks costs the next one a whole build."""
        folder = self.stage.folder
        swapping = folder / "swapping"
        if self.changed or not self.config.output.exists():
            swapping.touch()
            self.stage.swap()
            self.stage.tree.mkdir(exist_ok=True)
            if self.followed:
                self.stage.forget(self.changed)
            else:  # nothing is known of what was published before
                self.stage.fresh()
        names = {name.rpartition("/")[0] or "." for name in (*after.pages, *after.others)} | {"."}
        after.folders.update(snapshot.folders(self.config.output, sorted(names)))
        memories.save(folder / "memory", after)
        atomic.overwrite(folder / "changed", json.dumps(sorted(self.changed)).encode())
        atomic.sync_folder(folder)  # what the marks speak of, before the marks
        if self.followed:
            (folder / "ready").touch()
        swapping.unlink(missing_ok=True)
        if self.report.exit_status:
            quick.forget(folder)  # what is wrong is said, and counts, until it is put right
        else:
            quick.remember(folder, before, after.folders)


@contextmanager
def _kept_alive() -> Iterator[None]:
    """While much is made that stays, looking for what could be thrown away costs time and finds nothing."""
    thresholds = gc.get_threshold()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
        gc.enable()


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _own(edition: Edition) -> str:
    """A digest of the curator's own pages, and of where their other files stand."""
    return digest(edition.documents, [extra.path for extra in edition.extras])


def _doubted(memory: Memory) -> Memory:
    """A memory that still knows which files the site has, but nothing of what they depend on."""
    return Memory("", pages=dict.fromkeys(memory.pages, ""), others=memory.others)


@dataclass(frozen=True, slots=True)
class _Change:
    """What is other than last time, and which pages that can reach."""

    edition: Edition
    known: Mapping[str, str]  # pages of last time, and the digests of what they depended on
    trusted: bool  # those digests are worth something
    cards: tuple[Entry, ...]  # as they were and as they are: entries that lists and other articles' pages may show
    texts: frozenset[str]  # addresses of all entries that are other, if only by a word of their text
    quiet: bool  # no list, and no file made as lists are, can be another

    @classmethod
    def of(cls, edition: Edition, found: reading.Reading, memory: Memory | None) -> _Change:
        trusted = memory is not None and bool(memory.fingerprint)
        before = {(entry.source_path, entry.card): entry for entry in found.before}
        after = {(entry.source_path, entry.card): entry for entry in found.after}
        either = {**before, **after}
        cards = tuple(either[key] for key in sorted(before.keys() ^ after.keys()))
        texts = frozenset(entry.url for entry in (*found.before, *found.after))
        same = memory is not None and found.rows == memory.rows and _own(edition) == memory.documents
        return cls(edition, memory.pages if memory else {}, trusted, cards, texts, trusted and same and not cards)

    def split(self) -> tuple[dict[str, str], list[Page]]:
        """The pages that no change can reach, with their digests, and those that have to be asked."""
        if self.quiet:
            shown = (self.edition.by_url[url] for url in sorted(self.texts) if url in self.edition.by_url)
            articles = (entry for entry in shown if entry.status is not Status.WITHDRAWN)
            asked = [
                *(page for entry in articles for page in pages.of_article(self.edition, entry)),
                *pages.others(self.edition),
            ]
            kept = dict(self.known)
            for page in asked:
                kept.pop(page.path, None)
            return kept, asked
        reached: set[str] = set()
        articles_: set[str] = set()
        if self.trusted:
            archive = self.edition.archive
            reached = {*touched(archive, self.cards), *self.texts}
            articles_ = {entry.url for entry in (*archive.entries, *archive.hidden)}
            # a record's page shows its article's own record: nothing else reaches it
            reached |= set(map(addresses.record, reached))
            articles_ |= set(map(addresses.record, articles_))
        kept = {}
        asked = []
        seen: set[str] = set()
        for page in (*pages.pages(self.edition), *pages.article.pages(self.edition)):
            if page.path in seen:
                text = f"Two pages have the address {page.path}."
                raise DatelineError(Message("DL501", text, page.path))
            seen.add(page.path)
            if page.path in articles_ and page.path not in reached and page.path in self.known:
                kept[page.path] = self.known[page.path]
            else:
                asked.append(page)
        return kept, asked
