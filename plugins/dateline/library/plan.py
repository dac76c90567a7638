"""What an ingest has to do: the dumps on disk against the records of what was done before. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.library.inventory import DumpFile, Inventory
from dateline.messages import Message


@dataclass(frozen=True, slots=True)
class Job:
    """One dump to take up: extract it (``extract``), or only settle where it lies now.

    ``also`` are the other files with the same bytes. ``records`` are the record files that it has already;
    ``replaces`` says that those were made from other bytes at the same path.
    """

    dump: DumpFile
    also: tuple[str, ...]
    records: tuple[str, ...]
    extract: bool
    replaces: bool = False
    refusal: Message | None = None  # why it is not taken up in this run


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs, in the order of their dumps' paths, and the records whose dump is gone."""

    jobs: tuple[Job, ...]
    orphans: tuple[str, ...]


def make(inventory: Inventory, selected: frozenset[str] | None, *, again: bool, restore: bool) -> Plan:
    """Decide for every dump (or those in ``selected``) what is to be done.

    Of several files with the same bytes the one that comes first by path stands for all, whatever came first in
    time: so the order in which dumps arrive changes nothing.
    """
    by_digest: dict[str, list[str]] = defaultdict(list)
    for path, dump in inventory.dumps.items():
        # what cannot be read has no digest and stands alone
        by_digest[dump.sha256 or f"path:{path}"].append(path)
    records_of: dict[str, list[str]] = defaultdict(list)
    records_at: dict[str, list[str]] = defaultdict(list)
    for name, record in inventory.records.items():
        if record.superseded:
            continue
        records_of[record.sha256].append(name)
        if record.sha256 not in by_digest:
            records_at[record.dump].append(name)
    jobs: list[Job] = []
    replaced: set[str] = set()
    for key, paths in by_digest.items():
        paths.sort(key=_order)
        first = inventory.dumps[paths[0]]
        records = records_of.get(key, [])
        older = [] if records else [name for path in paths for name in records_at.get(path, [])]
        replaced.update(older)
        if selected is not None and selected.isdisjoint(paths):
            continue
        stale = any(inventory.records[name].hints != first.hints for name in records)
        asked = restore and any(inventory.records[name].deleted for name in records)
        jobs.append(
            Job(
                dump=first,
                also=tuple(paths[1:]),
                records=tuple(records or older),
                extract=again or stale or asked or not records,
                replaces=bool(older),
                refusal=_refusal(inventory, first, records or older),
            )
        )
    jobs.sort(key=lambda job: _order(job.dump.path))
    orphans = tuple(
        name
        for name, record in inventory.records.items()
        if record.sha256 not in by_digest and name not in replaced and not record.superseded
    )
    return Plan(tuple(jobs), orphans)


def _refusal(inventory: Inventory, dump: DumpFile, records: Sequence[str]) -> Message | None:
    """What cannot be looked at for a moment is not guessed at: its article would be made a second time."""
    if dump.closed:
        return Message("DL104", f"{dump.closed}.", dump.path)
    closed = [name for name in (inventory.records[record].article for record in records) if name in inventory.closed]
    if closed:  # nothing could be merged with it now, and its record must not run ahead of it
        return Message("DL419", f"It is not taken in while its article {closed[0]} cannot be read.", dump.path)
    if inventory.unreadable and not records:
        text = f"It is not taken in while {min(inventory.unreadable)} cannot be read, which may be its record."
        return Message("DL419", text, dump.path)
    return None


def _order(path: str) -> tuple[str, ...]:
    return tuple(path.split("/"))
