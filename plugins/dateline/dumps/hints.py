"""Hints: what the curator knows and the dump's text does not (``NAME.meta.yaml``, or lines at the top)."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, cast

import yaml

from dateline.messages import DatelineError, Message
from dateline.model import Hints, Line

MAX_BYTES = 64 * 1024  # of a file of hints; ten lines are usual

# Every accepted spelling of a key, and the key that it stands for.
KEYS = {
    "source": "source",
    "outlet": "source",
    "publisher": "source",
    "url": "url",
    "link": "url",
    "archived_url": "archived_url",
    "archived url": "archived_url",
    "date": "date",
    "published": "date",
    "retrieved": "retrieved",
    "accessed": "retrieved",
    "title": "title",
    "headline": "title",
    "lang": "lang",
    "language": "lang",
    "author": "authors",
    "authors": "authors",
}
_ADDRESS = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_LINE = re.compile(r"([^\W\d_][\w ]{1,20}?)[ ]?[:：][ ]?(\S.*)")
_NOTED = 2  # lines in another language than English that make a block


@cache
def _words() -> dict[str, str]:
    """What people call the keys in other languages than English."""
    text = (resources.files("dateline") / "data" / "dumps" / "hints.json").read_text("utf-8")
    table: dict[str, Any] = json.loads(text)
    return {word: key for key, words in table.items() if key != "about" for word in words}


def at_top(lines: Sequence[Line]) -> Hints:
    """The block of ``Key: value`` lines at the top of a dump, if it has one.

    It starts at the first line that is not blank, may be fenced by lines of three hyphens, and ends before the first
    line that has no known key. Keys may be in any of many languages, if there are two of them.
    """
    values: list[tuple[str, str]] = []
    numbers: list[int] = []
    fence = False
    known = 0
    for line in lines:
        if not line.text:
            if values and not fence:
                break
            continue
        if line.text == "---" and (fence or not values):
            numbers.append(line.number)
            if fence:
                break
            fence = True
            continue
        match = _LINE.fullmatch(line.text)
        word = match[1].strip().lower() if match else ""
        key = KEYS.get(word) or _words().get(word)
        if match is None or key is None:
            break
        known += word in KEYS
        values.append((key, match[2].strip()))
        numbers.append(line.number)
    if not values or not (known or len(values) >= _NOTED):
        return Hints()
    return Hints(tuple(values), tuple(numbers))


def from_yaml(data: bytes, path: str) -> Hints:
    """Read a ``NAME.meta.yaml``. Raises DatelineError (DL107) with every problem found.

    Values are kept as they are written (a date is a text); aliases, which could unfold without end, are refused.
    """
    if len(data) > MAX_BYTES:
        raise DatelineError(Message("DL107", f"The file has {len(data):,} bytes; {MAX_BYTES:,} are allowed.", path))
    try:
        text = data.decode("utf-8-sig")
        node = node_of(text)
    except UnicodeDecodeError as error:
        raise DatelineError(Message("DL107", f"Byte {error.start} is not UTF-8.", path)) from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it is nested too deeply"
        raise DatelineError(
            Message("DL107", f"It is not YAML: {reason}.", path, mark.line + 1 if mark else 0)
        ) from error
    if node is None:
        return Hints()
    if not isinstance(node, yaml.MappingNode):
        raise DatelineError(Message("DL107", "It must hold lines of the form 'key: value'.", path, 1))
    return _values(node, path)


def node_of(text: str) -> yaml.Node | None:
    """The YAML of a header, its values as they are written. Raises yaml.YAMLError, also for aliases."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise yaml.MarkedYAMLError(
                problem="aliases (*name) are not allowed", problem_mark=cast(yaml.Mark, event.start_mark)
            )
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    return node


def _values(node: yaml.MappingNode, path: str) -> Hints:
    values: list[tuple[str, str]] = []
    problems: list[Message] = []
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        name = str(key_node.value).lower() if isinstance(key_node, yaml.ScalarNode) else ""
        key = KEYS.get(name)
        if key is None:
            near = difflib.get_close_matches(name, KEYS, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            problems.append(Message("DL107", f"{name[:60]!r} is no hint.{hint}", path, line))
        elif key in seen:
            problems.append(Message("DL107", f"{name!r} stands there twice.", path, line, key))
        else:
            seen.add(key)
            texts = _texts(value_node)
            if texts is None or (len(texts) > 1 and key != "authors"):
                problems.append(Message("DL107", f"{name!r} must be one text.", path, line, key))
            else:
                text = "; ".join(filter(None, texts))
                wrong = _wrong(key, text) if text else ""
                if wrong:
                    problems.append(Message("DL107", f"{name}: {text[:60]!r} is no {wrong}.", path, line, key))
                elif text:
                    values.append((key, text))
    if problems:
        raise DatelineError(*problems)
    return Hints(tuple(values))


def _wrong(key: str, text: str) -> str:
    """What a value should have been, "" where it may be that. (A date in any language may: who reads it doubts it.)"""
    if key in ("url", "archived_url") and not _ADDRESS.fullmatch(text):
        return "whole address that begins with https:// or http://"
    if key == "lang" and not _LANGUAGE.fullmatch(text):
        return "code of a language such as en or pt-BR"
    if key in ("date", "retrieved") and not any(map(str.isdecimal, text)):
        return "day"
    return ""


def _texts(node: yaml.Node) -> list[str] | None:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in nodes):
        return None
    return [" ".join(str(item.value).split()) for item in nodes]
