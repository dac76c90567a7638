"""Judging without a trained model: long sentences make the story, headings such as "Most Read" end it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract import bylines
from dateline.extract.captions import split_credit
from dateline.extract.dates import FoundDate, find_dates
from dateline.extract.language import detect
from dateline.extract.phrases import phrases
from dateline.extract.reading import DatePick, Pick, Reading
from dateline.extract.text import words
from dateline.extract.units import Unit


def read(units: Sequence[Unit], first: int, last: int) -> Reading:
    """Decide about the units ``first`` to ``last``."""
    language = detect(" ".join(u.text for u in units[first:last] if len(u.text) > 60))
    values = [_value(u) for u in units[first:last]]
    begin, end = _best_run(values)
    inside = [False] * len(units)
    scores = [0.0] * len(units)
    for k in range(begin, end):
        keep = values[k] > -4 and not split_credit(units[first + k].text)[1]
        inside[first + k] = keep
        scores[first + k] = 0.9 if keep else 0.1
    reasons = tuple("in the run of sentences" if flag else "no sentence of the run" for flag in inside)
    start = next((i for i, flag in enumerate(inside) if flag), first)
    headline = _headline(units, first, start)
    standfirst = None
    found = _date(units, first, max(start, begin + first) + 6, language)
    if headline is not None:
        after = headline.unit + 1
        if after < last and _sentence(units[after]) and (not inside[after] or (found and after < found.unit)):
            standfirst = Pick(after, 0.6, "a sentence right after the headline")
            inside[after] = False
    by = [
        Pick(i, 0.8, "begins as a byline does")
        for i in range(headline.unit + 1 if headline else first, min(start + 3, last))
        if not inside[i] and len(units[i].text) < 120 and bylines.has_opening(units[i].text)
    ]
    return Reading(
        first, last, tuple(scores), tuple(inside), reasons, language, headline, standfirst, found, None, tuple(by[:2])
    )


def _value(unit: Unit) -> float:
    found = phrases().match(unit.folded)
    if found.get("most_read", 0) > 0.5 or found.get("promo", 0) > 0.6 or found.get("comments", 0) > 0.6:
        return -40.0
    count = len(words(unit.folded))
    if len(unit.text) > 60 and count < 8:
        count = len(unit.text) // 4
    if count >= 12 and unit.text.rstrip("\"'”’»)]")[-1:] in ".!?…。！？؟।:":
        return min(30.0, count / 2)
    return -1.0 if len(unit.text) < 90 and not found else -4.0


def _sentence(unit: Unit) -> bool:
    return unit.text.rstrip("\"'”’»)]")[-1:] in ".。।" and len(words(unit.folded)) >= 6


def _best_run(values: Sequence[float]) -> tuple[int, int]:
    best = (0.0, 0, 0)
    total, begin = 0.0, 0
    for k, value in enumerate(values):
        if total <= 0:
            total, begin = 0.0, k
        total += value
        if total > best[0]:
            best = (total, begin, k + 1)
    return best[1], best[2]


def _headline(units: Sequence[Unit], first: int, start: int) -> Pick | None:
    best: tuple[float, int] | None = None
    for i in range(max(first, start - 12), start):
        count = len(words(units[i].folded))
        if 4 <= count <= 30 and not find_dates(units[i].text) and not split_credit(units[i].text)[1]:
            value = min(count, 12) - 0.5 * (start - i) - (8 if _sentence(units[i]) else 0)
            if best is None or value > best[0]:
                best = (value, i)
    return Pick(best[1], 0.6, "the longest short line before the story") if best else None


def _date(units: Sequence[Unit], first: int, stop: int, language: str) -> DatePick | None:
    best: tuple[int, int, FoundDate] | None = None
    for i in range(first, min(stop, len(units))):
        if len(units[i].text) <= 120:
            for found in find_dates(units[i].text, language):
                if found.year and found.day and (best is None or i > best[1]):
                    best = (0, i, found)
                    break
    return DatePick(best[1], best[2], 0.7, "the last date before the story") if best else None
