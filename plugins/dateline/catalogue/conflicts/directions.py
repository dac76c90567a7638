"""Which part of a place a text means: "eastern Ukraine", "the northern countryside of Homs", "l'est du Congo"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dateline.catalogue.language.tables import DATA, items, rows
from dateline.catalogue.language.terms import Phrases, Word, longest

LINK = "link"
BEFORE, AFTER = 6, 2  # words around a place's name that are looked at
BETWEEN = {
    frozenset(("north", "east")): "northeast",
    frozenset(("north", "west")): "northwest",
    frozenset(("south", "east")): "southeast",
    frozenset(("south", "west")): "southwest",
}
WITHIN = {name: pair for pair, name in BETWEEN.items()}
PARTS = ("north", "south", "east", "west", *WITHIN, "center", "desert")


def parts(found: Sequence[Word], first: int, after: int) -> frozenset[str]:
    """The parts of the place at ``first`` to ``after`` (half open) that the words around it name.

    The north-east is part of the north and of the east.
    """
    named = _run(found[max(first - BEFORE, 0) : first], backwards=True)
    if not named:
        named = _run(found[after : after + AFTER], backwards=False)
    if not named:
        return frozenset()
    wide = {part for name in named for part in WITHIN.get(name, ())}
    joined = {name for pair, name in BETWEEN.items() if pair <= named}
    return frozenset(named | wide | joined)


def _run(window: Sequence[Word], *, backwards: bool) -> set[str]:
    """The directions that reach the place without other words between."""
    hits = longest(_words().find(window))
    at = len(window) if backwards else 0
    named: set[str] = set()
    for hit in reversed(hits) if backwards else hits:
        near, far = (hit.after, hit.first) if backwards else (hit.first, hit.after)
        if (near > at) if backwards else (near < at):
            continue  # another sense of words that were read
        if near != at:
            break
        at = far
        if hit.payload == LINK and not backwards:
            break
        if hit.payload != LINK:
            named.add(hit.payload)
    return named


@lru_cache(maxsize=1)
def _words() -> Phrases[str]:
    """The words of ``directions.tsv``, read once in a process."""
    built: Phrases[str] = Phrases()
    for part, cell in rows(DATA / "conflicts" / "directions.tsv", 2):
        for term in items(cell):
            built.add(term, part)
    return built
