"""Markdown, as web clippers and note programs keep pages: a header of their own, headings, links, emphasis.

It becomes the page that it stands for and is read as one. What the header says (title, address, author, day of
publication, day of clipping) counts as hints do: it is what whoever kept the page kept of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyromark
import yaml

from dateline.dumps import decoding
from dateline.dumps.compose import compose
from dateline.dumps.hints import MAX_BYTES, node_of
from dateline.dumps.source import Part, Source
from dateline.model import Format

# What the headers of clippers call what a hint tells.
KEYS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("url", "link", "uri", "source_url", "original_url", "source"), "url"),
    **dict.fromkeys(("author", "authors", "byline", "creator"), "authors"),
    **dict.fromkeys(("published", "date_published", "published_date", "publish_date", "pubdate", "date"), "date"),
    **dict.fromkeys(
        ("created", "clipped", "saved", "date_saved", "date_added", "retrieved", "accessed", "archived"), "retrieved"
    ),
    **dict.fromkeys(("site", "site_name", "publisher", "outlet", "publication"), "source"),
    **dict.fromkeys(("lang", "language"), "lang"),
}
_FENCE = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n")
_HEADER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.S)
_HEADING = re.compile(rb"^ {0,3}#{1,6}[ \t]+\S", re.M)
_LINK = re.compile(rb"\]\((?:https?://|<https?://)")
_WIKI = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
_MARKS = 2  # links that show, beside a heading, that a text is Markdown
_LINKS = 8  # that show it alone
_COLUMNS = 60  # of a table; of wider ones the rendering could be made gigabytes of
_LONG = 150  # characters of a line on average from which on lines are paragraphs
_OPTIONS = pyromark.Options.ENABLE_STRIKETHROUGH


def is_clipping(source: Source) -> bool:
    """Whether a text is Markdown that a program made of a page."""
    links = len(_LINK.findall(source.data))
    if links >= _LINKS or (links >= _MARKS and _HEADING.search(source.data)):
        return True
    return bool(_FENCE.match(source.data)) and _header(decoding.decode(source.data).text) is not None


def read(source: Source) -> Iterator[Part]:
    """The one part of a clipping.

    Raises DatelineError (DL106 where it unfolds without end, DL109 where it shows no text).
    """
    decoded = decoding.decode(source.data)
    hints, text = _header(decoded.text) or ((), decoded.text)
    title = next((value for key, value in hints if key == "title"), "")
    body = pyromark.html(_apart(text), options=_options(text))
    printed = "<h1>" in body
    part = compose(source, Format.MARKDOWN, "" if printed else title, (body,), encoding=decoded.encoding, hints=hints)
    if part is None:
        raise source.refuse("DL109", "The clipping shows no text.")
    yield part


def _header(text: str) -> tuple[tuple[tuple[str, str], ...], str] | None:
    """What a clipper's header says, as hints, and the text below it; None where there is no such header."""
    match = _HEADER.match(text[: MAX_BYTES + 100])
    if match is None:
        return None
    try:
        node = node_of(match[1])
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(node, yaml.MappingNode):
        return None
    found: dict[str, str] = {}
    for key_node, value_node in node.value:
        name = str(key_node.value).strip().lower().replace(" ", "_").replace("-", "_")
        value = _value(value_node)
        if name == "source" and not value.startswith(("http://", "https://")):
            key: str | None = "source"
        else:
            key = KEYS.get(name)
        if key is not None and value:
            found.setdefault(key, value)
    if not {"title", "url"} & found.keys():
        return None
    return tuple(found.items()), text[match.end() :]


def _value(node: yaml.Node) -> str:
    """A value as one text; links to notes ("[[Jane Doe]]") by their names."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts = (_WIKI.sub(r"\1", str(item.value)) for item in nodes if isinstance(item, yaml.ScalarNode))
    return "; ".join(filter(None, (" ".join(text.split()) for text in texts)))


def _options(text: str) -> pyromark.Options:
    widest = max((line.count("|") for line in text.splitlines()), default=0)
    return _OPTIONS | pyromark.Options.ENABLE_TABLES if widest <= _COLUMNS else _OPTIONS


def _apart(text: str) -> str:
    """The text with a blank line between its lines, where each of these is a paragraph."""
    lines = [line for line in text.splitlines() if line.strip()]
    close = len(re.findall(r"\S[ \t]*\r?\n[ \t]*\S", text))
    paragraphs = sum(map(len, lines)) > _LONG * len(lines) and close > 0.5 * len(lines)
    return "\n\n".join(lines) if paragraphs else text
