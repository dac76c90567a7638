"""Files of the site that no template makes: the accent's style sheet, the logo, feeds, downloads, what robots read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dateline.site.edition import Edition
from dateline.site.pages.views import digest


@dataclass(frozen=True, slots=True)
class Output:
    """One file: where it stands, its bytes, and digests of what they depend on (as in ``pages.views.Page``)."""

    path: str
    content: Callable[[], bytes]
    depends: Callable[[], Iterable[str]]


def outputs(edition: Edition) -> Iterator[Output]:
    """Every file beside the pages and the theme's own."""
    yield Output("assets/site.css", lambda: _accent(edition), lambda: (digest(edition.site),))
    if edition.site.logo:
        logo = edition.settings.content / edition.settings.logo
        yield Output(edition.site.logo, logo.read_bytes, lambda: (digest(logo.read_bytes()),))


def _accent(edition: Edition) -> bytes:
    site = edition.site
    both = f"light-dark({site.accent_light},{site.accent_dark})"
    return (
        f":root{{--accent:{site.accent_light}}}\n@supports (color:light-dark(#000,#fff)){{:root{{--accent:{both}}}}}\n"
    ).encode()
