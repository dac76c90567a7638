"""The copies that the line models learn from, and more ways in which a page can come.

Two browsers' copies of a page are almost the same, so that one is learned from as it is, and the other as it might
have come as well: without blank lines, with only a part selected, or with a consent dialog that was still open.
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


def _dialog(sample: Sample, number: int) -> tuple[Unit, ...]:
    """Some lines of a consent dialog, in the page's language where we have one."""
    some = _CONSENT.get(detect(" ".join(u.text for u in sample.units)), _CONSENT["en"])
    order = random.Random(number)
    lines = order.sample(some, order.randint(3, len(some)))
    blank = order.randint(0, 1)
    return tuple(Unit(text, fold(text), (i,), blank, blank, None) for i, text in enumerate(lines))
