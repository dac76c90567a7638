"""What is measured of each unit: its shape, words, place, repetition, neighbours and, on saved pages, its markup.

``base`` gives one row of numbers per unit that depends on the text alone; ``context`` gives a second row that also
looks at the scores of a first judgement around the unit (stacked sequential learning, Cohen and Carvalho 2005).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate

from dateline.extract.language import function_words
from dateline.extract.lexicon import Lexicon
from dateline.extract.phrases import phrases
from dateline.extract.text import words
from dateline.extract.units import Unit

Row = list[float]

_END = {
    c: n
    for n, group in enumerate((".。।۔", "!?！？؟", ":：", ",;،؛，、", "…", "\"'”’»」』", ")]）】"), 1)
    for c in group
}
_OPEN = {
    c: n for n, group in enumerate(("\"'“‘«„「『", "([（【", "•▪●‣·◦*–—-", "©ⓒ", "@#", ">»›→▶▲▼|/"), 4) for c in group
}
_SENTENCE = re.compile(r"[.!?。！？؟।…][\"'”’»)\]]?\s+(?=\S)|[。！？]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)[0-2]?\d[:.h][0-5]\d(?!\d)")
_WIDE = re.compile("[\u2e81-\U0010ffff]+")
_ADDRESS = re.compile(r"https?:|www\.|\.com\b|\S@\S")
KINDS = ("advert", "author_note", "byline", "comments", "correction", "credit", "legal", "most_read", "picture",
          "promo", "published", "section", "share", "subscribe", "updated")  # fmt: skip
_HEADS = ("most_read", "promo", "comments", "legal", "author_note", "subscribe")
_TAG_NAMES = (
    "p div li span a h1 h2 h3 h4 h5 h6 td th figcaption blockquote button label section article header footer time pre "
    "dd dt summary tr caption form"
)
_TAGS = {tag: number for number, tag in enumerate(_TAG_NAMES.split(), 1)}
_ABOVE = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "figure",
    "blockquote",
    "ul",
    "table",
    "section",
)
_KEPT = 2_000  # characters of a text whose words are kept for the next that asks
LONG = 100.0  # characters, in Latin letters, from which a line counts as long
_MEASURED = 200_000  # characters at a line's beginning that are measured: a longer one is no line, but a file in one


def weight(text: str) -> float:
    """The length of a text in characters of Latin script: an ideograph says as much as three letters."""
    if text.isascii():
        return float(len(text))
    return float(len(text) + 2 * sum(map(len, _WIDE.findall(text))))


def has_time(unit: Unit) -> bool:
    """Whether a unit names a year or a time of day."""
    return bool(_YEAR.search(unit.folded) or _CLOCK.search(unit.folded))


def content(folded: str) -> frozenset[str]:
    """The words of a text that say what it is about; pairs of characters where words are not separated."""
    return _kept(folded) if len(folded) <= _KEPT else _content(folded)


@lru_cache(maxsize=1 << 11)
def _kept(folded: str) -> frozenset[str]:
    return _content(folded)


def _content(folded: str) -> frozenset[str]:
    out: set[str] = set()
    for token in words(folded[:_MEASURED]):
        if token > "\u2e80":
            out.update(token[i : i + 2] for i in range(max(1, len(token) - 1)))
        elif len(token) > 3:
            out.add(token)
    return frozenset(out)


def base(units: Sequence[Unit], lexicon: Lexicon) -> tuple[list[Row], list[Row]]:
    """For each unit the row of its own measures with its surroundings', and the row of its markup's (or none)."""
    own: list[Row] = []
    tokens = [words(u.folded[:_MEASURED]) for u in units]
    weights = [weight(u.text) for u in units]
    repeated = Counter(u.folded for u in units)
    finder = phrases()
    kinds: list[Mapping[str, float]] = []
    for unit, toks, heavy in zip(units, tokens, weights, strict=True):
        found = finder.match(unit.folded)
        kinds.append(found)
        own.append(_own(unit, toks, heavy, found, repeated[unit.folded], lexicon))
    around = _around(units, weights, own, kinds)
    rows = [a + b for a, b in zip(own, around, strict=True)]
    marked = bool(units) and units[0].markup is not None
    return rows, (_markup(units, weights, lexicon) if marked else [])


_LOG = [math.log1p(n) for n in range(4096)]


def _log(value: float) -> float:
    return _LOG[int(value)] if 0 <= value < 4096 else math.log1p(max(0.0, value))


# Places in the row of ``_own`` that the surroundings are taken from.
_AT_WEIGHT, AT_END, _AT_FUNCTION, _AT_LEX = 0, 7, 9, 10
AT_YEAR, AT_CLOCK, _AT_TIMES, AT_BLANK_BEFORE, AT_KINDS = 23, 24, 25, 26, 30


def _own(unit: Unit, toks: list[str], heavy: float, found: Mapping[str, float], times: int, lexicon: Lexicon) -> Row:
    text = unit.text[:_MEASURED]
    n = max(1, len(text))
    count = len(toks)
    letters = max(1, sum(map(str.isalpha, text)))
    raw = text.split()
    capital = sum(w[0].isupper() for w in raw)
    end = _END.get(text[-1], 0)
    if end >= 6 and n > 1:
        end = 6 + _END.get(text[-2], 0)
    first = text[0]
    start = 1 if first.isupper() else 2 if first.islower() else 3 if first.isdigit() else _OPEN.get(first, 0)
    functions = function_words(toks) / max(1, count)
    row = [
        _log(heavy),
        _log(count),
        len(text) / max(1, len(raw)),
        capital / max(1, len(raw)),
        sum(map(str.isupper, text)) / letters,
        sum(map(str.isdigit, text)) / n,
        1.0 - letters / n,
        float(end),
        float(start),
        functions,
    ]
    row += lexicon.words(toks)
    row += [
        float(len(_SENTENCE.findall(text))),
        float(text.count(",") + text.count("،") + text.count("，")),
        float(sum(text.count(c) for c in '"“”«»')),
        float(text.count("|") + text.count("•") + text.count("·") + text.count("›") + text.count("/")),
        1.0 if _ADDRESS.search(text) else 0.0,
        1.0 if _YEAR.search(unit.folded) else 0.0,
        1.0 if _CLOCK.search(unit.folded) else 0.0,
        float(times),
        float(min(unit.blank_before, 4)),
        float(min(unit.blank_after, 4)),
        float(len(unit.lines)),
        0.0 if text.isascii() else sum(c > "\u2e80" for c in text) / n,
    ]
    row += [found.get(kind, 0.0) for kind in KINDS]
    return row


def _around(
    units: Sequence[Unit], weights: Sequence[float], own: list[Row], kinds: list[Mapping[str, float]]
) -> list[Row]:
    n = len(units)
    total = max(1.0, sum(weights))
    running = [0.0, *accumulate(weights)]
    long = [w >= LONG and row[AT_END] > 0 for w, row in zip(weights, own, strict=True)]
    mass = [w if flag else 0.0 for w, flag in zip(weights, long, strict=True)]
    before_mass = [0.0, *accumulate(mass)]
    all_mass = max(1.0, before_mass[-1])
    shape = [(min(9, int(row[0] * 1.5)), int(row[AT_END]), int(row[8])) for row in own]
    since = dict.fromkeys(_HEADS, 99.0)
    seen = dict.fromkeys(_HEADS, 0.0)
    last_long = 99.0
    ahead = [99.0] * n
    step = 99.0
    for i in range(n - 1, -1, -1):
        ahead[i] = step
        step = 1.0 if long[i] else min(99.0, step + 1)
    shapes = Counter(shape)
    short_run = 0.0
    short = [w < 140 for w in weights]
    dated = [row[AT_YEAR] > 0 and flag for row, flag in zip(own, short, strict=True)]
    timed = [(row[AT_YEAR] > 0 or row[AT_CLOCK] > 0) and flag for row, flag in zip(own, short, strict=True)]
    signed = [k.get("byline", 0.0) > 0 and flag for k, flag in zip(kinds, short, strict=True)]
    often = [row[_AT_TIMES] >= 3 for row in own]
    since_dated, since_signed = _distance(dated), _distance(signed)
    until_dated, until_signed = _distance(dated[::-1])[::-1], _distance(signed[::-1])[::-1]
    many_timed, many_often = [0, *accumulate(timed)], [0, *accumulate(often)]
    heads = [u.folded[:40] for u in units]
    out: list[Row] = []
    columns = (_AT_WEIGHT, AT_END, _AT_FUNCTION, _AT_LEX, 15)
    empty = [-1.0] * len(columns)
    for i in range(n):
        for kind in _HEADS:
            if kinds[i].get(kind, 0.0) > 0.45 and weights[i] < 60:
                since[kind] = 0.0
                seen[kind] += 1
            else:
                since[kind] = min(99.0, since[kind] + 1)
        row = [
            i / n,
            running[i] / total,
            _log(i),
            _log(n - i - 1),
            before_mass[i] / all_mass,
            _log(last_long),
            _log(ahead[i]),
            short_run,
            _log(sum(weights[max(0, i - 5) : i])),
            _log(sum(weights[i + 1 : i + 6])),
            float(sum(long[max(0, i - 8) : i])),
            float(sum(long[i + 1 : i + 9])),
            _log(shapes[shape[i]]),
            float(sum(i - d >= 0 and shape[i - d] == shape[i] for d in (1, 2, 3, 4)))
            + float(sum(i + d < n and shape[i + d] == shape[i] for d in (1, 2, 3, 4))),
        ]
        for kind in _HEADS:
            row.append(since[kind])
        low, high = max(0, i - 7), min(n, i + 8)
        row += [
            min(8.0, seen["most_read"] + seen["promo"]),
            min(8.0, seen["comments"]),
            since_dated[i],
            until_dated[i],
            since_signed[i],
            until_signed[i],
            float(many_timed[high] - many_timed[low]),
            float(many_often[high] - many_often[low]),
            float(min(12, many_timed[i])),
            1.0 if i and heads[i] == heads[i - 1] else 0.0,
            1.0 if i + 1 < n and heads[i] == heads[i + 1] else 0.0,
        ]
        for d in (-3, -2, -1, 1, 2, 3):
            j = i + d
            row += [own[j][c] for c in columns] if 0 <= j < n else empty
        out.append(row)
        short_run = 0.0 if long[i] else short_run + 1
        last_long = 1.0 if long[i] else min(99.0, last_long + 1)
    return out


def _markup(units: Sequence[Unit], weights: Sequence[float], lexicon: Lexicon) -> list[Row]:
    paths = [u.markup.tags if u.markup else () for u in units]
    names = [u.markup.names if u.markup else () for u in units]
    total = max(1.0, sum(weights))
    by_path: Counter[tuple[str, ...]] = Counter()
    by_names: Counter[tuple[str, ...]] = Counter()
    for path, name, heavy, unit in zip(paths, names, weights, units, strict=True):
        if heavy >= LONG and unit.markup is not None and unit.markup.linked < 0.5:
            by_path[path] += heavy  # type: ignore[assignment]
            by_names[name] += heavy  # type: ignore[assignment]
    best_path = max(by_path, key=lambda p: (by_path[p], p)) if by_path else ()
    best_names = max(by_names, key=lambda p: (by_names[p], p)) if by_names else ()
    judged: dict[tuple[str, ...], tuple[float, float, float]] = {}
    out: list[Row] = []
    for unit, path, name in zip(units, paths, names, strict=True):
        m = unit.markup
        if name not in judged:
            judged[name] = lexicon.names(name)
        common = 0
        for a, b in zip(path, best_path, strict=False):
            if a != b:
                break
            common += 1
        shared = 0
        for a, b in zip(name, best_names, strict=False):
            if a != b:
                break
            shared += 1
        above = set(path)
        row = [
            float(_TAGS.get(path[-1], 0)) if path else 0.0,
            float(_TAGS.get(path[-2], 0)) if len(path) > 1 else 0.0,
            float(len(path)),
            float(m.heading) if m else 0.0,
            m.bold if m else 0.0,
            m.linked if m else 0.0,
            float(len(m.links)) if m else 0.0,
            float(m.list_depth) if m else 0.0,
            float(m.quoted) if m else 0.0,
            float(m.cell) if m else 0.0,
            float(m.figure) if m else 0.0,
            float(m.hidden) if m else 0.0,
            by_path[path] / total,
            by_names[name] / total,
            float(common),
            float(len(best_path) - common),
            float(len(path) - common),
            float(len(best_names) - shared),
            float(len(name) - shared),
            *judged[name],
        ]
        row += [1.0 if tag in above else 0.0 for tag in _ABOVE]
        out.append(row)
    for i, row in enumerate(out):
        row += [
            out[i - 1][5] if i else -1.0,
            out[i + 1][5] if i + 1 < len(out) else -1.0,
            out[i - 1][0] if i else -1.0,
            out[i + 1][0] if i + 1 < len(out) else -1.0,
            1.0 if i and paths[i - 1] == paths[i] else 0.0,
            1.0 if i + 1 < len(paths) and paths[i + 1] == paths[i] else 0.0,
        ]
    return out


def context(
    units: Sequence[Unit], scores: Sequence[float], weights: Sequence[float], bags: Sequence[AbstractSet[str]]
) -> list[Row]:
    """For each unit what a first judgement says of it and around it, and how much its words are the story's.

    ``weights`` and ``bags`` are what ``weight`` and ``content`` give for the units.
    """
    n = len(units)
    mass = [w * s for w, s in zip(weights, scores, strict=True)]
    sums = [0.0, *accumulate(mass)]
    heavy = [0.0, *accumulate(weights)]
    total = max(1.0, sums[-1])
    begin, end = best_run(scores, weights)
    part, parts = _parts(scores, weights, begin, end)
    core: Counter[str] = Counter()
    by_part: list[Counter[str]] = [Counter() for _ in parts]
    lead: set[str] = set()
    sure: list[int] = []
    for i in range(begin, end):
        if scores[i] > 0.6:
            core.update(bags[i])
            by_part[part[i]].update(bags[i])
            sure.append(i)
            if len(sure) <= 6:
                lead |= bags[i]
    heaviest = max(range(len(parts)), key=lambda k: (parts[k], -k)) if parts else 0
    whole = max(1.0, sum(parts))
    sure_before = _distance([s > 0.8 for s in scores])
    sure_after = _distance([s > 0.8 for s in reversed(scores)])[::-1]
    low_run = _runs([s < 0.3 for s in scores])
    high_run = _runs([s > 0.6 for s in scores])
    twins: dict[str, float] = {}
    for unit, s in zip(units, scores, strict=True):
        twins[unit.folded] = max(s, twins.get(unit.folded, 0.0))

    def mean(a: int, b: int) -> float:
        a, b = max(0, a), min(n, b)
        size = heavy[b] - heavy[a]
        return (sums[b] - sums[a]) / size if size else -1.0

    out: list[Row] = []
    for i in range(n):
        bag = bags[i]
        own = scores[i] > 0.6 and begin <= i < end
        mine = part[i]
        main = by_part[heaviest] if by_part else core
        same = own and mine == heaviest
        known = sum(core[t] - own > 0 for t in bag) / len(bag) if bag else -1.0
        often = sum(core[t] - own > 2 for t in bag) / len(bag) if bag else -1.0
        out.append(
            [
                scores[i],
                *(scores[i + d] if 0 <= i + d < n else -1.0 for d in (-4, -3, -2, -1, 1, 2, 3, 4)),
                mean(i - 3, i),
                mean(i + 1, i + 4),
                mean(i - 8, i),
                mean(i + 1, i + 9),
                sums[i] / total,
                1.0 - sums[i + 1] / total,
                _log(sums[i]),
                _log(total - sums[i + 1]),
                _log(i - begin) if i >= begin else -_log(begin - i),
                _log(end - 1 - i) if i < end else -_log(i - end + 1),
                1.0 if begin <= i < end else 0.0,
                _log(sure_before[i]),
                _log(sure_after[i]),
                low_run[i],
                high_run[i],
                twins[units[i].folded] - scores[i],
                known,
                often,
                sum(t in lead for t in bag) / len(bag) if bag else -1.0,
                sum(main[t] - same > 0 for t in bag) / len(bag) if bag else -1.0,
                float(min(mine, 6)),
                parts[mine] / whole if parts and begin <= i < end else 0.0,
                float(mine - heaviest) if begin <= i < end else -9.0,
                *_near(bags, scores, i),
                max(scores[max(0, i - 12) : i], default=-1.0),
                max(scores[i + 1 : i + 13], default=-1.0),
            ]
        )
    return out


def _parts(scores: Sequence[float], weights: Sequence[float], begin: int, end: int) -> tuple[list[int], list[float]]:
    """The run cut where three units or more in a row are unlikely: each unit's part, each part's weight."""
    part = [0] * len(scores)
    sizes = [0.0]
    low = 0
    for i in range(begin, end):
        low = low + 1 if scores[i] < 0.35 else 0
        if low == 3 and sizes[-1] > 0:
            sizes.append(0.0)
        part[i] = len(sizes) - 1
        sizes[-1] += weights[i] * scores[i] if scores[i] >= 0.35 else 0.0
    for i in range(end, len(scores)):
        part[i] = len(sizes) - 1
    return part, sizes


def _near(bags: Sequence[AbstractSet[str]], scores: Sequence[float], i: int) -> tuple[float, float]:
    """The share of a unit's words that the likely units right before it, and right after it, have too."""
    bag = bags[i]
    if not bag:
        return (-1.0, -1.0)
    before: set[str] = set()
    after: set[str] = set()
    for k in range(max(0, i - 12), i):
        if scores[k] > 0.6:
            before |= bags[k]
    for k in range(i + 1, min(len(bags), i + 13)):
        if scores[k] > 0.6:
            after |= bags[k]
    return len(bag & before) / len(bag), len(bag & after) / len(bag)


def best_run(scores: Sequence[float], weights: Sequence[float], bias: float = 0.35) -> tuple[int, int]:
    """The run of units with the greatest sum of weighed scores above ``bias`` (Kadane's algorithm), half-open."""
    best, total, begin, found = 0.0, 0.0, 0, (0, 0)
    for i, (score, heavy) in enumerate(zip(scores, weights, strict=True)):
        if total <= 0:
            total, begin = 0.0, i
        total += (score - bias) * (heavy + 15.0)
        if total > best:
            best, found = total, (begin, i + 1)
    return found


def _distance(flags: Sequence[bool]) -> list[float]:
    out, step = [], 99.0
    for flag in flags:
        out.append(step)
        step = 1.0 if flag else min(99.0, step + 1)
    return out


def _runs(flags: Sequence[bool]) -> list[float]:
    """For each place the length of the run of true flags that it is in, 0 where it is in none."""
    out = [0.0] * len(flags)
    i = 0
    while i < len(flags):
        j = i
        while j < len(flags) and flags[j]:
            j += 1
        for k in range(i, j):
            out[k] = float(j - i)
        i = max(j, i + 1)
    return out
