"""What is measured of the units at a story's head, for the rankings of headline, date, byline and standfirst.

The measures are of the unit's own shape and words, of its neighbours, of its place by the story, and of what other
units say again. They do not depend on those of the line model: the one is trained without the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.extract.body import about
from dateline.extract.features.again import Said
from dateline.extract.features.alone import (
    AT_BLANK_AFTER,
    AT_BLANK_BEFORE,
    AT_CLOCK,
    AT_COMMAS,
    AT_FUNCTION,
    AT_KINDS,
    AT_LINES,
    AT_QUOTES,
    AT_START,
    AT_WEIGHT,
    AT_WIDE,
    AT_YEAR,
    KINDS,
    LONG,
    Row,
    best_run,
    content,
    shape,
    weight,
)
from dateline.extract.lines.spoken import BRIEF, PARTED, SAYING, SHORT, TELLING, UNSPACED, Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.recognisers import openings
from dateline.extract.recognisers.captions import split_credit
from dateline.extract.recognisers.dates import FoundDate, find_dates
from dateline.extract.words.arrays import Floats, numpy, running
from dateline.extract.words.phrases import load_table
from dateline.extract.words.text import MEASURED, ends_sentence, fold, words
from dateline.model import Claim, Markup

_CLOSE = 30  # units before the story that are all looked at
_BEFORE = 45  # and among which such are as tell something of it
_FARTHEST = 250  # where a headline is looked for that is not sure among those
_COMMON, _SHARE = 3, 0.3  # words of the story's that it says, at least, and their share of its words
_LONGEST = 320  # its characters at most
_UP, _DOWN = 2, 6  # units around it that are looked at with it
_LEAD = 4  # units at its beginning
_FIRST = 3  # likely units of the story that open it
_TELLS = 2  # of these a line says that is looked at among those
_BESIDE_IT = (1, 2)  # units above and below such a line that are looked at with it
_TOP = 12  # units of an article among which such lines are looked for wherever its story is
_AFTER = 8  # units after its beginning, and after its end
_SHORT = 90  # characters of a line that may tell author or date alone
_DATE_LENGTH = 220
_DAY_AND_YEAR = re.compile(r"\d\D*\d\D*\d")  # digits that these have, at least
_OPENS_DAY = re.compile(r"\d{1,2}\D{1,16}(?:19|20)\d\d")
_LIKELY = 0.5
_QUOTED = 4  # the last kind of a first character that is told apart: a quotation
_AT_KINDS = [AT_KINDS + n for n, kind in enumerate(KINDS) if kind != "correction"]  # of phrases
_ADDRESS = re.compile(r"https?:|www\.|\S@\S")
_ARROWS = tuple(">»›→/")
_TRAIL = re.compile(r"\s[>»›→/]\s|[»›→]")
_TAG_NAMES = "h1 h2 h3 h4 h5 h6 p div span a li time figcaption header section td button"
_TAGS = {tag: number for number, tag in enumerate(_TAG_NAMES.split(), 1)}
_ABOVE = ("article", "main", "aside", "nav", "header", "footer", "form")
_TOLD_TELLING = (0, 3, 7, 11)  # what is told of its words: of the story's, by whom, as whose end, of a title's
_NEAR = (-3, -2, -1, 1, 2, 3)
_BESIDE = 3  # units on each side that these are
_NEIGHBOURS = 4  # units on each side that are compared with one's length
_ABOVE_IT, _BELOW_IT = 6, 3  # units before and behind of which the likeliest counts
_TELLING = (0, 7, 9, 25, 32)  # of a neighbour's shape: length, last character, function words, byline, date


@dataclass(frozen=True, slots=True)
class Scene:
    """A dump's units with what is known of them, and where the story begins and ends."""

    units: Sequence[Unit]
    scores: Sequence[float]
    claims: Sequence[Claim]
    language: str
    begin: int
    end: int
    dated: Mapping[int, tuple[FoundDate, ...]]
    window: tuple[int, ...]  # units before and shortly after the story's beginning
    common: Mapping[int, int]  # the units that may be candidates, and their places in the rows
    rows: Floats  # measures of these: (units, measures)
    telling: Floats  # those by which candidates for the headline are set beside each other
    core: frozenset[str]  # content words of the story
    lead: frozenset[str]  # and of its first units
    last: Mapping[str, int]  # the last unit, of those that are likely and before its end, that has a word
    times: Mapping[str, int]  # how many units have a text
    tells: about.Telling | None  # what units say of the page, where that is known


def scene(
    units: Sequence[Unit],
    scores: Sequence[float],
    claims: Sequence[Claim],
    language: str,
    far: Sequence[int] = (),
    own: Floats | None = None,
    said: Said | None = None,
    tells: about.Telling | None = None,
) -> Scene:
    """Measure the surroundings of the story in the units of an article, and what stands ``far`` above it.

    ``own`` are the units' own measures, where these are known (``alone.own``), ``said`` what they say, and ``tells``
    what they say of the page.
    """
    said = said or Said(units)
    heavy = [weight(u.text) for u in units]
    begin, end = best_run(scores, heavy)
    if begin == end and units:  # nothing is likely: the likeliest unit stands for the story
        begin = max(range(len(units)), key=lambda i: (scores[i] * min(heavy[i], 4 * LONG), -i))
        end = begin + 1
    above = {*range(min(_TOP, begin)), *range(max(0, begin - _BEFORE), begin)}
    opening = range(begin, min(len(units), begin + _AFTER))
    tail = range(max(begin, end - 2), min(len(units), end + _AFTER))
    dated = {}
    for i in sorted({*far, *above, *opening, *tail}):
        if found := _days(units[i].text, language):
            dated[i] = found
    likely = [i for i in range(end) if scores[i] > _LIKELY]
    core, lead, last = _story(units, likely, begin, said.spoken)
    window = _above(units, begin, above, core, dated) | {*opening, *far}
    wanted = sorted({*window, *(i for i in tail if i in dated or len(units[i].text) < _SHORT)})
    rows, telling = _common(units, scores, claims, (begin, end), dated, wanted, own, said)
    places = {i: place for place, i in enumerate(wanted)}
    head = tuple(sorted(window))
    return Scene(
        units,
        scores,
        claims,
        language,
        begin,
        end,
        dated,
        head,
        places,
        rows,
        telling,
        core,
        lead,
        last,
        said.times,
        tells,
    )


def _days(text: str, language: str) -> tuple[FoundDate, ...]:
    """The whole days that a brief line tells, or the one with which a longer one opens: "2 May 2017 Jane Doe Topic"."""
    if len(text) > _DATE_LENGTH:
        opens = text[:1].isdigit() and _OPENS_DAY.match(text) is not None and not ends_sentence(text)
        return tuple(d for d in find_dates(text[:_DATE_LENGTH], language)[:1] if d.year and d.day) if opens else ()
    if _DAY_AND_YEAR.search(text) is None:
        return ()
    return tuple(d for d in find_dates(text, language) if d.year and d.day)


def _story(
    units: Sequence[Unit], likely: Sequence[int], begin: int, spoken: Spoken | None
) -> tuple[frozenset[str], frozenset[str], dict[str, int]]:
    """The words of content of the story, which begins with unit ``begin``, and of its first units.

    With them the last of the ``likely`` units that has a word. ``spoken`` are the words of all units, where numbered.
    """
    if spoken is not None and not spoken.any(PARTED):
        return _numbered_story(spoken, likely, begin)
    last: dict[str, int] = {}
    for i in likely:
        last.update(dict.fromkeys(words(units[i].folded), i))
    first = [i for i in likely if i >= begin][:_FIRST]
    if max(last, default="") > UNSPACED:  # such words are made of pairs of characters
        last = {word: i for i in likely for word in content(units[i].folded)}
        lead = frozenset().union(*(content(units[i].folded) for i in first))
    else:
        last = {word: i for word, i in last.items() if len(word) > SHORT}
        lead = frozenset([word for i in first for word in words(units[i].folded) if len(word) > SHORT])
    return frozenset([word for word, i in last.items() if i >= begin]), lead, last


def _numbered_story(
    spoken: Spoken, likely: Sequence[int], begin: int
) -> tuple[frozenset[str], frozenset[str], dict[str, int]]:
    """The same by the numbers of words, none of them of a script that writes no spaces."""
    np = numpy()
    flags = np.zeros(len(spoken.said), dtype=bool)
    flags[[*likely]] = True
    places = (flags[spoken.owners] & spoken.are(TELLING)).nonzero()[0]
    latest = np.full(len(spoken.vocabulary), -1)
    latest[spoken.ids[places]] = spoken.owners[places]  # in the order of the units
    there = (latest >= 0).nonzero()[0]
    last = dict(zip(map(spoken.words.__getitem__, there.tolist()), latest[there].tolist(), strict=True))
    first = [i for i in likely if i >= begin][:_FIRST]
    lead = frozenset([word for i in first for word in spoken.said[i] if len(word) > SHORT])
    return frozenset([word for word, i in last.items() if i >= begin]), lead, last


def _above(
    units: Sequence[Unit],
    begin: int,
    above: AbstractSet[int],
    core: AbstractSet[str],
    dated: Mapping[int, tuple[FoundDate, ...]],
) -> set[int]:
    """The units that may be a story's head: those right above it, and of those farther ``above`` such as tell of it.

    Most pages have a menu above the story, which is as long as the head is short.
    """
    out = {*range(max(0, begin - _CLOSE), begin)}
    for i in above - out:
        text = units[i].text
        if i in dated or (
            len(text) <= _LONGEST and (len(core & content(units[i].folded)) >= _TELLS or openings.has_opening(text))
        ):
            out.update(range(max(0, i - _BESIDE_IT[0]), min(begin, i + 1 + _BESIDE_IT[1])))
    return out


def far_above(seen: Scene) -> list[int]:
    """Units farther above the story than others are looked at, around such as say some of its words.

    A page may put whole texts on subscriptions and players between its head and the story.
    """
    low = seen.begin - _BEFORE
    told = []
    for i in range(max(0, seen.begin - _FARTHEST), max(0, low)):
        if len(seen.units[i].text) <= _LONGEST:
            own = content(seen.units[i].folded)
            if len(own & seen.core) >= max(_COMMON, _SHARE * len(own)):
                told.append(i)
    return sorted({k for i in told for k in range(max(0, i - _UP), min(low, i + _DOWN + 1))})


def shapes(units: Sequence[Unit], own: Floats | None = None) -> Floats:
    """The shape, punctuation, words and phrases of each of some units, at least one: (units, measures).

    ``own`` are their measures as ``features.own`` gives them, where these are known.
    """
    np = numpy()
    if own is None:
        own = shape(units, np.array([weight(unit.text) for unit in units]), Spoken.of(units))
    texts = [unit.text[:MEASURED] for unit in units]
    starts = own[:, AT_START]
    out: Floats = np.column_stack(
        [
            own[:, AT_WEIGHT:AT_START],
            np.where(starts > _QUOTED, 0.0, starts),
            own[:, [AT_FUNCTION, AT_COMMAS]],
            [text.count(". ") + text.count("。") for text in texts],
            own[:, AT_QUOTES],
            [text.count("|") + text.count("•") + text.count("·") for text in texts],
            [len(_TRAIL.findall(text)) if any(map(text.__contains__, _ARROWS)) else 0 for text in texts],
            [text.count(":") for text in texts],
            [bool(("http" in text or "www." in text or "@" in text) and _ADDRESS.search(text)) for text in texts],
            own[:, [AT_YEAR, AT_CLOCK, AT_BLANK_BEFORE, AT_BLANK_AFTER, AT_LINES, AT_WIDE, *_AT_KINDS]],
        ]
    )
    return out


def marked(markup: Markup | None) -> Row:
    """What the markup says of one unit: its element, and what its class names speak of."""
    if markup is None:
        return []
    names = " ".join(markup.names[-8:])
    own = " ".join(markup.names[-2:])
    above = set(markup.tags)
    return [
        float(_TAGS.get(markup.tags[-1], 0)) if markup.tags else 0.0,
        float(_TAGS.get(markup.tags[-2], 0)) if len(markup.tags) > 1 else 0.0,
        float(len(markup.tags)),
        float(markup.heading),
        markup.bold,
        markup.linked,
        float(len(markup.links)),
        float(markup.list_depth),
        float(markup.figure),
        float(markup.hidden),
        *(1.0 if tag in above else 0.0 for tag in _ABOVE),
        *(1.0 if pattern.search(own) else 0.5 if pattern.search(names) else 0.0 for pattern in _names()),
    ]


@cache
def _names() -> tuple[re.Pattern[str], ...]:
    """The patterns of class names, one for each thing that they speak of."""
    return tuple(re.compile("|".join(parts)) for parts in load_table("names")["kinds"].values())


def _common(
    units: Sequence[Unit],
    scores: Sequence[float],
    claims: Sequence[Claim],
    run: tuple[int, int],
    dated: Mapping[int, tuple[FoundDate, ...]],
    wanted: Sequence[int],
    own: Floats | None,
    said: Said,
) -> tuple[Floats, Floats]:
    np = numpy()
    if not wanted:
        none = np.zeros((0, 0))
        return none, none
    begin, end = run
    shares = _shares(units, scores, run, wanted, said.spoken)
    titles = [set(words(fold(c.value))) for c in claims if c.field == "title"]
    leads = [set(words(fold(c.value))) for c in claims if c.field == "standfirst"]
    names = {fold(c.value) for c in claims if c.field == "author"}
    opens = [i for i in wanted if len(units[i].text) < 140 and openings.has_opening(units[i].text)]
    told = []
    for i, shared in zip(wanted, shares, strict=True):
        unit = units[i]
        plain = set(words(unit.folded)) if titles or leads else set()
        told.append(
            [
                *shared,
                *said.again(i),
                said.times[unit.folded],
                1.0 if len(unit.text) < 400 and split_credit(unit.text)[1] else 0.0,
                max(_alike(plain, t) for t in titles) if titles else -1.0,
                max(_alike(plain, t) for t in leads) if leads else -1.0,
                (1.0 if any(n in unit.folded for n in names) else 0.0) if names else -1.0,
            ]
        )
    shown = sorted({k for i in wanted for k in range(i - _BESIDE, i + _BESIDE + 1) if 0 <= k < len(units)})
    shown_shapes = shapes([units[i] for i in shown], own[shown] if own is not None else None)
    at, words_told = np.array(wanted), np.array(told, dtype=float)
    here = np.searchsorted(shown, at)
    marks = [np.array([marked(units[i].markup) for i in wanted])] if units[0].markup is not None else []
    score = np.asarray(scores, dtype=float)
    lengths = np.array([len(unit.text) for unit in units])
    size, likely = running(lengths), running(score > _LIKELY)
    beside = _padded(np.where(score >= _LIKELY, -1, lengths), _NEIGHBOURS, -1)
    above, below = _padded(score, _ABOVE_IT, 0.0), _padded(score, _BELOW_IT, 0.0)
    is_dated = np.zeros(len(units))
    is_dated[[*dated]] = 1.0
    near = np.full((len(units) + 2 * _BESIDE, len(_TELLING) + 2), -1.0)
    near[np.array(shown) + _BESIDE, : len(_TELLING)] = shown_shapes[:, _TELLING]
    near[_BESIDE : _BESIDE + len(units), -2] = score
    near[_BESIDE : _BESIDE + len(units), -1] = is_dated
    rows: Floats = np.column_stack(
        [
            shown_shapes[here],
            *marks,
            words_told[:, 9],
            at / len(units),
            np.log1p(at),
            score[at],
            at - begin,
            at - end,
            (size[begin] - size[np.minimum(at + 1, begin)]) // 20,
            words_told[:, :9],
            _apart(sorted(dated), at),
            _apart(opens, at),
            is_dated[at],
            (beside[at[:, None] + np.arange(2 * _NEIGHBOURS + 1)] > lengths[at][:, None]).sum(axis=1),
            words_told[:, 10:],
            above[at[:, None] + np.arange(_ABOVE_IT)].max(axis=1),
            below[at[:, None] + _BELOW_IT + np.arange(1, _BELOW_IT + 1)].max(axis=1),
            likely[at] - likely[np.maximum(0, at - 30)],
            *(near[at + _BESIDE + step] for step in _NEAR),
        ]
    )
    return rows, np.column_stack([shown_shapes[here, 0], words_told[:, _TOLD_TELLING]])


def _shares(
    units: Sequence[Unit], scores: Sequence[float], run: tuple[int, int], wanted: Sequence[int], spoken: Spoken | None
) -> Sequence[Sequence[float]]:
    """How many of the words of each ``wanted`` unit are the story's, several of its units', and its beginning's.

    ``spoken`` are the words of all units, by which they are counted all at once; a very long dump has none.
    """
    if spoken is None:
        told = _told(units, scores, run)
        bags = [{w for w in words(units[i].folded) if len(w) > BRIEF or w > UNSPACED} for i in wanted]
        return [[len(bag & some) / max(1, len(bag)) for some in told] for bag in bags]
    np = numpy()
    (begin, end), count, size = run, len(units), max(1, len(spoken.vocabulary))
    story, asked = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    story[begin:end] = np.array(scores[begin:end]) > _LIKELY
    asked[[*wanted]] = True
    places = ((story | asked)[spoken.owners] & spoken.are(SAYING)).nonzero()[0]
    ordered = np.sort(spoken.owners[places] * size + spoken.ids[places])
    once = ordered[np.diff(ordered, prepend=-1) != 0]  # each word of a unit
    owner, word = once // size, once % size
    own = story[owner]
    times = np.bincount(word[own], minlength=size)
    first = np.bincount(word[own & (owner < begin + _LEAD)], minlength=size)
    sizes = np.maximum(1, np.bincount(owner, minlength=count))
    shares = [np.bincount(owner[some[word]], minlength=count) / sizes for some in (times > 0, times > 1, first > 0)]
    out: list[list[float]] = np.array(shares)[:, [*wanted]].T.tolist()
    return out


def _told(units: Sequence[Unit], scores: Sequence[float], run: tuple[int, int]) -> tuple[set[str], set[str], set[str]]:
    """The words of the story, those of several of its units, and those of its beginning."""
    begin, end = run
    core: set[str] = set()
    often: set[str] = set()
    lead: set[str] = set()
    for i in range(begin, end):
        if scores[i] > _LIKELY:
            some = {*words(units[i].folded)}
            often |= core & some
            core |= some
            if i < begin + _LEAD:
                lead |= some
    brief = {word for word in core if len(word) <= BRIEF and word <= UNSPACED}
    return core - brief, often - brief, lead - brief


def _padded(values: Any, by: int, filled: float) -> Any:
    """``values`` with so many places more on both sides."""
    np = numpy()
    edge = np.full(by, filled, dtype=values.dtype)
    return np.concatenate([edge, values, edge])


def _apart(places: Sequence[int], at: Any) -> Floats:
    """How many units before and behind each unit ``at`` the next one of ``places`` stands, 30 where none does."""
    np = numpy()
    edges = np.array([-np.inf, *places, np.inf])
    before = at - edges[np.searchsorted(edges, at) - 1]
    behind = edges[np.searchsorted(edges, at, side="right")] - at
    out: Floats = np.column_stack([before, behind])
    out[np.isinf(out)] = 30.0
    return out


def _alike(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
