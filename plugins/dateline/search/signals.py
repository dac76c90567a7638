"""What the search room listens to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from blinker import signal

from dateline.model import Place, Searchable
from dateline.search.build import build
from dateline.settings import Settings

logger = logging.getLogger(__name__)
CACHE = "search.sqlite"  # in the folder .dateline beside the library

archive_built = signal("dateline_archive_built")


def connect() -> None:
    """Write the index whenever the site's content is settled."""
    archive_built.connect(_write)


def _write(
    _: Any,
    *,
    output: Path,
    documents: Callable[[], Iterator[Searchable]],
    places: Mapping[str, Place],
    settings: Settings,
    theme: Path,
) -> None:
    cache = settings.content.resolve().parent / ".dateline" / CACHE
    scripts = theme / "static" / "js" / "search"
    client = scripts if scripts.is_dir() else None  # another theme may bring its own client
    done = build(documents(), places, output, cache, client, settings.workers)
    logger.info(
        "Search: %d articles, %d terms, %d of %d files written", done.articles, done.terms, done.written, done.files
    )
