"""Recognise mentions with the sequence model: labels of tokens to stretches of the text."""

from __future__ import annotations

from dateline.catalogue.places.features import Page, runs
from dateline.catalogue.places.fold import fold
from dateline.catalogue.places.gazetteer import Places
from dateline.catalogue.places.mentions import Mention
from dateline.catalogue.places.sequence import Model
from dateline.catalogue.places.spotting import Spot, look_up
from dateline.catalogue.places.tokens import Token

_TRAILING = frozenset(".,-–'’")


def recognise(text: str, tokens: list[Token], spots: dict[int, Spot], places: Places, model: Model) -> list[Mention]:
    """The mentions that the model finds, left to right, none overlapping."""
    page = Page(tokens, spots)
    found: list[Mention] = []
    for first, last in runs(tokens):
        labels = model.decode([page.features(at) for at in range(first, last)])
        at = first
        while at < last:
            label, share = labels[at - first]
            if not label:
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
            found.append(mention(text, tokens, begin, end, places, min(shares)))
    return found


def mention(text: str, tokens: list[Token], first: int, last: int, places: Places, score: float) -> Mention:
    """The stretch of tokens ``[first, last)`` as a mention, with what the gazetteer knows of its name."""
    start, end = tokens[first].start, tokens[last - 1].end
    candidates = look_up(text[start:end], places)
    demonym = any(c.demonym for c in candidates) and not any(c.noted and not c.demonym for c in candidates)
    return Mention(start, end, first, last, fold(text[start:end]), candidates, demonym, round(score, 3))
