"""What the input files look like from outside: sizes and times, read without opening anything.

Two uses. ``stamp`` boils everything down to one digest: if it is that of the last build, nothing changed and the build
is over before anything heavy is imported. The look of each file tells which files have to be opened; whether such a
file really changed is decided by its bytes, so that a new time alone renders nothing.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import CodeType

Look = tuple[int, int, int]
"""Size in bytes, time of the last change in nanoseconds, inode number."""


def look(path: Path | os.DirEntry[str]) -> Look:
    """How a file looks from outside. Raises OSError."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


def files(folder: Path, *, prefix: str = "", hidden: bool = False) -> dict[str, Look]:
    """All files below ``folder``, by path relative to it; links to folders are not followed.

    Those whose names begin with a dot are left out, unless ``hidden``.
    """
    return {prefix + name: seen for name, seen in _scan(os.fspath(folder), "", hidden)}


def _scan(folder: str, prefix: str, hidden: bool) -> Iterator[tuple[str, Look]]:
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if (entry.name.startswith(".") and not hidden) or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _scan(entry.path, f"{prefix}{entry.name}/", hidden)
        else:
            try:
                yield prefix + entry.name, look(entry)
            except FileNotFoundError:  # a link to nothing, or gone since
                yield prefix + entry.name, (-1, 0, 0)


def inodes(folder: str, prefix: str = "") -> Iterator[tuple[str, int]]:
    """The inode number of each file that ``files`` gives, which its folder tells: no file is looked at."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from inodes(entry.path, f"{prefix}{entry.name}/")
        else:
            yield prefix + entry.name, entry.inode()


def folders(root: Path, names: Iterable[str]) -> dict[str, int]:
    """When each of the folders ``names`` below ``root`` last had a file added, removed or renamed; -1 where it is gone.

    Reading a time per folder instead of one per file finds a page that somebody deleted at a fraction of the cost.
    """
    found: dict[str, int] = {}
    for name in names:
        try:
            found[name] = os.stat(os.path.join(root, name)).st_mtime_ns  # noqa: PTH116, PTH118 thousands of calls
        except OSError:
            found[name] = -1
    return found


def stamp(*tables: object) -> str:
    """One digest of what the tables say, whatever their order."""
    found = hashlib.blake2b(digest_size=16)
    for table in tables:
        rows = sorted(table.items()) if isinstance(table, dict) else table
        found.update(repr(rows).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def printed(value: object) -> str:
    """``value`` in a form that is the same in every process: no addresses of objects, no order of sets."""
    if isinstance(value, Mapping):
        rows = sorted(value.items(), key=lambda row: repr(row[0]))
        return "{" + ",".join(f"{printed(k)}:{printed(v)}" for k, v in rows) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ",".join(sorted(map(printed, value))) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(printed, value)) + "]"
    if callable(value):
        name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__name__)}"
        return f"{name}{_instructions(getattr(value, '__code__', None))}"
    return repr(value)


def _instructions(code: object) -> str:
    """What a function does, as far as it stands in itself: a filter in the settings file may be rewritten there."""
    if not isinstance(code, CodeType):
        return ""
    constants = ",".join(_instructions(each) or printed(each) for each in code.co_consts)
    return f"({code.co_code.hex()},{code.co_names},{constants})"


def digest(data: bytes) -> str:
    """The digest of a file's bytes."""
    return hashlib.blake2b(data, digest_size=12).hexdigest()
