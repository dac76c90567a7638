"""Which of the candidates is the headline: the likeliest one, and where none is sure the order of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.extract.body import layout
from dateline.extract.features.alone import content, weight
from dateline.extract.head import headlines, heads, titles, trails
from dateline.extract.head.scene import Scene
from dateline.extract.lines.units import Unit
from dateline.extract.models import decode
from dateline.extract.models.weights import Weights
from dateline.extract.reading import Pick
from dateline.extract.recognisers import callings, openings, reader_view
from dateline.extract.recognisers.bylines import closed, looks_like_names
from dateline.extract.recognisers.captions import credited, split_credit
from dateline.extract.recognisers.reader_view import ReaderHead
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import CLOSING, FULL_STOPS, ends_sentence, has_capitals, words

HEADLINE = {"html": 0.05, "text": 0.12}  # of copied text it is a share, and some copies have no headline
SURE_HEADLINE = {"html": 0.6, "text": 0.8}  # below, a trail of sections is none, and places count
DOUBTFUL_HEADLINE = 0.32  # for a line of the masthead: one that stands above the byline is likelier
HEADLINE_DECK = 0.6  # of the best score, for a line right above it where a byline follows: a headline and its deck
HEADLINE_DATED = 0.15  # the same where the day stands right above it, too
HEADLINE_ALIKE = 0.8  # of the best score, for a line that is nearly as likely as one in the masthead
HEADLINE_BELOW = 4  # lines below it in which its day stands
HEADLINE_PICTURED = 0.4  # the same where a caption follows
SURE_SENTENCE = 0.7  # for the first sentence of a dump to be its headline rather than its first paragraph
SENTENCE = 10  # words of such a sentence
HEADLINE_FAINT = 0.01  # for a headline that is doubted, right above what is known of the head
FAINT_SHARE = 0.045  # the same where none reads like it, in copied text
OPENS_QUOTATION = ("«", "“", "„", "»", "‘", '"', "「", "『", "《")
DATE_LINE = 60  # characters of a line that says when the text was published
BYLINE_LONG = 120  # characters of a byline with its author's post
MASTHEAD = 3  # units at a dump's top that name the outlet rather than an author
STAMP_NEAR = 4  # units between a line that tells the day and the text, at most
STAMPED = 0.3  # of the best score, for a line above one that says the day of publication
TEASED = 2  # days of teasers between a doubtful headline and the one right above the text
LONGER_SHARE = 0.05  # of the best score, for a longer line below it that says its words
TITLE_ABOVE = 0.35  # of the best score, for a title right above a sentence
STATEMENT = 6  # words of such a sentence
ABBREVIATED = 4  # letters of a name that is cut short with one
PARAGRAPH = 100.0  # characters of Latin script, from which on a line with a full stop is no headline
CLOSE = 0.8  # of the best score, for a line right above the text with others between both,
CLOSE_HEADLINE = 0.6  # where that is below this
OPENING = 0.15  # of the best score, for a title that opens the story, of so many words and
OPENING_WORDS, OPENING_LONGEST, OPENED = 4, 110, 60  # characters, and of the paragraph below it
NAMES = 5  # words of a line that is two persons' names
SHARED = ("text",)  # the kinds whose headlines are learned as an order of candidates
LEAST_ODDS = 1e-12
VIEWED = 8  # units below a reader view's title in which the page may print it again
_FIRST = re.compile(r"([^\W\d_]{2,12}\s[#№]?)1\s?[.:)–—-]")  # "Tip #1 –", "Step 1:"


def headline(seen: Scene, weights: Weights, kind: str) -> Pick | None:
    """The headline among the candidates around the story; ``kind`` is that of the dump (``html``, ``text``)."""
    candidates = headlines.candidates(seen)
    scores = weights.forests[f"{kind}.headline"].scores(heads.headline_rows(seen, candidates))
    if kind in SHARED:
        shares = zip(candidates, _shares(seen.units, candidates, scores), strict=True)
        scores = [0.0 if _is_paragraph(seen.units[i]) or _counts(seen, i) else share for i, share in shares]
    if not scores or max(scores) < HEADLINE[kind]:
        return _faint_headline(seen, candidates, scores, FAINT_SHARE if kind in SHARED else HEADLINE_FAINT)
    best = max(range(len(scores)), key=lambda k: (scores[k], -k))
    if kind in SHARED and scores[best] < DOUBTFUL_HEADLINE and candidates[best] > seen.begin:
        return _faint_headline(seen, candidates, scores, FAINT_SHARE)  # a heading in a text without a headline
    rest = [k for k in range(len(scores)) if scores[k] >= HEADLINE[kind] and k != best]
    if scores[best] < SURE_HEADLINE[kind] and layout.is_trail(seen.units[candidates[best]].text):
        best = max(rest or [best], key=lambda k: (scores[k], -k))
    elif scores[best] < SURE_HEADLINE[kind]:
        best = _by_place(seen, candidates, scores, best)
        if kind == "text":
            best = _printed_twice(seen, candidates, scores, best)
            best = _right_above(seen, candidates, scores, best)
            best = _opens_story(seen, candidates, scores, best)
            best = _above_sentence(seen, candidates, scores, best)
    if scores[best] < SURE_SENTENCE and _opens_text(seen, candidates[best]):
        return None
    unit = layout.bare(seen.units, candidates[best], candidates)
    if scores[best] < SURE_HEADLINE[kind] or layout.is_trail(seen.units[unit].text):
        least = 0.0 if layout.is_trail(seen.units[unit].text) else LONGER_SHARE * scores[best]
        unit = layout.longer(seen.units, unit, [i for i, s in zip(candidates, scores, strict=True) if s >= least])
    if kind == "text":
        unit = trails.headline_below(seen.units, unit, candidates, seen.begin)
    return Pick(unit, scores[best], "model: reads like the headline")


def in_reader_view(seen: Scene, head: ReaderHead) -> Pick:
    """The title of a reader view, there where the page prints it again above its text if it does."""
    title = seen.units[head.title].text
    below = range(head.title + 1, min(len(seen.units), max(seen.begin, head.title + 1 + VIEWED)))
    again = (i for i in below if titles.alike(seen.units[i].text, title) >= titles.TITLE_ALIKE)
    return Pick(next(again, head.title), 1.0, reader_view.RULE)


def _above_day(seen: Scene, candidates: Sequence[int]) -> int | None:
    """The lowest candidate right above a brief line that tells the day, shortly before the story."""
    near = range(max(MASTHEAD, seen.begin - 1 - STAMP_NEAR), seen.begin - 1)
    above = [
        i
        for i in candidates
        if i in near and i + 1 in seen.dated and i not in seen.dated
        if seen.units[i].markup is None
        and len(seen.units[i + 1].text) <= DATE_LINE
        and not ends_sentence(seen.units[i].text)
        if not phrases().match(seen.units[i].folded)
    ]
    return above[-1] if above else None


def _right_above(seen: Scene, candidates: Sequence[int], scores: Sequence[float], best: int) -> int:
    """The candidate right above the story rather than a doubtful one farther up, parted from it by other titles.

    Those are teasers: lines with days of their own, or others, where both are nearly as likely. A line between it and
    the story that says when the text was published tells of itself that it is no teaser's.
    """
    at = candidates[best]
    stamped = next((k for k, i in enumerate(candidates) if i == seen.begin - 2 and _says_day(seen, i + 1)), None)
    if stamped is not None and candidates[stamped] - at > STAMP_NEAR and scores[stamped] >= STAMPED * scores[best]:
        return stamped
    near = next((k for k, i in enumerate(candidates) if i == seen.begin - 1 and i not in seen.dated), None)
    if near is None or candidates[near] - at < TEASED or ends_sentence(seen.units[candidates[near]].text):
        return best
    days = sum(at < i < candidates[near] for i in seen.dated)
    teased = days >= TEASED and scores[near] >= HEADLINE_DECK * scores[best]
    close = scores[near] >= CLOSE * scores[best] and not days
    faint = scores[best] < DOUBTFUL_HEADLINE or (
        scores[best] < CLOSE_HEADLINE and _titles(seen.units[candidates[near]])
    )
    return near if teased or (close and faint) else best


def _titles(unit: Unit) -> bool:
    """Whether a line is a title by its shape: no name, no caption with its credit, nothing that a colon ends."""
    named = bool(split_credit(unit.text)[1]) or _names(unit.text)
    return len(words(unit.folded)) >= OPENING_WORDS and unit.text[-1:] not in ":：)）" and not named


def _names(text: str) -> bool:
    """Whether a line looks like names of persons rather than like a title whose words all have capitals."""
    return looks_like_names(text) and len(text.split()) <= NAMES and not callings.is_thing(text)


def _printed_twice(seen: Scene, candidates: Sequence[int], scores: Sequence[float], best: int) -> int:
    """A title that stands twice, one line right below the other, where both prints are likelier than a doubtful one.

    So a trail of sections ends with the headline, right above it. A portrait and a byline say the same, too; of a name
    the story has to speak.
    """
    at = {i: k for k, i in enumerate(candidates)}
    sums = {
        k: scores[k] + scores[at[i - 1]]
        for k, i in enumerate(candidates)
        if i <= seen.begin + 1 and i - 1 in at and seen.units[i].folded == seen.units[i - 1].folded
        if not _names(seen.units[i].text)
        or (content(seen.units[i].folded) <= seen.core and not closed(seen.units[i].text))
    }
    likeliest = max(sums, default=best, key=lambda k: (sums[k], -k))
    alike = seen.units[candidates[likeliest]].folded == seen.units[candidates[best]].folded
    return best if alike or sums[likeliest] <= scores[best] else likeliest


def _opens_story(seen: Scene, candidates: Sequence[int], scores: Sequence[float], best: int) -> int:
    """The title with which the story opens, a paragraph right below it, rather than a doubtful one farther up.

    What reads as one text with the story is its headline, where no day stands between both: a teaser, or what the page
    offers, stands above it.
    """
    at, first = candidates[best], seen.begin
    opening = next((k for k, i in enumerate(candidates) if i == first), None)
    if opening is None or at > first - TEASED or first + 1 >= len(seen.units) or first in seen.dated:
        return best
    title, below = seen.units[first], seen.units[first + 1].text
    titled = len(title.text) <= OPENING_LONGEST and not ends_sentence(title.text) and not title.text[0].isdigit()
    titled = titled and _titles(title)
    told = len(below) > OPENED and ends_sentence(below)
    parted = any(at < i < first for i in candidates if i in seen.dated)
    return opening if titled and told and not parted and scores[opening] >= OPENING * scores[best] else best


def _says_day(seen: Scene, i: int) -> bool:
    """Whether a brief line says in so many words on which day a text was published: "Published on 29 June 2019"."""
    brief = i in seen.dated and len(seen.units[i].text) <= DATE_LINE
    return brief and any(heads.says_published(seen, (i, k)) for k in range(len(seen.dated[i])))


def _above_sentence(seen: Scene, candidates: Sequence[int], scores: Sequence[float], best: int) -> int:
    """The title right above a doubtful headline that is a whole sentence: that is the standfirst, or opens the text."""
    at = candidates[best]
    if not _states(seen.units[at]) or at < seen.begin - 1:
        return best
    above = next((k for k, i in enumerate(candidates) if i == at - 1 and i not in seen.dated), None)
    if above is None or _states(seen.units[at - 1]) or scores[above] < TITLE_ABOVE * scores[best]:
        return best
    return above


def _is_paragraph(unit: Unit) -> bool:
    """Whether a line is as long as a paragraph and ends with a full stop that cuts no name short: no headline does.

    Of lines that were broken and joined the first may be a headline, which just fills its line.
    """
    said = unit.text.rstrip(CLOSING)
    if weight(said) <= PARAGRAPH or not said.endswith(FULL_STOPS) or len(unit.lines) > 1:
        return False
    last = said[:-1].rpartition(" ")[2]
    return "." not in last and (len(last) > ABBREVIATED or not has_capitals(last))


def _counts(seen: Scene, i: int) -> bool:
    """Whether a line right above the story, or in it, is a heading that counts on below: "Tip #1 – Lock the gate"."""
    first = _FIRST.match(seen.units[i].folded) if i >= seen.begin - 1 else None
    if first is None:
        return False
    second = re.compile(rf"{re.escape(first[1])}2\b")
    return any(second.match(seen.units[k].folded) and seen.scores[k] > decode.INSIDE for k in range(i + 1, seen.end))


def _states(unit: Unit) -> bool:
    """Whether a line is a statement, a sentence of several words with a full stop, or two sentences."""
    stated = unit.text.rstrip(CLOSING)[-1:] in ".。" or (ends_sentence(unit.text) and ". " in unit.text)
    return stated and len(words(unit.folded)) >= STATEMENT


def _shares(units: Sequence[Unit], candidates: Sequence[int], scores: Sequence[float]) -> list[float]:
    """The share of each candidate in the odds of all and of none; lines that say the same count once."""
    odds = [score / max(1.0 - score, LEAST_ODDS) for score in scores]
    said: dict[str, float] = {}
    for i, value in zip(candidates, odds, strict=True):
        said[units[i].folded] = max(value, said.get(units[i].folded, 0.0))
    everything = 1.0 + sum(said.values())
    return [value / everything for value in odds]


def _by_place(seen: Scene, candidates: Sequence[int], scores: Sequence[float], best: int) -> int:
    """Which of doubtful candidates is the headline: no line of the masthead, and the upper one of two neighbours."""
    if candidates[best] < MASTHEAD and (as_likely := _as_likely(seen, candidates, scores, best)):
        return max(as_likely, key=scores.__getitem__)
    if scores[best] < DOUBTFUL_HEADLINE and candidates[best] < MASTHEAD:
        lower = [
            k
            for k, i in enumerate(candidates)
            if i > candidates[best] and i not in seen.dated and scores[k] >= HEADLINE_FAINT
            if layout.signed_below(seen.units, i) or (i - 1 in seen.dated and scores[k] >= HEADLINE_DECK * scores[best])
        ]
        best = max(lower, default=best, key=scores.__getitem__)
    if scores[best] < DOUBTFUL_HEADLINE and layout.is_live(seen.units):  # what happened last is no headline of the day
        alike = [
            k for k, i in enumerate(candidates) if scores[k] >= HEADLINE_DECK * scores[best] and i not in seen.dated
        ]
        best = min(alike, default=best, key=candidates.__getitem__)
    at = candidates[best]
    above = [k for k, i in enumerate(candidates) if i == at - 1 and i not in seen.dated]
    below = seen.units[at + 1].text if at + 1 < len(seen.units) else ""
    named = at + 2 in seen.dated and looks_like_names(below)  # "Jane Doe", and below it the day
    deck = len(below) < BYLINE_LONG and (named or openings.has_opening(below))
    dated = at - 2 in seen.dated and len(seen.units[at - 2].text) < DATE_LINE
    if above and dated and layout.opened_bylines(seen.units, at):  # day, headline, deck, byline
        return above[0] if scores[above[0]] >= HEADLINE_DATED * scores[best] else best
    if above and at + 1 in seen.dated and len(below) < DATE_LINE:  # what somebody says, and below it who that is
        deck = seen.units[at - 1].text[:1] in OPENS_QUOTATION
    elif above and all(split_credit(below)):  # a picture's description, right above its caption
        return above[0] if scores[above[0]] >= HEADLINE_PICTURED * scores[best] else best
    if credited(below):  # a caption, right above its credit, and the headline above the buttons
        higher = [k for k, i in enumerate(candidates) if i < at - 1 and scores[k] >= HEADLINE_PICTURED * scores[best]]
        return max(higher, default=best, key=scores.__getitem__)
    if not above or not deck or _states(seen.units[at - 1]):
        return best
    return above[0] if scores[above[0]] >= HEADLINE_DECK * scores[best] else best


def _as_likely(seen: Scene, candidates: Sequence[int], scores: Sequence[float], best: int) -> list[int]:
    """The candidates that are nearly as likely as one in the masthead, each with a day in the lines below it."""
    return [
        k
        for k, i in enumerate(candidates)
        if i > max(candidates[best], MASTHEAD)
        and i not in seen.dated
        and scores[k] >= HEADLINE_ALIKE * scores[best]
        and any(i + step in seen.dated for step in range(1, HEADLINE_BELOW + 1))
    ]


def _opens_text(seen: Scene, i: int) -> bool:
    """Whether a unit is a whole sentence of the text, and the first: where only a part of a page was copied."""
    sentence = seen.units[i].text.rstrip(CLOSING)[-1:] in ".!。" and len(words(seen.units[i].folded)) >= SENTENCE
    return sentence and seen.scores[i] > decode.INSIDE and not any(k < i for k in seen.common)


def _h1(unit: Unit) -> bool:
    return unit.markup is not None and unit.markup.heading == 1


def _faint_headline(seen: Scene, candidates: Sequence[int], scores: Sequence[float], least: float) -> Pick | None:
    """Where no line reads like the headline: the likeliest before the story that is no caption printed twice."""
    rest = [
        (score, -i)
        for score, i in zip(scores, candidates, strict=True)
        if score >= least and (i < seen.begin or _h1(seen.units[i])) and not layout.doubled(seen.units, i)
    ]
    day = _above_day(seen, candidates)
    if day is not None and max(rest, default=(0.0, 0))[1] > -MASTHEAD:  # none, or the masthead
        return Pick(day, HEADLINE_FAINT, "layout: above the day")
    if not rest:
        above = [i for i in candidates if i < seen.begin and layout.signed_below(seen.units, i)]
        return Pick(above[-1], HEADLINE_FAINT, "layout: above the byline") if above else None
    score, at = max(rest)
    return Pick(-at, score, "model: the likeliest headline, if any")
