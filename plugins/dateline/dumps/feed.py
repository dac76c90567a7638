"""RSS 0.9x, 1.0 and 2.0 and Atom feeds: one part for each entry.

The XML parser expands no entities and loads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple

from lxml import etree

from dateline.dumps import decoding, sites, xmlparts
from dateline.dumps.compose import compose, paragraphs
from dateline.dumps.prolog import first_element
from dateline.dumps.source import Part, Source
from dateline.model import Claim, Format

_ROOTS = frozenset((b"rss", b"feed", b"rdf"))
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)(?:[A-Za-z]{2,30};)?")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")


# Local names of elements, in the order of preference.
_CONTENT = ("encoded", "content", "fulltext", "full-text", "body")
_SUMMARY = ("description", "summary", "subtitle")
_DATE = ("pubDate", "published", "issued", "date", "created")
_MODIFIED = ("updated", "modified")
_SAID = 12  # words of a summary that are looked for as they stand
_ALIKE = 0.9  # of its words, which stand in the content anywhere
_BREAK = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.I)
_MEDIA = "{http://search.yahoo.com/mrss/}"  # which tells of pictures
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,30}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_EXCERPT = ("...", "…", "[…]", "[...]")  # what ends a text that a program cut short


def is_feed(head: bytes) -> bool:
    """Whether a file that begins with ``head`` is a feed."""
    return first_element(head) in _ROOTS


def read(source: Source) -> Iterator[Part]:
    """The entries of a feed. Raises DatelineError (DL105 where it is cut off or broken, DL109 without entries)."""
    root, encoding = _parse(source)
    channel = next((child for child in root if _name(child) == "channel"), root)
    outlet = _text(channel, ("title",))
    language = _text(channel, ("language",)) or _attribute(root, "lang")
    writer = _person(channel)
    home = _link(channel)
    outlet = sites.parted(_plain(outlet), home)[1] or _plain(outlet)
    found = False
    for entry in root.iter():
        if _name(entry) not in ("item", "entry"):
            continue
        part = _entry(entry, source, encoding, _Feed(outlet, language, writer, home))
        if part is not None:
            found = True
            yield part
    if not found:
        raise source.refuse("DL109", "The feed has no entries with text.")


class _Feed(NamedTuple):
    """What a feed tells for all its entries."""

    outlet: str
    language: str
    author: str
    address: str


def _parse(source: Source) -> tuple[etree._Element, str]:
    data = source.data
    if re.search(rb"<!ENTITY\b", data[:100_000], re.I):
        raise source.refuse("DL106", "The feed declares entities of its own, which could unfold without end.")
    xmlparts.check(data, source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
        return root, (root.getroottree().docinfo.encoding or "utf-8").lower()
    except etree.XMLSyntaxError as error:
        first = error
    # Feeds with a stray "&", an entity of HTML or a wrong encoding are common.
    decoded = decoding.decode(data, html=True)
    text = _mended(re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text))
    try:
        strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
        return etree.fromstring(text.encode("utf-8", "replace"), strict), decoded.encoding
    except etree.XMLSyntaxError:
        pass  # what is wrong may be mended by the parser, if the feed is there to its end
    lenient = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, recover=True, encoding="utf-8"
    )
    line = first.lineno or 0
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), lenient)
    except etree.XMLSyntaxError as error:
        raise source.refuse("DL105", f"It is no proper XML: {error.msg}.", line) from error
    closing = re.search(r"</([\w:.-]+)\s*>\s*(?:<!--.*?-->\s*)?$", text[-2000:], re.S)
    if root is None or closing is None or closing[1].rpartition(":")[2] != _name(root):
        raise source.refuse("DL105", f"The feed is cut off: {first.msg}.", line)
    return root, decoded.encoding


def _mended(text: str) -> str:
    """Named entities of HTML as characters, and every other bare "&" escaped, outside CDATA sections."""
    pieces = _CDATA.split(text)
    for at in range(0, len(pieces), 2):
        pieces[at] = _AMPERSAND.sub(lambda match: escape(unescape(match[0]), quote=False), pieces[at])
    return "".join(pieces)


def _entry(entry: etree._Element, source: Source, encoding: str, feed: _Feed) -> Part | None:
    title = _plain(_text(entry, ("title",)))
    content = _markup(entry, _CONTENT)
    summary = _markup(entry, _SUMMARY)
    above = [] if not content or _holds(content, summary) else _paragraphs(summary)
    blocks = (*(paragraphs(text) for text in above), content) if content else (summary,)
    author = _text(entry, ("creator",)) or _person(entry) or feed.author
    address = _link(entry)
    claims = (
        *_claim("title", title, "feed title"),
        *_claim("date", _text(entry, _DATE), "feed date"),
        *_claim("modified", _text(entry, _MODIFIED), "feed updated"),
        *_claim("author", author, "feed author"),
        *_claim("source", _plain(_nested(entry, "source", "title")) or feed.outlet, "feed title"),
        *_claim("url", address, "feed link"),
        *_claim("lang", feed.language, "feed language"),
        *_claim("standfirst", above[0] if above else "", "feed summary"),
    )
    base = address or feed.address
    return compose(source, Format.FEED, title, blocks, encoding=encoding, claims=claims, base=base)


def _paragraphs(summary: str) -> list[str]:
    """The paragraphs of a summary, as plain text."""
    return [text for part in _BREAK.split(summary) if (text := _plain(part).strip())]


def _holds(content: str, summary: str) -> bool:
    """Whether a summary says nothing that the content does not: it is its beginning, cut short, or in it."""
    whole, part = (" ".join(_plain(text).casefold().split()) for text in (content, summary))
    if not whole:
        return False
    cut = next((part.index(mark) for mark in _EXCERPT if mark in part), len(part))
    said = part[:cut].split()
    return " ".join(said[:_SAID]) in whole or sum(word in whole for word in said) >= _ALIKE * len(said)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in element if _name(child) == name)


def _text(element: etree._Element, names: tuple[str, ...]) -> str:
    for name in names:
        for child in _children(element, name):
            text = " ".join("".join(map(str, child.itertext())).split())
            if text:
                return text
    return ""


def _nested(element: etree._Element, outer: str, inner: str) -> str:
    for child in _children(element, outer):
        return _text(child, (inner,)) or " ".join((child.text or "").split())
    return ""


def _person(entry: etree._Element) -> str:
    names = [_text(child, ("name",)) or " ".join((child.text or "").split()) for child in _children(entry, "author")]
    found = []
    for name in filter(None, names):
        match = re.fullmatch(r"\S+@\S+ \((.+)\)", name)  # RSS: address (name)
        found.append(match[1] if match else name)
    return "; ".join(found)


def _markup(entry: etree._Element, names: tuple[str, ...]) -> str:
    """The content of the first of ``names`` as HTML: escaped text, XHTML elements or plain text."""
    for name in names:
        for child in _children(entry, name):
            if (child.get("src") and not len(child)) or str(child.tag).startswith(_MEDIA):
                continue
            if len(child):
                return "".join(str(etree.tostring(part, encoding="unicode")) for part in child)
            text = "".join(map(str, child.itertext())).strip()
            if text:
                return text if _TAGS.search(text) or "&" in text else paragraphs(text)
    return ""


def _plain(text: str) -> str:
    """A text without elements, and without entities that were escaped once more."""
    text = " ".join(_TAGS.sub(" ", text).split()) if _TAGS.search(text) else text
    return unescape(unescape(text)) if _ENTITY.search(text) else text


def _link(entry: etree._Element) -> str:
    links = list(_children(entry, "link"))
    for child in links:
        if child.get("href") and child.get("rel", "alternate") == "alternate":
            return str(child.get("href"))
    for child in links:
        if child.text and child.text.strip():
            return str(child.text.strip())
    guid = next(_children(entry, "guid"), None)
    text = (guid.text or "").strip() if guid is not None else ""
    return text if text.startswith("http") else ""


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _claim(field: str, value: str, origin: str) -> Iterator[Claim]:
    if value:
        yield Claim(field, value[:2000], origin)
