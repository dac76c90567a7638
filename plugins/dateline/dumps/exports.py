"""Text exports of press databases (Nexis, Factiva, ProQuest): one part for each document.

The parts are slices of the file's text, one after the other, so that nothing is left out. Lines that state metadata
become hints; what remains is the article.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from itertools import pairwise

from msgspec import structs

from dateline.dumps.decoding import Decoded
from dateline.dumps.lines import split, visible
from dateline.dumps.source import MAX_LINES, Part, Source
from dateline.model import Format, Hints, Line

_NEXIS_COUNT = re.compile(r"^[ \t]*\d+ (?:of|de|von) \d+ (?:DOCUMENTS?|DOKUMENTEN?)[ \t]*\r?$", re.M)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*\r?$", re.M)
_NEXIS_LENGTH = re.compile(r"^[ \t]*(?:LENGTH|Length):[ \t]*[\d,.]+ words", re.M)
_FACTIVA_END = re.compile(r"^[ \t]*Document ([A-Za-z][A-Za-z0-9]{3,11}\d{8}[a-z0-9]{6,14})[ \t]*\r?$", re.M)
_PROQUEST_RULE = re.compile(r"^[ \t]*_{20,}[ \t]*\r?$", re.M)
_PROQUEST_ID = re.compile(r"^[ \t]*(?:ProQuest document ID|Document URL):", re.M)
# Labels of the body that may stand on its first line.
_BODY_LABELS = {
    Format.FACTIVA: re.compile(r"^[ \t]*(?:LP|TD|CX)[ \t]+(?=\S)", re.M),
    Format.PROQUEST: re.compile(r"^[ \t]*(?:Full text|Abstract):[ \t]*(?=\S)", re.M),
}
_LABEL = re.compile(r"([A-Za-z][A-Za-z /&-]{1,40}?)\s*:\s*(.*)")
_CODE = re.compile(r"([A-Z]{2,3})(?:\s+(.*))?")
_WORDS = re.compile(r"[\d,.]+ (?:words|mots|Wörter|palabras|слов)", re.I)
_LISTED = re.compile(r"(?:Documents?|Dokumente?|Documentos?)\s*\(\d+\)")
_ENTRY = re.compile(r"1\.\s+(\S.*)")
_COVER = 40  # lines above the list of contents, at most
_HEADED = frozenset(("Classification", "Klassifizierung", "Clasificación"))  # above the labels behind the text
_CLOSING = _HEADED | {"End of Document"}
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BY = re.compile(r"^By\s+", re.I)
_PLACE = re.compile(r"\s+in\s+[A-Z][\w' .-]{1,40}$")  # "Mara Linde in Vessen"
_EDITION = re.compile(r"\b(?:Edition|Final|Ausgabe|édition)\b", re.I)
_COPYRIGHT = re.compile(r"(?:Copyright\b|\(c\)|©|Copr\.)|All rights reserved", re.I)


def _people(value: str) -> str:
    """Names in their natural order: "Linde, Mara; Ask, Jon." gives "Mara Linde; Jon Ask"."""
    names = []
    value = _PLACE.sub("", _BY.sub("", value.strip().rstrip(".")))
    for name in value.split(";"):
        last, comma, first = name.strip().partition(", ")
        swap = comma and "," not in first and len(first.split()) <= 3 and len(last.split()) <= 2
        names.append(f"{first} {last}" if swap else name.strip())
    return "; ".join(filter(None, names))


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files("dateline") / "data" / "dumps" / "exports.json").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, str]] = json.loads(text)
    return loaded


def detect(text: str) -> Format | None:
    """The database that a text was exported from, or None."""
    if "DOCUMENT" in text and _NEXIS_COUNT.search(text) and _NEXIS_LENGTH.search(text):
        return Format.NEXIS
    if "End of Document" in text and _NEXIS_END.search(text) and _NEXIS_LENGTH.search(text):
        return Format.NEXIS
    if "ProQuest" in text and _PROQUEST_RULE.search(text) and _PROQUEST_ID.search(text):
        return Format.PROQUEST
    if "Document " in text and _FACTIVA_END.search(text):
        return Format.FACTIVA
    return None


def read(decoded: Decoded, format_: Format, source: Source) -> Iterator[Part]:
    """The documents of an export. Raises DatelineError (DL103 for too many lines, DL105 where the last is cut off)."""
    text = decoded.text
    for part in parts(text, split(text, source.path, len(text)), format_, decoded.encoding, source):
        yield replace(part, notices=decoded.notices)


def parts(text: str, lines: Sequence[Line], format_: Format, encoding: str, source: Source) -> Iterator[Part]:
    """As ``read``, of a text whose ``lines`` are known. Raises DatelineError as ``read`` does."""
    cuts = _CUTS[format_](text)
    if _cut_off(text[cuts[-2] : cuts[-1]], format_):
        raise source.refuse("DL105", "The last document of the export is cut off.", text.count("\n", 0, cuts[-2]) + 1)
    at = 0
    for _, end in pairwise(cuts):
        first = at
        while at < len(lines) and lines[at].start < end:
            at += 1
        if at - first > MAX_LINES:
            raise source.refuse("DL103", f"A document in it has more than {MAX_LINES:,} lines.")
        piece, own = cut(text, lines[first:at])
        own = _parted(own, piece, _BODY_LABELS.get(format_))
        yield Part(piece, own, encoding, _HINTS[format_](own), format=format_)


def cut(text: str, lines: Sequence[Line]) -> tuple[str, tuple[Line, ...]]:
    """The piece of ``text`` that ``lines``, which follow one another, are of, and these lines counted anew."""
    start, before = lines[0].start, lines[0].number - 1
    own = (structs.replace(x, number=x.number - before, start=x.start - start, end=x.end - start) for x in lines)
    return text[start : lines[-1].end], tuple(own)


def _parted(lines: tuple[Line, ...], text: str, label: re.Pattern[str] | None) -> tuple[Line, ...]:
    """``lines`` with a label of the body that stands on the body's own line parted from it."""
    if label is None or not label.search(text):
        return lines
    parted: list[Line] = []
    for line in lines:
        match = label.match(text, line.start, line.end)
        if match and match.end() < line.end and line.text:
            markup = structs.replace(line.markup, links=()) if line.markup is not None else None
            for start, end in ((line.start, match.end()), (match.end(), line.end)):
                parted.append(Line(len(parted) + 1, start, end, visible(text[start:end]), markup))
        else:
            parted.append(structs.replace(line, number=len(parted) + 1))
    return tuple(parted)


# --------------------------------------------------------------------------- where the documents begin


def _joined(text: str, starts: Sequence[int]) -> list[int]:
    """Boundaries from starts of documents; what precedes the first belongs to it."""
    return [0, *sorted(set(starts))[1:], len(text)]


def _after(text: str, ends: Sequence[int]) -> list[int]:
    """Boundaries from ends of documents; what follows the last belongs to it, if it is no document of its own."""
    inner = [end for end in ends if end < len(text)]
    if inner and not text[inner[-1] :].strip():
        inner.pop()
    return [0, *inner, len(text)]


def _nexis_cuts(text: str) -> list[int]:
    counted = [match.start() for match in _NEXIS_COUNT.finditer(text)]
    if counted:
        return _joined(text, counted)
    return _after(text, [_line_end(text, match.end()) for match in _NEXIS_END.finditer(text)])


def _factiva_cuts(text: str) -> list[int]:
    cuts = _after(text, [_line_end(text, match.end()) for match in _FACTIVA_END.finditer(text)])
    tail = text[cuts[-2] : cuts[-1]]
    if len(cuts) > 2 and not _FACTIVA_END.search(tail) and not _WORDS.search(tail):
        cuts.pop(-2)  # a search summary after the last document
    return cuts


def _proquest_cuts(text: str) -> list[int]:
    rules = [match.start() for match in _PROQUEST_RULE.finditer(text)]
    pieces = zip(rules, [*rules[1:], len(text)], strict=True)
    starts = [start for start, end in pieces if _PROQUEST_ID.search(text, start, end)]
    return _joined(text, starts or [0])


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _cut_off(text: str, format_: Format) -> bool:
    if format_ is Format.NEXIS:
        modern = _NEXIS_END.search(text)
        classic = _NEXIS_COUNT.search(text) and re.search(
            r"^[ \t]*(?:LOAD-DATE|Load-Date|LANGUAGE|Copyright)\b", text, re.M
        )
        return not (modern or classic)
    if format_ is Format.FACTIVA:
        return not _FACTIVA_END.search(text)
    return not _PROQUEST_ID.search(text)


# --------------------------------------------------------------------------- what the lines state


class _Found:
    """Collects hints and the lines that state them."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.lines: list[int] = []

    def add(self, key: str, value: str, *lines: Line) -> None:
        value = value.strip()
        if key == "lang":
            value = _tables()["languages"].get(value.lower(), "")
        elif key == "authors":
            value = _people(value)
        if key and value and key not in self.values:
            self.values[key] = value
        self.lines.extend(line.number for line in lines)

    def hints(self) -> Hints:
        return Hints(tuple(self.values.items()), tuple(sorted(set(self.lines))))


def _labelled(lines: Sequence[Line], table: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """Index, key and value of each line ``Label: value`` of the table."""
    for index, line in enumerate(lines):
        match = _LABEL.fullmatch(line.text)
        if match and match[1].lower() in table:
            yield index, match[1].lower(), match[2]


def _nexis(lines: Sequence[Line]) -> Hints:
    """Head (source, date, copyright) down to "BODY:" or "Body", then the text, then labels again."""
    table = _tables()["nexis"]
    found = _Found()
    cover = _cover(lines)
    for line in lines[:cover]:
        found.add("", "", line)
    lines = lines[cover:]
    body = next((i for i, line in enumerate(lines) if line.text in ("BODY:", "Body", "Full Text:")), -1)
    head = lines[: body + 1] if body >= 0 else lines[:12]
    labels = {index: (key, value) for index, key, value in _labelled(lines, table)}
    tail = next(
        (i for i in labels if i > max(body, 0) and labels[i][0] in ("load-date", "language", "graphic")), len(lines)
    )
    while tail > max(body, 0) and (not lines[tail - 1].text or lines[tail - 1].text in _HEADED):
        tail -= 1
    free: list[Line] = []
    taken: set[int] = set()
    for index, line in enumerate(head):
        if not line.text:
            continue
        if index in labels:
            continue
        if (
            _NEXIS_COUNT.fullmatch(line.text)
            or line.text in ("BODY:", "Body", "Full Text:")
            or _COPYRIGHT.search(line.text)
        ):
            found.add("", "", line)
        elif body >= 0:
            free.append(line)
    for index, (key, value) in labels.items():
        if index <= body or index >= tail or body < 0:
            more = _continued(lines, index, labels, body if index <= body else len(lines))
            found.add(table[key], " ".join([value, *(line.text for line in more)]), lines[index], *more)
            taken.update(line.number for line in more)
    for line in lines[tail:]:
        if line.text in _CLOSING or _COPYRIGHT.search(line.text) or line.text.startswith("All Rights"):
            found.add("", "", line)
    _free_lines([line for line in free if line.number not in taken], found)
    return found.hints()


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


def _continued(lines: Sequence[Line], index: int, labels: Mapping[int, object], end: int) -> list[Line]:
    """The lines that carry on a label's value, up to a blank line or the next label."""
    more: list[Line] = []
    for at in range(index + 1, min(end, len(lines))):
        if not lines[at].text or at in labels or lines[at].text in ("BODY:", "Body", "End of Document"):
            break
        more.append(lines[at])
    return more


def _free_lines(free: Sequence[Line], found: _Found) -> None:
    """Of the unlabelled lines at the head: the one with a year is the date, the one before it the source.

    A line before the source is the headline (the order of newer exports: headline, source, date).
    """
    dated = next((i for i, line in enumerate(free) if _YEAR.search(line.text) and len(line.text) < 60), -1)
    if dated < 0:
        return
    found.add("date", free[dated].text, free[dated])
    if dated >= 1:
        found.add("source", free[dated - 1].text, free[dated - 1])
    if dated >= 2 and "title" not in found.values:
        found.add("title", " ".join(line.text for line in free[: dated - 1]))  # the line stays: it is the headline
    after = free[dated + 1 :]
    if "title" not in found.values:  # older exports: date, edition, headline
        found.add("title", " ".join(line.text for line in after if not _EDITION.search(line.text)))
        after = [line for line in after if _EDITION.search(line.text)]
    found.add("", "", *after)


def _factiva(lines: Sequence[Line]) -> Hints:
    codes = [(i, m) for i, line in enumerate(lines) if (m := _CODE.fullmatch(line.text))]
    table = _tables()["factiva"]
    if sum(match[1] in table for _, match in codes) >= 4:
        return _factiva_tagged(lines, table)
    return _factiva_plain(lines)


def _factiva_tagged(lines: Sequence[Line], table: Mapping[str, str]) -> Hints:
    found = _Found()
    key = ""
    held: list[Line] = []
    values: list[str] = []

    def close() -> None:
        field = table.get(key, "")
        if key and field != "body":
            found.add(field, " ".join(values), *held)

    for line in lines:
        match = _CODE.fullmatch(line.text)
        if match and match[1] in table:
            close()
            key, held, values = match[1], [line], [match[2] or ""]
            if table[key] == "body" and not match[2]:
                found.add("", "", line)
        elif _FACTIVA_END.fullmatch(line.text):
            close()
            key = ""
            found.add("", "", line)
        elif line.text and key:
            held.append(line)
            values.append(line.text)
    close()
    return found.hints()


def _factiva_plain(lines: Sequence[Line]) -> Hints:
    """Headline, perhaps a byline, "N words", date, perhaps a time, source, code, language, copyright, text."""
    found = _Found()
    filled = [line for line in lines if line.text]
    count = next((i for i, line in enumerate(filled) if _WORDS.fullmatch(line.text)), -1)
    if count > 0:
        head = filled[:count]
        found.add("title", head[0].text)
        if len(head) == 2 and len(head[1].text.split()) <= 8 and not head[1].text.endswith((".", "?", "!")):
            found.add("authors", head[1].text, head[1])
        rest = filled[count + 1 : count + 9]
        found.add("", "", filled[count])
        dated = next((i for i, line in enumerate(rest) if _YEAR.search(line.text) and len(line.text) < 60), -1)
        if dated >= 0:
            found.add("date", rest[dated].text, rest[dated])
            after = rest[dated + 1 :]
            while after and re.fullmatch(r"\d{1,2}:\d\d.*", after[0].text):
                found.add("", "", after.pop(0))
            if after:
                found.add("source", after[0].text, after[0])
            for line in after[1:]:
                if _COPYRIGHT.search(line.text):
                    found.add("", "", line)
                    break
                if len(line.text) > 40:
                    break
                if line.text.isalpha() and not line.text.isupper():
                    found.add("lang", line.text, line)
                else:
                    found.add("", "", line)
    for line in lines:
        if _FACTIVA_END.fullmatch(line.text):
            found.add("", "", line)
    return found.hints()


def _proquest(lines: Sequence[Line]) -> Hints:
    table = _tables()["proquest"]
    found = _Found()
    labels = {index: (key, value) for index, key, value in _labelled(lines, table)}
    for index, (key, value) in labels.items():
        field = table[key]
        if field == "body":
            if not value:
                found.add("", "", lines[index])
            continue
        more = _continued(lines, index, labels, len(lines)) if not value or key in ("title", "links") else []
        found.add(field, " ".join([value, *(line.text for line in more)]), lines[index], *more)
    for line in lines:
        if _PROQUEST_RULE.fullmatch(line.text):
            found.add("", "", line)
    return found.hints()


_CUTS: Mapping[Format, Callable[[str], list[int]]] = {
    Format.NEXIS: _nexis_cuts,
    Format.FACTIVA: _factiva_cuts,
    Format.PROQUEST: _proquest_cuts,
}
_HINTS: Mapping[Format, Callable[[Sequence[Line]], Hints]] = {
    Format.NEXIS: _nexis,
    Format.FACTIVA: _factiva,
    Format.PROQUEST: _proquest,
}
