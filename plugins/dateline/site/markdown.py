"""Markdown to HTML: raw HTML shown as text, paragraphs with anchors, a sanitiser behind it all.

This is the one place where a dump's words become markup.
"""

from __future__ import annotations

import hashlib
import re
from html import unescape

import nh3
import pyromark

from dateline.site import legible

_OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_WIDEST = 30  # columns: each row of a table is filled up to its head's, which could make gigabytes of a short text
_MAYBE_HTML = re.compile(r"<[A-Za-z/!?]")
_BLOCK = re.compile(r"<(p|h[1-6])>([^<]*+(?:<(?!/\1>)[^<]*+)*+)</\1>")
_IMAGE = re.compile(r'<img src="[^"]*" alt="([^"]*)"(?: title="[^"]*")? />')
_ADRIFT = re.compile(r'<a href="(?=[^"\w#.])([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_BETWEEN = re.compile(r"\W+")
_ASCII_BETWEEN = bytes(code for code in range(128) if _BETWEEN.match(chr(code)))  # the same, many times faster
_ASCII_LOWER = bytes(ord(chr(code).casefold()) if code < 128 else code for code in range(256))
_CLEANER = nh3.Cleaner(
    tags={
        *("p", "h2", "h3", "h4", "blockquote", "ul", "ol", "li", "hr", "br", "pre", "code"),
        *("em", "strong", "del", "a", "table", "thead", "tbody", "tr", "th", "td", "span"),
    },
    attributes={
        "a": {"href", "title"},
        "p": {"id"},
        "h2": {"id"},
        "h3": {"id"},
        "h4": {"id"},
        "ol": {"start"},
    },
    allowed_classes={"span": {"picture"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer nofollow",
)
_NESTING = re.compile(r"<(/?)(?:blockquote|ul|ol|li|em|strong|del|a)\b[^>]*>")
_DEEPEST = 40  # elements within each other; the sanitiser's time grows with the square of their depth
_PASSES = 4  # an HTML block that is escaped becomes a paragraph, whose inline HTML shows in the next pass


def render(text: str) -> str:
    """The HTML of a Markdown ``text``. Paragraphs and headings get an ``id`` made of their own words."""
    # (after, since Markdown's character references name control characters too)
    options = _options(text)
    html = legible.text(pyromark.html(_escaped(text, options), options=options))
    if "<img" in html:
        html = _IMAGE.sub(r'<span class="picture">\1</span>', html)
    used: dict[str, int] = {}

    def anchored(match: re.Match[str]) -> str:
        tag, inner = match.groups()
        if tag[0] == "h":
            tag = f"h{min(max(int(tag[1]), 2), 4)}"
        anchor = _anchor(inner)
        count = used[anchor] = used.get(anchor, 0) + 1
        suffix = f"-{count}" if count > 1 else ""
        return f'<{tag} id="{anchor}{suffix}">{inner}</{tag}>'

    cleaned: str = _CLEANER.clean(_shallow(_BLOCK.sub(anchored, html)))
    return _ADRIFT.sub(_anchored_here, cleaned) if "<a " in cleaned else cleaned


def _anchored_here(match: re.Match[str]) -> str:
    """A link less an address that leads to another machine without a scheme.

    From a folder, ``//host/x`` is a file of that machine's, which Windows asks for with the reader's name and password.
    """
    start = "".join(unescape(match[1]).split())[:2].replace("\\", "/")
    return "<a" if start == "//" else match[0]


def plain(html: str) -> str:
    """The words of rendered ``html``: blocks separated by a blank line."""
    blocks = (unescape(_TAG.sub("", block)).strip() for block in re.split(r"</(?:p|h\d|li|tr|blockquote)>", html))
    return "\n\n".join(block for block in blocks if block)


def _shallow(html: str) -> str:
    """``html``, well-formed, without the elements that lie deeper than any text's; what they hold stays."""
    if html.count("</") <= _DEEPEST:  # (each of them has its end tag)
        return html
    if sum(map(html.count, ("<blockquote>", "<li>", "<em>", "<strong>", "<del>", "<a "))) <= _DEEPEST:
        return html
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        closes = bool(tag[1])
        depth += -1 if closes else 1
        return tag[0] if depth + closes <= _DEEPEST else ""

    return _NESTING.sub(kept, html)


def _anchor(inner: str) -> str:
    """An id that stays the same however the text around the paragraph changes: a digest of its letters."""
    words = _TAG.sub("", inner) if "<" in inner else inner
    if words.isascii():
        letters = words.encode().translate(_ASCII_LOWER, _ASCII_BETWEEN)
    else:
        letters = _BETWEEN.sub("", words).casefold().encode()
    return f"p-{hashlib.blake2b(letters, digest_size=4).hexdigest()}"


def _options(text: str) -> pyromark.Options:
    wide = text.count("|") > _WIDEST and any(row.count("|") > _WIDEST for row in text.splitlines())
    return pyromark.Options.ENABLE_STRIKETHROUGH if wide else _OPTIONS


def _escaped(text: str, options: pyromark.Options) -> str:
    """``text`` with every ``<`` that would open raw HTML written as ``&lt;``; code and autolinks stay."""
    for _ in range(_PASSES):
        if not _MAYBE_HTML.search(text):
            return text
        data = text.encode()
        pieces: list[bytes] = []
        done = 0
        for event, span in pyromark.events_with_range(text, options=options):
            if isinstance(event, dict) and ("Html" in event or "InlineHtml" in event):
                pieces += [data[done : span["start"]], data[span["start"] : span["end"]].replace(b"<", b"&lt;")]
                done = span["end"]
        if not pieces:
            return text
        text = b"".join([*pieces, data[done:]]).decode()
    return text.replace("<", "&lt;")
