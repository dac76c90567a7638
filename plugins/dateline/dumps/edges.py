"""What stands at the edge of each printed page, in a text that was copied from a print-out.

A browser prints the time, the document's title and address and the page's number on each page. Copied with the text
they stand in its midst, and the day of printing would be taken for the day of publication.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.dumps.printed import STAMP, URL
from dateline.model import Claim, Line

_NUMBER = re.compile(r"(?:\S+://\S+\s+)?(?:\w{3,8}\s)?(\d{1,3})\s?(?:/|of|von|sur|de|из|z|av|van)\s?(\d{1,3})")
_LENGTH = 400  # characters of such a line, at most
_REACH = 4  # lines with text in front of a page's number and behind it
_HEADLINE = 12  # characters of a headline that a title begins with
_CUT = ("…", "...")


@dataclass(frozen=True, slots=True)
class Edges:
    """The numbers of the lines at the edge of pages, and what they state of the document."""

    lines: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()


def find(lines: Sequence[Line]) -> Edges:
    """What stands at the edge of each page; nothing where the text is not of printed pages.

    It is where lines count its pages from the first to the last, and what stands about them on each page tells a time
    or an address.
    """
    for counts in _counts(lines):
        near = {i for count in counts for i in _around(lines, count)} | {*_around(lines, -1)}
        times = Counter(lines[i].text for i in near)
        again = {text for text, n in times.items() if n >= max(2, len(counts) // 2)}
        telling = {text for text in (again if len(counts) > 1 else times) if _tells(text)}
        if telling and (len(counts) > 1 or any(map(URL.search, telling))):
            edge = {i for i in near if lines[i].text in again | telling}
            edge |= {*counts, *(_title(lines) if len(counts) == 1 else ())}
            return Edges(tuple(lines[i].number for i in sorted(edge)), _claims(lines, sorted(edge), counts))
    return Edges()


def _title(lines: Sequence[Line]) -> list[int]:
    """The title below the time at the top of a single page, whose headline begins it again."""
    top = _around(lines, -1)
    if len(top) < 2 or not STAMP.fullmatch(lines[top[0]].text):
        return []
    said = lines[top[1]].text
    again = any(said.startswith(line.text) and len(line.text) >= _HEADLINE for line in lines[top[1] + 1 :])
    return [top[1]] if again else []


def _counts(lines: Sequence[Line]) -> list[list[int]]:
    """The lines that count pages up to one last page: written alike, where each does once, in order."""
    found: defaultdict[tuple[int, str, str, bool], list[tuple[int, int]]] = defaultdict(list)
    for i, line in enumerate(lines):
        match = _NUMBER.fullmatch(line.text) if line.text[-1:].isdigit() and len(line.text) <= _LENGTH else None
        if match:
            around = line.text[: match.start(1)], line.text[match.end(1) :]
            found[int(match[2]), *around, match[1][0] == "0"].append((int(match[1]), i))
    whole = ((key, some) for key, some in found.items() if [n for n, _ in some] == [*range(1, key[0] + 1)])
    return [[i for _, i in some] for _, some in sorted(whole, reverse=True)]


def _around(lines: Sequence[Line], at: int) -> list[int]:
    """The lines with text next to ``at``."""
    found: list[int] = []
    for step in (-1, 1):
        i, left = at + step, _REACH
        while 0 <= i < len(lines) and left:
            if lines[i].text:
                found.append(i)
                left -= 1
            i += step
    return found


def _tells(text: str) -> bool:
    """Whether a line tells a time or an address, and little else."""
    rest = STAMP.sub("", URL.sub("", text))
    return rest != text and (bool(STAMP.match(text)) or not any(map(str.isalnum, rest)))


def _claims(lines: Sequence[Line], edge: Sequence[int], counts: Sequence[int]) -> tuple[Claim, ...]:
    """The title and the address that the pages' edges state, if not cut."""
    shown = Counter(lines[i].text for i in edge if i not in counts)
    addresses = (m[0] for i in edge if (m := URL.search(lines[i].text)) and m[0].startswith("http"))
    titles = (STAMP.sub("", URL.sub("", text)).strip() for text, _ in shown.most_common())
    found = (
        ("url", next((text for text in addresses if not text.endswith(_CUT)), "")),
        ("title", next((text for text in titles if any(map(str.isalpha, text))), "")),
    )
    return tuple(Claim(field, value, "print-out") for field, value in found if value and not value.endswith(_CUT))
