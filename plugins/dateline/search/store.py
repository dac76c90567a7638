"""The index's folder: what is there is looked at once, what differs is written, what is no longer is removed."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path


class Store:
    """Writes the files of one index. Each goes to a temporary name first and is then renamed."""

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
        path = self.folder / f"{name}.js"
        if self._there.get(name) == len(data) and path.read_bytes() == data:
            return
        temporary = path.with_name(path.name + ".part")
        try:
            temporary.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
        temporary.replace(path)
        self.written += 1

    def finish(self) -> None:
        """Remove the files of an earlier index, and folders left empty."""
        stale = [self.folder / f"{name}.js" for name in self._there if name not in self.files]
        for path in stale:
            path.unlink(missing_ok=True)
        for folder in sorted({path.parent for path in stale}, reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()


def _sizes(folder: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, _, names in os.walk(folder):
        inside = Path(place).relative_to(folder).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
        for name in names:
            if name.endswith(".js"):
                found[prefix + name[:-3]] = os.stat(os.path.join(place, name)).st_size  # noqa: PTH116, PTH118 speed
    return found
