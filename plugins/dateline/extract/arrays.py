"""NumPy, loaded when a dump is judged: a site is published without it."""

from __future__ import annotations

import os
from functools import cache
from typing import Any


@cache
def numpy() -> Any:
    """The library. Its matrices here are small, and dumps are read on all cores already: it is to start no threads."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy

    return numpy
