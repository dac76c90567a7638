"""The page of an article: what it says, who says so, where and when it stands, what else there is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec

from dateline.model import Caption, Correction, Statement, Status
from dateline.site import addresses, cite, linked_data, loading
from dateline.site.archive import Archive, Entry, around, days
from dateline.site.edition import Edition
from dateline.site.language import direction
from dateline.site.maps import Map
from dateline.site.pages import changes
from dateline.site.pages.locator import locator
from dateline.site.pages.views import Item, Link, Page, alone, digest, item, links, period_url

REACH = 6  # neighbours looked at on each side, per conflict, place and topic
RELATED = 4
REASONS = 2
LOCATOR = (320, 230)  # size of the map, in units of the drawing
# What a shared entry is worth. Fixed, not counted over the archive: one more article must not change older pages.
WORTH = {"conflicts": 3.0, "places": 2.0, "countries": 0.7, "topics": 0.6}


class Related(msgspec.Struct, frozen=True):
    """Another article, and what it shares with this one."""

    item: Item
    reasons: tuple[str, ...]  # labels of the shared conflicts, places and topics


class Thread(msgspec.Struct, frozen=True):
    """An article's place in one conflict's coverage."""

    conflict: Link
    before: Item | None
    after: Item | None


class Version(msgspec.Struct, frozen=True):
    """One version of the article, as it is listed beside the text."""

    date: str
    url: str
    here: bool  # it is the one on this page
    changes: str  # the page of what the next version changed in it, "" for the newest or where it may not be shown


class Citations(msgspec.Struct, frozen=True):
    """The article's citation in each form."""

    apa: cite.Pieces
    chicago: cite.Pieces
    bibtex: str
    ris: str
    csl: tuple[dict[str, object], ...]


class ArticleView(msgspec.Struct, frozen=True):
    """What the article page shows beside the text itself."""

    url: str
    title: str
    date: str
    precision: str
    date_url: str
    modified: str
    source: Link
    credit: str
    authors: tuple[str, ...]
    standfirst: str
    lang: str
    dir: str
    warning: str
    publish: str
    hidden: bool
    corrections: tuple[Correction, ...]
    claims: tuple[Statement, ...]
    original: str
    archived: str
    retrieved: str  # ISO date of the copy, "" where nothing tells
    permanent: str  # absolute address of the page, "" for an archive in a folder
    conflicts: tuple[Link, ...]
    places: tuple[Link, ...]
    topics: tuple[Link, ...]
    threads: tuple[Thread, ...]
    related: tuple[Related, ...]
    versions: tuple[Version, ...]  # newest first; none where there is but one
    newest: Item | None  # the newest version, on the page of an earlier one
    translates: Item | None  # the article that this one translates
    translations: tuple[Item, ...]  # the same text in other languages, but for the one that it translates
    carried: tuple[Item, ...]  # other outlets' copies of the same report
    captions: tuple[Caption, ...]  # of pictures that were not kept
    map: Map | None
    citations: Citations
    linked: dict[str, object]  # JSON-LD
    meta: linked_data.Meta
    record: str


def pages(edition: Edition) -> Iterator[Page]:
    """The pages of all articles that are shown, listed or not."""
    for entry in (*edition.archive.entries, *edition.archive.hidden):
        yield page(edition, entry)


def page(edition: Edition, entry: Entry) -> Page:
    """The page of one article. Its view is asked for by ``depends`` and again to be rendered, but made once."""
    shown = _Shown(edition, entry)
    return Page(entry.url, "article", shown.view, shown.depends)


class _Shown:
    """What an article's page shows. (There are as many of these as articles: an object is smaller than closures.)"""

    __slots__ = ("edition", "entry", "made")

    def __init__(self, edition: Edition, entry: Entry) -> None:
        self.edition = edition
        self.entry = entry
        self.made: ArticleView | None = None

    def view(self) -> ArticleView:
        found, self.made = self.made or view(self.edition, self.entry), None
        return found

    def depends(self) -> tuple[str, str]:
        self.made = self.made or view(self.edition, self.entry)
        return self.entry.digest, digest(self.made)


def view(edition: Edition, entry: Entry) -> ArticleView:
    """What the page of ``entry`` shows beside its text."""
    archive = edition.archive
    held = cite.Holding(edition.site.name, edition.site.address)
    carried = archive.carried(entry)
    same = frozenset(copy.url for copy in carried)
    threads = tuple(_threads(archive, entry, same))
    beside = frozenset(found.url for t in threads for found in (t.before, t.after) if found)  # need no second mention
    versions = archive.versions.get(entry.url, ())
    group = archive.translations.get(entry.url, ())
    original = group[0] if group and group[0].url != entry.url else None
    newest = versions[-1] if versions and versions[-1].url != entry.url else None
    return ArticleView(
        url=entry.url,
        title=entry.title,
        date=entry.date,
        precision=entry.precision,
        date_url=period_url(entry.date[:10], archive),
        modified=entry.modified,
        source=Link(
            entry.source.label,
            addresses.listing("sources", entry.source.key) if entry.source.key in archive.by_source else "",
        ),
        credit=entry.credit,
        authors=entry.authors,
        standfirst=entry.standfirst,
        lang=entry.lang,
        dir=direction(entry.lang) if entry.lang else "",
        warning=entry.warning,
        publish=entry.publish.value,
        hidden=entry.status is Status.HIDDEN or newest is not None,
        corrections=entry.corrections,
        claims=entry.claims,
        original=entry.original,
        archived=entry.archived,
        retrieved=entry.retrieved,
        permanent=held.page(entry),
        conflicts=links("conflicts", entry.conflicts, archive),
        places=links("places", entry.places, archive),
        topics=links("topics", entry.topics, archive),
        threads=threads,
        related=related(archive, entry, same | beside),
        versions=_versions(versions, entry),
        newest=item(newest) if newest else None,
        translates=item(original) if original else None,
        translations=tuple(item(other) for other in group if other.url != entry.url and other is not original),
        carried=tuple(map(item, carried)),
        captions=loading.captions(edition.settings.content, entry),
        map=locator(edition, entry.places, *LOCATOR),
        citations=_citations(entry, held),
        linked=linked_data.news_article(archive, entry, edition.site.address, edition.site.holder),
        meta=linked_data.meta(archive, entry, edition.site.address),
        record=addresses.record(entry.url) if entry.record else "",
    )


def _versions(versions: tuple[Entry, ...], entry: Entry) -> tuple[Version, ...]:
    if not versions:
        return ()
    after = (*versions[1:], None)
    return tuple(
        Version(
            version.modified or version.date,
            version.url,
            version.url == entry.url,
            addresses.changes(version.url) if later is not None and changes.comparable(version, later) else "",
        )
        for version, later in zip(versions, after, strict=True)
    )[::-1]


def _citations(entry: Entry, held: cite.Holding) -> Citations:
    return Citations(
        cite.isolated(cite.apa(entry, held), entry),
        cite.isolated(cite.chicago(entry, held), entry),
        cite.bibtex(entry, held),
        cite.ris(entry, held),
        (cite.csl(entry, held),),
    )


def related(archive: Archive, entry: Entry, without: frozenset[str] = frozenset()) -> tuple[Related, ...]:
    """The articles that share most with ``entry`` among its neighbours in time; ties go to the nearest."""
    scores: dict[int, float] = {}
    for kind, keys in (("conflicts", entry.conflicts), ("places", entry.places), ("topics", entry.topics)):
        for key, near in zip(keys, archive.nearest(kind, keys, entry, REACH), strict=True):
            worth = WORTH["countries" if kind == "places" and archive.places[key].kind == "country" else kind]
            for number in near:
                scores[number] = scores.get(number, 0.0) + worth
    entries, ages = archive.entries, archive.numbers.days
    # the days and addresses of all those that share less than the best need no look
    least = sorted(scores.values(), reverse=True)[: 2 * RELATED + len(without)]  # twice: of some there are copies
    low = max(1.0, least[-1]) if least else 1.0
    here = days(entry.date)
    near = [n for n, score in scores.items() if score >= low and entries[n].url not in without]
    one_of_each = {other.url for other in archive.leading(tuple(entries[n] for n in near))}
    best = sorted((-scores[n], abs(ages[n] - here), entries[n].url, n) for n in near if entries[n].url in one_of_each)[
        :RELATED
    ]
    return tuple(Related(alone(entries[n], archive), _shared(archive, entry, entries[n])) for _, _, _, n in best)


def _shared(archive: Archive, entry: Entry, other: Entry) -> tuple[str, ...]:
    """The first names of what two articles have in common."""
    pairs = (
        (archive.conflicts, entry.conflicts, other.conflicts),
        (archive.places, entry.places, other.places),
        (archive.topics, entry.topics, other.topics),
    )
    names = (rows[key].name for rows, keys, others in pairs for key in keys if key in others)
    return tuple(itertools.islice(names, REASONS))


def _threads(archive: Archive, entry: Entry, same: frozenset[str]) -> Iterator[Thread]:
    for key in entry.conflicts:
        near = around(archive.by_conflict.get(key, ()), entry, REACH)
        before, after = ([other for other in side if other.url not in same] for side in near)
        (link,) = links("conflicts", (key,), archive)
        if before or after:
            ends = before[-1:], after[:1]
            yield Thread(link, *(alone(end[0], archive) if end else None for end in ends))
