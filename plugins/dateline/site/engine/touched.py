"""Which article pages a change can reach, without asking every page.

An article's page shows its own text and what stands near it in time under the same conflicts, places and topics: at
most ``REACH`` articles to each side (``pages.article``). So a change reaches the articles that stand near one of the
changed entries, as it was or as it is; all others show what they showed. What near means is symmetric: where so many
new entries came between that an old neighbour is out of reach, the nearest of the new ones is within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.library import slugs
from dateline.site.archive import Archive, Entry, around
from dateline.site.pages.article import REACH


def touched(archive: Archive, changed: Iterable[Entry]) -> set[str]:
    """The addresses of the articles whose page may be another because of ``changed`` (old and new versions alike)."""
    changed = tuple(changed)
    changed = (*changed, *_relatives(archive, changed))
    found = {entry.url for entry in changed}
    for entry in changed:
        for index, keys in (
            (archive.by_conflict, entry.conflicts),
            (archive.by_place, entry.places),
            (archive.by_topic, entry.topics),
        ):
            for key in keys:
                before, after = around(index.get(key, ()), entry, REACH + 1)
                found.update(other.url for other in (*before, *after))
    found.update(entry.url for entry in archive.hidden)  # what they link to may exist by the grace of others
    return found


def _relatives(archive: Archive, changed: tuple[Entry, ...]) -> Iterator[Entry]:
    """The other versions, copies and translations of changed articles: what stands in lists may be decided anew."""
    urls = {entry.url for entry in changed}
    ids = {entry.id for entry in changed if entry.id}
    named = {name for entry in changed for name in entry.duplicates}
    named_slugs = {slugs.fold(name) for entry in changed for name in (entry.version_of, entry.translation_of) if name}
    own_slugs = {slugs.fold(entry.slug) for entry in changed}
    for entry in (*archive.entries, *archive.hidden):
        if entry.url in urls:
            continue
        if (
            entry.id in named
            or not ids.isdisjoint(entry.duplicates)
            or (named_slugs and slugs.fold(entry.slug) in named_slugs)
            or any(name and slugs.fold(name) in own_slugs for name in (entry.version_of, entry.translation_of))
        ):
            near = {entry.url: entry}
            for index in (archive.versions, archive.copies, archive.translations):
                near |= {other.url: other for other in index.get(entry.url, ())}
            yield from near.values()
