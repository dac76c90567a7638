"""Dumps from elsewhere, and the library's files to elsewhere: any address that fsspec can open.

fsspec (https://filesystem-spec.readthedocs.io) speaks to object stores, servers and archives through drivers of their
own; which are there is a matter of installation. The library itself stays a folder, since its promises rest on renames
and locks: what comes from an address is copied in like any file from outside, and what goes to one is copied out when
it is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dateline.library import files, manifest
from dateline.messages import DatelineError, Message

SENT = "sent-sha256.txt"  # at the address: what lies there, as ``sha256sum -c`` reads it; written last
FOLDERS = ("dumps", "articles", "records", "authority", "pages")  # in this order: no record before its article
SINGLE = ("decisions.jsonl", manifest.MANIFEST)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)


def is_address(given: str) -> bool:
    """Whether ``given`` is an address for fsspec (``s3://bucket/folder``), not a path."""
    return _ADDRESS.match(given) is not None


@dataclass(frozen=True, slots=True)
class Found:
    """A file at an address: its name below it, and how to get its bytes."""

    name: str
    address: str
    size: int
    system: Any
    path: str

    def read(self) -> bytes:
        """Its bytes. Raises OSError."""
        return bytes(self.system.cat_file(self.path))


def find(address: str) -> Iterator[Found]:
    """The visible files at or below ``address``, sorted. Raises DatelineError (DL008) where it cannot be looked at."""
    system, root = _open(address)
    try:
        single = system.isfile(root)
        names = {root: system.info(root)} if single else system.find(root, detail=True)
    except Exception as error:  # each driver has errors of its own
        raise _unusable(address, error) from error
    if not names:
        raise DatelineError(Message("DL008", "There is no such file or folder.", address))
    base = root.rstrip("/").rpartition("/")[0] if single else root.rstrip("/")
    for path in sorted(names):
        name = path.removeprefix(base).lstrip("/")
        if not any(part.startswith(".") for part in PurePosixPath(name).parts):
            yield Found(name, f"{address.rstrip('/')}/{name}", int(names[path].get("size") or 0), system, path)


def send(content: Path, address: str) -> int:
    """Bring the copy of the library at ``address`` up to date; the number of files written or deleted there.

    Only what differs travels. Articles go before records and the list of what was sent goes last: after a run that was
    killed, the next one sends what is not in the list, or has another size than it should.

    Raises DatelineError (DL008).
    """
    system, root = _open(address)
    root = root.rstrip("/")
    try:
        there = {path: info.get("size") for path, info in _listed(system, root)}
        known = _sent(system, f"{root}/{SENT}") if f"{root}/{SENT}" in there else {}
        digests: dict[str, str] = {}
        done = 0
        for path in _files(content):
            name = files.relative(path, content)
            data = path.read_bytes()
            digests[name] = manifest.sha256(data)
            if known.get(name) != digests[name] or there.get(f"{root}/{name}") != len(data):
                _put(system, f"{root}/{name}", data)
                done += 1
        for name in sorted(known.keys() - digests.keys()):
            if f"{root}/{name}" in there:
                system.rm_file(f"{root}/{name}")
                done += 1
        if known != digests:
            _put(system, f"{root}/{SENT}", manifest.render(digests).encode())
    except DatelineError:
        raise
    except Exception as error:  # each driver has errors of its own
        raise _unusable(address, error) from error
    return done


def _files(content: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from files.walk(content / name, "")
    for name in SINGLE:
        if (content / name).is_file():
            yield content / name


def _listed(system: Any, root: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if system.exists(root):
        yield from system.find(root, detail=True).items()


def _sent(system: Any, path: str) -> dict[str, str]:
    try:
        return manifest.parse(system.cat_file(path).decode("utf-8"), SENT)
    except (DatelineError, UnicodeDecodeError):
        return {}  # cut short, or another's: everything is sent again


def _put(system: Any, path: str, data: bytes) -> None:
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.pipe_file(path, data)


def _open(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise DatelineError(Message("DL008", "fsspec is not installed here.", address)) from error
    try:
        system, path = fsspec.core.url_to_fs(address)
    except Exception as error:  # an unknown scheme, a driver that is not installed, an address without a bucket
        raise _unusable(address, error) from error
    system.invalidate_cache()
    return system, str(path)


def _unusable(address: str, error: Exception) -> DatelineError:
    reason = str(error).rstrip(".") or type(error).__name__
    return DatelineError(Message("DL008", f"{reason}.", address))
