"""Which lines of a saved page its own metadata repeats as the article's body (schema.org ``articleBody``).

A third of the news pages state their whole text a second time for search engines. That text says nothing of
paragraphs, and it may be cut, or be another article's; so it is evidence for each line, not the story itself.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from msgspec import structs

from dateline.model import Line

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"<[^<>]{1,500}>")
_LEAST = 40  # words of a body that says anything
_RUN = 3  # words that are compared together


def mark(lines: Sequence[Line], bodies: Sequence[str]) -> list[Line]:
    """``lines`` with ``Markup.stated``: the share of each line's runs of words that stand in one of ``bodies``."""
    runs: set[tuple[str, ...]] = set()
    whole = " "
    for body in dict.fromkeys(bodies):
        words = _WORD.findall(_TAG.sub(" ", html.unescape(body)).lower())
        if len(words) >= _LEAST:
            runs.update(zip(words, words[1:], words[2:], strict=False))
            whole += " ".join(words) + " "
    if not runs:
        return list(lines)
    out = []
    for line in lines:
        if line.markup is not None:
            words = _WORD.findall(line.text.lower())
            if len(words) >= _RUN:
                found = [run in runs for run in zip(words, words[1:], words[2:], strict=False)]
                share = sum(found) / len(found)
            else:
                share = float(bool(words) and f" {' '.join(words)} " in whole)
            line = structs.replace(line, markup=structs.replace(line.markup, stated=share))
        out.append(line)
    return out
