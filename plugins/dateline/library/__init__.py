"""The library: the Markdown files that a curator edits and the records of what the program did.

The doors: ``parse`` and ``render`` (front matter), ``read`` (a file), ``ingest`` and ``check`` (a whole library),
``shown`` (what of an article may leave it), ``read_record`` (its provenance).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.library.files import read
from dateline.library.frontmatter import parse, render
from dateline.library.shown import Shown, shown
from dateline.library.stored import StoredLine, StoredRecord
from dateline.library.stored import read as read_record
from dateline.library.stored import read_head as read_record_head
from dateline.messages import Report
from dateline.settings import Settings

if TYPE_CHECKING:
    from dateline.library.intake import Progress, Summary

__all__ = [
    "Shown",
    "StoredLine",
    "StoredRecord",
    "check",
    "ingest",
    "parse",
    "read",
    "read_record",
    "read_record_head",
    "render",
    "shown",
]


# The two doors below import when they are used: they need the rooms before this one with all their data, which
# whoever only reads front matter (the site, above all) has no use for.


def ingest(
    settings: Settings,
    paths: Iterable[Path | str],
    report: Report,
    *,
    again: bool = False,
    restore: bool = False,
    progress: Progress | None = None,
    scheduler: str = "",
) -> Summary:
    """New and changed dumps into the library; see ``dateline.library.intake.ingest``."""
    from dateline.library import intake

    return intake.ingest(settings, paths, report, again=again, restore=restore, progress=progress, scheduler=scheduler)


def check(settings: Settings, report: Report) -> None:
    """All problems of a library at once; see ``dateline.library.checks.check``."""
    from dateline.library import checks

    checks.check(settings, report)
