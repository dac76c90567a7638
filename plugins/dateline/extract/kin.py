"""What stands in the story's own element of a saved page, between its paragraphs or right behind the last.

Pages set adverts, forms and boxes apart by elements of their own. A paragraph that is a child of the element which most
of the story's paragraphs are children of, and is marked up as they are, belongs to them, whatever stands around it; so
do a table among them and the notes below them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.extract import named
from dateline.extract.phrases import phrases
from dateline.extract.text import ends_sentence
from dateline.extract.units import Unit
from dateline.model import Markup

_LEAST = 3  # paragraphs of the story in one element
_MOST_OF = 0.6  # of the story's paragraphs, which that element has
_SENTENCE = 30  # characters
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
    if count < _LEAST or count < _MOST_OF * sum(places.values()):
        return frozenset()
    own = [i for i in story if _place(units[i].markup) == (home, tag)]
    found = {
        i
        for i in range(own[0] + 1, len(units))
        if not flags[i] and _place(units[i].markup) == (home, tag) and _is_paragraph(units[i])
    }
    inner = {i for i in found if i < own[-1]}
    more = (*_behind(units, own[-1], found), *_tables(units, flags, own, home), *_notes(units, own, home))
    return frozenset(i for i in (*inner, *more) if not decoded[i])


def _place(markup: Markup | None) -> tuple[int, str] | None:
    """The element that holds a line's own one, and what the latter is."""
    if markup is None or len(markup.nodes) < 2 or markup.hidden:
        return None
    return markup.nodes[-2], markup.tags[-1]


def _cell(unit: Unit) -> bool:
    return unit.markup is not None and unit.markup.cell


def _is_paragraph(unit: Unit) -> bool:
    markup = unit.markup
    assert markup is not None
    plain = not (markup.heading or markup.list_depth or markup.figure or markup.cell or markup.quoted)
    sentence = len(unit.text) >= _SENTENCE and ends_sentence(unit.text)
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
