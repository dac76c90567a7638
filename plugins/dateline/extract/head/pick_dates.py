"""Which of the printed dates is the publication's, and which the update's."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.body import about, layout
from dateline.extract.head import heads, stamps
from dateline.extract.head.scene import Scene
from dateline.extract.models.weights import Weights
from dateline.extract.reading import DatePick
from dateline.extract.recognisers.captions import split_credit
from dateline.extract.words.phrases import phrases

STAMPED = 80  # characters of a line that tells the day of publication and little else
DATE = 0.15
DATE_OF_PICTURE = 0.7  # what the day in a caption counts at most: it is never sure
OPENS_DATE = 0.1  # of a line that begins as those that tell when a text was published
CLOSE = 2  # units from it, or behind the text, in which a line says the day of publication
UPDATED = 6  # units from the day of publication in which that of an update stands
SENT = 0.3  # for the date of an article in a mail, which tells its own day too
RIGHT_BELOW = 2  # units below a day in which another one may be that of publication


def dates(seen: Scene, weights: Weights, kind: str, headline: int | None) -> tuple[DatePick | None, DatePick | None]:
    """The dates of publication and of update, of those printed around the story and below its ``headline``, if any.

    ``kind`` is that of the dump (``html``, ``text``).
    """
    candidates = heads.date_candidates(seen, headline)
    rows = heads.date_rows(seen, candidates, headline)
    scores = weights.forests[f"{kind}.date"].scores(rows)
    if not scores or max(scores) < DATE:
        alone = heads.month_alone(seen, headline) if headline is not None else None
        return (DatePick(*alone, DATE, "layout: a month below the headline", False) if alone else None), None
    own = [k for k, (i, _) in enumerate(candidates) if not layout.signs_post(seen.units[i].text)]
    likely = [k for k in own if scores[k] >= DATE]  # of an embedded post where the page tells no other
    best = max(likely or range(len(scores)), key=lambda k: (scores[k], -k))
    best = _beside_picture(seen, candidates, scores, best)
    best = _printed_below(seen, candidates, scores, best)
    best = _earlier(seen, candidates, _first_printed(seen, candidates, best))
    best = _noted_below(seen, candidates, best)
    i, k = candidates[best]
    score = min(scores[best], DATE_OF_PICTURE) if _captioned(seen, i) else scores[best]
    published = DatePick(
        i, seen.dated[i][k], score, "model: reads like the date of publication", heads.says_updated(seen, (i, k))
    )
    modified = None
    for at in candidates:
        updated = heads.says_updated(seen, at) or (
            heads.beside(seen, (i, k), at) and _day(seen, at) > _day(seen, (i, k))
        )
        near = abs(at[0] - i) <= UPDATED or (headline is not None and headline < at[0] < seen.begin)
        if at != candidates[best] and updated and near and _day(seen, at) >= _day(seen, (i, k)):
            modified = DatePick(at[0], seen.dated[at[0]][at[1]], 0.8, "said to be an update")
            break
    return published, modified


def _beside_picture(seen: Scene, candidates: Sequence[tuple[int, int]], scores: Sequence[float], best: int) -> int:
    """The likeliest date that a line says to be the publication's or an update's, if a picture's caption has the best.

    A caption tells the day on which the picture was taken.
    """
    if not _captioned(seen, candidates[best][0]):
        return best
    said = [
        k
        for k, at in enumerate(candidates)
        if at[0] < seen.begin
        and not _captioned(seen, at[0])
        and (heads.says_published(seen, at) or heads.says_updated(seen, at))
    ]
    return max(said, key=lambda k: (scores[k], -k), default=best)


def _captioned(seen: Scene, i: int) -> bool:
    """Whether a unit is a caption: with its credit, or printed twice."""
    if all(split_credit(seen.units[i].text)):
        return True
    found = phrases().match(seen.units[i].folded)
    told = max(found.get("published", 0.0), found.get("updated", 0.0)) >= OPENS_DATE
    return layout.doubled(seen.units, i) and not told and not stamps.alone(seen, i)


def _printed_below(seen: Scene, candidates: Sequence[tuple[int, int]], scores: Sequence[float], best: int) -> int:
    """The likeliest date that the article prints itself, if the best one is the day on which a mail was sent.

    Where it prints none, the last of the days above it on which a mail was sent: it was forwarded on the others.
    """
    sent = [k for k, (i, _) in enumerate(candidates) if "mail_header" in phrases().match(seen.units[i].folded)]
    if best not in sent:
        return best
    own = [k for k in range(len(candidates)) if k not in sent and scores[k] >= SENT and candidates[k][0] < seen.end]
    above = [k for k in sent if candidates[k][0] < seen.begin]
    return max(own, key=lambda k: (scores[k], -k), default=max(above, default=best))


def _noted_below(seen: Scene, candidates: Sequence[tuple[int, int]], best: int) -> int:
    """The day in the note below a blog's post, if the best one is further below: that of the first comment."""
    i, _ = candidates[best]
    if i < seen.end:
        return best
    above = (n for n, at in enumerate(candidates) if seen.begin < at[0] < i and about.posted(seen.units[at[0]]))
    return next(above, best)


def _first_printed(seen: Scene, candidates: Sequence[tuple[int, int]], best: int) -> int:
    """The date that a line with an update says to be that of the publication, if the best one is the update's."""
    i, k = candidates[best]
    if not heads.says_updated(seen, (i, k)):
        return _said_published(seen, candidates, best)
    day = _day(seen, (i, k))
    for n, at in enumerate(candidates):
        behind = seen.end <= at[0] < seen.end + CLOSE
        near = (abs(at[0] - i) <= CLOSE or behind) and not _captioned(seen, at[0])
        beside = at[0] == i or (near and heads.says_published(seen, at))
        if beside and _day(seen, at) <= day and not heads.says_updated(seen, at):
            return n
    return best


def _said_published(seen: Scene, candidates: Sequence[tuple[int, int]], best: int) -> int:
    """An earlier day right below that a line says to be that of publication: "First published on Wed 6 Jan 2021"."""
    at = candidates[best]
    if heads.says_published(seen, at):
        return best
    below = (
        n
        for n, other in enumerate(candidates)
        if 0 < other[0] - at[0] <= RIGHT_BELOW
        and len(seen.units[other[0]].text) <= STAMPED
        and heads.says_published(seen, other)
        and _day(seen, other) < _day(seen, at)
    )
    return next(below, best)


def _earlier(seen: Scene, candidates: Sequence[tuple[int, int]], best: int) -> int:
    """Of two days that a line prints side by side without a word the earlier one: the other is that of an update."""
    beside = [n for n, at in enumerate(candidates) if heads.beside(seen, candidates[best], at)]
    return min([best, *beside], key=lambda n: _day(seen, candidates[n]))


def _day(seen: Scene, at: tuple[int, int]) -> int:
    return heads.ordinal(seen.dated[at[0]][at[1]])
