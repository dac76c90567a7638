"""Hidden text that is the story after all.

Pages hide the article until a script shows it (subscriber walls, pages rendered on the server and put together by a
script). A reader of the page would see it, so that a group of hidden elements which holds a good part of the page's
prose, and says what no visible line says, is taken for shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import structs

from dateline.model import Line

_PROSE = 80  # characters from which a line that is not linked counts as prose
_SHARE = 0.25  # of the page's prose that a group must hold


def reveal(lines: list[Line], hiders: Mapping[int, str]) -> list[Line]:
    """``lines`` with the flag ``hidden`` taken from groups that hold the story.

    ``hiders`` gives, for the index of each hidden line, the element that hides it (its name and classes).
    """
    visible: set[str] = set()
    total = 0
    groups: dict[str, int] = {}
    for index, line in enumerate(lines):
        if len(line.text) < _PROSE or line.markup is None or line.markup.linked > 0.5:
            continue
        total += len(line.text)
        if index in hiders:
            groups.setdefault(hiders[index], 0)
        else:
            visible.add(line.text)
    if not groups:
        return lines
    for index, hider in hiders.items():
        text = lines[index].text
        if len(text) >= _PROSE and text not in visible:
            visible.add(text)
            if hider in groups:
                groups[hider] += len(text)
    shown = {hider for hider, size in groups.items() if size >= _SHARE * total}
    if not shown:
        return lines
    return [
        structs.replace(line, markup=structs.replace(line.markup, hidden=False))
        if line.markup is not None and hiders.get(index) in shown
        else line
        for index, line in enumerate(lines)
    ]
