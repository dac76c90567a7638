"""What must hold of a published archive, file by file: its weight, and what other programs read in it.

    python -m tests.checks.published OUTPUT

Weights are ceilings of the design (docs/theme.md). Every article's JSON-LD is read by ``schema_org``, every article is
saved as Zotero would (``zotero``), every feed is read as Atom (RFC 4287), every download and the OpenSearch description
by their own rules. Prints each fault; exits with 1 if there is one.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import rispy
from bibtexparser.entrypoint import parse_string
from selectolax.lexbor import LexborHTMLParser

from tests.checks import schema_org, zotero

ARTICLE, STYLES, SCRIPTS, MAP = 30_000, 10_000, 6_000, 15_000  # bytes; all but the map's are gzipped
ARTICLES = "[12]???/**/*.html"
ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def weights(site: Path) -> Iterator[str]:
    """What is heavier than it may be."""
    for path in articles(site):
        size = len(gzip.compress(path.read_bytes(), mtime=0))
        if size > ARTICLE:
            yield f"{path}: {size} bytes gzipped, at most {ARTICLE}"
        tree = LexborHTMLParser(path.read_text("utf-8"))
        for drawing in tree.css("figure.map svg"):
            size = len((drawing.html or "").encode())
            if size > MAP:
                yield f"{path}: a locator map of {size} bytes, at most {MAP}"
            if drawing.css_first("image, use, foreignObject"):
                yield f"{path}: a locator map that is not all inline"
    styles = len(gzip.compress((site / "theme" / "css" / "dateline.css").read_bytes(), mtime=0))
    if styles > STYLES:
        yield f"dateline.css: {styles} bytes gzipped, at most {STYLES}"
    scripts = b"".join(path.read_bytes() for path in sorted((site / "theme" / "js").glob("*.js")))
    if len(gzip.compress(scripts, mtime=0)) > SCRIPTS:
        yield f"scripts beside search: {len(gzip.compress(scripts, mtime=0))} bytes gzipped, at most {SCRIPTS}"


def articles(site: Path) -> Iterator[Path]:
    """The pages of articles that are shown (tombstones have no JSON-LD, and are none)."""
    for path in sorted(site.glob(ARTICLES)):
        if path.name != "index.html" and path.parent.name != "page" and "page-article" in path.read_text("utf-8"):
            yield path


def linked_data(site: Path) -> Iterator[str]:
    """Faults of the articles' JSON-LD, and of what Zotero saves of them beside it."""
    for path in articles(site):
        tree = LexborHTMLParser(path.read_text("utf-8"))
        block = tree.css_first('script[type="application/ld+json"]')
        if block is None:
            yield f"{path}: no JSON-LD"
            continue
        data = json.loads(block.text())
        yield from (f"{path}: {fault}" for fault in schema_org.faults(data))
        saved = zotero.save(path)
        people = tuple(" ".join(author["name"].replace(",", "").split()) for author in data.get("author", ()))
        expected = ("newspaperArticle", data["headline"], data["publisher"]["name"], data["datePublished"][:10])
        if (saved.type, saved.title, saved.publication, saved.date) != expected:
            yield f"{path}: Zotero saves {saved}"
        names = tuple(
            " ".join(filter(None, (given, family) if "," not in author["name"] else (family, given)))
            for (family, given), author in zip(saved.authors, data.get("author", ()), strict=False)
        )
        if names != people or len(saved.authors) != len(people):
            yield f"{path}: Zotero saves the authors {saved.authors} for {people}"
        if saved.shelf_mark:
            yield f"{path}: Zotero takes {saved.shelf_mark!r} for a shelf mark"


def feeds(site: Path) -> Iterator[str]:
    """Feeds that are no Atom: what RFC 4287 demands of a feed and of its entries."""
    for path in sorted((site / "feeds").rglob("*.xml")):
        feed = ElementTree.fromstring(path.read_bytes())
        if feed.tag != f"{ATOM}feed":
            yield f"{path}: no feed"
            continue
        seen = set()
        for node in (feed, *feed.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                if len(node.findall(f"{ATOM}{name}")) != 1 or not node.findtext(f"{ATOM}{name}"):
                    yield f"{path}: {node.tag} without exactly one {name}"
            if not _moment(node.findtext(f"{ATOM}updated") or ""):
                yield f"{path}: no moment with a zone"
            if node.find(f"{ATOM}author/{ATOM}name") is None:
                yield f"{path}: no author"
            if node.find(f"{ATOM}link[@rel='alternate']") is None:
                yield f"{path}: no link"
            seen.add(node.findtext(f"{ATOM}id"))
        if len(seen) != 1 + len(feed.findall(f"{ATOM}entry")):
            yield f"{path}: two entries with one id"
        if feed.find(f"{ATOM}link[@rel='self']") is None:
            yield f"{path}: no address of its own"


def _moment(text: str) -> bool:
    """Whether ``text`` is a date and time with a zone (RFC 3339)."""
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def downloads(site: Path) -> Iterator[str]:
    """Downloads that do not come back as what was written: every format must tell of the same articles."""
    for path in sorted((site / "data").rglob("*.json")):
        listed = json.loads(path.read_text("utf-8"))
        if not isinstance(listed, list) or path.name == "lunr-index.json":
            continue
        titles = [row["title"] for row in listed]
        rows = list(csv.DictReader(io.StringIO(path.with_suffix(".csv").read_text("utf-8"), newline="")))
        if [row["url"] for row in rows] != [row["url"] for row in listed]:
            yield f"{path}: CSV and JSON tell of other articles"
        records = rispy.loads(path.with_suffix(".ris").read_text("utf-8"))
        if [record["title"] for record in records] != [" ".join(title.split()) for title in titles]:
            yield f"{path}: RIS comes back with other titles"
        if any(record["type_of_reference"] != "NEWS" for record in records):
            yield f"{path}: RIS of another type than NEWS"
        library = parse_string(path.with_suffix(".bib").read_text("utf-8"))
        if library.failed_blocks or len(library.entries) != len(titles):
            yield f"{path}: BibTeX comes back with {len(library.entries)} entries of {len(titles)}"
        yield from _geojson(path.with_suffix(".geojson"))


def _geojson(path: Path) -> Iterator[str]:
    """Faults by RFC 7946, as far as points go."""
    found = json.loads(path.read_text("utf-8"))
    if found.get("type") != "FeatureCollection":
        yield f"{path}: no FeatureCollection"
    for feature in found["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        if feature["type"] != "Feature" or feature["geometry"]["type"] != "Point":
            yield f"{path}: {feature['id']} is no point"
        if not (-180 <= lon <= 180 and -90 <= lat <= 90 and feature["properties"]["name"]):
            yield f"{path}: {feature['id']} lies nowhere"


def opensearch(site: Path) -> Iterator[str]:
    """Faults of the OpenSearch description by version 1.1, and its link on the front page."""
    root = ElementTree.fromstring((site / "opensearch.xml").read_bytes())
    name = root.findtext(f"{OPENSEARCH}ShortName") or ""
    if not 0 < len(name) <= 16 or not 0 < len(root.findtext(f"{OPENSEARCH}Description") or "") <= 1024:
        yield "opensearch.xml: name or description of another length than allowed"
    templates = [url.get("template", "") for url in root.findall(f"{OPENSEARCH}Url[@type='text/html']")]
    if not any("{searchTerms}" in template for template in templates):
        yield "opensearch.xml: no address for the words"
    if not re.search(r'rel="search"[^>]*href="opensearch\.xml"', (site / "index.html").read_text("utf-8")):
        yield "index.html: does not name opensearch.xml"


def main() -> int:
    """Check the folder named on the command line."""
    site = Path(sys.argv[1])
    found = [fault for check in (weights, linked_data, feeds, downloads, opensearch) for fault in check(site)]
    print("\n".join(found) if found else f"{sum(1 for _ in articles(site))} articles: weights, data and feeds hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
