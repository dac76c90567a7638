"""Kinds of characters, counted for all units of a dump at once.

Each character is looked up once in a table of flags; the table is filled by pages of 256 characters as they are met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.extract.arrays import Floats, numpy

ALPHA, UPPER, DIGIT, SPACE, WIDE, COMMA, QUOTE, BAR, STOP, MARK = (1 << n for n in range(10))
"""Letters, capitals, digits, white space, scripts that write no spaces, and punctuation by what it does.

``STOP`` are marks that may end a sentence, ``MARK`` those that an address has.
"""
_PUNCTUATION = {COMMA: ",،，", QUOTE: '"“”«»', BAR: "|•·›/", STOP: ".!?。！？؟।…", MARK: ":.@"}
_WIDEST = "\u2e80"
_END = {
    c: n
    for n, group in enumerate((".。।۔", "!?！？؟", ":：", ",;،؛，、", "…", "\"'”’»」』", ")]）】"), 1)
    for c in group
}
_OPEN = {
    c: n for n, group in enumerate(("\"'“‘«„「『", "([（【", "•▪●‣·◦*–—-", "©ⓒ", "@#", ">»›→▶▲▼|/"), 4) for c in group
}
CLOSING = 6  # from this kind of last character on, a closing mark stands behind another


class _Table:
    """What is known of each character: its flags, its kind as a line's last one, its kind as the first one."""

    def __init__(self) -> None:
        np = numpy()
        self.flags = np.zeros(0x110000, dtype=np.uint16)
        self.ends = np.zeros(0x110000, dtype=np.uint8)
        self.starts = np.zeros(0x110000, dtype=np.uint8)
        self._known = np.zeros(0x1100, dtype=bool)

    def meet(self, points: Any) -> None:
        """Fill the pages of the characters ``points``."""
        np = numpy()
        met = np.zeros(0x1100, dtype=bool)
        met[points >> 8] = True
        for page in np.flatnonzero(met & ~self._known).tolist():
            for code in range(page << 8, (page + 1) << 8):
                character = chr(code)
                self.flags[code] = _flags(character)
                self.ends[code] = _END.get(character, 0)
                self.starts[code] = _start(character)
            self._known[page] = True


def _flags(c: str) -> int:
    out = ALPHA * c.isalpha() | UPPER * c.isupper() | DIGIT * c.isdigit() | SPACE * c.isspace() | WIDE * (c > _WIDEST)
    for flag, characters in _PUNCTUATION.items():
        out |= flag * (c in characters)
    return out


def _start(c: str) -> int:
    return 1 if c.isupper() else 2 if c.islower() else 3 if c.isdigit() else _OPEN.get(c, 0)


@cache
def _table() -> _Table:
    return _Table()


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of some texts, none of them empty: their flags one behind another, and where each text begins."""

    flags: Any
    begins: Any
    sizes: Floats  # characters of each text
    ends: Floats  # the kind of each text's last character; where it is a closing mark, 6 and the kind before it
    starts: Floats  # the kind of each text's first character

    @staticmethod
    def of(texts: Sequence[str]) -> Letters:
        """Look up the characters of ``texts``."""
        np = numpy()
        points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
        table = _table()
        table.meet(points)
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        behind = np.cumsum(sizes)
        begins = behind - sizes
        ends = table.ends[points[behind - 1]].astype(float)
        closing = (ends >= CLOSING) & (sizes > 1)
        ends[closing] = CLOSING + table.ends[points[behind[closing] - 2]]
        starts = table.starts[points[begins]].astype(float)
        return Letters(table.flags[points], begins, sizes.astype(float), ends, starts)

    def count(self, flag: int) -> Floats:
        """How many characters of each text have the flag."""
        return self._sums((self.flags & flag) != 0)

    def words(self) -> tuple[Floats, Floats]:
        """How many words that spaces part each text has, and how many of them begin with a capital."""
        spaces = (self.flags & SPACE) != 0
        first = ~spaces
        first[1:] &= spaces[:-1]
        first[self.begins] = ~spaces[self.begins]
        return self._sums(first), self._sums(first & ((self.flags & UPPER) != 0))

    def _sums(self, flags: Any) -> Floats:
        np = numpy()
        if not len(self.begins):
            return np.zeros(0)  # type: ignore[no-any-return]
        out: Floats = np.add.reduceat(flags, self.begins, dtype=np.int64).astype(float)
        return out
