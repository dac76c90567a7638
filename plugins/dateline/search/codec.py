"""Whole numbers as characters that a JavaScript string holds unescaped and that gzip codes in few bits.

A number takes 1, 2, 3 or 5 characters of ``ALPHABET``; the first character says how many (docs/search-index.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, chain
from operator import add

ALPHABET = "".join(chr(c) for c in range(0x20, 0x7D) if chr(c) not in '"\\<')
END = "~"  # ends one article's positions
FIELD = "}"  # opens the hits of another field
DAY_SHIFT = 20  # a key is day << DAY_SHIFT | number within the day
LOCAL = (1 << DAY_SHIFT) - 1

_SIZE = len(ALPHABET)  # 90
_ONE = 64  # leads 0..63: the number itself
_TWO = _ONE + 23 * _SIZE  # leads 64..86
_THREE = _TWO + 2 * _SIZE**2  # leads 87, 88
_VALUE = {c: i for i, c in enumerate(ALPHABET)}


def encode(number: int) -> str:
    """``number`` (0 to about 65 million) as characters. Raises ValueError outside of that."""
    if number < 0 or number >= _THREE + _SIZE**4:
        raise ValueError(number)
    if number < _ONE:
        return ALPHABET[number]
    if number < _TWO:
        high, low = divmod(number - _ONE, _SIZE)
        return ALPHABET[64 + high] + ALPHABET[low]
    if number < _THREE:
        high, low = divmod(number - _TWO, _SIZE)
        top, mid = divmod(high, _SIZE)
        return ALPHABET[87 + top] + ALPHABET[mid] + ALPHABET[low]
    rest = number - _THREE
    digits = []
    for _ in range(4):
        rest, digit = divmod(rest, _SIZE)
        digits.append(ALPHABET[digit])
    return ALPHABET[89] + "".join(reversed(digits))


def decode(text: str) -> Iterator[int]:
    """The numbers that ``text`` holds. Raises ValueError where it is cut or holds another character."""
    at = 0
    try:
        while at < len(text):
            lead = _VALUE[text[at]]
            if lead < _ONE:
                yield lead
                at += 1
                continue
            length, start, base = (2, _ONE, 64) if lead < 87 else (3, _TWO, 87) if lead < 89 else (5, _THREE, 89)
            number = lead - base
            for place in range(at + 1, at + length):
                number = number * _SIZE + _VALUE[text[place]]
            yield start + number
            at += length
    except (KeyError, IndexError) as error:
        raise ValueError(f"not a number at character {at}") from error


class _Codes(dict[int, str]):
    """``encode``, remembered, for loops."""

    def __missing__(self, number: int) -> str:
        found = self[number] = encode(number)
        return found


CODES = _Codes()

NEAR = (_SIZE - 1) * _SIZE  # 8,010 places of a word that take two characters each
FAR = _SIZE**3
PLACES = tuple(high + low for high in ALPHABET[:-1] for low in ALPHABET)


def place(number: int) -> str:
    """A word's place in a field: two characters, or the last of the alphabet and three more."""
    if number < NEAR:
        return PLACES[number]
    rest = min(number - NEAR, FAR - 1)  # (a word past the 737,010th stands at the last place)
    high, low = divmod(rest, _SIZE)
    top, mid = divmod(high, _SIZE)
    return ALPHABET[-1] + ALPHABET[top] + ALPHABET[mid] + ALPHABET[low]


def places(count: int) -> Iterable[str]:
    """``place`` of at least the first ``count`` numbers."""
    return PLACES if count <= NEAR else chain(PLACES, map(place, range(NEAR, count)))


def encode_key(key: int, day_before: int) -> str:
    """A key after one of ``day_before``: twice the gap of days; odd where the number in its day, less 1, follows."""
    gap = ((key >> DAY_SHIFT) - day_before) * 2
    local = key & LOCAL
    return CODES[gap + 1] + CODES[local - 1] if local else CODES[gap]


def encode_keys(keys: Iterable[int], base_day: int) -> str:
    """Rising keys as characters; the first counts from the day before ``base_day``."""
    day = base_day - 1
    out: list[str] = []
    for key in keys:
        out.append(encode_key(key, day))
        day = key >> DAY_SHIFT
    return "".join(out)


class _Values(dict[str, int]):
    """Of the code of a key after another's day, remembered for loops: how many days it is (0), its place there (1)."""

    def __init__(self, which: int) -> None:
        super().__init__()
        self._which = which

    def __missing__(self, code: str) -> int:
        gap, *local = decode(code)
        found = self[code] = ((gap >> 1) << DAY_SHIFT, local[0] + 1 if local else 0)[self._which]
        return found


def _number(last: str) -> str:
    """A pattern of the codes of numbers whose last character is one of ``last`` (which says whether they are odd)."""
    one, rest = (re.escape("".join(some)) for some in (set(ALPHABET[:_ONE]) & set(last), last))
    two, three, five = (re.escape(some) for some in (ALPHABET[64:87], ALPHABET[87:89], ALPHABET[89]))
    return f"(?:[{one}]|[{two}][{rest}]|[{three}].[{rest}]|[{five}]...[{rest}])"


_KEY = re.compile(f"{_number(ALPHABET[::2])}|{_number(ALPHABET[1::2])}{_number(ALPHABET)}")
_STEPS = _Values(0)
_LOCALS = _Values(1)


def split_keys(text: str) -> list[str]:
    """The codes of the single keys of what ``encode_keys`` wrote."""
    return _KEY.findall(text)


def decode_keys(text: str, base_day: int) -> list[int]:
    """The keys that ``encode_keys`` wrote."""
    codes = split_keys(text)
    days = accumulate(map(_STEPS.__getitem__, codes), initial=(base_day - 1) << DAY_SHIFT)
    next(days)
    return [*map(add, days, map(_LOCALS.__getitem__, codes))]
