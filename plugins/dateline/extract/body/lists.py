"""Lists of a copied story, of which the model says that they look like a menu: short lines without full stops.

Their signs tell that they belong together, and what stands around them that they belong to the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from dateline.extract.body.interviews import ASKS
from dateline.extract.body.layout import is_stamp
from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import bare, load_table, phrases
from dateline.extract.words.text import COLONS, ends_sentence, fold

_SIGN = re.compile(
    r"(?:([•▪●‣·◦*–—-]|[\u2190-\u260f\u2613-\u2bff\U0001f000-\U0001faff]\ufe0f?)|\(?\d{1,2}[.)])\s*(?=\w|[\"“„«])"
)
_PAUSES = (",", ";", "،", "，", "；")
_VARIANT = "\ufe0f"
_TYPED = frozenset("•▪●‣·◦*–—-1")
_ITEMS = 2  # at least
_ITEM, _BARE = 300, 140  # characters of one at most; of one without a sign
_MOST, _MOST_BARE = 80, 11  # items of one, and of one without signs
_OPENING = 240  # and of the line that opens a list
_TERSE = 48  # and of an item below a line that the model does not know
_HEADING = 60  # and of a heading behind one
_LED, _LED_WORDS = 24, 4  # characters and words of one that the model does not know
_SHORT = 60  # characters of an item below such a one, if it has no sign
_BOXED = 3  # units of a box at most that part it from the story
_POINTS = 8  # units below the heading of a summary
_POINT_LEAST, _POINT_MOST = 20, 140  # characters of a point


def amid(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The units of such lists that ``inside`` lacks, between a line that opens one ("We ask:") and more of the story.

    Items without signs count where the line that opens them is inside, and none of them stands elsewhere in the dump.
    """
    found: set[int] = set()
    openings = [i for i, unit in enumerate(units[:-1]) if inside[i] or _opens(unit)]
    said = Counter(unit.folded for unit in units) if openings else Counter[str]()
    for opening in openings:
        first = opening + 1
        led = _opens(units[opening]) or (inside[opening] and _opens_at_end(units[opening]))
        if not (led or (not inside[first] and _drawn(units[first]))):
            continue
        stop = _behind(units, inside, first)
        block = inside[opening] and _stands_alone(units, first, stop)
        cut = inside[opening] or (opening > 0 and inside[opening - 1])
        cut = cut and stop - first > _ITEMS and stop < len(units) and _interrupts(units[stop])
        if stop - first < _ITEMS or not (block or cut or _goes_on(units, inside, stop)):
            continue
        signed = bool(sign(units[first]))
        begun = inside[opening] or _follows(units, inside, opening, signed, _terse(units[first:stop]))
        begun = begun or _leads(units, inside, range(opening, stop))
        if begun and (signed or all(said[units[i].folded] == 1 for i in range(first, stop))):
            found.update(range(opening, stop))
    return frozenset(i for i in found if not inside[i])


def _follows(units: Sequence[Unit], inside: Sequence[bool], opening: int, signed: bool, terse: bool) -> bool:
    """Whether the line that opens a list stands right below the story, or below a heading there.

    Items without signs have to be several and ``terse``.
    """
    if not opening or not _opens(units[opening]):
        return False
    if inside[opening - 1]:
        return signed or terse
    heads = len(units[opening - 1].text) <= _HEADING and not ends_sentence(units[opening - 1].text)
    return signed and heads and opening > 1 and inside[opening - 2]


def _terse(items: Sequence[Unit]) -> bool:
    """Whether items are several and shorter than titles of articles are."""
    return len(items) > _ITEMS and all(len(item.text) <= _TERSE for item in items)


def _interrupts(unit: Unit) -> bool:
    """Whether a line asks to share or says that an advert stands there."""
    return not phrases().match(bare(unit.folded)).keys().isdisjoint(("share", "advert", "subscribe"))


def _leads(units: Sequence[Unit], inside: Sequence[bool], block: range) -> bool:
    """Whether a sentence of the story opens a list though the model does not know either: the story is on both sides.

    Items with signs may have a box of links above them; without signs they are as short as no titles are.
    """
    opening, items = units[block.start], block[1:]
    told = len(opening.text) >= _LED and len(opening.text.split()) >= _LED_WORDS
    if not (told and block.stop < len(units) and inside[block.stop]):
        return False
    if sign(units[items[0]]):
        return any(inside[max(0, block.start - _BOXED) : block.start])
    brief = all(len(units[i].text) <= _SHORT and not units[i].text.endswith(ASKS) for i in items)
    return brief and block.start > 0 and inside[block.start - 1]


def _goes_on(units: Sequence[Unit], inside: Sequence[bool], stop: int) -> bool:
    """Whether the story goes on at ``stop``, or below a heading there."""
    if stop >= len(units) or inside[stop]:
        return stop < len(units)
    heads = len(units[stop].text) <= _HEADING and not phrases().match(units[stop].folded)
    return heads and stop + 1 < len(units) and inside[stop + 1]


def _stands_alone(units: Sequence[Unit], first: int, stop: int) -> bool:
    """Whether items stand together, apart from what is above and below them."""
    apart = units[first].blank_before and units[stop - 1].blank_after
    return bool(apart) and not any(units[i].blank_before for i in range(first + 1, stop))


def _drawn(unit: Unit) -> bool:
    """Whether a line opens with a sign that is drawn and never typed, as channels of messengers have them."""
    return unit.markup is None and bool(picture(unit))


def _opens(unit: Unit) -> bool:
    opens = unit.markup is None and unit.text.endswith(COLONS) and len(unit.text) <= _OPENING
    return opens and not phrases().match(unit.folded)


def _opens_at_end(unit: Unit) -> bool:
    """Whether a paragraph of any length opens a list with its last words."""
    return unit.markup is None and len(unit.text) > _OPENING and unit.text.endswith(COLONS)


def sign(unit: Unit) -> str:
    """The sign that a line opens with, "1" for a number, "" where it opens with neither."""
    match = _SIGN.match(unit.text)
    return (match[1] or "1").rstrip(_VARIANT) if match else ""


def picture(unit: Unit) -> str:
    """The picture or arrow that a line opens with in place of a typed sign: "➡ Tests: 84,085"."""
    found = "" if unit.text[0].isalnum() else sign(unit)
    return "" if found in _TYPED else found


def _behind(units: Sequence[Unit], inside: Sequence[bool], first: int) -> int:
    """The unit behind the items that open as ``first`` does, in a list that is not too long."""
    own = sign(units[first])
    longest, most = (_ITEM, _MOST) if own else (_BARE, _MOST_BARE)
    tight = first + 1 < len(units) and not units[first + 1].blank_before
    stop = first
    while stop < min(len(units), first + most):
        unit = units[stop]
        if sign(unit) != own or len(unit.text) > longest or phrases().match(unit.folded):
            break
        if not own and (inside[stop] or ends_sentence(unit.text) or (tight and stop > first and unit.blank_before)):
            if stop > first and not (inside[stop] or unit.blank_before) and _ends_list(units[first : stop + 1]):
                stop += 1
            break
        stop += 1
    return stop


def _ends_list(items: Sequence[Unit]) -> bool:
    """Whether items are one sentence, as commas tell, and the last of them ends it."""
    return len(items) > 1 and all(item.text.endswith(_PAUSES) for item in items[:-1]) and items[-1].text.endswith(".")


def summed_up(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The points below a heading such as "Key points", in the order of the page.

    One of them has to be inside, or the story right behind several.
    """
    found: set[int] = set()
    for i, unit in enumerate(units):
        if not heads_summary(unit):
            continue
        points: list[int] = []
        for k in range(i + 1, min(len(units), i + 1 + _POINTS)):
            if len(units[k].text) > _POINT_MOST or (points and units[k].blank_before > units[points[0]].blank_before):
                break
            if len(units[k].text) >= _POINT_LEAST and not phrases().match(bare(units[k].folded)):
                points.append(k)
        behind = points[-1] + 1 if len(points) >= _ITEMS else len(units)
        listed = all(_SIGN.match(units[k].text) for k in points)  # and then the time of the first entry
        ahead = behind < len(units) and (flags[behind] or (listed and is_stamp(units[behind].text)))
        if any(flags[k] for k in points) or ahead:
            found.update(points)
    return frozenset(found)


def heads_summary(unit: Unit) -> bool:
    """Whether a line of a copy stands above the points in which a page sums up its story: "Key points"."""
    return unit.markup is None and unit.folded.strip(" :.") in _summaries()


@cache
def _summaries() -> frozenset[str]:
    return frozenset(fold(heading) for some in load_table("summaries")["headings"].values() for heading in some)
