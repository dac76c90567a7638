"""Dateline: raw article dumps in, a curated, citable, offline news archive out. A Pelican plugin."""

from __future__ import annotations


def register() -> None:
    """Connect Dateline to Pelican's signals. Pelican calls this once, when it loads the plugin."""
    from dateline.search import signals as search
    from dateline.site import signals as site

    site.connect()
    search.connect()
