"""The copies that the line models learn from, and more ways in which a page can come.

Two browsers' copies of a page are almost the same, so that one is learned from as it is, and the other as it might
have come as well: without blank lines, with only a part selected, or with a consent dialog that was still open. Most
pages of the sets hold long stories, while much news is short: some more samples are cut to a few paragraphs.
"""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.extraction.samples import Sample
from dateline.extract.language import detect
from dateline.extract.text import fold
from dateline.extract.units import Unit

_COPIES = ("dumps", "dumps_chrome")
_SHORT_SHARE = 0.4  # of the text dumps are learned from once more as a short story
_SHORT_WEIGHT = 0.5
_SHORT_MOST = 9  # units from such a story's beginning on
_TWO_LAST = 0.3  # of such stories keep two units of the end
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
            units = tuple(replace(u, blank_before=0, blank_after=0) for u in sample.units)
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


def _dialog(sample: Sample, number: int) -> tuple[Unit, ...]:
    """Some lines of a consent dialog, in the page's language where we have one."""
    some = _CONSENT.get(detect(" ".join(u.text for u in sample.units)), _CONSENT["en"])
    order = random.Random(number)
    lines = order.sample(some, order.randint(3, len(some)))
    blank = order.randint(0, 1)
    return tuple(Unit(text, fold(text), (i,), blank, blank, None) for i, text in enumerate(lines))
