"""The rows of the places authority before they are packed."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.model import Name


@dataclass(slots=True)
class Draft:
    """One place in the making. ``parent`` is another draft; ``rank`` decides who gets the short key."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    parent: Draft | None = None
    names: list[Name] = field(default_factory=list)
    demonyms: list[str] = field(default_factory=list)
    population: int = 0
    note: str = ""
    countries: tuple[str, ...] = ()
    origin: str = "geonames"
    rank: float = 0.0
    reserved: bool = False  # written by hand: gets the short key
    refused: frozenset[str] = frozenset()  # folded names that another place has in the news
    level: int = 0
    key: str = ""

    def add(self, names: list[Name]) -> None:
        """Add names that are new."""
        known = {name.text: at for at, name in enumerate(self.names)}
        for name in names:
            if name.text == self.name and not name.by:
                continue
            if name.text not in known:
                known[name.text] = len(self.names)
                self.names.append(name)
            elif name.by or name.lang:
                old = self.names[known[name.text]]
                self.names[known[name.text]] = Name(name.text, old.lang or name.lang, old.by or name.by)
