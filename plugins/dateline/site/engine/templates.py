"""The theme's template environment, as Pelican makes it for its generators, but without Pelican."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, PrefixLoader
from jinja2.exceptions import TemplateError

from dateline.messages import DatelineError, Message
from dateline.site import templating
from dateline.site.engine import snapshot
from dateline.site.engine.compiling import QuickEnvironment
from dateline.site.identity import Site
from dateline.site.plainly import in_template

VERSION = 4  # of what ``compiling`` makes of a template


class Templates:
    """The theme's templates, rendered the quick way (``compiling``) where that can be, else as Jinja renders them."""

    def __init__(self, settings: Mapping[str, Any], theme: Path, site: Site, cache: Path | None = None) -> None:
        """``cache`` is a folder for compiled templates."""
        self._settings, self._theme, self._site, self._cache = settings, theme, site, cache
        self._plain: Environment | None = None
        options = settings.get("JINJA_ENVIRONMENT", {})
        quick = not options.get("finalize")
        self._quick = self._environment(partial(QuickEnvironment, site), "quick") if quick else None
        self.slow: set[str] = set()  # templates that could not be rendered the quick way

    def prepare(self) -> None:
        """Compile every template of the theme, before several processes would each do so."""
        if self._quick is None:
            return
        for name in self._quick.list_templates(extensions=["html"]):
            with contextlib.suppress(Exception):  # it is told where a page needs it
                self._quick.get_template(name)

    def render(self, template: str, context: Mapping[str, object]) -> str:
        """``template`` with ``context``. Raises whatever the template raises under Jinja."""
        if self._quick is not None and template not in self.slow:
            try:
                return self._quick.get_template(template).render(context)
            except Exception:  # it may be the template's own error: then it is raised again below
                self.slow.add(template)
        if self._plain is None:
            self._plain = self._environment(Environment, "plain")
        return self._plain.get_template(template).render(context)

    def _environment(self, kind: Callable[..., Environment], name: str) -> Environment:
        folder = None
        if self._cache is not None:
            # what is settled when a template is compiled is part of the folder's name
            own = {name: value for name, value in self._settings.items() if name.startswith("JINJA_")}
            constant = repr((VERSION, self._site, snapshot.printed(own)))
            settled = hashlib.blake2b(constant.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
            folder = self._cache / f"{name}-{settled}"
        made = environment(self._settings, self._theme, folder, kind)
        templating.configure(made, self._site)
        return made


def environment(
    settings: Mapping[str, Any], theme: Path, cache: Path | None = None, kind: Callable[..., Environment] = Environment
) -> Environment:
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
    made = kind(loader=ChoiceLoader([*loaders, own, PrefixLoader({"!theme": own})]), auto_reload=False, **options)
    templating.escape(made)
    made.filters.update(settings.get("JINJA_FILTERS", {}))
    made.globals.update(settings.get("JINJA_GLOBALS", {}))
    made.tests.update(settings.get("JINJA_TESTS", {}))
    return made


def problem(error: Exception, page: str, theme: Path) -> DatelineError:
    """What went wrong in a template, with the template's file and line."""
    where, line = in_template(error)
    if not where and not isinstance(error, TemplateError):
        raise error
    path = Path(where)
    name = path.relative_to(theme.parent).as_posix() if path.is_relative_to(theme.parent) else where
    said = str(error).rstrip(".")
    return DatelineError(Message("DL520", f"{page} cannot be made: {type(error).__name__}: {said}.", name, line))
