"""From decisions to roles: every unit gets exactly one, with its score and a short reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from dateline.extract.body import dialogue, layout, lists, named, tails
from dateline.extract.body.mend import opens_topics
from dateline.extract.features.alone import weight
from dateline.extract.lines.units import Unit
from dateline.extract.models import memory
from dateline.extract.reading import TOLD, Reading
from dateline.extract.recognisers import bylines, controls, naming, openings, outlets, photographers, posts
from dateline.extract.recognisers.captions import (
    agency,
    bracketed_credit,
    closes_credit,
    is_credit,
    is_marked_credit,
    names_party,
    shot,
    signed_by_agency,
    split_credit,
)
from dateline.extract.recognisers.dates import opens_caption
from dateline.extract.recognisers.pictured import FRAME, REASON, frames_post, pictured
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import CLOSING, COLONS, TERMINAL, ends_sentence, fold, opens_small, words
from dateline.model import Role

Given = tuple[Role, float, str]

_NOISE = {
    "most_read": Role.MOST_READ,
    "promo": Role.PROMO,
    "comments": Role.COMMENT,
    "advert": Role.ADVERT,
    "share": Role.SHARE,
    "subscribe": Role.PROMO,
    "legal": Role.LEGAL,
    "section": Role.SECTION,
    "page": Role.NAVIGATION,
}
_RUNNING = (Role.MOST_READ, Role.PROMO, Role.COMMENT)  # what follows a heading of this kind is of its kind
_BULLET = re.compile(r"^(?:[•▪●‣·◦*–—-]|\(?\d{1,3}[.)])\s+(?=\S)")
_DASHED = re.compile(r"[-–—] (?=\S)[^.!?]{3,60}\S [-–—]")  # "- 'A new dawn' -", as agencies set headings
_NUMBER = re.compile(r"\(?\d{1,3}[.)]\s+(?=\S)")
_TERMINAL = f"{TERMINAL}:;"
_DIGITS = re.compile(r"\d+")
_NOON = re.compile(r"[ap](?=\.?m)", re.I)
_LEAST_ENTRIES = 2
_LEAST_POINTS = 3
_HEAD = (Role.HEADLINE, Role.STANDFIRST, Role.BYLINE, Role.DATE)
_SURE = 0.5
_QUOTED = 60  # characters of a quotation that heads a section, at most
_NOTED = 3  # units of a text, at least, in which the first may be a note on its author
_STROKES = "/ |"  # in front of a name that signs a text
_SIGNATURE, _NAMED = re.compile(r"[–—]\s?([^\W\d_][^.!?:;,]*)$"), 4  # who said what stands above, words of a name
_HEADING, _SIGN = 90, 2  # characters of a heading, and of a dash that it opens with
_WIDE, _LABELLED = 120.0, 54.0  # of its weight, where ideographs say more; and of one that ends with a colon
_NEXT_PARAGRAPH = 90  # characters of a paragraph right below a list, at least
_SHORT_ITEM = 140  # characters of an item with a picture in front
_LABEL = 40  # characters of a line that says that a correction follows, at most
_TELLING = 15  # characters of a phrase that tells a credit line, whatever follows: "Additional reporting by"
_SHORT = 60  # characters of a line that says the byline or the date and nothing else
_MESSAGE = re.compile(r"\[?\d{1,4}([./-])\d{1,2}\1\d{2,4},?\s\d")  # "12/03/24, 2:05 pm - Name: Who is with you?"
_COPYRIGHT = ("©", "ⓒ", "(c) ")
_NONE: Given = (Role.OTHER, 0.0, "")
_CLOSE_PARTY = re.compile(r"\w{2,20}(?:\s\w{1,8}){0,3}")  # whose a picture is, where no spaces part words
_OPENS = (*COLONS, "—")  # a line that goes on below, whatever picture stands in between
_UNSURE = 0.65  # score of a paragraph that may be a caption with its credit
_CAPTION = 300  # characters at most
_CREDIT = 120  # characters of a credit line
_CREDITED = 240  # characters of a line that says who else took part
_PICTURES = 8  # units in which the next picture of a gallery stands
_GALLERY, _NEAR = 40, 2  # units in which the captions of a gallery stand, and from one to the next
_CREDIT_REACH = 4  # units after the end in which a credit line may stand


def assign(units: Sequence[Unit], reading: Reading) -> list[Given]:
    """The role of each unit of an article, with its score and the reason."""
    given: dict[int, Given] = {}
    _chosen(units, reading, given)
    inside = [i for i in range(len(units)) if reading.inside[i] and i not in given]
    _running(units, reading, inside, given)
    _credits(units, reading, given)
    _captions(units, reading, given)
    _repeated(units, given)
    _noise(units, reading, given)
    return [given[i] for i in range(len(units))]


def _chosen(units: Sequence[Unit], reading: Reading, given: dict[int, Given]) -> None:
    for pick, role in ((reading.headline, Role.HEADLINE), (reading.standfirst, Role.STANDFIRST)):
        if pick is not None:
            given.setdefault(pick.unit, (role, pick.score, pick.rule))
    for pick in reading.captions:
        given.setdefault(pick.unit, (Role.CAPTION, pick.score, pick.rule))
    for pick in reading.bylines:
        if not reading.inside[pick.unit] or (pick.score > _SURE and len(units[pick.unit].text) < _SHORT):
            given.setdefault(pick.unit, (Role.BYLINE, pick.score, pick.rule))
    for found in (reading.published, reading.modified):
        if (
            found is not None
            and found.rule != TOLD
            and (not reading.inside[found.unit] or len(units[found.unit].text) < _SHORT)
        ):
            given.setdefault(found.unit, (Role.DATE, found.score, found.rule))


def _running(units: Sequence[Unit], reading: Reading, inside: Sequence[int], given: dict[int, Given]) -> None:
    inside = _whole_quotes(units, inside, given)
    blanks = sum(units[i].blank_after > 0 for i in inside) > 0.5 * len(inside)
    speech = dialogue.turns(units, inside, blanks) | dialogue.named(units, inside)
    kinds = [_kind(units, i, blanks, i in speech) for i in inside]
    for position, (i, kind) in enumerate(zip(inside, kinds, strict=True)):
        role = kind
        followed = position + 1 < len(inside) and inside[position + 1] == i + 1
        if role is Role.HEADING and not followed and position + 1 == len(inside):
            role = Role.PARAGRAPH  # a heading heads something
        given[i] = (role, reading.scores[i], reading.reasons[i])
    if blanks:
        _tight_lists(units, inside, given)
    _points(units, inside, given)
    _signed(units, inside, given)
    _numbered(units, inside, given)
    _signatures(units, inside, given)
    for i in tails.headings_of_two(units, inside):
        for k in (i, i + 1):
            given[k] = (Role.HEADING, *given[k][1:])
    if inside and units[inside[0]].markup is None:
        _entries(units, inside, given)


def _kind(units: Sequence[Unit], i: int, blanks: bool, speech: bool) -> Role:
    unit = units[i]
    markup = unit.markup
    if markup is not None:
        if markup.heading:
            return Role.HEADING
        if markup.cell:
            return Role.TABLE_ROW
        if markup.list_depth:
            return Role.LIST_ITEM
        if markup.quoted:
            return Role.QUOTE
        if markup.bold > 0.9 and len(unit.text) < 90 and unit.text[-1] not in _TERMINAL:
            return Role.HEADING
        return Role.PARAGRAPH
    if layout.signs_post(unit.text):
        return Role.QUOTE
    if _DASHED.fullmatch(unit.text):
        return Role.HEADING
    if not speech and _BULLET.match(unit.text):
        return Role.LIST_ITEM
    if len(unit.cells) > 1 and any(
        len(units[k].cells) == len(unit.cells) for k in (i - 1, i + 1) if 0 <= k < len(units)
    ):
        return Role.TABLE_ROW
    if unit.text.startswith(("> ", "» ")):
        return Role.QUOTE
    if unit.text.count(" | ") >= 2 or unit.text.count("\t") >= 2:
        return Role.TABLE_ROW
    if speech and ends_sentence(unit.text):
        return Role.PARAGRAPH
    brief = len(unit.text) <= _HEADING + _SIGN
    heading = brief and _heads(dialogue.said(unit.text)) and (bool(unit.blank_before) if blanks else True)
    return Role.HEADING if heading else Role.PARAGRAPH


def _heads(text: str) -> bool:
    """Whether a line is as short and open as a heading."""
    bare = text.rstrip(CLOSING)
    return (
        len(text) <= _HEADING
        and len(words(fold(text))) <= 14
        and bool(bare)
        and (bare[-1] in "?？؟" or not (bare[-1] in _TERMINAL or ends_sentence(text)))
        and bare[-1] not in ",،、"
        and not (opens_small(text) or _MESSAGE.match(text))
        and any(map(str.isalpha, text))
        and not (text[0] in '"“«' and text[-1] in '"”»' and (len(text) > _QUOTED or text[-2] == ","))
        and (text.isascii() or not _says_on(text, bare))
    )


def _says_on(text: str, bare: str) -> bool:
    """Whether a line in a script whose signs are words says as much as a paragraph, or has the marks of one."""
    size = weight(text)
    return (
        size > _WIDE
        or "。" in text[:-1]
        or bare[-1] == "；"
        or (bare[-1] == "：" and (size > _LABELLED or "，" in text))
        or (bare[-1] == "？" and text.count("，") > 1)
    )


def _tight_lists(units: Sequence[Unit], inside: Sequence[int], given: dict[int, Given]) -> None:
    """Lines that stand close together where paragraphs stand apart, opened by a colon or a heading, are a list."""
    run: list[int] = []
    for i in [*inside, -1]:
        if run and i == run[-1] + 1 and not units[i].blank_before:
            run.append(i)
            continue
        run = run[:-1] if _goes_on_below(units, run) else run
        if len(run) >= 3 and all(len(units[k].text) < 220 for k in run):
            above = units[run[0] - 1].text.endswith(COLONS) and run[0] - 1 in given
            opened = above or units[run[0]].text.endswith(COLONS) or given[run[0]][0] is Role.HEADING
            items = run[1:] if opened and not above else run
            if opened or all(len(units[k].text) < 120 for k in run):
                for k in items:
                    if given[k][0] in (Role.PARAGRAPH, Role.HEADING):
                        given[k] = (Role.LIST_ITEM, given[k][1], given[k][2])
        run = [i]


def _goes_on_below(units: Sequence[Unit], run: Sequence[int]) -> bool:
    """Whether the last of some lines is a paragraph right below items: a sentence, which none of them is."""
    *items, last = run or [0]
    told = len(items) > 1 and len(units[last].text) >= _NEXT_PARAGRAPH and ends_sentence(units[last].text)
    return told and not any(ends_sentence(units[i].text) for i in items)


def _points(units: Sequence[Unit], inside: Sequence[int], given: dict[int, Given]) -> None:
    """Three headings and more right below each other head nothing: they are the points of a summary."""
    run: list[int] = []
    for i in [*inside, -1]:
        heading = i >= 0 and units[i].markup is None and given[i][0] is Role.HEADING
        if heading and run and i == run[-1] + 1 and not units[i].blank_before:
            run.append(i)
            continue
        if len(run) >= _LEAST_POINTS:
            given.update({k: (Role.LIST_ITEM, *given[k][1:]) for k in run})
        run = [i] if heading else []


def _signed(units: Sequence[Unit], inside: Sequence[int], given: dict[int, Given]) -> None:
    """Short lines next to each other that open with one and the same picture or arrow are items."""
    run: list[int] = []
    for i in [*inside, -1]:
        found = lists.picture(units[i]) if i >= 0 and len(units[i].text) <= _SHORT_ITEM else ""
        if found and run and i == run[-1] + 1 and found == lists.picture(units[run[0]]):
            run.append(i)
            continue
        if len(run) > 1:
            told = (Role.HEADING, Role.PARAGRAPH)
            given.update({k: (Role.LIST_ITEM, *given[k][1:]) for k in run if given[k][0] in told})
        run = [i] if found else []


def _signatures(units: Sequence[Unit], inside: Sequence[int], given: dict[int, Given]) -> None:
    """A dash and a name right below a sentence tell who said it, and head nothing: "– Jane Doe"."""
    for before, i in pairwise(inside):
        if given[i][0] is not Role.HEADING or units[i].markup is not None:
            continue
        match = _SIGNATURE.match(units[i].text)
        parts = match[1].split() if match else []
        named = 0 < len(parts) <= _NAMED and all(map(naming.opens_name, parts))
        if named and before == i - 1 and len(units[before].text) > _HEADING and ends_sentence(units[before].text):
            given[i] = (Role.QUOTE, *given[i][1:])


def _numbered(units: Sequence[Unit], inside: Sequence[int], given: dict[int, Given]) -> None:
    """Short numbered lines with text below each are headings rather than items of a list."""
    alone = []
    for before, i, after in zip([-1, *inside], inside, [*inside[1:], -1], strict=False):
        listed = units[i].markup is None and given[i][0] is Role.LIST_ITEM and after >= 0
        if listed and not any(k >= 0 and _NUMBER.match(units[k].text) for k in (before, after)):
            match = _NUMBER.match(units[i].text)
            if match and _heads(units[i].text[match.end() :]):
                alone.append(i)
    if len(alone) >= _LEAST_ENTRIES:
        given.update({i: (Role.HEADING, *given[i][1:]) for i in alone})


def _whole_quotes(units: Sequence[Unit], inside: Sequence[int], given: dict[int, Given]) -> list[int]:
    """``inside`` with the lines that a saved page quotes right after a quoted one: who posted it, and when."""
    out: list[int] = []
    known = frozenset(inside)
    for i in inside:
        out.append(i)
        k = i + 1
        while _quoted(units, i) and k < len(units) and _quoted(units, k) and k not in given and k not in known:
            out.append(k)
            k += 1
    return out


def _quoted(units: Sequence[Unit], i: int) -> bool:
    markup = units[i].markup
    return markup is not None and markup.quoted and not markup.hidden


def _entries(units: Sequence[Unit], inside: Sequence[int], given: dict[int, Given]) -> None:
    """Entries that are added through the day: the time of each, and the line right below it, are its heading."""
    start = max((i for i in given if given[i][0] in _HEAD), default=inside[0]) + 1
    stamps = [i for i in range(min(start, inside[0]), inside[-1]) if layout.is_stamp(units[i].text)]
    shapes = Counter(_shape(units[i].text) for i in stamps)
    often = {text for text, count in shapes.items() if count >= _LEAST_ENTRIES}  # written alike, as one program does
    stamps = [i for i in stamps if _shape(units[i].text) in often]
    stamps = [i for i in stamps if i not in given or given[i][0].body]
    ends = [*stamps[1:], len(units)] if stamps else []  # a player's length stands with no text of the story below it
    stamps = [
        i for i, end in zip(stamps, ends, strict=True) if any(given.get(k, _NONE)[0].body for k in range(i + 1, end))
    ]
    if len(stamps) < _LEAST_ENTRIES:
        return
    for i in stamps:
        given[i] = (Role.HEADING, 0.8, "layout: the time of an entry")
        title = i + 1
        heads = not units[title].blank_before and len(units[title].text) <= 90
        free = title not in given or given[title][0] in (Role.PARAGRAPH, Role.HEADING)
        below = title + 1  # its text, or who wrote it
        below += below < len(units) and (openings.has_opening(units[below].text) or _from(units[below]))
        if heads and free and units[title].text[-1:] not in _TERMINAL and given.get(below, _NONE)[0].body:
            given[title] = (Role.HEADING, 0.8, "layout: below the time of an entry")


def _from(unit: Unit) -> bool:
    """Whether a line says whose an entry is: "From CBN's Ida Roth in Orlac"."""
    told = len(unit.text) <= _SHORT and not ends_sentence(unit.text)
    return (
        told
        and unit.text.startswith("From ")
        and bylines.looks_like_names(unit.text.removeprefix("From ").replace("'s", ""))
    )


def _shape(stamp: str) -> str:
    """How a time of day is written, whatever time it is."""
    return _NOON.sub("x", _DIGITS.sub("0", stamp))


def _span(units: Sequence[Unit], reading: Reading) -> tuple[int, int]:
    """The first and the last unit of the story, headline included."""
    inside = [i for i in range(len(units)) if reading.inside[i]]
    picks = [p.unit for p in (reading.headline, reading.standfirst) if p is not None]
    inside = [i for i in inside if i not in picks]
    if not inside and not picks:
        return len(units), len(units) - 1
    last = max([*picks, *inside[-1:]])
    if not inside:  # a headline and pictures alone
        for i in range(last + 1, len(units)):
            text, credit = split_credit(units[i].text) if len(units[i].text) <= _CAPTION else ("", "")
            if i - last <= _PICTURES and text and is_marked_credit(credit):
                last = i
    else:
        last = _gallery(units, last)
    return min([*picks, *inside[:1]]), last


def _gallery(units: Sequence[Unit], last: int) -> int:
    """The last of the pictures whose captions follow the text of a gallery; ``last``, the text's last unit, if none."""
    shown = [
        i
        for i in range(last + 1, min(len(units), last + 1 + _GALLERY))
        if units[i].markup is None and len(units[i].text) <= _CAPTION and bracketed_credit(units[i].text)
    ]
    near = bool(shown) and shown[0] - last <= _NEAR
    close = all(k - i <= _NEAR for i, k in pairwise(shown))
    return shown[-1] if len(shown) > 1 and near and close else last


def _captions(units: Sequence[Unit], reading: Reading, given: dict[int, Given]) -> None:
    start, end = _span(units, reading)
    last = max((i for i in given if given[i][0].body), default=-1)
    buttons = controls.controls(units, [start <= i <= end and i not in given for i in range(len(units))])
    for i in range(start, end + 1):
        unit = units[i]
        if i == last and signed_by_agency(unit.text):
            continue
        if i in given and given[i][0].body and unit.markup is None and _tells_source(unit):
            given[i] = (Role.PARAGRAPH, *given[i][1:])
            continue
        if i in given:
            unsure = reading.scores[i] < _UNSURE and len(unit.text) < _CAPTION
            credit = split_credit(unit.text)[1] if unsure else ""
            bracketed = bracketed_credit(unit.text)
            credited = bracketed or ":" in credit
            headed = given[i][0] is Role.HEADING and (credited or is_marked_credit(credit))
            if unit.markup is None and (headed or (given[i][0] is Role.PARAGRAPH and credited)):
                given[i] = (Role.CAPTION, 0.8, "ends with a picture's credit")
                if given.get(i - 1, _NONE)[0] is Role.HEADING and not unit.blank_before:
                    given[i - 1] = (Role.OTHER, 0.7, REASON)
            elif given[i][0] is Role.PARAGRAPH and (
                bracketed or _labelled_credit(unit.text) or (len(unit.text) < _CAPTION and shot(unit.text))
            ):
                given[i] = (Role.CAPTION, 0.8, "ends with a picture's credit")
            continue
        if i in buttons:
            given[i] = (Role.OTHER, 0.9, controls.REASON)
            continue
        if frames_post(unit.text, unit.folded):
            given[i] = (Role.OTHER, 0.9, FRAME)
            continue
        if pictured(unit.text, unit.folded) and not (unit.markup is not None and unit.markup.heading == 1):
            given[i] = (Role.CAPTION, 0.8, REASON)
            continue
        if any(kind in _NOISE and kind != "section" for kind in phrases().match(unit.folded)) or opens_topics(unit):
            continue
        figure = unit.markup is not None and (unit.markup.figure or named.is_caption(unit.markup))
        text, credit = split_credit(unit.text)
        long = len(words(unit.folded)) >= 5 or len(unit.text) > 25
        if figure and (long or credit):
            given[i] = (Role.CAPTION, 0.9, "inside a figure or an element for captions")
        elif credit and (text or given.get(i - 1, _NONE)[0] is Role.CAPTION):
            given[i] = (Role.CAPTION, 0.9, "ends with a picture's credit" if text else "a picture's credit")
        elif unit.markup is None and photographers.signed(text or unit.text):
            given[i] = (Role.CAPTION, 0.7, "ends with a photographer's name")
        elif long and unit.markup is None and opens_caption(unit.text):
            given[i] = (Role.CAPTION, 0.7, "opens with its day")
        elif (
            long
            and not unit.text.endswith(_OPENS)
            and i < end
            and i + 1 not in given
            and _bare_credit(units[i + 1].text)
        ):
            given[i] = (Role.CAPTION, 0.8, "before a picture's credit")
        elif long and i > start and any(_same_caption(units, given, i, k, start, end) for k in (i - 1, i + 1)):
            given[i] = (Role.CAPTION, 0.7, "a doubled caption")


def _labelled_credit(text: str) -> bool:
    """Whether a short line is a label and whose the picture is, and no more: "Photo: Jane Doe"."""
    _, colon, name = text.replace("：", ":").partition(":")
    brief = bool(colon) and len(text) <= _SHORT and not ends_sentence(text)
    named = bylines.looks_like_names(name) or (naming.unspaced(name) and _CLOSE_PARTY.fullmatch(name.strip()))
    return brief and is_marked_credit(text) and _bare_credit(text) and names_party(name) and bool(named)


def _tells_source(unit: Unit) -> bool:
    """Whether a line tells in so many words where a report comes from: no picture's "Source: Reuters"."""
    return outlets.labels_source(unit.text) and not names_party(unit.text.partition(":")[2])


def _bare_credit(text: str) -> bool:
    """Whether a line is a credit and no caption with its own."""
    return is_credit(text) and not split_credit(text)[0] and "page" not in phrases().match(fold(text))


def _same_caption(units: Sequence[Unit], given: dict[int, Given], i: int, k: int, start: int, end: int) -> bool:
    free = start < k <= end and (k not in given or given[k][0] is Role.CAPTION)
    return free and layout.twins(units[i], units[k])


def _credits(units: Sequence[Unit], reading: Reading, given: dict[int, Given]) -> None:
    inside = [i for i in range(len(units)) if reading.inside[i]]
    if not inside:
        return
    end = inside[-1]
    for i in [*_head(reading, inside), *inside[-3:], *range(end + 1, min(end + 1 + _CREDIT_REACH, len(units)))]:
        current = given.get(i)
        if current is not None and current[0] in (Role.BYLINE, Role.DATE, Role.HEADLINE, Role.STANDFIRST):
            continue
        said = _inside_brackets(units[i].folded)
        found = phrases().match(said)
        if i > end and ("promo" in found or "most_read" in found):
            break
        if "correction" in found and len(units[i].text) > _LABEL and _tells(units[i].text):
            given[i] = (Role.CORRECTION, 0.9, "begins as a correction does")
        elif i - 1 > inside[0] and _labels_correction(units[i - 1]) and ends_sentence(units[i].text):
            given[i] = (Role.CORRECTION, 0.8, "below the heading of a correction")
            given[i - 1] = (Role.OTHER, 0.8, "the heading of a correction")
        elif "author_note" in found or (i in (*_head(reading, inside), *inside[-2:]) and _on_author(units, reading, i)):
            given[i] = (Role.OTHER, 0.8, "a note on the author")
        elif "credit" in found and _is_credit_line(units[i], said, found["credit"]):
            given[i] = (Role.CREDIT, 0.9, "begins as a credit line does")
        elif closes_credit(units[i].folded) and len(units[i].text) <= _CREDITED:
            given[i] = (Role.CREDIT, 0.9, "ends as a credit line does")


def _head(reading: Reading, inside: Sequence[int]) -> Sequence[int]:
    """The first unit of the text where the byline stands right above it: a note on the author may be in between."""
    return inside[:1] if len(inside) > _NOTED and any(pick.unit == inside[0] - 1 for pick in reading.bylines) else ()


def _inside_brackets(folded: str) -> str:
    """What a line says that stands in brackets as a whole: "(Source: Reuters)"."""
    return folded[1:-1] if folded[:1] == "(" and folded[-1:] == ")" else folded


def _tells(text: str) -> bool:
    """Whether a line that begins as a correction does is one: links below articles are labels alone."""
    return ends_sentence(text) or any(map(text.__contains__, COLONS))


def _labels_correction(unit: Unit) -> bool:
    """Whether a line says that a correction follows, perhaps with its day: "Correction: December 20, 2023:"."""
    share = phrases().match(unit.folded).get("correction", 0.0)
    return len(unit.text) <= _LABEL and share > 0.0 and (share > _SURE or unit.text.endswith(COLONS))


def _on_author(units: Sequence[Unit], reading: Reading, i: int) -> bool:
    """Whether a unit at the story's end begins with the name of its author and goes on: a note, not the story."""
    text = units[i].text.lstrip(_STROKES)
    if _entitled(text, reading, units):
        return True
    return any(
        text[: len(name)].casefold() == name.casefold()
        and text[len(name) :].startswith((" ", "'s ", "’s "))
        and (not set('“”"«»') & set(text) or text[len(name) :].split(maxsplit=1)[0] in posts.copulas())
        for pick in reading.bylines
        for name in bylines.names(bylines.segment(units[pick.unit].text))
        if (" " in name or not name.isascii()) and not agency(name.removeprefix("The "))
    )


def _entitled(text: str, reading: Reading, units: Sequence[Unit]) -> bool:
    """Whether a line says of an author, whom it calls by a title, who that is: "Ms. Doe was a negotiator for …"."""
    title, _, rest = text.partition(" ")
    if not posts.is_title(title):
        return False
    surnames = (
        name.split()[-1] for pick in reading.bylines for name in bylines.names(bylines.segment(units[pick.unit].text))
    )
    return any(rest.startswith(f"{surname} {copula} ") for surname in surnames for copula in posts.copulas())


def _is_credit_line(unit: Unit, said: str, share: float) -> bool:
    """Whether a line that opens as a credit does, for a ``share`` of it, is one: by its label, or in brackets.

    ``said`` is what it says in these: "(Reporting by Jane Doe; Editing by …)".
    """
    bracketed = said != unit.folded and len(unit.text) <= _CREDITED
    return bracketed or (len(unit.text) <= _CREDIT and _marks_source(unit.text, share))


def _marks_source(text: str, share: float) -> bool:
    return share > 0.6 or share * len(text) >= _TELLING or bool(re.match(r"^[^:：]{2,24}\s?[:：]\s?\S", text))


def _repeated(units: Sequence[Unit], given: dict[int, Given]) -> None:
    said: dict[str, int] = {}
    captions = [i for i in sorted(given) if given[i][0] is Role.CAPTION]
    for i, k in pairwise(captions):
        if k == i + 1 and layout.twins(units[i], units[k]):
            credited = [bool(split_credit(units[n].text)[1]) for n in (i, k)]
            drop, keep = (i, k) if credited == [False, True] else (k, i)
            given[drop] = (Role.REPEATED, 0.95, f"says what line {units[keep].lines[0] + 1} says")
    for i in sorted(given):
        if given[i][0] is Role.REPEATED:
            continue
        key = units[i].folded.rstrip(" .")
        first = said.setdefault(key, i)
        if first != i and given[i][0] is Role.CAPTION:
            given[i] = (Role.REPEATED, 0.95, f"says again what line {units[first].lines[0] + 1} said")
    for i in range(len(units)):
        if i not in given:
            twin = said.get(units[i].folded.rstrip(" ."))
            if twin is not None and len(units[i].text) > 12:
                given[i] = (Role.REPEATED, 0.9, f"says again what line {units[twin].lines[0] + 1} said")


def _noise(units: Sequence[Unit], reading: Reading, given: dict[int, Given]) -> None:
    start, end = _span(units, reading)
    running: tuple[Role, str] | None = None
    for i in range(len(units)):
        if i in given:
            if given[i][0].body:
                running = None
            continue
        unit = units[i]
        score = 1.0 - reading.scores[i]
        found = phrases().match(unit.folded)
        found = {k: v for k, v in found.items() if k in _NOISE} if found else found
        if unit.folded.startswith(_COPYRIGHT):
            found = {"legal": 1.0}
        if unit.markup is not None and unit.markup.hidden:
            given[i] = (Role.OTHER, score, "hidden on the page")
            continue
        if reading.reasons[i] == memory.REASON:
            given[i] = (Role.PROMO, score, memory.REASON)
            continue
        if found and len(unit.text) <= 120:
            kind = max(sorted(found), key=lambda k: found[k])
            role = _NOISE[kind]
            rule = f"begins with a phrase of kind {kind.replace('_', ' ')}"
            if role in _RUNNING and found[kind] > 0.5 and i > start:
                running = (role, f"after “{unit.text[:40]}”")
            given[i] = (role, score, rule)
        elif running is not None:
            given[i] = (running[0], score, running[1])
        elif i < start:
            given[i] = (Role.NAVIGATION, score, "before the story")
        elif i > end:
            link = unit.markup is not None and unit.markup.linked > 0.7
            given[i] = (Role.PROMO if link or len(unit.text) > 40 else Role.NAVIGATION, score, "after the story")
        else:
            given[i] = (Role.OTHER, score, reading.reasons[i])
