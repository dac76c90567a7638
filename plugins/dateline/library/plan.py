"""What an ingest has to do: the dumps on disk against the records of what was done before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dateline.extract.models.memory import Shares
from dateline.library.inventory import DumpFile, Inventory
from dateline.library.tables import packed, unpacked
from dateline.messages import Message


@dataclass(frozen=True, slots=True)
class Job:
    """One dump to take up: extract it (``extract``), or only settle where it lies now.

    ``also`` are the other files with the same bytes. ``records`` are the record files that it has already;
    ``replaces`` says that those were made from other bytes at the same path. ``told`` is what repeats across the
    outlet's dumps.
    """

    dump: DumpFile
    also: tuple[str, ...]
    records: tuple[str, ...]
    extract: bool
    replaces: bool = False
    refusal: Message | None = None  # why it is not taken up in this run
    told: Shares = field(default_factory=dict)


class Plan:
    """What is to be done. It is found anew each time it is asked for, and never held as a whole.

    Of several files with the same bytes the one that comes first by path stands for all, whatever came first in
    time: so the order in which dumps arrive changes nothing.
    """

    def __init__(self, inventory: Inventory, selected: frozenset[str] | None, *, again: bool, restore: bool) -> None:
        """Decide for every dump (or those in ``selected``)."""
        self._inventory = inventory
        self._selected = selected
        self._again = again
        self._restore = restore
        self.jobs = self.tasks = 0  # how many there are, and how many of them have something to extract
        for job in self:
            self.jobs += 1
            self.tasks += job.extract

    def __iter__(self) -> Iterator[Job]:
        """The jobs, in the order of their dumps' paths."""
        for dump in self._inventory.dumps():
            # what cannot be read has no digest and stands alone
            same = self._inventory.dumps_with(dump.sha256) if dump.sha256 else [dump]
            if same[0].path == dump.path and (job := self._job(same)) is not None:
                yield job

    def _job(self, same: Sequence[DumpFile]) -> Job | None:
        """What is to be done about dumps with the same bytes."""
        first, paths = same[0], [dump.path for dump in same]
        if self._selected is not None and self._selected.isdisjoint(paths):
            return None
        found = self._inventory.tables.run(_OF_DIGEST, packed(first.sha256)) if first.sha256 else ()
        heads = [(unpacked(name), unpacked(hints), bool(deleted)) for name, hints, deleted in found]
        records = [name for name, _, _ in heads]
        older = [] if records else [name for path in paths for name in self._at(path)]
        return Job(
            dump=first,
            also=tuple(paths[1:]),
            records=tuple(records or older),
            extract=self._again
            or not records
            or any(hints != first.hints or (self._restore and deleted) for _, hints, deleted in heads),
            replaces=bool(older),
            refusal=_refusal(self._inventory, first, records or older),
        )

    def _at(self, path: str) -> list[str]:
        return [unpacked(name) for (name,) in self._inventory.tables.run(_AT_PATH, packed(path))]

    def orphans(self) -> Iterator[tuple[str, str]]:
        """The dumps that are gone, each with the article that it was the source of."""
        for dump, article in self._inventory.tables.run(_ORPHANS):
            yield unpacked(dump), unpacked(article)


def reread(inventory: Inventory, record: str, told: Shares) -> Job | None:
    """The job of reading the dump of a record anew, told what repeats; None where it is gone or cannot be read now."""
    same = inventory.dumps_with(inventory.record(record).sha256)
    if not same or _refusal(inventory, same[0], (record,)) is not None:
        return None
    return Job(same[0], tuple(dump.path for dump in same[1:]), (record,), extract=True, told=told)


_OF_DIGEST = "select name, hints, deleted from records where sha256 = ? and not superseded order by rowid"
# those made from other bytes at the same path, of which there are none left
_AT_PATH = """
select name from records as r where dump = ? and not superseded
and not exists (select 1 from dumps where sha256 = r.sha256 and sha256 <> x'') order by rowid
"""
_ORPHANS = """
select dump, article from records as r where not superseded
and not exists (select 1 from dumps where sha256 = r.sha256 and sha256 <> x'')
and not exists (
    select 1 from dumps as d where d.path = r.dump and not exists (
        select 1 from dumps as e, records as q
        where e.sha256 = d.sha256 and d.sha256 <> x'' and q.sha256 = d.sha256 and not q.superseded
    )
)
order by r.rowid
"""


def _refusal(inventory: Inventory, dump: DumpFile, records: Sequence[str]) -> Message | None:
    """What cannot be looked at for a moment is not guessed at: its article would be made a second time."""
    if dump.closed:
        return Message("DL104", f"{dump.closed}.", dump.path)
    closed = [] if not inventory.closed else [inventory.record(name).article for name in records]
    closed = [name for name in closed if name in inventory.closed]
    if closed:  # nothing could be merged with it now, and its record must not run ahead of it
        return Message("DL419", f"It is not taken in while its article {closed[0]} cannot be read.", dump.path)
    if inventory.unreadable and not records:
        text = f"It is not taken in while {min(inventory.unreadable)} cannot be read, which may be its record."
        return Message("DL419", text, dump.path)
    return None
