"""The record file of an article: what the program did, as JSON that a diff can show.

``content/records/YYYY/SLUG.json`` stands beside ``content/articles/YYYY/SLUG.md``. One key per text line; every
list that can grow (lines, evidence, places, body …) has one entry per text line; everything large comes after the
small keys, so that ``read_head`` knows an article without reading its lines. The format is described in
docs/records.md.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from dateline.library import files, frontmatter
from dateline.messages import DatelineError, Message
from dateline.model import (
    Caption,
    ConflictTag,
    Doubt,
    Evidence,
    Header,
    PlaceTag,
    SourceTag,
    Span,
    TopicTag,
    Withdrawal,
)

FORMAT = 1
LINE_END = "\n"


class StoredLine(NamedTuple):
    """One line of the dump: its number, what the program took it for, how sure it was and why, and its text."""

    number: int
    role: str
    score: float
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """What a record file holds.

    ``header`` and ``body`` are what the program proposed last, not what stands in the Markdown file: the difference
    of the two is the curator's work.
    """

    id: str
    article: str  # path of the Markdown file when it was first written, relative to the content folder
    dump: str  # path of the dump, relative to the content folder
    sha256: str  # of the dump's bytes
    header: Header
    also: tuple[str, ...] = ()  # other dumps with the same bytes
    hints: str = ""  # SHA-256 of the hints file beside the dump, "" where there is none
    dump_format: str = "text"
    encoding: str = "utf-8"
    size: int = 0  # bytes of the dump
    part: int = 1
    index: int = 0
    deleted: bool = False  # the curator deleted the Markdown file
    superseded: bool = False  # its dump was overwritten by a newer one; its bytes are in the library no more
    accession: int = 0  # which of the ingests that brought new articles brought it, counted from 0
    duplicates: tuple[str, ...] = ()  # ids of exact and near copies
    source: SourceTag | None = None
    doubts: tuple[Doubt, ...] = ()
    captions: tuple[Caption, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    places: tuple[PlaceTag, ...] = ()
    conflicts: tuple[ConflictTag, ...] = ()
    topics: tuple[TopicTag, ...] = ()
    lines: tuple[StoredLine, ...] = ()
    body: str = ""


class Told(msgspec.Struct, frozen=True):
    """What a record tells of its dump: no header, no annotations, no body."""

    format: int
    id: str
    dump: str
    sha256: str
    also: tuple[str, ...]
    dump_format: str
    encoding: str
    size: int
    part: int
    doubts: tuple[Doubt, ...]
    captions: tuple[Caption, ...]
    evidence: tuple[tuple[str, str, tuple[int, ...], str, float], ...]  # the fields of ``Evidence``
    lines: tuple[StoredLine, ...]


class Lined(msgspec.Struct, frozen=True):
    """The lines of a record's dump, the outlet, and the header."""

    format: int
    source: SourceTag | None
    header: dict[str, Any]
    lines: tuple[StoredLine, ...]


class _Small(msgspec.Struct, frozen=True):
    """What stands in a record's head, less its format and the header."""

    id: str
    article: str
    dump: str
    sha256: str
    also: tuple[str, ...]
    hints: str
    dump_format: str
    encoding: str
    size: int
    part: int
    index: int
    deleted: bool
    duplicates: tuple[str, ...]
    source: SourceTag | None
    superseded: bool = False
    accession: int = 0


class _Place(msgspec.Struct, frozen=True):
    """A ``PlaceTag`` as it is written."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    country: str
    kind: str
    mentions: tuple[tuple[int, int], ...]
    demonyms: tuple[tuple[int, int], ...]
    score: float = 1.0


class _Large(msgspec.Struct, frozen=True):
    """What stands behind a record's head."""

    doubts: tuple[Doubt, ...]
    captions: tuple[Caption, ...]
    evidence: tuple[tuple[str, str, tuple[int, ...], str, float], ...]
    places: tuple[_Place, ...]
    conflicts: tuple[ConflictTag, ...]
    topics: tuple[TopicTag, ...]
    lines: tuple[StoredLine, ...]
    body: tuple[str, ...]


Part = TypeVar("Part", Told, Lined)
Typed = TypeVar("Typed")

HEAD = 512  # bytes of a record in which its id stands
_ID = re.compile(rb'^"id": "([^"]*)"', re.MULTILINE)
_CUT = re.compile(rb'^"doubts":', re.MULTILINE)
# JSON allows these raw, but editors and diffs take some for line ends; surrogates have no UTF-8.
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


_string = json.encoder.encode_basestring  # the function in C behind json.dumps for one text


def _json(value: object) -> str:
    return _string(value) if type(value) is str else json.dumps(value, ensure_ascii=False)


def _escaped(text: str) -> str:
    """JSON text with what _ESCAPED names, which can stand only inside its strings, as escapes."""
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def dump(record: StoredRecord) -> str:
    """The record file's text."""
    return seal(dump_head(record), dump_tail(record))


def seal(head: str, tail: str) -> str:
    """A record file of its two parts, closed with the SHA-256 of all that stands before it.

    So a record shows by itself whether it is as it was written, whatever else of a library is lost.
    """
    text = head + tail
    return f'{text}"check": "{_digest(text.encode())}"\n}}\n'


def _digest(data: bytes) -> str:
    # git on Windows may write other line ends; that is no damage
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def dump_head(record: StoredRecord) -> str:
    """The first part of the file: all that ``read_head`` reads."""
    small: list[tuple[str, object]] = [
        ("format", FORMAT),
        ("id", record.id),
        ("article", record.article),
        ("dump", record.dump),
        ("sha256", record.sha256),
        ("also", record.also),
        ("hints", record.hints),
        ("dump_format", record.dump_format),
        ("encoding", record.encoding),
        ("size", record.size),
        ("part", record.part),
        ("index", record.index),
        ("deleted", record.deleted),
        *([("superseded", True)] if record.superseded else []),  # only where it is: most records need no word of it
        *([("accession", record.accession)] if record.accession else []),
        ("duplicates", record.duplicates),
        ("source", None if record.source is None else _fields(record.source)),
    ]
    rows = [f'"{key}": {_json(value)}' for key, value in small]
    rows.append(f'"header": {_many((_keyed(k, v) for k, v in header_to_json(record.header).items()), "{}")}')
    return _escaped("{\n" + ",\n".join(rows) + ",\n")


def dump_tail(record: StoredRecord) -> str:
    """The rest of the file: all that does not depend on where the article is kept, and is large."""
    rows = [f'"{name}": {_many(map(_json, large))}' for name, large in _large(record)]
    rows.append(f'"lines": {_many(map(_line, record.lines))}')
    rows.append(f'"body": {_many(map(_string, record.body.split(LINE_END) if record.body else ()))}')
    return _escaped(",\n".join(rows) + ",\n")


def _keyed(key: str, value: object) -> str:
    return f'"{key}": {_json(value)}'


def _many(entries: Iterable[str], brackets: str = "[]") -> str:
    inner = ",\n".join(entries)
    return f"{brackets[0]}\n{inner}\n{brackets[1]}" if inner else brackets


def _large(record: StoredRecord) -> list[tuple[str, list[object]]]:
    return [
        ("doubts", [_fields(d) for d in record.doubts]),
        ("captions", [_fields(c) for c in record.captions]),
        ("evidence", [[e.field, e.value, e.lines, e.rule, _round(e.score)] for e in record.evidence]),
        ("places", [_fields(p) for p in record.places]),
        ("conflicts", [_fields(c) for c in record.conflicts]),
        ("topics", [_fields(t) for t in record.topics]),
    ]


def _line(line: StoredLine) -> str:
    # by hand: a dump has hundreds of them, and json.dumps would cost more than all else here
    return f"[{line.number}, {_string(line.role)}, {_round(line.score)!r}, {_string(line.rule)}, {_string(line.text)}]"


def _fields(value: Any) -> dict[str, object]:
    result: dict[str, object] = {}
    for field in fields(value):
        item = getattr(value, field.name)
        if isinstance(item, tuple) and item and isinstance(item[0], Span):
            item = [[span.start, span.end] for span in item]
        result[field.name] = _round(item) if isinstance(item, float) and field.name == "score" else item
    return result


def _round(score: float) -> float:
    """Scores to three decimals: stable in diffs, and more than anyone reads."""
    return round(score, 3)


def header_to_json(header: Header) -> dict[str, object]:
    """The header's keys that are not absent."""
    result: dict[str, object] = {}
    for field in fields(Header):
        value = getattr(header, field.name)
        if value in ("", (), None) and field.name not in ("title", "date"):
            continue
        if field.name == "corrections":
            value = [{"date": c.date, "note": c.note} for c in value]
        elif field.name == "claims":
            value = [frontmatter.statement_to_json(item) for item in value]
        elif isinstance(value, Withdrawal):
            value = {"date": value.date, "reason": value.reason}
        result[field.name] = value
    return result


def header_from_json(values: Mapping[str, Any]) -> Header:
    """The inverse of ``header_to_json``. Raises KeyError or ValueError for anything else."""
    given = dict(values)
    known = {f.name for f in fields(Header)}
    if not known.issuperset(given):
        raise KeyError(sorted(set(given) - known)[0])
    return _typed(given, Header)


def _typed(values: Mapping[str, Any], kind: type[Typed]) -> Typed:
    """What JSON holds as a value of ``kind``. Raises ValueError where a type is another."""
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def load(data: bytes, path: str) -> StoredRecord:
    """The record in ``data``; ``path`` names it in messages. Raises DatelineError (DL416)."""
    try:
        _check_seal(data)
        return _build(decoded(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(error, path) from error


def decoded(data: bytes) -> Any:
    """The JSON value in ``data``. Raises ValueError or RecursionError."""
    try:
        return msgspec.json.decode(data)
    except msgspec.MsgspecError:  # half a surrogate pair, which JSON can hold; or damaged: then json says how
        return json.loads(data.decode("utf-8"), parse_constant=_finite, parse_float=_finite)


def _finite(number: str) -> float:
    """A number of JSON, which has no others (Python's reader takes ``NaN``, and infinity for 1e999)."""
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(f"{number} is no number")
    return found


def read(path: Path, name: str = "") -> StoredRecord:
    """Read a record file. Raises DatelineError (DL416, DL419, DL451)."""
    return load(_bytes(path, name), name or str(path))


def read_told(path: Path | str, name: str = "") -> Told:
    """What the record in a file tells of its dump, at a fraction of what it costs to read it whole.

    Raises DatelineError (DL416, DL419).
    """
    return _part(path, name, _TOLD)


def read_lined(path: Path | str, name: str = "") -> Lined:
    """The lines of the record in a file, likewise. Raises DatelineError (DL416, DL419)."""
    return _part(path, name, _LINED)


_TOLD = msgspec.json.Decoder(Told)
_LINED = msgspec.json.Decoder(Lined)


def _part(path: Path | str, name: str, decoder: msgspec.json.Decoder[Part]) -> Part:
    data = _bytes(path, name)
    try:
        _check_seal(data)
        try:
            found = decoder.decode(data)
        except msgspec.MsgspecError:  # as in ``decoded``
            found = msgspec.convert(decoded(data), decoder.type)
        if found.format != FORMAT:
            raise ValueError(f"format {found.format!r} is not {FORMAT}")
    except (ValueError, RecursionError, msgspec.MsgspecError) as error:
        raise _damaged(error, name or str(path)) from error
    return found


def intact(data: bytes, path: str) -> bytes:
    """``data`` again if it is a record of this program's format as it was written, without parsing it.

    Raises DatelineError (DL416).
    """
    try:
        _check_seal(data)
        if not data.split(b"\n", 2)[1].startswith(b'"format": %d,' % FORMAT):
            raise ValueError(f"its format is not {FORMAT}")
    except (ValueError, IndexError) as error:
        raise _damaged(error, path) from error
    return data


def check(data: bytes) -> bytes:
    """The end of the bytes of a record that is ``intact``: a digest of all before it stands there already."""
    return data[data.rfind(b'"check": "') :]


def read_head(path: Path, name: str = "") -> StoredRecord:
    """Read a record without what is large: its doubts, evidence, annotations, lines and body stay empty.

    Raises DatelineError (DL416, DL419).
    """
    data = _bytes(path, name)
    try:
        _check_seal(data)
        return parse_head(head_of(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(error, name or str(path)) from error


def head_of(data: bytes) -> bytes:
    """The first part of a record's bytes, as ``dump_head`` wrote it. Raises ValueError where it has none."""
    cut = _CUT.search(data)
    if cut is None:
        raise ValueError("no record")
    return data[: cut.start()]


def identity(data: bytes) -> str:
    """The id in the first bytes (HEAD of them) of a record, without parsing it; "" where there is none."""
    found = _ID.search(data, 0, HEAD)
    return found[1].decode("utf-8", "replace") if found else ""


def parse_head(head: bytes) -> StoredRecord:
    """The record in what ``dump_head`` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    return _build(json.loads(head.rstrip(b",\r\n") + b"}", parse_constant=_finite, parse_float=_finite))


def read_body(data: bytes) -> str:
    """The body (Markdown as last proposed) in the bytes of a record, without parsing the rest.

    Raises ValueError where it is none: a record may have been edited and sealed anew.
    """
    at = data.rindex(b'\n"body": [')
    try:
        return "\n".join(json.loads(data[at + 9 : data.rindex(b',\n"check":')]))
    except (TypeError, RecursionError) as error:
        raise ValueError("its body is no list of texts") from error


def with_head(data: bytes, head: StoredRecord) -> bytes:
    """The bytes of a record with another head. Raises ValueError where it has no head."""
    cut = _CUT.search(data)
    end = data.rfind(b'"check":')
    if cut is None or end < 0:
        raise ValueError("no record")
    return seal(dump_head(head), data[cut.start() : end].decode()).encode()


def _check_seal(data: bytes) -> None:
    at = data.rfind(b'"check": "')
    if at < 0:
        raise ValueError("it is cut short")
    if data[at:].split() != [b'"check":', f'"{_digest(data[:at])}"'.encode(), b"}"]:
        raise ValueError("it is not as it was written")


def _damaged(error: Exception, path: str) -> DatelineError:
    return DatelineError(Message("DL416", f"The record is damaged ({error}).", path))


def _bytes(path: Path | str, name: str) -> bytes:
    files.demand_name(name)
    try:
        return files.content(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DatelineError(Message("DL419", f"The record cannot be read: {reason}.", name or str(path))) from error


def _build(values: Any) -> StoredRecord:
    if not isinstance(values, dict):
        raise TypeError("no JSON object")
    if values.get("format") != FORMAT:
        raise ValueError(f"format {values.get('format')!r} is not {FORMAT}")
    small = _typed(values, _Small)
    record = StoredRecord(
        **{**msgspec.structs.asdict(small), "accession": max(0, small.accession)},
        header=header_from_json(values["header"]),
    )
    if "lines" not in values:
        return record
    large = _typed(values, _Large)
    return replace(
        record,
        doubts=large.doubts,
        captions=large.captions,
        evidence=tuple(Evidence(*row) for row in large.evidence),
        places=tuple(
            PlaceTag(**{**p, "mentions": _spans(p["mentions"]), "demonyms": _spans(p["demonyms"])})
            for p in map(msgspec.structs.asdict, large.places)
        ),
        conflicts=large.conflicts,
        topics=large.topics,
        lines=large.lines,
        body="\n".join(large.body),
    )


def _spans(pairs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)
