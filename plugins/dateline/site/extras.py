"""The curator's own files for the site's root: ``content/extra/`` holds what a host or a search engine asks for.

``CNAME``, ``.nojekyll``, ``.well-known/…``, ``favicon.ico``: published as they are, by every build, and named in the
manifest. What somebody puts into the site's folder by hand would be gone with the next build, so the engine refuses to
build there (``engine/foreign.py``) and sends them here.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.dumps import listing
from dateline.library import atomic, files, manifest, slugs
from dateline.messages import DatelineError, Report

FOLDER = "extra"
_FOLDERS = frozenset(
    (
        *("assets", "changes", "conflicts", "data", "days", "feeds", "page", "places", "records", "search", "sources"),
        *("theme", "topics"),
    )
)
_ROOT = re.compile(
    rf"(404|about|coverage|index|policies|review|search)\.html|robots\.txt|opensearch\.xml|sitemap(-\d+)?\.xml"
    rf"|{re.escape(manifest.MANIFEST)}"
)


@dataclass(frozen=True, slots=True)
class Extra:
    """One file: its path below the site's root and below ``content/extra``, and a digest of its bytes."""

    path: str
    digest: str


def taken(path: str) -> bool:
    """Whether an address, relative to the site's root, is one that the site may have for itself."""
    folded = slugs.fold(path)
    first, below, _ = folded.partition("/")
    return first in _FOLDERS or first.isdecimal() or (not below and _ROOT.fullmatch(first) is not None)


def read(content: Path, pages: Iterable[str], report: Report) -> tuple[Extra, ...]:
    """The files of ``content/extra``, sorted, hidden ones among them. What cannot be published is reported, left out.

    ``pages`` are the slugs of the curator's own pages. Not published is what has an address of the site's own
    (DL501), a link that leads out of the folder (DL428), a file that cannot be read (DL419), and a name that is no
    UTF-8 (DL451).
    """
    found: list[Extra] = []
    theirs = {slugs.fold(f"{slug}.html") for slug in pages}
    home = (content / FOLDER).resolve()
    for path in _walk(content / FOLDER, report):
        name = path.relative_to(content / FOLDER).as_posix()
        where = f"{FOLDER}/{name}"
        try:
            files.demand_name(where)
            if taken(name) or slugs.fold(name) in theirs:
                report.add("DL501", f"{name} is an address of the site's own.", where)
            elif not path.resolve().is_relative_to(home):
                report.add("DL428", "It is a link to a file elsewhere, and not published.", where)
            elif path.is_file():
                found.append(Extra(name, hashlib.blake2b(path.read_bytes(), digest_size=12).hexdigest()))
        except DatelineError as error:
            report.extend(error.messages)
        except OSError as error:
            report.add("DL419", f"The file cannot be read: {atomic.reason(error)}.", where)
    return tuple(sorted(found, key=lambda extra: extra.path))


def _walk(folder: Path, report: Report) -> Iterator[Path]:
    def unlisted(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError | NotADirectoryError):
            report.add("DL419", f"The folder cannot be read: {atomic.reason(error)}.", os.fspath(error.filename))

    for place, _, names in listing.walk(folder, unlisted):
        yield from (Path(place, name) for name in names if not files.litter(name))
