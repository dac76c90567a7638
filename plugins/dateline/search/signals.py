"""What the search room listens to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from blinker import signal

from dateline.catalogue import Catalogue
from dateline.model import SearchDocument
from dateline.search.build import build
from dateline.settings import Settings

logger = logging.getLogger(__name__)
CACHE = Path(".dateline") / "search.sqlite"  # beside the library's folder

archive_built = signal("dateline_archive_built")


def connect() -> None:
    """Write the index whenever the site's content is settled."""
    archive_built.connect(_write)


def _write(
    sender: Any,  # noqa: ARG001 the signal's own argument
    *,
    output: Path,
    documents: Callable[[], Iterator[SearchDocument]],
    catalogue: Catalogue,
    settings: Settings,
    **_: Any,
) -> None:
    done = build(documents(), catalogue.places, output)
    logger.info("Search: %d articles, %d terms, %d of %d files written", done.articles, done.terms, done.written, done.files)
