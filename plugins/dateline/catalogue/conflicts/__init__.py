"""Conflicts: the authority of armed conflicts, and which of them a text is about."""

from dateline.catalogue.conflicts.authority import Conflicts, load
from dateline.catalogue.conflicts.scorer import CONFIDENT, score

__all__ = ["CONFIDENT", "Conflicts", "load", "score"]
