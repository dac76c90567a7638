"""Trails of sections ("Home / World / Asia") and menus: what stands in them is no headline, but may look like one.

Many pages end the trail with a title of their own making for search engines, and print the headline below it. Copied,
each member of the trail is a line, so that two titles of one story stand near each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.extract.features.alone import content
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.recognisers.pictured import pictured
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import ends_sentence, fold, words

_MEMBER = 40  # characters of a trail's member, at most
_MEMBERS = 5  # between the first, which is the front page, and the title
_BELOW = 3  # units below the trail in which the headline stands
_LEAST, _MOST = 20, 170  # characters of it
_KICKER = 0.6  # of the title's length: a shorter line is the kicker of the headline
_DECK = 2.0  # and a line longer than this is the headline's standfirst
_STEM = 5  # letters by which words are compared: languages bend their ends
_LETTERS = 4  # of a longer word
_SHARED, _SHARE = 2, 0.3  # words of the title that the headline says: so many, and so much of the shorter of both
_CASE = 0.25  # by which the share of capitals may differ: a standfirst is written as a sentence is
_ENTRIES, _HALF = 3, 0.5  # words of a menu, and their share of the line, at least
_MANY, _THIRD = 4, 0.35
_GLUED = 3  # places where a small letter is followed by a capital, in a trail copied without spaces
_JOINT = re.compile(r"(?<=[^\W\d_]{2})[^\W\d_](?=[^\W\d_])")
_STEP = re.compile(r"\s*[»›→]\s*|\s+[>/]\s+")  # from a trail's member to the next
_FACTS = re.compile(r"[^\s:|][^:|]{1,30}:\s[^|]+\|\s*[^\s:|][^:|]{1,30}:\s")
_ASKS = "?!？！؟"  # ends of a sentence that a headline may have
_SIGNS = " /|>»›→·•-–—‹<"


def opens_home(text: str) -> bool:
    """Whether a line is a trail, or its first member: what a page calls its front page, and perhaps sections."""
    folded = fold(text).strip(_SIGNS)
    match = _home().match(folded)
    if match is None or len(text) > _MEMBER:
        return False
    rest = folded[match.end() :].strip()
    return not rest or rest[0] in _SIGNS or all(word[0].isupper() for word in text.split() if word[0].isalpha())


def is_home(text: str) -> bool:
    """Whether a text is what pages call their front page: "Home"."""
    return fold(text).strip() in _homes()


def last_member(text: str) -> str:
    """What stands last in a trail that is one line: "Home » Harbour » Ferry sails again"; another line as it is."""
    first, *rest = _STEP.split(text)
    return rest[-1] if len(rest) > 1 and rest[-1] and is_home(first) else text


def is_menu(text: str, folded: str) -> bool:
    """Whether a line holds entries of a menu, the words around a field for searches, or a trail without its spaces."""
    if ends_sentence(text):
        return False
    found = words(folded)
    entries = _named("home", "menu")
    known = len([word for word in found if word in entries])
    return (
        (known >= _ENTRIES and known >= _HALF * len(found))
        or (known >= _MANY and known >= _THIRD * len(found))
        or (bool(found) and _named("search").issuperset(found))
        or (folded.startswith(_homes()) and _is_glued(text))
    )


def filed(unit: Unit) -> bool:
    """Whether a line tells under what a text is filed ("Posted in Ferries"), or several facts with their labels.

    "Genre: Drama | Language: Finnish".
    """
    return unit.folded.startswith(_filing()) or ("|" in unit.text and bool(_FACTS.match(unit.text)))


def headline_below(units: Sequence[Unit], at: int, others: Sequence[int], end: int) -> int:
    """The headline that stands below the trail of which the title at ``at`` is the last member; else ``at``.

    ``others`` are the candidates for the headline, ``end`` is the unit with which the story begins.
    """
    title = units[at].text
    below = _below_trail(units, at)
    for i in range(at + 1, min(at + 1 + _BELOW, end)):
        line = units[i].text
        if has_opening(line):
            break
        if i not in others or not _LEAST <= len(line) <= _MOST or (ends_sentence(line) and line[-1] not in _ASKS):
            continue
        if title.endswith(line) and _home().match(units[at].folded):
            return i
        size = len(line) / len(title)
        if below and _KICKER <= size <= _DECK and _alike(title, line) and not pictured(line, units[i].folded):
            return i
    return at


def stated_below(units: Sequence[Unit], at: int, titles: Sequence[str]) -> int:
    """The line below the trail ending with ``at``, if it is the first of the titles that a page states; else ``at``."""
    if not titles or not _below_trail(units, at):
        return at
    below = range(at + 1, min(at + 1 + _BELOW, len(units)))
    first = set(words(fold(titles[0])))
    return next((i for i in below if first and set(words(units[i].folded)) == first), at)


def _below_trail(units: Sequence[Unit], at: int) -> bool:
    for i in range(at - 1, max(-1, at - 2 - _MEMBERS), -1):
        if opens_home(units[i].text):
            return True
        if len(units[i].text) > _MEMBER or ends_sentence(units[i].text):
            break
    return False


def _alike(title: str, line: str) -> bool:
    """Whether two lines are titles of one story: they share words that name something, and are written alike."""
    one, other = _stems(title), _stems(line)
    shared = len(one & other)
    told = shared >= _SHARED and shared >= _SHARE * min(len(one), len(other))
    kicker_alone = set(words(fold(title))) <= set(words(fold(line)))  # is what the line says more: the title is whole
    return told and not kicker_alone and _capitals(line) >= _capitals(title) - _CASE


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in content(fold(text)))


def _capitals(text: str) -> float:
    """The share of the longer words that begin with a capital."""
    found = [word for word in text.split() if len(word.strip("\"'“”‘’«»:,")) >= _LETTERS]
    return sum(word.lstrip("\"'“”‘’«»")[:1].isupper() for word in found) / max(1, len(found))


def _is_glued(text: str) -> bool:
    return sum(m.group().islower() and text[m.end()].isupper() for m in _JOINT.finditer(text)) >= _GLUED


@cache
def _filing() -> tuple[str, ...]:
    return tuple(f"{fold(label)} " for some in load_table("trails")["filed"].values() for label in some)


@cache
def _home() -> re.Pattern[str]:
    """A word for the front page at the beginning of a folded line."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, _homes()))})(?!\w)")


@cache
def _homes() -> tuple[str, ...]:
    return tuple(sorted(_named("home"), key=len, reverse=True))


@cache
def _named(*kinds: str) -> frozenset[str]:
    table = load_table("trails")
    return frozenset(fold(name) for kind in kinds for some in table[kind].values() for name in some)
