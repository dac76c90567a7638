"""Candidates for headline, standfirst, byline and date, and what is measured of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.extract import bylines
from dateline.extract.captions import split_credit
from dateline.extract.dates import FoundDate, find_dates
from dateline.extract.features import LONG, Row, best_run, content, weight
from dateline.extract.phrases import phrases
from dateline.extract.text import fold, words
from dateline.extract.units import Unit
from dateline.model import Claim

_BEFORE = 45  # units before the story that are looked at
_AFTER = 8  # units after its beginning, and after its end
_TITLE_WORDS = 50
_DATE_LENGTH = 220
_LIKELY = 0.5
# Places, counted from the end, in the rows that ``_common`` gives.
_CORE_AT, _LONGER_AT, _TITLE_AT = -18, -15, -6


@dataclass(frozen=True, slots=True)
class Scene:
    """A dump's units with what is known of them, and where the story begins and ends."""

    units: Sequence[Unit]
    rows: Sequence[Row]
    scores: Sequence[float]
    claims: Sequence[Claim]
    language: str
    begin: int
    end: int
    dated: dict[int, tuple[FoundDate, ...]]
    window: tuple[int, ...]  # units before and shortly after the story's beginning
    common: dict[int, Row]
    core: frozenset[str]  # content words of the story
    lead: frozenset[str]  # and of its first units


def scene(
    units: Sequence[Unit],
    rows: Sequence[Row],
    scores: Sequence[float],
    claims: Sequence[Claim],
    language: str,
    first: int = 0,
    last: int | None = None,
) -> Scene:
    """Measure the surroundings of the story in the units ``first`` to ``last``."""
    last = len(units) if last is None else last
    heavy = [weight(u.text) for u in units]
    masked = [s if first <= i < last else 0.0 for i, s in enumerate(scores)]
    begin, end = best_run(masked, heavy)
    if begin == end and first < last:  # nothing is likely: the likeliest unit stands for the story
        begin = max(range(first, last), key=lambda i: (masked[i] * min(heavy[i], 4 * LONG), -i))
        end = begin + 1
    begin = max(begin, first)
    low = max(first, begin - _BEFORE)
    around = {*range(first, min(first + 12, last)), *range(low, min(last, begin + _AFTER))}
    window = tuple(sorted(around))
    tail = range(max(begin, end - 2), min(last, end + _AFTER))
    dated = {}
    for i in sorted({*window, *tail}):
        if len(units[i].text) <= _DATE_LENGTH:
            found = tuple(d for d in find_dates(units[i].text, language) if d.year and d.day)
            if found:
                dated[i] = found
    common = _common(units, rows, scores, claims, begin, end, dated, sorted({*window, *tail}))
    story = [content(units[i].folded) for i in range(begin, end) if scores[i] > _LIKELY]
    core = frozenset().union(*story)
    lead = frozenset().union(*story[:3])
    return Scene(units, rows, scores, claims, language, begin, end, dated, window, common, core, lead)


def _common(
    units: Sequence[Unit],
    rows: Sequence[Row],
    scores: Sequence[float],
    claims: Sequence[Claim],
    begin: int,
    end: int,
    dated: dict[int, tuple[FoundDate, ...]],
    wanted: Sequence[int],
) -> dict[int, Row]:
    core: Counter[str] = Counter()
    lead: set[str] = set()
    for i in range(begin, end):
        if scores[i] > 0.5:
            some = {w for w in words(units[i].folded) if len(w) > 2 or w > "\u2e80"}
            core.update(some)
            if i < begin + 4:
                lead |= some
    titles = [set(words(fold(c.value))) for c in claims if c.field == "title"]
    leads = [set(words(fold(c.value))) for c in claims if c.field == "standfirst"]
    names = {fold(c.value) for c in claims if c.field == "author"}
    opens = [i for i in wanted if len(units[i].text) < 140 and bylines.has_opening(units[i].text)]
    texts = [u.folded for u in units]
    everything = "\n".join(texts)
    out: dict[int, Row] = {}
    for i in wanted:
        unit = units[i]
        bag = {w for w in words(unit.folded) if len(w) > 2 or w > "\u2e80"}
        size = max(1, len(bag))
        longer = inside = 0
        if 8 <= len(unit.folded) <= 220:
            if everything.count(unit.folded) > 1:  # one fast search spares most units the slow one
                longer = sum(unit.folded in other for k, other in enumerate(texts) if k != i)
        elif len(unit.folded) < 8:
            longer = -1
        if len(unit.folded) >= 12:
            inside = sum(len(t) >= 8 and t in unit.folded for t in texts[max(0, i - 12) : i + 12]) - 1
        plain = set(words(unit.folded))
        dates_before = [i - k for k in dated if k < i]
        dates_after = [k - i for k in dated if k > i]
        opens_before = [i - k for k in opens if k < i]
        opens_after = [k - i for k in opens if k > i]
        near = [len(units[k].text) for k in range(max(0, i - 4), min(len(units), i + 5)) if scores[k] < 0.5]
        out[i] = [
            *rows[i],
            scores[i],
            float(i - begin),
            float(i - end),
            float(sum(len(units[k].text) for k in range(min(i + 1, begin), begin)) // 20),
            sum(w in core for w in bag) / size,
            sum(core[w] > 1 for w in bag) / size,
            sum(w in lead for w in bag) / size,
            float(longer),
            float(inside),
            float(min(dates_before, default=30)),
            float(min(dates_after, default=30)),
            float(min(opens_before, default=30)),
            float(min(opens_after, default=30)),
            1.0 if i in dated else 0.0,
            float(sum(n > len(unit.text) for n in near)),
            1.0 if len(unit.text) < 400 and split_credit(unit.text)[1] else 0.0,
            max((_alike(plain, t) for t in titles), default=-1.0),
            max((_alike(plain, t) for t in leads), default=-1.0),
            (1.0 if any(n in unit.folded for n in names) else 0.0) if names else -1.0,
            max(scores[max(0, i - 6) : i], default=0.0),
            max(scores[i + 1 : i + 4], default=0.0),
            float(sum(s > 0.5 for s in scores[max(0, i - 30) : i])),
        ]
    return out


def _alike(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def headline_candidates(scene: Scene) -> list[int]:
    """Units that may be the headline."""
    out = []
    for i in scene.window:
        count = len(words(scene.units[i].folded))
        if 1 <= count <= _TITLE_WORDS and 4 <= len(scene.units[i].text) <= 320:
            out.append(i)
    return out


def standfirst_candidates(scene: Scene, headline: int | None) -> list[int]:
    """Units that may be the standfirst."""
    low = scene.begin - 14 if headline is None else headline + 1
    return [
        i for i in scene.window
        if i != headline and low - 6 <= i <= scene.begin + 3 and len(scene.units[i].text) >= 16
    ]  # fmt: skip


def byline_candidates(scene: Scene) -> list[tuple[int, tuple[str, ...]]]:
    """Units that may be a byline, with the names that they would give."""
    out = []
    for i in sorted(scene.common):
        unit = scene.units[i]
        if len(unit.text) <= 260 and "published" not in phrases().match(unit.folded):
            names = bylines.names(bylines.segment(unit.text))
            if names and (len(unit.text) < 90 or bylines.has_opening(bylines.segment(unit.text))):
                out.append((i, names))
    return out


def headline_rows(scene: Scene, candidates: Sequence[int]) -> list[Row]:
    """The measures of the candidates for the headline, each also beside the best of the others."""
    told = {i: [*scene.common[i], *_told(scene, i)] for i in candidates}
    best: list[float] = []
    values: dict[int, list[float]] = {}
    for i in candidates:
        row, extra = scene.common[i], told[i][len(scene.common[i]) :]
        values[i] = [extra[0], extra[1], row[_CORE_AT], row[_LONGER_AT], scene.rows[i][0], row[_TITLE_AT]]
    for column in zip(*values.values(), strict=True):
        best.append(max(column))
    return [told[i] + [value - top for value, top in zip(values[i], best, strict=True)] for i in candidates]


def _told(scene: Scene, i: int) -> list[float]:
    """How many of the story's words the unit says, how many of its beginning's, and how many near it are longer."""
    bag = content(scene.units[i].folded)
    return [
        float(len(bag & scene.core)),
        float(len(bag & scene.lead)),
        float(sum(len(scene.units[k].text) > len(scene.units[i].text) for k in scene.window if abs(k - i) <= 3)),
    ]


def standfirst_row(scene: Scene, i: int, headline: int | None) -> Row:
    """The measures of a candidate for the standfirst."""
    distance = 40.0 if headline is None else float(i - headline)
    return [*scene.common[i], distance]


def byline_row(scene: Scene, i: int, names: tuple[str, ...], headline: int | None) -> Row:
    """The measures of a candidate for the byline."""
    unit = scene.units[i]
    segment = bylines.segment(unit.text)
    first = names[0].split()
    return [
        *scene.common[i],
        40.0 if headline is None else float(i - headline),
        float(len(names)),
        1.0 if bylines.has_opening(segment) else 0.0,
        1.0 if bylines.looks_like_names(unit.text) else 0.0,
        float(len(first)),
        sum(len(n) for n in names) / max(1, len(unit.text)),
        1.0 if segment != unit.text else 0.0,
        sum(w[:1].isupper() for w in first) / max(1, len(first)),
    ]


def date_candidates(scene: Scene) -> list[tuple[int, int]]:
    """All dates near the story's beginning and end: unit, and number of the date within it."""
    return [(i, k) for i in sorted(scene.dated) for k in range(len(scene.dated[i]))]


def date_row(scene: Scene, at: tuple[int, int], headline: int | None) -> Row:
    """The measures of a candidate for the date of publication."""
    i, k = at
    found = scene.dated[i][k]
    unit = scene.units[i]
    everything = [d for some in scene.dated.values() for d in some]
    ordinal = _ordinal(found)
    newest = max(_ordinal(d) for d in everything)
    oldest = min(_ordinal(d) for d in everything)
    before = unit.folded[: found.start]
    kinds = phrases().match(before.lstrip(" |•·-–—:(,")[-60:].lstrip())
    tail = phrases().match(before[max(0, len(before) - 14) :].strip(" |•·-–—:(,")) if before else {}
    prior = phrases().match(scene.units[i - 1].folded) if i else {}
    start = phrases().match(unit.folded)
    same = sum(_ordinal(d) == ordinal for d in everything)
    order = sorted({*scene.dated})
    return [
        *scene.common[i],
        40.0 if headline is None else float(i - headline),
        float(k),
        float(len(scene.dated[i])),
        float(len(everything)),
        float(order.index(i)),
        1.0 if found.time else 0.0,
        1.0 if found.zone else 0.0,
        1.0 if found.swapped else 0.0,
        1.0 if found.short_year else 0.0,
        float(min(newest - ordinal, 4000)),
        float(min(ordinal - oldest, 4000)),
        float(same),
        float(found.start),
        float(len(unit.folded) - found.end),
        max(kinds.get("published", 0.0), tail.get("published", 0.0)),
        max(kinds.get("updated", 0.0), tail.get("updated", 0.0)),
        start.get("published", 0.0),
        start.get("updated", 0.0),
        start.get("legal", 0.0),
        prior.get("published", 0.0),
        prior.get("updated", 0.0),
        1.0 if says_updated(scene, at) else 0.0,
        1.0 if i < scene.begin else 0.0,
        1.0 if i >= scene.end else 0.0,
    ]


def says_updated(scene: Scene, at: tuple[int, int]) -> bool:
    """Whether the date is marked as that of an update ("Updated", "Stand:") rather than of the publication."""
    i, k = at
    unit = scene.units[i]
    found = scene.dated[i][k]
    start = scene.dated[i][k - 1].end if k else 0
    before = unit.folded[start : found.start].strip(" |•·-–—:(,.;")
    for offset in (0, *[m.end() for m in re.finditer(r"\s", before)]):
        kinds = phrases().match(before[offset:])
        if "updated" in kinds and "published" not in kinds:
            return True
    if not before and i and len(scene.units[i - 1].text) < 40 and i - 1 not in scene.dated:
        kinds = phrases().match(scene.units[i - 1].folded)
        return kinds.get("updated", 0.0) > 0.6 and "published" not in kinds
    return False


def _ordinal(found: FoundDate) -> int:
    return found.year * 372 + found.month * 31 + found.day
