"""The headline: what is printed, what metadata state, and which of them is believed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.head import additions, trails
from dateline.extract.lines.units import Unit
from dateline.extract.reading import Pick, Reading, evident
from dateline.extract.recognisers import naming
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import CLAIMS, fold, words
from dateline.model import Claim, Doubt, Evidence

SURE_HEADLINE = 0.7  # below it the metadata's title is preferred
DOUBTED_HEADLINE = 0.1
NAMED_HEADLINE = 0.05  # of a line, from which on it is preferred to a page title of which the story says nothing
SUBJECT_HEADLINE = 0.3  # of a line, from which on it is preferred to a mail's subject
TITLE_TOLD = 0.25  # of the words of a page's title that its story says, from which on it may be the headline
KICKER_WORDS = 2  # of what stands before a headline in its line, at least: "The" is a part of it
KICKER_ABOVE = 2  # units above a headline in which its kicker may stand
TITLE_PARTED = 3  # words of a headline behind a kicker
SITE_AHEAD, SITE_WORDS = 2, 2  # words in front of a site's name in its title, at most, and words of that, at least
SECTIONS, SECTION = 2, 0.2  # of a site that its title lists, at least, and their share of a part of the list
TITLE_ALIKE = 0.8  # of the words of two titles that say the same
HEADING_NEAR = 20  # units between a heading of the first level and a line that may be of its article
TITLES = 8  # claims that are looked at: each picture that is drawn may have a title too
TITLE_WORDS = 4  # of a page's one first heading, from which on it is believed rather than the metadata
_MARKED = re.compile(r"^([*_]{1,2})(?=\S)(.*\S)\1$")  # "*BREAKING*", as messengers mark what is bold
_BEHIND = re.compile(r"\s+[>/→]\s+|\s*[»›]\s*|:\s+")  # what stands before a headline: sections, the outlet
_AHEAD = re.compile(r"\s+[–—«·•-]\s+|\s*\|\s*")  # and what follows it
_AHEAD_CLOSE = re.compile(r"\s*(?:[-–—_]+|[|｜])\s*")  # the same where no spaces part words
TITLE_CLOSE = 6  # characters of a headline there, at least
_LISTED = re.compile(r",|\sand\s|\s&\s")  # between sections in a site's title
_SUFFIX = re.compile(r"\s+[|–—-]\s+")  # between a site's name and its sections


def headline(
    units: Sequence[Unit],
    reading: Reading,
    hint: str | None,
    claims: Sequence[Claim],
    numbers: Sequence[int],
    evidence: list[Evidence],
    doubts: list[Doubt],
) -> str:
    """The headline, "" where none is told. Hints win; metadata count where no line is surely the headline.

    ``numbers`` are those of the dump's lines; what was found, and what is doubted, is added to the lists.
    """
    if hint:
        evidence.append(Evidence("title", hint, (), "hint"))
        return hint
    pick, site = reading.headline, ""
    claimed, titles = _claimed(units, claims)
    stated = pick is not None and any(alike(title, units[pick.unit].bare) >= TITLE_ALIKE for title in titles)
    if pick is None or (pick.score < SURE_HEADLINE and not stated and not _only_heading(units, pick.unit, titles)):
        for claim, title in zip(claimed, titles, strict=True):
            if (
                pick is not None
                and pick.score >= NAMED_HEADLINE
                and claim.origin == "title"
                and not _told(title, units, reading)
            ):
                continue  # the name of the site, or of the program that saved the page
            if _names_site(title, units, claims):
                site = site or title
                if pick is not None:
                    continue
            if pick is not None and pick.score >= SUBJECT_HEADLINE and claim.origin == "header Subject":
                continue  # whoever sends a mail calls it as he likes
            evidence.append(Evidence("title", title, (), claim.origin))
            if site:
                doubts.append(_called_as_site(site))
            return title
    if site:
        doubts.append(_called_as_site(site))
    if pick is not None:
        text = additions.without(
            _MARKED.sub(r"\2", _beside_kicker(units, pick.unit, claimed)), units, _stamped(reading, pick)
        )
        evidence.append(evident("title", text, units[pick.unit], numbers, pick.rule, pick.score))
        if pick.score < DOUBTED_HEADLINE and not site:
            reason = f"“{text[:60]}” is the likeliest headline, but not a sure one."
            doubts.append(Doubt("title", "DL204", reason, (text,)))
        return text
    doubts.append(Doubt("title", "DL204", "No line of the dump reads like the headline."))
    return ""


def _stamped(reading: Reading, pick: Pick) -> bool:
    """Whether the line of the headline tells the day of publication too."""
    return reading.published is not None and reading.published.unit == pick.unit


def nearest(units: Sequence[Unit], pick: Pick, claims: Sequence[Claim]) -> int:
    """The line of a saved page that is its headline, where the one that was picked reads like it.

    The one below a trail that ends with it, if that is what the page states most trustily; where nothing states the
    picked one, the page's one heading of the first level near it.
    """
    at = pick.unit
    if units[at].markup is None:
        return at
    _, titles = _claimed(units, claims)
    if any(alike(title, units[at].bare) >= TITLE_ALIKE for title in titles):
        return trails.stated_below(units, at, titles)
    return at if titles and pick.score < SURE_HEADLINE else _heading_near(units, at)


def _claimed(units: Sequence[Unit], claims: Sequence[Claim]) -> tuple[list[Claim], list[str]]:
    """The claims of a title, the most trusted first, and what each of them says without sections and outlet."""
    found = sorted((c for c in claims if c.field == "title" and c.value.strip()), key=_title_trust)[:TITLES]
    titles = [printed_part(c.value, units) or _without_outlet(c.value, claims) for c in found]
    return found, [additions.without_address(title, units) for title in titles]


def _beside_kicker(units: Sequence[Unit], at: int, claimed: Sequence[Claim]) -> str:
    """The headline that unit ``at`` prints, as the page states it: without a kicker, or with the one above it.

    "A long week in the valley Truce holds for seven days" where the page states "Truce holds for seven days"; "Truce
    holds" below "Valley" where its JSON-LD states "Valley: Truce holds". Its other metadata may add a section.
    """
    printed = units[at].bare
    for n, claim in enumerate(claimed):
        title = " ".join(claim.value.split())
        kicker = printed.removesuffix(title)
        parted = kicker.endswith((" ", *"\"'»”’:|")) and len(words(fold(kicker))) >= KICKER_WORDS
        if n and kicker.rstrip().endswith(":"):
            continue  # a colon makes one title of both, if the most trusted one says so
        if kicker != printed and parted and len(words(fold(title))) >= TITLE_PARTED:
            return title
    stated = " ".join(claimed[0].value.split()) if claimed else ""
    above = [unit.folded for unit in units[max(0, at - KICKER_ABOVE) : at]]
    joined = words(fold(stated)) if stated and claimed[0].origin == "json-ld" else ()
    return stated if any(joined == words(f"{text} {units[at].folded}") for text in above) else printed


def _called_as_site(title: str) -> Doubt:
    return Doubt("title", "DL204", f"The page is called “{title[:60]}”, as a site is: it may be no article.", (title,))


def _names_site(title: str, units: Sequence[Unit], claims: Sequence[Claim]) -> bool:
    """Whether a title calls the front page so, or says two words at most in front of whom a line of rights names.

    "Home", "News from The Orlac Post" where "© 2016 The Orlac Post" stands on the page, "Orlac Post - World, Sport"
    where its metadata name the outlet.
    """
    first, *rest = _SUFFIX.split(title)
    outlets_named = {fold(claim.value).strip() for claim in claims if claim.field == "source"}
    listed = _LISTED.split(fold(rest[-1])) if rest and fold(first).strip() in outlets_named else ()
    sections = sum(phrases().match(part.strip()).get("section", 0.0) >= SECTION for part in listed)
    if sections >= SECTIONS or trails.is_home(rest[-1] if rest else first):
        return True
    said = fold(title).split()
    named = [" ".join(said[n:]) for n in range(SITE_AHEAD + 1) if len(said) - n >= SITE_WORDS]
    claiming = (unit.folded for unit in units if unit.folded.startswith(CLAIMS))
    return any(name in folded for folded in claiming for name in named)


def _told(title: str, units: Sequence[Unit], reading: Reading) -> bool:
    """Whether the story speaks of what a title does: it says some of its words."""
    bag = {word for word in words(fold(title)) if len(word) > 3 or word > "\u2e80"}
    story = {w for unit, flag in zip(units, reading.inside, strict=True) if flag for w in words(unit.folded)}
    return not bag or len(bag & story) >= TITLE_TOLD * len(bag)


def _only_heading(units: Sequence[Unit], at: int, titles: Sequence[str]) -> bool:
    """Whether a unit is the page's one heading of its highest level, and long enough to be no outlet's name.

    Of one that is not of the first level the page's titles have to say some words.
    """
    levels = {i: unit.markup.heading for i, unit in enumerate(units) if unit.markup is not None and unit.markup.heading}
    tops = [i for i, level in levels.items() if level == min(levels.values())]
    said = words(units[at].folded)
    told = levels.get(at) == 1 or any(len({*said} & {*words(fold(title))}) >= TITLE_PARTED for title in titles)
    return tops == [at] and len(said) >= TITLE_WORDS and told


def _heading_near(units: Sequence[Unit], at: int) -> int:
    """The page's one heading of the first level, where a line near it was taken for the headline; else ``at``."""
    tops = [i for i, unit in enumerate(units) if unit.markup is not None and unit.markup.heading == 1]
    if len(tops) != 1 or abs(tops[0] - at) > HEADING_NEAR or len(words(units[tops[0]].folded)) < TITLE_PARTED:
        return at
    return tops[0]


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
    ahead = _AHEAD_CLOSE if naming.unspaced(title) else _AHEAD
    parts += [title[: cut.start()] for cut in ahead.finditer(title)]
    printed = [part for part in parts if part in said and _of_words(part)]
    return max(printed, key=len, default="") if title not in said else ""


def _of_words(part: str) -> bool:
    """Whether a part of a title is more than one word."""
    return len(part.split()) > 1 or (naming.unspaced(part) and len(part) >= TITLE_CLOSE)


def _without_outlet(title: str, claims: Sequence[Claim]) -> str:
    """A title without the outlet's name that pages add to it, and without the genre that some set in front.

    "Headline - Outlet", "Headline | Section | Outlet", "Opinion | Headline - Outlet".
    """
    outlets_named = {fold(c.value).strip() for c in claims if c.field == "source"}
    genre, bar, rest = title.strip().partition(" | ")
    opened = bool(bar) and fold(genre).strip() in additions.genres()
    title = rest if opened else title
    parts = re.split(r"\s+[|–—•·-]\s+|\s+[»«]\s+", title.strip())
    if opened and len(parts) > 1 and naming.names_outlet(parts[-1]):
        outlets_named.add(fold(parts[-1]).strip())
    while len(parts) > 1 and (fold(parts[-1]).strip() in outlets_named or "|" in title):
        cut = title.rfind(parts.pop())
        title = title[:cut].rstrip(" |–—-»«•·")
    if "_" in title and naming.unspaced(title) and len(title.partition("_")[0]) >= TITLE_CLOSE:
        title = title.partition("_")[0]  # as portals part headline, section and name
    return title.strip()


def alike(one: str, other: str) -> float:
    """The share of words that two texts have in common, of all words of both."""
    a, b = set(words(fold(one))), set(words(fold(other)))
    return len(a & b) / len(a | b) if a | b else 0.0
