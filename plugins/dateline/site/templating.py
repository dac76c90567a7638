"""What templates have beside Jinja's own: messages of the interface's language, dates, numbers, links."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Environment
from jinja2.ext import Extension

from dateline.site import addresses
from dateline.site.identity import Site
from dateline.site.language import Language, direction

KEPT = 8192  # results of a filter that are remembered: the same dates and numbers come again and again
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


class Unindented(Extension):
    """Templates are indented to be read; the pages leave out what stands before a line's first character."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 Jinja asks
        """The template's source without indentation. Texts come from variables and are not touched."""
        return _INDENT.sub("", source)


def escape(environment: Environment) -> None:
    """Have ``environment`` escape, whatever the settings say or leave out: titles come from strangers."""
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True


def configure(environment: Environment, site: Site) -> None:
    """Give ``environment`` the site and the filters of its language."""
    language = Language(site.language)
    environment.add_extension(Unindented)
    environment.add_extension("jinja2.ext.i18n")  # other themes' settings need not name it
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        site=site, weekdays=lambda: zip(language.names["days"], language.names["days_short"], strict=True)
    )
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "ensure_ascii": False}
    environment.filters.update(
        day=lru_cache(KEPT)(language.date),
        day_of_year=language.day_of_year,
        in_year=language.in_year,
        weekday=language.weekday,
        month_name=lambda iso: language.month(int(iso[5:7])),
        month_short=lambda iso: language.month_short(int(iso[5:7])),
        number=lru_cache(KEPT)(language.number),
        direction=direction,
        language_name=language.language_name,
        country_name=language.country_name,
        role_name=lru_cache(KEPT)(language.role_name),
        place_kind=language.place_kind,
        standing=language.standing,
        reach=lru_cache(KEPT)(lambda address, root: addresses.href(root, address)),
    )
