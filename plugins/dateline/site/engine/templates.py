"""The theme's template environment, as Pelican makes it for its generators, but without Pelican."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, PrefixLoader
from jinja2.exceptions import TemplateError, TemplateSyntaxError

from dateline.messages import DatelineError, Message


def environment(settings: Mapping[str, Any], theme: Path, cache: Path | None = None) -> Environment:
    """Overrides first, then the theme; ``!theme/NAME`` names the theme's own template from an override of it.

    ``cache`` is a folder for compiled templates. Settings are Pelican's: THEME_TEMPLATES_OVERRIDES, JINJA_ENVIRONMENT,
    JINJA_FILTERS, JINJA_GLOBALS, JINJA_TESTS.
    """
    own = FileSystemLoader(str(theme / "templates"))
    overrides = [str(folder) for folder in settings.get("THEME_TEMPLATES_OVERRIDES", [])]
    loaders: list[BaseLoader] = [FileSystemLoader(overrides)] if overrides else []
    options = dict(settings.get("JINJA_ENVIRONMENT", {}))
    if cache is not None:
        cache.mkdir(parents=True, exist_ok=True)
        options["bytecode_cache"] = FileSystemBytecodeCache(str(cache))
    made = Environment(
        loader=ChoiceLoader([*loaders, own, PrefixLoader({"!theme": own})]), auto_reload=False, **options
    )
    made.filters.update(settings.get("JINJA_FILTERS", {}))
    made.globals.update(settings.get("JINJA_GLOBALS", {}))
    made.tests.update(settings.get("JINJA_TESTS", {}))
    return made


def problem(error: Exception, page: str, theme: Path) -> DatelineError:
    """What went wrong in a template, with the template's file and line."""
    where, line = "", 0
    if isinstance(error, TemplateSyntaxError):
        where, line = error.filename or error.name or "", error.lineno
    else:
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.endswith((".html", ".xml")):
                where, line = frame.filename, frame.lineno or 0
    if not where and not isinstance(error, TemplateError):
        raise error
    path = Path(where)
    name = path.relative_to(theme.parent).as_posix() if path.is_relative_to(theme.parent) else where
    return DatelineError(Message("DL520", f"{page} cannot be made: {type(error).__name__}: {error}.", name, line))
