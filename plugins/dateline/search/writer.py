"""An index to the texts of its files; docs/search-index.md describes each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.model import SearchDocument
from dateline.search import numbering, script
from dateline.search.codec import END, encode_all
from dateline.search.facets import FacetRow
from dateline.search.fields import FIELDS, repeats
from dateline.search.rows import Brief, Row, rough
from dateline.search.shards import front, front_code, order

VERSION = 1
SHARD = 7_000  # characters of a shard of terms at which it is cut
COMMON = 0.4  # a word in more than this share of the articles is left out of a search that has other words
TAIL_FILES = 16
COMMON_LEAST = 40  # in an archive of fewer articles nothing is common


def article(document: SearchDocument, key: int) -> str:
    """What a result shows of one article; its text is there for the snippet."""
    lead = "" if repeats(document.text, document.lead) else document.lead
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


def words(terms: Sequence[str], briefs: Mapping[str, Brief]) -> str:
    """The terms of a shard, each told from the one before, then its surface forms, each told from the term."""
    out: list[str] = []
    last = ""
    for term in terms:
        out.append(" ".join([front(last, term), *(front(term, form) for form in briefs[term].forms.split(" "))]))
        last = term
    return "|".join(out)


def term_shard(
    name: str, terms: Sequence[str], briefs: Mapping[str, Brief], rows: Mapping[str, Row], aliases: str, groups: str
) -> str:
    """A shard of terms: words, articles, levels, forms that belong to terms elsewhere, spellings of places."""
    codes = END.join(rows[term].codes for term in terms)
    levels = END.join(rows[term].levels for term in terms)
    return script.call(name, words(terms, briefs), codes, levels, aliases, groups)


def hit_shard(name: str, terms: Sequence[str], rows: Mapping[str, Row]) -> str:
    """The positions that belong to a shard of terms: per term a string, per article the hits up to END."""
    return script.call(name, *(rows[term].hits for term in terms))


def tail_group(term: str) -> int:
    """Which of the files of the newest articles' hits a term's are in."""
    found = 0
    data = order(term)
    for at in range(0, len(data), 2):
        found = (found * 31 + data[at] * 256 + data[at + 1]) % 65_521
    return found % TAIL_FILES


def tail_file(name: str, tails: Mapping[str, str]) -> str:
    """The hits of the newest articles: terms, and of each a string as in ``hit_shard``."""
    terms = sorted(tails, key=order)
    return script.call(name, " ".join(terms), *(tails[term] for term in terms))


def vocabulary(name: str, terms: Sequence[str], briefs: Mapping[str, Brief]) -> str:
    """Words for typing errors and wildcards, with how frequent they are, roughly."""
    return script.call(name, words(terms, briefs), "".join(rough(briefs[term].count) for term in terms))


def facet_file(name: str, values: Iterable[FacetRow]) -> str:
    """One filter: its keys, its labels (0 where the label is the key), and each value's articles; frequent first."""
    rows = sorted(values, key=lambda row: (-row.count, order(row.key), order(row.label)))
    return script.call(
        name,
        [row.key for row in rows],
        [row.label if row.label != row.key else 0 for row in rows],
        END.join(row.codes for row in rows),
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
    older: int,
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
        older,
    )


def common_words(briefs: Mapping[str, Brief], total: int) -> list[str]:
    """The terms that stand in so many articles that they tell none of them apart, in order."""
    least = max(COMMON * total, COMMON_LEAST)
    return sorted((term for term, known in briefs.items() if known.count > least), key=order)
