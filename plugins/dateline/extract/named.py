"""What a saved page names its elements: which hold a picture's caption, and which a note on the author."""

from __future__ import annotations

import re
from functools import cache

from dateline.extract.phrases import load_table
from dateline.model import Markup

_OWN, _ABOVE = 2, 4  # names nearest to a line that may make it a caption, or part of a note on the author


def is_caption(mark: Markup) -> bool:
    """Whether a line stands in an element for captions, other than a table's."""
    named = "figcaption" in mark.tags[-_OWN:] or any(map(_names("caption").search, mark.names[-_OWN:]))
    return named and "table" not in mark.tags


def is_author_note(mark: Markup) -> bool:
    """Whether a line stands in an element that introduces the author."""
    return any(map(_names("author_note").search, mark.names[-_ABOVE:]))


@cache
def _names(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load_table("names")["elsewhere"][kind]))
