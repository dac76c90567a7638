"""What stands in the story's own element of a saved page, between its paragraphs or right behind the last.

Pages set adverts, forms and boxes apart by elements of their own. A paragraph that is a child of the element which most
of the story's paragraphs are children of, and is marked up as they are, belongs to them, whatever stands around it; so
do a table among them and the notes below them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.extract.body import named
from dateline.extract.body.layout import signs_post
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.pictured import frames_post
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import COLONS, ends_sentence
from dateline.model import Markup

_LEAST = 3  # paragraphs of the story in one element
_MOST_OF = 0.6  # of the story's paragraphs, which that element has
_SENTENCE = 30  # characters
_INNER = 8  # and of one among the paragraphs
_INLINE = frozenset(("strong", "b", "em", "i", "a", "span", "font", "u", "small", "mark", "cite", "q", "abbr", "time"))
_LINKED = 0.3  # of a paragraph's characters
_ROWS = 2  # of a table
_TABLE_LINKED = 0.5  # of its characters
_BEHIND = 2  # paragraphs behind an advert below the last, at most


def kin(units: Sequence[Unit], flags: Sequence[bool], decoded: Sequence[bool]) -> frozenset[int]:
    """The units outside the story that its element holds as paragraphs, rows of tables or notes.

    ``decoded`` tells what the model has for the story: what layout took out stays out.
    """
    if not units or units[0].markup is None:
        return frozenset()
    story = [i for i, flag in enumerate(flags) if flag]
    places = Counter(place for i in story if (place := _place(units[i].markup)) is not None and not _cell(units[i]))
    if not places:
        return frozenset()
    (home, tag), count = max(places.items(), key=lambda item: (item[1], -item[0][0]))
    if count < _LEAST and count == len(story):
        return _rest(units, story, home, decoded)
    if count < _LEAST or count < _MOST_OF * sum(places.values()):
        return frozenset()
    own = [i for i in story if _place(units[i].markup) == (home, tag)]
    found = {
        i
        for i in range(own[0] + 1, len(units))
        if not flags[i]
        and _place(units[i].markup) == (home, tag)
        and _is_paragraph(units[i], _SENTENCE if i > own[-1] else _INNER)
    }
    inner = {i for i in found if i < own[-1]} | _quotations(units, own, home)
    more = (*_behind(units, own[-1], found), *_tables(units, flags, own, home), *_notes(units, own, home))
    return frozenset(i for i in (*inner, *more) if not decoded[i])


def _rest(units: Sequence[Unit], story: Sequence[int], home: int, decoded: Sequence[bool]) -> frozenset[int]:
    """The paragraphs and items that follow those few of a brief story in an element named for an article's text."""
    first = units[story[0]].markup
    if first is None or not named.is_body(first):
        return frozenset()
    return frozenset(
        i
        for i in range(story[0] + 1, len(units))
        if (mark := units[i].markup) is not None
        and i not in story
        and not decoded[i]
        and home in mark.nodes
        and mark.names == first.names
        and not mark.hidden
        and _is_paragraph(units[i], _SENTENCE, listed=True)
    )


def _place(markup: Markup | None) -> tuple[int, str] | None:
    """The element that holds a line's own one, and what the latter is."""
    if markup is None or markup.hidden:
        return None
    at = next((k for k in range(len(markup.tags) - 1, 0, -1) if markup.tags[k] not in _INLINE), 0)
    return (markup.nodes[at - 1], markup.tags[at]) if at else None


def _cell(unit: Unit) -> bool:
    return unit.markup is not None and unit.markup.cell


def _is_paragraph(unit: Unit, least: int, *, listed: bool = False) -> bool:
    markup = unit.markup
    assert markup is not None
    item = markup.list_depth and not listed
    plain = not (markup.heading or item or markup.figure or markup.cell or markup.quoted)
    opens = (listed or least < _SENTENCE) and unit.text[-1] in COLONS
    sentence = len(unit.text) >= least and (ends_sentence(unit.text) or opens)
    return plain and sentence and markup.linked < _LINKED and not phrases().match(unit.folded)


def _behind(units: Sequence[Unit], last: int, found: set[int]) -> list[int]:
    """Those that an advert alone parts from the last paragraph."""
    out: list[int] = []
    advert = False
    for i in range(last + 1, len(units)):
        if advert and i in found and len(out) < _BEHIND:
            out.append(i)
        elif "advert" in phrases().match(units[i].folded):
            advert = True
        else:
            break
    return out


def _quotations(units: Sequence[Unit], own: Sequence[int], home: int) -> set[int]:
    """What is quoted among the paragraphs. Posts of others, which pages embed so too, are left to the model."""
    quoted: dict[int, list[int]] = {}
    for i in range(own[0] + 1, own[-1]):
        markup = units[i].markup
        if markup is None or not markup.quoted or markup.hidden or "blockquote" not in markup.tags:
            continue
        at = markup.tags.index("blockquote")
        if at and markup.nodes[at - 1] == home:
            quoted.setdefault(markup.nodes[at], []).append(i)
    return {i for some in quoted.values() if all(map(_said, (units[i] for i in some))) for i in some}


def _said(unit: Unit) -> bool:
    """Whether a line of a quotation tells neither who posted it nor what to do with it."""
    markup = unit.markup
    assert markup is not None
    posted = signs_post(unit.text) or frames_post(unit.text, unit.folded) or markup.linked > _LINKED
    return not posted and not phrases().match(unit.folded)


def _tables(units: Sequence[Unit], flags: Sequence[bool], own: Sequence[int], home: int) -> list[int]:
    """The rows of tables that stand between two paragraphs of the element ``home``."""
    tables: dict[int, list[int]] = {}
    for i in range(own[0] + 1, own[-1]):
        markup = units[i].markup
        if markup is not None and markup.cell and not markup.hidden and "table" in markup.tags and home in markup.nodes:
            tables.setdefault(markup.nodes[markup.tags.index("table")], []).append(i)
    out: list[int] = []
    for rows in tables.values():
        linked = [markup.linked for i in rows if (markup := units[i].markup) is not None]
        if len(rows) >= _ROWS and not any(flags[i] for i in rows) and sum(linked) <= _TABLE_LINKED * len(linked):
            out += rows
    return out


def _notes(units: Sequence[Unit], own: Sequence[int], home: int) -> list[int]:
    """The sentences of notes that the element ``home`` holds below its paragraphs."""
    return [
        i
        for i in range(own[-1] + 1, len(units))
        if (markup := units[i].markup) is not None
        and home in markup.nodes
        and named.is_note(markup)
        and ends_sentence(units[i].text)
        and len(units[i].text) >= _SENTENCE
    ]
