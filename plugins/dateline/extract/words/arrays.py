"""NumPy, loaded when a dump is judged, and the few sums over neighbouring units that the measures share.

A site is published without it. Measures are kept as arrays of (units, measures).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats: TypeAlias = npt.NDArray[np.float64]
    Whole: TypeAlias = npt.NDArray[np.int64]
    Flags: TypeAlias = npt.NDArray[np.bool_]
else:
    Floats = Whole = Flags = Any

_SMALL = 4096.0
FAR = 99  # units: what is farther away, or nowhere, counts as that far


@cache
def numpy() -> Any:
    """The library. Its matrices here are small, and dumps are read on all cores already: it is to start no threads."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy

    return numpy


def columns(parts: Iterable[Any]) -> Floats:
    """Measures of (units,) and of (units, measures) side by side.

    The values of one measure stand next to each other in memory, as they are made and as forests ask for them.
    """
    np = numpy()
    some = [part[None] if part.ndim == 1 else part.T for part in map(np.asarray, parts)]
    out: Floats = np.empty((sum(map(len, some)), some[0].shape[1]))
    np.concatenate(some, out=out)
    return out.T


def log(values: Any) -> Floats:
    """The logarithm of 1 + n of numbers that must not be below 0, of their whole parts where they are small.

    Rows of numbers are as quick as one: what needs several logarithms asks for all at once.
    """
    np = numpy()
    some = np.asarray(values, dtype=np.float64)
    out: Floats = np.log1p(np.where(some < _SMALL, np.floor(some), some))
    return out


def running(values: Any) -> Any:
    """The sums of all values before each place, and before the end: one more than there are values."""
    np = numpy()
    values = np.asarray(values)
    out = np.zeros(len(values) + 1, dtype=np.int64 if values.dtype == bool else values.dtype)
    values.cumsum(out=out[1:])
    return out


def over(sums: Any, first: int, last: int) -> Any:
    """The sums over the units from ``first`` to before ``last``, counted from each unit, of values whose sums run."""
    np = numpy()
    reach, count = max(abs(first), abs(last)), len(sums) - 1
    padded = np.concatenate([np.full(reach, sums[0]), sums, np.full(reach, sums[-1])])
    return padded[reach + last : reach + last + count] - padded[reach + first : reach + first + count]


def since(flags: Flags) -> Floats:
    """How many units before each one the last flagged one stands, at most ``FAR``."""
    np = numpy()
    places = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags, places, -FAR - 1)) if len(flags) else places
    out: Floats = np.full(len(flags), float(FAR))
    out[1:] = np.minimum(places[1:] - last[:-1], FAR)
    return out


def until(flags: Flags) -> Floats:
    """How many units behind each one the next flagged one stands, at most ``FAR``."""
    return since(flags[::-1])[::-1]


def beside(values: Any, steps: Sequence[int], filled: float) -> list[Any]:
    """For each of ``steps`` the values so many places farther on (of units, along the first axis).

    They are ``filled`` where there are none.
    """
    reach, count = max(map(abs, steps)), len(values)
    padded = numpy().full((count + 2 * reach, *values.shape[1:]), filled, dtype=values.dtype)
    padded[reach : reach + count] = values
    return [padded[reach + step : reach + step + count] for step in steps]


def spans(begins: Flags) -> tuple[Whole, Whole]:
    """For each place the first place, and the one behind the last, of the span that begins at a flag; 0 begins one."""
    np = numpy()
    edges = np.flatnonzero(begins)
    if not len(edges) or edges[0]:
        edges = np.concatenate([[0], edges])
    number = np.searchsorted(edges, np.arange(len(begins)), side="right") - 1
    return edges[number], np.append(edges[1:], len(begins))[number]
