"""Numbers for articles: by day and, within the day, by arrival, so that one more article renumbers no other."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol

from dateline.model import UNTOLD
from dateline.search.codec import DAY_SHIFT, LOCAL, encode

Arrived = tuple[int, int]
"""An article's accession and its key: by these articles are in the order in which they arrived."""

NEVER: Arrived = (UNTOLD, 0)  # a cut after every article whose accession is told
TAIL_LEAST = 1_000  # a smaller archive has no files of its newest articles
LEAST_STEP = 6  # bits
FEW_UNTOLD = 64  # of so many articles one may have no accession and yet all of these count as the last to arrive

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@lru_cache(1 << 16)
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


class Dated(Protocol):
    """What an article's key follows from."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def date(self) -> str:
        """Its day, ISO 8601."""

    @property
    def accession(self) -> int:
        """Which ingest brought it."""


def untold(accessions: Sequence[int]) -> int:
    """What the accession of articles that have none counts as.

    Few count as the last to arrive, so that one more of them, of whatever day, is among the newest (``cut``); many
    count as of the first accession.
    """
    count = accessions.count(UNTOLD)
    return UNTOLD if len(accessions) >= TAIL_LEAST and count <= len(accessions) // FEW_UNTOLD else 0


def number(articles: Iterable[Dated], untold: int = 0) -> dict[str, int]:
    """Keys by address, rising: ordered by day, then as they arrived, then by time, then by address.

    So an article that arrives after others renumbers none of them. ``untold`` is what UNTOLD counts as.
    """
    keys: dict[str, int] = {}
    last, local = 0, 0
    rows = [(one.date, untold if one.accession == UNTOLD else one.accession, one.url) for one in articles]
    for day, _, _, url in sorted([(day_of(date), accession, date, url) for date, accession, url in rows]):
        local = local + 1 if day == last else 0
        last = day
        keys[url] = day << DAY_SHIFT | local
    return keys


def moved(articles: Iterable[Dated], keys: Mapping[str, int], untold: int = 0) -> list[tuple[int, list[int]]]:
    """The days on which articles arrived in another order than that of their times.

    Per such day, in order, its number among the days that have articles, and the places of its articles in the order
    of their times; of equal times in that of their keys.
    """
    every = [*articles]
    accessions = [untold if one.accession == UNTOLD else one.accession for one in every]
    first = min(accessions, default=0)
    late = {  # (few, in most libraries)
        keys[one.url] >> DAY_SHIFT for one, accession in zip(every, accessions, strict=True) if accession > first
    }
    if not late:
        return []
    days: dict[int, list[tuple[str, int]]] = {day: [] for day in late}
    for one in every:
        key = keys[one.url]
        if key >> DAY_SHIFT in late:
            days[key >> DAY_SHIFT].append((one.date, key & LOCAL))
    found = []
    for day, some in sorted(days.items()):
        places = [place for _, place in sorted(some)]
        if places != sorted(places):
            found.append((day, places))
    ranks = {day: at for at, day in enumerate(sorted({key >> DAY_SHIFT for key in keys.values()}))} if found else {}
    return [(ranks[day], places) for day, places in found]


def encode_moved(found: Iterable[tuple[int, list[int]]]) -> str:
    """What ``moved`` found: per day how many days with articles it is after the last one told, then its places."""
    out: list[str] = []
    last = -1
    for at, places in found:
        out += map(encode, (at - last, *places))
        last = at
    return "".join(out)


def base_day(keys: Iterable[int]) -> int:
    """The first day of the decade of the oldest article: the day that codes count from, which seldom changes."""
    oldest = min(keys, default=0) >> DAY_SHIFT
    if oldest <= 1:
        return 1
    return datetime.date(max(datetime.date.fromordinal(oldest).year // 10 * 10, 1), 1, 1).toordinal()


def cut(articles: Iterable[Arrived]) -> Arrived:
    """The first of the newest articles, which stand in files of their own, in the order in which articles arrived.

    So a new article changes these few and not the shard of every word that it has. They are the articles past the
    last full step (a power of two: 64, or between a 128th and a 64th of all) in the order of accession, then day; of
    the accession that the step ends in from the start of the month on, so that the cut moves seldom where all are one
    accession; where a month is so full that they would be an eighth of all, from the day on; where a day is, or in a
    small archive, there are none. Articles that are UNTOLD here are few, come after every cut, and move none.
    """
    ordered = sorted([arrived for arrived in articles if arrived[0] < UNTOLD])
    step = 1 << max(len(ordered).bit_length() - 7, LEAST_STEP)
    whole = len(ordered) - len(ordered) % step
    if len(ordered) >= TAIL_LEAST and whole < len(ordered):
        accession, key = ordered[whole]
        day = key >> DAY_SHIFT
        for start in (day - datetime.date.fromordinal(day).day + 1, day):
            first = (accession, start << DAY_SHIFT)
            if len(ordered) - bisect_left(ordered, first) <= len(ordered) // 8:
                return first
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
