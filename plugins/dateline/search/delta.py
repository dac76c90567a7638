"""One more article costs what it touches: from the cached state of the last build to that of this one."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model import Facet, SearchDocument
from dateline.search import numbering, rows, script
from dateline.search.cache import Cache
from dateline.search.codec import END
from dateline.search.facets import FACETS, FacetRow
from dateline.search.index import Form, block
from dateline.search.rows import Brief, Part, Posting, Row
from dateline.search.stems import Analysers


@dataclass(slots=True)
class State:
    """What the files are written from. ``None`` for a set of changes means that everything is new."""

    briefs: dict[str, Brief]
    rows: Callable[[Sequence[str]], Mapping[str, Row]]
    facets: Callable[[str], list[FacetRow]]
    lengths: Callable[[], Iterable[str]]  # of each article (writer.coded_lengths)
    newest: Callable[[], Mapping[str, Part]]
    terms: set[str] | None = None  # terms whose forms, or articles before the newest, changed
    hits: set[str] | None = None  # terms whose hits there changed
    words: set[str] | None = None  # terms whose forms or rough number of articles changed
    kinds: set[str] | None = None  # filters that changed


@dataclass(slots=True)
class Change:
    """What came and went, by term and by filter."""

    gone: dict[str, list[int]] = field(default_factory=dict)
    come: dict[str, list[Posting]] = field(default_factory=dict)
    values_gone: dict[tuple[str, Facet], list[int]] = field(default_factory=dict)
    values_come: dict[tuple[str, Facet], list[int]] = field(default_factory=dict)
    forms_gone: dict[Form, set[int]] = field(default_factory=dict)  # with the keys of the articles that had each
    forms_come: dict[Form, int] = field(default_factory=dict)  # with the key of one that has it now

    def take(self, key: int, document: SearchDocument, analysers: Analysers, average: float) -> None:
        """Note that a document leaves."""
        found = block([(key, document)], analysers, average)
        for term in found.pieces:
            self.gone.setdefault(term, []).append(key)
        for pair in found.facets:
            self.values_gone.setdefault(pair, []).append(key)
        for form in found.forms:
            self.forms_gone.setdefault(form, set()).add(key)

    def add(self, key: int, document: SearchDocument, analysers: Analysers, average: float) -> tuple[int, ...]:
        """Note that a document comes. Returns its field lengths."""
        found = block([(key, document)], analysers, average)
        for term, (*_, level, hits) in found.pieces.items():
            self.come.setdefault(term, []).append((key, level, hits.removesuffix(END)))
        for pair in found.facets:
            self.values_come.setdefault(pair, []).append(key)
        self.forms_come.update(found.forms)
        return found.lengths[0]


def rest(document: SearchDocument) -> str:
    """What a document's own file does not hold, as JSON; ``restored`` reads it."""
    named = (document.places, document.conflicts, document.topics, document.carriers)
    lists = [[[f.key, f.label] for f in found] for found in named]
    return json.dumps([document.lead, document.source.key, document.authors, *lists], ensure_ascii=False)


def restored(payload: str, rest_of_it: str) -> SearchDocument:
    """The document that a file of the index and its ``rest`` were made from."""
    values = json.loads("[" + payload[len(script.REGISTRAR) + 1 : payload.rindex(")")] + "]")
    _, url, title, date, source, language, _, text, warning = values
    lead, source_key, authors, *lists = json.loads(rest_of_it)
    places, conflicts, topics, carriers = (tuple(Facet(*pair) for pair in pairs) for pairs in lists)
    return SearchDocument(
        url=url,
        title=title,
        date=date,
        source=Facet(source_key, source),
        language=language,
        text=text,
        lead=lead,
        authors=tuple(authors),
        places=places,
        conflicts=conflicts,
        topics=topics,
        warning=warning,
        carriers=carriers,
    )


def apply(change: Change, cache: Cache, base: int, cut: int, forms: Callable[[int], Container[Form]]) -> State:
    """Bring the cached terms and filters up to date and say what changed.

    ``forms`` gives those of the article with a key, of the articles that neither came nor went.
    """
    touched = sorted({*change.gone, *change.come})
    before = cache.rows(touched)
    uses = cache.uses(touched)
    for (term, surface), keys in change.forms_gone.items():
        if uses[term][surface] in keys and (term, surface) not in change.forms_come:
            del uses[term][surface]
            gone = {*change.gone[term]}
            for key in before[term].keys(base):
                if key not in gone and (term, surface) in forms(key):
                    uses[term][surface] = key
                    break
    for (term, surface), key in change.forms_come.items():
        known = uses.setdefault(term, {}).get(surface)
        if known is None or known in change.forms_gone.get((term, surface), ()):
            uses[term][surface] = key
    briefs = cache.briefs()
    terms: set[str] = set()
    words: set[str] = set()
    hits: set[str] = set()
    kept: dict[str, Row] = {}
    dropped: list[str] = []
    for term in touched:
        after = rows.changed(before.get(term), change.gone.get(term, ()), change.come.get(term, ()), base, cut)
        old = briefs.pop(term, None)
        was = before[term].older if old is not None else None
        if after is None:
            dropped.append(term)
        else:
            briefs[term] = rows.brief(term, after, uses[term])
            kept[term] = after
        new = briefs.get(term)
        if old is None or new is None or old.forms != new.forms or rows.rough(old.count) != rows.rough(new.count):
            words.add(term)
        if after is None or was is None or was != after.older or (new and old and old.forms != new.forms):
            terms.add(term)
        if after is None or was is None or was.hits != after.older.hits:
            hits.add(term)
    cache.put_terms(kept)
    cache.put_briefs((term, briefs[term], (uses[term][form] for form in sorted(uses[term]))) for term in kept)
    cache.drop_terms(dropped)
    kinds = _facets(change, cache, base)
    return State(
        briefs,
        cache.rows,
        cache.facets,
        cache.lengths,
        cache.newest,
        terms=terms,
        hits=hits,
        words=words,
        kinds=kinds,
    )


def _facets(change: Change, cache: Cache, base: int) -> set[str]:
    pairs = {*change.values_gone, *change.values_come}
    kinds = {kind for kind, _ in pairs}
    for kind in FACETS:
        if kind not in kinds:
            continue
        found = {Facet(row.key, row.label): row for row in cache.facets(kind)}
        for of, facet in pairs:
            if of != kind:
                continue
            old = found.pop(facet, None)
            entry = Row(Part(old.codes, "0" * old.count, END * old.count, old.last)) if old else None
            come = [(key, "0", "") for key in change.values_come.get((of, facet), ())]
            after = rows.changed(entry, change.values_gone.get((of, facet), ()), come, base, numbering.NEVER)
            if after is not None:
                found[facet] = FacetRow(facet.key, facet.label, after.older.codes, after.count, after.older.last)
        cache.put_facets(kind, found.values())
    return kinds
