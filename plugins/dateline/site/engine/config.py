"""The settings of a build, with or without Pelican: where things are, and what pages may depend on."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline import settings as settings_module
from dateline.messages import DatelineError, Message
from dateline.settings import Settings
from dateline.site import asked

# Pelican's defaults for what the engine reads (https://docs.getpelican.com/en/stable/settings.html).
DEFAULTS: Mapping[str, Any] = {
    "PATH": "content",
    "OUTPUT_PATH": "output",
    "THEME": "theme",
    "THEME_STATIC_DIR": "theme",
    "THEME_STATIC_PATHS": ["static"],
    "SITENAME": "A Pelican Blog",
    "SITEURL": "",
    "PLUGINS": [],
}


PREVIEW = "preview"  # the folder of a preview


@dataclass(frozen=True, slots=True)
class Config:
    """What one build is told. Paths are absolute."""

    values: Mapping[str, Any]  # Pelican's settings
    settings: Settings  # Dateline's
    theme: Path
    output: Path

    @property
    def statics(self) -> list[tuple[str, Path]]:
        """The theme's folders of static files: where each goes below the site, and where it is."""
        target = self.values.get("THEME_STATIC_DIR", DEFAULTS["THEME_STATIC_DIR"])
        names = self.values.get("THEME_STATIC_PATHS", DEFAULTS["THEME_STATIC_PATHS"])
        return [(target, self.theme / name) for name in names]

    @property
    def places(self) -> tuple[Path, ...]:
        """The folders that what is published comes from beside the library, and where it goes: that comes first."""
        overrides = (Path(folder) for folder in self.values.get("THEME_TEMPLATES_OVERRIDES", []))
        return (self.output, self.theme, *overrides, self.settings.content)

    @property
    def alone(self) -> bool:
        """Whether Dateline is the only plugin, the theme is made for it, and no setting has Pelican write files."""
        plugins = self.values.get("PLUGINS")
        return isinstance(plugins, list | tuple) and list(plugins) == ["dateline"] and self.fits and not self.files

    @property
    def files(self) -> list[str]:
        """The settings that have Pelican write files of its own."""
        return list(asked.files(self.values, self.settings.content))

    def templates_ask(self) -> str:
        """What a template asks for that only Pelican gives, with the template's place; "" where none does."""
        overrides = [Path(folder) for folder in self.values.get("THEME_TEMPLATES_OVERRIDES", [])]
        found = asked.of_templates([*overrides, self.theme / "templates"], self.values.get("JINJA_GLOBALS", {}))
        return f"{found[1]} in {found[0]}" if found else ""

    @property
    def fits(self) -> bool:
        """Whether the theme is made for Dateline."""
        return asked.made_for_dateline(self.theme)


def read(path: Path, content: Path | None = None, output: Path | None = None, *, preview: bool = False) -> Config:
    """The configuration in the file at ``path`` (executed, as Pelican does).

    A ``preview`` stands beside the site, in a folder of its own, unless ``output`` says where. Raises DatelineError:
    DL001 where a setting cannot be used, DL005 where there is no library, DL006 where there is no such file.
    """
    values = {**DEFAULTS, **{name: value for name, value in settings_module.execute(path).items() if name.isupper()}}
    settings_module.demand(values, settings_module.TEXTS, str(path), settings_module.LISTS)
    base = path.resolve().parent
    if preview and isinstance(values.get("DATELINE", {}), dict):
        values["DATELINE"] = {**values.get("DATELINE", {}), "preview": True}
        values["OUTPUT_PATH"] = PREVIEW
    folder = content.resolve() if content else base / values["PATH"]
    settings_module.need_library(folder)
    return make(
        values,
        theme=_theme(str(values["THEME"]), base, str(path)),
        content=folder,
        output=output.resolve() if output else base / values["OUTPUT_PATH"],
        where=str(path),
    )


def _theme(name: str, base: Path, where: str) -> Path:
    """The folder of the theme that the settings name: as Pelican looks for it, also among those that it ships.

    Raises DatelineError (DL001) where it is nowhere.
    """
    pelican = importlib.util.find_spec("pelican")
    shipped = [Path(pelican.origin).parent / "themes" / name] if pelican and pelican.origin else []
    for folder in (base / name, *shipped):
        if folder.is_dir():
            return folder
    raise DatelineError(Message("DL001", f"THEME = {name!r}: there is no such folder.", where, field="THEME"))


def make(values: Mapping[str, Any], theme: Path, content: Path, output: Path, where: str = "pelican.conf.py") -> Config:
    """The configuration of Pelican's settings ``values``. Raises DatelineError (DL001)."""
    found = settings_module.from_mapping(values.get("DATELINE", {}), content, where)
    return Config(values, found, theme.resolve(), output)
