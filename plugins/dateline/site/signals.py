"""Which of Pelican's signals calls what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from dateline.site import asked
from dateline.site import edition as editions
from dateline.site.announce import announce
from dateline.site.generator import ArchiveGenerator, before_article, prepare
from dateline.site.reader import ArchiveReader

LISTS = (
    "DIRECT_TEMPLATES",
    "TAG_SAVE_AS",
    "CATEGORY_SAVE_AS",
    "AUTHOR_SAVE_AS",
)  # Pelican's settings for its own lists
WHOLE = {"ARTICLE_PATHS": ["articles"], "ARTICLE_EXCLUDES": [], "TYPOGRIFY": False}  # every article, as it was printed


def connect() -> None:
    """Connect the room to Pelican's signals."""
    signals.initialized.connect(_initialized)
    signals.readers_init.connect(_add_reader)
    signals.generator_init.connect(prepare)
    signals.article_generator_write_article.connect(before_article)
    signals.get_generators.connect(_generators)
    signals.finalized.connect(_built)


def _initialized(pelican: Any) -> None:
    if not getattr(pelican, "loads_itself", False):  # the engine does, and reads only what changed
        adapt(pelican.settings)


def load(pelican: Any) -> None:
    """Read the library for the generators of a whole build by Pelican itself. Raises DatelineError."""
    adapt(pelican.settings)
    pelican.settings["DATELINE_EDITION"] = editions.load(pelican.settings)


def adapt(settings: dict[str, Any]) -> None:
    """Have Pelican's ``settings`` name the library's articles, and no files that the theme has no use for."""
    if settings.get("ARTICLE_PATHS") == [""]:  # Pelican's default: it would take saved pages for articles
        settings["ARTICLE_PATHS"] = ["articles"]
    if settings.get("FILENAME_METADATA") == DEFAULT_CONFIG["FILENAME_METADATA"]:
        settings["FILENAME_METADATA"] = ""  # a headline of figures makes a name that begins like a date
    if asked.made_for_dateline(Path(settings["THEME"])):
        settings.update(WHOLE)
        settings.update({name: () for name in asked.unasked(settings, Path(settings["PATH"])) if settings.get(name)})
    else:
        _leave_lists(settings)


def _leave_lists(settings: dict[str, Any]) -> None:
    """Have Pelican write its own front page and lists for a theme that has none of Dateline's pages.

    Not where the curator set any of them: ``pelican.conf.py`` as it comes switches all of them off.
    """
    if not any(settings.get(name) for name in LISTS):
        settings.update({name: DEFAULT_CONFIG[name] for name in LISTS})


def _add_reader(readers: Any) -> None:
    readers.reader_classes["md"] = ArchiveReader


def _generators(pelican: Any) -> type[ArchiveGenerator]:
    if not getattr(pelican, "loads_itself", False):  # at every build: ``pelican --autoreload`` builds again and again
        load(pelican)
    return ArchiveGenerator


def _built(pelican: Any) -> None:
    edition = pelican.settings.get("DATELINE_EDITION")
    if edition is not None:  # the engine has announced its own
        announce(edition, Path(pelican.settings["OUTPUT_PATH"]))
