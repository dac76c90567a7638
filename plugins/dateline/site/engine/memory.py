"""What one build remembers for the next: read in milliseconds, checked in full, and never trusted when in doubt.

The file is MessagePack behind its own digest. A file that is damaged, older, or of another program reads as no memory
at all, which means a full build. Nothing in it can run: it holds values only.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from dateline.library import atomic
from dateline.model import Conflict, Outlet, Place, Topic
from dateline.site.archive import Entry
from dateline.site.engine.snapshot import Look

VERSION = 5
_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Known:
    """One article's file: how it and its record looked, and what came of them."""

    look: Look
    record: str  # path of the record relative to the content folder, "" without one
    record_look: Look | None
    entry: Entry | None  # None for what the site does not show (a draft, the inbox)


Label = tuple[str, str, str]
"""A label, the key that a record had for it, and the key of the row that it led to."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of the authorities in use, by key. A label that no authority knows has a row made of itself."""

    conflicts: dict[str, Conflict] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything remembered of the build that made the published site."""

    fingerprint: str
    behind: str = ""  # how what the fingerprint is of looked from outside (``quick.Looks``)
    files: dict[str, Known] = field(default_factory=dict)  # by path of the Markdown file
    records: str = ""  # stamp of the names of all records
    rows: Rows = field(default_factory=Rows)
    variants: frozenset[str] = frozenset()  # "kind/key" of the made rows that more than one label leads to
    labels: dict[str, list[Label]] = field(default_factory=dict)  # kind: which key each label led to
    documents: str = ""  # digest of the curator's own pages and files
    pages: dict[str, str] = field(default_factory=dict)  # path of each page: digest of what it depends on
    others: dict[str, str] = field(default_factory=dict)  # every other file of the site: digest of its source
    folders: dict[str, int] = field(default_factory=dict)  # folders of the published site and their times


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Memory)


def save(path: Path, memory: Memory) -> None:
    """Write the memory. The caller sees to it that a run killed here leaves no memory, not half of one."""
    data = _encoder.encode(memory)
    atomic.overwrite(path, _head(data), data)


def load(path: Path) -> Memory | None:
    """The memory of the build before, or None where there is none that can be trusted."""
    try:
        content = path.read_bytes()
        head, data = content[: _DIGEST + 1], memoryview(content)[_DIGEST + 1 :]
        if head != _head(data):
            return None
        return _decoder.decode(data)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _head(data: bytes | memoryview) -> bytes:
    return bytes([VERSION]) + hashlib.blake2b(data, digest_size=_DIGEST).digest()
