"""Who speaks: direct speech that opens with a dash, as many languages set it, and turns that open with a name.

"– Vi ventet i tre timer, sier hun." stands in news of the North, "FARROW: What did you save?" in an interview.
A copied list may have the same sign. Its items follow each other, close together or below a colon, and few of them are
sentences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.words.text import COLONS, ends_sentence, fold

_DASH = re.compile(r"[-‐‒–—―]\s+(?=\S)|[–—―](?=[^\W\d_]|[¿¡«\"“„])")  # Spanish sets no space: "—¿Quién manda?"
_NAMED = re.compile(r"([^\W\d_][^:：]{0,30})[:：]\s?(?=\S)")
_TURNS = 2  # of each speaker, at least
_HYPHENS = "-‐"  # the sign of most lists that were typed
_LONG = "—―"  # and of very few


def turns(units: Sequence[Unit], inside: Sequence[int], blanks: bool) -> frozenset[int]:
    """Those of the units ``inside`` a text without markup that open with the dash of direct speech, not of an item.

    ``blanks`` tells that blank lines stand between its paragraphs.
    """
    runs = [(before, run, [ends_sentence(units[i].text) for i in run]) for before, run in _runs(units, inside)]
    alone = {units[run[0]].text[0] for _, run, told in runs if told == [True]}
    found: set[int] = set()
    for before, run, told in runs:
        sign = units[run[0]].text[0]
        typed = sign in _HYPHENS and sign not in alone
        if len(run) == 1:  # no list has one item
            speech = told[0] or sign not in _HYPHENS
        else:
            apart = blanks and all(units[i].blank_before for i in run[1:])  # "– We are tired" may head what follows
            opened = before >= 0 and units[before].text.endswith(COLONS) and sign not in _LONG
            speech = (any(told) if apart else all(told) and not blanks) and not (typed or opened)
        if speech:
            found.update(run)
    return frozenset(found)


def named(units: Sequence[Unit], inside: Sequence[int]) -> frozenset[int]:
    """Those of the units ``inside`` that open with who speaks, where several do in turn: no question heads anything."""
    speakers = {
        i: fold(match[1]).split()[-1]
        for i in inside
        if units[i].markup is None and (match := _NAMED.match(units[i].text))
    }
    times = Counter(speakers.values())
    often = {speaker for speaker, count in times.items() if count >= _TURNS}
    return frozenset(i for i, speaker in speakers.items() if speaker in often) if len(often) > 1 else frozenset()


def said(text: str) -> str:
    """A line without the dash that it opens with."""
    return _DASH.sub("", text, count=1)


def _runs(units: Sequence[Unit], inside: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Units that follow each other in the text and open with the same dash, with the unit of the text before them."""
    before, run = -1, list[int]()
    for i in inside:
        opens = units[i].markup is None and _DASH.match(units[i].text) is not None
        if run and not (opens and units[i].text[0] == units[run[0]].text[0]):
            yield before, run
            before, run = run[-1], []
        if opens:
            run.append(i)
        else:
            before = i
    if run:
        yield before, run
