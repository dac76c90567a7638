"""Read the hand-written tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.model import Name

TABLES = Path(__file__).parent / "tables"


def rows(name: str) -> Iterator[list[str]]:
    """The fields of each row of a table, split by ";"."""
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [part.strip() for part in line.split(";")]


def words(text: str) -> list[str]:
    """The parts of a list with commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def names(text: str) -> list[Name]:
    """Names such as ``Արցախ@hy=Armenians``."""
    found = []
    for part in words(text):
        if part.startswith("!"):
            continue
        rest, _, by = part.partition("=")
        label, _, lang = rest.partition("@")
        found.append(Name(label.strip(), lang.strip(), by.strip()))
    return found


def refused(text: str) -> set[str]:
    """The names after "!", which are another place's."""
    return {part[1:] for part in words(text) if part.startswith("!")}
