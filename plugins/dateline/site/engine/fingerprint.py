"""What stands behind every page alike: the program, the theme, the settings, the authorities, the libraries.

If this digest is another, every page is looked at again (and written only where its bytes differ).
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.site.engine import snapshot

LIBRARIES = (
    "pelican",
    "jinja2",
    "markupsafe",
    "pygments",
    "pyromark",
    "nh3",
    "pyyaml",
    "snowballstemmer",
    "feedgenerator",
)
# Settings that say where things are and how to work, not what a page shows.
PLACES = {
    "PATH",
    "OUTPUT_PATH",
    "THEME",
    "CACHE_PATH",
    "PLUGIN_PATHS",
    "DATELINE_STATE",
    "PELICAN_CLASS",
    "RELATIVE_URLS",
}
MANNERS = {
    "LOAD_CONTENT_CACHE",
    "AUTORELOAD",
    "LISTEN",
    "PORT",
    "BIND",
    "VERBOSITY",
    "DEBUG",
    "IGNORE_FILES",
    "FORMATTED_FIELDS",
}


def fingerprint(settings: Mapping[str, Any], folders: Mapping[str, Path]) -> str:
    """The digest of ``settings`` and of all files below ``folders`` (each under the name it has in the mapping).

    Files count by their names and bytes. Settings count by what they print as; functions by their names.
    """
    found = hashlib.blake2b(digest_size=16)
    _add(found, sys.version)
    for name in LIBRARIES:
        _add(found, name, _version(name))
    for name in sorted(settings):
        if name.isupper() and name not in PLACES | MANNERS:
            _add(found, name, snapshot.printed(settings[name]))
    for label, folder in sorted(folders.items()):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("."):
                _add(found, label, path.relative_to(folder).as_posix(), path.read_bytes())
    return found.hexdigest()


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _add(found: Any, *parts: str | bytes) -> None:
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
