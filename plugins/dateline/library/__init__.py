"""The library: the Markdown files that a curator edits and the records of what the program did.

The doors: ``parse`` and ``render`` (front matter), ``read`` (a file), ``ingest`` and ``check`` (a whole library),
``shown`` (what of an article may leave it), ``read_record`` (its provenance).
"""

from dateline.library.files import read
from dateline.library.frontmatter import parse, render
from dateline.library.shown import Shown, shown
from dateline.library.stored import StoredLine, StoredRecord
from dateline.library.stored import read as read_record
from dateline.library.stored import read_head as read_record_head

__all__ = [
    "Shown",
    "StoredLine",
    "StoredRecord",
    "parse",
    "read",
    "read_record",
    "read_record_head",
    "render",
    "shown",
]
