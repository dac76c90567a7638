"""From the labels that front matter holds to the rows of the authorities.

A label that no authority knows becomes a row of its own, under a slug of the label: a hand-written library needs no
authority at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from dateline.library import slugs
from dateline.model import Conflict, Outlet, Place, Topic

if TYPE_CHECKING:
    from dateline.catalogue.places import Places

Row = TypeVar("Row", Conflict, Outlet, Place, Topic)


@dataclass(slots=True)
class Labels(Generic[Row]):
    """Resolves labels on one authority and remembers the rows in use.

    ``names`` gives the texts by which a row may be called, ``made`` a row for a label that the authority does not know.
    """

    rows: Mapping[str, Row]
    names: Callable[[Row], Iterable[str]]
    made: Callable[[str, str], Row]
    named: Callable[[str], Iterable[Row]] | None = None  # an authority's own look-up by any spelling, best first
    used: dict[str, Row] = field(default_factory=dict)
    variants: set[str] = field(default_factory=set)  # keys of made rows that another label than their name leads to
    _keys: dict[tuple[str, str], str] = field(default_factory=dict)
    _index: dict[str, str] | None = None

    def key(self, label: str, hint: str = "") -> str:
        """The key of the row called ``label``; ``hint`` is the key that the article's record has for it."""
        known = self._keys.get((label, hint))
        if known is None:
            known = self._keys[label, hint] = hint if hint and hint in self.rows else self._find(label)
            row = self.used.setdefault(known, self.rows[known] if known in self.rows else self.made(known, label))
            if row.name != label and known not in self.rows:
                self.variants.add(known)
        return known

    @property
    def settled(self) -> list[tuple[str, str, str]]:
        """Label, hint and key of every label so far."""
        return [(label, hint, key) for (label, hint), key in self._keys.items()]

    def resume(self, rows: Mapping[str, Row], settled: Iterable[tuple[str, str, str]]) -> None:
        """Take over the rows in use and what labels led to, from where the same authority was asked before."""
        self.used.update(rows)
        self._keys.update(((label, hint), key) for label, hint, key in settled if key in rows)

    def _find(self, label: str) -> str:
        folded = label.casefold()
        guess = slugs.slugify(label, fallback="unnamed")
        for key in (label, guess):
            if key in self.rows and (key == label or folded in map(str.casefold, self.names(self.rows[key]))):
                return key
        if self.named is not None:
            return next((row.key for row in self.named(label)), guess)
        if self._index is None:  # an authority may be large: its names are read only when a label needs it
            self._index = {}
            for key, row in self.rows.items():
                for name in self.names(row):
                    self._index.setdefault(name.casefold(), key)
        return self._index.get(folded, guess)


def places(rows: Places) -> Labels[Place]:
    """The places authority by its labels and other names."""
    return Labels(
        rows,
        lambda row: (row.name, *(name.text for name in row.names)),
        lambda key, label: Place(key=key, name=label, kind="", lat=None, lon=None),
        rows.named,
    )


def topics(rows: Mapping[str, Topic]) -> Labels[Topic]:
    """The topics authority by its labels."""
    return Labels(rows, lambda row: (row.name,), lambda key, label: Topic(key=key, name=label))


def outlets(rows: Mapping[str, Outlet]) -> Labels[Outlet]:
    """The sources authority by its labels and aliases."""
    return Labels(rows, lambda row: (row.name, *row.aliases), lambda key, label: Outlet(key=key, name=label))


def conflicts(rows: Mapping[str, Conflict]) -> Labels[Conflict]:
    """The conflicts authority by its keys (what front matter holds) and its names."""
    return Labels(
        rows,
        lambda row: (row.name, *(name.text for name in row.names)),
        lambda key, label: Conflict(key=key, name=label, kind="", start=""),
    )
