"""At which column the paragraphs of a text were broken into lines, as mail programs and editors do.

A program that fills lines greedily breaks where the next word has no room: a line of ``n`` columns before a word of
``m`` tells that the width is from ``n`` to ``n + m``. Lines that surely go on (the next begins with a small letter)
each vote for their widths; where they agree, the text was broken there. Menus and teasers around it have no vote, or
scatter. Text copied out of a PDF was broken where letters of different widths had no more room: its lines vote for what
they take on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate, pairwise
from math import sqrt
from typing import NamedTuple

from dateline.dumps.printed import width
from dateline.extract.words.text import COLONS, QUOTES, TERMINAL, ends_sentence, has_capitals, opens_small

_WIDEST = 140  # columns: no program that breaks lines makes them wider
_NARROWEST = 40
_LEAST = 4  # full lines that show a width
_RAGGED = 8  # columns by which lines may fall short of the width, where not all agree on one
_ALMOST = 16  # and by which they do where a width is looked for
_AGREED = 0.8  # of the lines that go on vote for the width,
_FEW, _MOST = 2, 0.6  # full lines are enough where no line is longer, if they are most of those that go on,
_SURE = 3  # or of those of a stretch, if they are all that go on there
_EXACT = 0.95  # and where a program broke all of them, as no hand does that indents paragraphs
_LONGER = 0.25  # of as many lines may be longer than the width: addresses, and what was added below a mail
_FILLED = 2  # lines between two others of their paragraph
_MANY, _ENOUGH = 12, 0.4  # or fewer of many: teasers in a script without capitals vote too, and mails quote each other
_WIDE = "\u2e80"  # from here on a character takes two columns
# Scripts that part no words: a line may end behind any of their characters.
_PARTED = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\uff01-\uff9f\U00020000-\U0003ffff]")
_SHORT = 0.75  # of the width: a line that could have held more, if more had followed
_WHEN = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_NAMES = (2, 6)  # words of a line that says nothing but names
_SMALL = 5  # letters at most of words that titles write small

_BROADEST = 240  # characters of a line as a page of a PDF draws them
_DRAWN, _HALF = 6, 0.5  # lines that fill such a width, of many the half of those that go on; as many may be longer
_ESTIMATED = 0.05  # of a width, by which the estimate of what letters take errs
_NEARLY, _STEADY = 0.85, 0.65  # of the width, from which on lines are compared, and how much less they have to differ
_LARGE = 0.3  # of it, that a line in a headline's letters takes at least
_LITTLE = 3  # letters of a word with which no line ends that is whole, and words of one that does

_CLOSED = f"{TERMINAL}{QUOTES}:"  # what no line ends with that goes on

Pairs = Sequence[tuple[str, str]]  # lines, each with the one right behind it
Measure = Callable[[str], int]


class Columns(NamedTuple):
    """The width of broken paragraphs; ``slack`` columns may be free although the next word had room.

    Where lines are not all of one width (``loose``), one with a small initial goes on from any that is fairly long: of
    a ``share`` of the width, at least. Large letters take more room.
    """

    width: int
    slack: int = 0
    loose: bool = False
    measure: Measure = len  # some programs count characters, some what they take on the screen
    share: float = 0.5


class _Capped(NamedTuple):
    """The width that no line of a dump goes beyond, how many lines go on, and how many of these fill it."""

    columns: Columns
    voters: int
    full: int


def broken_in_part(pairs: Pairs, lines: Sequence[str]) -> Columns | None:
    """Where a stretch of a dump that is not broken elsewhere was, None where it was not: all that goes on agrees."""
    found = _filled_up(pairs, lines) if len(pairs) >= _LEAST else None
    return found.columns if found is not None and found.full == found.voters >= _SURE else None


def broken_at(pairs: Pairs, lines: Sequence[str] = ()) -> Columns | None:
    """Where the dump's paragraphs were broken, None where they were not. ``lines`` are all of its lines."""
    drawn = _drawn_at(pairs, lines)
    if drawn is not None and _surely_drawn(pairs, drawn):
        return drawn
    capped = _filled_up(pairs, lines)
    if capped is not None and capped.full == capped.voters:
        return capped.columns
    if len(pairs) < _LEAST or sum(len(a) for a, _ in pairs) < 4 * _NARROWEST:
        return capped.columns if capped is not None else None
    found = _voted(pairs, len)
    if found is None and any(map(_is_wide, (a for a, _ in pairs))):
        found = _voted(pairs, _columns)
    if found is None and capped is None:
        found = drawn
    if found is None and (width := _usual(pairs)):
        return Columns(width, _RAGGED, loose=True)
    return capped.columns if found is None and capped is not None else found


def may_be_broken(lines: Sequence[str]) -> bool:
    """Whether a dump has as many lines as show a width that are as long as the narrowest; asked before all else."""
    return sum(2 * len(line) >= _NARROWEST for line in lines) >= _FEW  # of wide characters half as many are


def may_be_part(lines: Sequence[str]) -> bool:
    """Whether a stretch has enough lines, and long enough ones, to show a width by itself; asked before all else."""
    return len(lines) > _LEAST and may_be_broken(lines)


def is_long(line: str) -> bool:
    """Whether a line is longer than any to which a program breaks a text."""
    return len(line) > _WIDEST and " " in line


def goes_on(line: str, following: str, columns: Columns) -> bool:
    """Whether ``following`` goes on where ``line`` was broken: its first word had no room, or begins in lower case."""
    size = columns.measure(line)
    if columns.loose and opens_small(following) and size >= columns.share * columns.width:
        return True
    if columns.measure is _drawn and size >= columns.share * columns.width and _breaks_off(line):
        return True
    return size + _first(following, columns.measure) > columns.width - columns.slack


def _breaks_off(line: str) -> bool:
    """Whether a line of several words ends with a little one, as in front of a name: "… waiting for the"."""
    told = line.split()
    return len(told) > _LITTLE and len(told[-1]) <= _LITTLE and told[-1].isalpha() and opens_small(told[-1])


def parted(character: str) -> bool:
    """Whether a line may end before or behind a character, with no space there."""
    return character >= _WIDE and _PARTED.match(character) is not None


def stands_below(line: str, following: str, columns: Columns) -> bool:
    """Whether below a headline that just fills the width another line stands, which says when, or who wrote it.

    Asked where ``line`` is the first of what it may be broken from. A headline's own second line says neither, unless
    it is written in capitals as names are.
    """
    if opens_small(following) or following[-1] in TERMINAL or line[-1] in TERMINAL:
        return False
    if columns.measure(following) > _SHORT * columns.width:
        return False
    if _WHEN.search(following):
        return True
    names = following.split()
    return _NAMES[0] <= len(names) <= _NAMES[1] and not any(map(opens_small, names)) and any(map(_small, line.split()))


def stands_alone(line: str, following: str, behind: str, columns: Columns) -> bool:
    """Whether a sentence just fills ``line``, and what stands below it is a heading or a link: it ends no sentence.

    The last line of a paragraph ends one, or announces what follows. That no more lines go on from ``following`` is
    told by the one ``behind`` it, "" where there is none.
    """
    told = ends_sentence(line) and not line[-1].isalpha()  # by a mark: some scripts have none
    announces = ends_sentence(following) or following.endswith(COLONS)
    if not told or not following[0].isalnum() or opens_small(following) or announces:  # "(Courtesy)" ends a caption
        return False
    return not behind or not goes_on(following, behind, columns)


def _small(word: str) -> bool:
    """Whether a word is written small although it is none of those that titles write so."""
    return len(word) > _SMALL and opens_small(word)


def _vote(pairs: Pairs, measure: Measure, widest: int) -> tuple[int, int, int]:
    """How many of the lines that go on agree on a width, how many there are, and the width; in time like the lines."""
    steps = [0] * (widest + 2)  # how many more lines vote for this width than for the one below
    voters = 0
    for line, following in pairs:
        size = measure(line)
        if size < _NARROWEST or not _unfinished(line, following):
            continue
        voters += 1
        if size <= widest:
            steps[size] += 1
            steps[min(size + _first(following, measure), widest + 1)] -= 1
    votes = list(accumulate(steps))
    most = max(votes)
    return most, voters, votes.index(most)


def _voted(pairs: Pairs, measure: Measure) -> Columns | None:
    """The width that most lines that go on agree on, None where they do not."""
    most, voters, size = _vote(pairs, measure, _WIDEST)
    if voters < _LEAST:
        return None
    agreed = most >= _LEAST and most >= _AGREED * voters
    if not agreed and (most < _MANY or most < _ENOUGH * voters):
        return None
    exact = most >= _EXACT * voters
    columns = Columns(size, 0 if exact else _RAGGED, not exact, measure)
    longer = sum(measure(line) > columns.width for line, _ in pairs)
    return columns if longer <= _LONGER * most and _filled(pairs, columns) >= _FILLED else None


def _drawn_at(pairs: Pairs, lines: Sequence[str]) -> Columns | None:
    """The width of lines as a page draws them, where most of those that go on fill it: text copied from a PDF.

    A line of such a page has as many letters as have room: that differs by a seventh, but what they take, estimated
    letter by letter, by a twentieth. Pages whose lines were broken nowhere have longer ones.
    """
    if any(len(line) > _BROADEST for line in lines):
        return None  # asked first: of most copies one of the first paragraphs
    most, voters, size = _vote(pairs, _drawn, _BROADEST) if pairs else (0, 0, 0)
    columns = Columns(size, round(_ESTIMATED * size), loose=True, measure=_drawn, share=_LARGE)
    if most < _SURE or most < (_HALF if most >= _DRAWN else _MOST) * voters:
        return None
    longer = sum(_drawn(line) > size + columns.slack for line in lines)
    agreed = not longer or (most >= _DRAWN and longer <= _HALF * most)
    ended = sum(_drawn(a) >= _NEARLY * size and _unfinished(a, b) and b[-1] in TERMINAL for a, b in pairs)
    told = ended >= _FEW or any(_amid(*some, columns) for some in pairwise(pairs))
    return columns if agreed and told else None


def _amid(above: tuple[str, str], below: tuple[str, str], columns: Columns) -> bool:
    """Whether a nearly full line stands between two of its paragraph, as in no list of titles with authors."""
    nearly = _NEARLY * columns.width
    follows = above[1] == below[0] and above[0][-1] not in _CLOSED
    return follows and min(map(columns.measure, above)) >= nearly


def _surely_drawn(pairs: Pairs, drawn: Columns) -> bool:
    """Whether more lines agree on what they take on a page than on a number of letters, or differ far less in it.

    Of lines that a program broke at a column nearly all agree on that; where each letter is as wide, both are the same.
    """
    if any(map(_is_wide, (a for a, _ in pairs))):
        return False
    most = _vote(pairs, _drawn, _BROADEST)[0]
    counted, voters, _ = _vote(pairs, len, _BROADEST)
    full = [a for a, b in pairs if _unfinished(a, b) and _drawn(a) >= _NEARLY * drawn.width]
    steady = len(full) >= _LEAST and _spread([*map(_drawn, full)]) < _STEADY * _spread([*map(len, full)])
    return most > counted or (most == counted and (steady or counted < _EXACT * voters))


def _spread(sizes: Sequence[int]) -> float:
    """The standard deviation of sizes as a share of their mean."""
    mean = sum(sizes) / len(sizes)
    return sqrt(sum((size - mean) ** 2 for size in sizes) / len(sizes)) / mean


def _drawn(text: str) -> int:
    """About what a text takes where letters are as wide as they are, in halves of their size."""
    return round(2 * width(text))


def _filled_up(pairs: Pairs, lines: Sequence[str]) -> _Capped | None:
    """The width of a dump of which no line is longer, and most that go on are as long as it lets them be.

    So is a short text that a program broke: its paragraphs are of two or three lines, and few of them vote. Pages that
    nobody broke have longer lines, or lines that go on at any length.
    """
    if any(map(is_long, lines)):
        return None  # asked first: of most dumps one of the first paragraphs
    for measure in (len, _columns) if any(map(_is_wide, lines)) else (len,):
        sizes = sorted(size for line in lines if (size := measure(line)) <= _WIDEST or " " in line)
        broken = [(a, b) for a, b in pairs if measure(a) >= _NARROWEST and a[-1] not in _CLOSED and b[0].isalpha()]
        voters = [(a, b) for a, b in broken if _unfinished(a, b)]
        if not voters or not sizes or not _NARROWEST <= sizes[-1] <= _WIDEST:
            continue
        width = sizes[-1]
        most = sum(_fills(pair, width, measure) for pair in voters)
        few = sizes[-1 - min(max(1, int(_LONGER * len(voters))), len(sizes) - 1)]
        if most < len(voters) and all(_fills(pair, few, measure) for pair in voters):
            width, most = few, len(voters)  # some are longer: who sent the mail that is answered, an address
        columns = Columns(width, measure=measure)
        full = [b for a, b in broken if _fills((a, b), width, measure)] if most >= _MOST * len(voters) else []
        if len(full) >= _FEW and any(map(ends_sentence, full)):
            return _Capped(columns, len(voters), most)
    return None


def _fills(pair: tuple[str, str], width: int, measure: Measure) -> bool:
    """Whether a line is as long as the width lets it be, given the word behind it."""
    size = measure(pair[0])
    return size <= width < size + _first(pair[1], measure)


def _filled(pairs: Pairs, columns: Columns) -> int:
    """How many lines go on from the one above and were broken themselves, as in no list of titles with authors."""
    fills = partial(_fills, width=columns.width, measure=columns.measure)
    return sum(
        above[1] == below[0] and _unfinished(*above) and fills(above) and fills(below)
        for above, below in pairwise(pairs)
    )


def _unfinished(line: str, following: str) -> bool:
    """Whether a line surely goes on in the next, or, in a script without capitals, does not end a sentence."""
    if opens_small(following):
        return True
    return following[:1].isalpha() and not has_capitals(following) and line[-1] not in _CLOSED


def _is_wide(line: str) -> bool:
    """Whether a character of a line takes two columns."""
    return not line.isascii() and max(line) >= _WIDE


def _columns(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(c >= _WIDE for c in text)


def _first(text: str, measure: Measure) -> int:
    """What the first word takes, with the space before it; in a script that parts no words, the first two characters.

    (No line begins with a closing mark, so that one character more may have had to go with the last.)
    """
    if parted(text[:1]):
        return measure(text[:2])
    return 1 + measure(text.partition(" ")[0])


def _usual(pairs: Pairs) -> int:
    """The width by which most lines that have one right behind them are about equally long, 0 where there is none.

    So are those of programs that hyphenate or measure letters: no sentence ends there, and the next line goes on in
    lower case (where the script has cases).
    """
    lengths = sorted(len(a) for a, _ in pairs)
    width = lengths[(9 * (len(lengths) - 1)) // 10]
    if not _NARROWEST <= width <= _WIDEST or lengths[-1] > 2 * _WIDEST:
        return 0
    full = [(a, b) for a, b in pairs if len(a) >= width - _ALMOST]
    if sum(len(line) >= width - _ALMOST and line == next_one for (_, line), (next_one, _) in pairwise(full)) < _FILLED:
        return 0
    unfinished = sum(a[-1] not in _CLOSED for a, _ in full)
    cased = [b for _, b in full if has_capitals(b)]
    lower = sum(opens_small(b) for b in cased)
    enough = len(full) >= _LEAST and len(full) >= 0.5 * len(pairs) and unfinished >= 0.6 * len(full)
    return width if enough and lower >= 0.4 * len(cased) else 0
