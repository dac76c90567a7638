"""What is live in a published page: a judge that parses as browsers do and knows only what Dateline's theme uses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

from selectolax.lexbor import LexborHTMLParser, LexborNode

SCHEMES = {"", "http", "https", "mailto"}
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "cite",
    "xlink:href",
    "ping",
    "background",
    "srcset",
}
NEVER = {
    *("iframe", "object", "embed", "applet", "frame", "frameset", "base", "style", "animate", "set", "animatemotion"),
    *("animatetransform", "foreignobject", "math", "template", "noembed", "plaintext", "xmp", "marquee", "portal"),
    *("audio", "video", "source", "track", "textarea"),
}
DATA_BLOCKS = {"application/ld+json", "application/json"}


def in_page(markup: bytes, where: str) -> list[str]:
    """Everything in an HTML page that runs, loads or styles by itself and is not a file of the site."""
    found: list[str] = []
    root = LexborHTMLParser(markup).root
    if root is None:
        return [f"{where}: no document"]
    for node in root.traverse(include_text=False):
        found += (f"{where}: {problem}" for problem in _in_node(node))
    return found


def _in_node(node: LexborNode) -> list[str]:
    found: list[str] = []
    tag = (node.tag or "").lower()
    attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
    if tag in NEVER:
        found.append(f"<{tag}>")
    for name, value in attributes.items():
        if name.startswith("on") or (name in ("style", "srcdoc", "http-equiv") and tag != "meta"):
            found.append(f"{tag}[{name}={value[:60]!r}]")
        if name in ADDRESSES:
            cleaned = "".join(c for c in value if c > " " and c != "\x7f").lower()
            scheme = cleaned.split(":", 1)[0] if ":" in cleaned.split("/", 1)[0] else ""
            if scheme not in SCHEMES and not (scheme == "data" and tag == "link"):
                found.append(f"{tag}[{name}={value[:60]!r}]")
            if (
                scheme in ("http", "https")
                and tag in ("script", "img", "link", "image", "use")
                and not _inert_link(attributes)
            ):
                found.append(f"{tag} loads from elsewhere: {value[:60]!r}")
    if tag == "meta" and attributes.get("http-equiv", "").lower() not in ("", "content-security-policy"):
        found.append(f"meta http-equiv {attributes['http-equiv']!r}")
    if tag == "script" and "src" not in attributes:
        if attributes.get("type", "").lower() not in DATA_BLOCKS:
            found.append(f"inline script {(node.text() or '')[:60]!r}")
        else:
            try:
                json.loads(node.text() or "")
            except ValueError as error:
                found.append(f"a data block that is no JSON: {error}")
    return found


def _inert_link(attributes: dict[str, str]) -> bool:
    return attributes.get("rel", "") in ("canonical", "alternate", "license", "original", "me", "author")


def in_feed(content: bytes, where: str) -> list[str]:
    """Everything live in what a feed reader would show of an Atom or RSS file."""
    try:
        tree = ElementTree.fromstring(content)  # our own output
    except ElementTree.ParseError as error:
        return [f"{where}: no XML: {error}"]
    found: list[str] = []
    for element in tree.iter():
        text = element.text or ""
        as_markup = element.get("type") == "html" or element.tag.rsplit("}", 1)[-1] in ("description", "encoded")
        if as_markup and "<" in text:
            found += in_page(text.encode("utf-8", "replace"), where)
        for name, value in element.attrib.items():
            if name in ("href", "src") and urlsplit(value.strip()).scheme.lower() not in SCHEMES | {"tag", "urn"}:
                found.append(f"{where}: {name}={value[:60]!r}")
    return found


def in_table(content: str, where: str) -> list[str]:
    """Every cell of a CSV file that a spreadsheet would take for a formula."""
    found: list[str] = []
    for row in csv.reader(io.StringIO(content)):
        for cell in row:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _number(cell):
                found.append(f"{where}: cell {cell[:60]!r}")
    return found


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def in_terminal(text: str, where: str) -> list[str]:
    """Every control character but line ends and tabs in what a command prints."""
    bad = sorted({c for c in text if (c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f"})
    return [f"{where}: prints control characters {bad!r}"] if bad else []


def in_site(root: Path) -> tuple[list[str], int]:
    """Everything live in a published site, and how many files were looked at."""
    found: list[str] = []
    count = 0
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        where = path.relative_to(root).as_posix()
        count += 1
        match path.suffix:
            case ".html":
                found += in_page(path.read_bytes(), where)
            case ".xml" | ".atom" | ".rss" | ".svg":
                found += in_feed(path.read_bytes(), where)
            case ".csv":
                found += in_table(path.read_text("utf-8"), where)
            case ".json" | ".geojson":
                json.loads(path.read_bytes())
            case _:
                count -= 1
    return found, count
