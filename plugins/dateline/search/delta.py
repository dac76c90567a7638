"""One more article costs what it touches: from the cached state of the last build to that of this one."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

from dateline.model import Facet, SearchDocument
from dateline.search import rows, script
from dateline.search.cache import Cache
from dateline.search.codec import END, decode_keys
from dateline.search.facets import FACETS, FacetRow
from dateline.search.index import Form, block
from dateline.search.rows import NOTHING, Brief, Part, Posting
from dateline.search.stems import Analysers
from dateline.search.table import Table


@dataclass(slots=True)
class State:
    """What the files are written from. ``None`` for a set of changes means that everything is new."""

    table: Table
    older: Callable[[str], Part]
    newest: Mapping[str, Part]  # of the terms that have any
    facets: Callable[[str], list[FacetRow]]
    terms: set[str] | None = None  # terms whose forms, or articles before the newest, changed
    hits: set[str] | None = None  # terms whose hits there changed
    words: set[str] | None = None  # terms whose forms or rough number of articles changed
    kinds: set[str] | None = None  # filters that changed
    forms: Mapping[str, tuple[str, str]] | None = (
        None  # of the terms whose forms changed: those of before, those of now
    )
    bounds: Sequence[str] = ()  # of the shards as they were


@dataclass(slots=True)
class Moves:
    """What came and went, by term."""

    gone: dict[str, dict[int, Posting]] = field(default_factory=dict)  # by key
    come: dict[str, dict[int, Posting]] = field(default_factory=dict)

    def terms(self) -> set[str]:
        """The terms that something came to or went from."""
        return {*self.gone, *self.come}

    def applied(self, term: str, entry: Part, base: int) -> Part:
        """A term's articles after this."""
        come = self.come.get(term, {})
        return rows.changed(entry, self.gone.get(term, {}).keys(), come.values(), base)

    def settle(self) -> None:
        """Forget what went and came back as it was: an edited article has most of its words where they were."""
        for term in self.gone.keys() & self.come.keys():
            gone, come = self.gone[term], self.come[term]
            for key in [key for key, posting in come.items() if gone.get(key) == posting]:
                del gone[key], come[key]
            if not gone:
                del self.gone[term]
            if not come:
                del self.come[term]


@dataclass(slots=True)
class Change:
    """What came and went, by term and by filter."""

    older: Moves = field(default_factory=Moves)
    newest: Moves = field(default_factory=Moves)
    values_gone: dict[tuple[str, Facet], set[int]] = field(default_factory=dict)
    values_come: dict[tuple[str, Facet], list[int]] = field(default_factory=dict)
    forms_gone: dict[Form, set[int]] = field(default_factory=dict)  # with the keys of the articles that had each
    forms_come: dict[Form, set[int]] = field(default_factory=dict)  # of those that came

    def take(self, key: int, document: SearchDocument, analysers: Analysers, average: float, *, newest: bool) -> None:
        """Note that a document leaves, which was among the newest or not."""
        found = block([(key, document)], analysers, average)
        moves = self.newest if newest else self.older
        for term, (*_, level, hits) in found.pieces.items():
            moves.gone.setdefault(term, {})[key] = (key, level, hits.removesuffix(END))
        for pair in found.facets:
            self.values_gone.setdefault(pair, set()).add(key)
        for form in found.forms:
            self.forms_gone.setdefault(form, set()).add(key)

    def add(
        self, key: int, document: SearchDocument, analysers: Analysers, average: float, *, newest: bool
    ) -> tuple[int, ...]:
        """Note that a document comes, among the newest or not. Returns its field lengths."""
        found = block([(key, document)], analysers, average)
        moves = self.newest if newest else self.older
        for term, (*_, level, hits) in found.pieces.items():
            moves.come.setdefault(term, {})[key] = (key, level, hits.removesuffix(END))
        for pair in found.facets:
            self.values_come.setdefault(pair, []).append(key)
        for form in found.forms:
            self.forms_come.setdefault(form, set()).add(key)
        return found.lengths[0]

    def settle(self) -> None:
        """Forget what went and came back as it was."""
        self.older.settle()
        self.newest.settle()
        for pair in self.values_gone.keys() & self.values_come.keys():
            if self.values_gone[pair] == {*self.values_come[pair]}:
                del self.values_gone[pair], self.values_come[pair]
        for form in self.forms_gone.keys() & self.forms_come.keys():
            if self.forms_gone[form] == self.forms_come[form]:
                del self.forms_gone[form], self.forms_come[form]


def rest(document: SearchDocument) -> str:
    """What a document's own file does not hold, as JSON; ``restored`` reads it."""
    named = (document.places, document.conflicts, document.topics, document.carriers)
    lists = [[[f.key, f.label] for f in found] for found in named]
    plain = (document.lead, document.source.key, document.authors, document.accession)
    return json.dumps([*plain, *lists], ensure_ascii=False)


def restored(payload: str, rest_of_it: str) -> SearchDocument:
    """The document that a file of the index and its ``rest`` were made from."""
    url, title, date, source, language, _, text, warning = map(str, script.values(payload))
    lead, source_key, authors, accession, *lists = json.loads(rest_of_it)
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
        accession=accession,
    )


def apply(
    change: Change,
    table: Table,
    cache: Cache,
    older: Callable[[str], Part],
    base: int,
    forms: Callable[[int], Container[Form]],
) -> State:
    """The state after ``change`` of what was cached, and what changed in it.

    ``older`` gives the older articles of a term as they were, ``forms`` those of the article with a key, of the
    articles that neither came nor went.
    """
    newest = cache.newest()
    uses: dict[str, dict[str, int]] = {}
    moved, fresh = change.older.terms(), change.newest.terms()
    spelled = {term for term, _ in (*change.forms_gone, *change.forms_come)}
    before = {term: table.get(term) for term in moved | fresh | spelled}
    for term, row in before.items():
        uses[term] = row.used() if row else {}
    for (term, surface), keys in change.forms_gone.items():
        if uses[term][surface] in keys and (term, surface) not in change.forms_come:
            del uses[term][surface]
            parts = (get(term) for get in (partial(_in, newest), older))
            for key in chain.from_iterable(decode_keys(part.codes, base) for part in parts):
                if key not in keys and (term, surface) in forms(key):
                    uses[term][surface] = key
                    break
    for (term, surface), keys in change.forms_come.items():
        known = uses[term].get(surface)
        if known is None or known in change.forms_gone.get((term, surface), ()):
            uses[term][surface] = min(keys)
    kept: dict[str, Part] = {}
    reformed: dict[str, tuple[str, str]] = {}
    words: set[str] = set()
    hits: set[str] = set()
    rows_now: dict[str, Brief | None] = {}
    for term, old in before.items():
        count, size = (old.count, old.older) if old else (0, 0)
        if term in moved:
            was = older(term)
            kept[term] = part = change.older.applied(term, was, base)
            count += len(part.levels) - len(was.levels)
            size = rows.size(part)
            if part.hits != was.hits:
                hits.add(term)
        if term in fresh:
            was = newest.pop(term, NOTHING)
            part = change.newest.applied(term, was, base)
            count += len(part.levels) - len(was.levels)
            if part.levels:
                newest[term] = part
        new = rows_now[term] = rows.brief(count, size, uses[term]) if count else None
        if old is None or new is None:
            hits.add(term)
        forms_now = (old.forms if old else "", new.forms if new else "")
        if forms_now[0] != forms_now[1]:
            reformed[term] = forms_now
        if old is None or new is None or term in reformed or rows.rough(old.count) != rows.rough(new.count):
            words.add(term)
    return State(
        table.changed(rows_now),
        lambda term: kept[term] if term in kept else older(term),
        newest,
        cache.facets,
        terms={*reformed, *moved},
        hits=hits,
        words=words,
        kinds=_facets(change, cache, base),
        forms=reformed,
    )


def _in(parts: Mapping[str, Part], term: str) -> Part:
    return parts.get(term, NOTHING)


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
            entry = Part(old.codes, "0" * old.count, END * old.count, old.last) if old else NOTHING
            come = [(key, "0", "") for key in change.values_come.get((of, facet), ())]
            part = rows.changed(entry, change.values_gone.get((of, facet), frozenset()), come, base)
            if part.levels:
                found[facet] = FacetRow(facet.key, facet.label, part.codes, len(part.levels), part.last)
        cache.put_facets(kind, found.values())
    return kinds
