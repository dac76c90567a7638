"""What search may know: exactly what the published, listed articles show."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

import msgspec

from dateline import library
from dateline.library import files, frontmatter
from dateline.model import Facet, Searchable, SearchDocument
from dateline.site import markdown
from dateline.site.archive import Archive, Entry
from dateline.site.body import body_html
from dateline.site.edition import Edition

LEAD_WORDS = 40
PACKAGE = Path(__file__).parents[1]


def search_documents(edition: Edition) -> Iterator[Searchable]:
    """The search documents of all listed articles, oldest first; each text is read when it is asked for.

    Of several copies of one report there is one, found by the outlets of the others too: they are a click away from it.
    """
    archive = edition.archive
    program = _program()
    encode = msgspec.msgpack.Encoder().encode
    rows = (archive.places, archive.conflicts, archive.topics)
    places, conflicts, topics = ({key: row.name for key, row in of.items()} for of in rows)
    for entry in archive.leading(archive.entries):
        shown = (  # (what its digest does not speak for)
            entry.digest,
            entry.accession,
            [places[key] for key in entry.places],
            [conflicts[key] for key in entry.conflicts],
            [topics[key] for key in entry.topics],
            carriers_of(archive, entry),
            program,
        )
        stamp = hashlib.sha256(encode(shown)).digest()[:12]
        read = partial(_read, edition, entry)
        yield Searchable(entry.url, entry.date, entry.accession, entry.lang, entry.places, stamp, read)


def _read(edition: Edition, entry: Entry) -> SearchDocument:
    name = entry.source_path
    _, body = frontmatter.split(files.read_text(edition.settings.content / name, name), name)
    return document(edition.archive, entry, markdown.plain(body_html(body, entry)))


def _program() -> str:
    """A fingerprint of what makes a document of an article: another program may make another one."""
    found = hashlib.blake2b(digest_size=12)
    for name in ("pyromark", "nh3", "pyyaml"):
        found.update(f"{name} {version(name)} ".encode())
    found.update(sys.version.encode())
    for folder in (Path(__file__).parent, Path(library.__file__).parent):
        for path in sorted(folder.glob("*.py")):
            found.update(path.read_bytes())
    return found.hexdigest()


def carriers_of(archive: Archive, entry: Entry) -> tuple[Facet, ...]:
    """The other outlets that carried the report."""
    if entry.url not in archive.copies:
        return ()
    return tuple(dict.fromkeys([copy.source for copy in archive.carried(entry) if copy.source != entry.source]))


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
        carriers=carriers_of(archive, entry),
    )
