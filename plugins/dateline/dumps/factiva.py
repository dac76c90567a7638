"""Documents of Factiva: in its plain form, and in the one with a tag of two or three letters before each field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.dumps.pressed import Found, alternatives, counted, tables
from dateline.model import Hints, Line, Role, Told

END = re.compile(
    r"^[ \t]*(?:AN[ \t]+)?(?:Document|Dokument|Documento|Документ)[ \t]+[A-Za-z][A-Za-z0-9]{3,11}\d{8}[a-z0-9]{6,14}"
    r"[ \t]*\r?$",
    re.M,
)
_CODE = re.compile(r"([A-Z]{2,3})(?:\s+(.*))?")
_TAGS = 4  # of a document in the tagged form, at least
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TIME = re.compile(r"\d{1,2}:\d\d.*")
_DATED = 60  # characters of the line with the date
_STATED = 9  # lines between the number of words and the text, at most
_FIELD = 60  # characters of such a line; a copyright may be longer
_NAMES = 12  # words of a byline
_SECTION = 4  # words of the section above a headline
_COPYRIGHT = re.compile(r"Copyright\b|\(c\)|©|Copr\.|All rights reserved", re.I)
_RUNNING = (".", "?", "!")
_TEXTS = frozenset({"body", "caption"})
_CODED = frozenset({"CO", "IN", "NS", "RE"})  # "gpol : Domestic Politics"
_ROLES = {"byline": Role.BYLINE, "caption": Role.CAPTION}


def read(lines: Sequence[Line]) -> tuple[Hints, tuple[Told, ...]]:
    """What the lines of one document state, tags of the text parted from it."""
    found = Found(lines)
    stop = next((i for i, line in enumerate(lines) if END.fullmatch(line.text)), len(lines))
    if is_tagged(lines):
        _tagged(lines[:stop], found)
    else:
        _plain(lines[:stop], found)
    return found.all()


def is_tagged(lines: Sequence[Line]) -> bool:
    """Whether a document is in the form with tags."""
    table = tables()["factiva"]
    return sum((match := _CODE.fullmatch(line.text)) is not None and match[1] in table for line in lines) >= _TAGS


def _tagged(lines: Sequence[Line], found: Found) -> None:
    table = tables()["factiva"]
    starts: list[tuple[int, str, str]] = []
    story: list[Line] = []
    opened = False
    for i, line in enumerate(lines):
        match = _CODE.fullmatch(line.text)
        if match is None or match[1] not in table:
            continue
        field, value = table[match[1]], match[2] or ""
        if opened and ((field and field not in _TEXTS) or (value and match[1] in _CODED and ":" not in value)):
            continue  # a line of the text: "IN KHARTOUM, soldiers …"
        opened = opened or field == "body"
        starts.append((i, field, value))
    ends = [*(i for i, _, _ in starts[1:]), len(lines)]
    for (at, field, value), after in zip(starts, ends, strict=True):
        rest = lines[at + 1 : after]
        if field == "body":
            story += rest
        elif role := _ROLES.get(field):
            found.piece(role, rest)
        else:
            found.hint(field, " ".join([value, *(line.text for line in rest if line.text)]))
    found.story(story)


def _plain(lines: Sequence[Line], found: Found) -> None:
    """Perhaps a section, headline, perhaps a byline, "N words", date, perhaps a time, source, code, edition, page,
    language, copyright, text.
    """
    filled = [line for line in lines if line.text]
    count = next((i for i, line in enumerate(filled) if counted().fullmatch(line.text)), -1)
    if count <= 0:
        found.story(lines)
        return
    _head(filled[:count], found)
    rest = filled[count + 1 : count + 1 + _STATED]
    dated = next((i for i, line in enumerate(rest) if _YEAR.search(line.text) and len(line.text) < _DATED), -1)
    last = filled[count]
    if dated >= 0:
        last = rest[dated]
        found.hint("date", last.text)
        after = rest[dated + 1 :]
        while after and _TIME.fullmatch(after[0].text):
            last = after.pop(0)
        if after:
            last = after[0]
            found.hint("source", last.text)
        stated = next((i for i, line in enumerate(after) if _COPYRIGHT.search(line.text)), -1)
        for n, line in enumerate(after[1:], 1):
            if n > stated and (stated >= 0 or len(line.text) > _FIELD or not _bare(line.text)):
                break
            last = line
            found.hint("lang", line.text)
    found.story(lines[lines.index(last) + 1 :])


def _bare(text: str) -> bool:
    """Whether a line without a copyright behind it is a code, a page or a language."""
    return text.isupper() or text.lower() in tables()["languages"] or text.isdigit()


def _head(head: Sequence[Line], found: Found) -> None:
    """Section, headline and byline, of which the headline is always there."""
    byline = len(head) > 1 and _is_byline(head[-1].text)
    titles = head[:-1] if byline else head
    section = len(titles) > 1 and len(titles[0].text.split()) <= _SECTION
    titles = titles[section:]
    found.hint("title", " ".join(line.text for line in titles))
    found.piece(Role.HEADLINE, titles)
    if byline:
        found.piece(Role.BYLINE, head[-1:])


def _is_byline(text: str) -> bool:
    """Whether a line names persons: it opens as bylines do, or has no word in small letters beside names."""
    parts = text.split()
    opened = re.match(rf"(?:{alternatives('bylines')})\s", text, re.I)
    if len(parts) > _NAMES or text.endswith(_RUNNING) or any(map(str.isdigit, text)):
        return False
    small = [word for word in parts if word[:1].islower() and word.lower() not in tables()["joining"]]
    cased = text.lower() != text.upper()
    return bool(opened) or (cased and len(parts) > 1 and not small and ":" not in text)
