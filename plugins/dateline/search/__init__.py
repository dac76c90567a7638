"""Search: records to index shards, and what the browser needs to read them (docs/search-index.md)."""

from dateline.search.build import Summary, build

__all__ = ["Summary", "build"]
