"""Search documents to the files of the index: the whole of the building on one page."""

from __future__ import annotations

import gc
import json
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from dateline.model import Place, SearchDocument
from dateline.search import client, delta, numbering, rows, script, shards, spellings, writer
from dateline.search.cache import Cache, Known
from dateline.search.delta import State
from dateline.search.facets import FACETS
from dateline.search.index import Index, coarse, mean
from dateline.search.store import Store

FOLDER = "search"
VOCABULARY_SHARD = 40_000  # characters of words
WORTH = 0.2  # where more than this share of the documents changed, all are indexed anew


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did."""

    articles: int
    terms: int
    files: int
    written: int
    analysed: int


def build(
    documents: Iterable[SearchDocument],
    places: Mapping[str, Place],
    output: Path,
    cache: Path | None = None,
    scripts: Path | None = None,
) -> Summary:
    """Write the index of ``documents`` to ``output/search``, and beside it the client.

    ``places`` are the authority's rows by key, for spellings. ``cache`` is a file that is kept from build to build;
    with or without it the same documents give the same bytes. ``scripts`` is the theme's folder of the client's
    sources; None writes the index alone. Files whose content stays are not touched; files of
    an earlier index that this one does not have are removed. Raises OSError where the folder cannot be written, and
    ValueError where two documents have one address.
    """
    found = list(documents)
    if len({document.url for document in found}) != len(found):
        raise ValueError("two documents have the same address")
    with _no_collection():
        try:
            return _build(found, places, output / FOLDER, cache, scripts)
        except sqlite3.DatabaseError as error:
            if cache is None:
                raise
            if getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return _build(found, places, output / FOLDER, None, scripts)  # another site's build is using it
            cache.unlink(missing_ok=True)  # a cache that cannot be read is as good as none
            return _build(found, places, output / FOLDER, cache, scripts)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector of cycles: millions of live strings in lists and no cycle, a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _build(
    documents: Sequence[SearchDocument],
    places: Mapping[str, Place],
    folder: Path,
    path: Path | None,
    scripts: Path | None,
) -> Summary:
    cache = Cache(path)
    kept = False
    try:
        keys = numbering.number((document.url, document.date) for document in documents)
        base = numbering.base_day(keys.values())
        cut = numbering.cut(keys.values())
        average = coarse(mean(len(document.text) for document in documents))
        make = _make(base, cut, average)
        digests = {document.url: _digest(document) for document in documents}
        known = cache.documents() if cache.meta() == make else {}
        changed = _changed(digests, keys, known)
        index = Index(average)
        store = Store(folder, cache.files())
        if not known or len(changed) > WORTH * len(documents):
            changed = set(digests)
            state = _anew(documents, keys, digests, index, cache if path else None, base, cut)
            cache.put_meta(make)
        else:
            state = _update(documents, keys, digests, known, changed, index, cache, base, cut)
        for document in documents:
            key = keys[document.url]
            mark = digests[document.url].hex()
            store.put(numbering.file_of(key), mark, partial(writer.article, document, key), changed=False)
        tagged = sorted({facet.key for document in documents for facet in document.places})
        groups = _groups(tagged, places, index, cache, state)
        for name, mark, text, stale in _files(state, sorted(keys.values()), base, cut, groups):
            store.put(name, mark, text, changed=stale)
        for name, source in (client.scripts(scripts) if scripts else {}).items():
            store.put(name, "", partial(str, source), changed=True)
        store.finish()
        before = cache.files()
        cache.drop_files(name for name in before if name not in store.files)
        cache.put_files((name, *value) for name, value in store.files.items() if before.get(name) != value)
        kept = True
        return Summary(len(documents), len(state.briefs), len(store.files), store.written, len(changed))
    finally:
        cache.close(keep=kept)


def _make(base: int, cut: int, average: float) -> dict[str, str]:
    """What a cached state depends on beside the documents."""
    return {
        "format": str(writer.VERSION),
        "code": _code(),
        "stemmer": version("snowballstemmer"),
        "base": str(base),
        "cut": str(cut),
        "average": str(average),
    }


def _code() -> str:
    """A fingerprint of this room's code and data: a newer program trusts no older state."""
    here = Path(__file__).parent
    found = blake2b(digest_size=12)
    for path in sorted([*here.glob("*.py"), *(here.parent / "data" / "search").glob("*")]):
        found.update(path.read_bytes())
    return found.hexdigest()


def _digest(document: SearchDocument) -> bytes:
    """A fingerprint of everything of a document."""
    text = "\x1f".join(
        [document.url, document.title, document.date, document.language, document.lead, document.warning, document.text]
    )
    lists = repr((document.source, document.authors, document.places, document.conflicts, document.topics))
    return blake2b(f"{text}\x1f{lists}".encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _changed(digests: Mapping[str, bytes], keys: Mapping[str, int], known: Mapping[str, Known]) -> set[str]:
    """The addresses of what came, went, changed or got another number."""
    same = {url for url, old in known.items() if digests.get(url) == old.digest and keys[url] == old.key}
    return (set(digests) | set(known)) - same


def _anew(
    documents: Sequence[SearchDocument],
    keys: Mapping[str, int],
    digests: Mapping[str, bytes],
    index: Index,
    cache: Cache | None,
    base: int,
    cut: int,
) -> State:
    """Index everything."""
    for document in sorted(documents, key=lambda document: keys[document.url]):
        index.add(keys[document.url], document)
    found = index.rows(base, cut)
    index.terms.clear()
    surfaces = index.surfaces()
    briefs = {term: rows.brief(term, row, surfaces[term]) for term, row in found.items()}
    values = {kind: index.facet_rows(kind, base) for kind in FACETS}
    ordered = sorted(index.lengths)
    if cache is not None:
        cache.clear()
        cache.put_documents(
            _stored(document, keys[document.url], digests[document.url], index.lengths[keys[document.url]])
            for document in documents
        )
        cache.put_terms((term, briefs[term], row) for term, row in found.items())
        for kind, facet_rows in values.items():
            cache.put_facets(kind, facet_rows)
        cache.count_forms(
            (language, raw, index.analyser(language).terms[raw], index.analyser(language).surfaces[raw], count)
            for language, forms in index.forms.items()
            for raw, count in forms.items()
        )
    return State(
        briefs,
        lambda _: found,
        values.__getitem__,
        lambda: (index.lengths[key] for key in ordered),
        lambda: {term: row.tail for term, row in found.items() if row.tail},
    )


def _stored(
    document: SearchDocument, key: int, digest: bytes, lengths: Iterable[int]
) -> tuple[str, bytes, int, str, str, str]:
    payload = writer.article(document, key)
    return document.url, digest, key, json.dumps([*lengths]), delta.rest(document), payload


def _update(
    documents: Sequence[SearchDocument],
    keys: Mapping[str, int],
    digests: Mapping[str, bytes],
    known: Mapping[str, Known],
    changed: set[str],
    index: Index,
    cache: Cache,
    base: int,
    cut: int,
) -> State:
    """Index what changed."""
    change = delta.Change()
    for url in sorted(changed & set(known)):
        key, payload, rest = cache.stored(url)
        old = delta.restored(payload, rest)
        change.take(key, old, index.analyser(old.language), index.average)
    cache.drop_documents(changed - set(digests))
    come = []
    for document in documents:
        if document.url in changed:
            key = keys[document.url]
            lengths = change.add(key, document, index.analyser(document.language), index.average)
            come.append(_stored(document, key, digests[document.url], lengths))
    cache.put_documents(come)
    return delta.apply(change, cache, index.analyser, base, cut)


def _groups(
    tagged: Sequence[str], places: Mapping[str, Place], index: Index, cache: Cache, state: State
) -> list[tuple[spellings.Spelling, ...]]:
    """The spelling groups of the places that the documents name."""
    known = cache.spellings()
    new: list[tuple[str, str, Sequence[tuple[spellings.Spelling, spellings.Spelling]]]] = []
    found: list[list[tuple[spellings.Spelling, spellings.Spelling]]] = []
    for key in tagged:
        place = places.get(key)
        if place is None:
            continue
        digest = spellings.digest(place)
        if key in known and known[key][0] == digest:
            found.append([(tuple(terms), tuple(forms)) for terms, forms in known[key][1]])
        else:
            found.append(spellings.of(place, index.analyser))
            new.append((key, digest, found[-1]))
    cache.put_spellings(new)
    return spellings.groups(found, state.briefs)


def _files(
    state: State, keys: Sequence[int], base: int, cut: int, groups: Iterable[tuple[spellings.Spelling, ...]]
) -> Iterator[tuple[str, str, Callable[[], str], bool]]:
    """The files but the articles': name, mark, text, and whether what the mark does not show has changed."""
    terms = sorted(state.briefs, key=shards.order)
    starts = shards.cuts(terms, [state.briefs[term].size for term in terms], writer.SHARD)
    bounds = shards.boundaries(terms, starts)
    parts = _parts(terms, starts)
    edges = [shards.order(bound) for bound in bounds]
    aliases = _aliases(state, parts, bounds)
    spelled: dict[int, set[str]] = {}
    for group in groups:
        spelled.setdefault(shards.place(edges, group[0][0]), set()).add(spellings.coded(group))
    for number, part in enumerate(parts):
        alias = "|".join(sorted(aliases.get(number, ())))
        group_text = "|".join(sorted(spelled.get(number, ())))
        span = _mark(part)
        for kind in "tp":
            name = script.file_name(kind, bounds[number])
            mark = _mark(part, alias, group_text) if kind == "t" else span
            touched = state.terms if kind == "t" else state.hits
            stale = touched is None or not touched.isdisjoint(part)
            text = partial(_shard, kind, name, part, state, alias, group_text)
            yield name, mark, text, stale
    starts = shards.cuts(terms, [len(term) + len(state.briefs[term].forms) for term in terms], VOCABULARY_SHARD)
    word_bounds = shards.boundaries(terms, starts)
    for bound, part in zip(word_bounds, _parts(terms, starts), strict=True):
        name = script.file_name("v", bound)
        stale = state.words is None or not state.words.isdisjoint(part)
        yield name, _mark(part), partial(writer.vocabulary, name, part, state.briefs), stale
    for kind in FACETS:
        name = f"f/{kind}"
        stale = state.kinds is None or kind in state.kinds
        yield name, "", partial(_facet_file, name, kind, state), stale
    yield "lengths", "", lambda: writer.lengths("lengths", state.lengths()), True
    tails: list[dict[str, str]] = [{} for _ in range(writer.TAIL_FILES)]
    for term, tail in state.tails().items():
        tails[writer.tail_group(term)][term] = tail
    for number, group_tails in enumerate(tails):
        name = f"q/{number}"
        yield name, "", partial(writer.tail_file, name, group_tails), True
    older = bisect_left(keys, cut)
    common = writer.common_words(state.briefs, len(keys))
    yield "index", "", lambda: writer.manifest(keys, base, bounds, word_bounds, older, common), True


def _parts(terms: Sequence[str], starts: Sequence[int]) -> list[Sequence[str]]:
    return [terms[start:end] for start, end in zip(starts, [*starts[1:], len(terms)], strict=True)]


def _mark(part: Sequence[str], *others: str) -> str:
    ends = (part[0], part[-1]) if part else ()
    text = "\x1f".join((str(len(part)), *ends, *others))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def _shard(kind: str, name: str, part: Sequence[str], state: State, alias: str, groups: str) -> str:
    found = state.rows(part)
    if kind == "p":
        return writer.hit_shard(name, part, found)
    return writer.term_shard(name, part, state.briefs, found, alias, groups)


def _facet_file(name: str, kind: str, state: State) -> str:
    return writer.facet_file(name, state.facets(kind))


def _aliases(state: State, parts: Sequence[Sequence[str]], bounds: Sequence[str]) -> dict[int, set[str]]:
    """Per shard the forms that a reader looks for there, whose terms stand in another one."""
    edges = [shards.order(bound) for bound in bounds]
    elsewhere: dict[str, set[str]] = {}
    for number, part in enumerate(parts):
        low = bounds[number]
        high = bounds[number + 1] if number + 1 < len(bounds) else "\U0010ffff"
        for term in part:
            for form in state.briefs[term].forms.split(" "):
                if not low <= form < high and shards.place(edges, form) != number:
                    elsewhere.setdefault(form, set()).add(term)
    out: dict[int, set[str]] = {}
    for form, targets in elsewhere.items():
        out.setdefault(shards.place(edges, form), set()).add(" ".join([form, *sorted(targets)]))
    return out
