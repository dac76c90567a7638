"""What every page says of the archive itself: its name, language and colours, from the settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.settings import Settings
from dateline.site import colours, legible
from dateline.site.language import Language


@dataclass(frozen=True, slots=True)
class Site:
    """The archive as its pages present it."""

    name: str
    subtitle: str
    address: str  # absolute address it is published at, "" for an archive in a folder
    language: str
    direction: str
    logo: str  # path of the logo relative to the site's root, "" for none
    preview: bool  # for the team alone: with the page of what is in doubt
    noindex: bool
    search_results: int
    accent_light: str  # the accent with enough contrast on the light and on the dark background
    accent_dark: str
    holder: str  # who keeps the archive


def identity(pelican: Mapping[str, Any], settings: Settings) -> Site:
    """The site's identity from Pelican's settings and Dateline's."""
    return Site(
        name=legible.line(str(pelican.get("SITENAME", "Dateline"))),
        subtitle=legible.line(str(pelican.get("SITESUBTITLE", ""))),
        address=str(pelican.get("DATELINE_ADDRESS", "") or pelican.get("SITEURL", "")).rstrip("/"),
        language=settings.language,
        direction=Language(settings.language).direction,
        logo=f"assets/{settings.logo.rpartition('/')[2]}" if settings.logo else "",
        preview=settings.preview,
        noindex=settings.noindex or settings.preview,
        search_results=settings.search_results,
        accent_light=colours.readable(settings.accent, colours.PAPER),
        accent_dark=colours.readable(settings.accent, colours.NIGHT),
        holder=legible.line(str(pelican.get("AUTHOR", ""))),
    )
