"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self, TextIO

WIDTH = 30
EVERY = 10.0  # seconds between two plain lines
REDRAW = 0.1  # seconds between two states of the bar


class Progress:
    """Called with (done, total); writes to standard error, where it disturbs no pipe."""

    def __init__(self, what: str, *, silent: bool = False, stream: TextIO | None = None) -> None:
        self.what = what
        self.stream = stream or sys.stderr
        self.silent = silent
        self.bar = self.stream.isatty()
        self.drawn = False
        self.last = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is; cheap enough to be called for each piece of it."""
        now = time.monotonic()
        if self.silent or not total or now - self.last < (REDRAW if self.bar else EVERY):
            return
        self.last = now
        if self.bar:
            full = WIDTH * done // total
            self.stream.write(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {done}/{total} {self.what}")
            self.drawn = True
        else:
            self.stream.write(f"{done}/{total} {self.what}\n")
        self.stream.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.drawn:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
