"""Merging a new extraction with what the curator made of the old one, field by field (DESIGN 4.3).

Three states of one article meet: what the program proposed last (in the record), what stands in the Markdown file
now, and what the program proposes today. A value that differs from the last proposal was touched by the curator
and stays; an untouched one follows the new proposal.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from dateline.model import Header

FROZEN = ("slug",)  # never follows a new proposal: it is the article's address
BODY = "body"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that the curator wrote and a new extraction would write otherwise."""

    field: str
    kept: Any
    proposed: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged header and body, and where the curator's value won over a new one."""

    header: Header
    body: str
    differences: tuple[Difference, ...] = ()


def merge(base: Header, base_body: str, now: Header, now_body: str, new: Header, new_body: str) -> Merged:
    """The header and body to write: ``now`` with every untouched value replaced by that of ``new``.

    A difference is reported only where the proposal itself has changed since the last time.
    """
    values: dict[str, Any] = {}
    differences: list[Difference] = []
    touched: set[str] = set()
    for name in (field.name for field in fields(Header)):
        was, stands, comes = getattr(base, name), getattr(now, name), getattr(new, name)
        if stands == comes or name in FROZEN or name == "review":
            continue
        if stands == was:
            values[name] = comes
        else:
            touched.add(name)
            if comes != was:
                differences.append(Difference(name, stands, comes))
    touched |= {name for name in FROZEN if getattr(now, name) != getattr(base, name)}
    if "date" in touched:
        values.pop("date_precision", None)
    elif "date_precision" in touched and "date" in values:
        values["date_precision"] = new.date_precision  # a precision belongs to the date it was written for
    body = now_body
    if now_body != new_body:
        if now_body == base_body:
            body = new_body
        else:
            touched.add(BODY)
            if new_body != base_body:
                differences.append(Difference(BODY, now_body, new_body))
    settled = touched | (set(base.review) - set(now.review))
    added = [name for name in now.review if name not in base.review]  # a doubt of the curator's own
    values["review"] = tuple(name for name in new.review if name not in settled) + tuple(
        name for name in added if name not in new.review
    )
    return Merged(replace(now, **values), body, tuple(differences))
