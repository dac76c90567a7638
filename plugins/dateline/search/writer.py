"""An index to the texts of its files; docs/search-index.md describes each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from dateline.model import SearchDocument
from dateline.search import numbering, script
from dateline.search.codec import CODES, END
from dateline.search.facets import FacetRow
from dateline.search.fields import FIELDS, repeats
from dateline.search.rows import Part, rough
from dateline.search.shards import front_code, order, ordered, words
from dateline.search.table import Table

VERSION = 4
SHARD = 7_000  # characters of a shard of terms at which it is cut
COMMON = 0.4  # a word in more than this share of the articles is left out of a search that has other words
NEWEST_FILES = 128  # of the newest articles' entries; an archive without newest ones has none
NEWEST_HIT_FILES = 16
COMMON_LEAST = 40  # in an archive of fewer articles nothing is common


def article(document: SearchDocument, key: int) -> str:
    """What a result shows of one article; its text is there for the snippet."""
    lead = "" if repeats(document.text, document.lead) else document.lead
    shown = [
        document.url,
        document.title,
        document.date,
        document.source.label,
        document.language,
        lead,
        document.text,
        document.warning,
    ]
    return script.assembled(numbering.file_of(key), script.literal(shown)[1:-1])


def term_shard(
    name: str, terms: Sequence[str], told: Sequence[str], parts: Sequence[Part], aliases: str, groups: str
) -> str:
    """A shard of terms: words, articles, levels, forms that belong to terms elsewhere, spellings of places."""
    codes = END.join([part.codes for part in parts])
    levels = END.join([part.levels for part in parts])
    texts = map(script.literal, (words(terms, told), aliases, groups))
    return script.assembled(name, next(texts), script.coded(codes), script.coded(levels), *texts)


def hit_shard(name: str, parts: Iterable[Part]) -> str:
    """The positions that belong to a shard of terms: per term a string, per article the hits up to END."""
    return script.assembled(name, *(script.coded(part.hits) for part in parts))


def group(term: str) -> int:
    """Which of the files of the newest articles a term is in."""
    return sum(term.encode() if term.isascii() else order(term)) % NEWEST_FILES


def newest_files(newest: Mapping[str, Part]) -> Iterator[tuple[str, str]]:
    """Names and texts of the files of the newest articles: articles and levels in ``r``, hits in ``q``."""
    groups: list[list[str]] = [[] for _ in range(NEWEST_FILES)]
    hit_groups: list[list[str]] = [[] for _ in range(NEWEST_HIT_FILES)]
    for term in ordered(newest):
        number = group(term)
        groups[number].append(term)
        hit_groups[number % NEWEST_HIT_FILES].append(term)
    for number, terms in enumerate(groups):
        name, parts = f"r/{number}", [newest[term] for term in terms]
        columns = [END.join([part.codes for part in parts]), END.join([part.levels for part in parts])]
        yield name, script.assembled(name, script.literal(" ".join(terms)), *map(script.coded, columns))
    for number, terms in enumerate(hit_groups):
        name, hits = f"q/{number}", [newest[term].hits for term in terms]
        yield name, script.assembled(name, script.literal(" ".join(terms)), *map(script.coded, hits))


def bounds(name: str, some: Sequence[str]) -> str:
    """The bounds of neighbouring shards of terms."""
    return script.call(name, front_code(some))


def vocabulary(name: str, terms: Sequence[str], told: Sequence[str], counts: Iterable[int]) -> str:
    """Words for typing errors and wildcards, with how frequent they are, roughly."""
    return script.call(name, words(terms, told), "".join(map(rough, counts)))


def facet_file(name: str, values: Iterable[FacetRow]) -> str:
    """One filter: its keys, its labels (0 where the label is the key), and each value's articles; frequent first."""
    rows = sorted(values, key=lambda row: (-row.count, order(row.key), order(row.label)))
    keys = script.literal([row.key for row in rows])
    labels = script.literal([row.label if row.label != row.key else 0 for row in rows])
    return script.assembled(name, keys, labels, script.coded(END.join([row.codes for row in rows])))


def coded_lengths(found: Iterable[int]) -> str:
    """The number of words of each field of an article, as codes apart by END."""
    return END.join(map(CODES.__getitem__, found))


def lengths(name: str, rows: Iterable[str]) -> str:
    """The number of words of every field of every article, by field; only the ranking of lunr needs it."""
    columns = list(zip(*(row.split(END) for row in rows), strict=True)) or [() for _ in FIELDS]
    return script.assembled(name, *(script.coded("".join(column)) for column in columns))


def manifest(
    keys: Sequence[int],
    base: int,
    group_bounds: Sequence[str],
    vocabulary_bounds: Sequence[str],
    older: int,
    common: Iterable[str],
    moved: str,
) -> str:
    """The first file that a browser reads."""
    return script.call(
        "index",
        VERSION,
        len(keys),
        base,
        numbering.encode_days(keys, base),
        front_code(group_bounds),
        front_code(vocabulary_bounds),
        " ".join(common),
        older,
        moved,
    )


def common_words(table: Table, total: int, asking: Container[str]) -> list[str]:
    """The terms that tell no article apart, in order: those of so many articles, and ``asking`` ones."""
    least = max(COMMON * total, COMMON_LEAST)
    return [term for term, count in zip(table.names, table.counts, strict=True) if count > least or term in asking]
