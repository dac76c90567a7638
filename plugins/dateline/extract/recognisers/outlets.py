"""The outlet, from what a dump shows: hints, metadata, copyright lines, house style, other pictures' credits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

from msgspec import structs

from dateline.extract.lines import messages
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import naming, owners, reader_view
from dateline.extract.recognisers.bylines import looks_like_names
from dateline.extract.recognisers.captions import agency, credit_names, split_credit, stock
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import (
    CLAIMS,
    CLOSING,
    COLONS,
    TERMINAL,
    Everything,
    ends_sentence,
    fold,
    has_digit,
    words,
)
from dateline.model import DOCUMENTS, Dump

NOTED = "a name in front of the day"
"""The rule by which a line such as "El Faro del Sur / 26.10.2019" names the outlet, and no author."""
STATED = "behind the label of a source, beside the day"
"""The rule by which "2019-09-07 16:28 来源：江流晚报" names the outlet."""
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:copyright|©|\(c\))?\s*(?:(?:19|20)\d\d)?(?:\s*[-–—,]\s*(?:(?:19|20)\d\d|present))?\s*"
    r"(?:copyright\s+)?(?:(?:by|of)\s+)?"
    r"((?:[^\d|•·©]|(?<!\d)\d{1,2}(?!\d)){3,60}?)"
    r"(?:\s*\(?(?:19|20)\d\d.*|\s+sp\.?\s?z\.?\s?o\.?\s?o\b.*|[.,|•·]\s.*|\s+[-–—]\s.*|[.]?\s*all rights.*|[.]?)$",
    re.I,
)
_BRIEFLY = 20  # and in front of a photographer's name
_QUOTED = "«»„“”\"'"  # around a name
_SAID = 50  # characters of a caption in front of its credit, at least
_SENTENCE_ENDS = re.compile(rf"\w\w[{TERMINAL}][{re.escape(CLOSING)}]*\s")
_MARK = re.compile(r"\s(?:©|\(c\))\s?(?:copyright\s)?(?:19|20)\d\d", re.I)
_SIGN_BEHIND = re.compile(r"\s+copyright$", re.I)  # "Orlac Post Copyright © 2013"
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLAIMS_IT = re.compile(r"©|\(c\)|\bcopyright\s?(?::|by\b)|\brights?\b", re.I)
_NAMED_TWICE = 0.9  # of an outlet that a copyright line names and another line says
_OF_DAY = re.compile(r"^0\s|\s(?:vom|of|du|del|van|от)\s\d.*$")  # "OB vom 3.6."
_OWNED = 0.75  # of a company
_DATED = 0.02  # what a year adds to a claim: those of pictures and books have none
_LICENCE = re.compile(r"(?:cc[ -](?:by|0)|creative commons|public domain|gemeinfrei)\b|.*[=?_]")
_LEGAL_FORM = re.compile(
    r",?\s+(?:inc|s\.?l|ltd|llc|llp|l\.?p|limited|plc|gmbh|s\.?\s?a|s\.?p\.?a|s\.?r\.?l|ag|co|corp|corporation|group|b\.?v|ab|as|a/s|oy|kg)"
    r"\.?$",
    re.I,
)
_COMPANIONS = re.compile(  # "Example Post Ltd or its affiliated companies"
    r",?\s+(?:and|or|and/or|&)\s+(?:its|their|the)\s+"
    r"(?:affiliate|subsidiar|licensor|contributor|supplier|partner|respective|related|content)\w*\b.*$"
    r"|\s+or by other\b.*$",
    re.I,
)
_HOUSE = re.compile(r"^[^()]{2,60}\(([A-Z][\w .&'’-]{1,30})\)\s*(?:[-–—:]|--)\s")
_EITHER = "header From, of a person or an outlet"  # what the head of a forwarded mail says
_FIELD = re.compile(r"^[^:]{2,14}:\s")
_SENDER = re.compile(r"^[^:]{2,14}:\s*\"?([^<>@:]{2,60}?)\"?\s*<([^<>@\s]+)@[^<>\s]+>$")
_OPENS_CLAIM = re.compile(r"(?:copyright\s*)?(?:©|\(c\)|copyright (?:19|20)\d\d)")
_SHORT = 160  # characters of a line that may name an outlet
_TERMS = 600  # and of one that opens with a claim of rights
_PICTURE = re.compile(r"\s(?:via|/)\s|/")  # "AFP via Getty Images"
_CLAIM = 0.8  # of a text that a legal phrase covers
_TOPMOST = 3  # units in which a name stands that is known by its being said again
_NAME, _NAME_LONGEST = (2, 6), 40  # words of such a name, and its characters
_LABELLED = 80  # characters of a name below a label
_AGAIN = 90  # characters of a line that says it again
_SENT = 3  # messages of a channel
_TOLD = 3  # sentences that say it
_NAMED_DAY = re.compile(r"^([^\d,/|·•–—:]{4,40}?)\s*(?:[,/|·•]|\s[-–—:]{1,2}\s|[-–—]{2})\s*(\S.*)$")
_WEEKDAY, _PAGE = 14, 14  # characters in front of such a day ("Wednesday, "), and behind it
SURE_STATED = 0.9  # of an outlet that the line of the day states
_LABELLED_CLOSE = 20  # characters of its name
_DAY_NEAR = 2  # units between it and the day
_MINUTE = r"(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2}日?\s?\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_BEHIND_MINUTE = re.compile(rf"{_MINUTE}\s*([\u4e00-\u9fff]{{2,12}})(?:\s|$)")  # "2019年11月25日 18:57 江流晚报"
_BEFORE_MINUTE = re.compile(rf"(?:原创\s)?([\u4e00-\u9fff]{{2,12}})\s{_MINUTE}$")
_ENDS_CLOSE = ("报", "報", "网", "網", "社", "台", "消息")  # how such a name ends, at least
_ISSUED = re.compile("(?:消息|讯|訊)$")
_CHANNEL = re.compile(r"(?<=[^\W\d_])[-–—·](?=[\u4e00-\u9fff])")  # in front of the part of a site: "江流网-文化频道"
_MARKS = " .,:;|-–—·，。：；、《》“”\"'"
_MASTHEAD = 8  # units at the top in which the outlet's name may stand
_FOOT = 40  # units at the end in which it may stand
_TOP = 60  # units in which the head of a forwarded mail stands
_PARTS = re.compile(r"\s+[|*•·–—-]\s+")
_HOST = re.compile(r"(?<![\w.-])(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})")
_ADDRESS = re.compile(r"(?<![\w@])(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.I)


@dataclass(frozen=True, slots=True)
class FoundOutlet:
    """An outlet's name as found, how sure that is, the rule, and the positions of the dump's lines that show it."""

    name: str
    score: float
    rule: str
    lines: tuple[int, ...] = ()


def find(dump: Dump, units: Sequence[Unit]) -> tuple[FoundOutlet, ...]:
    """The outlets that the dump points to, the likeliest first; a score of 0.9 and more needs no doubt."""
    hint = dump.hints.get("source")
    if hint:
        return (FoundOutlet(hint, 1.0, "hint"),)
    if dump.format in DOCUMENTS:  # a copy is no page, whatever it was pasted into
        units = [structs.replace(unit, markup=None) for unit in units]
    found: list[FoundOutlet] = []
    claims = [c for c in dump.claims if c.field == "source"]
    votes = Counter(fold(c.value) for c in claims)
    forwarded = _forwarded(units)
    if forwarded is not None:
        sender = _SENDER.match(units[forwarded].text)
        if sender and sender[2].lower() in _mailboxes():
            found.append(
                FoundOutlet(
                    sender[1].strip(" \"'"), 0.75, "the sender of a mail that was forwarded", units[forwarded].lines
                )
            )
        claims = [claim for claim in claims if claim.origin != "header From"]  # who forwards a mail is not its outlet
    for claim in claims:
        if claim.origin == _EITHER and not (naming.names_outlet(claim.value) or _notes(claim.value, units)):
            continue
        by_mail = claim.origin == "header From" and " " in claim.value and not naming.names_outlet(claim.value)
        sure = 0.95 if votes[fold(claim.value)] > 1 else 0.8 if by_mail else 0.92  # a sender may be a person
        found.append(FoundOutlet(claim.value, sure, claim.origin))
    found += _of_titles(dump, units)
    said = Everything([unit.folded for unit in units])
    claiming = sorted(
        {i for mark in CLAIMS for i in said.holding(mark) if len(units[i].text) <= _SHORT or _claims(units[i])}
    )
    owning = {i: owner for i in claiming if (owner := _owner(units[i].text)) is not None}
    brands = {i: brand for i in claiming if (brand := _brand(units, i))}
    names = _Names(
        units, [*filter(None, (owners.printed(owner, units) for owner in owning.values() if owner)), *brands.values()]
    )
    bracketed = [i for i, unit in enumerate(units) if "(" in unit.text]
    for i in sorted({*owning, *brands, *bracketed}):
        unit, owner = units[i], owning.get(i)
        if owner and (claimed := names.claimed(owners.printed(owner, units), i)) and _holds(unit.text, claimed):
            dated_claim = claimed.score < _NAMED_TWICE and _YEAR.search(unit.text)
            found.append(replace(claimed, score=claimed.score + _DATED) if dated_claim else claimed)
        if i in brands:
            claimed = names.claimed(brands[i], i)
            owned = owners.is_company(claimed.name)  # who owns the outlet, wherever the page says so
            found.append(replace(claimed, score=min(claimed.score, _OWNED)) if owned else claimed)
        if owner == "":
            continue  # the credit of a picture, or nothing but the claim
        match = _HOUSE.match(unit.text) if "(" in unit.text and not unit.text[0].isdigit() else None  # an item
        named = match is not None and not (match[1].endswith(".") or has_digit(match[1]) or find_dates(match[1]))
        if match and named and phrases().match(fold(match[1])).get("credit", 0.0) < 0.9:
            found.append(FoundOutlet(match[1].strip(), 0.7, "the house style of an agency", unit.lines))
    for unit in units[:_TOP]:
        if unit.markup is None and (name := dated(unit.text)):
            found.append(FoundOutlet(name, 0.78, NOTED, unit.lines))
            break
    top = next(filter(_names_outlet, units[:_MASTHEAD]), None)
    name = top.text.strip(" .:|-–—") if top is not None else ""
    if top is not None and all(_bare(item.name) != _bare(name) for item in found):
        found.append(FoundOutlet(owners.printed(name, units), 0.65, "a name at the top", top.lines))
    below = next(filter(_names_outlet, units[: -_FOOT - 1 : -1]), None) if top is None else None
    said_again = below is not None and any(
        below.folded in one.folded and one.folded != below.folded for one in units if len(one.text) <= _SHORT
    )
    if below is not None and said_again and all(_bare(item.name) != _bare(below.text) for item in found):
        found.append(FoundOutlet(below.text, 0.65, "a name at the end that the page says again", below.lines))
    found += _exported(units)
    labelled = next((i for i in range(1, len(units)) if _below_label(units, i)), None)
    if labelled is not None:
        found.append(FoundOutlet(units[labelled].text, 0.75, "below the label of a source", units[labelled].lines))
    inline = next(filter(None, (_labelled(units, i) for i in range(min(_TOP, len(units))))), None)
    if inline is not None and all(_bare(item.name) != _bare(inline.name) for item in found):
        found.append(inline)
    stated = _stated(units, said)
    if stated is not None:
        found.append(stated)
    again = next((unit for unit in units[:_TOPMOST] if named_again(unit, units)), None)
    if again is not None and all(_bare(item.name) != _bare(again.text) for item in found):
        found.append(FoundOutlet(again.text, 0.7, "a name at the top that the page says again", again.lines))
    ends = owners.at_both_ends(units)
    if ends is not None and all(_bare(item.name) != _bare(ends.text) for item in found):
        found.append(
            FoundOutlet(owners.printed(ends.text, units), 0.7, "a name at the top and at the foot", ends.lines)
        )
    if (viewed := reader_view.head(units)) is not None:
        found.append(_viewed(units, viewed))
    credits: dict[str, list[int]] = {}
    for i, unit in enumerate(units):
        text = unit.text
        parts = "/" in text or "|" in text or "via" in text  # what parts the parties
        if not parts or "://" in text or len(text) >= 600:
            continue
        credit = split_credit(text)[1]
        parties = credit_names(credit) if credit else ()
        if any(fold(party) in _platforms() for party in parties) or (parties and _LICENCE.match(fold(parties[-1]))):
            continue  # where, by whom or by what licence the picture was shown, not who publishes the page
        if len(parties) > 1 and not any(map(agency, parties)):  # "dpa/Jane Doe"
            credits.setdefault(parties[-1], []).append(i)
    for name, where in sorted(credits.items(), key=lambda item: (-len(item[1]), item[1])):
        if looks_like_names(name) and not naming.names_outlet(name):
            continue  # "Agency / Jane Doe"
        if name.islower() and "." not in name:
            continue  # who laid out the page: "03.06.2018/jd"
        if has_digit(name) and find_dates(name):
            continue  # "(Orlac Post / May 15, 2013)"
        lines = tuple(k for i in where for k in units[i].lines)
        found.append(FoundOutlet(name, min(0.6, 0.4 + 0.1 * len(where)), "the credits of pictures", lines))
    return tuple(_merged(found))


def _viewed(units: Sequence[Unit], head: reader_view.ReaderHead) -> FoundOutlet:
    """The outlet that a reader view's title names behind the headline, if its site bears the name; else the site."""
    name = _PARTS.split(units[head.title].text)[-1].strip()
    if reader_view.of_host(name, head.site):
        return FoundOutlet(name, 0.9, "the title and the site of a reader view", units[head.title].lines)
    return FoundOutlet(head.site, 0.72, "the site of a reader view", units[0].lines)


def _exported(units: Sequence[Unit]) -> list[FoundOutlet]:
    """Whose messages a messenger exported: a channel's. A person sends few, and several write in a group."""
    sent = [(name, unit) for unit in units if unit.markup is None and (name := messages.sender(unit.text))]
    names = {name for name, _ in sent}
    if len(names) != 1 or not (len(sent) >= _SENT or naming.names_outlet(sent[0][0])):
        return []
    return [FoundOutlet(sent[0][0], 0.75, "whose messages a messenger exported", sent[0][1].lines)]


def dated(text: str) -> str:
    """The outlet's name in front of a day, as people note both in one line: "El Faro del Sur / 26.10.2019, p. 4".

    "" where there is none: a person's name stands so, too.
    """
    if not has_digit(text):
        return ""
    service, _, rest = text.partition(" - ")
    text = rest if fold(service) in _platforms() else text  # "PressReader - The Orlac Star : 2019-03-25"
    match = _NAMED_DAY.match(text) if len(text) <= _AGAIN and has_digit(text) else None
    if match is None:
        return ""
    name, day = match[1].strip(), match[2]
    days = [found for found in find_dates(day) if found.day and found.year]
    told = days and days[0].start <= _WEEKDAY and len(day) - days[0].end <= _PAGE
    parts = name.split()
    whole = _NAME[0] <= len(parts) <= _NAME[1] and all(map(naming.opens_name, parts))
    return name if told and whole and (naming.opens_with_article(name) or naming.names_outlet(name)) else ""


def _of_titles(dump: Dump, units: Sequence[Unit]) -> list[FoundOutlet]:
    """What the page's title names behind the headline that the page prints: sure where it stands elsewhere, too.

    "Ferries sail again - The Ardel Courier", above a line "Ferries sail again".
    """
    if not units or units[0].markup is None or any(claim.field == "source" for claim in dump.claims):
        return []
    title = next((claim.value for claim in dump.claims if claim.field == "title" and claim.origin == "title"), "")
    cuts = list(_PARTS.finditer(title))
    if not cuts:
        return []
    headline, name = fold(title[: cuts[-1].start()]), title[cuts[-1].end() :].strip()
    key = _bare(name)
    told = any(unit.folded == headline or (key in unit.folded and unit.folded.startswith(CLAIMS)) for unit in units)
    if not told or len(name) > _NAME_LONGEST or len(name.split()) > _NAME[1]:
        return []
    shown = (unit for unit in units if len(unit.text) <= _SHORT and key in map(_bare, _PARTS.split(unit.text)))
    where = next(shown, None)
    if where is None:
        return [FoundOutlet(name, 0.8, "the page's title")]
    return [FoundOutlet(name, 0.92, "the page's title, and named elsewhere", where.lines)]


def _notes(name: str, units: Sequence[Unit]) -> bool:
    """Whether a line prints a name in front of a day: "Bote vom Inn, 25.08.2016"."""
    matches = (match for unit in units[:_TOP] if (match := _NAMED_DAY.match(unit.text)))
    return any(_bare(match[1]) == _bare(name) and find_dates(match[2]) for match in matches)


def _names_outlet(unit: Unit) -> bool:
    return unit.markup is None and naming.masthead(unit.text) and not has_opening(unit.text)


def _below_label(units: Sequence[Unit], i: int) -> bool:
    """Whether a line above the story is a name, and the one right above it asks for it: "Source"."""
    unit, label = units[i], units[i - 1]
    if label.folded not in _labels():
        return False
    name = unit.markup is None and not unit.blank_before and i < _TOP and len(unit.text) <= _LABELLED
    told = ends_sentence(unit.text) or phrases().match(unit.folded) or has_digit(unit.text)
    return name and not told


def _labelled(units: Sequence[Unit], i: int) -> FoundOutlet | None:
    """The outlet that a short line names behind its label and that another line says too: "Source: The Orlac Post"."""
    if not labels_source(units[i].text):
        return None
    name = units[i].text.partition(":")[2].strip()
    if not 2 < len(name) <= _NAME_LONGEST or agency(name):
        return None
    key = fold(name)
    told = all(map(naming.opens_name, name.split())) and any(
        key in one.folded and one.folded != units[i].folded for one in units
    )
    return FoundOutlet(name, 0.7, "behind the label of a source", units[i].lines) if told else None


def _stated(units: Sequence[Unit], said: Everything) -> FoundOutlet | None:
    """The outlet that the line of the day states, or a line next to it: "2019-09-07 16:28 来源：江流晚报 作者：方知秋".

    In scripts without spaces alone: there it is the custom of portals, and the name ends where a space or a label does.
    """
    for i in sorted({i for label in _close_labels() for i in said.holding(label)}):
        text = units[i].text
        match = _behind_label().search(text) if len(text) <= _SHORT else None
        if match is None or not _dated(units, i, opens=not match.start()):
            continue
        name = _CHANNEL.split(_next_label().split(match[1] or match[2], maxsplit=1)[0], maxsplit=1)[0].strip(_MARKS)
        if 1 < len(name) <= _LABELLED_CLOSE and fold(name) not in _nowhere() and not has_digit(name):
            return FoundOutlet(name, SURE_STATED, STATED, units[i].lines)
    for unit in units[:_TOP]:
        if name := _beside_minute(unit.text):
            return FoundOutlet(name, SURE_STATED, STATED, unit.lines)
    return None


def _beside_minute(text: str) -> str:
    """The outlet's name that a Chinese line has right beside the minute and nothing else; "" where it has none."""
    if len(text) > _SHORT or text.isascii() or not has_digit(text):
        return ""
    match = _BEHIND_MINUTE.match(text) or _BEFORE_MINUTE.match(text)
    if match is None or fold(match[1]) in _nowhere():
        return ""
    short = _ISSUED.sub("", match[1])
    if naming.masthead(short):
        return short
    return match[1] if match[1].endswith(_ENDS_CLOSE) and len(match[1]) > len("本报") else ""


def _dated(units: Sequence[Unit], i: int, *, opens: bool) -> bool:
    """Whether a line tells a whole day; one that ``opens`` with the label may also stand next to such a brief line."""
    near = range(max(0, i - _DAY_NEAR), min(len(units), i + _DAY_NEAR + 1)) if opens else (i,)
    some = (units[k].text for k in near if len(units[k].text) <= _SHORT and has_digit(units[k].text))
    return any(day.day and day.year for text in some for day in find_dates(text))


@cache
def _close_labels() -> tuple[str, ...]:
    return tuple(sorted(label for label in _labels() if label[0] >= naming.UNSPACED))


@cache
def _behind_label() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, _close_labels()))
    return re.compile(rf"(?:{labels})\s?[:：]\s?([^\s|/]+)|[|｜]\s?(?:{labels})([^\s|｜/]+)\s?(?=[|｜])")


@cache
def _next_label() -> re.Pattern[str]:
    """The label that a page sets right behind a name: "来源：江流晚报作者：方知秋"."""
    table = load_table("bylines")
    some = (word for word in (*table["openings"], *table["labels"]) if len(word) > 1 and word[0] >= naming.UNSPACED)
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, some), key=len, reverse=True))})\s?[:：]|[（(【\[]")


@cache
def _nowhere() -> frozenset[str]:
    """What such a label names that is no outlet: "网络"."""
    return frozenset(map(fold, load_table("mastheads")["nowhere"]))


def states_source(text: str) -> bool:
    """Whether a short line tells a whole day and, in a script without spaces, the source: it is no headline."""
    if len(text) > _AGAIN or not naming.unspaced(text) or _behind_label().search(text) is None:
        return False
    return any(day.day and day.year for day in find_dates(text))


def labels_source(text: str) -> bool:
    """Whether a line opens with what asks who published a page: "Source: …"."""
    label, colon, _ = text.partition(":")
    return bool(colon) and fold(label.strip()) in _labels()


def says_source(units: Sequence[Unit], name: str) -> bool:
    """Whether a line of ``units`` says behind such a label that the folded ``name`` is the source."""
    return any(unit.folded.endswith(name) and labels_source(unit.text) for unit in units)


@cache
def _platforms() -> frozenset[str]:
    """Networks and services of images, by which pictures come that are no outlet's, and words for a private one."""
    table = load_table("credits")
    return frozenset((*table["platforms"], *map(fold, table["private"])))


@cache
def _labels() -> frozenset[str]:
    """What asks who published a page."""
    return frozenset(map(fold, load_table("mastheads")["labels"]))


def named_again(unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether a short line is written as a name and stands within another: "More from The Orlac Review".

    What the story speaks of time and again is its subject rather.
    """
    parts = unit.text.split()
    cased = unit.text[:1] != unit.text[:1].lower()  # in a script without capitals any line would do
    if not (cased and unit.markup is None and len(unit.text) <= _NAME_LONGEST and _NAME[0] <= len(parts) <= _NAME[1]):
        return False
    if not all(map(naming.opens_name, parts)) or has_opening(unit.text) or phrases().match(unit.folded):
        return False
    saying = [one for one in units if unit.folded in one.folded and one.folded != unit.folded]
    told = sum(ends_sentence(one.text) for one in saying)
    return told < _TOLD and any(len(one.text) <= _AGAIN and not ends_sentence(one.text) for one in saying)


def _forwarded(units: Sequence[Unit]) -> int | None:
    """The first unit of the last mail's head that stands in the text: it names who sent it."""
    fields = [
        i for i, unit in enumerate(units[:_TOP]) if ":" in unit.text and _FIELD.match(unit.text) and _in_mail_head(unit)
    ]
    heads = [i for i, k in pairwise(fields) if k == i + 1 and i - 1 not in fields]
    return heads[-1] if heads else None


@cache
def _mailboxes() -> frozenset[str]:
    """The mailboxes from which outlets send, not persons."""
    return frozenset(load_table("bylines")["mailboxes"])


def _in_mail_head(unit: Unit) -> bool:
    return "mail_header" in phrases().match(unit.folded)


def _claims(unit: Unit) -> bool:
    """Whether a line opens with a claim of rights and goes on with terms, as services that pass texts on do."""
    return len(unit.text) <= _TERMS and bool(_OPENS_CLAIM.match(unit.folded))


def _owner(text: str) -> str | None:
    """Whom a copyright line names; "" where that is a picture's credit, or it but claims; None where it is none."""
    match = _COPYRIGHT.search(_counted(text))
    if match is None:
        return None
    if (
        match.start() >= _SAID
        and _SENTENCE_ENDS.search(text, 0, match.start())
        and "legal" not in phrases().match(fold(text))
    ):
        return ""  # a caption with its credit: "The town from above. Image © 2022 …"
    if match.start() >= _BRIEFLY and _takes_picture(text[: match.start()], match[1].strip()):
        return ""  # a brief one: "Candles at Orlac. © Jane Doe"
    name = _LEGAL_FORM.sub("", _COMPANIONS.sub("", _named(match[1])).strip(" ,:;-–—.։。।॥۔")).strip(" ,")
    name = _LEGAL_FORM.sub("", name.removesuffix(" +").removesuffix(" &"))  # "Orlac GmbH + Co. KG"
    name = _without_notes(_OF_DAY.sub("", name))
    if name[:1] in _QUOTED:
        name = name.strip(_QUOTED)
    if (
        (match.start() and agency(name))
        or stock(name)
        or fold(name) in _platforms()
        or not _table_of("templates").isdisjoint(words(fold(name)))  # who designs the pages of others
        or _PICTURE.search(name)
        or _names_photographer(name)
        or _makes_software(text[: match.start()])
        or _is_legal(name)
        or _forbids(fold(match[1]))
    ):
        return ""
    told = (
        2 < len(name) <= 50
        and name[0].isalnum()
        and any(map(str.isalpha, name))
        and not fold(name).startswith(("all ", "the content"))
    )
    return name if told else None


def _names_photographer(name: str) -> bool:
    """Whether what a sign of rights stands before is labelled as a picture: "© снимка: Jane Doe"."""
    label, colon, _ = name.partition(":")
    return bool(colon) and phrases().match(fold(label)).get("picture", 0.0) >= _CLAIM


def _makes_software(before: str) -> bool:
    """Whether a line says, right before its sign of rights, that it names whose software a page runs on: "CMS: ©"."""
    label = before.rstrip()
    return label.endswith(COLONS) and not _table_of("software").isdisjoint(words(fold(label)))


def _without_notes(name: str) -> str:
    """A name without the labels of notes that a page sets behind it: "Orlac Bote Impressum Datenschutz"."""
    parts = name.split()
    while len(parts) > 1 and fold(parts[-1]).strip(",|·") in _table_of("notes"):
        parts.pop()
    return " ".join(parts)


@cache
def _table_of(kind: str) -> frozenset[str]:
    return frozenset(map(fold, load_table("mastheads")[kind]))


def _holds(text: str, claimed: FoundOutlet) -> bool:
    """Whether a copyright line claims rights: a sign, a year, or a name that stands elsewhere, too.

    "Copyright" may be what the page speaks of: "Courts and copyright reform".
    """
    return claimed.score >= _NAMED_TWICE or _YEAR.search(text) is not None or bool(_CLAIMS_IT.search(text))


def _takes_picture(said: str, name: str) -> bool:
    """Whether a person's name stands behind the sign of a copyright, and a caption's one sentence before it."""
    caption = said.rstrip().endswith(".") and not phrases().match(fold(said))
    person = looks_like_names(name) and not naming.names_outlet(name) and owners.without_company(name) == name
    return caption and person and not naming.opens_with_article(name)


def _brand(units: Sequence[Unit], i: int) -> str:
    """The name before the mark of a copyright line that another line says too: "Radio Volna © 2022 RV, Inc."."""
    mark = _MARK.search(units[i].text)
    name = _SIGN_BEHIND.sub("", units[i].text[: mark.start()].strip(" .,|–—-")) if mark else ""
    parts = name.split()
    named = parts and len(name) <= _NAME_LONGEST and len(parts) < _NAME[1] and all(map(naming.opens_name, parts))
    if not named or ":" in name or agency(name) or phrases().match(fold(name)):
        return ""
    key = fold(name)
    return name if any(key in unit.folded and unit.folded != units[i].folded for unit in units) else ""


def _counted(text: str) -> str:
    """A text with the digits of other scripts as our own: a copyright line ends with its year in many of them."""
    return text if text.isascii() else _DIGIT.sub(lambda digit: str(int(digit[0])), text)


def _named(text: str) -> str:
    """What a copyright line names, without what it forbids ("Example Post 無断転載を禁じます")."""
    parts = text.split()
    legal = (n for n in range(1, len(parts)) if _forbids(fold(" ".join(parts[n:]))))
    return " ".join(parts[: next(legal, len(parts))]).rstrip("،")


def _is_legal(name: str) -> bool:
    """Whether what a copyright line seems to name is but a claim ("All rights reserved", "Crown copyright")."""
    folded = fold(name)
    ruled = folded in _table_of("rules")  # "Copyright Policy"
    return ruled or folded.endswith("copyright") or phrases().match(folded).get("legal", 0.0) >= _CLAIM


def _forbids(folded: str) -> bool:
    """Whether a text begins with a legal phrase that is no single word of a name, such as "press"."""
    kinds = phrases().kinds
    found = (phrase for phrase, kind in phrases().opening(folded) if kinds[kind] == "legal")
    return any(" " in phrase or not phrase.isascii() for phrase in found)


class _Names:
    """What stands in a dump as a name alone, at an end of a title, or in an address, as far as ``asked`` for."""

    def __init__(self, units: Sequence[Unit], asked: Sequence[str]) -> None:
        self._units = units
        keys = [key for name in asked for key in (_bare(name), _joined(_bare(name)))]
        self._telling = {words(key)[0] for key in keys if words(key)}  # few lines have any of these

    def _may_tell(self, folded: str) -> bool:
        """Whether a line has a word of what is asked for; a mailbox is one word with its host."""
        return "@" in folded or not self._telling.isdisjoint(words(folded))

    @cached_property
    def _where(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """The first two units that name something, by its name and by its address."""
        names: dict[str, list[int]] = {}
        hosts: dict[str, list[int]] = {}
        for i, unit in enumerate(self._units):
            if len(unit.text) <= _SHORT and self._may_tell(unit.folded):
                parts = _PARTS.split(unit.folded)
                told = {m[1].split(".")[0] for m in _HOST.finditer(unit.folded)} if "." in unit.folded else ()
                ends = {_bare(parts[0]), _bare(parts[-1])} if len(parts) > 1 else (_bare(parts[0]),)
                for table, keys in ((names, ends), (hosts, told)):
                    for key in keys:
                        found = table.setdefault(key, [])
                        if len(found) < 2:
                            found.append(i)
        return names, hosts

    def claimed(self, name: str, at: int) -> FoundOutlet:
        """The outlet that the copyright line ``at`` names: sure where it stands elsewhere too.

        An owner ("Example Media Ltd") stands in the copyright line only, and is doubted.
        """
        names, hosts = self._where
        key = _bare(name)
        found = (*names.get(key, ()), *hosts.get(_joined(key), ()))
        i = min((i for i in found if i != at), default=None)
        if i is None:
            score = 0.75 if len(self._units[at].text) <= _SHORT else 0.6  # terms name who owns the outlet
            return FoundOutlet(name, score, "a copyright line", self._units[at].lines)
        lines = tuple(sorted({*self._units[i].lines, *self._units[at].lines}))
        return FoundOutlet(name, 0.92, "a copyright line, and named elsewhere", lines)


def _joined(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def _bare(name: str) -> str:
    return fold(name).strip(" .,:;*").removeprefix("the ")


def _merged(found: Sequence[FoundOutlet]) -> list[FoundOutlet]:
    best: dict[str, FoundOutlet] = {}
    shown: dict[str, set[int]] = {}
    for item in found:
        key = _bare(item.name)
        shown.setdefault(key, set()).update(item.lines)
        old = best.setdefault(key, item)
        if old is not item:
            best[key] = replace(old, score=min(0.98, max(old.score, item.score) + 0.05))
    whole = (
        replace(item, lines=tuple(sorted(shown[key]))) if len(shown[key]) > len(item.lines) else item
        for key, item in best.items()
    )
    # an agency may claim its text on anybody's page
    return sorted(whole, key=lambda item: (-item.score, agency(item.name.removeprefix("The "))))


def domain(url: str) -> str:
    """The host of an address without "www.", "" where there is none."""
    match = _ADDRESS.match(url.strip())
    return match[1].lower() if match else ""
