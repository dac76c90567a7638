"""Which line is the standfirst: the likeliest candidate, unless the order of lines tells better."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.body import layout
from dateline.extract.head import heads
from dateline.extract.head.scene import Scene
from dateline.extract.models.weights import Weights
from dateline.extract.reading import Pick

STANDFIRST = 0.1
SURE_STANDFIRST = {"text": 0.29, "html": 0.25}  # for a paragraph of the text to be the standfirst
SURE_IN_BRIEF = 0.6  # the same where few paragraphs follow: a brief report has no standfirst
BRIEF = 3  # paragraphs
OPENS_TEXT = {"text": 0.24, "html": 0.34}  # from this score on a standfirst reads like the first part of the text


def standfirst(seen: Scene, weights: Weights, kind: str, headline: int | None, taken: set[int]) -> Pick | None:
    """The likeliest standfirst, none of the ``taken`` lines; ``kind`` is that of the dump (``html``, ``text``)."""
    candidates = [i for i in heads.standfirst_candidates(seen, headline) if i not in taken]
    scores = weights.forests[f"{kind}.standfirst"].scores(heads.standfirst_rows(seen, candidates, headline))
    if not scores or max(scores) < STANDFIRST:
        return None
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    unit = candidates[best]
    if _is_sibling(seen, unit):
        return None
    rule = "model: reads like the standfirst"
    return Pick(unit, scores[best], f"{rule}, and opens the text" if seen.scores[unit] > OPENS_TEXT[kind] else rule)


def _is_sibling(seen: Scene, i: int) -> bool:
    """Whether a saved page marks a line up as it does the two below it: the first paragraph, not a standfirst."""
    some = seen.units[i : i + 3]
    marks = [unit.markup for unit in some]
    first = marks[0]
    if first is None or len(some) < 3 or first.bold or first.lead:
        return False
    return all(
        mark is not None
        and mark.tags == first.tags
        and mark.names[-1:] == first.names[-1:]
        and mark.nodes[:-1] == first.nodes[:-1]
        for mark in marks[1:]
    )


def by_order(
    seen: Scene, inside: Sequence[bool], headline: int, marks: Sequence[int], ranked: Pick | None
) -> Pick | None:
    """The standfirst by the order of lines, unless the ranked one is sure."""
    kind = "text" if seen.units[headline].markup is None else "html"
    behind = [i for i in marks if i > headline]
    if ranked is not None:
        apart = ranked.unit < min(behind, default=ranked.unit if inside[ranked.unit] else len(seen.units))
        brief = sum(inside[ranked.unit + 1 : seen.end]) < BRIEF
        if ranked.score >= (SURE_IN_BRIEF if brief else SURE_STANDFIRST[kind]) or apart:
            return ranked
    found = layout.standfirst(seen.units, headline, marks)
    if found is None and ranked is not None:
        return None if inside[ranked.unit] and ranked.unit > headline else ranked  # the text's first paragraph
    return found
