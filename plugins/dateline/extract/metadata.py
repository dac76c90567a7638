"""The article's fields: what the text shows, what the page's metadata claim, what the hints say, and what is doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract import assemble
from dateline.extract.dates import FoundDate, find_dates
from dateline.extract.language import detect
from dateline.extract.outlets import FoundOutlet
from dateline.extract.reading import DatePick, Reading
from dateline.extract.text import fold, words
from dateline.extract.units import Unit
from dateline.model import Block, Claim, DateClaim, Doubt, Dump, Evidence, Precision

SURE_OUTLET = 0.9
_ISO = re.compile(
    r"^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?)?)?$", re.I
)


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
    published = _published(units, reading, hints("date"), claims, numbers, evidence, doubts)
    modified = _modified(units, reading, claims, numbers, evidence)
    authors = _authors(units, reading, hints("authors"), claims, numbers, evidence)
    outlet = _outlet(units, found_outlets, numbers, evidence, doubts)
    if not body:
        doubts.append(Doubt("body", "DL205", "No running text was found in the dump."))
    url = hints("url") or _claimed(claims, "url")
    archived = hints("archived_url") or _claimed(claims, "archived_url")
    return Facts(
        headline, standfirst, published, modified, authors, outlet, url, archived, language,
        tuple(evidence), tuple(doubts),
    )  # fmt: skip


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
    if reading.headline is not None:
        pick = reading.headline
        evidence.append(evident("title", units[pick.unit].text, units[pick.unit], numbers, pick.rule, pick.score))
        return units[pick.unit].text
    claimed = next((c for c in claims if c.field == "title" and c.value.strip()), None)
    if claimed is not None:
        evidence.append(Evidence("title", claimed.value, (), claimed.origin))
        return claimed.value.strip()
    doubts.append(Doubt("title", "DL204", "No line of the dump reads like the headline."))
    return ""


def _published(
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
    claimed = None
    for claim in claims:
        if claim.field == "date" and (claimed := parse_claim(claim.value, reading.language)):
            evidence.append(Evidence("date", claimed.iso, (), claim.origin))
            return claimed
    pick = reading.published
    if pick is None:
        doubts.append(Doubt("date", "DL202", "The dump shows no date of publication."))
        return None
    return _picked(units, pick, numbers, evidence, doubts)


def _picked(
    units: Sequence[Unit], pick: DatePick, numbers: Sequence[int], evidence: list[Evidence], doubts: list[Doubt]
) -> DateClaim:
    found: FoundDate = pick.date
    value = found.claim()
    evidence.append(evident("date", value.iso, units[pick.unit], numbers, pick.rule, pick.score))
    if found.swapped:
        other = found.claim(swap=True)
        doubts.append(
            Doubt(
                "date",
                "DL203",
                f"“{units[pick.unit].text[:60]}” may be {value.iso} or {other.iso}: "
                "nothing in the dump tells day from month.",
                (value.iso, other.iso),
            )  # fmt: skip
        )
    return value


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
    if found:
        pick = reading.bylines[0]
        evidence.append(evident("authors", "; ".join(found), units[pick.unit], numbers, pick.rule, pick.score))
        return found
    claimed = tuple(dict.fromkeys(c.value.strip() for c in claims if c.field == "author" and c.value.strip()))
    if claimed:
        evidence.append(Evidence("authors", "; ".join(claimed), (), "metadata"))
    return claimed


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
            )  # fmt: skip
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
