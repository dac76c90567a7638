"""The engine behind Pelican's ``PELICAN_CLASS`` setting: the same settings, templates and pages, built incrementally.

A theme that is not made for Dateline, plugins that want every article in memory, and settings and templates that ask
for what only Pelican makes (``asked``) get Pelican's own build, beside the published site as every other (``whole``).
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pelican
from blinker import NamedSignal
from pelican import signals

from dateline.messages import Report
from dateline.site import asked, edition, plainly
from dateline.site import signals as own
from dateline.site.announce import announce
from dateline.site.engine import config, whole
from dateline.site.engine.build import build

logger = logging.getLogger(__name__)


class Engine(pelican.Pelican):  # type: ignore[misc]
    """Pelican, building only what changed."""

    loads_itself = True

    def __init__(self, settings: dict[str, Any]) -> None:
        """Raises DatelineError (DL001)."""
        plainly.speak_plainly(settings_file(settings))
        self._published = str(settings["OUTPUT_PATH"])
        super().__init__(settings)
        self._write_to(self._published)  # (``pelican --listen`` shows what is published)

    def init_plugins(self) -> None:
        """Load the plugins, and see whether Pelican itself has to build. Raises DatelineError (DL001)."""
        super().init_plugins()
        self._config = config.make(
            self.settings,
            theme=Path(os.fspath(self.theme)),
            content=Path(os.fspath(self.path)),
            output=Path(self._published),
        )
        if self._why_pelican():  # a plugin that is now told of the settings may keep the folder that it writes to
            self._write_to(os.fspath(whole.tree(self._config)))

    def run(self) -> None:
        """Build the site. Raises DatelineError where none can be made, SystemExit (1) where something is wrong."""
        report = Report()
        if self._config.fits:
            asked.tell_idle(self.settings, report, settings_file(self.settings))
        why = self._why_pelican()
        if why:
            print(f"Pelican builds the whole site: {why}.")
            try:
                self._write_to(os.fspath(whole.tree(self._config)))
                whole.build(self._config, self._by_pelican)
            finally:
                self._write_to(self._published)
            done = None
        else:
            done = build(self._config, report, announce)
            signals.finalized.send(self)
        edition.log(report)
        if not why:
            print(f"Done: {done.line}." if done else "Done: nothing changed.")
        if report.exit_status:
            raise SystemExit(report.exit_status)

    def _by_pelican(self) -> None:
        own.load(self)
        super().run()

    def _write_to(self, folder: str) -> None:
        self.output_path = self.settings["OUTPUT_PATH"] = folder

    def _why_pelican(self) -> str:
        """Why Pelican itself has to build; "" where the engine can."""
        if not self._config.fits:
            return "the theme is not made for Dateline"
        # (a plugin may hear of the end of a build by ways of its own, and write into the site then)
        others = [name for name in self.settings["PLUGINS"] if str(name).split(".")[0] != "dateline"]
        if strangers := others or _strangers():
            return f"the plugin {strangers[0]} wants to see it"
        if self._config.files:
            return f"{self._config.files[0]} asks for files of its own"
        if wanted := self._config.templates_ask():
            return f"a template asks for {wanted}"
        return ""


def settings_file(settings: dict[str, Any]) -> str:
    """The name under which a curator knows the settings."""
    return str(settings.get("DATELINE_CONFIG", "pelican.conf.py"))


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
