"""What was pasted into a document (Word, OpenDocument, RTF), as a copied text has it."""

from __future__ import annotations

from msgspec import structs

from dateline.extract.lines.units import Unit
from dateline.extract.words.text import fold
from dateline.model import Dump

_ITEM = "• "


def unmarked(dump: Dump, unit: Unit) -> Unit:
    """A unit without its markup, and without the number that the document prints in front of it."""
    text = unit.bare
    return structs.replace(
        unit, text=text, folded=unit.folded if text == unit.text else fold(text), markup=None, cells=_row(dump, unit)
    )


def as_copied(bare: Unit, unit: Unit) -> Unit:
    """A unit as it would stand in a copied text: behind its number, or an item of a list behind its sign."""
    if unit.markup is not None and unit.markup.label:
        return structs.replace(bare, text=unit.text, folded=unit.folded)
    listed = unit.markup is not None and unit.markup.list_depth
    return structs.replace(bare, text=f"{_ITEM}{bare.text}", folded=f"{_ITEM}{bare.folded}") if listed else bare


def _row(dump: Dump, unit: Unit) -> tuple[str, ...]:
    """The cells of a table's row in a document, whose text has tabs between them."""
    if unit.markup is None or not unit.markup.cell:
        return unit.cells
    line = dump.lines[unit.lines[0]]
    return tuple(" ".join(cell.split()) for cell in dump.text[line.start : line.end].split("\t"))
