"""Search documents to the files of the index: the whole of the building on one page."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache as memoised
from functools import partial
from hashlib import blake2b, sha256
from importlib.metadata import version
from operator import add
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.extract.words.arrays import numpy
from dateline.library import workers
from dateline.model import UNTOLD, Facet, Place, Searchable, SearchDocument
from dateline.search import (
    aliases,
    aside,
    asking,
    client,
    delta,
    numbering,
    rows,
    script,
    shards,
    spellings,
    table,
    writer,
)
from dateline.search.cache import Cache, Known, Spellings, Stored, Terms, busy
from dateline.search.codec import encode_keys
from dateline.search.delta import State
from dateline.search.facets import FACETS, FacetRow
from dateline.search.index import Block, Form, block, coarse, forms, mean
from dateline.search.rows import NOTHING, Piece
from dateline.search.shelf import Shelf, UnlikeError
from dateline.search.stems import Analysers
from dateline.search.store import Entry, Store

FOLDER = "search"
VOCABULARY_SHARD = 40_000  # characters of words
BOUNDS = 64  # shards of terms whose bounds are one file
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
    documents: Iterable[Searchable | SearchDocument],
    places: Mapping[str, Place],
    output: Path,
    cache: Path | None = None,
    scripts: Path | None = None,
    processes: int = 0,
) -> Summary:
    """Write the index of ``documents`` to ``output/search``, and beside it the client.

    Of those that are ``Searchable`` only those are read that the index does not have yet. ``places`` are the
    authority's rows by key, for spellings. ``cache`` is a file that is kept from build to build; with or without it the
    same documents give the same bytes. ``scripts`` is the theme's folder of the client's sources; None writes the index
    alone. ``processes`` is how many work on it at a time, 0 for one per core; it changes no byte. Files whose content
    stays are not touched; files of an earlier index that this one does not have are removed. Raises OSError where the
    folder cannot be written, and ValueError where two documents have one address.
    """
    found = [one if isinstance(one, Searchable) else _at_hand(one) for one in documents]
    if len({document.url for document in found}) != len(found):
        raise ValueError("two documents have the same address")
    crew = workers.count(processes) if len(found) > FEW and hasattr(os, "fork") else 1
    with _no_collection():
        try:
            return _build(found, places, output / FOLDER, cache, scripts, crew)
        except (sqlite3.DatabaseError, UnlikeError) as error:
            if cache is None:
                raise
            if busy(error):
                return _build(found, places, output / FOLDER, None, scripts, crew)
            cache.unlink(missing_ok=True)  # one that cannot be read, or is not of this index, is as good as none
            try:
                return _build(found, places, output / FOLDER, cache, scripts, crew)
            except sqlite3.DatabaseError:  # there is no room for one
                return _build(found, places, output / FOLDER, None, scripts, crew)


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


def _at_hand(document: SearchDocument) -> Searchable:
    keys = tuple([place.key for place in document.places])
    url, date, accession, language = document.url, document.date, document.accession, document.language
    return Searchable(url, date, accession, language, keys, _digest(document), lambda: document)


def _build(
    documents: Sequence[Searchable],
    places: Mapping[str, Place],
    folder: Path,
    path: Path | None,
    scripts: Path | None,
    crew: int,
) -> Summary:
    cache = Cache(path)
    kept = False
    try:
        library = _library(documents)
        program = _program()
        meta = cache.meta()
        known = cache.documents() if program.items() <= meta.items() else {}
        changed = _changed(library.articles, known)
        texts = _Texts(library.sources)
        if not known or len(changed) > WORTH * len(documents):
            known, changed = {}, {*library.sources}
        average = _average(library, known, changed, texts)
        make = {**program, **library.make(), "average": str(average)}
        before = cache.files()
        store = Store(folder, before)
        analysers = Analysers()
        anew = not known or make != meta
        if anew:
            changed = {*library.sources}
            state, now = _anew(library, texts, average, analysers, store, cache, crew)
            cache.put_meta(make)
        else:
            state, now = _update(library, texts, average, known, changed, analysers, store, cache)
            crew = 1  # few files are left to write
            some: Iterable[str] = library.sources
            if store.intact:  # nobody touched a file since: of the articles' files all others stay
                store.keep_folder("d/", {numbering.file_of(known[url].key) for url in changed & known.keys()})
                some = changed & library.sources.keys()
            for url in some:
                one = now[url]
                if not store.keep(numbering.file_of(one.key), one.digest.hex()):
                    store.note(_put_article(store, one.key, texts[url], one.digest))
        lengths = [now[url].lengths for url in library.sources]
        tagged = sorted({key for document in documents for key in document.places})
        only_ask = asking.terms((document.language for document in documents), analysers.__getitem__)
        groups = _groups(tagged, places, analysers, cache, state)
        fitness = state.table.fitness.tolist()
        starts = shards.cuts(state.table.names, state.table.sizes, writer.SHARD, fitness)
        bounds = shards.boundaries(state.table.names, starts)
        if state.forms is not None and bounds == state.bounds:
            elsewhere = aliases.changed(cache.aliases(), state.forms, bounds)
        else:
            elsewhere = aliases.found(state.table, starts, bounds)
        cutting = _Cutting(starts, bounds, fitness, aliases.by_shard(elsewhere, bounds))
        files = [*_files(state, library, lengths, cutting, groups, only_ask)]
        if state.terms is not None:  # the older articles are read from files that some of these replace
            files = [_ready(file) for file in files if file.stale or not store.keep(file.name, file.mark)]
        for entry in _written(store, files, crew):
            store.note(entry)
        for name, source in (client.scripts(scripts) if scripts else {}).items():
            store.note(store.put(name, "", partial(str, source), changed=True))
        store.finish()
        if path is not None and (changed or anew):
            cache.put_terms(Terms(state.table.kept(), starts, bounds))
            cache.put_aliases(elsewhere)
            cache.put_newest(state.newest)
        if anew or store.files != before:  # (the cache was cleared of them, also where no file got other bytes)
            cache.put_files(store.files)
        kept = True
        return Summary(len(documents), len(state.table), len(store.files), store.written, len(changed))
    finally:
        cache.close(keep=kept)


@dataclass(frozen=True, slots=True)
class _Library:
    """All articles in the order of their keys, and what follows from all of them together."""

    sources: Mapping[str, Searchable]  # by address
    keys: Sequence[int]
    base: int  # the day that codes count from
    cut: numbering.Arrived  # the first of the newest articles
    untold: int  # what UNTOLD counts as
    moved: str  # (``numbering.encode_moved``)

    @property
    def articles(self) -> Iterator[tuple[int, Searchable]]:
        """Each with its key."""
        return zip(self.keys, self.sources.values(), strict=True)

    def newest(self, accession: int, key: int) -> bool:
        """Whether an article is one of the newest."""
        return (self.untold if accession == UNTOLD else accession, key) >= self.cut

    def make(self) -> dict[str, str]:
        """What of this a cached state depends on."""
        return {"base": str(self.base), "cut": str(self.cut), "untold": str(self.untold)}


def _library(documents: Sequence[Searchable]) -> _Library:
    untold = numbering.untold([document.accession for document in documents])
    numbers = numbering.number(documents, untold)
    by_url = {document.url: document for document in documents}
    sources = {url: by_url[url] for url in numbers}
    keys = [*numbers.values()]
    return _Library(
        sources,
        keys,
        numbering.base_day(keys),
        numbering.cut(
            [
                (untold if source.accession == UNTOLD else source.accession, key)
                for key, source in zip(keys, sources.values(), strict=True)
            ]
        ),
        untold,
        numbering.encode_moved(numbering.moved(documents, numbers, untold)),
    )


class _Texts(dict[str, SearchDocument]):
    """The documents by address, each read when it is first asked for."""

    def __init__(self, sources: Mapping[str, Searchable]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, url: str) -> SearchDocument:
        found = self[url] = self._sources[url].read()
        return found


def _average(
    library: _Library, known: Mapping[str, Known], changed: Container[str], texts: Mapping[str, SearchDocument]
) -> float:
    """The mean length of the texts in characters, roughly (``index.coarse``)."""
    sizes = [len(texts[url].text) if url in changed else known[url].size for url in library.sources]
    return coarse(mean(sizes))


class _Cutting(NamedTuple):
    """How the shards of terms are cut."""

    starts: Sequence[int]  # which term is the first of each
    bounds: Sequence[str]
    fitness: Sequence[int]  # of every term
    aliases: Mapping[int, str]


class _File(NamedTuple):
    """A file that is to be: ``stale`` where what the mark does not show has changed."""

    name: str
    mark: str
    text: Callable[[], str]
    stale: bool


def _ready(file: _File) -> _File:
    return file._replace(text=partial(str, file.text()))


def _put_article(store: Store, key: int, document: SearchDocument, digest: bytes) -> Entry:
    text = partial(writer.article, document, key)
    return store.put(numbering.file_of(key), digest.hex(), text, changed=False)


def _written(store: Store, files: Sequence[_File], crew: int) -> Iterator[Entry]:
    """Write what is not there yet, on all cores where there is much."""

    def work(start: int) -> list[Entry]:
        return [store.put(name, mark, text, changed=stale) for name, mark, text, stale in files[start : start + SHARE]]

    for entries in workers.run(lambda: work, range(0, len(files), SHARE), crew, work):
        yield from entries


def _program() -> dict[str, str]:
    """What a cached state depends on beside the documents."""
    return {
        "format": str(writer.VERSION),
        "code": _code(),
        "stemmer": version("snowballstemmer"),
        "byte order": table.ORDER,
    }


def _code() -> str:
    """A fingerprint of this room's code and data: a newer program trusts no older state."""
    here = Path(__file__).parent
    found = blake2b(digest_size=12)
    for path in sorted([*here.glob("*.py"), *(here.parent / "data" / "search").glob("*")]):
        found.update(path.read_bytes())
    return found.hexdigest()


_encode = msgspec.msgpack.Encoder().encode_into
_encoded = bytearray()  # (one for all: thousands of new ones cost more than what is done with them)


def _digest(document: SearchDocument) -> bytes:
    """A fingerprint of everything of a document."""
    text = _encoded
    try:
        _encode(document, text)
    except UnicodeEncodeError:  # half of a pair of surrogates
        text[:] = repr(document).encode("utf-8", "surrogatepass")
    return sha256(text).digest()[:12]  # (which processors help with: the quickest of the safe ones)


def _changed(found: Iterable[tuple[int, Searchable]], known: Mapping[str, Known]) -> set[str]:
    """The addresses of what came, went, changed or got another number."""
    changed = {*known}
    for key, source in found:
        url = source.url
        before = known.get(url)
        if before is not None and before.stamp == source.stamp and before.key == key:
            changed.remove(url)
        else:
            changed.add(url)
    return changed


def _index_of(articles: int) -> Callable[[Sequence[tuple[int, SearchDocument]], Analysers, float], Block]:
    """What indexes a block, where there are so many articles: NumPy costs more to load than it saves for few."""
    if articles <= FEW:
        return block
    numpy()  # with its settings: a process that serves a site reads dumps later on, in which its threads would wait
    from dateline.search.bulk import block as in_arrays

    return in_arrays


def _anew(
    library: _Library,
    texts: Mapping[str, SearchDocument],
    average: float,
    analysers: Analysers,
    store: Store,
    cache: Cache,
    crew: int,
) -> tuple[State, Mapping[str, Known]]:
    """Index everything, block by block, and write the articles' files, on all cores.

    Also gives what is known of each article.
    """
    found = [(key, texts[source.url]) for key, source in library.articles]
    index_of = _index_of(len(found))
    older = [(key, document) for key, document in found if not library.newest(document.accession, key)]
    newest = [(key, document) for key, document in found if library.newest(document.accession, key)]
    blocks = [*_blocks(older), *_blocks(newest)]

    def work(number: int) -> Block:
        return index_of(blocks[number], analysers, average)

    def write() -> list[Entry]:
        return [_put_article(store, key, document, _digest(document)) for key, document in found]

    written = aside.begin(write, apart=crew > 1)
    pieces: tuple[dict[str, list[Piece]], dict[str, list[Piece]]] = {}, {}
    first: dict[Form, int] = {}
    values: dict[str, dict[Facet, list[int]]] = {kind: {} for kind in FACETS}
    lengths: dict[int, str] = {}
    done = workers.run(lambda: work, range(len(blocks)), min(crew, len(blocks) // 2), work)
    for some, indexed in zip(blocks, done, strict=True):
        key, document = some[0]
        into = pieces[library.newest(document.accession, key)]
        for term, piece in indexed.pieces.items():
            if term in into:
                into[term].append(piece)
            else:
                into[term] = [piece]
        first = {**indexed.forms, **first}
        for (kind, facet), keys in indexed.facets.items():
            values[kind].setdefault(facet, []).extend(keys)
        lengths.update(zip((key for key, _ in some), map(writer.coded_lengths, indexed.lengths), strict=True))
    parts = [{term: rows.joined(of, library.base) for term, of in some.items()} for some in pieces]
    uses: dict[str, dict[str, int]] = {}
    for (term, surface), key in first.items():
        uses.setdefault(term, {})[surface] = key
    briefs = {}
    for term, of_term in uses.items():
        part = parts[0].get(term, NOTHING)
        count = len(part.levels) + len(parts[1].get(term, NOTHING).levels)
        briefs[term] = rows.brief(count, rows.size(part), of_term)
    filters = {
        kind: [_facet(facet, sorted(keys), library) for facet, keys in of.items()] for kind, of in values.items()
    }
    entries = written()
    for entry in entries:
        store.note(entry)
    marks = [bytes.fromhex(entry.mark) for entry in entries]
    now = {
        source.url: Known(source.stamp, mark, key, len(document.text), lengths[key])
        for (key, source), (_, document), mark in zip(library.articles, found, marks, strict=True)
    }
    cache.clear()
    for kind, facet_rows in filters.items():
        cache.put_facets(kind, facet_rows)
    if cache.kept:
        cache.store((document.url, key, delta.rest(document)) for key, document in found)
        cache.put_documents(now, library.keys)
    state = State(
        table.made(briefs),
        lambda term: parts[0].get(term, NOTHING),
        parts[1],
        filters.__getitem__,
    )
    return state, now


def _facet(facet: Facet, keys: Sequence[int], library: _Library) -> FacetRow:
    return FacetRow(facet.key, facet.label, encode_keys(keys, library.base), len(keys), keys[-1])


def _blocks(articles: Sequence[tuple[int, SearchDocument]]) -> list[Sequence[tuple[int, SearchDocument]]]:
    """The articles in blocks of one size."""
    count = len(articles)
    blocks = -(-count // BLOCK)
    return [articles[count * n // blocks : count * (n + 1) // blocks] for n in range(blocks)]


def _update(
    library: _Library,
    texts: Mapping[str, SearchDocument],
    average: float,
    known: Mapping[str, Known],
    changed: set[str],
    analysers: Analysers,
    store: Store,
    cache: Cache,
) -> tuple[State, Mapping[str, Known]]:
    """Index what changed. Raises UnlikeError where the index that is there is not the one that was written."""

    def read(stored: Stored) -> SearchDocument:
        try:
            document = delta.restored(store.read(numbering.file_of(stored.key)), stored.rest)
        except (OSError, ValueError) as error:
            raise UnlikeError(stored.url) from error
        if _digest(document) != known[stored.url].digest:
            raise UnlikeError(stored.url)
        return document

    @memoised
    def forms_at(key: int) -> frozenset[Form]:
        return doubtful.intersection(forms(read(cache.at(key)), analysers))

    change = delta.Change()
    for url in sorted(changed & known.keys()):
        stored = cache.stored(url)
        document = read(stored)
        newest = library.newest(document.accession, stored.key)
        change.take(stored.key, document, analysers, average, newest=newest)
    now = dict(known)
    come = []
    for key, source in library.articles:
        url = source.url
        if url in changed:
            document = texts[url]
            found = change.add(key, document, analysers, average, newest=library.newest(document.accession, key))
            coded = writer.coded_lengths(found)
            now[url] = Known(source.stamp, _digest(document), key, len(document.text), coded)
            come.append((url, key, delta.rest(document)))
    change.settle()
    doubtful = frozenset(change.forms_gone)
    terms = cache.terms()
    try:
        before = table.restored(terms.table)
    except ValueError as error:
        raise UnlikeError("terms") from error
    state = delta.apply(change, before, cache, Shelf(store, terms, before.names).part, library.base, forms_at)
    state.bounds = terms.bounds
    if changed:
        gone = changed - library.sources.keys()
        for url in gone:
            del now[url]
        cache.drop(gone)
        cache.store(come)
        cache.put_documents(now, [*(known[url].key for url in changed & known.keys()), *(key for _, key, _ in come)])
    return state, now


def _groups(
    tagged: Sequence[str], places: Mapping[str, Place], analysers: Analysers, cache: Cache, state: State
) -> list[tuple[spellings.Spelling, ...]]:
    """The spelling groups of the places that the documents name."""
    known = cache.spellings()
    new: Spellings = {}
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
            new[key] = digest, [[[*terms], [*forms]] for terms, forms in found[-1]]
    if new:
        cache.put_spellings({**known, **new})
    return spellings.groups(found, state.table)


def _files(
    state: State,
    library: _Library,
    lengths: Sequence[str],
    cutting: _Cutting,
    groups: Iterable[tuple[spellings.Spelling, ...]],
    only_ask: Container[str],
) -> Iterator[_File]:
    """The files but the articles'."""
    names = state.table.names
    bounds = cutting.bounds
    edges = [*map(shards.order, bounds)]
    spelled: dict[int, set[str]] = {}
    for group in groups:
        spelled.setdefault(shards.place(edges, group[0][0]), set()).add(spellings.coded(group))
    for number, where in enumerate(_spans(cutting.starts, names)):
        part = names[where]
        alias = cutting.aliases.get(number, "")
        group_text = "|".join(sorted(spelled.get(number, ())))
        mark = _mark(part, alias, group_text)
        for kind, touched in (("t", state.terms), ("p", state.hits)):
            name = script.file_name(kind, bounds[number])
            stale = touched is None or not touched.isdisjoint(part)
            yield _File(name, mark, partial(_shard, kind, name, where, state, alias, group_text), stale)
    sizes = map(add, map(len, names), map(len, state.table.forms))
    starts = shards.cuts(names, sizes, VOCABULARY_SHARD, cutting.fitness)
    word_bounds = shards.boundaries(names, starts)
    for bound, where in zip(word_bounds, _spans(starts, names), strict=True):
        name = script.file_name("v", bound)
        part = names[where]
        stale = state.words is None or not state.words.isdisjoint(part)
        of_words = partial(writer.vocabulary, name, part, state.table.told[where], state.table.counts[where])
        yield _File(name, _mark(part), of_words, stale)
    begins = [cutting.fitness[start] for start in cutting.starts] if names else []
    starts = shards.cuts(bounds, [1] * len(bounds), BOUNDS, begins)
    groups_of = [bounds[start] for start in starts]
    for bound, where in zip(groups_of, _spans(starts, bounds), strict=True):
        name = script.file_name("b", bound)
        some = " ".join(bounds[where])
        yield _File(name, _mark([some]), partial(writer.bounds, name, bounds[where]), stale=False)
    for kind in FACETS:
        name = f"f/{kind}"
        stale = state.kinds is None or kind in state.kinds
        yield _File(name, "", partial(_facet_file, name, kind, state), stale)
    yield _File("lengths", "", partial(writer.lengths, "lengths", lengths), stale=True)
    older = sum(not library.newest(source.accession, key) for key, source in library.articles)
    if older < len(library.keys):
        for name, text in writer.newest_files(state.newest):
            yield _File(name, "", partial(str, text), stale=True)
    common = writer.common_words(state.table, len(library.keys), only_ask)
    text_of = partial(writer.manifest, library.keys, library.base, groups_of, word_bounds, older, common, library.moved)
    yield _File("index", "", text_of, stale=True)


def _spans(starts: Sequence[int], terms: Sequence[str]) -> Iterator[slice]:
    return map(slice, starts, [*starts[1:], len(terms)])


def _mark(part: Sequence[str], *others: str) -> str:
    ends = (part[0], part[-1]) if part else ()
    text = "\x1f".join((str(len(part)), *ends, *others))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()


def _shard(kind: str, name: str, where: slice, state: State, alias: str, groups: str) -> str:
    part = state.table.names[where]
    found = [*map(state.older, part)]
    if kind == "p":
        return writer.hit_shard(name, found)
    return writer.term_shard(name, part, state.table.told[where], found, alias, groups)


def _facet_file(name: str, kind: str, state: State) -> str:
    return writer.facet_file(name, state.facets(kind))
