"""Files in the site's folder that no build wrote: a build would lose them, since it exchanges the folder whole.

What Dateline wrote there stands in the manifest, which is exchanged with the rest; all else is somebody's.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from dateline.library import files, manifest
from dateline.messages import DatelineError, Message
from dateline.site import addresses, outputs

MOST = 20  # files that are named
_WHOSE = (
    "The site's manifest does not name it: somebody put it there, or a build with a theme of Pelican's own wrote it."
)
_MARK = outputs.OPENSEARCH.encode(), addresses.SEARCH_QUERY.encode()  # stand in a file that every site has


def site(folder: Path) -> bool:
    """Whether a folder holds a site that Dateline has built: its manifest names its pages, and one file tells."""
    try:
        known = manifest.parse((folder / manifest.MANIFEST).read_text("utf-8", "surrogateescape"), manifest.MANIFEST)
        told = (folder / outputs.TELLING).read_bytes()
    except (OSError, DatelineError):
        return False
    return {"index.html", "search.html", outputs.TELLING} <= known.keys() and all(mark in told for mark in _MARK)


def demand_none(folder: Path, known: Collection[str]) -> None:
    """See that a site's folder holds nothing beside what its manifest names, or what is ``known`` to be the site's.

    Raises DatelineError (DL526), OSError.
    """
    try:
        rows = manifest.parse((folder / manifest.MANIFEST).read_text("utf-8", "surrogateescape"), manifest.MANIFEST)
    except (FileNotFoundError, NotADirectoryError):
        return  # no site yet: ``build`` has seen that the folder is empty, or is not there
    ours = {*rows, *known, manifest.MANIFEST}
    found = [name for name in manifest.files(folder) if name not in ours and not files.litter(name.rsplit("/", 1)[-1])]
    if found:
        more = f" So are {len(found) - MOST} more." if len(found) > MOST else ""
        told = [Message("DL526", _WHOSE, (folder / name).as_posix()) for name in found[:MOST]]
        raise DatelineError(*told[:-1], Message("DL526", _WHOSE + more, told[-1].path))
