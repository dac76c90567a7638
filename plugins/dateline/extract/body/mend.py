"""What layout says against the model: appeals inside the story, and the last sentences of a short one.

The model judges by the company that a unit keeps. In a story of a few sentences there is little company, so that its
sentences score low; in a long one a teaser among paragraphs scores high. Layout tells both apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from dateline.extract.body import about, lists, signposts, tails, tallies, teasers, threads, wiki
from dateline.extract.body.answers import counts_answers
from dateline.extract.body.counted import counted, headings
from dateline.extract.body.interviews import interview
from dateline.extract.body.kin import kin
from dateline.extract.body.layout import above_caption, is_names, is_stamp, signs_post
from dateline.extract.body.resume import resumed
from dateline.extract.features.alone import weight
from dateline.extract.lines.messages import sender
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import wires
from dateline.extract.recognisers.captions import signs, split_credit
from dateline.extract.recognisers.controls import controls
from dateline.extract.recognisers.dates import find_dates, read_time
from dateline.extract.recognisers.openings import anothers
from dateline.extract.recognisers.posts import copulas
from dateline.extract.words.phrases import bare, load_table, phrases
from dateline.extract.words.text import QUOTES, ends_sentence, fold, has_digit, opens_small

_ENDS = ("comments", "most_read", "section", "author_note", "legal", "paywall")
_NEVER = (*teasers.NOISE, *_ENDS, "broadcast", "credit", "correction", "page", "published", "updated")
_TEASER = 140  # characters at most of a line that points elsewhere
_BEGUN = 200  # characters of a story that is more than its standfirst
_COVERED = 0.5  # of a line's characters that the phrase of a heading covers
_SHORT_STORY = 1200  # characters
_SENTENCE = 40  # characters at least
_BRIEF = 12  # and of one that opens a story without a headline
_LIKELY = 0.02  # least score of a sentence that belongs to a short story
_NAME = 40  # characters of a name above a note on the author
_LINKED, _SURE = 0.9, 0.9  # of a line at the end, from which on it is a link, and the story's all the same
_LAST = 0.1  # and of the last paragraph of any story
_ITEM_LIKELY = 0.08  # and of a list's item beside one that is inside
_HEADS = 0.1  # and of a heading before a paragraph that is in
_LISTED = 12  # lines at most between a list's line and the blank lines around the list
_AMONG = 0.15  # and of a paragraph among others
_BOX, _NEXT = 12, 3  # units before it and behind it in which these stand
_HEADING = 90  # characters at most
_HEADS_BOX, _BRIEF_HEADING = 0.15, 40  # least score of a heading right above a box, and its characters at most
_TIGHT = 60  # characters of one right on top of its paragraph
_PARAGRAPH = 80  # characters of what it heads, at least
_INTERRUPTED = 8  # units of promotion at most that part it from the paragraph before
_TIME = re.compile(r"^\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,5})?$", re.IGNORECASE)
_COUNT = re.compile(r"^\(?\d[\d.,\s]*[km]?\)?\s+(?=\D)")  # in front of "Comments"
_LISTED_AS = re.compile(r"^[^:：]{3,24}\s?[:：]\s?\S")
_NUMBER = re.compile(r"[\s:：]*[(\[]?\d[\d.,\s]*[km]?[)\]]?")
_MOSTLY = 0.6  # of a line's characters that its phrase covers
_BRIEF_LINE = 32  # characters of a line that counts comments or minutes
_LABELLED = re.compile(r"[^\W\d_]{3,}(?:\s[^\W\d_]+){0,2}:\s")  # "Details: The first blow …"
_ALIKE = 2  # paragraphs with labels that tell a house's custom
_MIDNIGHT = "00:00"  # as players begin
_PAIR = 2  # the time and the title of an entry
_POSTS = 3  # of a live blog, at least
_ITEM = re.compile(r"^(?:[•▪●‣·◦*–—-]|\(?\d{1,3}[.)])\s+\S")
_SIGNS = frozenset("•▪●‣·◦")  # of a list's items, none of which opens direct speech
_OPENING = 3  # units at the story's beginning among which its topics stand
_MOST_OF, _ITEMS = 0.5, 3  # of a list's items that are in, and items of a list, for the rest to come in
_TABLE = 2  # rows
_IN_HEAD = 12  # units from a story's summary to its first paragraph
_BOXED = 40  # units of a box between a first paragraph and the rest, at most
_FIRST = 120  # characters of a first paragraph that stands right below the day
_LINKS = 3  # units of such a box above a paragraph, at least
_BEFORE = 6  # units before the story in which its first paragraph stands
_CAPTIONED = 300  # characters of a caption
_REACH = 7  # units between such a sentence and the story


def story(units: Sequence[Unit], scores: Sequence[float], inside: Sequence[bool]) -> tuple[bool, ...]:
    """``inside`` without what points elsewhere, and with the sentences that a short story lacks."""
    flags = list(inside)
    blanks = _parted(units, flags)
    begun, told, done = False, 0, 0  # ``done``: up to where the teasers below a heading are known
    for i, flag in enumerate(inside):
        if flag and (
            _furniture(units[i])
            or (units[i].markup is None and wires.terminal(units[i].text, units[i].folded))
            or teasers.titled(units, i)
            or (blanks and _below_player(units, inside, i))
        ):
            flags[i] = False
        elif flag and flags[i] and (heading := teasers.points_elsewhere(units[i])) is not None:
            flags[i] = False
            if heading:
                done = teasers.take_out(units, scores, i, flags, blanks)
        elif begun and i >= done and not flag and teasers.heads(units[i]):
            parted = blanks or units[i].markup is not None
            if parted:
                done = teasers.take_out(units, scores, i, flags, blanks)
            else:
                done = teasers.take_out_list(units, i, flags)
        told += len(units[i].text) if flag else 0
        begun = told >= _BEGUN
    if not any(flags):
        return tuple(inside)
    _links_behind(units, scores, flags)
    if sum(len(unit.text) for unit, flag in zip(units, flags, strict=True) if flag) < _SHORT_STORY:
        _complete(units, scores, flags, inside, blanks)
    _add(flags, interview(units, flags))
    _add(flags, lists.summed_up(units, flags))
    _add(flags, resumed(units, flags, inside))
    _add(flags, _behind_links(units, flags))
    _add(flags, _below_stamp(units, scores, flags))
    _add(flags, tails.sections(units, scores, flags))
    _add(flags, tails.turns(units, flags))
    _add(flags, tails.last(units, scores, flags))
    _add(flags, tails.subheadings(units, scores, flags))
    _posts(units, flags)
    _entries(units, flags)
    _rows(units, flags)
    _items(units, flags)
    _add(flags, lists.amid(units, flags))
    _add(flags, tallies.tallies(units, flags))
    _add(flags, counted(units, flags))
    _add(flags, headings(units, flags))
    _add(flags, threads.posts(units, flags))
    for i in wiki.sources(units, flags):
        flags[i] = False
    _add(flags, wiki.headings(units, flags))
    _add(flags, kin(units, flags, inside))
    _signed(units, flags)
    _listed(units, flags, inside)
    _between(units, scores, flags, inside)
    if blanks:
        _inner(units, scores, flags)
        _join(units, scores, flags, inside)
        _block(units, scores, flags, inside)
    if blanks or _parted_below_headings(units, flags):
        _bridge(units, scores, flags, inside)
    _above_box(units, scores, flags, inside)
    brought = [flag and not before for flag, before in zip(flags, inside, strict=True)]
    for i in controls(units, brought):
        flags[i] = False
    for i, flag in enumerate(brought):
        if flag and teasers.points_elsewhere(units[i]) is not None:
            flags[i] = False
    found = (teasers.shouted, teasers.playlist, teasers.signed, teasers.labelled)
    for i in frozenset().union(*(told(units, flags) for told in found)):
        flags[i] = False
    last = len(flags) - 1 - flags[::-1].index(True)
    opening = [i for i, flag in enumerate(flags[:last]) if flag][:_OPENING]
    for i in opening:
        flags[i] = not (opens_topics(units[i]) or _below_credit(units, i, flags))
    if any(flags[:last]) and (_tags(units[last]) or counts_answers(units, last)):
        flags[last] = False
    return tuple(flags)


def _below_credit(units: Sequence[Unit], i: int, flags: Sequence[bool]) -> bool:
    """Whether a line of the head is a caption: who took the picture stands close above, the text not close below."""
    parted = i > 0 and not (units[i].blank_before or flags[i + 1]) and units[i].markup is None
    return parted and len(units[i].text) <= _CAPTIONED and signs(units[i - 1].text)


def _tags(unit: Unit) -> bool:
    """Whether a line at the end lists what the article is about: "Tags: ferries, Orlac"."""
    listed = unit.markup is None and len(unit.text) <= _TEASER and not ends_sentence(unit.text)
    return listed and "section" in phrases().match(bare(unit.folded)) and bool(_LISTED_AS.match(unit.text))


def opens_topics(unit: Unit) -> bool:
    """Whether a line is the list of several topics that a page prints above a text: "Topics: ferries, goats"."""
    label, colon, rest = unit.folded.partition(":")
    return bool(colon) and "," in rest and label.strip() in _topics() and not ends_sentence(unit.text)


@cache
def _topics() -> frozenset[str]:
    return frozenset(map(fold, load_table("bylines")["topics"]))


def _add(flags: list[bool], found: frozenset[int]) -> None:
    for i in found:
        flags[i] = True


def _links_behind(units: Sequence[Unit], scores: Sequence[float], flags: list[bool]) -> None:
    """Take out links to other pages right at the end of a saved page's story, which end in no full stop."""
    story = [i for i, flag in enumerate(flags) if flag]
    while len(story) > 1:
        i = story.pop()
        markup = units[i].markup
        linked = markup is not None and markup.linked > _LINKED and not markup.list_depth
        if not linked or scores[i] >= _SURE or ends_sentence(units[i].text):
            return
        flags[i] = False


def entry(units: Sequence[Unit]) -> tuple[bool, ...]:
    """The story of an entry of which nothing reads like one: all that is neither its title nor points elsewhere."""
    return tuple(
        unit.markup is not None
        and unit.markup.heading != 1
        and not unit.markup.hidden
        and not any(kind in _NEVER for kind in phrases().match(unit.folded))
        for unit in units
    )


def opening(units: Sequence[Unit], inside: Sequence[bool]) -> tuple[bool, ...]:
    """``inside`` with the sentences right before it, for a dump whose headline is given and stands not in its text."""
    flags = list(inside)
    i = flags.index(True) if any(flags) else 0
    while i and units[i - 1].markup is None and _plain_sentence(units[i - 1], False, False, _BRIEF):
        i -= 1
        flags[i] = True
    return tuple(flags)


def _below_stamp(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """The paragraph between a line of the head that tells the day and the story: the first one.

    A summary of the story may stand above that line.
    """
    first = flags.index(True)
    near = range(max(1, first - 1), min(len(units) - 1, first + _IN_HEAD))
    above = next((i for i in range(max(1, first - _BOXED), first - 1) if _opens_above_box(units, i)), None)
    return frozenset(() if above is None else (above,)) | frozenset(
        i
        for i in near
        if flags[i + 1]
        and not flags[i]
        and units[i].markup is None
        and scores[i] >= _LAST
        and len(units[i].text) >= _FIRST
        and _stamps(units[i - 1])
        and not above_caption(units, i)
        and not (_captions(units[i]) or anothers(units[i].text))
        and _plain_sentence(units[i], False, False, _PARAGRAPH)
    )


def _opens_above_box(units: Sequence[Unit], i: int) -> bool:
    """Whether a line of a copy is the first paragraph, between the line of the head that tells the day and a box."""
    unit, below = units[i], units[i + 1]
    return (
        len(unit.text) >= _FIRST
        and unit.markup is None
        and teasers.heads(below)
        and below.blank_before > 0
        and _stamps(units[i - 1])
        and not (_captions(unit) or anothers(unit.text) or about.speaks(unit))
        and _plain_sentence(unit, False, False, _PARAGRAPH)
    )


def _stamps(unit: Unit) -> bool:
    """Whether a brief line tells a day and is no sentence."""
    brief = len(unit.text) <= _HEADING and not ends_sentence(unit.text)
    return brief and any(day.day and day.year for day in find_dates(unit.text))


def _behind_links(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The paragraph right below the title of another article and "Read more", where the story stands on both sides."""
    return frozenset(
        i
        for i in range(_LINKS, len(units) - 1)
        if not flags[i]
        and flags[i + 1]
        and any(flags[max(0, i - 1 - _LINKS) : i - 2])
        and teasers.titled(units, i - 2)
        and units[i + 1].blank_before
        and len(units[i + 1].text) > _TIGHT
        and _plain_sentence(units[i], False, False, _PARAGRAPH)
    )


def _join(units: Sequence[Unit], scores: Sequence[float], flags: list[bool], decoded: Sequence[bool]) -> None:
    """Bring in what belongs to its neighbours: the items of a list, what opens it, a last paragraph."""
    for order, step in ((range(len(units) - 2, 0, -1), 1), (range(1, len(units)), -1)):
        for i in order:
            unit, other = units[i], units[i + step]
            if flags[i] or decoded[i] or not flags[i + step] or unit.markup is not None:
                continue
            gap = unit.blank_after if step > 0 else unit.blank_before
            item = _ITEM.match(unit.text) and _ITEM.match(other.text) and not gap and scores[i] >= _ITEM_LIKELY
            opens = step > 0 and _ITEM.match(other.text) and unit.text[-1] in ":：" and scores[i] >= _LIKELY
            if item or opens:
                flags[i] = True
    last = len(flags) - flags[::-1].index(True)
    if last < len(units) and not decoded[last] and scores[last] >= _LAST and units[last].markup is None:
        flags[last] = _plain_sentence(units[last], True, last + 1 == len(units))


def _listed(units: Sequence[Unit], flags: list[bool], decoded: Sequence[bool]) -> None:
    """Bring in the rest of a list below a line that opens it, two items right above which are in.

    All items open with one and the same sign.
    """
    for i in range(2, len(units)):
        if flags[i] or not (flags[i - 1] and flags[i - 2]) or units[i].text[0] not in _SIGNS:
            continue
        alike = units[i].text[1:2] == " " and all(units[k].text[:2] == units[i].text[:2] for k in (i - 1, i - 2))
        if not alike or decoded[i] or units[i].markup is not None:
            continue
        above = next((k for k in range(i - 1, -1, -1) if units[k].text[:2] != units[i].text[:2]), -1)
        opened = above >= 0 and flags[above] and units[above].text[-1] in ":："
        flags[i] = opened and phrases().match(bare(units[i].folded)).keys().isdisjoint(_NEVER)


def _block(units: Sequence[Unit], scores: Sequence[float], flags: list[bool], decoded: Sequence[bool]) -> None:
    """Bring in a sentence that stands close between two lines of the story, as one of a list of dates does."""
    for i in range(1, len(units) - 1):
        unit = units[i]
        close = not unit.blank_before and not unit.blank_after and unit.markup is None
        if close and not flags[i] and not decoded[i] and scores[i] >= _AMONG and ends_sentence(unit.text):
            apart = any(one.blank_before for one in units[max(0, i - _LISTED) : i])
            apart = apart and any(one.blank_after for one in units[i + 1 : i + 1 + _LISTED])
            flags[i] = apart and flags[i - 1] and flags[i + 1]


def _between(units: Sequence[Unit], scores: Sequence[float], flags: list[bool], decoded: Sequence[bool]) -> None:
    """Bring in lines between two of the story that have a label as others of it do, and of a short one sentences too.

    (In a long story such a sentence is a caption or points elsewhere.) A sentence may have its heading above it.
    """
    story = [i for i, flag in enumerate(flags) if flag]
    short = sum(len(units[i].text) for i in story) < _SHORT_STORY
    alike = sum(bool(_LABELLED.match(units[i].text)) for i in story) >= _ALIKE
    for i in range(1, len(units) - 1) if short or alike else ():
        unit = units[i]
        if flags[i] or decoded[i] or not flags[i + 1] or scores[i] < _AMONG or unit.markup is not None:
            continue
        told = short and _plain_sentence(unit, False, False, _BRIEF) and not _on_name_above(units, i)
        if flags[i - 1]:
            said = alike and _LABELLED.match(unit.text)
            flags[i] = told or (bool(said) and phrases().match(bare(unit.folded)).keys().isdisjoint(teasers.NOISE))
        elif told and i > 1 and flags[i - _PAIR] and scores[i - 1] >= _AMONG and signposts.subheading(units, i - 1):
            flags[i - 1] = flags[i] = True


def _posts(units: Sequence[Unit], flags: list[bool]) -> None:
    """Bring in all posts of a live blog, which stand close together below a time of day each, if one of them is in."""
    starts = [i for i, unit in enumerate(units) if unit.markup is None and (not i or unit.blank_before)]
    posts = [
        range(start, stop)
        for start, stop in pairwise([*starts, len(units)])
        if stop - start > 1 and _TIME.match(units[start].text) and ends_sentence(units[stop - 1].text)
    ]
    if len(posts) >= _POSTS and any(flags[i] for post in posts for i in post):
        for post in posts:
            flags[post.start : post.stop] = [True] * len(post)


def _entries(units: Sequence[Unit], flags: list[bool]) -> None:
    """Bring in the time and the title of each entry of a live blog, where the texts of several are inside."""
    stamps = [i for i, unit in enumerate(units) if unit.markup is None and is_stamp(unit.text)]
    bounds = pairwise([*stamps, len(units)]) if len(stamps) >= _POSTS else ()
    told = [start for start, stop in bounds if stop - start > _PAIR and any(flags[start + _PAIR : stop])]
    times = [read_time(units[i].folded)[0] for i in told]
    orderly = times in (sorted(times), sorted(times, reverse=True)) and len(set(times)) == len(times)
    for start in told if len(told) >= _POSTS and orderly and _MIDNIGHT not in times else ():
        title = units[start + 1]
        flags[start] = True
        titled = len(title.text) <= _HEADING and not (ends_sentence(title.text) or _furniture(title))
        flags[start + 1] = flags[start + 1] or titled


def _signed(units: Sequence[Unit], flags: list[bool]) -> None:
    """Bring in who wrote an embedded post, and when, right behind what the post says."""
    for i in range(1, len(units)):
        unit = units[i]
        if flags[i - 1] and not flags[i] and unit.markup is None and signs_post(unit.text):
            flags[i] = True


def _inner(units: Sequence[Unit], scores: Sequence[float], flags: list[bool]) -> None:
    """Bring in the paragraphs that stand among those of the story, behind a box with other things."""
    for i, unit in enumerate(units):
        if (
            not flags[i]
            and scores[i] >= _AMONG
            and any(flags[max(0, i - _BOX) : i])
            and any(flags[i + 1 : i + 1 + _NEXT])
            and _plain_sentence(unit, True, False, _PARAGRAPH)
        ):
            flags[i] = True


def _rows(units: Sequence[Unit], flags: list[bool]) -> None:
    """Bring in tables within the story, tables some rows of which are in, and the heading right on top of them."""
    if not any(unit.cells for unit in units):
        return
    start = 0
    for i in range(1, len(units) + 1):
        if i < len(units) and len(units[i].cells) == len(units[start].cells) > 1 and units[i].markup is None:
            continue
        enclosed = start and i < len(units) and flags[start - 1] and flags[i]
        if enclosed and i - start >= _TABLE and units[start].markup is None:
            flags[start:i] = [True] * (i - start)
        start = i
    for order, step in ((range(len(units) - 1), 1), (range(len(units) - 1, 0, -1), -1)):
        for i in reversed(order):
            one, other = units[i], units[i + step]
            if flags[i + step] and one.markup is None and len(one.cells) == len(other.cells) > 1:
                flags[i] = True
    for i in range(1, len(units) - 1):
        unit, row = units[i], units[i + 1]
        if (
            flags[i + 1]
            and len(row.cells) > 1
            and not (flags[i] or unit.cells or row.blank_before or phrases().match(unit.folded))
            and unit.markup is None
            and flags[i - 1]
            and (unit.blank_before or ends_sentence(units[i - 1].text))
            and len(unit.text) <= _HEADING
            and not ends_sentence(unit.text)
        ):
            flags[i] = True


def _items(units: Sequence[Unit], flags: list[bool]) -> None:
    """Bring in the rest of a list of a saved page half of whose items are in, but for those that are links alone."""
    lists: dict[int, list[int]] = {}
    for i, unit in enumerate(units):
        mark = unit.markup
        if mark is not None and mark.list_depth:
            at = max((k for k, tag in enumerate(mark.tags) if tag in ("ul", "ol")), default=-1)
            if at >= 0:
                lists.setdefault(mark.nodes[at], []).append(i)
    for places in lists.values():
        if len(places) >= _ITEMS and _MOST_OF * len(places) <= sum(flags[i] for i in places) < len(places):
            for i in places:
                mark = units[i].markup
                flags[i] = flags[i] or (mark is not None and mark.linked < _LINKED and not _furniture(units[i]))


def _bridge(units: Sequence[Unit], scores: Sequence[float], flags: list[bool], decoded: Sequence[bool]) -> None:
    """Bring in a heading that stands alone before a paragraph of the story, not far behind another."""
    for i in range(1, len(units) - 1):
        unit, after = units[i], units[i + 1]
        if (
            flags[i + 1]
            and not (flags[i] or decoded[i])
            and (unit.markup is None or unit.markup.heading)
            and scores[i] >= _HEADS
            and any(flags[max(0, i - _INTERRUPTED) : i])
            and len(unit.text) <= _HEADING
            and unit.blank_before
            and (unit.blank_after or (not after.blank_before and len(unit.text) <= _TIGHT))
            and (
                after.text[-1] in ":："
                or _ITEM.match(after.text)
                or (len(after.text) > _PARAGRAPH and ends_sentence(after.text))
            )
            and (not ends_sentence(unit.text) or unit.text[-1] in "?？؟")
            and not opens_small(unit.text)
            and any(map(str.isalpha, unit.text))
            and not phrases().match(bare(unit.folded))
            and (flags[i - 1] or units[i - 1].text[-1] not in QUOTES)  # who said what a box quotes
        ):
            flags[i] = True


def _above_box(units: Sequence[Unit], scores: Sequence[float], flags: list[bool], decoded: Sequence[bool]) -> None:
    """Bring in a heading below whose paragraph's place a box stands, with more of the story behind."""
    for i in range(1, len(units) - 2):
        unit = units[i]
        if flags[i] or not flags[i - 1] or scores[i] < _HEADS_BOX or len(unit.text) > _BRIEF_HEADING:
            continue
        behind = any(flags[i + 2 : i + 2 + _BOX])
        apart = unit.blank_before and unit.markup is None and ends_sentence(units[i - 1].text)
        told = apart and behind and not (flags[i + 1] or decoded[i] or ends_sentence(unit.text))
        if told and teasers.heads(units[i + 1]) and signposts.may_head(unit) and not is_names(unit):
            flags[i] = True


def _parted(units: Sequence[Unit], flags: Sequence[bool]) -> bool:
    """Whether blank lines part the paragraphs of the story."""
    own = [unit.blank_before > 0 for unit, flag in zip(units, flags, strict=True) if flag]
    return sum(own) > 0.5 * len(own)


def _parted_below_headings(units: Sequence[Unit], flags: Sequence[bool]) -> bool:
    """The same where short lines that stand apart may be right on top of paragraphs."""
    own = [
        unit.blank_before > 0
        or (i > 0 and not flags[i - 1] and len(units[i - 1].text) <= _TIGHT and units[i - 1].blank_before > 0)
        for i, unit in enumerate(units)
        if flags[i]
    ]
    return sum(own) > 0.5 * len(own)


def _below_player(units: Sequence[Unit], inside: Sequence[bool], i: int) -> bool:
    """Whether a line is the title of a video or a recording: it stands right below how long that takes."""
    if i < 2:
        return False
    above = units[i - 1]
    tight = not inside[i - 1] and not units[i].blank_before and bool(_TIME.match(above.text))
    return tight and len(units[i].text) <= _HEADING and not ends_sentence(units[i].text) and _played(units[i - 2])


@cache
def _minutes() -> re.Pattern[str]:
    words = sorted((re.escape(fold(word)) for word in load_table("dates")["minutes"]), key=len, reverse=True)
    return re.compile(rf"(?:[^\W\d_]+\s?[:：]\s?)?\d{{1,3}}\s?(?:{'|'.join(words)})(?:\s[^\W\d_]+){{0,2}}")


_INLINE = re.compile(r"\[\s[^\[\]]{8,140}\s\]|\[([^\[\]]{3,30})\]\s.{8,120}")  # "[ Link ]", "[Most read] Link"


def _bracketed(text: str) -> bool:
    """Whether a line is a link in brackets, or one behind its label: "[Most read] Ferries to stay in port"."""
    match = _INLINE.fullmatch(text) if text[:1] == "[" else None
    label = match[1] if match else None
    return match is not None and (label is None or not phrases().match(fold(label)).keys().isdisjoint(teasers.NOISE))


def _furniture(unit: Unit) -> bool:
    """Whether a line asks to share or listen, counts comments, tells how long reading takes, or who sent a message."""
    if unit.markup is None and (_bracketed(unit.text) or sender(unit.text)):
        return True
    if unit.markup is not None or len(unit.text) > _BRIEF_LINE:
        return False
    if phrases().match(unit.folded).get("share", 0.0) >= _MOSTLY:
        return True
    if ends_sentence(unit.text) or not has_digit(unit.text):
        return False
    counted = (phrase for phrase, number in phrases().opening(unit.folded) if phrases().kinds[number] == "comments")
    return bool(_minutes().fullmatch(unit.folded)) or any(
        _NUMBER.fullmatch(unit.folded[len(phrase) :]) for phrase in counted
    )


def _played(unit: Unit) -> bool:
    return "promo" in phrases().match(unit.folded)  # "Video Duration 02 minutes 31 seconds"


def _complete(
    units: Sequence[Unit], scores: Sequence[float], flags: list[bool], inside: Sequence[bool], blanks: bool
) -> None:
    first = flags.index(True)
    said = Counter(unit.folded for unit in units)
    for order, step in ((range(first - 1, max(-1, first - _BEFORE), -1), -1), (range(first + 1, len(units)), 1)):
        last = first
        for i in order:
            unit = units[i]
            if flags[i] or (step < 0 and _captions(unit)):
                last = i
            elif (
                abs(i - last) > _REACH
                or (step < 0 and abs(i - last) > 1)
                or any(phrases().match(_COUNT.sub("", bare(unit.folded))).get(kind, 0.0) >= _COVERED for kind in _ENDS)
            ) or _on_name_above(units, i):
                break
            elif (
                not inside[i]
                and scores[i] >= _LIKELY
                and said[unit.folded] == 1
                and not (step < 0 and above_caption(units, i))
                and _plain_sentence(unit, blanks and step > 0, i + 1 == len(units))
                and (step > 0 or not blanks or unit.blank_after > 0)  # a byline may stand right on top of the first
            ):
                flags[i] = True
                last = i


def _captions(unit: Unit) -> bool:
    """Whether a unit is a caption with its credit: the first paragraph may stand above it."""
    return len(unit.text) <= _CAPTIONED and all(split_credit(unit.text))


def _on_name_above(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit begins with the whole line above it and says what that person is: a note on the author."""
    above = units[i - 1].text if i else ""
    rest = units[i].text.removeprefix(f"{above} ")
    return len(above) <= _NAME and rest != units[i].text and rest.split(" ", 1)[0] in copulas()


def _plain_sentence(unit: Unit, blanks: bool, final: bool, least: int = _SENTENCE) -> bool:
    if (
        weight(unit.text) < least
        or not ends_sentence(unit.text)
        or unit.text[-1] in "?？؟"
        or "@" in unit.text
        or unit.folded.startswith(("©", "(c)"))
    ):
        return False
    if blanks and not (unit.blank_before and (unit.blank_after or final)):
        return False
    found = phrases().match(bare(unit.folded)).keys()
    return (found - signposts.OPENS if signposts.counts(unit.text) else found).isdisjoint(_NEVER)
