"""Which known outlet a dump's own furniture names: mastheads, copyright lines, bylines, addresses.

Asked only where extraction found no outlet that it is sure of. A mention in the story itself says nothing of whose
page it is, so body lines do not vote; nor do agencies, which are named on anybody's page.
"""

from __future__ import annotations

import re
from collections import defaultdict

from dateline.catalogue.outlets.authority import Outlets
from dateline.catalogue.outlets.mentions import mentions
from dateline.model import Article, LabelledLine, Role

SURE = 3.0  # what one copyright line, or a masthead and one more mention, are worth
HEAD = 8  # lines with text at the start of a page, where its name stands
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_ELSEWHERE = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.COMMENT})
_SIGNED = frozenset({Role.BYLINE, Role.CREDIT, Role.DATELINE, Role.LEGAL})


def votes(outlets: Outlets, article: Article) -> list[tuple[float, str, tuple[int, ...]]]:
    """(weight, key of the outlet, numbers of the lines) for every known outlet that the dump names, best first."""
    weights: dict[str, float] = defaultdict(float)
    where: dict[str, list[int]] = defaultdict(list)
    shown = [labelled for labelled in article.lines if labelled.line.text]
    for position, labelled in enumerate(shown):
        if labelled.role.body or labelled.role in _ELSEWHERE:
            continue
        named = mentions(outlets, labelled.line.text)
        if labelled.role is Role.SECTION:  # one may be called "The News"
            named = tuple(one for one in named if one.end - one.start < len(labelled.line.text.strip()))
        elif position < HEAD:  # nor is "Il Giornale" of the Orlac Harbour's that of another place
            named = tuple(one for one in named if not _goes_on(labelled.line.text, one.end))
        for key in {mention.key for mention in named}:
            if not outlets[key].agency:
                weights[key] += _weight(labelled, position)
                where[key].append(labelled.line.number)
    return sorted(((weight, key, tuple(where[key])) for key, weight in weights.items()), key=lambda v: (-v[0], v[1]))


def _goes_on(text: str, end: int) -> bool:
    """Whether a name is longer than its part up to ``end``: a word follows it, and no sign parts the two."""
    behind = text[end:].lstrip(" ")
    return len(behind) < len(text[end:]) and behind[:1].isalpha()


def _weight(labelled: LabelledLine, position: int) -> float:
    if _COPYRIGHT.search(labelled.line.text):
        return 3.0
    if labelled.role in _SIGNED or position < HEAD:
        return 2.0
    return 1.0
