"""Teasers of other articles and appeals among the paragraphs of a story: what points elsewhere, and the lines below it.

In a long story a teaser among paragraphs scores as they do; its first words and where it stands tell it apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.body import layout
from dateline.extract.body.interviews import ASKS
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.words.phrases import bare, load_table, phrases
from dateline.extract.words.text import COLONS, ends_sentence, fold

_TEASER = 140  # characters at most of a line that points elsewhere
_OWNED = re.compile(r"^(?:©|ⓒ|\(c\)|copyright\b).{0,60}(?:(?:19|20)\d\d|rights reserved)")  # "© 2025 Example Post"
_COVERED = 0.5  # of a line's characters that the phrase of a heading covers
_APPEAL = 20  # characters of a phrase that tells an appeal, however long the paragraph behind it is
_PARTLY = 0.25  # of a line that a long phrase about the page covers, at least
_BRACKETED = re.compile(r"^[【［〔\[]([^】］〕\]]{2,20})[】］〕\]]\s?\S")  # "【関連記事】…"
_SAID = ("mail_header", "page")  # what mail programs and pages say of themselves
NOISE = (
    "advert",
    "most_read",
    "promo",
    "share",
    "subscribe",
)  # kinds of what points elsewhere or asks for something
_ALONE = ("advert", "share")  # of those what heads no teasers
_OPENED = 0.4  # the same for a heading of teasers, which may name the outlet
_PARAGRAPH = 80  # characters of what it heads, at least
_LISTED = 12  # lines at most between a list's line and the blank lines around the list
_LONG_TITLE = 420  # characters of a title with what its article says first
_LONG_LIST, _LONG_SHARE = 20, 0.7  # titles of a list that are taken for one though so many of them are long,
_ENDED_SHARE = 0.1  # and the share of them that may end with a full stop
_FULL_STOPS = (".", ".”", '."', ".'", "。", "।", "۔")
_HALF = 0.5  # of a teaser's line of a saved page that is a link
_TITLED = 3  # lines of a teaser, one of which is
_BRIEF_LINE = 32  # characters of a line that counts comments or minutes
_PLAYED = re.compile(r"\d{1,2}:[0-5]\d[^\W\d_]")  # a video's length, and its title
_VIDEOS = 3  # such lines below each other
_SIGNED, _NAMES, _EXCERPT = 3, 60, 220  # lines of such a teaser, characters of its names and of its sentence
_LABEL, _TITLE_WORDS = 26, 5  # characters of a label in capitals, and words of a title behind it
_WORDS = 7  # of an article's title in capitals, at least
_ENDED = tuple(".!?:;…\"'”’)")  # what ends a sentence, or a question that heads its answer
_LIKELY = 0.75  # least score of a paragraph at the end of a box that goes on with the story
_MOSTLY = 0.6  # of a line's characters that its phrase covers


def points_elsewhere(unit: Unit) -> bool | None:
    """True for a heading of teasers, False for a teaser or an appeal, None for what may be the story."""
    text = bare(unit.folded)
    if len(unit.text) <= _TEASER and (_OWNED.match(unit.folded) or asks_to_follow(text)):
        return False
    if unit.text[:1] == "[" and unit.text[-1:] == "]" and phrases().match(text).get("promo", 0.0) > 0.0:
        return False
    if unit.text[:1] == "[" and unit.text[-1:] == "]" and len(unit.text) <= _TEASER and text.startswith(_asks()):
        return False  # "[See what the tide left.]"
    label = _BRACKETED.match(unit.text) if len(unit.text) <= _TEASER else None
    if label and phrases().match(fold(label[1])).get("promo", 0.0) >= _COVERED:
        return False
    for phrase, number in phrases().opening(text) if phrases().match(text) else ():
        rest = text[len(phrase) :].lstrip()
        covered = len(phrase) >= (_COVERED if len(phrase) < _APPEAL else _PARTLY) * len(text.rstrip(" :.-–—_"))
        if phrases().kinds[number] in _SAID and covered:
            return False
        if phrases().kinds[number] not in NOISE:
            if phrase[-1] == ":" and phrases().kinds[number] == "section" and len(unit.text) <= _TEASER:
                return False
            continue
        if rest.startswith("]") and phrases().kinds[number] == "advert":
            return False
        if len(phrase) >= _APPEAL:
            return len(rest) < _APPEAL
        if len(unit.text) > _TEASER:
            continue
        if not rest.strip(" :.…»>›→-–—*"):
            return phrases().kinds[number] not in _ALONE
        if phrase[-1] == ":" or (rest[0] in ":：|" and len(phrase) >= 4):
            return False
    return None


@cache
def _asks() -> tuple[str, ...]:
    """How what points elsewhere in brackets begins."""
    return tuple(f"{fold(verb)} " for some in load_table("boxes")["asks"].values() for verb in some)


def asks_to_follow(text: str) -> bool:
    """Whether a folded line asks readers to follow an outlet elsewhere: "Follow the Post on Facebook"."""
    match = _follow().match(text)
    return match is not None and bool(_networks().search(text, match.end()))


@cache
def _follow() -> re.Pattern[str]:
    verbs = {fold(verb) for some in load_table("about_page")["follow"].values() for verb in some}
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, verbs), key=len, reverse=True))})(?!\w)")


@cache
def _networks() -> re.Pattern[str]:
    names = map(re.escape, map(fold, load_table("about_page")["networks"]))
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def heads(unit: Unit) -> bool:
    """Whether a line heads teasers: "More from The Orlac Post"."""
    if len(unit.text) > _TEASER // 2 or ends_sentence(unit.text):
        return False
    found = phrases().match(bare(unit.folded))
    return max(found.get("promo", 0.0), found.get("most_read", 0.0)) >= _OPENED


def take_out(units: Sequence[Unit], scores: Sequence[float], heading: int, flags: list[bool], blanks: bool) -> int:
    """Take out the groups of lines behind a heading such as "More from us": lines that stand close together.

    Return the first unit behind ``heading`` for which another heading could say more than this one.
    """
    i = heading + 1
    if not blanks:
        while i < len(units) and len(units[i].text) <= _TEASER and not ends_sentence(units[i].text):
            flags[i] = False
            i += 1
        return max(i, take_out_list(units, heading, flags))
    while i < len(units):
        tight = i == heading + 1 and not units[i].blank_before
        pair = i + 1 < len(units) and not units[i + 1].blank_before and not ends_sentence(units[i].text)
        if not (tight or pair) or not _may_be_teasers(units, i):
            return i
        end = i
        while end < len(units) and (end == i or not units[end].blank_before):
            if len(units[end].text) > 2 * _TEASER:
                return end
            end += 1
        if _told_below(units[i:end]) or _goes_on(units, scores, flags, end - 1):
            end -= 1
            flags[i:end] = [False] * (end - i)
            return end
        flags[i:end] = [False] * (end - i)
        i = end
    return i


def take_out_list(units: Sequence[Unit], heading: int, flags: list[bool]) -> int:
    """Take out the titles of other articles right behind a heading: many and long ones that do not end as sentences.

    They read like a story of which each line is a paragraph; another heading may stand among them. Return the first
    unit behind them.
    """
    last, ended, long = heading + 1, 0, 0
    for i in range(heading + 1, len(units)):
        size, count = len(units[i].text), i - heading
        apart = units[i].blank_before > 0 and (size > _BRIEF_LINE or units[i].blank_after > 0)
        ended += units[i].text.endswith(_FULL_STOPS)
        long += size >= _PARAGRAPH
        few = count >= _LONG_LIST and long < _LONG_SHARE * count  # asked on the way: headings may follow each other
        if apart or few or size > _LONG_TITLE or ended > max(1.0, _ENDED_SHARE * count):
            break
        last = i + 1
    if last - heading <= _LONG_LIST:
        return heading + 1
    flags[heading + 1 : last] = [False] * (last - heading - 1)
    return last


def _told_below(some: Sequence[Unit]) -> bool:
    """Whether the last of some lines that stand close together goes on with the story: above it stand titles alone.

    Where each teaser has a text, there are as many of these as titles.
    """
    *titles, last = some
    told = len(last.text) >= _PARAGRAPH and ends_sentence(last.text) and last.markup is None
    return told and len(titles) > 1 and all(_entitles(unit) for unit in titles)


def _goes_on(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool], i: int) -> bool:
    """Whether the last of some lines that stand close together is likely the story, as the next one behind them is.

    What stands above it is not: a name below a pull quote, a title or two.
    """
    likely = scores[i] >= _LIKELY and flags[i] and not flags[i - 1] and units[i].markup is None
    return likely and i + 1 < len(units) and flags[i + 1] and ends_sentence(units[i].text)


def _entitles(unit: Unit) -> bool:
    return not ends_sentence(unit.text) or unit.text.endswith(ASKS)


def _may_be_teasers(units: Sequence[Unit], first: int) -> bool:
    """Whether lines that stand close together may be teasers: on a saved page, one in three is a link."""
    if units[first].markup is None:
        return True
    some = units[first : first + _LISTED]
    close = next((k for k in range(1, len(some)) if some[k].blank_before), len(some))
    linked = sum(u.markup is not None and u.markup.linked > _HALF for u in some[:close])
    return _TITLED * linked >= close


def titled(units: Sequence[Unit], i: int) -> bool:
    """Whether a line is the title of another article: "Read more" alone stands below it, and then the story goes on."""
    if i + 2 >= len(units) or units[i].markup is not None or len(units[i].text) > _TEASER or not _entitles(units[i]):
        return False
    more, behind = units[i + 1], units[i + 2]
    found = phrases().match(bare(more.folded))
    alone = len(more.text) <= _BRIEF_LINE and found.get("promo", 0.0) >= _MOSTLY and "advert" not in found
    return (
        alone
        and not more.blank_before
        and not more.text.endswith(COLONS)
        and len(behind.text) >= _PARAGRAPH
        and ends_sentence(behind.text)
    )


def shouted(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """Titles of other articles that stand in capitals between paragraphs: headings in capitals are short ones.

    Where a shorter line of the story is in capitals too, its headings may be.
    """
    capitals = [i for i, flag in enumerate(flags) if flag and units[i].text.isupper()]
    found = [i for i in capitals if len(units[i].text.split()) >= _WORDS]
    if len(found) < len(capitals):
        return frozenset()
    return frozenset(i for i in found if _between_paragraphs(units, flags, i))


def signed(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """What ``flags`` marks of a box that shows other articles: of each the title, who wrote it, and a sentence of it.

    Below each other several of these stand, with nothing in between.
    """
    out: set[int] = set()
    stop = -1
    for i in range(1, len(units) - 1):
        if not flags[i] or i < stop or len(units[i].text) > _NAMES or not _is_signed(units, i):
            continue
        last = i
        while (below := next((k for k in _next_signed(last, len(units)) if _is_signed(units, k)), 0)) > 0:
            last = below
        stop = last + _SIGNED - 1  # behind the sentence of the last one
        if last > i and not layout.said_small(units, units[i].text):
            out.update(k for k in range(i - 1, stop) if flags[k])
    return frozenset(out)


def _next_signed(i: int, count: int) -> range:
    """Where the names of the teaser below one stand whose names are line ``i``: its title may have two lines."""
    return range(i + _SIGNED, min(count - 1, i + _SIGNED + 2))


def _is_signed(units: Sequence[Unit], i: int) -> bool:
    """Whether a line is names alone, with a title right above it and one sentence right below."""
    above, below = units[i - 1].text, units[i + 1].text
    told = ends_sentence(below) and len(below) <= _EXCERPT and len(units[i].text) <= _NAMES
    titled = _BRIEF_LINE <= len(above) <= _TEASER and not ends_sentence(above)
    return told and titled and layout.is_names(units[i])


def labelled(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """Titles of other articles behind a label in capitals, alone or several, between two paragraphs of the story.

    "STORY: What the tide left", "GULLS: Nine goals in a storm". Headings behind a label say less, or in capitals too.
    """
    found: set[int] = set()
    for i in range(1, len(units) - 1):
        if i in found or not flags[i] or not _is_labelled(units[i].text):
            continue
        stop = next(k for k in range(i + 1, len(units) + 1) if k == len(units) or not _is_labelled(units[k].text))
        told = any(_title_behind_label(units[k].text) for k in range(i, stop))
        if told and _whole(units, flags, i - 1) and _whole(units, flags, stop):
            found.update(k for k in range(i, stop) if flags[k])
    return frozenset(found)


def _is_labelled(text: str) -> bool:
    """Whether a line opens with a label in capitals and ends in no stop."""
    label, colon, rest = text.partition(": ")
    return (
        bool(colon)
        and 2 < len(label) <= _LABEL
        and label.isupper()
        and not rest.isupper()
        and len(text) <= _TEASER
        and not (ends_sentence(text) or text.endswith(_ENDED) or "|" in rest)
    )


def _title_behind_label(text: str) -> bool:
    """Whether what stands behind the label is long enough for a title and tells no day, or the label tells one."""
    label, _, rest = text.partition(": ")
    return fold(label) in _leads() or (len(rest.split()) >= _TITLE_WORDS and not find_dates(rest))


@cache
def _leads() -> frozenset[str]:
    return frozenset(fold(label) for some in load_table("boxes")["leads"].values() for label in some)


def _whole(units: Sequence[Unit], flags: Sequence[bool], i: int) -> bool:
    """Whether a line is a paragraph of the story."""
    return i < len(units) and flags[i] and len(units[i].text) >= _PARAGRAPH and ends_sentence(units[i].text)


def playlist(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """Titles of videos among what ``flags`` marks, each right behind its length: "01:24Crowds wait for the ferry".

    Several of them stand below each other.
    """
    some = [i for i, flag in enumerate(flags) if flag and units[i].text[:1].isdigit() and _PLAYED.match(units[i].text)]
    return frozenset(
        i
        for i in some
        if any(all(0 <= k < len(units) and _PLAYED.match(units[k].text) for k in run) for run in _runs(i))
    )


def _runs(i: int) -> tuple[range, ...]:
    """The runs of lines that hold line ``i``."""
    return tuple(range(start, start + _VIDEOS) for start in range(i - _VIDEOS + 1, i + 1))


def _between_paragraphs(units: Sequence[Unit], flags: Sequence[bool], i: int) -> bool:
    """Whether a line without a full stop stands apart, right between two paragraphs of the story."""
    sides = (i - 1, i + 1)
    return (
        not units[i].text.endswith(_ENDED)
        and 0 < i < len(units) - 1
        and bool(units[i].blank_before and units[i + 1].blank_before)
        and all(flags[k] and len(units[k].text) >= _PARAGRAPH and ends_sentence(units[k].text) for k in sides)
    )
