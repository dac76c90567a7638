"""Controls: what a page's buttons, players and galleries say alone in a line ("Link copied", "04:11", "7 of 57").

A browser copies them among the paragraphs, where they look like short sub-headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold

REASON = "is a button, a player's clock or a gallery's count"
_LONGEST = 60  # characters of a control at most
_FRAME = " [+]"  # around what a button says: "[+] Enlarge"
_CLOCK = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d\d(?: ?/ ?(?:\d{1,2}:)?\d{1,2}:\d\d)?")
_NUMBER = re.compile(r"\d+")
_NETWORKS = 4  # networks and buttons that such a line names with one number
_COUNTS = 2  # such numbers, at least
_PICTURES = re.compile(r"\s?\d{1,3}\s?[^\W\d_]*\s?\)")
_FEW = 2  # clocks at most that a player shows: more are the times of a chronology


def controls(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """Which of the units that ``flags`` marks are controls.

    The clock of a player is told from a chronology's times by how few there are.
    """
    brief = (i for i, flag in enumerate(flags) if flag and len(units[i].text) <= _LONGEST)
    short = [(i, units[i].folded.strip(_FRAME)) for i in brief]
    clocks = {i for i, folded in short if _CLOCK.fullmatch(folded)}
    found = {i for i, folded in short if folded in _labels() or _count().fullmatch(folded)}
    found |= {i for i, folded in short if _counts_shares(folded) or _shows(folded)}
    return frozenset(found | (clocks if len(clocks) <= _FEW else set()))


def _counts_shares(folded: str) -> bool:
    """Whether a line counts how often a page was shared on each network: "207 Tweet 24 LinkedIn 181 CommentMore".

    Of many networks one count is enough: "ShareConnect 96 TweetCommentEmailMore".
    """
    if not any(map(str.isdigit, folded)) or not _shares().fullmatch(folded.replace(" ", "")):
        return False
    return len(_NUMBER.findall(folded)) >= _COUNTS or len(_network().findall(folded)) >= _NETWORKS


@cache
def _shares() -> re.Pattern[str]:
    """Numbers, and the names of networks and buttons."""
    return re.compile(rf"(?:\d{{1,6}}k?|(?:{_network().pattern}))+")


@cache
def _network() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, load_table("controls")["networks"]), key=len, reverse=True)))


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(label) for some in load_table("controls")["labels"].values() for label in some)


def _shows(folded: str) -> bool:
    """Whether a line is the name of a gallery and how many pictures it has: "Slideshow (15 images)"."""
    label, bracket, number = folded.partition("(")
    return bool(bracket) and label.strip() in _galleries() and _PICTURES.fullmatch(number) is not None


@cache
def _galleries() -> frozenset[str]:
    return frozenset(fold(name) for some in load_table("controls")["galleries"].values() for name in some)


@cache
def _count() -> re.Pattern[str]:
    """A picture's place in its gallery: "7 of 57", "2/7". What is given of five or of ten is a mark ("4/5")."""
    between = "|".join(re.escape(fold(word)) for word in load_table("controls")["of"])
    return re.compile(rf"\(?\d{{1,3}}(?:/(?!(?:5|10)\)?$)| / | (?:{between}) )\d{{1,3}}\)?")
