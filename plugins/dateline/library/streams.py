"""``extract`` and ``annotate``: many inputs through the stages before the library, JSON lines out, nothing kept.

The objects are a contract (docs/commands.md): other programs read them.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from dateline.extract import explain as explained
from dateline.extract import legible, running_text
from dateline.library import workers
from dateline.library.pipeline import Pipeline
from dateline.library.propose import propose
from dateline.messages import Message, to_json
from dateline.model import Annotations, PlaceTag, Record, Span
from dateline.settings import Settings

CUT = "DL306"  # what the answer to a text says of which only the beginning was looked at
MAX_LINE = 64 * 1024 * 1024  # bytes of one line of ``annotate``'s input


@dataclass(frozen=True, slots=True)
class Answer:
    """The lines that one input gives, and whether it failed."""

    lines: tuple[str, ...]
    failed: bool = False


# --------------------------------------------------------------------------- extract


def extract(files: Iterable[Path], out: TextIO, settings: Settings, *, as_json: bool, explain: bool) -> int:
    """Write what is in ``files`` to ``out``, in their order; the exit status.

    Explanations are coloured on a terminal, unless the environment has ``NO_COLOR`` (https://no-color.org).
    """
    given = list(files)
    processes = min(workers.count(settings.workers), max(1, len(given) // 4))
    colour = out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    make = partial(_extractor, settings, as_json, explain, colour)
    failed = False
    for answer in workers.run(make, given, processes, _lost_file):
        for line in answer.lines:
            out.write(line + "\n")
        out.flush()
        failed |= answer.failed
    return 1 if failed else 0


def _extractor(settings: Settings, as_json: bool, explain: bool, colour: bool) -> Callable[[Path], Answer]:
    pipeline = Pipeline(settings)

    def write(path: Path, record: Record) -> str:
        if as_json:
            return to_json(article(path, record, explain=explain))
        return _readable(path, record, explain=explain, colour=colour)

    def stage(path: Path) -> Answer:
        outcome = pipeline.records(path, path.parent)
        if outcome.refusal:
            return Answer(tuple(_refused(path, message) for message in outcome.refusal[:1]), failed=True)
        return Answer(tuple(write(path, record) for record in outcome.records))

    return stage


def _lost_file(path: Path) -> Answer:
    text = "The process that worked on it died (out of memory, or a fault in a library)."
    return Answer((_refused(path, Message("DL417", text, str(path))),), failed=True)


def _refused(path: Path, message: Message) -> str:
    return to_json({"path": str(path), "error": {"code": message.code, "message": message.text}})


def article(path: Path, record: Record, *, explain: bool = False) -> dict[str, Any]:
    """The object of ``extract --json`` for one article. ``path`` is as it was given."""
    found = record.article
    proposal = propose(record).record
    header = proposal.header
    values: dict[str, Any] = {
        "path": str(path),
        "index": found.index if found.dump.part == 1 else found.dump.part - 1 + found.index,
        "title": header.title,
        "standfirst": header.standfirst,
        "date": header.date,
        "date_precision": header.date_precision if header.date else "",
        "modified": header.modified,
        "authors": header.authors,
        "source": header.source,
        "credit": header.credit,
        "url": header.url,
        "lang": header.lang,
        "body": running_text(found),
        "markdown": proposal.body,
        "captions": [caption.text for caption in found.captions],
        "lines": [
            {"n": item.line.number, "role": item.role.value, "score": round(item.score, 3), "rule": item.rule}
            for item in found.lines
        ],
        "places": header.places,
        "conflicts": header.conflicts,
        "tags": header.tags,
        "review": header.review,
    }
    if explain:
        values["evidence"] = [
            {"field": e.field, "value": e.value, "lines": e.lines, "rule": e.rule, "score": round(e.score, 3)}
            for e in record.evidence
        ]
        values["doubts"] = [
            {"field": d.field, "code": d.code, "reason": d.reason, "candidates": d.candidates} for d in proposal.doubts
        ]
        values["captions"] = [{"text": c.text, "credit": c.credit} for c in found.captions]
        values["annotations"] = annotated(Annotations(record.places, record.conflicts, record.topics))
    return values


def _readable(path: Path, record: Record, *, explain: bool, colour: bool) -> str:
    """The same for people: the values, one per line, and the text; or, explained, every line of the dump."""
    values = article(path, record)
    shown = ("path", "title", "standfirst", "date", "modified", "source", "credit", "authors", "url", "lang", "places",
             "conflicts", "tags", "review")  # fmt: skip
    rows = []
    for name in shown:
        value = values[name]
        text = ", ".join(value) if isinstance(value, tuple | list) else value
        if text:
            rows.append(legible(f"{name:10} {text}"))
    if explain:
        doubts = propose(record).record.doubts
        return "\n".join([*rows, "", *explained(record.article, record.evidence, doubts, colour=colour), ""])
    return "\n".join([*rows, "", legible(values["markdown"]), ""])


# --------------------------------------------------------------------------- annotate


def annotate(lines: BinaryIO, out: TextIO, settings: Settings) -> int:
    """Answer each line of ``lines`` with one line on ``out``, in order, while more may still come; the exit status.

    A line that is no request is answered with ``{"id"?, "error": {code, message}}``; the others go on.
    """
    processes = workers.count(settings.workers)
    failed = False
    for answer in workers.run(partial(_annotator, settings), _Lines(lines), processes, _lost_line):
        for line in answer.lines:
            out.write(line + "\n")
        out.flush()
        failed |= answer.failed
    return 1 if failed else 0


class _Lines:
    """The lines of a stream as a workers.Feed: never waits for a line while there is other work."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.number = 0
        self.ended = False
        self.at_end = False
        self.rest = b""  # of the line that has not ended yet
        self.complete: deque[bytes] = deque()

    def fileno(self) -> int:
        return self.stream.fileno()

    def fill(self) -> None:
        """Read what is there, waiting only where nothing is."""
        data = os.read(self.stream.fileno(), 1 << 16)
        if not data:
            self.at_end = True
            data, self.rest = self.rest, b""
            if data:
                self.complete.append(data)
            self.ended = not self.complete
            return
        first, *more = data.split(b"\n")
        if len(self.rest) <= MAX_LINE:  # of a longer line the rest is not kept; it is answered with an error
            self.rest += first
        for piece in more:
            self.complete.append(self.rest)
            self.rest = piece

    def take(self) -> tuple[int, bytes] | None:
        while self.complete:
            line = self.complete.popleft()
            self.number += 1
            self.ended = self.at_end and not self.complete
            if line.strip():
                return self.number, line
        return None


def _annotator(settings: Settings) -> Callable[[tuple[int, bytes]], Answer]:
    catalogue = Pipeline(settings).catalogue

    def stage(task: tuple[int, bytes]) -> Answer:
        number, line = task
        try:
            request = _request(line)
        except ValueError as error:
            return Answer((_wrong(number, None, "DL003", f"Line {number}: {error}."),), failed=True)
        try:
            found = catalogue.annotate(
                request["text"], title=request["title"], date=request["date"], language=request["lang"]
            )
        except Exception as error:  # the border of one text, as Pipeline.records is of one dump
            text = f"Line {number}: the program failed on it ({type(error).__name__}: {str(error)[:200]})."
            return Answer((_wrong(number, request["id"], "DL417", text),), failed=True)
        cut = [{"code": doubt.code, "reason": doubt.reason} for doubt in found.doubts if doubt.code == CUT]
        return Answer((to_json({"id": request["id"], **annotated(found), **({"doubts": cut} if cut else {})}),))

    return stage


def _lost_line(task: tuple[int, bytes]) -> Answer:
    return Answer(
        (_wrong(task[0], None, "DL417", f"Line {task[0]}: the process that worked on it died."),), failed=True
    )


def _wrong(number: int, identity: object, code: str, text: str) -> str:
    return to_json({"id": identity, "line": number, "error": {"code": code, "message": text}})


def _request(line: bytes) -> dict[str, Any]:
    """The keys of one request. Raises ValueError with a sentence for people."""
    if len(line) > MAX_LINE:
        raise ValueError(f"it is longer than {MAX_LINE:,} bytes")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is no JSON ({type(error).__name__})") from error
    if not isinstance(given, dict) or "id" not in given or not isinstance(given.get("text"), str):
        raise ValueError("it is no object with 'id' and a 'text'")
    request: dict[str, Any] = {"id": given["id"], "text": given["text"]}
    for name in ("title", "date", "lang"):
        value = given.get(name)
        if not isinstance(value, str | None):
            raise ValueError(f"its {name!r} is no text")
        request[name] = value or ""
    return request


def annotated(found: Annotations) -> dict[str, Any]:
    """Places, conflicts and topics as ``annotate --json`` gives them."""
    conflicts: list[dict[str, Any]] = []
    for tag in found.conflicts:
        number = {} if tag.ucdp_id is None else {"ucdp_id": tag.ucdp_id}
        conflicts.append({"key": tag.key, **number, "score": round(tag.score, 3)})
    return {
        "places": [_place(tag) for tag in found.places],
        "conflicts": conflicts,
        "tags": [{"name": tag.name, "key": tag.key, "score": round(tag.score, 3)} for tag in found.topics],
    }


def _place(tag: PlaceTag) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": tag.name,
        "key": tag.key,
        "lat": tag.lat,
        "lon": tag.lon,
        "country": tag.country,
        "kind": tag.kind,
        "mentions": _pairs(tag.mentions),
    }
    if tag.demonyms:
        values["demonyms"] = _pairs(tag.demonyms)
    return values


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
