"""From scores to the story: which units are inside, decided by parts rather than by units alone.

The likely units fall into parts, parted by several unlikely units or by a heading such as "More from News". The main
part is the heaviest; another part stays only if it is likely as a whole, and after such a heading it has to be very
likely.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.features.alone import weight
from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import phrases

INSIDE = 0.41  # from this score on a unit is running text
_SHORT, _AMID = 90, 0.28  # characters of a line between two that are running text, and its least score to be so too
_GAP = 3  # unlikely units that end a part
_PART = 0.52  # least mean score of a part beside the main one
_AFTER_HEADING = 0.65  # and of one behind a heading that ends stories
_ENDING = ("promo", "most_read", "comments", "author_note")
_FAINT = 0.08  # a dump whose best line scores less holds no story
_CREDIT_REACH = 2
_MARKED = 0.4  # of a credit line's characters that the phrase covers
_POSSIBLE = 0.2  # least score of a paragraph right before such a line
_COVERED = 0.5  # of a heading's characters that the phrase covers
_HEADING = 60  # characters at most


def inside(units: Sequence[Unit], scores: Sequence[float]) -> tuple[bool, ...]:
    """For each unit whether it is running text."""
    flags = [score >= INSIDE and any(map(str.isalnum, unit.text)) for unit, score in zip(units, scores, strict=True)]
    _headings(units, scores, flags)
    if not any(flags):
        flags = _likeliest(units, scores)
    parts: list[tuple[list[int], bool]] = []
    gap, ended = _GAP, False
    for i, flag in enumerate(flags):
        if flag:
            if gap >= _GAP or not parts or (ended and gap):
                parts.append(([], ended))
            parts[-1][0].append(i)
            gap, ended = 0, False
        else:
            gap += 1
            ended = ended or _ends(units[i])
    if len(parts) < 2:
        return tuple(_up_to_credit(units, scores, flags))
    masses = [sum(weight(units[i].text) * scores[i] for i in part) for part, _ in parts]
    main = max(range(len(parts)), key=lambda k: (masses[k], -k))
    for k, (part, after_heading) in enumerate(parts):
        if k == main:
            continue
        mean = masses[k] / max(1.0, sum(weight(units[i].text) for i in part))
        if mean < (_AFTER_HEADING if after_heading and k > main else _PART):
            for i in part:
                flags[i] = False
    return tuple(_up_to_credit(units, scores, flags))


def _headings(units: Sequence[Unit], scores: Sequence[float], flags: list[bool]) -> None:
    """A short line right between two of running text may be less likely than others: a heading, the row of a table."""
    for i in range(len(flags) - 2, 0, -1):
        likely = not flags[i] and flags[i - 1] and flags[i + 1] and scores[i] >= _AMID
        if likely and len(units[i].text) < _SHORT and any(map(str.isalnum, units[i].text)):
            flags[i] = True


def _likeliest(units: Sequence[Unit], scores: Sequence[float]) -> list[bool]:
    """Where nothing is likely (a very short story among much else), the paragraphs that are likelier than the rest."""
    long = [weight(unit.text) > _HEADING for unit in units]
    best = max((score for score, flag in zip(scores, long, strict=True) if flag), default=0.0)
    return [flag and score >= max(_FAINT, best / 2) for score, flag in zip(scores, long, strict=True)]


def _up_to_credit(units: Sequence[Unit], scores: Sequence[float], flags: list[bool]) -> list[bool]:
    """The story goes on to the credit line that closes it ("Source: News Agencies"), if that stands just behind."""
    end = max((i for i, flag in enumerate(flags) if flag), default=-1)
    for k in range(end + 2, min(end + 2 + _CREDIT_REACH, len(units))):
        if (
            end >= 0
            and len(units[k].text) <= _HEADING
            and phrases().match(units[k].folded).get("credit", 0.0) > _MARKED
        ):
            between = range(end + 1, k)
            if all(len(units[i].text) > _HEADING and scores[i] >= _POSSIBLE for i in between):
                for i in between:
                    flags[i] = True
            break
    return flags


def _ends(unit: Unit) -> bool:
    if len(unit.text) > _HEADING:
        return False
    found = phrases().match(unit.folded)
    return bool(found) and any(found.get(kind, 0.0) >= _COVERED for kind in _ENDING)
