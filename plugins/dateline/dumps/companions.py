"""What stands beside dumps and is none: the folder of a page that was saved complete, and what a system writes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".xht")


@cache
def _table(name: str) -> tuple[str, ...]:
    text = (resources.files("dateline") / "data" / "dumps" / "companions.json").read_text("utf-8")
    return tuple(json.loads(text)[name])


def of_pages(folders: Iterable[str], files: Iterable[str]) -> list[str]:
    """Those of ``folders`` that hold the pictures, styles and scripts of a page among ``files`` beside them."""
    pages = {file[: -len(ending)] for file in files for ending in _PAGES if file.lower().endswith(ending)}
    if not pages:
        return []
    return [name for name in folders if any(name.endswith(s) and name[: -len(s)] in pages for s in _table("suffixes"))]


def without_system(files: Iterable[str]) -> Sequence[str]:
    """``files`` without those that a system, or a program that has a file open, puts into a folder by itself."""
    return [name for name in files if name.lower() not in _table("system") and not name.startswith(_table("owners"))]
