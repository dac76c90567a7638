"""Search documents to the files of the index: the whole of the building on one page."""

from __future__ import annotations

import gc
import os
import sqlite3
from bisect import bisect_left
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache as memoised
from functools import partial
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.library import workers
from dateline.model import Facet, Place, SearchDocument
from dateline.search import aside, asking, client, delta, numbering, rows, script, shards, spellings, writer
from dateline.search.cache import Cache, Known, Stored
from dateline.search.codec import encode_keys
from dateline.search.delta import State
from dateline.search.facets import FACETS, FacetRow
from dateline.search.index import Block, Form, block, coarse, forms, mean
from dateline.search.rows import Piece, Row
from dateline.search.stems import Analysers
from dateline.search.store import Entry, Store

FOLDER = "search"
VOCABULARY_SHARD = 40_000  # characters of words
WORTH = 0.2  # where more than this share of the documents changed, all are indexed anew
BLOCK = 10_000  # articles at most that are indexed at a time: what bounds the memory; fewer cost more than they save
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
            (_Article(numbers[document.url], document) for document in documents),
            key=lambda article: article.key,
        )
        keys = [article.key for article in found]
        base = numbering.base_day(keys)
        cut = numbering.cut(keys)
        average = coarse(mean(len(document.text) for document in documents))
        make = _make(base, cut, average)
        known = cache.documents() if cache.meta() == make else {}
        digests = {article.document.url: _digest(article.document) for article in found} if known else {}
        changed = _changed(found, digests, known)
        store = Store(folder, cache.files())
        analysers = Analysers()
        if not known or len(changed) > WORTH * len(documents):
            changed = {article.document.url for article in found}
            state = _anew(found, analysers, store, cache if path else None, base, cut, average, crew)
            cache.put_meta(make)
        else:
            state = _update(found, known, changed, digests, analysers, store, cache, base, cut, average)
            crew = 1  # few files are left to write, and the cache's connection does not outlive a fork
            for article in found:
                digest = digests[article.document.url]
                if not store.keep(numbering.file_of(article.key), digest.hex()):
                    store.note(_put_article(store, article, digest))
        tagged = sorted({facet.key for document in documents for facet in document.places})
        only_ask = asking.terms((document.language for document in documents), analysers.__getitem__)
        groups = _groups(tagged, places, analysers, cache, state)
        files = list(_files(state, keys, base, cut, groups, only_ask))
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
    document: SearchDocument


class _File(NamedTuple):
    """A file that is to be: ``stale`` where what the mark does not show has changed."""

    name: str
    mark: str
    text: Callable[[], str]
    stale: bool


def _put_article(store: Store, article: _Article, digest: bytes) -> Entry:
    text = partial(writer.article, article.document, article.key)
    return store.put(numbering.file_of(article.key), digest.hex(), text, changed=False)


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


def _changed(found: Iterable[_Article], digests: Mapping[str, bytes], known: Mapping[str, Known]) -> set[str]:
    """The addresses of what came, went, changed or got another number."""
    now = {document.url: Known(digests.get(document.url, b""), key) for key, document in found}
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
    """Index everything, block by block, and write the articles' files, on all cores."""

    def work(span: tuple[int, int]) -> Block:
        return block([(article.key, article.document) for article in found[slice(*span)]], analysers, average)

    def write() -> list[Entry]:
        return [_put_article(store, article, _digest(article.document)) for article in found]

    written = aside.begin(write, apart=crew > 1)
    older = bisect_left(found, cut, key=lambda article: article.key)
    spans = [*_spans(0, older), *_spans(older, len(found))]
    pieces: tuple[dict[str, list[Piece]], dict[str, list[Piece]]] = {}, {}
    first: dict[Form, int] = {}
    values: dict[str, dict[Facet, list[int]]] = {kind: {} for kind in FACETS}
    lengths: list[tuple[int, ...]] = []
    done = workers.run(lambda: work, spans, min(crew, len(spans) // 2), work)
    for (start, _), indexed in zip(spans, done, strict=True):
        into = pieces[start >= older]
        for term, piece in indexed.pieces.items():
            if term in into:
                into[term].append(piece)
            else:
                into[term] = [piece]
        first = {**indexed.forms, **first}
        for (kind, facet), keys in indexed.facets.items():
            values[kind].setdefault(facet, []).extend(keys)
        lengths += indexed.lengths
    whole = {term: Row(rows.joined(found, base)) for term, found in pieces[0].items()}
    for term, newest in pieces[1].items():
        whole.setdefault(term, Row()).newest = rows.joined(newest, base)
    uses: dict[str, dict[str, int]] = {}
    for (term, surface), key in first.items():
        uses.setdefault(term, {})[surface] = key
    briefs = {term: rows.brief(term, row, uses[term]) for term, row in whole.items()}
    filters = {
        kind: [
            FacetRow(f.key, f.label, encode_keys(keys, base), len(keys), keys[-1]) for f, keys in found_values.items()
        ]
        for kind, found_values in values.items()
    }
    entries = written()
    for entry in entries:
        store.note(entry)
    if cache is not None:
        cache.clear()
        stored = zip(found, entries, lengths, strict=True)
        cache.put_documents(_stored(article, bytes.fromhex(entry.mark), of) for article, entry, of in stored)
        cache.put_terms(whole)
        cache.put_briefs((term, briefs[term], (known[form] for form in sorted(known))) for term, known in uses.items())
        for kind, facet_rows in filters.items():
            cache.put_facets(kind, facet_rows)
    return State(
        briefs,
        lambda _: whole,
        filters.__getitem__,
        lambda: map(writer.coded_lengths, lengths),
        lambda: {term: row.newest for term, row in whole.items() if row.newest.levels},
    )


def _spans(start: int, end: int) -> list[tuple[int, int]]:
    """``start`` to ``end`` in blocks of one size."""
    count = end - start
    blocks = -(-count // BLOCK)
    return [(start + count * n // blocks, start + count * (n + 1) // blocks) for n in range(blocks)]


def _stored(article: _Article, digest: bytes, lengths: Iterable[int]) -> tuple[str, bytes, int, str, str]:
    document = article.document
    return document.url, digest, article.key, writer.coded_lengths(lengths), delta.rest(document)


def _update(
    found: Sequence[_Article],
    known: Mapping[str, Known],
    changed: set[str],
    digests: Mapping[str, bytes],
    analysers: Analysers,
    store: Store,
    cache: Cache,
    base: int,
    cut: int,
    average: float,
) -> State:
    """Index what changed. Raises _UnlikeError where the index that is there is not the one that was written."""

    def read(stored: Stored) -> SearchDocument:
        try:
            document = delta.restored(store.read(numbering.file_of(stored.key)), stored.rest)
        except (OSError, ValueError) as error:
            raise _UnlikeError(stored.url) from error
        if _digest(document) != known[stored.url].digest:
            raise _UnlikeError(stored.url)
        return document

    @memoised
    def forms_at(key: int) -> frozenset[Form]:
        return doubtful.intersection(forms(read(cache.at(key)), analysers))

    change = delta.Change()
    for url in sorted(changed & known.keys()):
        stored = cache.stored(url)
        change.take(stored.key, read(stored), analysers, average)
    come = []
    for article in found:
        document = article.document
        if document.url in changed:
            lengths = change.add(article.key, document, analysers, average)
            come.append(_stored(article, digests[document.url], lengths))
    doubtful = frozenset(change.forms_gone)
    state = delta.apply(change, cache, base, cut, forms_at)
    cache.drop_documents(changed - {article.document.url for article in found})
    cache.put_documents(come)
    return state


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
    state: State,
    keys: Sequence[int],
    base: int,
    cut: int,
    groups: Iterable[tuple[spellings.Spelling, ...]],
    only_ask: Container[str],
) -> Iterator[_File]:
    """The files but the articles'."""
    terms = shards.ordered(state.briefs)
    fitness = shards.checks(terms)
    starts = shards.cuts(terms, [state.briefs[term].size for term in terms], writer.SHARD, fitness)
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
    sizes = [len(term) + len(state.briefs[term].forms) for term in terms]
    starts = shards.cuts(terms, sizes, VOCABULARY_SHARD, fitness)
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
    common = writer.common_words(state.briefs, len(keys), only_ask)
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
            forms = state.briefs[term].forms
            for form in forms.split(" ") if " " in forms else (forms,):
                if not low <= form < high and shards.place(edges, form) != number:
                    elsewhere.setdefault(form, set()).add(term)
    out: dict[int, set[str]] = {}
    for form, targets in elsewhere.items():
        out.setdefault(shards.place(edges, form), set()).add(" ".join([form, *sorted(targets)]))
    return out
