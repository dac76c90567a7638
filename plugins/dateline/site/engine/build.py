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

from dateline.library import atomic, manifest
from dateline.messages import DatelineError, Message, Report
from dateline.site import addresses, loading, outputs, pages
from dateline.site import edition as editions
from dateline.site.archive import Entry
from dateline.site.edition import Edition
from dateline.site.engine import memory as memories
from dateline.site.engine import quick, reading, rendering, snapshot
from dateline.site.engine.authorities import Deferred
from dateline.site.engine.config import Config
from dateline.site.engine.fingerprint import fingerprint
from dateline.site.engine.memory import Memory
from dateline.site.engine.staging import Stage
from dateline.site.engine.touched import touched
from dateline.site.pages.views import Page, digest

LATER = "search"  # the folder that a later room fills by itself


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did."""

    articles: int = 0
    pages: int = 0
    rendered: int = 0
    written: int = 0
    removed: int = 0
    whole: bool = False  # every page was looked at

    @property
    def line(self) -> str:
        """What was done, in one line for a terminal."""
        return (
            f"{self.articles} articles: {self.rendered} of {self.pages} pages rendered, {self.written} files written, "
            f"{self.removed} removed"
        )


Announce = Callable[[Edition, Path], None]
"""Called when the pages stand, with the edition and the folder that later rooms add their files to."""


def build(config: Config, report: Report, announce: Announce) -> Summary | None:
    """Bring the site at ``config.output`` up to date with the library. None where nothing had changed.

    Messages about single files go to ``report``. Raises DatelineError where no site can be made: the published one then
    stays as it is.
    """
    stage = Stage(config.output)
    with atomic.lock(stage.folder):
        stage.recover()
        before = quick.look(config)
        if quick.same(before, stage.folder, config.output):
            return None
        try:
            return _Build(config, stage, report, announce).run(before)
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
        print_ = fingerprint(self.config.values, self._folders())
        memory = self._memory(print_)
        with _kept_alive():
            edition, found = self._read(before, memory)
        if found.relabelled and memory is not None:
            memory = _doubted(memory)
        self._prepare(memory)
        every = [*pages.pages(edition), *pages.article.pages(edition)]
        known = memory.pages if memory else {}
        depends, asked = _split(edition, every, found, memory)
        tiles = {path: shown for path, shown in memory.tiles.items() if path in depends} if memory else {}
        rendered = 0
        gc.freeze()  # what is here stays to the end: no worker needs to look for what of it may go
        for done in rendering.render(edition, self.config, asked, known, self.stage):
            depends[done.path] = done.depends
            rendered += done.rendered
            shown = done.tiles if done.rendered or memory is None else memory.tiles.get(done.path, ())
            if shown:
                tiles[done.path] = shown
            if done.written:
                self.changed.add(done.path)
                self.digests[done.path] = done.sha256
        gc.unfreeze()
        others = self._others(edition, memory, {name for shown in tiles.values() for name in shown})
        gone = {*(memory.pages if memory else ()), *(memory.others if memory else ())} - depends.keys() - others.keys()
        for name in sorted(gone):
            self.stage.remove(name)
        self.removed = len(gone)
        self.announce(edition, self.stage.tree)
        self.changed |= gone | self._added()
        if self.changed or not (self.stage.tree / manifest.MANIFEST).is_file():
            manifest.refresh(self.stage.tree, None if memory is None else self.changed, self.digests)
            self.changed.add(manifest.MANIFEST)
        self._verify(asked)
        after = Memory(
            fingerprint=print_,
            files=found.files,
            records=found.records,
            rows=found.rows,
            variants=found.variants,
            pages=depends,
            tiles=tiles,
            others=others,
        )
        self._publish(after, before)
        return Summary(
            articles=len(edition.archive.entries),
            pages=len(every),
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

    def _memory(self, print_: str) -> Memory | None:
        """What can be trusted of the last build: nothing where a run was killed, or the site was changed by hand."""
        folder = self.stage.folder
        if not self.config.output.is_dir() or (folder / "swapping").exists():
            return None
        known = memories.load(folder / "memory")
        if known is None or snapshot.folders(self.config.output, known.folders) != known.folders:
            return None
        # Another theme or program: every page is looked at, but files whose bytes stay are not written again.
        return known if known.fingerprint == print_ else _doubted(known)

    def _read(self, before: quick.Looks, memory: Memory | None) -> tuple[Edition, reading.Reading]:
        settings = self.config.settings
        authorities = Deferred(settings.authority)
        if memory is None or not memory.fingerprint:
            authorities.load()  # raises where the curator's files have errors: then no build starts
        found = reading.read(settings, authorities.catalogue, before.library, memory, self.report)
        documents = loading.documents(settings, self.report)
        return editions.assemble(self.config.values, settings, authorities.catalogue, found.archive, documents), found

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

    def _others(self, edition: Edition, memory: Memory | None, tiles: Iterable[str]) -> dict[str, str]:
        """Every file that no template makes: feeds, downloads, the theme's own. Written where its source changed."""
        known = memory.others if memory else {}
        made: dict[str, str] = {}
        for output in (*outputs.outputs(edition), *outputs.tile_pictures(edition, tiles)):
            made[output.path] = digest(*output.depends())
            if known.get(output.path) != made[output.path] or (memory is not None and not memory.fingerprint):
                self._write(output.path, output.content())
        for target, folder in self.config.statics:
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
        ours = snapshot.files(self.stage.tree / LATER, prefix=f"{LATER}/")
        theirs = snapshot.files(self.config.output / LATER, prefix=f"{LATER}/")
        return {name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name)}

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
        names = {str(Path(name).parent) for name in (*after.pages, *after.others)}
        after.folders.update(snapshot.folders(self.config.output, sorted(names | {"."})))
        memories.save(folder / "memory", after)
        atomic.overwrite(folder / "changed", json.dumps(sorted(self.changed)).encode())
        atomic.sync_folder(folder)  # what the marks speak of, before the marks
        if self.followed:
            (folder / "ready").touch()
        swapping.unlink(missing_ok=True)
        if self.report.exit_status:
            quick.forget(folder)  # what is wrong is said, and counts, until it is put right
        else:
            quick.remember(folder, self.config.output, before, after)


@contextmanager
def _kept_alive() -> Iterator[None]:
    """While much is made that stays, looking for what could be thrown away costs time and finds nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _doubted(memory: Memory) -> Memory:
    """A memory that still knows which files the site has, but nothing of what they depend on."""
    return Memory("", pages=dict.fromkeys(memory.pages, ""), others=memory.others)


def _split(
    edition: Edition, every: Iterable[Page], found: reading.Reading, memory: Memory | None
) -> tuple[dict[str, str], list[Page]]:
    """The pages that no change can reach, with their digests, and those that have to be asked what they depend on."""
    known: Mapping[str, str] = memory.pages if memory else {}
    trusted = memory is not None and bool(memory.fingerprint)
    reached = touched(edition.archive, (*found.before, *found.after)) if trusted else set()
    articles = _urls(edition.archive.entries, edition.archive.hidden) if trusted else set()
    # a record's page shows its article's own record: nothing else reaches it
    reached |= set(map(addresses.record, reached))
    articles |= set(map(addresses.record, articles))
    kept: dict[str, str] = {}
    asked: list[Page] = []
    seen: set[str] = set()
    for page in every:
        if page.path in seen:
            text = f"Two pages have the address {page.path}."
            raise DatelineError(Message("DL501", text, page.path))
        seen.add(page.path)
        if page.path in articles and page.path not in reached and page.path in known:
            kept[page.path] = known[page.path]
        else:
            asked.append(page)
    return kept, asked


def _urls(*groups: Iterable[Entry]) -> set[str]:
    return {entry.url for group in groups for entry in group}
