"""Interviews: questions and answers in turn, of which the model has some alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.extract.phrases import bare, phrases
from dateline.extract.text import CLAIMS, ends_sentence
from dateline.extract.units import Unit

ASKS = tuple("?？؟")
LABEL = re.compile(r"[^\W\d_]{1,10}[.:：]\s")  # "Q. ", "Duarte: "
ASKED = 2  # questions of an interview, and answers, at least
_TURNS = 3  # questions, and answers, of one without labels
_QUESTION, _ANSWER = 140, 20  # characters of a question at most, and of an answer at least


def interview(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """The questions and answers of an interview some of which are inside: two labels in turn, as "Q." and "A." """
    if not units or units[0].markup is not None:
        return frozenset()
    if sum(unit.text.endswith(ASKS) for unit in units) < ASKED:
        return frozenset()
    unlabelled = _turns(units, flags)
    if unlabelled:
        return unlabelled
    labelled = {i: match[0] for i, unit in enumerate(units) if (match := LABEL.match(unit.text))}
    times = Counter(labelled.values())
    asked = Counter(label for i, label in labelled.items() if units[i].text.endswith(ASKS))
    asking = max(asked, key=lambda label: (asked[label], label), default="")
    if asked[asking] < ASKED or asked[asking] < times[asking] - 1:
        return frozenset()
    answers = Counter(labelled[i + 1] for i in labelled if labelled[i] == asking and i + 1 in labelled)
    answering = max(answers, key=lambda label: (answers[label], label), default="")
    if answers[answering] < ASKED or answering == asking:
        return frozenset()
    turns = [i for i, label in labelled.items() if label in (asking, answering)]
    return frozenset(turns if any(flags[i] for i in turns) else ())


def _turns(units: Sequence[Unit], flags: Sequence[bool]) -> frozenset[int]:
    """Questions and answers right below each other, three of each at least, some of them inside."""
    start = 0
    while start + 2 * _TURNS <= len(units):
        stop = start
        while stop + 1 < len(units) and _asked(units[stop]) and _answered(units[stop + 1]):
            stop += 2
        if stop - start >= 2 * _TURNS and any(flags[start:stop]):
            return frozenset(range(start, stop))
        start = max(stop, start + 1)
    return frozenset()


def _asked(unit: Unit) -> bool:
    return unit.text.endswith(ASKS) and len(unit.text) <= _QUESTION and not phrases().match(bare(unit.folded))


def _answered(unit: Unit) -> bool:
    told = ends_sentence(unit.text) and not unit.text.endswith(ASKS) and len(unit.text) >= _ANSWER
    return told and not unit.folded.startswith((*CLAIMS, "#"))
