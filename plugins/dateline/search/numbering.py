"""Numbers for articles: by day and within the day, so that an article added anywhere renumbers no other day."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache

from dateline.search.codec import DAY_SHIFT, LOCAL, encode

NEVER = 1 << 62  # a cut after every key
TAIL_LEAST = 1_000  # a smaller archive has no files of its newest articles
LEAST_STEP = 6  # bits

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def day_of(iso: str) -> int:
    """The proleptic Gregorian ordinal of an ISO date; a month or year counts as its first day, nonsense as day 1."""
    try:
        if len(iso) == len("YYYY-MM-DD"):
            return datetime.date.fromisoformat(iso).toordinal()
    except ValueError:
        pass
    match = _DATE.match(iso)
    if match is None:
        return 1
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return 1


def number(articles: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Keys for (url, ISO date) pairs: ordered by day, then time, then address."""
    keys: dict[str, int] = {}
    last, local = 0, 0
    for day, _, url in sorted((day_of(iso), iso, url) for url, iso in articles):
        local = local + 1 if day == last else 0
        last = day
        keys[url] = day << DAY_SHIFT | local
    return keys


def base_day(keys: Iterable[int]) -> int:
    """The first day of the decade of the oldest article: the day that codes count from, which seldom changes."""
    oldest = min(keys, default=0) >> DAY_SHIFT
    if oldest <= 1:
        return 1
    return datetime.date(max(datetime.date.fromordinal(oldest).year // 10 * 10, 1), 1, 1).toordinal()


def cut(keys: Iterable[int]) -> int:
    """The first key of the newest articles, which stand in files of their own.

    So a new article changes these few and not the shard of every word that it has. They are the articles past the
    last full step (a power of two: 64, or between a 128th and a 64th of all), from the start of their month on, so that
    the cut moves seldom; where a month is so full that they would be an eighth of all, from their day on; where a day
    is, or in a small archive, there are none.
    """
    ordered = sorted(keys)
    step = 1 << max(len(ordered).bit_length() - 7, LEAST_STEP)
    whole = len(ordered) - len(ordered) % step
    if len(ordered) >= TAIL_LEAST and whole < len(ordered):
        day = ordered[whole] >> DAY_SHIFT
        for start in (day - datetime.date.fromordinal(day).day + 1, day):
            if len(ordered) - bisect_left(ordered, start << DAY_SHIFT) <= len(ordered) // 8:
                return start << DAY_SHIFT
    return NEVER


def encode_days(keys: Iterable[int], base: int) -> str:
    """How many articles each day has: twice the gap to the next day with any; plus 1 where a count - 2 follows."""
    out: list[str] = []
    last = base - 1
    for day, count in sorted(Counter(key >> DAY_SHIFT for key in keys).items()):
        gap = (day - last) * 2
        out.append(encode(gap) if count == 1 else encode(gap + 1) + encode(count - 2))
        last = day
    return "".join(out)


def file_of(key: int) -> str:
    """Where the text of the article with this key stands, below the index's folder, without ".js"."""
    local = key & LOCAL
    return f"{_folder(key >> DAY_SHIFT)}-{local}" if local else _folder(key >> DAY_SHIFT)


@cache
def _folder(day: int) -> str:
    date = datetime.date.fromordinal(day)
    return f"d/{date.year:04}/{date.month:02}-{date.day:02}"
