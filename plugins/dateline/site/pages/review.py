"""The review page of a preview: what the program doubts, for a team that decides together. Never published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.messages import Report
from dateline.site import addresses, legible
from dateline.site.edition import Edition
from dateline.site.pages.views import Page, digest

if TYPE_CHECKING:
    from dateline.library import review

ADDRESS = "review.html"
DECISIONS = 50  # the newest


@dataclass(frozen=True, slots=True)
class Doubted:
    """One doubted field."""

    field: str
    value: str
    reason: str
    evidence: tuple[str, ...]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An article with its doubts, worst first."""

    path: str  # of its file, relative to the content folder
    title: str
    url: str  # of its page, "" where it has none
    record: str  # of its record's page, "" where it has none
    doubts: tuple[Doubted, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A line of the record of decisions."""

    when: str
    who: str
    action: str
    article: str
    field: str
    was: str
    value: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What the review page shows."""

    waiting: tuple[Reviewed, ...]
    published: tuple[Reviewed, ...]
    decisions: tuple[Decision, ...]  # newest first
    decided: int


def pages(edition: Edition) -> Iterator[Page]:
    """The page, in a preview."""
    if edition.settings.preview:
        yield Page(ADDRESS, "review", lambda: view(edition), lambda: (digest(view(edition)),))


def view(edition: Edition) -> ReviewView:
    """What the library holds in doubt at this moment. What cannot be read is told by the build itself."""
    from dateline.library import review  # only a preview has this page

    found = review.items(edition.settings, Report(), review.names_of(edition.catalogue))
    decided = review.decisions(edition.settings)
    return ReviewView(
        waiting=tuple(_by_article(edition, (item for item in found if item.waits))),
        published=tuple(_by_article(edition, (item for item in found if not item.waits))),
        decisions=tuple(_decision(entry) for entry in decided[: -DECISIONS - 1 : -1]),
        decided=len(decided),
    )


def _by_article(edition: Edition, items: Iterable[review.Item]) -> Iterator[Reviewed]:
    grouped: dict[str, list[review.Item]] = {}
    for item in items:
        grouped.setdefault(item.article, []).append(item)
    for path, several in grouped.items():
        entry = edition.by_source.get(path)
        yield Reviewed(
            path=path,
            title=legible.line(several[0].title),
            url=entry.url if entry else "",
            record=addresses.record(entry.url) if entry and entry.record else "",
            doubts=tuple(map(_doubted, several)),
        )


def _doubted(item: review.Item) -> Doubted:
    return Doubted(
        item.field,
        legible.line(item.stands or item.value),
        legible.line(item.reason),
        tuple(map(legible.line, item.evidence)),
        tuple(map(legible.line, item.called)),
    )


def _decision(entry: dict[str, str]) -> Decision:
    names = ("when", "who", "action", "article", "field", "was", "value")
    return Decision(*(legible.line(entry.get(name, "")) for name in names))
