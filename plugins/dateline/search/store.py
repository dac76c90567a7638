"""The index's folder: what is there is looked at once, what differs is written, what is no longer is removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from typing import NamedTuple

Look = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds: a hard link has those of its file."""


class Entry(NamedTuple):
    """A file of the index as it now stands."""

    name: str  # below the folder, without ".js"
    look: Look
    mark: str  # what it was made from
    written: bool


class Store:
    """Writes the files of one index. What replaces a file is written beside it and then renamed.

    ``before`` tells of each file how it looked when it was last written, and under which mark. A build that died after
    that left files that look other than those of the site that was published last, so they are not taken for these.
    """

    def __init__(self, folder: Path, before: Mapping[str, tuple[Look, str]]) -> None:
        self.folder = folder
        self.written = 0
        self.files: dict[str, tuple[Look, str]] = {}
        self._before = before
        self._there = _looks(str(folder))
        self.intact = self._there == {name: look for name, (look, _) in before.items()}  # all look as they did

    def same(self, name: str, mark: str) -> bool:
        """Whether a file was written under this mark and looks as it did then."""
        known = self._before.get(name)
        return known is not None and known[1] == mark and self._there.get(name) == known[0]

    def keep_folder(self, folder: str, but: Container[str]) -> None:
        """Count the files of a folder as files of this index, ``but`` some, where all is ``intact``."""
        self.files.update(
            (name, known) for name, known in self._before.items() if name.startswith(folder) and name not in but
        )

    def keep(self, name: str, mark: str) -> bool:
        """Count a file as one of this index where it is the ``same``."""
        if not self.same(name, mark):
            return False
        self.files[name] = self._before[name]
        return True

    def put(self, name: str, mark: str, text: Callable[[], str], *, changed: bool) -> Entry:
        """Have ``name``.js hold ``text()``; the entry still has to be noted.

        Where nothing ``changed`` and the file was written under the same mark and still looks as it did then, the text
        is not even made. Raises OSError where the file cannot be written.
        """
        if not changed and self.keep(name, mark):
            return Entry(name, *self.files[name], written=False)
        data = text().encode("utf-8")
        path = f"{self.folder}/{name}.js"
        there = self._there.get(name)
        if there is None:
            look = _write(path, data)
        else:
            with open(path, "rb") as file:  # noqa: PTH123 thousands of files: pathlib is too slow here
                if there[0] == len(data) and file.read() == data:
                    return Entry(name, there, mark, written=False)
            look = _write(path + ".part", data)
            os.replace(path + ".part", path)  # noqa: PTH105
        return Entry(name, look, mark, written=True)

    def read(self, name: str) -> str:
        """The text of a file as it is now. Raises OSError, and ValueError where it is not UTF-8."""
        return (self.folder / f"{name}.js").read_text("utf-8")

    def kept(self, name: str) -> str:
        """The text of a file that looks as when it was last written. Raises OSError, and ValueError where not."""
        known = self._before.get(name)
        if known is None or self._there.get(name) != known[0]:
            raise ValueError(name)
        return self.read(name)

    def note(self, entry: Entry) -> None:
        """Count a file as one of this index."""
        self.files[entry.name] = entry.look, entry.mark
        self.written += entry.written

    def finish(self) -> None:
        """Remove the files of an earlier index, and folders left empty."""
        stale = [self.folder / f"{name}.js" for name in self._there if name not in self.files]
        for path in stale:
            path.unlink(missing_ok=True)
        for folder in sorted({path.parent for path in stale}, reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()


def _write(path: str, data: bytes) -> Look:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    try:
        file = os.open(path, flags, 0o666)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = os.open(path, flags, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return _look(os.fstat(file))
    finally:
        os.close(file)


def _looks(path: str) -> dict[str, Look]:
    found: dict[str, Look] = {}
    try:
        _look_into(path, "", found)
    except FileNotFoundError:
        return {}
    return found


def _look_into(path: str, prefix: str, found: dict[str, Look]) -> None:
    opened = os.open(path, os.O_RDONLY) if os.scandir in os.supports_fd else None  # what is in it is found quicker so
    try:
        with os.scandir(path if opened is None else opened) as entries:
            for entry in entries:
                name = entry.name
                if entry.is_dir(follow_symlinks=False):
                    _look_into(f"{path}/{name}", f"{prefix}{name}/", found)
                elif name.endswith(".js"):
                    found[prefix + name[:-3]] = _look(entry.stat())
    finally:
        if opened is not None:
            os.close(opened)


def _look(found: os.stat_result) -> Look:
    return found.st_size, found.st_mtime_ns
