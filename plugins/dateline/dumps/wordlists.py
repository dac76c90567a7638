"""Lists of a document of Word: which number stands in front of a paragraph, by the part that describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from dateline.dumps.numbering import LONGEST, NONE, Counts, Level
from dateline.dumps.xmlparts import Names, whole

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LINKED = 5  # lists that stand for each other by a style
_OFF = frozenset(("0", "false", "off"))


@dataclass(slots=True)
class _List:
    """What a list (abstractNum) or one that goes by it (num) says. Most of a document's are those of no paragraph."""

    described: list[tuple[etree._Element, int | None]] = field(default_factory=list)  # levels that were not read yet
    levels: dict[int, Level] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)  # levels by the style of their paragraphs
    linked: str = ""  # the style whose list it stands for
    names: str = ""  # the style that it is the list of
    of: str = ""  # the list that it goes by
    starts: dict[int, int] = field(default_factory=dict)  # levels that it begins anew, once


class Lists:
    """The lists of a document by the numbers that paragraphs give."""

    def __init__(self, numbering: etree._Element | None, names: Names) -> None:
        self._names = names
        self._abstract: dict[str, _List] = {}
        self._given: dict[str, _List] = {}
        for element in elements(numbering):
            name = names[element.tag]
            if name == "w:abstractNum":
                self._abstract.setdefault(self.value(element, "w:abstractNumId"), self._list(element))
            elif name == "w:num":
                self._given.setdefault(self.value(element, "w:numId"), self._list(element))
        self._styled = {found.names: key for key, found in self._abstract.items() if found.names}
        self._known: dict[str, tuple[str, Mapping[int, Level]]] = {}

    def value(self, element: etree._Element, name: str = "w:val") -> str:
        """An attribute's value, "" where there is none."""
        return next((str(v) for k, v in element.attrib.items() if self._names[str(k)] == name), "")

    def of(self, number: str) -> tuple[str, Mapping[int, Level]]:
        """The list that counts for a number, and its levels."""
        if number not in self._known:
            given = self._read(self._given, number)
            key = self._resolved(given.of)
            levels = self._read(self._abstract, key).levels
            self._known[number] = key, {**levels, **given.levels} if given.levels else levels
        return self._known[number]

    def level(self, number: str, style: str) -> int | None:
        """The level that a list keeps for the paragraphs of a style."""
        given = self._read(self._given, number)
        return given.styles.get(style, self._read(self._abstract, self._resolved(given.of)).styles.get(style))

    def starts(self, number: str) -> Mapping[int, int]:
        """The levels that a number begins anew where it comes first, and with what."""
        return self._given.get(number, _List()).starts

    def _resolved(self, key: str) -> str:
        for _ in range(_LINKED):
            found = self._abstract.get(key)
            if found is None or not found.linked or found.linked not in self._styled:
                break
            key = self._styled[found.linked]
        return key

    def _list(self, element: etree._Element) -> _List:
        found = _List()
        for inner in elements(element):
            name, value = self._names[inner.tag], self.value(inner)
            if name == "w:abstractNumId":
                found.of = value
            elif name == "w:numStyleLink":
                found.linked = value
            elif name == "w:styleLink":
                found.names = value
            elif name == "w:lvl":
                found.described.append((inner, None))
            elif name == "w:lvlOverride":
                depth = whole(self.value(inner, "w:ilvl"))
                for part in elements(inner):
                    if self._names[part.tag] == "w:lvl":
                        found.described.append((part, depth))
                    elif self._names[part.tag] == "w:startOverride" and depth is not None and depth < LEVELS:
                        found.starts[depth] = whole(self.value(part)) or 0
        return found

    def _read(self, lists: Mapping[str, _List], key: str) -> _List:
        """A list with its levels."""
        found = lists.get(key, _List())
        described, found.described = found.described, []
        for element, depth in described:
            self._level(element, found, depth)
        return found

    def _level(self, element: etree._Element, found: _List, depth: int | None) -> None:
        told = whole(self.value(element, "w:ilvl"))
        depth = told if told is not None else depth
        if depth is None or depth >= LEVELS:
            return
        form, shows, hidden = "decimal", "", False
        level = Level(start=0)
        for inner in self._parts(element):
            name, value = self._names[inner.tag], self.value(inner)
            if name == "w:numFmt":
                form = self.value(inner, "w:format") if value == "custom" else value
            elif name == "w:lvlText":
                shows = value
            elif name == "w:start":
                level = replace(level, start=whole(value) or 0)
            elif name == "w:lvlRestart":
                level = replace(level, restarts=whole(value))
            elif name == "w:suff":
                level = replace(level, behind="" if value == "nothing" else " ")
            elif name == "w:isLgl":
                level = replace(level, plain=value not in _OFF)
            elif name == "w:pStyle":
                found.styles[value] = depth
            elif name == "w:vanish":
                hidden = value not in _OFF
        parts = _PLACE.split("" if len(shows) > LONGEST else shows)
        pattern = tuple(int(part) - 1 if at % 2 else part for at, part in enumerate(parts) if part)
        found.levels[depth] = replace(level, form=form or NONE, shows=() if hidden else pattern)

    def _parts(self, element: etree._Element) -> Iterator[etree._Element]:
        """What describes a level; of alternatives the first, which Word of today takes."""
        for inner in elements(element):
            name = self._names[inner.tag]
            if name == "mc:AlternateContent":
                yield from (part for choice in list(elements(inner))[:1] for part in elements(choice))
            elif name == "w:rPr":
                yield from (part for part in elements(inner) if self._names[part.tag] == "w:vanish")
            else:
                yield inner


class Story:
    """The numbers of one stream of text: the document itself, its boxes, its notes."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._counts: dict[str, Counts] = {}
        self._begun: set[tuple[str, int]] = set()  # levels of numbers that were begun anew

    def label(self, number: str, level: int) -> str:
        """Count a paragraph; what Word prints in front of it, with what stands behind, "" for nothing."""
        key, levels = self._lists.of(number)
        start = None
        starts = self._lists.starts(number)
        if level in starts and (number, level) not in self._begun:
            self._begun.add((number, level))
            start = starts[level]
        return self._counts.setdefault(key, Counts()).label(levels, level, start)


def elements(tree: etree._Element | None) -> Iterator[etree._Element]:
    """The elements right within another, none for None."""
    return (element for element in (tree if tree is not None else ()) if isinstance(element.tag, str))
