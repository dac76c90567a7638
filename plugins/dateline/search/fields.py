"""The fields of a search document, what each weighs, and what one document adds to its terms."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from dateline.model import SearchDocument
from dateline.search.codec import ALPHABET, FIELD, place, places

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


def title_weight(title: str) -> float:
    """What a word of this headline weighs."""
    return TITLE_WEIGHT / (1 - TITLE_B + TITLE_B * len(title) / TITLE_LENGTH)


def gather(
    title: str,
    size: int,
    body: Sequence[int],
    others: Iterable[Iterable[Sequence[int]]],
    average: float,
    number: int,
    parts: Sequence[list[str]],
) -> tuple[int, ...]:
    """Weigh and place the words of a document, and add them to ``parts``, per term a list of strings.

    A term is told by its place in ``parts``. ``body`` has the terms of the body in order, ``size`` is its length in
    characters; ``others`` has the terms of every value of the other fields. What is added to a term's list is a mark,
    which is the level and the article's ``number`` in its block (below 65,536) as control characters, and then the
    hits. The strings are shared between lists, so that no word of an article costs an object of its own, and all loops
    over the words of the body run in C. ``average`` is the mean body length in characters. Returns the number of words
    of every field.
    """
    lengths = [len(body)]
    extra: dict[int, str] = {}
    bonus: dict[int, float] = {}
    opened: dict[int, int] = {}  # the last field that has a term
    for field, values in enumerate(others, 1):
        opening = FIELD + ALPHABET[field]
        weight = CATALOGUE_WEIGHT[field]
        if field == TITLE:
            weight = title_weight(title)
        at = gap = 0
        for gap, terms in enumerate(values):
            for term in terms:
                if opened.get(term) == field:
                    extra[term] += place(at + gap)  # no phrase reaches from one value into the next
                    bonus[term] += weight if field == TITLE else 0.0
                else:
                    opened[term] = field
                    extra[term] = extra.get(term, "") + opening + place(at + gap)
                    bonus[term] = bonus.get(term, 0.0) + weight
                at += 1
        lengths.append(at)
    norm = 1 - B + B * size / average
    tail = number_mark(number)
    marks = [level + tail for level in _LEVEL_MARKS]
    counts = Counter(body)
    levels = {times: marks[_level(times / norm)] for times in set(counts.values())}
    for term, more in bonus.items():
        level = _level(counts[term] / norm + more)
        counts[term] = -level  # (no number of times)
        levels[-level] = marks[level]
    _append_each(map(parts.__getitem__, counts), map(levels.__getitem__, counts.values()))
    _append_each(map(parts.__getitem__, body), places(len(body)))
    for term, hits in extra.items():
        parts[term].append(hits)
    return tuple(lengths)


def _append_each(lists: Iterable[list[str]], items: Iterable[str]) -> None:
    deque(map(list.append, lists, items), maxlen=0)  # a loop that is not the interpreter's


def _level(tf: float) -> int:
    return int(LEVELS * tf / (tf + K1))
