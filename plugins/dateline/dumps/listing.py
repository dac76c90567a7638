"""The paths below a folder, held as one text for each folder: a path as an object takes ten times its letters."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

_END = "\0"  # no name holds it
_FOLDER = "/"  # after the name of a folder that is gone into


def walk(folder: Path, unlisted: Callable[[OSError], None] | None = None) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each folder with the names of its folders and files, as ``os.walk`` gives them, however deeply they are nested.

    The names of folders may be taken out of their list before the next step; links to folders are not gone into. What
    cannot be listed is told to ``unlisted``, whose exceptions end the walk.
    """
    waiting = [os.fspath(folder)]
    while waiting:
        place = waiting.pop()
        folders: list[str] = []
        names: list[str] = []
        links: set[str] = set()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    try:
                        is_folder = entry.is_dir()
                    except OSError:
                        is_folder = False
                    (folders if is_folder else names).append(entry.name)
                    if is_folder and entry.is_symlink():
                        links.add(entry.name)
        except OSError as error:
            if unlisted is not None:
                unlisted(error)
            continue
        yield place, folders, names
        waiting += [os.path.join(place, name) for name in reversed(folders) if name not in links]  # noqa: PTH118


class Listing:
    """Paths below ``root``, in the order of their parts; iterated as often as wanted."""

    def __init__(self, root: Path) -> None:
        self._root = os.fspath(root)
        self._entries: dict[str, str] = {}  # by folder: the names in it that are listed or gone into
        self.companions: list[Path] = []  # folders that belong to a saved page
        self._listed: set[str] = set()  # folders that are listed themselves, as what cannot be looked into

    def add(self, folder: str, names: Iterable[str], folders: Iterable[str]) -> None:
        """List the files ``names`` of ``folder``, which ``walk`` came by, and go into its ``folders``."""
        found = [(name, "") for name in names] + [(name, _FOLDER) for name in folders]
        self._entries[folder] = _END.join(name + mark for name, mark in sorted(found))

    def add_folder(self, folder: str) -> None:
        """List ``folder`` itself."""
        self._listed.add(folder)

    def __iter__(self) -> Iterator[Path]:
        # (by hand: folders may be nested more deeply than calls)
        if self._root in self._listed:
            yield Path(self._root)
        open_folders = [(self._root, iter(self._names(self._root)))]
        while open_folders:
            place, names = open_folders[-1]
            entry = next(names, None)
            if entry is None:
                open_folders.pop()
            elif entry.endswith(_FOLDER):
                inner = os.path.join(place, entry[:-1])  # noqa: PTH118 - as walk joins them
                if inner in self._listed:
                    yield Path(inner)
                open_folders.append((inner, iter(self._names(inner))))
            else:
                yield Path(place, entry)

    def _names(self, folder: str) -> list[str]:
        entries = self._entries.get(folder, "")
        return entries.split(_END) if entries else []
