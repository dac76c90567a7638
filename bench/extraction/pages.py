"""The evaluation sets as training data: pages with their inputs, gold articles and sites.

The place of the sets comes by argument; nothing of them is ever written into the repository.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import dumps
from dateline.messages import DatelineError
from dateline.model import Dump

SETS = ("naeb", "fundeval", "wcxb_dev", "fundus")
INPUTS = ("dumps", "dumps_chrome", "html")
FOLDS = 5


@dataclass(frozen=True)
class Page:
    """One page of a set: what it is called, whose it is, and what its article should be."""

    corpus: str
    key: str
    site: str
    gold: dict[str, Any]

    @property
    def fold(self) -> int:
        """The fold in which the page is tested; all pages of a site share it, in all sets."""
        return zlib.crc32(self.site.encode("utf-8")) % FOLDS


def pages(place: Path) -> list[Page]:
    """The usable pages of all sets below ``place``, sorted."""
    out = []
    for row in (place / "MANIFEST.tsv").read_text("utf-8").splitlines()[1:]:
        _, corpus, key, site, usable = row.split("\t")
        path = place / corpus / "gold" / f"{key}.json"
        if usable == "1" and corpus in SETS and path.exists():
            out.append(Page(corpus, key, site, json.loads(path.read_text("utf-8"))))
    return sorted(out, key=lambda page: (SETS.index(page.corpus), page.key))


def read(place: Path, page: Page, kind: str) -> Dump | None:
    """The page's dump of one kind, None where there is none or it is refused."""
    folder = place / page.corpus / kind
    try:
        if kind == "html":
            path = folder / f"{page.key}.html.gz"
            if not path.exists():
                return None
            return dumps.read_bytes(gzip.decompress(path.read_bytes()), f"{page.key}.html")[0]
        path = folder / f"{page.key}.txt"
        return dumps.read_bytes(path.read_bytes(), f"{page.key}.txt")[0] if path.exists() else None
    except (DatelineError, IndexError):
        return None


def every(place: Path, kinds: tuple[str, ...] = INPUTS) -> Iterator[tuple[Page, str, Dump]]:
    """All pages with all their dumps."""
    for page in pages(place):
        for kind in kinds:
            dump = read(place, page, kind)
            if dump is not None:
                yield page, kind, dump
