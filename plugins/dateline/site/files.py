"""The shape of a file of the site that no template makes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One file: where it stands, its bytes, and digests of what they depend on (as in ``pages.views.Page``)."""

    path: str
    content: Callable[[], bytes]
    depends: Callable[[], Iterable[str]]
