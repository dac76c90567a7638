"""Judging: from units to the decisions about each article in a dump.

Which units are the story is decided by their scores and by layout (``story.py``); then headline, dates, bylines and
standfirst are picked among the lines around it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TypeVar

from dateline.extract.body import about, layout, mend, named
from dateline.extract.features.again import Said
from dateline.extract.head import (
    far_days,
    heads,
    pick_dates,
    pick_headline,
    pick_standfirst,
    stamps,
    titles,
    writers,
)
from dateline.extract.head.scene import Scene, far_above, scene
from dateline.extract.judging import numbered, pages, pasted, places, split, story, told
from dateline.extract.lines import boxes, windows
from dateline.extract.lines.spoken import Spoken, vocabulary
from dateline.extract.lines.units import Unit
from dateline.extract.models import memory
from dateline.extract.models.weights import Weights
from dateline.extract.reading import DatePick, Pick, Reading
from dateline.extract.recognisers import reader_view
from dateline.extract.words.language import detect
from dateline.extract.words.text import ends_sentence, fold
from dateline.model import DOCUMENTS, ENTRIES, EXPORTS, Claim, Dump

T = TypeVar("T")
HEADED = 2  # paragraphs between the headline and a byline that stands above the text, one being the standfirst
HEADLINE_FAR = 0.5  # for one that stands farther above the story than others are looked for
HEADLINE_HEADS = 0.5  # for bylines to be looked for no farther above it than they stand above one
SHORT = 60  # characters of a line that may name a section
PARTED, FARTHEST = 3, 60  # units between paragraphs and a headline below them that is not theirs
_REASONS = {  # by what is decided, and what the model alone would decide
    (True, True): "model: reads like the story",
    (False, False): "model: does not read like the story",
    (True, False): "layout: a sentence of a short story",
    (False, True): "layout: points elsewhere",
}


def read(dump: Dump, units: Sequence[Unit], repeats: Sequence[int], weights: Weights) -> tuple[Reading, ...]:
    """One reading per article; together they cover all units, in order.

    ``repeats`` is what the outlet's memory says of each unit (``memory.of_units``). It counts where a unit repeats that
    would be read as the story; elsewhere it could only change what is decided well without it.
    """
    if dump.told:
        return (told.read(dump, units),)
    return _read(dump, units, repeats, weights, part=False)


def _read(
    dump: Dump, units: Sequence[Unit], repeats: Sequence[int], weights: Weights, *, part: bool
) -> tuple[Reading, ...]:
    """The readings of a dump, or of a ``part`` of it that may be a page of its own."""
    whole = shown = units
    if dump.format in DOCUMENTS | EXPORTS:  # a copy is no page, whatever it was pasted into
        units = tuple(pasted.unmarked(dump, unit) for unit in whole)
        shown = tuple(map(pasted.as_copied, units, whole))
    kind = story.kind_of(units)
    if kind == "text" and shown is whole:
        units = shown = numbered.bare(units)
    spoken = Spoken.of(shown) if len(shown) <= windows.UNITS else None  # of more, window by window
    away = boxes.boxed(units, spoken.vocabulary if spoken is not None else vocabulary(shown))
    measured = shown is whole and not away
    rest = [i for i in range(len(units)) if i not in away]
    left = [shown[i] for i in rest]
    spoken = Spoken.of(left) if spoken is not None and away else spoken
    marks = split.Marks(left) if kind == "text" else None
    tells = about.telling(spoken) if spoken is not None else story.telling(left)
    judged, flagged = story.judged(left, [repeats[i] for i in rest], weights, marks, spoken, tells)
    scores, ranked = (_spread(some, rest, len(units), 0.0) for some in judged[:2])
    rows = judged[2] if measured else None
    decoded, plain, inside = (tuple(_spread(some, rest, len(units), False)) for some in flagged)
    if dump.format in ENTRIES and not any(inside):
        inside = mend.entry(units)
    given = dump.hints.get("title") or ""
    if given and not any(layout.says(unit, given) for unit in units):
        inside = mend.opening(units, inside)
    language = detect(" ".join(u.text for u, flag in zip(units, inside, strict=True) if flag))
    edges = story.edges_of(marks if marks is None or measured else split.Marks(whole), inside)
    reasons = tuple(
        boxes.REASON if i in away else memory.REASON if before and share and not flag else _REASONS[flag, after]
        for i, (flag, after, before, share) in enumerate(zip(inside, decoded, plain, repeats, strict=True))
    )
    several = len(edges) > 2 or part
    out: list[Reading] = []
    for first, last in pairwise(edges):
        further = None
        if judged[2] is not None and marks is not None and not part and (measured or not several):
            amid = slice(first, last) if measured else slice(None)
            found = [
                place._replace(edge=rest[amid][place.edge]) for place in places.places(left[amid], judged[2][amid])
            ]
            page = pages.parted(
                found, (first, last), lambda a, b: _read(dump, whole[a:b], repeats[a:b], weights, part=True)
            )
            if page.readings:
                out += page.readings
                continue
            further = page.further
        own = slice(first, last)
        tongue = language
        if several:  # a file may hold articles in several languages
            text = (u.text for u, flag in zip(units[own], inside[own], strict=True) if flag)
            tongue = detect(" ".join(text)) or language
        bare = Reading(units[own], tuple(scores[own]), inside[own], reasons[own], tongue)
        boxed = frozenset(i for i in range(last - first) if first + i in away)
        known = rows[own] if rows is not None else None
        whole_dump = measured and not several
        said = Said(units[own], spoken if whole_dump else None)
        look = partial(scene, units[own], language=tongue, own=known, said=said, tells=tells if whole_dump else None)
        picked = _picked(dump, bare, ranked[own], look, boxed, weights, kind, alone=not several)
        out.append(replace(picked, units=whole[own], further=further))
    return tuple(out)


def _picked(
    dump: Dump,
    bare: Reading,
    ranked: Sequence[float],
    look: Callable[..., Scene],
    boxed: frozenset[int],
    weights: Weights,
    kind: str,
    *,
    alone: bool,
) -> Reading:
    """The reading of one article with its picks; what is stated of the dump counts for one that is ``alone`` in it.

    ``look`` measures the story's surroundings by the units' scores (``scene.scene``).
    """
    units, inside = bare.units, bare.inside
    given = dump.hints.get("title") if alone else ""
    claims = dump.claims if alone else ()
    seen = look(scores=ranked, claims=claims)
    if any(inside) and not any(inside[seen.begin : seen.end]):  # the forest alone takes something else for the story
        ranked = [score if flag else 0.0 for score, flag in zip(bare.scores, inside, strict=True)]
        seen = look(scores=ranked, claims=claims)
    seen = _outside(seen, boxed)
    viewed = reader_view.head(units) if kind == "text" else None
    if viewed is not None:
        headline: Pick | None = pick_headline.in_reader_view(seen, viewed)
    else:
        headline = pick_headline.headline(seen, weights, kind)
    if (headline is None or headline.score < pick_headline.SURE_HEADLINE[kind]) and (far := far_above(seen)):
        wider = _outside(look(scores=ranked, claims=claims, far=far), boxed)
        found = pick_headline.headline(wider, weights, kind)
        if found is not None and found.score >= HEADLINE_FAR:
            seen, headline = wider, found
    if given:
        at = _said(units, inside, given)
        if at is not None:
            headline = Pick(at, 1.0, "hint: the headline that is given")
        elif headline is not None and inside[headline.unit]:
            headline = None  # the first paragraph
    elif headline is not None:
        headline = replace(headline, unit=titles.nearest(units, headline, claims))
    at = headline.unit if headline else None
    sure = kind == "text" and headline is not None and headline.score >= pick_headline.SURE_HEADLINE[kind]
    inside = inside if at is None else below_headline(units, inside, at, sure=sure)
    published, modified = pick_dates.dates(seen, weights, kind, at)
    taken = {p.unit for p in (headline,) if p is not None}
    head = at if headline is not None and headline.score >= HEADLINE_HEADS else None
    by = writers.bylines_of(seen, weights, kind, at, head, taken, published)
    published = far_days.told(seen, stamps.by_place(seen, at, published, by))
    standfirst = pick_standfirst.standfirst(seen, weights, kind, at, taken)
    if at is None and standfirst is not None and inside[standfirst.unit]:
        standfirst = None  # nothing stands above it: the first paragraph
    if at is not None:
        marks = [p.unit for p in (*by, published, modified) if p is not None]
        marks += layout.opened_bylines(units, at)
        marks = [i for i in marks if sum(inside[at + 1 : i]) <= HEADED]  # a name behind the text is no line of the head
        standfirst = pick_standfirst.by_order(seen, inside, at, marks, standfirst)
        if standfirst is None and kind == "html":
            standfirst = named.standfirst(units, inside, at)
        if standfirst is None:
            standfirst = layout.lead(units, inside, at)
        if not by and kind == "html":
            by = named.bylines(units, inside, at)
    if dump.format in ENTRIES:
        standfirst, inside = _stated_above(seen, inside, claims, standfirst)
    if not by and viewed is not None and viewed.byline is not None and heads.byline_names(units, viewed.byline):
        by = (Pick(viewed.byline, writers.LINKED, reader_view.RULE),)
    by = by or writers.signed(seen, inside, weights, kind, at)
    by = by or writers.edited(seen, weights, kind, at, taken, published)
    kept = heads.kept_date(seen)
    return replace(
        bare,
        inside=inside,
        headline=headline,
        standfirst=standfirst,
        published=published,
        modified=modified,
        bylines=tuple(p for p in by if standfirst is None or p.unit != standfirst.unit),
        retrieved=DatePick(*kept, 1.0, "said to be the day on which the page was kept") if kept else None,
    )


def below_headline(units: Sequence[Unit], inside: tuple[bool, ...], headline: int, *, sure: bool) -> tuple[bool, ...]:
    """``inside`` without the lines above the headline, where none of them is a sentence: they name its section.

    Above a ``sure`` headline paragraphs leave, too, if other lines part them from it and more stands below it: teasers
    and what a page says beside its articles.
    """
    above = [i for i in range(headline) if inside[i]]
    if not above or not any(inside[headline:]):
        return inside
    if any(ends_sentence(units[i].text) or len(units[i].text) > SHORT for i in above):
        told = sum(len(unit.text) for unit, flag in zip(units[headline:], inside[headline:], strict=True) if flag)
        parted = PARTED < headline - above[-1] <= FARTHEST
        if not (sure and parted and told >= sum(len(units[i].text) for i in above)):
            return inside
    return (*(False for _ in range(headline)), *inside[headline:])


def _stated_above(
    seen: Scene, inside: Sequence[bool], claims: Sequence[Claim], ranked: Pick | None
) -> tuple[Pick | None, tuple[bool, ...]]:
    """The summary that an entry states beside its content, and what is inside without it."""
    said = {fold(claim.value) for claim in claims if claim.field == "standfirst"}
    at = next((i for i, unit in enumerate(seen.units[: seen.end]) if unit.folded in said), None)
    if at is None or not any(inside[at + 1 :]):
        return ranked, tuple(inside)
    return Pick(at, 1.0, "the entry's summary"), tuple(flag and i != at for i, flag in enumerate(inside))


def _spread(some: Sequence[T], places: Sequence[int], size: int, empty: T) -> list[T]:
    """``some`` at its ``places`` among ``size``, and ``empty`` elsewhere."""
    out = [empty] * size
    for i, value in zip(places, some, strict=True):
        out[i] = value
    return out


def _outside(seen: Scene, away: frozenset[int]) -> Scene:
    """``seen`` without the candidates that stand in a box."""
    if not away:
        return seen
    return replace(
        seen,
        dated={i: found for i, found in seen.dated.items() if i not in away},
        window=tuple(i for i in seen.window if i not in away),
        common={i: place for i, place in seen.common.items() if i not in away},
    )


def _said(units: Sequence[Unit], inside: Sequence[bool], given: str) -> int | None:
    """The unit that says the headline of a hint: the last one before the story's text, if there is any."""
    first = inside.index(True) if any(inside) else len(units)
    found = [i for i, unit in enumerate(units) if i <= first + 1 and layout.says(unit, given)]
    return found[-1] if found else None
