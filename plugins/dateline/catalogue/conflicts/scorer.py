"""Which conflicts a text is about, best first, each with the words that led to it.

Every conflict that the text gives a reason for is a candidate. The model ranks the candidates; the share of a candidate
times the probability that the text is about armed violence at all is its score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.catalogue.conflicts.authority import Conflicts, documents
from dateline.catalogue.conflicts.evidence import gather
from dateline.catalogue.conflicts.features import chance, features_of, rank, weights
from dateline.catalogue.conflicts.gate import Violence
from dateline.catalogue.conflicts.index import COUNTED, FORMER, INSIDE, NAMING, PART, PROVINCE, REGION
from dateline.catalogue.conflicts.placing import Case
from dateline.catalogue.found import Found
from dateline.model import ConflictTag, Doubt, Evidence, PlaceTag

CONFIDENT = 0.5
"""From this score on a conflict belongs in a record; below it is a candidate for the curator."""

LISTED = 5  # candidates returned at most
LEAST = 0.0002  # a candidate below this score is not returned
DOUBTED = 0.15  # from this score on, an uncertain conflict is put to the curator
EVIDENCE = 8  # words given as the reason at most
SITED = (REGION, PROVINCE, INSIDE, PART)  # what says where a conflict is fought
RANK = {kind: i for i, kind in enumerate(COUNTED)}


def score(
    conflicts: Conflicts, text: str, *, title: str, date: str, places: tuple[PlaceTag, ...], language: str = ""
) -> Found[ConflictTag]:
    """The conflicts that the text is about, best first, each with the words that led to it.

    ``date`` is ISO 8601 of any precision, "" where unknown; ``language`` BCP 47. A text about no armed
    conflict gets none.
    """
    whole = text if not title or title in text else f"{title}\n\n{text}"
    gathered = gather(conflicts, whole, len(whole) - len(text), date, places, language)
    features = features_of(conflicts, gathered, date)
    if not features:
        return Found()
    model = weights()
    ranked = rank(features, model)
    about = chance(gathered.fight, features[ranked[0][0]], model)
    ranked = side_by_side(ranked, gathered.cases, features)
    tags = []
    for key, share in ranked[:LISTED] if about >= model["least"] else ():
        value = round(share * about, 4)
        if value >= LEAST:
            known = conflicts.entries[key].conflict
            because = _because(gathered.cases.get(key, Case()), gathered.fight)
            tags.append(ConflictTag(key, known.name, value, known.ucdp_id, because))
    sure = [tag for tag in tags if tag.score >= CONFIDENT]
    evidence = tuple(_evidence(tag, gathered.cases.get(tag.key, Case())) for tag in sure)
    return Found(tuple(tags), evidence, _doubts(tags))


def side_by_side(
    ranked: Sequence[tuple[str, float]], cases: Mapping[str, Case], features: Mapping[str, Mapping[str, float]]
) -> list[tuple[str, float]]:
    """The shares of the candidates, where those that a text tells of beside the first do not take from one another.

    A text may be about several conflicts. One stands by itself that is fought at the date, and that both a name (its
    own, that of a party, an agreement, a person) and a place speak for that say nothing of the other such conflicts.
    Where the first does not, all stay rivals.
    """
    alone: list[str] = []
    said: set[str] = set()
    for key, _ in ranked[:LISTED]:
        case = cases.get(key, Case())
        names = {form for kind in NAMING if kind != FORMER for form in case.words.get(kind, ())}
        places = {form for kind in SITED for form in case.words.get(kind, ())}
        own = names.isdisjoint(said) and places.isdisjoint(said) and features[key].get("active", 0.0)
        if names and places and own:
            alone.append(key)
            said |= names | places
        elif not alone:
            return list(ranked)
    rivals = 1.0 - sum(share for key, share in ranked if key in alone)
    shares = [(key, share / (share + rivals) if key in alone else share) for key, share in ranked]
    return sorted(shares, key=lambda item: (-item[1], item[0]))


def _because(case: Case, fight: Violence) -> tuple[str, ...]:
    """The words that led to the conflict, the most telling first."""
    ordered = sorted(
        ((RANK[kind], -count, form) for kind, forms in case.words.items() for form, count in forms.items()),
    )
    found = list(dict.fromkeys(case.said[form] for _, _, form in ordered))[:EVIDENCE]
    return tuple(found or list(dict.fromkeys((*fight.strong, *fight.weak)))[:3])


def _evidence(tag: ConflictTag, case: Case) -> Evidence:
    """The words that led to the conflict, and where it is known from that it is fought in the places among them."""
    by_source: dict[str, list[str]] = {}
    for form, source in case.sources.items():
        surface = case.said[form]
        if surface in tag.because and surface not in by_source.setdefault(source, []):
            by_source[source].append(surface)
    known = "".join(
        f"; that it is fought in {', '.join(places)}: {documents()[source]}"
        for source, places in sorted(by_source.items())
        if places
    )
    return Evidence("conflicts", tag.key, (), f"words: {', '.join(tag.because)}{known}", tag.score)


def _doubts(tags: list[ConflictTag]) -> tuple[Doubt, ...]:
    """One doubt where the text is about armed violence, and no conflict stands out."""
    if not tags or tags[0].score >= CONFIDENT:
        return ()
    near = tuple(tag.key for tag in tags if tag.score >= 0.5 * tags[0].score)
    if tags[0].score < DOUBTED:
        return ()
    return (Doubt("conflicts", "DL320", "Which conflict the article is about is not clear.", near),)
