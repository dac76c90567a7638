"""Files that are whole or not there: write beside, flush, rename; and one writer at a time.

Every write goes to a temporary name in the same folder, is flushed to the disk, and takes its name by a rename,
which POSIX and Windows do in one step. What a killed run leaves behind is swept by the next.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from dateline.dumps import listing
from dateline.messages import DatelineError, Message

SUFFIX = ".dateline-tmp"
CHUNK = 1 << 20  # bytes that are copied at once


def write(path: Path, data: bytes, *, root: Path) -> bool:
    """Make ``path`` hold ``data``; False where it did already. Folders below ``root`` are made as needed.

    Raises DatelineError: DL428 where the path leads out of ``root`` (also by a symbolic link), DL419 where the
    system refuses.
    """
    written, failed = write_all([(path, data)], root=root)
    for problem in failed.values():
        raise DatelineError(problem)
    return bool(written)


def write_all(files: Sequence[tuple[Path, bytes]], *, root: Path) -> tuple[int, dict[Path, Message]]:
    """Write many files as ``write`` does, and flush each folder once at the end.

    Returns how many files changed, and the problem (DL428, DL419) of each that could not be written; when this
    returns, all others are on the disk under their names.
    """
    inside = root.resolve()
    changed = 0
    failed: dict[Path, Message] = {}
    folders: dict[Path, Path] = {}  # each folder, and one file in it to name when the folder cannot be flushed
    for path, data in files:
        try:
            folder = path.parent
            if folder not in folders:
                _make(folder)
                if not folder.resolve().is_relative_to(inside):
                    text = f"Nothing is written to {path}: it lies outside {root}."
                    failed[path] = Message("DL428", text, str(path))
                    continue
            if _same(path, data):
                continue
            _replace(path, data)
            folders[folder] = path
            changed += 1
        except OSError as error:
            failed[path] = Message("DL419", f"{path.name} cannot be written: {reason(error)}.", str(path))
    for folder, path in folders.items():
        try:
            sync_folder(folder)
        except OSError as error:
            failed[path] = Message("DL419", f"{folder} cannot be flushed: {reason(error)}.", str(path))
    return changed, failed


def _make(folder: Path) -> None:
    """Make a folder with those above it, each flushed into its parent."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def stream(path: Path, chunks: Iterable[bytes], *, root: Path) -> None:
    """Make ``path`` hold ``chunks`` one after the other, for what is too large to be held at once.

    Raises DatelineError as ``write`` does, and whatever the chunks raise.
    """
    with _told(path, root):
        _replace(path, chunks)


def made(path: Path, make: Callable[[Path], None], *, root: Path) -> None:
    """Make ``path`` the file that ``make`` writes by itself under the name that it is given (an empty file's).

    Raises DatelineError as ``write`` does, and whatever ``make`` raises.
    """

    def written(beside: Path, handle: int) -> None:
        os.close(handle)
        make(beside)
        again = os.open(beside, os.O_RDWR)
        try:
            os.fsync(again)
        finally:
            os.close(again)

    with _told(path, root):
        _replace(path, written)


def update(path: Path, chunks: Callable[[], Iterable[bytes]], *, root: Path) -> bool:
    """Make ``path`` hold what ``chunks()`` gives each time it is called; False where it did already.

    For what is too large to be held at once. Raises DatelineError as ``write`` does, and whatever the chunks raise.
    """
    with _told(path, root):
        if not path.is_symlink() and path.exists() and _holds(path, chunks()):
            return False
        _replace(path, chunks())
    return True


def _holds(path: Path, chunks: Iterable[bytes]) -> bool:
    with path.open("rb") as file:
        return all(file.read(len(chunk)) == chunk for chunk in chunks) and not file.read(1)


@contextlib.contextmanager
def _told(path: Path, root: Path) -> Iterator[None]:
    """The folder of one file made, and flushed when the file has been written. Raises DatelineError (DL428, DL419)."""
    try:
        _make(path.parent)
        if not path.parent.resolve().is_relative_to(root.resolve()):
            text = f"Nothing is written to {path}: it lies outside {root}."
            raise DatelineError(Message("DL428", text, str(path)))
        yield
        sync_folder(path.parent)
    except OSError as error:
        raise DatelineError(Message("DL419", f"{path.name} cannot be written: {reason(error)}.", str(path))) from error


def copy(source: Path, target: Path, *, root: Path) -> bool:
    """Make ``target`` hold what ``source`` does; False where a file of its size and bytes was there already.

    Raises DatelineError as ``write`` does, and DL419 where ``source`` cannot be read.
    """
    try:
        if target.is_file() and equal(source, target):
            return False
        file = source.open("rb")
    except OSError as error:
        text = f"The file cannot be read: {reason(error)}."
        raise DatelineError(Message("DL419", text, str(source))) from error
    with file:
        stream(target, iter(lambda: file.read(CHUNK), b""), root=root)
    return True


def equal(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes. Raises OSError."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while chunk := first.read(CHUNK):
            if chunk != second.read(CHUNK):
                return False
    return True


def _replace(path: Path, data: bytes | Iterable[bytes] | Callable[[Path, int], None]) -> None:
    # One writer at a time (see lock) makes a fixed temporary name safe, and a fixed name can be swept.
    beside = path.parent / f".{os.getpid()}{SUFFIX}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        if callable(data):
            data(beside, handle)
        else:
            with os.fdopen(handle, "wb") as file:
                for chunk in (data,) if isinstance(data, bytes) else data:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise


def overwrite(path: Path, *parts: bytes) -> None:
    """Have ``path`` hold ``parts`` on the disk. Not in one step: for what is known to be damaged when it is cut short.

    Raises OSError.
    """
    with path.open("wb") as file:
        file.writelines(parts)
        file.flush()
        os.fsync(file.fileno())


def remove(path: Path, *, root: Path) -> None:
    """Delete a file below ``root`` and make that last. Raises DatelineError (DL428, DL419)."""
    try:
        if not path.parent.resolve().is_relative_to(root.resolve()):
            raise DatelineError(Message("DL428", f"{path} lies outside {root} and is not deleted.", str(path)))
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise DatelineError(Message("DL419", f"{path.name} cannot be deleted: {reason(error)}.", str(path))) from error


def _same(path: Path, data: bytes) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != len(data):
            return False
        return path.read_bytes() == data
    except FileNotFoundError:
        return False


def reason(error: OSError) -> str:
    """The system's words for what went wrong, without a full stop."""
    return (error.strerror or str(error)).rstrip(".")


def sync_folder(folder: Path) -> None:
    """Flush a folder's own entries, so that a rename in it survives a loss of power (where the system can)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(root: Path) -> int:
    """Delete the temporary files of killed runs below ``root``; the number of files deleted."""
    swept = 0
    for place, _, names in listing.walk(root):
        for name in names:
            if name.startswith(".") and name.endswith(SUFFIX):
                with contextlib.suppress(OSError):
                    Path(place, name).unlink()
                    swept += 1
    return swept


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A name beside ``target`` for a file that a library writes by itself; what bears it afterwards is deleted.

    So is what killed runs left beside this target: a whole archive, perhaps with what has been withdrawn since.
    Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for left in target.parent.iterdir():
        owner = left.name.removeprefix(f".{target.name}.").removesuffix(SUFFIX)
        if left.name == f".{target.name}.{owner}{SUFFIX}" and owner.isdigit() and not _alive(int(owner)):
            left.unlink(missing_ok=True)
    path = target.with_name(f".{target.name}.{os.getpid()}{SUFFIX}")
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    """Whether there is such a process (where the system cannot say: yes)."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # another's
    return process != os.getpid()


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the library against other writers. The system frees the lock when a process dies, so none goes stale.

    Raises DatelineError: DL418 where another run holds it, DL419 where the lock file cannot be made.
    """
    path = folder / "lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise DatelineError(Message("DL419", f"The lock cannot be made: {reason(error)}.", str(path))) from error
    taken = False
    try:
        try:
            _take(handle)
            taken = True
        except OSError as error:
            owner = os.pread(handle, 32, 0).decode("ascii", "replace").strip() if hasattr(os, "pread") else ""
            text = "Another run is writing to this library" + (f" (process {owner})." if owner else ".")
            raise DatelineError(Message("DL418", text, str(path))) from error
        with contextlib.suppress(OSError):  # the number only helps people; a full disk must not stop a run here
            os.truncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        if taken:
            _leave(handle)
        os.close(handle)


def _leave(handle: int) -> None:
    """Free the lock, also where a process that was forked meanwhile, and ends a little later, holds the file open."""
    if sys.platform != "win32":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
