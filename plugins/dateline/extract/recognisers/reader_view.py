"""The head of a page copied from Firefox's reader view: its site, its title, who wrote it, how long it takes to read.

The browser sets these lines itself, so that what they are need not be guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold, words

RULE = "layout: the head of a reader view"
SITE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[^\W\d_]{2,})(?:/\S*)?")
"""A line that is an address; its group is the host."""
_LONGEST = 300  # characters of a title
_BRIEF = 30  # of how long it takes to read
_HOSTED = 6  # letters of a name that a host repeats, at least


class ReaderHead(NamedTuple):
    """The units of a reader view's head: its title, and who wrote it where that is told; and its site."""

    title: int
    byline: int | None
    site: str


def head(units: Sequence[Unit]) -> ReaderHead | None:
    """The head with which ``units`` of a copy begin, None where they begin otherwise."""
    site = SITE.fullmatch(units[0].folded) if len(units) > 3 and units[0].markup is None else None
    if site is None or len(units[1].text) > _LONGEST or of_host(units[1].text, site[1]):
        return None  # or its title is the name of the site, and no page's
    end = next((i for i in (2, 3) if len(units[i].text) <= _BRIEF and _lasts().fullmatch(units[i].folded)), None)
    return None if end is None else ReaderHead(1, 2 if end == 3 else None, site[1].removeprefix("www."))


def of_host(name: str, host: str) -> bool:
    """Whether a host writes a name in one word, or the most of it: "Valley Post" in "www.valleypost.example"."""
    joined = "".join(words(fold(name)))
    labels = (label.replace("-", "") for label in host.split(".")[:-1])
    return len(joined) >= _HOSTED and any(
        (label.startswith(joined) or joined.startswith(label)) and len(label) < 2 * len(joined) < 4 * len(label)
        for label in labels
    )


@cache
def _lasts() -> re.Pattern[str]:
    """ "5–6 minutes"; a page that takes one is said to take "1 minute"."""
    some = "|".join(sorted({re.escape(fold(word)) for word in load_table("dates")["minutes"]}, key=len, reverse=True))
    return re.compile(rf"\d{{1,3}}(?:\s?[-–—]\s?\d{{1,3}})?\s?(?:{some})")
