"""Forms that a reader looks for in another shard than that of their terms (went, go)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.search import shards
from dateline.search.table import Table

Aliases = dict[str, list[str]]
"""Per such form the terms elsewhere that it leads to, sorted."""

_LAST = "\U0010ffff"  # after every word


def found(table: Table, starts: Sequence[int], bounds: Sequence[str]) -> Aliases:
    """The aliases of all terms; ``starts`` and ``bounds`` are those of the shards."""
    edges = [*map(shards.order, bounds)]
    out: dict[str, set[str]] = {}
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(table)], strict=True)):
        low, high = bounds[number], bounds[number + 1] if number + 1 < len(bounds) else _LAST
        every = " ".join(table.forms[start:end]).split(" ")
        if min(every) >= low and max(every) < high:
            continue
        for term, forms in zip(table.names[start:end], table.forms[start:end], strict=True):
            for form in forms.split(" "):
                if not low <= form < high and shards.place(edges, form) != number:
                    out.setdefault(form, set()).add(term)
    return {form: sorted(terms) for form, terms in out.items()}


def changed(before: Aliases, reformed: Mapping[str, tuple[str, str]], bounds: Sequence[str]) -> Aliases:
    """The aliases after some terms got other forms: of each are given those that it had and those that it has."""
    edges = [*map(shards.order, bounds)]
    out = dict(before)
    for term, (old, new) in reformed.items():
        home = shards.place(edges, term)
        for forms, here in ((old, False), (new, True)):
            for form in forms.split(" ") if forms else ():
                if shards.place(edges, form) != home:
                    terms = {*out.get(form, ())} - {term} | ({term} if here else set())
                    out[form] = sorted(terms)
    return {form: terms for form, terms in out.items() if terms}


def by_shard(aliases: Aliases, bounds: Sequence[str]) -> dict[int, str]:
    """Per shard that has any its aliases as they stand there."""
    edges = [*map(shards.order, bounds)]
    out: dict[int, list[str]] = {}
    for form, terms in aliases.items():
        out.setdefault(shards.place(edges, form), []).append(" ".join([form, *terms]))
    return {number: "|".join(sorted(some)) for number, some in out.items()}
