"""The outlets authority (the shape of the door; its table and scoring follow)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dateline.catalogue.found import Found
from dateline.messages import Message
from dateline.model import Article, Doubt, Evidence, Outlet, SourceTag


@dataclass(frozen=True)
class Outlets(Mapping[str, Outlet]):
    """Key to row."""

    rows: dict[str, Outlet] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Outlet:
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def load(path: Path | None, problems: list[Message]) -> Outlets:
    """The authority that ships, extended by the curator's file."""
    return Outlets()


@dataclass(frozen=True, slots=True)
class Settled:
    """The source of one article, with evidence and doubts."""

    tag: SourceTag
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def settle(outlets: Outlets, article: Article) -> Settled:
    """The outlet of the article, settled on the authority where it knows it."""
    return Settled(SourceTag(key="unknown", name=article.outlet, known=False))
