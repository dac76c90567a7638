"""The signal that Dateline itself sends: the site's content is settled, and later rooms may add their files."""

from __future__ import annotations

from pathlib import Path

from blinker import signal

from dateline.site.documents import search_documents
from dateline.site.edition import Edition

archive_built = signal("dateline_archive_built")
"""Sent with ``output`` (Path), ``documents`` (a function that gives a fresh iterator of ``model.Searchable``, oldest
first), ``places`` (the rows of the places that articles have, by key), ``settings`` and ``theme`` (Path)."""


def announce(edition: Edition, output: Path) -> None:
    """Tell later rooms that the pages of ``edition`` stand in ``output``."""
    archive_built.send(
        edition,
        output=output,
        documents=lambda: search_documents(edition),
        places=edition.archive.places,
        settings=edition.settings,
        theme=edition.theme,
    )
