"""What one part of the catalogue found: its tags, the evidence for each, and its doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from dateline.model import Doubt, Evidence

Tag = TypeVar("Tag")


@dataclass(frozen=True, slots=True)
class Found(Generic[Tag]):
    """Tags best first. Evidence has ``field`` places, conflicts or tags and ``value`` the key; lines come later."""

    tags: tuple[Tag, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()
