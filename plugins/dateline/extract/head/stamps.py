"""The date of publication by its place, where no date surely reads like it: in the byline, or alone in the head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.extract.body.layout import signs_post
from dateline.extract.head import heads, related
from dateline.extract.head.scene import Scene
from dateline.extract.reading import DatePick, Pick
from dateline.extract.recognisers import openings
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import ends_sentence, words

_SURE = 0.8  # score from which on a date needs no place
_DOUBTED = 0.5  # up to which a date elsewhere gives way to one alone in the head
_PLACED = 0.5  # what a date counts that its place tells
_HEAD = 8  # units below the headline, at least
_LITTLE = 2  # words beside a date in a line of its own: a weekday, a zone, a place
_LONGEST = 60  # characters of such a line
_BYLINE = 120  # and of a byline
_CLOCK = frozenset(("am", "pm", "uhr", "h", "at", "um"))


def by_place(seen: Scene, headline: int | None, picked: DatePick | None, by: Sequence[Pick]) -> DatePick | None:
    """``picked``, or the date that the byline or a line in the head states, where the picked one is less sure."""
    if picked is not None and _told(seen, headline, picked.unit):
        own = [i for i in sorted(seen.dated) if i != picked.unit and _in_head(seen, headline, i) and alone(seen, i)]
        found = _stated(seen, own)
        if found is not None:
            return DatePick(found[0], seen.dated[found[0]][found[1]], _PLACED, "layout: alone in the head", False)
    if picked is not None:
        placed = _in_head(seen, headline, picked.unit)
        if placed and picked.score < _SURE and (signed := _signed_above(seen, headline, picked, by)):
            return signed
        if picked.score >= _SURE or (placed and (picked.score >= _DOUBTED or alone(seen, picked.unit))):
            return picked
    own = [pick.unit for pick in by if _in_head(seen, headline, pick.unit)]
    found = _stated(seen, [i for i in own if len(seen.units[i].text) <= _BYLINE])
    if found is None and (picked is None or picked.score < _DOUBTED):
        found = _stated(seen, [i for i in sorted(seen.dated) if _in_head(seen, headline, i) and alone(seen, i)])
    if found is None:
        return picked
    i, k = found
    rule = "layout: stated with the byline" if i in own else "layout: alone in the head"
    return DatePick(i, seen.dated[i][k], _PLACED, rule, heads.says_updated(seen, found))


def _signed_above(seen: Scene, headline: int | None, picked: DatePick, by: Sequence[Pick]) -> DatePick | None:
    """The day that a byline above the picked one states: below it stands the day on which a picture was taken."""
    dates = seen.dated.get(picked.unit, ())
    if picked.date in dates and heads.says_published(seen, (picked.unit, dates.index(picked.date))):
        return None
    own = [pick.unit for pick in by if _in_head(seen, headline, pick.unit) and pick.unit < picked.unit]
    found = _stated(seen, [i for i in own if len(seen.units[i].text) <= _BYLINE])
    if found is None or heads.says_updated(seen, found):
        return None
    return DatePick(found[0], seen.dated[found[0]][found[1]], _PLACED, "layout: stated with the byline", False)


def _told(seen: Scene, headline: int | None, i: int) -> bool:
    """Whether a sentence in the head tells a day, as a standfirst does: "On 9 October 1963 a mountain slid …"."""
    text = seen.units[i].text
    return len(text) > _LONGEST and ends_sentence(text) and _in_head(seen, headline, i)


def _in_head(seen: Scene, headline: int | None, i: int) -> bool:
    """Whether a unit stands between the headline and the text, or shortly below the headline."""
    return headline is not None and headline < i <= max(seen.begin, min(headline + _HEAD, seen.end - 1))


def _stated(seen: Scene, lines: Iterable[int]) -> tuple[int, int] | None:
    """The first date of the first of some lines that states any, rather one of publication than one of an update."""
    stated = [
        (i, k)
        for i in lines
        if "broadcast" not in phrases().match(seen.units[i].folded)
        for k in range(len(seen.dated.get(i, ())))
    ]
    return next((at for at in stated if not heads.says_updated(seen, at)), stated[0] if stated else None)


def alone(seen: Scene, i: int) -> bool:
    """Whether a line says little beside its dates, or says that it was published on them."""
    unit = seen.units[i]
    if len(unit.text) > _LONGEST or openings.anothers(unit.text) or signs_post(unit.text):
        return False
    if related.dates(seen.units, i):
        return False
    rest = unit.folded
    for found in reversed(seen.dated.get(i, ())):
        rest = rest[: found.start] + " " + rest[found.end :]
    said = [word for word in words(rest) if not word.isdigit() and word not in _CLOCK]
    return len(said) <= _LITTLE or "published" in phrases().match(unit.folded)
