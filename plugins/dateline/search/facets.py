"""What search can filter by: per value its key, its label and the articles that have it."""

from __future__ import annotations

import msgspec

from dateline.model import Facet, SearchDocument

FACETS = ("conflict", "place", "topic", "source", "language")
"""The filters that need lists of articles; the year follows from the articles' keys."""


class FacetRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One value of a filter with its articles, as coded keys."""

    key: str
    label: str
    codes: str
    count: int
    last: int  # the highest key


def of(document: SearchDocument) -> tuple[tuple[str, Facet], ...]:
    """The (facet, value) pairs of one document, without doubles."""
    pairs = [
        *(("conflict", value) for value in document.conflicts),
        *(("place", value) for value in document.places),
        *(("topic", value) for value in document.topics),
        *(("source", value) for value in (document.source, *document.carriers)),
        *([("language", Facet(document.language, document.language))] if document.language else []),
    ]
    return tuple(dict.fromkeys(pairs))
