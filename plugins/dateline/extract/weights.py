"""The learned weights: a lexicon and the forests, with and without markup, as one file that ships with the package."""

from __future__ import annotations

import array
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.extract.lexicon import Lexicon
from dateline.extract.trees import Forest, load, save

DECISIONS = ("first", "second", "headline", "date", "byline", "standfirst")


@dataclass(frozen=True)
class Weights:
    """The lexicon, and by name ("text.first", "html.headline" …) the forests."""

    lexicon: Lexicon
    forests: dict[str, Forest]

    def pack(self) -> bytes:
        """The weights as the bytes of a file."""
        parts = {f"forest.{name}": forest.pack() for name, forest in self.forests.items()}
        parts["lexicon"] = self.lexicon.weights.tobytes()
        return save(parts)

    @staticmethod
    def unpack(data: bytes) -> Weights:
        """The weights that ``pack`` wrote. Raises ValueError for anything else."""
        parts = load(data)
        table = Lexicon(memoryview(array.array("b", parts["lexicon"])))
        forests = {
            name.removeprefix("forest."): Forest.unpack(part) for name, part in parts.items() if name != "lexicon"
        }
        return Weights(table, forests)


@cache
def shipped() -> Weights:
    """The weights that ship, read once."""
    return Weights.unpack(files("dateline").joinpath("data", "extract", "weights.bin").read_bytes())
