"""The engine behind Pelican's ``PELICAN_CLASS`` setting: the same settings, templates and pages, built incrementally.

A theme that is not made for Dateline, and plugins that want every article in memory, get Pelican's own build.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pelican
from blinker import NamedSignal
from pelican import signals

from dateline.messages import DatelineError, Report
from dateline.site import edition
from dateline.site import signals as own
from dateline.site.announce import announce
from dateline.site.engine import config
from dateline.site.engine.build import build

logger = logging.getLogger(__name__)


class Engine(pelican.Pelican):  # type: ignore[misc]
    """Pelican, building only what changed."""

    loads_itself = True

    def run(self) -> None:
        """Build the site. Ends the process with status 1 where no site can be made."""
        made = config.make(
            self.settings,
            theme=Path(os.fspath(self.theme)),
            content=Path(os.fspath(self.path)),
            output=Path(os.fspath(self.output_path)),
        )
        if not made.fits or _strangers():
            own.load(self)
            super().run()
            return
        report = Report()
        try:
            done = build(made, report, announce)
        except DatelineError as error:
            raise SystemExit(str(error)) from error
        edition.log(report)
        signals.finalized.send(self)
        print(f"Done: {done.line}." if done else "Done: nothing changed.")


def _strangers() -> list[str]:
    """Other plugins' receivers of Pelican's signals: they want Pelican's own objects."""
    found: list[str] = []
    for value in vars(signals).values():
        if isinstance(value, NamedSignal) and value is not signals.initialized:
            found += (str(where) for receiver in value.receivers_for(None) if not _known(where := _module(receiver)))
    return found


def _module(receiver: Any) -> str:
    return str(getattr(receiver, "__module__", type(receiver).__module__))


def _known(module: str) -> bool:
    """Whether a receiver is Dateline's, or of Pelican's own core (its plugins live in a name space of their own)."""
    return module.split(".")[0] == "dateline" or (
        module.split(".")[0] == "pelican" and not module.startswith("pelican.plugins.")
    )
