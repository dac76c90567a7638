"""The outlet, from what a dump shows: hints, metadata, copyright lines, house style, other pictures' credits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract.captions import agency, credit_names, split_credit
from dateline.extract.phrases import phrases
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
_HOUSE = re.compile(r"^[^()]{2,60}\(([A-Z][\w .&'’-]{1,30})\)\s*(?:[-–—:]|--)\s")
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
    for claim in claims:
        found.append(FoundOutlet(claim.value, 0.95 if votes[fold(claim.value)] > 1 else 0.92, claim.origin))
    for i, unit in enumerate(units):
        if len(unit.text) <= 160:
            match = _COPYRIGHT.search(unit.text)
            if match:
                name = _LEGAL_FORM.sub("", match[1].strip(" .,:;-–—")).strip(" ,")
                if 2 < len(name) <= 50 and name[0].isalpha() and not fold(name).startswith(("all ", "the content")):
                    found.append(FoundOutlet(name, 0.75, "a copyright line", (i,)))
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


def _merged(found: Sequence[FoundOutlet]) -> list[FoundOutlet]:
    best: dict[str, FoundOutlet] = {}
    for item in found:
        key = re.sub(r"^the ", "", fold(item.name))
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
