"""Ctrl-C and SIGTERM as KeyboardInterrupt, also where Python itself would drop it.

An exception that is raised while an object is deleted, or in what runs around a fork, goes nowhere: Python prints it
and goes on. A signal that arrives at such a moment would be lost, so it is raised once more a little later.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from dateline.messages import DatelineError

SOON = 0.02  # seconds


@contextmanager
def heard() -> Iterator[None]:
    """Within it, both signals end what runs with KeyboardInterrupt. For the main thread only."""
    before, hook = signal.signal(signal.SIGTERM, _stop), sys.unraisablehook
    alarm = None if sys.platform == "win32" else signal.getsignal(signal.SIGALRM)

    def dropped(found: sys.UnraisableHookArgs) -> None:
        if isinstance(found.exc_value, KeyboardInterrupt):
            _once_more()
        else:
            hook(found)

    sys.unraisablehook = dropped
    try:
        yield
    except (DatelineError, OSError):  # (what could not be written when it stopped has to be said)
        raise
    except Exception as error:
        stop = _behind(error)
        if stop is not None:
            raise stop from None
        raise
    finally:
        sys.unraisablehook = hook
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, alarm)
        signal.signal(signal.SIGTERM, before)


def _behind(error: BaseException | None) -> KeyboardInterrupt | None:
    """The stop behind another error: Python 3.11 makes one of it where a class is made, as in the midst of an import,
    and what is left half done may fail as it is closed.
    """
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error


def _once_more() -> None:
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, SOON)
    else:
        threading.Timer(SOON, _thread.interrupt_main, (signal.SIGTERM,)).start()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
