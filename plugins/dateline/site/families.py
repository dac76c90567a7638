"""Which articles are one report: versions of it by one outlet, and copies of it by several.

Versions: two articles with nearly the same text (the ``duplicates`` of their records) under one source or one original
address, or an article that says ``version_of`` of another. The newest stands for all; the earlier ones keep their
pages. Copies: nearly the same text under several sources. One leads, and lists show the others beside it.

What a curator parts by ``not_same_as`` is neither. All this follows from the articles alone, whatever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.library import slugs, versions
from dateline.model import Outlet, Publish

if TYPE_CHECKING:  # the archive is made of these, and has the families in it
    from dateline.site.archive import Entry


@dataclass(frozen=True, slots=True)
class Families:
    """The families that articles belong to, by the articles' addresses; what stands alone is in none."""

    versions: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)  # the newest last
    copies: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)  # the leading one first; newest versions only

    @property
    def earlier(self) -> frozenset[str]:
        """The addresses of all versions but the newest of each family."""
        return frozenset(entry.url for family in self.versions.values() for entry in family[:-1])


def families(entries: Iterable[Entry], outlets: Mapping[str, Outlet]) -> Families:
    """The families among ``entries``, all of them published and listed."""
    known = [entry for entry in entries if entry.id or entry.version_of or entry.slug]
    by_slug = {slugs.fold(entry.slug): entry for entry in known}
    by_id = {entry.id: entry for entry in known if entry.id}
    near = [
        (entry, by_id[name])
        for entry in known
        for name in entry.duplicates
        if name in by_id and name != entry.id and not parted(entry, by_id[name])
    ]
    said = [
        (entry, target)
        for entry in known
        if entry.version_of
        for target in [by_slug.get(slugs.fold(entry.version_of))]
        if target is not None and target.url != entry.url
    ]
    same = [(one, two) for one, two in near if _one_place(one, two)]
    earlier = {entry.url for entry, _ in said}
    by_version = {
        entry.url: family
        for group in _groups([*same, *said])
        for family in [tuple(sorted(group, key=lambda entry: (entry.url not in earlier, *_age(entry))))]
        for entry in family
    }
    gone = {entry.url for family in by_version.values() for entry in family[:-1]}
    several = _groups([(one, two) for one, two in near if one.url not in gone and two.url not in gone])
    copies = {
        entry.url: family
        for group in several
        for family in [tuple(sorted(group, key=lambda entry: _rank(entry, outlets)))]
        for entry in family
    }
    return Families(by_version, copies)


def parted(one: Entry, two: Entry) -> bool:
    """Whether a curator says that these two are not the same."""
    return two.slug in one.not_same_as or one.slug in two.not_same_as


def _one_place(one: Entry, two: Entry) -> bool:
    here = versions.page(one.original)
    return one.source.key == two.source.key or bool(here and here == versions.page(two.original))


def _age(entry: Entry) -> tuple[str, int, str]:
    """The older first. Of two with one date the one with the shorter slug came first: the other's tells it apart."""
    return max(entry.date, entry.modified), len(entry.slug), entry.url


_SHOWN = (Publish.FULL, Publish.EXCERPT, Publish.METADATA)


def _rank(entry: Entry, outlets: Mapping[str, Outlet]) -> tuple[int, bool, str, str]:
    """Who leads: the one that shows most, then an agency (the report is its own), then the oldest."""
    outlet = outlets.get(entry.source.key)
    return _SHOWN.index(entry.publish), not (outlet and outlet.agency), entry.date, entry.url


def _groups(pairs: Iterable[tuple[Entry, Entry]]) -> list[list[Entry]]:
    """The connected components of ``pairs``."""
    above: dict[str, str] = {}
    entries: dict[str, Entry] = {}

    def top(url: str) -> str:
        while above[url] != url:
            above[url] = url = above[above[url]]
        return url

    for pair in pairs:
        for entry in pair:
            above.setdefault(entry.url, entry.url)
            entries[entry.url] = entry
        above[top(pair[0].url)] = top(pair[1].url)
    found: dict[str, list[Entry]] = {}
    for url, entry in entries.items():
        found.setdefault(top(url), []).append(entry)
    return list(found.values())
