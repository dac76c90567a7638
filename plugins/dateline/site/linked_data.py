"""What machines read on an article's page: schema.org JSON-LD, Dublin Core and Open Graph."""

from __future__ import annotations

from dateline.model import Correction, Place, Statement
from dateline.site.archive import Archive, Entry

Meta = tuple[tuple[str, str, str], ...]
"""(attribute, name, content): the attribute is ``name`` or ``property``."""


def news_article(archive: Archive, entry: Entry, site: str, holder: str) -> dict[str, object]:
    """The article as a schema.org NewsArticle. Its publisher is the outlet; the archive only holds it."""
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": entry.title,
        "datePublished": entry.date,
        "inLanguage": entry.lang,
        "publisher": {"@type": "NewsMediaOrganization", "name": entry.source.label},
    }
    if entry.modified:
        found["dateModified"] = entry.modified
    if entry.standfirst:
        found["description"] = entry.standfirst
    if entry.authors:
        found["author"] = [{"@type": "Person", "name": author} for author in entry.authors]
    if entry.credit:
        found["creditText"] = entry.credit
    if site:
        found["url"] = found["mainEntityOfPage"] = f"{site}/{entry.url}"
    if entry.original:
        found["isBasedOn"] = entry.original
    if entry.archived:
        found["archivedAt"] = entry.archived
    first, *others = archive.translations.get(entry.url, ()) or (entry,)
    if first.url != entry.url:
        found["translationOfWork"] = _text(first, site)
    elif others:
        found["workTranslation"] = [_text(other, site) for other in others]
    if entry.places:
        found["spatialCoverage"] = [_place(archive.places[key]) for key in entry.places]
    about = [archive.conflicts[key].name for key in entry.conflicts]
    if about:
        found["about"] = [{"@type": "Event", "name": name} for name in about]
    if entry.topics:
        found["keywords"] = [archive.topics[key].name for key in entry.topics]
    if entry.corrections:
        found["correction"] = [_correction(item) for item in entry.corrections]
    if entry.claims:
        found["mentions"] = [_claim(item, found.get("url")) for item in entry.claims]
    if holder:
        found["maintainer"] = {"@type": "Organization", "name": holder}
    return found


def meta(archive: Archive, entry: Entry, site: str) -> Meta:
    """Dublin Core, by which Zotero saves a newspaperArticle with outlet, title, date and authors; Open Graph."""
    rows = [
        ("name", "DC.type", "newspaperArticle"),
        ("name", "DC.title", entry.title),
        ("name", "DC.date", entry.date[:10]),
        ("name", "DC.source", entry.source.label),
        *(("name", "DC.creator", author) for author in entry.authors),
        ("name", "DC.language", entry.lang),
        *(("name", "DC.subject", archive.conflicts[key].name) for key in entry.conflicts),
        ("name", "DC.identifier", entry.original),
        ("name", "description", entry.standfirst),
    ]
    if site:  # OpenGraph is for the previews that other servers make of an address: a folder has none
        rows += [
            ("property", "og:type", "article"),
            ("property", "og:title", entry.title),
            ("property", "og:url", f"{site}/{entry.url}"),
            ("property", "article:published_time", entry.date),
            ("property", "article:modified_time", entry.modified),
        ]
    return tuple(row for row in rows if row[2])


def _text(entry: Entry, site: str) -> dict[str, object]:
    found: dict[str, object] = {"@type": "CreativeWork", "name": entry.title, "inLanguage": entry.lang}
    if site:
        found["url"] = f"{site}/{entry.url}"
    return found


def _place(place: Place) -> dict[str, object]:
    found: dict[str, object] = {"@type": "Place", "name": place.name}
    if place.lat is not None and place.lon is not None:
        found |= {"latitude": place.lat, "longitude": place.lon}
    return found


def _claim(statement: Statement, page: object) -> dict[str, object]:
    """A schema.org Claim. Who made it may be a person, an office or a party: credited by name, not typed as author."""
    found: dict[str, object] = {
        "@type": "Claim",
        "text": statement.says,
        "creditText": statement.who,
        "creativeWorkStatus": statement.standing.value,
    }
    if statement.about:
        found["about"] = {"@type": "Thing", "name": statement.about}
    if statement.date:
        found["datePublished"] = statement.date
    if page:
        found["appearance"] = {"@type": "NewsArticle", "@id": page}
    if statement.denied_by:
        found["comment"] = [{"@type": "Comment", "text": "denied", "creditText": n} for n in statement.denied_by]
    return found


def _correction(correction: Correction) -> dict[str, object]:
    return {"@type": "CorrectionComment", "text": correction.note, "datePublished": correction.date}
