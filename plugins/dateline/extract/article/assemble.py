"""From roles to the article: blocks, captions, names, dates, what is evident and what is doubted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.article.roles import Given
from dateline.extract.body import layout
from dateline.extract.lines.units import Unit
from dateline.extract.reading import Reading
from dateline.extract.recognisers import bylines, naming
from dateline.extract.recognisers.captions import split_credit
from dateline.extract.words.text import fold, has_capitals
from dateline.model import Article, Block, BlockKind, Caption, Link, Markup, Role

_BULLET = re.compile(r"^(?:[•▪●‣·◦*–—-]|(\(?(0|[1-9][0-9]{0,2})[.)]))\s+(?=\S)")
_COUNTED = re.compile(r"\(?(0|[1-9][0-9]{0,8})[.)]?")
_LED = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
_LEAD = 160  # characters of a lead-in
_OPENING = 5  # units of the text, of which one may open with the place from which the story is told
_SENTENCE = frozenset("。：，；！？“”《》")  # in a note on rights, and in no name in Chinese or Japanese
_WHOLLY = re.compile(r"^[(（]([^()（）]*)[)）]$")  # "(Source: Reuters)"
_PAIR = 2
_CHINESE = "zh"  # in which a space parts persons, and no surname from a first name as in Japanese
_DASHES = " -–—"  # around a heading, as agencies set one
_DASH = re.compile(r"\s?(?:[,:：(—–-]|\.\s?[-–—])")
_KIND = {
    Role.HEADING: BlockKind.HEADING,
    Role.PARAGRAPH: BlockKind.PARAGRAPH,
    Role.QUOTE: BlockKind.QUOTE,
    Role.LIST_ITEM: BlockKind.LIST_ITEM,
    Role.TABLE_ROW: BlockKind.TABLE_ROW,
}


def blocks(units: Sequence[Unit], given: Sequence[Given], numbers: Sequence[int]) -> tuple[Block, ...]:
    """The body's blocks. ``numbers`` are the line numbers of the dump's lines by position."""
    out = []
    for unit, (role, _, _) in zip(units, given, strict=True):
        if not role.body:
            continue
        text, level, shift, mark = unit.text, 0, 0, ""
        number = None
        if role is Role.HEADING:
            text = text.strip(_DASHES) if text[:1] in _DASHES and text[-1:] in _DASHES else text
            level = 3 if unit.markup is not None and unit.markup.heading > 2 and _has_level(units, given, 2) else 2
        elif role is Role.LIST_ITEM:
            level = unit.markup.list_depth if unit.markup is not None and unit.markup.list_depth else 1
            shift, mark, number = _sign(unit)
        elif role is Role.QUOTE and text.startswith(("> ", "» ")):
            shift = 2
        text = text[shift:]
        links = _links(unit.markup, shift, len(text)) if unit.markup is not None else ()
        cells: tuple[str, ...] = ()
        if role is Role.TABLE_ROW:
            cells = unit.cells or tuple(cell.strip() for cell in re.split(r"\s*\|\s*|\t", text.strip("| ")))
        lines = tuple([numbers[i] for i in unit.lines])
        lead = _lead(unit, shift, text) if role in _LED else 0
        signs = role is Role.QUOTE and layout.signs_post(unit.text)
        out.append(Block(_KIND[role], text, lines, level, links, cells, lead, number, signs, mark))
    return tuple(out)


def _sign(unit: Unit) -> tuple[int, str, int | None]:
    """How many characters of an item its sign has, the sign where it is more than a bullet, and its number, if any."""
    if unit.markup is not None and unit.markup.label:
        mark = unit.text[: unit.markup.label]
        counted = _COUNTED.fullmatch(mark)
        return len(unit.text) - len(unit.bare), mark, int(counted[1]) if counted else None
    number = unit.markup.ordinal or None if unit.markup is not None else None
    match = _BULLET.match(unit.text)
    if match is None:
        return 0, "", number
    return match.end(), match[1] or "", int(match[2]) if match[1] else number


def _lead(unit: Unit, shift: int, text: str) -> int:
    """How many characters of a unit are its lead-in in bold, before text that is not; 0 where it has none."""
    size = unit.markup.lead - shift if unit.markup is not None else 0
    return size if 0 < size <= _LEAD and text[size : size + 1] == " " and len(unit.lines) == 1 else 0


def _has_level(units: Sequence[Unit], given: Sequence[Given], level: int) -> bool:
    return any(
        role is Role.HEADING and unit.markup is not None and unit.markup.heading == level
        for unit, (role, _, _) in zip(units, given, strict=True)
    )


def _links(markup: Markup, shift: int, length: int) -> tuple[Link, ...]:
    moved = (Link(max(0, k.start - shift), min(length, k.end - shift), k.url) for k in markup.links)
    return tuple(k for k in moved if k.start < k.end)


def captions(units: Sequence[Unit], given: Sequence[Given], numbers: Sequence[int]) -> tuple[Caption, ...]:
    """The captions with their credits; a credit on the line after its caption is joined to it."""
    out: list[Caption] = []
    for i, (role, _, _) in enumerate(given):
        if role is not Role.CAPTION:
            continue
        lines = tuple(numbers[k] for k in units[i].lines)
        text, credit = split_credit(units[i].text)
        if (
            text
            and not credit
            and out
            and not out[-1].text
            and out[-1].lines[-1] + units[i].blank_before + 1 == lines[0]
        ):
            last = out.pop()  # "Image source, …" above "Image caption, …"
            out.append(Caption(text, last.credit, (*last.lines, *lines)))
        elif not text and out and not out[-1].credit and out[-1].lines[-1] + units[i].blank_before + 1 == lines[0]:
            last = out.pop()
            out.append(Caption(last.text, credit, (*last.lines, *lines)))
        else:
            out.append(Caption(text, credit, lines))
    return tuple(out)


def credit(units: Sequence[Unit], given: Sequence[Given]) -> tuple[str, int | None]:
    """The credit line without its "Source:", and the unit that holds it."""
    for i, (role, _, _) in enumerate(given):
        if role is Role.CREDIT:
            text = _WHOLLY.sub(r"\1", units[i].text.strip())
            return re.sub(r"^[^:：]{2,24}?\s?[:：]\s?", "", text).strip(), i
    return "", None


def authors(units: Sequence[Unit], reading: Reading) -> tuple[str, ...]:
    """The names in the bylines, each once, in their order."""
    found: dict[str, None] = {}
    for pick in sorted(reading.bylines, key=lambda pick: pick.unit):
        unit = units[pick.unit]
        names = bylines.told(unit.text)
        linked = bylines.linked(unit.text, unit.markup.links) if unit.markup is not None else ()
        if linked and (not names or names[0].startswith(linked[0])):
            names = linked  # "Jane Doe Example Courier": the link tells where the name ends
        for name in _persons(names, units, reading):
            found.setdefault(name)
    return tuple(found)


def _persons(names: Sequence[str], units: Sequence[Unit], reading: Reading) -> list[str]:
    """The names of a byline without outlets and without the place from which the story is told."""
    opening = [unit.folded for unit, flag in zip(units, reading.inside, strict=True) if flag][:_OPENING]
    if reading.language.startswith(_CHINESE):
        names = [own for name in names for own in bylines.side_by_side(name)]
    out = [name for name in names if not naming.names_outlet(name) and _SENTENCE.isdisjoint(name)]
    if len(names) == _PAIR and out == [names[1]] and not has_capitals(out[0]):
        return []  # an outlet and its seat, in a script without capitals
    title = units[reading.headline.unit].folded if reading.headline is not None else ""
    return out[:1] + [
        name
        for name in out[1:]
        if fold(name) not in title and not any(_told_from(fold(name), text) for text in opening)
    ]


def _told_from(place: str, text: str) -> bool:
    """Whether a paragraph opens with a place: "NEW DELHI: …", "Нью-Йорк — …"."""
    return text.startswith(place) and bool(_DASH.match(text, len(place)))


def running_text(article: Article) -> str:
    """The article's text as a reader reads it: the body, opened by the standfirst where that reads like its first part.

    A page may print its first paragraph in bold as the standfirst, or a summary that is no part of the text; the score
    of the line tells the two apart. Who signed an embedded post is no part of it, as a caption's credit is none.
    """
    lead = next((item for item in article.lines if item.role is Role.STANDFIRST), None)
    text = [block.printed for block in article.blocks if not block.signs]
    if lead is not None and "opens the text" in lead.rule and article.standfirst:
        text.insert(0, article.standfirst)
    return "\n\n".join(text)
