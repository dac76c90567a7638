"""Which topics a text is about: telling and supporting words, weighed against the text's length.

A telling word points to its topic by itself, a supporting word only beside a telling one. Words of the title and of the
text's beginning count more. The points must reach a threshold that grows with the logarithm of the text's length, so
that a word in passing at the end of a long article names no topic. Where the text is about a known conflict, words like
"agreement" and "forces" have their warlike sense: supporting words of the topics of war and peace weigh more there, and
several of them at the beginning do without a telling one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.catalogue.conflicts import CONFIDENT
from dateline.catalogue.found import Found
from dateline.catalogue.language.terms import Phrases, longest, words
from dateline.catalogue.topics.authority import Topics
from dateline.model import ConflictTag, Evidence, TopicTag

LEAST = 0.5  # probability from which a topic is assigned
MOST = 8  # topics of one text
LEAD = 70  # words that count as the beginning
FOUGHT = 0.6  # points for the topic "armed conflict" where the text is surely about a known one
NEED = 1.3  # points that a text of the length of a beginning needs: more than one word there
NEED_IN_WAR = 1.2  # the same for the topics of war and peace in a text about a known conflict: one word there
GROWTH, GROWTH_IN_WAR = 0.45, 0.34  # more for every doubling; less where the text is about a known conflict
IN_TITLE, IN_TITLE_OF_WAR, IN_LEAD = 1.7, 2.2, 1.25  # weight of a word there; 1 elsewhere
WARLIKE = "conflict-war-and-peace"  # the topics below it are those of a known conflict
BESIDE, MOST_BESIDE = 0.3, 0.9  # points of a supporting word, and of all of a topic's together
IN_WAR, MOST_IN_WAR = 0.55, 2.2  # the same in a text about a known conflict, for the topics of war and peace
ENOUGH = 2  # supporting words at the beginning that do without a telling one there
TELLING, SUPPORTING = "telling", "supporting"


@dataclass(slots=True)
class Case:
    """What a text says for one topic: by folded word, the mentions and the greatest weight of its position."""

    telling: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    supporting: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, str] = field(default_factory=dict)


def score(
    topics: Topics,
    text: str,
    *,
    title: str,
    conflicts: tuple[ConflictTag, ...],
) -> Found[TopicTag]:
    """The topics that the text is about, best first, each with the words that led to it."""
    whole = text if not title or title in text else f"{title}\n\n{text}"
    head = whole.find(title) + len(title) if title else 0
    found = words(whole)
    fought = any(tag.score >= CONFIDENT for tag in conflicts)
    in_title = IN_TITLE_OF_WAR if fought else IN_TITLE
    cases: dict[str, Case] = defaultdict(Case)
    for hit in longest(_senses(topics).find(found)):
        start, end = found[hit.first].start, found[hit.after - 1].end
        surface = whole[start:end]
        if surface in topics.never:
            continue
        form = " ".join(word.form for word in found[hit.first : hit.after])
        weight = in_title if end <= head else IN_LEAD if hit.first < LEAD else 1.0
        for key, kind in hit.payload:
            case = cases[key]
            (case.telling if kind == TELLING else case.supporting)[form].append(weight)
            case.said.setdefault(form, surface)
    more = (GROWTH_IN_WAR if fought else GROWTH) * math.log2(max(1.0, len(found) / LEAD))
    warlike = _below(topics, WARLIKE) if fought else frozenset()
    tags = []
    for key, case in cases.items():
        if key not in topics or not (case.telling or (key in warlike and _early(case) >= ENOUGH)):
            continue
        extra = FOUGHT if fought and key == "armed-conflict" else 0.0
        need = NEED_IN_WAR if key in warlike else NEED
        value = probability(points(case, warlike=key in warlike) + extra, need + more)
        if value >= LEAST:
            because = [*case.telling, *case.supporting]
            tags.append(TopicTag(key, topics[key].name, round(value, 4), tuple(case.said[f] for f in because[:6])))
    tags = sorted(tags, key=lambda tag: (-tag.score, tag.key))[:MOST]
    evidence = tuple(Evidence("tags", t.key, (), f"words: {', '.join(t.because)}", t.score) for t in tags)
    return Found(tuple(tags), evidence)


def points(case: Case, *, warlike: bool = False) -> float:
    """The weight of a topic's words: every further mention and every further word adds less."""
    telling = sum(max(weights) * (1 + 0.35 * math.log(len(weights))) for weights in case.telling.values())
    beside, most = (IN_WAR, MOST_IN_WAR) if warlike else (BESIDE, MOST_BESIDE)
    supporting = sum(beside * max(weights) for weights in case.supporting.values())
    return math.pow(telling, 0.9) + min(supporting, most)


def _early(case: Case) -> int:
    """How many supporting words stand at the beginning."""
    return sum(max(weights) > 1.0 for weights in case.supporting.values())


@lru_cache(maxsize=8)
def _below(topics: Topics, key: str) -> frozenset[str]:
    """The keys of the topics below one, itself included."""
    found = {key}
    for _ in topics:
        more = {child for child, topic in topics.items() if topic.parent in found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def probability(value: float, need: float) -> float:
    """A half where the points just reach what is needed."""
    return 1.0 / (1.0 + math.exp(-4.0 * (value / need - 1.0)))


@lru_cache(maxsize=4)
def _senses(topics: Topics) -> Phrases[tuple[tuple[str, str], ...]]:
    """All words of an authority with the topics they tell of; built once for each authority."""
    table: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for key, topic in topics.items():
        for term in topic.terms:
            table[term][(key, TELLING)] = None
        for term in topics.supporting.get(key, ()):
            if (key, TELLING) not in table[term]:
                table[term][(key, SUPPORTING)] = None
    built: Phrases[tuple[tuple[str, str], ...]] = Phrases()
    for phrase, senses in table.items():
        built.add(phrase, tuple(senses))
    return built
