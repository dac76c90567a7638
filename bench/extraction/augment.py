"""More ways in which a page can come: without blank lines, and with only a part of it selected."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bench.extraction.samples import Sample


def variants(samples: Sequence[Sample]) -> Iterator[Sample]:
    """One more sample for two thirds of the text dumps; which one is settled by the page's name."""
    for sample in samples:
        if sample.kind != "dumps_chrome":
            continue
        draw = zlib.crc32(f"{sample.page.corpus}/{sample.page.key}".encode())
        inside = [i for i, c in enumerate(sample.covered) if c >= 0.5]
        if draw % 3 == 0:
            units = tuple(replace(u, blank_before=0, blank_after=0) for u in sample.units)
            yield Sample(sample.page, "no_blanks", sample.dump, units, sample.covered)
        elif draw % 3 == 1 and inside:
            start = max(0, inside[0] - (draw >> 4) % 9)
            stop = min(len(sample.units), inside[-1] + 1 + (draw >> 8) % 14)
            yield Sample(sample.page, "part", sample.dump, sample.units[start:stop], sample.covered[start:stop])
