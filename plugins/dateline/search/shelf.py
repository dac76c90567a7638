"""The older articles of terms, read from the shards that the last build wrote: they need no second home."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dateline.search import script, shards
from dateline.search.cache import Terms
from dateline.search.codec import END
from dateline.search.rows import NOTHING, Part
from dateline.search.store import Store


class UnlikeError(Exception):
    """The index in the folder is not the one that the cache remembers."""


class Shelf:
    """The shards of terms and hits as they were; to be read before any is written over."""

    def __init__(self, store: Store, terms: Terms, names: Sequence[str]) -> None:
        self._store = store
        self._terms = terms
        self._names = names
        self._edges = [shards.order(bound) for bound in terms.bounds]
        self._read: dict[int, dict[str, Part]] = {}

    def part(self, term: str) -> Part:
        """The older articles of a term; its ``last`` is not told. Raises UnlikeError."""
        number = bisect_right(self._edges, shards.order(term)) - 1
        if number < 0:
            return NOTHING
        if number not in self._read:
            self._read[number] = self._shard(number)
        return self._read[number].get(term, NOTHING)

    def _shard(self, number: int) -> dict[str, Part]:
        starts, bound = self._terms.starts, self._terms.bounds[number]
        end = starts[number + 1] if number + 1 < len(starts) else len(self._names)
        names = self._names[starts[number] : end]
        try:
            _, codes, levels, *_ = script.values(self._store.kept(script.file_name("t", bound)))
            hits = script.values(self._store.kept(script.file_name("p", bound)))
            columns = zip(names, str(codes).split(END), str(levels).split(END), map(str, hits), strict=True)
            return {term: Part(code, level, hit) for term, code, level, hit in columns if level}
        except (OSError, ValueError) as error:
            raise UnlikeError(bound) from error
