"""What a line adds to the headline that it prints: a trail, the day, a label, the outlet, the genre, its site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.head import trails
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.dates import find_dates
from dateline.extract.recognisers.reader_view import SITE, of_host
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import fold, words

MASTHEAD = 3  # units at a page's top that may name its outlet
OUTLET_WORDS = 5  # of an outlet's name behind a headline, at most
PARTED = 3  # words of a headline at least, without what its line adds
TITLED = 4  # of one that is longer than what stands behind its bar
_SUFFIX = re.compile(r"\s+[|–—-]\s+")  # where the outlet or the genre may be parted from a printed headline
_HOST = r"(?:[\w-]+\.)+[a-z]{2,}"
_FROM = re.compile(rf"\s[(\[]{_HOST}[)\]](?:\s\d{{1,5}})?$", re.I)  # "(example.com) 87", with the number of answers
_AT = re.compile(rf"({_HOST})\s+(?=\S)", re.I)
_LABEL = re.compile(r"([^:：]{4,40})[:：]\s*(?=\S)")
_WHOLLY = 0.9  # of a label that its phrase covers
_DAY = 32  # characters of a day at most


def without(title: str, units: Sequence[Unit], stamped: bool) -> str:
    """A printed headline without what its line adds; ``stamped`` tells that the article's day stands in the line.

    Headlines begin with a day, too: one is left out only where it is the article's own.
    """
    title = _without_label(trails.last_member(title))
    title = _without_day(title) if stamped else title
    source = _FROM.search(title)
    title = title[: source.start()] if source and _enough(title[: source.start()]) else title
    return _without_suffix(title, units)


def without_address(title: str, units: Sequence[Unit]) -> str:
    """A page's stated title without the address of its site in front, where a line at the page's top says that alone.

    "orlac.example Notes on the ferry" below "orlac.example".
    """
    host = _AT.match(title)
    top = {unit.folded.strip() for unit in units[:MASTHEAD]} if host else ()
    return title[host.end() :] if host and fold(host[1]) in top else title


def _enough(title: str) -> bool:
    return len(words(fold(title))) >= PARTED


def _without_label(title: str) -> str:
    """Without what asks to pass the headline on: "Share this story: Ferry sails again"; "Shares:" is of the market."""
    label = _LABEL.match(title)
    asked = fold(label[1]).strip() if label and " " in label[1].strip() else ""
    return title[label.end() :] if label and phrases().match(asked).get("share", 0.0) >= _WHOLLY else title


def _without_day(title: str) -> str:
    """Without the day in front: "3 May 2021 Ferry sails again". A colon or a comma behind it joins both."""
    first = next(iter(find_dates(title[:_DAY])), None)
    whole = first is not None and not first.start and bool(first.day and first.year)
    rest = title[first.end :] if first is not None and whole and len(fold(title[: first.end])) == first.end else ""
    parted = rest[:1].isspace() and rest.strip()[:1].isalnum()
    return rest.strip() if parted and _enough(rest) else title


def _without_suffix(title: str, units: Sequence[Unit]) -> str:
    """A printed headline without what its page's title adds: the outlet, which the page names again, or the genre.

    "Truce holds – Valley Post" where "Valley Post" or its address opens the page, or "Valley Post" stands behind "©";
    "Let them cross | Editorial".
    Behind a dash a line of its own amid the page tells nothing: places are tags. Behind a bar whatever is no longer
    than the headline is added, as a columnist's name is, or what search engines shall find; a kicker is shorter than
    the headline behind it.
    """
    cuts = [*_SUFFIX.finditer(title)]
    if not cuts or not _enough(title[: cuts[-1].start()]):
        return title
    cut = cuts[-1]
    suffix, barred = fold(title[cut.end() :]).strip(), "|" in cut[0]
    hosts = (found[1] for unit in units[:MASTHEAD] if (found := SITE.fullmatch(unit.folded)))
    named = 0 < len(words(suffix)) <= OUTLET_WORDS and (
        any(of_host(suffix, host) for host in hosts)
        or any(
            (unit.folded.strip() == suffix and (barred or i < MASTHEAD)) or ("©" in unit.text and suffix in unit.folded)
            for i, unit in enumerate(units)
        )
    )
    said = len(words(fold(title[: cut.start()])))
    added = barred and (suffix in genres() or said >= max(TITLED, len(words(suffix))))
    return title[: cut.start()] if named or added else title


@cache
def genres() -> frozenset[str]:
    """What genres are called beside a headline, folded: "opinion", "leitartikel"."""
    return frozenset(fold(name) for some in load_table("trails")["genres"].values() for name in some)
