"""Where a short story goes on: behind a box of links or an advert in its midst, and up to what closes the page.

In a copy of a few paragraphs the model has little company to judge by: what follows "Read more" and a link or two looks
like what follows the story. Layout tells them apart. Behind a box in the midst of a story paragraphs follow each other,
and then a line that ends articles (tags, comments, a note on rights); in a list of teasers a title follows each text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from dateline.extract.body import about, onward, signposts
from dateline.extract.body.interviews import ASKED, ASKS, LABEL
from dateline.extract.body.layout import above_caption
from dateline.extract.features.alone import weight
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.captions import signed_by_agency
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.words.phrases import bare, phrases
from dateline.extract.words.text import COLONS

_SHORT_STORY = 1600  # characters of a story that is judged so
_SENTENCE = 30  # of one that follows a paragraph
_BOX = 9  # units of a box at most, its heading with them
_PER_HEADING = 2  # paragraphs to such a heading, at least
_ITEMS = 2  # of a list, at least
_LONGEST = 60  # units behind a box that are looked at
_WHOLE = 90  # characters of a paragraph that no title parts from the next
_FOLLOWS = 2  # sentences behind a box, at least
_NEXT = 2  # units behind such a paragraph that tell what it belongs to
_REPORTED = frozenset(("credit", "byline"))
_ITEM = re.compile(r"^(?:[•▪●‣·◦*–—-]|\(?\d{1,3}[.)])\s+\S")


def resumed(units: Sequence[Unit], flags: Sequence[bool], decoded: Sequence[bool]) -> frozenset[int]:
    """The units outside a short story that belong to it by the order of lines.

    ``flags`` tells which are inside, ``decoded`` which the model has for the story: what layout took out stays out.
    """
    story = [i for i, flag in enumerate(flags) if flag]
    if not story or units[0].markup is not None:
        return frozenset()
    found = set(_behind_adverts(units, flags, decoded))
    if sum(weight(units[i].text) for i in story) >= _SHORT_STORY:
        return frozenset(found)
    said = Counter(unit.folded for unit in units)
    labels = frozenset(match[0] for i in story if (match := LABEL.match(units[i].text)))  # of who asks, who answers
    known = {*story, *found}
    for last in sorted(known):
        while (start := last + 1) < len(units) and start not in known:
            behind = _behind_box(units, known, start, labels)
            first = start if behind is None else behind
            linked = behind == start + 1 and signposts.names_link(units[start])  # "Read more: What is known"
            own = range(first, _run(units, known, first, -1 if behind is None or linked else first, labels))
            own = range(first, next((i for i in own if about.asks(units[i])), own.stop))  # an appeal ends the article
            if not own or not _belongs(units, known, start, own) or (behind is None and not _tells(units, own, labels)):
                break
            found.update(own)
            known.update(own)
            last = own[-1]
    found.update(onward.behind_boxes(units, known))
    known.update(found)
    found.update(_demands(units, max(known) + 1))
    found.update(_questions(units, known))
    for i in range(1, len(units) - 1):  # a heading between paragraphs that the model does not know either
        near = (i - 1, i + 1)
        unknown = i not in known and known.issuperset(near) and not all(decoded[k] for k in near)
        if unknown and signposts.paragraph(units[i - 1]) and signposts.subheading(units, i):
            found.add(i)
    new = (i for i in found if not decoded[i] and said[units[i].folded] == 1)
    return frozenset(i for i in new if not above_caption(units, i))


def _behind_adverts(units: Sequence[Unit], flags: Sequence[bool], decoded: Sequence[bool]) -> frozenset[int]:
    """The paragraph behind an advert that stands in its midst or at its end, of a story of any length."""
    found = set()
    for i in range(1, len(units) - 1):
        if flags[i] or not flags[i - 1] or flags[i + 1] or decoded[i + 1] or not signposts.says(units[i], "advert"):
            continue
        if signposts.paragraph(units[i + 1]) or signposts.counts(units[i + 1].text):
            behind = i + 2
            if behind == len(units) or flags[behind] or signposts.closes(units, behind) or _reports(units[behind]):
                found.add(i + 1)
    return frozenset(found)


def _reports(unit: Unit) -> bool:
    """Whether a line tells who wrote and edited a report: "Reporting by Jane Doe; Editing by …"."""
    return bool(signposts.kinds(unit).keys() & _REPORTED) or has_opening(unit.text)


def _questions(units: Sequence[Unit], known: AbstractSet[int]) -> set[int]:
    """Questions between two lines of a story that has others: those of an interview without labels."""
    asked = {
        i for i in range(1, len(units) - 1) if units[i].text.endswith(ASKS) and len(units[i].text) <= signposts.TITLE
    }
    between = {i for i in asked if i - 1 in known and i + 1 in known and not phrases().match(bare(units[i].folded))}
    return between if len(asked & known) >= ASKED else set()


def _demands(units: Sequence[Unit], start: int) -> range:
    """A list right behind the text, with the line that opens it: "We ask for:"."""
    stop = start + 1
    while stop < len(units) and _ITEM.match(units[stop].text) and len(units[stop].text) <= signposts.TITLE:
        stop += 1
    opens = start < len(units) and units[start].text.endswith(COLONS) and len(units[start].text) <= signposts.TITLE
    return range(
        start, stop if opens and stop - start > _ITEMS and not phrases().match(bare(units[start].folded)) else start
    )


def _belongs(units: Sequence[Unit], known: AbstractSet[int], start: int, own: range) -> bool:
    """Whether the paragraphs ``own`` go on with the story that ends before ``start``, where a box may begin."""
    ended = (
        own.stop == len(units)
        or (own.stop not in known and signposts.ends(units, own.stop))
        or signed_by_agency(units[own[-1]].text)
    )
    if start == own.start:
        return ended or (
            own.stop not in known and (signposts.heads_box(units[own.stop]) or signposts.appeals(units[own.stop]))
        )
    closed = ended or own.stop in known
    if any(signposts.dated(units[k]) for k in range(start + 1, own.start)):
        return _several(units, own)  # teasers of other articles tell their day
    inline = own.start == start + 1 and (
        (signposts.names_link(units[start]) and closed) or all(len(units[k].text) >= _WHOLE for k in own)
    )
    told = (
        inline
        or _interrupts(units, known, start, own)
        or sum(signposts.sentences(units[k].text) for k in own) >= _FOLLOWS
    )
    asked = not closed and units[own.stop].text.endswith(ASKS)
    following = range(own.stop + 1, min(len(units), own.stop + 1 + _NEXT))
    goes_on = asked and any(k in known or signposts.paragraph(units[k]) for k in following)
    headed = (
        len(own) > 1 and not closed and (signposts.heads_box(units[own.stop]) or signposts.appeals(units[own.stop]))
    )
    return told and (closed or goes_on or headed or _several(units, own) or signposts.says(units[own.stop], "advert"))


def _interrupts(units: Sequence[Unit], known: AbstractSet[int], start: int, own: range) -> bool:
    """Whether an advert stands before ``own``, or an appeal to subscribe that the story goes on behind."""
    return signposts.says(units[start], "advert") or (own.stop in known and signposts.appeals(units[start]))


def _tells(units: Sequence[Unit], own: range, labels: AbstractSet[str]) -> bool:
    """Whether ``own`` opens with a paragraph, or with a heading and as much text as no teaser has."""
    opens = signposts.paragraph(units[own[0]], _SENTENCE) or _labelled(units[own[0]], labels)
    return (
        opens
        or signed_by_agency(units[own[-1]].text)
        or sum(signposts.sentences(units[k].text) for k in own) >= _FOLLOWS
    )


def _several(units: Sequence[Unit], own: range) -> bool:
    """Whether whole paragraphs follow each other, as texts of teasers do not."""
    return len(own) > 1 and all(len(units[k].text) >= _WHOLE for k in own)


def _behind_box(units: Sequence[Unit], known: AbstractSet[int], first: int, labels: AbstractSet[str]) -> int | None:
    """The first unit behind a box that ``first`` opens and that stands among paragraphs; None where it opens none."""
    advert = signposts.says(units[first], "advert")
    if not (advert or signposts.heads_box(units[first]) or signposts.appeals(units[first])):
        return None
    i = first + 1
    while (
        i < len(units)
        and i - first <= _BOX
        and i not in known
        and signposts.title(units, i)
        and not _labelled(units[i], labels)
    ):
        i += 1
    alone = i == first + 1 and not advert and not signposts.names_link(units[first])
    if i == len(units) or i - first > _BOX or alone or i in known:
        return None
    least = _SENTENCE if i == first + 1 and signposts.names_link(units[first]) else signposts.PARAGRAPH
    if not signposts.paragraph(units[i], least) and not _labelled(units[i], labels):
        return None
    return i


def _run(units: Sequence[Unit], known: AbstractSet[int], start: int, first: int, labels: AbstractSet[str]) -> int:
    """The unit behind the paragraphs that follow each other from ``start`` on, with few headings among them.

    ``first`` has to be a whole paragraph.
    """
    stop, headings = start, 0
    while stop < min(len(units), start + _LONGEST) and stop not in known:
        paragraph = signposts.paragraph(units[stop], signposts.PARAGRAPH if stop == first else _SENTENCE)
        if (paragraph or _labelled(units[stop], labels)) and not signposts.on_author(units, stop):
            stop += 1
        elif signposts.subheading(units, stop) and (
            (headings + 1) * _PER_HEADING <= stop - start + _PER_HEADING - 1 or signposts.section(units, stop)
            if stop > start
            else first < 0
        ):
            headings += 1
            stop += 1
        else:
            break
    return stop


def _labelled(unit: Unit, labels: AbstractSet[str]) -> bool:
    """Whether a unit opens with a label that lines of the story open with, as those of an interview do."""
    match = LABEL.match(unit.text)
    return match is not None and match[0] in labels
