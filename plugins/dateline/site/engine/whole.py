"""A site that Pelican itself builds, with another theme, other plugins or files of its own: beside, and then exchanged.

Pelican writes into the folder that it is told, page by page, and deletes nothing. Told the second tree (``staging``), a
run that ends with an error leaves the published site as it was, and what was withdrawn or renamed is gone from it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dateline.library import atomic, manifest
from dateline.messages import DatelineError, Message
from dateline.site.engine import foreign, quick
from dateline.site.engine.config import Config
from dateline.site.engine.staging import Stage

OF_ENGINE = ("memory", "changed", "ready", quick.FILE)  # what an incremental build remembers of the published site


def build(config: Config, write: Callable[[], None]) -> None:
    """Have ``write`` fill the folder ``tree(config)``, which is empty, and exchange it with the published site.

    Raises DatelineError: DL525 and DL526 where the site's folder holds what is not the site's, DL521 where it cannot be
    written; and whatever ``write`` raises. The published site then stays as it is.
    """
    foreign.demand_own(config)
    stage = Stage(config.output)
    try:
        with atomic.lock(stage.folder):
            stage.recover()
            if config.output.is_dir():
                foreign.demand_none(config.output, ())
            stage.fresh()
            try:
                write()
                made = manifest.files(stage.tree)
                manifest.refresh(stage.tree, made, whole=True)
                _publish(stage)
            finally:
                stage.fresh()
    except OSError as error:
        text = f"The site cannot be written: {atomic.reason(error)}. The published site is as it was."
        raise DatelineError(Message("DL521", text, str(error.filename or config.output))) from error


def tree(config: Config) -> Path:
    """The folder that Pelican is told to write to."""
    return Stage(config.output).tree


def _publish(stage: Stage) -> None:
    """Exchange the trees. Whatever instant a run is killed at, the site that is there is known as one of Pelican's."""
    before = foreign.known_pelicans(stage.output)
    after = manifest.digest(stage.tree / manifest.MANIFEST)
    for name in OF_ENGINE:
        (stage.folder / name).unlink(missing_ok=True)
    atomic.overwrite(stage.folder / foreign.PELICANS, "\n".join([*before[-1:], after]).encode("ascii"))
    atomic.sync_folder(stage.folder)
    stage.swap()
