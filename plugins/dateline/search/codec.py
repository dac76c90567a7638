"""Whole numbers as characters that a JavaScript string holds unescaped and that gzip codes in few bits.

A number takes 1, 2, 3 or 5 characters of ``ALPHABET``; the first character says how many (docs/search-index.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

ALPHABET = "".join(chr(c) for c in range(0x20, 0x7D) if chr(c) not in '"\\<')
END = "~"  # ends one article's positions
FIELD = "}"  # opens the hits of another field
DAY_SHIFT = 20  # a key is day << DAY_SHIFT | number within the day
LOCAL = (1 << DAY_SHIFT) - 1

TABLE = 4096  # numbers whose codes are looked up

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


@cache
def table() -> tuple[str, ...]:
    """``encode`` of the first TABLE numbers, for loops."""
    return tuple(encode(number) for number in range(TABLE))


def encode_all(numbers: Iterable[int]) -> str:
    """The codes of several numbers, joined."""
    return "".join(map(encode, numbers))


def encode_keys(keys: Iterable[int], base_day: int) -> str:
    """Rising keys as characters: per key twice the gap of days, plus 1 where a number within the day follows.

    Days count from the day before ``base_day``, so that only a key of the same day as the one before has gap 0.
    """
    small = table()
    out: list[str] = []
    last_day, last = base_day - 1, -1
    for key in keys:
        day, local = key >> DAY_SHIFT, key & LOCAL
        if day != last_day:
            gap = (day - last_day) * 2
            if local:
                out.append(small[gap + 1] if gap < TABLE - 2 else encode(gap + 1))
                out.append(encode(local - 1))
            else:
                out.append(small[gap] if gap < TABLE - 2 else encode(gap))
            last_day = day
        else:
            out.append(small[1])
            out.append(encode(local - last - 1))
        last = local
    return "".join(out)


def decode_keys(text: str, base_day: int) -> Iterator[int]:
    """The keys that ``encode_keys`` wrote."""
    numbers = decode(text)
    day, local = base_day - 1, -1
    for number in numbers:
        gap = number >> 1
        if gap:
            day += gap
            local = next(numbers) + 1 if number & 1 else 0
        else:
            local += next(numbers) + 1
        yield day << DAY_SHIFT | local
