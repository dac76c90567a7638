"""An edition: what one build of the site knows, loaded once and shared by the reader, the pages and the files."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline import settings
from dateline.messages import Report, Severity
from dateline.settings import Settings
from dateline.site import extras, loading
from dateline.site.archive import Archive, Entry
from dateline.site.identity import Site, identity
from dateline.site.language import Language
from dateline.site.maps import Atlas

if TYPE_CHECKING:
    from dateline.catalogue import Catalogue

logger = logging.getLogger(__name__)
LEVELS = {
    Severity.NOTICE: logging.INFO,
    Severity.DOUBT: logging.WARNING,
    Severity.ERROR: logging.ERROR,
    Severity.FATAL: logging.CRITICAL,
}


@dataclass(frozen=True)
class Edition:
    """One build of one library."""

    settings: Settings
    catalogue: Catalogue
    archive: Archive
    documents: tuple[loading.Document, ...]
    extras: tuple[extras.Extra, ...]
    site: Site
    language: Language
    by_source: Mapping[str, Entry]  # path of the Markdown file to its entry
    by_url: Mapping[str, Entry]
    atlas: Atlas
    theme: Path
    feed_entries: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)  # see ``feeds``


def load(pelican: Mapping[str, Any]) -> Edition:
    """Read the library that Pelican's settings name. Raises DatelineError where nothing can be built.

    What is wrong with single files is logged: an error with Pelican's option ``--fatal errors`` ends the run.
    """
    report = Report()
    found = read(pelican, report)
    log(report)
    return found


def read(pelican: Mapping[str, Any], report: Report) -> Edition:
    """The same; what is wrong with single files is noted in ``report``."""
    from dateline import catalogue  # takes longer to import than a small change takes to build

    found = settings.from_mapping(pelican.get("DATELINE", {}), Path(pelican["PATH"]))
    authorities = catalogue.load(found.authority if found.authority.is_dir() else None)
    archive = loading.load(found, authorities, report)
    documents = loading.documents(found, report)
    others = extras.read(found.content, (document.slug for document in documents), report)
    return assemble(pelican, found, authorities, archive, documents, others)


def log(report: Report) -> None:
    """Say what is wrong with single files where Pelican's own messages go."""
    for message in report.messages:
        logger.log(LEVELS[message.severity], "%s", message)


def assemble(
    pelican: Mapping[str, Any],
    found: Settings,
    authorities: Catalogue,
    archive: Archive,
    documents: tuple[loading.Document, ...],
    others: tuple[extras.Extra, ...],
) -> Edition:
    """The edition of an archive that is read already."""
    shown = (*archive.entries, *archive.hidden, *archive.withdrawn)
    return Edition(
        settings=found,
        catalogue=authorities,
        archive=archive,
        documents=documents,
        extras=others,
        site=identity(pelican, found),
        language=Language(found.language),
        by_source={entry.source_path: entry for entry in shown},
        by_url={entry.url: entry for entry in shown},
        atlas=Atlas(),
        theme=Path(pelican.get("THEME", "theme")),
    )
