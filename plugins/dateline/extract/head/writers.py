"""Who wrote it: the ranking of lines that may be the byline, and where it is not sure, what their order tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

from dateline.extract.body import layout
from dateline.extract.head import heads, signatures
from dateline.extract.head.scene import Scene
from dateline.extract.lines.units import Unit
from dateline.extract.models.weights import Weights
from dateline.extract.reading import DatePick, Pick
from dateline.extract.recognisers import bylines, callings, naming, openings, posts
from dateline.extract.recognisers.close_names import in_opening_brackets as opens_reported
from dateline.extract.recognisers.outlets import says_source
from dateline.extract.words.phrases import phrases
from dateline.extract.words.text import fold, words

BYLINE = 0.15
PLACED = 0.07  # where it stands right before the date
LINKED = 0.8  # what a name counts that a page links to its author's
SIGNED = 0.01  # for a name right behind the text
BESIDE = 0.1  # for a name beside one
MORE = 0.5  # for further bylines, and for one of bare names whose words are others' too
BARE = 0.3  # for a line of bare names outside of the article's head
THINGS = 2  # of the names of a line, that are no persons': it lists the sections in which a text is filed
ALONE = 0.05  # for one in the head whose words are printed nowhere else
NEAR = 2  # units between a byline and the date
ABOVE = 4  # units above the headline in which a line that opens as a byline does may stand
OPENED = 2  # units of a text that may begin with its reporters' names
BEHIND = 4  # and behind the text
HEAD = 8  # units above the text that may be its head where no headline is told
STEM, ENDING = 4, 2  # letters that an inflected name keeps at least, and those that may change
MASTHEAD = 3  # units at a dump's top that name the outlet rather than an author
CLAUSE = 4  # words in small letters behind a dash that no name and post have: "Islanders — on thirty days at sea"
_DASH = re.compile(r"\s[-–—]\s")

Candidate = tuple[int, tuple[str, ...]]
"""A unit, and the names that it would give."""


def bylines_of(
    seen: Scene,
    weights: Weights,
    kind: str,
    headline: int | None,
    head: int | None,
    taken: set[int],
    published: DatePick | None,
) -> tuple[Pick, ...]:
    """The lines that name the article's authors; ``taken`` are units of other fields.

    ``head`` is the headline if it is likely: none is looked for far above it then.
    """
    candidates = [
        c for c in heads.byline_candidates(seen, head) if c[0] not in taken and not _elses(seen, c[0], headline)
    ]
    wrote = [c for c in candidates if not openings.names_editor(bylines.segment(seen.units[c[0]].text))]
    by = _ranked(seen, weights, kind, headline, wrote, taken, published)
    led = layout.led_bylines(seen.units, headline, seen.begin) if headline is not None else []
    if led and (not by or min(pick.unit for pick in by) >= led[0]):
        return tuple(Pick(i, LINKED, "layout: below the opening of a byline") for i in led)
    return by


def edited(
    seen: Scene, weights: Weights, kind: str, headline: int | None, taken: set[int], published: DatePick | None
) -> tuple[Pick, ...]:
    """The lines that name an editor, where nothing names an author: "责任编辑：…"."""
    some = [i for i in sorted(seen.common) if openings.names_editor(bylines.segment(seen.units[i].text))]
    found = [(i, names) for i in some if i not in taken and (names := heads.byline_names(seen.units, i))]
    return _ranked(seen, weights, kind, headline, found, taken, published) if found else ()


def signed(seen: Scene, inside: Sequence[bool], weights: Weights, kind: str, headline: int | None) -> tuple[Pick, ...]:
    """The byline behind the text, where none stands above it."""
    at = layout.signed(seen.units, inside, seen.language)
    if at is not None and at in seen.common:
        found = [(at, names)] if (names := heads.byline_names(seen.units, at)) else []
        scores = weights.forests[f"{kind}.byline"].scores(heads.byline_rows(seen, found, headline))
        least = 0.0 if seen.language in layout.OF_WORDS else SIGNED  # there its capitals tell
        if found and max(scores) >= least and not callings.is_thing(found[0][1][0]):
            return (Pick(found[0][0], LINKED, "layout: signs the text"),)
    behind = signatures.behind(seen.units, inside)
    first = next((i for i, flag in enumerate(inside) if flag), len(inside))
    behind = behind or [i for i in range(first, min(first + OPENED, len(inside))) if opens_reported(seen.units[i].text)]
    # a paragraph that begins or ends with its reporters' names stays one
    return tuple(Pick(i, BYLINE if inside[i] else LINKED, "layout: signs the text") for i in behind)


def _ranked(
    seen: Scene,
    weights: Weights,
    kind: str,
    headline: int | None,
    candidates: Sequence[Candidate],
    taken: set[int],
    published: DatePick | None,
) -> tuple[Pick, ...]:
    units = seen.units
    scores = weights.forests[f"{kind}.byline"].scores(heads.byline_rows(seen, candidates, headline))
    doubts = _Doubts(seen, headline)
    scores = [doubts.weighed(c, score) for c, score in zip(candidates, scores, strict=True)]
    best = max(scores, default=0.0)
    if best < BYLINE and headline is not None:
        linked = layout.linked_byline(units, headline, seen.begin)
        if linked is not None:
            return (Pick(linked, LINKED, "layout: linked to the page of an author"),)
    if best < MORE and headline is not None:
        top = candidates[scores.index(best)][0] if scores else -1
        closed = layout.closed_byline(units, headline, seen.begin)
        shown = closed is not None and any(map(doubts.told, bylines.told(units[closed].text)))  # whom a picture shows
        if closed is not None and not shown and (best < BYLINE or not openings.has_opening(units[top].text)):
            several = (closed, *layout.also_closed(units, closed))
            return tuple(Pick(i, LINKED, "layout: a name and what its bearer is") for i in several)
    if not scores:
        return ()
    lowest = candidates[scores.index(best)][0]
    if lowest >= seen.end and not openings.has_opening(units[lowest].text):
        dated = _with_date(doubts, published)  # names below the story are those of other articles
        if dated is not None:
            return (Pick(dated, LINKED, "layout: named with the date"),)
    if best < MORE:  # what stands in the head goes before what stands elsewhere
        likeliest = candidates[scores.index(best)][0]
        own = [s for c, s in zip(candidates, scores, strict=True) if s >= BYLINE and doubts.in_head(c[0])]
        if own and not doubts.in_head(likeliest) and not openings.has_opening(units[likeliest].text):
            scores = [s if doubts.in_head(c[0]) else 0.0 for c, s in zip(candidates, scores, strict=True)]
            best = max(own)
    scored = list(zip(candidates, scores, strict=True))
    if best < BYLINE:
        return _by_place(doubts, scored, taken, published)
    if _outlets(max(scored, key=itemgetter(1))[0]):  # "by Orlac Times", and below it who wrote it
        persons = [item for item in scored if not _outlets(item[0])]
        if by := _by_place(doubts, persons, taken, published):
            return by
    return _picked(doubts, candidates, scores, taken)


def _with_date(doubts: _Doubts, published: DatePick | None) -> int | None:
    """The line of the day, where it stands in the head and names a person too."""
    if published is None or not doubts.in_head(published.unit):
        return None
    named = doubts.persons(bylines.told(doubts.seen.units[published.unit].text))
    return published.unit if named else None


def _outlets(candidate: Candidate) -> bool:
    return all(map(naming.names_outlet, candidate[1]))


def _goes_on(text: str) -> bool:
    """Whether a clause follows a dash: a subtitle."""
    _, *behind = _DASH.split(text, maxsplit=1)
    return any(sum(map(str.islower, clause.split())) >= CLAUSE for clause in behind)


def _by_place(
    doubts: _Doubts, scored: Sequence[tuple[Candidate, float]], taken: set[int], published: DatePick | None
) -> tuple[Pick, ...]:
    """The byline by its place, where no line reads like one."""
    seen, headline = doubts.seen, doubts.headline
    units = seen.units
    if headline is not None and published is not None:
        near = range(max(headline, published.unit - 2) + 1, published.unit)  # right before the date
        placed = [
            (s, c[0])
            for c, s in scored
            if c[0] in near
            and s >= PLACED
            and layout.may_be_byline(units, c[0])
            and not doubts.common(c[1][0], wholly=True)
            and not callings.is_thing(c[1][0])
            and not _goes_on(units[c[0]].text)
        ]
        if placed:
            score, at = max(placed)
            return (Pick(at, score, "layout: between the headline and the date"),)
    if published is not None:
        by_date = layout.byline_by_date(units, published.unit, taken)
        if by_date is None:
            line = units[published.unit].text
            labelled = naming.unspaced(line) and openings.opens_surely(bylines.segment(line)) and bylines.told(line)
            by_date = published.unit if labelled or doubts.persons(bylines.told(line)) else None
        if by_date is not None:
            return (Pick(by_date, LINKED, "layout: named with the date"),)
    opened = [(s, c[0]) for c, s in scored if doubts.opened(c)]
    if opened:
        return (Pick(max(opened)[1], max(opened)[0], "layout: opens as a byline does"),)
    if headline is None:
        return ()
    for at in signatures.in_head(units, headline, seen.begin, seen.dated):
        said = bylines.names(units[at].text)
        if at not in taken and (
            any(map(posts.wire, said)) or doubts.persons(said) or signatures.reported(units[at].text)
        ):
            return (Pick(at, LINKED, "layout: an agency, or a portrait's name"),)
    placed = [
        (s, c[0])
        for c, s in scored
        if doubts.in_head(c[0])
        and (doubts.persons(c[1]) or c[0] == seen.begin)  # what the text says is said by the line itself there
        and signatures.uncased_with_place(units, c[0], seen.begin)
    ]
    if placed:
        return (Pick(max(placed)[1], LINKED, "layout: a name and the place that the text tells"),)
    alone = [
        (s, c[0])
        for c, s in scored
        if s >= ALONE and doubts.in_head(c[0]) and doubts.persons(c[1])
        and signatures.stands_alone(units, c[0], seen.begin, seen.dated)
    ]  # fmt: skip
    return (Pick(max(alone)[1], max(alone)[0], "layout: names alone in the head"),) if alone else ()


def _picked(
    doubts: _Doubts, candidates: Sequence[Candidate], scores: Sequence[float], taken: set[int]
) -> tuple[Pick, ...]:
    """The likeliest byline, others near it that are likely, and names right beside it."""
    seen, headline = doubts.seen, doubts.headline
    ranked = sorted(enumerate(scores), key=lambda item: (-item[1], item[0]))[:3]
    own = next((item for item in ranked if item[1] >= MORE and doubts.in_head(candidates[item[0]][0])), None)
    if own is not None and not doubts.in_head(candidates[ranked[0][0]][0]):  # the others are those of teasers
        ranked = [own, *(item for item in ranked if item[0] != own[0])]
    ranked = _with_coauthors(doubts, candidates, scores, ranked)
    best = ranked[0][1]
    top = candidates[ranked[0][0]]
    if _owns(seen.units, top[1]):  # the outlet, beside the name of the author
        beside = [(k, s) for k, s in ranked if abs(candidates[k][0] - top[0]) == 1 and s >= PLACED]
        beside = [(k, s) for k, s in beside if not _owns(seen.units, candidates[k][1])]
        ranked, best = beside or ranked, max(beside[0][1], BYLINE) if beside else best
    first = candidates[ranked[0][0]][0]
    heading = {unit.folded for unit in seen.units[:MASTHEAD]}
    ranked = [(k, s) for k, s in ranked if s == best or not {fold(n) for n in candidates[k][1]} <= heading]
    ranked = [(k, s) for k, s in ranked if s == best or not _adds_none(seen.units, candidates[k][0], first)]
    likely = {c[0] for c, s in zip(candidates, scores, strict=True) if s >= BESIDE}
    picks = tuple(
        Pick(candidates[k][0], score, "model: reads like the byline")
        for k, score in ranked
        if (k == ranked[0][0] and best >= BYLINE)
        or (
            score >= MORE
            and abs(candidates[k][0] - first) <= HEAD
            and (headline is None or candidates[k][0] > headline or first < headline)
        )
    )
    by = {pick.unit: pick for pick in picks}
    for pick in picks[:1]:
        for i in layout.beside_bylines(seen.units, pick.unit):
            if i not in taken and i in likely:
                by.setdefault(i, Pick(i, pick.score, "layout: beside a byline"))
    return tuple(by.values())


def _with_coauthors(
    doubts: _Doubts, candidates: Sequence[Candidate], scores: Sequence[float], ranked: list[tuple[int, float]]
) -> list[tuple[int, float]]:
    """``ranked``, led by the head's byline that names the likeliest's authors and more: notes name each of them."""
    names = set(candidates[ranked[0][0]][1])
    for k, (i, said) in enumerate(candidates):
        if names < set(said) and doubts.in_head(i) and openings.has_opening(doubts.seen.units[i].text):
            return [(k, max(scores[k], ranked[0][1])), *(item for item in ranked if item[0] != k)]
    return ranked


class _Doubts:
    """What speaks against a line of bare names: its place, and that its words are no name's."""

    def __init__(self, seen: Scene, headline: int | None) -> None:
        self.seen, self.headline = seen, headline

    @cached_property
    def _below(self) -> frozenset[str]:
        return frozenset(unit.folded for unit in self.seen.units[self.seen.begin + 1 : self.seen.end])

    @cached_property
    def _printed(self) -> frozenset[str]:
        """All words as they are printed: what also stands in small letters is no name."""
        return frozenset(" ".join(unit.text for unit in self.seen.units).split())

    @cached_property
    def _story(self) -> frozenset[str]:
        headline = self.seen.units[self.headline].folded if self.headline is not None else ""
        return self.seen.core | frozenset(words(headline))

    def in_head(self, i: int) -> bool:
        """Whether unit ``i`` stands between the headline and the text, or shortly above it where no headline does."""
        if self.headline is None:
            return self.seen.begin - HEAD < i <= self.seen.begin
        return self.headline < i <= max(self.seen.begin, min(self.headline + HEAD, self.seen.end - 1))

    def _by_date(self, i: int) -> bool:
        return any(k in self.seen.dated for k in range(i - NEAR, i + NEAR + 1))

    def told(self, name: str) -> bool:
        """Whether the story speaks of who bears a full name: then he or she is no author, but in a picture."""
        own = [word for word in words(fold(name)) if len(word) > 1]
        return len(own) > 1 and self._story.issuperset(own)

    def common(self, name: str, *, wholly: bool = False) -> bool:
        """Whether a word of a name, or all of it, is printed in small letters, too."""
        found = [word.lower() != word and word.lower() in self._printed for word in name.split()]
        return all(found) if wholly else any(found)

    def opened(self, candidate: Candidate) -> bool:
        """Whether a line around the article's head or end opens as bylines do, with two words: "Written by Jane"."""
        i, names = candidate
        first = (self.headline if self.headline is not None else self.seen.begin) - ABOVE
        head = first <= i <= max(self.seen.begin, first + ABOVE + HEAD)
        behind = self.seen.end - 1 <= i < self.seen.end + BEHIND
        strong = openings.opens_surely(self.seen.units[i].text)
        return (head or behind) and strong and not _outlets(candidate) and not callings.is_thing(names[0])

    def persons(self, names: Sequence[str]) -> bool:
        """Whether names may be those of authors, by their shape and by what the page says else: full ones, if any."""
        return bool(names) and not any(
            " " not in name
            or self.told(name)
            or self.common(name)
            or callings.is_thing(name)
            or naming.names_outlet(name)
            or posts.is_place(name)
            or bool(phrases().match(fold(name)))
            for name in names
        )

    def weighed(self, candidate: Candidate, score: float) -> float:
        """The score of a candidate, 0 where what it says is likelier something else."""
        i, names = candidate
        unit = self.seen.units[i]
        if score < MORE and i < self.seen.begin and unit.folded in self._below and not self._by_date(i):
            return 0.0  # a list of contents
        if score < BYLINE or (unit.markup is not None and bylines.linked(unit.text, unit.markup.links)):
            return score
        head = self.in_head(i)
        if openings.has_opening(unit.text):
            return score
        if openings.has_opening(bylines.segment(unit.text)):  # amid the line, as in a sentence
            return 0.0 if not head and score < MORE and self.told(names[0]) else score
        things = sum(map(callings.is_thing, names))
        if ((score < LINKED or not head) and callings.is_thing(names[0])) or things >= THINGS:
            return 0.0
        if score < BARE and self.common(names[0], wholly=True):
            return 0.0
        if not head and score < MORE and (self.common(names[0]) or self.told(names[0])):
            return 0.0
        if not head and score < BARE and (i > self.seen.begin or " " not in names[0]):
            return 0.0
        told = self.told if head else self._inflected
        return 0.0 if score < LINKED and self._pictured(i, head=head) and told(names[0]) else score

    def _inflected(self, name: str) -> bool:
        """The same as ``told`` for a language that changes the ends of names."""
        own = [word[: max(STEM, len(word) - ENDING)] for word in words(fold(name)) if len(word) > 1]
        return len(own) > 1 and all(any(word.startswith(stem) for word in self._story) for stem in own)

    def _pictured(self, i: int, *, head: bool) -> bool:
        """Whether a line may describe a picture: printed twice, or behind the text as well as amid it."""
        folded = self.seen.units[i].folded
        if head:
            return layout.repeated(self.seen.units, i)
        amid = range(self.seen.begin + 1, min(self.seen.end, i - HEAD))
        return folded in self._below and any(self.seen.units[k].folded == folded for k in amid)


def _elses(seen: Scene, i: int, headline: int | None) -> bool:
    """Whether unit ``i`` names another than the author.

    So do a line below "Edited by" or "Source", the headline, the outlet, and a place below "By our correspondent".
    """
    units = seen.units
    text = units[i].folded
    if openings.has_opening(units[i].text):
        return False
    if headline is None:
        return text in {unit.folded for unit in units[:MASTHEAD]}
    uncased = text.upper() == text  # in capitals it may be who keeps a site of his or her own
    if i < min(MASTHEAD, headline) and (says_source(units, text) or (uncased and _owns(units, (text,)))):
        return True
    if _labelled_below(units, i):
        return True
    above = units[i - 1].text if i else ""
    return text == units[headline].folded or openings.labels_other(above) or openings.nobodys(above)


def _labelled_below(units: Sequence[Unit], i: int) -> bool:
    """Whether labels stand below their names, and that of another work below unit ``i``.

    "Jane Doe", "Writer", "John Roe", "Editor".
    """
    own = range(i - 2, i + 2)
    if own.start < 0 or own.stop > len(units) or not openings.labels_other(units[i + 1].text):
        return False
    named = openings.opens_alone(units[i - 1].text) and layout.is_names(units[i - 2])
    return named and not (own.stop < len(units) and layout.is_names(units[own.stop]))


def _adds_none(units: Sequence[Unit], i: int, first: int) -> bool:
    """Whether unit ``i`` is no further byline beside ``first``: a post, or "Photographs by …"."""
    return layout.tells_post(units, i, first) or openings.anothers(units[i].text)


def _owns(units: Sequence[Unit], names: Sequence[str]) -> bool:
    """Whether a line that claims the rights names all of ``names``, as it names the outlet."""

    def claimed(name: str) -> bool:
        told = (unit for unit in units if name in unit.folded)
        return any("©" in unit.text or "legal" in phrases().match(unit.folded) for unit in told)

    return all(claimed(fold(name)) for name in names)
