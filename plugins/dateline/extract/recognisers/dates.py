"""Dates as they are printed: in many languages and scripts, by tables, never by guessing the order of day and month.

Months and weekdays come from the CLDR (``data/extract/months.json``), the customs of languages from
``data/extract/dates.json``. A date whose day and month could be swapped is given with both readings.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold
from dateline.model import DateClaim, Precision


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a line: ``start`` and ``end`` are positions in the folded line.

    ``swapped`` is the other reading where day and month may be exchanged. ``year`` 0 and ``day`` 0 mean not given.
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    time: str = ""  # HH:MM
    zone: str = ""  # Z or +HH:MM
    swapped: bool = (
        False  # DMY and MDY both fit; ``day`` and ``month`` are those of DMY; month and day could be exchanged
    )
    short_year: bool = False

    @property
    def readings(self) -> tuple[tuple[int, int, int], ...]:
        """All (year, month, day) that the print allows."""
        first = (self.year, self.month, self.day)
        return (first, (self.year, self.day, self.month)) if self.swapped else (first,)

    def claim(self, swap: bool = False) -> DateClaim:
        """The date as ISO 8601, cut to what is known."""
        month, day = (self.day, self.month) if swap else (self.month, self.day)
        if not month:
            return DateClaim(f"{self.year:04}", Precision.YEAR)
        if not day:
            return DateClaim(f"{self.year:04}-{month:02}", Precision.MONTH)
        iso = f"{self.year:04}-{month:02}-{day:02}"
        if self.time:
            return DateClaim(f"{iso}T{self.time}{self.zone}", Precision.MINUTE)
        return DateClaim(iso, Precision.DAY)


class Calendar:
    """The tables: month names by language, words that stand inside a date, orders, time zones."""

    def __init__(self) -> None:
        names = load_table("months")
        customs = load_table("dates")
        self.months: dict[str, int | dict[str, int]] = dict(names["months"])
        for name, number in customs["more_months"].items():
            self.months.setdefault(fold(name), number)
        self.weekdays = frozenset(fold(day) for day in names["weekdays"])
        self.inside = frozenset(fold(word) for word in customs["inside"])
        self.zones: dict[str, str] = {fold(k): v for k, v in customs["zones"].items()}
        self.american_zones = frozenset(map(fold, customs["american_zones"]))
        self.eras: dict[str, int] = customs["eras"]  # the first year of each, in the common era
        self.prefixes: tuple[str, ...] = tuple(map(fold, customs["month_prefixes"]))
        self.suffixes: tuple[str, ...] = tuple(map(fold, customs["month_suffixes"]))
        self.afternoon = re.compile("|".join(sorted(map(re.escape, map(fold, customs["afternoon"])))))
        self.afternoon_mark = re.compile(
            rf"\s?\(?(?:{'|'.join(map(re.escape, map(fold, customs['afternoon_marks'])))})(?!\w)"
        )
        solar: dict[str, int] = {fold(name): n for name, n in customs["solar_months"].items()}
        self.solar = solar
        names_of_solar = "|".join(sorted(map(re.escape, solar), key=len, reverse=True))
        self.solar_date = re.compile(
            rf"(?<!\d)(\d{{1,2}})\s({names_of_solar})\s(?:ماه\s)?(1[34]\d\d)(?!\d)"
            rf"|(?<!\w)({names_of_solar})\s(\d{{1,2}})(?:\s?[،,])?\s(1[34]\d\d)(?!\d)"
        )
        self.ethiopian: dict[str, int] = {fold(name): n for name, n in customs["ethiopian_months"].items()}
        names_there = "|".join(sorted(map(re.escape, self.ethiopian), key=len, reverse=True))
        self.ethiopian_date = re.compile(
            rf"(?<!\w)(?:({names_there})\s(\d{{1,2}})|(\d{{1,2}})\s({names_there}))"
            rf"(?:\sቀን)?[\s,/፣]{{1,2}}((?:19|20)\d\d)(?!\d)(\sዓ)?"
        )
        self.orders: dict[str, str] = customs["orders"]
        self.domains: dict[str, str] = customs["domains"]
        self.english = tuple(name for name, found in self.months.items() if name in customs["english_months"] and found)
        self.ending = re.compile(f"[^\\W\\d]({'|'.join(sorted(self.english, key=len, reverse=True))})$")
        dotted = sorted((m for m in self.months if "." in m), key=len, reverse=True)
        self.dotted = re.compile("|".join(map(re.escape, dotted)))
        for name in dotted:
            self.months[name.replace(".", "")] = self.months[name]
        spaced = sorted((m for m in self.months if " " in m), key=len, reverse=True)
        self.spaced = re.compile("|".join(map(re.escape, spaced)))
        self.spaced_plain = tuple(name for name in spaced if name.isascii())
        for name in spaced:
            self.months[name.replace(" ", "_")] = self.months[name]

    def glued(self, word: str) -> str:
        """The English month that ends ``word`` where a page set a name and a date side by side ("DoeDecember")."""
        match = self.ending.search(word) if word.endswith(self.english) else None
        return match[1] if match else ""

    def month(self, word: str, language: str) -> int:
        """The number of the month called ``word``, 0 where it is none or cannot be told."""
        found = self.months.get(word, 0)
        if not found:  # some languages write "in" or "month" as one word with the month
            led = word.startswith(self.prefixes)
            found = (
                next((self.months.get(word[len(p) :], 0) for p in self.prefixes if word.startswith(p)), 0) if led else 0
            )
            if not found and word.endswith(self.suffixes):
                found = next(self.months.get(word[: -len(s)], 0) for s in self.suffixes if word.endswith(s))
        if isinstance(found, dict):
            return found.get(language, 0)
        return found


@cache
def calendar() -> Calendar:
    """The tables that ship, read once."""
    return Calendar()


# What a page sets side by side is copied as one: "16 Sep 201316 Sep 2013", "22 Dec 20235:00 AM".
_TOKEN = re.compile(
    r"(?:19|20)\d\d(?=\d{1,2}(?:\.?\s[^\W\d]{3}|:[0-5]\d(?!\d)))|\d+|[^\W\d][^\s\d.,;:!?،؛၊()\[\]{}|/\\…–—·•\"“”„«»<>+*=#~^-]*|[^\w\s]|\S"
)
_ISO = re.compile(
    r"(?<![\d.])(\d{4})([-./•·])\s?(\d{1,2})\2\s?(\d\d(?=[0-2]\d:[0-5]\d(?!\d))|\d{1,2}(?!\d))\.?(?:t| )?"
)
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = re.compile(rf"(?<![\d.])(\d{{1,2}})\.?\s?({'|'.join(reversed(_ROMAN_MONTHS))})\.?\s?(\d{{4}})(?!\d)")
_CJK = re.compile(r"(?<!\d)(\d{1,4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日号號일])?")
_NUMERIC = re.compile(
    r"(?<![\d.,/])(?<![\d.,/]-)(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?((?:19|20)\d\d(?=\d{1,2}(?::[0-5]\d|([./-])\d{1,2}\5))|(?:\d{4}|\d{2})(?![\d/]|-\d)(?!\.\d))"
)
_UNIX = re.compile(  # "Tue Jan 28 18:12:44 UTC 2025"
    r"(?<![^\W\d])([a-z]{3})\s{1,2}(\d{1,2})\s([01]?\d:[0-5]\d|2[0-3]:[0-5]\d)(?::\d{2})?\s(?:([a-z]{1,5})\s)?((?:19|20)\d\d)(?!\d)"
)
_SPELLED = re.compile(r"(\d{1,2})\s?(?:thang|/)\s?(\d{1,2})\s?(?:,|nam|\s)\s?(?:nam\s?)?(\d{4})")
_TIME = re.compile(
    rf"(?<![\d:.])(\d{{1,2}})\s?(?:[:.h٫：時时點点]|{fold('시')})\s?(\d{{2}})(?::(\d{{2}})(?:\.\d+)?)?(?!\d|[.:]\d)\s?"
    r"(?:([ap])\.?\s?m\.?(?![a-z]))?"
)
_DIGITS = re.compile(r"\d+")
_HOUR = re.compile(r"(?<![\d:.])(\d{1,2})\s?([ap])\.?\s?m\.?(?![a-z])")
_CLOSE = re.compile(
    r"(?<![\d:.])\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{2,4}(?:[+-]\d{1,2}(?::\d\d)?)?)?,?\s(?:(?:on|am|le|el|del)\s)?$"
)
_HOURS = re.compile(r"(?<!\d)([01]\d|2[0-3])([0-5]\d)()\s?h(?:ou)?rs?(?![a-z])()")  # "0312 hrs"
_NEXT = 7  # words and signs within which the next number of a date stands: "พฤศจิกายน พ.ศ. 2565"
_BARRED_TIME = re.compile(r"\s?[|·•]\s?\d{1,2}[:h]\d\d(?!\d)")  # behind a year of two digits: "12 jan 23 | 5h27"
_APOSTROPHES = ("'", "‘", "’")
_DAY_LONGEST = 24  # characters of a day in front of a caption
_KEPT = 300  # characters of a line whose dates are remembered
_PIVOT = 45  # years of two digits below it are of this century
_FILED = re.compile(r"\s?[0-2]\d[0-5]\d\s?gmt\b")  # when a wire sent its story
_FROM_UTC = ("gmt+", "gmt-", "utc+", "utc-")
_MINUTES = re.compile(r"\d[:٫：]$")
_OFFSET = re.compile(r"^\s?\(?(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_ZONE = re.compile(r"^[\s(,]*([a-z]{1,4})(?![a-z])")


def find_dates(text: str, language: str = "") -> tuple[FoundDate, ...]:
    """All dates in one line of text, in their order.

    ``language`` (BCP 47) settles month names that mean different months in two languages, and the order of numbers.
    """
    if not _DIGITS.search(text):
        return ()
    return _remembered(text, language) if len(text) <= _KEPT else _dates(text, language)


@lru_cache(maxsize=1 << 9)  # several steps ask for the same lines of a story's head
def _remembered(text: str, language: str) -> tuple[FoundDate, ...]:
    return _dates(text, language)


def _dates(text: str, language: str) -> tuple[FoundDate, ...]:
    table = calendar()
    folded = fold(text)
    if not folded.isascii():
        folded = table.dotted.sub(lambda m: m.group().replace(".", " ").replace(" ", ""), folded)
    if not folded.isascii() or any(map(folded.__contains__, table.spaced_plain)):
        folded = table.spaced.sub(lambda m: m.group().replace(" ", "_"), folded)
    found = [*_numbers(folded, table, language), *_named(folded, table, language)]
    found.sort(key=lambda d: (d.start, -d.end))
    out: list[FoundDate] = []
    for item in found:
        if not out or item.start >= out[-1].end:
            out.append(item)
        elif item.year and not out[-1].year:  # "Sat 24 Apr 2004": Sat is a month in some language
            out[-1] = item
    return tuple(_with_time(item, folded, table, out) for item in out)


def _numbers(folded: str, table: Calendar, language: str) -> Iterable[FoundDate]:
    for m in _CJK.finditer(folded) if not folded.isascii() else ():
        before = folded[: m.start()].rstrip()
        era = next((first for name, first in table.eras.items() if before.endswith(name)), 0)
        short = 2000 + int(m[1]) if len(m[1]) == 2 else 0
        year = era + int(m[1]) - 1 if era else int(m[1]) if len(m[1]) == 4 else short
        if year:
            yield from _checked(m.start(), m.end(), year, int(m[2]), int(m[3] or 0))
    for m in table.ethiopian_date.finditer(folded) if not folded.isascii() else ():
        if m[6] or language != "ti":  # Tigrinya calls the months of the Gregorian calendar so too
            yield from _ethiopian(m.start(), m.end(), int(m[5]), table.ethiopian[m[1] or m[4]], int(m[2] or m[3]))
    for m in table.solar_date.finditer(folded) if not folded.isascii() else ():
        yield from _jalali(m.start(), m.end(), int(m[3] or m[6]), table.solar[m[2] or m[4]], int(m[1] or m[5]))
    runs = [*map(len, _DIGITS.findall(folded))]  # few lines have enough of them for each kind of date
    for m in _ROMAN.finditer(folded) if 4 in runs else ():
        if len(m[2]) == 1 and "." not in m.group():
            continue  # "5 i 2020" is "5 and 2020" in several languages
        yield from _checked(m.start(), m.end(), int(m[3]), _ROMAN_MONTHS.index(m[2]) + 1, int(m[1]))
    for m in _ISO.finditer(folded) if 4 in runs and len(runs) > 2 else ():
        yield from _checked(m.start(), m.end(), int(m[1]), int(m[3]), int(m[4]), language=language)
    for m in _UNIX.finditer(folded) if ":" in folded and 4 in runs and len(runs) > 3 else ():
        if month := table.month(m[1], "en"):
            zone = table.zones.get(m[4] or "", "")
            for item in _checked(m.start(), m.end(), int(m[5]), month, int(m[2])):
                yield FoundDate(
                    item.start, item.end, item.year, item.month, item.day, f"{int(m[3][:-3]):02}{m[3][-3:]}", zone
                )
    for m in _SPELLED.finditer(folded) if "thang" in folded else ():
        if "thang" in m.group():
            yield from _checked(m.start(), m.end(), int(m[3]), int(m[2]), int(m[1]))
    order = table.orders.get(language, "")
    for m in _NUMERIC.finditer(folded) if len(runs) > 2 else ():
        a, mark, b, year = int(m[1]), m[2], int(m[3]), int(m[4])
        short = year < 100
        year += (2000 if year < _PIVOT else 1900) if short else 0
        if short and a > 12 and b <= 12 and year > 2031 and order == "YMD":
            continue
        if mark == "-" and short and _FILED.match(folded, m.end()):
            day, month, swapped = b, a, False  # an American wire's own stamp, "10-03-15 1644GMT"
        elif order == "DMY" or (mark == "." and language != "en"):
            day, month, swapped = a, b, False
            if b > 12 >= a:  # a date as Americans write it, among dates of another custom
                day, month = b, a
        elif order == "MDY":
            day, month, swapped = (b, a, False) if a <= 12 else (a, b, False)
        else:
            day, month = (b, a) if b > 12 else (a, b)
            swapped = a <= 12 and b <= 12 and a != b
        for item in _checked(m.start(), m.end(), year, month, day, language=language):
            yield FoundDate(item.start, item.end, item.year, item.month, item.day, "", "", swapped, short)


def opens_caption(text: str) -> bool:
    """Whether a text begins with a day and a colon, as captions of American agencies do: "Nov. 8: Jane Doe waits …"."""
    colon = text.find(":", 0, _DAY_LONGEST)
    if colon < 0 or not _DIGITS.search(text, 0, colon):
        return False
    found = find_dates(text[:colon])
    return len(found) == 1 and (found[0].start, found[0].end) == (0, colon) and found[0].day > 0


def numeric_orders(folded: str) -> set[str]:
    """The orders of day and month that the numeric dates of a folded line can only have ("DMY", "MDY")."""
    out = set()
    for m in _NUMERIC.finditer(folded):
        a, b = int(m[1]), int(m[3])
        if m[2] != "." and 12 < a <= 31 and 1 <= b <= 12:
            out.add("DMY")
        elif m[2] != "." and 1 <= a <= 12 < b <= 31:
            out.add("MDY")
    return out


def _named(folded: str, table: Calendar, language: str) -> Iterable[FoundDate]:
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(folded)]
    for i, (word, start, end) in enumerate(tokens):
        if not word[0].isalpha():
            continue
        month = table.month(word, language)
        if not month and word[-1] == "'":
            month = table.month(word.rstrip("'"), language)
        if not month and len(word) > 3 and (glued := table.glued(word)):
            start = end - len(glued)
            word, month = glued, table.month(glued, "en")
            tokens[i] = (word, start, end)
            if not _full(tokens, i, table):
                continue
        if not month and len(word) > 3 and "'" in word:
            month = table.month(word.split("'")[0], language)
        if not month:
            continue
        before, b_start = _number(tokens, i, -1, table)
        if before and (_MINUTES.search(folded, max(0, b_start - 3), b_start) or folded[:b_start].endswith(_FROM_UTC)):
            before = 0  # "14:05, Mar 15 2019", "4:31 AM GMT+2, July 26, 2023"
        after, a_end = _number(tokens, i, 1, table)
        year = day = 0
        first, last = start, end
        if 1 <= before <= 31:
            day, first = before, b_start
            if after > 31:
                year, last = after, a_end
            elif (
                after
                and _digits(tokens, i) == 2
                and (_dashed(tokens, i) or _cut_short(tokens, i) or _BARRED_TIME.match(folded, a_end))
            ):
                year, last = 2000 + after, a_end
            else:  # "2020. gada 8. novembris"
                j = next((k for k in range(i) if tokens[k][1] == b_start), i)
                second, s_start = _number(tokens, j, -1, table)
                if second > 1000:
                    year, first = second, s_start
        elif before > 1000:
            year, first = before, b_start
            if 1 <= after <= 31:
                day, last = after, a_end
                second, s_end = _number(tokens, _ending(tokens, i, a_end), 1, table)
                at = next(k for k in range(i) if tokens[k][1] == b_start)
                if second > 1000 and 1 <= _number(tokens, at, -1, table)[0] <= 31:
                    # "May 21, 2025April 24, 2025": the year before is that of another date
                    year, first, last = second, start, s_end
        elif 1 <= after <= 31:
            day, last = after, a_end
            second, s_end = _number(tokens, _ending(tokens, i, a_end), 1, table)
            if second > 1000:
                year, last = second, s_end
        elif after > 1000:
            year, last = after, a_end
        if day or year:
            yield from _checked(first, last, year, month, day, language=language)


def _full(tokens: list[tuple[str, int, int]], at: int, table: Calendar) -> bool:
    """Whether day and year follow the month at ``at``, as in English."""
    day, edge = _number(tokens, at, 1, table)
    return 1 <= day <= 31 and _number(tokens, _ending(tokens, at, edge), 1, table)[0] > 1000


def _ending(tokens: list[tuple[str, int, int]], at: int, edge: int) -> int:
    """The token behind ``at`` that ends at ``edge``, else ``at``."""
    return next((k for k in range(at + 1, len(tokens)) if tokens[k][2] == edge), at)


def _number(tokens: list[tuple[str, int, int]], at: int, step: int, table: Calendar) -> tuple[int, int]:
    """The number next to token ``at`` (skipping words that stand inside dates) and its outer edge; 0 for none."""
    for distance in range(1, _NEXT):
        i = at + distance * step
        if not 0 <= i < len(tokens):
            break
        word, start, end = tokens[i]
        if word.isdigit():
            return (int(word) if len(word) <= 4 else 0), (start if step < 0 else end)
        same = table.months.get(word, 0) == table.months.get(tokens[at][0], -1) and tokens[at + step][0] in "/("
        if word not in table.inside and word not in table.weekdays and not same:
            break
    return 0, 0


def _digits(tokens: list[tuple[str, int, int]], at: int) -> int:
    for word, _, _ in tokens[at + 1 : at + 4]:
        if word.isdigit():
            return len(word)
    return 0


def _dashed(tokens: list[tuple[str, int, int]], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1][0] in ("-", "'", "/") and tokens[at - 1][0] in ("-", "'", "/", ".")


def _cut_short(tokens: list[tuple[str, int, int]], at: int) -> bool:
    """Whether the number behind a month has the sign of a year without its century: "8 May '17"."""
    behind = tokens[at + 1 : at + 3]
    return len(behind) > 1 and behind[0][0] in _APOSTROPHES and behind[1][0].isdigit() and behind[0][2] == behind[1][1]


def _checked(start: int, end: int, year: int, month: int, day: int, language: str = "") -> Iterable[FoundDate]:
    """The date with foreign calendars reckoned over, if it exists at all."""
    if 2400 <= year <= 2600:  # Buddhist era (Thai)
        year -= 543
    elif 1300 <= year <= 1450 and language == "fa":
        yield from _jalali(start, end, year, month, day)
        return
    if year and not 1800 <= year <= 2100:
        return
    try:
        datetime.date(year or 2000, month, day or 1)
    except ValueError:
        return
    yield FoundDate(start, end, year, month, day)


def _jalali(start: int, end: int, year: int, month: int, day: int) -> Iterable[FoundDate]:
    """Solar Hijri to Gregorian by the 33-year cycle (good for 1178 to 1633 AP)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    y = year + 1595
    days = -355668 + 365 * y + (y // 33) * 8 + ((y % 33) + 3) // 4 + day
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    found = datetime.date.fromordinal(days - 365 + 0) if days > 366 else None
    if found is not None:
        yield FoundDate(start, end, found.year, found.month, found.day)


def _ethiopian(start: int, end: int, year: int, month: int, day: int) -> Iterable[FoundDate]:
    """Ethiopian to Gregorian: Dershowitz and Reingold, Calendrical Calculations, 4th ed. (2018), section 4.2."""
    if not 1 <= day <= (30 if month < 13 else 6):
        return
    found = datetime.date.fromordinal(2795 + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day)
    yield FoundDate(start, end, found.year, found.month, found.day)


def _with_time(item: FoundDate, folded: str, table: Calendar, others: list[FoundDate]) -> FoundDate:
    """The date with the time of day that stands right after it, or right before it."""
    limit = min((o.start for o in others if o.start >= item.end), default=len(folded))
    behind = folded[item.end : min(limit, item.end + 40)]
    before = folded[max(0, item.start - 24) : item.start]
    if item.start > 24 and not _CLOSE.search(before):
        before = ""
    if limit <= item.end + 40 and _CLOSE.search(before) and _CLOSE.search(behind):
        behind = ""  # "PUBLISHED: 05:32, 8 July 2022 | UPDATED: 13:44, 8 July 2022": each time stands before its day
    time, zone = read_time(behind, table)
    if not time:
        time, zone = read_time(before, table)
    if not time or not (item.year and item.day):
        return item
    return FoundDate(item.start, item.end, item.year, item.month, item.day, time, zone, item.swapped, item.short_year)


def read_time(folded: str, table: Calendar | None = None) -> tuple[str, str]:
    """The first time of day in a folded text as (HH:MM, zone); empty strings where there is none."""
    table = table or calendar()
    m = _TIME.search(folded) or _HOURS.search(folded)
    if m:
        hour, minute, half = int(m[1]), int(m[2]), m[4]
    else:
        m = _HOUR.search(folded)
        if not m:
            return "", ""
        hour, minute, half = int(m[1]), 0, m[2]
    if half:
        if not 1 <= hour <= 12:
            return "", ""
        hour = hour % 12 + (12 if half == "p" else 0)
    elif 1 <= hour < 12 and not folded.isascii():
        beside = f"{folded[max(0, m.start() - 4) : m.start()].strip()} {folded[m.end() : m.end() + 6].strip()}"
        marked = table.afternoon.search(beside) or table.afternoon_mark.match(folded, m.end())
        hour += 12 if marked else 0
    if hour > 23 or minute > 59:
        return "", ""
    rest = folded[m.end() :]
    zone = ""
    offset = _OFFSET.match(rest)
    name = _ZONE.match(rest)
    if offset and int(offset[2]) <= 14:
        zone = f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}"
    elif name:
        zone = table.zones.get(name[1], "")
    return f"{hour:02}:{minute:02}", zone
