"""Work spread over processes: results in the order of the tasks, bounded memory, and no task takes others with it.

A worker that dies (out of memory, a crash in a C library) costs only the task it was busy with.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext
from multiprocessing.process import BaseProcess
from typing import Generic, Protocol, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
Given = TypeVar("Given", covariant=True)


class Feed(Protocol[Given]):
    """Tasks that may come slowly (lines typed into a pipe): nobody waits for them while there is other work."""

    ended: bool  # no task will come any more

    def take(self) -> Given | None:
        """The next task, None where none is there yet."""

    def fill(self) -> None:
        """Get more, waiting where nothing is there."""

    def fileno(self) -> int:
        """What becomes readable when ``fill`` would not wait."""


class _Listed(Generic[Task]):
    """An iterable as a Feed that never has to be waited for."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self.tasks = iter(tasks)
        self.ended = False

    def take(self) -> Task | None:
        for task in self.tasks:
            return task
        self.ended = True
        return None

    def fill(self) -> None:
        """Nothing to do: ``take`` gets what there is."""

    def fileno(self) -> int:
        raise OSError("not a stream")


WINDOW = 32  # results per worker that may wait for one that is slow


def count(wanted: int) -> int:
    """The number of processes: ``wanted``, or one per core that this process may use where it is 0."""
    if wanted > 0:
        return wanted
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run(
    make: Callable[[], Callable[[Task], Result]],
    tasks: Iterable[Task] | Feed[Task],
    workers: int,
    lost: Callable[[Task], Result],
) -> Generator[Result]:
    """``stage(task)`` for every task, in order, where ``stage = make()``.

    With more than one worker the stage runs in as many processes (forked after ``make`` where the system can, so
    that they share what it has loaded). ``lost`` gives the result of a task whose process died. The stage must not
    raise; what it raises ends the run. Tasks and results must be picklable. Whoever does not take all results has to
    close this: else the processes live until Python finds that nobody wants them.
    """
    feed: Feed[Task] = _Listed(tasks) if isinstance(tasks, Iterable) else tasks
    if workers <= 1:
        stage = make()
        while not feed.ended:
            given = feed.take()
            if given is None:
                feed.fill()
            else:
                yield stage(given)
        return
    crew = _Crew(make, lost)
    try:
        yield from crew.work(feed, workers)
    finally:
        crew.dismiss()


class _Worker(Generic[Task]):
    """One process and the task that it is busy with."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.job: tuple[int, Task] | None = None


class _Crew(Generic[Task, Result]):
    def __init__(self, make: Callable[[], Callable[[Task], Result]], lost: Callable[[Task], Result]) -> None:
        methods = multiprocessing.get_all_start_methods()
        self.forks = "fork" in methods
        # (typed as the one that this machine has; the others have the same methods)
        self.context: ForkContext = multiprocessing.get_context("fork" if self.forks else "spawn")  # type: ignore[assignment]
        self.make = make
        self.stage = make() if self.forks else None
        self.lost = lost
        self.workers: list[_Worker[Task]] = []

    def work(self, feed: Feed[Task], workers: int) -> Iterator[Result]:
        ready: dict[int, Result] = {}
        next_out = next_in = 0
        idle: deque[_Worker[Task]] = deque()
        while True:
            room = True
            while not feed.ended:
                room = next_in - next_out < WINDOW * workers and bool(idle or len(self.workers) < workers)
                task = feed.take() if room else None
                if task is None:
                    break
                worker = idle.popleft() if idle else self._hire()
                worker.job = (next_in, task)
                next_in += 1
                with contextlib.suppress(OSError):  # it died while idle: what ``wait`` reports settles the task
                    worker.pipe.send(task)
            if next_out in ready:
                yield ready.pop(next_out)
                next_out += 1
                continue
            busy = [worker for worker in self.workers if worker.job is not None]
            if not busy and feed.ended:
                return
            if not busy:
                feed.fill()
                continue
            incoming = [feed.fileno()] if room and not feed.ended else []
            signalled = wait([*(worker.pipe for worker in busy), *incoming])
            if any(item in signalled for item in incoming):
                feed.fill()
            for worker in busy:
                if worker.pipe in signalled and worker.job is not None:
                    number, result = self._collect(worker)
                    ready[number] = result
                    if worker.job is None:
                        idle.append(worker)

    def _collect(self, worker: _Worker[Task]) -> tuple[int, Result]:
        assert worker.job is not None
        number, task = worker.job
        try:
            failed, result = worker.pipe.recv()
        except (EOFError, OSError):
            worker.pipe.close()
            worker.process.join()
            self.workers.remove(worker)
            return number, self.lost(task)
        if failed is not None:
            raise failed
        worker.job = None
        return number, result

    def _hire(self) -> _Worker[Task]:
        ours, theirs = self.context.Pipe()
        others = [worker.pipe for worker in self.workers] + [ours]
        args = (self.make if self.stage is None else None, self.stage, theirs, others if self.forks else [])
        process = self.context.Process(target=_serve, args=args, daemon=True)
        process.start()
        theirs.close()
        worker: _Worker[Task] = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def dismiss(self) -> None:
        """End all processes; those that are busy at once."""
        for worker in self.workers:
            worker.pipe.close()
            if worker.job is not None:
                worker.process.terminate()
        for worker in self.workers:
            worker.process.join()
        self.workers.clear()


def _serve(
    make: Callable[[], Callable[[Task], Result]] | None,
    stage: Callable[[Task], Result] | None,
    pipe: Connection,
    others: list[Connection],
) -> None:
    """A worker's life: a task in, a result out, until the pipe closes (also when the parent is killed)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other in others:  # inherited by the fork; while they are open here, the others would never see the end
        other.close()
    if stage is None:
        assert make is not None
        stage = make()
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[Exception | None, Result | None] = (None, stage(task))
        except Exception as error:  # a fault of the program: the parent raises it
            answer = (error, None)
        try:
            pipe.send(answer)
        except OSError:
            return
