"""Judging: from units to the decisions about each article in a dump.

Two judgements of every unit by forests (the second sees the first's scores around it) and one by a network over the
whole sequence, whose mean decides; then one ranking of candidates for each of headline, date, byline and standfirst.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, pairwise
from typing import TypeVar

from msgspec import structs

from dateline.extract.body import about, elsewhere, layout, mend, named
from dateline.extract.features import alone, matrix
from dateline.extract.features.again import Said
from dateline.extract.head import headlines, heads, stamps, titles, trails, writers
from dateline.extract.head.scene import Scene, far_above, scene
from dateline.extract.judging import split, told
from dateline.extract.lines import boxes, windows
from dateline.extract.lines.spoken import Spoken, vocabulary
from dateline.extract.lines.units import Unit
from dateline.extract.models import decode, memory
from dateline.extract.models.weights import Weights
from dateline.extract.reading import DatePick, Pick, Reading
from dateline.extract.recognisers import bylines
from dateline.extract.recognisers.captions import split_credit
from dateline.extract.words.arrays import Floats
from dateline.extract.words.language import detect
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import CLOSING, ends_sentence, fold, words
from dateline.model import DOCUMENTS, ENTRIES, EXPORTS, Claim, Dump

T = TypeVar("T")

# Least scores of the best candidate of each field.
HEADLINE = {"html": 0.05, "text": 0.12}  # of copied text it is a share, and some copies have no headline
SURE_HEADLINE = {"html": 0.6, "text": 0.8}  # below, a trail of sections is none, and places count
DOUBTFUL_HEADLINE = 0.32  # for a line of the masthead: one that stands above the byline is likelier
HEADLINE_DECK = 0.6  # of the best score, for a line right above it where a byline follows: a headline and its deck
HEADLINE_PICTURED = 0.4  # the same where a caption follows
SURE_SENTENCE = 0.7  # for the first sentence of a dump to be its headline rather than its first paragraph
SENTENCE = 10  # words of such a sentence
STANDFIRST = 0.1
SURE_STANDFIRST = 0.25  # for a paragraph of the text to be the standfirst
SURE_IN_BRIEF = 0.6  # the same where few paragraphs follow: a brief report has no standfirst
BRIEF = 3  # paragraphs
HEADED = 2  # paragraphs between the headline and a byline that stands above the text, one being the standfirst
STAMPED = 80  # characters of a line that tells the day of publication and little else
OPENS_TEXT = {"text": 0.24, "html": 0.34}  # from this score on a standfirst reads like the first part of the text
_ITEM = "• "
HEADLINE_FAR = 0.5  # for one that stands farther above the story than others are looked for
HEADLINE_HEADS = 0.5  # for bylines to be looked for no farther above it than they stand above one
HEADLINE_FAINT = 0.01  # for a headline that is doubted, right above what is known of the head
FAINT_SHARE = 0.045  # the same where none reads like it, in copied text
OPENS_QUOTATION = ("«", "“", "„", "»", "‘", '"', "「", "『", "《")
DATE_LINE = 60  # characters of a line that says when the text was published
BYLINE_LONG = 120  # characters of a byline with its author's post
MASTHEAD = 3  # units at a dump's top that name the outlet rather than an author
SHARED = ("text",)  # the kinds whose headlines are learned as an order of candidates
LEAST_ODDS = 1e-12
DATE = 0.15
DATE_OF_PICTURE = 0.7  # what the day in a caption counts at most: it is never sure
OPENS_DATE = 0.1  # of a line that begins as those that tell when a text was published
SHORT = 60  # characters of a line that may name a section
CLOSE = 2  # units from it, or behind the text, in which a line says the day of publication
UPDATED = 6  # units from the day of publication in which that of an update stands
SENT = 0.3  # for the date of an article in a mail, which tells its own day too
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
    whole = shown = units
    if dump.format in DOCUMENTS | EXPORTS:  # a copy is no page, whatever it was pasted into
        units = tuple(_unmarked(dump, unit) for unit in whole)
        shown = tuple(map(_as_copied, units, whole))
    kind = _kind(units)
    spoken = Spoken.of(shown) if len(shown) <= windows.UNITS else None  # of more, window by window
    away = boxes.boxed(units, spoken.vocabulary if spoken is not None else vocabulary(shown))
    measured = shown is whole and not away
    rest = [i for i in range(len(units)) if i not in away]
    left = [shown[i] for i in rest]
    spoken = Spoken.of(left) if spoken is not None and away else spoken
    marks = split.Marks(left) if kind == "text" else None
    tells = about.telling(spoken) if spoken is not None else _telling(left)
    judged, flagged = _judged(left, [repeats[i] for i in rest], weights, marks, spoken, tells)
    scores, ranked = (_spread(some, rest, len(units), 0.0) for some in judged[:2])
    rows = judged[2] if measured else None
    decoded, plain, inside = (tuple(_spread(some, rest, len(units), False)) for some in flagged)
    if dump.format in ENTRIES and not any(inside):
        inside = mend.entry(units)
    given = dump.hints.get("title") or ""
    if given and not any(layout.says(unit, given) for unit in units):
        inside = mend.opening(units, inside)
    language = detect(" ".join(u.text for u, flag in zip(units, inside, strict=True) if flag))
    edges = _edges(marks if marks is None or measured else split.Marks(whole), inside)
    reasons = tuple(
        boxes.REASON if i in away else memory.REASON if before and share and not flag else _REASONS[flag, after]
        for i, (flag, after, before, share) in enumerate(zip(inside, decoded, plain, repeats, strict=True))
    )
    several = len(edges) > 2
    out = []
    for first, last in pairwise(edges):
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
        out.append(replace(picked, units=whole[own]))
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
    headline = _headline(seen, weights, kind)
    if (headline is None or headline.score < SURE_HEADLINE[kind]) and (far := far_above(seen)):
        wider = _outside(look(scores=ranked, claims=claims, far=far), boxed)
        found = _headline(wider, weights, kind)
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
    inside = inside if at is None else _below(units, inside, at)
    published, modified = _dates(seen, weights, kind, at)
    taken = {p.unit for p in (headline,) if p is not None}
    head = at if headline is not None and headline.score >= HEADLINE_HEADS else None
    by = writers.bylines_of(seen, weights, kind, at, head, taken, published)
    published = stamps.by_place(seen, at, published, by)
    standfirst = _standfirst(seen, weights, kind, at, taken)
    if at is None and standfirst is not None and inside[standfirst.unit]:
        standfirst = None  # nothing stands above it: the first paragraph
    if at is not None:
        marks = [p.unit for p in (*by, published, modified) if p is not None]
        marks += layout.opened_bylines(units, at)
        marks = [i for i in marks if sum(inside[at + 1 : i]) <= HEADED]  # a name behind the text is no line of the head
        standfirst = _by_order(seen, inside, at, marks, standfirst)
        if standfirst is None and kind == "html":
            standfirst = named.standfirst(units, inside, at)
        if standfirst is None:
            standfirst = layout.lead(units, inside, at)
        if not by and kind == "html":
            by = named.bylines(units, inside, at)
    if dump.format in ENTRIES:
        standfirst, inside = _stated_above(seen, inside, claims, standfirst)
    by = by or writers.signed(seen, inside, weights, kind, at)
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


def _below(units: Sequence[Unit], inside: tuple[bool, ...], headline: int) -> tuple[bool, ...]:
    """``inside`` without the lines above the headline, where none of them is a sentence: they name its section."""
    above = [i for i in range(headline) if inside[i]]
    if (
        not above
        or not any(inside[headline:])
        or any(ends_sentence(units[i].text) or len(units[i].text) > SHORT for i in above)
    ):
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


Scores = tuple[list[float], list[float], Floats | None]
"""Of every unit what forest and network say together; what the forest says, which the rankings were trained on; and its
own measures (units, ``alone.OWN``), but for very long dumps."""

Flags = tuple[Sequence[bool], Sequence[bool], Sequence[bool]]
"""Of every unit whether it is the story: as decoded, as layout mends that, and with what the outlet's memory says."""


def _judged(
    units: Sequence[Unit],
    repeats: Sequence[int],
    weights: Weights,
    marks: split.Marks | None,
    spoken: Spoken | None,
    tells: about.Telling,
) -> tuple[Scores, Flags]:
    """``marks`` are what may part articles, ``spoken`` the units' words, if these are known.

    ``tells`` is what the units say of the page.
    """
    scores, ranked, own, decoded = _scores(units, weights, marks, spoken)
    inside = plain = _mended(units, scores, decoded, marks, tells)
    if any(flag and share for flag, share in zip(plain, repeats, strict=True)):
        scores, ranked = (memory.adjusted(units, some, repeats) for some in (scores, ranked))
        decoded = decode.inside(units, scores)
        kept = memory.kept(scores, repeats)
        inside = tuple(map(operator.and_, _mended(units, scores, decoded, marks, tells), kept))
    return (scores, ranked, own), (decoded, plain, inside)


def _edges(marks: split.Marks | None, inside: Sequence[bool]) -> list[int]:
    """The first unit of each article, then the number of units; a saved page, which has no marks, is one article."""
    return marks.edges(inside) if marks is not None else [0, len(inside)]


def _telling(units: Sequence[Unit]) -> about.Telling:
    """What is said of the page in a very long dump."""
    out = {}
    for window in windows.windows(len(units)):
        found = about.telling(Spoken.of(units[window]))
        out.update({window.start + i: kinds for i, kinds in found.items()})
    return out


def _spread(some: Sequence[T], places: Sequence[int], size: int, empty: T) -> list[T]:
    """``some`` at its ``places`` among ``size``, and ``empty`` elsewhere."""
    out = [empty] * size
    for i, value in zip(places, some, strict=True):
        out[i] = value
    return out


def _scores(
    units: Sequence[Unit], weights: Weights, marks: split.Marks | None, spoken: Spoken | None
) -> tuple[list[float], list[float], Floats | None, tuple[bool, ...]]:
    """The scores and measures of all units, and what they say is the story.

    Where a mark parts several articles, each is judged without the others.
    """
    scores = judge(units, weights, spoken)
    decoded = decode.inside(units, scores[0])
    edges = _edges(marks, decoded)
    if len(edges) > 2:
        scores = _joined(judge(units[first:last], weights) for first, last in pairwise(edges))
        decoded = decode.inside(units, scores[0])
    return *scores, decoded


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


def _joined(parts: Iterable[Scores]) -> Scores:
    both, forest, _ = zip(*parts, strict=True)
    return [*chain.from_iterable(both)], [*chain.from_iterable(forest)], None


def _mended(
    units: Sequence[Unit],
    scores: Sequence[float],
    decoded: Sequence[bool],
    marks: split.Marks | None,
    tells: about.Telling,
) -> tuple[bool, ...]:
    """What layout makes of the model's decision, article by article where a mark parts several.

    ``tells`` is what the units say of the page.
    """
    edges = _edges(marks, decoded)
    away = {
        first + i
        for first, last in pairwise(edges)
        for i in elsewhere.elsewhere(units[first:last], scores[first:last], decoded[first:last], tells, first)
    }
    mended = mend.story(units, scores, [flag and i not in away for i, flag in enumerate(decoded)])
    return tuple(flag and i not in away for i, flag in enumerate(mended))


def _unmarked(dump: Dump, unit: Unit) -> Unit:
    """A unit without its markup, and without the number that the document prints in front of it."""
    text = unit.bare
    return structs.replace(
        unit, text=text, folded=unit.folded if text == unit.text else fold(text), markup=None, cells=_row(dump, unit)
    )


def _as_copied(bare: Unit, unit: Unit) -> Unit:
    """A unit as it would stand in a copied text: behind its number, or an item of a list behind its sign."""
    if unit.markup is not None and unit.markup.label:
        return structs.replace(bare, text=unit.text, folded=unit.folded)
    listed = unit.markup is not None and unit.markup.list_depth
    return structs.replace(bare, text=f"{_ITEM}{bare.text}", folded=f"{_ITEM}{bare.folded}") if listed else bare


def _row(dump: Dump, unit: Unit) -> tuple[str, ...]:
    """The cells of a table's row in a document, whose text has tabs between them."""
    if unit.markup is None or not unit.markup.cell:
        return unit.cells
    line = dump.lines[unit.lines[0]]
    return tuple(" ".join(cell.split()) for cell in dump.text[line.start : line.end].split("\t"))


def _kind(units: Sequence[Unit]) -> str:
    return "html" if units and units[0].markup is not None else "text"


def judge(units: Sequence[Unit], weights: Weights, spoken: Spoken | None = None) -> Scores:
    """The scores of all units, and their words if these are known; a very long dump is judged window by window."""
    if spoken is not None and 0 < len(units) <= windows.UNITS:
        return _judge(units, weights, spoken)
    parts = [_judge(units[window], weights, Spoken.of(units[window])) for window in windows.windows(len(units))]
    return _joined(parts) if parts else ([], [], None)


def _judge(units: Sequence[Unit], weights: Weights, spoken: Spoken) -> Scores:
    kind = _kind(units)
    heavy = matrix.weights(units)
    own = matrix.own(units, heavy, weights.lexicon, spoken)
    rows = matrix.first(units, heavy, own)
    first = weights.forests[f"{kind}.first"].scores(rows)
    second = weights.forests[f"{kind}.second"].scores(matrix.second(units, heavy, rows, first, spoken))
    return weights.nets[kind].judged(own, units, spoken, second), second, own[:, : alone.OWN]


def _headline(seen: Scene, weights: Weights, kind: str) -> Pick | None:
    candidates = headlines.candidates(seen)
    scores = weights.forests[f"{kind}.headline"].scores(heads.headline_rows(seen, candidates))
    if kind in SHARED:
        scores = _shares(seen.units, candidates, scores)
    if not scores or max(scores) < HEADLINE[kind]:
        return _faint_headline(seen, candidates, scores, FAINT_SHARE if kind in SHARED else HEADLINE_FAINT)
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    if kind in SHARED and scores[best] < DOUBTFUL_HEADLINE and candidates[best] > seen.begin:
        return _faint_headline(seen, candidates, scores, FAINT_SHARE)  # a heading in a text without a headline
    rest = [k for k in range(len(scores)) if scores[k] >= HEADLINE[kind] and k != best]
    if scores[best] < SURE_HEADLINE[kind] and layout.is_trail(seen.units[candidates[best]].text):
        best = max(rest or [best], key=lambda k: (scores[k], -k))
    elif scores[best] < SURE_HEADLINE[kind]:
        best = _by_place(seen, candidates, scores, best)
    if scores[best] < SURE_SENTENCE and _opens_text(seen, candidates[best]):
        return None
    unit = layout.bare(seen.units, candidates[best], candidates)
    if scores[best] < SURE_HEADLINE[kind] or layout.is_trail(seen.units[unit].text):
        unit = layout.longer(seen.units, unit, candidates)
    if kind == "text":
        unit = trails.headline_below(seen.units, unit, candidates, seen.begin)
    return Pick(unit, scores[best], "model: reads like the headline")


def _shares(units: Sequence[Unit], candidates: Sequence[int], scores: Sequence[float]) -> list[float]:
    """The share of each candidate in the odds of all and of none; lines that say the same count once."""
    odds = [score / max(1.0 - score, LEAST_ODDS) for score in scores]
    said: dict[str, float] = {}
    for i, value in zip(candidates, odds, strict=True):
        said[units[i].folded] = max(value, said.get(units[i].folded, 0.0))
    everything = 1.0 + sum(said.values())
    return [value / everything for value in odds]


def _said(units: Sequence[Unit], inside: Sequence[bool], given: str) -> int | None:
    """The unit that says the headline of a hint: the last one before the story's text, if there is any."""
    first = inside.index(True) if any(inside) else len(units)
    found = [i for i, unit in enumerate(units) if i <= first + 1 and layout.says(unit, given)]
    return found[-1] if found else None


def _by_place(seen: Scene, candidates: Sequence[int], scores: Sequence[float], best: int) -> int:
    """Which of doubtful candidates is the headline: no line of the masthead, and the upper one of two neighbours."""
    if scores[best] < DOUBTFUL_HEADLINE and candidates[best] < MASTHEAD:
        lower = [
            k
            for k, i in enumerate(candidates)
            if i > candidates[best] and i not in seen.dated and scores[k] >= HEADLINE_FAINT
            if _above_byline(seen, i) or (i - 1 in seen.dated and scores[k] >= HEADLINE_DECK * scores[best])
        ]
        best = max(lower, default=best, key=scores.__getitem__)
    if scores[best] < DOUBTFUL_HEADLINE and layout.is_live(seen.units):  # what happened last is no headline of the day
        alike = [
            k for k, i in enumerate(candidates) if scores[k] >= HEADLINE_DECK * scores[best] and i not in seen.dated
        ]
        best = min(alike, default=best, key=candidates.__getitem__)
    at = candidates[best]
    above = [k for k, i in enumerate(candidates) if i == at - 1 and i not in seen.dated]
    below = seen.units[at + 1].text if at + 1 < len(seen.units) else ""
    deck = len(below) < BYLINE_LONG and bylines.has_opening(below)
    if above and at + 1 in seen.dated and len(below) < DATE_LINE:  # what somebody says, and below it who that is
        deck = seen.units[at - 1].text[:1] in OPENS_QUOTATION
    elif above and all(split_credit(below)):  # a picture's description, right above its caption
        return above[0] if scores[above[0]] >= HEADLINE_PICTURED * scores[best] else best
    return above[0] if above and deck and scores[above[0]] >= HEADLINE_DECK * scores[best] else best


def _above_byline(seen: Scene, i: int) -> bool:
    return layout.opened_bylines(seen.units, i)[:1] in ([i + 1], [i + 2])


def _opens_text(seen: Scene, i: int) -> bool:
    """Whether a unit is a whole sentence of the text, and the first: where only a part of a page was copied."""
    sentence = seen.units[i].text.rstrip(CLOSING)[-1:] in ".!。" and len(words(seen.units[i].folded)) >= SENTENCE
    return sentence and seen.scores[i] > decode.INSIDE and not any(k < i for k in seen.common)


def _h1(unit: Unit) -> bool:
    return unit.markup is not None and unit.markup.heading == 1


def _faint_headline(seen: Scene, candidates: Sequence[int], scores: Sequence[float], least: float) -> Pick | None:
    """Where no line reads like the headline: the likeliest before the story that is no caption printed twice."""
    rest = [
        (score, -i)
        for score, i in zip(scores, candidates, strict=True)
        if score >= least and (i < seen.begin or _h1(seen.units[i])) and not layout.doubled(seen.units, i)
    ]
    if not rest:
        above = [i for i in candidates if i < seen.begin and _above_byline(seen, i)]
        return Pick(above[-1], HEADLINE_FAINT, "layout: above the byline") if above else None
    score, at = max(rest)
    return Pick(-at, score, "model: the likeliest headline, if any")


def _standfirst(seen: Scene, weights: Weights, kind: str, headline: int | None, taken: set[int]) -> Pick | None:
    candidates = [i for i in heads.standfirst_candidates(seen, headline) if i not in taken]
    scores = weights.forests[f"{kind}.standfirst"].scores(heads.standfirst_rows(seen, candidates, headline))
    if not scores or max(scores) < STANDFIRST:
        return None
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    unit = candidates[best]
    rule = "model: reads like the standfirst"
    return Pick(unit, scores[best], f"{rule}, and opens the text" if seen.scores[unit] > OPENS_TEXT[kind] else rule)


def _by_order(
    seen: Scene, inside: Sequence[bool], headline: int, marks: Sequence[int], ranked: Pick | None
) -> Pick | None:
    """The standfirst by the order of lines, unless the ranked one is sure."""
    behind = [i for i in marks if i > headline]
    if ranked is not None:
        apart = ranked.unit < min(behind, default=ranked.unit if inside[ranked.unit] else len(seen.units))
        brief = sum(inside[ranked.unit + 1 : seen.end]) < BRIEF
        if ranked.score >= (SURE_IN_BRIEF if brief else SURE_STANDFIRST) or apart:
            return ranked
    found = layout.standfirst(seen.units, headline, marks)
    if found is None and ranked is not None:
        return None if inside[ranked.unit] and ranked.unit > headline else ranked  # the text's first paragraph
    return found


def _dates(seen: Scene, weights: Weights, kind: str, headline: int | None) -> tuple[DatePick | None, DatePick | None]:
    candidates = heads.date_candidates(seen)
    rows = heads.date_rows(seen, candidates, headline)
    scores = weights.forests[f"{kind}.date"].scores(rows)
    if not scores or max(scores) < DATE:
        alone = heads.month_alone(seen, headline) if headline is not None else None
        return (DatePick(*alone, DATE, "layout: a month below the headline", False) if alone else None), None
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    best = _beside_picture(seen, candidates, scores, best)
    best = _printed_below(seen, candidates, scores, best)
    best = _earlier(seen, candidates, _first_printed(seen, candidates, best))
    i, k = candidates[best]
    score = min(scores[best], DATE_OF_PICTURE) if _captioned(seen, i) else scores[best]
    published = DatePick(
        i, seen.dated[i][k], score, "model: reads like the date of publication", heads.says_updated(seen, (i, k))
    )
    modified = None
    for at in candidates:
        updated = heads.says_updated(seen, at) or (
            heads.beside(seen, (i, k), at) and _day(seen, at) > _day(seen, (i, k))
        )
        near = abs(at[0] - i) <= UPDATED or (headline is not None and headline < at[0] < seen.begin)
        if at != candidates[best] and updated and near and _day(seen, at) >= _day(seen, (i, k)):
            modified = DatePick(at[0], seen.dated[at[0]][at[1]], 0.8, "said to be an update")
            break
    return published, modified


def _beside_picture(seen: Scene, candidates: Sequence[tuple[int, int]], scores: Sequence[float], best: int) -> int:
    """The likeliest date that a line says to be the publication's or an update's, if a picture's caption has the best.

    A caption tells the day on which the picture was taken.
    """
    if not _captioned(seen, candidates[best][0]):
        return best
    said = [
        k
        for k, at in enumerate(candidates)
        if at[0] < seen.begin
        and not _captioned(seen, at[0])
        and (heads.says_published(seen, at) or heads.says_updated(seen, at))
    ]
    return max(said, key=lambda k: (scores[k], -k), default=best)


def _captioned(seen: Scene, i: int) -> bool:
    """Whether a unit is a caption: with its credit, or printed twice."""
    if all(split_credit(seen.units[i].text)):
        return True
    found = phrases().match(seen.units[i].folded)
    told = max(found.get("published", 0.0), found.get("updated", 0.0)) >= OPENS_DATE
    return layout.doubled(seen.units, i) and not told and not stamps.alone(seen, i)


def _printed_below(seen: Scene, candidates: Sequence[tuple[int, int]], scores: Sequence[float], best: int) -> int:
    """The likeliest date that the article prints itself, if the best one is the day on which a mail was sent.

    Where it prints none, the last of the days above it on which a mail was sent: it was forwarded on the others.
    """
    sent = [k for k, (i, _) in enumerate(candidates) if "mail_header" in phrases().match(seen.units[i].folded)]
    if best not in sent:
        return best
    own = [k for k in range(len(candidates)) if k not in sent and scores[k] >= SENT and candidates[k][0] < seen.end]
    above = [k for k in sent if candidates[k][0] < seen.begin]
    return max(own, key=lambda k: (scores[k], -k), default=max(above, default=best))


def _first_printed(seen: Scene, candidates: Sequence[tuple[int, int]], best: int) -> int:
    """The date that a line with an update says to be that of the publication, if the best one is the update's."""
    i, k = candidates[best]
    if not heads.says_updated(seen, (i, k)):
        return _said_published(seen, candidates, best)
    day = _day(seen, (i, k))
    for n, at in enumerate(candidates):
        behind = seen.end <= at[0] < seen.end + CLOSE
        near = (abs(at[0] - i) <= CLOSE or behind) and not _captioned(seen, at[0])
        beside = at[0] == i or (near and heads.says_published(seen, at))
        if beside and _day(seen, at) <= day and not heads.says_updated(seen, at):
            return n
    return best


def _said_published(seen: Scene, candidates: Sequence[tuple[int, int]], best: int) -> int:
    """An earlier day right below that a line says to be that of publication: "First published on Wed 6 Jan 2021"."""
    at = candidates[best]
    if heads.says_published(seen, at):
        return best
    below = (
        n
        for n, other in enumerate(candidates)
        if 0 < other[0] - at[0] <= HEADED
        and len(seen.units[other[0]].text) <= STAMPED
        and heads.says_published(seen, other)
        and _day(seen, other) < _day(seen, at)
    )
    return next(below, best)


def _earlier(seen: Scene, candidates: Sequence[tuple[int, int]], best: int) -> int:
    """Of two days that a line prints side by side without a word the earlier one: the other is that of an update."""
    beside = [n for n, at in enumerate(candidates) if heads.beside(seen, candidates[best], at)]
    return min([best, *beside], key=lambda n: _day(seen, candidates[n]))


def _day(seen: Scene, at: tuple[int, int]) -> int:
    return heads.ordinal(seen.dated[at[0]][at[1]])
