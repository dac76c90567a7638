"""Dateline: raw article dumps in, a curated, citable, offline news archive out. A Pelican plugin."""

from __future__ import annotations


def register() -> None:
    """Connect Dateline to Pelican's signals. Pelican calls this once, when it loads the plugin."""
    from dateline.site import signals

    signals.connect()
