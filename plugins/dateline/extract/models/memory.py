"""The memory of an outlet: what repeats across its dumps is a menu, a promo or a legal line rather than the story.

It is made of counts, so that the order in which dumps arrive changes nothing, and of few bytes: a line is known by a
checksum of its words. Dumps of one story count once, or every line of a story that was saved twice would repeat.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.models.decode import INSIDE
from dateline.extract.words.text import words
from dateline.model import Line

REASON = "outlet: it stands in other dumps of this outlet too"
OTHERS = 2  # stories beside a dump's own that a line stands in before it counts
STEPS = 8  # shares are kept in eighths, so that one more dump seldom changes what is known of the others
_DIGITS = re.compile(r"\d+")
_WEIGHT = 1.0  # of an eighth, in log-odds: what stands in a quarter of the other stories is a seventh as likely
_SHORT = 0.25  # the same for a line of few words, which may be a sub-heading ("Background") as well as a menu's
_WORDS = 5  # from which on a line is not short
_MOST = STEPS // 2
_STORY = 0.5
_LEFT = 200  # characters of the story that must be left, or the memory has seen another copy of it

Shares = Mapping[int, int]
"""By fingerprint in how many of the outlet's other stories a line stands, in eighths of all of them (rounded up)."""

NOTHING: Shares = {}


def fingerprint(text: str) -> int:
    """A number that stands for a line's words, 0 for a line without letters; numbers are alike, as counters are."""
    folded = " ".join(_DIGITS.sub("0", text).casefold().split())
    return zlib.crc32(folded.encode("utf-8", "surrogatepass")) if any(map(str.isalpha, folded)) else 0


def shares(lines: Iterable[int], counts: Mapping[int, int], stories: int, *, own: bool = True) -> dict[int, int]:
    """What an outlet's memory says of the fingerprints of one dump's lines.

    ``counts`` tells by fingerprint in how many of the outlet's ``stories`` a line stands; ``own`` whether the dump's is
    one of these.
    """
    others = max(1, stories - own)
    return {
        line: math.ceil(STEPS * (counts[line] - own) / others) for line in lines if counts.get(line, 0) - own >= OTHERS
    }


def counted(stories: Iterable[Iterable[int]]) -> dict[int, int]:
    """In how many stories each fingerprint stands, each story given as the fingerprints of its dumps' lines."""
    counts: Counter[int] = Counter()
    for lines in stories:
        counts.update(set(lines) - {0})
    return {line: count for line, count in counts.items() if count >= OTHERS}


def of_units(units: Sequence[Unit], lines: Sequence[Line], known: Shares) -> list[int]:
    """The share of each unit, in eighths: of several lines the least."""
    if not known:
        return [0] * len(units)
    out = []
    for unit in units:
        prints = [found for i in unit.lines if (found := fingerprint(lines[i].text))]
        out.append(min((known.get(found, 0) for found in prints), default=0))
    return out


def adjusted(units: Sequence[Unit], scores: Sequence[float], repeats: Sequence[int]) -> list[float]:
    """The scores with what repeats made less likely, by log-odds in proportion to its share.

    They stay as they are where too little of the story would be left: it stands in the library under another headline.
    """
    left = sum(
        len(unit.text)
        for unit, score, share in zip(units, scores, repeats, strict=True)
        if score > _STORY and not share
    )
    if left < _LEFT:
        return list(scores)
    return [
        _less_likely(score, share * (_WEIGHT if len(words(unit.text)) >= _WORDS else _SHORT)) if share else score
        for unit, score, share in zip(units, scores, repeats, strict=True)
    ]


def kept(scores: Sequence[float], repeats: Sequence[int]) -> list[bool]:
    """For each unit whether layout may make it a part of the story: not what is unlikely and stands in most others."""
    return [share < _MOST or score >= INSIDE for score, share in zip(scores, repeats, strict=True)]


def _less_likely(score: float, by: float) -> float:
    """A probability with its log-odds lowered."""
    odds = min(score, 1.0 - 1e-9) / (1.0 - min(score, 1.0 - 1e-9)) * math.exp(-by)
    return odds / (1.0 + odds)
