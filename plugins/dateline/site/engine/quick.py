"""Nothing to do? Answered from sizes and times alone, before anything heavy is imported.

This module imports nothing beside the standard library, ``config`` and ``snapshot``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.site.engine import snapshot
from dateline.site.engine.config import Config
from dateline.site.engine.snapshot import Look

PACKAGE = Path(__file__).parents[2]
LIBRARY = ("articles", "records", "pages")
TICK = 2_000_000_000  # as in reading: what changed so shortly before may change again and look the same
FILE = "quick"


@dataclass(frozen=True, slots=True)
class Looks:
    """How all inputs of a build look from outside."""

    library: dict[str, Look]  # by path relative to the content folder
    stamp: str  # of everything
    behind: str  # of what stands behind all pages alike (``fingerprint``), "" while it may still be changing
    settled: bool  # nothing changed so shortly before that it may change again and look the same
    at: int  # when the look was taken, in nanoseconds


def look(config: Config) -> Looks:
    """Look at everything that a page can depend on."""
    now = time.time_ns()
    content = config.settings.content
    library: dict[str, Look] = {}
    for name in LIBRARY:
        library.update(snapshot.files(content / name, prefix=f"{name}/"))
    tables = {
        "authority": snapshot.files(config.settings.authority),
        "theme": snapshot.files(config.theme),
        "program": snapshot.files(PACKAGE),
        "extra": snapshot.files(content / "extra", hidden=True),
    }
    for number, folder in enumerate(config.values.get("THEME_TEMPLATES_OVERRIDES", [])):
        tables[f"override {number}"] = snapshot.files(Path(folder))
    if config.settings.logo:
        logo = content / config.settings.logo
        tables["logo"] = {"logo": snapshot.look(logo)} if logo.is_file() else {}
    settings = {name: snapshot.printed(value) for name, value in config.values.items() if name.isupper()}
    # Installing a library of Python's adds a folder beside the others, or removes one.
    installed = snapshot.folders(Path(), (place for place in sys.path if place.endswith("-packages")))
    behind = snapshot.stamp([sys.version], settings, installed, *(tables[name] for name in sorted(tables)))
    settled = max((seen[1] for table in tables.values() for seen in table.values()), default=0) < now - TICK
    youngest = max((seen[1] for seen in library.values()), default=0)
    return Looks(
        library,
        snapshot.stamp([behind], library),
        behind if settled else "",
        settled and youngest < now - TICK,
        now,
    )


def changed(config: Config) -> Looks | None:
    """None where the published site is what a build would make, else what a build starts from. Takes no lock."""
    found = look(config)
    return None if same(found, config.output.parent / f".{config.output.name}.dateline", config.output) else found


def outdated(looks: Looks, folder: Path) -> bool:
    """Whether another build may have looked since ``looks`` were taken."""
    try:
        return (folder / "memory").stat().st_mtime_ns >= looks.at - TICK
    except OSError:
        return False


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


def remember(folder: Path, looks: Looks, folders: Mapping[str, int]) -> None:
    """Note that the published site, whose folders have the times ``folders``, was made of inputs that look so.

    Not where one of them may still be changing.
    """
    if not looks.settled:
        forget(folder)
        return
    (folder / FILE).write_text(json.dumps({"stamp": looks.stamp, "folders": folders}), "utf-8")


def forget(folder: Path) -> None:
    """Have the next build look at everything."""
    (folder / FILE).unlink(missing_ok=True)
