"""One piece of work in a process of its own, while this one goes on."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

Result = TypeVar("Result")


def begin(work: Callable[[], Result], *, apart: bool) -> Callable[[], Result]:
    """Start ``work`` in a forked process where ``apart``; what is returned waits for its result and gives it.

    The result must be picklable. Where the work is not to be ``apart``, or the process died or failed, it is done here
    when the result is asked for, so that an error is raised where it can be seen: doing it twice must do no harm.
    """
    if not apart:
        return work
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(work, theirs, ours), daemon=True)
    process.start()
    theirs.close()

    def result() -> Result:
        try:
            found: Result = ours.recv()
        except EOFError:
            found = work()
        finally:
            ours.close()
            process.join()
        return found

    return result


def _serve(work: Callable[[], Result], pipe: Connection, other: Connection) -> None:
    other.close()
    pipe.send(work())
