"""Dumps of one page taken at different times: versions of one story, however much of its text was rewritten.

Nearly equal texts are found by ``catalogue.duplicates``. An address tells more: where two articles have the same one, a
third of their words in common is enough to say that the page was updated and not used for something else (a home
page, a live ticker of another day, the address of a whole export).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

if TYPE_CHECKING:
    from dateline.catalogue.duplicates import Document

COMMON = 0.33  # share of the shorter text's different words
MOST = 50  # articles under one address: more is no page of one story
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_\w+|ref|cmpid|at_\w+")
_WORD = re.compile(r"\w+")


def page(url: str) -> str:
    """What of an address names the page: without scheme, "www.", tracking, fragment; "" for a site's front page."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/").removesuffix("/amp").removesuffix("/index.html")
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name.lower())]
    if not host or (not path and not kept):
        return ""
    return f"{host}{path}" + (f"?{urlencode(sorted(kept))}" if kept else "")


def of_page(documents: Sequence[Document]) -> list[tuple[str, str]]:
    """The pairs of ids, of documents that one address names, that are versions of one story by their words."""
    if not 1 < len(documents) <= MOST:
        return []
    found: list[tuple[str, str]] = []
    words = {document.id: frozenset(_WORD.findall(document.text.casefold())) for document in documents}
    for one, two in combinations(documents, 2):
        if two.id in one.not_same_as or one.id in two.not_same_as:
            continue
        least = min(len(words[one.id]), len(words[two.id]))
        if len(words[one.id] & words[two.id]) > COMMON * least:
            found.append((one.id, two.id))
    return found
