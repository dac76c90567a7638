"""The fields of a search document, what each weighs, and the analysis of one document."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import SearchDocument
from dateline.search.codec import FIELD, TABLE, encode, table
from dateline.search.stems import Analyser
from dateline.search.tokens import raw_words

FIELDS = ("body", "title", "place", "conflict", "topic", "source", "author")
"""Every field's number is its place here; the hits of ``body`` come first and unmarked."""

LEVELS = "0123456789abcdef"
"""The weight of a word in an article, in sixteenths."""

# One choice for all collections, made on judged queries (bench/search_quality.py): BM25F with these figures.
K1 = 2.0
B = 0.75
TITLE_WEIGHT = 2.5
TITLE_LENGTH = 60  # characters of an average headline
TITLE_B = 0.5
CATALOGUE_WEIGHT = (0.0, 0.0, 1.0, 1.0, 0.6, 0.4, 0.6)  # by field, for place to author


STEPS = 32  # hits in one body whose levels are worked out ahead


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one document adds to the index: per term its weight and its hits, both as characters of the shards."""

    terms: list[str]
    levels: list[str]
    hits: list[str]
    lengths: tuple[int, ...]  # words per field
    raws: set[str]  # the distinct words before folding


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
        (document.source.label,),
        document.authors,
    )


def analyse(document: SearchDocument, analyser: Analyser, average: float) -> Analysis:
    """Cut, stem, weigh and place the words of one document. ``average`` is the mean body length in characters."""
    body = body_of(document)
    raws = raw_words(body)
    seen = set(raws)
    where: dict[str, list[int]] = {}
    lengths = [len(raws)]
    for position, term in enumerate(analyser.run(raws)):
        if term in where:
            where[term].append(position)
        else:
            where[term] = [position]
    extra: dict[str, str] = {}
    bonus: dict[str, float] = {}
    title_norm = 1 - TITLE_B + TITLE_B * len(document.title) / TITLE_LENGTH
    for number, values in enumerate(other_fields(document), 1):
        length = start = 0
        spots: dict[str, list[int]] = {}
        for value in values:
            words = raw_words(value)
            seen.update(words)
            for position, term in enumerate(analyser.run(words), start):
                spots.setdefault(term, []).append(position)
            length += len(words)
            start += len(words) + 1  # a phrase never reaches from one value into the next
        lengths.append(length)
        weight = TITLE_WEIGHT / title_norm if number == 1 else CATALOGUE_WEIGHT[number]
        for term, places in spots.items():
            extra[term] = extra.get(term, "") + FIELD + encode(number) + _gaps(places)
            count = len(places) if number == 1 else 1
            bonus[term] = bonus.get(term, 0.0) + weight * count
    norm = 1 - B + B * len(body) / average
    steps = [LEVELS[_level(n / norm)] for n in range(STEPS)]
    top = LEVELS[_level(STEPS / norm)]
    small = table()
    levels: list[str] = []
    hits: list[str] = []
    for term, places in where.items():
        count = len(places)
        hit = small[places[0]] if count == 1 and places[0] < TABLE else _gaps(places)
        if term in extra:
            levels.append(LEVELS[_level(count / norm + bonus.pop(term))])
            hits.append(hit + extra[term])
        else:
            levels.append(steps[count] if count < STEPS else top)
            hits.append(hit)
    terms = [*where]
    for term, tf in bonus.items():
        terms.append(term)
        levels.append(LEVELS[_level(tf)])
        hits.append(extra[term])
    return Analysis(terms, levels, hits, tuple(lengths), seen)


def _level(tf: float) -> int:
    return int(16 * tf / (tf + K1))


def _gaps(places: list[int]) -> str:
    small = table()
    last = 0
    out = []
    for place in places:
        gap = place - last
        out.append(small[gap] if gap < TABLE else encode(gap))
        last = place
    return "".join(out)
