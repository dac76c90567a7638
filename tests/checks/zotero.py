"""What Zotero saves of a page, by the rules of its translators "Embedded Metadata" and "RDF", in our own words.

Read in the translators' repository (https://github.com/zotero/translators, 2026). The rules, as far as they touch what
an archive writes:

- Each ``<meta>`` counts by its ``name``, else its ``property``; the part before the first of ``.:_`` is the vocabulary
  (dc, dcterms, og, article, prism, citation …), whatever its case.
- The type is the first known of: Zotero's own, BIBO, PRISM, EPrints, a few of Open Graph's (website, book, video and
  music), Dublin Core's ``type`` where it is the name of one of Zotero's types; else a web page. Highwire's
  ``citation_…`` would go before all of these. ``og:type`` "article" is the weakest guess of all.
- Title: dc, dcterms, og; else the document's. Publication: prism, dc:source, og:site_name. Date: dc:date and its like;
  else the first ``<time datetime>``. Language: dc:language. Address: og:url, else the page's own. Abstract:
  og:description, dc:description, then the plain ``description``. The first dc:coverage is taken for a shelf mark.
- Authors: dc:creator, "Family, Given" where there is a comma, else parted before the last word. Where there is none:
  ``<meta name="author">``, ``article:author``, and last whatever stands in an element of class byline, bylines, vcard
  or article-byline, split at commas and "and".
- The publication's name is cut from the end of the title where a dash or bar parts the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

TYPES = frozenset(
    {"newspaperArticle", "magazineArticle", "journalArticle", "webpage", "blogPost", "report", "document"}
)
STRONG_OPEN_GRAPH = {"website": "webpage", "book": "book"}
BYLINES = ("byline", "bylines", "vcard", "article-byline")


@dataclass(frozen=True, slots=True)
class Saved:
    """An item as Zotero would save it."""

    type: str
    title: str
    publication: str
    date: str
    language: str
    address: str
    abstract: str
    shelf_mark: str
    authors: tuple[tuple[str, str], ...]  # family, given


def save(path: Path) -> Saved:
    """What Zotero would save of the page in ``path``."""
    tree = LexborHTMLParser(path.read_text("utf-8"))
    said: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        value = node.attributes.get("content")
        for name in (node.attributes.get("name") or node.attributes.get("property") or "").split():
            if value:
                vocabulary, _, rest = re.sub(r"[.:_]", "\0", name, count=1).partition("\0")
                said.setdefault(f"{vocabulary.lower()}.{rest[:1].lower()}{rest[1:]}" if rest else name, []).append(
                    value
                )

    def first(*names: str) -> str:
        return next((said[name][0] for name in names if name in said), "")

    highwire = any(name.startswith("citation.") for name in said)
    kind = STRONG_OPEN_GRAPH.get(first("og.type")) or next(
        (value for value in said.get("dc.type", []) if value in TYPES), "webpage"
    )
    publication = first("prism.publicationName", "dc.source", "dcterms.source", "og.site_name")
    whole = tree.css_first("title")
    title = " ".join((first("dc.title", "dcterms.title", "og.title") or (whole.text() if whole else "")).split())
    if publication:
        title = re.sub(rf"\s*[-–—=_:|~#]\s*{re.escape(publication)}\s*$", "", title, flags=re.IGNORECASE)
    time = tree.css_first("time[datetime]")
    return Saved(
        type="journalArticle" if highwire else kind,
        title=title,
        publication=publication,
        date=first("dc.date.issued", "dcterms.issued", "dc.date")
        or (time.attributes.get("datetime") if time else "")
        or "",
        language=first("dc.language"),
        address=first("og.url"),
        abstract=first("og.description", "dc.description", "description"),
        shelf_mark=first("dc.coverage", "dcterms.coverage"),
        authors=_authors(tree, said),
    )


def _authors(tree: LexborHTMLParser, said: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    named = said.get("dc.creator") or said.get("author") or said.get("article.author")
    if named:
        return tuple(_parted(name) for name in named)
    for name in BYLINES:
        for node in tree.css(f".{name}"):
            text = " ".join(node.text(separator=" ").split())
            if text:
                return tuple(_parted(part) for part in re.split(r"\s*(?:,|&|\band\b)\s*", text) if part)
    return ()


def _parted(name: str) -> tuple[str, str]:
    if "," in name:
        family, _, given = name.partition(",")
        return family.strip(), given.strip()
    given, _, family = name.rpartition(" ")
    return family, given
