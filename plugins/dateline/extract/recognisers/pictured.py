"""Lines that a page says of its pictures alone: descriptions for those who hear it, bare credits, boxes of networks.

A browser copies what a picture is described as among the paragraphs. Such a description is no sentence: its first words
tell what is seen, and it ends without a full stop, or has no verb. Reports on pictures begin with the same words
("Photos of the bridge were shared …"), so that where both are possible the line is left in the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from dateline.extract.recognisers.captions import credited, credited_first, labelled, stock
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import ends_sentence, fold, words

REASON = "describes a picture, or names who sells it"
FRAME = "stands in the box of an embedded post"
_LONGEST = 240  # characters of a description
_LEAST = 4  # words of one: fewer may be a heading
_FRAME = 60  # characters of a line that offers to show a post
_NAMED = 60  # characters of who took a picture
_FILE = 600  # characters of a caption that says first that its picture is an older one
_FILED = re.compile(r"[(\[]?FILE(?:\sPHOTO)?[)\]]?\s?[-–—:]\s")  # as agencies do
_GLUED = re.compile(
    r"[^\W\d_A-Z]{2}[.!?…][”\"’]?(?:[A-Z][A-Z'’.-]+\s){1,3}[A-Z][A-Z'’.-]+$"
)  # "… in a black top.JANE DOE"
_RUN = re.compile(r"\w+")
_NUMBERED = re.compile(r"\d{1,3}\s?(?:/|of|von|sur|de|di|van|av|af|z|из|з)\s?\d{1,3}[.:]\s")  # of a gallery's pictures
_OF_GALLERY = re.compile(r"\d{1,3} (?:of|von|sur|de|di|van|av|af|z|из|з) \d{1,3}\. ")  # "1 of 2. Sailors wait …"
_PAST = "ed"  # a word that ends so may be a verb


def frames_post(text: str, folded: str) -> bool:
    """Whether a line stands in a network's box in place of a post: "View this post on …", "A post shared by … (@…)"."""
    if len(text) > _LONGEST or ends_sentence(text):
        return False
    shared, offered = _frames()
    return bool(("(@" in text and shared.match(folded)) or (len(text) <= _FRAME and offered.match(folded)))


@lru_cache(maxsize=1 << 10)  # several steps ask for the same lines
def pictured(text: str, folded: str) -> bool:
    """Whether a line describes a picture, or is its bare credit."""
    if len(text) <= _FILE and (_FILED.match(text) or labelled(text) or ("|" in text and _closed().search(folded))):
        return True
    if len(text) <= _FILE and ((text[:1].isdigit() and _OF_GALLERY.match(folded)) or credited_first(text)):
        return True
    if len(text) > _LONGEST or text.endswith(("?", "؟", ":", "：")):
        return False
    if ends_sentence(text):
        if not _may_open(folded):
            return False
        found = words(folded)
        if len(found) < _LEAST or not _verbs().isdisjoint(found):
            return False
        past = _PAST in folded and any(word.endswith(_PAST) for word in found)
        return not past and bool(_seen().match(folded))
    return (
        (not text[-1:].islower() and bool(_GLUED.search(text)))
        or stock(text)
        or credited(text)
        or (len(words(folded)) >= _LEAST and _may_open(folded) and bool(_opened().match(folded)))
        or folded.startswith(_orders())
        or folded.endswith(_players())
    )


def opens_media(folded: str) -> bool:
    """Whether a folded line opens with what it belongs to: "View photo gallery — …", "Video: …", "1 of 11. …"."""
    return bool(_NUMBERED.match(folded) or _media().match(folded))


@cache
def _media() -> re.Pattern[str]:
    labels = (label for some in load_table("pictured")["media"].values() for label in some)
    return re.compile(rf"(?:{_any(labels)})\s?(?:[:：|]|\s[-–—]|[–—])")


@cache
def _closed() -> re.Pattern[str]:
    """How a caption ends in the dialog that shows its picture: a bar, who took it, and what closes the dialog."""
    closes = (word for some in load_table("pictured")["closes"].values() for word in some)
    return re.compile(rf"\S\s\|\s[^|]{{2,{_NAMED}}}\s(?:{_any(closes)})$")


@cache
def _orders() -> tuple[str, ...]:
    """How captions begin that name persons in their order: "(L-R)"."""
    return tuple(fold(order) for some in load_table("pictured")["orders"].values() for order in some)


@cache
def _players() -> tuple[str, ...]:
    """What a page says behind the description of a film's picture: how to play it."""
    return tuple(fold(said) for some in load_table("pictured")["players"].values() for said in some)


def _may_open(folded: str) -> bool:
    """Whether a line begins with the first word of a description, as few others do."""
    first = _RUN.match(folded)
    return first is not None and first[0] in _starts()


@cache
def _starts() -> frozenset[str]:
    table = load_table("pictured")
    some = [*table["openings"].values()]
    some += [figures[kind] for figures in table["figures"].values() for kind in ("articles", "persons")]
    return frozenset(_RUN.findall(fold(phrase))[0] for phrases in some for phrase in phrases)


@cache
def _opened() -> re.Pattern[str]:
    """How descriptions in any language begin."""
    openings = (phrase for some in load_table("pictured")["openings"].values() for phrase in some)
    return re.compile(rf"(?:{_any(openings)})(?!\w)|{_seen().pattern}")


@cache
def _seen() -> re.Pattern[str]:
    """How those begin in languages whose verbs are known."""
    table = load_table("pictured")
    parts = []
    for language, some in table["figures"].items():
        articles, persons, doing, pictures, of = (
            _any(some[kind]) for kind in ("articles", "persons", "doing", "pictures", "of")
        )
        led = rf"(?:{articles})\s(?:\w+\s){{0,2}}?"
        parts += [
            rf"(?:{_any(table['openings'][language])})(?!\w)",
            rf"(?:{led})?(?:{persons})\s(?:\w+\s)?(?:{doing})(?!\w)",
            rf"{led}(?:{pictures})\s(?:{of})(?!\w)",
        ]
    return re.compile("|".join(parts))


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    posts = load_table("pictured")["posts"]
    shared, offered = (re.compile(rf"(?:{_any(posts[kind])})(?!\w)") for kind in ("shared", "offered"))
    return shared, offered


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for some in load_table("pictured")["figures"].values() for word in some["verbs"])


def _any(phrases: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(fold(phrase)) for phrase in phrases), key=len, reverse=True))
