"""Documents of ProQuest: fields with their labels, between rules of underscores."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.dumps.pressed import Found, tables
from dateline.model import Hints, Line, Role, Told

RULE = re.compile(r"^[ \t]*_{20,}[ \t]*\r?$", re.M)
ID = re.compile(r"^[ \t]*(?:ProQuest document ID|Document URL):", re.M)
COUNT = re.compile(r"^[ \t]*Document \d+ of \d+[ \t]*\r?$", re.M)
_LABEL = re.compile(r"([A-Za-z][A-Za-z /&-]{1,40}?)\s*:\s*(.*)")
_HEADED = ("illustration", "abstract", "full text")  # which may stand on a line of their own without a colon
_SAME = 0.8  # of an abstract's words, from which on it says what the text begins with


def read(lines: Sequence[Line]) -> tuple[Hints, tuple[Told, ...]]:
    """What the lines of one document state, labels of the text parted from it."""
    table = tables()["proquest"]
    found = Found(lines)
    starts: list[tuple[int, str, str]] = []
    for i, line in enumerate(lines):
        match = _LABEL.fullmatch(line.text)
        key, value = (match[1].lower(), match[2]) if match else (line.text.lower(), "")
        if RULE.fullmatch(line.text) or (key in table and (match or key in _HEADED)):
            starts.append((i, table.get(key, ""), value))
    ends = [*(i for i, _, _ in starts[1:]), len(lines)]
    texts: dict[str, list[Line]] = {"body": [], "abstract": [], "caption": []}
    for (at, field, value), after in zip(starts, ends, strict=True):
        rest = [line for line in lines[at + 1 : after] if not COUNT.fullmatch(line.text)]
        if field in texts:
            texts[field] += rest
        elif value:
            found.hint(field, _people(value) if field == "authors" else value)
        else:
            found.hint(field, " ".join(line.text for line in rest if line.text))
    abstract = [line for line in texts["abstract"] if line.text]
    if abstract and abstract[0].text in tables()["proquest_nothing"]:
        abstract = []
    if not any(line.text for line in texts["body"]):
        found.story(texts["abstract"] if abstract else [])
    else:
        found.story(texts["body"])
        if abstract and not _opens(abstract, texts["body"]):
            found.piece(Role.STANDFIRST, abstract)
    found.blocks(Role.CAPTION, texts["caption"])
    return found.all()


def _opens(abstract: Sequence[Line], text: Sequence[Line]) -> bool:
    """Whether an abstract is the beginning of the text, cut short."""
    words = " ".join(line.text for line in abstract).lower().split()
    first = " ".join(line.text for line in text if line.text).lower().split()[: 2 * len(words) + 20]
    return sum(word in first for word in words) >= _SAME * len(words)


def _people(value: str) -> str:
    """Names in their natural order: "Linde, Mara; Ask, Jon." gives "Mara Linde; Jon Ask"."""
    names = []
    for name in value.strip().rstrip(".").split(";"):
        last, comma, first = name.strip().partition(", ")
        swap = comma and "," not in first and len(first.split()) <= 3 and len(last.split()) <= 2
        names.append(f"{first} {last}" if swap else name.strip())
    return "; ".join(filter(None, names))
