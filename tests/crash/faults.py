"""The calls that change files, counted, and a fault at the N-th: between the program and the system, in Python.

Whatever the program uses (``pathlib``, ``shutil``, ``open``, the two calls of the C library that the engine makes)
comes through a name that is replaced here. A write that fails has written half of its bytes, as a full disk lets it.
"""

from __future__ import annotations

import builtins
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.site.engine import staging

KINDS = ("write", "rename", "fsync", "mkdir", "open", "link", "unlink", "read")
CHANGING = tuple(kind for kind in KINDS if kind not in ("open", "read"))
_CALLS = {
    "write": ((os, "write"),),  # beside the writes of files that ``open`` made
    "read": ((os, "read"),),
    "mkdir": ((os, "mkdir"),),
    "rename": ((os, "rename"), (os, "replace"), (staging, "_exchange")),
    "fsync": ((os, "fsync"), (staging, "_flush")),
    "link": ((os, "link"),),
    "unlink": ((os, "unlink"), (os, "remove"), (os, "rmdir")),
}


class Counter:
    """Counts the calls of ``kinds`` that concern ``root``, and does ``act`` at the ``at``-th."""

    def __init__(self, kinds: tuple[str, ...], at: int, act: Callable[[], None], root: Path | None = None) -> None:
        self.kinds, self.at, self.act = kinds, at, act
        self.root = None if root is None else os.fspath(root)
        self.seen = 0

    @contextmanager
    def patched(self) -> Iterator[None]:
        """Count while the block runs."""
        places = [place for kind in self.kinds for place in _CALLS.get(kind, ())]
        before = [(module, name, getattr(module, name)) for module, name in places]
        openers: list[tuple[Any, str, Callable[..., Any]]] = [
            (io, "open", io.open),
            (builtins, "open", builtins.open),
            (os, "open", os.open),
        ]
        try:
            for module, name, call in before:
                setattr(module, name, self._counted(call))
            for module, name, call in openers[:2]:
                setattr(module, name, self._opened(call))
            setattr(os, "open", self._handed(openers[2][2]))  # noqa: B010 - mypy knows its signature
            yield
        finally:
            for module, name, call in (*before, *openers):
                setattr(module, name, call)

    def _tick(self, *subjects: object) -> bool:
        """Count one call; whether the fault is due. Files elsewhere (the program's own) are not counted."""
        if self.root is not None and not any(self._ours(subject) for subject in subjects):
            return False
        self.seen += 1
        return self.seen == self.at

    def _ours(self, subject: object) -> bool:
        if isinstance(subject, int) and not isinstance(subject, bool):
            try:
                subject = os.readlink(f"/proc/self/fd/{subject}")  # noqa: PTH115 - a descriptor
            except OSError:
                return False
        path = os.fspath(subject) if isinstance(subject, str | os.PathLike) else ""
        return isinstance(path, str) and os.path.abspath(path).startswith(str(self.root))  # noqa: PTH100 - a text

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            if self._tick(*arguments[:2]):
                self.act()
            return call(*arguments, **named)

        return counted

    def _handed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def handed(path: Any, flags: int, *arguments: Any, **named: Any) -> Any:
            reads = not flags & (os.O_WRONLY | os.O_RDWR) and not os.path.isdir(path)  # noqa: PTH112 - a text
            if ("read" if reads else "open") in self.kinds and self._tick(path):
                self.act()
            return call(path, flags, *arguments, **named)

        return handed

    def _opened(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            writes = bool(set(mode) & set("wax+"))
            kind = "open" if writes else "read"
            if kind in self.kinds and self._tick(file):
                self.act()
            made = call(file, mode, *arguments, **named)
            return _Written(made, file, self) if writes and "write" in self.kinds else made

        return opened


class _Written:
    """A file open for writing, whose writes are counted."""

    def __init__(self, file: Any, name: object, counter: Counter) -> None:
        self._file, self._name, self._counter = file, name, counter

    def write(self, data: Any) -> int:
        if self._counter._tick(self._name):
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            self._counter.act()
        return int(self._file.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Written:
        self._file.__enter__()
        return self

    def __exit__(self, *problem: Any) -> Any:
        return self._file.__exit__(*problem)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)


def failing(error: int) -> Callable[[], None]:
    """What makes a call fail as the system does it."""

    def fail() -> None:
        raise OSError(error, os.strerror(error))

    return fail
