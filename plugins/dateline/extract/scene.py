"""What is measured of the units at a story's head, for the rankings of headline, date, byline and standfirst.

The measures are of the unit's own shape and words, of its neighbours, of its place by the story, and of what other
units say again. They do not depend on those of the line model: the one is trained without the other.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import itemgetter

from dateline.extract import bylines, letters
from dateline.extract.arrays import numpy
from dateline.extract.captions import split_credit
from dateline.extract.dates import FoundDate, find_dates
from dateline.extract.features import CLOCK, LONG, YEARS, Row, best_run, content, weight
from dateline.extract.language import common_words
from dateline.extract.letters import Letters
from dateline.extract.phrases import load_table, phrases
from dateline.extract.text import MEASURED, Everything, fold, words
from dateline.extract.units import Unit
from dateline.model import Claim, Markup

_BEFORE = 45  # units before the story that are looked at
_FARTHEST = 250  # where a headline is looked for that is not sure among those
_COMMON, _SHARE = 3, 0.3  # words of the story's that it says, at least, and their share of its words
_LONGEST = 320  # its characters at most
_UP, _DOWN = 2, 6  # units around it that are looked at with it
_TOP = 12  # units of an article that are looked at wherever its story is
_AFTER = 8  # units after its beginning, and after its end
_DATE_LENGTH = 220
_LIKELY = 0.5
_REACH = 12  # units around one in which others may say it again
_QUOTED = 4  # the last kind of a first character that is told apart: a quotation
_LEAST_SAID, _MOST_SAID = 8, 220  # characters of a text that is said again
_KINDS = ("advert", "author_note", "byline", "comments", "credit", "legal", "most_read", "picture", "promo",
          "published", "section", "share", "subscribe", "updated")  # fmt: skip
_NO_KINDS = [0.0] * len(_KINDS)
_ADDRESS = re.compile(r"https?:|www\.|\S@\S")
_ADDRESSED = ("http", "www.", "@")  # one of which stands in an address
_ARROWS = tuple(">»›→/")
_TRAIL = re.compile(r"\s[>»›→/]\s|[»›→]")
_TAG_NAMES = "h1 h2 h3 h4 h5 h6 p div span a li time figcaption header section td button"
_TAGS = {tag: number for number, tag in enumerate(_TAG_NAMES.split(), 1)}
_ABOVE = ("article", "main", "aside", "nav", "header", "footer", "form")
_NEAR = (-3, -2, -1, 1, 2, 3)
_TELLING = (0, 7, 9, 25, 32)  # of a neighbour's shape: length, last character, function words, byline, date
_told = itemgetter(*_TELLING)
_NOTHING = [-1.0] * (len(_TELLING) + 2)


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
    common: Mapping[int, Row]
    telling: Mapping[int, Row]  # measures by which candidates for the headline are set beside each other
    core: frozenset[str]  # content words of the story
    lead: frozenset[str]  # and of its first units
    last: Mapping[str, int]  # the last unit, of those that are likely and before its end, that has a word


def scene(
    units: Sequence[Unit],
    scores: Sequence[float],
    claims: Sequence[Claim],
    language: str,
    far: Sequence[int] = (),
) -> Scene:
    """Measure the surroundings of the story in the units of an article, and what stands ``far`` above it."""
    heavy = [weight(u.text) for u in units]
    begin, end = best_run(scores, heavy)
    if begin == end and units:  # nothing is likely: the likeliest unit stands for the story
        begin = max(range(len(units)), key=lambda i: (scores[i] * min(heavy[i], 4 * LONG), -i))
        end = begin + 1
    low = max(0, begin - _BEFORE)
    around = {*far, *range(min(_TOP, len(units))), *range(low, min(len(units), begin + _AFTER))}
    window = tuple(sorted(around))
    tail = range(max(begin, end - 2), min(len(units), end + _AFTER))
    wanted = sorted({*window, *tail})
    dated = {}
    for i in wanted:
        if len(units[i].text) <= _DATE_LENGTH:
            found = tuple(d for d in find_dates(units[i].text, language) if d.year and d.day)
            if found:
                dated[i] = found
    likely = {i: content(units[i].folded) for i in range(end) if scores[i] > _LIKELY}
    last = {word: i for i, some in likely.items() for word in some}
    story = [some for i, some in likely.items() if i >= begin]
    core = frozenset().union(*story)
    lead = frozenset().union(*story[:3])
    common, telling = _common(units, scores, claims, (begin, end), dated, wanted)
    return Scene(units, scores, claims, language, begin, end, dated, window, common, telling, core, lead, last)


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


def shapes(units: Sequence[Unit]) -> list[Row]:
    """The shape, punctuation, words and phrases of each of some units."""
    if not units:
        return []
    np = numpy()
    seen = Letters.of([u.text[:MEASURED] for u in units])
    size, letters_there = seen.sizes, np.maximum(1.0, seen.count(letters.ALPHA))
    parted = np.maximum(1.0, seen.parted)
    tokens = [words(unit.folded) for unit in units]
    common = common_words().__contains__
    drawn = np.column_stack(
        [
            [sum(map(common, some)) for some in tokens],
            size / parted,
            seen.capital / parted,
            seen.count(letters.UPPER) / letters_there,
            seen.count(letters.DIGIT) / size,
            1.0 - letters_there / size,
            seen.ends,
            np.where(seen.starts > _QUOTED, 0.0, seen.starts),
            seen.count(letters.COMMA),
            seen.count(letters.QUOTE),
            seen.count(letters.WIDE) / size,
            seen.count(letters.MARK),
        ]
    ).tolist()
    return [_shape(unit, some, *row) for unit, some, row in zip(units, tokens, drawn, strict=True)]


def _shape(
    unit: Unit,
    tokens: Sequence[str],
    common: float,
    length: float,
    capital: float,
    upper: float,
    digits: float,
    other: float,
    end: float,
    start: float,
    commas: float,
    quotes: float,
    wide: float,
    marks: float,
) -> Row:
    text = unit.text[:MEASURED]
    found = phrases().match(unit.folded)
    return [
        math.log1p(weight(text)),
        math.log1p(len(tokens)),
        length,
        capital,
        upper,
        digits,
        other,
        end,
        start,
        common / max(1, len(tokens)),
        commas,
        float(text.count(". ") + text.count("。")),
        quotes,
        float(text.count("|") + text.count("•") + text.count("·")),
        float(len(_TRAIL.findall(text))) if any(map(text.__contains__, _ARROWS)) else 0.0,
        float(text.count(":")),
        1.0 if marks and any(map(text.__contains__, _ADDRESSED)) and _ADDRESS.search(text) else 0.0,
        0.0 if YEARS.isdisjoint(tokens) else 1.0,
        1.0 if digits and CLOCK.search(unit.folded) else 0.0,
        float(min(unit.blank_before, 4)),
        float(min(unit.blank_after, 4)),
        float(len(unit.lines)),
        wide,
        *([found.get(kind, 0.0) for kind in _KINDS] if found else _NO_KINDS),
    ]


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
) -> tuple[dict[int, Row], dict[int, Row]]:
    begin, end = run
    core: set[str] = set()
    often: set[str] = set()
    lead: set[str] = set()
    for i in range(begin, end):
        if scores[i] > _LIKELY:
            some = {w for w in words(units[i].folded) if len(w) > 2 or w > "\u2e80"}
            often |= core & some
            core |= some
            if i < begin + 4:
                lead |= some
    titles = [set(words(fold(c.value))) for c in claims if c.field == "title"]
    leads = [set(words(fold(c.value))) for c in claims if c.field == "standfirst"]
    names = {fold(c.value) for c in claims if c.field == "author"}
    opens = [i for i in wanted if len(units[i].text) < 140 and bylines.has_opening(units[i].text)]
    said = _Said(units)
    lengths = [len(unit.text) for unit in units]
    beside = [-1 if score >= _LIKELY else length for length, score in zip(lengths, scores, strict=True)]
    size = [0, *accumulate(lengths)]
    likely = [0, *accumulate(score > _LIKELY for score in scores)]
    shown = [i for i in {k + d for k in wanted for d in (0, *_NEAR)} if 0 <= i < len(units)]
    shape = dict(zip(shown, shapes([units[i] for i in shown]), strict=True))
    sorted_dates = sorted(dated)
    out: dict[int, Row] = {}
    telling: dict[int, Row] = {}
    for i in wanted:
        unit = units[i]
        length = lengths[i]
        plain = set(words(unit.folded))
        bag = {w for w in plain if len(w) > 2 or w > "\u2e80"}
        count = max(1, len(bag))
        again = said.again(i)
        titled = max((_alike(plain, t) for t in titles), default=-1.0)
        told = len(bag & core) / count
        telling[i] = [shape[i][0], told, again[0], again[4], titled]
        row = [
            *shape[i],
            *marked(unit.markup),
            float(said.times[unit.folded]),
            i / len(units),
            math.log1p(i),
            scores[i],
            float(i - begin),
            float(i - end),
            float((size[begin] - size[min(i + 1, begin)]) // 20),
            told,
            len(bag & often) / count,
            len(bag & lead) / count,
            *again,
            *_apart(sorted_dates, i),
            *_apart(opens, i),
            1.0 if i in dated else 0.0,
            float(sum(map(length.__lt__, beside[max(0, i - 4) : i + 5]))),
            1.0 if length < 400 and split_credit(unit.text)[1] else 0.0,
            titled,
            max((_alike(plain, t) for t in leads), default=-1.0),
            (1.0 if any(n in unit.folded for n in names) else 0.0) if names else -1.0,
            max(scores[max(0, i - 6) : i], default=0.0),
            max(scores[i + 1 : i + 4], default=0.0),
            float(likely[i] - likely[max(0, i - 30)]),
        ]
        for d in _NEAR:
            other = shape.get(i + d)
            if other is None:
                row += _NOTHING
            else:
                row += [*_told(other), scores[i + d], 1.0 if i + d in dated else 0.0]
        out[i] = row
    return out, telling


def _apart(places: Sequence[int], i: int) -> Row:
    """How many units before and behind unit ``i`` the next one of ``places`` stands, 30 where none does."""
    low = bisect_left(places, i)
    high = low + (low < len(places) and places[low] == i)
    return [
        float(i - places[low - 1]) if low else 30.0,
        float(places[high] - i) if high < len(places) else 30.0,
    ]


class _Said:
    """What units say again of each other."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.texts = [unit.folded for unit in units]
        self.times = Counter(self.texts)
        self._sizes = [*map(len, self.texts)]
        self._everything = Everything(self.texts)

    def again(self, i: int) -> Row:
        """How many units hold the text of unit ``i``, how many it holds, how much of it is the end or beginning of one.

        A trail of sections and a picture's description end as the headline does.
        """
        own, size = self.texts[i], self._sizes[i]
        told = size >= _LEAST_SAID
        longer = -1 if not told else len(self._everything.holding(own)) - 1 if size <= _MOST_SAID else 0
        inside = 0
        ends = begins = ended = begun = 0.0
        near = slice(max(0, i - _REACH), i + _REACH)
        for other, length in zip(self.texts[near], self._sizes[near], strict=True):
            if length < size:
                if length >= _LEAST_SAID and other in own:
                    inside += 1
                    ends = max(ends, length / size if own.endswith(other) else 0.0)
                    begins = max(begins, length / size if own.startswith(other) else 0.0)
            elif told and length > size and own in other:
                ended = max(ended, size / length if other.endswith(own) else 0.0)
                begun = max(begun, size / length if other.startswith(own) else 0.0)
        return [float(longer), float(inside), ends, begins, ended, begun]


def _alike(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0
