"""What search may know: exactly what the published, listed articles show."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.library import files, frontmatter
from dateline.model import Facet, SearchDocument
from dateline.site import markdown
from dateline.site.archive import Archive, Entry
from dateline.site.body import body_html
from dateline.site.edition import Edition

LEAD_WORDS = 40


def search_documents(edition: Edition) -> Iterator[SearchDocument]:
    """The search documents of all listed articles, oldest first; each text is read when its turn comes.

    Of several copies of one report there is one, found by the outlets of the others too: they are a click away from it.
    """
    for entry in edition.archive.leading(edition.archive.entries):
        name = entry.source_path
        _, body = frontmatter.split(files.read_text(edition.settings.content / name, name), name)
        yield document(edition.archive, entry, markdown.plain(body_html(body, entry)))


def document(archive: Archive, entry: Entry, text: str) -> SearchDocument:
    """The search document of ``entry``, whose page shows ``text``."""
    return SearchDocument(
        url=entry.url,
        title=entry.title,
        date=entry.date,
        source=entry.source,
        language=entry.lang,
        text=text,
        lead=entry.standfirst or " ".join(text.split()[:LEAD_WORDS]),
        authors=entry.authors,
        places=tuple(Facet(key, archive.places[key].name) for key in entry.places),
        conflicts=tuple(Facet(key, archive.conflicts[key].name) for key in entry.conflicts),
        topics=tuple(Facet(key, archive.topics[key].name) for key in entry.topics),
        warning=entry.warning,
        accession=entry.accession,
        carriers=tuple(dict.fromkeys(copy.source for copy in archive.carried(entry) if copy.source != entry.source)),
    )
