"""What of an article may be shown: the one place that decides, for pages, records, search, feeds and downloads.

Whoever writes something that leaves the library takes it from ``Shown``, never from the header itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dateline.library import slugs
from dateline.model import Header, Publish, Status
from dateline.settings import Settings

EXCERPT_WORDS = 60
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of one article.

    ``header`` holds only what may be seen; everything else in it is empty. ``page``: it has an address on the site.
    ``listed``: it stands in lists, search, feeds and downloads. ``tombstone``: its page says only when and why it
    was withdrawn. ``record``: the lines of its dump may be shown.
    """

    header: Header
    level: Publish
    page: bool
    listed: bool
    tombstone: bool
    record: bool

    def body(self, markdown: str) -> str:
        """The part of the body (Markdown) that may be shown."""
        if self.level is Publish.FULL and not self.tombstone:
            return markdown
        if self.level is Publish.EXCERPT and not self.tombstone:
            return excerpt(markdown)
        return ""


def shown(header: Header, settings: Settings, source_key: str = "") -> Shown:
    """What of an article with this header the site may show.

    ``source_key`` is the key of its outlet in the sources authority, for ``publish_by_source``; without it, the
    slug of the outlet's name.
    """
    page = header.status in (Status.PUBLISHED, Status.HIDDEN, Status.WITHDRAWN)
    if header.status is Status.WITHDRAWN or header.withdrawn is not None:
        bare = Header(
            title="",
            date=header.date,
            date_precision=header.date_precision,
            lang=header.lang,
            slug=header.slug,
            status=Status.WITHDRAWN,
            withdrawn=header.withdrawn,
        )
        return Shown(bare, Publish.METADATA, page, listed=False, tombstone=page, record=False)
    level = level_of(header, settings, source_key)
    # The standfirst is text of the article, not data about it.
    seen = header if level is not Publish.METADATA else replace(header, standfirst="")
    return Shown(
        header=seen,
        level=level,
        page=page,
        listed=header.status is Status.PUBLISHED,
        tombstone=False,
        record=page and level is Publish.FULL,
    )


def level_of(header: Header, settings: Settings, source_key: str = "") -> Publish:
    """How much is shown: as the article says, else as the settings say for its source, else for all."""
    if header.publish is not None:
        return header.publish
    key = source_key or slugs.slugify(header.source)
    return dict(settings.publish_by_source).get(key, settings.publish)


def excerpt(markdown: str) -> str:
    """The first EXCERPT_WORDS words of the first paragraphs, cut with "…"."""
    for count, word in enumerate(_WORD.finditer(markdown), 1):
        if count == EXCERPT_WORDS:
            return markdown if word.end() == len(markdown.rstrip()) else markdown[: word.end()] + " …"
    return markdown
