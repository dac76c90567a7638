"""Training tables for the rankings: the candidates of a field on one page, their measures, and which are right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.extraction.samples import Sample
from dateline.extract.head import headlines, heads
from dateline.extract.head.scene import Scene
from dateline.extract.head.scene import scene as make_scene
from dateline.extract.models import weights
from dateline.extract.words.arrays import Floats
from dateline.extract.words.language import detect

FIELDS = weights.FIELDS  # the headline first: the others are measured from it
TREES = 200
SETTINGS: dict[str, Any] = {"num_leaves": 7, "min_data_in_leaf": 15, "learning_rate": 0.09}
# Fields of which forests that learn the order of a page's candidates are added to the one that judges each by itself.
ORDERED = ("headline",)
ORDERS: tuple[dict[str, Any], ...] = ({}, {"extra_trees": True, "trees": 300})
STANDFIRST_SETS = ("fundus",)  # sets whose golds tell the standfirst


@dataclass
class Table:
    """The candidates of one field on one page."""

    usable: bool  # whether the gold tells the field
    units: list[int] = field(default_factory=list)
    rows: list[Floats] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)


def scene(sample: Sample, scores: Sequence[float]) -> Scene:
    """The scene of a sample as ``judge`` makes it, with scores out of fold."""
    language = detect(" ".join(u.text for u, s in zip(sample.units, scores, strict=True) if s >= 0.45))
    return make_scene(sample.units, scores, sample.dump.claims if sample.marked else (), language)


def table(name: str, sample: Sample, seen: Scene, headline: int | None) -> Table:
    """The candidates of one field."""
    gold = sample.page.gold
    out = Table(False)
    if name == "headline":
        title = gold.get("title") or ""
        out.usable = bool(title)
        out.units = headlines.candidates(seen)
        out.rows = [*heads.headline_rows(seen, out.units)]
        alike_to = [alike(sample.units[i].text, title) for i in out.units]
        # Where no line says it all, the one that says most: a kicker stands in its line, or the gold is cut short.
        least = min(0.8, max(alike_to, default=1.0))
        out.labels = [found >= max(least, 0.5) for found in alike_to]
    elif name == "date":
        day = str(gold.get("date") or "")[:10]
        out.usable = bool(day)
        dates = heads.date_candidates(seen)
        out.rows = [*heads.date_rows(seen, dates, headline)]
        for at in dates:
            found = seen.dated[at[0]][at[1]]
            out.units.append(at[0])
            out.labels.append(day in [f"{y:04}-{m:02}-{d:02}" for y, m, d in found.readings])
    elif name == "byline":
        names = gold.get("author") or []
        wanted = {plain(n) for n in ([names] if isinstance(names, str) else names)}
        out.usable = True
        named = heads.byline_candidates(seen)
        out.rows = [*heads.byline_rows(seen, named, headline)]
        for i, found_names in named:
            out.units.append(i)
            out.labels.append(bool({plain(n) for n in found_names} & wanted))
        # A page whose author is named but not found teaches nothing about which line is no byline.
        out.usable = bool(wanted) or sample.page.corpus != "fundeval"
    else:
        lead = gold.get("standfirst") or ""
        out.usable = sample.page.corpus in STANDFIRST_SETS
        out.units = [i for i in heads.standfirst_candidates(seen, headline) if i != headline]
        out.rows = [*heads.standfirst_rows(seen, out.units, headline)]
        out.labels = [bool(lead) and alike(sample.units[i].text, lead) >= 0.8 for i in out.units]
    return out


def plain(text: str) -> str:
    """Case, accents, punctuation and spacing folded, as the scoring script does it."""
    text = unicodedata.normalize("NFKD", text or "").casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", text))


def alike(one: str, other: str) -> float:
    """Words in common, of all words of both."""
    a, b = set(plain(one).split()), set(plain(other).split())
    return len(a & b) / len(a | b) if a | b else 0.0
