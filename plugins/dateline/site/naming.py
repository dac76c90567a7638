"""Names of places and conflicts in the language of the site, where the authorities know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from dateline.model import Conflict, Name, Place

AUTHORITIES = "en"  # the language of the names that ship
ACRONYM = 6  # letters; the European Union is not shown as "UE" where its name is known
Row = TypeVar("Row", bound=Conflict | Place)


def localised(rows: Mapping[str, Row], language: str) -> Mapping[str, Row]:
    """``rows`` as a site in ``language`` calls them. Their English name becomes one of their other names.

    A name that a curator chose stays, and no name that only one side uses is taken.
    """
    return rows if language == AUTHORITIES else {key: _localised(row, language) for key, row in rows.items()}


def _localised(row: Row, language: str) -> Row:
    own = [name.text for name in row.names if name.lang == language and not name.by]
    if not own or row.chosen:
        return row
    found = next((text for text in own if not (text.isupper() and len(text) < ACRONYM)), own[0])
    shown = found[:1].upper() + found[1:]
    names: tuple[Name, ...] = tuple(name for name in row.names if name.text.casefold() != found.casefold() or name.by)
    if shown != row.name:
        names = (Name(row.name, AUTHORITIES), *names)
    return replace(row, name=shown, names=names)
