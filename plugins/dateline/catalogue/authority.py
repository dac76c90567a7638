"""Read a curator's authority file: YAML with line numbers, a closed list of fields, every problem at once.

A file is one mapping from key to row, beside a few reserved lists that start with ``never``::

    shusha:
      name: Shusha
      names: [Şuşa, {text: Shushi, by: Armenia}]
    never tag: [Reading, Mobile]

Anchors and aliases are refused before anything is built from them, so that no file of a few bytes can stand for
gigabytes.
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from dateline.catalogue.language.slug import DEVICES
from dateline.messages import Message
from dateline.model import Name

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 12
MAX_KEY = 100  # characters of a key, which is a folder's name in the site

Check = Callable[[object], object]
"""Turns a plain YAML value into the value wanted; raises ValueError with what is wrong."""

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What no page, feed or citation may hold, and what would turn round the words after it.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # the form of BCP 47
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an authority file: its checked values and where each of them stands."""

    key: str
    path: str
    line: int
    values: Mapping[str, object]
    lines: Mapping[str, int]

    @property
    def origin(self) -> str:
        """Where the row came from, as a page may tell it: file and line, without this machine's folders."""
        return f"authority/{Path(self.path).name}:{self.line}"


@dataclass(slots=True)
class Authority:
    """What one file holds: rows by key, reserved lists by name (each item with its line)."""

    rows: dict[str, Row] = field(default_factory=dict)
    lists: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


def read(path: Path, fields: Mapping[str, Check], problems: list[Message], *, lists: tuple[str, ...] = ()) -> Authority:
    """Read the file at ``path``; an absent file is empty. Every problem is appended to ``problems``.

    ``fields`` are the fields a row may have with their checks, ``lists`` the reserved lists of texts. Codes: DL301
    (not readable as YAML), DL302 (a key, field or value that cannot be used).
    """
    found = Authority()
    before = len(problems)
    root = _compose(path, problems)
    if root is None:
        return found
    where = path.as_posix()
    refused = {problem.line for problem in problems[before:]}  # what such a line lacks follows from it
    start = len(problems)
    _rows(root, found, where, fields, lists, problems)
    problems[start:] = [problem for problem in problems[start:] if problem.line not in refused]
    for key in [key for key, row in found.rows.items() if row.line in refused]:
        del found.rows[key]
    return found


def _rows(
    root: yaml.Node,
    found: Authority,
    where: str,
    fields: Mapping[str, Check],
    lists: tuple[str, ...],
    problems: list[Message],
) -> None:
    """Put the rows and lists of a file into ``found``."""
    if not isinstance(root, yaml.MappingNode):
        problems.append(Message("DL302", "The file must be a mapping from keys to rows.", where, _line(root)))
        return
    for key_node, value_node in root.value:
        line = _line(key_node)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Message("DL302", "A list or a mapping stands where a key should be.", where, line))
            continue
        key = str(key_node.value)
        if key in lists:
            found.lists.setdefault(key, []).extend(_texts_with_lines(value_node, where, key, problems))
        elif wrong := _no_key(key):
            problems.append(Message("DL302", f"{key[:60]!r} {wrong}.{_nearest(key, lists)}", where, line))
        elif key in found.rows:
            first = found.rows[key].line
            problems.append(Message("DL302", f"The key {key!r} stands twice; first in line {first}.", where, line))
        else:
            found.rows[key] = _row(key, line, value_node, fields, where, problems)


def _no_key(key: str) -> str:
    """Why a text cannot be a key, as the end of a sentence; "" where it can."""
    if not _KEY.fullmatch(key):
        return "cannot be a key: small letters, digits and hyphens only"
    if len(key) > MAX_KEY:
        return f"cannot be a key: it has more than {MAX_KEY} characters"
    return "cannot be a key: Windows keeps that name for itself" if key in DEVICES else ""


def _compose(path: Path, problems: list[Message]) -> yaml.Node | None:
    where = path.as_posix()
    try:
        if not path.exists():
            return None
        if not path.is_file():  # (a pipe would be waited for without end)
            problems.append(Message("DL301", "It is no plain file.", where))
            return None
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(Message("DL301", f"The file has {size:,} bytes; {MAX_BYTES:,} are the most.", where))
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.append(Message("DL301", f"The file cannot be read: {error.strerror}.", where))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Message("DL301", "The file is not UTF-8.", where, line))
        return None
    try:
        refused, deep = _refused(text, where)
        problems.extend(refused)
        if deep:
            return None
        node: yaml.Node | None = yaml.compose(text, Loader=_Unreferred if refused else _Loader)
    except yaml.reader.ReaderError as error:
        line = data.count(b"\n", 0, error.position) + 1  # (the reader in C counts bytes)
        problems.append(Message("DL301", f"The file is not valid YAML: {error.reason}.", where, line))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 0
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        problems.append(Message("DL301", f"The file is not valid YAML: {what}.", where, line))
        return None
    return node


class _Unreferred(yaml.SafeLoader):
    """Reads on behind an alias as if nothing stood there, so that a file's other mistakes are told with it."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.anchors.clear()
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            return yaml.ScalarNode("tag:yaml.org,2002:null", "", event.start_mark, event.end_mark)
        return super().compose_node(parent, index)


def _refused(text: str, where: str) -> tuple[list[Message], bool]:
    """Anchors, aliases and deep nesting, found in the stream of events before any object is built.

    The second value says whether the nesting is too deep to read on.
    """
    problems: list[Message] = []
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        mark = event.start_mark
        line = mark.line + 1 if mark is not None else 0
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            problems.append(Message("DL301", "YAML anchors and aliases (& and *) are not used here.", where, line))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                problems.append(Message("DL301", f"The file nests deeper than {MAX_DEPTH} levels.", where, line))
                return problems, True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return problems, False


def _row(key: str, line: int, node: yaml.Node, fields: Mapping[str, Check], where: str, problems: list[Message]) -> Row:
    values: dict[str, object] = {}
    lines: dict[str, int] = {}
    if not isinstance(node, yaml.MappingNode):
        problems.append(Message("DL302", f"{key!r} must hold fields, one in each line.", where, line))
        return Row(key, where, line, values, lines)
    for name_node, value_node in node.value:
        name, at = str(name_node.value), _line(name_node)
        if name not in fields:
            hint = _nearest(name, tuple(fields)) or f" Fields are: {', '.join(sorted(fields))}."
            text = f"{key!r} has a field {name!r} that is not known.{hint}"
            problems.append(Message("DL302", text, where, at, name))
            continue
        if name in values:
            problems.append(Message("DL302", f"{key!r} has the field {name!r} twice.", where, at, name))
            continue
        try:
            values[name] = fields[name](_plain(value_node))
            lines[name] = at
        except ValueError as error:
            problems.append(Message("DL302", f"{key!r}, {name}: {error}.", where, _line(value_node), name))
    return Row(key, where, line, values, lines)


def _texts_with_lines(node: yaml.Node, where: str, key: str, problems: list[Message]) -> list[tuple[str, int]]:
    if not isinstance(node, yaml.SequenceNode):
        problems.append(Message("DL302", f"{key!r} must be a list of words.", where, _line(node), key))
        return []
    found = []
    for item in node.value:
        if isinstance(item, yaml.ScalarNode) and item.value.strip():
            found.append((item.value.strip(), _line(item)))
        else:
            problems.append(Message("DL302", f"{key!r} must hold words only.", where, _line(item), key))
    return found


def _plain(node: yaml.Node) -> object:
    """The node as text, list or dictionary; scalars stay texts (dates and numbers are read by their checks)."""
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return {str(name.value): _plain(value) for name, value in node.value}


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _nearest(word: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, sorted(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


# --------------------------------------------------------------------------- checks


def text(value: object) -> str:
    """A text that is not empty, of characters that a page may hold."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    found = value.strip()
    if not found.isprintable() and (wrong := _NO_TEXT.search(found)):
        raise ValueError(f"the character U+{ord(wrong[0]):04X} may not stand in a text")
    return found


def country(value: object) -> str:
    """A country's code of two letters (ISO 3166-1 alpha-2)."""
    found = text(value).upper()
    if not re.fullmatch("[A-Z]{2}", found):
        raise ValueError(f"{found[:60]!r} is no country code of two letters (ISO 3166-1)")
    return found


def language(value: object) -> str:
    """A code of a language (BCP 47)."""
    found = text(value)
    if not _LANGUAGE.fullmatch(found):
        raise ValueError(f"{found[:60]!r} is no code of a language such as en or pt-BR")
    return found


def texts(value: object) -> tuple[str, ...]:
    """A list of texts; a single text is a list of one."""
    items = value if isinstance(value, list) else [value]
    return tuple(text(item) for item in items)


def keys(value: object) -> tuple[str, ...]:
    """A list of keys of an authority."""
    found = texts(value)
    for item in found:
        if _no_key(item):
            raise ValueError(f"{item[:60]!r} is no key")
    return found


def names(value: object) -> tuple[Name, ...]:
    """A list of names: texts, or mappings with ``text`` and, where known, ``lang`` (BCP 47) and ``by``."""
    items = value if isinstance(value, list) else [value]
    found: list[Name] = []
    for item in items:
        if isinstance(item, dict):
            unknown = sorted(set(item) - {"text", "lang", "by"})
            if unknown:
                raise ValueError(f"a name has text, lang and by, not {unknown[0]!r}")
            if "text" not in item:
                raise ValueError("a name needs its text")
            lang, by = item.get("lang"), item.get("by")
            found.append(Name(text(item["text"]), language(lang) if lang else "", text(by) if by else ""))
        else:
            found.append(Name(text(item)))
    seen: set[str] = set()
    for name in found:
        if name.text in seen:
            raise ValueError(f"the name {name.text!r} stands twice")
        seen.add(name.text)
    return tuple(found)


def one_of(*allowed: str) -> Check:
    """A check for one of a few words."""

    def check(value: object) -> str:
        if value not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return str(value)

    return check


def number(least: float, most: float) -> Check:
    """A check for a number within bounds."""

    def check(value: object) -> float:
        try:
            found = float(text(value))
        except ValueError:
            raise ValueError(f"{value!r} is not a number") from None
        if not least <= found <= most:
            raise ValueError(f"{value} is not between {least:g} and {most:g}")
        return found

    return check


def whole(least: int = 0, most: int = 10**12) -> Check:
    """A check for a whole number within bounds."""
    bounded = number(least, most)

    def check(value: object) -> int:
        found = bounded(value)
        if not isinstance(found, float) or found != int(found):
            raise ValueError(f"{value!r} is not a whole number")
        return int(found)

    return check


def date(value: object) -> str:
    """An ISO date cut to what is known: ``2020``, ``2020-11`` or ``2020-11-08``."""
    found = text(value)
    match = _DATE.fullmatch(found)
    if not match:
        raise ValueError(f"{found!r} is not a date such as 2020, 2020-11 or 2020-11-08")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        raise ValueError(f"{found!r} is not a day of the calendar") from None
    return found
