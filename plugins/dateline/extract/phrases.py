"""The phrases that tell what a line is ("Most Read", "Lesen Sie auch", "المصدر"), in many languages, from data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dateline.extract.text import fold

_REMEMBERED = 1000  # characters at most of a line whose phrases are remembered
_MANY = 4096  # lines
_START = 3  # characters by which most lines are told to begin with none
_HEAD = 5  # characters by which phrases are looked up


@cache
def load_table(name: str) -> Any:
    """The JSON file ``data/extract/NAME.json`` that ships with the package."""
    return json.loads(files("dateline").joinpath("data", "extract", f"{name}.json").read_text("utf-8"))


_NONE: Mapping[str, float] = MappingProxyType({})


class Phrases:
    """All phrases, by kind; finds which of them begin a line."""

    def __init__(self, kinds: dict[str, dict[str, list[str]]]) -> None:
        self.kinds = tuple(sorted(kinds))
        self._by_head: dict[str, list[tuple[str, int]]] = {}  # by the first characters, at most _HEAD
        self._starts: set[str] = set()
        self._matched: dict[str, Mapping[str, float]] = {}
        for number, kind in enumerate(self.kinds):
            phrases = {fold(phrase).strip() for some in kinds[kind].values() for phrase in some}
            for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
                self._by_head.setdefault(phrase[:_HEAD], []).append((phrase, number))
                self._starts.add(phrase[:_START])

    def opening(self, folded: str) -> Iterator[tuple[str, int]]:
        """The phrases that ``folded`` begins with, ended by a word's edge: (phrase, number of its kind)."""
        if folded[:_START] not in self._starts and folded[: _START - 1] not in self._by_head:
            return
        for size in range(min(_HEAD, len(folded)), min(1, len(folded) - 1), -1):  # one character alone begins no line
            for phrase, number in self._by_head.get(folded[:size], ()):
                if folded.startswith(phrase):
                    rest = folded[len(phrase) : len(phrase) + 1]
                    if not rest or not (rest.isalnum() and phrase[-1].isalnum()) or phrase[-1] > "\u0e00":
                        yield phrase, number

    def match(self, folded: str) -> Mapping[str, float]:
        """For each kind that opens the line, the share of the line's characters that its longest phrase covers.

        What is found is remembered for a while: several steps ask for the same lines.
        """
        if folded[:_START] not in self._starts and folded[: _START - 1] not in self._by_head:
            return _NONE
        known = self._matched.get(folded)
        if known is None:
            known = self._match(folded)
            if len(folded) <= _REMEMBERED:
                if len(self._matched) >= _MANY:
                    self._matched.clear()
                self._matched[folded] = known
        return known

    def _match(self, folded: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for phrase, number in self.opening(folded):
            kind = self.kinds[number]
            share = len(phrase) / max(1, len(folded.rstrip(" :.»>›→")))
            if share > found.get(kind, 0.0):
                found[kind] = min(1.0, share)
        return found


@cache
def phrases() -> Phrases:
    """The phrases that ship, read once."""
    return Phrases(load_table("phrases")["kinds"])
