"""Interviews: questions and answers in turn, of which the model has some alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.extract.lines.units import Unit
from dateline.extract.words.phrases import bare, phrases
from dateline.extract.words.text import CLAIMS, ends_sentence

ASKS = tuple("?？؟")
LABEL = re.compile(r"[^\W\d_]{1,10}[.:：]\s")  # "Q. ", "Duarte: "
ASKED = 2  # questions of an interview, and answers, at least
_TURNS = 3  # questions, and answers, of one without labels
_QUESTION, _ANSWER = 140, 20  # characters of a question at most, and of an answer that tells an interview
_APART = 6  # units from one question to the next, at most


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
    """Questions with an answer right below each, three at least, some of them inside; half, where lines part them."""
    row: list[int] = []  # the questions
    told = 0  # answers of more than a word or two
    for i in [*range(len(units) - 1), None]:
        if i is not None and not (_asked(units[i]) and _answers(units[i + 1])):
            continue
        if i is None or (row and i - row[-1] > _APART):
            turns = [k for question in row for k in (question, question + 1)]
            parted = row and row[-1] - row[0] + 2 > len(turns)
            if told >= _TURNS and sum(flags[k] for k in turns) >= (len(turns) / 2 if parted else 1):
                return frozenset(turns)
            row, told = [], 0
        if i is not None and not (row and i == row[-1] + 1):
            row.append(i)
            told += len(units[i + 1].text) >= _ANSWER
    return frozenset()


def _asked(unit: Unit) -> bool:
    return unit.text.endswith(ASKS) and len(unit.text) <= _QUESTION and not phrases().match(bare(unit.folded))


def _answers(unit: Unit) -> bool:
    told = ends_sentence(unit.text) and not unit.text.endswith(ASKS)
    return told and not unit.folded.startswith((*CLAIMS, "#"))
