"""The index's folder: what is there is looked at once, what differs is written, what is no longer is removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

Look = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds: a hard link has those of its file."""


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
        self._there = _looks(folder)

    def put(self, name: str, mark: str, text: Callable[[], str], *, changed: bool) -> None:
        """Have ``name``.js hold ``text()``.

        Where nothing ``changed`` and the file was written under the same mark and still looks as it did then, the text
        is not even made.
        """
        known = self._before.get(name)
        if not changed and known is not None and known[1] == mark and self._there.get(name) == known[0]:
            self.files[name] = known
            return
        data = text().encode("utf-8")
        path = f"{self.folder}/{name}.js"
        there = self._there.get(name)
        if there is None:
            look = _write(path, data)
        else:
            with open(path, "rb") as file:  # noqa: PTH123 thousands of files: pathlib is too slow here
                if there[0] == len(data) and file.read() == data:
                    self.files[name] = (there, mark)
                    return
            look = _write(path + ".part", data)
            os.replace(path + ".part", path)  # noqa: PTH105
        self.files[name] = (look, mark)
        self.written += 1

    def finish(self) -> None:
        """Remove the files of an earlier index, and folders left empty."""
        stale = [self.folder / f"{name}.js" for name in self._there if name not in self.files]
        for path in stale:
            path.unlink(missing_ok=True)
        for folder in sorted({path.parent for path in stale}, reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()


def _write(path: str, data: bytes) -> Look:
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    with file:
        file.write(data)
        return _look(os.fstat(file.fileno()))


def _looks(folder: Path) -> dict[str, Look]:
    found: dict[str, Look] = {}
    for place, _, names in os.walk(folder):
        inside = Path(place).relative_to(folder).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        for name in names:
            if name.endswith(".js"):
                found[prefix + name[:-3]] = _look(os.stat(os.path.join(place, name)))  # noqa: PTH116, PTH118 speed
    return found


def _look(found: os.stat_result) -> Look:
    return found.st_size, found.st_mtime_ns
