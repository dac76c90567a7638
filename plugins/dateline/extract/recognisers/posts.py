"""Posts: what a byline says of who wrote a text: titles, posts, desks and agencies, and who is nobody."""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import fold

_INITIALS = 4  # letters, of who edited an agency's report


def is_desk(folded: str) -> bool:
    """Whether a name is no person's, by its end or beginning: "example post staff", "redaccion politica"."""
    desks, pattern = _desks()
    return (folded.endswith(desks) or folded.startswith(desks)) and bool(pattern.search(folded))


@cache
def _desks() -> tuple[tuple[str, ...], re.Pattern[str]]:
    desks = sorted(map(fold, load_table("bylines")["desks"]), key=len, reverse=True)
    some = "|".join(map(re.escape, desks))
    return tuple(desks), re.compile(rf"(?:^|\s)(?:{some})$|^(?:{some})\s")


def wire(name: str) -> bool:
    """Whether a name is a news agency's, which stands for an author: "AFP", "The Associated Press"."""
    bare = name.strip()
    titled = len(bare) <= _INITIALS and bare.istitle() and bare.isascii()  # "App" is none
    return fold(bare) in _wires() and not titled


@cache
def _wires() -> frozenset[str]:
    return frozenset(map(fold, load_table("bylines")["wires"]))


def is_title(word: str) -> bool:
    """Whether a word is a title before a name: "Ms.", "Dr."."""
    return fold(word) in _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(map(fold, load_table("bylines")["titles"]))


def tells_what(text: str) -> bool:
    """Whether a line is a post, or what an agency calls itself, and nothing else: "Korrespondent", "News agency"."""
    return fold(text).strip(" .|") in _posts()


@cache
def post_ends() -> tuple[str, ...]:
    """How a line ends whose last words are a post."""
    return tuple(f" {post}" for post in _posts())


@cache
def _posts() -> tuple[str, ...]:
    return tuple(map(fold, load_table("bylines")["posts"]))


@cache
def post_words() -> frozenset[str]:
    """The words of posts, and those that stand before them."""
    return frozenset(word for post in _posts() for word in post.split()) | frozenset(load_table("bylines")["ranks"])


@cache
def copulas() -> frozenset[str]:
    """The words that follow a name in a note on the author ("Jane Doe is …")."""
    return frozenset(load_table("bylines")["copulas"])


@cache
def no_persons() -> frozenset[str]:
    """What stands for an author and is no person's name."""
    return frozenset(map(fold, load_table("bylines")["nobody"]))


def is_place(name: str) -> bool:
    """Whether a name of two words is a city's."""
    return fold(name) in _places()


@cache
def _places() -> frozenset[str]:
    """Cities whose names have two words, as names of persons have."""
    return frozenset(map(fold, load_table("bylines")["places"]))
