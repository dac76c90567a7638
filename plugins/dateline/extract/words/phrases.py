"""The phrases that tell what a line is ("Most Read", "Lesen Sie auch", "المصدر"), in many languages, from data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dateline.extract.words.known import Known
from dateline.extract.words.text import fold

_REMEMBERED = 1000  # characters at most of a line whose phrases are remembered
_START = 3  # characters by which most lines are told to begin with none
_LONGER = 7  # characters by which phrases of so many are looked up
_PAIR = 2  # characters of the shortest phrases that begin a longer line


@cache
def load_table(name: str) -> Any:
    """The JSON file ``data/extract/NAME.json`` that ships with the package."""
    return json.loads(files("dateline").joinpath("data", "extract", f"{name}.json").read_text("utf-8"))


_NONE: Mapping[str, float] = MappingProxyType({})


class Phrases:
    """All phrases, by kind; finds which of them begin a line."""

    def __init__(self, kinds: dict[str, dict[str, list[str]]]) -> None:
        self.kinds = tuple(sorted(kinds))
        self._numbers: dict[str, list[int]] = {}  # of the kinds of each phrase
        # The sizes of the phrases with the same first characters, the longest first: of long ones, and of others.
        self._longer: dict[str, list[int]] = {}
        self._sizes: dict[str, list[int]] = {}
        self._matched: Known[Mapping[str, float]] = Known(self._match, _REMEMBERED)
        for number, kind in enumerate(self.kinds):
            phrases = {fold(phrase).strip() for some in kinds[kind].values() for phrase in some}
            for phrase in phrases:
                self._numbers.setdefault(phrase, []).append(number)
                sizes = self._sizes.setdefault(phrase[:_START], [])
                if len(phrase) >= _LONGER:
                    sizes = self._longer.setdefault(phrase[:_LONGER], [])
                if len(phrase) not in sizes:
                    sizes.append(len(phrase))
                    sizes.sort(reverse=True)

    def opening(self, folded: str) -> Sequence[tuple[str, int]]:
        """The phrases that ``folded`` begins with, ended by a word's edge: (phrase, number of its kind)."""
        sizes: Sequence[int] = self._sizes.get(folded[:_START], ())
        if len(folded) >= _LONGER and (longer := self._longer.get(folded[:_LONGER])):
            sizes = (*longer, *sizes)
        if len(folded) > _PAIR and folded[:_PAIR] in self._numbers:  # one character alone begins no line
            sizes = (*sizes, _PAIR)
        found: list[tuple[str, int]] = []
        for size in sizes:
            phrase = folded[:size]
            numbers = self._numbers.get(phrase) if len(phrase) == size else None
            if numbers is None:
                continue
            rest = folded[size : size + 1]
            if not rest or not (rest.isalnum() and phrase[-1].isalnum()) or phrase[-1] > "\u0e00":
                found += [(phrase, number) for number in numbers]
        return found

    def match(self, folded: str) -> Mapping[str, float]:
        """For each kind that opens the line, the share of the line's characters that its longest phrase covers.

        What is found is remembered for a while: several steps ask for the same lines.
        """
        if folded[:_START] not in self._sizes and folded[:_PAIR] not in self._numbers:
            return _NONE
        return self._matched[folded]

    def _match(self, folded: str) -> Mapping[str, float]:
        opening = self.opening(folded)
        if not opening:
            return _NONE
        found: dict[str, float] = {}
        size = max(1, len(folded.rstrip(" :.»>›→")))
        for phrase, number in opening:
            kind = self.kinds[number]
            share = len(phrase) / size
            if share > found.get(kind, 0.0):
                found[kind] = min(1.0, share)
        return found


def bare(folded: str) -> str:
    """A folded line without the signs that it begins with, as those of lists and links."""
    return folded.lstrip(" .…·•*>»-–—[(→▶►♦◆■▪➡👉📲📱📩📢📣🔔🔗🔴🎧📺\ufe0f")


@cache
def phrases() -> Phrases:
    """The phrases that ship, read once."""
    return Phrases(load_table("phrases")["kinds"])
