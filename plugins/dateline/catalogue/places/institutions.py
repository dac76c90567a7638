"""Institutions that bear the adjective of a country: the Saudi Maternity Hospital of El Fasher stands in Sudan.

Such a name says as little of that country as "French fries" do, and a report on the shelling of the hospital would be
filed under it. An adjective alone is taken for a name only where the article says which hospital (the …) or writes it
as one (Saudi Hospital); "a Turkish hospital" and "Russian hospitals" lie in Turkey and Russia.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dateline.model import PlaceTag, Span

_TABLE = Path(__file__).parents[2] / "data" / "places" / "institutions.json"
_REACH = 80  # characters beside the adjective in which the name's noun stands
_BETWEEN = r"((?:[ -][^\W\d_]+){0,2})[ -]"
_POINTED = frozenset(("settlement", "region", "disputed", "feature"))


@dataclass(frozen=True, slots=True)
class _Custom:
    """How a language names institutions by adjectives; the patterns are matched beside the adjective."""

    after: re.Pattern[str] | None  # the noun behind it; group 1: words between, 2: the noun
    before: re.Pattern[str] | None  # the noun in front of it; group 1: the noun, 2: words between
    definite: re.Pattern[str] | None  # what ends before an adjective that stands first, to say which one is meant
    adjectives: tuple[str, ...]  # how the adjective itself begins where it says which one is meant
    own: frozenset[str]  # words between that make the institution the country's own


def elsewhere(text: str, tags: Sequence[PlaceTag], language: str) -> frozenset[str]:
    """The keys of countries that the text names by nothing but the adjectives of institutions in other countries.

    ``tags`` are all places of the text, ``language`` is BCP 47. There are none in a language that the table lacks.
    """
    custom = _customs().get(language[:2].lower())
    if custom is None:
        return frozenset()
    pointed = {tag.country for tag in tags if tag.key and tag.mentions and tag.kind in _POINTED}
    return frozenset(
        tag.key
        for tag in tags
        if tag.kind == "country"
        and not tag.mentions
        and tag.country not in pointed
        and pointed
        and all(_in_name(text, span, custom) for span in tag.demonyms)
    )


def _in_name(text: str, span: Span, custom: _Custom) -> bool:
    ahead = text[max(0, span.start - _REACH) : span.start]
    if custom.after is not None and custom.definite is not None:
        found = custom.after.match(text, span.end, span.end + _REACH)
        if found is None or not custom.own.isdisjoint(re.split("[ -]", found[1].lower())):
            return False
        return found[2][0].isupper() or bool(custom.definite.search(ahead))
    if custom.before is not None:
        found = custom.before.search(ahead)
        if found is None or not custom.own.isdisjoint(found[2].split()):
            return False
        return not custom.adjectives or text.startswith(custom.adjectives, span.start)
    return False


@lru_cache(maxsize=1)
def _customs() -> dict[str, _Custom]:
    """The table, ready to be matched; read once in a process."""
    table = json.loads(_TABLE.read_text(encoding="utf-8"))
    return {language: _custom(lists) for language, lists in table.items() if isinstance(lists, dict)}


def _custom(lists: dict[str, Any]) -> _Custom:
    nouns = "|".join(map(re.escape, sorted(lists["nouns"], key=len, reverse=True)))
    definite = "|".join(map(re.escape, lists["definite"]))
    first = lists["order"] == "adjective first"
    return _Custom(
        re.compile(rf"{_BETWEEN}({nouns})\b", re.IGNORECASE) if first else None,
        None if first else re.compile(rf"(?:^|\W)(?:{definite})({nouns})((?: [^\W\d_]+){{0,3}}) $", re.IGNORECASE),
        re.compile(rf"\b(?:{definite}) $", re.IGNORECASE) if first else None,
        tuple(lists.get("adjective", ())),
        frozenset(lists["own"]),
    )
