"""The article's fields: what the text shows, what metadata claim, what hints say, and what is doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract import assemble, bylines, naming, published
from dateline.extract.captions import agency
from dateline.extract.common import Common
from dateline.extract.language import detect
from dateline.extract.outlets import FoundOutlet, domain
from dateline.extract.phrases import phrases
from dateline.extract.reading import Reading, evident
from dateline.extract.text import fold, words
from dateline.extract.units import Unit
from dateline.model import Block, Claim, DateClaim, Doubt, Evidence

SURE_OUTLET = 0.9
SURE_HEADLINE = 0.7  # below it the metadata's title is preferred
DOUBTED_HEADLINE = 0.1
NAMED_HEADLINE = 0.05  # of a line, from which on it is preferred to a page title of which the story says nothing
TITLE_TOLD = 0.25  # of the words of a page's title that its story says, from which on it may be the headline
KICKER_WORDS = 2  # of what stands before a headline in its line, at least: "The" is a part of it
KICKER_ABOVE = 2  # units above a headline in which its kicker may stand
TITLE_PARTED = 3  # words of a headline behind a kicker
TITLE_WORDS = 4  # of a page's one first heading, from which on it is believed rather than the metadata
UNSURE = 0.38  # where no line of the body scores more, all of it is doubted
SHORT_BODY = 220  # words, up to which a body before a paywall's lines is taken for a stub
PAYWALL_REACH = 6  # units after the end in which such lines stand


_MAIL = re.compile(r"\S+@\S+\.\w+")
_NO_NAME = re.compile(r"https?:|^@|\d{3}")  # an address, a handle
_USER = re.compile(r"[a-z][a-z._-]*")  # the name of an account
_BEHIND = re.compile(r"\s+[>/→]\s+|\s*[»›]\s*|:\s+")  # what stands before a headline: sections, the outlet
_AHEAD = re.compile(r"\s+[–—«·-]\s+|\s*\|\s*")  # and what follows it


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


def settle(common: Common, reading: Reading, body: Sequence[Block], *, alone: bool) -> Facts:
    """All fields of one article. Hints win; claims count only for a dump that holds one article."""
    dump, units, numbers = common.dump, reading.units, common.numbers
    found_outlets = common.outlets(units, alone=alone)
    evidence: list[Evidence] = []
    doubts: list[Doubt] = []
    hints = dump.hints.get if alone else (lambda _: None)
    claims = dump.claims if alone else ()

    headline = _headline(units, reading, hints("title"), claims, numbers, evidence, doubts)
    standfirst = ""
    if reading.standfirst is not None:
        unit = units[reading.standfirst.unit]
        standfirst = unit.bare
        evidence.append(
            evident("standfirst", standfirst, unit, numbers, reading.standfirst.rule, reading.standfirst.score)
        )
    text = " ".join(block.text for block in body)
    language = hints("lang") or detect(text) or _claimed(claims, "lang") or reading.language
    url = hints("url") or _claimed(claims, "url")
    when = published.published(common, reading, hints("date"), claims, url, evidence, doubts)
    modified = published.modified(units, reading, claims, numbers, evidence)
    authors = _authors(units, reading, hints("authors"), claims, numbers, evidence)
    named = {fold(item.name) for item in found_outlets}
    authors = tuple(name for name in authors if fold(name) not in named) or authors
    authors = tuple(dict.fromkeys(naming.cased(name, language, units) for name in authors))
    outlet = _outlet(found_outlets, numbers, evidence, doubts)
    _retrieved(hints("retrieved"), claims, reading, numbers, evidence)
    if not body:
        doubts.append(Doubt("body", "DL205", "No running text was found in the dump."))
    elif all(s < UNSURE for s, flag in zip(reading.scores, reading.inside, strict=True) if flag):
        doubts.append(Doubt("body", "DL205", "No line reads like a story for sure; these are the likeliest."))
    elif _breaks_off(units, reading, body):
        doubts.append(Doubt("body", "DL205", "The text seems to break off at a paywall."))
    archived = hints("archived_url") or _claimed(claims, "archived_url")
    return Facts(
        headline, standfirst, when, modified, authors, outlet, url, archived, language,
        tuple(evidence), tuple(doubts),
    )  # fmt: skip


def _breaks_off(units: Sequence[Unit], reading: Reading, body: Sequence[Block]) -> bool:
    end = max((i for i, flag in enumerate(reading.inside) if flag), default=0)
    after = units[end + 1 : end + 1 + PAYWALL_REACH]
    walled = any("paywall" in phrases().match(unit.folded) for unit in after)
    return walled and sum(len(words(block.text)) for block in body) <= SHORT_BODY


def _retrieved(
    hint: str | None, claims: Sequence[Claim], reading: Reading, numbers: Sequence[int], evidence: list[Evidence]
) -> None:
    """When the dump was taken from where it stood, as far as the dump or its hints tell: for the record alone."""
    said = [(hint, "hint")] if hint else [(claim.value, claim.origin) for claim in claims if claim.field == "retrieved"]
    for value, origin in said:
        found = published.parse_claim(value, reading.language)
        if found is not None:
            evidence.append(Evidence("retrieved", found.iso, (), origin))
            return
    pick = reading.retrieved
    if pick is not None and not pick.date.swapped:
        evidence.append(
            evident("retrieved", pick.date.claim().iso, reading.units[pick.unit], numbers, pick.rule, pick.score)
        )


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
            title = printed_part(claim.value, units) or _without_outlet(claim.value, claims)
            if (
                pick is not None
                and pick.score >= NAMED_HEADLINE
                and claim.origin == "title"
                and not _told(title, units, reading)
            ):
                continue  # the name of the site, or of the program that saved the page
            if pick is None or alike(title, units[pick.unit].bare) < 0.8:
                evidence.append(Evidence("title", title, (), claim.origin))
                return title
    if pick is not None:
        text = _beside_kicker(units, pick.unit, claimed)
        evidence.append(evident("title", text, units[pick.unit], numbers, pick.rule, pick.score))
        if pick.score < DOUBTED_HEADLINE:
            reason = f"“{text[:60]}” is the likeliest headline, but not a sure one."
            doubts.append(Doubt("title", "DL204", reason, (text,)))
        return text
    doubts.append(Doubt("title", "DL204", "No line of the dump reads like the headline."))
    return ""


def _beside_kicker(units: Sequence[Unit], at: int, claimed: Sequence[Claim]) -> str:
    """The headline that unit ``at`` prints, as the page states it: without a kicker, or with the one above it.

    "A long week in the valley Truce holds for seven days" where the page states "Truce holds for seven days"; "Truce
    holds" below "Valley" where its JSON-LD states "Valley: Truce holds". Its other metadata may add a section.
    """
    printed = units[at].bare
    stated = " ".join(claimed[0].value.split()) if claimed else ""
    kicker = printed.removesuffix(stated)
    parted = kicker.endswith((" ", *"\"'»”’:|")) and len(words(fold(kicker))) >= KICKER_WORDS
    if kicker != printed and parted and len(words(fold(stated))) >= TITLE_PARTED:
        return stated
    above = [unit.folded for unit in units[max(0, at - KICKER_ABOVE) : at]]
    joined = words(fold(stated)) if stated and claimed[0].origin == "json-ld" else ()
    return stated if any(joined == words(f"{text} {units[at].folded}") for text in above) else printed


def _told(title: str, units: Sequence[Unit], reading: Reading) -> bool:
    """Whether the story speaks of what a title does: it says some of its words."""
    bag = {word for word in words(fold(title)) if len(word) > 3 or word > "\u2e80"}
    story = {w for unit, flag in zip(units, reading.inside, strict=True) if flag for w in words(unit.folded)}
    return not bag or len(bag & story) >= TITLE_TOLD * len(bag)


def _only_heading(units: Sequence[Unit], at: int) -> bool:
    """Whether a unit is the page's one heading of the first level, and long enough to be no outlet's name."""
    tops = [i for i, unit in enumerate(units) if unit.markup is not None and unit.markup.heading == 1]
    return tops == [at] and len(words(units[at].folded)) >= TITLE_WORDS


def _title_trust(claim: Claim) -> int:
    order = ("json-ld", "headline", "og:title", "twitter:title", "title")
    return next((n for n, name in enumerate(order) if name in claim.origin), len(order))


def printed_part(title: str, units: Sequence[Unit]) -> str:
    """The beginning or end of a title that the page prints as a line, without sections, outlet and the like.

    "Outlet > Section > Headline", "Headline | Section | Outlet": "" where no line says such a part, or one says it all.
    """
    title = " ".join(title.split())
    said = {" ".join(unit.bare.split()) for unit in units}
    parts = [title[cut.end() :] for cut in _BEHIND.finditer(title)]
    parts += [title[: cut.start()] for cut in _AHEAD.finditer(title)]
    printed = [part for part in parts if part in said and len(part.split()) > 1]
    return max(printed, key=len, default="") if title not in said else ""


def _without_outlet(title: str, claims: Sequence[Claim]) -> str:
    """A title without the outlet's name that pages add to it: "Headline - Outlet", "Headline | Section | Outlet"."""
    outlets_named = {fold(c.value).strip() for c in claims if c.field == "source"}
    parts = re.split(r"\s+[|–—-]\s+|\s+[»«]\s+", title.strip())
    while len(parts) > 1 and (fold(parts[-1]).strip() in outlets_named or "|" in title):
        cut = title.rfind(parts.pop())
        title = title[:cut].rstrip(" |–—-»«")
    return title.strip()


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
    if found and claimed and all(_USER.fullmatch(name) and not agency(name) for name in claimed):
        claimed = ()  # names of accounts
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
            said = _MAIL.sub("", claim.value).strip(" |,;")
            if claim.origin.startswith(name) and said and not nameless and not _NO_NAME.search(said):
                for author in bylines.names(said) or (said,):
                    found.setdefault(author)
        if found:
            return tuple(found)[:8]
    return ()


def _outlet(
    found: Sequence[FoundOutlet],
    numbers: Sequence[int],
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> str:
    if not found:
        doubts.append(Doubt("source", "DL201", "The dump does not name its outlet."))
        return ""
    best = found[0]
    lines = tuple(numbers[k] for k in best.lines)
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


def alike(one: str, other: str) -> float:
    """The share of words that two texts have in common, of all words of both."""
    a, b = set(words(fold(one))), set(words(fold(other)))
    return len(a & b) / len(a | b) if a | b else 0.0
