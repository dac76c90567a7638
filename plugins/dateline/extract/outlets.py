"""The outlet, from what a dump shows: hints, metadata, copyright lines, house style, other pictures' credits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from dateline.extract.captions import agency, credit_names, split_credit
from dateline.extract.phrases import load_table, phrases
from dateline.extract.text import fold
from dateline.extract.units import Unit
from dateline.model import Dump

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:copyright|©|\(c\))?\s*(?:(?:19|20)\d\d)?(?:\s*[-–—,]\s*(?:(?:19|20)\d\d|present))?\s*"
    r"(?:by\s+)?([^\d|•·©]{3,60}?)(?:\s*(?:19|20)\d\d.*|[.,|•·]\s.*|\s+[-–—]\s.*|[.]?\s*all rights.*|[.]?)$",
    re.I,
)
_LEGAL_FORM = re.compile(
    r",?\s+(?:inc|ltd|llc|limited|plc|gmbh|s\.?\s?a|s\.?p\.?a|s\.?r\.?l|ag|co|corp|corporation|group|b\.?v|ab|as|a/s|oy|kg)"
    r"\.?$",
    re.I,
)
_COMPANIONS = re.compile(  # "Example Post Ltd or its affiliated companies"
    r",?\s+(?:and|or|and/or|&)\s+(?:its|their|the)\s+"
    r"(?:affiliate|subsidiar|licensor|contributor|supplier|partner|respective|related|content)\w*\b.*$",
    re.I,
)
_HOUSE = re.compile(r"^[^()]{2,60}\(([A-Z][\w .&'’-]{1,30})\)\s*(?:[-–—:]|--)\s")
_FIELD = re.compile(r"^[^:]{2,14}:\s")
_SENDER = re.compile(r"^[^:]{2,14}:\s*\"?([^<>@:]{2,60}?)\"?\s*<([^<>@\s]+)@[^<>\s]+>$")
_TOP = 60  # units in which the head of a forwarded mail stands
_PARTS = re.compile(r"\s+[|*•·–—-]\s+")
_HOST = re.compile(r"(?<![\w.-])(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})")
_ADDRESS = re.compile(r"(?<![\w@])(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/\S*)?", re.I)


@dataclass(frozen=True, slots=True)
class FoundOutlet:
    """An outlet's name as found, how sure that is, the rule, and the units that show it."""

    name: str
    score: float
    rule: str
    units: tuple[int, ...] = ()


def find(dump: Dump, units: Sequence[Unit]) -> tuple[FoundOutlet, ...]:
    """The outlets that the dump points to, the likeliest first; a score of 0.9 and more needs no doubt."""
    hint = dump.hints.get("source")
    if hint:
        return (FoundOutlet(hint, 1.0, "hint"),)
    found: list[FoundOutlet] = []
    claims = [c for c in dump.claims if c.field == "source"]
    votes = Counter(fold(c.value) for c in claims)
    forwarded = _forwarded(units)
    if forwarded is not None:
        sender = _SENDER.match(units[forwarded].text)
        if sender and sender[2].lower() in _mailboxes():
            found.append(
                FoundOutlet(sender[1].strip(" \"'"), 0.75, "the sender of a mail that was forwarded", (forwarded,))
            )
        claims = [claim for claim in claims if claim.origin != "header From"]  # who forwards a mail is not its outlet
    for claim in claims:
        found.append(FoundOutlet(claim.value, 0.95 if votes[fold(claim.value)] > 1 else 0.92, claim.origin))
    for i, unit in enumerate(units):
        if len(unit.text) <= 160:
            match = _COPYRIGHT.search(unit.text)
            if match:
                name = _LEGAL_FORM.sub("", _COMPANIONS.sub("", _named(match[1])).strip(" .,:;-–—")).strip(" ,")
                if match.start() and agency(name):
                    continue  # the credit of a picture
                if 2 < len(name) <= 50 and name[0].isalpha() and not fold(name).startswith(("all ", "the content")):
                    found.append(_claimed(units, name, i))
        match = _HOUSE.match(unit.text)
        if match and phrases().match(fold(match[1])).get("credit", 0.0) < 0.9:
            found.append(FoundOutlet(match[1].strip(), 0.7, "the house style of an agency", (i,)))
    credits: dict[str, list[int]] = {}
    for i, unit in enumerate(units):
        _, credit = split_credit(unit.text) if len(unit.text) < 600 else ("", "")
        parties = credit_names(credit)
        if len(parties) > 1 and not agency(parties[-1]):
            credits.setdefault(parties[-1], []).append(i)
    for name, where in sorted(credits.items(), key=lambda item: (-len(item[1]), item[1])):
        found.append(FoundOutlet(name, min(0.6, 0.4 + 0.1 * len(where)), "the credits of pictures", tuple(where)))
    return tuple(_merged(found))


def _forwarded(units: Sequence[Unit]) -> int | None:
    """The first unit of the last mail's head that stands in the text: it names who sent it."""
    fields = [i for i, unit in enumerate(units[:_TOP]) if _FIELD.match(unit.text) and _in_mail_head(unit)]
    heads = [i for i, k in pairwise(fields) if k == i + 1 and i - 1 not in fields]
    return heads[-1] if heads else None


@cache
def _mailboxes() -> frozenset[str]:
    """The mailboxes from which outlets send, not persons."""
    return frozenset(load_table("bylines")["mailboxes"])


def _in_mail_head(unit: Unit) -> bool:
    return "mail_header" in phrases().match(unit.folded)


def _named(text: str) -> str:
    """What a copyright line names, without what it forbids ("Example Post 無断転載を禁じます")."""
    parts = text.split()
    legal = (n for n in range(1, len(parts)) if _forbids(fold(" ".join(parts[n:]))))
    return " ".join(parts[: next(legal, len(parts))])


def _forbids(folded: str) -> bool:
    """Whether a text begins with a legal phrase that is no single word of a name, such as "press"."""
    kinds = phrases().kinds
    found = (phrase for phrase, kind in phrases().opening(folded) if kinds[kind] == "legal")
    return any(" " in phrase or not phrase.isascii() for phrase in found)


def _claimed(units: Sequence[Unit], name: str, at: int) -> FoundOutlet:
    """The outlet that a copyright line names: sure where it stands elsewhere as a name alone, in a title, an address.

    An owner ("Example Media Ltd") stands in the copyright line only, and is doubted.
    """
    key = _bare(name)
    squeezed = "".join(filter(str.isalnum, key))
    for i, unit in enumerate(units):
        if i == at or len(unit.text) > 160:
            continue
        parts = _PARTS.split(unit.folded)
        named = _bare(parts[0]) == key or (len(parts) > 1 and _bare(parts[-1]) == key)
        if named or any(m[1].split(".")[0] == squeezed for m in _HOST.finditer(unit.folded)):
            return FoundOutlet(name, 0.92, "a copyright line, and named elsewhere", (i, at) if i < at else (at, i))
    return FoundOutlet(name, 0.75, "a copyright line", (at,))


def _bare(name: str) -> str:
    return re.sub(r"^the ", "", fold(name).strip(" .,:;*"))


def _merged(found: Sequence[FoundOutlet]) -> list[FoundOutlet]:
    best: dict[str, FoundOutlet] = {}
    for item in found:
        key = _bare(item.name)
        old = best.get(key)
        if old is None:
            best[key] = item
        else:
            score = min(0.98, max(old.score, item.score) + 0.05)
            best[key] = FoundOutlet(old.name, score, old.rule, tuple(sorted({*old.units, *item.units})))
    return sorted(best.values(), key=lambda item: -item.score)


def domain(url: str) -> str:
    """The host of an address without "www.", "" where there is none."""
    match = _ADDRESS.match(url.strip())
    return match[1].lower() if match else ""
