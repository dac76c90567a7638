"""Ingest's work on a Dask cluster: each dump travels with its hints to a worker, what came of it travels back.

The machines need no common disk: a worker lays what it is sent into a folder of its own, and does there what
``workers`` would have it do here. Results come in the order of the tasks. A task whose worker dies is done again by
another; only one that takes several with it is given up.
"""

from __future__ import annotations

import hashlib
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Generic, TypeVar

from dateline.messages import DatelineError, Message
from dateline.settings import Settings

Task = TypeVar("Task")
Result = TypeVar("Result")
Stage = Callable[[Settings], Callable[[Task], Result]]

AHEAD = 4  # tasks under way for each thread of the cluster: enough that none waits, few enough to bound memory
PATIENCE = 60  # seconds in which a first worker must be there
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Order(Generic[Task, Result]):
    """What all tasks of a run have in common."""

    settings: Settings
    stage: Stage[Task, Result]
    authority: tuple[tuple[str, bytes], ...]  # the curator's own files, by path relative to their folder
    program: str


@dataclass(frozen=True)
class Parcel(Generic[Task]):
    """One task and the files that it reads, by path relative to the content folder."""

    task: Task
    files: tuple[tuple[str, bytes], ...]


def run(
    stage: Stage[Task, Result],
    settings: Settings,
    tasks: Iterable[tuple[Task, tuple[str, ...]]],
    address: str,
    lost: Callable[[Task], Result],
) -> Iterator[Result]:
    """``stage(settings)(task)`` for every task, in order, on the cluster whose scheduler is at ``address``.

    With each task come the paths of the files that it reads, relative to the content folder; one that is not there, or
    cannot be read, is left out. Raises DatelineError (DL004) where the cluster cannot be used.
    """
    order = Order(settings, stage, _authority(settings.authority), program())
    with _client(address) as client:
        shared = client.submit(_same, order, pure=False)  # (not scattered: it must outlive the worker that holds it)
        under_way: deque[tuple[Task, Any]] = deque()
        for task, names in tasks:
            parcel = Parcel(task, _files(settings.content, names))
            under_way.append((task, client.submit(_work, shared, parcel, pure=False)))
            while len(under_way) >= AHEAD * max(1, sum(client.nthreads().values())):
                yield _settled(*under_way.popleft(), lost)
        while under_way:
            yield _settled(*under_way.popleft(), lost)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError as error:
        text = "Dask is not installed here."
        raise DatelineError(Message("DL004", text)) from error
    try:
        make: Any = distributed.Client
        client = make(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:  # (a time that ran out is an OSError too)
        raise DatelineError(Message("DL004", f"No scheduler answers at {address}.")) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise DatelineError(Message("DL004", f"The scheduler at {address} has no workers.")) from error
        yield client


def _settled(task: Task, future: Any, lost: Callable[[Task], Result]) -> Result:
    from distributed import CancelledError, KilledWorker

    try:
        found: Result = future.result()
    except KilledWorker:
        return lost(task)
    except CancelledError as error:
        text = "The cluster went away. What was written is whole; the next run goes on from there."
        raise DatelineError(Message("DL004", text)) from error
    finally:
        future.release()
    return found


# --------------------------------------------------------------------------- here


@cache
def program() -> str:
    """Version and files of this program, by names and sizes: both ends must be the same for the same results."""
    found = hashlib.blake2b(version("dateline").encode(), digest_size=8)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".gz", ".json", ".yaml", ".txt", ".bin") and path.is_file():
            found.update(f"{path.relative_to(PACKAGE).as_posix()} {path.stat().st_size}\n".encode())
    return found.hexdigest()


def _authority(folder: Path) -> tuple[tuple[str, bytes], ...]:
    found = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return tuple((path.relative_to(folder).as_posix(), path.read_bytes()) for path in found)


def _files(content: Path, names: Iterable[str]) -> tuple[tuple[str, bytes], ...]:
    found = []
    for name in names:
        try:
            found.append((name, (content / name).read_bytes()))
        except OSError:
            continue  # the stage finds it absent, as it would here
    return tuple(found)


# --------------------------------------------------------------------------- on a worker


def _same(order: Order[Task, Result]) -> Order[Task, Result]:
    return order


def _work(order: Order[Task, Result], parcel: Parcel[Task]) -> Result:
    """One task, in this process's own folder."""
    if order.program != program():
        text = "A worker has another version of Dateline than this machine."
        raise DatelineError(Message("DL004", text))
    bench = _bench(hashlib.blake2b(repr(order).encode("utf-8", "surrogatepass")).digest(), _Box(order))
    with bench.lock:  # what a stage remembers is made for one task at a time
        laid = [_lay(bench.content, name, data) for name, data in parcel.files]
        try:
            done: Result = bench.stage(parcel.task)
            return done
        finally:
            for path in laid:
                path.unlink(missing_ok=True)


@dataclass(frozen=True)
class _Bench:
    content: Path
    stage: Callable[[Any], Any]
    lock: threading.Lock


class _Box:
    """An order as an argument that a cache does not look into: the digest beside it tells orders apart."""

    def __init__(self, order: Order[Any, Any]) -> None:
        self.order = order

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Box)

    def __hash__(self) -> int:
        return 0


@cache
def _bench(_: bytes, box: _Box) -> _Bench:
    """The stage of an order with what it has loaded, and the folder it reads from; made once in each process."""
    content = Path(tempfile.mkdtemp(prefix="dateline-"))
    for name, data in box.order.authority:
        _lay(content, f"authority/{name}", data)
    stage = box.order.stage(replace(box.order.settings, content=content, workers=1))
    return _Bench(content, stage, threading.Lock())


def _lay(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise DatelineError(Message("DL428", f"{name} leads out of the folder.", name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
