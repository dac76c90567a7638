"""A disk that loses what was not flushed: records what a run does to some folders, and gives them back as a loss of
power at any instant could leave them.

POSIX promises little: a file's bytes are safe after its ``fsync``, a name after the ``fsync`` of its folder, everything
after ``syncfs``. Of what is not yet safe any part may be there and any other not, except that one rename is done or not
done as a whole. Files keep their hard links and their times, as far as these are on the disk.
"""

from __future__ import annotations

import builtins
import copy
import io
import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.site.engine import staging


@dataclass
class Node:
    """A file or folder as the disk has it (``safe``) and as programs see it (``now``): bytes, or names to nodes."""

    safe: bytes | dict[str, int] | None
    now: bytes | dict[str, int]
    time: int = 0


@dataclass
class Op:
    """One change: what it was, the paths and bytes it concerns, and their times and their folders' after it."""

    kind: str
    paths: tuple[str, ...]
    data: bytes = b""
    times: tuple[tuple[str, int], ...] = ()


@dataclass
class State:
    """The folders at one instant."""

    root: int = 0  # the node of the folder that holds them
    nodes: dict[int, Node] = field(default_factory=dict)
    pending: list[tuple[str, tuple[tuple[int, str], ...], int]] = field(default_factory=list)
    numbers: int = 0

    def add(self, safe: Any, now: Any, time: int = 0) -> int:
        self.numbers += 1
        self.nodes[self.numbers] = Node(safe, now, time)
        return self.numbers


class Recorder:
    """What a run did below ``parent``, as far as it concerns the entries ``names`` of that folder."""

    def __init__(self, parent: Path, names: Sequence[str]) -> None:
        self.parent = os.path.abspath(parent)  # noqa: PTH100 - links unresolved
        self.names = tuple(names)
        self.log: list[Op] = []
        self.start = self._look()

    # ------------------------------------------------------------------ recording

    @contextmanager
    def recorded(self) -> Iterator[None]:
        """Write down what is done while the block runs."""
        plain: list[tuple[Any, str, Callable[..., Any]]] = [
            (module, name, getattr(module, name))
            for module, name in (
                *((os, n) for n in ("mkdir", "link", "rename", "replace", "unlink", "rmdir", "fsync", "open", "write")),
                (staging, "_exchange"),
                (staging, "_flush"),
                (io, "open"),
                (builtins, "open"),
            )
        ]
        wrap = {"write": self._wrote, "open": self._opened, "fsync": self._synced, "_flush": self._flushed}
        try:
            for module, name, call in plain:
                made = self._made(call) if (module, name) == (os, "open") else wrap.get(name, self._changed)(call)
                setattr(module, name, made)
            yield
        finally:
            for module, name, call in plain:
                setattr(module, name, call)

    def _inside(self, path: str) -> bool:
        rest = path.removeprefix(self.parent + os.sep)
        return rest != path and rest.split(os.sep, 1)[0] in self.names

    def _path(self, subject: Any, folder: int | None = None) -> str:
        if isinstance(subject, int):
            return str(Path(f"/proc/self/fd/{subject}").readlink())
        if folder is not None:
            return f"{self._path(folder)}/{os.fspath(subject)}"
        return str(os.path.abspath(os.fspath(subject)))  # noqa: PTH100

    def _note(self, kind: str, *paths: str, data: bytes = b"") -> None:
        ours = any(map(self._inside, paths)) or (kind == "fsync" and paths[0] == self.parent)
        if not ours and kind != "sync":
            return
        seen = {*paths, *(os.path.dirname(path) for path in paths)}  # noqa: PTH120
        times = tuple((p, os.stat(p).st_mtime_ns) for p in sorted(seen) if os.path.lexists(p))  # noqa: PTH116
        self.log.append(Op(kind, paths, data, times))

    def _changed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        kind = call.__name__.strip("_").replace("replace", "rename")

        def changed(*subjects: Any, **named: Any) -> Any:
            concerned = subjects[:1] if kind in ("mkdir", "unlink", "rmdir") else subjects[:2]
            paths = [self._path(subject, named.get("dir_fd")) for subject in concerned]
            done = call(*subjects, **named)
            if done is not False:  # an exchange that the system does not know
                self._note(kind, *paths)
            return done

        return changed

    def _synced(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def synced(handle: int) -> None:
            call(handle)
            path = self._path(handle)
            data = b"" if os.path.isdir(path) else Path(path).read_bytes()  # noqa: PTH112
            self._note("fsync", path, data=data)

        return synced

    def _wrote(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def wrote(handle: int, data: bytes) -> int:
            count: int = call(handle, data)
            path = self._path(handle)
            if self._inside(path):
                self._note("write", path, data=Path(path).read_bytes())
            return count

        return wrote

    def _flushed(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def flushed(tree: Path) -> None:
            call(tree)
            self._note("sync")

        return flushed

    def _made(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(path: Any, flags: int, *mode: Any, **named: Any) -> int:
            new = bool(flags & os.O_CREAT) and not os.path.lexists(path)
            handle: int = call(path, flags, *mode, **named)
            if new:
                self._note("create", self._path(path))
            return handle

        return made

    def _opened(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
            writes = bool(set(mode) & set("wax+"))
            path = self._path(file) if writes else ""
            new = writes and not isinstance(file, int) and not os.path.lexists(path)
            made = call(file, mode, *arguments, **named)
            if not writes or not self._inside(path):
                return made
            self._note("create" if new else "write", path)
            return _Recorded(made, lambda: self._note("write", path, data=_read(call, path)))

        return opened

    # ------------------------------------------------------------------ the model

    def _look(self) -> State:
        """The folders as they are, all of them safe."""
        state = State()
        known: dict[int, int] = {}

        def take(path: str) -> int:
            stat = os.stat(path)  # noqa: PTH116
            if os.path.isdir(path):  # noqa: PTH112
                entries = {name: take(os.path.join(path, name)) for name in sorted(os.listdir(path))}  # noqa: PTH118, PTH208
                return state.add(dict(entries), dict(entries), stat.st_mtime_ns)
            if stat.st_ino not in known:
                data = Path(path).read_bytes()
                known[stat.st_ino] = state.add(data, data, stat.st_mtime_ns)
            return known[stat.st_ino]

        paths = {name: os.path.join(self.parent, name) for name in self.names}  # noqa: PTH118
        entries = {name: take(path) for name, path in paths.items() if os.path.exists(path)}  # noqa: PTH110
        state.root = state.add(dict(entries), dict(entries))
        return state

    def lost_at(self, at: int, chance: random.Random) -> State:
        """The folders as a loss of power after ``at`` changes may leave them."""
        state = copy.deepcopy(self.start)
        for op in self.log[:at]:
            self._apply(state, op)
        keep = chance.choice((0.0, 0.5, 1.0, chance.random()))
        for kind, places, node in state.pending:
            if chance.random() < keep:
                _settle(state, kind, places, node)
        for found in state.nodes.values():
            if isinstance(found.now, bytes) and found.safe != found.now:
                old = found.safe if isinstance(found.safe, bytes) else b""
                choice = chance.random()
                found.safe = found.now if choice < keep else old if choice < 0.8 else found.now[: len(found.now) // 2]
        return state

    def _find(self, state: State, path: str) -> tuple[int, str]:
        """The folder's node and the name in it that a path means now."""
        root = state.root
        parts = path[len(self.parent) :].strip(os.sep).split(os.sep)  # noqa: PTH206
        for part in parts[:-1]:
            entries = state.nodes[root].now
            assert isinstance(entries, dict)
            root = entries[part]
        return root, parts[-1]

    def _apply(self, state: State, op: Op) -> None:
        def entries(folder: int) -> dict[str, int]:
            found = state.nodes[folder].now
            assert isinstance(found, dict)
            return found

        if op.kind == "sync":
            state.pending.clear()
            for node in state.nodes.values():
                node.safe = dict(node.now) if isinstance(node.now, dict) else node.now
            return
        if op.kind == "fsync" and op.paths[0] == self.parent:
            _flush_folder(state, state.root)
            return
        places = tuple(self._find(state, path) for path in op.paths)
        (folder, name), *others = places
        match op.kind:
            case "fsync":
                node = state.nodes[entries(folder)[name]]
                if isinstance(node.now, dict):
                    _flush_folder(state, entries(folder)[name])
                else:
                    node.safe = node.now = op.data
                return
            case "write":
                state.nodes[entries(folder)[name]].now = op.data
                self._times(state, op)
                return
            case "mkdir" | "create":
                number = state.add({} if op.kind == "mkdir" else None, {} if op.kind == "mkdir" else b"")
                entries(folder)[name] = number
            case "link":
                folder, name = others[0]
                number = entries(places[0][0])[places[0][1]]
                entries(folder)[name] = number
                places = ((folder, name),)
            case "unlink" | "rmdir":
                number = entries(folder).pop(name)
            case "rename":
                number = entries(folder).pop(name)
                entries(others[0][0])[others[0][1]] = number
            case "exchange":
                number = 0
                one, other = entries(folder), entries(others[0][0])
                one[name], other[others[0][1]] = other[others[0][1]], one[name]
            case _:
                raise AssertionError(op.kind)
        state.pending.append((op.kind, places, number))
        self._times(state, op)

    def _times(self, state: State, op: Op) -> None:
        for path, time in op.times:
            if path != self.parent:
                folder, name = self._find(state, path)
                entries = state.nodes[folder].now
                assert isinstance(entries, dict)
                state.nodes[entries[name]].time = time

    def restore(self, state: State) -> None:
        """Make the folders on the real disk what is safe in ``state``."""
        made: dict[int, str] = {}

        def put(number: int, path: str) -> None:
            node = state.nodes[number]
            if isinstance(node.safe, dict):
                os.mkdir(path)  # noqa: PTH102
                for name, child in node.safe.items():
                    put(child, os.path.join(path, name))  # noqa: PTH118
                os.utime(path, ns=(node.time, node.time))
            elif number in made:
                os.link(made[number], path)
            else:
                Path(path).write_bytes(node.safe or b"")
                if node.time:
                    os.utime(path, ns=(node.time, node.time))
                made[number] = path

        root = state.nodes[state.root].safe
        assert isinstance(root, dict)
        for name in self.names:
            shutil.rmtree(os.path.join(self.parent, name), ignore_errors=True)  # noqa: PTH118
        for name, child in root.items():
            put(child, os.path.join(self.parent, name))  # noqa: PTH118


def _flush_folder(state: State, folder: int) -> None:
    """A folder's own entries become safe, and with a rename also the entry that it concerns elsewhere."""
    rest = []
    for kind, places, node in state.pending:
        if any(place[0] == folder for place in places):
            _settle(state, kind, places, node)
        else:
            rest.append((kind, places, node))
    state.pending[:] = rest


def _settle(state: State, kind: str, places: tuple[tuple[int, str], ...], node: int) -> None:
    """One change of names becomes safe; one whose ground is missing on the disk cannot."""
    tables = [state.nodes[folder].safe for folder, _ in places]
    if not all(isinstance(table, dict) for table in tables):
        return
    (first, *more), names = tables, [name for _, name in places]
    assert isinstance(first, dict)
    if kind in ("mkdir", "create", "link"):
        first[names[0]] = node
    elif kind in ("unlink", "rmdir"):
        if first.get(names[0]) == node:
            del first[names[0]]
    elif kind == "rename":
        second = more[0]
        assert isinstance(second, dict)
        if first.get(names[0]) == node:
            del first[names[0]]
        second[names[1]] = node  # a new file's old name may never have been on the disk
    else:
        second = more[0]
        assert isinstance(second, dict)
        if names[0] in first and names[1] in second:
            first[names[0]], second[names[1]] = second[names[1]], first[names[0]]


class _Recorded:
    """A file open for writing that tells when it is closed."""

    def __init__(self, file: Any, closed: Callable[[], None]) -> None:
        self._file, self._closed = file, closed

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _Recorded:
        self._file.__enter__()
        return self

    def __exit__(self, *problem: Any) -> Any:
        done = self._file.__exit__(*problem)
        self._closed()
        return done

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)


def _read(call: Callable[..., Any], path: str) -> bytes:
    with call(path, "rb") as file:
        data: bytes = file.read()
    return data
