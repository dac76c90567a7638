"""Nothing to do? Answered from sizes and times alone, before anything heavy is imported.

This module imports nothing beside the standard library, ``config`` and ``snapshot``.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.site.engine import snapshot
from dateline.site.engine.config import Config
from dateline.site.engine.snapshot import Look

if TYPE_CHECKING:
    from dateline.site.engine.memory import Memory

PACKAGE = Path(__file__).parents[2]
LIBRARY = ("articles", "records", "pages")
TICK = 2_000_000_000  # as in reading: what changed so shortly before may change again and look the same
FILE = "quick"


@dataclass(frozen=True, slots=True)
class Looks:
    """How all inputs of a build look from outside."""

    library: dict[str, Look]  # by path relative to the content folder
    stamp: str
    youngest: int  # time of the last change, in nanoseconds
    at: int  # when the look was taken


def look(config: Config) -> Looks:
    """Look at everything that a page can depend on."""
    now = time.time_ns()
    content = config.settings.content
    library: dict[str, Look] = {}
    for name in LIBRARY:
        library.update(snapshot.files(content / name, prefix=f"{name}/"))
    tables = {
        "library": library,
        "authority": snapshot.files(config.settings.authority),
        "theme": snapshot.files(config.theme),
        "program": snapshot.files(PACKAGE),
    }
    for number, folder in enumerate(config.values.get("THEME_TEMPLATES_OVERRIDES", [])):
        tables[f"override {number}"] = snapshot.files(Path(folder))
    if config.settings.logo:
        logo = content / config.settings.logo
        tables["logo"] = {"logo": snapshot.look(logo)} if logo.is_file() else {}
    youngest = max((seen[1] for table in tables.values() for seen in table.values()), default=0)
    printed = repr(sorted((k, repr(v)) for k, v in config.values.items() if k.isupper() and not callable(v)))
    return Looks(library, snapshot.stamp(printed, *(tables[name] for name in sorted(tables))), youngest, now)


def unchanged(config: Config) -> bool:
    """Whether the published site is what a build would make. Looks only; takes no lock."""
    return same(look(config), config.output.parent / f".{config.output.name}.dateline", config.output)


def same(looks: Looks, folder: Path, output: Path) -> bool:
    """Whether the inputs look as they did when the published site was made, and it is as it was left."""
    try:
        known = json.loads((folder / FILE).read_bytes())
        folders, stamp = known["folders"], known["stamp"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if stamp != looks.stamp or not isinstance(folders, dict) or (folder / "swapping").exists():
        return False
    return snapshot.folders(output, folders) == folders


def remember(folder: Path, output: Path, looks: Looks, memory: Memory) -> None:
    """Note that the published site was made of inputs that look like ``looks``; not where one may still be changing."""
    if looks.youngest >= looks.at - TICK:
        forget(folder)
        return
    names = {str(Path(name).parent) for name in (*memory.pages, *memory.others)} | {"."}
    known = {"stamp": looks.stamp, "folders": snapshot.folders(output, sorted(names))}
    (folder / FILE).write_text(json.dumps(known), "utf-8")


def forget(folder: Path) -> None:
    """Have the next build look at everything."""
    (folder / FILE).unlink(missing_ok=True)
