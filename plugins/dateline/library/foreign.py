"""What ``dateline import`` finds at a path: Markdown of Pelican, Hugo or Jekyll, a table, JSON lines, a library.

What another system calls by another name is renamed (``data/library/foreign.json``); a key that has no place here is
named in ``Found.dropped``. What Markdown of another system holds that is no Markdown (shortcodes, HTML) stays in the
text, and the article is marked for review.
"""

from __future__ import annotations

import contextlib
import csv
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files as resources
from pathlib import Path
from typing import Any, TextIO

from dateline.dumps import listing
from dateline.extract.recognisers import dates as printed
from dateline.library import atomic, carrying, dates, exporting, files, frontmatter, stored, yamlio
from dateline.messages import DatelineError, Message, Report
from dateline.model import Status

_PELICAN_META = re.compile(r" {0,3}([A-Za-z0-9_-]+):[ \t]*(.*)")
_PELICAN_MORE = re.compile(r"(?: {4,}|\t)(.+)")  # the next line of a value that has several
_DATED_NAME = re.compile(r"(\d{4}-\d\d-\d\d)[-_](.+)")  # as Jekyll wants them, and Pelican reads them
_TOML_LINE = re.compile(r"\(at line (\d+),")
_SUMMARY_ENDS = re.compile(r"^[ \t]*<!--\s*(?:more|PELICAN_END_SUMMARY)\s*-->[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
# Hugo's and Liquid's tags, Pelican's links to its own files, and HTML
_NO_MARKDOWN = re.compile(
    r"\{\{[<%].{0,200}?[%>]\}\}|\{%.{0,200}?%\}|\{\{.{0,200}?\}\}|[{|](?:filename|static|attach)[}|][^\s)]{0,200}"
    r"|</?[A-Za-z][A-Za-z0-9-]{0,30}(?:\s[^<>\n]{0,200})?/?>"
)
_ZONE = re.compile(r"(?<=\d) ?(?:UTC|GMT)$")
DELIMITERS = ",;\t"  # spreadsheets of some countries write the second, some programs the third


@cache
def _tables() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        resources("dateline").joinpath("data", "library", "foreign.json").read_text("utf-8")
    )
    # What is near a key of ours by mistake is what these systems mean, where they do not say otherwise.
    found["renamed"] = {**frontmatter.NEAR_KEYS, **found["renamed"]}
    found["not_articles"] = frozenset(found["not_articles"])
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """One article as it was written elsewhere: where, its values under our names, and what was dropped."""

    where: str
    values: dict[str, Any]
    body: str
    dropped: tuple[str, ...] = ()
    name: str = ""  # of its file, for a slug
    path: str = ""  # of its file in the library that it comes from, relative to the content folder
    doubts: tuple[Message, ...] = ()  # each about the field that it names
    written: str = ""  # the whole file, where it is one of ours: with the curator's comments and their way of quoting


@dataclass(frozen=True, slots=True)
class Source:
    """Files that belong together; ``home`` is the library that they are of, where they are of one."""

    files: tuple[Path, ...]
    home: Path | None = None


def sources(paths: Iterable[Path], report: Report) -> Iterator[Source]:
    """Everything at ``paths``. What does not exist or cannot be listed is reported and refused."""
    for path in paths:
        if path.is_dir():
            yield from _folder(path, report)
        elif path.exists():
            yield _single(path, report)
        else:
            refuse(report, Message("DL002", "There is no such file or folder.", str(path)))


def refuse(report: Report, *messages: Message) -> None:
    """Enter in the ledger what is no article or cannot be read."""
    report.extend(messages)
    report.received += 1
    report.refused += 1


def _single(path: Path, report: Report) -> Source:
    if path.suffix.lower() not in READERS:
        known = ", ".join(sorted(READERS))
        refuse(report, Message("DL002", f"It ends in none of {known}: a dump is for 'dateline ingest'.", str(path)))
        return Source(())
    home = carrying.found_beside(path) / carrying.CONTENT
    return Source((path,), home if path.suffix.lower() in TABLES and home.is_dir() else None)


def _folder(folder: Path, report: Report) -> Iterator[Source]:
    """The files below ``folder``; a library in it by itself, and a table with what is beside it."""
    if carrying.is_library(folder):
        yield Source(tuple(files.walk(folder / "articles", ".md")), folder)
        return
    loose: list[Path] = []
    others: dict[str, list[Path]] = {}

    def unlisted(error: OSError) -> None:
        text = f"The folder cannot be read: {atomic.reason(error)}."
        refuse(report, Message("DL419", text, str(error.filename)))

    for place, folders, names in listing.walk(folder, unlisted):
        here = Path(place)
        tables = [here / name for name in sorted(names) if Path(name).suffix.lower() in TABLES]
        own = {carrying.found_beside(table).name for table in tables}
        for name in sorted(folders):
            if name in _tables()["not_articles"] and name not in own:
                report.add(
                    "DL447", "A folder of that name holds no articles in the system that it is of.", f"{here / name}"
                )
        folders[:] = sorted(n for n in folders if n[0] != "." and n not in own and n not in _tables()["not_articles"])
        for table in tables:
            yield _single(table, report)
        for name in [name for name in folders if carrying.is_library(here / name)]:
            folders.remove(name)
            yield from _folder(here / name, report)
        for name in sorted(names):
            suffix = Path(name).suffix.lower()
            if suffix in READERS and suffix not in TABLES:
                loose.append(here / name)
            elif suffix in _tables()["other_texts"]:
                others.setdefault(suffix, []).append(here / name)
    for suffix, left in sorted(others.items()):
        report.add("DL447", f"It is no Markdown; {len(left)} in all end in {suffix}.", str(left[0]))
    yield Source(tuple(sorted(path for path in loose if path.is_file())))


def read(path: Path, home: Path | None, report: Report) -> Iterator[Found]:
    """The articles in one file. What is none is reported and refused."""
    try:
        yield from READERS[path.suffix.lower()](path, home, report)
    except DatelineError as error:
        refuse(report, *error.messages)


# --------------------------------------------------------------------------- one reader per kind of file


def _markdown(path: Path, home: Path | None, report: Report) -> Iterator[Found]:
    given = files.read_text(path)
    text = given.removeprefix("\ufeff").replace("\r\n", "\n")
    where = str(path)
    if "\0" in text:
        raise DatelineError(Message("DL102", "It holds bytes that no text has.", where))
    if not text.strip():
        raise DatelineError(Message("DL101", "It is empty.", where))
    if path.stem == "_index":
        report.add("DL447", "It is the text of a list, which has no place here.", where)
        return
    name = path.stem if path.stem.lower() != "index" else path.parent.name
    values: dict[str, Any] = {}
    if match := _DATED_NAME.fullmatch(name):
        values["date"], name = match[1], match[2]
    if home is not None:
        own = frontmatter.parse(text, where)
        inside = files.relative(path, home)
        yield Found(where, stored.header_to_json(own.header), own.body, (), name, inside, written=given)
        return
    if text.startswith("+++"):
        head, _, body = text[3:].partition("\n+++")
        try:
            raw: dict[str, Any] = tomllib.loads(head)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            told = _TOML_LINE.search(str(error))  # counted from the line of the first mark, which is the file's first
            line = int(told[1]) if told else 0
            raise DatelineError(Message("DL402", f"The front matter cannot be read: {error}.", where, line)) from error
    elif text.startswith("{\n"):  # Hugo's third form
        try:
            raw, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", 0)
            raise DatelineError(Message("DL402", f"The front matter cannot be read: {error}.", where, line)) from error
        body = text[end:]
    elif text.startswith("---"):
        head, body = frontmatter.split(text, where)
        raw = _yaml(head, where)
    else:
        raw, body = _pelican(text)
    if "_drafts" in path.parts[:-1]:
        values["status"] = Status.DRAFT.value
    body = _SUMMARY_ENDS.sub("", body).strip("\n")
    yield _foreign(values, raw, where, name, body)


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
    """Pelican's own form: lines of ``Key: value`` at the top, up to a blank line; a value may go on, indented."""
    values: dict[str, Any] = {}
    lines = text.split("\n")
    last = ""
    for number, line in enumerate(lines):
        if match := _PELICAN_META.fullmatch(line):
            last = match[1].lower()
            values[last] = match[2].strip()
        elif last and (match := _PELICAN_MORE.fullmatch(line)):
            joint = "; " if last in ("authors", "tags") and not values[last].endswith((",", ";")) else " "
            values[last] = f"{values[last]}{joint}{match[1].strip()}".strip("; ")
        else:
            return values, "\n".join(lines[number:])
    return values, ""


@contextlib.contextmanager
def _opened(path: Path, newline: str) -> Iterator[TextIO]:
    """A table or lines, read as they come: a library of a hundred thousand articles is larger than a memory should be.

    Raises DatelineError: DL409 where it is not UTF-8, DL419 where it cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline=newline) as file:
            yield file
    except UnicodeDecodeError as error:
        text = f"The file is no UTF-8 (0x{error.object[error.start]:02x}): save it as UTF-8."
        raise DatelineError(Message("DL409", text, str(path))) from error
    except OSError as error:
        raise DatelineError(Message("DL419", f"The file cannot be read: {atomic.reason(error)}.", str(path))) from error


def _csv(path: Path, home: Path | None, report: Report) -> Iterator[Found]:
    before = csv.field_size_limit(sys.maxsize)  # the module's own is 128 kB; a cell is as long as its article
    lost = False
    number = 0
    try:
        with _opened(path, "") as file:
            header = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=max(DELIMITERS, key=header.count))
            if not any(_known(name.strip().lower()) for name in reader.fieldnames or ()):
                text = f"No column has a name that is known, such as title or date: {header.strip()[:60]!r}."
                raise DatelineError(Message("DL436", text, str(path), 1))
            for row in reader:
                number = reader.line_num
                raw = _cells(row, f"{path}:{number}", report)
                lost = _tell_lost(lost, raw, path, home, report)
                yield _row(raw, f"{path}:{number}", path, report)
    except csv.Error as error:
        raise DatelineError(Message("DL436", f"The table cannot be read: {error}.", str(path), number + 1)) from error
    finally:
        csv.field_size_limit(before)


def _cells(row: Mapping[str | Any, Any], where: str, report: Report) -> dict[str, Any]:
    """The cells of a row that say something, by their columns."""
    raw: dict[str, Any] = {}
    for key, cell in row.items():
        if not isinstance(key, str) or not isinstance(cell, str) or not cell:
            continue  # (a row may have more cells than there are columns, or fewer)
        name = key.strip().lower()
        try:
            raw[name] = exporting.from_cell(_known(name) or name, cell)
        except (ValueError, RecursionError) as error:
            report.add("DL436", f"{name}: {error}.", where, field=name)
    return raw


def _jsonl(path: Path, home: Path | None, report: Report) -> Iterator[Found]:
    lost = False
    with _opened(path, "\n") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                raw = json.loads(line)
            except (ValueError, RecursionError) as error:
                refuse(report, Message("DL436", f"The line is no JSON ({error}).", str(path), number))
                continue
            if isinstance(raw, dict):
                lost = _tell_lost(lost, raw, path, home, report)
                yield _row(raw, f"{path}:{number}", path, report)
            else:
                refuse(report, Message("DL436", "The line is no JSON object.", str(path), number))


def _tell_lost(told: bool, raw: dict[str, Any], table: Path, home: Path | None, report: Report) -> bool:
    """Say once that a table came without its files: its articles have records that are not there."""
    lost = home is None and bool(raw.get("path")) and bool(raw.get("id"))
    if lost and not told:
        report.add("DL446", f"There is no folder {carrying.beside(table).name} beside the table.", str(table))
    return told or lost


def _row(raw: dict[str, Any], where: str, table: Path, report: Report) -> Found:
    path = raw.get("path", "")
    body = str(raw.get("body") or "")
    if name := raw.get(exporting.BODY_FILE):
        file = carrying.inside(table.parent, str(name))
        if file is None:
            report.add("DL446", f"The text of the article, {name}, is not beside the table.", where)
        else:
            body = files.read_text(file)
    if isinstance(path, str) and path.endswith(".md"):
        values = {key: value for key, value in raw.items() if key in frontmatter.KEYS and value not in ("", [], None)}
        dropped = tuple(key for key in raw if key not in frontmatter.KEYS and key not in OF_TABLES)
        return Found(where, values, body, dropped, Path(path).stem, path)
    found = _foreign({}, raw, where, "", "")
    return Found(where, found.values, found.values.pop("body", ""), found.dropped, "", "", found.doubts)


OF_TABLES = frozenset(["path", "body", exporting.BODY_FILE])
TABLES = frozenset([".csv", ".jsonl"])
READERS = {".md": _markdown, ".markdown": _markdown, ".csv": _csv, ".jsonl": _jsonl}


# --------------------------------------------------------------------------- the values of other systems


def _foreign(values: dict[str, Any], raw: dict[str, Any], where: str, name: str, body: str) -> Found:
    """Values under our names, and the keys that have none. Lists that mean the same are joined; else the first wins."""
    dropped: list[str] = []
    doubts: list[Message] = []
    given: dict[str, Any] = {}
    for key, value in _unfolded(raw):
        folded = key.strip().lower()
        if folded in ("draft", "published") and str(value).lower() in ("true", "false", "1", "0", "yes", "no"):
            if (str(value).lower() in ("true", "1", "yes")) == (folded == "draft"):
                given["status"] = Status.DRAFT.value
            continue
        target = _known(folded)
        if not target or (target == "url" and not str(value).lower().startswith(("http://", "https://"))):
            if value not in ("", [], None):
                dropped.append(key)
            continue
        if value in ("", [], None):
            continue
        value = _value(target, value, where, doubts)
        if target in frontmatter.LISTS and target in given:
            given[target] += [item for item in value if item not in given[target]]
        elif value not in ("", [], None):
            given.setdefault(target, value)
    if strange := _NO_MARKDOWN.search(body):
        line = body.count("\n", 0, strange.start()) + 1
        text = f"Line {line} of the text holds {strange[0][:60]!r}, which is shown as it stands."
        doubts.append(Message("DL448", text, where, field="body"))
    return Found(where, values | given, body, tuple(dropped), name, "", tuple(doubts))


def _known(name: str) -> str:
    """What we call a key of another system's; "" where it has no place here."""
    found: str = name if name in frontmatter.KEYS or name == "body" else _tables()["renamed"].get(name, "")
    return found


def _unfolded(raw: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Keys and values, those of the mappings in which other systems keep keys of their own after all others."""
    for key, value in raw.items():
        if not (str(key).lower() in _tables()["nested"] and isinstance(value, dict)):
            yield str(key), value
    for key, value in raw.items():
        if str(key).lower() in _tables()["nested"] and isinstance(value, dict):
            yield from ((str(inner), item) for inner, item in value.items())


def _value(name: str, value: Any, where: str, doubts: list[Message]) -> Any:
    if name in frontmatter.LISTS:
        return _list(value)
    if name in frontmatter.DATES:
        return _date(name, value, where, doubts)
    if name in frontmatter.STRUCTURED:
        return value
    if name == "status" and str(value) not in {status.value for status in Status}:
        return Status.DRAFT.value
    if name == "lang":
        return _tables()["languages"].get(str(value).lower(), str(value))
    if isinstance(value, dict):
        return str(value.get("name") or "")
    return str(value) if isinstance(value, int | float) else value


def _list(value: Any) -> list[str]:
    if isinstance(value, str):
        separator = ";" if ";" in value else ","
        return [part.strip() for part in value.split(separator) if part.strip()]
    items = value if isinstance(value, list) else [value]
    texts = [str(item.get("name") or "") if isinstance(item, dict) else str(item) for item in items]
    return [text for text in texts if text]


def _date(name: str, value: Any, where: str, doubts: list[Message]) -> str:
    """A date as front matter has it; "" with a doubt where it cannot be read, or can be read in two ways."""
    text = value.isoformat() if isinstance(value, date | datetime) else str(value).strip()
    text = _ZONE.sub("Z", text)
    try:
        return dates.normalise(text)
    except ValueError as error:
        found = printed.find_dates(text) if len(text) < 100 else ()
        if len(found) == 1 and _plainly(found[0]):
            return found[0].claim().iso
        doubts.append(Message("DL449", f"{name}: {error}.", where, field=name))
        return ""


def _plainly(found: printed.FoundDate) -> bool:
    """Whether a printed date is one day of one year, whoever reads it."""
    return bool(found.year and found.day) and not found.swapped and not found.short_year
