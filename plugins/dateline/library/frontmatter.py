"""Markdown with YAML front matter: text to MarkdownFile and back, for a closed list of keys.

``parse(render(file)) == file`` for every file whose header could have been written by ``render``; ``update``
changes single keys and leaves every other byte as the curator wrote it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

from dateline.library import dates, yamlio
from dateline.messages import DatelineError, Message
from dateline.model import (
    Correction,
    Header,
    MarkdownFile,
    Precision,
    Publish,
    Standing,
    Statement,
    Status,
    Withdrawal,
)

KEYS = tuple(f.name for f in fields(Header))
REQUIRED = ("title", "date", "source")
LISTS = frozenset(["authors", "conflicts", "places", "tags", "not_same_as", "review"])
DATES = frozenset(["date", "modified"])
SLUGS = frozenset(["slug", "version_of", "translation_of"])
STRUCTURED = frozenset(["corrections", "claims", "withdrawn"])
STATEMENT = tuple(f.name for f in fields(Statement))
# What people write who know other systems, with the key that means the same here.
NEAR_KEYS = {
    "author": "authors",
    "byline": "authors",
    "category": "conflicts",
    "conflict": "conflicts",
    "description": "standfirst",
    "headline": "title",
    "keywords": "tags",
    "language": "lang",
    "outlet": "source",
    "place": "places",
    "publisher": "source",
    "subtitle": "standfirst",
    "summary": "standfirst",
    "topics": "tags",
    "updated": "modified",
    "link": "url",
}

_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_MERGE_SIGNS = ("<<<<<<<", "=======", ">>>>>>>")
_MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)


class _Problems:
    """Collects what is wrong with one file, with its lines."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.messages: list[Message] = []

    def add(self, code: str, text: str, line: int, field: str = "") -> None:
        # + 2: the header begins on the file's second line, and people count from 1
        self.messages.append(Message(code, text, self.path, line + 2, field))


def _fence(text: str, start: int) -> re.Match[str] | None:
    """The line that closes the header which begins at ``start``."""
    likely = text.find("\n---\n", start) + 1  # it is, in nearly all files: no need to look at every line before it
    before = text[start - 1 : likely]
    if not likely or "\n---" in before or "\n..." in before:
        likely = start
    return _FENCE.search(text, likely)


def split(text: str, path: str = "") -> tuple[str, str]:
    """The header's YAML and the body of a file, both with ``\\n`` as line end where the file uses CRLF.

    Raises DatelineError (DL401, DL408).
    """
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    if first.endswith("\r"):
        text = text.replace("\r\n", "\n")
        first = first[:-1]
    if first.rstrip(" \t") != "---":
        raise DatelineError(Message("DL401", "The file does not begin with a line '---'.", path, 1))
    start = len(first) + 1
    end = _fence(text, start)
    header = text[start : end.start() if end else len(text)]
    mark = _MERGE_MARK.search(header) if any(sign in header for sign in _MERGE_SIGNS) else None
    if mark is not None:
        line = header.count("\n", 0, mark.start()) + 2
        raise DatelineError(Message("DL408", "The front matter holds two versions side by side.", path, line))
    if end is None:
        raise DatelineError(Message("DL401", "The front matter has no closing line '---'.", path, 1))
    body = text[end.end() + 1 :]
    mark = re.search(r"^<{7} .*\n(?:.*\n)*?={7}\n(?:.*\n)*?>{7} ", body, re.MULTILINE) if "<<<<<<< " in body else None
    if mark is not None:
        line = text.count("\n", 0, end.end() + 1 + mark.start()) + 1
        raise DatelineError(Message("DL408", "The text holds two versions side by side.", path, line))
    return header, body.removeprefix("\n").removesuffix("\n")


def parse(text: str, path: str) -> MarkdownFile:
    """Read one Markdown file. ``path`` is relative to the content folder and names the file in messages.

    Raises DatelineError with every problem of the file at once.
    """
    header, body = split(text, path)
    try:
        node = yamlio.compose(header)
    except yamlio.YamlError as error:
        raise DatelineError(Message("DL402", f"The front matter cannot be read: {error}.", path, error.line + 2)) from (
            error
        )
    problems = _Problems(path)
    values = _values(node, problems)
    header_object = _header(values, problems)
    if problems.messages or header_object is None:
        raise DatelineError(*problems.messages)
    return MarkdownFile(path, header_object, body)


def _values(node: yamlio.Node | None, problems: _Problems) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if node is None:
        return values
    if not isinstance(node, yamlio.Mapping):
        problems.add("DL402", "The front matter must be lines of 'key: value'.", node.line)
        return values
    seen: set[str] = set()
    for key, value in node.items:
        name = key.text
        if name in seen:
            problems.add("DL407", f"The key {name!r} stands twice.", key.line, name)
            continue
        seen.add(name)
        if name not in READERS:
            problems.add("DL403", f"There is no key {name!r}.{_did_you_mean(name)}", key.line, name)
            continue
        if isinstance(value, yamlio.Scalar) and value.plain and value.text in ("", "~"):
            continue  # a key without a value is an absent key
        try:
            values[name] = READERS[name](value)
        except ValueError as error:
            code = "DL406" if name in DATES else "DL410" if name in SLUGS else "DL404"
            problems.add(code, f"{name}: {error}.", value.line, name)
            values[name] = None
    return values


def _did_you_mean(name: str) -> str:
    folded = name.strip().lower()
    near = [NEAR_KEYS[folded]] if folded in NEAR_KEYS else difflib.get_close_matches(folded, KEYS, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _header(values: dict[str, Any], problems: _Problems) -> Header | None:
    status = values.get("status", Status.PUBLISHED)
    if status not in (Status.INBOX, Status.DRAFT):
        for name in REQUIRED:
            # None: it is there but unusable, which has its own message
            if values.get(name, "") == "":
                problems.add("DL405", f"The front matter has no {name!r}.", -1, name)
    iso = values.get("date")
    if iso and "date_precision" not in values:
        values["date_precision"] = dates.precision(iso).value
    elif iso and values.get("date_precision"):
        written, stated = dates.precision(iso), Precision(values["date_precision"])
        if dates.ORDER.index(stated) < dates.ORDER.index(written):
            text = f"date_precision: {stated} is finer than the date {iso} says."
            problems.add("DL404", text, -1, "date_precision")
    if status == Status.WITHDRAWN and "withdrawn" not in values:
        text = "status: withdrawn needs 'withdrawn: {date: …, reason: …}'."
        problems.add("DL405", text, -1, "withdrawn")
    if problems.messages:
        return None
    values.setdefault("title", "")
    values.setdefault("date", "")
    return Header(**values)


# --------------------------------------------------------------------------- reading one value


def _text(node: yamlio.Node) -> str:
    if not isinstance(node, yamlio.Scalar):
        raise ValueError("must be one text, not a list")
    return node.text


def _texts(node: yamlio.Node) -> tuple[str, ...]:
    if isinstance(node, yamlio.Scalar):
        return (node.text,) if node.text else ()
    if not isinstance(node, yamlio.Sequence):
        raise ValueError("must be a list as [one, two]")
    return tuple(text for item in node.items if (text := _text(item)) != "")


def _date(node: yamlio.Node) -> str:
    return dates.normalise(_text(node))


def _one_of(kind: type[Precision | Status | Publish | Standing]) -> Callable[[yamlio.Node], Any]:
    def read(node: yamlio.Node) -> Any:
        text = _text(node)
        try:
            value = kind(text)
        except ValueError:
            raise ValueError(f"{text!r} is not one of {', '.join(kind)}") from None
        return value.value if kind is Precision else value

    return read


def _slug(node: yamlio.Node) -> str:
    from dateline.library import slugs

    text = _text(node)
    problem = slugs.problem(text)
    if problem:
        raise ValueError(f"{text!r} {problem}")
    return text


def _entry(node: yamlio.Node, *names: str) -> tuple[str, ...]:
    """The values of a mapping that must have exactly the keys ``names``, the first of them a date."""
    if not isinstance(node, yamlio.Mapping):
        raise ValueError("must be written as {" + ", ".join(f"{name}: …" for name in names) + "}")
    given = {key.text: value for key, value in node.items}
    if set(given) != set(names) or len(given) != len(node.items):
        raise ValueError(f"needs exactly the keys {' and '.join(names)}")
    return tuple(_date(given[name]) if name == "date" else _text(given[name]) for name in names)


def _corrections(node: yamlio.Node) -> tuple[Correction, ...]:
    if not isinstance(node, yamlio.Sequence):
        raise ValueError("must be a list of {date: …, note: …}")
    return tuple(Correction(*_entry(item, "date", "note")) for item in node.items)


def _claims(node: yamlio.Node) -> tuple[Statement, ...]:
    if not isinstance(node, yamlio.Sequence):
        raise ValueError("must be a list of {who: …, says: …}")
    return tuple(map(statement_of, node.items))


def statement_of(node: yamlio.Node) -> Statement:
    """An entry of ``claims``. Raises ValueError where a key or value is none that it can have."""
    if not isinstance(node, yamlio.Mapping):
        raise ValueError("must be written as {who: …, says: …}, with about, date, status and denied_by where known")
    given = {key.text: value for key, value in node.items}
    unknown = [name for name in given if name not in STATEMENT]
    if unknown:
        raise ValueError(f"a claim has no key {unknown[0]!r}, only {', '.join(STATEMENT)}")
    if len(given) != len(node.items):
        raise ValueError("a claim has a key twice")
    values = {name: _STATEMENT_READERS.get(name, _text)(value) for name, value in given.items()}
    if not values.get("who") or not values.get("says"):
        raise ValueError("a claim needs who and says")
    return Statement(**values)


def _withdrawal(node: yamlio.Node) -> Withdrawal:
    return Withdrawal(*_entry(node, "date", "reason"))


def _review(node: yamlio.Node) -> tuple[str, ...]:
    names = _texts(node)
    unknown = [name for name in names if name not in KEYS and name != "body"]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no key of the front matter.{_did_you_mean(unknown[0])}".rstrip("."))
    return names


_STATEMENT_READERS: dict[str, Callable[[yamlio.Node], Any]] = {
    "date": _date,
    "denied_by": _texts,
    "status": _one_of(Standing),
}
READERS: dict[str, Callable[[yamlio.Node], Any]] = {
    **dict.fromkeys(KEYS, _text),
    **dict.fromkeys(LISTS, _texts),
    **dict.fromkeys(DATES, _date),
    "date_precision": _one_of(Precision),
    "slug": _slug,
    "version_of": _slug,
    "translation_of": _slug,
    "status": _one_of(Status),
    "publish": _one_of(Publish),
    "corrections": _corrections,
    "claims": _claims,
    "withdrawn": _withdrawal,
    "review": _review,
}


# --------------------------------------------------------------------------- writing


def render(file: MarkdownFile) -> str:
    """The file's text: front matter with the keys in their order, a blank line, the body, a line end."""
    header = file.header
    lines = [line for name in KEYS for line in _lines(name, getattr(header, name))]
    if not header.date and header.date_precision == Precision.DAY:
        lines.remove("date_precision: day")  # says nothing without a date
    body = f"\n{file.body}\n" if file.body else ""
    return "\n".join(["---", *lines, "---", ""]) + body


def _lines(name: str, value: Any) -> list[str]:
    """The lines of one key; none where the value means that the key is absent."""
    if value in ("", (), None) and name not in ("title", "date"):
        return []
    if value == "":
        return [f"{name}:"]
    if name in DATES:
        return [f"{name}: {yamlio.date(value)}"]
    if name == "corrections":
        return [f"{name}:", *(f"  - {_flow(date=item.date, note=item.note)}" for item in value)]
    if name == "claims":
        return [f"{name}:", *(f"  - {_flow(**statement_to_json(item))}" for item in value)]
    if isinstance(value, Withdrawal):
        return [f"{name}: {_flow(date=value.date, reason=value.reason)}"]
    if isinstance(value, tuple):
        return [f"{name}: [{', '.join(yamlio.scalar(item, flow=True) for item in value)}]"]
    return [f"{name}: {yamlio.scalar(str(value))}"]


def _flow(**items: str | list[str]) -> str:
    return "{" + ", ".join(f"{name}: {_flow_value(name, value)}" for name, value in items.items()) + "}"


def _flow_value(name: str, value: str | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(yamlio.scalar(item, flow=True) for item in value)}]"
    return yamlio.date(value, flow=True) if name == "date" else yamlio.scalar(value, flow=True)


def statement_to_json(item: Statement) -> dict[str, str | list[str]]:
    """The keys of an entry of ``claims`` that are not absent, as texts and lists of texts."""
    found: dict[str, str | list[str]] = {}
    for name in STATEMENT:
        value = getattr(item, name)
        if value:
            found[name] = list(value) if isinstance(value, tuple) else str(value)
    return found


def update(text: str, path: str, header: Header, body: str) -> str:
    """``text`` (a file that parses) changed so that it says ``header`` and ``body``.

    Only the lines of keys whose values differ are rewritten; comments, order, quoting and line ends of all others
    stay. Where that cannot be done (the whole header in braces, say) the file is rendered anew.
    """
    current = parse(text, path)
    wanted = MarkdownFile(path, header, body)
    if current == wanted:
        return text
    changed = [name for name in KEYS if getattr(current.header, name) != getattr(header, name)]
    result = _edit(text, changed, header, None if body == current.body else body)
    try:
        if result is not None and parse(result, path) == wanted:
            return result
    except DatelineError:
        pass  # the curator's way of writing it was too unusual for an edit by lines
    return render(wanted)


def _edit(text: str, changed: Iterable[str], header: Header, body: str | None) -> str | None:
    first, newline, rest = text.partition("\n")
    newline = "\r\n" if first.endswith("\r") else newline
    yaml_text, _ = split(text)
    fence = _FENCE.search(rest)
    if fence is None:
        return None
    node = yamlio.compose(yaml_text)
    if not isinstance(node, yamlio.Mapping) or node.flow:
        return None
    rows = rest[: fence.start()].split("\n")[:-1]
    starts = [key.line for key, _ in node.items]
    names = [key.text for key, _ in node.items]
    # From the last key to the first, so that the line numbers before stay true.
    for name in sorted(changed, key=lambda n: starts[names.index(n)] if n in names else len(rows), reverse=True):
        new = [row + newline[:-1] for row in _lines(name, getattr(header, name))]
        if name in names:
            at = names.index(name)
            end = starts[at + 1] if at + 1 < len(starts) else len(rows)
            while end > starts[at] + 1 and (not rows[end - 1].strip() or rows[end - 1].startswith("#")):
                end -= 1  # comments and blank lines before the next key belong to it
            rows[starts[at] : end] = new
    for name in changed:
        if name not in names:
            _insert(rows, name, [row + newline[:-1] for row in _lines(name, getattr(header, name))])
    tail = rest[fence.start() :]  # the closing line and the body, byte for byte
    if body is not None:
        written = f"\n{body}\n" if body else ""
        tail = (
            rest[fence.start() : fence.end()] + "\n" + (written.replace("\n", newline) if newline != "\n" else written)
        )
    return "\n".join([first, *rows, tail])


def _insert(rows: list[str], name: str, new: list[str]) -> None:
    """Put the lines of a key that was absent before the first key that comes after it in the order of KEYS."""
    rank = KEYS.index(name)
    for number, row in enumerate(rows):
        found = re.match(r"([a-z_]+)\s*:", row)
        if found and found[1] in KEYS and KEYS.index(found[1]) > rank:
            rows[number:number] = new
            return
    rows.extend(new)
