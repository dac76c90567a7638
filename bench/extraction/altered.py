"""Our labelled copies as people's programs leave them: broken into lines, quoted, cut, pasted below another.

``python -m bench.extraction.altered [FOLDER] [--only NAME] [--show] [--every N] [--floors FILE]``; FOLDER holds sets as
for ``bench.extraction.copies``. Of each alteration it prints how many copies were altered so, the F1 of the published
text with that of the labels (and that of the same copies as they are) and with that of the unaltered copy's reading, of
how many headline, date and authors are those of the unaltered copy, how many make several articles or have a doubt
about their text, and how many are read worse with no doubt to say so. ``--every N`` takes every Nth copy, and
``--floors FILE`` writes the counts of such a sample, which ``tests/golden/extract/test_altered.py`` holds.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from pathlib import Path

from bench.extraction import copies
from bench.extraction.candidates import plain
from bench.extraction.copies import COPIES, KEPT, STORY, Copy
from dateline import dumps
from dateline.dumps.lines import visible
from dateline.extract import extract, running_text
from dateline.messages import DatelineError
from dateline.model import Article

Row = tuple[str, str]  # label and text of a line
Rows = Sequence[Row]
EVERY = 8  # of the copies one is in the sample whose counts are held
WORSE = 0.05  # of F1 that a text may lose without a doubt
_WORDS = 4  # that follow each other, by which texts are compared
_ITEM, _SEVERAL = 100, 3  # characters of a line that may be an item, and lines of a list
_LISTS = frozenset("ns?")
_HARD = 9  # letters of a word that a program parts
_PAGES = (
    "cp1252",
    "cp1250",
    "cp1254",
    "cp1251",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp1258",
    "cp932",
    "cp950",
    "gbk",
    "cp949",
)
_WIDE = "\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\uff01-\uff9f"  # of two columns, with no space between them
_PIECES = re.compile(rf"[{_WIDE}][、。，！？；：」』）》”…]*|[^\s{_WIDE}]+")
_MARKS = re.compile(r"((?<!\S)#{1,6}(?=\s)|\*\*)")  # of Markdown, which count as words where they are published
_PAPER = 46_000  # thousandths of a letter's size in a line of a page
# How wide letters of Times are, in thousandths of its size (Adobe's font metrics of the fourteen fonts of PDF).
_THIN = {
    letter: size
    for size, letters in {
        250: " .,",
        278: "ijlt:;/",
        333: "fr-I()!’‘",
        389: "sJ",
        408: '"',
        444: "aceczçáàâäãéèêë“”",
        556: "PSFß",
        611: "ELTZ",
        667: "BCR",
        722: "wADGHKNOQUVXYÄÖÜÁÉ",
        778: "m",
        889: "M",
        944: "W",
        1000: "—…",
    }.items()
    for letter in letters
}
_STRAIGHT = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "…": "...", "–": "-", "—": "-"}
)


def _columns(text: str) -> int:
    return len(text) + len(re.findall(f"[{_WIDE}]", text))


def _times(text: str) -> int:
    """What a text takes in Times, in thousandths of its size; a letter that is not in the table takes half of it."""
    return sum(_THIN.get(letter, 1000 if re.match(f"[{_WIDE}]", letter) else 500) for letter in text)


def _wrapped(text: str, width: int, measure: Callable[[str], int] = _columns) -> Iterator[str]:
    """The lines into which a program breaks one that is too wide for it, at spaces or between wide characters."""
    line, end, size = "", 0, 0
    for match in _PIECES.finditer(text):
        gap = text[end : match.start()] if line else ""
        piece, end = match[0], match.end()
        if line and size + measure(gap + piece) > width:
            yield line
            line, gap, size = "", "", 0
        line, size = line + gap + piece, size + measure(gap + piece)
    yield line


def _broken(rows: Rows, width: int) -> list[Row]:
    return [(label, line) for label, text in rows for line in _wrapped(text, width)]


def _drawn(rows: Rows) -> list[Row]:
    """As a page of paper shows it and its text is copied: no blank lines, lines of a width, larger ones of a title."""
    sizes = {"h": 2.0, "e": 1.4}
    return [
        (label, line)
        for label, text in _close(rows)
        for line in _wrapped(text, int(_PAPER / sizes.get(label, 1.0)), _times)
    ]


def _close(rows: Rows) -> list[Row]:
    return [row for row in rows if row[1]]


def _doubled(rows: Rows) -> list[Row]:
    return [found for row in _close(rows) for found in (row, ("", ""))]


def _each(said: Callable[[str], str]) -> Callable[[Rows], list[Row]]:
    return lambda rows: [(label, said(text) if text else text) for label, text in rows]


def _soft(text: str) -> str:
    return re.sub(rf"[^\W\d_]{{{_HARD},}}", lambda match: f"{match[0][:4]}\u00ad{match[0][4:]}", text)


def _listed(rows: Rows, sign: Callable[[int], str]) -> list[Row]:
    """``rows`` with a sign before each of several short lines of one kind that stand right below each other."""
    out: list[Row] = []
    for (label, short), group in groupby(rows, key=lambda row: (row[0], 0 < len(row[1]) <= _ITEM)):
        found = list(group)
        listed = short and label in _LISTS and len(found) >= _SEVERAL
        out += [(label, f"{sign(n)}{text}" if listed else text) for n, (label, text) in enumerate(found, 1)]
    return out


def _marked_down(rows: Rows) -> list[Row]:
    marks = {"h": "# {}", "e": "## {}", "b": "**{}**", "d": "*{}*"}
    return _listed([(label, marks.get(label, "{}").format(text)) for label, text in rows], lambda _: "* ")


def _cut(rows: Rows, above: bool, below: bool) -> list[Row]:
    """From the first line of the article's head on, to the last one of its story."""
    own = [i for i, (label, _) in enumerate(rows) if label and label not in "n?"]
    first = next(i for i in own if rows[i][0] in "hdbts")
    last = max(i for i in own if rows[i][0] in STORY)
    return list(rows[first if above else 0 : last + 1 if below else len(rows)])


def _headless(rows: Rows) -> list[Row]:
    told = [i for i, (label, _) in enumerate(rows) if label == "s"]
    return list(rows[told[0] : told[-1] + 1])


def _in_part(rows: Rows) -> list[Row]:
    """The first half broken into lines, paragraphs apart; of the second each paragraph in a line, and none between."""
    half = len(rows) // 2
    return _broken(rows[:half], 72) + _close(rows[half:])


def _forwarded(rows: Rows) -> list[Row]:
    title = next((text for label, text in rows if label == "h"), "")
    head = (
        "FYI",
        "",
        "---------- Forwarded message ---------",
        "From: Ilse Carver <ilse.carver@mail.example>",
        "Date: Mon, Jan 11, 2027 at 8:14 AM",
        f"Subject: {title}",
        "To: Desk <desk@mail.example>",
        "",
    )
    return [*(("n" if text else "", text) for text in head), *rows]


def _above(rows: Rows, *lines: str) -> list[Row]:
    return [*(("n" if line else "", line) for line in lines), *rows]


def _below(rows: Rows, *lines: str) -> list[Row]:
    return [*rows, *(("n" if line else "", line) for line in lines)]


@dataclass(frozen=True)
class Alteration:
    """What a program or a hand does to a copy: to its lines, then to all of its text, or to its bytes.

    ``lost`` are the fields that no longer stand in the copy.
    """

    rows: Callable[[Rows], list[Row]] = list
    text: Callable[[str], str] = str
    data: Callable[[str], bytes | None] = str.encode
    lost: tuple[str, ...] = ()


def _windows(text: str) -> bytes | None:
    """In the first Windows page that has all characters; None where there is none, or all of them are ASCII."""
    for page in () if text.isascii() else _PAGES:
        try:
            return text.encode(page)
        except UnicodeEncodeError:
            continue
    return None


def _garbled(text: str) -> bytes | None:
    """Read in the wrong page and kept so; None where that page lacks a character, or nothing changes."""
    try:
        return None if text.isascii() else text.encode().decode("cp1252").encode()
    except UnicodeDecodeError:
        return None


ALTERATIONS = {
    "as it is": Alteration(),
    "72 columns": Alteration(partial(_broken, width=72)),
    "80 columns": Alteration(partial(_broken, width=80)),
    "drawn": Alteration(_drawn),
    "72, close": Alteration(lambda rows: _broken(_close(rows), 72)),
    "close": Alteration(_close),
    "doubled": Alteration(_doubled),
    "in part": Alteration(_in_part),
    "one line": Alteration(text=lambda text: " ".join(text.split())),
    "quoted": Alteration(text=lambda text: "".join(f"> {line}\n" for line in text.splitlines())),
    "72, quoted": Alteration(
        partial(_broken, width=72), text=lambda text: "".join(f"> {line}\n" for line in text.splitlines())
    ),
    "carriage": Alteration(text=lambda text: text.replace("\n", "\r\n")),
    "spaces": Alteration(_each(lambda text: f"   {text.replace('. ', '.  ')}  ")),
    "tabs": Alteration(_each(lambda text: f"\t{text}")),
    "two spaces": Alteration(_each(lambda text: f"{text}  ")),
    "invisible": Alteration(_each(lambda text: "\u200b" + text.replace(", ", ",\u200b ") + "\u2060")),
    "no-break": Alteration(text=lambda text: text.replace(" ", "\u00a0")),
    "soft hyphen": Alteration(_each(_soft)),
    "straight": Alteration(text=lambda text: text.translate(_STRAIGHT)),
    "utf-16": Alteration(data=lambda text: text.encode("utf-16")),
    "windows": Alteration(data=_windows),
    "mojibake": Alteration(data=_garbled),
    "bullets": Alteration(partial(_listed, sign=lambda _: "• ")),
    "numbers": Alteration(partial(_listed, sign=lambda n: f"{n}. ")),
    "markdown": Alteration(_marked_down),
    "address": Alteration(lambda rows: _above(rows, "https://news.example/world/the-story-as-it-was", "")),
    "phone": Alteration(lambda rows: _below(rows, "", "Sent from my iPhone")),
    "forwarded": Alteration(_forwarded),
    "to the end": Alteration(partial(_cut, above=True, below=False)),
    "cut below": Alteration(partial(_cut, above=False, below=True)),
    "article": Alteration(partial(_cut, above=True, below=True)),
    "story": Alteration(_headless, lost=("headline", "date", "authors")),
}
PASTED = {"two pasted": 2, "three pasted": 3}  # copies below each other in one file
NAMES = (*ALTERATIONS, *PASTED)


@dataclass
class Seen:
    """How one altered copy was read."""

    name: str
    labels: float  # F1 with the text of the labels
    whole: float  # that of the copy as it is
    own: float  # F1 with what was read of the copy as it is
    same: dict[str, bool]  # fields
    parted: bool  # into several articles
    doubted: bool
    unsaid: str  # what is worse with no doubt about it


@dataclass
class Totals:
    """The figures of one alteration."""

    seen: list[Seen] = field(default_factory=list)

    def counts(self) -> dict[str, int | float]:
        """What the floors hold."""
        fields = {name: sum(item.same[name] for item in self.seen) for name in ("headline", "date", "authors")}
        mean = {name: statistics.mean(getattr(item, name) for item in self.seen) for name in ("labels", "own")}
        honest = sum(not item.unsaid for item in self.seen)
        return {"copies": len(self.seen), **{k: round(v, 4) for k, v in mean.items()}, **fields, "honest": honest}

    def line(self, name: str) -> str:
        """The figures as a line of the table."""
        found = self.counts()
        whole = statistics.mean(item.whole for item in self.seen)
        parted, doubted = (sum(getattr(item, key) for item in self.seen) for key in ("parted", "doubted"))
        return (
            f"{name:11} {found['copies']:3} copies: F1 {found['labels']:.4f} (as they are {whole:.4f}), "
            f"with their reading {found['own']:.4f}; headline {found['headline']}, date {found['date']}, "
            f"authors {found['authors']}; parted {parted}, doubted {doubted}, "
            f"worse without a doubt {found['copies'] - found['honest']:.0f}"
        )


def _runs(text: str) -> Counter[tuple[str, ...]]:
    parts = _MARKS.split(visible(text))  # every second one a mark
    words = [word for n, part in enumerate(parts) for word in ([part] if n % 2 else copies.words(part))]
    return Counter(tuple(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1)))


def _alike(have: str, want: str, free: str = "") -> float:
    """F1 of runs of words; those of ``free`` lines count neither way."""
    found, told = _runs(have), _runs(want)
    found -= _runs(free) - told if free else Counter()
    right = sum((found & told).values())
    return 2 * right / max(1, found.total() + told.total())


def _told(article: Article) -> str:
    return f"{article.standfirst}\n{running_text(article)}"


def _fields(article: Article) -> dict[str, object]:
    return {
        "headline": plain(article.headline),
        "date": article.published.iso[:10] if article.published else "",
        "authors": [plain(name) for name in article.authors],
    }


@cache
def _read(data: bytes) -> tuple[Article, ...]:
    """The articles of a file, none where it is refused (its dump goes to the inbox then)."""
    try:
        return tuple(article for dump in dumps.read_bytes(data, "copy.txt") for article in extract(dump))
    except DatelineError:
        return ()


def _rows(copy: Copy) -> list[Row]:
    return [row for part in copy.parts for row in part.lines.values()]


def _of(rows: Rows, labels: str) -> str:
    return "\n".join(text for label, text in rows if label and label in labels)


def altered(copy: Copy, how: Alteration) -> tuple[bytes, list[Row]] | None:
    """A copy's file as it is altered, and its lines; None where that cannot be."""
    rows = how.rows(_rows(copy))
    data = how.data(how.text("".join(f"{text}\n" for _, text in rows)))
    return None if data is None else (data, rows)


def seen(copy: Copy, how: Alteration) -> Seen | None:
    """How a copy of one article is read that is altered so; None where it cannot be."""
    made = altered(copy, how)
    if made is None:
        return None
    data, rows = made
    found = _read(data)
    return _judged(copy.name, found, rows, _read(copy.text.encode()), _rows(copy), how.lost)


def pasted(some: Sequence[Copy]) -> list[Seen]:
    """How copies are read that were pasted one below the other."""
    found = _read("\n\n".join(copy.text for copy in some).encode())
    rows = [_rows(copy) for copy in some]
    parted = len(found) == len(some)
    out = []
    for n, copy in enumerate(some):
        one = _judged(copy.name, found, rows[n], _read(copy.text.encode()), rows[n])
        out.append(one)
        if parted or any(item.doubted for item in out):
            one.unsaid = ""
    return out


def _judged(
    name: str, found: Sequence[Article], rows: Rows, before: Sequence[Article], plainly: Rows, lost: Sequence[str] = ()
) -> Seen:
    """What was ``found`` beside the labels of ``rows``, and beside what was found ``before`` in the copy as it is."""
    story, free = (_MARKS.sub("", _of(rows, labels)) for labels in ("se", "d?"))
    base = max(before, key=lambda article: _alike(_told(article), story))
    whole = _alike(_told(base), _of(plainly, "se"), _of(plainly, "d?"))
    if not found:
        return Seen(name, 0.0, whole, 0.0, dict.fromkeys(("headline", "date", "authors"), False), False, True, "")
    best = max(found, key=lambda article: _alike(_told(article), story))
    labels, own = _alike(_told(best), story, free), _alike(_told(best), _told(base))
    doubts = {doubt.field for article in found for doubt in article.doubts}
    fields, wanted = _fields(best), _fields(base)
    same = {key: value == wanted[key] for key, value in fields.items()}
    for key in lost:  # nothing, or nothing without a doubt
        same[key] = not fields[key] or {"headline": "title"}.get(key, key) in doubts
    unsaid = []
    if labels < whole - WORSE and "body" not in doubts:
        unsaid.append(f"F1 {labels:.3f} for {whole:.3f}")
    if not same["headline"] and "title" not in doubts:
        unsaid.append(f"headline {best.headline[:80]!r} for {base.headline[:80]!r}")
    return Seen(name, labels, whole, own, same, len(found) > 1, "body" in doubts, "; ".join(unsaid))


def measured(found: Sequence[Copy], names: Sequence[str] = NAMES) -> dict[str, Totals]:
    """The figures of each alteration, for copies of one article each; two and three of them are pasted together."""
    single = [copy for copy in found if len(copy.parts) == 1]
    out = {name: Totals() for name in names}
    for copy in single:
        _read.cache_clear()
        for name in names:
            one = seen(copy, ALTERATIONS[name]) if name in ALTERATIONS else None
            if one is not None:
                out[name].seen.append(one)
    for name, count in [item for item in PASTED.items() if item[0] in out]:
        for some in zip(*(single[n::count] for n in range(count)), strict=False):
            _read.cache_clear()
            out[name].seen += pasted(some)
    return {name: total for name, total in out.items() if total.seen}


def sample(folder: Path = COPIES, every: int = EVERY) -> list[Copy]:
    """Every Nth copy, by set and name."""
    return [copy for place in copies.sets(folder) for copy in copies.copies(place)][::every]


def main(arguments: Sequence[str] | None = None) -> None:
    """A line for each alteration, or what is worse in single copies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", nargs="?", type=Path, default=COPIES)
    parser.add_argument("--only", metavar="NAME", action="append", choices=NAMES, help="an alteration")
    parser.add_argument("--every", type=int, help="take every Nth copy alone")
    parser.add_argument("--show", action="store_true", help="tell which copies are read worse, but for those kept back")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="write the counts of the sample to be held")
    options = parser.parse_args(arguments)
    every = options.every or (EVERY if options.floors else 1)
    found = measured(sample(options.folder, every), options.only or NAMES)
    kept = {path.stem for path in (options.folder / KEPT).glob("*.txt")}
    for name, total in found.items():
        print(total.line(name))
        for one in total.seen if options.show else ():
            if one.name not in kept and (one.unsaid or one.labels < one.whole - WORSE or not all(one.same.values())):
                differ = ", ".join(key for key, same in one.same.items() if not same)
                print(f"  {one.name}: {one.labels:.3f} for {one.whole:.3f}; other {differ or 'nothing'}; {one.unsaid}")
    if options.floors:
        floors = {name: total.counts() for name, total in found.items()}
        options.floors.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
