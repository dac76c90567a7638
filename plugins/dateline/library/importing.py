"""``dateline import``: a folder of Markdown (Pelican, Hugo, Jekyll, Dateline), a CSV of metadata, or JSON lines.

What another system calls by another name is renamed; a key that has no place here is dropped with a notice. Nothing in
the library is overwritten.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateline.library import atomic, dates, exporting, files, frontmatter, inventory, slugs, stored, yamlio
from dateline.messages import DatelineError, Message, Report
from dateline.model import MarkdownFile, Status
from dateline.settings import Settings

# Names of other systems beside those in frontmatter.NEAR_KEYS: Hugo, Jekyll, and CollectionBuilder's columns.
RENAMED = {
    **frontmatter.NEAR_KEYS,
    "categories": "tags",
    "category": "tags",
    "creator": "authors",
    "lastmod": "modified",
    "last_modified_at": "modified",
    "location": "places",
    "object_location": "url",
    "objectid": "slug",
    "canonicalurl": "url",
    "original_url": "url",
    "subject": "tags",
    "transcript": "body",
    "text": "body",
    "full_text": "body",
}
_PELICAN_META = re.compile(r"([A-Za-z_]+):[ \t]*(.*)")
_JEKYLL_NAME = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")


@dataclass(frozen=True, slots=True)
class _Found:
    """One article as another system had it: where, its values under our names, and what was dropped."""

    where: str
    values: dict[str, Any]
    body: str
    dropped: tuple[str, ...] = ()
    name: str = ""  # of its file, for a slug
    record: bytes = b""  # of an article that another library exported


def take(settings: Settings, paths: Iterable[Path], report: Report) -> None:
    """Import everything at ``paths`` into the library; the ledger in ``report`` accounts for each article.

    Raises DatelineError (DL418) where another run holds the library.
    """
    with atomic.lock(settings.content / inventory.CACHE):
        stock = inventory.take(settings, Report())
        taken = stock.slugs_taken()
        writes: dict[Path, tuple[bytes, Status]] = {}
        records: list[tuple[Path, bytes]] = []
        known = {record.id for record in stock.records.values()}
        for found in _everything(paths, report):
            report.received += 1
            try:
                file = _place(found, taken)
            except DatelineError as error:
                report.extend(error.messages)
                report.refused += 1
                continue
            for name in found.dropped:
                report.add("DL437", f"The key {name!r} has no place in an article here.", found.where, field=name)
            if found.record and (record := _record(found, file, known, report)):
                records.append((settings.content / files.record_name(file.path), record))
            writes[settings.content / file.path] = (frontmatter.render(file).encode(), file.header.status)
        rows = [(path, data) for path, (data, _) in writes.items()]
        _, failed = atomic.write_all(rows, root=settings.content)
        there = {settings.content / files.record_name(files.relative(path, settings.content)) for path in failed}
        _, unkept = atomic.write_all([item for item in records if item[0] not in there], root=settings.content)
        report.extend([*failed.values(), *unkept.values()])
        for path, (_, status) in writes.items():
            if path in failed:
                report.refused += 1
            elif status is Status.INBOX:
                report.inbox += 1
            else:
                report.published += 1


def _record(found: _Found, file: MarkdownFile, known: set[str], report: Report) -> bytes:
    """The record to write beside ``file``; none where it is damaged, another article's, or there already."""
    try:
        record = stored.load(found.record, found.where)
        outside = [path for path in (record.dump, *record.also) if ".." in path.split("/") or path.startswith("/")]
        if outside:
            raise DatelineError(Message("DL428", f"Its dump {outside[0]!r} lies outside of a library.", found.where))
        if record.id != file.header.id or record.id in known:
            return b""
        known.add(record.id)
        head = replace(stored.parse_head(stored.head_of(found.record)), article=file.path)
        return stored.with_head(found.record, head)
    except DatelineError as error:
        report.extend(error.messages)
        return b""


def _place(found: _Found, taken: dict[str, str]) -> MarkdownFile:
    """The file to write: a header by our rules, with a slug that is free. Raises DatelineError."""
    values = dict(found.values)
    missing = [name for name in frontmatter.REQUIRED if not values.get(name)]
    values.setdefault("title", "")
    values.setdefault("date", "")
    if missing and values.get("status", "published") == "published":
        values["status"] = "inbox"
        values["review"] = [*values.get("review", []), *(m for m in missing if m not in values.get("review", []))]
    values.setdefault("status", "published")
    wish = values.pop("slug", "") or found.name
    header = exporting.header_of(values, found.where)
    slug = wish if wish and not slugs.problem(wish) else slugs.slugify(wish or header.title)
    holder = taken.get(slugs.fold(slug))
    if holder is not None:
        # the same article again is not imported twice; another one with its name gets another slug
        if holder == found.where or (header.id and holder == header.id):
            raise DatelineError(Message("DL438", f"The library has an article {slug!r} already.", found.where))
        dated = f"{slug}-{header.date[:10]}" if header.date else slug
        slug = next(s for s in (dated, *(f"{dated}-{n}" for n in range(2, 10_000))) if slugs.fold(s) not in taken)
    taken[slugs.fold(slug)] = header.id or found.where
    header = replace(header, slug=slug)
    return MarkdownFile(f"articles/{header.date[:4] or 'undated'}/{slug}.md", header, found.body)


def _everything(paths: Iterable[Path], report: Report) -> Iterator[_Found]:
    for path in paths:
        if not path.exists():
            _refuse(report, Message("DL002", "There is no such file or folder.", str(path)))
            continue
        for file in _files(path, report) if path.is_dir() else [path]:
            kind = file.suffix.lower()
            if not file.is_file() or kind not in _READERS:
                continue
            try:
                yield from _READERS[kind](file, report)
            except DatelineError as error:
                _refuse(report, *error.messages)


def _files(folder: Path, report: Report) -> list[Path]:
    """All files below ``folder``; a folder that cannot be listed is refused."""

    def unlisted(error: OSError) -> None:
        text = f"The folder cannot be read: {atomic.reason(error)}."
        _refuse(report, Message("DL419", text, str(error.filename)))

    return sorted(Path(place, name) for place, _, names in os.walk(folder, onerror=unlisted) for name in names)


def _refuse(report: Report, *messages: Message) -> None:
    report.extend(messages)
    report.received += 1
    report.refused += 1


# --------------------------------------------------------------------------- one reader per kind of file


def _markdown(path: Path, _report: Report) -> Iterator[_Found]:
    text = files.read_text(path).removeprefix("\ufeff").replace("\r\n", "\n")
    where = str(path)
    name = path.stem if path.stem.lower() not in ("index", "_index") else path.parent.name
    values: dict[str, Any] = {}
    if match := _JEKYLL_NAME.fullmatch(name):
        values["date"], name = match[1], match[2]
    if text.startswith("+++"):
        head, _, body = text[3:].partition("\n+++")
        try:
            raw: dict[str, Any] = tomllib.loads(head)
        except tomllib.TOMLDecodeError as error:
            raise DatelineError(Message("DL402", f"The front matter cannot be read: {error}.", where)) from error
    elif text.startswith("---"):
        head, body = frontmatter.split(text, where)
        raw = _yaml(head, where)
    else:
        raw, body = _pelican(text)
    renamed, dropped = _renamed(raw)
    yield _Found(where, values | renamed, body.strip("\n"), dropped, name, _beside_it(path))


def _beside_it(path: Path) -> bytes:
    """The record of an exported article: under ``records`` what it is under ``articles``."""
    parts = list(path.parts)
    if "articles" not in parts:
        return b""
    parts[len(parts) - 1 - parts[::-1].index("articles")] = "records"
    try:
        return Path(*parts).with_suffix(".json").read_bytes()
    except OSError:
        return b""  # a folder of another system's, or an article that a curator wrote


def _yaml(head: str, where: str) -> dict[str, Any]:
    try:
        node = yamlio.compose(head)
    except yamlio.YamlError as error:
        text = f"The front matter cannot be read: {error}."
        raise DatelineError(Message("DL402", text, where, error.line + 2)) from error
    return _plain(node) if isinstance(node, yamlio.Mapping) else {}


def _plain(node: yamlio.Node) -> Any:
    if isinstance(node, yamlio.Scalar):
        return node.text
    if isinstance(node, yamlio.Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.items}


def _pelican(text: str) -> tuple[dict[str, Any], str]:
    """Pelican's own form: lines of ``Key: value`` at the top, up to a blank line."""
    values: dict[str, Any] = {}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _PELICAN_META.fullmatch(line)
        if match is None:
            return values, "\n".join(lines[number:])
        values[match[1].lower()] = match[2].strip()
    return values, ""


def _csv(path: Path, report: Report) -> Iterator[_Found]:
    reader = csv.DictReader(io.StringIO(files.read_text(path).removeprefix("\ufeff"), newline=""))
    try:
        for row in reader:
            where = f"{path}:{reader.line_num}"
            raw: dict[str, Any] = {}
            for key, cell in row.items():
                if key is None or not isinstance(cell, str) or not cell:
                    continue
                name = key.strip().lower()
                try:
                    raw[name] = exporting.from_cell(RENAMED.get(name, name), cell)
                except ValueError as error:
                    report.add("DL436", f"{name}: {error}.", where, field=name)
            yield _row(raw, where)
    except csv.Error as error:
        raise DatelineError(Message("DL436", f"The table cannot be read: {error}.", str(path), reader.line_num)) from (
            error
        )


def _jsonl(path: Path, report: Report) -> Iterator[_Found]:
    for number, line in enumerate(files.read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except (ValueError, RecursionError) as error:
            _refuse(report, Message("DL436", f"The line is no JSON ({error}).", str(path), number))
            continue
        if isinstance(raw, dict):
            yield _row(raw, f"{path}:{number}")
        else:
            _refuse(report, Message("DL436", "The line is no JSON object.", str(path), number))


def _row(raw: dict[str, Any], where: str) -> _Found:
    values, dropped = _renamed(raw)
    body = values.pop("body", "")
    path = str(raw.get("path", ""))
    name = Path(path).stem if path.endswith(".md") else ""
    record = raw.get("record", "")
    dropped = tuple(key for key in dropped if key not in ("path", "record"))
    data = record.encode("utf-8", "surrogatepass") if isinstance(record, str) else b""
    return _Found(where, values, str(body), dropped, name, data)


def _renamed(raw: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Values under our names, and the keys that have none. The first of two that mean the same wins."""
    values: dict[str, Any] = {}
    dropped: list[str] = []
    for key, value in raw.items():
        folded = str(key).strip().lower()
        name = folded if folded in frontmatter.KEYS or folded == "body" else RENAMED.get(folded, "")
        if not name:
            dropped.append(str(key))
        elif name not in values and value not in ("", [], None):
            values[name] = _value(name, value)
    return values, tuple(dropped)


def _value(name: str, value: Any) -> Any:
    if name in frontmatter.LISTS:
        if isinstance(value, str):
            return [part.strip() for part in re.split(r"[;,]" if ";" not in value else ";", value) if part.strip()]
        return [str(item) for item in value] if isinstance(value, list) else [str(value)]
    if name in frontmatter.DATES:
        text = value.isoformat() if isinstance(value, date | datetime) else str(value)
        try:
            return dates.normalise(re.sub(r"(?<=\d) (?=[+-]\d{4}$)", "", text))
        except ValueError:
            return text  # the rules of front matter say what is wrong with it
    if name in frontmatter.STRUCTURED:
        return value
    if name == "status" and str(value) not in {status.value for status in Status}:
        return "draft"
    return str(value) if isinstance(value, int | float) else value


_READERS = {".md": _markdown, ".markdown": _markdown, ".csv": _csv, ".jsonl": _jsonl}
