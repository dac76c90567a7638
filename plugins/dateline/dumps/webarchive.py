"""Web archives, as Safari saves pages: a property list that holds the page and what it shows."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.parsers.expat import ExpatError

from dateline.dumps import decoding, html
from dateline.dumps.compose import paragraphs
from dateline.dumps.source import DAMAGED, Part, Source
from dateline.model import Claim


def is_webarchive(head: bytes) -> bool:
    """Whether a file begins as a property list does, in either form."""
    return head.startswith(b"bplist0") or (head.lstrip()[:5] == b"<?xml" and b"<!DOCTYPE plist" in head[:400])


def read(source: Source) -> Iterator[Part]:
    """The page of a web archive; frames within it and pictures are left out.

    Raises DatelineError (DL102 where it is another property list or holds no page, DL105 where it is damaged, DL106
    where it is nested without end, DL109 where the page shows no text).
    """
    try:
        data = plistlib.loads(source.data)
    except (RecursionError, MemoryError) as error:
        raise source.refuse("DL106", "Its values are nested without end.") from error
    except (ExpatError, *DAMAGED) as error:
        raise source.refuse("DL105", "It begins as a web archive of Safari does, and cannot be read as one.") from error
    page: Any = data.get("WebMainResource") if isinstance(data, Mapping) else None
    body = page.get("WebResourceData") if isinstance(page, Mapping) else None
    kind = _text(page, "WebResourceMIMEType") if isinstance(page, Mapping) else ""
    if not isinstance(body, bytes) or not kind.startswith(("text/", "application/xhtml")):
        raise source.refuse("DL102", "It is a property list, but no page that Safari saved.")
    address = _text(page, "WebResourceURL")
    decoded = decoding.decode(body, html=kind != "text/plain", declared=_text(page, "WebResourceTextEncodingName"))
    text = paragraphs(decoded.text) if kind == "text/plain" else decoded.text
    part = html.page(text, source, decoded.encoding, decoded.notices, address)
    if address.startswith(("http://", "https://")):
        part = replace(part, claims=(Claim("url", address[:2000], "WebResourceURL"), *part.claims))
    yield part


def _text(page: Mapping[str, Any], key: str) -> str:
    value = page.get(key)
    return value if isinstance(value, str) else ""
