"""Search documents to the files of the index: the whole of the building on one page."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.library import workers
from dateline.model import Facet, Place, SearchDocument
from dateline.search import client, delta, numbering, rows, script, shards, spellings, writer
from dateline.search.cache import Cache, Known
from dateline.search.codec import encode_keys
from dateline.search.delta import State
from dateline.search.facets import FACETS, FacetRow
from dateline.search.index import Block, block, coarse, mean
from dateline.search.rows import Piece, Row
from dateline.search.stems import Analysers
from dateline.search.store import Entry, Store

FOLDER = "search"
VOCABULARY_SHARD = 40_000  # characters of words
WORTH = 0.2  # where more than this share of the documents changed, all are indexed anew
BLOCK = 1_500  # articles at most that are indexed at a time: what bounds the memory
FEW = 300  # fewer articles are indexed in this process: a fork costs more
SHARE = 64  # files of terms that a process writes at a time


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
    processes: int = 0,
) -> Summary:
    """Write the index of ``documents`` to ``output/search``, and beside it the client.

    ``places`` are the authority's rows by key, for spellings. ``cache`` is a file that is kept from build to build;
    with or without it the same documents give the same bytes. ``scripts`` is the theme's folder of the client's
    sources; None writes the index alone. ``processes`` is how many work on it at a time, 0 for one per core; it changes
    no byte. Files whose content stays are not touched; files of an earlier index that this one does not have are
    removed. Raises OSError where the folder cannot be written, and
    ValueError where two documents have one address.
    """
    found = list(documents)
    if len({document.url for document in found}) != len(found):
        raise ValueError("two documents have the same address")
    crew = workers.count(processes) if len(found) > FEW and hasattr(os, "fork") else 1
    with _no_collection():
        try:
            return _build(found, places, output / FOLDER, cache, scripts, crew)
        except (sqlite3.DatabaseError, _UnlikeError) as error:
            if cache is None:
                raise
            if getattr(error, "sqlite_errorcode", 0) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return _build(found, places, output / FOLDER, None, scripts, crew)  # another site's build is using it
            cache.unlink(missing_ok=True)  # one that cannot be read, or is not of this index, is as good as none
            return _build(found, places, output / FOLDER, cache, scripts, crew)


class _UnlikeError(Exception):
    """The index in the folder is not the one that the cache remembers."""


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
    crew: int,
) -> Summary:
    cache = Cache(path)
    kept = False
    try:
        numbers = numbering.number((document.url, document.date) for document in documents)
        found = sorted(
            (_Article(numbers[document.url], _digest(document), document) for document in documents),
            key=lambda article: article.key,
        )
        keys = [article.key for article in found]
        base = numbering.base_day(keys)
        cut = numbering.cut(keys)
        average = coarse(mean(len(document.text) for document in documents))
        make = _make(base, cut, average)
        known = cache.documents() if cache.meta() == make else {}
        changed = _changed(found, known)
        store = Store(folder, cache.files())
        analysers = Analysers()
        if not known or len(changed) > WORTH * len(documents):
            changed = {article.document.url for article in found}
            state = _anew(found, analysers, store, cache if path else None, base, cut, average, crew)
            cache.put_meta(make)
        else:
            state = _update(found, known, changed, analysers, store, cache, base, cut, average)
            crew = 1  # few files are left to write, and the cache's connection does not outlive a fork
            for article in found:
                store.note(_put_article(store, article))
        tagged = sorted({facet.key for document in documents for facet in document.places})
        groups = _groups(tagged, places, analysers, cache, state)
        files = list(_files(state, keys, base, cut, groups))
        for entry in _written(store, files, crew):
            store.note(entry)
        for name, source in (client.scripts(scripts) if scripts else {}).items():
            store.note(store.put(name, "", partial(str, source), changed=True))
        store.finish()
        before = cache.files()
        cache.drop_files(name for name in before if name not in store.files)
        cache.put_files((name, *value) for name, value in store.files.items() if before.get(name) != value)
        kept = True
        return Summary(len(documents), len(state.briefs), len(store.files), store.written, len(changed))
    finally:
        cache.close(keep=kept)


class _Article(NamedTuple):
    key: int
    digest: bytes
    document: SearchDocument


class _File(NamedTuple):
    """A file that is to be: ``stale`` where what the mark does not show has changed."""

    name: str
    mark: str
    text: Callable[[], str]
    stale: bool


def _put_article(store: Store, article: _Article) -> Entry:
    text = partial(writer.article, article.document, article.key)
    return store.put(numbering.file_of(article.key), article.digest.hex(), text, changed=False)


def _written(store: Store, files: Sequence[_File], crew: int) -> Iterator[Entry]:
    """Write what is not there yet, on all cores where there is much."""

    def work(start: int) -> list[Entry]:
        return [store.put(name, mark, text, changed=stale) for name, mark, text, stale in files[start : start + SHARE]]

    for entries in workers.run(lambda: work, range(0, len(files), SHARE), crew, work):
        yield from entries


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
    try:
        text = msgspec.msgpack.encode(document)
    except UnicodeEncodeError:  # half of a pair of surrogates
        text = repr(document).encode("utf-8", "surrogatepass")
    return blake2b(text, digest_size=12).digest()


def _changed(found: Iterable[_Article], known: Mapping[str, Known]) -> set[str]:
    """The addresses of what came, went, changed or got another number."""
    now = {document.url: Known(digest, key) for key, digest, document in found}
    return {url for url in now.keys() | known.keys() if now.get(url) != known.get(url)}


def _anew(
    found: Sequence[_Article],
    analysers: Analysers,
    store: Store,
    cache: Cache | None,
    base: int,
    cut: int,
    average: float,
    crew: int,
) -> State:
    """Index everything, block by block on all cores, and write the articles' files."""

    def work(span: tuple[int, int]) -> tuple[Block, list[Entry]]:
        articles = found[slice(*span)]
        indexed = block([(article.key, article.document) for article in articles], analysers, average)
        return indexed, [_put_article(store, article) for article in articles]

    older = bisect_left(found, cut, key=lambda article: article.key)
    spans = [*_spans(0, older, crew), *_spans(older, len(found), 1)]
    pieces: tuple[dict[str, list[Piece]], dict[str, list[Piece]]] = {}, {}
    forms: Counter[tuple[str, str]] = Counter()
    values: dict[str, dict[Facet, list[int]]] = {kind: {} for kind in FACETS}
    lengths: list[tuple[int, ...]] = []
    done = workers.run(lambda: work, spans, crew, work)
    for (start, _), (indexed, entries) in zip(spans, done, strict=True):
        into = pieces[start >= older]
        for term, piece in indexed.pieces.items():
            if term in into:
                into[term].append(piece)
            else:
                into[term] = [piece]
        forms.update(indexed.forms)
        for (kind, facet), keys in indexed.facets.items():
            values[kind].setdefault(facet, []).extend(keys)
        lengths += indexed.lengths
        for entry in entries:
            store.note(entry)
    whole = {term: Row(rows.joined(found, base)) for term, found in pieces[0].items()}
    for term, newest in pieces[1].items():
        whole.setdefault(term, Row()).newest = rows.joined(newest, base)
    uses: dict[str, dict[str, int]] = {}
    for (term, surface), times in forms.items():
        uses.setdefault(term, {})[surface] = times
    briefs = {term: rows.brief(term, row, uses[term]) for term, row in whole.items()}
    filters = {
        kind: [
            FacetRow(f.key, f.label, encode_keys(keys, base), len(keys), keys[-1]) for f, keys in found_values.items()
        ]
        for kind, found_values in values.items()
    }
    if cache is not None:
        cache.clear()
        cache.put_documents(_stored(article, of) for article, of in zip(found, lengths, strict=True))
        cache.put_terms(whole)
        cache.put_briefs((term, briefs[term], (known[form] for form in sorted(known))) for term, known in uses.items())
        for kind, facet_rows in filters.items():
            cache.put_facets(kind, facet_rows)
    return State(
        briefs,
        lambda _: whole,
        filters.__getitem__,
        lambda: lengths,
        lambda: {term: row.newest for term, row in whole.items() if row.newest.levels},
    )


def _spans(start: int, end: int, crew: int) -> list[tuple[int, int]]:
    """``start`` to ``end`` in blocks of one size, as many for each of the crew."""
    count = end - start
    blocks = -(-count // BLOCK)
    blocks = min(-(-blocks // crew) * crew, count)
    return [(start + count * n // blocks, start + count * (n + 1) // blocks) for n in range(blocks)]


def _stored(article: _Article, lengths: Iterable[int]) -> tuple[str, bytes, int, str, str]:
    document = article.document
    return document.url, article.digest, article.key, json.dumps([*lengths]), delta.rest(document)


def _update(
    found: Sequence[_Article],
    known: Mapping[str, Known],
    changed: set[str],
    analysers: Analysers,
    store: Store,
    cache: Cache,
    base: int,
    cut: int,
    average: float,
) -> State:
    """Index what changed. Raises _UnlikeError where the index that is there is not the one that was written."""
    change = delta.Change()
    for url in sorted(changed & known.keys()):
        key, rest = cache.stored(url)
        try:
            old = delta.restored(store.read(numbering.file_of(key)), rest)
        except (OSError, ValueError) as error:
            raise _UnlikeError(url) from error
        if _digest(old) != known[url].digest:
            raise _UnlikeError(url)
        change.take(key, old, analysers, average)
    come = []
    for article in found:
        document = article.document
        if document.url in changed:
            come.append(_stored(article, change.add(article.key, document, analysers, average)))
    cache.drop_documents(changed - {article.document.url for article in found})
    cache.put_documents(come)
    return delta.apply(change, cache, base, cut)


def _groups(
    tagged: Sequence[str], places: Mapping[str, Place], analysers: Analysers, cache: Cache, state: State
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
            found.append(spellings.of(place, analysers.__getitem__))
            new.append((key, digest, found[-1]))
    cache.put_spellings(new)
    return spellings.groups(found, state.briefs)


def _files(
    state: State, keys: Sequence[int], base: int, cut: int, groups: Iterable[tuple[spellings.Spelling, ...]]
) -> Iterator[_File]:
    """The files but the articles'."""
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
        for kind, mark, touched in (
            ("t", _mark(part, alias, group_text), state.terms),
            ("p", _mark(part), state.hits),
        ):
            name = script.file_name(kind, bounds[number])
            stale = touched is None or not touched.isdisjoint(part)
            yield _File(name, mark, partial(_shard, kind, name, part, state, alias, group_text), stale)
    starts = shards.cuts(terms, [len(term) + len(state.briefs[term].forms) for term in terms], VOCABULARY_SHARD)
    word_bounds = shards.boundaries(terms, starts)
    for bound, part in zip(word_bounds, _parts(terms, starts), strict=True):
        name = script.file_name("v", bound)
        stale = state.words is None or not state.words.isdisjoint(part)
        yield _File(name, _mark(part), partial(writer.vocabulary, name, part, state.briefs), stale)
    for kind in FACETS:
        name = f"f/{kind}"
        stale = state.kinds is None or kind in state.kinds
        yield _File(name, "", partial(_facet_file, name, kind, state), stale)
    yield _File("lengths", "", lambda: writer.lengths("lengths", state.lengths()), True)
    older = bisect_left(keys, cut)
    if older < len(keys):
        for name, text in writer.newest_files(state.newest()):
            yield _File(name, "", partial(str, text), True)
    common = writer.common_words(state.briefs, len(keys))
    yield _File("index", "", lambda: writer.manifest(keys, base, bounds, word_bounds, older, common), True)


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
