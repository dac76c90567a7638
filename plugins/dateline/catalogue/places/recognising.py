"""Recognise mentions with the sequence model: labels of tokens to stretches of the text."""

from __future__ import annotations

from dataclasses import replace

from dateline.catalogue.places.features import Page, common, runs
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Places
from dateline.catalogue.places.mentions import Mention
from dateline.catalogue.places.rules import words
from dateline.catalogue.places.sequence import Model
from dateline.catalogue.places.spotting import Spot, look_up
from dateline.catalogue.places.tokens import Token

SURE = 0.85  # a name found with this probability speaks for its other mentions
AGAIN = 0.15  # what they need of their own
NOTED = 0.2  # what a name needs that a hand-written row has: a country, its people, a disputed region
NAMED = 100_000  # people in a town whose name may have an article: "the Nice of the north"
_JOINED = frozenset("-‐–'’")
_TRAILING = frozenset(".,-–'’")


def recognise(
    text: str, tokens: list[Token], spots: dict[int, Spot], places: Places, model: Model, *, unknown: bool = True
) -> list[Mention]:
    """The mentions that the model finds, left to right, none overlapping.

    Without ``unknown`` stretches that hold no name of the gazetteer are passed over: most of a text's.
    """
    page = Page(tokens, spots)
    found: list[Mention] = []
    passed: list[tuple[int, float]] = []  # tokens that were taken for no name, with what spoke for one
    for first, last in runs(tokens):
        watched = not spots.keys().isdisjoint(range(first, last))
        if not (watched or unknown):
            continue
        labels = model.decode([page.groups(at) for at in range(first, last)], watched=watched)
        at = max(first, found[-1].last) if found else first
        while at < last:
            label, share = labels[at - first]
            if not label:
                if at in spots and share < 1 - AGAIN and not page.names_person(at, spots[at].last):
                    passed.append((at, 1 - share))
                at += 1
                continue
            begin, shares = at, [share]
            at += 1
            while at < last and labels[at - first][0] == 2:
                shares.append(labels[at - first][1])
                at += 1
            end = at
            while end - 1 > begin and tokens[end - 1].text in _TRAILING:
                end -= 1
            end = max(end, _whole(begin, at, spots, tokens))
            at = max(at, end)
            if end - begin == 1 and _shortened(begin, tokens):
                continue
            if not page.names_person(begin, end):
                one = mention(text, tokens, begin, end, places, min(shares))
                found.append(replace(one, candidates=()) if end - begin == 1 and _noun(begin, tokens, spots) else one)
    return _agreed(text, tokens, spots, places, found, passed)


def _whole(begin: int, end: int, spots: dict[int, Spot], tokens: list[Token]) -> int:
    """Where a longer name ends that begins here: a hand-written row's (Bab al-Hawa), or one that a mark joins."""
    spot = spots.get(begin)
    if spot is None or spot.last <= end:
        return 0
    joined = tokens[end].text[0] in _JOINED and tokens[end].start == tokens[end - 1].end
    return spot.last if joined or any(c.noted for c in spot.candidates) else 0


def _shortened(at: int, tokens: list[Token]) -> bool:
    """Whether the word is short for a state's name only where a comma or a full stop says so: "Boston, Mass."."""
    if fold(tokens[at].text) not in words()["short for states"]:
        return False
    before = tokens[at - 1].text if at else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return before not in (",", "(") and after != "."


def _noun(at: int, tokens: list[Token], spots: dict[int, Spot]) -> bool:
    """Whether the word is a common noun with a capital, and what it names no town: "the Mission"."""
    spot = spots.get(at)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if spot is None or not at or tokens[at - 1].text not in ("the", "The") or tokens[at].text.lower() not in common():
        return False
    named = after is not None and (after.text[0].isupper() or after.text in words()["buildings"])
    return not named and all(c.kind == "settlement" and c.population < NAMED for c in spot.candidates)


def _agreed(
    text: str,
    tokens: list[Token],
    spots: dict[int, Spot],
    places: Places,
    found: list[Mention],
    passed: list[tuple[int, float]],
) -> list[Mention]:
    """Add names that were narrowly passed over where the same name was surely found elsewhere in the text."""
    sure = {m.name for m in found if m.score >= SURE}
    taken = {at for m in found for at in range(m.first, m.last)}
    for at, share in passed:
        spot = spots[at]
        if not taken.isdisjoint(range(spot.first, spot.last)):
            continue
        if spot.last - at == 1 and (_shortened(at, tokens) or _noun(at, tokens, spots)):
            continue
        if fold(text[spot.start : spot.end]) in sure or (share >= NOTED and any(c.noted for c in spot.candidates)):
            found.append(mention(text, tokens, spot.first, spot.last, places, round(share, 3)))
            taken.update(range(spot.first, spot.last))
    found.sort(key=lambda m: m.start)
    return found


def mention(text: str, tokens: list[Token], first: int, last: int, places: Places, score: float) -> Mention:
    """The stretch of tokens ``[first, last)`` as a mention, with what the gazetteer knows of its name."""
    start, end = tokens[first].start, tokens[last - 1].end
    name = fold(text[start:end])
    # "the North" is a place, but which one no gazetteer tells
    candidates = () if name in words()["sides"] else look_up(text[start:end], places)
    demonym = any(c.demonym for c in candidates) and not any(c.noted and not c.demonym for c in candidates)
    return Mention(start, end, first, last, name, candidates, demonym, round(score, 3))
