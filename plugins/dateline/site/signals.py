"""Which of Pelican's signals calls what, and the signal that Dateline itself sends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from blinker import signal
from pelican import signals

from dateline.messages import DatelineError
from dateline.site import edition as editions
from dateline.site.documents import search_documents
from dateline.site.generator import ArchiveGenerator, before_article, prepare
from dateline.site.reader import ArchiveReader

archive_built = signal("dateline_archive_built")
"""Sent when the site's content is settled, with ``output`` (Path), ``documents`` (a function that gives a fresh
iterator of SearchDocument, oldest first), ``catalogue`` and ``settings``."""


def connect() -> None:
    """Connect the room to Pelican's signals."""
    signals.initialized.connect(_load)
    signals.readers_init.connect(_add_reader)
    signals.generator_init.connect(prepare)
    signals.article_generator_write_article.connect(before_article)
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_built)


def _load(pelican: Any) -> None:
    try:
        pelican.settings["DATELINE_EDITION"] = editions.load(pelican.settings)
    except DatelineError as error:
        raise SystemExit(str(error)) from error


def _add_reader(readers: Any) -> None:
    readers.reader_classes["md"] = ArchiveReader


def _generators(_: Any) -> type[ArchiveGenerator]:
    return ArchiveGenerator


def _built(pelican: Any) -> None:
    known = pelican.settings["DATELINE_EDITION"]
    archive_built.send(
        pelican,
        output=Path(pelican.settings["OUTPUT_PATH"]),
        documents=lambda: search_documents(known),
        catalogue=known.catalogue,
        settings=known.settings,
    )
