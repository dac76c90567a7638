"""A mention: a stretch of the text that names a place, and what is known of it before it is settled."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.catalogue.places.gazetteer import Candidate


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names one of the candidates (none: a name that the gazetteer does not know)."""

    start: int
    end: int
    first: int  # tokens [first, last)
    last: int
    name: str  # folded
    candidates: tuple[Candidate, ...]
    demonym: bool
    score: float  # how sure the recogniser is, 0..1
