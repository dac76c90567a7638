"""What a saved page names its elements: which hold a caption, a note on the author, a standfirst, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.lines.units import Unit
from dateline.extract.reading import Pick
from dateline.extract.recognisers import bylines as writers
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import ends_sentence
from dateline.model import Markup

_OWN, _ABOVE = 2, 4  # names nearest to a line that may make it a caption, or part of a note on the author
_HEAD = 8  # units behind the headline in which standfirst and byline stand
_LEAST = 30  # characters of a standfirst
_NAMES = 80  # characters of a byline
_SURE = 0.5
_LINKED = 0.5  # of a standfirst's characters


def is_caption(mark: Markup) -> bool:
    """Whether a line stands in an element for captions, other than a table's."""
    named = "figcaption" in mark.tags[-_OWN:] or any(map(_names("caption").search, mark.names[-_OWN:]))
    return named and "table" not in mark.tags


def is_author_note(mark: Markup) -> bool:
    """Whether a line stands in an element that introduces the author."""
    return any(map(_names("author_note").search, mark.names[-_ABOVE:]))


def is_body(mark: Markup) -> bool:
    """Whether the element nearest to a line that has a name is one for an article's whole text."""
    return bool(mark.names) and bool(_names("body").search(mark.names[-1]))


def is_comment(mark: Markup) -> bool:
    """Whether a line stands in an element for what readers wrote."""
    return any(map(_names("comment").search, mark.names))


def is_note(mark: Markup) -> bool:
    """Whether a line stands in an element for the notes below a text."""
    return any(map(_names("note").search, mark.names[-_ABOVE:]))


def standfirst(units: Sequence[Unit], inside: Sequence[bool], headline: int) -> Pick | None:
    """The sentence between the headline and the text that its element's names call the standfirst."""
    for i in _head(inside, headline):
        unit, mark = units[i], units[i].markup
        if mark is None or mark.hidden or mark.figure or mark.linked > _LINKED or phrases().match(unit.folded):
            continue
        if len(unit.text) >= _LEAST and ends_sentence(unit.text) and _is_named(mark, "standfirst"):
            return Pick(i, _SURE, "its element is named a standfirst")
    return None


def bylines(units: Sequence[Unit], inside: Sequence[bool], headline: int) -> tuple[Pick, ...]:
    """The line between the headline and the text that names persons, where its element is named after its author."""
    for i in _head(inside, headline):
        unit, mark = units[i], units[i].markup
        if mark is None or mark.hidden or len(unit.text) > _NAMES or phrases().match(unit.folded):
            continue
        if _is_named(mark, "byline") and writers.names(unit.text) and not ends_sentence(unit.text):
            return (Pick(i, _SURE, "its element is named after the author"),)
    return ()


def _head(inside: Sequence[bool], headline: int) -> range:
    """The units between the headline and the first of the text."""
    stop = min(headline + 1 + _HEAD, len(inside))
    return range(headline + 1, next((i for i in range(headline + 1, stop) if inside[i]), headline + 1))


def _is_named(mark: Markup, kind: str) -> bool:
    return any(map(_kinds(kind).search, mark.names[-_OWN:]))


@cache
def _kinds(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load_table("names")["kinds"][kind]))


@cache
def _names(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load_table("names")["elsewhere"][kind]))
