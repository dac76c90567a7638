"""The name of a site as its titles print it, told by the site's address: "Seven days | The Gulf Sentinel"."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

_PARTS = re.compile(r"\s+[|>»·•–—-]+\s+")
_LEAST = 4  # letters of a name that an address is compared with
_GENERIC = frozenset(("www", "m", "amp", "feeds", "rss", "news", "blog", "com", "co", "org", "net"))


def parted(title: str, address: str) -> tuple[str, str]:
    """``title`` without the site's name at its end or beginning, and that name; "" where the address tells none.

    A title that is nothing but the name and a section ("The Aegean Standard - World") leaves the section.
    """
    labels = [label for label in _host(address).split(".")[:-1] if label not in _GENERIC]
    pieces = list(_PARTS.finditer(title))
    if not labels or not pieces:
        return title, ""
    for match, outer in ((pieces[-1], True), (pieces[0], False)):
        rest, name = title[: match.start()], title[match.end() :]
        if not outer:
            rest, name = name, rest
        key = _letters(name)
        if any(_alike(key, _letters(label)) for label in labels):
            return rest.strip(), name.strip()
    return title, ""


def _alike(name: str, label: str) -> bool:
    whole = len(name) >= _LEAST and name in label
    return whole or (len(label) >= _LEAST and label in name and 2 * len(label) > len(name))


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _letters(text: str) -> str:
    """The letters and digits of a name without accents and "The"."""
    plain = unicodedata.normalize("NFKD", text.casefold()).removeprefix("the ")
    return "".join(filter(str.isalnum, plain))
