"""Exports in JSON: Zotero (its own export, its API's form, CSL-JSON) and wallabag; one part for each article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from dateline.dumps import decoding, sites
from dateline.dumps.compose import compose, paragraphs
from dateline.dumps.source import Part, Source
from dateline.model import Doubt, Format

MAX_VALUES = 2_000_000  # objects and lists of one export

_UNTITLED = ("No title found", "Untitled")
_FAILED = re.compile(r"\s*(?:<p>\s*)?wallabag can(?:'|’|&#0?39;)t retrieve contents for this article", re.I)

Item = Mapping[str, Any]


def parse(source: Source) -> list[Item] | None:
    """The items of a JSON export; None where the file is no JSON at all.

    Raises DatelineError (DL105 where it is cut off, DL106 where it is nested without end or has too many values, DL109
    where it is JSON of another kind).
    """
    head = source.data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith((b"[", b"{")):
        return None
    if source.data.count(b"{") + source.data.count(b"[") > MAX_VALUES:
        raise source.refuse("DL106", f"It has more than {MAX_VALUES:,} values.")
    try:
        data = json.loads(decoding.decode(source.data).text)
    except RecursionError as error:
        raise source.refuse("DL106", "Its values are nested without end.") from error
    except ValueError as error:
        compact = b"".join(head.split())
        if compact.startswith((b'{"', b'[{"')):
            line = getattr(error, "lineno", 0)
            raise source.refuse("DL105", f"It is no whole JSON: {error}.", line) from error
        return None
    items = _items(data)
    if not items:
        raise source.refuse("DL109", "It is JSON, but no export of Zotero or wallabag.")
    return items


def _items(data: Any) -> list[Item]:
    if isinstance(data, Mapping):
        data = data.get("items") or data.get("entries") or data.get("_embedded", {}).get("items") or [data]
    if not isinstance(data, list):
        return []
    items: list[Item] = []
    for item in data:
        if isinstance(item, Mapping):
            inner = item.get("data")
            item = inner if isinstance(inner, Mapping) and "itemType" in inner else item
            if is_wallabag(item) or is_zotero(item):
                items.append(item)
    return items


def is_wallabag(item: Item) -> bool:
    """Whether an item is an entry of wallabag."""
    return "content" in item and "url" in item and ("domain_name" in item or "is_archived" in item)


def is_zotero(item: Item) -> bool:
    """Whether an item is one of Zotero or in CSL-JSON."""
    return "itemType" in item or ("type" in item and "title" in item and not isinstance(item["type"], Mapping))


def wallabag(items: Sequence[Item], source: Source) -> Iterator[Part]:
    """Entries of wallabag. Raises DatelineError (DL109) where none holds anything."""
    yield from _some((_wallabag(item, source) for item in items if is_wallabag(item)), source)


def zotero(items: Sequence[Item], source: Source) -> Iterator[Part]:
    """Items of Zotero with their abstracts and notes. Raises DatelineError (DL109) where none holds anything."""
    notes: dict[str, list[str]] = {}
    for item in items:
        if item.get("itemType") == "note" and item.get("parentItem"):
            notes.setdefault(str(item["parentItem"]), []).append(_string(item, "note"))
    kept = (item for item in items if item.get("itemType") not in ("note", "attachment", "annotation"))
    yield from _some((_zotero(item, notes, source) for item in kept if not is_wallabag(item)), source)


def _some(parts: Iterator[Part | None], source: Source) -> Iterator[Part]:
    found: list[Part] = []
    empty = 0
    for part in parts:
        if part is None:
            empty += 1
        else:
            found.append(part)
    if not found:
        raise source.refuse("DL109", "None of its items holds a title or a text.")
    if empty:
        left = (
            f"{empty} of {empty + len(found)} items without title and text {'was' if empty == 1 else 'were'} left out."
        )
        found[0] = replace(found[0], notices=(*found[0].notices, Doubt("body", "DL114", left)))
    yield from found


def _wallabag(item: Item, source: Source) -> Part | None:
    """One entry; where wallabag got neither title nor text, its own words for that are left out."""
    address = _string(item, "url") or _string(item, "given_url")
    title, outlet = sites.parted(unescape(_string(item, "title")), address)
    content = _string(item, "content")
    if title in _UNTITLED:
        title = ""
    if _FAILED.match(content):
        content = ""
    by = item.get("published_by")
    authors = "; ".join(name for name in by if isinstance(name, str)) if isinstance(by, list) else ""
    hints = (
        ("title", title),
        ("source", outlet),
        ("url", address),
        ("date", _string(item, "published_at")),
        ("retrieved", _string(item, "created_at")),
        ("authors", authors),
        ("lang", _string(item, "language").replace("_", "-")),
    )
    return compose(source, Format.WALLABAG, title, (content,), hints=hints, base=address)


def _zotero(item: Item, notes: Mapping[str, list[str]], source: Source) -> Part | None:
    title = _string(item, "title")
    texts = [paragraphs(_string(item, "abstractNote") or _string(item, "abstract"))]
    own = item.get("notes")
    for note in own if isinstance(own, list) else []:
        texts.append(_string(note, "note") if isinstance(note, Mapping) else str(note))
    if isinstance(item.get("note"), str):
        texts.append(paragraphs(_string(item, "note")))  # CSL: plain text
    texts.extend(notes.get(_string(item, "key") or _string(item, "itemKey"), ()))
    outlet = next(
        filter(
            None,
            (
                _string(item, key)
                for key in ("publicationTitle", "container-title", "websiteTitle", "blogTitle", "publisher")
            ),
        ),
        "",
    )
    hints = (
        ("title", title),
        ("source", outlet),
        ("date", _string(item, "date") or _issued(item.get("issued"))),
        ("url", _string(item, "url") or _string(item, "URL")),
        ("authors", _people(item)),
        ("lang", _string(item, "language")),
        ("retrieved", _string(item, "accessDate") or _issued(item.get("accessed"))),
    )
    return compose(source, Format.ZOTERO, title, tuple(texts), hints=hints)


def _string(item: Item, key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _people(item: Item) -> str:
    people = item.get("creators")
    if isinstance(people, list):
        named = [
            p for p in people if isinstance(p, Mapping) and p.get("creatorType", "author") in ("author", "reporter")
        ]
        names = [_string(p, "name") or f"{_string(p, 'firstName')} {_string(p, 'lastName')}" for p in named]
    else:
        people = item.get("author")
        named = [p for p in people if isinstance(p, Mapping)] if isinstance(people, list) else []
        names = [_string(p, "literal") or f"{_string(p, 'given')} {_string(p, 'family')}" for p in named]
    return "; ".join(name.strip() for name in names if name.strip())


def _issued(value: Any) -> str:
    """A date of CSL-JSON in ISO 8601."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        return ""
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        numbers = [str(number) for number in parts[0][:3]]
        return "-".join(number.zfill(2) for number in numbers)
    return _string(value, "raw") or _string(value, "literal")
