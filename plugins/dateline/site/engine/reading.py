"""The archive of a library, reading only the files that look other than last time.

The result is the archive that ``loading.load`` gives, entry for entry; a property test holds the two together.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dateline.library import slugs
from dateline.messages import DatelineError, Report
from dateline.model import Status
from dateline.settings import Settings
from dateline.site import loading
from dateline.site.archive import Archive, Entry
from dateline.site.engine import snapshot
from dateline.site.engine.memory import Known, Label, Memory, Rows
from dateline.site.engine.snapshot import Look
from dateline.site.naming import localised

if TYPE_CHECKING:
    from dateline.catalogue import Catalogue

SHOWN = (Status.PUBLISHED, Status.HIDDEN, Status.WITHDRAWN)
# A file changed so shortly before it was looked at may change again within one tick of the file system's clock, and
# look the same. It is read again next time. Ticks are 4 to 10 ms on Linux, 2 s on FAT.
TICK = 2_000_000_000
UNSURE: Look = (-1, -1, -1)


@dataclass(frozen=True, slots=True)
class Reading:
    """The archive, what to remember of its files, and the entries that are not those of last time."""

    archive: Archive
    files: dict[str, Known]
    records: str
    rows: Rows
    variants: frozenset[str]
    labels: dict[str, list[Label]]
    before: tuple[Entry, ...]  # entries of last time that are changed or gone
    after: tuple[Entry, ...]  # entries that are changed or new
    relabelled: bool = False  # a row has another name than last time: any page may show it


def read(
    settings: Settings, catalogue: Catalogue, looks: Mapping[str, Look], memory: Memory | None, report: Report
) -> Reading:
    """Read the library whose files look like ``looks`` (by path relative to the content folder)."""
    known = memory or Memory("")
    reading = _Reader(settings, catalogue, looks, known).run(report)
    if reading is not None:
        return reading
    # A label came or went that may decide how others are written: read all anew.
    whole = _Reader(settings, catalogue, looks, Memory("")).run(report)
    assert whole is not None, "where nothing is remembered nothing can be stale"
    return replace(whole, relabelled=True)


@dataclass(slots=True)
class _Reader:
    settings: Settings
    catalogue: Catalogue
    looks: Mapping[str, Look]
    memory: Memory

    def run(self, report: Report) -> Reading | None:
        """Read what changed. None where what is remembered of the unchanged files may no longer hold."""
        now = time.time_ns()
        names = sorted((n for n in self.looks if n.startswith("articles/") and n.endswith(".md")), key=_parts)
        records = snapshot.stamp([n for n in sorted(self.looks) if n.startswith("records/")])
        shelf = self._shelf()
        finder = loading.Records(self.settings)
        files: dict[str, Known] = {}
        fresh: list[str] = []
        notes = Report()
        for name in names:
            known = self.memory.files.get(name)
            if known is not None and self._unchanged(name, known, records):
                files[name] = known
                continue
            try:
                files[name] = self._open(name, finder, shelf, now, notes)
            except DatelineError as error:
                notes.extend(error.messages)
                continue
            if known is None or known.entry != files[name].entry:
                fresh.append(name)
        changed = {*fresh, *(name for name in self.memory.files if name not in files)}
        before = _entries(self.memory.files, changed)
        after = _entries(files, changed)
        variants = _variants(shelf)
        stale = variants - self.memory.variants or any(
            self.memory.variants & _keys(entry) for entry in (*before, *after)
        )
        if stale and self.memory.files:
            return None
        report.extend(notes.messages)
        shown = _without_clashes(files, report)
        rows = _rows(shelf, shown)
        language = self.settings.language
        conflicts, places = localised(rows.conflicts, language), localised(rows.places, language)
        archive = Archive.of(shown, conflicts, places, rows.topics, rows.outlets)
        labels = {
            "conflicts": shelf.conflicts.settled,
            "places": shelf.places.settled,
            "topics": shelf.topics.settled,
            "outlets": shelf.outlets.settled,
        }
        return Reading(archive, files, records, rows, variants | self.memory.variants, labels, before, after)

    def _shelf(self) -> loading.Shelf:
        """The authorities, with the rows of last time in use already: made ones keep the names that they had."""
        shelf = loading.Shelf(self.catalogue)
        rows, labels = self.memory.rows, self.memory.labels
        shelf.conflicts.resume(rows.conflicts, labels.get("conflicts", ()))
        shelf.places.resume(rows.places, labels.get("places", ()))
        shelf.topics.resume(rows.topics, labels.get("topics", ()))
        shelf.outlets.resume(rows.outlets, labels.get("outlets", ()))
        return shelf

    def _unchanged(self, name: str, known: Known, records: str) -> bool:
        if self.looks[name] != known.look:
            return False
        if known.record:
            return self.looks.get(known.record) == known.record_look
        return records == self.memory.records

    def _open(self, name: str, finder: loading.Records, shelf: loading.Shelf, now: int, notes: Report) -> Known:
        found = loading.read(name, self.settings, finder)
        entry = loading.describe(found, shelf, self.settings) if found.file.header.status in SHOWN else None
        if found.problems:  # opened again next time: what is wrong is said until it is put right
            notes.extend(found.problems if entry else ())
            return Known(UNSURE, "", None, entry)
        record_look = self.looks.get(found.record, UNSURE) if found.record else None
        return Known(
            _sure(self.looks[name], now), found.record, _sure(record_look, now) if record_look else None, entry
        )


def _sure(look: Look, now: int) -> Look:
    return look if look[1] < now - TICK else UNSURE


def _parts(name: str) -> list[str]:
    return name.split("/")


def _entries(files: Mapping[str, Known], names: Iterable[str]) -> tuple[Entry, ...]:
    return tuple(entry for name in sorted(names) if name in files and (entry := files[name].entry) is not None)


def _keys(entry: Entry) -> frozenset[str]:
    """All rows that an entry uses, as ``kind/key``."""
    return frozenset(
        (
            *(f"conflicts/{key}" for key in entry.conflicts),
            *(f"places/{key}" for key in entry.places),
            *(f"topics/{key}" for key in entry.topics),
            f"outlets/{entry.source.key}",
        )
    )


def _variants(shelf: loading.Shelf) -> frozenset[str]:
    return frozenset(
        f"{kind}/{key}"
        for kind, keys in (
            ("conflicts", shelf.conflicts.variants),
            ("places", shelf.places.variants),
            ("topics", shelf.topics.variants),
            ("outlets", shelf.outlets.variants),
        )
        for key in keys
    )


def _without_clashes(files: Mapping[str, Known], report: Report) -> list[Entry]:
    """The entries of all files, in their order, less those whose address an earlier file has."""
    taken: dict[str, str] = {}
    shown: list[Entry] = []
    for name, known in files.items():
        if known.entry is None:
            continue
        first = taken.setdefault(slugs.fold(known.entry.url), name)
        if first != name:
            report.add("DL501", f"{first} has the address {known.entry.url} too.", name, field="slug")
            continue
        shown.append(known.entry)
    return shown


def _rows(shelf: loading.Shelf, entries: Iterable[Entry]) -> Rows:
    """The rows that ``entries`` use, and the places above those, in the order of their keys."""
    conflicts: set[str] = set()
    places: set[str] = set()
    topics: set[str] = set()
    outlets: set[str] = set()
    for entry in entries:
        conflicts.update(entry.conflicts)
        places.update(entry.places)
        topics.update(entry.topics)
        outlets.add(entry.source.key)
    known = loading.with_parents(shelf.places)
    above = {parent for key in places for parent in known[key].parents if parent in known}
    return Rows(
        {key: shelf.conflicts.used[key] for key in sorted(conflicts)},
        {key: known[key] for key in sorted(places | above)},
        {key: shelf.topics.used[key] for key in sorted(topics)},
        {key: shelf.outlets.used[key] for key in sorted(outlets)},
    )
