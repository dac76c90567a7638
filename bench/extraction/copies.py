"""Copies made by hand, each line labelled by what it is and not by how it is read: what a reading keeps of them.

``python -m bench.extraction.copies [FOLDER] [--show NAME]``; FOLDER holds sets, a set holds copies (``NAME.txt``).
``--floors FILE`` writes the counts that ``tests/golden/extract/test_copies.py`` holds.
A copy is one or more parts, one for each article in it. A part opens with ``# key: value`` lines (language, date,
authors, layout) and a line ``---``; each line of the dump then opens with a letter and "|":

h headline, d standfirst, s story, e sub-heading of the story, b byline (and date), t date line, c caption or credit,
x correction or editor's note, n everything else, ? where two careful archivists would differ. A blank line is "|".
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.extraction.candidates import plain
from dateline import dumps
from dateline.extract import extract
from dateline.model import Article, Role

COPIES = Path(__file__).parents[2] / "tests" / "golden" / "copies"
LABELS = frozenset("hdsebtcxn?")
KEPT = "kept"  # the set whose single copies nobody looks at
KEYS = ("language", "date", "authors", "layout")
STORY = frozenset("se")
FREE = frozenset("?d")  # lines that count neither way among the words of the text
_HEAD = re.compile(r"# (\w+):\s*(.*)")


@dataclass
class Part:
    """What one article of a copy should be; ``lines`` are those of the whole dump, counted from 1, that are its own."""

    language: str = ""
    date: str = ""  # as precise as printed, empty where none is
    authors: tuple[str, ...] = ()  # a name that ends with "?" may be left out
    layout: str = ""
    lines: dict[int, tuple[str, str]] = field(default_factory=dict)  # number: (label, text)

    def labelled(self, labels: str) -> list[str]:
        """The texts of the lines that have one of the labels."""
        return [text for label, text in self.lines.values() if label and label in labels]


@dataclass(frozen=True)
class Copy:
    """One labelled copy."""

    name: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The dump as it was pasted, without its labels."""
        return "".join(f"{text}\n" for part in self.parts for _, text in part.lines.values())


class LabelError(ValueError):
    """A copy that is not written as the format asks."""


def parse(name: str, text: str) -> Copy:
    """A copy from its file's text; LabelError where a line is none of the format."""
    parts: list[Part] = []
    head: dict[str, str] = {}
    number = 0
    for row, line in enumerate(text.splitlines(), 1):
        if match := _HEAD.fullmatch(line):
            if match[1] not in KEYS or match[1] in head:
                raise LabelError(f"{name}, line {row}: key {match[1]} is unknown or stands twice")
            head[match[1]] = match[2].strip()
        elif line == "---":
            if set(head) != set(KEYS):
                raise LabelError(f"{name}, line {row}: a head has the keys {', '.join(KEYS)}")
            names = tuple(n.strip() for n in head["authors"].split(";") if n.strip())
            parts.append(Part(head["language"], head["date"], names, head["layout"]))
            head = {}
        else:
            label, bar, said = line.partition("|")
            blank = not label and not said
            if not parts or head or not bar or not (blank or (label in LABELS and said.strip())):
                raise LabelError(f"{name}, line {row}: {line[:40]!r} has no label, or no head above it")
            number += 1
            parts[-1].lines[number] = (label, said)
    if not parts or not all(part.labelled("s") for part in parts):
        raise LabelError(f"{name}: an article without a story")
    return Copy(name, tuple(parts))


def copies(folder: Path) -> list[Copy]:
    """The copies of one set, by name."""
    return [parse(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def sets(folder: Path = COPIES) -> list[Path]:
    """The folders of the sets, by name."""
    return sorted(path for path in folder.iterdir() if path.is_dir())


@dataclass
class Marks:
    """How one copy was read. ``lost`` and ``strange`` hold (label, text) of the lines that are missing or too many."""

    name: str
    language: str = ""
    lost: list[tuple[str, str]] = field(default_factory=list)
    strange: list[tuple[str, str]] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)  # field: what was given, and what is right
    kept: int = 0  # words of the story that are published
    want: int = 0  # words of the story
    have: int = 0  # words that are published, but for those of lines that may be

    @property
    def body(self) -> bool:
        """Whether no line of the story is lost and none that is not of it has come in."""
        return not any(label == "s" for label, _ in self.lost) and not any(label != "d" for label, _ in self.strange)

    @property
    def whole(self) -> bool:
        """Whether everything is right: each line, sub-headings too, and each field."""
        return not self.lost and not self.strange and not self.wrong


def mark(copy: Copy) -> Marks:
    """Read a copy, by the same door as ``dateline extract``, and tell what is right."""
    (dump,) = dumps.read_bytes(copy.text.encode("utf-8"), f"{copy.name}.txt")
    articles = extract(dump)
    given = {item.line.number: (item.role, i) for i, article in enumerate(articles) for item in article.lines}
    out = Marks(copy.name, copy.parts[0].language)
    if len(articles) != len(copy.parts):
        out.wrong["articles"] = f"{len(articles)}, not {len(copy.parts)}"
    for part in copy.parts:
        for number, (label, text) in part.lines.items():
            role = given[number][0]
            _line(out, label, text, role)
        _fields(out, part, articles[_holder(part, given)])
    return out


def _line(out: Marks, label: str, text: str, role: Role) -> None:
    size = len(words(text))
    inside = role.body
    if label in STORY:
        out.want += size
        # what opens the text may be published as its standfirst: then the standfirst is wrong, and nothing is lost
        if inside or (label == "s" and role is Role.STANDFIRST):
            out.kept += size
        else:
            out.lost.append((label, text))
    elif inside and label and label != "?":
        out.strange.append((label, text))
    if (inside or (label == "s" and role is Role.STANDFIRST)) and label not in FREE:
        out.have += size


def words(text: str) -> list[str]:
    """The words of a text; where letters stand without spaces, each sign."""
    return re.findall(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|\w+", text)


def _holder(part: Part, given: dict[int, tuple[Role, int]]) -> int:
    """The article that holds most of a part's lines of the story."""
    held = Counter(given[number][1] for number, (label, _) in part.lines.items() if label in STORY)
    return held.most_common(1)[0][0]


def _fields(out: Marks, part: Part, article: Article) -> None:
    headlines = part.labelled("h")
    if plain(article.headline) not in {plain(text) for text in headlines} and (headlines or article.headline):
        joined = plain(" ".join(headlines))  # a headline in several lines
        if not headlines or plain(article.headline) != joined:
            out.wrong["headline"] = f"{article.headline!r} for {headlines[:1]!r}"
    want = plain(" ".join(part.labelled("d")))
    loose = {plain(text) for text in part.labelled("?")}
    if plain(article.standfirst) != want and not (not want and plain(article.standfirst) in loose):
        out.wrong["standfirst"] = f"{article.standfirst!r} for {part.labelled('d')!r}"
    date = article.published.iso[:10] if article.published else ""
    if date != part.date:
        out.wrong["date"] = f"{date!r} for {part.date!r}"
    names = {plain(name) for name in article.authors}
    must = {plain(name) for name in part.authors if not name.endswith("?")}
    may = {plain(name.rstrip("?")) for name in part.authors}
    if not must <= names <= may:
        out.wrong["authors"] = f"{list(article.authors)!r} for {list(part.authors)!r}"


@dataclass
class Totals:
    """The counts of one set."""

    copies: int = 0
    whole: int = 0
    body: int = 0
    headline: int = 0
    standfirst: int = 0
    date: int = 0
    authors: int = 0
    kept: int = 0
    want: int = 0
    have: int = 0

    @property
    def recall(self) -> float:
        """The share of the stories' words that are published."""
        return self.kept / max(1, self.want)

    @property
    def precision(self) -> float:
        """The share of the published words that are the stories'."""
        return self.kept / max(1, self.have)

    @property
    def f1(self) -> float:
        """Of the words of all copies together."""
        return 2 * self.kept / max(1, self.want + self.have)

    def counts(self) -> dict[str, int | float]:
        """What the floors hold."""
        names = ("copies", "whole", "body", "headline", "standfirst", "date", "authors")
        figures = {"recall": self.recall, "precision": self.precision, "f1": self.f1}
        return {n: getattr(self, n) for n in names} | {n: round(v, 4) for n, v in figures.items()}

    def line(self, name: str) -> str:
        """The counts as a line of the table."""
        n = self.copies
        return (
            f"{name:8} {n} copies: wholly right {self.whole}, body right {self.body}; headline {self.headline}, "
            f"standfirst {self.standfirst}, date {self.date}, authors {self.authors}; "
            f"words kept {self.recall:.4f}, right {self.precision:.4f}, F1 {self.f1:.4f}"
        )


def total(marks: Iterable[Marks]) -> Totals:
    """The counts of the copies of one set."""
    out = Totals()
    for item in marks:
        out.copies += 1
        out.whole += item.whole
        out.body += item.body
        for name in ("headline", "standfirst", "date", "authors"):
            setattr(out, name, getattr(out, name) + (name not in item.wrong))
        for name in ("kept", "want", "have"):
            setattr(out, name, getattr(out, name) + getattr(item, name))
    return out


def told(item: Marks) -> Iterator[str]:
    """What is wrong with the reading of one copy, line by line."""
    yield f"{item.name} ({item.language}): {'wholly right' if item.whole else 'body right' if item.body else ''}"
    for sign, lines in (("-", item.lost), ("+", item.strange)):
        for label, text in lines:
            yield f"  {sign} {label}| {text[:110]}"
    for name, said in item.wrong.items():
        yield f"  {name}: {said}"


def main(arguments: Sequence[str] | None = None) -> None:
    """The totals of each set, or what is wrong with single copies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=COPIES)
    parser.add_argument("--show", metavar="NAME", action="append", help="a copy, or a set, but for the one kept back")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="write the counts to be held")
    options = parser.parse_args(arguments)
    floors: dict[str, dict[str, int | float]] = {}
    for place in sets(options.folder):
        found = copies(place)
        if options.show:
            found = [copy for copy in found if {copy.name, place.name} & set(options.show) and place.name != KEPT]
            for copy in found:
                print("\n".join(told(mark(copy))))
        else:
            counted = total(map(mark, found))
            floors[place.name] = counted.counts()
            print(counted.line(place.name))
    if options.floors and floors:
        options.floors.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
