"""Text exports of press databases (Nexis, Factiva, ProQuest): one part for each document.

The parts are slices of the file's text, one after the other, so that nothing is left out. Lines that state metadata
become hints; of the others it is told what they are (``Told``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from msgspec import structs

from dateline.dumps import factiva, nexis, proquest
from dateline.dumps.decoding import Decoded
from dateline.dumps.lines import split, visible
from dateline.dumps.pressed import alternatives, counted, tables
from dateline.dumps.source import MAX_LINES, Part, Source
from dateline.model import Format, Hints, Line, Told

_TEXTS = frozenset({"body", "abstract", "standfirst", "caption", "byline"})  # fields whose value is text of the article
_LABELS = {
    Format.NEXIS: r"(?i:{})[ \t]*:[ \t]*",
    Format.PROQUEST: r"(?i:{})[ \t]*:[ \t]*",
    Format.FACTIVA: r"(?:{})[ \t]+",
}


@cache
def _length() -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?:{alternatives('lengths')})[ \t]*:[ \t]*[\d,.]+ ", re.M | re.I)


_DOCUMENT = ("Document", "Dokument", "Документ", "DOCUMENT", "DOKUMENT")  # of which an export's lines have one


@cache
def _text_labels(format_: Format) -> re.Pattern[str]:
    """A label of text with text behind it on the same line."""
    labels = [key for key, field in tables()[format_.value].items() if field in _TEXTS]
    words = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(rf"^[ \t]*{_LABELS[format_].format(words)}(?=\S)", re.M)


def detect(text: str) -> Format | None:
    """The database that a text was exported from, or None."""
    told = any(map(text.__contains__, _DOCUMENT))  # few texts have the word, which is found sooner than such lines
    ends = told and (nexis.COUNT.search(text) or ("End of Document" in text and nexis.END.search(text)))
    if ends and _length().search(text):
        return Format.NEXIS
    if "ProQuest" in text and proquest.RULE.search(text) and proquest.ID.search(text):
        return Format.PROQUEST
    if told and factiva.END.search(text):
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
        if format_ is not Format.FACTIVA or factiva.is_tagged(own):
            own = _parted(own, piece, _text_labels(format_))
        stated, told = _READERS[format_](own)
        yield Part(piece, own, encoding, stated, told=told, format=format_)


def cut(text: str, lines: Sequence[Line]) -> tuple[str, tuple[Line, ...]]:
    """The piece of ``text`` that ``lines``, which follow one another, are of, and these lines counted anew."""
    start, before = lines[0].start, lines[0].number - 1
    own = (structs.replace(x, number=x.number - before, start=x.start - start, end=x.end - start) for x in lines)
    return text[start : lines[-1].end], tuple(own)


def _parted(lines: tuple[Line, ...], text: str, label: re.Pattern[str]) -> tuple[Line, ...]:
    """``lines`` with labels of text that stand on the text's own line parted from it."""
    if not label.search(text):
        return lines
    parted: list[Line] = []
    for line in lines:
        match = label.match(text, line.start, line.end)
        if match and match.end() < line.end and line.text:
            markup = structs.replace(line.markup, links=(), lead=0, bold=0.0) if line.markup is not None else None
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
    first = [match.start() for match in nexis.COUNT.finditer(text)]
    if first:
        return _joined(text, first)
    return _after(text, [_line_end(text, match.end()) for match in nexis.END.finditer(text)])


def _factiva_cuts(text: str) -> list[int]:
    cuts = _after(text, [_line_end(text, match.end()) for match in factiva.END.finditer(text)])
    tail = text[cuts[-2] : cuts[-1]]
    if len(cuts) > 2 and not factiva.END.search(tail) and not any(map(counted().fullmatch, tail.splitlines())):
        cuts.pop(-2)  # a search summary after the last document
    return cuts


def _proquest_cuts(text: str) -> list[int]:
    rules = [match.start() for match in proquest.RULE.finditer(text)]
    pieces = zip(rules, [*rules[1:], len(text)], strict=True)
    starts = [start for start, end in pieces if proquest.ID.search(text, start, end)]
    return _joined(text, starts or [0])


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _cut_off(text: str, format_: Format) -> bool:
    if format_ is Format.NEXIS:
        closed = re.compile(rf"^[ \t]*(?:Copyright\b|(?:{alternatives('nexis_closing')})[ \t]*:)", re.M | re.I)
        return not (nexis.END.search(text) or (nexis.COUNT.search(text) and closed.search(text)))
    if format_ is Format.FACTIVA:
        return not factiva.END.search(text)
    return not proquest.ID.search(text)


_READERS: Mapping[Format, Callable[[Sequence[Line]], tuple[Hints, tuple[Told, ...]]]] = {
    Format.NEXIS: nexis.read,
    Format.FACTIVA: factiva.read,
    Format.PROQUEST: proquest.read,
}
_CUTS: Mapping[Format, Callable[[str], list[int]]] = {
    Format.NEXIS: _nexis_cuts,
    Format.FACTIVA: _factiva_cuts,
    Format.PROQUEST: _proquest_cuts,
}
