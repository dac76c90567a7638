"""Documents of Nexis: "1 of 20 DOCUMENTS" in the older exports, "End of Document" in the newer ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.dumps.pressed import Found, alternatives, blocks, tables
from dateline.model import Hints, Line, Role, Told

COUNT = re.compile(
    r"^[ \t]*(?:\d+ (?:of|de|von|sur|van|di) \d+ (?:DOCUMENT|DOKUMENT|DOCUMENTO)\w{0,2}"
    r"|(?:Document|Dokument|Documento) \d+ (?:of|de|von|sur|van|di) \d+)[ \t]*\r?$",
    re.M,
)
END = re.compile(r"^[ \t]*End of Document[ \t]*\r?$", re.M)
COPYRIGHT = re.compile(r"(?:Copyright\b|\(c\)|©|Copr\.)", re.I)
LABEL = re.compile(r"([^\W\d_][^\W\d_ /&-]*(?:[ /&-]+[^\W\d_]+){0,3})\s*:\s*(.*)")
_LISTED = re.compile(r"(?:Documents?|Dokumente?|Documentos?|Documenti|Documenten)\s*\(\d+\)")
_ENTRY = re.compile(r"1\.\s+(\S.*)")
_COVER = 40  # lines above the list of contents, at most
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = 60  # characters of the line with the date
_EDITION = 5  # words of the line that names the edition


def read(lines: Sequence[Line]) -> tuple[Hints, tuple[Told, ...]]:
    """What the lines of one document state, labels of the text parted from it."""
    found = Found(lines)
    lines = lines[_cover(lines) :]
    table = tables()["nexis"]
    labels = {i: table[key] for i, line in enumerate(lines) if (key := _label(line)) in table}
    body = _body(lines, labels)
    tail = _tail(lines, labels, body)
    _head(lines[:body], labels, found)
    found.story(lines[body:tail])
    _labelled(lines, labels, tail, len(lines), found)
    return found.all()


def _label(line: Line) -> str:
    match = LABEL.fullmatch(line.text)
    if match:
        return match[1].lower()
    return line.text.lower() if line.text.lower() in tables()["nexis_headed"] else ""


def _body(lines: Sequence[Line], labels: dict[int, str]) -> int:
    """Where the text begins: below "Body", or behind the labels at the head, which stand together."""
    opening = next((i for i, field in labels.items() if field == "body"), -1)
    if opening >= 0:
        return opening + 1
    first = next(iter(labels), 0)
    at = first
    while at < len(lines):
        if at not in labels and lines[at].text and (at == 0 or not lines[at - 1].text):
            break
        at += 1
    return at


def _tail(lines: Sequence[Line], labels: dict[int, str], body: int) -> int:
    """Where the labels behind the text begin, with the captions of the pictures that the paper had."""
    rights = re.compile(alternatives("rights"), re.I)
    tail = len(lines)
    places = {line.number: i for i, line in enumerate(lines)}
    for block in reversed(blocks(lines[body:])):
        at = places[block[0].number]
        match = LABEL.fullmatch(block[0].text)
        shouted = match is not None and match[1].isupper() and len(block) == 1
        copied = any(COPYRIGHT.search(line.text) or rights.search(line.text) for line in block) and _short(block)
        if not (at in labels or shouted or copied or END.fullmatch(block[0].text)):
            break
        tail = at
    shown = [i for i, field in labels.items() if body <= i < tail and field in ("caption", "labels")]
    return max(shown, default=tail) if not shown or labels[max(shown)] == "caption" else min(shown)


def _short(block: Sequence[Line]) -> bool:
    return sum(len(line.text) for line in block) < 200


def _head(lines: Sequence[Line], labels: dict[int, str], found: Found) -> None:
    """Source, date, edition and headline (older exports), or headline, source, date; then labels."""
    first = next((i for i in labels if i < len(lines)), len(lines))
    free = [
        block
        for block in blocks(lines[:first])
        if not COUNT.fullmatch(block[0].text) and not any(COPYRIGHT.search(line.text) for line in block[:1])
    ]
    _labelled(lines, labels, first, len(lines), found)
    flat = [(n, line) for n, block in enumerate(free) for line in block]
    dated = next((k for k, (_, line) in enumerate(flat) if _is_date(line.text)), -1)
    if dated < 0:
        return
    found.hint("date", flat[dated][1].text)
    before = [line for _, line in flat[:dated]]
    if before:
        found.hint("source", before[-1].text)
    if len(before) > 1:
        _title(before[:-1], found)
    elif "title" not in found.values:
        n, line = flat[dated]
        below = free[n + 1 :] or [free[n][free[n].index(line) + 1 :]]
        while len(below) > 1 and _is_edition(below[0]):
            below.pop(0)
        _title(below[0], found)
        for block in below[1:]:
            found.piece(Role.STANDFIRST, block)


def _is_date(text: str) -> bool:
    return bool(_YEAR.search(text)) and len(text) < _DATED and not COPYRIGHT.search(text)


def _is_edition(block: Sequence[Line]) -> bool:
    text = block[0].text
    return len(block) == 1 and len(text.split()) <= _EDITION and bool(re.search(alternatives("editions"), text, re.I))


def _title(lines: Sequence[Line], found: Found) -> None:
    """A headline; what stands behind a semicolon at the end of a line is its deck."""
    cut = next((n for n, line in enumerate(lines[:-1], 1) if line.text.endswith(";")), len(lines))
    found.hint("title", " ".join(line.text for line in lines[:cut]).rstrip(";"))
    found.piece(Role.HEADLINE, lines[:cut])
    found.piece(Role.STANDFIRST, lines[cut:])


_ROLES = {"standfirst": Role.STANDFIRST, "caption": Role.CAPTION, "byline": Role.BYLINE}


def _labelled(lines: Sequence[Line], labels: dict[int, str], start: int, stop: int, found: Found) -> None:
    """What the labels from ``start`` to ``stop`` state, each with the lines that carry it on."""
    places = [i for i in labels if start <= i < stop]
    for at, after in pairwise([*places, stop]):
        field = labels[at]
        match = LABEL.fullmatch(lines[at].text)
        parted = match is not None and not match[2]  # the value is a line of its own
        rest = lines[at + 1 : after]
        if field == "caption":
            found.blocks(Role.CAPTION, [line for line in rest if not COPYRIGHT.search(line.text)])
            continue
        more = next(iter(blocks(rest)), []) if rest and rest[0].text else []
        if role := _ROLES.get(field):
            found.piece(role, more)
        else:
            found.hint(field, " ".join([match[2] if match and not parted else "", *(line.text for line in more)]))


def _cover(lines: Sequence[Line]) -> int:
    """How many lines stand in front of the first document: who ordered the export, and the list of its contents.

    The document begins where the first title of that list stands again.
    """
    listed = next((i for i, line in enumerate(lines[:_COVER]) if _LISTED.fullmatch(line.text)), -1)
    entry = next((m for line in lines[listed + 1 :][:_COVER] if (m := _ENTRY.fullmatch(line.text))), None)
    if listed < 0 or entry is None:
        return 0
    again = (i for i in range(listed + 1, len(lines)) if lines[i].text == entry[1])
    return next(again, 0)
