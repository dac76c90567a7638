"""The learned weights: a lexicon, the forests and the networks, with and without markup, as two files that ship."""

from __future__ import annotations

import array
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.extract.features.lexicon import Lexicon
from dateline.extract.models.net import Net
from dateline.extract.models.trees import Forest, load, save

LINES = ("first", "second")  # the judgements of every unit
FIELDS = ("headline", "date", "byline", "standfirst")  # the rankings of candidates, trained without those


@dataclass(frozen=True)
class Weights:
    """The lexicon, by name ("text.first", "html.headline" …) the forests, and by kind ("text", "html") the networks."""

    lexicon: Lexicon
    forests: dict[str, Forest]
    nets: dict[str, Net]

    def pack(self, decisions: Collection[str] = LINES + FIELDS) -> bytes:
        """The weights of some decisions as the bytes of a file; the lexicon goes with those about lines."""
        parts = {
            f"forest.{name}": forest.pack()
            for name, forest in self.forests.items()
            if name.rsplit(".", 1)[-1] in decisions
        }
        if not set(LINES).isdisjoint(decisions):
            parts["lexicon"] = self.lexicon.weights.tobytes()
            parts |= {f"net.{kind}": net.pack() for kind, net in self.nets.items()}
        return save(parts)

    @staticmethod
    def unpack(*files: bytes) -> Weights:
        """The weights that ``pack`` wrote, of one file or several. Raises ValueError for anything else."""
        parts: dict[str, bytes] = {}
        for data in files:
            parts |= load(data)
        table = Lexicon(memoryview(array.array("b", parts.get("lexicon", b""))))
        forests = {
            name.removeprefix("forest."): Forest.unpack(part)
            for name, part in parts.items()
            if name.startswith("forest.")
        }
        nets = {name.removeprefix("net."): Net.unpack(part) for name, part in parts.items() if name.startswith("net.")}
        return Weights(table, forests, nets)


@cache
def shipped() -> Weights:
    """The weights that ship, read once."""
    folder = files("dateline").joinpath("data", "extract")
    return Weights.unpack(*(folder.joinpath(name).read_bytes() for name in ("weights.bin", "fields.bin")))
