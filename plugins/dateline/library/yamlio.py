"""YAML as front matter needs it: every scalar is a text, nothing is coerced, nothing can explode.

YAML 1.1 reads ``no`` as False, ``2020`` as a number and ``12:30`` as 750; an archive's titles must survive that.
Reading goes through libyaml's event stream (C speed, no recursion); anchors, aliases and tags are refused, which
rules out alias bombs and objects. Writing quotes whatever another YAML reader could take for something else.
"""

from __future__ import annotations

import re

import msgspec
import yaml

MAX_DEPTH = 5  # the front matter needs 3
MAX_CHARACTERS = 1_000_000  # of one header; a thousand tags are 20,000


class Scalar(msgspec.Struct, frozen=True):
    """A text; ``plain`` where it was written without quotes. ``line`` counts from 0."""

    text: str
    line: int
    plain: bool


class Sequence(msgspec.Struct, frozen=True):
    """A list of nodes."""

    items: tuple[Node, ...]
    line: int


class Mapping(msgspec.Struct, frozen=True):
    """Keys with their nodes, in order; a key may occur twice, the caller says what that means."""

    items: tuple[tuple[Scalar, Node], ...]
    line: int
    flow: bool = False


Node = Scalar | Sequence | Mapping


class YamlError(ValueError):
    """The text is no YAML that front matter may hold; ``line`` counts from 0."""

    def __init__(self, text: str, line: int) -> None:
        super().__init__(text)
        self.line = line


_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]")


def compose(text: str) -> Node | None:
    """The one document in ``text`` as nodes, or None where it is empty. Raises YamlError."""
    if len(text) > MAX_CHARACTERS:
        raise YamlError(f"it is longer than {MAX_CHARACTERS:,} characters", 0)
    simple = _simple(text)
    if simple is not None:
        return simple
    # libyaml refuses escapes of lone surrogates, which a title copied from a broken page may hold
    loader = yaml.BaseLoader if _SURROGATE_ESCAPE.search(text) else yaml.CBaseLoader
    try:
        return _build(text, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "it cannot be read", mark.line if mark else 0) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise YamlError(f"the character U+{_code(error.character):04X} is not allowed here", line) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:  # (the latter: half of a UTF-16 pair, no character at all)
        raise YamlError("it cannot be read", 0) from error


# What ``scalar`` and ``date`` write for nearly all headers: a line for each key, with a plain text, a quoted one
# without escapes, or a list of such. Each means the same to every reader of YAML; a test holds that on any text.
_INNER = r"[\w .()/+%$€£°–—’‘“”«»…;-]++|'(?=\w)"
_END = r"(?<=[\w.)%’”»…])"
_WORDS = rf"[^\W_](?:{_INNER}|,(?=[\d ])|:(?=\w)|\?(?=\w))*+{_END}"
_QUOTED = r"\"[\w .()/+%$€£°–—’‘“”«»…;:,?!'&#@*=<>{}\[\]|~-]*\""
_ITEM = rf"[^\W_](?:{_INNER})*+{_END}|{_QUOTED}"
_LINE = re.compile(rf"([a-z_]+): (?:({_WORDS})|({_QUOTED})|\[((?:{_ITEM})(?:, (?:{_ITEM}))*)\])\n")
_ITEMS = re.compile(_ITEM)


def _simple(text: str) -> Mapping | None:
    """The nodes of a header in which every line is simple, at a tenth of the cost; None for any other."""
    pairs: list[tuple[Scalar, Node]] = []
    at = line = 0
    while at < len(text):
        found = _LINE.match(text, at)
        if found is None:
            return None
        key, words, quoted, items = found.groups()
        value: Node
        if words is not None:
            value = Scalar(words, line, True)
        elif quoted is not None:
            value = Scalar(quoted[1:-1], line, False)
        else:
            value = Sequence(tuple(_item(item, line) for item in _ITEMS.findall(items)), line)
        pairs.append((Scalar(key, line, True), value))
        at = found.end()
        line += 1
    return Mapping(tuple(pairs), 0) if pairs else None


def _item(text: str, line: int) -> Scalar:
    return Scalar(text[1:-1], line, False) if text[0] == '"' else Scalar(text, line, True)


def _code(character: object) -> int:
    return ord(character[:1]) if isinstance(character, str) and character else int(character or 0)  # type: ignore[call-overload]


def _build(text: str, loader: type[yaml.BaseLoader] | type[yaml.CBaseLoader]) -> Node | None:
    # One open collection: its start event, and the nodes in it so far (of a mapping: keys and values in turn).
    open_nodes: list[tuple[yaml.CollectionStartEvent, list[Node]]] = []
    root: Node | None = None
    documents = 0
    for event in yaml.parse(text, Loader=loader):
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            _refuse_properties(event)
            node = Scalar(event.value, _line(event), not event.style)
        elif isinstance(event, yaml.CollectionStartEvent):
            _refuse_properties(event)
            if len(open_nodes) == MAX_DEPTH:
                raise YamlError("lists stand inside lists too deeply", _line(event))
            open_nodes.append((event, []))
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            start, items = open_nodes.pop()
            if isinstance(start, yaml.SequenceStartEvent):
                node = Sequence(tuple(items), _line(start))
            else:
                node = _mapping(start, items)
        elif isinstance(event, yaml.AliasEvent):
            raise YamlError("a text that begins with '*' must stand in quotes", _line(event))
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise YamlError("it holds more than one document", 0)
            continue
        else:
            continue
        if open_nodes:
            open_nodes[-1][1].append(node)
        else:
            root = node
    return root


def _mapping(start: yaml.CollectionStartEvent, items: list[Node]) -> Mapping:
    pairs: list[tuple[Scalar, Node]] = []
    for key, value in zip(items[::2], items[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise YamlError("a key must be a text", key.line)
        pairs.append((key, value))
    return Mapping(tuple(pairs), _line(start), bool(start.flow_style))


def _line(event: yaml.NodeEvent) -> int:
    return event.start_mark.line if event.start_mark else 0


def _refuse_properties(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    if event.anchor is not None:
        raise YamlError("a text that begins with '&' must stand in quotes", _line(event))
    if event.tag is not None:
        raise YamlError("a text that begins with '!' must stand in quotes", _line(event))


# --------------------------------------------------------------------------- writing

# Plain where every reader agrees: begins with a letter or digit, holds nothing that means something in YAML.
# \w here is letters and digits of every script; the list of other characters is what prose needs.
_PLAIN = re.compile(r"[^\W_](?:[\w .()/+%$€£°–—’‘“”«»…;-]|'(?=\w)|,(?=[\d ])|:(?=\w)|\?(?=\w))*")
_ENDS_PLAIN = re.compile(r"[\w.)%’”»…]")
_COERCED = frozenset(["true", "false", "yes", "no", "on", "off", "null", "y", "n"])
# Numbers of every base, with exponents or in sixties, and time stamps: quoted, so that they stay texts elsewhere.
_NUMBER_LIKE = re.compile(r"(?=.*\d)[\d.eExXoO_:a-fA-F+-]+|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?|inf|nan", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d)?)?)?)?")
# Kept as they are: letters, marks, digits, punctuation. Escaped: controls, line ends of every kind, BOM,
# noncharacters, surrogates, bidirectional overrides (a header must look like what it is).
_ESCAPED = re.compile(
    '["\\\\\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufdd0-\\ufdef\\ufffe\\uffff'
    "\\ud800-\\udfff\\U0001fffe\\U0001ffff\\U0010fffe\\U0010ffff]"
)
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, *, flow: bool = False) -> str:
    """``text`` as YAML on one line: plain where that is safe, else between double quotes.

    ``flow`` is for a place inside ``[…]`` or ``{…}``, where a comma ends a text.
    """
    if (
        _PLAIN.fullmatch(text)
        and _ENDS_PLAIN.match(text[-1])
        and not (flow and ("," in text or ":" in text or "?" in text))
        and text.lower() not in _COERCED
        and not _NUMBER_LIKE.fullmatch(text)
    ):
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def date(text: str, *, flow: bool = False) -> str:
    """An ISO 8601 date as YAML, plain where it is one."""
    return text if _ISO_DATE.fullmatch(text) and not (flow and ":" in text) else scalar(text, flow=flow)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    short = _SHORT.get(character)
    if short is not None:
        return short
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
