"""Which known outlet a dump's own furniture names: mastheads, copyright lines, bylines, addresses.

Asked only where extraction found no outlet that it is sure of. A mention in the story itself says nothing of whose
page it is, so body lines do not vote; nor do agencies, which are named on anybody's page.
"""

from __future__ import annotations

import re
from collections import defaultdict

from dateline.catalogue.outlets.authority import Outlets
from dateline.catalogue.outlets.mentions import OutletMention, mentions
from dateline.model import Article, LabelledLine, Role

SURE = 3.0  # what one copyright line, or a masthead and one more mention, are worth
HEAD = 8  # lines with text at the start of a page, where its name stands
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_ELSEWHERE = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.COMMENT})
_BEFORE, _BEHIND = re.compile(r"[^\W\d_]\s+$"), re.compile(r"\s+[^\W\d_]")  # a word that no sign parts from a name
_SIGNED = frozenset({Role.BYLINE, Role.CREDIT, Role.DATELINE, Role.LEGAL})


def votes(outlets: Outlets, article: Article) -> list[tuple[float, str, tuple[int, ...]]]:
    """(weight, key of the outlet, numbers of the lines) for every known outlet that the dump names, best first."""
    weights: dict[str, float] = defaultdict(float)
    where: dict[str, list[int]] = defaultdict(list)
    shown = [labelled for labelled in article.lines if labelled.line.text]
    for position, labelled in enumerate(shown):
        if labelled.role.body or labelled.role in _ELSEWHERE:
            continue
        text = labelled.line.text
        named = mentions(outlets, text)
        if labelled.role is Role.SECTION:  # one may be called "The News"
            named = tuple(one for one in named if one.end - one.start < len(text.strip()))
        if not _COPYRIGHT.search(text):
            named = tuple(one for one in named if _stands_alone(text, one, position))
            named = tuple(one for one in named if not _foreign(outlets, article, text, one))
        for key in {mention.key for mention in named}:
            if not outlets[key].agency:
                weights[key] += _weight(labelled, position)
                where[key].append(labelled.line.number)
    return sorted(((weight, key, tuple(where[key])) for key, weight in weights.items()), key=lambda v: (-v[0], v[1]))


def _foreign(outlets: Outlets, article: Article, text: str, one: OutletMention) -> bool:
    """Whether a name of one word is that of an outlet in another language: "Политика" is a section in Russian."""
    word = one.how == "name" and not any(c.isspace() for c in text[one.start : one.end])
    own = outlets[one.key].lang
    return word and bool(article.language) and own not in (article.language, "en")


def _stands_alone(text: str, one: OutletMention, position: int) -> bool:
    """Whether a name is no part of something else that the line says.

    "Il Giornale" at the top of a page is not that of the Orlac Harbour, nor "Time" in "Reading time" the magazine.
    """
    if one.how != "name":
        return True
    goes_on = bool(_BEHIND.match(text, one.end))
    word = not any(c.isspace() for c in text[one.start : one.end])
    return not (goes_on and position < HEAD) and not (word and (goes_on or _BEFORE.search(text[: one.start])))


def _weight(labelled: LabelledLine, position: int) -> float:
    if _COPYRIGHT.search(labelled.line.text):
        return 3.0
    if labelled.role in _SIGNED or position < HEAD:
        return 2.0
    return 1.0
