"""The figures of extraction, as the public article-extraction-benchmark defines its F1, and those of the fields."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.extraction.candidates import alike, plain


def shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of ``n`` words of a text, with their counts."""
    words = re.findall(r"\w+", text)
    if len(words) < n:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


@dataclass
class Figures:
    """What was right on the pages of one set, for one kind of input."""

    counts: list[tuple[int, int, int]] = field(default_factory=list)
    exact: list[bool] = field(default_factory=list)
    fields: dict[str, list[bool]] = field(default_factory=dict)
    pages: list[tuple[float, str]] = field(default_factory=list)

    def add(self, key: str, gold: Mapping[str, Any], got: Mapping[str, Any], text: str | None) -> None:
        """Judge one page. ``text`` is the dump's, None for saved pages."""
        want, have = shingles(gold.get("body") or ""), shingles(got.get("body") or "")
        tp = sum((want & have).values())
        fp, fn = sum(have.values()) - tp, sum(want.values()) - tp
        self.counts.append((tp, fp, fn))
        self.pages.append((2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 1.0, key))
        self.exact.append(re.findall(r"\w+", gold.get("body") or "") == re.findall(r"\w+", got.get("body") or ""))
        if gold.get("title"):
            right = alike(gold["title"], got.get("title") or "") >= 0.8
            self._note("title", right)
            if text is not None and plain(gold["title"]) in plain(text):
                self._note("title where present", right)
        if gold.get("date"):
            right = str(gold["date"])[:10] == str(got.get("date") or "")[:10]
            self._note("date", right)
            if got.get("date") and "date" not in got.get("review", ()):
                self._note("right", right)
        names = gold.get("author")
        if names:
            wanted = {plain(n) for n in ([names] if isinstance(names, str) else names)}
            self._note("author", bool(wanted & {plain(n) for n in got.get("authors", ())}))
        if gold.get("standfirst"):
            self._note("standfirst", alike(gold["standfirst"], got.get("standfirst") or "") >= 0.8)

    def _note(self, name: str, right: bool) -> None:
        self.fields.setdefault(name, []).append(right)

    def values(self) -> dict[str, float]:
        """All figures by name."""
        precision, recall, f1 = summary(self.counts)
        out = {"f1": f1, "precision": precision, "recall": recall, "exact": statistics.mean(self.exact)}
        return out | {name: statistics.mean(found) for name, found in self.fields.items()}

    def sizes(self) -> dict[str, int]:
        """By name of how many pages each figure is."""
        whole = dict.fromkeys(("f1", "precision", "recall", "exact"), len(self.counts))
        return whole | {name: len(found) for name, found in self.fields.items()}

    def line(self, name: str) -> str:
        """The figures as one line of the table."""
        v = self.values()
        start = f"{name:22} n={len(self.counts):4} F1 {v['f1']:.3f} P {v['precision']:.3f} R {v['recall']:.3f}"
        tail = "".join(f"  {key} {v[key]:.3f} (n={len(found)})" for key, found in self.fields.items())
        return f"{start} exact {v['exact']:.3f}{tail}"


def summary(counts: Sequence[tuple[int, int, int]]) -> tuple[float, float, float]:
    """Precision and recall as means over the pages, and their F1."""
    precision = statistics.mean([tp / (tp + fp) for tp, fp, fn in counts if tp + fp] or [0.0])
    recall = statistics.mean([tp / (tp + fn) for tp, fp, fn in counts if tp + fn] or [0.0])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1
