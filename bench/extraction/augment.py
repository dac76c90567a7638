"""The copies that the line models learn from, and more ways in which a page can come.

Two browsers' copies of a page are almost the same, so that one is learned from as it is, and the other as it might
have come as well: without blank lines, with only a part selected, or with a consent dialog that was still open. Most
pages of the sets hold long stories, while much news is short: some more samples are cut to a few paragraphs. And most
are of large outlets, with hundreds of lines around the story: others are cut to a few of these, as small outlets have
them and careful hands copy them.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import structs

from bench.extraction.samples import Sample
from dateline.extract.lines.units import Unit
from dateline.extract.words.language import detect
from dateline.extract.words.text import fold

_COPIES = ("dumps", "dumps_chrome")
_SHORT_SHARE = 0.4  # of the text dumps are learned from once more as a short story
_SHORT_WEIGHT = 0.5
_SHORT_MOST = 9  # units from such a story's beginning on
_TWO_LAST = 0.3  # of such stories keep two units of the end
_SMALL_SHARE = 0.45  # of the text dumps are learned from once more in the company of few other lines
_SMALL_WEIGHT = 0.6
_SMALL_MOST = 12  # units of such a story, where it is cut at all
_SMALL_WHOLE = 0.3  # of such stories are left whole
_RARE = ("fundus",)  # sets of many countries, whose pages are all learned from so, and twice
_NEXT = (2, 9)  # units right above and below the story that stay
_FAR = ((0, 14), (0, 24))  # units farther above and below it that stay
_PIECES = 3  # runs that the units below are drawn in
_BETWEEN = 0.35  # of such stories have some of the lines below between two of their paragraphs
_BETWEEN_SIZE = (2, 8)
_CONSENT = json.loads(Path(__file__).with_name("consent.json").read_text("utf-8"))


def draw(sample: Sample) -> int:
    """A number that the page's name settles."""
    return zlib.crc32(f"{sample.page.corpus}/{sample.page.key}".encode())


def learned(sample: Sample) -> bool:
    """Whether the line models learn from this sample: of a page's two copies, from one as it is."""
    if sample.kind not in _COPIES:
        return True
    number = draw(sample)
    return number % 5 > 2 or sample.kind == _COPIES[(number >> 3) % 2]


def variants(samples: Sequence[Sample]) -> Iterator[Sample]:
    """One more sample for three fifths of the text dumps, from the copy that is not learned from itself."""
    for sample in samples:
        if sample.kind not in _COPIES or learned(sample):
            continue
        number = draw(sample)
        inside = [i for i, c in enumerate(sample.covered) if c >= 0.5]
        if number % 5 == 0:
            units = tuple(structs.replace(u, blank_before=0, blank_after=0) for u in sample.units)
            yield Sample(sample.page, "no_blanks", sample.dump, units, sample.covered)
        elif number % 5 == 1 and inside:
            start = max(0, inside[0] - (number >> 4) % 9)
            stop = min(len(sample.units), inside[-1] + 1 + (number >> 8) % 14)
            yield Sample(sample.page, "part", sample.dump, sample.units[start:stop], sample.covered[start:stop])
        elif number % 5 == 2:
            dialog = _dialog(sample, number)
            at = (0, len(sample.units))[(number >> 6) % 2]
            units = (*sample.units[:at], *dialog, *sample.units[at:])
            covered = [*sample.covered[:at], *(0.0 for _ in dialog), *sample.covered[at:]]
            yield Sample(sample.page, "consent", sample.dump, units, covered)


def shorts(samples: Sequence[Sample]) -> Iterator[Sample]:
    """Stories cut to their first units and the last one or two, in the company of all else on the page."""
    for sample in samples:
        order = random.Random(zlib.crc32(f"{sample.page.corpus}/{sample.page.key}/{sample.kind}/0".encode()))
        if sample.kind not in _COPIES or not sample.units or order.random() >= _SHORT_SHARE:
            continue
        inside = [i for i, c in enumerate(sample.covered) if c >= 0.5]
        if len(inside) < 4:
            continue
        count = order.randint(1, min(_SHORT_MOST, len(inside) - 2))
        last = 1 + (order.random() < _TWO_LAST)
        kept = {*range(inside[0], inside[count - 1] + 1), *inside[-last:]}
        left = [i for i in range(len(sample.units)) if not inside[0] <= i <= inside[-1] or i in kept]
        units, covered = tuple(sample.units[i] for i in left), [sample.covered[i] for i in left]
        yield Sample(sample.page, "short", sample.dump, units, covered, _SHORT_WEIGHT)


def small(samples: Sequence[Sample]) -> Iterator[Sample]:
    """Stories, most of them cut short, with few of the other lines of their pages, some of these amid the story."""
    for sample in samples:
        if sample.kind not in _COPIES or not sample.units:
            continue
        inside = [i for i, c in enumerate(sample.covered) if c >= 0.5]
        rare = sample.page.corpus in _RARE
        for turn in range(2 if rare else 1):
            seed = f"{sample.page.corpus}/{sample.page.key}/{sample.kind}/small/{turn}"
            order = random.Random(zlib.crc32(seed.encode()))
            if len(inside) >= 2 and (rare or order.random() < _SMALL_SHARE):
                left = _few(inside, len(sample.units), order)
                units, covered = tuple(sample.units[i] for i in left), [sample.covered[i] for i in left]
                yield Sample(sample.page, "small", sample.dump, units, covered, _SMALL_WEIGHT)


def _few(inside: Sequence[int], size: int, order: random.Random) -> list[int]:
    """Which of a page's ``size`` units make a small copy, in order. ``inside`` are those of the story."""
    first, last = inside[0], inside[-1]
    count = len(inside) if order.random() < _SMALL_WHOLE else order.randint(1, min(_SMALL_MOST, len(inside)))
    story = list(range(first, inside[count - 1] + 1))
    if count < len(inside) and order.random() < 0.5:
        story.append(last)
    above = first - min(first, order.randint(*_NEXT))
    top = _run(range(above), order.randint(*_FAR[0]), order)
    below = min(size, last + 1 + order.randint(*_NEXT))
    runs = [_run(range(below, size), order.randint(*_FAR[1]) // _PIECES, order) for _ in range(_PIECES)]
    tail = sorted({i for run in runs for i in run})
    if order.random() < _BETWEEN and tail and len(story) > 2:
        box = _run(tail, order.randint(*_BETWEEN_SIZE), order)
        at = order.randint(1, min(4, len(story) - 1))
        story[at:at] = box
        tail = [i for i in tail if i not in box]
    return [*top, *range(above, first), *story, *range(last + 1, below), *tail]


def _run(some: Sequence[int], length: int, order: random.Random) -> list[int]:
    """So many of ``some`` next to each other, from a place that is drawn."""
    start = order.randint(0, max(0, len(some) - length))
    return list(some[start : start + length])


def _dialog(sample: Sample, number: int) -> tuple[Unit, ...]:
    """Some lines of a consent dialog, in the page's language where we have one."""
    some = _CONSENT.get(detect(" ".join(u.text for u in sample.units)), _CONSENT["en"])
    order = random.Random(number)
    lines = order.sample(some, order.randint(3, len(some)))
    blank = order.randint(0, 1)
    return tuple(Unit(text, fold(text), (i,), blank, blank, None) for i, text in enumerate(lines))
