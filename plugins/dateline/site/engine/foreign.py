"""Files in the site's folder that no build wrote: a build would lose them, since it exchanges the folder whole.

What a build wrote there stands in the manifest, which is exchanged with the rest; all else is somebody's. A site of
Dateline's tells that it is one; of one that Pelican has built (``whole``) the digest of the manifest is kept beside it.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from dateline.library import files, manifest
from dateline.messages import DatelineError, Message
from dateline.site import addresses, outputs
from dateline.site.engine.config import Config

MOST = 20  # files that are named
PELICANS = "pelicans"  # beside the second tree: digests of the manifests of sites that Pelican has built
_WHOSE = "The site's manifest does not name it: somebody put it there, or another program wrote it."
_MARK = outputs.OPENSEARCH.encode(), addresses.SEARCH_QUERY.encode()  # stand in a file that every site has


def demand_own(config: Config) -> None:
    """See that the site's folder is the site's alone: what stands in it is exchanged, whole, and then deleted.

    Raises DatelineError (DL525).
    """
    output = config.output.resolve()
    for what, folder in (("the library", config.settings.content), ("the theme", config.theme)):
        held = folder.resolve()
        if held.is_relative_to(output) or output.is_relative_to(held):
            raise DatelineError(Message("DL525", f"It holds {what}, or lies in it.", str(config.output)))
    if (output / ".git").exists():
        raise DatelineError(Message("DL525", "It is a working copy of git's.", str(config.output)))
    if output.is_dir() and not site(output) and not pelicans(config.output):
        other = next((path for path in output.iterdir() if not files.litter(path.name)), None)
        if other is not None:
            text = f"It holds {other.name!r}, and no site that Dateline has built."
            raise DatelineError(Message("DL525", text, str(config.output)))


def pelicans(output: Path) -> bool:
    """Whether ``output`` holds a site that Pelican has built for Dateline: its manifest is as that build left it."""
    try:
        return manifest.digest(output / manifest.MANIFEST) in known_pelicans(output)
    except OSError:
        return False


def known_pelicans(output: Path) -> list[str]:
    """The digests of manifests that are kept beside ``output``."""
    try:
        return (output.parent / f".{output.name}.dateline" / PELICANS).read_text("ascii").split()
    except (OSError, UnicodeDecodeError):
        return []


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
