"""The fields of a search document, what each weighs, and the analysis of one document."""

from __future__ import annotations

from collections import defaultdict, deque
from itertools import chain
from operator import add

from dateline.model import SearchDocument
from dateline.search.codec import ALPHABET, FIELD, place, places
from dateline.search.stems import Analyser
from dateline.search.tokens import pieces

FIELDS = ("body", "title", "place", "conflict", "topic", "source", "author")
"""Every field's number is its place here; the hits of ``body`` come first and unmarked."""

TITLE = FIELDS.index("title")

LEVELS = 16
"""The weight of a word in an article is in sixteenths."""

# One choice for all collections, made on judged queries of three: BM25F with these figures.
K1 = 2.0
B = 0.75
TITLE_WEIGHT = 2.5
TITLE_LENGTH = 60  # characters of an average headline
TITLE_B = 0.5
CATALOGUE_WEIGHT = (0.0, 0.0, 1.0, 1.0, 0.6, 0.4, 0.6)  # by field, for place to author


Gathered = defaultdict[str, list[str]]
"""By term its articles: the hits of each and then its mark.

A mark is the level and the number of an article of a block (below 65,536) as control characters: one of the first 16,
then ``number_mark``. So the hits, levels and numbers of a term's articles are one string, which comes apart in C
(``rows.pieces``), and no article of a term costs an object of its own.
"""

NUMBER_MARK = 4  # characters
_LEVEL_MARKS = [chr(level) for level in range(LEVELS)]


def number_mark(number: int) -> str:
    """The number of an article as four digits to the base of 16, which are the control characters from U+0010 on."""
    return "".join([chr(16 + (number >> shift & 15)) for shift in (12, 8, 4, 0)])


def repeats(text: str, lead: str) -> bool:
    """Whether ``lead`` only says again how ``text`` begins, however each is spaced."""
    words = lead.rstrip(" .…").split()
    return " ".join(text.split(None, len(words))[: len(words)]).startswith(" ".join(words))


def body_of(document: SearchDocument) -> str:
    """The text that is searched as the body: the lead stands before it where it does not begin it."""
    lead, text = document.lead, document.text
    return text if repeats(text, lead) else f"{lead}\n\n{text}"


def other_fields(document: SearchDocument) -> tuple[tuple[str, ...], ...]:
    """The values of the fields after ``body``, in the order of ``FIELDS``."""
    return (
        (document.title,),
        tuple(facet.label for facet in document.places),
        tuple(facet.label for facet in document.conflicts),
        tuple(facet.label for facet in document.topics),
        tuple(facet.label for facet in (document.source, *document.carriers)),
        document.authors,
    )


def analyse(
    document: SearchDocument, analyser: Analyser, average: float, number: int, into: Gathered
) -> tuple[tuple[int, ...], list[str]]:
    """Cut, stem, weigh and place the words of a document, and add them under its ``number``.

    ``average`` is the mean body length in characters. Returns the number of words of every field, and the pieces that
    all the words were cut from.
    """
    body = body_of(document)
    found = pieces(body)
    known = analyser.pieces
    words = [*chain.from_iterable(map(known.__getitem__, found))]
    hits: dict[str, str] = {}
    for term, spot in zip(words, places(len(words))):  # noqa: B905 there are places enough
        if term in hits:
            hits[term] += spot
        else:
            hits[term] = spot
    lengths = [len(words)]
    extra: dict[str, str] = {}
    bonus: dict[str, float] = {}
    for field, values in enumerate(other_fields(document), 1):
        spots: dict[str, str] = {}
        length = 0
        for gap, value in enumerate(values):
            parts, terms = analyser.value(value)
            found += parts
            for at, term in enumerate(terms, length + gap):  # no phrase reaches from one value into the next
                spots[term] = spots.get(term, "") + place(at)
            length += len(terms)
        lengths.append(length)
        weight = CATALOGUE_WEIGHT[field]
        if field == TITLE:
            weight = TITLE_WEIGHT / (1 - TITLE_B + TITLE_B * len(document.title) / TITLE_LENGTH)
        opening = FIELD + ALPHABET[field]
        for term, spot in spots.items():
            extra[term] = extra.get(term, "") + opening + spot
            bonus[term] = bonus.get(term, 0.0) + (weight * (len(spot) >> 1) if field == TITLE else weight)
    norm = 1 - B + B * len(body) / average
    tail = number_mark(number)
    marks = [level + tail for level in _LEVEL_MARKS]
    for term, more in bonus.items():
        hit = hits.pop(term, "")
        into[term].append(hit + extra[term] + marks[_level((len(hit) >> 1) / norm + more)])
    sizes = [*map(len, hits.values())]
    by_size = {size: marks[_level((size >> 1) / norm)] for size in set(sizes)}
    entries = map(add, hits.values(), map(by_size.__getitem__, sizes))
    deque(map(list.append, map(into.__getitem__, hits), entries), maxlen=0)  # a loop that is not the interpreter's
    return tuple(lengths), found


def _level(tf: float) -> int:
    return int(LEVELS * tf / (tf + K1))
