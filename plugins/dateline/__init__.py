"""Dateline: raw article dumps in, a curated, citable, offline news archive out. A Pelican plugin."""

from __future__ import annotations


def register() -> None:
    """Connect Dateline to Pelican's signals. Pelican calls this once, when it loads the plugin."""
    from dateline.search import signals as search
    from dateline.site import signals as site

    site.connect()
    search.connect()


def __getattr__(name: str) -> object:
    # Pelican looks PELICAN_CLASS up as an attribute of the package that stands first in its name.
    if name == "Engine":
        from dateline.site.engine.pelican_class import Engine

        return Engine
    raise AttributeError(name)
