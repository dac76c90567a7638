"""The index's folder: what is there is looked at once, what differs is written, what is no longer is removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path


class Store:
    """Writes the files of one index. What replaces a file is written beside it and then renamed."""

    def __init__(self, folder: Path, before: Mapping[str, tuple[int, str]]) -> None:
        self.folder = folder
        self.written = 0
        self.files: dict[str, tuple[int, str]] = {}
        self._before = before
        self._there = _sizes(folder)

    def put(self, name: str, mark: str, text: Callable[[], str], *, changed: bool) -> None:
        """Have ``name``.js hold ``text()``.

        Where nothing ``changed`` and the file was written under the same mark and still has its size, the text is
        not even made.
        """
        known = self._before.get(name)
        if not changed and known is not None and known[1] == mark and self._there.get(name) == known[0]:
            self.files[name] = known
            return
        data = text().encode("utf-8")
        self.files[name] = (len(data), mark)
        path = f"{self.folder}/{name}.js"
        size = self._there.get(name)
        if size is None:
            _write(path, data)
        else:
            with open(path, "rb") as file:  # noqa: PTH123 thousands of files: pathlib is too slow here
                if size == len(data) and file.read() == data:
                    return
            _write(path + ".part", data)
            os.replace(path + ".part", path)  # noqa: PTH105
        self.written += 1

    def finish(self) -> None:
        """Remove the files of an earlier index, and folders left empty."""
        stale = [self.folder / f"{name}.js" for name in self._there if name not in self.files]
        for path in stale:
            path.unlink(missing_ok=True)
        for folder in sorted({path.parent for path in stale}, reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()


def _write(path: str, data: bytes) -> None:
    try:
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
        file = open(path, "wb", buffering=0)  # noqa: PTH123, SIM115
    with file:
        file.write(data)


def _sizes(folder: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, _, names in os.walk(folder):
        inside = Path(place).relative_to(folder).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        for name in names:
            if name.endswith(".js"):
                found[prefix + name[:-3]] = os.stat(os.path.join(place, name)).st_size  # noqa: PTH116, PTH118 speed
    return found
