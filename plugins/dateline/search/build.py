"""Search documents to the files of the index: the whole of the building on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.model import Facet, Place, SearchDocument
from dateline.search import numbering, script, shards, spellings, writer
from dateline.search.facets import FACETS
from dateline.search.index import Index, coarse, mean

FOLDER = "search"
VOCABULARY_SHARD = 24_000  # characters of words


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did."""

    articles: int
    terms: int
    files: int
    written: int


def build(documents: Iterable[SearchDocument], places: Mapping[str, Place], output: Path) -> Summary:
    """Write the index of ``documents`` to ``output/search``.

    ``places`` are the authority's rows by key, for spellings. Files whose content stays are not touched; files of an
    earlier index that this one does not have are removed. Raises OSError where the folder cannot be written.
    """
    documents = list(documents)
    keys = numbering.number((document.url, document.date) for document in documents)
    base = numbering.base_day(keys.values())
    index = Index(coarse(mean(len(document.text) for document in documents)))
    store = Store(output / FOLDER)
    tagged: set[str] = set()
    for document in sorted(documents, key=lambda document: keys[document.url]):
        key = keys[document.url]
        index.add(key, document)
        tagged.update(facet.key for facet in document.places)
        store.put(numbering.file_of(key), writer.article(document, key))
    for name, text in files(index, sorted(keys.values()), base, sorted(tagged), places):
        store.put(name, text)
    store.finish()
    return Summary(len(keys), len(index.terms), store.files, store.written)


def files(
    index: Index, keys: Sequence[int], base: int, tagged: Sequence[str], places: Mapping[str, Place]
) -> Iterator[tuple[str, str]]:
    """The names and texts of all files but the articles'."""
    terms = sorted(index.terms, key=shards.order)
    surfaces = index.surfaces()
    sizes = [_size(index, term, surfaces.get(term, ())) for term in terms]
    starts = shards.cuts(terms, sizes, writer.SHARD)
    bounds = shards.boundaries(terms, starts)
    home = {term: number for number, part in enumerate(_parts(terms, starts)) for term in part}
    aliases = _aliases(surfaces, home, bounds)
    groups: dict[int, set[str]] = {}
    for group in spellings.groups(tagged, places, index.analyser, index.terms):
        for spelling in group:
            groups.setdefault(home[spelling[0]], set()).add(spellings.coded(group))
    for number, part in enumerate(_parts(terms, starts)):
        name = script.file_name("t", bounds[number])
        alias = "|".join(sorted(aliases.get(number, ())))
        spelled = "|".join(sorted(groups.get(number, ())))
        yield name, writer.term_shard(name, part, index.terms, surfaces, alias, spelled, base)
        name = script.file_name("p", bounds[number])
        yield name, writer.hit_shard(name, part, index.terms)
    word_sizes = [len(term) + sum(map(len, surfaces.get(term, ()))) for term in terms]
    word_starts = shards.cuts(terms, word_sizes, VOCABULARY_SHARD)
    word_bounds = shards.boundaries(terms, word_starts)
    for number, part in enumerate(_parts(terms, word_starts)):
        name = script.file_name("v", word_bounds[number])
        yield name, writer.vocabulary(name, part, surfaces, [len(index.terms[term].keys) for term in part])
    by_facet: dict[str, dict[Facet, list[int]]] = {}
    for (kind, facet), found in index.facets.items():
        by_facet.setdefault(kind, {})[facet] = found
    for kind in FACETS:
        name = f"f/{kind}"
        yield name, writer.facet_file(name, by_facet.get(kind, {}), base)
    yield "lengths", writer.lengths("lengths", (index.lengths[key] for key in keys))
    yield "index", writer.manifest(keys, base, bounds, word_bounds, writer.common_words(index.terms, len(keys)))


def _size(index: Index, term: str, forms: Iterable[str]) -> int:
    return len(term) + 2 * len(index.terms[term].keys) + sum(map(len, forms))


def _parts(terms: Sequence[str], starts: Sequence[int]) -> Iterator[Sequence[str]]:
    for start, end in zip(starts, [*starts[1:], len(terms)], strict=True):
        yield terms[start:end]


def _aliases(surfaces: Mapping[str, set[str]], home: Mapping[str, int], bounds: Sequence[str]) -> dict[int, set[str]]:
    """Per shard the forms that a reader looks for there, whose terms stand in another one."""
    edges = [shards.order(bound) for bound in bounds]
    elsewhere: dict[str, set[str]] = {}
    for term, forms in surfaces.items():
        for form in forms:
            if home[term] != shards.place(edges, form):
                elsewhere.setdefault(form, set()).add(term)
    out: dict[int, set[str]] = {}
    for form, targets in elsewhere.items():
        out.setdefault(shards.place(edges, form), set()).add(" ".join([form, *sorted(targets)]))
    return out


class Store:
    """The index's folder: writes what differs, removes what is no longer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written = 0
        self._names: set[str] = set()

    @property
    def files(self) -> int:
        """How many files the index has."""
        return len(self._names)

    def put(self, name: str, text: str) -> None:
        """Have ``name``.js hold ``text``."""
        self._names.add(name)
        path = self.folder / f"{name}.js"
        data = text.encode("utf-8")
        try:
            if path.read_bytes() == data:
                return
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(path.name + ".part")
        temporary.write_bytes(data)
        temporary.replace(path)
        self.written += 1

    def finish(self) -> None:
        """Remove the files of an earlier index."""
        for path in sorted(self.folder.rglob("*"), reverse=True):
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path.relative_to(self.folder).with_suffix("").as_posix() not in self._names:
                path.unlink()
