"""Printed pages: from pieces of text, each with its place, to paragraphs in the order of reading.

What a program prints on each page (title, address, day, number of the page) stands apart from the text. A paragraph
goes on from line to line and from page to page. Runs of lines are read in the order in which they were drawn, but for
those that stand above what was drawn before them (Breuel, High performance document layout analysis, 2003: of two that
share columns the upper one comes first).
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.dumps.lines import visible

URL = re.compile(r"(?:https?|file)://\S+")
_COUNT = re.compile(r"(?:^|(?<=\s))(?:\w{3,8}\s)?\d{1,3}\s?(?:/|of|von|sur|de|из|z|av|van)\s?\d{1,3}(?:$|(?=\s))")
STAMP = re.compile(
    r"\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}\.?,?\s+\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?\s?m\.?)?", re.I
)
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_STOPS = re.compile(r"[.!?:…。！？؟][\"'”’»)]*$")
_RTL = re.compile("[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")  # digits run rightward
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_POINTS = frozenset(".:/\u066b")
_POINT = re.compile(f"(?<={_EASTERN.pattern})\\s?([.:/\u066b])\\s?(?={_EASTERN.pattern})")  # within a number or a time
_BETWEEN = re.compile(r"(?<=[0-9])\s([,:;])(?=[0-9])")
_DRAWN = re.compile(r"^\s+([.,:;!?،؛؟])$")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_OPENS, _CLOSES = "([{«‹", ")]}»›"
_MARK = re.compile(r"[(\[{«‹)\]}»›]")
_GLUED = re.compile(r"(?<=\w)(?=[(\[{«‹])")  # an opening bracket, and the word before it
_INSIDE = re.compile(r"(?<=[([{«‹])\s+|\s+(?=[)\]}»›])")
_SPACED = re.compile(r"(?:\S{1,2} ){4,}\S{1,2}")  # A D V E RT I S E M E N T
_SPACE_BEFORE = re.compile(r"\s+(?=[.,:;!?،؛؟)»”](?:\s|$))")
_SLIM = re.compile(r"[ .,:;'’‘!|()\[\]fijlrtI/-]")
_BROAD = re.compile("[A-HK-Zmw@%&—]")
_FULL = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_HYPHENS = "-\u00ad\u2010"
_SOFT = ("\u00ad", "\u2010")  # hyphens that only a break of a line makes
_PLACE = 3.0  # points by which lines that each page shows are apart from page to page
_LEFT = 0.6  # of the size, by which lines of one paragraph are apart at their edge
_ESTIMATED = 0.06  # of a width that is estimated, by which it may be wrong
_INDENT = 4.0  # of the size, by which a paragraph's first line is set in
_LARGE = 1.2  # of the text's size: a headline's
_FILLED = 0.9  # of a column, from which on a line may have had no room for a word: widths are estimated
_NEAR = 1.6  # of the size, from line to line of a paragraph, where its page does not tell
_FAR = 2.4  # of the size, at most
_RUN = 3.0  # of the size, from line to line of a run
_SPACING = 1.12  # of the spacing of lines
_MARGIN = 400  # characters of a line at the edge of a page, at most
_LEAST = 25  # characters of a line that is wrapped
_BROKEN = 0.03  # of the lines end in a hyphen where a document breaks its words
_FEW = 8  # lines at one place, of which none may be as wide as the column: those of a list
_RUNS = 200  # of a page, beyond which they are read as they were drawn


@dataclass(slots=True)
class PrintedLine:
    """One printed line: its text, left and right edge, height above the page's foot and font size, in points."""

    text: str
    left: float
    right: float
    height: float
    size: float


def written(pieces: Sequence[tuple[float, str]], leftward: bool) -> str:
    """The text of a line's pieces, each with its left edge, in the order in which they were written.

    ``leftward`` tells whether the page is written from right to left.

    Pieces of Arabic and Hebrew are drawn from left to right, whole words among them; the order within a piece is right.
    Of the Unicode bidirectional algorithm (UAX #9) this is what lines of news need: one level of the other direction.
    """
    if not any(_RTL.search(text) for _, text in pieces):
        return "".join(text for _, text in pieces)
    sign = -1 if leftward else 1  # of pieces that one command draws only the first has a place of its own
    order = sorted(range(len(pieces)), key=lambda n: (sign * pieces[n][0], sign * n))
    if leftward:  # what stands between numbers is given in the order in which it is drawn
        pieces = [(left, _DRAWN.sub(r"\1 ", text)) for left, text in pieces]
    out: list[str] = []
    run: list[str] = []  # pieces of the other direction, and what stands between them
    for text in (pieces[n][1] for n in order):
        other = any(map(str.isalnum, text)) and bool(_RTL.search(text)) != leftward
        if (other and not _apart(run, text)) or (run and not any(map(str.isalnum, text))):
            bare = text.strip()
            around = text.partition(bare) if bare else ("", text, "")
            run.append("".join(reversed(around)))  # what is drawn to its right stands in front of it
            continue
        out += _turned(run)
        run = []
        if other:
            bare = text.strip()
            run.append("".join(reversed(text.partition(bare))))
        else:
            out.append(text)
    text = "".join(out + _turned(run))
    return _BETWEEN.sub(r"\1 ", _POINT.sub(r"\1", _SPACE_BEFORE.sub("", text))) if leftward else text


def _apart(run: Sequence[str], text: str) -> bool:
    """Whether a number does not go on where a run of numbers ended, for a space parts them: they follow as words do."""
    numbers = run and not any(map(str.isalpha, "".join(run))) and not any(map(str.isalpha, text))
    if _EASTERN.search(text) and run and run[-1].strip() in _POINTS:
        return False  # within a number or a time
    return bool(numbers) and ("".join(run)[:1].isspace() or text[-1:].isspace() or any(map(str.isspace, "".join(run))))


def _turned(run: list[str]) -> list[str]:
    """A run of the other direction the other way round; what closes it stays behind it."""
    end = len(run)
    while end and not any(map(str.isalnum, run[end - 1])):
        end -= 1
    return run[:end][::-1] + run[end:]


def is_leftward(text: str) -> bool:
    """Whether most letters of a text are of a script that is written from right to left."""
    return 2 * len(_RTL.findall(text)) > sum(map(str.isalpha, text))


def right(pieces: Sequence[tuple[float, str]], size: float) -> float:
    """About where a line ends whose pieces begin there: of those at one place each follows the one before."""
    widths: dict[float, float] = {}
    for left, text in pieces:
        widths[left] = widths.get(left, left) + size * width(text)
    return max(widths.values())


def width(text: str) -> float:
    """About how wide a text is, in parts of its size: as in a common sans-serif type."""
    return (
        len(text) * 0.55
        - 0.27 * len(_SLIM.findall(text))
        + 0.14 * len(_BROAD.findall(text))
        + 0.45 * len(_FULL.findall(text))
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of printed pages, and what they show besides on each of them, page by page."""

    text: str
    margins: tuple[str, ...]


def read(pages: Sequence[Sequence[PrintedLine]], title: str = "") -> Printed:
    """The text of pages. ``title`` is the document's, as the file states it."""
    for lines in pages:
        for line in lines:
            line.text = _shown(line.text)
    _mirror([line for lines in pages for line in lines])
    pages = [[line for line in lines if line.text] for lines in pages]
    margins, kept = [], []
    repeated = _repeated(pages)
    for lines in pages:
        edges = {id(line) for line in _edges(lines) if len(line.text) <= _MARGIN and _tells_print(line.text, title)}
        apart = {id(line) for line in lines if id(line) in edges or repeated & _places(line)}
        margins += [line.text for line in lines if id(line) in apart]
        kept.append(_in_order([line for line in lines if id(line) not in apart]))
    return Printed(_joined(kept), tuple(margins))


def _mirror(lines: Sequence[PrintedLine]) -> None:
    """Turn the brackets of lines that are written leftward, where the file gives them as they look and not as what they
    are: most lines begin with one that closes then.
    """
    some = [line for line in lines if _RTL.search(line.text) and is_leftward(line.text)]
    firsts = [mark[0] for line in some if (mark := _MARK.search(line.text))]
    if sum(mark in _CLOSES for mark in firsts) > sum(mark in _OPENS for mark in firsts):
        for line in some:
            turned = _INSIDE.sub("", line.text.translate(_MIRRORED))
            line.text = _GLUED.sub(" ", turned)
    for line in some:
        parts = line.text.split('"')
        if len(parts) % 2:  # of an even number of marks each second one closes
            for n in range(1, len(parts), 2):
                parts[n] = parts[n].strip()
            line.text = '"'.join(parts)


def _shown(text: str) -> str:
    """What a line shows: a soft hyphen at its end is drawn, and letters that are set apart are one word."""
    text = visible(text.rstrip().removesuffix(_SOFT[0]) + _SOFT[1] if text.rstrip().endswith(_SOFT[0]) else text)
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def _edges(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The two uppermost and the two lowest lines of a page."""
    ranked = sorted(lines, key=lambda line: line.height)
    return [*ranked[:2], *ranked[2:][-2:]]


def _tells_print(text: str, title: str) -> bool:
    """Whether a line says only which document was printed and when: its address, the page's number, title and time."""
    bare = _COUNT.sub(" ", URL.sub(" ", text))
    named = bare.replace(title, " ") if title else bare
    rest = STAMP.sub(" ", named)
    if any(map(str.isalnum, rest)):
        return False
    return bare != text or (named != bare and rest != named)


def _places(line: PrintedLine) -> set[tuple[str, int, int]]:
    """What a line says but for numbers, with where it stands: twice, so that near places share one."""
    said = _DIGITS.sub("0", line.text)
    return {
        (said, round(line.left / _PLACE + half), 2 * round(line.height / _PLACE + half) + (half > 0))
        for half in (0.0, 0.5)
    }


def _repeated(pages: Sequence[Sequence[PrintedLine]]) -> set[tuple[str, int, int]]:
    """What stands at one place of most pages."""
    counts = Counter(place for lines in pages for place in {p for line in lines for p in _places(line)})
    least = max(2, (len(pages) + 1) // 2)
    return {place for place, count in counts.items() if count >= least}


def _in_order(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The lines of a page in the order of reading."""
    runs: list[list[PrintedLine]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        below = last is not None and 0 < last.height - line.height <= _RUN * max(line.size, last.size)
        if last is not None and below and _overlap((last.left, last.right), (line.left, line.right)):
            runs[-1].append(line)
        else:
            runs.append([line])
    if not 1 < len(runs) <= _RUNS:
        return list(lines)
    sides = [(min(line.left for line in run), max(line.right for line in run)) for run in runs]
    tops = [run[0].height + run[0].size for run in runs]
    after: defaultdict[int, list[int]] = defaultdict(list)
    waits = [0] * len(runs)
    for i, upper in enumerate(runs):
        for k, top in enumerate(tops):
            # The first comparison alone makes sure that no two wait for each other, whatever sizes a file states.
            higher = upper[0].height > runs[k][0].height and upper[-1].height >= top - 1
            if higher and _overlap(sides[i], sides[k]):
                after[i].append(k)
                waits[k] += 1
    ready = [i for i, count in enumerate(waits) if not count]
    order: list[PrintedLine] = []
    while ready:
        i = heapq.heappop(ready)
        order += runs[i]
        for k in after[i]:
            waits[k] -= 1
            if not waits[k]:
                heapq.heappush(ready, k)
    return order


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two spans, from left to right, share more than half of the narrower one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0.5 * min(one[1] - one[0], other[1] - other[0])


class _Measures:
    """What the lines of a document tell of its columns, of the size of its text and the spacing of its lines."""

    def __init__(self, pages: Sequence[Sequence[PrintedLine]]) -> None:
        sizes: Counter[int] = Counter()
        self._columns: dict[tuple[int, int], list[float]] = {}
        self._lefts: dict[int, float] = {}
        drops: defaultdict[int, Counter[float]] = defaultdict(Counter)
        words: Counter[str] = Counter()
        hyphens = count = 0
        for lines in pages:
            for line in lines:
                count += 1
                hyphens += line.text.endswith("-")
                sizes[round(line.size)] += len(line.text)
                left, right = _sides(line)
                self._columns.setdefault((round(left), round(line.size)), []).append(right)
                self._lefts[round(left)] = max(right, self._lefts.get(round(left), right))
                words.update(_WORD.findall(line.text.casefold()))
            for one, other in pairwise(lines):
                drop = one.height - other.height
                same = round(one.size) == round(other.size) and _aligned(one, other)
                if same and 0 < drop <= _FAR * other.size:
                    ended = drop > _NEAR * other.size and _STOPS.search(one.text)  # as paragraphs that stand apart do
                    drops[round(one.size)][round(2 * drop) / 2] += -1 if ended else 1
        for some in self._columns.values():
            some.sort()
        text = max(self._columns, key=lambda key: (len(self._columns[key]), -key[0]), default=(0, 0))
        self._body = text[0], _ninth(self._columns[text]) if self._columns else 0.0
        self.size = max(sizes, key=lambda size: (sizes[size], -size), default=0)
        self._spacing = {
            size: min((drop for drop, n in found.items() if n >= max(2, 0.1 * found.total())), default=0.0)
            for size, found in drops.items()
        }
        self._words = words
        self._breaks_words = hyphens > _BROKEN * count

    def near(self, one: PrintedLine, other: PrintedLine) -> bool:
        """Whether a line stands as close below another as lines of a paragraph do."""
        spacing = self._spacing.get(round(other.size), 0.0)
        return 0 < one.height - other.height <= (_SPACING * spacing if spacing else _NEAR * other.size)

    def full(self, line: PrintedLine, word: str) -> bool:
        """Whether ``word``, the next line's first, had no room in a line."""
        left, right = _sides(line)
        some = self._columns[round(left), round(line.size)]
        column = _ninth(some) if len(some) > 2 else self._lefts[round(left)]
        if len(some) <= _FEW and self._body[0] <= left < self._body[1]:
            column = max(column, self._body[1])
        wide = line.size * width(f" {word}")
        long = len(line.text) >= _LEAST or line.size >= _LARGE * self.size
        return long and right + wide - left > _FILLED * (column - left)

    def join(self, one: str, other: str) -> str:
        """Two lines of a paragraph as one: a word that is broken between them is whole again."""
        if one.endswith(_SOFT):
            return one[:-1] + other
        if not one.endswith("-") or one.endswith((" -", "--")):
            return f"{one} {other}"
        first, second = _WORD.findall(one[:-1].casefold())[-1:], _WORD.findall(other.casefold())[:1]
        if first and second and other[:1].islower():
            whole, parted = self._words[first[0] + second[0]], self._words[f"{first[0]}-{second[0]}"]
            if whole > parted or (self._breaks_words and not parted):
                return one[:-1] + other
        return one + other


def _ninth(values: Sequence[float]) -> float:
    """The ninth decile of sorted values: what estimates hardly exceed."""
    return values[len(values) * 9 // 10]


def _sides(line: PrintedLine) -> tuple[float, float]:
    """Where a line begins and ends, in the direction of its writing."""
    if is_leftward(line.text):
        return -line.right, -line.left
    return line.left, line.right


def _aligned(one: PrintedLine, other: PrintedLine) -> bool:
    """Whether a line begins where the one above does, or that one, as a paragraph's first, is set in.

    Where a line of Arabic or Hebrew begins is known from estimated widths alone.
    """
    slack = _LEFT * other.size + (_ESTIMATED * (one.right - one.left) if is_leftward(one.text) else 0.0)
    return -slack < _sides(one)[0] - _sides(other)[0] < _INDENT * other.size


def _joined(pages: Iterable[Sequence[PrintedLine]]) -> str:
    """The lines of all pages with wrapped ones joined, and a blank line where a page leaves room.

    A paragraph goes on behind the end of a page.
    """
    pages = [lines for lines in pages if lines]
    measures = _Measures(pages)
    texts: list[str] = []
    before: PrintedLine | None = None
    for lines in pages:
        for number, line in enumerate(lines):
            near = before is not None and bool(number) and measures.near(before, line)
            if before is None:
                texts.append(line.text)
            elif _turns(before, line) or ((near or not number) and _one_paragraph(before, line, measures)):
                texts[-1] = measures.join(texts[-1], line.text)
            else:
                texts += [line.text] if near else ["", line.text]
            before = line
    return "\n".join([*texts, ""]) if texts else ""


def _turns(one: PrintedLine, other: PrintedLine) -> bool:
    """Whether a sentence goes on at the top of the next column or page."""
    same = abs(other.size - one.size) < 0.06 * one.size
    return same and other.height > one.height and other.text[0].islower() and not _STOPS.search(one.text)


def _one_paragraph(one: PrintedLine, other: PrintedLine, measures: _Measures) -> bool:
    same = abs(other.size - one.size) < 0.06 * one.size
    large = one.size >= _LARGE * measures.size
    centred = abs(one.left + one.right - other.left - other.right) < 2 * other.size
    if not same or not (_aligned(one, other) or (large and centred)):
        return False
    broken = one.text[-1] in _HYPHENS and one.text[-2:-1].isalpha() and other.text[0].isalpha()
    return broken or measures.full(one, other.text.split(" ", 1)[0])
