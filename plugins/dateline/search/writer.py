"""An index to the texts of its files; docs/search-index.md describes each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.model import Facet, SearchDocument
from dateline.search import numbering, script
from dateline.search.codec import END, encode_all, encode_keys
from dateline.search.fields import FIELDS
from dateline.search.index import Postings
from dateline.search.shards import front, front_code, order

VERSION = 1
SHARD = 5_000  # characters of a shard of terms at which it is cut
COMMON = 0.5  # a word in more than this share of the articles is left out of a search that has other words
COMMON_LEAST = 40  # in an archive of fewer articles nothing is common


def article(document: SearchDocument, key: int) -> str:
    """What a result shows of one article; its text is there for the snippet."""
    lead = "" if document.text.startswith(document.lead.rstrip(" .…")) else document.lead
    return script.call(
        numbering.file_of(key),
        document.url,
        document.title,
        document.date,
        document.source.label,
        document.language,
        lead,
        document.text,
        document.warning,
    )


def words(terms: Sequence[str], surfaces: Mapping[str, Iterable[str]]) -> str:
    """The terms of a shard, each told from the one before, then its surface forms, each told from the term."""
    out: list[str] = []
    last = ""
    for term in terms:
        forms = [front(term, form) for form in sorted(surfaces.get(term, ()))]
        out.append(" ".join([front(last, term), *forms]))
        last = term
    return "|".join(out)


def term_shard(
    name: str,
    terms: Sequence[str],
    postings: Mapping[str, Postings],
    surfaces: Mapping[str, Iterable[str]],
    aliases: str,
    groups: str,
    base: int,
) -> str:
    """A shard of terms: words, articles, levels, forms that belong to terms elsewhere, spellings of places."""
    keys = END.join(encode_keys(postings[term].keys, base) for term in terms)
    levels = END.join("".join(postings[term].levels) for term in terms)
    return script.call(name, words(terms, surfaces), keys, levels, aliases, groups)


def hit_shard(name: str, terms: Sequence[str], postings: Mapping[str, Postings]) -> str:
    """The positions that belong to a shard of terms: per term a string, per article the hits up to END."""
    return script.call(name, *("".join(f"{hit}{END}" for hit in postings[term].hits) for term in terms))


def vocabulary(name: str, terms: Sequence[str], surfaces: Mapping[str, Iterable[str]], counts: Sequence[int]) -> str:
    """Words for typing errors and wildcards, with how many bits the number of their articles has."""
    return script.call(name, words(terms, surfaces), "".join(format(count.bit_length(), "x")[:1] for count in counts))


def facet_file(name: str, values: Mapping[Facet, Sequence[int]], base: int) -> str:
    """One filter: its keys, its labels, and each value's articles; the most frequent first."""
    rows = sorted(values.items(), key=lambda item: (-len(item[1]), order(item[0].key), item[0].label))
    return script.call(
        name,
        [facet.key for facet, _ in rows],
        [facet.label if facet.label != facet.key else 0 for facet, _ in rows],
        END.join(encode_keys(keys, base) for _, keys in rows),
    )


def lengths(name: str, rows: Iterable[Sequence[int]]) -> str:
    """The number of words of every field of every article, by field; only the ranking of lunr needs it."""
    columns = list(zip(*rows, strict=True)) or [() for _ in FIELDS]
    return script.call(name, *(encode_all(column) for column in columns))


def manifest(
    keys: Sequence[int],
    base: int,
    bounds: Sequence[str],
    vocabulary_bounds: Sequence[str],
    common: Iterable[str],
) -> str:
    """The first file that a browser reads."""
    return script.call(
        "index",
        VERSION,
        len(keys),
        base,
        numbering.encode_days(keys, base),
        front_code(bounds),
        front_code(vocabulary_bounds),
        " ".join(common),
    )


def common_words(postings: Mapping[str, Postings], total: int) -> Iterator[str]:
    """The terms that stand in so many articles that they tell none of them apart, in order."""
    least = max(COMMON * total, COMMON_LEAST)
    return iter(sorted((term for term, found in postings.items() if len(found.keys) > least), key=order))
