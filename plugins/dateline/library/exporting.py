"""A library as CSV, JSON lines or plain Markdown: complete, so that ``dateline import`` makes the same of it.

The articles are the table, the lines, or the folder ``articles``. All else (records, dumps, authorities, pages,
decisions) are files in a folder beside them; see ``carrying``.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.library import atomic, carrying, dates, files, frontmatter, stored
from dateline.messages import DatelineError, Message, Report
from dateline.model import Header, MarkdownFile
from dateline.settings import Settings

FORMATS = ("jsonl", "csv", "markdown")
BODY_FILE = "body_file"  # names the file of a body that is too long for a cell, from the folder that the table is in
COLUMNS = ("path", *frontmatter.KEYS, "body", BODY_FILE)
# A spreadsheet takes a cell that begins so for a formula; an apostrophe in front says that it is text.
FORMULA = (*"=+-@\uff1d\uff0b\uff0d\uff20", "\t", "\r", "\n", "'")
CELL = 32_767  # UTF-16 units of a cell that spreadsheets keep (limits of Excel; LibreOffice keeps as many or more)
BATCH = 64  # files written together: their folders are flushed once
_SURROGATE = re.compile("[\ud800-\udfff]")  # halves of a character, which UTF-8 cannot hold; a page shows U+FFFD too
_STRUCTURED = frontmatter.LISTS | frontmatter.STRUCTURED


def export(settings: Settings, target: Path, kind: str, report: Report) -> int:
    """Write all articles to ``target`` (a file; a folder for ``markdown``) and all else beside them; their number.

    The table is written last: where it has its name, the export is whole. An article that cannot be read is reported
    and left out, and so is another file that cannot. Raises DatelineError (DL002 where the folder beside holds
    something, DL419).
    """
    beside = target if kind == "markdown" else carrying.beside(target)
    carrying.need_new(beside, settings.content)
    if kind != "markdown" and target.is_dir():
        raise DatelineError(Message("DL002", "It is a folder: name the file to be written.", str(target)))
    articles = _articles(settings, report)
    carrying.give(settings.content, beside if kind == "markdown" else beside / carrying.CONTENT, report)
    if kind == "markdown":
        waiting: list[tuple[Path, bytes]] = []
        for file in articles:
            waiting.append((target / file.path, files.read_text(settings.content / file.path, file.path).encode()))
            if len(waiting) == BATCH:
                _write(waiting, target)
                waiting = []
        _write(waiting, target)
    else:
        rows = _rows(articles)
        atomic.stream(target, _jsonl(rows) if kind == "jsonl" else _csv(rows, beside, report), root=target.parent)
    return report.published


def _write(waiting: list[tuple[Path, bytes]], root: Path) -> None:
    _, failed = atomic.write_all(waiting, root=root)
    if failed:
        raise DatelineError(*failed.values())


def _articles(settings: Settings, report: Report) -> Iterator[MarkdownFile]:
    for path in files.walk(settings.articles, ".md"):
        report.received += 1
        try:
            file = files.read(path, settings.content)
        except DatelineError as error:
            report.extend(error.messages)
            report.refused += 1
            continue
        report.published += 1
        yield file


def _rows(articles: Iterator[MarkdownFile]) -> Iterator[dict[str, Any]]:
    """Each article as the values of a row."""
    for file in articles:
        yield {"path": file.path, **stored.header_to_json(file.header), "body": file.body}


def _jsonl(rows: Iterator[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        yield f"{json.dumps(row)}\n".encode()


def _csv(rows: Iterator[dict[str, Any]], beside: Path, report: Report) -> Iterator[bytes]:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")  # as RFC 4180 has it
    writer.writerow(COLUMNS)
    for row in rows:
        cells = {name: cell(row.get(name, "")) for name in COLUMNS}
        if _units(cells["body"]) > CELL:
            name = f"{carrying.BODIES}/{row['path'].removeprefix('articles/')}"
            atomic.write(beside / name, row["body"].encode(), root=beside)
            cells["body"], cells[BODY_FILE] = "", f"{beside.name}/{name}"
        long = [name for name, cell in cells.items() if _units(cell) > CELL]
        for name in long:
            report.add("DL444", f"{name} has {len(cells[name]):,} characters.", row["path"], field=name)
        writer.writerow(cells.values())
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def _units(text: str) -> int:
    return len(text) if 2 * len(text) <= CELL else len(text.encode("utf-16-le")) // 2


def cell(value: Any) -> str:
    """A value as a table holds it: no formula to any spreadsheet, and no half of a character."""
    if isinstance(value, list | tuple | dict):
        plain = isinstance(value, tuple) and all(";" not in item and item.strip() == item for item in value)
        plain = plain and not (value and str(value[0]).startswith(("[", "{")))
        value = ";".join(value) if plain else json.dumps(value)
    text = _SURROGATE.sub("\ufffd", str(value))
    return f"'{text}" if _runs(text) else text


def _runs(text: str) -> bool:
    return text.lstrip(' "\u00a0').startswith(FORMULA)


def from_cell(name: str, text: str) -> Any:
    """The value of one cell, as ``stored.header_from_json`` takes it. Raises ValueError."""
    if text.startswith("'") and _runs(text[1:]):
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
