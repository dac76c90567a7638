"""Captions that end with who took the picture, without a sign that it is a credit: "The bridge. Jane Doe for The Post".

Such a line ends as no sentence does: behind its last full stop a name stands alone, or one with an outlet beside it.
"""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.recognisers.bylines import looks_like_names
from dateline.extract.recognisers.captions import names_party
from dateline.extract.words.phrases import load_table, phrases
from dateline.extract.words.text import QUOTES, fold

_LEAST, _LONGEST = 20, 400  # characters of a caption in front of the name, and with it
_NAMED = 80  # characters of the name and outlet
_NAME = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_WORDS = 4  # words of a person's name at most


@cache
def _tail() -> re.Pattern[str]:
    links = "|".join(sorted(map(re.escape, load_table("credits")["for_outlet"]), key=len, reverse=True))
    name = rf"(?:{_NAME}|[^\W\d_]\.)(?:\s{_NAME}){{1,{_WORDS - 1}}}"
    beside = rf"(?:\s(?:{links})\s(?P<outlet>[^.!?]{{2,60}}?)|\s?/\s?(?P<party>[^.!?/]{{2,40}}))"
    return re.compile(
        rf"^(?P<said>.{{{_LEAST},}}?[.։।。][{re.escape(QUOTES)}]*)\s+(?P<name>{name})(?:{beside})?$", re.S | re.I
    )


@cache
def _owned() -> re.Pattern[str]:
    marks = "|".join(sorted(map(re.escape, load_table("credits")["stated"]), key=len, reverse=True))
    return re.compile(
        rf"^.{{{_LEAST},}}?\s(?:©\s?(?P<owner>[^.!?©]{{3,{_NAMED}}})|[(\[](?:{marks})\s(?P<taker>[^()\[\].!?]{{3,{_NAMED}}})[)\]])$",
        re.S | re.I,
    )


def signed(text: str) -> bool:
    """Whether a line ends with a photographer: a name behind its last full stop, behind "©", or in brackets."""
    if not _LEAST < len(text) <= _LONGEST:
        return False
    owned = _owned().match(text)
    if owned is not None:
        return names_party(owned["owner"] or owned["taker"]) and _written(owned["owner"] or owned["taker"])
    tail = _tail().match(text)
    if tail is None or len(text) - tail.start("name") > _NAMED:
        return False
    return _written(tail["name"]) and not phrases().match(fold(tail["name"]))


def works_for(text: str, outlet: int) -> bool:
    """Whether a line is a photographer and, in its last ``outlet`` characters, for whom: "Jane Doe for The Post"."""
    said = fold(text[:-outlet]).rstrip()
    link = next((word for word in _links() if said.endswith(f" {word}")), "")
    return bool(link) and len(text) <= _NAMED and looks_like_names(text[:-outlet].rstrip()[: -len(link)].rstrip())


@cache
def _links() -> tuple[str, ...]:
    return tuple(sorted(load_table("credits")["for_outlet"], key=len, reverse=True))


def _written(name: str) -> bool:
    """Whether each longer word of a name is written with a capital."""
    longer = re.findall(r"[^\W\d_]{4,}", name.partition("/")[0])
    return bool(longer) and all(word[0] != word[0].lower() for word in longer)
