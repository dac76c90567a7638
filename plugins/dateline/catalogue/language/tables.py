"""Read the small tables of facts that ship: tab-separated lines, comments with ``#``."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"


def rows(path: Path, columns: int) -> list[list[str]]:
    """The rows of a table, each padded to ``columns`` cells. Raises ValueError for a row with more."""
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) > columns:
            raise ValueError(f"{path.name}:{number}: {len(cells)} cells where {columns} are meant")
        found.append(cells + [""] * (columns - len(cells)))
    return found


def items(cell: str) -> list[str]:
    """The items of a cell that holds several, separated by semicolons."""
    return [item.strip() for item in cell.split(";") if item.strip()]
