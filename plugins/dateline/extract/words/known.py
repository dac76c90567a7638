"""What was worked out of a text, kept for the next step that asks: several rules look at the same lines of a dump."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_LONGEST = 2_000  # characters of a text that is remembered
_MOST = 1 << 12  # texts


class Known(dict[str, T]):
    """What a function gives for texts; filled as they are asked for, and emptied when there are many.

    ``Known(function)[text]`` asks. A text that is known costs one look-up, where ``lru_cache`` would keep the order in
    which all of them were asked for.
    """

    def __init__(self, of: Callable[[str], T], longest: int = _LONGEST, most: int = _MOST) -> None:
        super().__init__()
        self._of = of
        self._longest = longest
        self._most = most

    def __missing__(self, text: str) -> T:
        found = self._of(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = found
        return found
