"""A library as CSV, JSON lines or plain Markdown: complete, so that ``dateline import`` makes the same of it.

JSON lines and Markdown bring each article's record along, so that groups of copies, places and provenance are the same
too. A table holds the articles alone.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dateline.library import atomic, dates, files, frontmatter, stored
from dateline.messages import DatelineError, Message, Report
from dateline.model import Header, MarkdownFile
from dateline.settings import Settings

FORMATS = ("jsonl", "csv", "markdown")
COLUMNS = ("path", *frontmatter.KEYS, "body")
# A spreadsheet takes a cell that begins so for a formula; an apostrophe in front says that it is text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_STRUCTURED = frontmatter.LISTS | frontmatter.STRUCTURED


def export(settings: Settings, target: Path, kind: str, report: Report) -> int:
    """Write all articles to ``target`` (a file; a folder for ``markdown``); their number.

    An article that cannot be read is reported and left out. Raises DatelineError (DL419).
    """
    articles = list(_articles(settings, report))
    records = _records(settings, report) if kind != "csv" else {}
    if kind == "markdown":
        if target.exists() and any(target.iterdir()):
            raise DatelineError(Message("DL002", "The folder is not empty: name a new one.", str(target)))
        target.mkdir(parents=True, exist_ok=True)
        writes = [(target / file.path, frontmatter.render(file).encode()) for file in articles]
        kept = ((file.path, records[file.header.id]) for file in articles if file.header.id in records)
        writes += [(target / files.record_name(path), data) for path, data in kept]
        _, failed = atomic.write_all(writes, root=target)
        if failed:
            raise DatelineError(*failed.values())
    else:
        text = _jsonl(articles, records) if kind == "jsonl" else _csv(articles)
        atomic.write(target, text.encode(), root=target.parent)
    return len(articles)


def _articles(settings: Settings, report: Report) -> Iterator[MarkdownFile]:
    for path in files.walk(settings.articles, ".md"):
        report.received += 1
        try:
            yield files.read(path, settings.content)
            report.published += 1
        except DatelineError as error:
            report.extend(error.messages)
            report.refused += 1


def _records(settings: Settings, report: Report) -> dict[str, bytes]:
    """The records by the id of their article; a damaged one is reported and left out."""
    found: dict[str, bytes] = {}
    for path in files.walk(settings.records, ".json"):
        name = files.relative(path, settings.content)
        try:
            data = path.read_bytes()
            found[stored.load(data, name).id] = data
        except OSError as error:
            report.add("DL419", f"The record cannot be read: {atomic.reason(error)}.", name)
        except DatelineError as error:
            report.extend(error.messages)
    return found


def _jsonl(articles: list[MarkdownFile], records: Mapping[str, bytes]) -> str:
    rows: list[str] = []
    for file in articles:
        row = {"path": file.path, **stored.header_to_json(file.header), "body": file.body}
        if file.header.id in records:
            row["record"] = records[file.header.id].decode("utf-8")
        rows.append(json.dumps(row))
    return "".join(f"{row}\n" for row in rows)


def _csv(articles: list[MarkdownFile]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(COLUMNS)
    for file in articles:
        values = {"path": file.path, **stored.header_to_json(file.header), "body": file.body}
        writer.writerow([_cell(values.get(name, "")) for name in COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list | tuple | dict):
        plain = isinstance(value, tuple) and all(";" not in item and item.strip() == item for item in value)
        plain = plain and not (value and str(value[0]).startswith(("[", "{")))
        value = ";".join(value) if plain else json.dumps(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def from_cell(name: str, text: str) -> Any:
    """The value of one cell, as ``stored.header_from_json`` takes it. Raises ValueError."""
    if text.startswith("'") and text[1:2] and text[1:].startswith(FORMULA):
        text = text[1:]
    if name in frontmatter.LISTS:
        if text.startswith("["):
            return json.loads(text)
        return [part.strip() for part in text.split(";") if part.strip()]
    if name in frontmatter.STRUCTURED:
        return json.loads(text)
    return text


def header_of(values: dict[str, Any], path: str) -> Header:
    """A header of exported values, checked by the rules of front matter. Raises DatelineError."""
    if values.get("date") and "date_precision" not in values:
        values = {**values, "date_precision": dates.precision(str(values["date"])).value}
    try:
        for name, value in values.items():
            if name not in _STRUCTURED and not isinstance(value, str):
                raise TypeError(f"{name} must be a text")
        header = stored.header_from_json(values)
    except (KeyError, TypeError, ValueError) as error:
        raise DatelineError(Message("DL436", f"It is no article: {error}.", path)) from error
    return frontmatter.parse(frontmatter.render(MarkdownFile(path, header, "")), path).header
