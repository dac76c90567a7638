"""Saved pages (HTML, XHTML, SingleFile): lines with their markup, and what the page claims of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, cast

from lxml import etree

from dateline.dumps import decoding, metadata, stated
from dateline.dumps.render import Renderer
from dateline.dumps.source import MAX_LINES, Part, Source
from dateline.dumps.styles import Styles
from dateline.model import Doubt

if TYPE_CHECKING:
    from lxml.etree import ParserTarget

MAX_TAGS = 3_000_000  # of one page; the largest real pages have some 100,000
_CHUNK = 1 << 16


def read(source: Source) -> Iterator[Part]:
    """The one part of a saved page. Raises DatelineError (DL103, DL106, DL109)."""
    decoded = decoding.decode(source.data, html=True)
    yield page(decoded.text, source, decoded.encoding, decoded.notices)


def page(text: str, source: Source, encoding: str = "utf-8", notices: tuple[Doubt, ...] = (), base: str = "") -> Part:
    """The lines and claims of a page that is already decoded. Raises DatelineError (DL103, DL106, DL109).

    ``base`` is the page's address, where the file states it beside the page.
    """
    part = page_or_none(text, encoding, notices, source, base)
    if part is None:
        raise source.refuse("DL109", "The page shows no text.")
    return part


def page_or_none(text: str, encoding: str, notices: tuple[Doubt, ...], source: Source, base: str = "") -> Part | None:
    """As ``page``; None where the page shows no text."""
    if text.count("<") > MAX_TAGS:
        raise source.refuse("DL106", f"The page has more than {MAX_TAGS:,} tags.")
    target = _Target(source.path, Styles(text), text.count("</"))
    target.base = base
    parser = etree.HTMLParser(target=cast("ParserTarget", target), huge_tree=True, encoding="utf-8")
    data = text.encode("utf-8", "replace")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    if data:
        parser.close()
    lines = target.lines
    if not any(line.text for line in lines):
        return None
    lines = stated.mark(lines, target.metadata.bodies)
    rendered = "".join(f"{raw}\n" for raw in target.texts)
    return Part(rendered, tuple(lines), encoding, claims=target.metadata.claims(), notices=notices)


class _Target(Renderer):
    """Renders the page and hands what may state metadata to the collector."""

    def __init__(self, path: str, styles: Styles, closing: int) -> None:
        super().__init__(path, MAX_LINES, styles, closing)
        self.metadata = metadata.Collector()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        super().start(tag, attributes)
        if tag in metadata.TELLING or "itemprop" in attributes:
            self.metadata.start(tag, attributes)
            if tag in ("base", "link", "meta"):
                self.base = self.metadata.address or self.base

    def end(self, tag: str) -> None:
        if self.metadata.tag == tag:
            self.metadata.end()
        super().end(tag)

    def data(self, text: str) -> None:
        if self.metadata.tag:
            self.metadata.data(text)
        super().data(text)

    def comment(self, text: str) -> None:
        self.metadata.comment(text)
        self.base = self.metadata.address or self.base
