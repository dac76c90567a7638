"""Where a story of any length goes on behind a box of links, a form or an advert, by what its own sections look like.

Behind "Read more" the model wants more of a part than the last section of a report has. But a report keeps to its
custom: numbered questions go on counting, a chronology names the next day, each person's account stands below a name
and a calling, and a dash opens each turn of an interview. And paragraphs right behind the last known one, which only
what closes an article follows, are its last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from dateline.extract.body import about, signposts
from dateline.extract.body.interviews import ASKS
from dateline.extract.features.alone import weight
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.bylines import looks_like_names
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.words.phrases import bare, phrases
from dateline.extract.words.text import ends_sentence, has_digit

_HEADING, _DAY = 90, 48  # characters of a heading at most, and of one that is a day
_PAIRED = 60  # characters of the second line of a heading
_CUSTOM, _MANY = 2, 3  # sections of a kind that tell a custom; and numbers that count on
_TURNS = 4  # turns of direct speech that do
_SENTENCE = 20  # characters of a paragraph behind the first of a section
_CLOSE_SENTENCE = 45.0  # weight of the last one of a report in Chinese
_REACH = 60  # units behind the story that are looked at
_LIKELY = 0.1  # least score of the first paragraph behind the story, or of a section; half of it for those behind it
_ALIKE = 0.15  # least score of a heading between two paragraphs
_LONGER = 1.5  # times as long as other headings of the story
_NAMES = 3  # words of a name at most
_BOX = 9  # units of a box at most
_END = 3  # units behind the last paragraphs in which the article ends
_COVERED = 0.9  # of a line that the name of a section covers
_BUTTON = 24  # characters of a form's button at most
_LAST = 2  # paragraphs at the end, at least
_PERSONS, _COUNTED_LINES = "person", "counted"
_SURE = frozenset((_PERSONS, _COUNTED_LINES))  # kinds of two lines, of which one that is known will do among many
_NUMBERED = re.compile(r"\W{0,2}(\d{1,2})\s?[.):–-]\s?(?=\W?[^\W\d_])")
_COUNTED, _LONGEST_COUNT = re.compile(r"\d{1,2}|[IVX]{1,4}"), 4
_PERSON = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")
_AGED = re.compile(r"[^\W\d_][^\d,;:|]*,\s(?:[^\d\s]+\s)?[1-9]\d\b\D{0,12}$")  # "teacher, 34", "Lehrerin, 34 Jahre"
_SPEECH = re.compile(r"([–—―])\s?(?=[^\W\d_]|[¿¡«\"“„])")
_CHAPTER = re.compile(r"[^\W\d_]{3,}(?=\s(?:\d{1,2}|[IVX]{1,4})\b)")  # "Chapter 2", "Глава IV"


def sections(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """The sections outside the story whose headings are of a kind that heads several sections of it."""
    story = _story(units, flags)
    kinds = {i: some for i in story if (some := _kinds(units, i))}
    near = units[story.start : story.stop + _REACH] if story else ()
    if not kinds and sum(_NUMBERED.match(unit.text) is not None for unit in near) < _MANY:
        return frozenset()  # there is no custom to go by
    kinds |= {i: some for i in _reach(units, flags) if i >= story.stop and (some := _kinds(units, i))}
    known = _known(units, flags, kinds)
    found: set[int] = set()
    for i, some in kinds.items() if known else ():
        lines = next((lines for kind, lines in some.items() if kind in known), 0)
        first = i + lines
        described = flags[i] and (flags[first] or signposts.sentences(units[first].text) < _CUSTOM)
        if not lines or described:  # what stands below a heading of the story may be a picture's description
            continue
        least = _LIKELY if lines == 1 else 0.0
        stop = first
        while stop < len(units) and (
            (stop == first and flags[stop]) or _goes_on(units, scores, stop, stop > first, least)
        ):
            stop += 1
        if stop > first:
            found.update(range(i - _announced(units, flags, i), stop))
    return frozenset(i for i in found if not flags[i])


def _announced(units: Sequence[Unit], flags: Sequence[bool], i: int) -> bool:
    """Whether a sentence stands between the story and its first section, as "We spoke to four of them." does."""
    above = i - 1
    follows = above > 0 and not flags[above] and flags[above - 1] and ends_sentence(units[above - 1].text)
    return follows and signposts.paragraph(units[above], _SENTENCE)


def turns(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The turns of direct speech behind the story's last known one, of which it has many: each opens with a dash."""
    signs = Counter(
        match[1] for unit, flag in zip(units, flags, strict=True) if flag and (match := _SPEECH.match(unit.text))
    )
    often = {sign for sign, times in signs.items() if times >= _TURNS}
    return frozenset(
        i
        for i in (_reach(units, flags) if often else ())
        if not flags[i]
        and (match := _SPEECH.match(units[i].text))
        and match[1] in often
        and ends_sentence(units[i].text)
    )


def last(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """The last paragraphs of a story, right behind it or behind one box, that what closes an article follows.

    One paragraph will do right below a heading that is the story's: no story ends with a heading.
    """
    if not any(flags) or units[0].markup is not None:
        return frozenset()
    end = len(flags) - flags[::-1].index(True)
    if _before_editors(units, scores, end):
        return frozenset((end,))
    for first in (end, _behind_box(units, end)):
        stop, told = first, 0
        while stop < len(units):
            if _goes_on(units, scores, stop, told > 0, _LIKELY):
                told += 1
            elif not (signposts.subheading(units, stop) and _goes_on(units, scores, stop + 1, False, _LIKELY)):
                break
            stop += 1
        headed = told and first == end and signposts.subheading(units, end - 1)
        if headed or (told >= _LAST and any(_ends(units, k) for k in range(stop, min(len(units), stop + _END)))):
            return frozenset(range(first, stop))
    return frozenset()


def _before_editors(units: Sequence[Unit], scores: Sequence[float], i: int) -> bool:
    """Whether a sentence stands right above the line that names a Chinese report's editors, which closes it."""
    if i + 1 >= len(units) or scores[i] < _LIKELY or not about.noted(units[i + 1].text):
        return False
    told = weight(units[i].text) >= _CLOSE_SENTENCE and ends_sentence(units[i].text)
    return told and not about.noted(units[i].text) and not about.speaks(units[i])


def subheadings(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """The sub-headings right above paragraphs of a story that has others, which stand apart as they do."""
    if not units or units[0].markup is not None:
        return frozenset()
    above = [i for i in range(1, len(units) - 1) if flags[i + 1]]
    own = [units[i] for i in above if (flags[i] or _boxed(units[i - 1])) and signposts.subheading(units, i)]
    if len(own) < _CUSTOM:
        return frozenset()
    said = Counter(unit.folded for unit in units)
    longest = _LONGER * max(len(unit.text) for unit in own)
    apart = set(map(_apart, own))
    return frozenset(
        i
        for i in above
        if not flags[i]
        and said[units[i].folded] == 1
        and len(units[i].text) <= longest
        and _apart(units[i]) in apart
        and not has_digit(units[i].text)
        and signposts.subheading(units, i)
        and _below_text(units, scores, flags, i)
    )


def headings_of_two(units: Sequence[Unit], inside: Sequence[int]) -> list[int]:
    """The first of the two lines of each heading that names a person or counts, of the story's units ``inside``."""
    own = set(inside)
    brief = (i for i in inside if units[i].markup is None and len(units[i].text) <= _PAIRED and {i + 1, i + 2} <= own)
    kinds = {i: kind for i in brief for kind in _of_two(units, i)}
    often = {kind for kind, times in Counter(kinds.values()).items() if times >= _CUSTOM}
    return [i for i, kind in kinds.items() if kind in often]


def _below_text(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool], i: int) -> bool:
    """Whether the end of a paragraph or an advert stands above a heading, and no picture whose caption it is."""
    if _boxed(units[i - 1]) or _names_who(units, flags, i):
        return True
    named = len(units[i].text.split()) <= _NAMES and looks_like_names(units[i].text)
    return flags[i - 1] and ends_sentence(units[i - 1].text) and scores[i] >= _ALIKE and not named


def _boxed(unit: Unit) -> bool:
    """Whether a line says that an advert stands there, or is the button of a form."""
    button = len(unit.text) <= _BUTTON and phrases().match(bare(unit.folded)).get("subscribe", 0.0) >= _COVERED
    return button or signposts.says(unit, "advert")


def _names_who(units: Sequence[Unit], flags: Sequence[bool], i: int) -> bool:
    """Whether a heading is the name that its paragraph begins with, as other headings of the story are."""
    named = (
        k
        for k in range(len(units) - 1)
        if flags[k] and flags[k + 1] and units[k + 1].text.startswith(f"{units[k].text} ")
    )
    return units[i + 1].text.startswith(f"{units[i].text} ") and next(named, None) is not None


def _apart(unit: Unit) -> tuple[bool, bool]:
    return unit.blank_before > 0, unit.blank_after > 0


def _story(units: Sequence[Unit], flags: Sequence[bool]) -> range:
    """The units from the story's first to its last; none of a saved page."""
    if not any(flags) or units[0].markup is not None:
        return range(0)
    return range(flags.index(True), len(flags) - flags[::-1].index(True))


def _reach(units: Sequence[Unit], flags: Sequence[bool]) -> range:
    """These and the units behind them up to what closes the article."""
    story = _story(units, flags)
    stop = min(len(units), story.stop + _REACH) if story else 0
    return range(story.start, next((i for i in range(story.stop, stop) if _closes(units, i)), stop))


def _closes(units: Sequence[Unit], i: int) -> bool:
    """Whether an article ends there; an advert, whose word heads legal notes in some languages, ends none."""
    return signposts.closes(units, i) and not signposts.says(units[i], "advert")


def _known(units: Sequence[Unit], flags: Sequence[bool], kinds: Mapping[int, Mapping[str, int]]) -> set[str]:
    """The kinds of headings that are the story's custom."""
    times = Counter(kind for some in kinds.values() for kind in some)
    inside = Counter(kind for i, some in kinds.items() for kind, lines in some.items() if flags[i] or flags[i + lines])
    known = {kind for kind in times if inside[kind] >= _CUSTOM}
    known |= {kind for kind in _SURE if inside[kind] and times[kind] >= _MANY}
    numbers = [int(match[1]) for i in kinds if (match := _NUMBERED.match(units[i].text))]
    if len(numbers) >= _MANY and numbers == list(range(1, len(numbers) + 1)):
        known.add(_NUMBERED.pattern)
    return known


def _kinds(units: Sequence[Unit], i: int) -> dict[str, int]:
    """The kinds of a heading that stands at ``i`` above a paragraph, and of how many lines each is."""
    unit = units[i]
    if len(unit.text) > _HEADING or i + 1 >= len(units):
        return {}
    two = _of_two(units, i)
    if not (two or _may_head(unit.text)):
        return {}
    if not signposts.paragraph(units[i + 1], _SENTENCE):
        return two
    if phrases().match(bare(unit.folded)) or not signposts.paragraph(units[i + 1]):
        return {}
    chapter = None if find_dates(unit.text) else _CHAPTER.match(unit.text)
    told = {
        _NUMBERED.pattern: _NUMBERED.match(unit.text) is not None,
        "question": unit.text.endswith(ASKS),
        "day": _names_day(unit.text),
        chapter[0].casefold() if chapter else "": chapter is not None,
    }
    return dict.fromkeys((kind for kind, true in told.items() if true), 1)


def _may_head(text: str) -> bool:
    """Whether a line has a number or asks something, as all of these kinds but those of two lines do."""
    return text.endswith(ASKS) or has_digit(text) or _CHAPTER.match(text) is not None


def _of_two(units: Sequence[Unit], i: int) -> dict[str, int]:
    """The same of a heading in two lines: a name and a calling, or a number and a title."""
    if i + 2 >= len(units) or len(units[i + 1].text) > _PAIRED:
        return {}
    text, below = units[i].text, units[i + 1]
    kind = ""
    if "," in below.text and _PERSON.fullmatch(text) and not text.islower() and _AGED.match(below.text):
        kind = _PERSONS
    elif len(text) <= _LONGEST_COUNT and _COUNTED.fullmatch(text):
        titled = below.text[:1].isalpha() and not ends_sentence(below.text) and not phrases().match(bare(below.folded))
        kind = _COUNTED_LINES if titled else ""
    return {kind: 2} if kind and signposts.paragraph(units[i + 2]) else {}


def _names_day(text: str) -> bool:
    """Whether a heading is a day without its year, as those of a chronology are: "Sunday, 1 October"."""
    if len(text) > _DAY or ends_sentence(text):
        return False
    return any(day.day and not day.year and 2 * (day.end - day.start) >= len(text) for day in find_dates(text))


def _goes_on(units: Sequence[Unit], scores: Sequence[float], i: int, behind: bool, least: float) -> bool:
    """Whether a unit is a paragraph of the article: ``behind`` one that is, or by itself."""
    if i >= len(units) or scores[i] < (least / 2 if behind else least):
        return False
    told = signposts.paragraph(units[i], _SENTENCE if behind else signposts.PARAGRAPH)
    return told and not signposts.on_author(units, i) and not about.speaks(units[i])


def _ends(units: Sequence[Unit], i: int) -> bool:
    section = phrases().match(bare(units[i].folded)).get("section", 0.0) >= _COVERED
    return section or signposts.ends(units, i) or signposts.heads_box(units[i])


def _behind_box(units: Sequence[Unit], start: int) -> int:
    """The unit behind the box that begins at ``start``; the dump's end where none does."""
    marks: tuple[Callable[[Unit], bool], ...] = (
        signposts.heads_box,
        signposts.appeals,
        about.speaks,
        lambda unit: signposts.says(unit, "advert"),
    )
    stop, marked = start, False
    while stop < min(len(units), start + _BOX) and not (
        (_closes(units, stop) and not signposts.heads_box(units[stop]))
        or (signposts.paragraph(units[stop]) and not about.speaks(units[stop]))
    ):
        marked = marked or any(mark(units[stop]) for mark in marks)
        stop += 1
    return stop if marked else len(units)
