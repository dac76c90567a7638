"""Pelican's reader for the library: front matter and Markdown to the metadata and HTML that any theme understands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.contents import Author, Category, Tag
from pelican.readers import BaseReader
from pelican.utils import SafeDatetime

from dateline.library import files, frontmatter
from dateline.model import Status
from dateline.site import loading, markdown
from dateline.site.archive import Archive, Entry
from dateline.site.body import body_html

SHOWN = {Status.PUBLISHED: "published", Status.HIDDEN: "hidden"}


class ArchiveReader(BaseReader):  # type: ignore[misc]
    """Reads the Markdown of the library and the curator's pages; other files are left to Pelican's own readers."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML and metadata of one file. An article that is not shown is skipped."""
        edition = self.settings["DATELINE_EDITION"]
        path = Path(source_path)
        name = files.relative(path, edition.settings.content)
        text = files.read_text(path, name)
        if not name.startswith("articles/"):
            title, body = loading.split_document(text, path.stem)
            return markdown.render(body), {"title": title, "slug": path.stem}
        entry = edition.by_source.get(name)
        if entry is None or entry.status not in SHOWN:
            return "", {"title": name, "status": "skip"}
        _, body = frontmatter.split(text, name)
        return body_html(body, entry), self._metadata(entry, edition.archive)

    def _metadata(self, entry: Entry, archive: Archive) -> dict[str, Any]:
        """Pelican's own words for what the entry holds, so that other themes and plugins keep working."""
        conflict = archive.conflicts[entry.conflicts[0]].name if entry.conflicts else self.settings["DEFAULT_CATEGORY"]
        found: dict[str, Any] = {
            "title": entry.title,
            "date": moment(entry.date),
            "slug": entry.slug,
            "lang": entry.lang,
            "status": SHOWN[entry.status],
            "category": Category(conflict, self.settings),
            "tags": [Tag(archive.topics[key].name, self.settings) for key in entry.topics],
            "summary": markdown.render(entry.standfirst),
            "source": entry.source.label,
            "save_as": entry.url,
            "url": entry.url,
        }
        if entry.modified:
            found["modified"] = moment(entry.modified)
        names = entry.authors or (entry.source.label,)
        found["authors"] = [Author(name, self.settings) for name in names]
        return found


def moment(iso: str) -> datetime:
    """An ISO date of any precision as a point in time: the first of what it covers."""
    padded = iso if len(iso) >= 10 else f"{iso}-01-01"[:10] if len(iso) == 4 else f"{iso}-01"
    value = datetime.fromisoformat(padded)
    found: datetime = SafeDatetime(
        value.year, value.month, value.day, value.hour, value.minute, value.second, tzinfo=value.tzinfo
    )
    return found
