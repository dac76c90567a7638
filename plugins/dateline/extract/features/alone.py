"""What is measured of each unit by itself: its shape, words, place, repetition and, on saved pages, its markup."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.extract.features.lexicon import Lexicon
from dateline.extract.lines import letters
from dateline.extract.lines.letters import Letters
from dateline.extract.lines.spoken import COMMON, SHORT, UNSPACED, YEAR, Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.words.arrays import Floats, log, numpy
from dateline.extract.words.known import Known
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import MEASURED, words

Row = list[float]

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# (a digit comes first, which searching goes by)
CLOCK = re.compile(r"\d(?:(?<!\d\d)|(?<=[0-2]\d)(?<!\d\d\d))[:.h][0-5]\d(?!\d)")
_WIDE = re.compile("[\u2e81-\U0010ffff]+")
_ADDRESS = re.compile(r"https?:|www\.|\.com\b|\S@\S")
KINDS = ("advert", "author_note", "byline", "comments", "correction", "credit", "legal", "most_read", "picture",
          "promo", "published", "section", "share", "subscribe", "updated")  # fmt: skip
_KIND = {kind: n for n, kind in enumerate(KINDS)}
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
LONG = 100.0  # characters, in Latin letters, from which a line counts as long


def weight(text: str) -> float:
    """The length of a text in characters of Latin script: an ideograph says as much as three letters."""
    if text.isascii():
        return float(len(text))
    return float(len(text) + 2 * _wide[text])


_wide = Known(lambda text: sum(map(len, _WIDE.findall(text))))  # characters of scripts that write no spaces


def has_time(unit: Unit) -> bool:
    """Whether a unit names a year or a time of day."""
    return bool(_YEAR.search(unit.folded) or CLOCK.search(unit.folded))


def _content(folded: str) -> frozenset[str]:
    if folded.isascii():
        return frozenset([token for token in words(folded) if len(token) > SHORT])
    return frozenset([part for token in words(folded) for part in parts_of(token)])


content = Known(_content).__getitem__
"""The words of a folded text that say what it is about; pairs of characters where words are not separated."""


def parts_of(word: str) -> tuple[str, ...]:
    """What a word of a text adds to its words of content: itself, its pairs of characters, or nothing if it is short.

    A script that does not separate words has them in pairs.
    """
    if word > UNSPACED:
        return tuple([word[i : i + 2] for i in range(max(1, len(word) - 1))])
    return (word,) if len(word) > SHORT else ()


# Places in the row of a unit's own measures that others are taken from.
AT_WEIGHT, AT_WORDS, AT_DIGITS, AT_END, AT_START, AT_FUNCTION, AT_LEX, AT_OPENING = 0, 1, 5, 7, 8, 9, 10, 15
AT_COMMAS, AT_QUOTES, AT_YEAR, AT_CLOCK, AT_TIMES = 19, 20, 23, 24, 25
AT_BLANK_BEFORE, AT_BLANK_AFTER, AT_LINES, AT_WIDE, AT_KINDS = 26, 27, 28, 29, 30
OWN = AT_KINDS + len(KINDS)  # measures of a unit by itself
_OF_LEXICON = 8  # of them, from AT_LEX on


def own(units: Sequence[Unit], weights: Floats, lexicon: Lexicon, spoken: Spoken) -> Floats:
    """The shape, words, punctuation, repetition and phrases of each unit: (units, measures)."""
    out = shape(units, weights, spoken)
    out[:, AT_LEX : AT_LEX + _OF_LEXICON] = lexicon.words(spoken)
    return out


def shape(units: Sequence[Unit], weights: Floats, spoken: Spoken) -> Floats:
    """The same without what the lexicon says of their words, which is 0."""
    np = numpy()
    texts = [u.text[:MEASURED] for u in units]
    shown = Letters.of(texts)
    repeated = Counter([u.folded for u in units])
    size, count = shown.sizes, spoken.counts.astype(float)
    alphabetic = np.maximum(1.0, shown.count(letters.ALPHA))
    parted = np.maximum(1.0, shown.parted)
    marks, digits = shown.count(letters.MARK).tolist(), shown.count(letters.DIGIT).tolist()
    out: Floats = np.empty((OWN, len(units))).T
    out[:, AT_WEIGHT] = log(weights)
    out[:, AT_WORDS] = log(count)
    out[:, AT_WORDS + 1] = size / parted
    out[:, AT_WORDS + 2] = shown.capital / parted
    out[:, AT_WORDS + 3] = shown.count(letters.UPPER) / alphabetic
    out[:, AT_DIGITS] = shown.count(letters.DIGIT) / size
    out[:, AT_DIGITS + 1] = 1.0 - alphabetic / size
    out[:, AT_END] = shown.ends
    out[:, AT_START] = shown.starts
    out[:, AT_FUNCTION] = spoken.how_many(COMMON) / np.maximum(1.0, count)
    out[:, AT_LEX : AT_LEX + _OF_LEXICON] = 0.0
    out[:, 18] = shown.sentences
    out[:, AT_COMMAS] = shown.count(letters.COMMA)
    out[:, AT_QUOTES] = shown.count(letters.QUOTE)
    out[:, 21] = shown.count(letters.BAR)
    out[:, 22] = [
        bool(n and ("http" in t or "www." in t or ".com" in t or "@" in t) and _ADDRESS.search(t))
        for t, n in zip(texts, marks, strict=True)
    ]
    out[:, AT_YEAR] = spoken.how_many(YEAR) > 0
    out[:, AT_CLOCK] = [bool(n > 2 and CLOCK.search(u.folded)) for u, n in zip(units, digits, strict=True)]
    out[:, AT_TIMES] = [repeated[u.folded] for u in units]
    out[:, AT_BLANK_BEFORE] = np.minimum([u.blank_before for u in units], 4)
    out[:, AT_BLANK_AFTER] = np.minimum([u.blank_after for u in units], 4)
    out[:, AT_LINES] = [len(u.lines) for u in units]
    out[:, AT_WIDE] = shown.count(letters.WIDE) / size
    out[:, AT_KINDS:] = 0.0
    finder = phrases()
    for i, unit in enumerate(units):
        for kind, share in finder.match(unit.folded).items():
            at = _KIND.get(kind)
            if at is not None:
                out[i, AT_KINDS + at] = share
    return out


def markup(units: Sequence[Unit], weights: Sequence[float], lexicon: Lexicon) -> list[Row]:
    """What the markup says of each unit of a saved page."""
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
