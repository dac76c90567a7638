"""What is live in a published page: a judge that parses as browsers do and knows only what Dateline's theme uses."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
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
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):")  # as the URL standard has it
ELSEWHERE = re.compile(r"[/\\]{2}")
# What HTML may not hold, and what turns round the words after it.
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'"
DATA_BLOCKS = {"application/ld+json", "application/json"}


def in_page(markup: bytes, where: str) -> list[str]:
    """Everything in an HTML page that runs, loads or styles by itself and is not a file of the site."""
    found: list[str] = []
    tree = LexborHTMLParser(markup)
    root = tree.root
    if root is None:
        return [f"{where}: no document"]
    controls = sorted(set(NO_TEXT.findall(markup.decode("utf-8"))))
    if controls:
        found.append(f"{where}: control characters {controls!r}")
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
            found_scheme = SCHEME.match(cleaned)
            scheme = found_scheme[1] if found_scheme else ""
            if not scheme and ELSEWHERE.match(cleaned):
                found.append(f"{tag}[{name}={value[:60]!r}] leads to another machine without saying so")
            if scheme in ("http", "https") and tag == "a":
                rel = set(attributes.get("rel", "").split())
                if not rel >= {"noopener", "noreferrer"}:
                    found.append(f"a[rel={attributes.get('rel')!r}] leads out to {value[:60]!r}")
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


def without_policy(markup: bytes, where: str) -> list[str]:
    """What is wrong with a page's Content-Security-Policy: it must stand before anything that loads."""
    tree = LexborHTMLParser(markup)
    policies = tree.css("head > meta[http-equiv='Content-Security-Policy']")
    if [node.attributes.get("content") for node in policies] != [POLICY]:
        return [f"{where}: the policy is {[node.attributes.get('content') for node in policies]!r}"]
    for node in tree.css("head *"):
        if node == policies[0]:
            return []
        if node.tag not in ("meta", "title"):
            break
    return [f"{where}: something loads before the policy holds"]


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


FORMULAS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def in_table(content: str, where: str, delimiters: str = ",") -> list[str]:
    """Every cell that a spreadsheet would take for a formula, were cells parted by any of ``delimiters``."""
    csv.field_size_limit(sys.maxsize)  # (the module's own is 128 kB)
    found: list[str] = []
    for delimiter in delimiters:
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
            for cell in row:
                # (where others than commas part them, a row's end may stand in a cell: what follows it is looked at)
                control = delimiter == "," and cell[:1] in ("\t", "\r", "\n")
                starts = control or cell.lstrip().startswith(FORMULAS)
                if starts and not _number(cell):
                    found.append(f"{where}: cell {cell[:60]!r} (parted by {delimiter!r})")
    return found


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def in_bibtex(content: str, where: str) -> list[str]:
    """Every way out of a BibTeX field: braces that do not balance, fields and entries that nobody meant."""
    found: list[str] = []
    entries = re.split(r"^(?=@)", content, flags=re.MULTILINE)
    if entries.pop(0).strip():
        found.append(f"{where}: text before the first entry")
    for entry in entries:
        depth = 0
        outside: list[str] = []  # what stands at the level of the fields' names
        for letter in entry:  # BibTeX counts every brace, also one behind a backslash
            depth += (letter == "{") - (letter == "}")
            if depth == 1 and letter not in "{}":
                outside.append(letter)
            if depth < 0:
                found.append(f"{where}: a brace closes what none opened: {entry[:80]!r}")
                break
        names = {name.strip() for name in re.findall(r",([^=,]*)=", "".join(outside))}
        if depth or names - BIBTEX:
            found.append(f"{where}: {names - BIBTEX or 'open braces'} in {entry[:80]!r}")
    return found


BIBTEX = {"author", "title", "journaltitle", "date", "entrysubtype", "langid", "url", "urldate", "note"}
RIS = {"TY", "AU", "TI", "T2", "PY", "DA", "LA", "UR", "Y2", "DB", "AN", "N1", "ER"}


def in_ris(content: str, where: str) -> list[str]:
    """Every line of a RIS file that is no tag that Dateline writes, and every record within a record."""
    found: list[str] = []
    open_record = False
    for line in content.split("\r\n")[:-1]:
        tag, _, value = line.partition("  - ")
        if tag not in RIS or len(line.splitlines()) > 1:
            found.append(f"{where}: the line {line[:80]!r}")
        if open_record != (tag != "TY"):
            found.append(f"{where}: a record within a record at {line[:80]!r}")
        open_record = tag != "ER"
        if (tag == "TY") != (value == "NEWS"):
            found.append(f"{where}: {line[:80]!r}")
    return found


def in_shard(content: str, where: str) -> list[str]:
    """What of an index's file is more than one call with constants."""
    match = re.fullmatch(r"datelineSearch\((.*)\)\n", content, re.DOTALL)
    try:
        json.loads(f"[{match[1]}]" if match else "")
    except ValueError:
        return [f"{where}: no call with constants alone"]
    bad = [sign for sign in ("<", "\u2028", "\u2029") if sign in content]
    return [f"{where}: holds {bad!r}"] if bad else []


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
                found += without_policy(path.read_bytes(), where)
            case ".xml" | ".atom" | ".rss" | ".svg":
                found += in_feed(path.read_bytes(), where)
            case ".csv":
                found += in_table(path.read_bytes().decode(), where, ",;\t")
            case ".json" | ".geojson":
                json.loads(path.read_bytes())
            case ".bib":
                found += in_bibtex(path.read_bytes().decode(), where)
            case ".ris":
                found += in_ris(path.read_bytes().decode(), where)
            case ".js" if where.startswith("search/") and path.parent.name != "search":
                found += in_shard(path.read_bytes().decode(), where)
            case _:
                count -= 1
    return found, count
