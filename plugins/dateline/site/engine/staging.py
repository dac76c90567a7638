"""Two trees, one of them published: build in the other, then exchange the two in one step.

``output`` is the published site. Beside it lies a hidden folder (``.NAME.dateline``) with the second tree, in which
every unchanged file is a hard link to the published one, so that it costs no space. A build brings the second tree up
to date, flushes it, and exchanges the two names. Whatever instant a run is killed at, ``output`` names a whole site.

The exchange is one system call where the system has it (``renameat2`` on Linux, ``renamex_np`` on macOS). Elsewhere it
is two renames, and ``recover`` finishes what a run killed between them left undone.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

RENAME_EXCHANGE = 2  # linux/fs.h; macOS calls the same number RENAME_SWAP
AT_FDCWD = -100


class Stage:
    """The second tree beside ``output``, and how it becomes the first."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output.parent / f".{output.name}.dateline"
        self.tree = self.folder / "next"
        self._aside = self.folder / "last"
        self._empty = False  # the second tree holds nothing that this run did not write
        self._made: set[str] = set()  # folders of the second tree that are there

    def recover(self) -> None:
        """Put back a site whose exchange by two renames was cut short. Does nothing otherwise."""
        if not self.output.exists() and self._aside.is_dir():
            self._aside.rename(self.output)

    def fresh(self) -> None:
        """An empty second tree."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.tree.exists():
            shutil.rmtree(self.tree)
        self.tree.mkdir()
        self._empty = True

    def mirror(self) -> None:
        """A second tree with the published one's files, as hard links (copies where the system has none)."""
        self.fresh()
        self._empty = False
        _link_tree(os.fspath(self.output), os.fspath(self.tree))

    def follow(self, changed: Iterable[str]) -> None:
        """Bring the second tree, one build behind, to the published state: ``changed`` are the paths that differ."""
        for name in changed:
            ours, theirs = self.tree / name, self.output / name
            ours.unlink(missing_ok=True)
            if theirs.is_file():
                ours.parent.mkdir(parents=True, exist_ok=True)
                _link(theirs, ours)
            else:
                _prune(ours.parent, self.tree)

    def forget(self, changed: Iterable[str]) -> None:
        """Take out of the second tree what the published one no longer holds: it may have been withdrawn.

        ``follow`` brings in what takes its place.
        """
        for name in changed:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(f"{self.tree}/{name}")  # noqa: PTH108 thousands of calls

    def write(self, name: str, data: bytes) -> bool:
        """Make the second tree's file hold ``data``; False where it did. Never writes into a shared inode."""
        path = f"{self.tree}/{name}"
        if not self._empty and _replaced(path, data):
            return False
        self._make(name.rpartition("/")[0])
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        return True

    def _make(self, folder: str) -> None:
        """Have the second tree hold ``folder`` and those above it. Nothing is asked of the system twice."""
        if not folder or folder in self._made:
            return
        self._make(folder.rpartition("/")[0])
        with contextlib.suppress(FileExistsError):  # another process makes folders too
            os.mkdir(f"{self.tree}/{folder}")  # noqa: PTH102 thousands of calls
        self._made.add(folder)

    def remove(self, name: str) -> None:
        """Delete a file of the second tree, and the folders that it leaves empty."""
        path = self.tree / name
        path.unlink(missing_ok=True)
        self._made.clear()
        _prune(path.parent, self.tree)

    def swap(self) -> None:
        """Flush the second tree and make it the published one; the published one becomes the second."""
        _flush(self.tree)
        if not self.output.exists():
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self.tree.rename(self.output)
        elif not _exchange(self.tree, self.output):
            if self._aside.exists():
                shutil.rmtree(self._aside)
            self.output.rename(self._aside)
            self.tree.rename(self.output)
            self._aside.rename(self.tree)
        _flush_folder(self.output.parent)


def _replaced(path: str, data: bytes) -> bool:
    """Whether the file at ``path`` holds ``data``; one that holds other bytes is taken away."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    with open(handle, "rb", buffering=0) as file:  # noqa: PTH123 thousands of calls
        same = os.fstat(handle).st_size == len(data) and file.read() == data
    if not same:
        os.unlink(path)  # noqa: PTH108
    return same


def _link(source: Path | str, target: Path | str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _link_tree(source: str, target: str) -> None:
    """Fill the folder ``target``. Names are plain texts: there are tens of thousands of them."""
    with os.scandir(source) as entries:  # raises where a folder is closed: left out, it would be missing from the site
        for entry in entries:
            here = f"{target}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                os.mkdir(here)  # noqa: PTH102
                _link_tree(entry.path, here)
            else:
                _link(entry.path, here)


def _prune(folder: Path, root: Path) -> None:
    """Delete ``folder`` and those above it, below ``root``, as long as they are empty."""
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step. False where the system or the file system cannot."""
    names = (os.fsencode(one), os.fsencode(other))
    library = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None
    if library is not None and hasattr(library, "renameat2"):
        done = library.renameat2(AT_FDCWD, names[0], AT_FDCWD, names[1], ctypes.c_uint(RENAME_EXCHANGE))
        return bool(done == 0)
    if library is not None and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(names[0], names[1], ctypes.c_uint(RENAME_EXCHANGE)) == 0)
    return False


def _flush(tree: Path) -> None:
    """Flush everything below ``tree`` to the disk: one call for its file system, not one per file."""
    if sys.platform == "win32":
        return
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "syncfs"):
        os.sync()
        return
    handle = os.open(tree, os.O_RDONLY)
    try:
        if library.syncfs(handle) != 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(tree))
    finally:
        os.close(handle)


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
