"""What a page claims of itself: JSON-LD, OpenGraph and other meta elements, microdata, comments of saving tools."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from dateline.model import Claim

TELLING = frozenset(
    ("base", "meta", "title", "script", "link", "html", "time", "a")
)  # elements that may state something
MAX_VALUE = 2_000  # characters of one value
MAX_CLAIMS = 200  # of one page
MAX_JSON = 2_000_000  # characters of one JSON-LD block
MAX_COMMENTS = 2_000  # of one page that are looked at
MAX_NODES = 20_000  # objects of one JSON-LD block that are looked at

# Comments that saving tools leave: browsers' "mark of the web", SingleFile, HTTrack, Internet Archive.
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_SINGLEFILE = re.compile(r"Page saved with SingleFile")
_SINGLEFILE_URL = re.compile(r"^[ \t]*url:[ \t]*(\S+)", re.M)
_SINGLEFILE_DATE = re.compile(r"^[ \t]*saved date:[ \t]*(\S.{0,100})$", re.M)
_HTTRACK = re.compile(r"Mirrored from (\S+) by HTTrack.*?,\s*(\w{3}, \d{1,2} \w{3} \d{4} [\d:]+ GMT)")
_WAYBACK_FILE = re.compile(r"FILE ARCHIVED ON ([\d:]+ \w{3} \d{1,2}, \d{4}) AND RETRIEVED FROM THE")
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{4,14})(?:[a-z]{2}_)?/(\S+)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ARCHIVE_HOST = re.compile(r"https?://(?:web\.archive\.org/web/\d|archive\.(?:is|ph|today|md|fo|li|vn)/|perma\.cc/)")


@cache
def _tables() -> tuple[dict[str, str], dict[str, str], frozenset[str], tuple[str, ...]]:
    text = (resources.files("dateline") / "data" / "dumps" / "claims.json").read_text("utf-8")
    tables = json.loads(text)
    return tables["meta"], tables["itemprop"], frozenset(tables["schema_types"]), tuple(tables["trust"])


class Collector:
    """Gathers claims while a page is parsed. ``tag`` is the element whose text it waits for, or ""."""

    def __init__(self) -> None:
        self.tag = ""
        self._field = ""
        self._origin = ""
        self._pieces: list[str] = []
        self._size = 0
        self._claims: dict[Claim, None] = {}
        self._comments = 0
        self.address = ""  # of the page, as far as it is known by now
        self.bodies: list[str] = []  # articles' texts as JSON-LD states them
        self._meta, self._itemprop, self._types, self._trust = _tables()

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == "meta":
            self._start_meta(attributes)
        elif tag == "title":
            self._wait(tag, "title", "title")
        elif tag == "script":
            if "ld+json" in attributes.get("type", "").lower():
                self._wait(tag, "json-ld", "json-ld")
        elif tag == "base":
            self._locate(attributes.get("href", ""), sure=True)
        elif tag == "link":
            self._start_link(attributes)
        elif tag == "html":
            self.add("lang", attributes.get("lang") or attributes.get("xml:lang") or "", "html lang")
        elif tag == "time":
            self._start_time(attributes)
        elif "itemprop" in attributes:
            self._start_item(tag, attributes)
        elif tag == "a":
            rel = attributes.get("rel", "").lower().split()
            if "author" in rel and not self.tag:
                self._wait(tag, "author", "a rel=author")
            elif "bookmark" in rel and attributes.get("href", "").startswith("http"):
                self.add("url", attributes["href"], "a rel=bookmark")

    def _start_meta(self, attributes: Mapping[str, str]) -> None:
        content = attributes.get("content", "")
        if not content.strip():
            return
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in attributes.get(attribute, "").lower().split():
                table = self._itemprop if attribute == "itemprop" else self._meta
                field = table.get(name)
                if field:
                    self.add(field, content, name if attribute == "property" else f"meta {attribute}={name}")

    def _locate(self, address: str, sure: bool = False) -> None:
        """Note the page's address; the first one counts, but one that a base element states."""
        if address.startswith(("http://", "https://")) and (sure or not self.address):
            self.address = address

    def _start_link(self, attributes: Mapping[str, str]) -> None:
        rel = attributes.get("rel", "").lower().split()
        href = attributes.get("href", "").strip()
        if "canonical" in rel and href:
            self.add("url", href, "link rel=canonical")
        elif "shortlink" in rel and href.startswith("http"):
            self.add("url", href, "link rel=shortlink")

    def _start_time(self, attributes: Mapping[str, str]) -> None:
        value = attributes.get("datetime", "") or attributes.get("content", "")
        if not value.strip():
            return
        prop = attributes.get("itemprop", "").lower()
        words = f"{prop} {attributes.get('class', '')} {attributes.get('id', '')}".lower()
        modified = prop == "datemodified" or "updated" in words or "modified" in words
        self.add("modified" if modified else "date", value, f"time itemprop={prop}" if prop else "time datetime")

    def _start_item(self, tag: str, attributes: Mapping[str, str]) -> None:
        for name in attributes["itemprop"].lower().split():
            field = self._itemprop.get(name)
            if not field:
                continue
            origin = f"itemprop={name}"
            value = attributes.get("content") or attributes.get("datetime") or ""
            if field == "url":
                value = value or attributes.get("href", "") or attributes.get("itemid", "")
            if value:
                self.add(field, value, origin)
            elif not self.tag and field != "url":
                self._wait(tag, field, origin)

    def _wait(self, tag: str, field: str, origin: str) -> None:
        self.tag, self._field, self._origin = tag, field, origin
        self._pieces = []
        self._size = 0

    def data(self, text: str) -> None:
        """Text inside the element that is waited for."""
        limit = MAX_JSON if self._field == "json-ld" else MAX_VALUE
        if self._size < limit:
            self._pieces.append(text)
            self._size += len(text)

    def end(self) -> None:
        """The element that was waited for ends."""
        text = "".join(self._pieces)
        self.tag = ""
        if self._field == "json-ld":
            for field, value in json_ld(text, self._types):
                if field == "body":
                    self.bodies.append(value)
                else:
                    self.add(field, value, "json-ld")
        else:
            self.add(self._field, text, self._origin)

    def comment(self, text: str) -> None:
        """A comment, which may be one of a saving tool."""
        self._comments += 1
        if len(text) > 5_000 or self._comments > MAX_COMMENTS:
            return
        if match := _SAVED_FROM.search(text):
            self.add("url", match[1], "comment saved from url")
        if _SINGLEFILE.search(text):
            if match := _SINGLEFILE_URL.search(text):
                self.add("url", match[1], "comment SingleFile")
            if match := _SINGLEFILE_DATE.search(text):
                self.add("retrieved", match[1], "comment SingleFile")
        if match := _HTTRACK.search(text):
            address = match[1] if "://" in match[1] else f"http://{match[1]}"
            self.add("url", address, "comment HTTrack")
            self.add("retrieved", match[2], "comment HTTrack")
        if match := _WAYBACK_FILE.search(text):
            self.add("retrieved", match[1], "comment Internet Archive")

    def add(self, field: str, value: str, origin: str) -> None:
        """Note a claim; an address of a web archive is split into both addresses."""
        value = " ".join(html.unescape(value).split())[:MAX_VALUE]
        if not value or len(self._claims) >= MAX_CLAIMS:
            return
        if field in ("author", "source") and (value[0] == "@" or "://" in value):
            return  # an account or a page is no name
        if field == "lang":
            value = value.replace("_", "-")
            if not _LANGUAGE.fullmatch(value):
                return
        if field == "url" and _ARCHIVE_HOST.match(value):
            self._claims[Claim("archived_url", value, origin)] = None
            match = _WAYBACK.match(value)
            if not match:
                return
            if len(match[1]) >= 8:
                day = f"{match[1][:4]}-{match[1][4:6]}-{match[1][6:8]}"
                self._claims[Claim("retrieved", day, origin)] = None
            value = match[2]
        if field == "url":
            self._locate(value)
        self._claims[Claim(field, value, origin)] = None

    def claims(self) -> tuple[Claim, ...]:
        """All claims, each once: those of the more reliable origin first, then in the order of the page."""
        return tuple(sorted(self._claims, key=lambda claim: self._rank(claim.origin)))

    def _rank(self, origin: str) -> int:
        return next((rank for rank, part in enumerate(self._trust) if part in origin), len(self._trust))


# --------------------------------------------------------------------------- JSON-LD

_FIELDS = {
    "articlebody": "body",
    "headline": "title",
    "datepublished": "date",
    "datecreated": "date",
    "uploaddate": "date",
    "datemodified": "modified",
    "author": "author",
    "creator": "author",
    "publisher": "source",
    "sourceorganization": "source",
    "inlanguage": "lang",
    "description": "standfirst",
    "alternativeheadline": "standfirst",
    "mainentityofpage": "url",
    "url": "url",
}
_BARE_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_BODY = re.compile(r'"(articleBody)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_PAIR = re.compile(r'"(headline|datePublished|dateCreated|dateModified|inLanguage)"\s*:\s*"((?:[^"\\]|\\.){1,2000})"')


def json_ld(text: str, types: frozenset[str]) -> list[tuple[str, str]]:
    """The claims (field, value) of the articles in a JSON-LD block; a broken block gives what can still be read."""
    data = _parse(text)
    if data is None:
        pairs = _PAIR.findall(text) + _BODY.findall(text)
        return [(_FIELDS[name.lower()], _unquote(value)) for name, value in pairs]
    found: list[tuple[int, str, str]] = []
    for node in _nodes(data):
        kinds = {kind.lower().rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in _strings(node.get("@type"))}
        if not kinds & types:
            continue
        article = any("article" in kind or "posting" in kind or kind == "report" for kind in kinds)
        for key, value in node.items():
            field = _FIELDS.get(key.lower())
            if field is None or (field == "url" and not article) or (field == "title" and not article):
                continue
            found.extend((0 if article else 1, field, item) for item in _values(field, value))
    found.sort(key=lambda item: item[0])
    return [(field, value) for _, field, value in found]


def _parse(text: str) -> Any:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>").strip()
    text = text.rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", _BARE_CONTROL.sub(" ", text))):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    queue = [data]
    for seen, item in enumerate(queue):
        if seen > MAX_NODES:
            return
        if isinstance(item, dict):
            yield item
            queue.extend(value for key, value in item.items() if key in ("@graph", "mainEntity", "mainEntityOfPage"))
        elif isinstance(item, list):
            queue.extend(item[:MAX_NODES])


def _values(field: str, value: Any) -> Iterator[str]:
    for item in value[:50] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            if field == "url":
                name = item.get("@id") or item.get("url")
            elif field == "lang":
                name = item.get("alternateName") or item.get("name")
            else:
                name = item.get("name")
            if isinstance(name, list):
                yield from (part for part in name[:50] if isinstance(part, str))
            elif isinstance(name, str):
                yield name


def _strings(value: Any) -> list[str]:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)]


def _unquote(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
