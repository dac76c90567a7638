"""The article's fields: what the text shows, what metadata claim, what hints say, and what is doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.extract.article import assemble, published
from dateline.extract.article.common import Common
from dateline.extract.head import titles
from dateline.extract.judging import split
from dateline.extract.lines.units import Unit
from dateline.extract.reading import Reading, evident
from dateline.extract.recognisers import bylines, naming, openings, owners
from dateline.extract.recognisers.captions import agency
from dateline.extract.recognisers.outlets import NOTED, STATED, FoundOutlet, domain
from dateline.extract.words.language import detect
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import fold, words
from dateline.model import Block, Claim, DateClaim, Doubt, Evidence

SURE_OUTLET = 0.9
UNSURE = 0.38  # where no line of the body scores more, all of it is doubted
SHORT_BODY = 220  # words, up to which a body before a paywall's lines is taken for a stub
PAYWALL_REACH = 6  # units after the end in which such lines stand
ONE_LINE = 600  # characters of a page that lost its line breaks
_IN_ONE_LINE = "All stands in one line, so that nothing tells what is the story: copy the page with its line breaks."


_MAIL = re.compile(r"\S+@\S+\.\w+")
_OF_ARTICLE = ("json-ld", "meta", "article:")  # origins of what a page states of its article, not of all that it shows
_NO_NAME = re.compile(r"https?:|^@|\d{3}")  # an address, a handle
_IN_BRACKETS = re.compile(r"\s*\((?:https?://|www\.)[^()]*\)")
_CITED = "citation_author"  # what catalogues of articles read: "Kerr, Ada"
_USER = re.compile(r"[a-z][a-z._-]*")  # the name of an account


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

    headline = titles.headline(units, reading, hints("title"), claims, numbers, evidence, doubts)
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
    if when is not None and modified is not None and modified.iso == when.iso and "T" in when.iso:
        modified = None  # to the minute: programs state both, whether anything was changed or not
    authors = _authors(units, reading, hints("authors"), claims, found_outlets, numbers, evidence)
    noted = {fold(item.name) for item in found_outlets if item.rule in (NOTED, STATED)}
    authors = tuple(name for name in authors if fold(name) not in noted)
    if any(item.rule == STATED for item in found_outlets):  # who passes on another's report is not its author
        authors = tuple(name for name in authors if not _opens_outlet(name, found_outlets))
    named = {fold(item.name) for item in found_outlets}
    authors = tuple(name for name in authors if fold(name) not in named) or authors
    authors = tuple(dict.fromkeys(naming.cased(name, language, units) for name in authors))
    outlet = _outlet(found_outlets, numbers, evidence, doubts)
    _retrieved(hints("retrieved"), claims, reading, numbers, evidence)
    if not body:
        doubts.append(Doubt("body", "DL205", "No running text was found in the dump."))
    elif all(s < UNSURE for s, flag in zip(reading.scores, reading.inside, strict=True) if flag):
        doubts.append(Doubt("body", "DL205", "No line reads like a story for sure; these are the likeliest."))
    elif _in_one_line(units):
        doubts.append(Doubt("body", "DL205", _IN_ONE_LINE))
    elif _breaks_off(units, reading, body):
        doubts.append(Doubt("body", "DL205", "The text seems to break off at a paywall."))
    second = None if dump.told else split.another(units, reading.inside)
    second = reading.further if second is None else second
    if body and second is not None:
        at = numbers[units[second].lines[0]]
        reason = f"Line {at} may open another article: put a line of dashes (-----) between the two to have both."
        doubts.append(Doubt("body", "DL205", reason))
    whole = hints("url") or next((c.value for c in claims if c.field == "url" and "://" in c.value), "")
    archived = hints("archived_url") or _claimed(claims, "archived_url")
    return Facts(
        headline, standfirst, when, modified, authors, outlet, whole, archived, language,
        tuple(evidence), tuple(doubts),
    )  # fmt: skip


def _in_one_line(units: Sequence[Unit]) -> bool:
    """Whether a text is one long line, with its headline and all else that a page shows."""
    line = units[0]
    return len(units) == 1 and len(line.lines) == 1 and line.markup is None and len(line.text) >= ONE_LINE


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


def _authors(
    units: Sequence[Unit],
    reading: Reading,
    hint: str | None,
    claims: Sequence[Claim],
    outlets: Sequence[FoundOutlet],
    numbers: Sequence[int],
    evidence: list[Evidence],
) -> tuple[str, ...]:
    if hint:
        given = tuple(name.strip() for name in re.split(r"\s*[;,]\s*", hint) if name.strip())
        evidence.append(Evidence("authors", "; ".join(given), (), "hint"))
        return given
    found = assemble.authors(units, reading)
    claimed = _in_head(_claimed_authors(claims), claims, found)
    if found and claimed and all(_is_outlet(name, claims) or _opens_outlet(name, outlets) for name in claimed):
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


def _in_head(claimed: tuple[str, ...], claims: Sequence[Claim], found: Sequence[str]) -> tuple[str, ...]:
    """``claimed`` without the authors of teasers, where links and other elements alone state them, and the head fewer.

    A page links every author whom it names, and marks up their portraits: "Jane Doe Editor" beside "Jane Doe".
    """
    if any(c.field == "author" and c.origin.startswith(_OF_ARTICLE) for c in claims):
        return claimed
    printed = set(map(fold, found))
    own = tuple(name for name in claimed if fold(name) in printed)
    persons = own and len(own) == len(printed) and not all(map(agency, own))  # the head may print the agency alone
    return own if persons else claimed


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


def _opens_outlet(name: str, outlets: Sequence[FoundOutlet]) -> bool:
    """Whether a found outlet's name begins with ``name``, in a script that parts no words."""
    return name[:1] >= naming.UNSPACED and any(fold(item.name).startswith(fold(name)) for item in outlets)


def _claimed_authors(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The names that the metadata state, of the most trusted kind that states any."""
    given = [c for c in claims if c.field == "author"]
    for name in ("json-ld", "meta", "article:", ""):
        found: dict[str, None] = {}
        for claim in given:
            nameless = claim.value.lstrip().startswith(",")  # ", The Example Journal": the person's name is missing
            said = _without_link(_MAIL.sub("", claim.value)).strip(" |,;")
            if (
                claim.origin.startswith(name)
                and said
                and not nameless
                and not (_NO_NAME.search(said) or owners.is_company(said))
            ):
                for author in _stated(said, claim, claims):
                    found.setdefault(author)
        if found:
            return tuple(found)[:8]
    return ()


def _without_link(said: str) -> str:
    """A stated name without the address behind it, and without what a link to all posts of its bearer says.

    "Orlac Bote (www.orlacbote.example)", "View all posts by Jane Doe".
    """
    said = _IN_BRACKETS.sub("", said).strip()
    match = _all_posts().match(said)
    return match[1] if match else said


@cache
def _all_posts() -> re.Pattern[str]:
    links = "|".join(re.escape(link) for link in load_table("bylines")["all_posts"])
    return re.compile(rf"(?:{links})\s(.+?)(?:\s(?:anzeigen|ansehen|→|»))?$", re.I)


def _stated(said: str, claim: Claim, claims: Sequence[Claim]) -> tuple[str, ...]:
    """The names that one claim states: an outlet's as it stands, a scholar's with the first name in front."""
    if openings.opens_alone(said) or openings.nobodys(said):
        return ()  # "By", "admin"
    if _is_outlet(said, claims):
        return (said,)
    surname, comma, first = said.partition(", ")
    if comma and claim.origin.endswith(_CITED) and "," not in first:
        said = f"{first} {surname}"
    names = bylines.names(said)
    if len(names) == 1 and said.startswith(f"{names[0]} ") and said.removeprefix(names[0]).strip().isalpha():
        rest = said.removeprefix(names[0]).strip()
        return (said,) if rest.islower() else names  # a name with a word in small letters: "Приазовские хроники"
    return names or (said,)


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
