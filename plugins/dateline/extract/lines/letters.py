"""Kinds of characters, counted for all units of a dump at once.

Each character is looked up once in a table of flags; the table is filled as characters are met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.extract.words.arrays import Floats, numpy
from dateline.extract.words.text import CLOSING as CLOSING_MARKS
from dateline.extract.words.text import QUOTES

FLAGS = tuple(1 << n for n in range(12))
ALPHA, UPPER, DIGIT, SPACE, WIDE, COMMA, QUOTE, BAR, MARK, ENDING, CLOSE_ENDING, CLOSER = FLAGS
"""Letters, capitals, digits, white space, scripts that write no spaces, and punctuation by what it does.

``MARK`` are marks that an address has, ``ENDING`` those that end a sentence amid a text if white space follows, behind
a ``CLOSER`` or not, ``CLOSE_ENDING`` those that do without any.
"""
_PUNCTUATION = {COMMA: ",،，", QUOTE: '"“”«»', BAR: "|•·›/", MARK: ":.@", ENDING: ".!?؟।…",
                CLOSE_ENDING: "。！？", CLOSER: CLOSING_MARKS}  # fmt: skip
_WIDEST = "\u2e80"
_END = {
    c: n
    for n, group in enumerate((".。।۔॥։።။។｡", "!?！？؟", ":：", ",;،؛，、", "…", QUOTES, ")]）】"), 1)
    for c in group
}
_OPEN = {
    c: n for n, group in enumerate(("\"'“‘«„「『", "([（【", "•▪●‣·◦*–—-", "©ⓒ", "@#", ">»›→▶▲▼|/"), 4) for c in group
}
_MOST = 1 << 20  # characters that are looked up at a time
CLOSING = 6  # from this kind of last character on, a closing mark stands behind another


class _Table:
    """What is known of each character: its kind, with the flags of each kind, its kind as a line's last and first one.

    Characters with the same flags are of one kind: there are some thirty.
    """

    def __init__(self) -> None:
        np = numpy()
        self.kinds = np.zeros(0x110000, dtype=np.uint8)
        self.flags: list[int] = []
        self.ends = np.zeros(0x110000, dtype=np.uint8)
        self.starts = np.zeros(0x110000, dtype=np.uint8)
        self._known = np.zeros(0x110000, dtype=bool)

    def meet(self, points: Any) -> None:
        """Fill in the characters ``points``."""
        np = numpy()
        known = self._known[points]
        if known.all():
            return
        for code in np.unique(points[~known]).tolist():
            character = chr(code)
            flags = _flags(character)
            if flags not in self.flags:
                self.flags.append(flags)
            self.kinds[code] = self.flags.index(flags)
            self.ends[code] = _END.get(character, 0)
            self.starts[code] = _start(character)
            self._known[code] = True


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
    """What is counted of the characters of some texts, none of them empty."""

    counts: Floats  # (texts, flags) in the order of ``FLAGS``
    sizes: Floats  # characters of each text
    ends: Floats  # the kind of each text's last character; where it is a closing mark, 6 and the kind before it
    starts: Floats  # the kind of each text's first character
    parted: Floats  # words of each text that white space parts
    capital: Floats  # of them, those that begin with a capital
    sentences: Floats  # ends of sentences amid each text

    @staticmethod
    def of(texts: Sequence[str]) -> Letters:
        """Count the characters of ``texts``, about a million at a time."""
        np = numpy()
        parts: list[list[Any]] = []
        first = size = 0
        for at, text in enumerate(texts):
            size += len(text)
            if size >= _MOST or at + 1 == len(texts):
                parts.append(_counted(texts[first : at + 1]))
                first, size = at + 1, 0
        if not parts:
            none = np.zeros(0)
            return Letters(np.zeros((0, len(FLAGS))), none, none, none, none, none, none)
        return Letters(*(np.concatenate(some) for some in zip(*parts, strict=True)))

    def count(self, flag: int) -> Floats:
        """How many characters of each text have the flag."""
        return self.counts[:, FLAGS.index(flag)]


def _counted(texts: Sequence[str]) -> list[Any]:
    np = numpy()
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.intp)
    table = _table()
    table.meet(points)
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    behind = np.cumsum(sizes)
    begins = behind - sizes
    ends = table.ends[points[behind - 1]].astype(float)
    kinds = table.kinds.take(points)
    known = np.array(table.flags)
    width = len(known)
    spaces = ((known & SPACE) != 0).take(kinds)
    closing = np.flatnonzero((ends >= CLOSING) & (sizes > 1))
    inner = behind[closing] - 2
    inner -= spaces[inner] & (sizes[closing] > 2)  # as French sets « its quotations. »
    ends[closing] = CLOSING + table.ends[points[inner]]
    first = ~spaces
    first[1:] &= spaces[:-1]
    first[begins] = ~spaces[begins]
    places = np.repeat(np.arange(0, len(texts) * width, width), sizes)
    places += kinds

    def counted(some: Any) -> Any:
        """Of each text how many of some characters are of each kind, by the ``places`` of these."""
        return np.bincount(some, minlength=len(texts) * width).reshape(len(texts), -1).astype(float)

    opening = counted(places[first])
    counts = counted(places) @ ((known[:, None] & FLAGS) != 0)
    ending = np.flatnonzero(((known & ENDING) != 0).take(kinds))
    owner = places[ending] // width
    amid = ending + 1 < behind[owner]  # that of the last character is none amid the text
    ending, owner = ending[amid], owner[amid]
    closed = ((known & CLOSER) != 0)[kinds[ending + 1]]
    ending = np.minimum(ending + 1 + closed, behind[owner] - 1)
    ended = np.bincount(owner[spaces[ending]], minlength=len(texts))
    return [
        counts,
        sizes.astype(float),
        ends,
        table.starts[points[begins]].astype(float),
        opening.sum(axis=1),
        opening @ ((known & UPPER) != 0),
        ended + counts[:, FLAGS.index(CLOSE_ENDING)],
    ]
