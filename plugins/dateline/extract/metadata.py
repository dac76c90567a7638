"""The article's fields: what the text shows, what metadata claim, what hints say, and what is doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.extract import assemble, bylines
from dateline.extract.dates import FoundDate, calendar, find_dates, numeric_orders
from dateline.extract.language import detect
from dateline.extract.outlets import FoundOutlet, domain
from dateline.extract.phrases import phrases
from dateline.extract.reading import DatePick, Reading
from dateline.extract.text import fold, words
from dateline.extract.units import Unit
from dateline.model import Block, Claim, DateClaim, Doubt, Dump, Evidence, Precision

SURE_OUTLET = 0.9
SURE_DATE = 0.8
SURE_HEADLINE = 0.7  # below it the metadata's title is preferred
DOUBTED_HEADLINE = 0.1
TITLE_WORDS = 4  # of a page's one first heading, from which on it is believed rather than the metadata
UNSURE = 0.38  # where no line of the body scores more, all of it is doubted
SHORT_BODY = 220  # words, up to which a body before a paywall's lines is taken for a stub
PAYWALL_REACH = 6  # units after the end in which such lines stand
_ISO = re.compile(
    r"^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?)?)?$", re.I
)

_APART = "The page prints {}, its metadata say {}."
_MIDNIGHT = re.compile(r"T00:00(?:\+00:00)?$")


@dataclass(frozen=True, slots=True)
class Facts:
    """The settled fields of an article, their evidence and the doubts about them."""

    headline: str
    standfirst: str
    published: DateClaim | None
    modified: DateClaim | None
    authors: tuple[str, ...]
    outlet: str
    url: str
    archived_url: str
    language: str
    evidence: tuple[Evidence, ...]
    doubts: tuple[Doubt, ...]


def evident(field: str, value: str, unit: Unit, numbers: Sequence[int], rule: str, score: float = 1.0) -> Evidence:
    """Evidence that stands in a unit of the dump."""
    return Evidence(field, value, tuple(numbers[i] for i in unit.lines), rule, round(score, 3))


def settle(
    dump: Dump,
    units: Sequence[Unit],
    reading: Reading,
    found_outlets: Sequence[FoundOutlet],
    body: Sequence[Block],
    *,
    alone: bool,
) -> Facts:
    """All fields of one article. Hints win; claims count only for a dump that holds one article."""
    numbers = tuple(line.number for line in dump.lines)
    evidence: list[Evidence] = []
    doubts: list[Doubt] = []
    hints = dump.hints.get if alone else (lambda _: None)
    claims = dump.claims if alone else ()

    headline = _headline(units, reading, hints("title"), claims, numbers, evidence, doubts)
    standfirst = ""
    if reading.standfirst is not None:
        unit = units[reading.standfirst.unit]
        standfirst = unit.text
        evidence.append(
            evident("standfirst", standfirst, unit, numbers, reading.standfirst.rule, reading.standfirst.score)
        )
    text = " ".join(block.text for block in body)
    language = hints("lang") or detect(text) or _claimed(claims, "lang") or reading.language
    published = _published(dump, units, reading, hints("date"), claims, numbers, evidence, doubts)
    modified = _modified(units, reading, claims, numbers, evidence)
    authors = _authors(units, reading, hints("authors"), claims, numbers, evidence)
    named = {fold(item.name) for item in found_outlets}
    authors = tuple(name for name in authors if fold(name) not in named) or authors
    outlet = _outlet(units, found_outlets, numbers, evidence, doubts)
    _retrieved(hints("retrieved"), claims, reading, evidence)
    if not body:
        doubts.append(Doubt("body", "DL205", "No running text was found in the dump."))
    elif all(reading.scores[i] < UNSURE for i in range(reading.first, reading.last) if reading.inside[i]):
        doubts.append(Doubt("body", "DL205", "No line reads like a story for sure; these are the likeliest."))
    elif _breaks_off(units, reading, body):
        doubts.append(Doubt("body", "DL205", "The text seems to break off at a paywall."))
    url = hints("url") or _claimed(claims, "url")
    archived = hints("archived_url") or _claimed(claims, "archived_url")
    return Facts(
        headline, standfirst, published, modified, authors, outlet, url, archived, language,
        tuple(evidence), tuple(doubts),
    )  # fmt: skip


def _breaks_off(units: Sequence[Unit], reading: Reading, body: Sequence[Block]) -> bool:
    if sum(len(words(block.text)) for block in body) > SHORT_BODY:
        return False
    end = max((i for i in range(reading.first, reading.last) if reading.inside[i]), default=reading.first)
    after = range(end + 1, min(end + 1 + PAYWALL_REACH, reading.last))
    return any("paywall" in phrases().match(units[i].folded) for i in after)


def _retrieved(hint: str | None, claims: Sequence[Claim], reading: Reading, evidence: list[Evidence]) -> None:
    """When the dump was taken from where it stood, as far as the dump or its hints tell: for the record alone."""
    said = [(hint, "hint")] if hint else [(claim.value, claim.origin) for claim in claims if claim.field == "retrieved"]
    for value, origin in said:
        found = parse_claim(value, reading.language)
        if found is not None:
            evidence.append(Evidence("retrieved", found.iso, (), origin))
            return


def _claimed(claims: Sequence[Claim], field: str) -> str:
    return next((c.value for c in claims if c.field == field and c.value.strip()), "")


def _headline(
    units: Sequence[Unit],
    reading: Reading,
    hint: str | None,
    claims: Sequence[Claim],
    numbers: Sequence[int],
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> str:
    if hint:
        evidence.append(Evidence("title", hint, (), "hint"))
        return hint
    pick = reading.headline
    claimed = sorted((c for c in claims if c.field == "title" and c.value.strip()), key=_title_trust)
    if pick is None or (pick.score < SURE_HEADLINE and not _only_heading(units, pick.unit)):
        for claim in claimed:
            title = _without_outlet(claim.value, claims)
            if pick is None or alike(title, units[pick.unit].text) < 0.8:
                evidence.append(Evidence("title", title, (), claim.origin))
                return title
    if pick is not None:
        evidence.append(evident("title", units[pick.unit].text, units[pick.unit], numbers, pick.rule, pick.score))
        if pick.score < DOUBTED_HEADLINE:
            reason = f"“{units[pick.unit].text[:60]}” is the likeliest headline, but not a sure one."
            doubts.append(Doubt("title", "DL204", reason, (units[pick.unit].text,)))
        return units[pick.unit].text
    doubts.append(Doubt("title", "DL204", "No line of the dump reads like the headline."))
    return ""


def _only_heading(units: Sequence[Unit], at: int) -> bool:
    """Whether a unit is the page's one heading of the first level, and long enough to be no outlet's name."""
    tops = [i for i, unit in enumerate(units) if unit.markup is not None and unit.markup.heading == 1]
    return tops == [at] and len(words(units[at].folded)) >= TITLE_WORDS


def _title_trust(claim: Claim) -> int:
    order = ("json-ld", "headline", "og:title", "twitter:title", "title")
    return next((n for n, name in enumerate(order) if name in claim.origin), len(order))


def _without_outlet(title: str, claims: Sequence[Claim]) -> str:
    """A title without the outlet's name that pages add to it: "Headline - Outlet", "Headline | Section | Outlet"."""
    outlets_named = {fold(c.value).strip() for c in claims if c.field == "source"}
    parts = re.split(r"\s+[|–—-]\s+|\s+[»«]\s+", title.strip())
    while len(parts) > 1 and (fold(parts[-1]).strip() in outlets_named or "|" in title):
        cut = title.rfind(parts.pop())
        title = title[:cut].rstrip(" |–—-»«")
    return title.strip()


def _published(
    dump: Dump,
    units: Sequence[Unit],
    reading: Reading,
    hint: str | None,
    claims: Sequence[Claim],
    numbers: Sequence[int],
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> DateClaim | None:
    if hint:
        given = parse_claim(hint, reading.language)
        if given is not None:
            evidence.append(Evidence("date", given.iso, (), "hint"))
            return given
        return _doubted_hint(hint, reading.language, evidence, doubts)
    claim, claimed = _claimed_date(claims, reading.language)
    pick = reading.published
    if claimed is None or claim is None:
        if pick is None:
            doubts.append(Doubt("date", "DL202", "The dump shows no date of publication."))
            return None
        return _picked(dump, units, pick, numbers, evidence, doubts)
    if _MIDNIGHT.search(claimed.iso) and (pick is None or pick.date.time in ("", "00:00")):
        claimed = DateClaim(claimed.iso[:10], Precision.DAY)  # what programs write for a day without a time
    evidence.append(Evidence("date", claimed.iso, (), claim.origin, 0.95))
    if pick is None or pick.score < SURE_DATE:
        if claim.origin.startswith("time") and len({c.value[:10] for c in claims if c.origin == claim.origin}) > 1:
            doubts.append(Doubt("date", "DL206", f"The page marks several dates; {claimed.iso} is the first."))
        return claimed
    printed = pick.date.claim()
    apart = _days(claimed) - _days(printed)
    if apart == 0 or (pick.date.swapped and _days(pick.date.claim(swap=True)) == _days(claimed)):
        return claimed
    evidence.append(evident("date", printed.iso, units[pick.unit], numbers, pick.rule, pick.score))
    if abs(apart) == 1 and not pick.updated and not pick.date.swapped:
        return printed  # the metadata's zone is not the outlet's: what the reader was shown counts
    if pick.date.swapped:
        doubts.append(
            Doubt("date", "DL203", _APART.format(printed.iso[:10], claimed.iso[:10]), (claimed.iso, printed.iso))
        )
        return claimed
    if pick.updated and apart < 0:
        return claimed  # published, then updated
    # What a page shows its readers is more often right than what it tells machines, which may be the day of a template,
    # of a first version under the same address, or of a re-issue that is later than the update shown.
    doubts.append(Doubt("date", "DL203", _APART.format(printed.iso[:10], claimed.iso[:10]), (printed.iso, claimed.iso)))
    return printed


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


def _claimed_date(claims: Sequence[Claim], language: str) -> tuple[Claim | None, DateClaim | None]:
    """The most trusted date that the metadata state: structured data first, elements in the text last."""
    found = [c for c in claims if c.field == "date"]
    order = ("json-ld", "article:published_time", "meta", "")
    for name in order:
        for claim in found:
            if claim.origin.startswith(name) and (value := parse_claim(claim.value, language)):
                return claim, value
    return None, None


def _days(value: DateClaim) -> int:
    parts = [int(p) for p in value.iso[:10].split("-")]
    try:
        return date(*[*parts, 1, 1][:3]).toordinal()
    except ValueError:
        return 0


def _picked(
    dump: Dump,
    units: Sequence[Unit],
    pick: DatePick,
    numbers: Sequence[int],
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> DateClaim:
    found: FoundDate = pick.date
    value = found.claim()
    where = units[pick.unit]
    if found.swapped:
        order = day_month_order(dump, units, found)
        other = found.claim(swap=True)
        if not order:
            reason = f"“{where.text[:60]}” may be {value.iso[:10]} or {other.iso[:10]}: nothing tells day from month."
            doubts.append(Doubt("date", "DL203", reason, (value.iso, other.iso)))
            value = DateClaim(f"{found.year:04}", Precision.YEAR)  # all that both readings say
        elif order == "MDY":
            value = other
    if _MIDNIGHT.search(value.iso):
        value = DateClaim(value.iso[:10], Precision.DAY)
    evidence.append(evident("date", value.iso, where, numbers, pick.rule, pick.score))
    if pick.updated:
        reason = f"“{where.text[:60]}” is the day of an update; the day of publication is not shown."
        doubts.append(Doubt("date", "DL206", reason, (value.iso,)))
    elif pick.score < SURE_DATE:
        reason = f"“{where.text[:60]}” is the likeliest date of publication, but not a sure one."
        doubts.append(Doubt("date", "DL206", reason, (value.iso,)))
    return value


def day_month_order(dump: Dump, units: Sequence[Unit], found: FoundDate) -> str:
    """ "DMY" or "MDY" for a date that can be read both ways, "" where nothing in the dump decides it.

    What decides: other numeric dates of the dump with a day above 12, a date in words that is one of the readings,
    the top-level domain of the page's address.
    """
    orders: set[str] = set()
    one, two = found.readings
    for unit in units:
        if len(unit.text) <= 220:
            orders |= numeric_orders(unit.folded)
    if len(orders) == 1:
        return orders.pop()
    if orders:
        return ""
    for unit in units:
        if len(unit.text) <= 220 and any(c.isalpha() for c in unit.text):
            for other in find_dates(unit.text):
                if not other.swapped and other.day > 0 and other.year:
                    if (other.year, other.month, other.day) == one:
                        return "DMY"
                    if (other.year, other.month, other.day) == two:
                        return "MDY"
    for address in (dump.hints.get("url"), *(c.value for c in dump.claims if c.field == "url")):
        host = domain(address or "")
        order = calendar().domains.get(host.rsplit(".", 1)[-1], "") if host else ""
        if order:
            return order
    return ""


def _modified(
    units: Sequence[Unit], reading: Reading, claims: Sequence[Claim], numbers: Sequence[int], evidence: list[Evidence]
) -> DateClaim | None:
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


def _authors(
    units: Sequence[Unit],
    reading: Reading,
    hint: str | None,
    claims: Sequence[Claim],
    numbers: Sequence[int],
    evidence: list[Evidence],
) -> tuple[str, ...]:
    if hint:
        given = tuple(name.strip() for name in re.split(r"\s*[;,]\s*", hint) if name.strip())
        evidence.append(Evidence("authors", "; ".join(given), (), "hint"))
        return given
    found = assemble.authors(units, reading)
    claimed = _claimed_authors(claims)
    if found and claimed and all(_is_outlet(name, claims) for name in claimed):
        claimed = ()  # pages of an agency's or a guest's texts state the outlet as their author, and print the person
    if claimed:
        printed = " ".join(f" {u.folded} " for u in units)
        if not found or any(fold(name) in printed for name in claimed):
            evidence.append(Evidence("authors", "; ".join(claimed), (), "metadata", 0.95))
            return claimed
    if found:
        pick = reading.bylines[0]
        evidence.append(evident("authors", "; ".join(found), units[pick.unit], numbers, pick.rule, pick.score))
    return found


def _is_outlet(name: str, claims: Sequence[Claim]) -> bool:
    """Whether a stated author is the page's outlet, by its name or its address."""
    key = "".join(filter(str.isalnum, re.sub(r"^the ", "", fold(name))))
    for claim in claims:
        if claim.field == "source" and "".join(filter(str.isalnum, re.sub(r"^the ", "", fold(claim.value)))) == key:
            return True
        host = domain(claim.value) if claim.field == "url" else ""
        if host and key in (host.replace(".", ""), host.split(".")[-2] if "." in host else host):
            return True
    return False


def _claimed_authors(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The names that the metadata state, of the most trusted kind that states any."""
    given = [c for c in claims if c.field == "author"]
    for name in ("json-ld", "meta", "article:", ""):
        found: dict[str, None] = {}
        for claim in given:
            nameless = claim.value.lstrip().startswith(",")  # ", The Example Journal": the person's name is missing
            if claim.origin.startswith(name) and not nameless and not re.search(r"https?:|^@|\S@\S|\d{3}", claim.value):
                for author in bylines.names(claim.value) or (claim.value.strip(),):
                    found.setdefault(author)
        if found:
            return tuple(found)[:8]
    return ()


def _outlet(
    units: Sequence[Unit],
    found: Sequence[FoundOutlet],
    numbers: Sequence[int],
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> str:
    if not found:
        doubts.append(Doubt("source", "DL201", "The dump does not name its outlet."))
        return ""
    best = found[0]
    lines = tuple(numbers[k] for i in best.units for k in units[i].lines)
    evidence.append(Evidence("source", best.name, lines, best.rule, best.score))
    if best.score < SURE_OUTLET:
        doubts.append(
            Doubt(
                "source",
                "DL201",
                f"{best.name} is likely the outlet, by {best.rule}; nothing in the dump says so.",
                tuple(item.name for item in found[:5]),
            )
        )
    return best.name


def parse_claim(value: str, language: str = "") -> DateClaim | None:
    """A date of a hint or of metadata as ISO 8601; None where it is none, or can be read in two ways."""
    match = _ISO.match(value.strip())
    if match:
        year, month, day, hour, minute, zone = match.groups()
        if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
            return None
        if not day:
            return DateClaim(f"{year}-{month}", Precision.MONTH)
        if not hour:
            return DateClaim(f"{year}-{month}-{day}", Precision.DAY)
        if zone:
            zone = "+00:00" if zone.upper() == "Z" else f"{zone[:3]}:{zone[3:].strip(':') or '00'}"
        return DateClaim(f"{year}-{month}-{day}T{hour}:{minute}{zone or ''}", Precision.MINUTE)
    if re.fullmatch(r"\d{4}", value.strip()):
        return DateClaim(value.strip(), Precision.YEAR)
    found = [d for d in find_dates(value, language) if d.year]
    return found[0].claim() if found and not found[0].swapped else None


def alike(one: str, other: str) -> float:
    """The share of words that two texts have in common, of all words of both."""
    a, b = set(words(fold(one))), set(words(fold(other)))
    return len(a & b) / len(a | b) if a | b else 0.0
