"""What a newer version of an article changed in an earlier one, word by word.

Only where both are published in full, so that the page holds nothing that the two articles' own pages do not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dateline.library import files, frontmatter
from dateline.model import Publish
from dateline.site import addresses, markdown
from dateline.site.archive import Entry
from dateline.site.body import body_html
from dateline.site.differences import Differences, Piece, differences, words_of
from dateline.site.edition import Edition
from dateline.site.language import direction
from dateline.site.pages.views import Item, Page, digest, item


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What the page of the changes from one version to the next shows."""

    earlier: Item
    later: Item
    lang: str
    dir: str
    title: tuple[Piece, ...]
    standfirst: tuple[Piece, ...]
    authors: tuple[Piece, ...]
    text: Differences


def comparable(earlier: Entry, later: Entry) -> bool:
    """Whether the texts of both may be shown side by side."""
    return earlier.publish is Publish.FULL and later.publish is Publish.FULL


def pages(edition: Edition) -> Iterator[Page]:
    """A page for each step from one version of an article to the next."""
    for family in dict.fromkeys(edition.archive.versions.values()):
        for earlier, later in pairwise(family):
            if comparable(earlier, later):
                yield _page(edition, earlier, later)


def _page(edition: Edition, earlier: Entry, later: Entry) -> Page:
    return Page(
        addresses.changes(earlier.url),
        "changes",
        lambda: view(edition, earlier, later),
        lambda: (earlier.digest, later.digest, digest(earlier, later)),
    )


def view(edition: Edition, earlier: Entry, later: Entry) -> ChangesView:
    """What ``later`` changed in ``earlier``. Raises DatelineError where a file cannot be read."""
    return ChangesView(
        earlier=item(earlier),
        later=item(later),
        lang=later.lang,
        dir=direction(later.lang) if later.lang else "",
        title=tuple(words_of(earlier.title, later.title)),
        standfirst=tuple(words_of(earlier.standfirst, later.standfirst)),
        authors=tuple(words_of(", ".join(earlier.authors), ", ".join(later.authors))),
        text=differences(_text(edition, earlier), _text(edition, later)),
    )


def _text(edition: Edition, entry: Entry) -> list[str]:
    """The paragraphs that the article's own page shows, as plain text."""
    name = entry.source_path
    _, body = frontmatter.split(files.read_text(edition.settings.content / name, name), name)
    return markdown.plain(body_html(body, entry)).split("\n\n")
