"""Notes on the author of a copy: a name alone in a line, and right below it a paragraph that begins with the name.

A story may tell of persons so, too: then several names head paragraphs, and no byline says any of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.recognisers.bylines import looks_like_names
from dateline.extract.recognisers.openings import has_opening
from dateline.extract.recognisers.posts import copulas

_NAME, _WORDS = 40, 2  # characters of a full name at most, and words at least
_BYLINE = 140  # characters of a line that says who wrote the text


def author_notes(units: Sequence[Unit], inside: Sequence[bool]) -> frozenset[int]:
    """The notes among the units of ``inside``, with the names above them.

    A byline above has to say the name; at the story's end it is enough that the note says what the person is, and that
    the story does not speak of him or her.
    """
    found = [i for i in range(1, len(units)) if inside[i] and _begins_with_name(units, i)]
    if len(found) != 1:
        return frozenset()
    at = found[0]
    name = units[at - 1].text
    signed = any(len(unit.text) <= _BYLINE and name in unit.text and has_opening(unit.text) for unit in units[: at - 1])
    if not signed and units[at].markup is not None:
        return frozenset()
    if not signed:
        told = any(inside[i] and name in units[i].text for i in range(at - 1))
        said = units[at].text.removeprefix(f"{name} ").split(" ", 1)[0] in copulas()
        if told or not said or any(inside[at + 1 :]):
            return frozenset()
    return frozenset(i for i in (at - 1, at) if inside[i])


def _begins_with_name(units: Sequence[Unit], i: int) -> bool:
    name = units[i - 1].text
    return (
        len(name) <= _NAME
        and units[i].text.startswith(f"{name} ")
        and len(name.split()) >= _WORDS
        and looks_like_names(name)
    )
