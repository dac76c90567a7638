"""The topics authority (the shape of the door; its table and scoring follow)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.catalogue.found import Found
from dateline.messages import Message
from dateline.model import ConflictTag, PlaceTag, Topic, TopicTag


@dataclass(frozen=True)
class Topics(Mapping[str, Topic]):
    """Key to row."""

    rows: dict[str, Topic] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Topic:
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def load(path: Path | None, problems: list[Message]) -> Topics:
    """The authority that ships, extended by the curator's file."""
    return Topics()


def score(
    topics: Topics,
    text: str,
    *,
    title: str,
    language: str,
    places: tuple[PlaceTag, ...],
    conflicts: tuple[ConflictTag, ...],
) -> Found[TopicTag]:
    """The topics that the text is about, best first."""
    return Found()
