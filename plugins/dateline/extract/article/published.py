"""When an article was published and updated: what is printed, what metadata state, what the page's own address says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone

from dateline.extract.article import yearless
from dateline.extract.article.common import DATED, Common
from dateline.extract.body.layout import is_live
from dateline.extract.lines.units import Unit
from dateline.extract.reading import DatePick, Reading, evident
from dateline.extract.recognisers import address
from dateline.extract.recognisers.dates import FoundDate, calendar, find_dates
from dateline.extract.recognisers.outlets import domain
from dateline.extract.words.phrases import phrases
from dateline.model import Claim, DateClaim, Doubt, Evidence, Precision

SURE_DATE = 0.8
_LIKELY = 0.5  # of a date that an element marks too
PRINTED = 0.3  # of a date that the article in a mail prints itself
_TO_LIST = "to a list"
_SENT = "header Date"
_ISO = re.compile(
    r"^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?)?)?$", re.I
)
_APART = "The page prints {}, its metadata say {}."
_TOP = 8  # units at the top of a dump, where a page may print the present day
_RECENT = 3  # days before an article of which it tells by date
_APART_TOP = 2  # units between such a day and the headline
_MIDNIGHT = re.compile(r"T00:00(?:\+00:00)?$")
_PRINTED_MIDNIGHT = re.compile(r"T00:00(?:[+-]\d\d:\d\d)?$")  # "12:00AM EDT": a day without a time, in its own zone
_TIMED_ZONE = re.compile(r"(?:,|\sat|\s[-–—|])?\s\d{1,2}(?::\d\d){0,2}\s?(?:[ap]\.?m\.?)?\s\(?([a-z]{2,3})(?![a-z])")
_LONG_AGO = 10  # years before the page's own, at least, of a day of which its text tells
_FARTHEST = timedelta(hours=14)  # of a zone from UTC
_MARKED = "time"  # the origin of what elements of the text mark, wherever on the page they stand
_SAID = 60  # characters of a line that says the day of publication and little else
_STEP = 30  # minutes by which zones differ, but for three of them


def published(
    common: Common,
    reading: Reading,
    hint: str | None,
    claims: Sequence[Claim],
    url: str,
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> DateClaim | None:
    """The day of publication. Hints win; ``url`` is the page's own address, whose folders may tell it too."""
    units, numbers = reading.units, common.numbers
    if hint:
        given = parse_claim(hint, reading.language)
        if given is not None:
            evidence.append(Evidence("date", given.iso, (), "hint"))
            return given
        return _doubted_hint(hint, reading.language, evidence, doubts)
    pick = reading.published
    claim, claimed = _claimed_date(claims, reading)
    filed = address.day(url)
    if claimed is None or claim is None:
        if filed is not None and (pick is None or _days(pick.date.claim()) == filed or not _certain(pick)):
            return _filed(filed, units, pick, numbers, evidence)
        if pick is None:
            doubts.append(_without_year(reading))
            return None
        if _told_of(reading, pick):
            reason = "The dump shows no date of publication, but one of which the text tells."
            doubts.append(Doubt("date", "DL202", reason, (pick.date.claim().iso,)))
            return None
        return _picked(common, reading, pick, evidence, doubts)
    sent = claim.origin.startswith(_SENT) and pick is not None and pick.score >= PRINTED
    latest = _days(claimed) - (1 if _is_letter(claim) else 0)
    if sent and pick is not None and not pick.updated and _days(pick.date.claim()) <= latest:
        return _picked(common, reading, pick, evidence, doubts)  # a mail tells its own day, the article in it another
    if _MIDNIGHT.search(claimed.iso) and (pick is None or pick.date.time in ("", "00:00")):
        claimed = DateClaim(claimed.iso[:10], Precision.DAY)  # what programs write for a day without a time
    claimed = _where_printed(claimed, claims, pick, filed)
    evidence.append(Evidence("date", claimed.iso, (), claim.origin, 0.95))
    said = pick is not None and claim.origin.startswith(_MARKED) and _says_day(reading, pick)
    if pick is None or (pick.score < SURE_DATE and not said):
        if pick is None and claim.origin == _SENT:
            reason = f"{claimed.iso[:10]} is the day on which the mail was sent; the article in it shows none."
            doubts.append(Doubt("date", "DL206", reason, (claimed.iso,)))
        shown = pick is not None and _days(pick.date.claim()) == _days(claimed)
        marked = {c.value[:10] for c in claims if c.origin == claim.origin} if claim.origin.startswith(_MARKED) else ()
        if len(marked) > 1 and not shown:
            doubts.append(Doubt("date", "DL206", f"The page marks several dates; {claimed.iso} is the first."))
        return claimed
    printed = pick.date.claim()
    apart = _days(claimed) - _days(printed)
    if apart == 0 or (pick.date.swapped and _days(pick.date.claim(swap=True)) == _days(claimed)):
        return claimed
    evidence.append(evident("date", printed.iso, units[pick.unit], numbers, pick.rule, pick.score))
    if apart < 0 and _is_update(printed, claims) and is_live(units):
        return claimed  # a live blog goes on for days, and prints the last
    if abs(apart) == 1 and not pick.updated and not pick.date.swapped:
        return printed  # the metadata's zone is not the outlet's: what the reader was shown counts
    if pick.date.swapped:
        doubts.append(
            Doubt("date", "DL203", _APART.format(printed.iso[:10], claimed.iso[:10]), (claimed.iso, printed.iso))
        )
        return claimed
    if pick.updated and apart < 0:
        return claimed  # published, then updated
    if filed in (_days(claimed), _days(printed)):
        return claimed if filed == _days(claimed) else printed
    # What a page shows its readers is more often right than what it tells machines, which may be the day of a template,
    # of a first version under the same address, or of a re-issue that is later than the update shown.
    doubts.append(Doubt("date", "DL203", _APART.format(printed.iso[:10], claimed.iso[:10]), (printed.iso, claimed.iso)))
    return printed


def _without_year(reading: Reading) -> Doubt:
    """That no date of publication is shown, with the day that the head prints without a year, if it does.

    The year for which the page claims its rights makes it a candidate and no more: that is often the year in which the
    page was shown (of five such days whose article's date is known it was the article's year on one).
    """
    printed, year = yearless.day(reading), yearless.year(reading.units)
    if printed is None:
        return Doubt("date", "DL202", "The dump shows no date of publication.")
    unit, found = printed
    reason = f"“{reading.units[unit].text[:60]}” has no year."
    try:
        likely = (date(year, found.month, found.day).isoformat(),) if year else ()
    except ValueError:  # 29 February
        likely = ()
    return Doubt("date", "DL202", reason, likely)


def _told_of(reading: Reading, pick: DatePick) -> bool:
    """Whether an unsure date stands in the text, years before that of the line in which the page claims its rights."""
    if pick.score >= SURE_DATE or not reading.inside[pick.unit]:
        return False
    return pick.date.year + _LONG_AGO < (yearless.year(reading.units) or 0)


def _is_letter(claim: Claim) -> bool:
    """Whether a mail was sent to a list: on its day a newsletter is published at the minute in which it is sent."""
    return claim.origin.endswith(_TO_LIST)


def _is_update(printed: DateClaim, claims: Sequence[Claim]) -> bool:
    """Whether a printed date is to the minute, in whatever zone, what the metadata state as that of the last update."""
    shown = _moment(printed)
    if shown is None:
        return False
    stated = (value for c in claims if c.field == "modified" and (value := parse_claim(c.value)))
    moments = [moment for value in stated if (moment := _moment(value)) is not None]
    return any(moment.replace(tzinfo=None) == shown.replace(tzinfo=None) for moment in moments)


def _certain(pick: DatePick) -> bool:
    return pick.score >= SURE_DATE and not pick.updated and not pick.date.swapped


def _filed(
    filed: int, units: Sequence[Unit], pick: DatePick | None, numbers: Sequence[int], evidence: list[Evidence]
) -> DateClaim:
    """The day of the address, with the time of the line that prints the same day, if one does."""
    if pick is not None:
        for value in (pick.date.claim(swap=swap) for swap in (False, True)[: 1 + pick.date.swapped]):
            if _days(value) == filed:
                evidence.append(evident("date", value.iso, units[pick.unit], numbers, pick.rule, pick.score))
                return value
    found = DateClaim(date.fromordinal(filed).isoformat(), Precision.DAY)
    evidence.append(Evidence("date", found.iso, (), "the folders of the page's address", 0.95))
    return found


def _where_printed(claimed: DateClaim, claims: Sequence[Claim], pick: DatePick | None, filed: int | None) -> DateClaim:
    """A claim in UTC in the zone of the outlet, where the page tells it.

    It does where it states or prints the same minute in another zone, or where its address names the neighbouring day.
    """
    instant = _moment(claimed)
    if instant is None or instant.utcoffset() != timedelta():
        return claimed
    others = [value for c in claims if c.field == "date" and (value := parse_claim(c.value))]
    if pick is not None and not pick.updated and not pick.date.swapped:
        others.append(pick.date.claim())
    for other in others:
        local = _moment(other)
        if local is None or local.utcoffset() == timedelta():
            continue
        if local.tzinfo is not None:
            if local == instant:
                return other
            continue
        offset = local - instant.replace(tzinfo=None)
        telling = instant.minute % _STEP  # on the half-hour, two times agree by chance
        if telling and offset and abs(offset) <= _FARTHEST and not (offset.total_seconds() / 60) % _STEP:
            return DateClaim(local.replace(tzinfo=timezone(offset)).isoformat(timespec="minutes"), Precision.MINUTE)
    since = timedelta(hours=instant.hour, minutes=instant.minute)  # midnight
    days = 0 if filed is None else filed - instant.toordinal()
    if filed and ((days == -1 and since < _FARTHEST) or (days == 1 and since >= timedelta(days=1) - _FARTHEST)):
        return DateClaim(date.fromordinal(filed).isoformat(), Precision.DAY)
    return claimed


def _moment(value: DateClaim) -> datetime | None:
    """The moment of a date that has a time, without a zone where it states none; None for others."""
    if value.precision is not Precision.MINUTE:
        return None
    try:
        return datetime.fromisoformat(value.iso)
    except ValueError:  # (a printed date may be one that does not exist)
        return None


def _doubted_hint(hint: str, language: str, evidence: list[Evidence], doubts: list[Doubt]) -> DateClaim | None:
    """What a curator's date says that can be read in two ways, or in none: hints win, so nothing else is looked for."""
    found = [item for item in find_dates(hint, language) if item.year]
    if len(found) != 1 or not found[0].swapped:
        doubts.append(Doubt("date", "DL203", f"The hint “{hint[:60]}” is no date that can be read."))
        return None
    readings = (found[0].claim().iso, found[0].claim(swap=True).iso)
    reason = f"The hint “{hint[:60]}” may be {readings[0][:10]} or {readings[1][:10]}: nothing tells day from month."
    doubts.append(Doubt("date", "DL203", reason, readings))
    year = DateClaim(f"{found[0].year:04}", Precision.YEAR)
    evidence.append(Evidence("date", year.iso, (), "hint"))
    return year


def _claimed_date(claims: Sequence[Claim], reading: Reading) -> tuple[Claim | None, DateClaim | None]:
    """The most trusted date that the metadata state: structured data first, elements in the text last.

    Of the days that elements of the text mark, those of comments and teasers among them, the one that the page prints
    in the article's head goes before the first.
    """
    found = [c for c in claims if c.field == "date"]
    order = ("json-ld", "article:published_time", "meta", "")
    for name in order:
        for claim in found:
            if claim.origin.startswith(name) and (value := parse_claim(claim.value, reading.language)):
                return _marked_in_head(claim, value, found, reading)
    return None, None


def _marked_in_head(
    first: Claim, value: DateClaim, found: Sequence[Claim], reading: Reading
) -> tuple[Claim, DateClaim]:
    """The date that an element marks in the article's head, if ``first`` is another one that an element marks.

    Where the head prints a minute, an element that marks another one of that day is that of a post of a live blog.
    """
    pick = reading.published
    if first.origin.startswith(_MARKED) and pick is not None and pick.score >= _LIKELY and _heads(reading, pick):
        printed = pick.date.claim()
        timed = _moment(printed) is not None
        for claim in found if _days(printed) != _days(value) else ():
            own = parse_claim(claim.value, reading.language) if claim.origin.startswith(_MARKED) else None
            if own is not None and (own.iso[:16] == printed.iso[:16] if timed else _days(own) == _days(printed)):
                return claim, own
    return first, value


def _heads(reading: Reading, pick: DatePick) -> bool:
    """Whether a day that can be read in one way stands between headline and text, and is not that of an update."""
    if pick.updated or pick.date.swapped or reading.headline is None or pick.unit <= reading.headline.unit:
        return False
    return not any(
        reading.inside[i] and len(reading.units[i].text) > DATED for i in range(reading.headline.unit + 1, pick.unit)
    )


def _says_day(reading: Reading, pick: DatePick) -> bool:
    """Whether a line in the article's head says that it was published on that day: "Posted on 9 June 2019"."""
    unit = reading.units[pick.unit]
    brief = len(unit.text) <= _SAID
    return brief and "published" in phrases().match(unit.folded) and _heads(reading, pick)


def _days(value: DateClaim) -> int:
    parts = [int(p) for p in value.iso[:10].split("-")]
    try:
        return date(*[*parts, 1, 1][:3]).toordinal()
    except ValueError:
        return 0


def _picked(
    common: Common,
    reading: Reading,
    pick: DatePick,
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> DateClaim:
    found: FoundDate = pick.date
    units = reading.units
    value = found.claim()
    where = units[pick.unit]
    if found.swapped:
        order = day_month_order(common, units, found) or _by_zone(where, found)
        other = found.claim(swap=True)
        if not order:
            reason = f"“{where.text[:60]}” may be {value.iso[:10]} or {other.iso[:10]}: nothing tells day from month."
            doubts.append(Doubt("date", "DL203", reason, (value.iso, other.iso)))
            value = DateClaim(f"{found.year:04}", Precision.YEAR)  # all that both readings say
        elif order == "MDY":
            value = other
    if _PRINTED_MIDNIGHT.search(value.iso):
        value = DateClaim(value.iso[:10], Precision.DAY)
    evidence.append(evident("date", value.iso, where, common.numbers, pick.rule, pick.score))
    if pick.updated:
        reason = f"“{where.text[:60]}” is the day of an update; the day of publication is not shown."
        doubts.append(Doubt("date", "DL206", reason, (value.iso,)))
    elif pick.score < SURE_DATE:
        reason = f"“{where.text[:60]}” is the likeliest date of publication, but not a sure one."
        doubts.append(Doubt("date", "DL206", reason, (value.iso,)))
    elif pick.unit < _TOP and reading.headline is not None and reading.headline.unit - pick.unit > _APART_TOP:
        reason = f"“{where.text[:60]}” stands at the top of the page: it may be the day on which the page was shown."
        doubts.append(Doubt("date", "DL206", reason, (value.iso,)))
    return value


def day_month_order(common: Common, units: Sequence[Unit], found: FoundDate) -> str:
    """ "DMY" or "MDY" for a date that can be read both ways, "" where nothing in the dump decides it.

    What decides: other numeric dates of the dump with a day above 12, dates in words that are one of the readings or
    few days before it and before no other, the top-level domain of the page's address.
    """
    one, two = (date(*reading).toordinal() for reading in found.readings)
    if common.orders:
        return next(iter(common.orders)) if len(common.orders) == 1 else ""
    told = {
        _days(other.claim())
        for unit in units
        if len(unit.text) <= DATED and any(c.isalpha() for c in unit.text)
        for other in find_dates(unit.text)
        if not other.swapped and other.day > 0 and other.year
    }
    for days in (0, _RECENT):  # an article tells of the days before it
        recent = [any(0 <= day - before <= days for before in told) for day in (one, two)]
        if recent[0] != recent[1]:
            return "DMY" if recent[0] else "MDY"
    for page in (common.dump.hints.get("url"), *(c.value for c in common.dump.claims if c.field == "url")):
        host = domain(page or "")
        order = calendar().domains.get(host.rsplit(".", 1)[-1], "") if host else ""
        if order:
            return order
    return ""


def _by_zone(where: Unit, found: FoundDate) -> str:
    """ "MDY" where an American zone stands behind the time of a date, as in "10/5/11 09:19 PM ET"; else ""."""
    behind = _TIMED_ZONE.match(where.folded, found.end)
    return "MDY" if behind and behind[1] in calendar().american_zones else ""


def modified(
    units: Sequence[Unit], reading: Reading, claims: Sequence[Claim], numbers: Sequence[int], evidence: list[Evidence]
) -> DateClaim | None:
    """The day of the last update, as metadata state it or the page prints it."""
    for claim in claims:
        if claim.field == "modified" and (value := parse_claim(claim.value, reading.language)):
            evidence.append(Evidence("modified", value.iso, (), claim.origin))
            return value
    pick = reading.modified
    if pick is None or pick.date.swapped:
        return None
    value = pick.date.claim()
    evidence.append(evident("modified", value.iso, units[pick.unit], numbers, pick.rule, pick.score))
    return value


def parse_claim(value: str, language: str = "") -> DateClaim | None:
    """A date of a hint or of metadata as ISO 8601; None where it is none, or can be read in two ways.

    A day that does not exist is no date; of a time that does not, the day is left.
    """
    match = _ISO.match(value.strip())
    if match:
        year, month, day, hour, minute, zone = match.groups()
        try:
            date(int(year), int(month), int(day or 1))
        except ValueError:
            return None
        if not day:
            return DateClaim(f"{year}-{month}", Precision.MONTH)
        iso = f"{year}-{month}-{day}"
        if hour:
            if zone:
                zone = "+00:00" if zone.upper() == "Z" else f"{zone[:3]}:{zone[3:].strip(':') or '00'}"
            timed = DateClaim(f"{iso}T{hour}:{minute}{zone or ''}", Precision.MINUTE)
            if _moment(timed) is not None:
                return timed
        return DateClaim(iso, Precision.DAY)
    if re.fullmatch(r"\d{4}", value.strip()):
        return DateClaim(value.strip(), Precision.YEAR)
    found = [d for d in find_dates(value, language) if d.year]
    return found[0].claim() if found and not found[0].swapped else None
