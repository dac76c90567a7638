"""What is no part of a story though its lines read like one: teasers, captions, texts about the page, the next article.

The model judges a line by its words and its company. A hundred headlines in a row are company enough for each other, a
text about cookies is written in whole sentences, and the article that a page loads below another is a story indeed.
Layout and what stands between tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.body import about, layout, named
from dateline.extract.body.answers import behind_count
from dateline.extract.body.author_notes import author_notes
from dateline.extract.body.excerpts import excerpts
from dateline.extract.body.remarks import remarks
from dateline.extract.body.twice import at_once, twice
from dateline.extract.features.alone import has_time, weight
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.captions import is_marked_credit, split_credit
from dateline.extract.recognisers.controls import controls
from dateline.extract.recognisers.dates import opens_caption
from dateline.extract.recognisers.pictured import frames_post, pictured
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import ends_sentence
from dateline.model import Markup

_GAP = 3  # units outside the story that part it
_LIST = 10  # lines without a blank line between them
_OPEN = 0.3  # of their characters at most are in lines that end as sentences do
_LINE = 45.0  # characters of such a line on average, at least: shorter ones may be a table or a list of names
_PARAGRAPH = 80  # characters at least
_APART = 2  # lines at most between two blank lines around a paragraph
_STORY = 400.0  # characters of paragraphs, at least, that show what the story looks like
_MOSTLY = 0.5  # of the story's characters
_NEAR = 10  # units before an article in which its byline or its date stands
_SHORT = 80  # characters of such a line at most
_DIGITS = 0.18  # of the characters of a line that is a date
_SURE = 0.9  # from this score on a line is the story's whatever it ends with
_OPENING = 2  # units of the story among which the caption of the picture above it stands
_CAPTION = 300  # characters at most
_ITEMS = tuple("•▪●‣·◦*–—-")
_COVERED = 0.4  # of a heading's characters that its phrase covers


def elsewhere(
    units: Sequence[Unit],
    scores: Sequence[float],
    inside: Sequence[bool],
    tells: about.Telling,
    first: int = 0,
) -> frozenset[int]:
    """The numbers of the units of ``inside`` that belong to something else than the story.

    ``tells`` is what ``about.telling`` says of the units, which begin there with number ``first``.
    """
    lists = _lists(units, inside)
    flags = [flag and i not in lists for i, flag in enumerate(inside)]
    articles = _next_title(units, flags) or _next_article(units, scores, flags)
    articles |= remarks(units, flags) | excerpts(units, flags) | _commented(units, flags) | behind_count(units, flags)
    flags = [flag and i not in articles for i, flag in enumerate(flags)]
    again = twice(units, flags) | at_once(units, flags)
    flags = [flag and i not in again for i, flag in enumerate(flags)]
    pictures = _captions(units, scores, flags) | _named(units, flags) | _pictured(units, flags)
    texts = about.page(units, flags, tells, first) | controls(units, flags) | author_notes(units, flags)
    return frozenset(i for i in lists if inside[i]) | articles | again | texts | pictures


def _commented(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """What stands in elements that a saved page names after comments, behind a story that stands in none."""
    story = [(i, mark) for i, flag in enumerate(flags) if flag and (mark := units[i].markup) is not None]
    if not story or named.is_comment(story[0][1]):
        return frozenset()
    return frozenset(i for i, mark in story if named.is_comment(mark))


def _named(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """Captions and notes on the author, where a saved page names their elements so, and they are not most of it.

    (A gallery is told by its captions.)
    """
    story = [(i, mark) for i, flag in enumerate(flags) if flag and (mark := units[i].markup) is not None]
    found = {i for i, mark in story if named.is_caption(mark) or named.is_author_note(mark)}
    heavy = sum(weight(units[i].text) for i in found)
    return frozenset(found if heavy <= _MOSTLY * sum(weight(units[i].text) for i, _ in story) else ())


def _pictured(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """What a page says of its pictures and of embedded posts alone, where that is not most of the story."""
    said = ((i, units[i].text, units[i].folded) for i, flag in enumerate(flags) if flag)
    found = {i for i, text, folded in said if pictured(text, folded) or frames_post(text, folded)}
    heavy = sum(weight(units[i].text) for i in found)
    rest = sum(weight(unit.text) for unit, flag in zip(units, flags, strict=True) if flag)
    return frozenset(found if heavy <= _MOSTLY * rest else ())


def _captions(units: Sequence[Unit], scores: Sequence[float], flags: Sequence[bool]) -> frozenset[int]:
    """Captions that end with a marked credit, and a picture's description that stands right on top of one."""
    dated = [i for i, flag in enumerate(flags) if flag and opens_caption(units[i].text)]
    out = {*dated} if len(dated) == 1 and sum(flags[: dated[0]]) < _OPENING else set()  # several are a chronology
    for i, unit in enumerate(units):
        if not flags[i] or scores[i] >= _SURE or len(unit.text) > _CAPTION:
            continue
        words, credit = split_credit(unit.text)
        if words and is_marked_credit(credit):
            out.add(i)
            above = units[i - 1] if i and flags[i - 1] and not unit.blank_before else None
            if above and scores[i - 1] < _SURE and not ends_sentence(above.text):
                out.add(i - 1)
    return frozenset(out)


def _parts(flags: Sequence[bool]) -> list[list[int]]:
    """The numbers of the true flags, in groups that ``_GAP`` false ones or more part."""
    found: list[list[int]] = []
    gap = _GAP
    for i, flag in enumerate(flags):
        if flag:
            if gap >= _GAP or not found:
                found.append([])
            found[-1].append(i)
        gap = 0 if flag else gap + 1
    return found


def _lists(units: Sequence[Unit], inside: Sequence[bool]) -> set[int]:
    """Lines that stand close together and end in no full stop, behind a story whose paragraphs do neither."""
    starts = [i for i, unit in enumerate(units) if not i or unit.blank_before]
    lists: list[range] = []
    paragraphs: list[int] = []
    for start, stop in pairwise([*starts, len(units)]):
        if stop - start <= _APART:
            paragraphs += [
                i
                for i in range(start, stop)
                if inside[i] and len(units[i].text) > _PARAGRAPH and ends_sentence(units[i].text)
            ]
        elif stop - start >= _LIST:
            whole = sum(weight(units[i].text) for i in range(start, stop))
            closed = sum(weight(units[i].text) for i in range(start, stop) if ends_sentence(units[i].text))
            if closed < _OPEN * whole and whole >= _LINE * (stop - start) and _may_lead_away(units[start:stop]):
                lists.append(range(start, stop))
    if not lists:
        return set()
    listed = {i for some in lists for i in some}
    story = sum(weight(units[i].text) for i in paragraphs)
    other = sum(weight(unit.text) for i, unit in enumerate(units) if inside[i] and i not in listed)
    if story < max(_STORY, _MOSTLY * other):
        return set()
    return {i for some in lists if some.start >= paragraphs[-1] + _GAP for i in some}


def _may_lead_away(some: Sequence[Unit]) -> bool:
    """Whether lines may be teasers: on a saved page those are links."""
    return some[0].markup is None or sum(
        u.markup is not None and u.markup.linked > _MOSTLY for u in some
    ) > _MOSTLY * len(some)


def _next_article(units: Sequence[Unit], scores: Sequence[float], inside: Sequence[bool]) -> frozenset[int]:
    """What follows the story behind a line such as "Share this" or "Comments", and has its own byline or date."""
    found = _parts(inside)
    masses = [sum(weight(units[i].text) * scores[i] for i in part) for part in found]
    main = max(range(len(found)), key=lambda k: (masses[k], -k), default=0)
    if main + 1 >= len(found) or layout.is_live(units):
        return frozenset()  # posts have a time and "Share" each
    for k in range(main + 1, len(found)):
        between = range(found[k - 1][-1] + 1, found[k][0])
        if any(_closes(units[i]) for i in between) and any(
            _signs(units[i]) for i in range(max(between.start, between.stop - _NEAR), between.stop + 1)
        ):
            return frozenset(i for part in found[k:] for i in part)
    return frozenset()


def _next_title(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """What follows the story of a saved page under a first heading, byline or date and ``article`` of its own."""
    story = [i for i, flag in enumerate(inside) if flag]
    titles = [i for i, unit in enumerate(units) if _is_title(unit)]
    if len(titles) < 2 or not story or titles[0] > story[0]:
        return frozenset()
    above = {units[i].folded for i in titles if i < story[0]}
    own = _articles(units[story[0]])
    last, closed = story[0], False  # the last unit of the story so far; whether something behind it ends articles
    for i in range(story[0] + 1, len(units)):
        if _is_title(units[i]) and units[i].folded not in above and (closed or not _articles(units[i]) <= own):
            near = units[max(last + 1, i - _NEAR) : i + 1 + _NEAR]
            if any(_signs(unit) for unit in near):
                return frozenset(k for k in story if k >= i)
        closed = not inside[i] and (closed or _closes(units[i]))
        last = i if inside[i] else last
    return frozenset()


def _is_title(unit: Unit) -> bool:
    return unit.markup is not None and unit.markup.heading == 1


def _articles(unit: Unit) -> set[int]:
    """The ``article`` elements of a saved page in which a unit stands."""
    mark = unit.markup or Markup()
    return {node for tag, node in zip(mark.tags, mark.nodes, strict=False) if tag == "article"}


def _closes(unit: Unit) -> bool:
    found = phrases().match(unit.folded)
    return max(found.get("share", 0.0), found.get("comments", 0.0)) > _COVERED


def _signs(unit: Unit) -> bool:
    dated = has_time(unit) and sum(map(str.isdigit, unit.text)) >= _DIGITS * len(unit.text)
    found = phrases().match(unit.folded)
    return len(unit.text) < _SHORT and (dated or ("byline" in found and "subscribe" not in found))  # "By signing up …"
