"""The conflicts authority (the shape of the door; its table and scoring follow)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.catalogue.found import Found
from dateline.catalogue.places import Places
from dateline.messages import Message
from dateline.model import Conflict, ConflictTag, PlaceTag


@dataclass(frozen=True)
class Conflicts(Mapping[str, Conflict]):
    """Key to row."""

    rows: dict[str, Conflict] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Conflict:
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def load(path: Path | None, places: Places, problems: list[Message]) -> Conflicts:
    """The authority that ships, extended by the curator's file."""
    return Conflicts()


def score(
    conflicts: Conflicts, text: str, *, title: str, date: str, language: str, places: tuple[PlaceTag, ...]
) -> Found[ConflictTag]:
    """The conflicts that the text is about, best first."""
    return Found()
