"""Where each page stands. Every address is a file relative to the site's root, so that it works from a folder."""

from __future__ import annotations

import re
from urllib.parse import quote

import msgspec

from dateline.library import slugs
from dateline.model import Header

DOWNLOADS = {"CSV": "csv", "JSON": "json", "GeoJSON": "geojson", "BibTeX": "bib", "RIS": "ris"}
FRONT = "index.html"
INDEX = "index"  # the name of every list's page; no article can have it
OWN_PAGES = frozenset(["404", "coverage", "review", "search"])  # beside the curator's own, at the site's root
SEARCH_QUERY = "search.html?q={searchTerms}"  # as OpenSearch writes it
_PLAIN = re.compile(r"[\w/#?=&.~-]*", re.ASCII)  # what needs no percent signs


class Link(msgspec.Struct, frozen=True):
    """A link to a page, with the number of articles behind it where that is shown (-1: not shown)."""

    label: str
    url: str
    count: int = -1


def article_slug(header: Header, path: str) -> str:
    """The article's frozen slug; where the header has none (a hand-written file), one made of the file's own name."""
    name = header.slug or slugs.slugify(path.rsplit("/", 1)[-1].removesuffix(".md"))
    return f"{name}-article" if slugs.fold(name) == INDEX else name


def article(iso: str, name: str) -> str:
    """``YYYY/MM/DD/SLUG.html``, cut to what is known of the date."""
    return f"{iso[:10].replace('-', '/')}/{name}.html"


def record(article_address: str) -> str:
    """The record page of the article at ``article_address``."""
    return f"records/{article_address}"


def changes(article_address: str) -> str:
    """The page that shows what the next version changed in the article at ``article_address``."""
    return f"changes/{article_address}"


def period(iso: str) -> str:
    """The page of a year, month or day."""
    return f"{iso.replace('-', '/')}/index.html"


def listing(kind: str, key: str) -> str:
    """The page of one conflict, place, topic or source; ``kind`` is the plural that stands in the address."""
    return f"{kind}/{key}/index.html"


def feed_address(kind: str, key: str) -> str:
    """Where the feed of one conflict, place, topic or source stands."""
    return f"feeds/{kind}/{key}.xml"


def download_links(stem: str) -> tuple[Link, ...]:
    """Links to the downloads whose addresses begin with ``stem``."""
    return tuple(Link(name, f"{stem}.{suffix}") for name, suffix in DOWNLOADS.items())


def numbered(first: str, number: int) -> str:
    """Page ``number`` of the list whose first page is ``first``: ``page/N.html`` below it."""
    return f"{first.rpartition('/')[0]}/page/{number}.html".lstrip("/")


def root(address: str) -> str:
    """What leads from the page at ``address`` to the site's root: "" or "../" as often as needed."""
    return "../" * address.count("/")


def href(root_prefix: str, address: str) -> str:
    """A relative link to ``address``, percent-encoded; "#…" is a place in the page itself."""
    if address.startswith("#"):
        return address
    return root_prefix + (address if _PLAIN.fullmatch(address) else quote(address, safe="/#?=&-_.~"))
