"""Files of the site that no template makes: the accent's style sheet, the logo, feeds, downloads, what robots read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree import ElementTree

from dateline.site import addresses, downloads, extras, feeds
from dateline.site.edition import Edition
from dateline.site.files import Output
from dateline.site.pages.views import digest

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
TELLING = "opensearch.xml"  # every site has it, and by it a folder is known for a site of Dateline's
URLS_PER_SITEMAP = 50_000  # the protocol's limit


def outputs(edition: Edition) -> Iterator[Output]:
    """Every file beside the pages and the theme's own."""
    yield from of_site(edition)
    yield from _sitemaps(edition)
    yield from feeds.outputs(edition)
    yield from downloads.outputs(edition)


def of_site(edition: Edition) -> Iterator[Output]:
    """The files that are the same whatever the articles are."""
    site = edition.site
    yield Output("assets/site.css", lambda: _accent(edition), lambda: (digest(site),))
    if site.logo:
        logo = edition.settings.content / edition.settings.logo
        yield Output(site.logo, logo.read_bytes, lambda: (digest(logo.read_bytes()),))
    yield Output("robots.txt", lambda: _robots(edition), lambda: (digest(site),))
    yield Output(TELLING, lambda: _opensearch(edition), lambda: (digest(site),))
    for extra in edition.extras:
        path = edition.settings.content / extras.FOLDER / extra.path
        yield Output(extra.path, path.read_bytes, partial(_told, extra.digest))


def _told(known: str) -> tuple[str, ...]:
    return (known,)


def _accent(edition: Edition) -> bytes:
    site = edition.site
    both = f"light-dark({site.accent_light},{site.accent_dark})"
    return (
        f":root{{--accent:{site.accent_light}}}\n@supports (color:light-dark(#000,#fff)){{:root{{--accent:{both}}}}}\n"
    ).encode()


def _robots(edition: Edition) -> bytes:
    lines = ["User-agent: *", "Disallow: /" if edition.site.noindex else "Disallow:"]
    if edition.site.address and not edition.site.noindex:
        lines.append(f"Sitemap: {edition.site.address}/sitemap.xml")
    return "\n".join([*lines, ""]).encode()


def _opensearch(edition: Edition) -> bytes:
    root = ElementTree.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    ElementTree.SubElement(root, "ShortName").text = edition.site.name[:16]
    ElementTree.SubElement(root, "LongName").text = edition.site.name[:48]
    ElementTree.SubElement(root, "Description").text = edition.site.subtitle or edition.site.name
    ElementTree.SubElement(root, "InputEncoding").text = "UTF-8"
    base = f"{edition.site.address}/" if edition.site.address else ""
    ElementTree.SubElement(root, "Url", type="text/html", template=f"{base}{addresses.SEARCH_QUERY}")
    return _xml(root)


def _sitemaps(edition: Edition) -> Iterator[Output]:
    """The site map, or an index of several for a large archive. A site without an address has none."""
    site, archive = edition.site, edition.archive
    if not site.address or site.noindex:
        return
    listed = [("index.html", ""), *((entry.url, (entry.modified or entry.date)[:10]) for entry in archive.entries)]
    for kind in ("conflicts", "places", "topics", "sources"):
        listed += [(addresses.listing(kind, key), members[-1].day) for key, members in archive.index(kind).items()]
    shares = [listed[at : at + URLS_PER_SITEMAP] for at in range(0, len(listed), URLS_PER_SITEMAP)]
    names = ["sitemap.xml"] if len(shares) == 1 else [f"sitemap-{number + 1}.xml" for number in range(len(shares))]
    for name, share in zip(names, shares, strict=True):
        yield _sitemap(name, "urlset", "url", [(addresses.href(f"{site.address}/", url), day) for url, day in share])
    if len(shares) > 1:
        yield _sitemap("sitemap.xml", "sitemapindex", "sitemap", [(f"{site.address}/{name}", "") for name in names])


def _sitemap(path: str, kind: str, row: str, rows: list[tuple[str, str]]) -> Output:
    def content() -> bytes:
        root = ElementTree.Element(kind, xmlns=SITEMAP)
        for address, day in rows:
            item = ElementTree.SubElement(root, row)
            ElementTree.SubElement(item, "loc").text = address
            if day:
                ElementTree.SubElement(item, "lastmod").text = day
        return _xml(root)

    return Output(path, content, lambda: (digest(rows),))


def _xml(root: ElementTree.Element) -> bytes:
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
